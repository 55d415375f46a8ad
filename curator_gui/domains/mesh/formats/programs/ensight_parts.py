"""The parts of EnSight Gold: those of a geometry, and those that files of values speak of.

A part begins with the word `part` and its number, in a geometry followed by a description and
`coordinates` or `block`; in texts each on a line, in binary files words in 80 bytes and numbers in
four, where Fortran has written them with their size in four bytes before and behind.
VTK's reader looks up each part of values and goes on without looking whether it is there.
Source: the user manual of EnSight, chapter 9, and vtkEnSightGoldReader.cxx of VTK.
"""

from __future__ import annotations

import mmap
import re
import struct
from collections.abc import Iterable, Iterator
from pathlib import Path

from curator_gui.domains.mesh.errors import MeshError
from curator_gui.domains.mesh.formats.programs.ensight_words import (
    RECORD,
    behind_word,
    is_binary,
    part_words,
)

_WORD = b"part"
_SHAPES = (b"coordinates", b"block")
_TEXT = re.compile(
    rb"part[^\n]*(?:\Z|\n\s*(\d{0,10})[^\n]*(?:\n[^\n]*\n[ \t]*(coordinates|block))?)"
)
"""What stands behind the word on its line is passed over, and the next is taken for a number."""

_BLANKS = rb"(?:[ \t\r]*(?:[#\0][^\n]*)?\n)*"
"""Lines that VTK passes over; it ends each at a zero."""

_HEADER = re.compile(
    rb"(?:\s*BEGIN TIME STEP[^\n]*\n)?" + _BLANKS + rb"[ \t]*[^\s#\0][^\n]*\n[^\n]*\n"
    + _BLANKS + rb"[ \t]*node id[^\n]*\n"
    + _BLANKS + rb"[ \t]*element id[^\n]*\n"
    + _BLANKS + rb"[ \t]*(?:extents|part)",
    re.IGNORECASE,
)  # fmt: skip
"""Blank lines and comments ahead of the first line are passed over; the second may be one."""

_DESCRIPTION = re.compile(rb"(?:\s*BEGIN TIME STEP[^\n]*\n)?[^\n]*\n")
_HEAD = 4096
MOST_GEOMETRIES = 100
"""Files of a changing geometry that are looked at for the parts of the values of its first step."""


def check_parts(path: Path, geometries: Iterable[Path], values: Iterable[Path]) -> None:
    """Refuse a case with values of parts that none of its geometries has.

    Raises
    ------
    MeshError
        Naming the file and the part, or the geometry that has no beginning.
    """
    known, binary = set[int](), False
    for file in sorted(geometries)[:MOST_GEOMETRIES]:
        with file.open("rb") as opened:
            head = opened.read(_HEAD)
        binary = is_binary(head)
        if not binary:
            _check_head(file, head)
        known |= {number for number, shaped in _parts(file, behind_word(head), binary) if shaped}
    for file in values:
        with file.open("rb") as opened:
            head = opened.read(_HEAD)
        behind, begin = behind_word(head), _after_description(head, binary)
        for number, _ in _parts(file, behind, binary, begin):
            if number not in known:
                raise MeshError(
                    "{path} is damaged: {name} has values of part {number}, which its geometry "
                    "does not have",
                    path=path,
                    name=file.name,
                    number=number,
                )


def _check_head(path: Path, head: bytes) -> None:
    """Refuse a text whose parts VTK's reader would miss, because it counts the lines before."""
    if _HEADER.match(head) is None:
        raise MeshError(
            "{path} is damaged: two lines of description, node id, element id and a part are no "
            "beginning of it",
            path=path,
        )


def _after_description(head: bytes, binary: bool) -> int:
    """Return where the description of a file of values ends, which may be `part` as well."""
    if binary:
        return behind_word(head)
    found = _DESCRIPTION.match(head)
    return found.end() if found else 0


def _parts(path: Path, behind: int, binary: bool, begin: int = 0) -> Iterator[tuple[int, bool]]:
    """Yield the numbers of the parts of a file, and whether points or cells follow."""
    if not path.stat().st_size:
        return
    with (
        path.open("rb") as file,
        mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data,
    ):
        for place in part_words(data, binary, begin):
            found = _raw_part(data, place, behind) if binary else _text_part(data, place)
            if found is not None:
                yield found


def _text_part(data: mmap.mmap, place: int) -> tuple[int, bool] | None:
    before = data[max(0, place - 32) : place].rpartition(b"\n")[2]
    found = _TEXT.match(data, place)
    if before.strip() or found is None:
        return None
    return int(found[1] or 0), found[2] is not None


def _raw_part(data: mmap.mmap, place: int, behind: int) -> tuple[int, bool] | None:
    number = data[place + behind : place + behind + 4]
    extra = behind - RECORD
    shape = place + behind + 4 + extra + behind
    shaped = data[shape : shape + RECORD].startswith(_SHAPES)
    record = data[place : place + RECORD]
    if shaped:  # writers in C leave anything behind the end of a word
        record = record.partition(b"\0")[0]
    if record.strip(b" \0") != _WORD or len(number) < 4:
        return None
    return min(*struct.unpack("<i", number), *struct.unpack(">i", number), key=_size), shaped


def _size(number: int) -> int:
    return abs(number)
