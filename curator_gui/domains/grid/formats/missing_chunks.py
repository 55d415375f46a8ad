"""Chunks that an array does not have, where nothing says what they are to be read as.

In format 2 of Zarr the fill value may be null: then a chunk that was never written holds anything,
and is read as zeros. Where there is a fill value, a chunk that is not there is full of it, as every
writer may leave it out.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Any

from curator_gui.core.message import Message, plural
from curator_gui.domains.grid.formats.zarr_files import ArrayMetadata, Divided, arrays_of

MOST_LOOKED_AT = 5_000_000
"""Chunks of an array that are looked for: it takes longer by far to read so many."""


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
        self._divided: list[Divided] = []
        self._whole: dict[str, int] = {}
        for array in _read_of(arrays, group or "", variables):
            if _is_unfilled(array):
                self._take(array, dimension)

    def _take(self, array: ArrayMetadata, dimension: str | None) -> None:
        divided = array.divided(dimension, MOST_LOOKED_AT) if dimension is not None else None
        if divided is not None:
            self._divided.append(divided)
            return
        self._whole[array.name] = self._count(array.folder, array.all_keys(MOST_LOOKED_AT))

    def _count(self, folder: str, keys: Iterable[str]) -> int:
        return sum(not self._has(f"{folder}/{key}") for key in keys)

    def found(self, position: int) -> Iterator[tuple[str, int]]:
        """Name the arrays that lack chunks there, and how many."""
        found = dict(self._whole)
        for array in self._divided:
            keys = array.keys(position // array.length)
            found[array.folder.rpartition("/")[2]] = self._count(array.folder, keys)
        return ((name, count) for name, count in found.items() if count)


def _read_of(
    arrays: Iterable[ArrayMetadata], group: str, variables: Collection[str]
) -> list[ArrayMetadata]:
    """Return the arrays of a group, not of those in it, that are variables or coordinates of them.

    No variables stand for all.
    """
    own = {each.name: each for each in arrays if each.folder.rpartition("/")[0] == group}
    if not variables:
        return list(own.values())
    chosen = [own[name] for name in variables if name in own]
    along = [name for each in chosen for name in (*each.axes(), *each.named_coordinates())]
    return [own[name] for name in dict.fromkeys([*variables, *along]) if name in own]


def _is_unfilled(array: ArrayMetadata) -> bool:
    about: Any = array.about
    return "shape" in about and about.get("fill_value", 0) is None


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
        return gaps_in_words(self._missing.found(position))


def gaps_in_words(missing: Iterable[tuple[str, int]]) -> Iterator[Message]:
    """Say which arrays of a store lack how many chunks."""
    for name, count in missing:
        yield plural(
            count,
            "{name} lacks one chunk in the store, and nothing says what stands for missing values "
            "(its fill_value is null): it was read as zeros",
            "{name} lacks {n} chunks in the store, and nothing says what stands for missing values "
            "(its fill_value is null): they were read as zeros",
            name=name,
        )
