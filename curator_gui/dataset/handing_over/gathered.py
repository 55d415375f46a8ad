"""All that the files of a data set tell, as gathered from a record or read back from them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from curator_gui.core.message import Message
from curator_gui.dataset.hashing import Hashed
from curator_gui.dataset.loading.growth import Growth
from curator_gui.run.record.queries.item_measures import MeasureColumn
from curator_gui.run.record.tables.meta import RunMeta


@dataclass
class ItemRow:
    """One item: its outputs are relative to the data set, as their hashes in the same order."""

    index: int
    source: str
    outputs: list[str]
    bytes: int
    hashes: list[str]


@dataclass(frozen=True)
class Skipped:
    """An index of which the data set has nothing: its status ("failed") and why, in one line."""

    index: int
    source: str
    status: str
    reason: str


@dataclass(frozen=True)
class ArrayFact:
    """An array in an output: its key, type and shape; -1 for a length that differs."""

    key: str
    dtype: str
    shape: tuple[int, ...]


@dataclass
class Gathered:
    """All that the files of a data set tell.

    `stores` are outputs that several items share, with their size and hash; `missing` are outputs
    that the record names and that are gone. `facts` are the arrays of the items, None where nobody
    has looked yet.
    """

    meta: RunMeta
    folder: Path
    rows: list[ItemRow]
    measures: list[MeasureColumn]
    skipped: list[Skipped]
    stores: dict[str, Hashed]
    missing: list[str]
    artifacts: list[str]
    splits: dict[int, str] = field(default_factory=dict)
    decisions: dict[int, str] = field(default_factory=dict)
    facts: list[ArrayFact] | None = None
    unlisted: list[str] = field(default_factory=list)
    """Files of the outputs' kinds beside them that are of no item."""
    unchanged: int = 0
    """Outputs whose hash is that of before, because they are what they were."""
    grown: tuple[int, ...] = ()
    """How many items there were at first, and each time that a run had added some; () if none."""
    extends: bool = False
    """Whether the data set that is in the folder was made by the same pipeline."""
    said: list[Message] = field(default_factory=list)
    """What of the data set of before stays, and what does not."""
    growth: list[Growth] | None = None
    """The stores that grew along time, None where nobody has looked yet."""

    @property
    def parts(self) -> list[str]:
        """The names of the parts of the split, in the order of the items."""
        named = (self.splits.get(row.index, "") for row in self.rows)
        return [name for name in dict.fromkeys(named) if name]

    @property
    def total_bytes(self) -> int:
        """Bytes of all outputs in their files."""
        own = sum(row.bytes for row in self.rows if any(row.hashes))
        return own + sum(store.size for store in self.stores.values())

    def growth_gaps(self) -> list[Message]:
        """Say what is missing in stores that grew, and what of them is not in the table."""
        listed = Counter(path for row in self.rows for path in dict.fromkeys(row.outputs))
        return [words for each in self.growth or () for words in each.gaps(listed[each.path])]
