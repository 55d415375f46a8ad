"""Run databases of physicsnemo-curator, read as records (its `core.pipeline_store`, Apache-2.0).

A database is never changed: what it says is written into a record of ours in a temporary folder,
which everything that shows runs can read. What it does not say is said in the log of that record.
"""

from __future__ import annotations

import json
import sqlite3
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

from curator_gui.core.documents.correspondence import document_from_reference
from curator_gui.core.documents.document_io import document_text
from curator_gui.core.errors import CuratorError, DocumentError
from curator_gui.core.trust.strangers import parse_json, read_regular
from curator_gui.run.events import (
    STATUSES,
    Event,
    IndexFailed,
    IndexFinished,
    LogLine,
    RunFinished,
    Status,
)
from curator_gui.run.record.tables.meta import RunMeta, RunSummary
from curator_gui.run.record.tables.schema import RecordError, connect_reading, explain, is_ours
from curator_gui.run.record.writer import RecordWriter

VERSION = 1
_HEADER = b"SQLite format 3\0"
_TABLES = {"pipeline_runs", "index_results", "stage_metrics"}
_RUN = "SELECT run_id, config_hash, config_json, started_at FROM pipeline_runs ORDER BY run_id DESC"
_INDICES = """
SELECT idx, status, output_paths, completed_at, wall_time_ns, peak_memory_bytes, error
FROM index_results WHERE run_id = ? ORDER BY completed_at, idx
"""
_COUNTS = """
SELECT sum(status = 'completed'), sum(status != 'completed'), max(completed_at)
FROM index_results WHERE run_id = ?
"""
_STAGES = "SELECT idx, wall_time_ns FROM stage_metrics WHERE run_id = ? ORDER BY idx, stage_order"
_WORKER = 1


def is_reference_database(path: Path) -> bool:
    """Whether a file is a database of theirs: SQLite with their tables."""
    try:
        head = read_regular(path, 100)
        if not head.startswith(_HEADER) or is_ours(head):
            return False
        with closing(_connected(path)) as connection:
            rows = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            return {name for (name,) in rows} >= _TABLES
    except (OSError, CuratorError, sqlite3.Error, ValueError):  # ValueError: names that are no text
        return False


def translated(path: Path) -> Path:
    """Write the newest run of a database as a record; return its folder, which is the caller's.

    The record has the name of the database.

    Raises
    ------
    RecordError
        If the database is damaged or holds no run.
    """
    folder = Path(tempfile.mkdtemp(prefix="curator-record-"))
    try:
        with closing(_connected(path)) as connection:
            _translate(connection, path, folder / path.name)
    except Exception as error:
        from curator_gui.run.record.reading import remove_copy

        remove_copy(folder)
        if isinstance(error, CuratorError):
            raise
        if isinstance(error, (sqlite3.Error, OSError, _UnreadableError)):
            raise explain(path, "read", error) from error
        if isinstance(error, _ODD_VALUES):
            raise _damaged(path) from error
        raise
    return folder


def summarize_database(path: Path) -> RunSummary:
    """Return the line of a database's newest run for the history; nothing is written.

    Raises
    ------
    RecordError
        If the database is damaged or holds no run.
    """
    try:
        with closing(_connected(path)) as connection:
            return _summary(connection, path)
    except (sqlite3.Error, OSError, _UnreadableError) as error:
        raise explain(path, "read", error) from error
    except _ODD_VALUES as error:
        raise _damaged(path) from error


def _summary(connection: sqlite3.Connection, path: Path) -> RunSummary:
    run, digest, _, started = _newest(connection)
    done, failed, end = connection.execute(_COUNTS, (run,)).fetchone()
    counts: dict[Status, int] = dict.fromkeys(STATUSES, 0)
    counts |= {"done": int(done or 0), "failed": int(failed or 0)}
    began = _seconds(started)
    finished = max(began, _seconds(end)) if end else began
    return RunSummary(
        path=path,
        run_id=_run_id(digest),
        name=path.stem,
        state="finished",
        created=began,
        finished=finished,
        elapsed=finished - began,
        total=counts["done"] + counts["failed"],
        counts=counts,
        fingerprint=str(digest),
        document_path="",
        foreign=True,
    )


def _newest(connection: sqlite3.Connection) -> Any:
    found = connection.execute(_RUN).fetchone()
    if found is None:
        raise _UnreadableError("it holds no run")
    return found


def _run_id(digest: object) -> str:
    return f"physicsnemo-{str(digest)[:16]}"


