"""Read what a record knows about all its indices at once, for views that show every row.

`RunRecord.row` asks four questions per index; a table of a million rows cannot afford that.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any

import numpy as np
import numpy.typing as npt

from curator_gui.core.fingerprint import count_sinks
from curator_gui.core.message import from_record
from curator_gui.run.events import Cause, StepNote
from curator_gui.run.record.reader import RunRecord
from curator_gui.run.record.tables.meta import IndexArray
from curator_gui.run.record.tables.rows import MOST_SINKS, SINK_BITS, Attempt, Output
from curator_gui.run.record.tables.schema import CODES
from curator_gui.run.record.tables.texts import path_from_column

# {parts} and {messages}: see `_with_parts`.
_FAILURES = """
SELECT f.idx, g.cause, g.error_type, g.stage, m.text, t.text, {parts} FROM failures f
JOIN failure_groups g ON g.id = f.failure_group JOIN texts m ON m.id = f.message
JOIN texts t ON t.id = f.traceback {messages} ORDER BY f.idx
"""
_REASONS = """
SELECT i.idx, m.text, {parts} FROM indices i JOIN texts m ON m.id = i.reason {messages}
WHERE i.status = ? ORDER BY i.idx
"""
_EACH_REASON = """
SELECT m.id, m.text, {parts} FROM texts m {messages}
WHERE m.id IN (SELECT DISTINCT reason FROM indices WHERE status = ?)
"""
_ATTEMPTS = """
SELECT a.idx, a.attempt, a.time, a.worker, a.cause, m.text, {parts} FROM attempts a
JOIN texts m ON m.id = a.message {messages} JOIN indices i ON i.idx = a.idx
WHERE NOT (i.status IN (?, ?) AND a.time = i.time) ORDER BY a.time
"""
_PARTS = "CASE WHEN typeof(p.parts) = 'text' THEN p.parts ELSE '' END"
_HAS_MESSAGES = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'messages'"
_HAS_NOTES = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'notes'"
_HAS_WRITTEN = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'written'"
_WRITTEN = f"""
SELECT idx, sink, bytes FROM written WHERE typeof(sink) = 'integer'
AND sink BETWEEN 0 AND {MOST_SINKS} AND typeof(bytes) = 'integer' AND bytes >= 0
"""
_NOTES = """
SELECT n.idx, n.step, n.kind, m.text, {parts}, n.n FROM notes n
JOIN texts m ON m.id = n.text {messages}
WHERE typeof(n.step) = 'integer' AND n.step BETWEEN 0 AND 65535 AND typeof(n.n) = 'integer'
AND n.n BETWEEN 1 AND 4294967295 AND n.kind IN ('unchanged', 'remark') AND typeof(m.text) = 'text'
ORDER BY n.idx, n.step, n.kind, n.n DESC
"""
_STAGES = "SELECT idx, stages FROM indices WHERE length(stages) = ? ORDER BY idx"
_SINKS = f"""
SELECT idx, position >> {SINK_BITS} AS sink, count(*) FROM outputs GROUP BY idx, sink
ORDER BY idx, sink
"""
_PATHS = "SELECT idx, folder, name FROM outputs ORDER BY idx, position"

_FEW = 8
"""Asking for the outputs of one index takes as long as reading those of so many in a row."""


@dataclass(frozen=True, slots=True)
class RecordedFailure:
    """Why an index failed; `traceback` is "" where none could be had.

    `parts` are those of the message, see `curator_gui.core.message.recorded`.
    """

    index: int
    cause: Cause
    error_type: str
    stage: str
    message: str
    traceback: str
    parts: str = ""


def all_failures(record: RunRecord) -> Iterator[RecordedFailure]:
    """Yield the failures of all indices, ascending."""
    return (RecordedFailure(*row) for row in record.query(_with_parts(record, _FAILURES)))


def skip_reasons(record: RunRecord) -> Iterator[tuple[int, str]]:
    """Yield the skipped indices, ascending, and why they were."""
    rows = record.query(_with_parts(record, _REASONS), (CODES["skipped"],))
    return ((index, from_record(text, parts)) for index, text, parts in rows)


def reason_texts(record: RunRecord) -> dict[int, str]:
    """Return each reason for which indices were skipped, once, by the number of its text."""
    rows = record.query(_with_parts(record, _EACH_REASON), (CODES["skipped"],))
    return {number: from_record(text, parts) for number, text, parts in rows}


def outputs_of(record: RunRecord, indices: Collection[int]) -> dict[int, list[Output]]:
    """Return the outputs of some indices; one that has none is left out."""
    wanted = indices if isinstance(indices, (set, frozenset, dict)) else set(indices)
    if len(wanted) * _FEW > len(record.meta.indices):
        return {index: found for index, found in record.all_outputs() if index in wanted}
    return {index: found for index in sorted(wanted) if (found := record.outputs(index))}


def retried_attempts(record: RunRecord) -> Iterator[tuple[int, Attempt]]:
    """Yield index and attempt of each failure that was followed by another attempt, by time."""
    given_up = (CODES["failed"], CODES["quarantined"])
    rows = record.query(_with_parts(record, _ATTEMPTS), given_up)
    return (
        (index, Attempt(number, time, worker, cause, from_record(text, parts)))
        for index, number, time, worker, cause, text, parts in rows
    )


def _with_parts(record: RunRecord, sql: str) -> str:
    """Ask for the parts of messages as well, where a record has them: those of before do not."""
    if any(record.query(_HAS_MESSAGES)):
        join = "LEFT JOIN messages p ON p.text = m.id"
        return sql.format(parts=_PARTS, messages=join)
    return sql.format(parts="''", messages="")


def all_notes(record: RunRecord) -> Iterator[tuple[int, tuple[StepNote, ...]]]:
    """Yield the indices about which steps said something, ascending, and what that was."""
    if not any(record.query(_HAS_NOTES)):
        return
    rows = record.query(_with_parts(record, _NOTES))
    for index, of_index in groupby(rows, key=itemgetter(0)):
        yield (
            index,
            tuple(
                (step, kind, from_record(text, parts), count)
                for _, step, kind, text, parts, count in of_index
            ),
        )


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


def all_sink_counts(record: RunRecord) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Yield the indices that have outputs, each with how many of each of several sinks.

    Nothing for a run with one sink.
    """
    sinks = count_sinks(record.meta.steps)
    if sinks < 2:
        return
    for index, rows in groupby(record.query(_SINKS), key=itemgetter(0)):
        counts = [0] * sinks
        for _, sink, count in rows:
            if sink < sinks:
                counts[sink] = count
        yield index, tuple(counts)


def written_bytes(record: RunRecord) -> dict[int, dict[int, int]]:
    """Return what indices wrote for each sink into outputs without a size, such as a shared store.

    Only of indices of several sinks, and of those that another run had finished.
    """
    found: dict[int, dict[int, int]] = {}
    if any(record.query(_HAS_WRITTEN)):
        for index, sink, size in record.query(_WRITTEN):
            found.setdefault(index, {})[sink] = size
    return found


def paths_by_sink(record: RunRecord, sinks: int) -> list[list[str]]:
    """Return all paths that each of so many sinks has written, by index."""
    found: list[list[str]] = [[] for _ in range(sinks)]
    if sinks == 1:
        found[0] = [path for _, paths in all_paths(record) for path in paths]
        return found
    for _, outputs in record.all_outputs():
        for output in outputs:
            if output.sink < sinks:
                found[output.sink].append(output.path)
    return found


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
