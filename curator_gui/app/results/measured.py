"""The measures of a run's items as columns of exported files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from curator_gui.app.results.columns import TEXT, Cell, Column, Kind
from curator_gui.app.results.store import ResultsStore
from curator_gui.core.measuring.measures import MeasureInfo, is_number
from curator_gui.run.record.queries.item_measures import MeasureColumn, measure_columns
from curator_gui.run.record.reader import RunRecord


def measured_columns(record: Path, store: ResultsStore, taken: set[str]) -> list[Column]:
    """Return a column for each measure that an item of a record has; it may be read in any thread.

    Their fields are the names of the measures, with `measure.` in front where that is `taken`. An
    item without a measure has none (an empty cell, null), which is not the same as NaN.

    Raises
    ------
    RecordError
        If the record cannot be read.
    """
    with RunRecord.open(record) as opened:
        found = measure_columns(opened, np.asarray(store.indices, np.int64))
    return [_column(one, taken) for one in found if one.present.any()]


def _column(measured: MeasureColumn, taken: set[str]) -> Column:
    info = measured.info
    values: Any = measured.values
    if is_number(info):
        values = np.ma.masked_array(measured.values, ~measured.present)
    field = f"measure.{info.name}" if info.name in taken else info.name
    return Column(info.name, "", _help(info), _kind(info), lambda _: values, field=field)


def _help(info: MeasureInfo) -> str:
    title = info.title or info.name
    return f"{title} ({info.unit})" if info.unit else title


def _kind(info: MeasureInfo) -> Kind:
    if not is_number(info):
        return TEXT
    return _COUNTED if info.kind == "count" else _MEASURED


def _cell(value: Any) -> Cell:
    return "" if value is None or np.ma.is_masked(value) else float(value)


def _count_cell(value: Any) -> Cell:
    number = _cell(value)
    return int(number) if isinstance(number, float) and number.is_integer() else number


_MEASURED = Kind(lambda pa: pa.float64(), str, _cell)
_COUNTED = Kind(lambda pa: pa.float64(), str, _count_cell)
