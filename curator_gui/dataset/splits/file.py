"""The stored split of a data set: `split.csv` says which part each item is in, `split.json` how.

Only new items are placed by a later split, so nothing that was learned from moves to what is asked.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from curator_gui.core.sidecars.curation import ItemFinder
from curator_gui.core.sidecars.parts_file import (
    HEADER,
    PARTS,
    PLAN,
    SplitFileError,
    read_part_lines,
)
from curator_gui.core.storage.files import atomic_path, atomic_write_text
from curator_gui.core.text.plain_text import sheet_cell
from curator_gui.dataset.handing_over.writing import write_choices
from curator_gui.dataset.items.table import Items, Texts
from curator_gui.dataset.layout import DECISION, ITEMS, ITEMS_PARQUET, SPLIT
from curator_gui.dataset.own_files import CHANGING, statistics_path
from curator_gui.dataset.splits.parts import Part
from curator_gui.dataset.splits.split import Split, SplitPlan


def read_parts(folder: Path, items: Items) -> Texts:
    """Return the stored part of each item by name, "" for items that are new.

    Raises
    ------
    SplitFileError
        If the file is damaged.
    """
    found: Texts = np.full(len(items), "", np.object_)
    finder: ItemFinder | None = None
    for line, part in read_part_lines(folder / PARTS):
        finder = finder or ItemFinder(items.keys.tolist(), items.index.tolist())
        row = finder.row(line)
        if row is not None:
            found[row] = part
    return found


def read_plan(folder: Path) -> SplitPlan | None:
    """Return how the stored split was made; None if there is none.

    Raises
    ------
    SplitFileError
        If the file is damaged.
    """
    path = folder / PLAN
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        return _plan(found)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise SplitFileError("{path} cannot be read: {error}", path=path, error=error) from error


def _plan(found: Mapping[str, Any]) -> SplitPlan:
    parts = tuple(Part(**part) for part in found["parts"])
    return SplitPlan(**{**found, "parts": parts})


def store(folder: Path, items: Items, split: Split, decisions: Texts | None = None) -> None:
    """Store a split, and write it into the table of the data set as well.

    Raises
    ------
    SplitFileError
        If a file cannot be written.
    """
    try:
        write_split(folder, items, split)
        into_data_set(folder, items, split.words(), decisions)
    except OSError as error:
        raise _cannot_write(folder, error) from error


def store_in_turn(
    folder: Path, items: Items, split: Split | None, latest: Callable[[], Texts]
) -> None:
    """Store a split, if there is one, and the decisions that are the latest when its turn comes.

    Whoever began earlier may come later: it must not undo what was decided meanwhile.

    Raises
    ------
    SplitFileError, DatasetError, OSError
        If a file cannot be written.
    """
    with CHANGING:
        if split is None:
            into_data_set(folder, items, None, latest())
        else:
            store(folder, items, split, latest())


def write_split(folder: Path, items: Items, split: Split) -> None:
    """Store a split beside the data set, which need not be there yet.

    Raises
    ------
    SplitFileError
        If a file cannot be written.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(HEADER)
    words = split.words().tolist()
    writer.writerows(zip(items.index.tolist(), items.keys.tolist(), words, strict=True))
    try:
        atomic_write_text(folder / PARTS, text.getvalue())
        atomic_write_text(folder / PLAN, json.dumps(asdict(split.plan), indent=1) + "\n")
    except OSError as error:
        raise _cannot_write(folder, error) from error


def _cannot_write(folder: Path, error: OSError) -> SplitFileError:
    return SplitFileError(
        "{path} cannot be written: {why}", path=folder, why=error.strerror or error
    )


def into_data_set(folder: Path, items: Items, words: Texts | None, decisions: Texts | None) -> None:
    """Write parts and decisions into all files of a data set that a run has handed over.

    What is None stays. A table that nobody handed over, such as one of one's own, gets the two
    columns only.
    """
    with CHANGING:
        if statistics_path(folder) is not None:
            write_choices(folder, _by_index(items, words), _by_index(items, decisions))
            return
        columns = {SPLIT: words, DECISION: decisions}
        given = {name: texts for name, texts in columns.items() if texts is not None}
        rewrite_columns(folder, items, given)


def _by_index(items: Items, texts: Texts | None) -> dict[int, str] | None:
    if texts is None:
        return None
    return dict(zip(items.index.tolist(), texts.tolist(), strict=True))


def rewrite_columns(folder: Path, items: Items, columns: Mapping[str, Texts]) -> None:
    """Write other values into columns of `items.csv` and `items.parquet`; all else stays."""
    by_index = {
        key: dict(zip(items.index.tolist(), values, strict=True)) for key, values in columns.items()
    }
    table = folder / ITEMS
    if table.is_file():
        with atomic_path(table) as part:
            _rewrite_csv(table, part, by_index)
    if (folder / ITEMS_PARQUET).is_file():
        _rewrite_parquet(folder / ITEMS_PARQUET, by_index)


def _rewrite_csv(table: Path, part: Path, columns: Mapping[str, Mapping[int, str]]) -> None:
    with (
        table.open(encoding="utf-8", newline="") as file,
        part.open("w", encoding="utf-8", newline="") as written,
    ):
        reader = csv.DictReader(file)
        names = list(reader.fieldnames or ())
        names += [key for key in columns if key not in names]
        writer = csv.DictWriter(written, names, lineterminator="\n")
        writer.writeheader()
        for row in reader:
            index = int(float(row["index"]))
            new = {key: sheet_cell(values.get(index, "")) for key, values in columns.items()}
            writer.writerow(row | new)


def _rewrite_parquet(path: Path, columns: Mapping[str, Mapping[int, str]]) -> None:
    """Rewrite the same table; without pyarrow it is removed, for it would contradict the CSV."""
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError:
        path.unlink()
        return
    table = parquet.read_table(path)
    index = table.column("index").to_pylist()
    for key, values in columns.items():
        column = pa.array([str(values.get(number, "")) for number in index])
        place = table.column_names.index(key) if key in table.column_names else table.num_columns
        if place < table.num_columns:
            table = table.set_column(place, key, column)
        else:
            table = table.append_column(key, column)
    with atomic_path(path) as part:
        parquet.write_table(table, part)
