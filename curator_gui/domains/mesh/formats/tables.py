"""Tables (CSV) with one row per item."""

from __future__ import annotations

import csv
import json
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, NoReturn

from curator_gui.core.errors import ParamError
from curator_gui.core.message import Message
from curator_gui.core.notes import remark
from curator_gui.core.text.listing import listed_names
from curator_gui.domains.mesh.errors import MeshError

_NUMBER = re.compile(r"\d{1,300}(\.\d*)?")


@dataclass(frozen=True)
class Table:
    """Rows of texts under named columns."""

    path: Path
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def positions(self, column: str) -> dict[str, int]:
        """Map the values of a column, as `plain_key` gives them, to row numbers.

        Raises
        ------
        MeshError
            If the column is missing or has a value twice.
        """
        place = self._place(column)
        found: dict[str, int] = {}
        twice: list[str] = []
        for number, row in enumerate(self.rows):
            if found.setdefault(plain_key(row[place]), number) != number:
                twice.append(row[place])
        if twice:
            self._refuse_twice(column, twice)
        return found

    def _refuse_twice(self, column: str, twice: Sequence[str]) -> NoReturn:
        raise MeshError(
            "{path} has {twice} twice in column {column}",
            path=self.path,
            twice=listed(twice),
            column=repr(column),
        )

    def _place(self, column: str) -> int:
        if column not in self.columns:
            raise MeshError(
                "{path} has no column {column}; it has {columns}",
                path=self.path,
                column=repr(column),
                columns=", ".join(self.columns),
            )
        return self.columns.index(column)

    def number(self, row: int, column: str) -> float:
        """Return a value as a number, and remark if it is NaN or infinite.

        Raises
        ------
        MeshError
            If it is none.
        """
        text = self.rows[row][self.columns.index(column)]
        try:
            value = float(text)
        except ValueError:
            raise MeshError(
                "{path}, line {row}: {column} is {text}, not a number",
                path=self.path,
                row=row + 2,
                column=column,
                text=repr(text),
            ) from None
        if not math.isfinite(value):
            remark(
                Message(
                    "{path}, line {row}: {column} is {text}, and is added as {value}",
                    path=self.path,
                    row=row + 2,
                    column=column,
                    text=text,
                    value=value,
                )
            )
        return value


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


def plain_key(text: str) -> str:
    """Return a key such that `007`, `7` and `7.0` are the same."""
    words = text.strip()
    if not _NUMBER.fullmatch(words):
        return words
    return repr(float(words)) if "." in words else repr(float(int(words)))


def listed(names: Sequence[object]) -> str:
    """List names in quotation marks for a message."""
    return listed_names(map(repr, names), 10)


def parse_pattern(pattern: str) -> tuple[str, re.Pattern[str]]:
    """Return the column that a pattern such as `run_{run}` names, and what finds its value.

    Raises
    ------
    ParamError
        If there is not exactly one name in braces.
    """
    parts = re.split(r"\{(\w+)\}", pattern)
    if len(parts) != 3:
        raise ParamError("pattern: needs the name of one column in braces, such as run_{run}")
    before, column, after = parts
    ends = r"(?=[/_.-]|$)" if not after else re.escape(after)
    return column, re.compile(rf"(?:^|(?<=[/_.-])){re.escape(before)}([^/]+?){ends}")


def contradicting(keys: Sequence[str], names: Sequence[str]) -> int | None:
    """Return the first position whose key says that it is for another item, or None.

    Keys that are names of items, or whole numbers like those in the names, have to stand at these
    items' positions; other keys (measured values, say) contradict nothing.
    """
    stems = [name.rpartition("/")[2] for name in names]
    plain = [plain_key(key) for key in keys]
    numbers = [_last_number(name) for name in names]
    for candidates in (names, stems):
        if set(keys) & set(candidates):
            return _first_difference(keys, candidates)
    whole = all(re.fullmatch(r"\d+", key) for key in keys) and len(set(plain)) == len(plain)
    if not whole or len(set(numbers)) < len(numbers) or None in numbers:
        return None
    if _consecutive(plain) and _consecutive(numbers):
        return None  # counted from 0 in one and from 1 in the other, perhaps
    return _first_difference(plain, numbers)


def _first_difference(one: Sequence[object], other: Sequence[object]) -> int | None:
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=True)) if a != b), None)


def _consecutive(numbers: Sequence[str | None]) -> bool:
    values = [float(number or "nan") for number in numbers]
    return all(b - a == 1 for a, b in pairwise(values))


def _last_number(name: str) -> str | None:
    found = re.findall(r"\d+", name)
    return plain_key(found[-1]) if found else None


def read_numbers(path: Path) -> dict[str, float | list[float]]:
    """Read the numbers of a JSON file, or of a CSV file with one row, by name.

    Raises
    ------
    MeshError
        If it cannot be read or holds none.
    """
    if path.suffix.lower() != ".json":
        return _only_row(path)
    try:
        data = json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError) as error:
        raise MeshError("{path} cannot be read: {error}", path=path, error=error) from error
    found = dict(_numbers_in("", data))
    for name, values in found.items():
        _tell_infinite(path, name, values)
    if not found:
        raise MeshError("{path} holds no numbers by name", path=path)
    return found


def _only_row(path: Path) -> dict[str, float | list[float]]:
    table = read_table(path)
    if len(table.rows) != 1:
        raise MeshError(
            "{path} has {count} rows; a file beside a mesh has one",
            path=path,
            count=len(table.rows),
        )
    return {column: table.number(0, column) for column in table.columns}


def _numbers_in(name: str, data: Any) -> Iterator[tuple[str, float | list[float]]]:
    if isinstance(data, dict):
        for key, value in data.items():
            yield from _numbers_in(f"{name}/{key}" if name else str(key), value)
    elif name and isinstance(data, (int, float)):
        yield name, _number(data)
    elif name and isinstance(data, list) and data and all(_is_number(entry) for entry in data):
        yield name, [_number(entry) for entry in data]


def _number(value: float) -> float:
    try:
        return float(value)
    except OverflowError:  # a whole number of hundreds of digits
        return math.inf if value > 0 else -math.inf


def _tell_infinite(path: Path, name: str, values: float | Sequence[float]) -> None:
    every = values if isinstance(values, Sequence) else [values]
    wrong = [value for value in every if not math.isfinite(value)]
    if wrong:
        remark(
            Message(
                "{path}: {name} is {value}, and is added as that",
                path=path,
                name=name,
                value=wrong[0],
            )
        )


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float))
