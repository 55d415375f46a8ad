"""Write into a record what only the journals of its workers know.

Nearly all events are already in the record: they are compared with it in bulk.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from time import time as now

import numpy as np
import numpy.typing as npt

from curator_gui.core.errors import error_words
from curator_gui.core.message import Message, plural
from curator_gui.run.events import IndexFinished, LogLine
from curator_gui.run.record.journals.batch import VALUE_ERRORS, EventStore, is_bad_value
from curator_gui.run.record.journals.durability import Durability
from curator_gui.run.record.journals.journal import (
    JournalDecoder,
    is_of_earlier_boot,
    is_of_version_0_1,
    read_payloads,
)
from curator_gui.run.record.journals.safe_queue import refused_words
from curator_gui.run.record.tables.schema import CODES
from curator_gui.run.record.tables.snapshot import Rows, read_rows
from curator_gui.run.wire.frames import HEADS, Describe, Head, Settled, WireError, heads_of

logger = logging.getLogger(__name__)

CHUNK = 5_000

Heads = npt.NDArray[np.float64]


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


def merge_journals(
    connection: sqlite3.Connection,
    journals: Sequence[Path],
    durability: Durability | None = None,
    rows: Rows | None = None,
) -> int:
    """Write the news of some journals into the record; return how many events that were.

    Of several events about one index the latest wins, in whatever order the journals come. `rows`
    are what the record has (`read_rows`), if that is known. With `durability` outputs are written
    down first. A journal from before the machine was started the last time is not believed where it
    says that an index is done: what that has written may have been lost with the power.

    Raises
    ------
    OSError, sqlite3.Error
        If a journal cannot be read or the record not written.
    """
    if not journals:
        return 0
    merge = _Merge(connection, durability, rows)
    for journal in journals:
        merge.journal(journal)
    merge.say_problems()
    return merge.count


class _Merge:
    def __init__(
        self, connection: sqlite3.Connection, durability: Durability | None, rows: Rows | None
    ) -> None:
        self.count = 0
        self._durability = durability
        self._problems: list[str] = []
        self._connection = connection
        self._store = EventStore(connection)
        self._latest: dict[int, float] = {}
        self._known = read_rows(connection) if rows is None else rows
        self._indices = self._known["index"].astype(np.float64)

    def journal(self, path: Path) -> None:
        payloads, lost = read_payloads(path), 0
        old, decoder = is_of_earlier_boot(path), JournalDecoder(self._problems.append)
        while chunk := list(islice(payloads, CHUNK)):
            news = list(self._decoded(self._news(chunk, decoder), path, decoder))
            believed = [e for e in news if not (old and isinstance(e, IndexFinished))]
            lost += len(news) - len(believed)
            self._write(self._safe([event for event in believed if self._is_latest(event)]))
        if lost:
            self._problems.append(
                plural(
                    lost,
                    "one index had finished, but the machine stopped before it was certain that "
                    "its outputs are on the disk; it has to run again",
                    "{n} indices had finished, but the machine stopped before it was certain that "
                    "their outputs are on the disk; they have to run again",
                )
            )

    def _safe(self, events: list[Settled]) -> list[Settled]:
        """Write the outputs of indices down; return the events without those that are refused."""
        if self._durability is None:
            return events
        done = [event for event in events if isinstance(event, IndexFinished)]
        refused = self._durability.secure(path for event in done for path in event.outputs)
        self._problems += [refused_words(path, error) for path, error in refused.items()]
        unsafe = {e.index for e in done if not refused.keys().isdisjoint(e.outputs)}
        return [event for event in events if event.index not in unsafe]

    def say_problems(self) -> None:
        """Tell the log and the record's own log what was left out."""
        lines = [LogLine(now(), 0, "warning", text) for text in self._problems]
        for line in lines:
            logger.warning("%s", line.text)
        if lines:
            with transaction(self._connection):
                self._store.apply(lines)

    def _write(self, events: Sequence[Settled]) -> None:
        """Write events; one that cannot be stored is left out and keeps no other one out."""
        if not events:
            return
        try:
            with transaction(self._connection):
                self._store.apply(events)
        except (sqlite3.Error, *VALUE_ERRORS) as error:
            self._store.forget()
            if not is_bad_value(error):
                raise
            if len(events) == 1:
                self._problems.append(
                    Message(
                        "index {index}: its outcome cannot be recorded and is left out ({error})",
                        index=events[0].index,
                        error=error_words(error),
                    )
                )
                return
            for event in events:
                self._write([event])
        else:
            self.count += len(events)

    def _is_news(self, heads: Heads) -> npt.NDArray[np.bool_]:
        """Find the frames whose index the record does not know as settled at that time or later."""
        index, attempt, time = heads.reshape(-1, 3).T
        if not self._known.size:
            return np.ones(len(index), dtype=bool)
        found = np.searchsorted(self._indices, index)
        known = self._known[np.minimum(found, self._known.size - 1)]
        missing = known["index"] != index
        # The start of a fast index may be noted with a later time than its end.
        running = (known["status"] == CODES["running"]) & (attempt >= known["attempts"])
        news: npt.NDArray[np.bool_] = missing | running | (time > known["finished"])
        return news

    def _is_latest(self, event: Settled) -> bool:
        if event.time <= self._latest.get(event.index, float("-inf")):
            return False
        self._latest[event.index] = event.time
        return True

    def _news(self, payloads: Sequence[bytes], decoder: JournalDecoder) -> list[bytes]:
        """Choose the payloads that may tell something new, by their heads.

        Descriptions, which others need, are given to the decoder.
        """
        heads: Sequence[Head | None] = heads_of(payloads) or [head_of(each) for each in payloads]
        pairs = zip(heads, payloads, strict=True)
        described = [payload for head, payload in pairs if isinstance(head, Describe)]
        for payload in described:
            decoder.decode(payload)
        news = self._is_news(np.array([_told(head) for head in heads]))
        return [payloads[position] for position in np.flatnonzero(news).tolist()]

    def _decoded(
        self, payloads: Sequence[bytes], path: Path, decoder: JournalDecoder
    ) -> Iterator[Settled]:
        """Decode frames; what is damaged or of another version is passed over."""
        for payload in payloads:
            try:
                frame = decoder.decode(payload)
            except WireError as error:
                self._problems.append(
                    Message("{path}: a frame was passed over: {error}", path=path, error=error)
                )
            else:
                if not isinstance(frame, Describe):
                    yield frame


_UNREADABLE = (-1.0, 0.0, 0.0)
"""The head of what is about no index, or of version 0.1: no record knows it."""


def _told(head: Head | None) -> tuple[float, float, float]:
    if head is None or isinstance(head, Describe):
        return _UNREADABLE
    return head.index, head.attempt, head.time


def head_of(payload: bytes) -> Head | None:
    """Return which index a frame is about, and when; None if that cannot be told."""
    try:
        return None if is_of_version_0_1(payload) else HEADS.decode(payload)
    except WireError:
        return None
