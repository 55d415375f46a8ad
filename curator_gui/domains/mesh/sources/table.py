"""The source for meshes that a table lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from curator_gui.core import Pipeline
from curator_gui.core.message import Message
from curator_gui.core.notes import remark
from curator_gui.domains.common.row_tables import (
    NumberColumns,
    PathColumn,
    TableListing,
    TableName,
    TablePath,
    missing_of,
)
from curator_gui.domains.mesh.fields import FieldChoice
from curator_gui.domains.mesh.filters.values.global_data import with_global_data
from curator_gui.domains.mesh.formats.blocks import combine
from curator_gui.domains.mesh.formats.vtk.collections import referenced_files
from curator_gui.domains.mesh.formats.vtk.reading import read_vtk
from curator_gui.domains.mesh.origin import MeshSource, Origin
from curator_gui.domains.mesh.sources.vtk import checked_blocks


class MeshTableSource(MeshSource):
    """The meshes whose files a table lists, one index per row, with the row's numbers.

    Files are of the VTK family, by their suffix; a series (.pvd) is not. Numbers become global data
    of shape (1,), float64; a value that is missing is NaN, with a remark. Blocks are combined; of a
    file with several time steps all come.

    Raises
    ------
    TableError
        If the table cannot be read, or a value is no number.
    MeshError
        If a file is damaged or of another format.
    """

    name = "Meshes of a table"
    description = (
        "Reads the VTK-family files that a table (CSV, Parquet, SQLite) lists, one row an item, "
        "with its numbers as global data."
    )
    version = "1"

    counting_may_crash = True  # a table can unpack to gigabytes, and a view of SQLite need not end

    def __init__(
        self,
        table: TablePath,
        path_column: PathColumn,
        columns: NumberColumns = None,
        table_name: TableName = None,
    ) -> None:
        self._listed = TableListing(Path(table), path_column, columns, table_name)

    def __len__(self) -> int:
        return len(self._listed.files)

    def inputs(self, index: int) -> Sequence[str]:
        """Name the mesh file of a row, and the files that it refers to."""
        return tuple(str(path) for path in referenced_files(Path(self._listed.files[index])))

    def input_files(self) -> Sequence[str]:
        """Name the table: another content gives other items."""
        return (str(self._listed.path),)

    def label(self, index: int) -> str:
        """Name an index by its file as the table has it."""
        return self._listed.label(index)

    def origin(self, index: int) -> Origin:
        """Tell the stem of an index's file, and its path as the table has it."""
        relpath = self.label(index).replace("\\", "/").rpartition(".")[0].lstrip("/")
        return Origin(index, Path(self._listed.files[index]).stem, relpath)

    def problems(self) -> Iterable[tuple[str, str]]:
        """Report a table or columns that cannot be used."""
        return self._listed.problems()

    def look_ahead(self, pipeline: Pipeline[Any], indices: Sequence[int]) -> Iterable[str]:
        """Say which columns do not go with the items."""
        yield from self._listed.remarks()

    def read(self, index: int) -> Iterator[Any]:
        """Yield the mesh of a row, or its time steps, with the numbers."""
        path = Path(self._listed.files[index])
        values = self._listed.numbers(index)
        missing = missing_of(values)
        if missing:
            remark(Message("the table has no value in {columns}: NaN", columns=", ".join(missing)))
        for time, data in read_vtk(path, FieldChoice()):
            mesh = combine(checked_blocks(path, data))
            if time is not None:
                mesh.field_data["TimeValue"] = [time]
            yield with_global_data(mesh, values)
