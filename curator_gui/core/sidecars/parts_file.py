"""`split.csv` in the folder of a data set: which part each item is in; `split.json` says how."""

from __future__ import annotations

import csv
from pathlib import Path

from curator_gui.core.errors import CuratorError
from curator_gui.core.sidecars.curation import Line

PARTS = "split.csv"
PLAN = "split.json"
HEADER = ["index", "item", "part"]
TRAINING = ("train", "training")
"""Names of the part that is learned from."""

FOLD = "fold "
"""What the names of folds begin with; their number follows, from 1 on."""


class SplitFileError(CuratorError):
    """A stored split that cannot be read or written; the message names the file."""


def read_part_lines(path: Path) -> list[tuple[Line, str]]:
    """Return the item of each line and its part; nothing if there is no file.

    Raises
    ------
    SplitFileError
        If the file cannot be read, or holds something else.
    """
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
