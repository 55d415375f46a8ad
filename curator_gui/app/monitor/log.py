"""The log of a run: what workers printed and what happened to them, line by line."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Literal

from curator_gui.app.language.quantities import duration_text
from curator_gui.app.language.words import say
from curator_gui.core.message import Message, at, joined, plural, term
from curator_gui.run.events import (
    Event,
    IndexFailed,
    IndexRetried,
    LogLine,
    PassFinished,
    PassStarted,
    RunFinished,
    RunStarted,
    RunStateChanged,
    WorkerEnded,
    WorkersChanged,
    WorkerStarted,
)

Level = Literal["debug", "info", "warning", "error"]
LEVELS: tuple[Level, ...] = ("debug", "info", "warning", "error")
MAX_LINES = 100_000


@dataclass(frozen=True)
class LogFilter:
    """Which lines to show: at least this level, this worker (None: all), containing this text."""

    level: Level = "debug"
    worker: int | None = None
    text: str = ""

    def passes(self, line: LogLine) -> bool:
        """Whether a line is wanted."""
        return self.test()(line)

    def test(self) -> Callable[[LogLine], bool]:
        """Return a test for many lines: 100,000 of them take 30 ms."""
        levels, worker = set(LEVELS[LEVELS.index(self.level) :]), self.worker
        text = self.text.lower()
        return lambda line: (
            line.level in levels
            and (worker is None or line.worker == worker)
            and (not text or text in line.text.lower() or text in said(line).lower())
        )


def said(line: LogLine) -> str:
    """Return the text of a line in the language of the window; what a worker printed stays."""
    return say(line.text) if isinstance(line.text, Message) else line.text


class RunLog:
    """The latest `MAX_LINES` lines; `first` counts those that were dropped before them."""

    def __init__(self) -> None:
        self.lines: deque[LogLine] = deque(maxlen=MAX_LINES)
        self.first = 0
        self._began = 0

    @property
    def dropped(self) -> int:
        """How many lines of this run are no longer kept."""
        return self.first - self._began

    @property
    def end(self) -> int:
        """The number that the next line will get; numbers are never used again."""
        return self.first + len(self.lines)

    def reset(self) -> None:
        """Forget all lines; numbering goes on."""
        self.first = self._began = self.end
        self.lines.clear()

    def apply(self, events: Iterable[Event]) -> None:
        for event in events:
            for line in log_lines(event):
                self.first += len(self.lines) == MAX_LINES
                self.lines.append(line)

    def of_index(self, worker: int, begin: float, end: float, limit: int = 200) -> list[LogLine]:
        """Return the last lines of a worker between two times: what it printed on one index."""
        found = (
            line
            for line in reversed(self.lines)
            if line.worker == worker and begin <= line.time <= end
        )
        return list(islice(found, limit))[::-1]

    def since(self, number: int) -> list[LogLine]:
        """Return the lines from a number on, as far as they are kept."""
        return list(islice(self.lines, max(0, number - self.first), None))


def log_lines(event: Event) -> Sequence[LogLine]:
    """Put an event into words; events that the table shows anyway give no line."""
    match event:
        case LogLine():
            return [LogLine(event.time, event.worker, event.level, part) for part in _parts(event)]
        case RunStarted():
            text = Message(
                "run {run_id}: {total}, {workers}",
                run_id=event.run_id,
                total=plural(event.total, "one index", "{n} indices"),
                workers=plural(event.workers, "one worker", "{n} workers"),
            )
            return [LogLine(event.time, 0, "info", text)]
        case RunStateChanged():
            return [LogLine(event.time, 0, "info", term(event.state))]
        case PassStarted():
            text = plural(
                event.total,
                "pass {number} of {of}: {name} gathers from one item",
                "pass {number} of {of}: {name} gathers from {n} items",
                number=event.number,
                of=event.of,
                name=term(event.name),
            )
            return [LogLine(event.time, 0, "info", text)]
        case PassFinished():
            return [LogLine(event.time, 0, "info", event.words)]
        case WorkerStarted():
            return [LogLine(event.time, event.worker, "debug", _started_words(event))]
        case WorkerEnded():
            text = Message(
                "worker {worker}, process {pid}, ended: {reason}",
                worker=event.worker,
                pid=event.pid,
                reason=event.reason,
            )
            return [LogLine(event.time, event.worker, "info", text)]
        case WorkersChanged():
            return [LogLine(event.time, 0, "info", event.said())]
        case IndexRetried():
            text = Message(
                "#{index} is tried again ({cause}): {message}",
                index=event.index,
                cause=event.cause,
                message=event.message,
            )
            return [LogLine(event.time, event.worker, "warning", text)]
        case IndexFailed():
            return [LogLine(event.time, event.worker, "error", _failure_text(event))]
        case RunFinished():
            return [LogLine(event.time, 0, "info", _summary(event))]
        case _:
            return []


def _parts(line: LogLine) -> list[str]:
    if "\n" not in line.text:  # a message stays one
        return [line.text]
    return line.text.rstrip("\n").splitlines() or [""]


def _failure_text(event: IndexFailed) -> str:
    values = {"index": event.index, "status": term(event.status), "error": event.error_type}
    if event.stage:
        place = Message("#{index} {status} in {step}: {error}", **values, step=term(event.stage))
    else:
        place = Message("#{index} {status}: {error}", **values)
    return at(place, event.said())


def _summary(event: RunFinished) -> str:
    counts = [
        Message("{n} done", n=event.completed),
        *([Message("{n} failed", n=event.failed)] if event.failed else []),
        *([Message("{n} skipped", n=event.skipped)] if event.skipped else []),
        *([Message("{n} not run", n=event.unrun)] if event.unrun else []),
    ]
    return Message(
        "{state} after {time}: {words}",
        state=term(event.state),
        time=duration_text(event.elapsed),
        words=joined(", ", counts),
    )


def _started_words(event: WorkerStarted) -> Message:
    if not event.place:
        return Message("worker {worker} started, process {pid}", worker=event.worker, pid=event.pid)
    return Message(
        "worker {worker} started on {place}, process {pid}",
        worker=event.worker,
        place=event.place,
        pid=event.pid,
    )
