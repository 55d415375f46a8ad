"""LMDB files, of which a process may open each only once, whoever wants to read it.

The loader of data sets keeps those open that it takes items from one by one. Whoever else opens
such a file, to read it whole or to write it anew, lets go of it first.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

_kept: dict[Path, tuple[tuple[int, ...], Any]] = {}
_lock = threading.RLock()


def _begin_anew() -> None:
    """Take another lock in a forked child: a thread that is not there may hold this one."""
    global _lock
    _lock = threading.RLock()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_begin_anew)


@contextmanager
def kept_open(path: Path) -> Iterator[Any]:
    """Give a read transaction on a file that stays open behind it; one that was replaced is opened.

    Raises
    ------
    lmdb.Error
        If it is no LMDB file, or it is damaged.
    OSError
        If it is not there.
    """
    with _lock, _environment(path).begin() as transaction:
        yield transaction


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Let nobody else of this process have a file open."""
    with _lock:
        known = _kept.pop(path.absolute(), None)
        if known is not None and known[0][0] == os.getpid():
            known[1].close()
        yield


def _environment(path: Path) -> Any:
    import lmdb

    path = path.absolute()
    identity = _identity(path)
    known = _kept.get(path)
    if known is not None and known[0] == identity:
        return known[1]
    with alone(path):
        found = lmdb.open(str(path), subdir=False, readonly=True, lock=False, readahead=False)
    _kept[path] = identity, found
    return found


def _identity(path: Path) -> tuple[int, ...]:
    """Return what differs once another file has the name, and in each process.

    What was open when a process forked must not be used by the child.
    """
    status = path.stat()
    return (os.getpid(), status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns)
