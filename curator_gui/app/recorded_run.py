"""An earlier run, read from its record into what the views of a run show."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from curator_gui.app.recorded_statistics import statistics_of
from curator_gui.app.results_store import ResultsStore
from curator_gui.app.run_statistics import RunStatistics
from curator_gui.core.document import PipelineDocument
from curator_gui.core.document_io import parse_document
from curator_gui.run.events import Event, IndexFailed, IndexRetried, IndexSkipped, LogLine
from curator_gui.run.record.bulk import (
    RecordedFailure,
    all_failures,
    all_paths,
    all_stages,
    retried_attempts,
    skip_reasons,
)
from curator_gui.run.record.meta import RunMeta, RunSummary
from curator_gui.run.record.reader import RunRecord
from curator_gui.run.record.rows import Attempt
from curator_gui.run.record.schema import CODES
from curator_gui.run.record.snapshot import Columns

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
    """Read all of a record; takes about 2 s for a million indices, so call it in a thread.

    Raises
    ------
    RecordError
        If the record cannot be read.
    DocumentError
        If the document in it was written by a newer version.
    """
    with RunRecord.open(path) as record:
        summary, columns = record.summary(), record.columns()
        attempts = list(retried_attempts(record))
        statistics = statistics_of(summary, columns, record.workers(), attempts)
        store = _store_of(record, columns, attempts)
        statistics.steps = store.steps
        statistics.stage_seconds = store.stages.sum(axis=0, dtype=np.float64).tolist()
        lines = record.log(LOG_LINES)
        return RecordedRun(summary, recorded_document(record.meta), store, statistics, lines)


def recorded_document(meta: RunMeta) -> PipelineDocument | None:
    """Return the document of a run as it was when it started; None if it had none.

    Raises
    ------
    DocumentError
        If it was written by a newer version.
    """
    return parse_document(meta.document, "the document of the run") if meta.document else None


def _store_of(
    record: RunRecord, columns: Columns, attempts: Sequence[tuple[int, Attempt]]
) -> ResultsStore:
    store = ResultsStore()
    steps = [str(step.get("name", "")) for step in record.meta.steps]
    store.reset(_indices(columns), steps)
    store.apply(_retries(attempts))
    store.fill(columns)
    store.apply(_failures(record, store))
    store.apply(IndexSkipped(0.0, index, reason) for index, reason in skip_reasons(record))
    indices, stages = all_stages(record)
    store.stages[np.searchsorted(columns["index"], indices)] = stages
    set_paths, row_of = store.outputs.set_paths, store.row_of
    for index, paths in all_paths(record):
        set_paths(row_of(index), paths)
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
    )
