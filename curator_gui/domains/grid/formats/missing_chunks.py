"""Chunks that an array does not have, where nothing says what they are to be read as.

In format 2 of Zarr the fill value may be null: then a chunk that was never written holds anything,
and is read as zeros. Where there is a fill value, a chunk that is not there is full of it, as every
writer may leave it out.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Any

from curator_gui.core.message import Message
from curator_gui.domains.grid.formats.zarr_files import ArrayMetadata, Divided, arrays_of


class MissingChunks:
    """What is missing for the item at a position along a dimension.

    Parameters
    ----------
    arrays
        Those of the store, by their paths in it.
    dimension, group, variables
        What is read of it.
    has
        Whether there is a chunk of a path in the store.
    """

    def __init__(
        self,
        arrays: Iterable[ArrayMetadata],
        dimension: str | None,
        group: str | None,
        variables: Collection[str],
        has: Callable[[str], bool],
    ) -> None:
        self._has = has
        root = f"{group}/" if group else ""
        self._divided: list[Divided] = []
        self._whole: dict[str, int] = {}
        for array in arrays:
            name = array.folder.removeprefix(root)
            is_read = array.folder.startswith(root) and (not variables or name in variables)
            if is_read and _is_unfilled(array):
                self._take(array, dimension)

    def _take(self, array: ArrayMetadata, dimension: str | None) -> None:
        divided = array.divided(dimension) if dimension is not None else None
        if divided is not None:
            self._divided.append(divided)
            return
        self._whole[array.name] = self._count(array.folder, array.all_keys())

    def _count(self, folder: str, keys: Collection[str]) -> int:
        return sum(not self._has(f"{folder}/{key}") for key in keys)

    def found(self, position: int) -> Iterator[tuple[str, int]]:
        """Name the arrays that lack chunks there, and how many."""
        found = dict(self._whole)
        for array in self._divided:
            keys = array.keys(position // array.length)
            found[array.folder.rpartition("/")[2]] = self._count(array.folder, keys)
        return ((name, count) for name, count in found.items() if count)


def _is_unfilled(array: ArrayMetadata) -> bool:
    about: Any = array.about
    return bool(about.get("shape")) and about.get("fill_value", 0) is None


class StoreGaps:
    """What is missing in a local store; which arrays it has is looked at once."""

    def __init__(
        self, path: str, dimension: str | None, group: str | None, variables: Collection[str]
    ) -> None:
        arrays = [array.below(path) for array in arrays_of(path)]
        has = lambda key: os.path.exists(f"{path}/{key}")  # noqa: E731, PTH110 - for each chunk
        self._missing = MissingChunks(arrays, dimension, group, variables, has)

    def words(self, position: int) -> Iterator[Message]:
        """Say which arrays lack chunks there."""
        for name, count in self._missing.found(position):
            if count == 1:
                yield Message(
                    "{name} lacks one chunk in the store, and nothing says what stands for missing "
                    "values (its fill_value is null): it was read as zeros",
                    name=name,
                )
            else:
                yield Message(
                    "{name} lacks {count} chunks in the store, and nothing says what stands for "
                    "missing values (its fill_value is null): they were read as zeros",
                    name=name,
                    count=count,
                )
