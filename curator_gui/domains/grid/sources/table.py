"""The source for fields that a table lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from curator_gui.core import remark
from curator_gui.core.message import Message
from curator_gui.domains.common.row_tables import (
    NumberColumns,
    PathColumn,
    TableListing,
    TableName,
    TablePath,
    missing_of,
)
from curator_gui.domains.grid.errors import GridError
from curator_gui.domains.grid.sources.arguments import Dimension, Group, Variables
from curator_gui.domains.grid.sources.netcdf import NetCDFSource

if TYPE_CHECKING:
    import xarray as xr

    from curator_gui.core import Pipeline


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
        dimension: Dimension = None,
        variables: Variables = None,
        group: Group = None,
    ) -> None:
        folder = str(Path(table).parent)
        super().__init__(folder, dimension=dimension, variables=variables, group=group)
        self._listed = TableListing(Path(table), path_column, columns, table_name)

    def _paths(self) -> list[str]:
        return self._listed.files

    def input_files(self) -> Sequence[str]:
        """Name the table: another content gives other items."""
        return (str(self._listed.path),)

    def __getitem__(self, index: int) -> Iterator[xr.Dataset]:
        row, _ = self.listing().locate(index)
        for item in super().__getitem__(index):
            yield self._with_numbers(item, row)

    def _with_numbers(self, item: xr.Dataset, row: int) -> xr.Dataset:
        values = self._listed.numbers(row)
        taken = [name for name in values if name in item.variables or name in item.dims]
        if taken:
            raise GridError(
                "{path} has a variable {name}, the name of a column of the table; choose columns",
                path=self._listed.files[row],
                name=repr(taken[0]),
            )
        missing = missing_of(values)
        if missing:
            remark(Message("the table has no value in {columns}: NaN", columns=", ".join(missing)))
        return item.assign_coords(values)

    def look_ahead(self, pipeline: Pipeline[Any], indices: Sequence[int]) -> Iterable[str]:
        """Say which columns do not go with the items."""
        yield from self._listed.remarks()
        yield from super().look_ahead(pipeline, indices)

    def problems(self) -> Iterable[tuple[str, str]]:
        """Report a table or columns that cannot be used, and names that the first file lacks."""
        wrong = list(self._listed.problems())
        if wrong:
            yield from wrong
            return
        first = self._listed.files[0]
        if not Path(first).is_file():
            yield "path_column", Message("there is no file {path}", path=first)
            return
        yield from self._header_problems(first)
