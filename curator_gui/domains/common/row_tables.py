"""Tables with one row per item, from CSV, Parquet and SQLite files."""

from __future__ import annotations

import csv
import math
import re
import sqlite3
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any

from curator_gui.core.errors import CuratorError
from curator_gui.core.message import Message
from curator_gui.core.params.param import Param
from curator_gui.core.trust.servers import share_of, share_problem

SUFFIXES = (".csv", ".tsv", ".parquet", ".sqlite", ".sqlite3", ".db")
_SQLITE = SUFFIXES[3:]
MOST_ROWS = 10_000_000
VIEW_SECONDS = 20
"""How long an SQLite file may take to give its rows: a view can be made to take years."""

_COMMA = re.compile(r"[+-]?\d+,\d+([eE][+-]?\d+)?")
_MOST_NAMED = 8
"""Columns of which it is said why they do not go with the items."""

_WHOLE = re.compile(r"[+-]?\d+")
_EXACT, _SAFE, _LONGEST = 1 << 53, 15, 300
"""Whole numbers up to this one are held by float64, and those of so many digits; none of more than
the last is."""

TablePath = Annotated[
    Path,
    Param(
        "Table with one row per item: CSV (comma, semicolon or tab), Parquet or SQLite.",
        suffixes=SUFFIXES,
        widget="file",
    ),
]
PathColumn = Annotated[
    str, Param("Column with the path of each item's file; from the table's folder on if relative.")
]
TableName = Annotated[
    str | None,
    Param("Table or view of an SQLite file; needed only where there are several."),
]
NumberColumns = Annotated[
    list[str] | None,
    Param("Columns of numbers that go with the item; all that hold numbers only if unset."),
]


class TableError(CuratorError, ValueError):
    """A table that cannot be used; the message names the file, and line or column."""


@dataclass(frozen=True)
class RowTable:
    """Rows of values under named columns; values are texts, numbers or None."""

    path: Path
    columns: tuple[str, ...]
    rows: Sequence[tuple[Any, ...]]

    def place(self, column: str) -> int:
        """Return the number of a column.

        Raises
        ------
        TableError
            Naming the columns that there are.
        """
        if column not in self.columns:
            raise TableError(
                "{path} has no column {column}; it has {columns}",
                path=self.path,
                column=repr(column),
                columns=", ".join(self.columns),
            )
        return self.columns.index(column)

    def files(self, column: str) -> list[str]:
        """Return the path of each row's file.

        Raises
        ------
        TableError
            If a row has none, or one on a computer that is not connected yet.
        """
        place, found = self.place(column), []
        for number, row in enumerate(self.rows):
            text = "" if row[place] is None else str(row[place]).strip()
            if not text:
                raise TableError(
                    "{path}: row {row} has no path in {column}",
                    path=self.path,
                    row=number + 1,
                    column=repr(column),
                )
            self._refuse_strange(text, number)
            found.append(str(self.path.parent / text))
        return found

    def _refuse_strange(self, text: str, number: int) -> None:
        """Refuse a row that leads to a computer which the person did not name (on Windows)."""
        words = share_problem(text)
        if words is not None and share_of(text) != share_of(str(self.path)):
            raise TableError(
                "{path}: row {row}: {words}", path=self.path, row=number + 1, words=words
            )

    def numeric(self, column: str) -> bool:
        """Whether all values of a column are numbers or nothing, and one is a number."""
        values = [as_number(row[self.place(column)]) for row in self.rows]
        return None not in values and any(not math.isnan(v) for v in values if v is not None)

    def number(self, row: int, column: str) -> float:
        """Return a value as a number; nothing is NaN.

        Raises
        ------
        TableError
            If it is none.
        """
        value = self.rows[row][self.place(column)]
        number = as_number(value)
        if number is None:
            raise TableError(
                "{path}: row {row} has {value} in {column}, which is no number",
                path=self.path,
                row=row + 1,
                value=repr(value),
                column=repr(column),
            )
        return number

    def first_odd(self, column: str) -> Message:
        """Say where the first value of a column is that is no number, or that there is none."""
        for number, row in enumerate(self.rows, start=1):
            value = row[self.place(column)]
            if as_number(value) is None:
                said = repr(value)[:60]
                if _COMMA.fullmatch(str(value).strip()):
                    return Message(
                        "row {row} has {value}, with a decimal comma",
                        row=number,
                        value=said,
                    )
                return Message("row {row} has {value}, which is no number", row=number, value=said)
        return Message("it has no values")

    def rounded(self, column: str) -> bool:
        """Whether a column has a whole number that float64 does not hold."""
        return any(map(_is_rounded, (row[self.place(column)] for row in self.rows)))

    def number_columns(self, chosen: Sequence[str] | None, without: str) -> list[str]:
        """Return the columns of numbers that were chosen, or all but one."""
        if chosen is not None:
            for column in chosen:
                self.place(column)
            return list(chosen)
        return [c for c in self.columns if c != without and self.numeric(c)]


