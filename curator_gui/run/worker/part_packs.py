"""Packs: the parts that stateful filters leave for each index, in one file per worker.

A part is whatever a filter wrote when it was flushed: its bytes are appended to the worker's pack,
with index, time and checksum. So 20,000 indices leave a few files and not 20,000, and merging them
gives the same as before, bit by bit. A write that was cut short is passed over when a pack is read.

Layout of an entry, little-endian: `CurP`, index (8 bytes), seconds since the epoch (8, double),
number of bytes (8), a CRC-32 (4) of these and of the bytes, the bytes.
"""

from __future__ import annotations

import os
import platform
import re
import struct
import tempfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import time

from curator_gui.core.storage.files import atomic_path, part_path, remove_dead_parts, sync_folder

PACK_SUFFIX = ".pack"
_MAGIC = b"CurP"
_HEAD = struct.Struct("<4sQdQ")
_CHECK = struct.Struct("<I")
_OWN_FILE = re.compile(r"(\d{10,})(\..*)?")
_APPEND = os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0)


@dataclass(frozen=True)
class Part:
    """Where the part of an index is: a piece of a pack, or (length -1) a file or folder."""

    time: float
    path: Path
    start: int = 0
    length: int = -1

    def read(self) -> bytes:
        with self.path.open("rb") as file:
            file.seek(self.start)
            return file.read(self.length)


def own_path(folder: Path, index: int, suffix: str) -> Path:
    """Name the part of an index that is no piece of a pack: an old one, or a folder."""
    return folder / f"{index:010d}{suffix}"


def scratch_path(folder: Path, suffix: str) -> Path:
    """Name a file for one flush; if its process is killed, the next merge removes it."""
    return part_path(folder / "part", suffix)


def keep_part(folder: Path, index: int, worker: int, scratch: Path) -> None:
    """Take what a filter has flushed into the worker's pack.

    Raises
    ------
    OSError
        If the filter wrote nothing, or the disk refuses.
    """
    if scratch.is_dir():
        scratch.replace(own_path(folder, index, scratch.suffix))
        return
    data = scratch.read_bytes()
    name = re.sub(r"[^\w.-]", "_", platform.node())[:100]
    # Opened for each part: a component may close a descriptor that stays open, and the number
    # would be another file's. One write, so that parts of two runs do not mix.
    file = os.open(folder / f"{name}-{worker}{PACK_SUFFIX}", _APPEND, 0o666)
    try:
        _write_whole(file, _entry(index, time(), data))
    finally:
        os.close(file)
    scratch.unlink()


def _entry(index: int, when: float, data: bytes) -> bytes:
    head = _HEAD.pack(_MAGIC, index, when, len(data))
    return head + _CHECK.pack(zlib.crc32(data, zlib.crc32(head))) + data


def _write_whole(file: int, data: bytes) -> None:
    written = os.write(file, data)
    while written < len(data):
        written += os.write(file, data[written:])


class KeptParts:
    """The parts of all indices below a folder; of several of one index the latest counts."""

    def __init__(self, folder: Path, suffix: str) -> None:
        self._folder = folder
        self._suffix = suffix
        self._parts: dict[int, Part] = {}
        self._sources: list[Path] = []
        if folder.is_dir():
            self._look()

    def __contains__(self, index: int) -> bool:
        return index in self._parts

    def read(self, index: int) -> bytes:
        """Return the part of an index.

        Raises
        ------
        OSError
            If it is missing or cannot be read.
        """
        if index not in self._parts:
            path = own_path(self._folder, index, self._suffix)
            raise FileNotFoundError(2, "the part of an index is missing", str(path))
        return self._parts[index].read()

    def _look(self) -> None:
        for path in sorted(self._folder.iterdir()):
            match = _OWN_FILE.fullmatch(path.name)
            if path.suffix == PACK_SUFFIX:
                self._sources.append(path)
                for index, part in _entries(path):
                    self._add(index, part)
            elif match and (match[2] or "") == self._suffix and not _is_cut(path):
                self._add(int(match[1]), Part(path.stat().st_mtime, path))

    def _add(self, index: int, part: Part) -> None:
        known = self._parts.get(index)
        if known is None or known.time <= part.time:
            self._parts[index] = part

    @contextmanager
    def as_files(self, indices: Sequence[int]) -> Iterator[list[Path]]:
        """Give the parts of some indices as files, in this order.

        Raises
        ------
        OSError
            If one is missing, or there is no room.
        """
        missing = next((index for index in indices if index not in self._parts), None)
        if missing is not None:
            self.read(missing)
        with tempfile.TemporaryDirectory(dir=self._folder, prefix=".merge-") as folder:
            yield [self._as_file(index, Path(folder)) for index in indices]

    def _as_file(self, index: int, folder: Path) -> Path:
        part = self._parts[index]
        if part.length < 0:
            return part.path
        path = own_path(folder, index, self._suffix)
        path.write_bytes(part.read())
        return path

    def fold(self) -> None:
        """Leave one pack with one part for each index; folders stay as they are."""
        remove_dead_parts([self._folder])
        own = [part.path for part in self._parts.values() if part.length < 0]
        files = [path for path in own if path.is_file()]
        if len(self._sources) + len(files) < 2:
            return
        whole = self._folder / f"all{PACK_SUFFIX}"
        with atomic_path(whole) as pack, pack.open("wb") as file:
            for index, part in sorted(self._parts.items()):
                if part.length >= 0 or part.path.is_file():
                    file.write(_entry(index, part.time, part.read()))
            file.flush()
            os.fsync(file.fileno())
        sync_folder(self._folder)  # before the packs that it replaces are gone
        for path in (*self._sources, *files):
            if path != whole:
                path.unlink(missing_ok=True)


def _is_cut(path: Path) -> bool:
    """Whether a file, or one in a folder, is empty: it was cut off when the power failed."""
    files = [each for each in path.rglob("*") if each.is_file()] if path.is_dir() else [path]
    return not files or any(each.stat().st_size == 0 for each in files)


def _entries(path: Path) -> Iterator[tuple[int, Part]]:
    """Yield the whole entries of a pack; what lies between them is passed over."""
    data = memoryview(path.read_bytes())
    position = 0
    while position + _HEAD.size + _CHECK.size <= len(data):
        head = data[position : position + _HEAD.size]
        magic, index, when, length = _HEAD.unpack(head)
        start = position + _HEAD.size + _CHECK.size
        (checksum,) = _CHECK.unpack_from(data, start - _CHECK.size)
        whole = magic == _MAGIC and start + length <= len(data)
        if whole and zlib.crc32(data[start : start + length], zlib.crc32(head)) == checksum:
            yield index, Part(when, path, start, length)
            position = start + length
        else:
            found = bytes(data[position + 1 :]).find(_MAGIC)
            if found < 0:
                return
            position += 1 + found
