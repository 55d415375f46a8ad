"""What VTK's readers do not notice or do not say of STL, Fluent and CGNS files.

Cut STL and Fluent files are read as far as they go, and boundaries of Fluent and CGNS are left out.

A Fluent file is a list of sections in parentheses. Those of nodes (10) and faces (13) begin with
`(zone first last ...)` in hexadecimal numbers; zone 0 announces the total. Nodes of CGNS files have
labels (https://cgns.org).
"""

from __future__ import annotations

import mmap
import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from curator_gui.core.message import Message
from curator_gui.core.notes import remark
from curator_gui.core.storage.files import file_stamp
from curator_gui.core.text.listing import listed_names
from curator_gui.domains.mesh.errors import MeshError
from curator_gui.domains.mesh.formats.programs.adf import is_adf

if TYPE_CHECKING:
    from curator_gui.domains.mesh.formats.programs.fluent_sections import Zones
    from curator_gui.domains.mesh.formats.programs.fluent_text import FluentText

_HEAD, _TRIANGLE = 84, 50


def check_stl(path: Path) -> None:
    """Refuse a file that ends before its last triangle.

    Raises
    ------
    MeshError
        With the numbers of triangles announced and there.
    """
    size = path.stat().st_size
    with path.open("rb") as file:
        head = file.read(1024)
        if _is_text(head):
            file.seek(max(0, size - 4096))
            _check_text(path, file.read())
            return
    _check_triangles(path, size, head)


def _check_triangles(path: Path, size: int, head: bytes) -> None:
    if len(head) < _HEAD:
        raise MeshError(
            "{path} cannot be read: its {size} bytes are less than an STL header",
            path=path,
            size=size,
        )
    announced = int.from_bytes(head[80:84], "little")
    there = (size - _HEAD) // _TRIANGLE
    if there < announced:
        raise MeshError(
            "{path} is cut off: {there} of {announced} triangles are there",
            path=path,
            there=f"{there:,}",
            announced=f"{announced:,}",
        )


def _is_text(head: bytes) -> bool:
    # Binary headers often begin with "solid" as well, but hold no line that begins a facet.
    return head.lstrip().lower().startswith(b"solid") and (
        re.search(rb"\n\s*(facet|endsolid)\b", head, re.IGNORECASE) is not None
    )


def _check_text(path: Path, tail: bytes) -> None:
    if re.search(rb"\bend\s*solid\b", tail, re.IGNORECASE) is None:
        raise MeshError("{path} is cut off: its last solid does not end with endsolid", path=path)


_KINDS = {b"10": "nodes", b"13": "faces"}
_UNNESTED = re.compile(rb"\([ \t]*(\d+)([^()]*)\)")
_NESTED = (4, 10, 12, 13, 18, 37, 58, 59, 61, 62)
"""Sections in which VTK's reader looks for another parenthesis; without one it looks for ever."""

_NUMBERS = re.compile(rb"\s*([0-9a-f]+)\s+[0-9a-f]+\s+([0-9a-f]+)", re.IGNORECASE)
"""Zone and last number of a section; the first stands between."""

_DIMENSION = 2


def check_count(path: Path, count: int, most: int) -> None:
    """Refuse more points, cells, parts or steps than a file of its size can have.

    VTK's readers make room for them, and go through them, before they read any.

    Raises
    ------
    MeshError
        With both numbers.
    """
    if count < 0:
        raise MeshError("{path} is damaged: it announces {count} points, cells, parts or steps",
                        path=path, count=f"{count:,}")  # fmt: skip
    if count > most:
        raise MeshError(
            "{path} is damaged: it announces {count} points, cells, parts or steps, and cannot "
            "have more than {most}",
            path=path,
            count=f"{count:,}",
            most=f"{most:,}",
        )


def check_fluent(path: Path) -> bool:
    """Refuse a file that ends before its last section; tell whether its cells are made of faces.

    Raises
    ------
    MeshError
        With the numbers announced and there.
    """
    return _fluent(path) is not None


def fluent_zones(path: Path) -> Zones:
    """Return the zones of a file whose cells are made of faces.

    Raises
    ------
    MeshError
        As `check_fluent` does.
    """
    from curator_gui.domains.mesh.formats.programs.fluent_sections import Zones

    return _fluent(path) or Zones()


def _fluent(path: Path) -> Zones | None:
    return _looked_at(path, file_stamp(path.stat()))


@lru_cache(maxsize=4)  # a file is checked when its reader is chosen, and when it is read
def _looked_at(path: Path, stamp: tuple[int, ...]) -> Zones | None:
    """Check a file, and return its zones; None if its cells are not made of faces."""
    from curator_gui.domains.mesh.formats.programs.fluent_sections import zones_of
    from curator_gui.domains.mesh.formats.programs.fluent_text import FluentText

    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        text = FluentText(data)
        return zones_of(path, text) if _check_fluent(path, text) else None


