"""The one writer of a run record.

With a `Durability` it writes down the outputs of indices before it commits that they are done, and
each transaction is on the disk when it is over: what the record says survives a power failure.

Events are queued by any thread and written by a thread of the writer's own, in one transaction for
about every 250 ms or 5,000 events. An error never ends the run and never touches what is recorded:
the events stay in memory, in order, and are written as soon as the disk lets them. Meanwhile the
journals of the workers hold every result (see `curator_gui.run.record.journals.journal`).
"""

from __future__ import annotations

import logging
import sqlite3
import threading
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from curator_gui.core.errors import error_words
from curator_gui.core.message import Message
from curator_gui.core.storage.locks import FileLock
from curator_gui.run.record.journals.batch import VALUE_ERRORS, EventStore, is_bad_value
from curator_gui.run.record.journals.durability import Durability
from curator_gui.run.record.journals.facts import Artifacts
from curator_gui.run.record.journals.journal import (
    journal_folder,
    list_journals,
    new_journal_path,
    remove_journal,
)
from curator_gui.run.record.journals.merge import merge_journals, transaction
from curator_gui.run.record.journals.recover import close_database, release_lock, reset_running
from curator_gui.run.record.journals.safe_queue import Item, Mark, SafeQueue, Unsafe, Warn
from curator_gui.run.record.opening import continue_record, create_record
from curator_gui.run.record.tables.meta import RunMeta
from curator_gui.run.record.tables.schema import forget_index, is_busy, reason_in_words
from curator_gui.run.record.tables.snapshot import read_rows, take_snapshot

logger = logging.getLogger(__name__)

BATCH_SECONDS = 0.25
BATCH_EVENTS = 5_000
RETRY_SECONDS = 1.0
LOCKED_SECONDS = 30.0
"""How long another program may lock the file before the user is told."""


