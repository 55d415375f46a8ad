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
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from curator_gui.core.message import Message
from curator_gui.domains.mesh.errors import MeshError

_WORDS = {b"10": "nodes", b"12": "cells", b"13": "faces"}
_HEADER = re.compile(rb"\(\s*(?:20|30)?(1[023])\s*\(([^()]{0,200})")
_WHOLE = re.compile(rb"\s*[0-9a-f]{1,8}(?:\s+[0-9a-f]{1,8}){2,6}\s*", re.IGNORECASE)
_BODY = re.compile(rb"\(\s*(1[03])\s*\(([0-9a-f\s]*)\)\s*\(([^()]*)(.?)", re.IGNORECASE)
NAMED = re.compile(rb"\((?:39|45)\s*\((\d+) ([^\s()]+) ([^\s)]+)")
"""Number, type and name of a zone as VTK parts them: of other forms it makes other names."""

_RAW = re.compile(rb"\(\s*[23]0\d\d\s*\(")
_COUNTED = (0, 5)
"""Types of faces with the number of their nodes in front: mixed ones and polygons."""

_MOST_NODES = 4
_SIDES = 2
_BLANK, _NONE = 16, 17
_DIGITS = np.full(256, _NONE, np.uint8)
for _place, _letter in enumerate(b"0123456789abcdef"):
    _DIGITS[[_letter, ord(chr(_letter).upper())]] = _place
_DIGITS[list(b" \t\r\n\f\v")] = _BLANK
_LONGEST = 8
_BLOCK = 1 << 22


def check_sections(path: Path, data: bytes, text: bytes, named: set[int]) -> None:
    """Refuse sections that do not fit what is announced, and zones without a name.

    Parameters
    ----------
    path
        The file.
    data
        All of it.
    text
        Its beginning, up to sections of raw numbers, whose faces are not looked at.
    named
        Numbers of the zones with a name.

    Raises
    ------
    MeshError
        With the section.
    """
    totals: dict[bytes, int] = {}
    for found in _unnested(_HEADER, data, text):
        if _WHOLE.fullmatch(found[2]) is None:
            if found.start() < len(text):
                _refuse(path, found[0], Message("it does not begin with numbers"))
            continue  # the bytes of other numbers
        zone, first, last = (int(word, 16) for word in found[2].split()[:3])
        kind = found[1]
        if zone == 0:
            totals[kind] = last
        elif kind != b"10":  # VTK takes nodes as they come
            _check_zone(path, found[0], (zone, first, last), totals.get(kind, 0), named)
    for body in _BODY.finditer(text):
        if is_nested(text, body.start()):
            continue
        if body[4] != b")":
            head = body[0][: body.start(3) - body.start()]
            _refuse(path, head, Message("another section stands in it"))
        if body[1] == b"13":
            _check_faces(path, body, totals)


@dataclass(frozen=True)
class Zones:
    """Zones by the names that VTK gives their blocks (`air:fluid`): those of faces, and the rest.

    `cells` is the number of cells in all.
    """

    faces: tuple[str, ...]
    cells: int


def zones_of(path: Path, data: bytes) -> Zones:
    """Return the zones of a file that has been checked.

    Raises
    ------
    MeshError
        If two have the same name and type: VTK's reader ends its process on them.
    """
    text = before_raw(data)
    of_faces, cells = set[int](), 0
    for found in _unnested(_HEADER, data, text):
        if found[1] == b"10" or _WHOLE.fullmatch(found[2]) is None:
            continue
        zone, first, last = (int(word, 16) for word in found[2].split()[:3])
        of_faces |= {zone} if found[1] == b"13" else set()
        cells += last - first + 1 if found[1] == b"12" and zone else 0
    named = _blocks(path, _unnested(NAMED, data, text))
    return Zones(tuple(block for block, zone in named.items() if zone in of_faces), cells)


