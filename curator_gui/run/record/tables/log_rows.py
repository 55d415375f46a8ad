"""The lines of the log in a record, with what makes messages of those of the engine."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from typing import Any

from curator_gui.core.message import from_record, recorded
from curator_gui.run.events import LogLine
from curator_gui.run.record.tables import statements
from curator_gui.run.record.tables.texts import safe_text

_TABLE = """
CREATE TABLE IF NOT EXISTS log_parts (id INTEGER PRIMARY KEY REFERENCES log, parts TEXT NOT NULL)
"""
"""Templates and values of lines that are messages. Another version passes the table over."""

_HAS_TABLE = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'log_parts'"
_PLAIN = "SELECT time, worker, level, text, '' FROM log ORDER BY id DESC LIMIT ?"
_WITH_PARTS = """
SELECT l.time, l.worker, l.level, l.text, iif(typeof(p.parts) = 'text', p.parts, '') FROM log l
LEFT JOIN log_parts p ON p.id = l.id ORDER BY l.id DESC LIMIT ?
"""


def write_line(connection: sqlite3.Connection, event: LogLine) -> None:
    """Store a line: its English text, and of a message also its template and values."""
    row = (event.time, event.worker, event.level, safe_text(event.text))
    number = connection.execute(statements.LOG, row).lastrowid
    if parts := recorded(event.text):
        connection.execute(_TABLE)
        connection.execute("INSERT INTO log_parts VALUES (?, ?)", (number, parts))


def last_lines(query: Callable[..., Iterator[Any]], limit: int) -> list[LogLine]:
    """Return the last lines, oldest first; messages are messages again."""
    rows = list(query(_WITH_PARTS if any(query(_HAS_TABLE)) else _PLAIN, (limit,)))
    return [
        LogLine(time, worker, level, from_record(text, parts))
        for time, worker, level, text, parts in reversed(rows)
    ]
