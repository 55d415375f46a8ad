"""Crash reports: written as a window's process ends unusually, offered at the next start.

A fault in a library (a segmentation fault, an abort) is written by `faulthandler` into a file that
is opened at the start; an exception that nobody caught by whoever shows it. Nothing is ever sent.
"""

from __future__ import annotations

import contextlib
import faulthandler
import os
import platform
import sys
import time
from pathlib import Path
from typing import TextIO

import psutil

from curator_gui import __version__
from curator_gui.core.storage.places import crash_folder

KEPT = 20
"""How many reports are kept; the oldest go."""
_RUNNING, _CRASH = "running-", "crash-"
_FAULT = "\n--- fault ---\n"


class CrashRecorder:
    """Writes what happened to one process; `start` at its start, `stop` at its regular end.

    Parameters
    ----------
    folder
        Where reports go; None for the user's own folder.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or crash_folder()
        self.problem = ""
        self._path = self.folder / f"{_RUNNING}{_this_process()}.txt"
        self._file: TextIO | None = None
        self._before = False

    def start(self) -> None:
        """Open the report of this process; if that cannot be done, `problem` is where and why."""
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._file = _open(self._path)
        except OSError as error:
            self.problem = f"{self.folder}: {error.strerror or error}"
            return
        self._file.write(_head() + _FAULT)
        self._file.flush()
        self._before = faulthandler.is_enabled()
        faulthandler.enable(self._file)

    def write(self, text: str) -> Path | None:
        """Write down an exception that nobody caught; return the file, None if it cannot be."""
        path = self.folder / f"{_CRASH}{_this_process()}-{time.time_ns()}.txt"
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with _open(path) as file:
                file.write(f"{_head()}\n{text}")
        except OSError:
            return None
        return path

    def stop(self) -> None:
        """End it: nothing has crashed."""
        if self._file is None:
            return
        faulthandler.disable()
        if self._before and sys.__stderr__ is not None:
            faulthandler.enable()
        self._file.close()
        self._file = None
        with contextlib.suppress(OSError):  # a report that stays says that nothing happened
            self._path.unlink()


def take_reports(folder: Path | None = None) -> list[Path]:
    """Return the reports of processes that have crashed since this was asked last, the newest last.

    They are kept in the folder `seen`, and only the newest of them. A process that was killed has
    left no fault, and so no report.
    """
    folder = folder or crash_folder()
    found = [path for path in _files(folder) if _is_new(path)]
    kept = [_set_aside(path, folder / "seen") for path in found]
    _forget_old(folder / "seen")
    return [path for path in kept if path is not None and path.exists()]


def _files(folder: Path) -> list[Path]:
    try:
        files = [path for path in folder.iterdir() if path.suffix == ".txt" and path.is_file()]
        return sorted(files, key=lambda path: path.stat().st_mtime)
    except OSError:
        return []


def _is_new(path: Path) -> bool:
    """Whether a file is a report; what a process without a fault has left is removed."""
    if path.name.startswith(_CRASH):
        return True
    if not path.name.startswith(_RUNNING) or _lives(path.stem[len(_RUNNING) :]):
        return False
    with contextlib.suppress(OSError):
        if path.read_text("utf-8", errors="replace").partition(_FAULT)[2].strip():
            return True
        path.unlink()
    return False


def _set_aside(path: Path, seen: Path) -> Path | None:
    target = seen / path.name.replace(_RUNNING, _CRASH, 1)
    try:
        seen.mkdir(mode=0o700, exist_ok=True)
        return path.replace(target)
    except OSError:
        return None


def _forget_old(seen: Path) -> None:
    for path in _files(seen)[:-KEPT]:
        with contextlib.suppress(OSError):
            path.unlink()


def _this_process() -> str:
    process = psutil.Process()
    return f"{process.pid}-{int(process.create_time() * 100)}"


def _lives(name: str) -> bool:
    """Whether the process that a report is named after still runs, with the same start."""
    pid, _, started = name.partition("-")
    try:
        return int(psutil.Process(int(pid)).create_time() * 100) == int(started)
    except (psutil.Error, ValueError):
        return False


def _open(path: Path) -> TextIO:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    return os.fdopen(descriptor, "w", encoding="utf-8")


def _head() -> str:
    when = time.strftime("%Y-%m-%d %H:%M:%S")
    return f"Curator {__version__}, {when}\nPython {sys.version}\n{platform.platform()}\n"
