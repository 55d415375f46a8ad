"""The sections of a Fluent mesh, looked at before VTK makes cells of them.

A section of nodes (10), cells (12) or faces (13) begins with `(zone first last type ...)` in
hexadecimal numbers; zone 0 tells how many there are, ahead of all others. Behind it, each face has
its nodes, counted in front where the faces of the zone differ, and the cells on its two sides, 0
for none. VTK's reader makes room for as many cells and faces as are announced, and ends its process
where others come, or where a zone has no name.
Source: the appendix on mesh formats of the Fluent user's guide.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import Any

import numpy as np

from curator_gui.core.message import Message
from curator_gui.domains.mesh.errors import MeshError
from curator_gui.domains.mesh.formats.programs.fluent_numbers import hexadecimal
from curator_gui.domains.mesh.formats.programs.fluent_text import FluentText, Head

_OF_MESH = (b"10", b"12", b"13")
_WHOLE = re.compile(rb"\s*[0-9a-f]{1,8}(?:\s+[0-9a-f]{1,8}){2,6}\s*", re.IGNORECASE)
_WORD = re.compile(rb"[^ )]*[ )]")
_NAMED = re.compile(rb"\((?:39|45)\s*\((\d+) ([^\s()]+) ([^\s)]+)")
"""Number, type and name of a zone as VTK parts them: of other forms it makes other names."""

_COUNTED = (0, 5)
"""Types of faces with the number of their nodes in front: mixed ones and polygons."""

_OF_TOTAL, _OF_FACES = 4, 5
"""Numbers that faces begin with: VTK takes what is missing from memory that was never set."""

_NAMES = (b"39", b"45")
_WORDS_OF_NAME = {b"39": 4, b"45": 3}
_MOST_NODES = 4
_SIDES = 2


def check_sections(path: Path, text: FluentText, named: set[int]) -> None:
    """Refuse sections that do not fit what is announced, and zones without a name.

    Parameters
    ----------
    path
        The file.
    text
        Its sections.
    named
        Numbers of the zones with a name.

    Raises
    ------
    MeshError
        With the section.
    """
    totals: dict[bytes, int] = {}
    sections = [head for head in text.heads if head.what in _OF_MESH and _is_read(text, head)]
    for head in sections:
        if _WHOLE.fullmatch(head.values) is None:
            if head.place < text.end:
                _refuse(path, head.words, Message("it does not begin with numbers"))
            continue  # the bytes of other numbers
        numbers = [int(word, 16) for word in head.values.split()]
        zone, first, last = numbers[:3]
        if head.what == b"13" and len(numbers) < (_OF_FACES if zone else _OF_TOTAL):
            _refuse(path, head.words, Message("it has only {n} numbers", n=len(numbers)))
        if zone == 0:
            totals[head.what] = last
        elif head.what != b"10":  # VTK takes nodes as they come
            total = totals.get(head.what, 0)
            _check_zone(path, head.words, (zone, first, last), total, named)
    for head in sections:
        body = _body(path, text, head) if head.place < text.end and head.what == b"13" else None
        if body is not None:
            _check_faces(path, text, head, body, totals)


@dataclass(frozen=True)
class Zones:
    """Zones by the names that VTK gives their blocks (`air:fluid`): those of faces, and the rest.

    `cells` is the number of cells in all.
    """

    faces: tuple[str, ...] = ()
    cells: int = 0


def named_zones(text: FluentText) -> list[tuple[int, str, str]]:
    """Return number, type and name of each zone whose name VTK's reader finds."""
    found = (_NAMED.match(text.data, head.place) for head in text.sections if head.kind in _NAMES)
    return [
        (int(named[1]), named[2].decode(errors="replace"), named[3].decode(errors="replace"))
        for named in found
        if named is not None
    ]


def zones_of(path: Path, text: FluentText) -> Zones:
    """Return the zones of a file that has been checked.

    Raises
    ------
    MeshError
        If two have the same name and type: VTK's reader ends its process on them.
    """
    of_faces, cells = set[int](), 0
    for head in text.sections:
        if head.what not in (b"12", b"13") or _WHOLE.fullmatch(head.values) is None:
            continue
        zone, first, last = (int(word, 16) for word in head.values.split()[:3])
        of_faces |= {zone} if head.what == b"13" else set()
        cells += last - first + 1 if head.what == b"12" and zone else 0
    blocks = _blocks(path, named_zones(text))
    return Zones(tuple(block for block, zone in blocks.items() if zone in of_faces), cells)


def _blocks(path: Path, named: Iterable[tuple[int, str, str]]) -> dict[str, int]:
    """Return the zones by the names of their blocks."""
    found: dict[str, int] = {}
    for number, kind, name in named:
        zone = found.setdefault(f"{name}:{kind}", number)
        if zone != number:
            raise MeshError(
                "{path} cannot be read: its zones {one} and {other} are both called {name} "
                "({kind}); give one of them another name",
                path=path,
                one=zone,
                other=number,
                name=name,
                kind=kind,
            )
    return found


def _is_read(text: FluentText, head: Head) -> bool:
    """Whether VTK's reader takes a head for a section; faces also within others."""
    is_face = head.what == b"13" and head.begins_line and _WHOLE.fullmatch(head.values) is not None
    return is_face or text.is_section(head)


