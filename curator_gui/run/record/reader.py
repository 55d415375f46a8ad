"""Read a run record: while the run goes on, after it, and after the application was killed."""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self, get_args

import numpy as np

from curator_gui.run.events import STATUSES, LogLine, Status
from curator_gui.run.record.journals.recover import is_being_written, needs_recovery
from curator_gui.run.record.reading import connect, private_copy, remove_copy, try_recover
from curator_gui.run.record.reference_database import is_reference_database, translated
from curator_gui.run.record.summary import read_summary
from curator_gui.run.record.tables.artifact_rows import read_artifacts
from curator_gui.run.record.tables.checking import check_types
from curator_gui.run.record.tables.log_rows import last_lines
from curator_gui.run.record.tables.meta import (
    IndexArray,
    RunMeta,
    RunSummary,
    index_array,
    read_run,
)
from curator_gui.run.record.tables.rows import (
    Attempt,
    Detail,
    Failure,
    FailureGroup,
    Output,
    Row,
    WorkerRow,
    sink_of,
)
from curator_gui.run.record.tables.schema import CODES, check_record, explain
from curator_gui.run.record.tables.snapshot import Columns, read_columns
from curator_gui.run.record.tables.texts import path_from_column

Order = Literal["index", "status", "attempts", "duration", "bytes", "rss", "worker", "started"]

_ROW = """
SELECT i.idx, i.status, i.attempts, i.time, i.duration, i.bytes, i.rss, i.worker, r.text,
    g.cause, g.error_type, m.text, g.stage, i.stages, b.text
FROM indices i LEFT JOIN texts r ON r.id = i.reason LEFT JOIN failures f ON f.idx = i.idx
    LEFT JOIN failure_groups g ON g.id = f.failure_group LEFT JOIN texts m ON m.id = f.message
    LEFT JOIN texts b ON b.id = f.traceback
"""
_OUTPUTS = """
SELECT t.text, o.name, o.size, o.position FROM outputs o JOIN texts t ON t.id = o.folder
WHERE o.idx = ? ORDER BY o.position
"""
_ALL_OUTPUTS = """
SELECT o.idx, o.folder, o.name, o.size, o.position FROM outputs o ORDER BY o.idx, o.position
"""
_FAILURE_TEXTS = """
SELECT f.idx, g.error_type, m.text FROM failures f
JOIN failure_groups g ON g.id = f.failure_group JOIN texts m ON m.id = f.message
"""
_COSTS = f"""
SELECT idx, duration, rss, stages FROM indices WHERE status = {CODES["done"]} ORDER BY idx
"""
_SHARED = "SELECT folder, name FROM outputs GROUP BY folder, name HAVING count(*) > 1"
_GROUPS = """
SELECT g.id, g.n, g.cause, g.error_type, g.stage, t.text,
    (SELECT m.text FROM failures f JOIN texts m ON m.id = f.message
     WHERE f.failure_group = g.id LIMIT 1)
FROM failure_groups g JOIN texts t ON t.id = g.message WHERE g.n > 0 ORDER BY g.n DESC, g.id
"""


