"""What is known of one component: its key, kind and domain, and whether it can run here."""

from __future__ import annotations

import importlib.util
import os
import sys
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import Literal

from curator_gui.core.components import Component
from curator_gui.core.errors import RegistryError
from curator_gui.core.message import Message
from curator_gui.core.params.param import Param, params_of
from curator_gui.core.storage.installed import to_add
from curator_gui.core.storage.resources import resource_path

Kind = Literal["source", "filter", "sink"]


@dataclass(frozen=True)
class Domain:
    """A field of science whose components share one item type.

    Parameters
    ----------
    key
        Short name used in component keys ("mesh").
    title, item
        Name in the catalogue, and what one item is ("pyvista.DataSet").
    extra
        Name of the package extra that brings its libraries.
    requires
        Modules that have to be importable.
    """

    key: str
    title: str
    item: str
    extra: str = ""
    requires: tuple[str, ...] = ()


@dataclass(frozen=True)
class Entry:
    """One registered component; a `former` one opens in documents but is not offered any more.

    `icon` is one of Lucide's outlines by its name, or an SVG file; "" stands for that of its kind.
    `broken` says why the file that it came from cannot be loaded any more; then it cannot run.
    """

    key: str
    kind: Kind
    domain: Domain
    cls: type[Component]
    requires: tuple[str, ...] = ()
    extra: str = ""
    keywords: tuple[str, ...] = ()
    former: bool = False
    icon: str = ""
    broken: str = ""

    @property
    def title(self) -> str:
        """The component's short name."""
        return self.cls.name

    @property
    def description(self) -> str:
        """What the component does to the data."""
        return self.cls.description

    @cached_property
    def params(self) -> tuple[Param, ...]:
        """The descriptors of its arguments, in the order of the form."""
        return params_of(self.cls)

    def param(self, name: str) -> Param | None:
        """Find a descriptor by name."""
        return next((param for param in self.params if param.name == name), None)

    def missing_modules(self) -> tuple[str, ...]:
        """Name the required modules that are not installed."""
        needed = dict.fromkeys((*self.domain.requires, *self.requires))
        return tuple(module for module in needed if not module_available(module))

    def unavailable_reason(self) -> str:
        """Say why the component cannot run here and what to install; "" if it can."""
        if self.broken:
            return self.broken
        missing = self.missing_modules()
        if not missing:
            return ""
        extra = self.extra or self.domain.extra
        return Message(
            "{key} needs {missing}, which is not installed; add it with: {command}",
            key=self.key,
            missing=", ".join(missing),
            command=to_add(extra),
        )


def module_available(name: str) -> bool:
    """Whether a module could be imported, without importing it."""
    if name in sys.modules:
        return sys.modules[name] is not None
    try:
        return importlib.util.find_spec(name) is not None
    except (ImportError, ValueError):
        return False


def installed_points(group: str) -> tuple[EntryPoint, ...]:
    """Return the entry points of a group that installed packages have now.

    To find them, a file of each package is read, which takes half the time of a whole registry. So
    they are kept until a folder on `sys.path` changes, as it does when a package comes or goes.
    """
    return _points(group, tuple((path, _changed_at(path)) for path in sys.path))


@lru_cache(maxsize=4)
def _points(group: str, folders: tuple[tuple[str, int], ...]) -> tuple[EntryPoint, ...]:
    return tuple(entry_points(group=group))


def _changed_at(path: str) -> int:
    """Return when a folder's entries changed, in ns; 0 if it does not exist."""
    try:
        return os.stat(path or ".").st_mtime_ns  # noqa: PTH116 - for each folder of each registry
    except OSError:
        return 0


def known_icon(cls: type[Component], icon: str) -> str:
    """Return the name of an icon or the path of an SVG file.

    Raises
    ------
    RegistryError
        If there is none.
    """
    if not icon:
        return ""
    path = Path(icon) if icon.endswith(".svg") else resource_path("icons", f"{icon}.svg")
    if not path.is_file():
        raise RegistryError("{cls}: there is no icon {icon}", cls=cls.__qualname__, icon=path)
    return icon


def refuse_unfinished(entry: Entry) -> None:
    """Refuse a component that no list or form could show.

    Raises
    ------
    RegistryError
        Naming what it lacks.
    """
    for name in ("name", "description"):
        if not isinstance(getattr(entry.cls, name, None), str):
            raise RegistryError(
                "{cls} has no {name}, which is a text", cls=entry.cls.__qualname__, name=name
            )
    names = [param.name for param in entry.params]
    if len(set(names)) < len(names):
        raise RegistryError("{cls} has two parameters of one name", cls=entry.cls.__qualname__)
