"""Cut cells into simplices whose faces match those of the neighbors.

Every cell is cut from its point of the smallest number: each of its faces that does not have that
point is cut into triangles from its own point of the smallest number, and each triangle makes a
tetrahedron with the cell's point. A face that two cells share is so cut by its own points alone,
the same way from both sides, and the tetrahedra of a convex cell fill it exactly. This is the rule
of Dompierre, Labbé, Vallet and Camarero (How to subdivide pyramids, prisms and hexahedra into
tetrahedra, 1999), for any polyhedron. A hexahedron gives six tetrahedra, a wedge three, a pyramid
two.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NoReturn

from curator_gui.core.message import Message, plural
from curator_gui.core.notes import remark
from curator_gui.domains.mesh.cells import POLYHEDRON
from curator_gui.domains.mesh.errors import MeshError
from curator_gui.domains.mesh.formats.arrays import mesh_arrays

if TYPE_CHECKING:
    import numpy as np

_TOLERANCE = 1e-6
"""Of a cell's size: by more than this the simplices of a cell that is not convex overlap."""

# vtkCellType.h. Faces with their points in order, seen from outside.
_FACES: dict[int, tuple[tuple[int, ...], ...]] = {
    10: ((0, 1, 3), (1, 2, 3), (2, 0, 3), (0, 2, 1)),
    12: ((0, 4, 7, 3), (1, 2, 6, 5), (0, 1, 5, 4), (3, 7, 6, 2), (0, 3, 2, 1), (4, 5, 6, 7)),
    13: ((0, 1, 2), (3, 5, 4), (0, 3, 4, 1), (1, 4, 5, 2), (2, 5, 3, 0)),
    14: ((0, 3, 2, 1), (0, 1, 4), (1, 2, 4), (2, 3, 4), (3, 0, 4)),
    15: (
        (0, 4, 3, 2, 1), (5, 6, 7, 8, 9),
        (0, 1, 6, 5), (1, 2, 7, 6), (2, 3, 8, 7), (3, 4, 9, 8), (4, 0, 5, 9),
    ),
    16: (
        (0, 5, 4, 3, 2, 1), (6, 7, 8, 9, 10, 11),
        (0, 1, 7, 6), (1, 2, 8, 7), (2, 3, 9, 8), (3, 4, 10, 9), (4, 5, 11, 10), (5, 0, 6, 11),
    ),
}  # fmt: skip
_CORNERS = {3: 2, 5: 3, 9: 4, 10: 4, 12: 8, 13: 6, 14: 5, 15: 10, 16: 12}
_SWAPPED = {8: (9, (0, 1, 3, 2)), 11: (12, (0, 1, 3, 2, 4, 5, 7, 6))}
"""Pixels and voxels: quadrilaterals and hexahedra in another order."""
_CURVED = {
    **dict.fromkeys((21, 35, 68, 75), 3),
    **dict.fromkeys((22, 34, 69, 76), 5),
    **dict.fromkeys((23, 28, 30, 70, 77), 9),
    **dict.fromkeys((24, 71, 78), 10),
    **dict.fromkeys((25, 29, 33, 72, 79), 12),
    **dict.fromkeys((26, 31, 32, 73, 80), 13),
    **dict.fromkeys((27, 37, 74, 81), 14),
}
"""Cells of higher order: their corners come first and are those of the linear cell."""
_EMPTY, _VERTICES, _POLYLINE, _STRIP, _POLYGON = 0, (1, 2), 4, 6, 7


def _refuse_empty() -> NoReturn:
    raise MeshError("has no cells, so there are no simplices to write")


@dataclass(frozen=True)
class Simplices:
    """`cells` int64 (n, 1 to 4) of point numbers, `parents` int64 (n,): the cell each is from."""

    cells: np.ndarray
    parents: np.ndarray


def simplex_arrays(mesh: Any) -> dict[str, Any]:
    """Return a mesh as named arrays with one array `cells` of simplices of one dimension.

    Beside `points` and `cells` there are `point_data/NAME`, `cell_data/NAME` (that of the cell
    which a simplex is from) and `global_data/NAME`. Cells of a lower dimension are left out, and a
    remark says so.

    Raises
    ------
    MeshError
        If the mesh has no cells, or one of a type that cannot be cut.
    """
    import numpy as np

    if not mesh.GetNumberOfCells():
        _refuse_empty()
    grid = mesh if mesh.IsA("vtkUnstructuredGrid") else mesh.cast_to_unstructured_grid()
    shape, fields = mesh_arrays(grid), mesh_arrays(mesh)
    found = simplices(shape)
    dense = 3 if hasattr(mesh, "dimensions") else 1
    arrays = {"points": np.asarray(shape["points"]), "cells": found.cells}
    for name, array in fields.items():
        group, slash, own = name.partition("/")
        if not slash or group not in ("point_data", "cell_data", "field_data"):
            continue
        flat = array if group == "field_data" else array.reshape(-1, *array.shape[dense:])
        values = flat[found.parents] if group == "cell_data" else flat
        arrays[f"{group.replace('field_', 'global_')}/{own}"] = values
    return arrays


