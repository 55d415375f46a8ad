"""The sink of Zarr stores."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from curator_gui.core import Pipeline, Sink, Source
from curator_gui.core.storage.outputs import Written
from curator_gui.core.storage.overwriting import wrong_kind
from curator_gui.domains.grid.errors import GridError
from curator_gui.domains.grid.formats.layout import (
    describe_item,
    only_item,
    slot_values,
    with_types,
)
from curator_gui.domains.grid.formats.zarr_stores.zarr_closing import (
    close_store,
    complete_exchange,
    is_closed,
    lengthen_store,
    reopen_store,
    slots_of,
)
from curator_gui.domains.grid.formats.zarr_stores.zarr_layout import (
    OpenStore,
    StoreFormat,
    check_lengths,
    create_store,
    identity_path,
    mark_path,
    open_store,
    remove_store,
    store_identity,
    written_units,
)
from curator_gui.domains.grid.formats.zarr_stores.zarr_second import (
    is_second,
    marker_of,
    to_third,
)
from curator_gui.domains.grid.formats.zarr_stores.zarr_wider import remove_wider
from curator_gui.domains.grid.sinks.appending.append_plan import LABELS, stage_path
from curator_gui.domains.grid.sinks.appending.outlook import refuse_timeless
from curator_gui.domains.grid.sinks.appending.staging import Staging, is_store, refuse_grown
from curator_gui.domains.grid.sinks.foresight import Foresight
from curator_gui.domains.grid.sinks.zarr_arguments import (
    Append,
    Chunks,
    Compression,
    Gaps,
    Holes,
    Layout,
    Level,
    Shards,
    StackDimension,
    StorePath,
    ZarrFormat,
    refuse_together,
)
from curator_gui.domains.grid.sinks.zarr_place import (
    Use,
    place_problems,
    refuse_other_store,
    turn_to_second,
)

if TYPE_CHECKING:
    import xarray as xr


class GridZarrSink(Sink["xr.Dataset"]):
    """One Zarr store for all items, each in its slot along a dimension in front.

    Indices that share a chunk (or shard) along that dimension run one after another in one worker,
    so no two processes ever write the same file. The Boolean array `written` tells slots that hold
    an item from those that only hold fill values. A store of format 2 is one of format 3 while it
    is written, and turned when it is complete (see `grid.formats.zarr_stores.zarr_second`).
    """

    measurer = "curator_gui.domains.grid.measures:measure_item"
    changes_items = False

    placing = ("append", "gaps")
    added = {"layout": "cf", "zarr_format": 3, "append": False, "gaps": "error"}
    name = "Zarr store"
    description = (
        "Writes all items into one Zarr store, stacked along a dimension. "
        "Items that are run again are replaced, the others are kept."
    )
    one_store = True

    def __init__(
        self,
        path: StorePath,
        dimension: StackDimension = "item",
        chunks: Chunks = None,
        shards: Shards = None,
        compression: Compression = "blosc",
        level: Level = 3,
        holes: Holes = "remove",
        layout: Layout = "cf",
        zarr_format: ZarrFormat = 3,
        append: Append = False,
        gaps: Gaps = "error",
    ) -> None:
        self._path = Path(path)
        self._is_second = zarr_format == 2
        self._keep_slots = holes == "keep"
        refuse_together(shards=self._is_second and bool(shards), holes=append and self._keep_slots)
        flat = layout == "flat"
        self._form = StoreFormat(dimension, chunks or {}, shards or {}, compression, level, flat)
        check_lengths(self._form)
        self._staging: Staging | None = None
        self._use = Use.GROWS if append else Use.ONCE
        if append:
            inner = GridZarrSink(
                stage_path(self._path), dimension, chunks, shards, compression, level, layout=layout
            )
            inner._use = Use.STAGED
            self._staging = Staging(self._path, inner, fill=gaps == "fill")
        self._source: Source[Any] | None = None
        self._store: OpenStore | None = None
        self.types: Mapping[str, str] = {}
        self._announced: frozenset[int] = frozenset()

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "_store": None, "_announced": frozenset()}

    def set_source(self, source: Source[Any]) -> None:
        """Remember the source: it knows how many slots there are."""
        self._source = source
        if self._staging is not None:
            self._staging.set_source(source)

    @property
    def must_be_alone(self) -> bool:
        """Whether two runs cannot divide the indices of its store among them."""
        return self._staging is not None

    def partition_indices(self, indices: Sequence[int]) -> list[list[int]] | None:
        """Group the indices whose slots share a chunk, or a shard if there are shards."""
        if self._form.unit == 1:
            return None
        groups: dict[int, list[int]] = defaultdict(list)
        for index in indices:
            groups[index // self._form.unit].append(index)
        return list(groups.values())

    def problems(self) -> Iterable[tuple[str, str]]:
        """Report a file, and a folder that is in use for something else."""
        return place_problems(self._path)

    def look_ahead(self, pipeline: Pipeline[Any], indices: Sequence[int]) -> Iterable[str]:
        """Compare the items by the headers of their files; learn the types of the store.

        Raises
        ------
        GridError
            If two items do not fit into one store or have the same label, naming both; if they
            cannot be appended, naming what differs.
        """
        foresight = Foresight(pipeline, self._form.dimension)
        foresight.refuse_twice(indices)
        self.types = foresight.types(indices)
        yield from foresight.remarks(indices)
        if self._staging is None:
            refuse_grown(self._path)
            return
        dimension = self._form.dimension
        yield from self._staging.look_ahead(self._source, foresight, self.types, indices, dimension)

    def check_place(self, indices: Sequence[int]) -> None:
        """Refuse a file, and a store that holds other items and has another layout."""
        self._refuse_file()
        if self._staging is not None and self._staging.target(self._source, indices) is not None:
            self._staging.check_place(indices)
            return
        refuse_grown(self._path)
        marker = marker_of(self._path) if is_store(self._path) else None
        if marker is None:
            return
        if is_closed(marker):
            kept = not set(slots_of(marker)).issubset(indices)
        else:
            kept = self._masks_without(open_store(self._path), indices)[1]
        if kept:
            self._check_marker(marker)

    def _refuse_file(self) -> None:
        words = wrong_kind(self._path, folder=True)
        if words is not None:
            raise GridError(words)

    def prepare(self, indices: Sequence[int]) -> None:
        """Mark the slots of these indices as not written; remove a store that then holds nothing.

        Raises
        ------
        GridError
            If the store holds other items and has another layout, or is not ours, or is a file.
        """
        self._refuse_file()
        if self._staging is not None and self._staging.prepare(self._source, indices):
            return
        refuse_grown(self._path)
        self._announced = frozenset(indices)
        to_third(self._path)
        remove_wider(self._path)
        complete_exchange(self._path)
        if store_identity(self._path) is not None:
            self._forget(indices)

    def _forget(self, indices: Sequence[int]) -> None:
        self._check_closed(indices)
        store = self._reopened()
        cleared, kept = self._masks_without(store, indices)
        if not kept:
            remove_store(self._path)
            return
        self._check_marker(store.marker)
        _set_masks(store, cleared)
        if self._use is not Use.ONCE:
            lengthen_store(self._path, self._count())

    def _check_closed(self, indices: Sequence[int]) -> None:
        """Refuse a closed store before it is opened again: what is refused stays as it was."""
        marker = open_store(self._path).marker
        if is_closed(marker) and not set(slots_of(marker)).issubset(indices):
            self._check_marker(marker)

    def _reopened(self) -> OpenStore:
        if is_closed(open_store(self._path).marker):
            reopen_store(self._path)
        return open_store(self._path)

    def _masks_without(
        self, store: OpenStore, indices: Sequence[int]
    ) -> tuple[dict[int, Any], bool]:
        """Return the changed masks per write unit, and whether any item is left."""
        unit = store.marker["unit"]
        present = written_units(self._path)
        touched: dict[int, list[int]] = defaultdict(list)
        for index in indices:
            touched[index // unit].append(index % unit)
        kept = any(number not in touched for number in present)
        changed = {}
        for number in set(present) & touched.keys():
            mask = self._mask_without(store, number, touched[number])
            changed[number], kept = mask, kept or bool(mask.any())
        return changed, kept

    def _mask_without(self, store: OpenStore, number: int, positions: list[int]) -> Any:
        import numpy as np

        unit = store.marker["unit"]
        size = min(unit, store.mask.shape[0] - number * unit)
        mask = np.zeros(size, dtype=bool)
        if len(set(positions)) < size:  # reading 100,000 small files to no end takes a minute
            mask[:] = store.mask[number * unit : number * unit + size]
            mask[[position for position in positions if position < size]] = False
        return mask

    def __call__(self, items: Iterator[xr.Dataset], index: int) -> list[str]:
        """Write the item into its slot; return the store and the file that marks the slot written.

        A dropped item writes nothing and has no outputs.
        """
        if self._staging is not None and self._staging.is_begun():
            return self._staging.write(items, index)
        item = only_item(items, index, self._form.dimension)
        if item is None:
            return []
        store = self._opened(item)
        values = slot_values(item, store.arrays, widen=True)
        store.note_attributes(item)
        store.write(index, values)
        size = sum(array.nbytes for array in values.values())
        # A store that was removed and begun again exists, too: the second path is this one's own.
        identity = store.marker.get("id")
        unit = index // self._form.unit
        mark = identity_path(self._path, identity) if identity else mark_path(self._path, unit)
        return [Written(self._path, size), Written(mark, 0)]

    def finish(self, indices: Sequence[int]) -> list[str]:
        """Put labels into one chunk each, leave out holes, sort by the label, widen types.

        A store of format 2 is turned into one then. What was written aside is appended.

        Raises
        ------
        GridError
            If two items have the same label, or what was written aside does not fit.
        """
        if self._staging is not None and self._staging.is_begun():
            self._staging.finish(indices)
            return [str(self._path)]
        if not (self._is_second and is_second(self._path)):
            to_third(self._path)
            self._forget_failed(indices)
            if store_identity(self._path) is None:
                return []
            describe = self._source.label if self._source is not None else str
            labels = 1 if self._staging is None else LABELS
            close_store(self._path, self._keep_slots, describe, labels)
        if self._is_second:
            turn_to_second(self._path)
        return [str(self._path)]

    def _forget_failed(self, finished: Sequence[int]) -> None:
        """Take out what was written of indices that failed afterwards, such as in another sink."""
        failed = sorted(self._announced.difference(finished))
        is_there = bool(failed) and store_identity(self._path) is not None
        if is_there and not is_closed(open_store(self._path).marker):
            self._forget(failed)

    def _opened(self, item: xr.Dataset) -> OpenStore:
        identity = store_identity(self._path)
        if self._store is None or self._store.identity != identity:
            if identity is None:
                if self._staging is not None:
                    refuse_timeless(self._path, self._form.dimension, item)
                arrays = with_types(describe_item(item), self.types)
                create_store(self._path, item, arrays, self._form, self._count())
            self._store = open_store(self._path)
            self._check_marker(self._store.marker)
        return self._store

    def _count(self) -> int:
        if self._source is None:
            raise GridError("the sink has no source: build the pipeline with source.write(sink)")
        return len(self._source)

    def _check_marker(self, marker: Mapping[str, Any]) -> None:
        wanted = {
            "dimension": self._form.dimension,
            "count": self._count(),
            "unit": self._form.unit,
            "layout": "flat" if self._form.flat else None,
        }
        refuse_other_store(self._path, marker, wanted, self._use)


def _set_masks(store: OpenStore, masks: Mapping[int, Any]) -> None:
    unit = store.marker["unit"]
    for number, mask in masks.items():
        store.mask[number * unit : number * unit + len(mask)] = mask
