"""Arrays of VTK's XML files whose places, lengths or cells cannot be what they are said to be.

VTK takes what is missing of connectivity, offsets and types from memory that was never set, makes
room for as many points of cells as the last offset says, and its process ends of what it finds.
Source: vtkXMLDataReader.cxx and vtkXMLUnstructuredDataReader.cxx of VTK.
"""

from __future__ import annotations

import mmap
import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import FileIO
from itertools import pairwise
from pathlib import Path
from typing import NoReturn

from curator_gui.domains.mesh.errors import MeshError
from curator_gui.domains.mesh.formats.vtk.stored import Form, Stored, Whole

_APPENDED = re.compile(rb"<AppendedData\b([^>]*)>\s*_")
_RAW = re.compile(rb"encoding\s*=\s*[\"']raw[\"']")
_FILE = re.compile(rb"<VTKFile\s[^>]*>")
_END = b"</DataArray"
_OF_CELLS = b"Cells Verts Lines Strips Polys".split()
_OF_OTHERS = b"Piece PointData CellData FieldData Points Coordinates".split()
_ENTRY = re.compile(
    rb"<(?:DataArray\b([^<>]{0,4096})>\s*|(%s)\b([^<>]{0,4096}))"
    % b"|".join([*_OF_CELLS, *_OF_OTHERS])
)
"""An array with its attributes, or the tag that arrays stand in, with those."""

_TYPE = re.compile(rb"<VTKFile\s[^>]*?\btype\s*=\s*[\"'](\w+)[\"']")
_COUNTED = {
    b"UnstructuredGrid": (b"NumberOfPoints", b"NumberOfCells"),
    b"PolyData": (b"NumberOfPoints",),
}
"""What each piece of a file has to say: of one among others VTK's process ends without it."""

