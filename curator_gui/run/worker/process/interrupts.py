"""Ctrl-C is the business of the process that runs a run, and not of those that it starts.

A terminal sends it to all of them. One that has not come so far as to ignore it would print a
traceback, so it begins with the signal held back (`pthread_sigmask`, which processes inherit).
"""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import resource_tracker


@contextmanager
def interrupts_held_back() -> Iterator[None]:
    """Let processes that are started in this block begin with Ctrl-C held back, where possible."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    # Python's own helper lets the signal through again when it is started (3.11): that comes first.
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def ignore_interrupts() -> None:
    """Ignore Ctrl-C in this process, and hold it back no longer: others are started from here."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
