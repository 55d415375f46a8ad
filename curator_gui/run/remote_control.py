"""Steer a run that another process carries out, through a small file beside its record.

Whoever follows the run appends a word per line; the process that runs it reads them a few times a
second. A file works wherever the record does, also over a network and after the sender has ended.
"""

from __future__ import annotations

import logging
import os
import platform
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from curator_gui.core.errors import CuratorError, ParamError
from curator_gui.core.text.plain_text import one_line
from curator_gui.core.trust.ownership import login_name
from curator_gui.core.trust.strangers import open_regular
from curator_gui.run.control import Command, RunControl

logger = logging.getLogger(__name__)

LISTEN_SECONDS = 0.3
START_SECONDS = 60.0
"""How long a process that was started may take until it writes its record."""

MAX_NAME = 100
MAX_BYTES, MAX_LINE = 1_000_000, 1_000
"""Bytes that are read at a time, and that a request may have."""

WORDS = ("pause", "resume", "stop_after_current", "stop_now")
WORKERS = "workers"
"""Begins a line "workers N WHO": WHO asks for N workers."""

ANNOUNCED, LISTENING = "announced", "listening"
"""Lines by which the starting process opens the file, and the running one says that it reads it."""


def user_name() -> str:
    """Name the person and the machine, for the other process: "ada@lab-7"."""
    return f"{login_name()}@{platform.node()}"


def control_path(record: Path) -> Path:
    """Name the file through which the run of a record is steered."""
    return Path(f"{record}.control")


def announce(record: Path) -> None:
    """Say that a process is about to go on with the run of a record."""
    control_path(record).write_bytes(f"{ANNOUNCED}\n".encode())


def is_announced(record: Path) -> bool:
    """Whether a process goes on with the run, or was started a moment ago to do so."""
    try:
        begun = control_path(record).stat().st_mtime
    except OSError:
        return False
    return time.time() - begun < START_SECONDS


def is_heard(record: Path) -> bool:
    """Whether a process says that it listens to what is written for its run."""
    return LISTENING in _words(control_path(record))


class RemoteControl(RunControl):
    """The buttons of a run in another process; see `RunControl`."""

    def __init__(self, record: Path) -> None:
        super().__init__()
        self._path = control_path(record)

    def _send(self, command: Command) -> None:
        """Write what is asked for into the file.

        Raises
        ------
        CuratorError
            If it cannot be written, or the other process does not know such a request.
        """
        if command.action == "set_workers":
            self._write(f"{WORKERS} {command.workers} {command.by or user_name()}")
            return
        if command.action not in WORDS:
            raise CuratorError("this run goes on without the window; retry when it is over")
        self._write(command.action)

    def _write(self, word: str) -> None:
        try:
            with self._path.open("ab+") as file:
                file.seek(max(0, file.seek(0, os.SEEK_END) - 1))
                begun = file.read(1) not in (b"", b"\n")  # by one who was ended in the middle
                text = f"{one_line(word)}\n".encode()
                file.write(b"\n" + text if begun else text)
        except OSError as error:
            raise CuratorError(
                "{path}: the run cannot be reached: {error}",
                path=self._path,
                error=error.strerror or error,
            ) from error


@contextmanager
def listening(record: Path, control: RunControl) -> Iterator[None]:
    """Pass on to a run's control what is written for its record.

    What was said since the process was announced counts: it may take seconds to start. What was
    meant for a process that listened before, and died, is stale.
    """
    path, over = control_path(record), threading.Event()
    try:
        _take_over(record)
    except OSError as error:  # the run itself is not the worse for it
        logger.warning("%s: the run cannot be steered from a window: %s", path, error)
        yield
        return
    thread = threading.Thread(target=_listen, args=(path, control, over), daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
        path.unlink(missing_ok=True)


def _take_over(record: Path) -> None:
    path = control_path(record)
    said = _words(path)
    if not is_announced(record) or ANNOUNCED not in said or LISTENING in said:
        announce(record)
    with path.open("a", encoding="ascii") as file:
        file.write(f"{LISTENING}\n")


def _listen(path: Path, control: RunControl, over: threading.Event) -> None:
    heard = _Heard(path)
    while not over.wait(LISTEN_SECONDS):
        while lines := heard.new_lines():
            for line in lines:
                _obey(line, control)


class _Heard:
    """Reads the lines that are added to a file, however long it has become.

    A line of more than `MAX_LINE` bytes is no request: it is left out, and what follows is read.
    What is written in place of the file (an editor, a disk that is back) is read from its begin.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._place = 0
        self._file: tuple[int, int] | None = None
        self._begun = b""
        self._skipping = False

    def new_lines(self) -> list[str]:
        """Return the whole lines that were added since the last call, those of one reading."""
        try:
            data = self._read()
        except (OSError, ValueError):  # nobody has said anything, or it is no file
            return []
        *lines, rest = (self._begun + data).split(b"\n")
        if self._skipping and lines:
            del lines[0]
            self._skipping = False
        self._begun = rest
        if len(rest) > MAX_LINE:
            self._begun, self._skipping = b"", True
        return [line.decode("utf-8", "replace") for line in lines if len(line) <= MAX_LINE]

    def _read(self) -> bytes:
        with open_regular(self._path) as file:
            status = os.fstat(file.fileno())
            identity = status.st_dev, status.st_ino
            if identity != self._file or status.st_size < self._place:
                self._file, self._place, self._begun, self._skipping = identity, 0, b"", False
            file.seek(self._place)
            data = file.read(MAX_BYTES)
            self._place += len(data)
            return data


def _obey(line: str, control: RunControl) -> None:
    """Do what a line asks for; what is none of the words means nothing."""
    word, _, rest = line.partition(" ")
    if line in WORDS:
        getattr(control, line)()
    elif word == WORKERS:
        number, _, by = rest.partition(" ")
        if number.isascii() and number.isdecimal():
            with suppress(ParamError):  # whoever writes through `RemoteControl` was told
                control.set_workers(int(number[:9]), one_line(by[:MAX_NAME]))


def _words(path: Path) -> list[str]:
    """Return the whole lines at the begin of a file: who listens says so there."""
    return _Heard(path).new_lines()