def check_marks(path: Path, text: FluentText) -> None:
    """Refuse parentheses that close nothing, and sections of the mesh that are not closed.

    Raises
    ------
    MeshError
        With the line, or the section.
    """
    stray = text.stray()
    if stray is not None:
        raise MeshError(
            "{path} is damaged: line {number} closes a parenthesis that was not opened",
            path=path,
            number=text.line(stray),
        )
    for head in text.sections:
        if head.place < text.end and head.what in _OF_MESH:
            _body(path, text, head)


def check_lines(path: Path, text: FluentText) -> None:
    """Refuse a section that does not begin its line: VTK passes over it, without a word.

    It takes words of the next line for a zone's where there are fewer than it wants.

    Raises
    ------
    MeshError
        With the section.
    """
    sections = [head for head in text.sections if head.place < text.end]
    for head, after in zip_longest(sections, sections[1:]):
        if after is not None and after.place < _end_of_name(text, head):
            _refuse(path, head.words, Message("it names no zone"))
        if head.what in (*_OF_MESH, *_WORDS_OF_NAME) and not head.begins_line:
            raise MeshError(
                "{path}: section {section} of Fluent does not begin a line, and its reader would "
                "miss it: begin a line with each section",
                path=path,
                section=repr(head.words[:80].decode(errors="replace")),
            )


def _end_of_name(text: FluentText, head: Head) -> int:
    """Return where VTK's reader looks on behind a zone's name: it wants so many words.

    They end at blanks and closing parentheses, not at the ends of lines.
    """
    place = head.place + len(head.words) - len(head.values)
    for _ in range(_WORDS_OF_NAME.get(head.kind, 0)):
        end = _WORD.match(text.data, place)
        place = end.end() if end else len(text.data)
    return place


def _body(path: Path, text: FluentText, head: Head) -> tuple[int, int] | None:
    """Return where the numbers of a section begin and end; None if it has none."""
    place, mark = text.next_mark(head.place + len(head.words))
    start, then = text.next_mark(place + 1)
    if (mark, then) == (b")", b")"):
        return None
    end, last = text.next_mark(start + 1)
    _, closing = text.next_mark(end + 1)
    if (mark, then, last, closing) != (b")", b"(", b")", b")"):
        _refuse(path, text.data[head.place : start + 1], Message("another section stands in it"))
    return start + 1, end


def _check_zone(
    path: Path, section: bytes, numbers: tuple[int, int, int], total: int, named: set[int]
) -> None:
    zone, first, last = numbers
    if not 1 <= first <= last <= total:
        words = Message(
            "it has {first} to {last}, and {total} are announced before",
            first=first,
            last=last,
            total=total,
        )
        _refuse(path, section, words)
    if zone not in named:
        raise MeshError("{path} is cut off: zones without a name: {missing}", path=path,
                        missing=zone)  # fmt: skip


def _refuse(path: Path, section: bytes, reason: str) -> None:
    raise MeshError(
        "{path} is damaged: section {section} of Fluent: {reason}",
        path=path,
        section=repr(section[:80].decode(errors="replace")),
        reason=reason,
    )


def _check_faces(
    path: Path, text: FluentText, head: Head, body: tuple[int, int], totals: dict[bytes, int]
) -> None:
    """Refuse faces of other numbers, or with nodes or cells that are not announced."""
    numbers = [int(word, 16) for word in head.values.split()]
    values = hexadecimal(text.data, *body)
    count, kind = numbers[2] - numbers[1] + 1, numbers[4]
    section = text.data[head.place : body[0]]
    if values is None:
        _refuse(path, section, Message("its faces are no numbers"))
        return
    nodes, cells = _parted(values, count, kind)
    if nodes is None:
        words = Message("{n} numbers are not those of {count} faces", n=len(values), count=count)
        _refuse(path, section, words)
    most = totals.get(b"10", 0)
    if most and nodes.size and not 1 <= int(nodes.min()) <= int(nodes.max()) <= most:
        _refuse(path, section, Message("its faces have nodes that there are not"))
    if cells.size and int(cells.max()) > totals.get(b"12", 0):
        _refuse(path, section, Message("its faces have cells that there are not"))


def _parted(values: Any, count: int, kind: int) -> tuple[Any, Any]:
    """Return the numbers of nodes and of cells; None if they are not those of so many faces."""
    if kind not in _COUNTED:
        if kind > _MOST_NODES or len(values) != count * (kind + _SIDES):
            return None, None
        rows = values.reshape(count, kind + _SIDES)
        return rows[:, :kind], rows[:, kind:]
    places = _places(values, count)
    if places is None:
        return None, None
    is_node = np.ones(len(values), bool)
    is_node[places[:-1]] = False
    sides = np.concatenate([places[1:] - 2, places[1:] - 1])
    is_node[sides] = False
    return values[is_node], values[sides]


def _places(values: Any, count: int) -> Any:
    """Return where each face with its number of nodes begins, and where the last one ends."""
    if len(values) < count * (1 + _SIDES):
        return None
    places, place, view = np.empty(count + 1, np.int64), 0, memoryview(values)
    for number in range(count):
        if place >= len(values):
            return None
        places[number] = place
        place += view[place] + 1 + _SIDES
    places[count] = place
    return places if place == len(values) else None
