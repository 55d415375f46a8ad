"""Time series in XDMF files, step by step, with the parts of meshio's reader.

Format: https://www.xdmf.org/index.php/XDMF_Model_and_Format: a temporal collection of grids, each
with its own points and cells or with those of the first.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

SUFFIXES = (".xdmf", ".xmf")
_HEAVY = re.compile(r">\s*([^<>:\s]+\.(?:h5|hdf5|hdf)):/", re.IGNORECASE)
_SERIES = re.compile(rb"""CollectionType\s*=\s*["']Temporal["']""", re.IGNORECASE)


def heavy_files(path: Path) -> list[Path]:
    """List the HDF5 files that an XDMF file refers to; none for other files."""
    if path.suffix.lower() not in SUFFIXES:
        return []
    try:
        text = path.read_text(encoding="utf-8", errors="replace")
    except OSError:  # the reader reports it
        return []
    names = dict.fromkeys(_HEAVY.findall(text))
    return [path.parent / name for name in names]


def series_steps(path: Path) -> list[int | None]:
    """Number the steps of a series from 0; [None] for a file that is none or is damaged."""
    if path.suffix.lower() not in SUFFIXES:
        return [None]
    try:
        data = path.read_bytes()
        root = ElementTree.fromstring(data) if _SERIES.search(data) else None
    except (OSError, ElementTree.ParseError):  # the reader reports it
        return [None]
    collection = None if root is None else root.find(".//Grid[@CollectionType='Temporal']")
    return [None] if collection is None else list(range(len(collection))) or [None]


def read_step(path: Path, step: int) -> tuple[float | None, Any]:
    """Read the time and the `meshio.Mesh` of a step.

    Raises
    ------
    Exception
        Whatever meshio raises on a damaged file.
    """
    import meshio

    with meshio.xdmf.TimeSeriesReader(path) as reader:
        grid = reader.collection[step]
        if grid.find("Geometry/DataItem") is not None and grid.find("Topology") is not None:
            reader.mesh_grid = grid  # meshio would give each step the mesh of the first
        points, cells = reader.read_points_cells()
        time, point_data, cell_data = reader.read_data(step)
    return time, meshio.Mesh(points, cells, point_data, cell_data)
