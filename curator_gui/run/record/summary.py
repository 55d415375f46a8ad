"""Read the one line that the history of runs shows about a record."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from curator_gui.core.message import Message
from curator_gui.run.events import STATUSES, Status
from curator_gui.run.record.tables.checking import check_table
from curator_gui.run.record.tables.meta import RunSummary, read_behind

_QUERY = (
    "SELECT id, name, state, created, finished, elapsed, chosen, fingerprint, document_path"
    " FROM run"
)


def read_summary(path: Path, connection: sqlite3.Connection, *, writing: bool) -> RunSummary:
    """Read the summary of a record; `writing` tells whether its run still goes on.

    Raises
    ------
    ValueError
        If the file has no run in it, or holds what cannot be.
    sqlite3.Error
        If it cannot be read.
    """
    for table in ("run", "counters"):
        check_table(connection, table)
    row = connection.execute(_QUERY).fetchone()
    if row is None:
        raise ValueError(Message("the file has no run in it"))
    run_id, name, state, created, finished, elapsed, total, fingerprint, document_path = row
    if finished is None and not writing:
        state = "interrupted"
    return RunSummary(
        path=path,
        run_id=run_id,
        name=name,
        state=state,
        created=created,
        finished=finished,
        elapsed=elapsed,
        total=total,
        counts=_counts(connection, total, writing=writing),
        fingerprint=fingerprint,
        document_path=document_path,
        behind=read_behind(connection),
    )


def _counts(connection: sqlite3.Connection, total: int, *, writing: bool) -> dict[Status, int]:
    found = dict.fromkeys(STATUSES, 0)
    for code, count in connection.execute("SELECT status, n FROM counters"):
        found[STATUSES[code]] = count
    if not writing:
        found["running"] = 0  # what a killed run left running waits for the next one
    found["waiting"] = 0
    found["waiting"] = max(0, total - sum(found.values()))
    return found
