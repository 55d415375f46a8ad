"""The events of a run as lines of JSON, for programs that watch it.

Every line is one object: `schema` (the version of this format), `event` (the name of its class in
words, `index_finished`), `run` (the run's id) and the fields of the class in
`curator_gui.run.events`. Two differ from there: `inputs` is left out, because only Curator can
read it, and `measures` is an object of names and values. Numbers that are not finite are null.
A later version of the schema may add fields and events; it gets a new number if one is taken away
or means something else.
"""

from __future__ import annotations

import errno
import io
import json
import math
import os
import queue
import re
import stat
import threading
from pathlib import Path
from typing import Any

from curator_gui.core.errors import ParamError
from curator_gui.core.measuring.measures import unpacked
from curator_gui.core.message import Message, at
from curator_gui.core.storage.overwriting import why_kept
from curator_gui.run.events import Event, Measures, RunStarted

SCHEMA = 1
"""The version of the format."""
_BEGINNING = b'{"schema": '

STDOUT = "-"
PATIENCE = 10.0
"""Seconds in which a reader has to take something at the end of a run, or it is not waited for."""

ARRIVAL = 3.0
"""Seconds in which, at the end of a run, somebody has to begin to read a named pipe."""

READER_SECONDS = 0.1
"""How often a named pipe is tried that nobody reads yet."""

_AT_ONCE = 500
"""Events that are written together when many have come."""

_LEFT_OUT = frozenset({"inputs", "parts", "note_parts"})
_CAPITAL = re.compile(r"(?<!^)(?=[A-Z])")


def event_name(kind: type[Event]) -> str:
    """Return what a class of events is called in the lines: `index_finished`."""
    return _CAPITAL.sub("_", kind.__name__).lower()


def event_data(event: Event, run_id: str = "") -> dict[str, Any]:
    """Return an event as JSON data.

    Parameters
    ----------
    event
        Any event of `curator_gui.run.events`.
    run_id
        The run that it belongs to.
    """
    data: dict[str, Any] = {"schema": SCHEMA, "event": event_name(type(event)), "run": run_id}
    for name in event.__struct_fields__:
        if name not in _LEFT_OUT:
            data[name] = _plain(getattr(event, name))
    return data


def _plain(value: Any) -> Any:
    if isinstance(value, Measures):
        found = unpacked(value.layout, value.numbers, value.words)
        return {name: _plain(number) for name, number in found.items()}
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, (tuple, list)):
        return [_plain(part) for part in value]
    return str(value) if isinstance(value, str) else value


class EventLines:
    """Writes the events of a run, each as one line; hand it over as `on_event`, then close it.

    A thread of its own writes, so that a slow reader does not hold up the run. A reader that goes
    away, or a disk that is full, ends the lines and not the run: `problem` says so then. A named
    pipe that nobody reads yet is opened when somebody does; `waits` says that until then.

    Parameters
    ----------
    target
        A file, to which the lines are appended, or "-" for standard output.

    Raises
    ------
    ParamError
        If the file cannot be written to.
    """

    def __init__(self, target: str | Path) -> None:
        self.problem: Message | None = None
        self.waits: Message | None = None
        self._file = _opened(target)
        if self._file is None:
            self.waits = Message(
                "nobody reads {target} yet: the run goes on, and its events wait for a reader",
                target=target,
            )
        self._target = target
        self._over = threading.Event()
        self._run_id = ""
        self._written = 0
        self._events: queue.SimpleQueue[Event | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._write_all, name="event lines", daemon=True)
        self._thread.start()

    def __call__(self, event: Event) -> None:
        """Take one event; from one thread at a time."""
        if self.problem is None:  # a run that goes on for days must not keep what nobody takes
            self._events.put(event)

    def close(self) -> None:
        """Write what is left; a reader that takes nothing for `PATIENCE` seconds is given up."""
        self._events.put(None)
        seen = -1
        while self._thread.is_alive() and seen != self._written:
            seen = self._written
            self._thread.join(PATIENCE if self.waits is None else ARRIVAL)
        if self._thread.is_alive():
            self._over.set()
            self.problem = Message(
                "the events were not all written: nobody reads {target}", target=self._target
            )

    def _write_all(self) -> None:
        try:
            file = self._file or self._once_read()
            if file is not None:
                with file:
                    while events := self._next():
                        self._write(file, b"".join(map(self._line, events)))
        except OSError as error:
            self.problem = Message(
                "the events were not all written: {target}: {error}",
                target=self._target,
                error=error.strerror or error,
            )
            self._events = queue.SimpleQueue()

    def _once_read(self) -> io.FileIO | None:
        """Wait until somebody reads the named pipe; None if the run is over before."""
        while not self._over.wait(READER_SECONDS):
            file = _opened_pipe(self._target)
            if file is not None:
                self.waits = None
                return file
        return None

    def _next(self) -> list[Event]:
        """Return the events that have come, after waiting for one; [] at the end."""
        found = [self._events.get()]
        while found[-1] is not None and len(found) < _AT_ONCE and not self._events.empty():
            found.append(self._events.get())
        if found[-1] is None and len(found) > 1:
            self._events.put(None)  # for the next time
        return [event for event in found if event is not None]

    def _line(self, event: Event) -> bytes:
        if isinstance(event, RunStarted):
            self._run_id = event.run_id
        data = event_data(event, self._run_id)
        return json.dumps(data, allow_nan=False).encode("ascii") + b"\n"

    def _write(self, file: io.FileIO, data: bytes) -> None:
        left = memoryview(data)
        while left:
            count = file.write(left) or 0
            self._written += count
            left = left[count:]


def _opened(target: str | Path) -> io.FileIO | None:
    """Open what the lines go to; None for a named pipe that nobody reads yet."""
    try:
        if str(target) == STDOUT:
            return io.FileIO(os.dup(1), "wb")
        path = Path(target)
        if path.is_fifo():
            return _opened_pipe(path)
        if path.is_file() and (words := why_kept(path, _BEGINNING)):
            raise ParamError(at("events", words))
        file = io.FileIO(target, "ab+" if path.is_file() else "ab")
        _end_line(file)
        return file
    except OSError as error:
        words = Message("{path}: {error}", path=target, error=error.strerror or error)
        raise ParamError(at("events", words)) from error


def _opened_pipe(path: str | Path) -> io.FileIO | None:
    """Open a named pipe without waiting for a reader; None if there is none."""
    try:
        number = os.open(path, os.O_WRONLY | os.O_NONBLOCK)
    except OSError as error:
        if error.errno == errno.ENXIO:
            return None
        raise
    os.set_blocking(number, True)  # from now on a slow reader is waited for, in the thread
    return io.FileIO(number, "wb")


def _end_line(file: io.FileIO) -> None:
    """Part what follows from a line that a killed run has left half-written."""
    if stat.S_ISREG(os.fstat(file.fileno()).st_mode) and file.readable() and file.seek(0, 2):
        file.seek(-1, 2)
        if file.read(1) != b"\n":
            file.write(b"\n")
