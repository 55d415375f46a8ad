"""Read what a record knows about all its indices at once, for views that show every row.

`RunRecord.row` asks four questions per index; a table of a million rows cannot afford that.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

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
    indices, blobs = [np.zeros(0, np.int64)], [b""]
    for rows in record.query_many(_STAGES, (4 * steps,)):
        known, times = zip(*rows, strict=True)
        indices.append(np.array(known, np.int64))
        blobs.append(b"".join(times))
    seconds = np.frombuffer(b"".join(blobs), dtype=np.float32)
    return np.concatenate(indices), seconds.reshape(-1, steps) if steps else seconds.reshape(0, 0)


@dataclass(frozen=True, slots=True)
class PathRows:
    """Some outputs, ascending by index: for each its index, its folder and its name in that.

    All outputs of an index stand in one such piece.
    """

    indices: IndexArray
    folders: list[str]
    names: list[str]


def path_rows(record: RunRecord, size: int = 50_000) -> Iterator[PathRows]:
    """Yield all outputs in pieces of about `size`: a tenth of the time that `all_paths` takes."""
    folders: dict[int, str] = {}
    left: list[Any] = []
    for rows in record.query_many(_PATHS, size=size):
        found = left + rows
        kept = len(found)
        while kept and found[kept - 1][0] == found[-1][0]:
            kept -= 1  # there may be more of the last one
        left = found[kept:]
        if kept:
            yield _path_rows(record, found[:kept], folders)
    if left:
        yield _path_rows(record, left, folders)


def _path_rows(record: RunRecord, found: list[Any], folders: dict[int, str]) -> PathRows:
    indices, numbers, names = zip(*found, strict=True)
    for number in set(numbers) - folders.keys():
        folders[number] = record.text(number)
    return PathRows(
        np.fromiter(indices, np.int64, len(indices)),
        list(map(folders.__getitem__, numbers)),
        list(names) if set(map(type, names)) == {str} else list(map(path_from_column, names)),
    )


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
