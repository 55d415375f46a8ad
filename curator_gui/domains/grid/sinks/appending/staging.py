"""The part of a sink that writes the items of a run aside, and puts them behind those of a store.

Where a store is not complete yet, or lacks just the items that run, there is nothing to append to:
then they are written into their places.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

from curator_gui.core.components import Source
from curator_gui.core.storage.files import remove_quietly
from curator_gui.core.storage.outputs import Written
from curator_gui.domains.grid.errors import GridError
from curator_gui.domains.grid.formats.layout import MASK
from curator_gui.domains.grid.formats.zarr_closing import is_closed, slots_of
from curator_gui.domains.grid.formats.zarr_layout import store_identity
from curator_gui.domains.grid.formats.zarr_second import is_second, marker_of
from curator_gui.domains.grid.sinks.appending.append_plan import (
    append_folder,
    appended_mark,
    complete_append,
    stage_path,
)
from curator_gui.domains.grid.sinks.appending.merging import append_stage
from curator_gui.domains.grid.sinks.appending.outlook import (
    first_item,
    outlook,
    refuse_timeless,
)
from curator_gui.domains.grid.sinks.appending.series_store import SeriesStore, was_appended
from curator_gui.domains.grid.sinks.appending.source_times import source_times
from curator_gui.domains.grid.sinks.appending.words import refuse_waiting
from curator_gui.domains.grid.sinks.foresight import Foresight

_BEGUN = "begun"


def is_store(path: Path) -> bool:
    """Whether there is a store of format 3, or one of format 2 that was written here."""
    return is_second(path) or store_identity(path) is not None


def refuse_grown(path: Path) -> None:
    """Refuse to write into a store in which an index is no place any more.

    Raises
    ------
    GridError
        If items were appended to it, or wait for that.
    """
    marker = marker_of(path) if is_store(path) else None
    if marker is not None and (was_appended(marker) or stage_path(path).exists()):
        raise GridError(
            "{path} has grown by appending, so single items of it cannot be written again; set "
            "append, or choose another folder",
            path=path,
        )


def waiting_times(path: Path, indices: Sequence[int]) -> list[int]:
    """Return the times of items that were written aside before, without those of these indices."""
    if store_identity(stage_path(path)) is None:
        return []
    stage = SeriesStore(stage_path(path))
    written = stage.arrays[MASK][...].tolist()
    slots = slots_of(stage.marker) if is_closed(stage.marker) else range(len(written))
    again = set(indices)
    rows = zip(slots, written, stage.times()[0].tolist(), strict=True)
    return [time for index, there, time in rows if there and index not in again]


class _Inner(Protocol):
    """The sink of a staged store; `types` are those of its arrays, where known beforehand."""

    types: Mapping[str, str]

    def set_source(self, source: Source[Any]) -> None: ...
    def check_place(self, indices: Sequence[int]) -> None: ...
    def prepare(self, indices: Sequence[int]) -> None: ...
    def __call__(self, items: Iterator[Any], index: int) -> list[str]: ...
    def finish(self, indices: Sequence[int]) -> list[str]: ...


class Staging:
    """Writes aside with `inner`, a sink of the staged store, and merges when all is there."""

    def __init__(self, path: Path, inner: _Inner, *, fill: bool) -> None:
        self._path, self._inner, self._fill = path, inner, fill

    def set_source(self, source: Source[Any]) -> None:
        self._inner.set_source(source)

    def target(self, source: Source[Any] | None, indices: Sequence[int]) -> SeriesStore | None:
        """Return the store that these indices are to be appended to; None if there is none."""
        marker = marker_of(self._path) if is_store(self._path) else None
        if marker is None or not is_closed(marker):
            return None
        store = SeriesStore(self._path)
        if not stage_path(self._path).exists() and _lacks_just(store, source, indices):
            return None
        store.times()
        return store

    def look_ahead(
        self,
        source: Source[Any] | None,
        foresight: Foresight,
        types: Mapping[str, str],
        indices: Sequence[int],
        dimension: str,
    ) -> Iterator[str]:
        """Say what will be appended after what; learn the types of the staged store.

        Raises
        ------
        GridError
            If it cannot be, or, of the first run, if nothing can be later.
        """
        self._inner.types = types
        store = self.target(source, indices)
        if store is None:
            refuse_timeless(self._path, dimension, first_item(foresight, indices))
        else:
            waiting = waiting_times(self._path, indices)
            yield from outlook(store, source, foresight, types, indices, waiting, fill=self._fill)

    def check_place(self, indices: Sequence[int]) -> None:
        """Refuse if what waits to be appended has another layout, or is of a longer source."""
        self._inner.check_place(indices)

    def prepare(self, source: Source[Any] | None, indices: Sequence[int]) -> bool:
        """Prepare to append; False, having changed nothing, if items go into their places.

        Raises
        ------
        GridError
            If an append of other items is unfinished.
        """
        folder = append_folder(self._path)
        if self.target(source, indices) is None:
            remove_quietly(folder / _BEGUN)
            return False
        folder.mkdir(exist_ok=True)
        complete_append(self._path)
        self._inner.prepare(indices)
        self._remove_marks()
        (folder / _BEGUN).touch()
        return True

    def _remove_marks(self) -> None:
        """Remove the marks of staged stores that are there no more, so that their items count not.

        A store that was begun again has another name.
        """
        kept = {entry["id"] for entry in (marker_of(self._path) or {}).get("appended", ())}
        if store_identity(stage_path(self._path)) is not None:
            kept.add((marker_of(stage_path(self._path)) or {}).get("id"))
        for mark in append_folder(self._path).glob("id-*"):
            if mark.name.removeprefix("id-") not in kept:
                mark.unlink()

    def is_begun(self) -> bool:
        """Whether items are written aside now, in whichever process."""
        return (append_folder(self._path) / _BEGUN).is_file()

    def write(self, items: Iterator[Any], index: int) -> list[str]:
        """Write an item aside; return the store and the file that stands for the item."""
        outputs = self._inner(items, index)
        if not outputs:
            return []
        identity = (marker_of(stage_path(self._path)) or {})["id"]
        mark = appended_mark(self._path, identity)
        if not mark.exists():
            mark.touch()
        size = outputs[0].size if isinstance(outputs[0], Written) else 0
        return [Written(self._path, size), Written(mark, 0)]

    def finish(self, indices: Sequence[int]) -> None:
        """Put what was written aside behind the items of the store.

        Raises
        ------
        GridError
            If it does not fit; the store is as it was, and a resumed run tries again.
        """
        folder = append_folder(self._path)
        complete_append(self._path)
        self._inner.finish(indices)
        if store_identity(stage_path(self._path)) is not None:
            self._merge()
        remove_quietly(folder / _BEGUN)
        self._remove_marks()

    def _merge(self) -> None:
        if not is_closed(marker_of(stage_path(self._path)) or {}):  # nothing was written
            shutil.rmtree(stage_path(self._path))
            return
        try:
            append_stage(self._path, fill=self._fill)
        except GridError as error:
            refuse_waiting(error, stage_path(self._path))


def _lacks_just(store: SeriesStore, source: Source[Any] | None, indices: Sequence[int]) -> bool:
    """Whether a store is of this very source, and has none of these indices."""
    if was_appended(store.marker) or source is None or store.marker["count"] != len(source):
        return False
    slots = slots_of(store.marker)
    if not set(slots).isdisjoint(indices):
        return False
    times = source_times(source, store.dimension, slots)
    known = store.times()[0].tolist() if times else []
    return all(times.get(index, time) == time for index, time in zip(slots, known, strict=False))
