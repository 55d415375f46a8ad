"""What makes VTK's readers compute for ever before they find that a file is damaged."""

from __future__ import annotations

import mmap
import re
from collections.abc import Iterator
from contextlib import suppress
from io import FileIO
from pathlib import Path

from curator_gui.domains.mesh.errors import MeshError
from curator_gui.domains.mesh.formats.programs.ensight_case import check_case, check_file_sets
from curator_gui.domains.mesh.formats.vtk.checks import check_count
from curator_gui.domains.mesh.formats.vtk.collections import check_named_files, referenced_files
from curator_gui.domains.mesh.formats.vtk.xml_arrays import check_appended, check_inline

XML = (".vtu", ".vtp", ".vti", ".vtr", ".vts")
MOST_COMPONENTS = 1_000_000
"""Components that a field may have: VTK goes through them one by one before it reads a value."""

MOST_POINTS, MOST_PACKED = 100_000_000, 10_000
"""Points, or cells, that any file may announce, and how many it may for each of its bytes."""

_BLOCK = 1 << 18
_APPENDED = b"<AppendedData"
_DENSE = 1024
"""Bytes of one kind in a block beyond which words are looked for: no mesh has so many, and each
costs as much as a thousand others."""

_COUNTS = rb"NumberOf(Components|Tuples|Points|Cells|Verts|Lines|Strips|Polys)"
_NAME = re.compile(_COUNTS + b"$")
_WORD = re.compile(_COUNTS + rb"(?=[\s=])")
_LARGE = re.compile(rb"\s*(?==\s*[\"']\s*(?:\d{7}|[^\d\s]))")
"""Behind the name of a count that could be refused: with seven digits, see `MOST_COMPONENTS`, or
no whole number."""

_LONGEST_NAME = 32
_NUMBER = re.compile(rb"=\s*[\"']\s*(\d+)\s*[\"']")
_VALUE = re.compile(rb"=\s*[\"']([^\"'<>]{0,80})")
_STEPS = re.compile(rb"(?im)^\s*number of steps\s*:\s*(\d+)")
_MODEL = re.compile(
    rb"(?im)^\s*model\s*:(?:\s+\d+){0,2}\s+([^\s].*?)(?:\s+change_coords_only.*)?\s*$"
)
_GOLD = re.compile(rb"(?im)^\s*type\s*:\s*ensight\s+gold\s*$")
_VALUES = re.compile(
    rb"(?im)^(?:scalar|vector|tensor\s+\w+)\s+per\s+(?:node|element)\s*:.*?(\S+)[ \t\r]*$"
)
MOST_NUMBERED = 1_000_000
"""Parts and steps may be numbered as anybody likes, but not beyond that."""

_LOOKED_AT = 1 << 24
_SECTIONS = ("format", "geometry", "variable", "time", "file", "material", "scripts", "block")


def check_components(path: Path) -> None:
    """Refuse an XML file with a field of more components, or more points, than can be there.

    Raises
    ------
    MeshError
        With the number.
    """
    size = path.stat().st_size
    if size == 0:  # as its reader says
        return
    most = max(MOST_POINTS, MOST_PACKED * size)
    with (
        path.open("rb", buffering=0) as file,
        mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as text,
    ):
        for place in _attributes(file, text):
            if text[place : place + 1] == _APPENDED[:1]:
                check_appended(path, text, place)
                return
            name = _NAME.search(_before(text, place))
            if name is not None:
                _check_number(path, name[1], text, place, most)
        check_inline(path, file, text)


def _check_number(path: Path, name: bytes, text: mmap.mmap, place: int, most: int) -> None:
    number = _NUMBER.match(text, place)
    if number is None:
        value = _VALUE.match(text, place)
        raise MeshError(
            "{path} is damaged: {name} is {value}, which is no number of them",
            path=path,
            name=f"NumberOf{name.decode()}",
            value=repr(value[1].decode("utf-8", "replace") if value else ""),
        )
    count = int(number[1][:20])
    if name != b"Components":
        check_count(path, count, most)
    elif count > MOST_COMPONENTS:
        raise MeshError(
            "{path} is damaged: it has a field of {count} components",
            path=path,
            count=number[1][:20].decode(),
        )


def _attributes(file: FileIO, text: mmap.mmap) -> Iterator[int]:
    """Find the equals signs of attributes ahead of appended data, a few of base64, and these data.

    A byte is found ten times faster than a word, and in blocks without touching all pages. Where
    there are too many for a mesh, only those of large counts are found.
    """
    buffer, kept, start = bytearray(_BLOCK), 0, 0
    with memoryview(buffer) as view:
        while count := file.readinto(view[kept:]):
            filled = kept + count
            end = _appended(buffer, filled)
            places = _places(buffer, b"=", kept, end)
            if len(places) > _DENSE:
                first = max(0, start + kept - _LONGEST_NAME)
                yield from _large_counts(text, first, start + end)
            else:  # names that count end so
                yield from (start + n for n in places if buffer[n - 1] in b"s \t\r\n")
            if end < filled:
                yield start + end
                return
            kept = min(filled, len(_APPENDED) - 1)
            start += filled - kept
            buffer[:kept] = buffer[filled - kept : filled]


