"""Chunks that an array does not have, where nothing says what they are to be read as.

In format 2 of Zarr the fill value may be null: then a chunk that was never written holds anything,
and is read as zeros. Where there is a fill value, a chunk that is not there is full of it, as every
writer may leave it out.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import suppress
from typing import Any

from curator_gui.core.message import Message
from curator_gui.core.remote.addresses import file_system, is_there
from curator_gui.domains.grid.formats.opening import zarr_target
from curator_gui.domains.grid.formats.zarr_files import ArrayMetadata, Divided, arrays_of

MOST_LOOKED_AT = 5_000_000
"""Chunks of an array that are looked for: it takes longer by far to read so many."""

MOST_LISTED = 100_000
"""Chunks of a remote array that are listed, which takes a request for every 1,000."""

MOST_ASKED = 100
"""Chunks of one item that are asked for one by one."""


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
        return _in_words(self._missing.found(position))


class RemoteGaps:
    """What is missing in a store at an address; each array is listed once.

    A chunk that the list lacks is asked for by itself: it may have come since, and servers of web
    pages list nothing. Of arrays of very many chunks, those of the item are asked for at once.
    """

    def __init__(
        self, path: str, dimension: str | None, group: str | None, variables: Collection[str]
    ) -> None:
        self._path = path
        self._arrays = {each.folder: each for each in _remote_arrays(path, group)}
        self._listed: dict[str, frozenset[str]] = {}
        self._asked = 0
        self._untold: dict[str, None] = {}
        choice = dimension, group, variables
        self._missing = MissingChunks(self._arrays.values(), *choice, self._has)

    def words(self, position: int) -> Iterator[Message]:
        """Say which arrays lack chunks there, and of which that cannot be told."""
        yield from _in_words(self._missing.found(position))
        for name in self._untold:
            yield Message(
                "whether {name} lacks chunks cannot be told: its server lists no names, and they "
                "are too many to be asked for one by one; those that it lacks are read as zeros "
                "(its fill_value is null)",
                name=name,
            )
        self._asked, self._untold = 0, {}

    def _has(self, key: str) -> bool:
        folder = next(each for each in self._arrays if key.startswith(f"{each}/"))
        if folder not in self._listed:
            self._listed[folder] = self._list(folder)
        if key in self._listed[folder]:
            return True
        if self._asked >= MOST_ASKED:
            if not self._listed[folder]:
                self._untold[self._arrays[folder].name] = None
            return not self._listed[folder]
        self._asked += 1
        return is_there(f"{self._path}/{key}")

    def _list(self, folder: str) -> frozenset[str]:
        """Return the chunks of an array by their paths in the store; none where that says no."""
        keys = self._arrays[folder].all_keys(MOST_LISTED + 1)
        if sum(1 for _ in keys) > MOST_LISTED:
            return frozenset()
        system, root = file_system(self._path)
        place = f"{root.rstrip('/')}/{folder}"
        system.invalidate_cache(place)
        with suppress(Exception):  # servers raise anything where nobody may list
            return frozenset(f"{folder}/{found[len(place) + 1 :]}" for found in system.find(place))
        return frozenset()


def _remote_arrays(path: str, group: str | None) -> Iterator[ArrayMetadata]:
    """Find the arrays of format 2 in a group, as what opens them has them."""
    import zarr

    found = zarr.open_group(zarr_target(path), path=group or "", mode="r")
    for _, array in found.arrays():
        about = array.metadata.to_dict()
        if about["zarr_format"] == 2:  # those of format 3 always say what stands for missing values
            yield ArrayMetadata(array.path, about, array.attrs.asdict())


def _in_words(missing: Iterable[tuple[str, int]]) -> Iterator[Message]:
    for name, count in missing:
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
