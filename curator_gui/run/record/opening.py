"""Open the database of a record for its writer, new or again, and take the writer's lock."""

from __future__ import annotations

import os
import sqlite3
import time
from dataclasses import replace
from pathlib import Path

from curator_gui.core.message import Message
from curator_gui.core.storage.locks import LOCK_PATIENCE, FileLock
from curator_gui.run.record.journals.batch import VALUE_ERRORS
from curator_gui.run.record.journals.durability import Durability
from curator_gui.run.record.journals.journal import journal_folder, list_journals
from curator_gui.run.record.journals.merge import merge_journals, transaction
from curator_gui.run.record.journals.recover import lock_path, release_lock, reset_running
from curator_gui.run.record.tables.meta import RunMeta, extend_run, insert_run, read_run
from curator_gui.run.record.tables.schema import (
    RecordError,
    check_record,
    connect_writing,
    create_tables,
    explain,
)
from curator_gui.run.record.tables.snapshot import drop_snapshot

BUSY_SECONDS = 1.0
"""How long one attempt to write waits for another program's lock."""


def create_record(
    path: Path, meta: RunMeta, *, durable: bool = False
) -> tuple[sqlite3.Connection, FileLock]:
    """Create a record, which must not exist, and lock it.

    Raises
    ------
    RecordError
        If the file exists or cannot be created; nothing that was there is changed.
    """
    _reserve(path)
    lock = FileLock(lock_path(path))
    try:
        return _new_database(path, lock, meta, durable=durable), lock
    except (OSError, sqlite3.Error) as error:
        release_lock(path, lock, remove=True)
        _discard(path)
        raise explain(path, "created", error) from error


def continue_record(
    path: Path, meta: RunMeta | None, durability: Durability | None = None
) -> tuple[sqlite3.Connection, FileLock]:
    """Lock a record, bring it up to date with its journals and open its run again.

    Raises
    ------
    RecordError
        See `RecordWriter.open_existing`; nothing is changed then.
    """
    check_record(path)
    lock = FileLock(lock_path(path))
    killed = journal_folder(path).exists()  # it then stays, whatever happens here
    try:
        _take_lock(path, lock)
        return _continued_database(path, meta, durability), lock
    except RecordError:
        release_lock(path, lock, remove=not killed)
        raise
    except (OSError, sqlite3.Error, *VALUE_ERRORS) as error:
        release_lock(path, lock, remove=not killed)
        raise explain(path, "continued", error) from error


def _reserve(path: Path) -> None:
    """Create the empty file, so that nobody else's is ever overwritten."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise explain(path, "created", error) from error
    try:
        # Paths, parameters and messages of one's work are not for others' eyes.
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    except FileExistsError:
        raise RecordError(
            "{path}: the file exists already; choose another name for the run "
            "record, or resume the run that it holds",
            path=path,
        ) from None
    except OSError as error:
        raise explain(path, "created", error) from error


def _discard(path: Path) -> None:
    """Remove the file that this process has just made and could not fill."""
    for suffix in ("", "-wal", "-shm", "-journal"):
        Path(f"{path}{suffix}").unlink(missing_ok=True)


def _new_database(
    path: Path, lock: FileLock, meta: RunMeta, *, durable: bool
) -> sqlite3.Connection:
    journal_folder(path).mkdir(mode=0o700, exist_ok=True)
    _take_lock(path, lock)
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        # A new file holds nothing worth waiting for the disk, and the first index must not wait.
        connection.execute("PRAGMA synchronous = OFF")
        create_tables(connection)
        insert_run(connection, replace(meta, created=meta.created or time.time()))
        connection.execute("PRAGMA journal_mode = WAL")
    finally:
        connection.close()
    return connect_writing(path, BUSY_SECONDS, durable=durable)


def _take_lock(path: Path, lock: FileLock) -> None:
    journal_folder(path).mkdir(mode=0o700, exist_ok=True)
    if not lock.acquire(LOCK_PATIENCE):
        raise RecordError(
            "{path}: another run is writing this record now; wait for its end", path=path
        )


def _continued_database(
    path: Path, meta: RunMeta | None, durability: Durability | None
) -> sqlite3.Connection:
    connection = connect_writing(path, BUSY_SECONDS, durable=durability is not None)
    try:
        _continue_run(path, connection, meta, durability)
    except BaseException:
        connection.close()
        raise
    return connection


def _continue_run(
    path: Path,
    connection: sqlite3.Connection,
    meta: RunMeta | None,
    durability: Durability | None,
) -> None:
    if not os.access(path, os.W_OK):
        raise PermissionError(13, Message("the file is read-only"))
    known = read_run(connection)
    if meta is not None and meta.fingerprint != known.fingerprint:
        raise RecordError(
            "{path}: the record belongs to another pipeline, or to the same one "
            "with other parameters; start a new run instead of continuing this one",
            path=path,
        )
    merge_journals(connection, list_journals(path), durability)
    with transaction(connection):
        drop_snapshot(connection)
        reset_running(connection)
        extend_run(connection, meta or known)