@dataclass(frozen=True)
class TableListing:
    """The items that a table lists, one a row: their files, names and numbers.

    The table is read when it is first needed.
    """

    path: Path
    path_column: str
    chosen: Sequence[str] | None
    table: str | None

    @cached_property
    def rows(self) -> RowTable:
        return read_rows(self.path, self.table)

    @cached_property
    def files(self) -> list[str]:
        return self.rows.files(self.path_column)

    @cached_property
    def columns(self) -> list[str]:
        """Columns of numbers that go with the items."""
        return self.rows.number_columns(self.chosen, self.path_column)

    def label(self, row: int) -> str:
        """Name an item by its file as the table has it."""
        return str(self.rows.rows[row][self.rows.place(self.path_column)])

    def numbers(self, row: int) -> dict[str, float]:
        """Return the numbers of an item; NaN where the table has none.

        Raises
        ------
        TableError
            If a value is no number.
        """
        return {name: self.rows.number(row, name) for name in self.columns}

    def remarks(self) -> Iterator[Message]:
        """Say which columns do not go with the items, and which numbers lose digits."""
        others = [c for c in self.rows.columns if c not in (*self.columns, self.path_column)]
        told = others if self.chosen is None else []
        for column in told[:_MOST_NAMED]:
            yield Message(
                "{path}: column {column} does not go with the items: {reason}",
                path=self.path,
                column=repr(column),
                reason=self.rows.first_odd(column),
            )
        if told[_MOST_NAMED:]:
            yield Message(
                "{path}: other columns do not either: {columns}",
                path=self.path,
                columns=", ".join(told[_MOST_NAMED:]),
            )
        long = [column for column in self.columns if self.rows.rounded(column)]
        if long:
            yield Message(
                "{columns} has whole numbers of more than 16 digits, which float64 rounds",
                columns=", ".join(long),
            )

    def problems(self) -> Iterator[tuple[str, str]]:
        """Report what cannot be used, by the parameters that all table sources have."""
        for param, check in (("table", "rows"), ("path_column", "files"), ("columns", "columns")):
            try:
                getattr(self, check)
            except TableError as error:
                yield param, str(error)
                return


def _is_rounded(value: Any) -> bool:
    if isinstance(value, int):
        return abs(value) > _EXACT and int(float(value)) != value
    if not isinstance(value, str) or len(value) <= _SAFE:  # there may be millions
        return False
    text = value.strip()
    whole = _WHOLE.fullmatch(text) is not None
    return whole and (len(text) > _LONGEST or _is_rounded(int(text)))


def missing_of(numbers: Mapping[str, float]) -> list[str]:
    """Return the names of the numbers that a table has no value for."""
    return [name for name, value in numbers.items() if math.isnan(value)]


def as_number(value: Any) -> float | None:
    """Return a value as a number, NaN for nothing; None if it is no number."""
    if value is None or value == "":
        return math.nan
    try:
        return float(value)
    except (TypeError, ValueError):
        return None


def read_rows(path: Path, table: str | None = None) -> RowTable:
    """Read a table.

    Raises
    ------
    TableError
        If the file cannot be read, is none of these formats, or has no rows.
    """
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        suffixes = ", ".join(SUFFIXES)
        raise TableError("{path} is none of {suffixes}", path=path, suffixes=suffixes)
    try:
        with path.open("rb"):
            pass
        if suffix in _SQLITE:
            found = _read_sqlite(path, table)
        else:
            found = _read_parquet(path) if suffix == ".parquet" else _read_csv(path)
    except (OSError, UnicodeDecodeError, csv.Error, sqlite3.Error) as error:
        raise TableError("{path} cannot be read: {error}", path=path, error=error) from error
    if not found.rows:
        raise TableError("{path} has no rows", path=path)
    if len(set(found.columns)) < len(found.columns):
        raise TableError("{path} has two columns of the same name", path=path)
    return found


def _read_csv(path: Path) -> RowTable:
    text = path.read_text(encoding="utf-8-sig")
    head = text.partition("\n")[0]
    separator = max(",;\t", key=head.count)
    lines = [line for line in csv.reader(text.splitlines(), delimiter=separator) if any(line)]
    columns = tuple(name.strip() for name in lines[0]) if lines else ()
    for number, line in enumerate(lines[1:], start=1):
        if len(line) != len(columns):
            raise TableError(
                "{path}: row {row} has {count} values for {columns} columns",
                path=path,
                row=number,
                count=len(line),
                columns=len(columns),
            )
    return RowTable(path, columns, [tuple(value.strip() for value in line) for line in lines[1:]])


def _read_parquet(path: Path) -> RowTable:
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise TableError("{path} needs pyarrow, which is not installed", path=path) from error
    try:
        with pq.ParquetFile(path) as file:
            _believed(path, file.metadata.num_rows)
            found = file.read()
    except pa.ArrowException as error:
        raise TableError("{path} cannot be read: {error}", path=path, error=error) from error
    columns = [found.column(n).to_pylist() for n in range(found.num_columns)]
    return RowTable(path, tuple(found.column_names), list(zip(*columns, strict=True)))


def _believed(path: Path, rows: int) -> None:
    """Refuse a table that a small file can promise and no folder of results needs.

    Raises
    ------
    TableError
        Saying how many rows may be.
    """
    if rows > MOST_ROWS:
        raise TableError(
            "{path} has more than the {most} rows that a table of items may have",
            path=path,
            most=f"{MOST_ROWS:,}",
        )


def _read_sqlite(path: Path, table: str | None) -> RowTable:
    # Read-only, so that nothing is made beside a file that another program has open.
    address = f"{path.resolve().as_uri()}?mode=ro"
    with closing(sqlite3.connect(address, uri=True)) as database:
        query = "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') ORDER BY name"
        names = [name for (name,) in database.execute(query) if not name.startswith("sqlite_")]
        wanted = table or (names[0] if len(names) == 1 else None)
        if wanted is None or wanted not in names:
            raise TableError(
                "{path}: choose one of its tables: {names}",
                path=path,
                names=", ".join(names) or "-",
            )
        deadline = time.monotonic() + VIEW_SECONDS
        database.set_progress_handler(lambda: time.monotonic() > deadline, 100_000)
        quoted = wanted.replace('"', '""')
        cursor = database.execute(f'SELECT * FROM "{quoted}"')
        columns = tuple(column for column, *_ in cursor.description)
        rows = cursor.fetchmany(MOST_ROWS + 1)  # a view need not end
        _believed(path, len(rows))
        return RowTable(path, columns, rows)