def _large_counts(text: mmap.mmap, start: int, end: int) -> Iterator[int]:
    for word in _WORD.finditer(text, start, end):
        large = _LARGE.match(text, word.end())
        if large is not None:
            yield large.end()


def _places(text: bytearray, mark: bytes, start: int, end: int) -> list[int]:
    """Find the places of a byte, but not many more than make a block dense.

    To find is ten times faster than to count.
    """
    places: list[int] = []
    place = text.find(mark, start, end)
    while place >= 0 and len(places) <= _DENSE:
        places.append(place)
        place = text.find(mark, place + 1, end)
    return places


def _appended(text: bytearray, filled: int) -> int:
    """Return where appended data begin; where the text ends if they do not.

    The data behind are not looked at: every 256th byte of them is such a mark.
    """
    place, seen = text.find(b"<", 0, filled), 0
    while place >= 0 and seen <= _DENSE:
        if text.startswith(_APPENDED, place, filled):
            return place
        place, seen = text.find(b"<", place + 1, filled), seen + 1
    if place >= 0:
        place = text.find(_APPENDED, place, filled)
    return place if place >= 0 else filled


def _before(text: mmap.mmap, place: int) -> bytes:
    """Return the end of the name before an equals sign; there may be blanks between."""
    length = 2 * _LONGEST_NAME
    while True:
        start = max(0, place - length)
        name = text[start:place].rstrip(b" \t\r\n")
        if len(name) >= _LONGEST_NAME or not start:
            return name[-_LONGEST_NAME:]
        if name:  # all of what comes before the blanks, and no more than that
            return text[max(0, start - _LONGEST_NAME) : start] + name
        length *= 2


def check_composite(path: Path) -> None:
    """Refuse a file whose pieces lie elsewhere, or are such as `check_components` refuses.

    Raises
    ------
    MeshError
        Naming the piece.
    """
    check_named_files(path)
    for file in referenced_files(path):
        if file.is_file():
            check_components(file)


def check_ensight(path: Path) -> None:
    """Refuse a case whose pieces lie elsewhere, or with a line that belongs to no section.

    VTK looks for the next section for ever where there is none.

    Raises
    ------
    MeshError
        With the line, or a number of steps, parts, points or cells that cannot be there.
    """
    from curator_gui.domains.mesh.formats.programs.ensight_parts import check_parts

    check_named_files(path)
    text = path.read_bytes()
    words_of_case = text.decode("utf-8", "replace")
    if check_case(path, words_of_case):
        beside = [file for file in referenced_files(path) if file != path and file.is_file()]
        check_file_sets(path, words_of_case, beside)
    for count in _STEPS.findall(text):
        check_count(path, int(count[:20]), max(len(text), MOST_NUMBERED))
    shapes = list(_named_in(path, text))
    for file in shapes:
        _check_counts(file)
    if shapes and _GOLD.search(text):  # without them VTK says so
        check_parts(path, shapes, _first_values(path, text))
    for number, line in enumerate(words_of_case.splitlines(), start=1):
        words = line.strip().lower()
        if words and not words.startswith(("#", *_SECTIONS)) and not _continues(words):
            raise MeshError(
                "{path}: line {number} is no part of a case of EnSight: {line}",
                path=path,
                number=number,
                line=repr(line[:80]),
            )


def _named_in(path: Path, text: bytes) -> Iterator[Path]:
    """Find the files of shapes that a case names; those of a series by their pattern."""
    for name in _MODEL.findall(text):
        words = name.decode("utf-8", "replace").strip().strip('"')
        pattern = re.sub(r"\*+", "*", words)
        with suppress(ValueError, NotImplementedError):  # a name that no file has
            yield from (file for file in path.parent.glob(pattern) if file.is_file())


def _first_values(path: Path, text: bytes) -> Iterator[Path]:
    """Find the files of values, of a series the first: that is the step that is read."""
    for name in _VALUES.findall(text):
        words = name.decode("utf-8", "replace").strip('"')
        with suppress(ValueError, NotImplementedError):  # a name that no file has
            files = sorted(path.parent.glob(words.replace("*", "[0-9]")))
            yield from (file for file in files[:1] if file.is_file())


def _check_counts(path: Path) -> None:
    """Look at the number behind each word that begins a part, its points or its cells.

    In a large file only its beginning is looked at: whatever it announces, some of it is there.
    """
    from curator_gui.domains.mesh.formats.programs.ensight_words import counts

    size = path.stat().st_size
    if size == 0:  # as its reader says
        return
    with (
        path.open("rb") as file,
        mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data,
    ):
        for word, count in counts(data, _LOOKED_AT):
            check_count(path, count, max(size, MOST_NUMBERED) if word == b"part" else size)


def _continues(words: str) -> bool:
    """Whether a line gives a value, or goes on with the numbers of the line above."""
    return ":" in words or all(re.fullmatch(r"[-+.\de]+", word) for word in words.split())
