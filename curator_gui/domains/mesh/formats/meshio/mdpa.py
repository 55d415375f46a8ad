"""Files of Kratos for meshio's reader: names that it knows, and what it passes over told.

It knows the names of geometries that meshio itself writes, behind a space, and takes the cell type
of any other name from the number of its points alone (three points: a quadratic edge). So Kratos'
own names (`SmallDisplacementElement2D3N`) are replaced by those of their geometries. It also takes
points for numbered from 1 on, and reads no data. Format: Kratos' wiki, "Input data".
"""

from __future__ import annotations

import re
from pathlib import Path

from curator_gui.core.message import Message
from curator_gui.core.notes import remark
from curator_gui.domains.mesh.errors import MeshError
from curator_gui.domains.mesh.formats.tables import listed

_BLOCK = re.compile(r"^[ \t]*Begin[ \t]+(\w+)[ \t]*([^\r\n/]*)", re.MULTILINE)
_NODES = re.compile(r"^[ \t]*Begin[ \t]+Nodes\b[^\n]*\n(.*?)^[ \t]*End[ \t]+Nodes", re.M | re.S)
_HEAD = re.compile(r"^([ \t]*Begin)[ \t]+(Elements|Conditions)[ \t]+(\S+)", re.MULTILINE)
_SIZE = re.compile(r"([23]D\d+)N?$")
_SURFACE = re.compile(r"shell|membrane|surface", re.IGNORECASE)
_GEOMETRIES = {
    "2D2": "Line2D2",
    "3D2": "Line3D2",
    "2D3": "Triangle2D3",
    "3D3": "Triangle3D3",
    "2D4": "Quadrilateral2D4",
    "2D6": "Triangle2D6",
    "2D8": "Quadrilateral2D8",
    "2D9": "Quadrilateral2D9",
    "3D4": "Tetrahedra3D4",
    "3D6": "Prism3D6",
    "3D8": "Hexahedra3D8",
    "3D10": "Tetrahedra3D10",
    "3D20": "Hexahedra3D20",
    "3D27": "Hexahedra3D27",
}
_SURFACES = {"3D4": "Quadrilateral3D4", "3D6": "Triangle3D6", "3D8": "Quadrilateral3D8"}
"""The same numbers of points on a surface in space: conditions, shells, membranes."""
_DATA = ("NodalData", "ElementalData", "ConditionalData")


def readable_mdpa(path: Path) -> str:
    """Return the text of a file with names of cells that meshio knows; remark on data left out.

    Raises
    ------
    MeshError
        If the file is cut off, has cells whose shape their name does not tell, or points that are
        not numbered 1, 2, 3 ...
    """
    text = path.read_text(encoding="utf-8", errors="replace")
    _check_whole(path, text)
    _check_numbers(path, text)
    found = [(kind, name.split()) for kind, name in _BLOCK.findall(text)]
    left = [f"{kind} {words[0]}" for kind, words in found if kind in _DATA and words]
    if left:
        remark(Message("left out of Kratos files: {data}", data=listed(left)))
    return _HEAD.sub(lambda head: f"{head[1]} {head[2]} {_geometry(path, head[2], head[3])}", text)


def _geometry(path: Path, kind: str, name: str) -> str:
    """Name the geometry of elements or conditions of a name."""
    from meshio.mdpa import _mdpa

    if any(known in name for known in _mdpa._mdpa_to_meshio_type):
        return name
    size = _SIZE.search(name)
    surface = kind == "Conditions" or _SURFACE.search(name)
    known = {**_GEOMETRIES, **_SURFACES} if surface else _GEOMETRIES
    if size is None or size[1] not in known:
        raise MeshError(
            "{path} has cells {name}, whose shape the name does not tell: write it as VTK with "
            "Kratos' VtkOutput",
            path=path,
            name=repr(name),
        )
    return known[size[1]]


def _check_whole(path: Path, text: str) -> None:
    words = text.split()
    begun, ended = words.count("Begin"), words.count("End")
    if begun != ended:
        raise MeshError(
            "{path} is cut off: {begun} blocks begin and {ended} end",
            path=path,
            begun=begun,
            ended=ended,
        )


def _check_numbers(path: Path, text: str) -> None:
    expected = 1
    for block in _NODES.findall(text):
        for line in block.splitlines():
            words = line.split()
            if words and words[0] != str(expected):
                raise MeshError(
                    "{path} has point {number} where {expected} belongs: the reader takes points "
                    "for numbered 1, 2, 3 ...; number them anew in Kratos",
                    path=path,
                    number=words[0],
                    expected=expected,
                )
            expected += bool(words)
