"""Filters that add global data (VTK's field data): constants, or a row of a table per item."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any

from curator_gui.core.param import Param
from curator_gui.domains.mesh.errors import MeshError
from curator_gui.domains.mesh.fields import fits
from curator_gui.domains.mesh.filters.base import MeshFilter, shallow
from curator_gui.domains.mesh.formats.tables import Table, read_table
from curator_gui.domains.mesh.origin import Origin, current_origin


def with_global_data(mesh: Any, values: dict[str, float]) -> Any:
    """Return the mesh with global arrays of shape (1,), float64; existing ones are replaced."""
    from vtkmodules.vtkCommonCore import vtkDoubleArray

    result = shallow(mesh)
    for name, value in values.items():
        array = vtkDoubleArray()
        array.SetName(name)
        array.InsertNextValue(value)
        result.GetFieldData().AddArray(array)
    return result


class GlobalData(MeshFilter):
    """Add the same constants to every mesh, as global data of shape (1,), float64."""

    name = "Global constants"
    description = "Adds constants, such as an inlet velocity, to the global data of every mesh."
    version = "1"

    def __init__(
        self,
        values: Annotated[dict[str, float], Param("Name and value of each constant.")],
    ) -> None:
        self.values = dict(values)

    def apply(self, mesh: Any) -> Any:
        return with_global_data(mesh, self.values)


class GlobalTable(MeshFilter):
    """Add the values of one table row to each mesh, as global data of shape (1,), float64.

    The row is found by comparing a column with the item's index, file stem or relative path, or
    by its position (row 1 for index 0).

    Raises
    ------
    MeshError
        If there is no row for an item, or a value is no number.
    """

    name = "Global values from a table"
    description = "Adds the values of a CSV file's row to the global data of the mesh it is for."
    version = "1"

    def __init__(
        self,
        table: Annotated[
            Path,
            Param(
                "CSV file; its first line names the columns. Comma, semicolon or tab separate.",
                suffixes=(".csv", ".tsv", ".txt"),
                widget="file",
            ),
        ],
        match: Annotated[
            str,
            Param(
                "How the row of an item is found: `position` takes the rows in the order of "
                "the indices; the others compare the key column with the item's index, its "
                "file name without suffix, or its path below the source's folder.",
                choices=("position", "index", "stem", "relpath"),
            ),
        ] = "position",
        key: Annotated[str, Param("Column that is compared; the first one if empty.")] = "",
        columns: Annotated[
            list[str] | None, Param("Columns to add, by name or glob; all but the key if unset.")
        ] = None,
    ) -> None:
        self.table = Path(table)
        self.match = match
        self.key = key
        self.columns = columns

    def input_files(self) -> Sequence[str]:
        """Name the table: another content gives other results."""
        return (str(self.table),)

    def problems(self) -> Iterator[tuple[str, str]]:
        """Report a table that cannot be used."""
        for param, check in (("table", "_rows"), ("key", "_positions"), ("columns", "_chosen")):
            try:
                getattr(self, check)
            except MeshError as error:
                yield param, str(error)
                return

    def apply(self, mesh: Any) -> Any:
        """Return the mesh with the values of its row."""
        origin = current_origin()
        if origin is None:
            raise MeshError("the source does not tell which item this is, so it has no row")
        row = self._row(origin)
        return with_global_data(mesh, {name: self._rows.number(row, name) for name in self._chosen})

    def _row(self, origin: Origin) -> int:
        if self.match == "position":
            if origin.index >= len(self._rows.rows):
                raise MeshError(
                    "{table} has {n} rows: none for index {index}",
                    table=self.table,
                    n=len(self._rows.rows),
                    index=origin.index,
                )
            return origin.index
        wanted = str(getattr(origin, self.match))
        row = self._positions.get(wanted)
        if row is None:
            raise MeshError(
                "{table} has no row whose {key} is {wanted}",
                table=self.table,
                key=self._key,
                wanted=repr(wanted),
            )
        return row

    @cached_property
    def _rows(self) -> Table:
        return read_table(self.table)

    @property
    def _key(self) -> str:
        return self.key or self._rows.columns[0]

    @cached_property
    def _positions(self) -> dict[str, int]:
        return {} if self.match == "position" else self._rows.positions(self._key)

    @cached_property
    def _chosen(self) -> list[str]:
        if self.columns is None:
            key = "" if self.match == "position" else self._key
            return [name for name in self._rows.columns if name != key]
        for pattern in self.columns:
            if not any(fits(name, pattern) for name in self._rows.columns):
                names = ", ".join(self._rows.columns)
                raise MeshError(
                    "{table} has no column {pattern}; it has {names}",
                    table=self.table,
                    pattern=repr(pattern),
                    names=names,
                )
        return [n for n in self._rows.columns if any(fits(n, p) for p in self.columns)]
