"""The SQLite schema of a run record, and how its file is recognized.

A record is known by the application id and the format version in the first 100 bytes of the file.
They are read without SQLite, so that a foreign or damaged file is never opened, let alone changed.
Rows exist only for indices of which something is known: starting a run of a million indices costs
nothing, and whatever has no row is waiting.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Sequence
from pathlib import Path
from urllib.parse import quote

from curator_gui.core.errors import CuratorError
from curator_gui.core.message import Message
from curator_gui.core.trust.strangers import read_regular
from curator_gui.run.events import STATUSES, Status

APPLICATION_ID = int.from_bytes(b"CurR", "big")
FORMAT_VERSION = 1

CODES: dict[Status, int] = {status: code for code, status in enumerate(STATUSES)}
"""Status as stored: waiting 0, running 1, done 2, failed 3, quarantined 4, skipped 5."""

_HEADER = b"SQLite format 3\0"

SCHEMA = """
CREATE TABLE run (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, created REAL NOT NULL, finished REAL,
    state TEXT NOT NULL, elapsed REAL NOT NULL DEFAULT 0, total INTEGER NOT NULL,
    chosen INTEGER NOT NULL, indices BLOB NOT NULL, document TEXT NOT NULL,
    document_path TEXT NOT NULL, options TEXT NOT NULL, versions TEXT NOT NULL,
    steps TEXT NOT NULL, fingerprint TEXT NOT NULL
);
CREATE TABLE texts (id INTEGER PRIMARY KEY, digest BLOB NOT NULL UNIQUE, text NOT NULL);
CREATE TABLE indices (
    idx INTEGER PRIMARY KEY, status INTEGER NOT NULL, attempts INTEGER NOT NULL,
    time REAL NOT NULL, duration REAL, bytes INTEGER, rss INTEGER, worker INTEGER,
    stages BLOB, input BLOB, reason INTEGER REFERENCES texts
);
CREATE TABLE counters (status INTEGER PRIMARY KEY, n INTEGER NOT NULL);
CREATE TRIGGER index_added AFTER INSERT ON indices BEGIN
    INSERT INTO counters VALUES (NEW.status, 1) ON CONFLICT (status) DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER index_changed AFTER UPDATE OF status ON indices WHEN OLD.status <> NEW.status BEGIN
    UPDATE counters SET n = n - 1 WHERE status = OLD.status;
    INSERT INTO counters VALUES (NEW.status, 1) ON CONFLICT (status) DO UPDATE SET n = n + 1;
END;
CREATE TABLE outputs (
    idx INTEGER NOT NULL, folder INTEGER NOT NULL REFERENCES texts, name NOT NULL,
    size INTEGER, position INTEGER NOT NULL, PRIMARY KEY (idx, folder, name)
) WITHOUT ROWID;
CREATE TABLE failure_groups (
    id INTEGER PRIMARY KEY, cause TEXT NOT NULL, error_type TEXT NOT NULL, stage TEXT NOT NULL,
    message INTEGER NOT NULL REFERENCES texts, n INTEGER NOT NULL DEFAULT 0,
    UNIQUE (cause, error_type, stage, message)
);
CREATE TABLE failures (
    idx INTEGER PRIMARY KEY, failure_group INTEGER NOT NULL REFERENCES failure_groups,
    message INTEGER NOT NULL REFERENCES texts, traceback INTEGER NOT NULL REFERENCES texts
);
CREATE INDEX failures_by_group ON failures (failure_group);
CREATE TRIGGER failure_added AFTER INSERT ON failures BEGIN
    UPDATE failure_groups SET n = n + 1 WHERE id = NEW.failure_group;
END;
CREATE TRIGGER failure_removed AFTER DELETE ON failures BEGIN
    UPDATE failure_groups SET n = n - 1 WHERE id = OLD.failure_group;
