"""What stands in the place of a Zarr store: whether it can be written to, and its format."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from enum import Enum
from pathlib import Path
from typing import Any

from curator_gui.core.message import Message
from curator_gui.core.notes import remark
from curator_gui.core.storage.overwriting import wrong_kind
from curator_gui.domains.grid.errors import GridError, reason
from curator_gui.domains.grid.formats.zarr_stores.zarr_closing import is_closed
from curator_gui.domains.grid.formats.zarr_stores.zarr_layout import open_store, store_identity
from curator_gui.domains.grid.formats.zarr_stores.zarr_second import is_second, marker_of, to_second


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


class Use(Enum):
    """What a store is written for: once for all, to grow, or to be put behind another one."""

    ONCE = "once"
    GROWS = "grows"
    STAGED = "staged"


def refuse_other_store(
    path: Path, marker: Mapping[str, Any], wanted: Mapping[str, Any], use: Use
) -> None:
    """Insist that the marker of a store says what is wanted; its source may have grown since.

    Raises
    ------
    GridError
        Naming the first thing that it says otherwise.
    """
    for key, value in wanted.items():
        if marker.get(key) == value:
            continue
        if key == "count" and use is not Use.ONCE and marker.get(key, value) < value:
            continue
        words = {"path": path, "key": key, "get": repr(marker.get(key)), "value": repr(value)}
        if use is Use.STAGED:
            raise GridError(
                "{path} holds items that wait to be appended, with {key} {get} instead of "
                "{value}; remove that folder to begin the append again",
                **words,
            )
        if use is Use.GROWS:
            raise GridError(
                "{path} holds items already, with {key} {get} instead of {value}; "
                "remove it or choose another folder",
                **words,
            )
        raise GridError(
            "{path} holds items already, with {key} {get} instead of {value}; "
            "remove it or choose another folder, or set append to add times behind its last",
            **words,
        )


def turn_to_second(path: Path) -> None:
    """Turn a closed store into one of format 2; say so if it stays what it is."""
    if is_closed(marker_of(path) or {}):
        to_second(path)
        return
    remark(
        Message(
            "{path} stays in Zarr format 3, because no item was written or an earlier version "
            "began it; run all items again into another folder",
            path=path,
        )
    )
