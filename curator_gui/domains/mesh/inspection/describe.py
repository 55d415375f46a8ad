"""Describe meshes for the preview."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import numpy as np

from curator_gui.core.measuring.inspection import (
    Axis,
    AxisKind,
    Inspector,
    ItemSummary,
    Part,
    Place,
    counted_along,
    digest,
    summarise,
)
from curator_gui.domains.mesh.inspection.drawing import draw


def describe(item: Any) -> ItemSummary:
    """Describe a `pyvista.DataSet`: size, bounds, cell types and all fields."""
    low, high = np.asarray(item.bounds)[::2], np.asarray(item.bounds)[1::2]
    facts = [
        ("points", f"{item.n_points:,}"),
        ("cells", f"{item.n_cells:,}"),
        ("bounds", " × ".join(f"{a:.4g}…{b:.4g}" for a, b in zip(low, high, strict=True))),
    ]
    parts = _cell_types(item)
    if parts:
        facts.append(("cell types", ", ".join(f"{part.count:,} {part.name}" for part in parts)))
    places: tuple[tuple[Place, Any], ...] = (
        ("point", item.point_data),
        ("cell", item.cell_data),
        ("global", item.field_data),
    )
    fields = [
        summarise(name, place, data[name], magnitude=place != "global")
        for place, data in places
        for name in sorted(data.keys())
    ]
    return ItemSummary(
        type(item).__name__,
        tuple(facts),
        tuple(fields),
        counts=(("points", int(item.n_points)), ("cells", int(item.n_cells))),
        axes=_directions(item.points, low, high) if item.n_points else (),
        parts=tuple(parts),
        digest=_shape_digest(item),
    )


def _shape_digest(item: Any) -> int:
    """Return a checksum of points and connectivity; grids without either are told by facts."""
    arrays = [item.points]
    for name in ("cells", "celltypes", "faces", "lines", "verts", "strips"):
        value = getattr(item, name, None)
        if isinstance(value, np.ndarray):
            arrays.append(value)
    return digest(*arrays)


def _directions(points: Any, low: Any, high: Any) -> tuple[Axis, ...]:
    kinds: tuple[AxisKind, ...] = ("x", "y", "z")
    return tuple(
        Axis(
            kind,
            kind,
            minimum=float(a),
            maximum=float(b),
            dimension=False,
            counts=counted_along(along, float(a), float(b)),
        )
        for kind, along, a, b in zip(kinds, points.T, low, high, strict=True)
    )


def _cell_types(item: Any) -> list[Part]:
    import pyvista as pv

    if not isinstance(item, pv.UnstructuredGrid) or item.n_cells == 0:
        return []
    kinds, counts = np.unique(item.celltypes, return_counts=True)
    names = [pv.CellType(int(kind)).name.lower().replace("_", " ") for kind in kinds]
    return [Part("cell type", n, int(count)) for n, count in zip(names, counts, strict=True)]


def prepare() -> None:
    import_module("pyvista")


INSPECTOR = Inspector(describe, draw, prepare)
