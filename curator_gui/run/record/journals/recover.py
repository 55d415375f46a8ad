"""Bring a record up to date with the journals of its workers.

After a normal end the writer does it. After the application was killed, whoever opens the record
does it, as soon as nobody writes to it any more. Doing it twice changes nothing.
"""

from __future__ import annotations

import logging
import sqlite3
from pathlib import Path

from curator_gui.core.message import Message
from curator_gui.core.storage.locks import LOCK_PATIENCE, FileLock, is_locked
from curator_gui.run.record.journals.batch import VALUE_ERRORS
from curator_gui.run.record.journals.durability import Durability
from curator_gui.run.record.journals.journal import (
    journal_folder,
    list_journals,
    remove_abandoned_journal,
)
from curator_gui.run.record.journals.merge import merge_journals, transaction
from curator_gui.run.record.tables.schema import CODES, connect_writing, explain
from curator_gui.run.record.tables.snapshot import drop_snapshot

logger = logging.getLogger(__name__)


def lock_path(record: Path) -> Path:
    """Name the file whose lock the writer of a record holds."""
    return journal_folder(record) / "writer.lock"


def is_being_written(record: Path) -> bool:
    """Whether a run is writing to the record now, in this process or another."""
    return is_locked(lock_path(record))


def needs_recovery(record: Path) -> bool:
    """Whether the record's run was killed: it left its folder of journals, and nobody writes."""
    return journal_folder(record).is_dir() and not is_being_written(record)


def recover(record: Path) -> bool:
    """Merge the journals of a killed run; False if its writer is still there.

    Indices that were running are waiting again, and the run's state becomes "interrupted". Journals
    whose worker is still finishing its index are kept, and merged again next time.

    Raises
    ------
    RecordError
        If the record cannot be written; nothing is lost then.
    """
    lock = FileLock(lock_path(record))
    try:
        if not lock.acquire(LOCK_PATIENCE):
            return False
    except OSError as error:
        raise explain(record, Message("completed after its run was killed"), error) from error
    _complete(record, lock)
    return True


def _complete(record: Path, lock: FileLock) -> None:
    """Recover a record whose lock is held, and release that."""
    complete = False
    try:
        complete = _recover_locked(record)
    except (sqlite3.Error, OSError, *VALUE_ERRORS) as error:
        raise explain(record, Message("completed after its run was killed"), error) from error
    finally:
        release_lock(record, lock, remove=complete)


def _recover_locked(record: Path) -> bool:
    connection = connect_writing(record, durable=True)
    try:
        news = merge_journals(connection, list_journals(record), Durability())
        with transaction(connection):
            if news:
                drop_snapshot(connection)
            connection.execute("UPDATE run SET state = 'interrupted' WHERE finished IS NULL")
            reset_running(connection)
        close_database(connection)
    finally:
        connection.close()
    for journal in list_journals(record):
        remove_abandoned_journal(journal)
    return not list_journals(record)


def release_lock(record: Path, lock: FileLock, *, remove: bool) -> None:
    """Give the writer's lock back; with `remove` the folder of journals, now empty, goes too."""
    lock.release(remove=remove)
    folder = journal_folder(record)
    try:
        if remove and not any(folder.iterdir()):
            folder.rmdir()
    except OSError as error:  # a new writer was quicker, or a worker has just come: it stays
        logger.debug("%s stays: %s", folder, error)


def reset_running(connection: sqlite3.Connection) -> bool:
    """Let indices that no worker runs any more wait again; return whether there were any."""
    (running,) = connection.execute(
        "SELECT coalesce(sum(n), 0) FROM counters WHERE status = ?", (CODES["running"],)
    ).fetchone()
    if running:
        query = "UPDATE indices SET status = ? WHERE status = ?"
        connection.execute(query, (CODES["waiting"], CODES["running"]))
    return bool(running)


def close_database(connection: sqlite3.Connection) -> None:
    """Leave one single file, which can be read where nothing can be written.

    If somebody else reads the record at this moment, its side files stay until they are done.
    """
    connection.execute("PRAGMA busy_timeout = 200")
    try:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.OperationalError as error:
        logger.debug("the side files of the run record stay: %s", error)
