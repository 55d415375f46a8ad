"""Filters that add global data (VTK's field data): constants, or a row of a table per item."""

from __future__ import annotations

import glob
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any

from curator_gui.core.components import Pipeline, Source
from curator_gui.core.errors import CuratorError, ParamError
from curator_gui.core.message import Message, plural
from curator_gui.core.notes import unchanged
from curator_gui.core.params.param import Param
from curator_gui.core.text.naming import template_fields
from curator_gui.domains.mesh.errors import MeshError
from curator_gui.domains.mesh.fields import fits
from curator_gui.domains.mesh.filters.base import MeshFilter, shallow
from curator_gui.domains.mesh.formats.tables import (
    Table,
    contradicting,
    listed,
    parse_pattern,
    plain_key,
    read_numbers,
    read_table,
)
from curator_gui.domains.mesh.origin import Origin, current_origin, origin_of


def with_global_data(mesh: Any, values: Mapping[str, float | Sequence[float]]) -> Any:
    """Return the mesh with global arrays (n,), float64, n = 1 for a number; others stay."""
    from vtkmodules.vtkCommonCore import vtkDoubleArray

    result = shallow(mesh)
    for name, value in values.items():
        array = vtkDoubleArray()
        array.SetName(name)
        for number in value if isinstance(value, Sequence) else (value,):
            array.InsertNextValue(number)
        result.GetFieldData().AddArray(array)
    return result


class GlobalData(MeshFilter):
    """Add the same constants to every mesh, as global data of shape (1,), float64."""

    ignores_places = True
    name = "Global constants"
    description = "Adds constants, such as an inlet velocity, to the global data of every mesh."
    version = "1"

    def __init__(
        self,
        values: Annotated[dict[str, float], Param("Name and value of each constant.")],
    ) -> None:
        self.values = dict(values)

    def apply(self, mesh: Any) -> Any:
        if not self.values:
            unchanged(Message("there are no constants to add"))
        return with_global_data(mesh, self.values)


class GlobalTable(MeshFilter):
    """Add the values of one table row to each mesh, as global data of shape (1,), float64.

    The row is found by a key: a column is compared with the item's index, file stem or relative
    path, or with the text that a pattern such as `run_{run}` finds in them. Rows are taken by
    position only if there is one per item and no name contradicts it.

    Raises
    ------
    MeshError
        If there is no row for an item, a key occurs twice, a value is no number, or rows taken by
        position do not fit the items. The plan says which rows no item has a key for.
    """

    ignores_places = True
    name = "Global values from a table"
    description = "Adds the values of a CSV file's row to the global data of the mesh it is for."
    version = "2"

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
                "How the row of an item is found: `position` takes the rows in the order of the "
                "indices, if there are as many; the others compare the key column with the item's "
                "index, its file name without suffix, its path below the source's folder, or what "
                "the pattern finds in that path.",
                choices=("position", "index", "stem", "relpath", "pattern"),
            ),
        ] = "position",
        key: Annotated[str, Param("Column that is compared; the first one if empty.")] = "",
        columns: Annotated[
            list[str] | None, Param("Columns to add, by name or glob; all but the key if unset.")
        ] = None,
        pattern: Annotated[
            str,
            Param(
                "For match `pattern`: part of the item's path, with the key column's name in "
                "braces where its value stands, such as run_{run}."
            ),
        ] = "",
    ) -> None:
        self.table = Path(table)
        self.match = match
        self.key = key
        self.columns = columns
        self.pattern = pattern
        self._source: Source[Any] | None = None
        if match == "pattern":
            self.key, self._place = parse_pattern(pattern)

    def set_source(self, source: Source[Any]) -> None:
        self._source = source

    def input_files(self) -> Sequence[str]:
        """Name the table: another content gives other results."""
        return (str(self.table),)

    def problems(self) -> Iterator[tuple[str, str]]:
        """Report a table that cannot be used, and items and rows that do not belong together."""
        for param, check in (("table", "_rows"), ("key", "_positions"), ("columns", "_chosen")):
            try:
                getattr(self, check)
            except MeshError as error:
                yield param, str(error)
                return
        try:
            self._joined  # noqa: B018 - a property that checks
        except MeshError as error:
            yield "match", str(error)
        except CuratorError:
            return  # a source that cannot be listed says so itself

    def look_ahead(self, pipeline: Pipeline[Any], indices: Sequence[int]) -> Iterator[str]:
        """Say which rows no item of the source has a key for."""
        used = set(self._joined.values())
        place = 0 if self.match == "position" else self._rows.columns.index(self._key)
        left = [row[place] for n, row in enumerate(self._rows.rows) if n not in used]
        if left and self._source is not None:
            yield Message(
                "{count} of {total} rows of {table} belong to no item: {rows}",
                count=len(left),
                total=len(self._rows.rows),
                table=self.table,
                rows=listed(left),
            )

    def apply(self, mesh: Any) -> Any:
        """Return the mesh with the values of its row."""
        origin = current_origin()
        if origin is None:
            raise MeshError("the source does not tell which item this is, so it has no row")
        row = self._joined.get(origin.index)
        if row is None:
            row = self._row(origin)
        if not self._chosen:
            unchanged(Message("the table has no column to add"))
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
        wanted = self._wanted(origin)
        row = self._positions.get(plain_key(wanted))
        if row is None:
            raise MeshError(
                "{table} has no row whose {key} is {wanted}",
                table=self.table,
                key=self._key,
                wanted=repr(wanted),
            )
        return row

    def _wanted(self, origin: Origin) -> str:
        if self.match != "pattern":
            return str(getattr(origin, self.match))
        found = self._place.search(origin.relpath)
        if found is None:
            raise MeshError(
                "{relpath} does not fit the pattern {pattern}",
                relpath=repr(origin.relpath),
                pattern=repr(self.pattern),
            )
        return found[1]

    @cached_property
    def _joined(self) -> dict[int, int]:
        """Map all indices to rows; empty where the source is not known.

        Raises
        ------
        MeshError
            If items and rows do not belong together, listing those that are left over.
        """
        if self._source is None:
            return {}
        origins = [origin_of(self._source, index) for index in range(len(self._source))]
        if self.match == "position":
            self._check_positions(origins)
            return {origin.index: origin.index for origin in origins}
        return self._rows_by_key(origins)

    def _rows_by_key(self, origins: Sequence[Origin]) -> dict[int, int]:
        found: dict[int, int] = {}
        without: list[str] = []
        for origin in origins:
            row = self._positions.get(plain_key(self._wanted(origin)))
            if row is None:
                without.append(self._wanted(origin))
            else:
                found[origin.index] = row
        if without:
            raise MeshError(
                "{table} has no row whose {key} is {without}",
                table=self.table,
                key=self._key,
                without=listed(without),
            )
        return found

    def _check_positions(self, origins: Sequence[Origin]) -> None:
        advice = Message("match them by a key, such as stem or a pattern")
        self._check_number(origins, advice)
        first = [row[0] for row in self._rows.rows]
        names = [origin.relpath for origin in origins]
        contradiction = contradicting(first, names)
        if contradiction is not None:
            raise MeshError(
                "row {row} of {table} is for {first}, "
                "but item {contradiction} is {names}: {advice}",
                row=contradiction + 1,
                table=self.table,
                first=repr(first[contradiction]),
                contradiction=contradiction,
                names=repr(names[contradiction]),
                advice=advice,
            )

    def _check_number(self, origins: Sequence[Origin], advice: Message) -> None:
        count = len(self._rows.rows)
        if count != len(origins):
            raise MeshError(
                "{table} has {count} rows for {items} items: {advice}; the items are {names}",
                table=self.table,
                count=count,
                items=len(origins),
                advice=advice,
                names=listed([origin.relpath for origin in origins]),
            )

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


