"""Bring a record up to date with the journals of its workers.

After a normal end the writer does it. After the application was killed, whoever opens the record
does it, as soon as nobody writes to it any more. Doing it twice changes nothing.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

from curator_gui.run.events import IndexFailed, IndexFinished
from curator_gui.run.record.batch import EventStore
from curator_gui.run.record.inputs import Inputs
from curator_gui.run.record.journal import (
    event_from_frame,
    journal_folder,
    list_journals,
    read_frames,
    remove_abandoned_journal,
)
from curator_gui.run.record.locks import FileLock, is_locked
from curator_gui.run.record.schema import CODES, connect_writing, explain

logger = logging.getLogger(__name__)

CHUNK = 5_000

IndexEvent = IndexFinished | IndexFailed


def lock_path(record: Path) -> Path:
    """Name the file whose lock the writer of a record holds."""
    return journal_folder(record) / "writer.lock"


def is_being_written(record: Path) -> bool:
    """Whether a run is writing to the record now, in this process or another."""
    return is_locked(lock_path(record))


def needs_recovery(record: Path) -> bool:
    """Whether the record's run was killed: it left its folder of journals, and nobody writes."""
    return journal_folder(record).is_dir() and not is_being_written(record)


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Commit what the block writes; roll it back if the block raises."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:  # SQLite itself rolls back when the disk is full
            connection.execute("ROLLBACK")
        raise


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
        if not lock.acquire():
            return False
    except OSError as error:
        raise explain(record, "completed after its run was killed", error) from error
    complete = False
    try:
        complete = _recover_locked(record)
    except (sqlite3.Error, OSError) as error:
        raise explain(record, "completed after its run was killed", error) from error
    finally:
        release_lock(record, lock, remove=complete)
    return True


def _recover_locked(record: Path) -> bool:
    connection = connect_writing(record)
    try:
        merge_journals(connection, list_journals(record), None)
        with transaction(connection):
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


def reset_running(connection: sqlite3.Connection) -> None:
    """Let indices that no worker runs any more wait again."""
    (running,) = connection.execute(
        "SELECT coalesce(sum(n), 0) FROM counters WHERE status = ?", (CODES["running"],)
    ).fetchone()
    if running:
        query = "UPDATE indices SET status = ? WHERE status = ?"
        connection.execute(query, (CODES["waiting"], CODES["running"]))


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


def merge_journals(
    connection: sqlite3.Connection, journals: Sequence[Path], inputs: Inputs | None
) -> int:
    """Write into the record what only the journals know; return how many events that were.

    Raises
    ------
    OSError, sqlite3.Error
        If a journal cannot be read or the record not written.
    """
    store = EventStore(connection, inputs)
    merged = 0
    for journal in journals:
        events = _events(journal)
        while chunk := list(islice(events, CHUNK)):
            new = [event for event in chunk if _is_news(connection, event)]
            if new:
                with transaction(connection):
                    store.apply(new)
            merged += len(new)
    return merged


def _events(journal: Path) -> Iterator[IndexEvent]:
    for fields in read_frames(journal):
        try:
            yield event_from_frame(fields)
        except ValueError as error:
            logger.warning("%s: a frame was passed over: %s", journal, error)


def _is_news(connection: sqlite3.Connection, event: IndexEvent) -> bool:
    """Whether the record does not know this event, nor anything later about its index."""
    query = "SELECT status, attempts, time FROM indices WHERE idx = ?"
    row = connection.execute(query, (event.index,)).fetchone()
    if row is None:
        return True
    status, attempts, time = row
    if status == CODES["running"] and event.attempt >= attempts:
        return True
    return bool(event.time > time)
