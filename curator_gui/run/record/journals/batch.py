"""Turn a batch of events into rows, in one transaction.

Events come in the order in which they happened; of several about one index the last decides its
row. The text of every statement is fixed, so that SQLite compiles each one once.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Callable, Collection, Iterable, Sequence
from itertools import chain
from typing import Any

import msgspec

from curator_gui.core.message import recorded
from curator_gui.run.events import (
    Event,
    GatheringStarted,
    IndexFailed,
    IndexFinished,
    IndexGathered,
    IndexRetried,
    IndexSkipped,
    IndexStarted,
    LogLine,
    Measures,
    PassFinished,
    PassStarted,
    RunFinished,
    RunStarted,
    RunStateChanged,
    WorkerEnded,
    WorkersChanged,
    WorkerStarted,
)
from curator_gui.run.record.journals.facts import Artifacts, TakenBack
from curator_gui.run.record.tables import schema, statements
from curator_gui.run.record.tables import texts as columns
from curator_gui.run.record.tables.artifact_rows import ArtifactRows
from curator_gui.run.record.tables.inputs import file_size
from curator_gui.run.record.tables.log_rows import write_line
from curator_gui.run.record.tables.pass_rows import store_pass
from curator_gui.run.record.tables.rows import output_positions
from curator_gui.run.record.tables.schema import CODES, MEASURES, NOTES, WRITTEN, has_table
from curator_gui.run.record.tables.texts import TextTable, path_to_column, safe_text

Row = tuple[Any, ...]
_json = msgspec.json.Encoder().encode

VALUE_ERRORS = (OverflowError, TypeError, ValueError, KeyError, AttributeError)
"""What writing an event raises if one of its values cannot be stored, whatever the disk says."""


def is_bad_value(error: Exception) -> bool:
    """Whether an event was refused for good, rather than the file for the moment."""
    refused = (
        sqlite3.InterfaceError,
        sqlite3.ProgrammingError,
        sqlite3.IntegrityError,
        sqlite3.DataError,
    )
    return isinstance(error, (*VALUE_ERRORS, *refused))


class EventStore:
    """Applies events to the tables of one record.

    Parameters
    ----------
    connection
        A connection for writing; `apply` must be called inside a transaction.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._texts = TextTable(connection)
        self._groups: dict[Row, int] = {}
        self._last_reason = ("", "")
        self._last_layout = ("", 0)
        self._find_tables()
        self._clear()

    def forget(self) -> None:
        """Drop what is remembered of a transaction that was rolled back."""
        self._texts.forget()
        self._last_layout = ("", 0)
        self._groups.clear()
        self._find_tables()
        self._clear()

    def _find_tables(self) -> None:
        """Find the tables that there are, and those with rows: nothing is in the others."""
        connection = self._connection
        self._has_notes = has_table(connection, "notes")
        self._has_measures = has_table(connection, "measures")
        self._has_written = has_table(connection, "written")
        self._artifact_rows = ArtifactRows(connection)
        there = [table for table in statements.DELETE if has_table(connection, table)]
        some = "SELECT 1 FROM {} LIMIT 1"
        self._filled = {t for t in there if connection.execute(some.format(t)).fetchone()}

    def _clear(self) -> None:
        self._started: dict[int, IndexStarted] = {}
        self._rows: dict[int, Row] = {}
        self._skipped: dict[int, Row] = {}
        self._outputs: dict[int, Sequence[Row]] = {}
        self._failures: dict[int, Row] = {}
        self._attempts: list[Row] = []
        self._notes: dict[int, Sequence[Row]] = {}
        self._measures: dict[int, Row] = {}
        self._written: dict[int, Sequence[Row]] = {}
        self._beside: dict[int, Sequence[Row]] = {}

    def apply(self, events: Iterable[Event | Artifacts | TakenBack]) -> None:
        """Write events, in their order.

        Raises
        ------
        sqlite3.Error
            If the database refuses; the caller rolls back and calls `forget`.
        """
        self._clear()
        for event in events:
            _HANDLERS[type(event)](self, event)
        self._write_rows()
        self._clear()

    def _write_rows(self) -> None:
        for event in self._started.values():
            self._rows[event.index] = _running_row(event)
        touched = [(index,) for index in (*self._rows, *self._skipped)]
        settled = [(index,) for index in self._outputs]
        self._delete("failures", touched)
        for table in ("outputs", "notes", "measures", "written", "filter_artifacts"):
            self._delete(table, settled)
        self._run_many(statements.UPSERT, statements.UPSERT_MANY, list(self._rows.values()))
        self._connection.executemany(statements.UPSERT_SKIPPED, self._skipped.values())
        outputs = [row for rows in self._outputs.values() for row in rows]
        self._filled.update(("outputs",) if outputs else ())
        self._run_many(statements.OUTPUT, statements.OUTPUT_MANY, outputs)
        self._insert("failures", statements.FAILURE, self._failures.values())
        notes = [row for rows in self._notes.values() for row in rows]
        self._insert("notes", statements.NOTE, notes)
        self._insert("measures", statements.MEASURES, self._measures.values())
        written = [row for rows in self._written.values() for row in rows]
        self._insert("written", statements.WRITTEN, written)
        beside = [row for rows in self._beside.values() for row in rows]
        self._insert("filter_artifacts", statements.ARTIFACT, beside)
        self._connection.executemany(statements.ATTEMPT, self._attempts)

    def _delete(self, table: str, indices: Sequence[Row]) -> None:
        if table in self._filled:
            self._run_many(statements.DELETE[table], statements.DELETE_MANY[table], indices)

    def _insert(self, table: str, statement: str, rows: Collection[Row]) -> None:
        if rows:
            self._filled.add(table)
            self._connection.executemany(statement, rows)

    def _run_many(self, one: str, many: str, rows: Sequence[Row]) -> None:
        """Run a statement for rows, many at a time: each lets the other threads in once."""
        run, whole = self._connection.execute, len(rows) - len(rows) % statements.TOGETHER
        for start in range(0, whole, statements.TOGETHER):
            run(
                many,
                list(chain.from_iterable(rows[start : start + statements.TOGETHER])),
            )
        self._connection.executemany(one, rows[whole:])

    def _set_row(self, index: int, row: Row) -> None:
        self._rows[index] = row
        if self._started:
            self._started.pop(index, None)
        if self._skipped:
            self._skipped.pop(index, None)
        if self._failures:
            self._failures.pop(index, None)

    def started(self, event: IndexStarted) -> None:
        """Mark the index as running; what an earlier attempt measured no longer holds."""
        index = event.index
        if index in self._rows or index in self._skipped:
            self._set_row(index, _running_row(event))
        else:
            self._started[index] = event  # most are finished within the same batch

    def finished(self, event: IndexFinished) -> None:
        index = event.index
        stages = array("f", event.stages).tobytes()
        row = (
            index, CODES["done"], event.attempt, event.time, event.duration, event.output_bytes,
            event.rss, event.worker, stages, event.inputs, None,
        )  # fmt: skip
        self._set_row(index, row)
        outputs = event.outputs
        sizes = _sizes_of(event) if outputs else ()
        rows = self._output_rows(index, outputs, sizes, event.sink_outputs) if outputs else ()
        self._outputs[index] = rows
        if event.notes or self._notes:
            self._notes[index] = self._note_rows(event)
        if event.measures is not None or self._measures:
            self._measure(index, event.measures)
        if event.sink_bytes or self._written:
            self._written[index] = self._written_rows(index, event.sink_bytes)
        if event.artifacts or self._beside:
            self._beside[index] = self._artifact_rows.of(index, event.artifacts)

    def failed(self, event: IndexFailed) -> None:
        """Store why an index failed, its traceback once per distinct text."""
        index, status = event.index, CODES[event.status]
        row = (index, status, event.attempt, event.time, event.duration)
        self._set_row(index, (*row, None, None, event.worker, None, None, None))
        message = safe_text(event.message)
        number = self._texts.number(message, event.parts)
        traceback = self._texts.number(safe_text(event.traceback))
        self._failures[index] = (index, self._group(event, message), number, traceback)
        self._outputs[index] = ()
        self._measures.pop(index, None)
        self._written.pop(index, None)
        self._beside.pop(index, None)
        self._add_attempt(event, number)

    def retried(self, event: IndexRetried) -> None:
        """Note a failed attempt; the index waits again."""
        row = (event.index, CODES["waiting"], event.attempt, event.time)
        self._set_row(event.index, (*row, None, None, None, event.worker, None, None, None))
        number = self._texts.number(safe_text(event.message), recorded(event.message))
        self._add_attempt(event, number)

    def skipped(self, event: IndexSkipped) -> None:
        """Note why an index needs no run, and the outputs that it already has."""
        index = event.index
        if self._rows.get(index, (index, None))[1] == CODES["done"]:
            return
        reason = self._texts.number(safe_text(event.reason), self._parts(event.reason))
        row = (index, CODES["skipped"], 0, event.time, None, None, None, None, None)
        self._rows.pop(index, None)
        self._started.pop(index, None)
        self._failures.pop(index, None)
        self._skipped[index] = (*row, event.inputs, reason)
        if event.artifacts:
            self._beside[index] = self._artifact_rows.of(index, event.artifacts)
        # The sizes that the earlier run recorded are kept where this record already has them.
        if event.outputs and not self._has_outputs(index):
            sizes = event.sizes or map(file_size, event.outputs)
            rows = self._output_rows(index, event.outputs, sizes, event.sink_outputs)
            self._outputs[index] = rows
            self._measure(index, event.measures)
            self._written[index] = self._written_rows(index, event.sink_bytes)

    def run_started(self, event: RunStarted) -> None:
        self._connection.execute(statements.STATE, ("running",))

    def state_changed(self, event: RunStateChanged) -> None:
        self._connection.execute(statements.STATE, (event.state,))

    def run_finished(self, event: RunFinished) -> None:
        self._connection.execute(statements.FINISHED, (event.state, event.time, event.elapsed))

    def pass_finished(self, event: PassFinished) -> None:
        store_pass(self._connection, event)

    def passed_over(self, event: PassStarted | GatheringStarted | IndexGathered) -> None:
        """Keep nothing: the parts of a pass stand beside its constants."""

    def worker_started(self, event: WorkerStarted) -> None:
        self._connection.execute(statements.WORKER_STARTED, (event.worker, event.pid, event.time))

    def worker_ended(self, event: WorkerEnded) -> None:
        row = (event.time, safe_text(event.reason), event.worker, event.pid)
        self._connection.execute(statements.WORKER_ENDED, row)

    def workers_changed(self, event: WorkersChanged) -> None:
        """Keep it as a line of the log: who asked when for how many."""
        self.log_line(LogLine(event.time, 0, "info", event.said()))

    def log_line(self, event: LogLine) -> None:
        write_line(self._connection, event)

    def artifacts(self, artifacts: Artifacts) -> None:
        """Store files that belong to the run as a whole."""
        rows = [(path_to_column(path),) for path in artifacts.paths]
        self._connection.executemany("INSERT OR IGNORE INTO artifacts VALUES (?)", rows)

    def taken_back(self, event: TakenBack) -> None:
        """Let finished indices count as begun: what they wrote is no longer there."""
        schema.take_back_indices(self._connection, event.indices, event.time)

    def _parts(self, reason: str) -> str:
        """Return the parts of a reason; a million indices are skipped for the same one."""
        if reason is not self._last_reason[0]:
            self._last_reason = reason, recorded(reason)
        return self._last_reason[1]

    def _has_outputs(self, index: int) -> bool:
        query = "SELECT 1 FROM outputs WHERE idx = ? LIMIT 1"
        return self._connection.execute(query, (index,)).fetchone() is not None

    def _output_rows(
        self,
        index: int,
        outputs: Sequence[str],
        sizes: Iterable[int | None],
        sinks: Sequence[int],
    ) -> list[Row]:
        rows = []
        if sinks and sum(sinks) != len(outputs):  # before a strange journal makes a huge list
            raise ValueError(f"index {index} has {len(outputs)} outputs, but {sum(sinks)} of sinks")
        places = output_positions(sinks) if sinks else range(len(outputs))
        for position, path, size in zip(places, outputs, sizes, strict=True):
            folder, name = columns.split_path(path)
            number = self._texts.number(path_to_column(folder))
            rows.append((index, number, path_to_column(name), size, position))
        return rows

    def _note_rows(self, event: IndexFinished) -> Sequence[Row]:
        if event.notes and not self._has_notes:
            self._connection.execute(NOTES)
            self._has_notes = True
        return [
            (event.index, step, kind, self._texts.number(safe_text(words), parts), count)
            for (step, kind, words, count), parts in event.notes_with_parts()
        ]

    def _written_rows(self, index: int, sizes: Sequence[int]) -> Sequence[Row]:
        if sizes and not self._has_written:
            self._connection.execute(WRITTEN)
            self._has_written = True
        return [(index, sink, size) for sink, size in enumerate(sizes) if size]

    def _measure(self, index: int, measures: Measures | None) -> None:
        """Keep what was measured of an index in place of what was before."""
        self._measures.pop(index, None)
        if measures is None:
            return
        if not self._has_measures:
            self._connection.execute(MEASURES)
            self._has_measures = True
        layout = self._layout_number(measures.layout)
        words = _json(measures.words).decode() if measures.words else "[]"
        self._measures[index] = (index, layout, measures.numbers, words)

    def _layout_number(self, layout: str) -> int:
        """Return the number of a text of a kilobyte that most indices share."""
        if layout is not self._last_layout[0]:
            self._last_layout = layout, self._texts.number(safe_text(layout))
        return self._last_layout[1]

    def _group(self, event: IndexFailed, message: str) -> int:
        folded = self._texts.number(columns.fold_message(message))
        key = (event.cause, safe_text(event.error_type), safe_text(event.stage), folded)
        found = self._groups.get(key)
        if found is None:
            self._connection.execute(statements.GROUP, key)
            found = int(self._connection.execute(statements.FIND_GROUP, key).fetchone()[0])
            self._groups[key] = found
        return found

    def _add_attempt(self, event: IndexFailed | IndexRetried, message: int) -> None:
        row = (event.index, event.attempt, event.time, event.worker, event.cause, message)
        self._attempts.append(row)


