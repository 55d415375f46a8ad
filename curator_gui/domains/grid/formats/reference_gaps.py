"""Chunks that a list of references does not have, where nothing says what they are to be read as.

In format 2 of Zarr the fill value may be null: then a chunk that was never written holds anything,
and is read as zeros.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from curator_gui.core.message import Message
from curator_gui.domains.grid.formats.zarr_files import ArrayMetadata, Divided
from curator_gui.domains.grid.formats.zarr_references import References


class ReferenceGaps:
    """What is missing in references for the item at a position along a dimension."""

    def __init__(
        self,
        found: References,
        dimension: str | None,
        group: str | None,
        variables: Collection[str],
    ) -> None:
        self._places = found.places
        root = f"{group}/" if group else ""
        self._divided: list[Divided] = []
        self._whole: dict[str, int] = {}
        for array in _unfilled(found.places):
            name = array.folder.removeprefix(root)
            if array.folder.startswith(root) and (not variables or name in variables):
                self._take(array, dimension)

    def _take(self, array: ArrayMetadata, dimension: str | None) -> None:
        divided = array.divided(dimension) if dimension is not None else None
        if divided is not None:
            self._divided.append(divided)
            return
        keys = array.all_keys()
        self._whole[array.name] = self._count(array.folder, keys)

    def _count(self, folder: str, keys: Collection[str]) -> int:
        return sum(f"{folder}/{key}" not in self._places for key in keys)

    def words(self, position: int) -> Iterator[Message]:
        """Say which arrays lack chunks there."""
        found = dict(self._whole)
        for array in self._divided:
            keys = array.keys(position // array.length)
            found[array.folder.rpartition("/")[2]] = self._count(array.folder, keys)
        for name, count in found.items():
            if count == 1:
                yield Message(
                    "{name} lacks one chunk in the references, and nothing says what stands for "
                    "missing values: it was read as zeros",
                    name=name,
                )
            elif count:
                yield Message(
                    "{name} lacks {count} chunks in the references, and nothing says what stands "
                    "for missing values: they were read as zeros",
                    name=name,
                    count=count,
                )


def _unfilled(places: Mapping[str, Any]) -> Iterator[ArrayMetadata]:
    """Find the arrays that have no fill value."""
    for key, text in places.items():
        folder, _, kind = key.rpartition("/")
        about = _parsed(text) if kind == ".zarray" else {}
        if about.get("shape") and about.get("fill_value", 0) is None:
            yield ArrayMetadata(folder, about, _parsed(places.get(f"{folder}/.zattrs", "{}")))


def _parsed(text: Any) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except (TypeError, ValueError, RecursionError):
        return {}  # opening the store says why
    return found if isinstance(found, dict) else {}
