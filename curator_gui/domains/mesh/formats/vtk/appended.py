"""Arrays of VTK's XML files that stand as raw bytes behind all tags, and are not all there.

Each begins with its length in bytes; packed ones with the number of their parts, the sizes of a
part and of the last one, and the packed size of each. VTK takes what is missing of connectivity,
offsets and types from memory that was never set, and its process ends of what it finds there.
Source: VTK's file formats, https://docs.vtk.org, and vtkXMLDataReader.cxx of VTK.
"""

from __future__ import annotations

import mmap
import re
import struct
from collections.abc import Iterator
from pathlib import Path

from curator_gui.domains.mesh.errors import MeshError

_TAG = re.compile(rb"<AppendedData\s[^>]*?encoding\s*=\s*[\"']raw[\"'][^>]*>\s*_")
_FILE = re.compile(rb"<VTKFile\s[^>]*>")
_OFFSET = re.compile(rb"\soffset\s*=\s*[\"']\s*(\d{1,18})[\"']")
_CLOSING = b"</AppendedData"
_TAIL = 4096
_MOST_TAGS = 1 << 22
"""Bytes of tags that are looked through: those ahead of appended data are some thousands."""


def check_appended(path: Path, data: mmap.mmap, tag: int) -> None:
    """Refuse a file that ends, or whose data end, before one of its arrays does.

    Parameters
    ----------
    path
        The file.
    data
        All of it.
    tag
        Where the appended data begin.

    Raises
    ------
    MeshError
        With the bytes that are there, and those that are needed.
    """
    begin = _TAG.match(data, tag, tag + _TAIL)
    if begin is None or tag > _MOST_TAGS:
        return
    closing = data.rfind(_CLOSING, max(begin.end(), len(data) - _TAIL))
    form = _FILE.search(data, 0, tag)
    numbers = _Numbers(data, form[0] if form else b"")
    for offset in _OFFSET.finditer(data, 0, tag):
        start = begin.end() + int(offset[1])
        needed = numbers.end_of(start)
        if needed > len(data) and not _is_behind(data, start, closing):
            raise MeshError(
                "{path} is cut off or damaged: it has {there} bytes, and its arrays need {needed}",
                path=path,
                there=f"{len(data):,}",
                needed=f"{needed:,}",
            )


def _is_behind(data: mmap.mmap, start: int, closing: int) -> bool:
    """Whether the tags that follow the data begin here: empty arrays have no length in some."""
    return closing - _TAIL <= start <= closing and not data[start:closing].strip()


class _Numbers:
    """Whole numbers ahead of arrays, in the form that the tag of the file tells; 0 if not there."""

    def __init__(self, data: mmap.mmap, words: bytes) -> None:
        self.data = data
        self.is_packed = b"compressor" in words
        order, kind = ">" if b"BigEndian" in words else "<", "Q" if b"UInt64" in words else "I"
        self.form = struct.Struct(f"{order}{kind}")

    def end_of(self, start: int) -> int:
        """Return where an array ends by what it begins with; as much as is known of it."""
        size = self.form.size
        if not self.is_packed:
            return start + size + self.at(start)
        parts, head = self.at(start), start + 3 * size
        if not parts:
            return start + size
        if head + size * parts > len(self.data):
            return head + size * parts
        return head + size * parts + sum(self.many(head, parts))

    def at(self, place: int) -> int:
        raw = self.data[place : place + self.form.size]
        return int(self.form.unpack(raw)[0]) if len(raw) == self.form.size else 0

    def many(self, place: int, count: int) -> Iterator[int]:
        raw = self.data[place : place + count * self.form.size]
        return (number for (number,) in self.form.iter_unpack(raw))
