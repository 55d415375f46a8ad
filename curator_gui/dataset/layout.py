"""How a data set stands in its folder: names of its files, columns of its table, kinds of measures.

`items.csv` is UTF-8 with commas, one header line and one row per item of the source that is done,
ascending by `index`; `items.parquet` holds the same columns. Its columns, in this order:

========== =========================================================================================
index      number of the item in the source, from 0
source     path or name of the source's item; relative to the data set where it stands beside it
outputs    paths of what it wrote, relative to the data set, see `join_paths`
bytes      size of these outputs together; of a shared store the part of this item
sha256     of each output in hexadecimal, joined by ";" in their order; "" for a shared store, whose
           hash stands in `statistics.json` under `stores`
(measures) one column each; an empty cell where an item has no such measure
split      name of the item's part ("train", "validation", "test", ...), "" if it has none
decision   "keep", "leave out", "check later", "" if nobody has decided
========== =========================================================================================

A text that a spreadsheet would run as a formula has an apostrophe before it in the CSV files (see
`curator_gui.core.text.plain_text.sheet_cell`); in Parquet it stands as it is.

A measure's column has its plain key (`cells`, `U.max`, `U.nan_share`). Title, unit and kind of each
stand in `statistics.json` under `measures`, and in the meta of the run record, as
`curator_gui.core.measuring.measures.MeasureInfo.plain` makes them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal
from urllib.parse import quote, unquote

DESCRIPTION = "dataset.json"
ITEMS = "items.csv"
ITEMS_PARQUET = "items.parquet"
STATISTICS = "statistics.json"
OTHER_STATISTICS = "dataset-statistics.json"
"""Where the statistics go if the folder has a statistics.json of somebody, such as of a step."""
CARD = "README.md"
OWN_CARD = "DATASET.md"
"""Where the card goes if the folder has a README.md that somebody wrote."""
DOCUMENT = "pipeline.curator.yaml"
CODE = "code"
"""Folder of the code that steps ran from beside the pipeline: `code/DIGEST/NAME.py`."""
SKIPPED = "skipped.csv"
"""What the run did not finish: columns index, source, status, reason."""
DECISIONS = "curation.csv"
ITEM_PICTURES, DISTRIBUTION_PICTURES = "card-items.png", "card-distributions.png"

INDEX, SOURCE, OUTPUTS, BYTES, SHA256 = "index", "source", "outputs", "bytes", "sha256"
SPLIT, DECISION = "split", "decision"
FIRST_COLUMNS = (INDEX, SOURCE, OUTPUTS, BYTES, SHA256)
LAST_COLUMNS = (SPLIT, DECISION)

VERSION = 1
"""Of this layout; stands in `statistics.json` under `layout`."""

Decision = Literal["keep", "leave out", "check later", ""]

SEPARATOR = ";"
_KEPT = "".join(chr(n) for n in range(33, 127) if chr(n) not in '%;"') + " "


def join_paths(paths: Iterable[str]) -> str:
    """Join paths by ";"; of each, "%", ";", quotes and control characters become %25, %3B, ...

    >>> join_paths(["a b.npz", "50%;c.npz"])
    'a b.npz;50%25%3Bc.npz'
    """
    return SEPARATOR.join(map(_quoted, paths))


def split_paths(text: str) -> list[str]:
    """Undo `join_paths`; "" is no path.

    >>> split_paths('a b.npz;50%25%3Bc.npz')
    ['a b.npz', '50%;c.npz']
    """
    return [unquote(part, errors="surrogateescape") for part in text.split(SEPARATOR) if part]


def _quoted(path: str) -> str:
    """Quote what would break a line or a list; letters of all languages stay as they are."""
    return "".join(c if c in _KEPT or _is_letter(c) else _escaped(c) for c in path)


def _is_letter(character: str) -> bool:
    return character.isprintable() and not character.isascii()


def _escaped(character: str) -> str:
    return quote(character.encode("utf-8", "surrogateescape"), safe="")


def measure_columns(header: Iterable[str]) -> list[str]:
    """Return the measures among the columns of a table, in their order.

    >>> measure_columns(["index", "outputs", "U.max", "split"])
    ['U.max']
    """
    known = {*FIRST_COLUMNS, *LAST_COLUMNS}
    return [name for name in header if name not in known]
