"""The line that a process has begun to print, kept in a file of memory that outlives the process.

A line is masked when it is whole. Of a process that dies before, its begun line would be lost, and
that are its last words. The pages of a mapped file belong to the system, whatever ends the process.
"""

from __future__ import annotations

import mmap
import os
import struct
from contextlib import suppress
from pathlib import Path

from curator_gui.core.masking.streams import MOST_WAITING

_LENGTH = struct.Struct("<I")
_ROOM = _LENGTH.size + 4 * MOST_WAITING
"""Bytes of a file: no character takes more than four. It has holes where nothing was written."""


def begun_paths(log: Path) -> tuple[Path, Path]:
    """Return the files of the lines that a process has begun on stdout and stderr."""
    return log.with_name(f"{log.name}.out"), log.with_name(f"{log.name}.err")


class BegunLine:
    """What waits in a `MaskedStream`, for whoever outlives this process; nothing stays behind.

    A process that was forked from this one has the same pages, and leaves them alone.

    Raises
    ------
    OSError
        If the file cannot be made.
    """

    def __init__(self, path: Path) -> None:
        path.unlink(missing_ok=True)  # cutting it would kill a process that still has its pages
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            os.ftruncate(descriptor, _ROOM)
            self._pages = mmap.mmap(descriptor, _ROOM)
        finally:
            os.close(descriptor)
        self._owner, self._end = os.getpid(), _LENGTH.size

    def add(self, text: str) -> None:
        """Keep a text behind those that are kept; what has no room is left out."""
        data = text.encode("utf-8", "replace")
        end = self._end + len(data)
        if os.getpid() == self._owner and end <= _ROOM:
            self._pages[self._end : end] = data
            self._end = end
            _LENGTH.pack_into(self._pages, 0, end - _LENGTH.size)

    def clear(self) -> None:
        """Keep nothing, and leave nothing to be read."""
        if os.getpid() == self._owner and self._end > _LENGTH.size:
            _LENGTH.pack_into(self._pages, 0, 0)
            self._pages[_LENGTH.size : self._end] = bytes(self._end - _LENGTH.size)
            self._end = _LENGTH.size


def take_begun(path: Path) -> str:
    """Return the line that a process had begun when it ended, and remove its file."""
    try:
        data = path.read_bytes()
    except OSError:  # none is kept, or it was taken
        return ""
    with suppress(OSError):  # Windows keeps it while a process has it open: told twice, not never
        path.unlink()
    if len(data) < _LENGTH.size:
        return ""
    (length,) = _LENGTH.unpack_from(data)
    return data[_LENGTH.size :][:length].decode("utf-8", "replace")