class RunRecord:
    """A run record, open for reading; `RunRecord.open(path)`.

    A record whose run was killed is first brought up to date with the journals of its workers (see
    `run.record.journals.recover`); where it cannot be written, that is done in a temporary copy.
    A run database of physicsnemo-curator is read as well (see `reference_database`).
    Every call sees the record as it is at that moment. Use one reader per thread.
    """

    def __init__(self, path: Path, connection: sqlite3.Connection, copy: Path | None) -> None:
        self.path = path
        self._connection = connection
        self._copy = copy
        self._columns: tuple[int, Columns] | None = None
        self.meta: RunMeta = read_run(connection)
        self._ascending: IndexArray = _ascending(index_array(self.meta.indices))

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open a record.

        Raises
        ------
        RecordError
            If it is missing, damaged, no run record or from a newer version.
        """
        path = path.absolute()
        if is_reference_database(path):
            copy: Path | None = translated(path)
        else:
            check_record(path)
            copy = private_copy(path) if needs_recovery(path) and not try_recover(path) else None
        target = copy / path.name if copy else path
        connection = None
        try:
            connection = connect(target)
            check_types(connection)
            return cls(path, connection, copy)
        except (sqlite3.Error, ValueError) as error:
            if connection is not None:
                connection.close()
            remove_copy(copy)
            raise explain(path, "read", error) from error

    def close(self) -> None:
        """Close the file; a second call does nothing."""
        self._connection.close()
        remove_copy(self._copy)
        self._copy = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def summary(self) -> RunSummary:
        """Return the line of this run for the history."""
        writing = self._copy is None and is_being_written(self.path)
        with self._explained():
            return read_summary(self.path, self._connection, writing=writing)

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """Turn what a damaged file raises into words."""
        try:
            yield
        except (sqlite3.Error, ValueError, TypeError, OverflowError) as error:
            raise explain(self.path, "read", error) from error

    def counts(self) -> dict[Status, int]:
        """Count the chosen indices by status; all statuses are there."""
        return dict(self.summary().counts)

    def failures_by_cause(self) -> list[FailureGroup]:
        """Group the failed and quarantined indices, the largest group first."""
        return [FailureGroup(*row) for row in self.query(_GROUPS)]

    def failure_indices(self, group: int) -> IndexArray:
        query = "SELECT idx FROM failures WHERE failure_group = ? ORDER BY idx"
        return self._indices(query, (group,))

    def rows(
        self,
        offset: int = 0,
        limit: int = 100,
        *,
        order: Order = "index",
        descending: bool = False,
        status: Collection[Status] = (),
    ) -> list[Row]:
        """Return a page of the table of indices; `status` keeps only some of them.

        Unknown values come last in either direction. For the full table see `columns`.
        """
        ordered = self._order(order, descending, status)
        indices = [int(index) for index in ordered[offset : offset + limit]]
        known = {row.index: row for row in self._known_rows(indices)}
        return [known.get(index, Row(index, "waiting")) for index in indices]

    def row(self, index: int) -> Detail:
        """Return everything about one index, with the log lines of its worker in its time.

        Raises
        ------
        KeyError
            If the run did not choose this index.
        """
        found = next(iter(self.query(f"{_ROW} WHERE i.idx = ?", (index,))), None)
        if found is None:
            return self._waiting(index)
        row = _row(found, found[14] or "")
        return Detail(
            row=row,
            outputs=tuple(self.outputs(index)),
            stages=self._stages(found[13]),
            attempts=tuple(self._attempts(index)),
            log=tuple(self._log_of(row)),
        )

    def _waiting(self, index: int) -> Detail:
        if index not in self.meta.indices:
            raise KeyError(f"index {index} is not part of this run")
        return Detail(Row(index, "waiting"))

    def outputs(self, index: int) -> list[Output]:
        """Return what an index has written, in the order of the sinks and of each."""
        return [
            Output(path_from_column(folder) + path_from_column(name), size, sink_of(position))
            for folder, name, size, position in self.query(_OUTPUTS, (index,))
        ]

    def all_outputs(self) -> Iterator[tuple[int, list[Output]]]:
        """Yield the indices that have outputs, ascending, each with its outputs."""
        texts: dict[int, str] = {}
        current, found = -1, list[Output]()
        for index, folder, name, size, position in self.query(_ALL_OUTPUTS):
            if index != current:
                if found:
                    yield current, found
                current, found = index, []
            if folder not in texts:
                texts[folder] = self.text(folder)
            path = texts[folder] + path_from_column(name)
            found.append(Output(path, size, sink_of(position)))
        if found:
            yield current, found

    def shared_paths(self) -> set[str]:
        """Return the paths that more than one index has written, such as a Zarr store."""
        return {
            self.text(folder) + path_from_column(name) for folder, name in list(self.query(_SHARED))
        }

    def input_identities(self) -> dict[int, bytes | None]:
        """Return for each finished index what `inputs.recorded_identity` gave."""
        query = "SELECT idx, input FROM indices WHERE status IN (?, ?)"
        return dict(self.query(query, (CODES["done"], CODES["skipped"])))

    def columns(self) -> Columns:
        """Return the table of all chosen indices as arrays of equal length, ascending by index.

        Keys: index, status (code, see `schema.CODES`), attempts, started and finished (seconds
        since the epoch), duration (seconds), bytes, rss (bytes), worker (slot, from 1). Unknown
        times are NaN, unknown sizes -1, no worker 0. The arrays must not be changed.
        """
        with self._explained():
            (version,) = self._connection.execute("PRAGMA data_version").fetchone()
            if self._columns is None or self._columns[0] != version:
                self._columns = (version, read_columns(self._connection))
            return self._columns[1]

    def workers(self) -> list[WorkerRow]:
        """Return the worker processes in the order in which they began."""
        query = "SELECT worker, pid, started, ended, reason FROM workers ORDER BY started, worker"
        return [WorkerRow(*row) for row in self.query(query)]

    def log(self, limit: int = 1_000) -> list[LogLine]:
        """Return the last lines of the log, oldest first."""
        return last_lines(self.query, limit)

    def artifacts(self) -> list[str]:
        """Return the files that the run wrote beside the outputs of its indices, sorted."""
        query = "SELECT path FROM artifacts ORDER BY path"
        found = {path_from_column(path) for (path,) in self.query(query)}
        return sorted(found.union(*(paths for _, paths in read_artifacts(self.query))))

    def stage_seconds(self) -> dict[str, float]:
        """Return the seconds that the finished indices spent in each step, by its name."""
        query = "SELECT stages FROM indices WHERE stages IS NOT NULL"
        blobs = [blob for (blob,) in self.query(query)]
        width = len(self.meta.steps) * 4
        values = np.frombuffer(b"".join(b for b in blobs if len(b) == width), dtype="f4")
        sums = values.reshape(-1, max(1, width // 4)).sum(axis=0, dtype=np.float64)
        return dict(zip(self._step_names(), (float(s) for s in sums), strict=False))

    def costs(self) -> Iterator[tuple[int, float, int, Mapping[str, float]]]:
        """Yield what each finished index took: its seconds, the bytes of its worker, its steps."""
        for index, seconds, memory, stages in self.query(_COSTS):
            yield index, seconds or 0.0, memory or 0, self._stages(stages)

    def failure_texts(self) -> dict[int, str]:
        """Return for each failed or quarantined index its error's type and message in one line."""
        found = self.query(_FAILURE_TEXTS)
        return {index: f"{kind}: {text}" if kind else text for index, kind, text in found}

    def query(self, sql: str, values: Sequence[Any] = ()) -> Iterator[Any]:
        """Yield the rows of a query; a damaged file raises `RecordError`."""
        try:
            # Not `yield from`: it would close the cursor, maybe after its database.
            for row in self._connection.execute(sql, values):  # noqa: UP028
                yield row
        except sqlite3.DatabaseError as error:
            raise explain(self.path, "read", error) from error

    def query_many(self, sql: str, values: Sequence[Any] = (), size: int = 50_000) -> Iterator[Any]:
        """Yield the rows of a query in lists of `size`; for a million rows twice as fast."""
        try:
            cursor = self._connection.execute(sql, values)
            while rows := cursor.fetchmany(size):
                yield rows
        except sqlite3.DatabaseError as error:
            raise explain(self.path, "read", error) from error

    def _indices(self, sql: str, values: Sequence[Any]) -> IndexArray:
        return np.fromiter((index for (index,) in self.query(sql, values)), dtype=np.int64)

    def text(self, number: int) -> str:
        """Return a text of the table `texts`; "" if it has no such number."""
        return "".join(
            path_from_column(text)
            for (text,) in self.query("SELECT text FROM texts WHERE id = ?", (number,))
        )

    def _order(self, order: Order, descending: bool, status: Collection[Status]) -> IndexArray:
        if order not in get_args(Order):
            raise ValueError(f"order must be one of {', '.join(get_args(Order))}, not {order!r}")
        if order == "index" and not status:
            return self._ascending[::-1] if descending else self._ascending
        columns = self.columns()
        indices, values = columns["index"].astype(np.int64), columns[order].astype(np.float64)
        if status:
            kept = np.isin(columns["status"], [CODES[name] for name in status])
            indices, values = indices[kept], values[kept]
        if order != "index":
            values[values < 0] = np.nan  # unknown ones come last
        return indices[np.argsort(-values if descending else values, kind="stable")]

    def _known_rows(self, indices: list[int]) -> Iterator[Row]:
        for start in range(0, len(indices), 500):  # SQLite's older limit is 999 parameters
            part = indices[start : start + 500]
            marks = ",".join("?" * len(part))
            for found in self.query(f"{_ROW} WHERE i.idx IN ({marks})", part):
                yield _row(found, "")

    def _step_names(self) -> list[str]:
        names = [str(step.get("name", "")) for step in self.meta.steps]
        return [
            f"{name} ({number})" if names.count(name) > 1 else name
            for number, name in enumerate(names, start=1)
        ]

    def _stages(self, blob: bytes | None) -> dict[str, float]:
        return dict(zip(self._step_names(), array("f", blob or b""), strict=False))

    def _attempts(self, index: int) -> list[Attempt]:
        query = (
            "SELECT a.attempt, a.time, a.worker, a.cause, t.text FROM attempts a"
            " JOIN texts t ON t.id = a.message WHERE a.idx = ? ORDER BY a.time"
        )
        return [Attempt(*row) for row in self.query(query, (index,))]

    def _log_of(self, row: Row) -> list[LogLine]:
        if row.worker is None or row.started is None:
            return []
        query = (
            "SELECT time, worker, level, text FROM log WHERE worker = ? AND time >= ?"
            " AND time <= coalesce(?, 1e308) ORDER BY time LIMIT 1000"
        )
        # The supervisor may read a worker's output a moment after the index has ended.
        end = None if row.finished is None else row.finished + 0.2
        values = (row.worker, row.started, end)
        return [LogLine(*line) for line in self.query(query, values)]


def _row(found: Sequence[Any], traceback: str) -> Row:
    index, code, attempts, time, duration, size, rss, worker, reason = found[:9]
    cause, error_type, message, stage = found[9:13]
    ended = code >= CODES["done"]
    started = time - (duration or 0.0) if ended else time if code == CODES["running"] else None
    failure = Failure(cause, error_type, message, stage, traceback) if cause else None
    return Row(
        index=index,
        status=STATUSES[code],
        attempts=attempts,
        started=started,
        finished=time if ended else None,
        duration=duration,
        bytes=size,
        rss=rss,
        worker=worker,
        reason=reason or "",
        failure=failure,
    )


def _ascending(indices: IndexArray) -> IndexArray:
    """Sort indices and drop repetitions; most are in order already, and a million take a second."""
    if (indices[1:] > indices[:-1]).all():
        return indices
    found: IndexArray = np.unique(indices)
    return found
