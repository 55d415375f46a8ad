"""What VTK's readers do not notice or do not say of STL, Fluent and CGNS files.

Cut STL and Fluent files are read as far as they go, and boundaries of Fluent and CGNS are left out.

A Fluent file is a list of sections in parentheses. Those of nodes (10) and faces (13) begin with
`(zone first last ...)` in hexadecimal numbers; zone 0 announces the total. Nodes of CGNS files have
labels (https://cgns.org).
"""

from __future__ import annotations

import re
from collections import Counter
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from curator_gui.core.message import Message
from curator_gui.core.notes import remark
from curator_gui.core.storage.files import file_stamp
from curator_gui.domains.mesh.errors import MeshError
from curator_gui.domains.mesh.formats.programs.adf import is_adf

if TYPE_CHECKING:
    from curator_gui.domains.mesh.formats.programs.fluent_sections import Zones

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
_SECTION = re.compile(
    rb"\(\s*(?:20|30)?(1[03])\s*\(\s*([0-9a-f]+)\s+([0-9a-f]+)\s+([0-9a-f]+)", re.I
)
_ANNOUNCED = re.compile(rb"\(\s*(?:20|30)?1[023]\s*\(\s*[0-9a-f]+\s+[0-9a-f]+\s+([0-9a-f]+)", re.I)

_UNNESTED = re.compile(rb"(?m)^[ \t\r]*\([ \t]*(\d+)([^()]*)\)")
_NESTED = (4, 10, 12, 13, 18, 37, 58, 59, 61, 62)
"""Sections in which VTK's reader looks for another parenthesis; without one it looks for ever."""

_DIMENSION = 2


def check_count(path: Path, count: int, most: int) -> None:
    """Refuse more points, cells, parts or steps than a file of its size can have.

    VTK's readers make room for them, and go through them, before they read any.

    Raises
    ------
    MeshError
        With both numbers.
    """
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
    return _check_fluent(path, file_stamp(path.stat()))


def fluent_zones(path: Path) -> Zones:
    """Return the zones of a file that has been checked."""
    return _fluent_zones(path, file_stamp(path.stat()))


@lru_cache(maxsize=4)
def _fluent_zones(path: Path, stamp: tuple[int, ...]) -> Zones:
    from curator_gui.domains.mesh.formats.programs.fluent_sections import zones_of

    return zones_of(path, path.read_bytes())


@lru_cache(maxsize=4)  # a file is checked when its reader is chosen, and when it is read
def _check_fluent(path: Path, stamp: tuple[int, ...]) -> bool:
    from curator_gui.domains.mesh.formats.programs.fluent_sections import (
        NAMED,
        before_raw,
        check_sections,
    )

    data = path.read_bytes()
    text = before_raw(data)
    _check_sections(path, text)
    for last in _ANNOUNCED.findall(data):
        check_count(path, int(last, 16), len(data))
    zones = set[int]()
    total, there = dict.fromkeys(_KINDS, 0), dict.fromkeys(_KINDS, 0)
    for kind, zone, _, last in _SECTION.findall(data):
        found = total if int(zone, 16) == 0 else there
        zones |= {int(zone, 16)} if kind == b"13" and int(zone, 16) else set()
        found[kind] = max(found[kind], int(last, 16))
    for kind, words in _KINDS.items():
        if there[kind] < total[kind]:
            raise MeshError(
                "{path} is cut off: {there} of {total} {kind} are there",
                path=path,
                there=f"{there[kind]:,}",
                total=f"{total[kind]:,}",
                kind=words,
            )
    # Sections of raw numbers (20.., 30..) hold any bytes, so only texts can be counted.
    closed = text is not data or data.count(b"(") == data.count(b")")
    if not closed or not data.rstrip().endswith((b")", b'"')):
        raise MeshError("{path} is cut off in its last section", path=path)
    named = {int(zone) for zone, _, _ in NAMED.findall(data)}
    if not zones:
        return False
    if not zones <= named:  # VTK's reader ends its process on these
        missing = ", ".join(map(str, sorted(zones - named)))
        raise MeshError(
            "{path} is cut off: zones without a name: {missing}", path=path, missing=missing
        )
    check_sections(path, data, text, named)
    return True


def _check_sections(path: Path, text: bytes) -> None:
    """Refuse a section in which VTK's reader finds no parenthesis or blank, for ever."""
    from curator_gui.domains.mesh.formats.programs.fluent_sections import is_nested

    for found in _UNNESTED.finditer(text):
        kind = int(found[1][:20])
        odd = kind in _NESTED or (kind == _DIMENSION and b" " not in found[0].lstrip())
        if odd and not is_nested(text, found.start(1) - 1):
            raise MeshError(
                "{path} is damaged: line {number} is no whole section of Fluent: {line}",
                path=path,
                number=text.count(b"\n", 0, found.start(1)) + 1,
                line=repr(found[0].strip()[:80].decode(errors="replace")),
            )


def say_fluent(path: Path) -> None:
    """Check a file; say which zones are left out: only those of cells become cells.

    Raises
    ------
    MeshError
        As `check_fluent` does.
    """
    check_fluent(path)
    parts = (block.rpartition(":") for block in fluent_zones(path).faces)
    left = [f"{name} ({kind})" for name, _, kind in parts]
    if left:
        remark(
            Message("zones of faces (boundaries) are left out: {names}", names=", ".join(left[:12]))
        )


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


def say_cgns(path: Path) -> None:
    """Remark on boundary conditions, families and boundary cells, which do not become data."""
    import h5py

    if is_adf(path):
        remark(Message("what is left out of a CGNS file in the ADF format cannot be told"))
        return
    found: Counter[str] = Counter()
    with suppress(OSError, RuntimeError, KeyError), h5py.File(path) as file:  # VTK says why
        file.visititems(lambda _, node: _count(found, node))
    volumes = found.pop("volume", 0)
    if not volumes:  # the flat cells are the mesh
        found = Counter({k: n for k, n in found.items() if k not in _FLAT.values()})
    if found:
        words = ", ".join(f"{name} ({count})" for name, count in sorted(found.items()))
        remark(Message("left out of CGNS files: {words}", words=words))


def _count(found: Counter[str], node: Any) -> None:
    label = node.attrs.get("label", b"")
    label = label.decode() if isinstance(label, bytes) else str(label)
    label = label.rstrip("\0")
    if label in _LEFT_OUT:
        found[_LEFT_OUT[label]] += 1
    elif label == "Elements_t" and " data" in node:
        found[_FLAT.get(int(node[" data"][0]), "volume")] += 1
