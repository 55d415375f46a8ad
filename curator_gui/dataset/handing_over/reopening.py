"""Read a data set back as what its files were written from: to write its card again, or a part."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

import numpy as np

from curator_gui.core.measuring.measures import MeasureInfo, MeasureKind, is_number
from curator_gui.core.text.plain_text import of_sheet_cell
from curator_gui.dataset.handing_over.code_files import read_code_files
from curator_gui.dataset.handing_over.gathered import ArrayFact, Gathered, ItemRow, Skipped
from curator_gui.dataset.hashing import Hashed
from curator_gui.dataset.layout import DECISION, DOCUMENT, INDEX, ITEMS, SKIPPED, SPLIT
from curator_gui.dataset.loading.growth import Growth, growth_from
from curator_gui.dataset.loading.item_rows import Item, read_table
from curator_gui.dataset.own_files import DatasetError, read_statistics
from curator_gui.run.record.queries.item_measures import MeasureColumn
from curator_gui.run.record.tables.meta import RunMeta


def reopen(folder: Path) -> Gathered:
    """Read all that a data set says of itself; the record of its run is not needed.

    Raises
    ------
    DatasetError
        If the folder holds no data set, or a damaged one.
    """
    folder = folder.absolute()
    statistics = read_statistics(folder)
    items = read_table(folder)
    try:
        return Gathered(
            meta=_meta(statistics, folder),
            folder=folder,
            rows=[_row(item) for item in items],
            measures=_measures(items, statistics["measures"]),
            skipped=_skipped(folder / SKIPPED),
            stores={path: _store(value) for path, value in statistics["stores"].items()},
            missing=list(statistics["missing"]),
            artifacts=list(statistics["artifacts"]),
            splits={item.index: item.split for item in items if item.split},
            decisions={item.index: item.decision for item in items if item.decision},
            grown=tuple(map(int, statistics["run"].get("grown", ()))),
            growth=_growth(statistics),
            facts=[ArrayFact(key, kind, tuple(shape)) for key, kind, shape in statistics["arrays"]],
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise DatasetError(
            "the data set in {folder} is damaged: {error}; run the pipeline again",
            folder=folder,
            error=error,
        ) from error


def _growth(statistics: Mapping[str, Any]) -> list[Growth] | None:
    """Read which stores grew; None for a data set of before that was noted."""
    return growth_from(statistics["grown_stores"]) if "grown_stores" in statistics else None


def _meta(statistics: Mapping[str, Any], folder: Path) -> RunMeta:
    run, path = statistics["run"], folder / DOCUMENT
    document = path.read_bytes().decode("utf-8", "surrogateescape") if path.is_file() else ""
    return RunMeta(
        "", document, {}, run["steps"], str(run.get("identity", "")), 0, (),
        versions=run["versions"], name=run["name"], code=read_code_files(folder, run),
    )  # fmt: skip


def _row(item: Item) -> ItemRow:
    hashes = list(item.sha256) or [""] * len(item.outputs)
    return ItemRow(item.index, item.source, list(item.outputs), item.bytes, hashes)


def _store(value: Mapping[str, Any]) -> Hashed:
    return Hashed(int(value["bytes"]), str(value["sha256"]))


def _measures(items: Sequence[Item], known: Mapping[str, Any]) -> list[MeasureColumn]:
    return [_column(_info(name, said), items, said) for name, said in known.items()]


def _info(name: str, said: Mapping[str, Any]) -> MeasureInfo:
    kind = said["kind"]
    if kind not in get_args(MeasureKind):
        raise ValueError(f"measure {name} is of no known kind: {kind!r}")
    return MeasureInfo(name, str(said["title"]), str(said["unit"]), kind)


def _column(info: MeasureInfo, items: Sequence[Item], said: Mapping[str, Any]) -> MeasureColumn:
    texts = [item.measures.get(info.name, "") for item in items]
    present = np.array([text != "" for text in texts], bool)
    other = dict(said.get("other_units", {}))
    if not is_number(info):
        return MeasureColumn(info, texts, present, other)
    values = np.array([float(text) if text else np.nan for text in texts], np.float64)
    return MeasureColumn(info, values, present, other)


def _skipped(path: Path) -> list[Skipped]:
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Skipped(
                int(row["index"]),
                of_sheet_cell(row["source"]),
                row["status"],
                of_sheet_cell(row["reason"]),
            )
            for row in csv.DictReader(file)
        ]


@dataclass(frozen=True)
class Choices:
    """What was chosen for items of the data set that was here before: parts and decisions."""

    splits: Mapping[int, str]
    decisions: Mapping[int, str]
    indices: frozenset[int] = frozenset()


def kept_choices(folder: Path) -> Choices:
    """Read the parts and decisions of the items that are in a folder's table now.

    Raises
    ------
    DatasetError
        If there is a table that cannot be read.
    """
    path = folder / ITEMS
    if not path.is_file():
        return Choices({}, {})
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = [
                (int(r[INDEX]), of_sheet_cell(r[SPLIT]), r[DECISION]) for r in csv.DictReader(file)
            ]
    except (OSError, ValueError, KeyError, TypeError, csv.Error) as error:
        raise DatasetError("{path} cannot be read: {error}", path=path, error=error) from error
    splits = {index: split for index, split, _ in rows if split}
    decisions = {index: word for index, _, word in rows if word}
    return Choices(splits, decisions, frozenset(index for index, _, _ in rows))
