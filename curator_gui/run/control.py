"""RunControl: the same buttons for the window, the command line and a script."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from numbers import Integral
from typing import Any, Literal

from curator_gui.core.errors import ParamError
from curator_gui.core.message import Message, at, quoted

Action = Literal["pause", "resume", "stop_after_current", "stop_now", "retry", "set_workers"]

MAX_WORKERS = 10_000
"""A mistyped number must not fill the memory with places for workers."""


def checked_workers(number: Any) -> int:
    """Return a number of workers that a run can go on with.

    Raises
    ------
    ParamError
        If it is no whole number, less than one, or more than any cluster has.
    """
    whole = isinstance(number, Integral) and not isinstance(number, bool)
    if not whole or number < 1:
        words = Message("needs a whole number of at least 1, not {value}", value=quoted(number))
        raise ParamError(at("workers", words))
    if number > MAX_WORKERS:
        few = Message("one run has at most {most} workers", most=f"{MAX_WORKERS:,}")
        raise ParamError(at("workers", few))
    return int(number)


@dataclass(frozen=True)
class Command:
    """One request to the engine."""

    action: Action
    indices: tuple[int, ...] = ()
    workers: int = 0
    by: str = ""


class RunControl:
    """Passes commands from any thread to the engine of one run.

    Commands given before the run starts are kept and delivered then; commands given after its end
    do nothing. What the run is doing is told by `RunStateChanged` events, not by this object.

    Attributes
    ----------
    workers
        The number of workers that an engine was told last; None if it is the one of the start.
    """

    def __init__(self) -> None:
        self.workers: int | None = None
        self._lock = threading.Lock()
        self._deliver: Callable[[Command], None] | None = None
        self._waiting: list[Command] = []

    def pause(self) -> None:
        """Begin no further index; those that run are finished."""
        self._send(Command("pause"))

    def resume(self) -> None:
        """Go on after a pause."""
        self._send(Command("resume"))

    def stop_after_current(self) -> None:
        """Finish the indices that run, then end."""
        self._send(Command("stop_after_current"))

    def stop_now(self) -> None:
        """Kill the workers and end; interrupted indices count as not run."""
        self._send(Command("stop_now"))

    def retry(self, indices: Sequence[int]) -> None:
        """Run failed indices of this run again."""
        self._send(Command("retry", tuple(indices)))

    def set_workers(self, number: int, by: str = "") -> None:
        """Go on with another number of workers; `by` says who asks, for the record.

        More begin with the next tasks; those that are too many end what they have in hand first.
        A `WorkersChanged` event tells when that is under way, a line of the log why it cannot be.

        Raises
        ------
        ParamError
            If no run can have so many.
        """
        self._send(Command("set_workers", workers=checked_workers(number), by=by))

    def attach(self, deliver: Callable[[Command], None]) -> None:
        """Connect an engine; it gets what was asked for so far."""
        with self._lock:
            self._deliver = deliver
            waiting, self._waiting = self._waiting, []
            for command in waiting:
                self._hand_over(command, deliver)

    def detach(self) -> None:
        """Disconnect the engine at the end of the run; nothing is delivered after this."""
        with self._lock:
            self._deliver = lambda command: None

    def hold(self, first: Sequence[Command] = ()) -> None:
        """Disconnect the engine between two passes; what is asked meanwhile is kept for the next.

        `first` is delivered to that one before anything else.
        """
        with self._lock:
            self._deliver = None
            self._waiting = [*first, *self._waiting]

    def _send(self, command: Command) -> None:
        # Delivered under the lock: a late stop must not reach the next run on the same workers.
        with self._lock:
            if self._deliver is None:
                self._waiting.append(command)
            else:
                self._hand_over(command, self._deliver)

    def _hand_over(self, command: Command, deliver: Callable[[Command], None]) -> None:
        self.workers = command.workers or self.workers
        deliver(command)


class PassControl(RunControl):
    """The control of one pass of several: a pause outlasts it, and a stop is known afterwards."""

    def __init__(self, control: RunControl) -> None:
        super().__init__()
        self._control = control
        self._paused = False
        self.stopped = False

    def attach(self, deliver: Callable[[Command], None]) -> None:
        """Connect an engine to the control of the whole run."""

        def passed_on(command: Command) -> None:
            self._note(command)
            deliver(command)

        self._control.attach(passed_on)

    def _note(self, command: Command) -> None:
        if command.action in ("pause", "resume"):
            self._paused = command.action == "pause"
        elif command.action not in ("retry", "set_workers"):
            self.stopped = True

    def detach(self) -> None:
        """Disconnect the engine; the next pass gets what is asked meanwhile."""
        self._control.hold([Command("pause")] if self._paused else [])
