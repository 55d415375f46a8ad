"""Write into a record what a filter has learned in a pass before the run proper."""

from __future__ import annotations

import sqlite3

from curator_gui.core.message import recorded
from curator_gui.run.events import PassFinished
from curator_gui.run.record.tables.schema import CODES, PASSES, has_table
from curator_gui.run.record.tables.texts import safe_text

_FINISHED = f"SELECT idx FROM indices WHERE status IN ({CODES['done']}, {CODES['skipped']})"
_OBSOLETE = (
    f"DELETE FROM outputs WHERE idx IN ({_FINISHED})",
    f"UPDATE indices SET status = {CODES['waiting']}, reason = NULL WHERE idx IN ({_FINISHED})",
)


def store_pass(connection: sqlite3.Connection, event: PassFinished) -> None:
    """Keep the constants of a filter; with others than before, no index is finished any more."""
    connection.execute(PASSES)
    query = "SELECT digest FROM passes WHERE step = ?"
    known = connection.execute(query, (event.step,)).fetchone()
    if known is not None and known[0] != event.digest:
        _forget_finished(connection)
    row = (
        event.step, safe_text(event.name), event.time, event.items, event.failed, event.digest,
        safe_text(event.constants), safe_text(event.words), recorded(event.words),
    )  # fmt: skip
    connection.execute("INSERT OR REPLACE INTO passes VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)


def _forget_finished(connection: sqlite3.Connection) -> None:
    for table in ("measures", "written"):
        if has_table(connection, table):
            connection.execute(f"DELETE FROM {table} WHERE idx IN ({_FINISHED})")
    for statement in _OBSOLETE:
        connection.execute(statement)