END;
CREATE TABLE attempts (
    idx INTEGER NOT NULL, attempt INTEGER NOT NULL, time REAL NOT NULL, worker INTEGER NOT NULL,
    cause TEXT NOT NULL, message INTEGER NOT NULL REFERENCES texts,
    PRIMARY KEY (idx, time, attempt)
) WITHOUT ROWID;
CREATE TABLE workers (
    worker INTEGER NOT NULL, pid INTEGER NOT NULL, started REAL NOT NULL, ended REAL,
    reason TEXT NOT NULL DEFAULT '', PRIMARY KEY (worker, pid, started)
) WITHOUT ROWID;
CREATE TABLE log (
    id INTEGER PRIMARY KEY, time REAL NOT NULL, worker INTEGER NOT NULL, level TEXT NOT NULL,
    text TEXT NOT NULL
);
CREATE INDEX log_by_worker ON log (worker, time);
CREATE TABLE artifacts (path PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE snapshot (name TEXT PRIMARY KEY, dtype TEXT NOT NULL, data BLOB NOT NULL);
"""


NOTES = """
CREATE TABLE IF NOT EXISTS notes (
    idx INTEGER NOT NULL, step INTEGER NOT NULL, kind TEXT NOT NULL,
    text INTEGER NOT NULL REFERENCES texts, n INTEGER NOT NULL,
    PRIMARY KEY (idx, step, kind, text)
) WITHOUT ROWID
"""
"""What steps said about an index (see `curator_gui.core.notes`); the first one makes the table."""


MEASURES = """
CREATE TABLE IF NOT EXISTS measures (
    idx INTEGER PRIMARY KEY, layout INTEGER NOT NULL REFERENCES texts, numbers BLOB NOT NULL,
    words TEXT NOT NULL
)
"""
"""What was measured of an index (see `core.measuring.measures.Packed`; words as a JSON list); the
first one makes the table. Another version passes it over."""


PASSES = """
CREATE TABLE IF NOT EXISTS passes (
    step INTEGER PRIMARY KEY, name TEXT NOT NULL, time REAL NOT NULL, items INTEGER NOT NULL,
    failed INTEGER NOT NULL, digest TEXT NOT NULL, constants TEXT NOT NULL, words TEXT NOT NULL,
    parts TEXT NOT NULL
)
"""
"""What filters learned in the passes before the run proper; the first one makes the table."""


WRITTEN = """
CREATE TABLE IF NOT EXISTS written (
    idx INTEGER NOT NULL, sink INTEGER NOT NULL, bytes INTEGER NOT NULL, PRIMARY KEY (idx, sink)
) WITHOUT ROWID
"""
"""The bytes of outputs whose size says nothing (parts of a shared store), where `indices.bytes`
does not tell them: of several sinks, and of what another run wrote. The first ones make the table.
"""


CLOCK = "CREATE TABLE IF NOT EXISTS clock (behind REAL NOT NULL)"
"""By how many seconds a clock that was set back was behind the runs before (`record.order`)."""


_OF_INDICES = (
    *("outputs", "failures", "attempts", "notes", "measures", "written", "filter_artifacts"),
)
_FORGET = """
UPDATE indices SET status = 0, attempts = 0, duration = NULL, bytes = NULL, rss = NULL,
    worker = NULL, stages = NULL, input = NULL, reason = NULL WHERE idx = ?
"""


class RecordError(CuratorError):
    """A run record that cannot be created, opened or written; the message names the file."""


def check_record(path: Path) -> None:
    """Insist that a file is a run record that this version can read; never changes the file.

    Raises
    ------
    RecordError
        If it is missing, unreadable, no run record, or written by a newer version.
    """
    try:
        head = read_regular(path, 100)
    except FileNotFoundError:
        raise RecordError("{path}: there is no such run record", path=path) from None
    except OSError as error:
        raise RecordError(
            "{path}: the run record cannot be read: {error}",
            path=path,
            error=error.strerror or error,
        ) from None
    except ValueError as error:
        raise RecordError("{path}: this {error}", path=path, error=error) from None
    if not is_ours(head):
        raise RecordError(
            "{path}: this is not a run record of Curator; it was left as it is", path=path
        )
    version = int.from_bytes(head[60:64], "big")
    if version > FORMAT_VERSION:
        raise RecordError(
            "{path}: this run record has format {version}, but this version of "
            "Curator reads up to {format_version}; open it with a newer version",
            path=path,
            version=version,
            format_version=FORMAT_VERSION,
        )


def is_ours(head: bytes) -> bool:
    """Whether a database begins like a run record, of whatever version, by its first 100 bytes."""
    return head[:16] == _HEADER and int.from_bytes(head[68:72], "big") == APPLICATION_ID


def is_record(path: Path) -> bool:
    """Whether a file is a run record that this version can read."""
    try:
        check_record(path)
    except RecordError:
        return False
    return True


def create_tables(connection: sqlite3.Connection) -> None:
    """Write the schema, the application id and the format version into an empty database."""
    connection.executescript(
        f"PRAGMA application_id = {APPLICATION_ID};"
        f"PRAGMA user_version = {FORMAT_VERSION};"
        f"BEGIN; {SCHEMA} COMMIT;"
    )


def connect_writing(
    path: Path, busy_seconds: float = 5.0, *, durable: bool = False
) -> sqlite3.Connection:
    """Open a database for writing, in write-ahead mode where the file system allows it.

    With `durable` a transaction is on the disk when it is over; otherwise the last ones may be
    missing after a power failure, though what is there is whole.
    """
    connection = sqlite3.connect(
        path, timeout=busy_seconds, isolation_level=None, check_same_thread=False
    )
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
    except BaseException:
        connection.close()
        raise
    return connection


def has_table(connection: sqlite3.Connection, name: str) -> bool:
    """Whether a table that only some records have is there: `notes`, `measures`."""
    query = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?"
    return connection.execute(query, (name,)).fetchone() is not None


def connect_reading(path: Path, *, immutable: bool = False) -> sqlite3.Connection:
    """Open a database read-only; `immutable` for media that cannot be written at all."""
    option = "immutable=1" if immutable else "mode=ro"
    address = f"file:{quote(path.absolute().as_posix())}?{option}"
    return sqlite3.connect(
        address, uri=True, timeout=5.0, isolation_level=None, check_same_thread=False
    )


def explain(path: Path, action: str, error: Exception) -> RecordError:
    """Say in words why SQLite or the system refused an action on a record."""
    return RecordError(
        "{path}: the run record cannot be {action}: {reason_in_words}",
        path=path,
        action=action,
        reason_in_words=reason_in_words(error),
    )


def reason_in_words(error: Exception) -> str:
    """Say what an error of SQLite or of the system means for the person at the screen."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    known = _REASONS.get(code)
    if known:
        return known
    if isinstance(error, OSError):
        return error.strerror or str(error)
    return str(error)


def is_busy(error: Exception) -> bool:
    """Whether SQLite refused only because another program holds the file for the moment."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    return code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


_REASONS = {
    sqlite3.SQLITE_BUSY: Message("another program has locked the file; close it and try again"),
    sqlite3.SQLITE_LOCKED: Message("another program has locked the file; close it and try again"),
    sqlite3.SQLITE_READONLY: Message("the file or its folder is read-only"),
    sqlite3.SQLITE_FULL: Message("the disk is full; free some space"),
    sqlite3.SQLITE_IOERR: Message("the disk reports an error, or it is full"),
    sqlite3.SQLITE_CORRUPT: Message("the file is damaged; it was left as it is"),
    sqlite3.SQLITE_NOTADB: Message("the file is damaged; it was left as it is"),
    sqlite3.SQLITE_CANTOPEN: Message("the file or its folder cannot be opened for this"),
}


def forget_index(connection: sqlite3.Connection, index: int) -> None:
    """Let a record know nothing of an index, as if it were still waiting."""
    _forget(connection, [(index,)])


def _forget(connection: sqlite3.Connection, indices: Sequence[tuple[int]]) -> None:
    connection.executemany(_FORGET, indices)
    tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    for name in {name for (name,) in tables} & set(_OF_INDICES):
        connection.executemany(f"DELETE FROM {name} WHERE idx = ?", indices)


def take_back_indices(
    connection: sqlite3.Connection, indices: Collection[int], time: float
) -> None:
    """Let those indices that are finished count as begun at a time, and not ended since."""
    query = "SELECT idx FROM indices WHERE status IN (?, ?)"
    finished = list(connection.execute(query, (CODES["done"], CODES["skipped"])))
    wanted = set(indices)
    taken = [row for row in finished if row[0] in wanted]
    _forget(connection, taken)
    begun = "UPDATE indices SET attempts = 1, time = ? WHERE idx = ?"
    connection.executemany(begun, [(time, *row) for row in taken])
