"""Packed text files (.gz, .bz2, .xz) that are read no further than a text of their size can go.

Some MB of a single letter unpack to gigabytes, which readers of texts keep as one line or as all
lines. Text packs to a third or a tenth; only what repeats packs further.
"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

from curator_gui.core.errors import CuratorError
from curator_gui.core.text.quantities import bytes_text

_OPENERS: dict[str, Callable[[Path], Any]] = {
    ".gz": gzip.GzipFile,
    ".bz2": bz2.BZ2File,
    ".xz": lzma.LZMAFile,
}

_BLOCK = 1 << 16
_WHOLE, _TIMES = 512 << 20, 200
"""Bytes that any file may unpack to, as 60 million equal vectors do; how often its size, larger."""

_LINE, _LINE_TIMES = 64 << 20, 20
"""The same of a line: writers of JSON put a million atoms into one."""


class PackedTextError(CuratorError):
    """A packed text that would fill the memory; the message names the file."""


def is_packed(path: Path) -> bool:
    """Whether a file's name says that it is packed."""
    return path.suffix in _OPENERS


def open_packed(path: Path, *, lines: bool = True) -> IO[bytes]:
    """Open a packed text; what is read from it ends with a `PackedTextError` where it is too long.

    Parameters
    ----------
    path
        The file; its suffix tells how it is packed.
    lines
        Whether it has lines, of which each is bounded too; not so what may hold raw numbers.

    Raises
    ------
    OSError
        If it cannot be opened; as with other files, damage shows when it is read.
    """
    return io.BufferedReader(_Bounded(path, lines), _BLOCK)


class _Bounded(io.RawIOBase):
    """The unpacked bytes of the file `path`."""

    def __init__(self, path: Path, lines: bool) -> None:
        self._path = path
        self._stream = _OPENERS[path.suffix](path)
        size = path.stat().st_size
        self._most = max(_WHOLE, size * _TIMES)
        self._longest = max(_LINE, size * _LINE_TIMES) if lines else self._most
        self._total = self._line = 0

    @property
    def name(self) -> str:
        return str(self._path)

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, place: int, whence: int = io.SEEK_SET) -> int:
        if whence == io.SEEK_END:  # what unpacks would do so to the end, unbounded
            while self.read(_BLOCK):
                pass
            place, whence = place + self._total, io.SEEK_SET
        elif whence == io.SEEK_CUR:
            place += self._total
        if place < self._total:
            self._stream.seek(0)
            self._total = self._line = 0
        while self._total < place and self.read(min(_BLOCK, place - self._total)):
            pass
        return self._total

    def tell(self) -> int:
        return self._total

    def readinto(self, buffer: Any) -> int:
        data = self._stream.read(min(len(buffer), _BLOCK))
        self._count(data)
        buffer[: len(data)] = data
        return len(data)

    def _count(self, data: bytes) -> None:
        self._total += len(data)
        end = max(data.rfind(b"\n"), data.rfind(b"\r"))
        self._line = len(data) - end - 1 if end >= 0 else self._line + len(data)
        if self._total > self._most:
            raise PackedTextError(
                "{path} is damaged, or made to fill the memory: it unpacks to more than {most}",
                path=self._path,
                most=bytes_text(self._most),
            )
        if self._line > self._longest:
            raise PackedTextError(
                "{path} is damaged, or made to fill the memory: it has a line of more than {most}",
                path=self._path,
                most=bytes_text(self._longest),
            )

    def close(self) -> None:
        if not self.closed:
            self._stream.close()
        super().close()
