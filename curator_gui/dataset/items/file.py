"""Read the items of a data set from its folder: from `items.parquet` if possible, or the CSV."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from curator_gui.core.errors import CuratorError
from curator_gui.core.message import Message
from curator_gui.core.text.plain_text import of_sheet_cell
from curator_gui.dataset.items.table import (
    INDEX,
    Column,
    Items,
    as_texts,
    as_times,
    as_values,
    with_axes,
)
from curator_gui.dataset.layout import ITEMS, ITEMS_PARQUET, STATISTICS, VERSION
from curator_gui.dataset.own_files import statistics_path

Known = Mapping[str, Mapping[str, Any]]
"""Title, unit and kind of measures by key, as `core.measures.MeasureInfo.plain` writes them."""


class ItemsError(CuratorError):
    """A data set's folder whose items cannot be read; the message names file and reason."""


def has_items(folder: Path) -> bool:
    """Whether a folder holds the table of a data set."""
    return (folder / ITEMS).is_file() or (folder / ITEMS_PARQUET).is_file()


def read_items(folder: Path) -> Items:
    """Read all items of a data set, with titles and units of their measures, and their axes.

    Raises
    ------
    ItemsError
        If there is no table, or it cannot be read, or another version wrote it.
    """
    known = _measures(statistics_path(folder) or folder / STATISTICS)
    parquet = folder / ITEMS_PARQUET
    if find_spec("pyarrow") is not None and _is_as_new(parquet, folder / ITEMS):
        columns = _read_parquet(parquet, known)
    else:
        columns = _read_csv(folder / ITEMS, known)
    if INDEX not in columns:
        raise ItemsError("{folder}: its table has no column index", folder=folder)
    return with_axes(Items(columns, folder))


def _is_as_new(parquet: Path, table: Path) -> bool:
    if not parquet.is_file():
        return False
    return not table.is_file() or parquet.stat().st_mtime_ns >= table.stat().st_mtime_ns - 10**9


def _measures(path: Path) -> Known:
    """Read title, unit and kind of the measures by key; nothing where there is no such file.

    Raises
    ------
    ItemsError
        If it is damaged, or of a newer layout than this program knows.
    """
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise ItemsError("{path} cannot be read: {error}", path=path, error=error) from error
    if not isinstance(found, dict):
        raise ItemsError("{path} is not what a data set has there", path=path)
    layout = found.get("layout", VERSION)
    if layout != VERSION:
        raise ItemsError(
            "{path} has layout {layout}; this version of Curator knows {known}",
            path=path,
            layout=layout,
            known=VERSION,
        )
    measures = found.get("measures")
    plain = measures.items() if isinstance(measures, dict) else ()
    return {key: about for key, about in plain if isinstance(about, dict)}


def _column(key: str, cells: Sequence[Any], known: Known) -> Column:
    """Make a column of what stands in its cells, as its kind asks."""
    about = known.get(key, {})
    kind = str(about.get("kind", ""))
    title, unit = str(about.get("title") or ""), str(about.get("unit") or "")
    title = "" if title == key else title  # nobody gave it one
    if kind == "time":
        return Column(key, as_times(cells), title, unit, "time")
    if kind in ("text", "hash"):
        return Column(key, as_texts(cells), title, unit, "hash" if kind == "hash" else "")
    return Column(key, as_values(key, cells), title, unit)


def _read_csv(path: Path, known: Known) -> dict[str, Column]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return _columns(csv.reader(file), path, known)
    except FileNotFoundError as error:
        raise ItemsError("{path} is not there: this folder is no data set", path=path) from error
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise ItemsError("{path} cannot be read: {error}", path=path, error=error) from error


def _columns(reader: Iterator[list[str]], path: Path, known: Known) -> dict[str, Column]:
    header = next(reader, [])
    rows = [row for row in reader if row]
    for number, row in enumerate(rows):
        if len(row) != len(header):
            raise ItemsError(
                "{path}: row {number} has {n} cells, the header {columns}",
                path=path,
                number=number + 1,
                n=len(row),
                columns=len(header),
            )
    names = [of_sheet_cell(name) for name in header]
    cells = list(zip(*rows, strict=True)) or [()] * len(header)
    return {
        key: _column(key, _as_written(found), known)
        for key, found in zip(names, cells, strict=True)
    }


def _as_written(cells: Sequence[str]) -> Sequence[str]:
    if any(cell[:1] == "'" for cell in cells):
        return [of_sheet_cell(cell) for cell in cells]
    return cells


def _read_parquet(path: Path, known: Known) -> dict[str, Column]:
    import pyarrow as pa
    from pyarrow import parquet

    try:
        with closing(parquet.ParquetFile(path)) as file:
            table = file.read()
    except (OSError, pa.ArrowException) as error:
        raise ItemsError("{path} cannot be read: {error}", path=path, error=error) from error
    return {name: _from_arrow(name, table.column(name), known) for name in table.column_names}


def _from_arrow(name: str, column: Any, known: Known) -> Column:
    """Make a column of plain numbers without looking at each; of anything else as of a CSV."""
    import pyarrow as pa

    kind = column.type
    texts = pa.types.is_string(kind) or pa.types.is_large_string(kind)
    if texts and known.get(name, {}).get("kind", "") in ("", "text", "hash"):
        found = column.fill_null("").to_numpy()
        return replace(_column(name, ("",), known), values=np.asarray(found, np.object_))
    if not (pa.types.is_floating(kind) or pa.types.is_integer(kind) or pa.types.is_boolean(kind)):
        return _column(name, column.to_pylist(), known)
    numbers = column.to_numpy()
    small = numbers.dtype in (np.float32, np.float16)
    about = _column(name, (), known)
    return replace(about, values=np.asarray(numbers, np.float32 if small else np.float64))


def moved_words(items: Items) -> Message | None:
    """Say that the files of the items are not where the table says, if the first one is not."""
    if not len(items) or items.output(0) is None:
        return None
    first = items.output(0)
    if first is None or first.exists():
        return None
    return Message("{path} is not there: were the outputs moved?", path=first)