def _check_fluent(path: Path, text: FluentText) -> bool:
    from curator_gui.domains.mesh.formats.programs.fluent_sections import (
        check_lines,
        check_marks,
        check_sections,
        named_zones,
    )

    _refuse_unnested(path, text)
    faces = _check_totals(path, text)
    if not text.is_closed() or not text.ends_whole():
        raise MeshError("{path} is cut off in its last section", path=path)
    check_marks(path, text)
    if not faces:
        return False
    check_lines(path, text)
    named = {number for number, _, _ in named_zones(text)}
    if not faces <= named:  # VTK's reader ends its process on these
        missing = ", ".join(map(str, sorted(faces - named)))
        raise MeshError(
            "{path} is cut off: zones without a name: {missing}", path=path, missing=missing
        )
    check_sections(path, text, named)
    return True


def _check_totals(path: Path, text: FluentText) -> set[int]:
    """Refuse fewer nodes or faces than are announced; return the zones of faces."""
    faces = set[int]()
    total, there = dict.fromkeys(_KINDS, 0), dict.fromkeys(_KINDS, 0)
    for head in text.heads:
        is_section = text.is_section(head)
        found = _NUMBERS.match(head.values) if head.what in (*_KINDS, b"12") else None
        if found is None or not (is_section or head.begins_line):
            continue
        zone, last = (int(word, 16) for word in found.groups())
        check_count(path, last, len(text.data))
        faces |= {zone} if head.what == b"13" and zone else set()
        if head.what in _KINDS and is_section:
            counted = total if zone == 0 else there
            counted[head.what] = max(counted[head.what], last)
    for kind, words in _KINDS.items():
        if there[kind] < total[kind]:
            raise MeshError(
                "{path} is cut off: {there} of {total} {kind} are there",
                path=path,
                there=f"{there[kind]:,}",
                total=f"{total[kind]:,}",
                kind=words,
            )
    return faces


def _refuse_unnested(path: Path, text: FluentText) -> None:
    """Refuse a section in which VTK's reader finds no parenthesis or blank, for ever."""
    for place in text.starts:
        found = _UNNESTED.match(text.data, place, text.end)
        if found is None or not _begins_line(text, place):
            continue
        kind = int(found[1][:20])
        odd = kind in _NESTED or (kind == _DIMENSION and b" " not in found[0])
        if odd and not text.is_nested(place):
            raise MeshError(
                "{path} is damaged: line {number} is no whole section of Fluent: {line}",
                path=path,
                number=text.line(place),
                line=repr(found[0].strip()[:80].decode(errors="replace")),
            )


def _begins_line(text: FluentText, place: int) -> bool:
    before = text.data[text.data.rfind(b"\n", 0, place) + 1 : place]
    return not before.strip(b" \t\r")


def say_fluent(path: Path) -> None:
    """Check a file; say which zones are left out: only those of cells become cells.

    Raises
    ------
    MeshError
        As `check_fluent` does.
    """
    parts = (block.rpartition(":") for block in fluent_zones(path).faces)
    left = [f"{name} ({kind})" for name, _, kind in parts]
    if left:
        names = listed_names(left)
        remark(Message("zones of faces (boundaries) are left out: {names}", names=names))


_LEFT_OUT = {
    "BC_t": "boundary conditions",
    "Family_t": "families",
    "UserDefinedData_t": "user data",
    "DiscreteData_t": "discrete data",
    "ConvergenceHistory_t": "convergence",
    "IntegralData_t": "integral data",
}
_FLAT = {3: "line", 4: "line", 5: "surface", 6: "surface", 7: "surface", 8: "surface", 9: "surface"}
"""CGNS's numbers of element types below three dimensions."""


def say_cgns(path: Path, nodes: Sequence[tuple[str, int]]) -> None:
    """Remark on boundary conditions, families and boundary cells, which do not become data.

    Parameters
    ----------
    path
        The file.
    nodes
        Their labels and, of elements, numbers of types, as `check_nodes` returns them.
    """
    if is_adf(path):
        remark(Message("what is left out of a CGNS file in the ADF format cannot be told"))
        return
    found = Counter(_LEFT_OUT[label] for label, _ in nodes if label in _LEFT_OUT)
    cells = Counter(_FLAT.get(kind, "volume") for label, kind in nodes if label == "Elements_t")
    if cells.pop("volume", 0):  # else the flat cells are the mesh
        found += cells
    if found:
        words = ", ".join(f"{name} ({count})" for name, count in sorted(found.items()))
        remark(Message("left out of CGNS files: {words}", words=words))