def _running_row(event: IndexStarted) -> Row:
    row = (event.index, CODES["running"], event.attempt, event.time)
    return (*row, None, None, None, event.worker, None, None, None)


def _sizes_of(event: IndexFinished) -> Iterable[int | None]:
    if event.sizes:
        return event.sizes
    if len(event.outputs) == 1:
        return (event.output_bytes,)
    return map(file_size, event.outputs)  # from a journal of version 0.1


_HANDLERS: dict[type, Callable[[EventStore, Any], None]] = {
    IndexStarted: EventStore.started,
    IndexFinished: EventStore.finished,
    IndexFailed: EventStore.failed,
    IndexRetried: EventStore.retried,
    IndexSkipped: EventStore.skipped,
    RunStarted: EventStore.run_started,
    PassStarted: EventStore.passed_over,
    GatheringStarted: EventStore.passed_over,
    IndexGathered: EventStore.passed_over,
    PassFinished: EventStore.pass_finished,
    RunStateChanged: EventStore.state_changed,
    RunFinished: EventStore.run_finished,
    WorkerStarted: EventStore.worker_started,
    WorkerEnded: EventStore.worker_ended,
    WorkersChanged: EventStore.workers_changed,
    LogLine: EventStore.log_line,
    Artifacts: EventStore.artifacts,
    TakenBack: EventStore.taken_back,
}
