"""An earlier run, read from its record into what the views of a run show."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from curator_gui.app.monitor.statistics import RunStatistics
from curator_gui.app.monitor.step_counts import counts_from
from curator_gui.app.results.packed_texts import PackedPaths
from curator_gui.app.results.shares import Shares
from curator_gui.app.results.store import ResultsStore
from curator_gui.app.runs.recorded_statistics import statistics_of
from curator_gui.core.document import PipelineDocument
from curator_gui.core.documents.document_io import parse_document
from curator_gui.core.fingerprint import count_sinks
from curator_gui.core.flow.naming import told_apart
from curator_gui.core.message import Message
from curator_gui.run.events import Event, IndexFailed, IndexRetried, IndexSkipped, LogLine
from curator_gui.run.record.queries.bulk import (
    PathRows,
    RecordedFailure,
    all_failures,
    all_notes,
    all_sink_counts,
    all_stages,
    path_rows,
    retried_attempts,
    skip_reasons,
)
from curator_gui.run.record.reader import RunRecord
from curator_gui.run.record.tables.checking import believed
from curator_gui.run.record.tables.meta import IndexArray, RunMeta, RunSummary
from curator_gui.run.record.tables.rows import Attempt
from curator_gui.run.record.tables.schema import CODES
from curator_gui.run.record.tables.snapshot import Columns

LOG_LINES = 10_000
QUARANTINED = CODES["quarantined"]


@dataclass(frozen=True)
class RecordedRun:
    """What a record tells; `document` is None for a run that a script has started."""

    summary: RunSummary
    document: PipelineDocument | None
    store: ResultsStore
    statistics: RunStatistics
    log: list[LogLine]


def load_record(path: Path) -> RecordedRun:
    """Read a record but for its outputs and step times; see `load_details`. For a thread.

    Raises
    ------
    RecordError
        If the record cannot be read.
    DocumentError
        If the document in it was written by a newer version.
    """
    with RunRecord.open(path) as record, believed(path):
        summary, columns = record.summary(), record.columns()
        attempts = list(retried_attempts(record))
        statistics = statistics_of(summary, columns, record.workers(), attempts)
        store = _store_of(record, columns, attempts)
        statistics.steps = store.steps
        statistics.by_step = counts_from(store)
        lines = record.log(LOG_LINES)
        return RecordedRun(summary, recorded_document(path, record.meta), store, statistics, lines)


@dataclass(frozen=True)
class RecordedDetails:
    """What takes long to read of a record: the outputs and step times of each row."""

    outputs: PackedPaths
    stages: NDArray[np.float32]
    shares: Shares


def load_details(path: Path, indices: Sequence[int]) -> RecordedDetails:
    """Read outputs and step times for the rows of `indices`; for a thread.

    A million rows take many seconds, and a table can be looked at before.

    Raises
    ------
    RecordError
        If the record cannot be read.
    """
    shown = np.asarray(indices, np.int64)
    with RunRecord.open(path) as record, believed(path):
        outputs = PackedPaths(len(shown))
        for piece in path_rows(record):
            _fill_paths(outputs, shown, piece)
        known, times = all_stages(record)
        stages = np.zeros((len(shown), times.shape[1]), np.float32)
        rows, kept = _rows_of(shown, known)
        stages[rows[kept]] = times[kept]
        shares = _shares(record, shown)
    return RecordedDetails(outputs, stages, shares)


def _shares(record: RunRecord, shown: IndexArray) -> Shares:
    """Read how many outputs are of which of several sinks."""
    shares, found = Shares(len(shown)), list(all_sink_counts(record))
    if found:
        rows, kept = _rows_of(shown, np.array([index for index, _ in found], np.int64))
        for place in np.flatnonzero(kept).tolist():
            shares[int(rows[place])] = found[place][1]
    return shares


def _rows_of(shown: IndexArray, indices: IndexArray) -> tuple[IndexArray, NDArray[np.bool_]]:
    """Find the row of each index, and which have one: a run may be continued with more indices."""
    rows = np.minimum(np.searchsorted(shown, indices), len(shown) - 1)
    return rows, shown[rows] == indices


def _fill_paths(outputs: PackedPaths, shown: IndexArray, piece: PathRows) -> None:
    rows, kept = _rows_of(shown, piece.indices)
    same = piece.indices[1:] == piece.indices[:-1]
    alone = ~(np.append(same, False) | np.append(False, same))
    single = np.flatnonzero(kept & alone)
    if len(single) == len(rows):  # the most frequent case, without a look at each
        outputs.set_single_paths(rows, piece.folders, piece.names)
        return
    chosen = single.tolist()
    outputs.set_single_paths(
        rows[single], [piece.folders[n] for n in chosen], [piece.names[n] for n in chosen]
    )
    several: dict[int, list[str]] = {}
    for n in np.flatnonzero(kept & ~alone):
        several.setdefault(int(rows[n]), []).append(piece.folders[n] + piece.names[n])
    for row, paths in several.items():
        outputs.set_paths(row, paths)


def show_details(run: RecordedRun, details: RecordedDetails) -> None:
    run.store.take_details(details.outputs, details.stages, details.shares)
    run.statistics.stage_seconds = details.stages.sum(axis=0, dtype=np.float64).tolist()
    for step, seconds in zip(run.statistics.by_step, run.statistics.stage_seconds, strict=False):
        step.seconds = seconds
    run.statistics.version += 1


def recorded_document(path: Path, meta: RunMeta) -> PipelineDocument | None:
    """Return the document of a run as it was when it started; None if it had none.

    Raises
    ------
    DocumentError
        If it was written by a newer version.
    """
    return (
        parse_document(meta.document, Message("{path}: the document of the run", path=path))
        if meta.document
        else None
    )


def _store_of(
    record: RunRecord, columns: Columns, attempts: Sequence[tuple[int, Attempt]]
) -> ResultsStore:
    store = ResultsStore()
    sinks = count_sinks(record.meta.steps)
    steps = told_apart([str(step.get("name", "")) for step in record.meta.steps], sinks)
    store.reset(_indices(columns), steps, sinks)
    store.apply(_retries(attempts))
    store.fill(columns)
    store.apply(_failures(record, store))
    store.apply(IndexSkipped(0.0, index, reason) for index, reason in skip_reasons(record))
    for index, notes in all_notes(record):
        store.take_notes(store.row_of(index), notes)
    store.take_changed()
    return store


def _indices(columns: Columns) -> Sequence[int]:
    """Return the indices, as a range if they are in a row: a million numbers take 40 MB."""
    found = columns["index"]
    if len(found) and int(found[-1]) - int(found[0]) == len(found) - 1:
        return range(int(found[0]), int(found[-1]) + 1)
    return [int(index) for index in found]


def _retries(attempts: Sequence[tuple[int, Attempt]]) -> Iterator[Event]:
    for index, attempt in attempts:
        yield IndexRetried(
            attempt.time, index, attempt.worker, attempt.attempt, attempt.cause, attempt.message
        )


def _failures(record: RunRecord, store: ResultsStore) -> Iterator[Event]:
    for failure in all_failures(record):
        row = store.row_of(failure.index)
        if store.status[row] in (CODES["failed"], QUARANTINED):
            yield _failure_event(failure, store, row)


def _failure_event(failure: RecordedFailure, store: ResultsStore, row: int) -> IndexFailed:
    return IndexFailed(
        time=0.0,
        index=failure.index,
        worker=int(store.worker[row]),
        attempt=int(store.attempts[row]),
        duration=float(store.duration[row]),
        status="quarantined" if store.status[row] == QUARANTINED else "failed",
        cause=failure.cause,
        error_type=failure.error_type,
        message=failure.message,
        traceback=failure.traceback,
        stage=failure.stage,
        parts=failure.parts,
    )
