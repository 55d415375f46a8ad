"""The classes of physicsnemo-curator (NVIDIA, Apache-2.0) themselves, where it is installed.

They come as an add-on that the person switches on: a file in the folder of own components, whose
`register` is the one here. So no document can have that package imported, which takes seconds and
hundreds of megabytes (torch); and where it is on, window, command line and helper process have it.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from curator_gui.core.documents.correspondence import PREFIX, correspondences
from curator_gui.core.errors import CuratorError, RegistryError, error_words
from curator_gui.core.message import Message
from curator_gui.core.registration.deferred import DescribedAddOn, describe_all
from curator_gui.core.registration.entry import Domain, module_available
from curator_gui.core.registration.registry import Registry
from curator_gui.core.storage.files import atomic_write_text

PACKAGE = "physicsnemo_curator"
DOMAIN = Domain(
    PREFIX.rstrip("."), "physicsnemo-curator", "an object of its own", requires=(PACKAGE,)
)
_PARTS = ("mesh", "da", "atm")
"""Its packages of components; each needs libraries of its own."""
_KINDS = ("sources", "filters", "sinks")
FILE = "physicsnemo_add_on.py"
_TEXT = '''"""The components of physicsnemo-curator in Curator: as long as this file is here."""

from curator_gui.domains.physicsnemo import register

__all__ = ["register"]
'''


def is_installed() -> bool:
    """Whether its package could be imported; nothing of it is."""
    return module_available(PACKAGE)


def is_on(registry: Registry) -> bool:
    """Whether its classes are registered."""
    return DOMAIN.key in registry.domains


def switch_on(folder: Path) -> Path:
    """Write the add-on's file into a folder of own components; return it.

    Raises
    ------
    CuratorError
        If the package is not installed, or the file cannot be written.
    """
    if not is_installed():
        raise CuratorError(
            "physicsnemo-curator is not installed in the Python that runs Curator: install it "
            "there, from its source"
        )
    path = folder / FILE
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        atomic_write_text(path, _TEXT)
    except OSError as error:
        raise CuratorError("{path}: {error}", path=path, error=error.strerror or error) from error
    return path


def switch_off(folder: Path) -> bool:
    """Remove the add-on's file; return whether it was there.

    Raises
    ------
    CuratorError
        If it cannot be removed.
    """
    path = folder / FILE
    try:
        path.unlink()
    except FileNotFoundError:
        return False
    except OSError as error:
        raise CuratorError("{path}: {error}", path=path, error=error.strerror or error) from error
    return True


def register(registry: Registry) -> None:
    """Register the classes of each of its packages that can be imported.

    To import them takes half a minute, so a registry that is `deferring` gets no more than the
    function that describes them in another process. What cannot be imported is named in the
    registry's `failures`.

    Raises
    ------
    RegistryError
        If none of its packages can be imported.
    """
    registry.add_domain(DOMAIN)
    if registry.deferring:
        registry.pending[DOMAIN.key] = described
        return
    reasons = [words for part in _PARTS if (words := _failure(registry, part))]
    if len(reasons) == len(_PARTS):
        raise RegistryError("{error}", error=reasons[0])
    for cls in dict.fromkeys([*_registered(), *_tabled()]):
        try:
            registry.add(DOMAIN.key, cls)
        except RegistryError as error:
            registry.failures[Message("add-on {name}", name=cls.__qualname__)] = str(error)


def described() -> DescribedAddOn:
    """Import all classes and describe them; for a process of its own."""
    registry = Registry()
    try:
        register(registry)
    except RegistryError as error:
        registry.failures[Message("add-on {name}", name=PACKAGE)] = str(error)
    return describe_all((entry.cls for entry in registry), registry.failures)


def is_pending(registry: Registry) -> bool:
    """Whether another process is still importing its classes."""
    return DOMAIN.key in registry.pending


def _failure(registry: Registry, part: str) -> str:
    """Import one of its packages; say why that does not work, "" if it does."""
    name = f"{PACKAGE}.domains.{part}"
    key = Message("add-on {name}", name=name)
    try:
        import_module(name)
    except Exception as error:  # noqa: BLE001 - the package of others may fail in any way
        registry.failures[key] = error_words(error)
        return registry.failures[key]
    registry.failures.pop(key, None)
    return ""


def _registered() -> Iterator[type[Any]]:
    """Yield what it has registered with itself."""
    theirs = import_module(f"{PACKAGE}.core.registry").registry
    for part in theirs.submodules():
        for kind in _KINDS:
            yield from getattr(theirs, kind)(part).values()


def _tabled() -> Iterator[type[Any]]:
    """Yield the classes of the table of correspondences that it has without registering them."""
    for name in correspondences():
        module, _, cls = name.rpartition(".")
        try:
            yield getattr(import_module(module), cls)
        except (ImportError, AttributeError):  # of another version, or of a part that failed
            continue
