"""The source for fields that a table lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from curator_gui.core import Param, remark
from curator_gui.core.message import Message
from curator_gui.domains.common.row_tables import (
    NumberColumns,
    PathColumn,
    RowTable,
    TableError,
    TableName,
    TablePath,
    read_rows,
)
from curator_gui.domains.grid.errors import GridError
from curator_gui.domains.grid.sources.netcdf import NetCDFSource

if TYPE_CHECKING:
    import xarray as xr


class FieldTableSource(NetCDFSource):
    """The NetCDF files that a table lists, one row each, with the row's numbers.

    Numbers become coordinates of no dimension, float64; a value that is missing is NaN, with a
    remark. With a dimension, each position along it is an item.

    Raises
    ------
    TableError
        If the table cannot be read, or a value is no number.
    GridError
        If a file cannot be read, or has a variable with the name of a column.
    """

    name = "Fields of a table"
    description = (
        "Reads the NetCDF files that a table (CSV, Parquet, SQLite) lists, with the numbers of "
        "their rows as coordinates."
    )
    version = "1"

    def __init__(
        self,
        table: TablePath,
        path_column: PathColumn,
        columns: NumberColumns = None,
        table_name: TableName = None,
        dimension: Annotated[
            str | None,
            Param(
                "Dimension whose positions become the items, for example time. Not set: each "
                "file is one item.",
                role="dimension",
            ),
        ] = None,
        variables: Annotated[
            list[str] | None,
            Param(
                "Variables to read; their coordinates come with them. Not set: all.",
                role="variable",
            ),
        ] = None,
        group: Annotated[
            str | None,
            Param(
                "Group of the file that holds the variables, such as data/science. Not set: none."
            ),
        ] = None,
    ) -> None:
        folder = str(Path(table).parent)
        super().__init__(folder, dimension=dimension, variables=variables, group=group)
        self._table = Path(table)
        self._path_column = path_column
        self._columns = columns
        self._table_name = table_name

    @cached_property
    def _rows(self) -> RowTable:
        return read_rows(self._table, self._table_name)

    @cached_property
    def _files(self) -> list[str]:
        return self._rows.files(self._path_column)

    @cached_property
    def _numbers(self) -> list[str]:
        return self._rows.number_columns(self._columns, self._path_column)

    def _paths(self) -> list[str]:
        return self._files

    def input_files(self) -> Sequence[str]:
        """Name the table: another content gives other items."""
        return (str(self._table),)

    def __getitem__(self, index: int) -> Iterator[xr.Dataset]:
        row, _ = self.listing().locate(index)
        for item in super().__getitem__(index):
            yield self._with_numbers(item, row)

    def _with_numbers(self, item: xr.Dataset, row: int) -> xr.Dataset:
        values = {name: self._rows.number(row, name) for name in self._numbers}
        taken = [name for name in values if name in item.variables or name in item.dims]
        if taken:
            raise GridError(
                "{path} has a variable {name}, the name of a column of the table; choose columns",
                path=self._files[row],
                name=repr(taken[0]),
            )
        missing = [name for name, value in values.items() if value != value]
        if missing:
            remark(Message("the table has no value in {columns}: NaN", columns=", ".join(missing)))
        return item.assign_coords(values)

    def problems(self) -> Iterable[tuple[str, str]]:
        """Report a table or columns that cannot be used, and names that the first file lacks."""
        for param, check in (
            ("table", "_rows"),
            ("path_column", "_files"),
            ("columns", "_numbers"),
        ):
            try:
                getattr(self, check)
            except TableError as error:
                yield param, str(error)
                return
        if not Path(self._files[0]).is_file():
            yield "path_column", Message("there is no file {path}", path=self._files[0])
            return
        yield from self._header_problems(self._files[0])
