"""Chunks that a store at an address lacks, where nothing says what they are to be read as."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import suppress

from curator_gui.core.message import Message
from curator_gui.core.remote.addresses import file_system, is_there
from curator_gui.domains.grid.formats.missing_chunks import MissingChunks, gaps_in_words
from curator_gui.domains.grid.formats.opening import zarr_target
from curator_gui.domains.grid.formats.zarr_files import ArrayMetadata

MOST_LISTED = 100_000
"""Chunks of a remote array that are listed, which takes a request for every 1,000."""

MOST_ASKED = 100
"""Chunks of one item that are asked for one by one."""


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
        yield from gaps_in_words(self._missing.found(position))
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
