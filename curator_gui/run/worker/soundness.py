"""Whether this process is still fit for the next index, after a component had it to itself.

What a component changed and should not have is set back (working directory, variables of the
environment, signal handlers, timers, and what `process_state` lists); what cannot be set back
(descriptors and threads that it leaves behind, a descriptor of ours that it closed, lowered limits)
is a reason to go on in another process. Both name the index.

What could lead the next index astray at once (working directory, environment, signals, timers, the
engine's own descriptors) is looked at after every index, in 3 microseconds. `process_state` takes
four times as long and is looked at every millisecond, so after every index that takes so long, and
after every failure: if it then turns out that something had been changed by one of several indices,
the one that failed may be innocent and is run again. What is left behind is counted as often as it
takes to leave too much.

Variables that a component added stay during a run: libraries set some when they are first loaded,
and read them later. A worker that has some does not serve another run.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from importlib import import_module
from time import monotonic  # bound here: a component may put another in its place
from typing import Any

from curator_gui.core.message import Message
from curator_gui.run.worker.process.state import ProcessState

_handler: Callable[[int], Any] = import_module("_signal").getsignal
"""What a signal does, without making a member of an enumeration of each answer."""

_timer: Callable[[], tuple[float, float]] = (
    partial(signal.getitimer, int(signal.ITIMER_REAL))
    if sys.platform != "win32"
    else lambda: (0.0, 0.0)
)
"""Returns the seconds after which the process gets a SIGALRM; 0 if there is no such timer."""

_WATCHED = [
    int(number)
    for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGALRM", "SIGCHLD", "SIGPIPE", "SIGUSR1")
    if (number := getattr(signal, name, None)) is not None
]
LOOK_SECONDS = 0.001
"""From one look at everything to the next: thirty times what it takes."""

OPENING_SECONDS = 0.25e-6
"""What it takes at least to leave another file open (a duplicate, in compiled code)."""

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
        self._handlers = list(map(_handler, _WATCHED))
        self._descriptors: list[int] = []
        self._identities: list[tuple[int, int]] = []
        self._most_descriptors = _descriptor_limit() // 2
        self._most_threads = 0
        self._state = ProcessState() if owned else None
        self._looked = self._counted = monotonic()
        self._count_seconds = min(LOOK_SECONDS, self._most_descriptors * OPENING_SECONDS)
        self._first: int | None = None
        self._count = 0
        self._found = False
        self.spoiled = False
        """Whether the index that was looked at last may have failed for what another one did."""

    def begin_run(self) -> str:
        """Start anew for another run; return why that must be in another process, "" if not."""
        self._said.clear()
        self._most_threads = 0
        self._forget_indices()
        if self._state is None:
            return ""
        added = os.environ.keys() - self._variables.keys()
        if added:
            return Message("a run had set {name} in its environment", name=min(added))
        changed = self._state.changed_since_new()
        return Message("a run had changed {what}", what=changed) if changed else ""

    def loaded(self) -> None:
        """Take what loading the pipeline has set for what its indices should find."""
        if self._state is not None:
            self._state.remember()

    def keep_open(self, descriptor: int) -> None:
        """Insist that a descriptor stays what it is now; -1 means none."""
        if descriptor >= 0:
            self._descriptors.append(descriptor)
            self._identities.append(_identity(descriptor))

    def let_go(self, descriptor: int) -> None:
        if descriptor in self._descriptors:
            place = self._descriptors.index(descriptor)
            del self._descriptors[place], self._identities[place]

    def is_intact(self, descriptor: int) -> bool:
        """Whether a descriptor to be kept open is still what it was."""
        kept = dict(zip(self._descriptors, self._identities, strict=True))
        return _identity(descriptor) == kept.get(descriptor)

    def check(self, index: int, *, failed: bool = False) -> str:
        """Set back what can be; return why another process must go on, "" if this one can.

        `failed` says that all has to be looked at, and `spoiled` is then told.
        """
        self._count += 1
        if self._first is None:
            self._first = index
        problem = ""
        if _working_directory() != self._folder or os.environ._data != self._raw:  # type: ignore[attr-defined]
            self._tell(Message("index {index}", index=index), self._changed_places())
        now = monotonic()
        self.spoiled = False
        if self._owned:
            problem = self._check_own(index)
            if failed or now - self._counted >= self._count_seconds:
                self._counted = now
                problem = self._count_left(index, failed=failed) or problem
        if failed or now - self._looked >= LOOK_SECONDS:
            problem = self._look(index, failed=failed) or problem
            self._looked = monotonic()
            self._forget_indices()
        return problem

    def _check_own(self, index: int) -> str:
        if list(map(_handler, _WATCHED)) != self._handlers or _timer()[0]:
            self._tell(Message("index {index}", index=index), self._changed_signals())
        if [*map(_identity, self._descriptors)] != self._identities:
            return Message(
                "index {index} closed a descriptor that belongs to the engine", index=index
            )
        return ""

    def look_again(self, index: int) -> bool:
        """Look at everything because something does not work; whether anything was set back."""
        self._look(index, failed=False)
        return self._found

    def _forget_indices(self) -> None:
        self._first, self._count = None, 0

    def _look(self, index: int, *, failed: bool) -> str:
        if self._state is None:
            return ""
        changes = list(self._state.set_back())
        self._found = bool(changes)
        self.spoiled = self.spoiled or (failed and self._found and self._count > 1)
        return self._tell(self._suspects(index), changes) if changes else ""

    def _suspects(self, index: int) -> Message:
        if self._count <= 1:
            return Message("index {index}", index=index)
        return Message("one of the indices {first} to {last}", first=self._first, last=index)

    def _tell(self, who: str, changes: Iterable[tuple[str, bool]]) -> str:
        """Say once each what was set back; return what could not be."""
        problem = ""
        for what, is_back in changes:
            if not is_back:
                problem = Message(
                    "{who} changed {what}, which cannot be set back", who=who, what=what
                )
            elif what not in self._said:
                self._said.add(what)
                self._say(Message("{who} changed {what}; it was set back", who=who, what=what))
        return problem

    def _changed_places(self) -> Iterator[tuple[str, bool]]:
        folder = _working_directory()
        if folder != self._folder and self._folder:
            os.chdir(self._folder)
            gone = folder or Message("one that is gone")
            yield Message("the working directory to {folder}", folder=gone), True
        raw = _raw_environment()
        if raw != self._raw:
            yield from self._changed_variables(raw)

    def _changed_variables(self, raw: dict[Any, Any]) -> Iterator[tuple[str, bool]]:
        self._raw = raw.copy()
        for name, value in self._variables.items():
            if os.environ.get(name) != value:
                os.environ[name] = value
                self._raw = raw.copy()
                yield Message("the variable {name} of the environment", name=name), True

    def _changed_signals(self) -> Iterator[tuple[str, bool]]:
        for number, handler in zip(_WATCHED, self._handlers, strict=True):
            if _handler(number) is not handler:
                signal.signal(number, signal.SIG_DFL if handler is None else handler)
                yield Message("what {signal} does", signal=signal.Signals(number).name), True
        if _timer()[0]:
            signal.setitimer(signal.ITIMER_REAL, 0)
            yield Message("the process's timer"), True

    def _count_left(self, index: int, *, failed: bool) -> str:
        left = self._left_behind(index)
        self.spoiled = failed and bool(left) and self._count > 1
        return left

    def _left_behind(self, index: int) -> str:
        lowest, threads = _lowest_free_descriptor(), threading.active_count()
        if lowest > self._most_descriptors:
            return Message(
                "some {count} files are open after index {index}, most left by components",
                count=lowest,
                index=index,
            )
        self._most_threads = self._most_threads or threads + MORE_THREADS
        if threads > self._most_threads:
            return Message(
                "{count} threads run after index {index}, most left by components",
                count=threads,
                index=index,
            )
        return ""


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
        return os.fstat(descriptor)[1:3]  # inode and device; names would cost twice as much
    except OSError:
        return (-1, -1)


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
