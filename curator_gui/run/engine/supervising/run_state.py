"""What the supervisor knows about the run it serves: its limits, its feed, what is under way."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from curator_gui.core.message import Message, at, recorded
from curator_gui.core.text.quantities import parse_size
from curator_gui.run.control import Action
from curator_gui.run.engine.reporter import Reporter
from curator_gui.run.engine.supervising.slots import Running
from curator_gui.run.engine.supervising.tasks import TaskFeed
from curator_gui.run.events import Cause, IndexFailed, IndexFinished, IndexStarted
from curator_gui.run.planning.options import MOST_SECONDS
from curator_gui.run.worker.no_room import is_full

ROOM_INTERVAL = 1.0
ROOM_PATIENCE = 60.0
MORE_ROOM = 1 << 20
"""Bytes by which the free space must have grown before a run goes on after a full disk."""

_KINDS: dict[Cause, str] = {"timeout": "Timeout", "memory": "MemoryLimit"}
"""Error types of indices whose worker was killed for them."""


@dataclass(frozen=True)
class Limits:
    """What a worker may take (seconds, bytes, indices) and how often an index is tried.

    `worker_timeout` is how many seconds the run waits for a worker when it has none.
    """

    timeout: float | None = None
    memory: int | None = None
    recycle_after: int | None = None
    max_attempts: int = 2
    worker_timeout: float = 60.0

    @property
    def load_timeout(self) -> float | None:
        """How long loading the pipeline may take: generous, because it includes imports."""
        return None if self.timeout is None else max(60.0, 10 * self.timeout)

    @staticmethod
    def from_options(options: Mapping[str, Any]) -> Limits:
        return Limits(
            timeout=options["timeout"],
            memory=parse_size(options["memory_limit"]),
            recycle_after=options.get("recycle_after"),
            max_attempts=options["max_attempts"],
            worker_timeout=_patience(options),
        )


def _patience(options: Mapping[str, Any]) -> float:
    """Return how long to wait for a first or another worker; jobs may queue for days."""
    given = options.get("worker_timeout")
    if given is not None:
        return float(given)
    return MOST_SECONDS if options.get("cluster") else 60.0


class Room:
    """Watches the disks that a run writes to after one was full."""

    def __init__(self, places: Sequence[Path]) -> None:
        self._places = places
        self._free = 0
        self._since: float | None = None
        self.due: float | None = None

    def missed(self, now: float) -> None:
        """Note that there was no room for an index."""
        self._free, self._since = self._free_now(), now
        self.due = now + ROOM_INTERVAL

    @property
    def waits(self) -> bool:
        """Whether the disk was full and has no more room yet."""
        return self._since is not None

    def forget(self) -> None:
        self._since = self.due = None

    def is_full(self) -> bool:
        """Whether next to nothing is free where the run writes."""
        return any(map(is_full, self._places))

    def is_back(self, now: float) -> bool:
        """Whether there is more room than then; told once, and at most every few seconds."""
        if self._since is None or self.due is None or now < self.due:
            return False
        self.due = now + ROOM_INTERVAL
        # Of a quota, and of a place that is not known, nothing can be seen: it is tried again.
        if self._free_now() < self._free + MORE_ROOM and now - self._since < ROOM_PATIENCE:
            return False
        self.forget()
        return True

    def _free_now(self) -> int:
        return min(map(_free_at, self._places), default=0)


def _free_at(folder: Path) -> int:
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    try:
        return shutil.disk_usage(folder).free
    except OSError:
        return 0


def paused_words(event: IndexFailed) -> Message:
    """Say that the run waits because there was no room for an index."""
    return Message(
        "{message}; the run is paused and goes on by itself when there is room",
        message=event.said(),
    )


Mode = Literal["run", "pause", "stop", "stop_now"]


class Run:
    """The rules and the progress of one run; touched by the supervisor's thread only.

    `resize` prepares the backend for another number of workers and returns what is to be said
    about it; `widen` lets tasks come ahead for so many.
    """

    def __init__(
        self,
        *,
        run_id: str,
        pipeline: str,
        map_mode: Literal["c", "r"],
        limits: Limits,
        on_error: str,
        feed: TaskFeed,
        reporter: Reporter,
        label: Callable[[int], str],
        record: str = "",
        places: Sequence[Path] = (),
        durable: bool = False,
        measure: str = "off",
    ) -> None:
        self.run_id = run_id
        self.pipeline = pipeline
        self.map_mode: Literal["c", "r"] = map_mode
        self.limits = limits
        self.on_error = on_error
        self.feed = feed
        self.reporter = reporter
        self.label = label
        self.record = record
        self.durable = durable
        self.measure = measure
        self.resize: Callable[[int], Iterable[Message]] = lambda n: ()
        self.widen: Callable[[int], None] = lambda n: None
        self.room = Room(places)
        self.mode: Mode = "run"
        self.attempts: dict[int, int] = {}
        self.losses: dict[int, int] = {}
        self.loaded = False
        self.broken: tuple[str, str] | None = None

    def on_start(self, event: IndexStarted) -> None:
        if self.mode == "run":
            self.reporter.state("running")
        self.reporter.started(event)

    def on_done(self, event: IndexFinished) -> None:
        self.feed.measured(1, event.duration)
        self.attempts.pop(event.index, None)
        self.reporter.finished(event)

    def on_failure(self, event: IndexFailed) -> bool:
        """Note that an index is given up; return whether that changes the mode."""
        self.feed.measured(1, event.duration)
        self.reporter.failed(event)
        if self.on_error == "continue":
            return False
        return self._enter("stop_now" if self.on_error == "raise" else "stop")

    def on_no_room(self, event: IndexFailed) -> bool:
        """Pause for an index for which the disk had no room; False if the run is ending.

        Otherwise all that are left would fail one by one.
        """
        if self.mode in ("stop", "stop_now"):
            return False
        self.reporter.retried(event.index, event.worker, event.attempt, "error", event.message)
        if self.mode == "run":
            self.room.missed(time.monotonic())
            self._enter("pause")
            self.reporter.warn(paused_words(event))
        return True

    def on_room(self, now: float) -> bool:
        """Go on after a full disk if there is room now; return whether that changes the mode."""
        if self.mode != "pause" or not self.room.is_back(now):
            return False
        return self._enter("run")

    def on_command(self, action: Action) -> bool:
        """Follow a command of the user; return whether that changes the mode."""
        self.room.forget()  # what the user wants comes before what the disk allows
        wanted: dict[Action, Mode] = {
            "pause": "pause",
            "resume": "run",
            "stop_after_current": "stop",
            "stop_now": "stop_now",
        }
        return self._enter(wanted[action])

    def on_quiet(self) -> None:
        """No worker holds an index: a pause that was asked for is true now."""
        if self.mode == "pause":
            self.reporter.state("paused")

    def retry(self, indices: Sequence[int]) -> None:
        """Take failed indices back into the work; others are left alone."""
        again = self.reporter.retryable(indices)
        if again and self.feed.put_back(again):
            for index in again:
                self.reporter.take_back(index)

    def quarantine(
        self, worker: int, running: Running, cause: Cause, words: str, trace: str
    ) -> IndexFailed:
        """Describe an index that killed its worker too often."""
        duration = time.monotonic() - running.since
        message = self._quarantine_words(running, cause, words)
        return IndexFailed(
            time.time(),
            running.index,
            worker,
            running.attempt,
            duration,
            "quarantined",
            cause,
            _KINDS.get(cause, "WorkerDied"),
            message,
            trace,
            "",
            recorded(message),
        )

    def _quarantine_words(self, running: Running, cause: Cause, words: str) -> str:
        if cause == "crash":
            words = Message("its worker {words}", words=words)
        if running.attempt > 1:
            words = Message("{words} ({n} attempts)", words=words, n=running.attempt)
        label = self.label(running.index)
        return at(label, words) if label else words

    def not_begun(
        self, worker: int, index: int, kind: str, words: str, trace: str = ""
    ) -> IndexFailed:
        return IndexFailed(
            time.time(),
            index,
            worker,
            0,
            0.0,
            "failed",
            "pipeline",
            kind,
            words,
            trace,
            "",
            recorded(words),
        )

    def lose(self, index: int) -> int:
        """Note that an index lost its worker without a fault; return how often it has."""
        self.losses[index] = self.losses.get(index, 0) + 1
        return self.losses[index]

    def cut_short(self, text: str) -> None:
        """Nothing can run any more: end the run, and say why in its result."""
        if self.mode == "stop_now":
            return
        self.reporter.result.warnings.append(text)
        self.reporter.log(0, "error", text)
        self._enter("stop_now")

    def pipeline_failed(self, words: str, trace: str) -> None:
        """The pipeline cannot be loaded in a worker: end the run."""
        self.broken = self.broken or (words, trace)
        self._enter("stop_now")

    def _enter(self, mode: Mode) -> bool:
        """Change the mode; a stop cannot be taken back, only sharpened."""
        rank: dict[Mode, int] = {"run": 0, "pause": 0, "stop": 1, "stop_now": 2}
        if mode == self.mode or rank[mode] < rank[self.mode]:
            return False
        self.mode = mode
        if mode in ("stop", "stop_now"):
            self.feed.close()
        self._say(mode)
        return True

    def _say(self, mode: Mode) -> None:
        if mode == "pause":
            self.reporter.state("pausing")
        elif mode == "run":
            self.reporter.state("running")
        else:
            self.reporter.state("stopping" if mode == "stop" else "stopping now")
