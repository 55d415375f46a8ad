"""Whether this process is still fit for the next index, after a component had it to itself.

What a component changed and should not have is set back (working directory, variables of the
environment, signal handlers, timers); what cannot be set back (descriptors and threads that it
leaves behind, a descriptor of ours that it closed) is a reason to go on in another process. Both
name the index. All of it takes some 5 microseconds, because it is done after every index.

Variables that a component added stay during a run: libraries set some when they are first loaded,
and read them later. A worker that has some does not serve another run.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any

from curator_gui.core.message import Message

_handler: Callable[[int], Any] = import_module("_signal").getsignal
"""What a signal does, without making a member of an enumeration of each answer."""

_WATCHED = [
    number
    for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGALRM", "SIGCHLD", "SIGPIPE", "SIGUSR1")
    if (number := getattr(signal, name, None)) is not None
]
MORE_THREADS = 64
"""How many threads may be left behind, beyond those that there were after the first index."""


class Soundness:
    """Remembers how the process was when it was new, and compares after every index.

    Parameters
    ----------
    say
        Takes a warning, in words; each kind is said once in a run.
    owned
        Whether the process is ours alone. If not (a dask worker), only the working directory and
        the environment are looked after.
    """

    def __init__(self, say: Callable[[str], None], *, owned: bool) -> None:
        self._say = say
        self._said: set[str] = set()
        self._owned = owned
        self._folder = _working_directory()
        self._variables = dict(os.environ)
        self._raw = _raw_environment().copy()
        self._handlers = {number: _handler(number) for number in _WATCHED}
        self._descriptors: dict[int, tuple[int, int]] = {}
        self._most_descriptors = _descriptor_limit() // 2
        self._most_threads = 0

    def begin_run(self) -> str:
        """Start anew for another run; return why that must be in another process, "" if not."""
        self._said.clear()
        self._most_threads = 0
        added = os.environ.keys() - self._variables.keys()
        if not added or not self._owned:
            return ""
        return Message("a run had set {name} in its environment", name=min(added))

    def keep_open(self, descriptor: int) -> None:
        """Insist that a descriptor stays what it is now; -1 means none."""
        if descriptor >= 0:
            self._descriptors[descriptor] = _identity(descriptor)

    def let_go(self, descriptor: int) -> None:
        self._descriptors.pop(descriptor, None)

    def is_intact(self, descriptor: int) -> bool:
        """Whether a descriptor to be kept open is still what it was."""
        return _identity(descriptor) == self._descriptors.get(descriptor)

    def check(self, index: int) -> str:
        """Set back what can be; return why another process must go on, "" if this one can."""
        for kind, words in self._set_back():
            if kind not in self._said:
                self._said.add(kind)
                self._say(
                    Message(
                        "index {index} changed {what}; it was set back", index=index, what=words
                    )
                )
        return next(self._broken(index), "") if self._owned else ""

    def _set_back(self) -> Iterator[tuple[str, str]]:
        folder = _working_directory()
        if folder != self._folder and self._folder:
            os.chdir(self._folder)
            gone = folder or Message("one that is gone")
            yield "folder", Message("the working directory to {folder}", folder=gone)
        variables = os.environ
        raw = _raw_environment()
        if raw != self._raw:
            self._raw = raw.copy()
            for name, value in self._variables.items():
                if variables.get(name) != value:
                    variables[name] = value
                    self._raw = raw.copy()
                    yield name, Message("the variable {name} of the environment", name=name)
        if self._owned:
            yield from self._set_signals_back()

    def _set_signals_back(self) -> Iterator[tuple[str, str]]:
        for number, handler in self._handlers.items():
            if _handler(number) is not handler:
                signal.signal(number, signal.SIG_DFL if handler is None else handler)
                name = signal.Signals(number).name
                yield name, Message("what {signal} does", signal=name)
        if sys.platform != "win32" and signal.getitimer(signal.ITIMER_REAL)[0]:
            signal.setitimer(signal.ITIMER_REAL, 0)
            yield "timer", Message("the process's timer")

    def _broken(self, index: int) -> Iterator[str]:
        for descriptor, identity in self._descriptors.items():
            if _identity(descriptor) != identity:
                yield Message(
                    "index {index} closed a descriptor that belongs to the engine", index=index
                )
        lowest = _lowest_free_descriptor()
        if lowest > self._most_descriptors:
            yield Message(
                "some {count} files are open after index {index}, most left by components",
                count=lowest,
                index=index,
            )
        threads = threading.active_count()
        self._most_threads = self._most_threads or threads + MORE_THREADS
        if threads > self._most_threads:
            yield Message(
                "{count} threads run after index {index}, most left by components",
                count=threads,
                index=index,
            )


def _raw_environment() -> dict[Any, Any]:
    """Return what `os.environ` keeps: comparing all of that at once takes a microsecond."""
    raw: dict[Any, Any] = os.environ._data  # type: ignore[attr-defined]
    return raw


def _working_directory() -> str:
    try:
        return os.getcwd()  # noqa: PTH109 - a fifth of the cost, once per index
    except OSError:
        return ""


def _identity(descriptor: int) -> tuple[int, int]:
    try:
        status = os.fstat(descriptor)
    except OSError:
        return (-1, -1)
    return status.st_dev, status.st_ino


def _lowest_free_descriptor() -> int:
    """Return the number that the next file would get: it grows with the files that stay open."""
    try:
        descriptor = os.dup(2)
    except OSError:  # none is left, or standard error is gone
        return sys.maxsize
    os.close(descriptor)
    return descriptor


def _descriptor_limit() -> int:
    if sys.platform == "win32":
        return 8192  # of the C run-time library, _setmaxstdio
    import resource

    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return 1 << 20 if soft == resource.RLIM_INFINITY else soft
