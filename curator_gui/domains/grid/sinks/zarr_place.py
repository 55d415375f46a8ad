"""Whether the place of a Zarr store can be written to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from curator_gui.core.message import Message
from curator_gui.core.storage.overwriting import wrong_kind
from curator_gui.domains.grid.errors import GridError, reason
from curator_gui.domains.grid.formats.zarr_layout import open_store, store_identity
from curator_gui.domains.grid.formats.zarr_second import is_second, marker_of


def place_problems(path: Path) -> Iterable[tuple[str, str]]:
    """Report a file, and a folder that is in use for something else."""
    words = wrong_kind(path, folder=True)
    if words is not None:
        yield "path", words
    elif is_second(path):
        yield from _problems_of_second(path)
    elif path.is_dir() and store_identity(path) is None and any(path.iterdir()):
        yield (
            "path",
            Message("{path} is not empty and holds no Zarr store; choose another", path=path),
        )
    elif store_identity(path) is not None:
        try:
            open_store(path)
        except GridError as error:
            yield "path", str(error)


def _problems_of_second(path: Path) -> Iterator[tuple[str, str]]:
    try:
        marker = marker_of(path)
    except (OSError, ValueError) as error:
        words = reason(error)
        yield "path", Message("{path} cannot be read: {words}", path=path, words=words)
        return
    if marker is None:
        yield (
            "path",
            Message(
                "{path} holds data that are not from this sink; choose another folder",
                path=path,
            ),
        )


def refuse_other_store(path: Path, marker: Mapping[str, Any], wanted: Mapping[str, Any]) -> None:
    """Insist that the marker of a store says what is wanted.

    Raises
    ------
    GridError
        Naming the first thing that it says otherwise.
    """
    for key, value in wanted.items():
        if marker.get(key) != value:
            raise GridError(
                "{path} holds items already, with {key} {get} instead of {value}; "
                "remove it or choose another folder, or set append to add times behind its last",
                path=path,
                key=key,
                get=repr(marker.get(key)),
                value=repr(value),
            )
