"""Read what the filters of a run learned in its first passes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from curator_gui.core.message import from_record
from curator_gui.run.record.reader import RunRecord

_HAS = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'passes'"
_ALL = """
SELECT step, name, time, items, failed, digest, constants, words, parts FROM passes
WHERE typeof(step) = 'integer' AND typeof(digest) = 'text' ORDER BY step
"""


@dataclass(frozen=True)
class RecordedPass:
    """What one filter learned: its number and name, when, over how many items, as JSON."""

    step: int
    name: str
    time: float
    items: int
    failed: int
    digest: str
    constants: str
    words: str


def recorded_passes(record: RunRecord) -> list[RecordedPass]:
    """List what was learned, in the order of the filters; nothing for a run without such filters.

    Raises
    ------
    RecordError
        If the record cannot be read.
    """
    if not any(record.query(_HAS)):
        return []
    return [_recorded(*row) for row in record.query(_ALL)]


def _recorded(*row: Any) -> RecordedPass:
    step, name, when, items, failed, digest, constants, words, parts = row
    said = from_record(str(words), str(parts))
    return RecordedPass(step, name, when, items, failed, digest, constants, said)


def constants_of(record: RunRecord) -> dict[int, str]:
    """Return the digest of what each filter had learned, by its number."""
    return {each.step: each.digest for each in recorded_passes(record)}
