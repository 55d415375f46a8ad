"""Read what a record knows of the measures of its items, as columns."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from curator_gui.core.measuring.measures import Layout, MeasureInfo, is_number, layout_infos
from curator_gui.core.message import Message
from curator_gui.run.events import Measures
from curator_gui.run.record.reader import RunRecord
from curator_gui.run.record.tables.meta import IndexArray
from curator_gui.run.record.tables.schema import CODES, RecordError

_HAS = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'measures'"
_ALL = f"""
SELECT m.idx, m.layout, m.numbers, m.words FROM measures m JOIN indices i ON i.idx = m.idx
WHERE i.status IN ({CODES["done"]}, {CODES["skipped"]}) AND typeof(m.numbers) = 'blob'
AND typeof(m.words) = 'text' ORDER BY m.idx
"""
_ONE = """
SELECT t.text, m.numbers, m.words FROM measures m JOIN texts t ON t.id = m.layout WHERE m.idx = ?
"""

Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True)
class MeasureColumn:
    """One measure of many items.

    `values` are float64 with NaN, or texts with "", where an item lacks it; `present` tells those
    from values that are NaN themselves. `other_units` lists for each other unit of the same measure
    the items that have it: their values were not converted.
    """

    info: MeasureInfo
    values: Numbers | list[str]
    present: npt.NDArray[np.bool_]
    other_units: dict[str, list[int]] = field(default_factory=dict)


def has_measures(record: RunRecord) -> bool:
    """Whether anything was measured in a run."""
    return any(record.query(_HAS))


def measures_of(record: RunRecord, index: int) -> Measures | None:
    """Return the measures of one index as a worker sent them, None if there are none."""
    for layout, numbers, words in record.query(_ONE, (index,)):
        return Measures(Layout(layout), bytes(numbers), tuple(json.loads(words)))
    return None


def measure_columns(record: RunRecord, indices: IndexArray) -> list[MeasureColumn]:
    """Return the measures of ascending indices, in the order in which the items name them.

    Raises
    ------
    RecordError
        If the record cannot be read, or holds measures that are none.
    """
    if not has_measures(record):
        return []
    try:
        return _Columns(indices).filled(record)
    except (ValueError, TypeError) as error:
        words = Message("the measures in it cannot be read: {error}", error=error)
        raise RecordError("{path}: {words}", path=record.path, words=words) from error


def joined_columns(
    parts: Iterable[tuple[IndexArray, Iterable[MeasureColumn]]], indices: IndexArray
) -> list[MeasureColumn]:
    """Put columns of different items together.

    Each part has the indices of its items, ascending, and their columns; `indices` are those of the
    items wanted, ascending. A unit is that of the first part that has the measure.
    """
    joined = _Columns(indices)
    for own, columns in parts:
        for column in columns:
            joined.add_column(own, column)
    return joined.columns


class _Columns:
    """Sorts rows by their layout, then puts each layout's values into the columns at once."""

    def __init__(self, indices: IndexArray) -> None:
        self._indices = indices
        self._columns: dict[str, MeasureColumn] = {}
        self._rows: dict[int, list[tuple[int, bytes, str]]] = {}

    def filled(self, record: RunRecord) -> list[MeasureColumn]:
        for rows in record.query_many(_ALL):
            for index, layout, numbers, words in rows:
                self._rows.setdefault(layout, []).append((index, numbers, words))
        for layout, found in self._rows.items():
            self._add(layout_infos(record.text(layout)), found)
        return self.columns

    @property
    def columns(self) -> list[MeasureColumn]:
        return list(self._columns.values())

    def add_column(self, indices: IndexArray, column: MeasureColumn) -> None:
        """Take the values of a column whose items have these indices."""
        rows = np.flatnonzero(column.present)
        chosen, places = self._places(indices[rows])
        values = [column.values[row] for row in rows[chosen].tolist()]
        self._put(column.info, places, values)
        if column.info.unit == self._columns[column.info.name].info.unit:
            for unit, items in column.other_units.items():
                self._columns[column.info.name].other_units.setdefault(unit, []).extend(items)

    def _add(self, infos: tuple[MeasureInfo, ...], rows: list[tuple[int, bytes, str]]) -> None:
        indices, numbers, words = zip(*rows, strict=True)
        chosen, places = self._places(np.array(indices, np.int64))
        count = sum(map(is_number, infos))
        table = np.frombuffer(b"".join(numbers), "<f8").reshape(len(rows), count)
        texts = [json.loads(text) for text in words] if count < len(infos) else []
        number, word = iter(range(count)), iter(range(len(infos) - count))
        for info in infos:
            if is_number(info):
                values: Any = table[chosen, next(number)]
            else:
                place = next(word)
                values = [texts[row][place] for row in chosen]
            self._put(info, places, values)

    def _places(self, indices: IndexArray) -> tuple[IndexArray, IndexArray]:
        """Return which of the rows are wanted, and where their indices stand."""
        places = np.searchsorted(self._indices, indices)
        inside = np.flatnonzero(places < len(self._indices))
        chosen = inside[self._indices[places[inside]] == indices[inside]]
        return chosen, places[chosen]

    def _put(self, info: MeasureInfo, places: IndexArray, values: Any) -> None:
        column = self._columns.get(info.name)
        if column is None:
            column = self._columns[info.name] = _empty(info, len(self._indices))
        elif is_number(info) != is_number(column.info):
            column = self._columns[info.name] = _as_texts(column)
        if info.unit != column.info.unit:
            other = column.other_units.setdefault(info.unit, [])
            other += self._indices[places].tolist()
        column.present[places] = True
        _fill(column, places, values)


def _empty(info: MeasureInfo, count: int) -> MeasureColumn:
    values: Numbers | list[str] = np.full(count, np.nan) if is_number(info) else [""] * count
    return MeasureColumn(info, values, np.zeros(count, bool))


def _fill(column: MeasureColumn, places: IndexArray, values: Any) -> None:
    if isinstance(column.values, np.ndarray):
        column.values[places] = np.asarray(values)
        return
    for place, value in zip(places.tolist(), values, strict=True):
        column.values[place] = str(value)


def _as_texts(column: MeasureColumn) -> MeasureColumn:
    """Let a measure be words, because it is a number for some items and a text for others."""
    texts = [str(v) if p else "" for v, p in zip(column.values, column.present, strict=True)]
    info = column.info._replace(kind="text")
    return MeasureColumn(info, texts, column.present, column.other_units)
