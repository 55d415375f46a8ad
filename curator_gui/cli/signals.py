"""Ctrl-C and termination end a run cleanly: workers gone, record complete, result printed."""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Callable, Iterator
from types import FrameType
from typing import Protocol

_NAMES = ("SIGINT", "SIGTERM", "SIGHUP")


class Stoppable(Protocol):
    """A run, or something else that workers do."""

    def stop_now(self) -> None:
        """End the workers and begin nothing more; from any thread."""


@contextlib.contextmanager
def stop_on_signals(control: Stoppable) -> Iterator[list[int]]:
    """Stop the run on the first signal; the second one has its usual effect.

    Yields the list of received signal numbers. A signal that is ignored from outside (`nohup`)
    stays ignored.
    """
    received: list[int] = []

    def stop(number: int, frame: FrameType | None) -> None:
        received.append(number)
        signal.signal(number, signal.SIG_DFL)
        # Not here: the interrupted code may hold the lock that `stop_now` needs.
        threading.Thread(target=control.stop_now, name="stop", daemon=True).start()

    before = _catch_signals(stop)
    try:
        yield received
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _catch_signals(stop: Callable[[int, FrameType | None], None]) -> dict[int, signal.Handlers]:
    before: dict[int, signal.Handlers] = {}
    for number in (getattr(signal, name) for name in _NAMES if hasattr(signal, name)):
        if signal.getsignal(number) != signal.SIG_IGN:
            before[number] = signal.signal(number, stop)  # type: ignore[assignment]
    return before