class RecordWriter:
    """Writes the record of one run; made by `create` or `open_existing`.

    While it is open no other process can write the record; everybody can read it.
    """

    def __init__(
        self,
        path: Path,
        connection: sqlite3.Connection,
        lock: FileLock,
        on_warning: Warn | None,
        durability: Durability | None = None,
        on_unsafe: Unsafe | None = None,
    ) -> None:
        self.path = path
        self._connection = connection
        self._lock = lock
        self._warn = on_warning or logger.warning
        self._store = EventStore(connection)
        self._durability = durability
        self._queue = SafeQueue(durability, self._warn, on_unsafe)
        self._batch: list[Item] = []
        self._some = threading.Event()
        self._many = threading.Event()
        self._closing = threading.Event()
        self._deadline = 0.0
        self._trouble_since = 0.0
        self._warned = False
        self._thread: threading.Thread | None = threading.Thread(
            target=self._run, name="run record", daemon=True
        )
        self._thread.start()

    @classmethod
    def create(
        cls,
        path: Path,
        meta: RunMeta,
        *,
        on_warning: Warn | None = None,
        durability: Durability | None = None,
        on_unsafe: Unsafe | None = None,
    ) -> Self:
        """Start the record of a new run.

        Parameters
        ----------
        path
            Must not exist yet; its folder is created.
        on_warning
            Called from the writer's thread once when writing begins to fail and once when it works
            again; otherwise the texts go to this module's logger.
        durability
            Writes outputs down before the record says that they are done; None leaves that, and
            when the record's own transactions are on the disk, to the system.
        on_unsafe
            Called from the writer's thread for an index whose output the disk refused then: the
            caller has to report that the index failed.

        Raises
        ------
        RecordError
            If the file exists or cannot be created; nothing that was there is changed.
        """
        path = path.absolute()
        connection, lock = create_record(path, meta, durable=durability is not None)
        return cls(path, connection, lock, on_warning, durability, on_unsafe)

    @classmethod
    def open_existing(
        cls,
        path: Path,
        meta: RunMeta | None = None,
        *,
        on_warning: Warn | None = None,
        durability: Durability | None = None,
        on_unsafe: Unsafe | None = None,
    ) -> Self:
        """Go on with a record, to resume its run or to retry some of its indices.

        What a killed run left in its journals is merged first. With `meta` the chosen indices are
        added to those of the record, and options and versions are replaced; its run id, document
        and steps stay.

        Raises
        ------
        RecordError
            If the file is no run record, damaged, read-only, being written by another run, or if
            `meta` has another pipeline fingerprint (such a run needs a record of its own).
        """
        path = path.absolute()
        connection, lock = continue_record(path, meta, durability)
        return cls(path, connection, lock, on_warning, durability, on_unsafe)

    @property
    def journals(self) -> Path:
        return journal_folder(self.path)

    def new_journal_path(self, worker: int) -> Path:
        """Name a journal for a new process of worker slot `worker`."""
        return new_journal_path(self.path, worker)

    def write(self, event: Item) -> None:
        """Queue an event; cheap, from any thread, never blocks and never fails.

        The time of `IndexStarted` must come from the worker's clock like that of the other events:
        the later of two facts about an index wins.
        """
        queued = self._queue.queued
        queued.append(event)
        if not self._some.is_set():
            self._some.set()
        if len(queued) >= BATCH_EVENTS and not self._many.is_set():
            self._many.set()

    def forget(self, index: int) -> None:
        """Let the record know nothing of an index; to be called before anything is written."""
        with transaction(self._connection):
            forget_index(self._connection, index)

    def add_artifacts(self, paths: Iterable[str]) -> None:
        """Queue files that the run wrote beside the outputs of its indices."""
        self.write(Artifacts(tuple(paths)))

    def flush(self, timeout: float | None = None) -> bool:
        """Wait until everything queued so far is in the file; False if that took too long."""
        mark = Mark()
        self.write(mark)
        self._queue.hurry()
        self._many.set()
        return mark.reached.wait(timeout)

    def close(self, timeout: float = 10.0) -> bool:
        """Write what is left, merge and remove the journals, and end the writer's thread.

        Call it when no worker runs an index any more. Returns False if the file could not be
        completed within `timeout` seconds, or if a worker keeps its journal open on a system that
        then refuses to remove it: the journals stay beside the record and are merged, once more
        perhaps, when it is opened next. A second call does nothing.
        """
        if self._thread is None:
            return True
        self._end_thread(self._thread, timeout)
        complete = self._finish() if not self._left() else self._give_up()
        self._note_removal()
        self._connection.close()
        release_lock(self.path, self._lock, remove=complete)
        return complete

    def _end_thread(self, thread: threading.Thread, timeout: float) -> None:
        self._deadline = time.monotonic() + timeout
        self._closing.set()
        self._queue.hurry()
        self._some.set()
        self._many.set()
        thread.join()
        self._thread = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _run(self) -> None:
        if self._durability is not None:  # here, so that the first index need not wait for it
            self._durability.secure([str(self.path)])
        while not (self._closing.is_set() and not self._left()):
            self._some.wait()
            self._many.wait(BATCH_SECONDS)
            self._some.clear()
            self._many.clear()
            self._queue.secure()
            self._batch += self._queue.take(BATCH_EVENTS - len(self._batch))
            if not self._commit() and not self._wait_to_retry():
                return
            if len(self._queue):
                self._some.set()
            if self._queue.ready:  # written down already: nothing is gained by waiting
                self._many.set()
            if self._closing.is_set():
                self._some.set()
                self._many.set()

    def _left(self) -> int:
        return len(self._queue) + len(self._batch)

    def _commit(self) -> bool:
        """Write the batch; False if the disk or another program does not let us now."""
        if not self._batch:
            return True
        try:
            self._write_events(self._batch)
        except (sqlite3.Error, *VALUE_ERRORS) as error:
            if is_bad_value(error):
                return self._commit_singly()
            self._note_trouble(error)
            return False
        self._settle(self._batch)
        self._batch = []
        return True

    def _commit_singly(self) -> bool:
        """Find the event that cannot be stored, report it, and write all others."""
        while self._batch:
            try:
                self._write_events(self._batch[:1])
            except (sqlite3.Error, *VALUE_ERRORS) as error:
                if not is_bad_value(error):
                    self._note_trouble(error)
                    return False
                self._report_bad(self._batch[0], error)
            self._settle(self._batch[:1])
            del self._batch[0]
        return True

    def _write_events(self, items: Sequence[Item]) -> None:
        try:
            with transaction(self._connection):
                self._store.apply([item for item in items if not isinstance(item, Mark)])
        except BaseException:
            self._store.forget()
            raise

    def _settle(self, items: Sequence[Item]) -> None:
        if self._warned:
            self._warn(
                Message("{path}: the run record is written again; nothing was lost", path=self.path)
            )
        self._trouble_since, self._warned = 0.0, False
        for item in items:
            if isinstance(item, Mark):
                item.reached.set()

    def _report_bad(self, item: Item, error: Exception) -> None:
        self._warn(
            Message(
                "{path}: one event has a value that cannot be recorded and was left out: {event} "
                "({error})",
                path=self.path,
                event=str(item)[:300],
                error=error_words(error),
            )
        )

    def _wait_to_retry(self) -> bool:
        """Wait before the next attempt; False if the writer has no more time."""
        self._some.set()
        if not self._closing.is_set():
            self._closing.wait(RETRY_SECONDS)
            return True
        if time.monotonic() >= self._deadline:
            return False
        time.sleep(min(0.1, RETRY_SECONDS))
        return True

    def _note_trouble(self, error: Exception) -> None:
        now = time.monotonic()
        self._trouble_since = self._trouble_since or now
        patience = LOCKED_SECONDS if is_busy(error) else 0.0
        if not self._warned and now - self._trouble_since >= patience:
            self._warned = True
            self._warn(
                Message(
                    "{path}: the run record cannot be written: {reason}. The run goes on; results "
                    "are kept in memory and in the journals beside the record, and writing is "
                    "tried again every second",
                    path=self.path,
                    reason=reason_in_words(error),
                )
            )

    def _give_up(self) -> bool:
        left = self._left()
        self._warn(
            Message(
                "{path}: the last {n} events could not be written to the run record. The journals "
                "beside it hold the results; they are merged when it is opened",
                path=self.path,
                n=left,
            )
        )
        return False

    def _note_removal(self) -> None:
        """Say if somebody has removed the file: on POSIX systems nothing else fails then."""
        if not self.path.exists():
            self._warn(
                Message(
                    "{path}: the run record was removed while the run went on, so there is none of "
                    "it; what the indices wrote is whole, but the run cannot be resumed",
                    path=self.path,
                )
            )

    def _finish(self) -> bool:
        try:
            rows = read_rows(self._connection)
            journals = list_journals(self.path)
            news = merge_journals(self._connection, journals, self._durability, rows)
            with transaction(self._connection):
                self._connection.execute(
                    "UPDATE run SET state = 'stopped', finished = ? WHERE finished IS NULL",
                    (time.time(),),
                )
                news += reset_running(self._connection)
                take_snapshot(self._connection, None if news else rows)
            close_database(self._connection)
            for journal in list_journals(self.path):
                remove_journal(journal)
        except (sqlite3.Error, OSError, *VALUE_ERRORS) as error:
            self._warn(
                Message(
                    "{path}: the run record could not be completed: {reason}. The journals beside "
                    "it hold the results; they are merged when it is opened",
                    path=self.path,
                    reason=reason_in_words(error),
                )
            )
            return False
        return not list_journals(self.path)