def _blocks(path: Path, found: Iterable[re.Match[bytes]]) -> dict[str, int]:
    named: dict[str, int] = {}
    for number, kind, name in (each.groups() for each in found):
        called = name.decode(errors="replace")
        zone = named.setdefault(f"{called}:{kind.decode()}", int(number))
        if zone != int(number):
            raise MeshError(
                "{path} cannot be read: its zones {one} and {other} are both called {name} "
                "({kind}); give one of them another name",
                path=path,
                one=zone,
                other=int(number),
                name=called,
                kind=kind.decode(),
            )
    return named


def before_raw(data: bytes) -> bytes:
    """Return the beginning of a file, up to sections of raw numbers."""
    raw = _RAW.search(data)
    return data[: raw.start()] if raw else data


def _unnested(pattern: re.Pattern[bytes], data: bytes, text: bytes) -> Iterator[re.Match[bytes]]:
    """Find sections, not words of a comment or of the settings of a case."""
    for found in pattern.finditer(data):
        if found.start() >= len(text) or not is_nested(text, found.start()):
            yield found


def is_nested(text: bytes, place: int) -> bool:
    """Whether a place is within a section: VTK's reader counts parentheses, in words as well."""
    return text.count(b"(", 0, place) != text.count(b")", 0, place)


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


def _check_faces(path: Path, found: re.Match[bytes], totals: dict[bytes, int]) -> None:
    """Refuse faces of other numbers, or with nodes or cells that are not announced."""
    head = [int(word, 16) for word in found[2].split()]
    values = _numbers(found[3])
    count, kind = head[2] - head[1] + 1, head[4] if len(head) > 4 else 0
    section = found[0][: found.start(3) - found.start()]
    if values is None:
        _refuse(path, section, Message("its faces are no numbers"))
        return
    nodes, cells = _parted(values, count, kind)
    if nodes is None:
        words = Message("{n} numbers are not those of {count} faces", n=len(values), count=count)
        _refuse(path, section, words)
    most = totals.get(b"10", 0)
    if most and len(nodes) and not 1 <= int(nodes.min()) <= int(nodes.max()) <= most:
        _refuse(path, section, Message("its faces have nodes that there are not"))
    if len(cells) and int(cells.max()) > totals.get(b"12", 0):
        _refuse(path, section, Message("its faces have cells that there are not"))


def _parted(values: Any, count: int, kind: int) -> tuple[Any, Any]:
    """Return the numbers of nodes and of cells; None if they are not those of so many faces."""
    if kind not in _COUNTED:
        if kind > _MOST_NODES or len(values) != count * (kind + _SIDES):
            return None, None
        rows = values.reshape(count, kind + _SIDES)
        return rows[:, :kind].ravel(), rows[:, kind:].ravel()
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


def _numbers(text: bytes) -> Any:
    """Return the hexadecimal numbers of a text; None if there is something else."""
    found, start = [], 0
    while start < len(text):
        end = _after_blank(text, start + _BLOCK)
        part = _some_numbers(text[start:end])
        if part is None:
            return None
        found.append(part)
        start = end
    return np.concatenate(found) if found else np.empty(0, np.int64)


def _after_blank(text: bytes, place: int) -> int:
    blank = re.compile(rb"\s").search(text, place)
    return blank.end() if blank else len(text)


def _some_numbers(text: bytes) -> Any:
    digits = _DIGITS[np.frombuffer(text, np.uint8)]
    if (digits == _NONE).any():
        return None
    inside = np.concatenate([[False], digits < _BLANK, [False]])
    edges = np.flatnonzero(inside[1:] != inside[:-1])
    starts, ends = edges[::2], edges[1::2]
    lengths = ends - starts
    longest = int(lengths.max(initial=0))
    if longest > _LONGEST:
        return None
    values = np.zeros(len(starts), np.int64)
    for place in range(longest):
        there = lengths > place
        values[there] |= digits[ends[there] - 1 - place].astype(np.int64) << 4 * place
    return values