def simplices(arrays: dict[str, Any]) -> Simplices:
    """Cut the cells of a mesh in arrays (see `mesh.formats.arrays`) into simplices.

    Raises
    ------
    MeshError
        If there are no cells, or one of a type that cannot be cut.
    """
    import numpy as np

    pieces = list(_pieces(arrays))
    if not pieces:
        _refuse_empty()
    width = max(piece.cells.shape[1] for piece in pieces)
    kept = [piece for piece in pieces if piece.cells.shape[1] == width]
    _tell_lower(pieces, width)
    parents = np.concatenate([piece.parents for piece in kept])
    order = np.argsort(parents, kind="stable")
    cells = np.concatenate([piece.cells for piece in kept])[order]
    bent = np.flatnonzero(np.asarray(arrays["cells/types"]) == _STRIP)
    points = np.asarray(arrays["points"])
    return _without_flat(_turned(Simplices(cells, parents[order]), points, bent))


def _tell_lower(pieces: list[Simplices], width: int) -> None:
    import numpy as np

    lower = [piece.parents for piece in pieces if piece.cells.shape[1] < width]
    if lower:
        remark(
            plural(
                len(np.unique(np.concatenate(lower))),
                "one cell of a lower dimension was left out of the simplices",
                "{n} cells of a lower dimension were left out of the simplices",
            )
        )


def _pieces(arrays: dict[str, Any]) -> Iterator[Simplices]:
    """Yield the simplices of all cells of one type at a time."""
    import numpy as np

    types = np.asarray(arrays["cells/types"])
    offsets = np.asarray(arrays["cells/offsets"], np.int64)
    points = np.asarray(arrays["cells/connectivity"], np.int64)
    curved = np.isin(types, list(_CURVED))
    if curved.any():
        remark(
            Message(
                "{count} curved cells were cut as if their edges were straight",
                count=int(curved.sum()),
            )
        )
    for kind in np.unique(types).tolist():
        ids = np.flatnonzero(types == kind)
        if kind == POLYHEDRON:
            yield from _polyhedra(arrays, ids, points, offsets)
        elif kind != _EMPTY:
            yield from _of_type(kind, ids, points, offsets)


def _of_type(kind: int, ids: Any, points: Any, offsets: Any) -> Iterator[Simplices]:
    import numpy as np

    linear = _CURVED.get(kind, kind)
    linear, order = _SWAPPED.get(linear, (linear, None))
    if linear in _CORNERS:
        corners = points[offsets[ids][:, None] + np.arange(_CORNERS[linear])]
        yield _linear(linear, ids, corners if order is None else corners[:, order])
        return
    if kind not in (*_VERTICES, _POLYLINE, _STRIP, _POLYGON):
        raise MeshError("has cells of VTK type {kind}, which cannot be cut", kind=kind)
    sizes = np.diff(offsets)[ids]
    for size in np.unique(sizes[sizes > 0]).tolist():
        own = ids[sizes == size]
        yield _of_many(kind, own, points[offsets[own][:, None] + np.arange(size)])


def _linear(kind: int, ids: Any, corners: Any) -> Simplices:
    if kind in _FACES:
        return _cone(ids, corners, [corners[:, face] for face in _FACES[kind]])
    return _fan(ids, corners) if corners.shape[1] > 2 else Simplices(corners, ids)


def _of_many(kind: int, ids: Any, corners: Any) -> Simplices:
    """Cut cells that have any number of points: vertices, lines, strips, polygons."""
    import numpy as np

    if kind == _POLYGON and corners.shape[1] > 2:
        return _fan(ids, corners)
    width = 1 if kind in _VERTICES else 3 if kind == _STRIP else min(2, corners.shape[1])
    count = corners.shape[1] - width + 1
    windows = corners[:, np.arange(count)[:, None] + np.arange(width)]
    if kind == _STRIP:  # every other triangle of a strip goes round the other way
        windows[:, 1::2] = windows[:, 1::2][..., [1, 0, 2]]
    return Simplices(windows.reshape(-1, width), np.repeat(ids, count))


def _fan(ids: Any, polygons: Any) -> Simplices:
    """Cut polygons of as many points each into triangles from their smallest point number."""
    import numpy as np

    size = polygons.shape[1]
    turn = (polygons.argmin(axis=1)[:, None] + np.arange(size)) % size
    first = np.take_along_axis(polygons, turn, axis=1)
    places = [(0, n, n + 1) for n in range(1, size - 1)]
    return Simplices(first[:, places].reshape(-1, 3), np.repeat(ids, len(places)))


