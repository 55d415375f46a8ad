"""Write the items of a data set as `items.csv` and `items.parquet`, and what was left out."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterable, Iterator, Sequence
from importlib.util import find_spec
from typing import Any

from curator_gui.core.measuring.measures import is_number
from curator_gui.core.text.plain_text import sheet_cell
from curator_gui.dataset.handing_over.gathered import Gathered
from curator_gui.dataset.layout import (
    FIRST_COLUMNS,
    LAST_COLUMNS,
    OUTPUTS,
    SEPARATOR,
    SOURCE,
    join_paths,
)
from curator_gui.run.record.queries.item_measures import MeasureColumn

SKIPPED_COLUMNS = ("index", "source", "status", "reason")


def header(found: Gathered) -> list[str]:
    """Return the columns of the table of items."""
    return [*FIRST_COLUMNS, *(column.info.name for column in found.measures), *LAST_COLUMNS]


def items_csv(found: Gathered) -> bytes:
    """Return the table as CSV (see `dataset.layout`)."""
    measures = [_cells(column) for column in found.measures]
    return _csv(header(found), map(_guarded, _rows(found, measures)))


_TEXTS = [*(FIRST_COLUMNS.index(name) for name in (SOURCE, OUTPUTS)), *(-1, -2)]
"""Places of the texts in a row; measures have their own guard, for numbers may begin with "-"."""


def _guarded(row: list[Any]) -> list[Any]:
    for place in _TEXTS:
        row[place] = sheet_cell(row[place])
    return row


def skipped_csv(found: Gathered) -> bytes:
    """Return what is not in the data set, and why, as CSV."""
    rows = (
        (one.index, sheet_cell(one.source), one.status, sheet_cell(one.reason))
        for one in found.skipped
    )
    return _csv(SKIPPED_COLUMNS, rows)


def _csv(names: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([sheet_cell(name) for name in names])
    writer.writerows(rows)
    return text.getvalue().encode("utf-8", "backslashreplace")


def _rows(found: Gathered, measures: Sequence[Sequence[Any]]) -> Iterator[list[Any]]:
    for place, row in enumerate(found.rows):
        yield [
            row.index,
            row.source,
            join_paths(row.outputs),
            row.bytes,
            SEPARATOR.join(row.hashes) if any(row.hashes) else "",
            *(column[place] for column in measures),
            found.splits.get(row.index, ""),
            found.decisions.get(row.index, ""),
        ]


def _cells(column: MeasureColumn) -> list[str]:
    """Write the shortest text that gives back the same number; "" where there is no measure."""
    present = column.present.tolist()
    if not is_number(column.info):
        return [sheet_cell(v) if p else "" for v, p in zip(column.values, present, strict=True)]
    whole = column.info.kind == "count"
    values = [float(value) for value in column.values]
    return [_number(v, whole) if p else "" for v, p in zip(values, present, strict=True)]


def _number(value: float, whole: bool) -> str:
    return str(int(value)) if whole and math.isfinite(value) else repr(value)


def has_parquet() -> bool:
    """Whether the extra `parquet` is installed."""
    return find_spec("pyarrow") is not None


def items_parquet(found: Gathered) -> bytes:
    """Return the table as Parquet; its columns have the types of the measures."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    rows = list(_rows(found, ()))
    plain = dict(zip((*FIRST_COLUMNS, *LAST_COLUMNS), zip(*rows, strict=True), strict=False))
    arrays: dict[str, Any] = {}
    for name in FIRST_COLUMNS:
        kind = pa.int64() if name in ("index", "bytes") else pa.string()
        arrays[name] = pa.array(plain.get(name, ()), kind)
    for column in found.measures:
        arrays[column.info.name] = _arrow(pa, column)
    for name in LAST_COLUMNS:
        arrays[name] = pa.array(plain.get(name, ()), pa.string())
    sink = pa.BufferOutputStream()
    pq.write_table(pa.table(arrays), sink)
    return bytes(sink.getvalue())


def _arrow(pa: Any, column: MeasureColumn) -> Any:
    present = column.present.tolist()
    if not is_number(column.info):
        texts = [v if p else None for v, p in zip(column.values, present, strict=True)]
        return pa.array(texts, pa.string())
    numbers = [float(v) if p else None for v, p in zip(column.values, present, strict=True)]
    whole = column.info.kind == "count" and all(n is None or n.is_integer() for n in numbers)
    if not whole:
        return pa.array(numbers, pa.float64())
    return pa.array([n if n is None else int(n) for n in numbers], pa.int64())
