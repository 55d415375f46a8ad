"""Journals: how many workers write one data set together without ever sharing a file.

Each worker process appends its finished indices to a journal of its own, in a hidden folder beside
the product. One append is one index: a record is whole or it does not count, so a worker may be
killed at any moment. Once the run is over, the parent builds the product from all journals in
ascending order of the indices; where an index was written twice (a retry) the later record counts.

    output/.data.staged/3f0c...journal    worker 1: indices 0, 2, 5, ...
    output/.data.staged/91ab...journal    worker 2: indices 1, 3, 4, ...
    output/data_0000.aselmdb              empty until the run ends, then complete

Record, little-endian: magic, index (int64), time (ns, int64), number of items (uint32), then per
item its length (uint64), then the items, then the CRC-32 of the items.
"""

from __future__ import annotations

import os
import struct
import time
import uuid
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from io import FileIO
from pathlib import Path
from typing import BinaryIO

from curator_gui.core.text.stored_names import beside
from curator_gui.domains.atoms.errors import StructureError

_MAGIC = b"CJR1"
_HEAD = struct.Struct("<4sqqI")
_CRC = struct.Struct("<I")
SUFFIX = ".journal"
_MAX_OPEN = 64

_own: dict[tuple[int, str], Path] = {}
"""The journals of this process, by process number (a forked child must not use its parent's)."""


@dataclass(frozen=True, order=True)
class StagedIndex:
    """Where the items of one index lie."""

    time: int
    index: int
    path: Path
    offset: int
    lengths: tuple[int, ...]

    def load(self, file: BinaryIO | None = None) -> list[bytes]:
        """Read the items, from the open journal if it is given.

        Raises
        ------
        StructureError
            If the data are not what was written.
        """
        if file is None:
            with self.path.open("rb") as opened:
                return self.load(opened)
        file.seek(self.offset)
        data = file.read(sum(self.lengths))
        stored = file.read(_CRC.size)
        if stored != _CRC.pack(zlib.crc32(data)):
            raise StructureError(
                "{path}: the data of index {index} are damaged", path=self.path, index=self.index
            )
        return list(_split(data, self.lengths))


def _split(data: bytes, lengths: Sequence[int]) -> Iterator[bytes]:
    start = 0
    for length in lengths:
        yield data[start : start + length]
        start += length


def staging_folder(product: Path) -> Path:
    """Return the hidden folder of the journals of a product."""
    return beside(product, ".staged")


def append(folder: Path, index: int, items: Sequence[bytes]) -> None:
    """Append the items of one index to this process's journal."""
    data = b"".join(items)
    head = _HEAD.pack(_MAGIC, index, time.time_ns(), len(items))
    lengths = struct.pack(f"<{len(items)}Q", *(len(item) for item in items))
    with _journal(folder).open("ab", buffering=0) as file:
        _write_all(file, b"".join([head, lengths, data, _CRC.pack(zlib.crc32(data))]))


def _journal(folder: Path) -> Path:
    key = (os.getpid(), os.fspath(folder))
    path = _own.get(key)
    if path is None or not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        path = _own[key] = folder / f"{uuid.uuid4().hex}{SUFFIX}"
    return path


def _write_all(file: FileIO, record: bytes) -> None:
    """Write a record; if that fails (full disk), take its beginning back."""
    start = file.seek(0, os.SEEK_END)
    view = memoryview(record)
    try:
        while view:
            view = view[file.write(view) :]
    except OSError:
        file.truncate(start)
        raise


def read_journals(folder: Path) -> dict[int, StagedIndex]:
    """Return what is staged, the latest record of each index; a torn end is passed over."""
    found: dict[int, StagedIndex] = {}
    for path in journals(folder):
        with path.open("rb") as file:
            for staged in _records(file, path):
                known = found.get(staged.index)
                if known is None or known < staged:
                    found[staged.index] = staged
    return found


def journals(folder: Path) -> list[Path]:
    """List the journals of a folder; none if there is no such folder."""
    return sorted(folder.glob(f"*{SUFFIX}"))


def remove_journals(folder: Path, paths: Sequence[Path]) -> None:
    """Remove journals whose contents are in the product, and the folder once it is empty."""
    for path in paths:
        path.unlink(missing_ok=True)
    if folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()


def _records(file: BinaryIO, path: Path) -> Iterator[StagedIndex]:
    size = os.fstat(file.fileno()).st_size
    while True:
        head = file.read(_HEAD.size)
        if len(head) < _HEAD.size or head[:4] != _MAGIC:
            return
        _, index, written, count = _HEAD.unpack(head)
        table = file.read(8 * count)
        if len(table) < 8 * count:
            return
        lengths = struct.unpack(f"<{count}Q", table)
        offset = file.tell()
        end = offset + sum(lengths) + _CRC.size
        if end > size:
            return
        yield StagedIndex(written, index, path, offset, lengths)
        file.seek(end)


class ProductRows:
    """The structures of a product in ascending order of their indices, read one index at a time."""

    def __init__(self, entries: Mapping[int, StagedIndex | list[bytes]]) -> None:
        self._entries = {index: entries[index] for index in sorted(entries)}

    @property
    def indices(self) -> list[int]:
        """The indices, ascending, those without a structure included."""
        return list(self._entries)

    @property
    def counts(self) -> list[int]:
        return [len(self._lengths(entry)) for entry in self._entries.values()]

    @property
    def lengths(self) -> list[int]:
        """Number of bytes of each structure."""
        return [n for entry in self._entries.values() for n in self._lengths(entry)]

    @staticmethod
    def _lengths(entry: StagedIndex | list[bytes]) -> list[int]:
        if isinstance(entry, StagedIndex):
            return list(entry.lengths)
        return [len(item) for item in entry]

    def __iter__(self) -> Iterator[bytes]:
        with ExitStack() as stack:
            files: dict[Path, BinaryIO] = {}
            for entry in self._entries.values():
                if not isinstance(entry, StagedIndex):
                    yield from entry
                    continue
                if entry.path not in files:
                    if len(files) == _MAX_OPEN:
                        stack.close()
                        files.clear()
                    files[entry.path] = stack.enter_context(entry.path.open("rb"))
                yield from entry.load(files[entry.path])
