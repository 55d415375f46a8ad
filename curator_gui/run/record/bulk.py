"""Read what a record knows about all its indices at once, for views that show every row.

`RunRecord.row` asks four questions per index; a table of a million rows cannot afford that.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from curator_gui.run.events import Cause
from curator_gui.run.record.meta import IndexArray
from curator_gui.run.record.reader import RunRecord
from curator_gui.run.record.rows import Attempt
from curator_gui.run.record.schema import CODES
from curator_gui.run.record.texts import path_from_column

_FAILURES = """
SELECT f.idx, g.cause, g.error_type, g.stage, m.text, t.text FROM failures f
JOIN failure_groups g ON g.id = f.failure_group JOIN texts m ON m.id = f.message
JOIN texts t ON t.id = f.traceback ORDER BY f.idx
"""
_REASONS = """
SELECT i.idx, r.text FROM indices i JOIN texts r ON r.id = i.reason WHERE i.status = ?
ORDER BY i.idx
"""
_ATTEMPTS = """
SELECT a.idx, a.attempt, a.time, a.worker, a.cause, m.text FROM attempts a
JOIN texts m ON m.id = a.message JOIN indices i ON i.idx = a.idx
WHERE NOT (i.status IN (?, ?) AND a.time = i.time) ORDER BY a.time
"""
_STAGES = "SELECT idx, stages FROM indices WHERE length(stages) = ? ORDER BY idx"
_PATHS = "SELECT idx, folder, name FROM outputs ORDER BY idx, position"


@dataclass(frozen=True, slots=True)
class RecordedFailure:
    """Why an index failed; `traceback` is "" where none could be had."""

    index: int
    cause: Cause
    error_type: str
    stage: str
    message: str
    traceback: str


def all_failures(record: RunRecord) -> Iterator[RecordedFailure]:
    """Yield the failures of all indices, ascending."""
    return (RecordedFailure(*row) for row in record.query(_FAILURES))


def skip_reasons(record: RunRecord) -> Iterator[tuple[int, str]]:
    """Yield the skipped indices, ascending, and why they were."""
    return record.query(_REASONS, (CODES["skipped"],))


def retried_attempts(record: RunRecord) -> Iterator[tuple[int, Attempt]]:
    """Yield index and attempt of each failure that was followed by another attempt, by time."""
    given_up = (CODES["failed"], CODES["quarantined"])
    return ((index, Attempt(*rest)) for index, *rest in record.query(_ATTEMPTS, given_up))


def all_stages(record: RunRecord) -> tuple[IndexArray, npt.NDArray[np.float32]]:
    """Return the indices whose step times are known, and the times: (indices, steps), seconds."""
    steps = len(record.meta.steps)
    rows = list(record.query(_STAGES, (4 * steps,)))
    indices = np.fromiter((index for index, _ in rows), dtype=np.int64, count=len(rows))
    times = np.frombuffer(b"".join(blob for _, blob in rows), dtype=np.float32)
    return indices, times.reshape(len(rows), steps)


def all_paths(record: RunRecord) -> Iterator[tuple[int, list[str]]]:
    """Yield the indices that have outputs, ascending, each with its paths in the sink's order."""
    folders: dict[int, str] = {}
    current, found = -1, list[str]()
    for index, folder, name in record.query(_PATHS):
        if index != current:
            if found:
                yield current, found
            current, found = index, []
        if folder not in folders:
            folders[folder] = record.text(folder)
        found.append(folders[folder] + path_from_column(name))
    if found:
        yield current, found
