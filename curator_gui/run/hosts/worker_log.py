"""The file that a worker prints to, as its host reads it.

What a worker prints by Python is masked before it is written (`redirect_output`). Compiled
libraries, and programs that it starts, write past that: what these say is masked in the file as
soon as it has been read.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from curator_gui.core.masking import masked
from curator_gui.core.message import Message
from curator_gui.core.text.quantities import bytes_text

logger = logging.getLogger(__name__)

MAX_WAITING = 16 << 20
"""Bytes that a worker may have printed and nobody read; of more, only the end is read."""

MAX_LOG = 64 << 20
"""Bytes at which the file of a worker's lines is emptied."""

MAX_LINE = 10_000
_READ_BYTES = 1 << 20


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

        With `rest` what has no end of line yet is one, too.
        """
        notes = self._skip_flood()
        data = self._read(self._offset, _READ_BYTES)
        whole = data.rfind(b"\n") + 1
        all_of_it = len(data) if len(data) == _READ_BYTES else 0
        data = data if rest else data[: whole or all_of_it]
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


def _write_over(path: Path, start: int, data: bytes) -> None:
    with path.open("r+b", buffering=0) as file:
        file.seek(start)
        file.write(data)


def _bounded(line: str) -> str:
    if len(line) <= MAX_LINE:
        return line
    return f"{line[:MAX_LINE]}… ({len(line) - MAX_LINE} more characters)"
