"""The queue of documents that run one after another: a small file, kept over restarts.

Windows edit it while a process works it off; each change reads, changes and writes the file under
one lock. The process that works it off holds a second lock as long as it lives.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, Literal
from uuid import uuid4

from curator_gui.core.errors import CuratorError
from curator_gui.core.storage.files import atomic_write_text
from curator_gui.core.storage.locks import FileLock, is_locked
from curator_gui.core.storage.places import state_folder
from curator_gui.core.trust.strangers import parse_json, read_stranger

State = Literal["waiting", "running", "finished", "failed", "bad", "stopped"]
STATES = ("waiting", "running", "finished", "failed", "bad", "stopped")
MAX_BYTES = 1 << 20
PATIENCE = 10.0
"""Seconds to wait for another program that changes the queue at this moment."""


@dataclass(frozen=True)
class Entry:
    """One document; `words` say what came of it, `resume` that an earlier run is gone on with."""

    path: str
    state: State = "waiting"
    words: str = ""
    resume: bool = False
    id: str = field(default_factory=lambda: uuid4().hex[:8])


@dataclass(frozen=True)
class Queue:
    """The documents in order; `held`: begin no further one."""

    entries: tuple[Entry, ...] = ()
    held: bool = False

    @property
    def waiting(self) -> list[Entry]:
        """Those that have not begun, in order."""
        return [entry for entry in self.entries if entry.state == "waiting"]

    def add(self, paths: Sequence[Path]) -> Queue:
        """Append documents; one may be there several times."""
        more = tuple(Entry(str(path)) for path in paths)
        return replace(self, entries=(*self.entries, *more))

    def remove(self, entry_id: str) -> Queue:
        """Take out a document; one that runs stays."""
        kept = tuple(e for e in self.entries if e.id != entry_id or e.state == "running")
        return replace(self, entries=kept)

    def change(self, entry_id: str, **values: Any) -> Queue:
        """Return the queue with one entry changed."""
        changed = (replace(e, **values) if e.id == entry_id else e for e in self.entries)
        return replace(self, entries=tuple(changed))

    def order(self, ids: Sequence[str]) -> Queue:
        """Put the waiting ones into this order, behind those that have begun or are over."""
        begun = [entry for entry in self.entries if entry.state != "waiting"]
        ranks = {entry_id: rank for rank, entry_id in enumerate(ids)}
        waiting = sorted(self.waiting, key=lambda entry: ranks.get(entry.id, len(ranks)))
        return replace(self, entries=(*begun, *waiting))

    def clear_done(self) -> Queue:
        """Take out what is over."""
        kept = tuple(e for e in self.entries if e.state in ("waiting", "running"))
        return replace(self, entries=kept)


class QueueFile:
    """The queue on the disk; by default the one of this user."""

    def __init__(self, path: Path | None = None) -> None:
        self.path = path or state_folder() / "queue.json"
        self._worker = Path(f"{self.path}.worker")

    def load(self) -> Queue:
        """Read the queue; empty if there is none.

        Raises
        ------
        CuratorError
            If it is damaged or cannot be read.
        """
        try:
            return _queue_of(parse_json(read_stranger(self.path, MAX_BYTES)))
        except FileNotFoundError:
            return Queue()
        except (OSError, ValueError, TypeError, KeyError) as error:
            raise CuratorError(
                "{path}: the queue cannot be read: {error}; move the file away to begin anew",
                path=self.path,
                error=error,
            ) from error

    def edit(self, change: Callable[[Queue], Queue]) -> Queue:
        """Change the queue, as the only one at this moment, and return it.

        Raises
        ------
        CuratorError
            If it is damaged, or cannot be written.
        """
        lock = FileLock(Path(f"{self.path}.lock"))
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            if not lock.acquire(PATIENCE):
                raise CuratorError("{path}: another program holds the queue", path=self.path)
            try:
                queue = change(self.load())
                atomic_write_text(self.path, json.dumps(asdict(queue), indent=1) + "\n")
            finally:
                lock.release(remove=True)
        except OSError as error:
            raise CuratorError(
                "{path}: the queue cannot be changed: {error}",
                path=self.path,
                error=error.strerror or error,
            ) from error
        return queue

    @property
    def worked_off(self) -> bool:
        """Whether a process works the queue off now."""
        return is_locked(self._worker)

    @contextmanager
    def working(self) -> Iterator[bool]:
        """Be the one process that works the queue off; gives False if there is another."""
        self._worker.parent.mkdir(parents=True, exist_ok=True)
        lock = FileLock(self._worker)
        if not lock.acquire():
            yield False
            return
        try:
            self.edit(_taken_up)
            yield True
        finally:
            lock.release(remove=True)


def _taken_up(queue: Queue) -> Queue:
    """Let what ran when its process was killed go on first, and hold nothing any more."""
    again = [
        replace(e, state="waiting", resume=True) for e in queue.entries if e.state == "running"
    ]
    rest = [e for e in queue.entries if e.state != "running"]
    over = [e for e in rest if e.state != "waiting"]
    waiting = [e for e in rest if e.state == "waiting"]
    return Queue((*over, *again, *waiting), held=False)


def _queue_of(data: Any) -> Queue:
    if not isinstance(data, dict) or not isinstance(data.get("entries"), list):
        raise ValueError("it holds no list of documents")  # noqa: TRY004 - a damaged file
    return Queue(tuple(map(_entry_of, data["entries"])), held=data.get("held") is True)


def _entry_of(data: Any) -> Entry:
    entry = Entry(
        path=data["path"],
        state=data["state"],
        words=data["words"],
        resume=data["resume"] is True,
        id=data["id"],
    )
    texts = (entry.path, entry.words, entry.id)
    if entry.state not in STATES or not all(isinstance(text, str) for text in texts):
        raise ValueError("one of its documents is damaged")
    return entry
