"""How much memory a process and those that it has started hold, asked from outside of it."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

import psutil

_PROC = Path("/proc")
_HAS_CHILDREN = Path("/proc/self/task").is_dir()
_PAGE = os.sysconf("SC_PAGE_SIZE") if _HAS_CHILDREN else 0


def held_by(pid: int, limit: int) -> int:
    """Return the bytes that a process and its descendants hold; 0 if it is gone.

    The resident set sizes are added up. What processes share counts for each of them then, and so
    once for all where the sum is above `limit` and the system tells (Linux: proportional set size).
    """
    pids = [pid, *_descendants(pid)]
    held = sum(map(_resident, pids))
    if held <= limit or len(pids) == 1:
        return held
    return sum(map(_proportional, pids))


def _descendants(pid: int) -> list[int]:
    """List the processes below one; on Linux without a look at all that there are."""
    if not _HAS_CHILDREN:
        with contextlib.suppress(psutil.Error):
            return [child.pid for child in psutil.Process(pid).children(recursive=True)]
        return []
    found, waiting = list[int](), [pid]
    while waiting:
        children = _children(waiting.pop())
        found += children
        waiting += children
    return found


def _children(pid: int) -> list[int]:
    tasks, found = f"/proc/{pid}/task", list[int]()
    with contextlib.suppress(OSError):
        for task in os.listdir(tasks):  # noqa: PTH208 - asked many times a second
            with contextlib.suppress(OSError, ValueError):  # a thread that has ended
                found += map(int, _content(f"{tasks}/{task}/children").split())
    return found


def _content(path: str) -> bytes:
    file = os.open(path, os.O_RDONLY)
    try:
        return os.read(file, 1 << 16)
    finally:
        os.close(file)


def _resident(pid: int) -> int:
    if _HAS_CHILDREN:
        with contextlib.suppress(OSError, ValueError, IndexError):
            return int(_content(f"/proc/{pid}/statm").split()[1]) * _PAGE
        return 0
    try:
        return int(psutil.Process(pid).memory_info().rss)
    except psutil.Error:
        return 0


def _proportional(pid: int) -> int:
    try:
        for line in (_PROC / str(pid) / "smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) << 10
    except (OSError, ValueError):
        pass
    return _resident(pid)
