"""The sink of NetCDF files."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from curator_gui.core import Param, ParamError, Pipeline, Sink, Source
from curator_gui.core.message import Message, at
from curator_gui.core.notes import remark
from curator_gui.core.storage.files import atomic_path
from curator_gui.core.storage.outputs import Written
from curator_gui.domains.grid.errors import GridError, reason
from curator_gui.domains.grid.formats.encoding import encode, json_attributes
from curator_gui.domains.grid.formats.layout import (
    only_item,
    refuse_unstorable,
    require_variables,
)
from curator_gui.domains.grid.formats.netcdf_closing import close_file, slots_written
from curator_gui.domains.grid.formats.netcdf_group import (
    SlotForm,
    clear_slots,
    netcdf_attributes,
    refuse_other_slots,
    write_slot,
)
from curator_gui.domains.grid.formats.opening import LIBRARY_LOCK
from curator_gui.domains.grid.sinks.foresight import Foresight
from curator_gui.domains.grid.sinks.output_names import OutputNames

if TYPE_CHECKING:
    import xarray as xr


class NetCDFSink(Sink["xr.Dataset"]):
    """One NetCDF-4 file per item, or per group of neighboring indices.

    Files of one item are written through `Dataset.to_netcdf`. Files of a group stack the items
    along a dimension; the variable `written` tells slots that hold an item from empty ones.
    Values are stored in the type the item has; the packing of the input file is not repeated.
    """

    measurer = "curator_gui.domains.grid.measures:measure_item"
    changes_items = False

    name = "NetCDF files"
    description = "Writes each item, or each group of neighboring ones, into a NetCDF-4 file."

    def __init__(
        self,
        folder: Annotated[
            Path, Param("Folder of the files; made if missing.", widget="output_folder")
        ],
        name: Annotated[
            str,
            Param(
                "Name of each file, from the fields {index} {item} {stem} {relpath} {time}.",
                widget="template",
            ),
        ] = "{stem}_{index:05d}.nc",
        compression: Annotated[
            int,
            Param(
                "Level of zlib compression, without loss; 0 is none. Levels above 4 take long "
                "for little.",
                minimum=0,
                maximum=9,
            ),
        ] = 1,
        items_per_file: Annotated[
            int,
            Param(
                "How many neighboring indices share a file, which is named by the first of them.",
                minimum=1,
                maximum=10_000,
            ),
        ] = 1,
        dimension: Annotated[
            str, Param("Dimension along which the items of a file are stacked, for example time.")
        ] = "item",
        holes: Annotated[
            str,
            Param(
                "What becomes of the places of items that were left out or failed, where several "
                "share a file: `remove` leaves them out of the finished file, `keep` keeps one "
                "place per index.",
                choices=("remove", "keep"),
            ),
        ] = "remove",
    ) -> None:
        self._names = OutputNames(Path(folder), name)
        self._compression = compression
        self._size = items_per_file
        self._dimension = dimension
        self._keep_slots = holes == "keep"
        self._types: dict[int, dict[str, str]] = {}
        self._announced: frozenset[int] = frozenset()
        if items_per_file > 1 and self._names.fields & {"time", "item"}:
            raise ParamError(
                at(
                    "name",
                    Message("files of several items cannot be named by {{time}} or {{item}}"),
                )
            )

    def __getstate__(self) -> dict[str, Any]:
        """Ship without the list of announced indices: only the parent needs it."""
        return {**self.__dict__, "_announced": frozenset()}

    def set_source(self, source: Source[Any]) -> None:
        """Remember the source: it knows the names of the input files."""
        self._names.source = source

    def partition_indices(self, indices: Sequence[int]) -> list[list[int]] | None:
        """Group the indices that share a file."""
        return None if self._size == 1 else list(self._groups(indices).values())

    def _groups(self, indices: Sequence[int]) -> dict[int, list[int]]:
        groups: dict[int, list[int]] = defaultdict(list)
        for index in indices:
            groups[index // self._size].append(index)
        return groups

    def look_ahead(self, pipeline: Pipeline[Any], indices: Sequence[int]) -> Iterable[str]:
        """Compare the items that share a file by their headers; learn the types of the files.

        Raises
        ------
        GridError
            If two items do not fit into one file or have the same label, naming both.
        """
        self._types = {}
        if self._size == 1:
            return
        foresight = Foresight(pipeline, self._dimension)
        for number, group in self._groups(indices).items():
            foresight.refuse_twice(group)
            types = foresight.types(group)
            if types:
                self._types[number] = types
        yield from foresight.remarks(indices)

    def planned_outputs(self, index: int) -> Sequence[str]:
        """Name the file of an index, unless its name depends on the data or others share it."""
        if self._size > 1 or self._names.fields & {"time", "item"}:
            return ()
        return (str(self._names.path(index, 0, None)),)

    def shared_outputs(self, index: int) -> Sequence[str]:
        """Name the file of a group of indices."""
        if self._size == 1:
            return ()
        return (str(self._names.path(index // self._size * self._size, 0, None)),)

    def check_place(self, indices: Sequence[int]) -> None:
        """Refuse files that hold other items and have another number of slots."""
        for path, slots, size in self._files_there(indices):
            refuse_other_slots(path, slots, self._dimension, size)

    def prepare(self, indices: Sequence[int]) -> None:
        """Mark the slots of these indices as not written in files that are there already."""
        if self._size == 1:
            return
        self._announced = frozenset(indices)
        for path, slots, size in self._files_there(indices):
            clear_slots(path, slots, self._dimension, size)

    def _files_there(self, indices: Sequence[int]) -> Iterator[tuple[Path, list[int], int]]:
        """Yield the shared files that are there: their slots of these indices, and of how many."""
        for number, group in self._groups(indices).items() if self._size > 1 else ():
            path = self._names.path(number * self._size, 0, None)
            if path.is_file():
                yield path, [index % self._size for index in group], self._length(number)

    def _forget_failed(self, finished: Sequence[int]) -> None:
        """Take out what was written of indices that failed afterwards, such as in another sink."""
        failed = self._announced.difference(finished)
        for number, group in self._groups(sorted(failed)).items():
            path = self._names.path(number * self._size, 0, None)
            slots = [index % self._size for index in group]
            if path.is_file() and (written := slots_written(path, slots)):
                clear_slots(path, written, self._dimension, self._length(number))

    def _length(self, number: int) -> int:
        """How many slots a group's file has: the last group may be shorter."""
        if self._names.source is None:
            raise GridError("the sink has no source: build the pipeline with source.write(sink)")
        return min(self._size, len(self._names.source) - number * self._size)

    def __call__(self, items: Iterator[xr.Dataset], index: int) -> list[str]:
        """Write the items of the index; return the files."""
        if self._size > 1:
            return self._write_grouped(items, index)
        written: list[str] = []
        for position, item in enumerate(items):
            path = self._names.path(index, position, item)
            if str(path) in written:
                raise GridError(
                    "index {index} gave several items, all named {name}; add {{item}} to the name",
                    index=index,
                    name=path.name,
                )
            self._write(item, path)
            written.append(str(path))
        return written

    def finish(self, indices: Sequence[int]) -> list[str]:
        """Leave empty slots out of files that several items share; sort by the label.

        Raises
        ------
        GridError
            If two items of a file have the same label.
        """
        if self._size == 1:
            return []
        self._forget_failed(indices)
        if self._keep_slots:
            return []
        left_out = 0
        for number in self._groups(sorted(self._announced.union(indices))):
            path = self._names.path(number * self._size, 0, None)
            if path.is_file():
                left_out += close_file(path, partial(self._describe, number * self._size))
        if left_out:
            remark(
                Message(
                    "{count} empty places were left out of the files, because their items were "
                    "dropped, failed or did not run",
                    count=left_out,
                )
            )
        return []

    def _describe(self, first: int, slot: int) -> str:
        source, index = self._names.source, first + slot
        return f"index {index} ({source.label(index)})" if source is not None else f"index {index}"

    def _write_grouped(self, items: Iterator[xr.Dataset], index: int) -> list[str]:
        item = only_item(items, index, self._dimension)
        if item is None:
            return []
        number, slot = divmod(index, self._size)
        path = self._names.path(number * self._size, 0, None)
        length = self._length(number)
        types, first = self._types.get(number, {}), number * self._size
        form = SlotForm(length, self._dimension, self._compression, first, types)
        write_slot(path, item, slot, form)
        return [Written(path, item.nbytes)]

    def _write(self, item: xr.Dataset, path: Path) -> None:
        require_variables(item)
        refuse_unstorable(item)
        _check_types(item, path)
        plain = _with_plain_attributes(item.drop_encoding())
        encoding = self._encoding(item)
        with LIBRARY_LOCK, atomic_path(path) as part:
            try:
                plain.to_netcdf(part, engine="netcdf4", format="NETCDF4", encoding=encoding)
            except (ValueError, TypeError, RuntimeError) as error:
                raise GridError(
                    "{path} cannot be written: {reason}", path=path, reason=reason(error)
                ) from error

    def _encoding(self, item: xr.Dataset) -> dict[str, dict[str, Any]]:
        if not self._compression:
            return {}
        options = {"zlib": True, "complevel": self._compression, "shuffle": True}
        return {
            str(name): options
            for name, variable in item.data_vars.items()
            if variable.ndim and variable.dtype.kind in "biuf"
        }


def _check_types(item: xr.Dataset, path: Path) -> None:
    """Refuse types that cannot be stored with the name of the variable, which xarray leaves out."""
    try:
        for name, variable in item.variables.items():
            if variable.dtype.kind in "OV":
                encode(variable, str(name))
    except GridError as error:
        raise GridError("{path} cannot be written: {reason}", path=path, reason=error) from error


def _with_plain_attributes(item: xr.Dataset) -> xr.Dataset:
    """Zarr stores may have tables, Booleans and nulls among attributes, NetCDF files may not."""
    plain = item.copy(deep=False)
    owners: list[Any] = [plain, *plain.variables.values()]
    for owner in owners:
        kind = getattr(owner, "dtype", None)
        owner.attrs = netcdf_attributes(json_attributes(owner.attrs), kind)
    return plain