def _cone(ids: Any, corners: Any, faces: list[Any]) -> Simplices:
    """Join the triangles of all faces with the smallest point of their cell."""
    import numpy as np

    tops, rows = corners.min(axis=1), np.arange(len(ids))
    fans = [_fan(rows, face) for face in faces]
    triangles = np.concatenate([fan.cells for fan in fans])
    owners = np.concatenate([fan.parents for fan in fans])
    return Simplices(np.column_stack([triangles, tops[owners]]), ids[owners])


def _polyhedra(arrays: dict[str, Any], ids: Any, points: Any, offsets: Any) -> Iterator[Simplices]:
    """Cut polyhedra of any faces; a face has the same points in the same cut in both its cells."""
    import numpy as np

    first = np.asarray(arrays["cells/face_offsets"], np.int64)
    counts = np.diff(first)[ids]
    faces = np.asarray(arrays["cells/faces"], np.int64)[_ranges(first[ids], counts)]
    owners = np.repeat(ids, counts)
    sizes = np.diff(offsets)[ids]
    own = points[_ranges(offsets[ids], sizes)]
    tops = np.zeros(int(ids.max()) + 1, np.int64)
    tops[ids] = np.minimum.reduceat(own, np.cumsum(sizes) - sizes)
    starts = np.asarray(arrays["faces/offsets"], np.int64)
    around = np.asarray(arrays["faces/connectivity"], np.int64)
    sizes = np.diff(starts)[faces]
    for size in np.unique(sizes[sizes > 2]).tolist():
        chosen = sizes == size
        fan = _fan(owners[chosen], around[starts[faces[chosen]][:, None] + np.arange(size)])
        yield Simplices(np.column_stack([fan.cells, tops[fan.parents]]), fan.parents)


def _ranges(starts: Any, counts: Any) -> Any:
    """Return the numbers of all ranges, one after another."""
    import numpy as np

    before = np.cumsum(counts) - counts
    return np.arange(int(counts.sum())) + np.repeat(starts - before, counts)


def _without_flat(found: Simplices) -> Simplices:
    """Leave out simplices that have a point twice: those of faces at the cone's own point."""
    import numpy as np

    ordered = np.sort(found.cells, axis=1)
    whole = (ordered[:, 1:] != ordered[:, :-1]).all(axis=1)
    cells, parents = found.cells[whole], found.parents[whole]
    gone = len(np.setdiff1d(found.parents, parents))
    if gone:
        remark(
            plural(
                gone,
                "one cell has no size, because it has a point twice, and was left out",
                "{n} cells have no size, because they have a point twice, and were left out",
            )
        )
    return Simplices(cells, parents)


def _turned(found: Simplices, points: np.ndarray, bent: np.ndarray) -> Simplices:
    """Give all tetrahedra a positive volume; tell of cells that their simplices do not fill.

    Cells of the numbers `bent` (strips) may turn as they like: their triangles are their own.
    """
    import numpy as np

    if found.cells.shape[1] < 3:
        return found
    sizes = signed_sizes(found.cells, points)
    flat = ~np.isin(found.parents, bent)
    _tell_overlaps(found.parents[flat], sizes[flat])
    if found.cells.shape[1] < 4:
        return found
    cells = found.cells.copy()
    wrong = sizes < 0
    cells[wrong] = cells[wrong][:, [1, 0, 2, 3]]
    return Simplices(cells, np.asarray(found.parents))


def _tell_overlaps(parents: np.ndarray, sizes: np.ndarray) -> None:
    """Tell of cells in which a simplex is turned against the others."""
    import numpy as np

    if not len(parents):
        return
    places = np.unique(parents, return_inverse=True)[1]
    own = sizes.reshape(len(sizes), -1)
    sums = np.stack([np.bincount(places, column) for column in own.T], axis=1)[places]
    whole = np.bincount(places, np.linalg.norm(own, axis=1))[places]
    against = np.einsum("ij,ij->i", own, sums) < -_TOLERANCE * whole**2
    count = len(np.unique(places[against]))
    if count:
        remark(
            plural(
                count,
                "one cell is not convex, and its simplices overlap",
                "{n} cells are not convex, and their simplices overlap",
            )
        )


def signed_sizes(cells: np.ndarray, points: np.ndarray) -> np.ndarray:
    """Return the volumes of tetrahedra, positive where the fourth point sees the others turn left.

    Of triangles, the vectors perpendicular to them that are as long as their areas, (n, 3).
    """
    import numpy as np

    corners = points[cells].astype(np.float64)
    edges = corners[:, 1:] - corners[:, :1]
    normals = np.cross(edges[:, 0], edges[:, 1])
    if cells.shape[1] == 3:
        return np.asarray(normals / 2)
    return np.asarray(np.einsum("ij,ij->i", normals, edges[:, 2]) / 6)
