"""What of a mesh is drawn: its surface, thinned if it is large."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import pyvista as pv

Numbers = NDArray[np.int64]

MAX_DRAWN_CELLS = 150_000
"""Surfaces of more cells are thinned: software rendering takes about 1.4 s for a million."""

FINEST = 250
"""Points are merged on a lattice with this many places along the longest side."""

_POINT_IDS, _CELL_IDS = "vtkOriginalPointIds", "vtkOriginalCellIds"


@dataclass(frozen=True)
class Surface:
    """A surface without fields; `points` and `cells` say where each comes from in the mesh."""

    shape: pv.PolyData
    points: Numbers
    cells: Numbers


def drawn_surface(item: Any) -> Surface:
    """Extract the surface of a `pyvista.DataSet`, thinned if it has very many cells."""
    bare = item.copy(deep=False)
    bare.clear_data()
    shape = bare.extract_surface(pass_pointid=True, pass_cellid=True, algorithm="dataset_surface")
    points = np.asarray(shape.point_data[_POINT_IDS], dtype=np.int64)
    cells = np.asarray(shape.cell_data[_CELL_IDS], dtype=np.int64)
    shape.clear_data()
    surface = Surface(shape, points, cells)
    return surface if shape.n_cells <= MAX_DRAWN_CELLS else _thinned(surface)


def _thinned(surface: Surface) -> Surface:
    """Merge the points of each place of a lattice into one; triangles that collapse go."""
    import pyvista as pv

    shape = surface.shape
    shape.cell_data[_CELL_IDS] = surface.cells
    triangles = shape.triangulate()
    cells = np.asarray(triangles.cell_data[_CELL_IDS], dtype=np.int64)
    corners = triangles.faces.reshape(-1, 4)[:, 1:]
    kept, place = _merged(np.asarray(triangles.points, dtype=np.float64))
    merged = place[corners]
    a, b, c = merged.T
    whole = np.flatnonzero((a != b) & (b != c) & (c != a))
    _, first = np.unique(np.sort(merged[whole], axis=1), axis=0, return_index=True)
    chosen = whole[np.sort(first)]
    thin = pv.PolyData.from_regular_faces(np.asarray(triangles.points)[kept], merged[chosen])
    return Surface(thin, surface.points[kept], cells[chosen])


def _merged(points: np.ndarray[Any, np.dtype[np.float64]]) -> tuple[Numbers, Numbers]:
    """Return the point kept for each lattice place, and the place of each point."""
    low = points.min(axis=0)
    step = float((points.max(axis=0) - low).max()) / FINEST or 1.0
    where = np.floor((points - low) / step).astype(np.int64)
    key = (where[:, 0] * (FINEST + 1) + where[:, 1]) * (FINEST + 1) + where[:, 2]
    _, kept, place = np.unique(key, return_index=True, return_inverse=True)
    return kept.astype(np.int64), place.ravel().astype(np.int64)
