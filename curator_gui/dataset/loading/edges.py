"""The edges of cells: which points of a mesh are neighbors, for graphs."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import numpy as np
import numpy.typing as npt

from curator_gui.core.text.listing import listed_names
from curator_gui.dataset.loading.reading import Arrays
from curator_gui.dataset.own_files import DatasetError

Edges = npt.NDArray[np.int64]

# vtkCellType.h: pairs of a cell's own points, in VTK's order of them.
_PAIRS: dict[int, list[tuple[int, int]]] = {
    3: [(0, 1)],
    5: [(0, 1), (1, 2), (2, 0)],
    8: [(0, 1), (1, 3), (3, 2), (2, 0)],
    9: [(0, 1), (1, 2), (2, 3), (3, 0)],
    10: [(0, 1), (1, 2), (2, 0), (0, 3), (1, 3), (2, 3)],
    11: [(0, 1), (1, 3), (3, 2), (2, 0), (4, 5), (5, 7), (7, 6), (6, 4)]
    + [(n, n + 4) for n in range(4)],
    12: [(0, 1), (1, 2), (2, 3), (3, 0), (4, 5), (5, 6), (6, 7), (7, 4)]
    + [(n, n + 4) for n in range(4)],
    13: [(0, 1), (1, 2), (2, 0), (3, 4), (4, 5), (5, 3)] + [(n, n + 3) for n in range(3)],
    14: [(0, 1), (1, 2), (2, 3), (3, 0)] + [(n, 4) for n in range(4)],
}


def cell_edges(arrays: Arrays) -> Edges:
    """Return the edges of a mesh in both directions, shape (2, edges), without repetitions.

    Raises
    ------
    DatasetError
        If the item is no mesh with cells, or has cells whose edges are not known.
    """
    if "edge_index" in arrays:
        return np.asarray(arrays["edge_index"], np.int64)
    if "cells" in arrays:
        return _both_ways([_of_simplices(arrays["cells"])])
    if "cells/types" not in arrays:
        raise DatasetError("an item without cells has no edges; it has {names}", names=_few(arrays))
    types, offsets = arrays["cells/types"], arrays["cells/offsets"]
    points = arrays["cells/connectivity"]
    return _both_ways([_of_type(int(kind), types, offsets, points) for kind in np.unique(types)])


def _of_simplices(cells: Any) -> Edges:
    pairs = np.array(list(combinations(range(cells.shape[1]), 2)), np.int64).reshape(-1, 2)
    return np.asarray(cells[:, pairs].reshape(-1, 2), np.int64)


def _both_ways(found: list[Edges]) -> Edges:
    pairs = np.concatenate(found) if found else np.zeros((0, 2), np.int64)
    both = np.concatenate([pairs, pairs[:, ::-1]])
    return np.ascontiguousarray(np.unique(both, axis=0).T)


def _of_type(kind: int, types: Any, offsets: Any, points: Any) -> Edges:
    pairs = _PAIRS.get(kind)
    if pairs is None:
        raise DatasetError(
            "edges of cells of VTK type {kind} are not known; put Triangulate before the sink",
            kind=kind,
        )
    first = np.asarray(offsets[:-1][types == kind], np.int64)
    place = first[:, None, None] + np.array(pairs)[None]
    return np.asarray(points[place].reshape(-1, 2), np.int64)


def _few(arrays: Arrays) -> str:
    return listed_names(arrays)
