"""Tables (CSV) with one row per item."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

from curator_gui.domains.mesh.errors import MeshError


@dataclass(frozen=True)
class Table:
    """Rows of texts under named columns."""

    path: Path
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def positions(self, column: str) -> dict[str, int]:
        """Map the values of a column to row numbers.

        Raises
        ------
        MeshError
            If the column is missing or has a value twice.
        """
        if column not in self.columns:
            raise MeshError(
                "{path} has no column {column}; it has {columns}",
                path=self.path,
                column=repr(column),
                columns=", ".join(self.columns),
            )
        place = self.columns.index(column)
        found: dict[str, int] = {}
        for number, row in enumerate(self.rows):
            if found.setdefault(row[place], number) != number:
                raise MeshError(
                    "{path} has {row} twice in column {column}",
                    path=self.path,
                    row=repr(row[place]),
                    column=repr(column),
                )
        return found

    def number(self, row: int, column: str) -> float:
        """Return a value as a number.

        Raises
        ------
        MeshError
            If it is none.
        """
        text = self.rows[row][self.columns.index(column)]
        try:
            return float(text)
        except ValueError:
            raise MeshError(
                "{path}, line {row}: {column} is {text}, not a number",
                path=self.path,
                row=row + 2,
                column=column,
                text=repr(text),
            ) from None


def read_table(path: Path) -> Table:
    """Read a CSV file whose first line names the columns; comma, semicolon or tab separate.

    Raises
    ------
    MeshError
        If the file cannot be read or a line has another number of values than the first.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise MeshError("{path} cannot be read: {error}", path=path, error=error) from error
    head = text.partition("\n")[0]
    separator = max(",;\t", key=head.count)
    try:
        lines = [line for line in csv.reader(text.splitlines(), delimiter=separator) if any(line)]
    except csv.Error as error:
        raise MeshError("{path} is no table: {error}", path=path, error=error) from error
    if not lines:
        raise MeshError("{path} is empty", path=path)
    columns = tuple(name.strip() for name in lines[0])
    if len(set(columns)) < len(columns):
        raise MeshError(
            "{path} has two columns of the same name: {columns}",
            path=path,
            columns=", ".join(columns),
        )
    for number, line in enumerate(lines[1:], start=2):
        if len(line) != len(columns):
            raise MeshError(
                "{path}, line {number}: {n} values for {n2} columns",
                path=path,
                number=number,
                n=len(line),
                n2=len(columns),
            )
    return Table(path, columns, tuple(tuple(v.strip() for v in line) for line in lines[1:]))
