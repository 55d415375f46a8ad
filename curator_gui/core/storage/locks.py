"""Advisory file locks that end with the process that holds them.

The package filelock (looked at: 4.3) does not do for these: it cannot ask whether somebody else
holds a lock without making the file (`is_locked`, also in folders that are read-only), locks no
file that is open already (journals), leaves its files behind, and where a file system knows no
`flock` it falls back to marker files, which outlive their process.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

LOCK_PATIENCE = 0.3
"""Seconds in which a lock comes free that was taken only to see whether it is (`is_locked`)."""

if sys.platform == "win32":
    import msvcrt

    def try_lock(file: int) -> bool:
        """Lock an open file without waiting; False if another open file holds the lock."""
        os.lseek(file, 0, os.SEEK_SET)
        try:
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def unlock(file: int) -> None:
        """Give the lock back."""
        os.lseek(file, 0, os.SEEK_SET)
        msvcrt.locking(file, msvcrt.LK_UNLCK, 1)
else:
    import fcntl

    def try_lock(file: int) -> bool:
        """Lock an open file without waiting; False if another open file holds the lock."""
        try:
            # flock, not lockf: a lock of the process would end when any of its readers closes
            # the same file.
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def unlock(file: int) -> None:
        """Give the lock back."""
        fcntl.flock(file, fcntl.LOCK_UN)


class FileLock:
    """One holder at a time, over all processes; taken with `acquire`, ended by the process's end.

    The lock is a file that the holder may remove on release; whoever gets the lock of a file that
    was removed meanwhile does not have it.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file = -1

    def acquire(self, patience: float = 0.0) -> bool:
        """Take the lock, within `patience` seconds; False if somebody else holds it all the time.

        Raises
        ------
        OSError
            If the lock file cannot be created.
        """
        deadline = time.monotonic() + patience
        while not self._try_acquire():
            if time.monotonic() >= deadline:
                return False
            time.sleep(0.01)
        return True

    def _try_acquire(self) -> bool:
        file = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600)
        if try_lock(file) and _is_same_file(file, self.path):
            self._file = file
            return True
        os.close(file)
        return False

    def release(self, *, remove: bool) -> None:
        """Give the lock back; with `remove` the file goes as well. A second call does nothing."""
        if self._file < 0:
            return
        if remove and os.name != "nt":
            self.path.unlink(missing_ok=True)
        unlock(self._file)
        os.close(self._file)
        self._file = -1
        if remove and os.name == "nt":
            _unlink_if_unused(self.path)


def is_locked(path: Path) -> bool:
    """Whether somebody, in this process or another, holds the lock of this file now."""
    try:
        file = os.open(path, os.O_RDWR)
    except FileNotFoundError:
        return False
    except OSError:
        return _is_locked_read_only(path)
    try:
        free = try_lock(file)
        if free:
            unlock(file)
    finally:
        os.close(file)
    return not free


def _is_locked_read_only(path: Path) -> bool:
    try:
        file = os.open(path, os.O_RDONLY)
    except OSError:
        return False
    try:
        return not try_lock(file)
    finally:
        os.close(file)  # gives the lock back


def _is_same_file(file: int, path: Path) -> bool:
    try:
        there = path.stat()
    except FileNotFoundError:
        return False
    return os.path.samestat(os.fstat(file), there)


def _unlink_if_unused(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except PermissionError:
        return  # Windows: another process has just opened it, and it is that one's now
