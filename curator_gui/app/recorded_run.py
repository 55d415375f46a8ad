"""An earlier run, read from its record into what the views of a run show."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from curator_gui.app.packed_texts import PackedPaths
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
    """Read a record but for its outputs and step times; see `load_details`. For a thread.

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
        lines = record.log(LOG_LINES)
        return RecordedRun(summary, recorded_document(record.meta), store, statistics, lines)


@dataclass(frozen=True)
class RecordedDetails:
    """What takes long to read of a record: the outputs and step times of each row."""

    outputs: PackedPaths
    stages: NDArray[np.float32]


def load_details(path: Path, indices: Sequence[int]) -> RecordedDetails:
    """Read outputs and step times for the rows of `indices`; for a thread.

    A million rows take many seconds, and a table can be looked at before.

    Raises
    ------
    RecordError
        If the record cannot be read.
    """
    rows = {index: row for row, index in enumerate(indices)}
    with RunRecord.open(path) as record:
        outputs = PackedPaths(len(rows))
        for index, paths in all_paths(record):
            if index in rows:  # the run may have been continued with more indices
                outputs.set_paths(rows[index], paths)
        known, times = all_stages(record)
        stages = np.zeros((len(rows), times.shape[1]), np.float32)
        kept = np.isin(known, indices)
        stages[[rows[int(index)] for index in known[kept]]] = times[kept]
    return RecordedDetails(outputs, stages)


def show_details(run: RecordedRun, details: RecordedDetails) -> None:
    """Complete a run with its details."""
    run.store.take_details(details.outputs, details.stages)
    run.statistics.stage_seconds = details.stages.sum(axis=0, dtype=np.float64).tolist()
    run.statistics.version += 1


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
