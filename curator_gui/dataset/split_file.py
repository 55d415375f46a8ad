"""The stored split of a data set: `split.csv` says which part each item is in, `split.json` how.

Only new items are placed by a later split, so nothing that was learnt from moves to what is asked.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from curator_gui.core.curation import ItemFinder, Line
from curator_gui.core.errors import CuratorError
from curator_gui.core.files import atomic_write_text
from curator_gui.dataset.handing_over import write_choices
from curator_gui.dataset.items import Items, Texts
from curator_gui.dataset.layout import DECISION
from curator_gui.dataset.split import Part, Split, SplitPlan

PARTS, PLAN = "split.csv", "split.json"
HEADER = ["index", "item", "part"]


class SplitFileError(CuratorError):
    """A stored split that cannot be read or written; the message names the file."""


def read_parts(folder: Path, items: Items) -> Texts:
    """Return the stored part of each item by name, "" for items that are new.

    Raises
    ------
    SplitFileError
        If the file is damaged.
    """
    found: Texts = np.full(len(items), "", np.object_)
    finder: ItemFinder | None = None
    for line, part in _lines(folder / PARTS):
        finder = finder or ItemFinder(items.keys.tolist(), items.index.tolist())
        row = finder.row(line)
        if row is not None:
            found[row] = part
    return found


def _lines(path: Path) -> list[tuple[Line, str]]:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            header, *rows = list(csv.reader(file)) or [HEADER]
    except FileNotFoundError:
        return []
    except (OSError, ValueError, csv.Error) as error:
        raise SplitFileError("{path} cannot be read: {error}", path=path, error=error) from error
    if header != HEADER or any(len(row) != len(HEADER) or not row[0].isdigit() for row in rows):
        raise SplitFileError("{path} does not hold a split: take it away or mend it", path=path)
    return [(Line(int(index), item), part) for index, item, part in rows]


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

    Parameters
    ----------
    folder
        The data set's.
    items, split
        The items and their parts.
    decisions
        What was decided about each, "" for nothing; what the table says if not given.

    Raises
    ------
    SplitFileError
        If a file cannot be written.
    DatasetError
        If the folder holds no data set, or a file in it is somebody else's.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(HEADER)
    words = split.words()
    writer.writerows(zip(items.index.tolist(), items.keys.tolist(), words.tolist(), strict=True))
    try:
        atomic_write_text(folder / PARTS, text.getvalue())
        atomic_write_text(folder / PLAN, json.dumps(asdict(split.plan), indent=1) + "\n")
        choose(folder, items, words, decisions)
    except OSError as error:
        raise SplitFileError(
            "{path} cannot be written: {why}", path=folder, why=error.strerror or error
        ) from error


def choose(folder: Path, items: Items, parts: Texts, decisions: Texts | None) -> None:
    """Write parts and decisions into the files of a data set.

    Raises
    ------
    DatasetError
        As `store`.
    OSError
        If the disk refuses.
    """
    if decisions is None:
        decisions = items[DECISION].values if DECISION in items else np.full(len(items), "", object)
    write_choices(folder, _by_index(items, parts), _by_index(items, decisions))


def _by_index(items: Items, values: Texts) -> dict[int, str]:
    pairs = zip(items.index.tolist(), values.tolist(), strict=True)
    return {index: str(value) for index, value in pairs if value}
