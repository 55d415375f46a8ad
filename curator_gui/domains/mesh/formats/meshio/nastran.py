"""Read the mesh of a Nastran bulk data file: grid points, elements, property numbers.

meshio's reader wants `BEGIN BULK`, mixes up property numbers where some elements have none, and
passes over coordinate systems. Fields are free (commas), small (8 letters) or large (16); formats
after the Quick Reference Guide of MSC Nastran.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from curator_gui.core.message import Message, counted
from curator_gui.core.notes import remark
from curator_gui.domains.mesh.errors import MeshError

_HEXA20 = (*range(12), 16, 17, 18, 19, 12, 13, 14, 15)
_PENTA15 = (*range(9), 12, 13, 14, 9, 10, 11)


@dataclass(frozen=True)
class _Kind:
    """Type of cell (VTK's number) by its count of nodes, and where the first node stands."""

    types: dict[int, int]
    first: int = 2
    order: tuple[int, ...] = ()


_LINE = _Kind({2: 3})
_KINDS = {
    **dict.fromkeys(("CROD", "CTUBE", "CBAR", "CBEAM", "CBUSH", "CGAP"), _LINE),
    **dict.fromkeys(("CONROD", "PLOTEL"), _Kind({2: 3}, first=1)),
    **dict.fromkeys(("CTRIA3", "CTRIAR"), _Kind({3: 5})),
    "CTRIA6": _Kind({3: 5, 6: 22}),
    **dict.fromkeys(("CQUAD4", "CQUADR", "CSHEAR"), _Kind({4: 9})),
    "CQUAD8": _Kind({4: 9, 8: 23}),
    "CTETRA": _Kind({4: 10, 10: 24}),
    **dict.fromkeys(("CPYRA", "CPYRAM"), _Kind({5: 14, 13: 27})),
    "CPENTA": _Kind({6: 13, 15: 26}, order=_PENTA15),
    "CHEXA": _Kind({8: 12, 20: 25}, order=_HEXA20),
}

_NO_END = "ENDDATA?"
"""Card in the place of an end that is not there."""

_EXPONENT = re.compile(r"(?<=[\d.])([+-]\d+)$")
"""Nastran leaves out the E: 1.5-3."""


@dataclass
class _Mesh:
    points: list[tuple[float, float, float]] = field(default_factory=list)
    places: dict[int, int] = field(default_factory=dict)
    cells: list[tuple[int, list[int]]] = field(default_factory=list)
    properties: list[int] = field(default_factory=list)
    passed_over: Counter[str] = field(default_factory=Counter)
    cut_edges: int = 0


def read_nastran(path: Path) -> Any:
    """Return a file's mesh with the cell field `nastran:ref`, the property numbers.

    Raises
    ------
    MeshError
        If it is cut off, a number cannot be read, a point does not exist, or points stand in a
        coordinate system of their own.
    """
    found = _Mesh()
    for fields in _cards(path):
        try:
            _take(found, path, fields)
        except (ValueError, IndexError) as error:
            raise MeshError(
                "{path} cannot be read: the card {card} is not what the format asks for: {error}",
                path=path,
                card=repr(" ".join(fields[:4])),
                error=error,
            ) from error
    if not found.points or not found.cells:
        raise MeshError(
            "{path} holds no cells: it is empty, damaged or of another format", path=path
        )
    _say(found)
    return _grid(path, found)


def _cards(path: Path) -> Iterator[list[str]]:
    """Yield the fields of each card: its name without `*`, then its values."""
    lines = _bulk_lines(path)
    card: list[str] = []
    for line in lines:
        fields = _fields(line)
        if fields[0] == "" or fields[0][0] in "+*":
            card += fields[1:]
            continue
        if card:
            yield card
        card = [fields[0].rstrip("*").upper(), *fields[1:]]
    if card:
        yield card


def _bulk_lines(path: Path) -> Iterator[str]:
    text = path.read_text(encoding="utf-8", errors="replace")
    lines = [line for line in text.splitlines() if line.strip() and line.lstrip()[0] not in "$#"]
    starts = [n for n, line in enumerate(lines) if re.match(r"\s*BEGIN\b", line, re.IGNORECASE)]
    ends = [n for n, line in enumerate(lines) if line.upper().startswith("ENDDATA")]
    if starts and not ends:
        raise MeshError("{path} is cut off: there is no ENDDATA", path=path)
    yield from lines[starts[0] + 1 if starts else 0 : ends[0] if ends else None]
    if not ends:
        yield _NO_END


def _fields(line: str) -> list[str]:
    line = line.partition("$")[0].expandtabs(8).rstrip()
    if "," in line:
        words = [word.strip() for word in line.split(",")]
        return words[:9] if len(words) > 9 else words + [""] * (9 - len(words))
    if "*" in line[:8]:
        return [line[:8].strip(), *(line[n : n + 16].strip() for n in range(8, 72, 16))]
    return [line[:8].strip(), *(line[n : n + 8].strip() for n in range(8, 72, 8))]


def _take(found: _Mesh, path: Path, fields: Sequence[str]) -> None:
    name = fields[0]
    if name == "GRID":
        _take_point(found, path, fields)
    elif name == "GRDSET" and _whole(fields, 2):
        _refuse_system(path, fields[2])
    elif name in _KINDS:
        _take_cell(found, name, fields)
    else:
        found.passed_over[name] += 1


def _take_point(found: _Mesh, path: Path, fields: Sequence[str]) -> None:
    if _whole(fields, 2):
        _refuse_system(path, fields[2])
    found.places[int(fields[1])] = len(found.points)
    x, y, z = (_real(fields[n]) for n in (3, 4, 5))
    found.points.append((x, y, z))


def _refuse_system(path: Path, number: str) -> None:
    raise MeshError(
        "{path} has points in the coordinate system {number}, which cannot be read: export it in "
        "the basic system",
        path=path,
        number=number,
    )


def _take_cell(found: _Mesh, name: str, fields: Sequence[str]) -> None:
    kind = _KINDS[name]
    first = 1 + kind.first
    corners, most = min(kind.types), max(kind.types)
    nodes = [_whole(fields, n) for n in range(first, first + most)]
    if not all(nodes[:corners]):  # a spring to the ground has one point
        found.passed_over[name] += 1
        return
    if most > corners and not all(nodes):
        found.cut_edges += any(nodes[corners:])
        nodes = nodes[:corners]
    elif kind.order:
        nodes = [nodes[n] for n in kind.order]
    found.cells.append((kind.types[len(nodes)], nodes))
    number = int(fields[1])
    # "Default = EID", says the guide; these two have no property.
    found.properties.append(0 if kind.first == 1 else _whole(fields, 2) or number)


def _whole(fields: Sequence[str], place: int) -> int:
    return int(fields[place]) if place < len(fields) and fields[place] else 0


def _real(word: str) -> float:
    plain = word.upper().replace("D", "E")
    return float(plain if "E" in plain else _EXPONENT.sub(r"E\1", plain)) if plain else 0.0


def _say(found: _Mesh) -> None:
    if found.passed_over.pop(_NO_END, 0):
        remark(Message("a file without ENDDATA may be cut off: that cannot be told"))
    if found.passed_over:
        names = counted(dict(sorted(found.passed_over.items())))
        remark(Message("cards that say nothing about cells are left out: {names}", names=names))
    if found.cut_edges:
        remark(Message("cells with only some of their edge points became linear"))


def _grid(path: Path, found: _Mesh) -> Any:
    import numpy as np
    import pyvista as pv

    cells: list[int] = []
    for _, nodes in found.cells:
        missing = [number for number in nodes if number not in found.places]
        if missing:
            raise MeshError(
                "{path} has cells on the point {point}, which is not there",
                path=path,
                point=missing[0],
            )
        cells += [len(nodes), *(found.places[number] for number in nodes)]
    types = np.array([kind for kind, _ in found.cells], dtype=np.uint8)
    grid = pv.UnstructuredGrid(np.array(cells), types, np.array(found.points))
    grid.cell_data["nastran:ref"] = np.array(found.properties, dtype=np.int64)
    return grid