class GlobalFile(MeshFilter):
    """Add the numbers of a small file beside each mesh's file, as global data, float64.

    A JSON file gives each number under its name (inner tables as `outer/inner`) with shape (1,) and
    each list of numbers with shape (n,); a CSV file of one row gives its columns.

    Raises
    ------
    MeshError
        If the file is missing, cannot be read or holds no numbers.
    """

    ignores_places = True
    name = "Global values from a file beside"
    description = "Adds the numbers of a JSON or CSV file that stands beside each mesh's file."
    version = "1"

    def __init__(
        self,
        file: Annotated[
            str,
            Param(
                "Name of the file, from the folder of the mesh's file on, with {stem} for the "
                "mesh's file name without suffix.",
            ),
        ] = "{stem}.json",
        names: Annotated[
            list[str] | None, Param("Numbers to add, by name or glob; all if unset.")
        ] = None,
    ) -> None:
        if set(template_fields(file)) - {"stem"}:
            raise ParamError("file: only {stem} can be filled in")
        self.file = file
        self.names = names
        self._source: Source[Any] | None = None

    def set_source(self, source: Source[Any]) -> None:
        self._source = source

    def input_files(self) -> Sequence[str]:
        """Name the files beside all meshes."""
        count = 0 if self._source is None else len(self._source)
        return [str(self._beside(index)) for index in range(count)]

    def _beside(self, index: int) -> Path:
        inputs = self._source.inputs(index) if self._source is not None else ()
        if not inputs:
            raise MeshError("the source does not tell which file this mesh is from")
        path = Path(inputs[0])
        return path.parent / self.file.format(stem=path.stem)

    def problems(self) -> Iterator[tuple[str, str]]:
        """Report meshes without such a file."""
        try:
            missing = [path for path in self.input_files() if not Path(path).is_file()]
        except CuratorError:
            return  # a source that cannot be listed says so itself
        if missing:
            yield "file", Message("there is no file {missing}", missing=listed(missing))

    def look_ahead(self, pipeline: Pipeline[Any], indices: Sequence[int]) -> Iterator[str]:
        """Say which files of such a name stand beside no mesh of the source."""
        if "{stem}" not in self.file:
            return
        wanted = {Path(path) for path in self.input_files()}
        pattern = glob.escape(self.file).replace("{stem}", "*")
        folders = {path.parent for path in wanted}
        left = sorted({path for folder in folders for path in folder.glob(pattern)} - wanted)
        if left:
            yield plural(
                len(left),
                "one file of this name belongs to no mesh: {files}",
                "{n} files of this name belong to no mesh: {files}",
                files=listed([str(path) for path in left]),
            )

    def apply(self, mesh: Any) -> Any:
        """Return the mesh with the numbers of its file."""
        origin = current_origin()
        if origin is None:
            raise MeshError("the source does not tell which item this is, so it has no file")
        path = self._beside(origin.index)
        numbers = read_numbers(path)
        self._check_names(path, numbers)
        chosen = {
            name: values
            for name, values in numbers.items()
            if self.names is None or any(fits(name, pattern) for pattern in self.names)
        }
        return with_global_data(mesh, chosen)

    def _check_names(self, path: Path, numbers: Iterable[str]) -> None:
        for pattern in self.names or ():
            if not any(fits(name, pattern) for name in numbers):
                raise MeshError(
                    "{path} has no number {pattern}; it has {numbers}",
                    path=path,
                    pattern=repr(pattern),
                    numbers=", ".join(numbers),
                )
