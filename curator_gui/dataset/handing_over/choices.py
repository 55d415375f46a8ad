"""What was chosen for the items of a data set before its files are written anew."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from curator_gui.core.text.plain_text import of_sheet_cell
from curator_gui.dataset.layout import DECISION, INDEX, ITEMS, SPLIT
from curator_gui.dataset.own_files import DatasetError


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
