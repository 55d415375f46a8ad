"""Turn volume cells the right way round where meshio keeps the order of points of a format.

MED counts the base of every cell the other way round than VTK, SU2 and FLAC3D that of wedges, so
that volumes are negative. Files that meshio has written are in VTK's order whatever their format;
so what counts is the sign of most volumes of a type.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from curator_gui.core.message import Message
from curator_gui.core.notes import remark

_TURNED = {
    "tetra": (0, 2, 1, 3),
    "tetra10": (0, 2, 1, 3, 6, 5, 4, 7, 9, 8),
    "pyramid": (0, 3, 2, 1, 4),
    "pyramid13": (0, 3, 2, 1, 4, 8, 7, 6, 5, 9, 12, 11, 10),
    "wedge": (0, 2, 1, 3, 5, 4),
    "wedge15": (0, 2, 1, 3, 5, 4, 8, 7, 6, 11, 10, 9, 12, 14, 13),
    "hexahedron": (0, 3, 2, 1, 4, 7, 6, 5),
    "hexahedron20": (0, 3, 2, 1, 4, 7, 6, 5, 11, 10, 9, 8, 15, 14, 13, 12, 16, 19, 18, 17),
}
"""The same cell of meshio, seen in a mirror."""

_CORNERS = {"tetra": (0, 1, 2, 3), "pyramid": (0, 1, 3, 4), "wedge": (0, 1, 2, 3),
            "hexahedron": (0, 1, 3, 4)}  # fmt: skip
"""Corners that span a volume with the sign of the cell's, by the name without its count."""


def turn_inside_out(mesh: Any) -> None:
    """Turn the volume cells of a `meshio.Mesh` of whose type most are inside out; says so."""
    count = len(mesh.points)  # cells on points that are not there are refused later on
    blocks = [b for b in mesh.cells if b.type in _TURNED and b.data.size and b.data.max() < count]
    negative, total = Counter[str](), Counter[str]()
    for block in blocks:
        negative[block.type] += _negative(mesh.points, block)
        total[block.type] += len(block.data)
    turned = sorted(kind for kind in total if 2 * negative[kind] > total[kind])
    for block in blocks:
        if block.type in turned:
            block.data = block.data[:, list(_TURNED[block.type])]
    if turned:
        remark(
            Message(
                "cells that were inside out in VTK's order of points were turned: {kinds}",
                kinds=", ".join(turned),
            )
        )


def _negative(points: Any, block: Any) -> int:
    import numpy as np

    corners = points[block.data[:, list(_CORNERS[block.type.rstrip("0123456789")])]]
    edges = corners[:, 1:] - corners[:, :1]
    return int((np.linalg.det(edges) < 0).sum())
