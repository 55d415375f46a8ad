"""The file that a worker prints to, as its host reads it.

What a worker prints by Python is masked before it is written (`redirect_output`). Compiled
libraries, and programs that it starts, write past that: what these say is masked in the file as
soon as it has been read. A line that it had begun when it died is written there by its host.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from curator_gui.core.masking.texts import masked, masked_so_far
from curator_gui.core.message import Message
from curator_gui.core.text.quantities import bytes_text
from curator_gui.run.worker.process.begun_line import begun_paths, take_begun

logger = logging.getLogger(__name__)

MAX_WAITING = 16 << 20
"""Bytes that a worker may have printed and nobody read; of more, only the end is read."""

MAX_LOG = 64 << 20
"""Bytes at which the file of a worker's lines is emptied."""

MAX_LINE = 10_000
_READ_BYTES = 1 << 20
_REACH = 1 << 13
"""Bytes before the end of a block in which a blank is looked for: a line without an end is parted
there, not within a word."""


class WorkerLog:
    """The file that a worker prints to, read while it grows, and cut when it has grown large.

    Of a worker that prints faster than anybody reads, the end is kept; how much is not is said.
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._offset = 0
        self._mark = 0

    def mark(self) -> None:
        """Remember what has been read so far."""
        self._mark = self._offset

    def new_lines(self, *, rest: bool = False) -> list[str]:
        """Return the whole lines written since the last call, and a line for what is left out.

        With `rest` all that is there is read, and what has no end of line yet is one, too.
        """
        found = self._next_lines(rest)
        while rest and self._offset < self._size():
            found += self._next_lines(rest)
        return found

    def last_lines(self) -> list[str]:
        """Return what is left of a process that has ended, with the lines that it had begun."""
        for path in begun_paths(self._path) if self._path else ():
            begun = masked_so_far(take_begun(path))
            if begun.strip():
                self._append(begun)
        return self.new_lines(rest=True)

    def _append(self, line: str) -> None:
        """Write a line of a process that cannot do it any more, behind all that it has written."""
        end = self._read(max(0, self._size() - 1), 1)
        try:
            with (self._path or Path(os.devnull)).open("ab") as file:
                file.write(b"\n" * (end not in (b"", b"\n")) + f"{line}\n".encode())
        except OSError as error:
            logger.warning("%s lacks its last line: %s", self._path, error.strerror or error)

    def _next_lines(self, rest: bool) -> list[str]:
        notes = self._skip_flood()
        data = self._read(self._offset, _READ_BYTES)
        data = data[: _end_of_lines(data, rest)]
        lines = [_Line(line) for line in data.splitlines(keepends=True)]
        self._hide(lines)
        self._offset += len(data)
        self._cut_file()
        return [*notes, *(_bounded(line.shown) for line in lines if line.shown.strip())]

    def since_mark(self, limit: int) -> str:
        """Return the last `limit` characters written since the mark."""
        start = max(self._mark, self._size() - limit)
        return masked(self._read(start, limit).decode("utf-8", "replace"))

    def _hide(self, lines: Sequence[_Line]) -> None:
        """Write over the secrets of lines that were just read; none of them changes its length."""
        if self._path is None or not any(line.hides for line in lines):
            return
        try:
            _write_over(self._path, self._offset, b"".join(line.kept() for line in lines))
        except OSError as error:
            logger.warning("%s is not masked: %s", self._path, error.strerror or error)

    def _skip_flood(self) -> list[str]:
        """Leave out what lies too far behind the end."""
        waiting = self._size() - self._offset
        if waiting <= MAX_WAITING:
            return []
        left_out = waiting - _READ_BYTES
        self._offset += left_out
        size = bytes_text(left_out)
        return [Message("{size} that it printed are left out: it prints too fast", size=size)]

    def _cut_file(self) -> None:
        """Empty a large file of which everything is read: its worker appends, so it goes on."""
        if self._path is None or self._offset < MAX_LOG or self._size() > self._offset:
            return
        try:
            os.truncate(self._path, 0)
        except OSError as error:  # Windows: the worker has it open
            logger.debug("%s cannot be cut: %s", self._path, error)
            return
        self._offset = self._mark = 0

    def _size(self) -> int:
        try:
            return self._path.stat().st_size if self._path else 0
        except FileNotFoundError:
            return 0  # the process has not come so far as to open it

    def _read(self, start: int, limit: int) -> bytes:
        if self._path is None:
            return b""
        try:
            with self._path.open("rb") as file:
                file.seek(start, os.SEEK_SET)
                return file.read(limit)
        except FileNotFoundError:
            return b""


@dataclass(frozen=True)
class _Line:
    """A line as it stands in the file, with its end."""

    data: bytes

    @cached_property
    def text(self) -> str:
        return self.data.decode("utf-8", "replace").rstrip("\r\n")

    @cached_property
    def shown(self) -> str:
        return masked(self.text)

    @property
    def hides(self) -> bool:
        return self.shown != self.text

    def kept(self) -> bytes:
        """Return what the file may keep: as many bytes, because others are appended meanwhile."""
        if not self.hides:
            return self.data
        end = self.data[len(self.data.rstrip(b"\r\n")) :]
        room = len(self.data) - len(end)
        return self.shown.encode("utf-8", "replace")[:room].ljust(room, b"*") + end


def _end_of_lines(data: bytes, rest: bool) -> int:
    """Return where the last whole line of a block ends; a line that fills it is parted."""
    full = len(data) == _READ_BYTES
    if rest and not full:
        return len(data)
    blank = data.rfind(b" ", max(0, len(data) - _REACH)) + 1 or len(data)
    return data.rfind(b"\n") + 1 or (blank if full else 0)


def _write_over(path: Path, start: int, data: bytes) -> None:
    with path.open("r+b", buffering=0) as file:
        file.seek(start)
        file.write(data)


def _bounded(line: str) -> str:
    if len(line) <= MAX_LINE:
        return line
    return f"{line[:MAX_LINE]}… ({len(line) - MAX_LINE} more characters)"