class _UnreadableError(Exception):
    """What a database lacks, in words."""


_ODD_VALUES = ValueError, TypeError, ArithmeticError, LookupError, AttributeError, RecursionError
"""What comes of values that physicsnemo-curator would never write."""


def _damaged(path: Path) -> RecordError:
    return RecordError(
        "{path}: this run database of physicsnemo-curator is damaged: its newest run has entries "
        "that physicsnemo-curator does not write; it was left as it is",
        path=path,
    )


def _connected(path: Path) -> sqlite3.Connection:
    """Open a database that is only read, even where nothing can be written beside it."""
    connection = connect_reading(path)
    try:
        connection.execute("SELECT 1 FROM sqlite_master").fetchone()
    except sqlite3.OperationalError:
        connection.close()
        if Path(f"{path}-wal").exists():  # what is in it would not be seen
            raise
        return connect_reading(path, immutable=True)
    except BaseException:  # it is no database, or a damaged one
        connection.close()
        raise
    return connection


def _translate(connection: sqlite3.Connection, path: Path, target: Path) -> None:
    runs = connection.execute(_RUN).fetchall()
    if not runs:
        raise _UnreadableError("it holds no run")
    run, digest, config, started = runs[0]
    data = parse_json(config)
    rows = connection.execute(_INDICES, (run,)).fetchall()
    if any(row[0] < 0 for row in rows):
        raise ValueError("an index below 0")
    began = _seconds(started)
    meta = RunMeta(
        run_id=_run_id(digest),
        document=_document(data),
        options={"backend": "physicsnemo-curator"},
        steps=_steps(data),
        fingerprint=str(digest),
        total=max((row[0] for row in rows), default=-1) + 1,
        indices=sorted(row[0] for row in rows),
        name=path.stem,
        created=began,
    )
    with RecordWriter.create(target, meta) as writer:
        for words in _unsaid(len(runs)):
            writer.write(LogLine(began, 0, "warning", words))
        end = began
        for event in _events(rows, _stages(connection, run)):
            writer.write(event)
            end = max(end, event.time)
        failed = sum(row[1] != "completed" for row in rows)
        done = len(rows) - failed
        writer.write(RunFinished(end, "finished", done, failed, 0, 0, max(0.0, end - began)))


def _unsaid(runs: int) -> Iterator[str]:
    yield (
        "read from a database of physicsnemo-curator: it does not say how many items the source "
        "has, which worker ran an index, how large the outputs are, nor where an error was raised"
    )
    if runs > 1:
        yield f"the newest of {runs} runs in it is shown"


def _document(data: Mapping[str, Any]) -> str:
    try:
        return document_text(document_from_reference({**data, "version": VERSION}))
    except DocumentError:
        return ""  # steps and arguments are shown all the same


def _steps(data: Mapping[str, Any]) -> list[dict[str, Any]]:
    entries = [data.get("source"), *(data.get("filters") or ()), data.get("sink")]
    return [
        {
            "component": f"{entry.get('module', '')}.{entry.get('class', '')}",
            "name": str(entry.get("name") or entry.get("class", "")),
            "version": "1",
            "arguments": dict(entry.get("params") or {}),
        }
        for entry in entries
        if isinstance(entry, Mapping)
    ]


def _stages(connection: sqlite3.Connection, run: int) -> dict[int, tuple[float, ...]]:
    found: dict[int, tuple[float, ...]] = {}
    for index, nanoseconds in connection.execute(_STAGES, (run,)):
        found[index] = (*found.get(index, ()), nanoseconds / 1e9)
    return found


def _events(
    rows: Sequence[tuple[Any, ...]], stages: Mapping[int, tuple[float, ...]]
) -> Iterator[Event]:
    for index, status, outputs, completed, nanoseconds, memory, error in rows:
        when, duration = _seconds(completed), (nanoseconds or 0) / 1e9
        if status == "completed":
            paths = tuple(str(path) for path in json.loads(outputs or "[]"))
            spent = stages.get(index, ())
            yield IndexFinished(
                when, index, _WORKER, 1, duration, paths, 0, spent, memory or 0,
                sizes=(None,) * len(paths),
            )  # fmt: skip
        else:
            words = str(error or "")
            yield IndexFailed(
                when, index, _WORKER, 1, duration, "failed", "error", "", words, "", ""
            )


def _seconds(text: str) -> float:
    try:
        return datetime.fromisoformat(text).timestamp()
    except OSError as error:  # a year that the system cannot count from
        raise ValueError(text) from error