_BEGINNING = re.compile(rb"<(?:DataArray|%s)" % b"|".join([*_OF_CELLS, *_OF_OTHERS]))
_LONGEST_BEGINNING = len(b"<Coordinates")
_ATTRIBUTE = re.compile(rb"([A-Za-z]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_WHOLE = re.compile(rb"\s*(\d{1,18})\s*$")
_KIND = re.compile(rb"(U?)Int(8|16|32|64)$")
_EMPTY = re.compile(rb"NumberOf[A-Z][a-z]+\s*=\s*[\"']\s*0\s*[\"']")
_RANGE = re.compile(rb"(-?\d{1,18})\s+(-?\d{1,18})")
"""Two numbers of an extent, which is empty where the second is the smaller."""

_CLOSING = b"</AppendedData"
_TAIL = 4096
_MOST_TAGS = 1 << 22
"""Bytes of tags that are looked through: those ahead of appended data are some thousands."""

_BLOCK = 1 << 18
_CONTENTS = {
    b"offsets": b"connectivity",
    b"face_offsets": b"face_connectivity",
    b"polyhedron_offsets": b"polyhedron_to_faces",
}
"""Arrays of offsets, with those whose entries they part."""

_LONGEST_NUMBER = 64


@dataclass(frozen=True)
class _Array:
    """One tag: its attributes, and where what follows it begins."""

    tag: bytes
    attributes: dict[bytes, bytes]
    behind: int

    @property
    def name(self) -> bytes:
        return self.attributes.get(b"Name", b"").strip()

    @property
    def kind(self) -> Whole | None:
        found = _KIND.match(self.attributes.get(b"type", b"").strip())
        return Whole(int(found[2]) // 8, not found[1]) if found else None


class _Cells:
    """Arrays of cells of one tag, in any order: how many entries they have, and where they end."""

    def __init__(self, path: Path, data: mmap.mmap) -> None:
        self.path = path
        kind = _TYPE.search(data, 0, min(len(data), _TAIL))
        self._counted = _COUNTED.get(kind[1], ()) if kind else ()
        self.begin(b"", b"")

    def begin(self, tag: bytes, attributes: bytes) -> None:
        """Begin with the arrays of another tag; those of fields may have any name."""
        self.wanted = tag in _OF_CELLS
        if tag == b"Piece":
            self._check_counts({found[0] for found in _ATTRIBUTE.findall(attributes)})
        self._entries: dict[bytes, int] = {}
        self._ends: dict[bytes, tuple[_Array, int]] = {}

    def _check_counts(self, names: set[bytes]) -> None:
        for name in self._counted:
            if name not in names:
                raise MeshError(
                    "{path} is damaged: one of its pieces has no {name}",
                    path=self.path,
                    name=name.decode(),
                )

    def hold(self, array: _Array, count: int) -> None:
        """Take note of how many entries an array has."""
        self._entries[array.name] = count
        self._compare()

    def end(self, array: _Array, last: int) -> None:
        """Take note of the last of some offsets."""
        self._ends[array.name] = array, last
        self._compare()

    def _compare(self) -> None:
        for name, (array, last) in self._ends.items():
            if not 0 <= last <= self._entries.get(_CONTENTS[name], max(last, 0)):
                _refuse(self.path, array)


def check_appended(path: Path, data: mmap.mmap, tag: int) -> None:
    """Refuse arrays that are not whole in the bytes behind all tags, or cannot be there.

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
        With the bytes that are there, and those that are needed, or the array.
    """
    if tag > _MOST_TAGS:
        return
    begin = _APPENDED.match(data, tag, tag + _TAIL)
    if begin is None:  # VTK would take any underscore behind it for the beginning
        raise MeshError(
            "{path} is damaged: its appended data do not begin with an underscore", path=path
        )
    form, cells = _form(data, tag), _Cells(path, data)
    closing = data.rfind(_CLOSING, max(begin.end(), len(data) - _TAIL))
    for found in _ENTRY.finditer(data, 0, tag):
        if found[2]:
            cells.begin(found[2], found[3])
            continue
        array = _array(found)
        if array.attributes.get(b"format") != b"appended":
            continue
        start = begin.end() + _place(path, array)
        if _is_behind(data, start, closing) and _may_be_empty(data, array):
            continue
        stored = Stored(data, start, form, _RAW.search(begin[1]) is None)
        if not stored.encoded:
            _refuse_cut(path, len(data), start + stored.needed())
        _check_stored(array, stored, cells)


def check_inline(path: Path, file: FileIO, data: mmap.mmap) -> None:
    """Refuse arrays between their tags that cannot be there.

    Raises
    ------
    MeshError
        With the array.
    """
    form, cells = _form(data, min(len(data), _TAIL)), _Cells(path, data)
    for place, following in pairwise((*_tags(file), len(data))):
        found = _ENTRY.match(data, place)
        if found is None:
            continue
        if found[2]:
            cells.begin(found[2], found[3])
            continue
        array = _array(found)
        written = array.attributes.get(b"format")
        if written == b"binary":
            _check_stored(array, Stored(data, array.behind, form, True), cells)
        elif written == b"ascii" and cells.wanted:
            end = max(array.behind, data.rfind(_END, array.behind, following))
            _check_text(array, data, end, cells)


def _form(data: mmap.mmap, end: int) -> Form:
    found = _FILE.search(data, 0, end)
    return Form.of(found[0] if found else b"")


def _array(found: re.Match[bytes]) -> _Array:
    pairs = _ATTRIBUTE.findall(found[1])
    return _Array(found[0], {name: double or single for name, double, single in pairs}, found.end())


def _place(path: Path, array: _Array) -> int:
    found = _WHOLE.match(array.attributes.get(b"offset", b""))
    if found is None:
        _refuse(path, array)
    return int(found[1])


def _refuse(path: Path, array: _Array) -> NoReturn:
    raise MeshError(
        "{path} is damaged: its array {name} has no place, length or offsets that can be right",
        path=path,
        name=repr(array.name.decode("utf-8", "replace")),
    )


def _refuse_cut(path: Path, there: int, needed: int) -> None:
    if needed > there:
        raise MeshError(
            "{path} is cut off or damaged: it has {there} bytes, and its arrays need {needed}",
            path=path,
            there=f"{there:,}",
            needed=f"{needed:,}",
        )


def _is_behind(data: mmap.mmap, start: int, closing: int) -> bool:
    """Whether the tags that follow the data begin here: empty arrays have no length in some."""
    return closing - _TAIL <= start <= closing and not data[start:closing].strip()


def _may_be_empty(data: mmap.mmap, array: _Array) -> bool:
    """Whether the tags around an array announce none of what it has values of."""
    place = array.behind
    counts = array.tag + data[max(0, data.rfind(b"<Piece", 0, place)) : place].partition(b">")[0]
    return (
        array.name == b"connectivity"
        or _EMPTY.search(counts) is not None
        or any(int(end) < int(begin) for begin, end in _RANGE.findall(counts))
    )


def _check_stored(array: _Array, stored: Stored, cells: _Cells) -> None:
    """Look at the beginning of one array, and at the last number of offsets."""
    if stored.odd() or (stored.has_no_parts and not _may_be_empty(stored.data, array)):
        _refuse(cells.path, array)
    if array.kind is None or not cells.wanted:
        return
    if array.name not in _CONTENTS:
        cells.hold(array, stored.length() // array.kind.size)
        return
    last = stored.last(array.kind)
    if last is not None:
        cells.end(array, last)


def _check_text(array: _Array, data: mmap.mmap, end: int, cells: _Cells) -> None:
    """Look at the last of offsets; a number takes a digit and what parts it from the next."""
    if array.name not in _CONTENTS:
        cells.hold(array, (end - array.behind + 1) // 2)
        return
    words = data[max(array.behind, end - _LONGEST_NUMBER) : end].split()
    last = _WHOLE.match(words[-1]) if words else None
    if last is not None:
        cells.end(array, int(last[1]))
    elif words:
        _refuse(cells.path, array)


def _tags(file: FileIO) -> Iterator[int]:
    """Find the tags of arrays, and those around them, in blocks: faster than in a map."""
    file.seek(0)
    buffer, kept, start, found = bytearray(_BLOCK), 0, 0, -1
    with memoryview(buffer) as view:
        while count := file.readinto(view[kept:]):
            filled = kept + count
            for place in _BEGINNING.finditer(buffer, 0, filled):
                if start + place.start() > found:
                    found = start + place.start()
                    yield found
            kept = min(filled, _LONGEST_BEGINNING - 1)
            start += filled - kept
            buffer[:kept] = buffer[filled - kept : filled]
