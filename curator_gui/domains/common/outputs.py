"""Read the items of an output file for its preview: by the domain that wrote it, else as arrays.

Each domain has its own readers (`domains/*/outputs.py`, by suffix); they run in the helper process.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any

from curator_gui.core.errors import CuratorError
from curator_gui.core.measuring.inspection import Contents, ForeignFileError
from curator_gui.core.remote.damage import reading
from curator_gui.domains.common.plain_files import PLAIN_READERS

_HOMES = {
    "mesh": "curator_gui.domains.mesh.inspection.outputs",
    "grid": "curator_gui.domains.grid.inspection.outputs",
    "atoms": "curator_gui.domains.atoms.inspection.outputs",
}

Reader = Callable[[Path], Contents]


class UnreadableOutputError(CuratorError):
    """An output file cannot be previewed; the message says which and why."""


def read_output(path: Path, domain: str) -> Contents:
    """Read an output file or folder; the readers of `domain` are asked first, then the others.

    Raises
    ------
    UnreadableOutputError
        If it is gone, or nobody knows its suffix.
    CuratorError
        If its reader finds it damaged.
    """
    if not path.exists():
        raise UnreadableOutputError("{path} is no longer there", path=path)
    first_problem: Exception | None = None
    for reader in _readers(path, domain):
        try:
            with reading(UnreadableOutputError, path.__str__):
                found = reader(path)
            return replace(found, items=_named(path, found.items))
        except ForeignFileError:
            continue
        except ImportError as error:
            first_problem = first_problem or error
    if first_problem is not None:
        raise UnreadableOutputError(f"{path}: {first_problem}") from first_problem
    known = path.suffix or "no suffix"
    raise UnreadableOutputError(
        "{path}: there is no preview for files with {known}", path=path, known=known
    )


def _named(path: Path, items: Iterable[Any]) -> Iterator[Any]:
    """Yield items; what their reader stumbles over names the file, and so does an empty one."""
    found = False
    with reading(UnreadableOutputError, path.__str__):
        for item in items:
            found = True
            yield item
    if not found:
        raise UnreadableOutputError("{path} holds no items", path=path)


def _readers(path: Path, domain: str) -> Iterator[Reader]:
    homes = sorted(_HOMES, key=lambda name: name != domain)
    for home in homes:
        readers: dict[str, Reader] = import_module(_HOMES[home]).READERS
        if path.suffix.lower() in readers:
            yield readers[path.suffix.lower()]
    if path.suffix.lower() in PLAIN_READERS:
        yield PLAIN_READERS[path.suffix.lower()]
