"""What other threads tell the supervisor's: the only way in which they touch its state."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any

from curator_gui.run.control import Command
from curator_gui.run.engine.supervising.run_state import Run
from curator_gui.run.engine.supervising.slots import Job, Slot


@dataclass(frozen=True, slots=True)
class Submit:
    """joblib has a task."""

    job: Job


@dataclass(frozen=True, slots=True)
class TaskDone:
    """A host's future is done: the worker has ended its task, or its life."""

    slot: Slot
    lease: int
    future: Future[Any]


@dataclass(frozen=True, slots=True)
class Obey:
    """The user wants something."""

    command: Command


@dataclass(frozen=True, slots=True)
class Say:
    """A line for the log: events come from the supervisor's thread only."""

    text: str


@dataclass(frozen=True, slots=True)
class GiveUp:
    """Nothing can run any more, for a reason that is no index's fault."""

    text: str


@dataclass(frozen=True, slots=True)
class BeginRun:
    """Serve this run from now on."""

    run: Run
    answer: Future[None] = field(default_factory=Future)


@dataclass(frozen=True, slots=True)
class FinishRun:
    """Answer when no worker holds an index of the run any more."""

    answer: Future[None] = field(default_factory=Future)


@dataclass(frozen=True, slots=True)
class Close:
    """End the thread."""


Message = Submit | TaskDone | Obey | Say | GiveUp | BeginRun | FinishRun | Close


def awaited(message: Message) -> Future[None] | None:
    """Return what somebody waits for until the message is dealt with."""
    if isinstance(message, Submit):
        return message.job.future
    return message.answer if isinstance(message, (BeginRun, FinishRun)) else None
