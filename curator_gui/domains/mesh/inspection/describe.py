"""Describe meshes for the preview."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import numpy as np

from curator_gui.core.inspection import Inspector, ItemSummary, Place, summarise
from curator_gui.domains.mesh.inspection.drawing import draw


def describe(item: Any) -> ItemSummary:
    """Describe a `pyvista.DataSet`: size, bounds, cell types and all fields."""
    low, high = np.asarray(item.bounds)[::2], np.asarray(item.bounds)[1::2]
    facts = [
        ("points", f"{item.n_points:,}"),
        ("cells", f"{item.n_cells:,}"),
        ("bounds", " × ".join(f"{a:.4g}…{b:.4g}" for a, b in zip(low, high, strict=True))),
        *_cell_types(item),
    ]
    places: tuple[tuple[Place, Any], ...] = (
        ("point", item.point_data),
        ("cell", item.cell_data),
        ("global", item.field_data),
    )
    fields = [
        summarise(name, place, data[name]) for place, data in places for name in sorted(data.keys())
    ]
    return ItemSummary(type(item).__name__, tuple(facts), tuple(fields))


def _cell_types(item: Any) -> list[tuple[str, str]]:
    import pyvista as pv

    if not isinstance(item, pv.UnstructuredGrid) or item.n_cells == 0:
        return []
    kinds, counts = np.unique(item.celltypes, return_counts=True)
    names = [pv.CellType(int(kind)).name.lower().replace("_", " ") for kind in kinds]
    return [("cell types", ", ".join(f"{n:,} {k}" for k, n in zip(names, counts, strict=True)))]


def prepare() -> None:
    import_module("pyvista")


INSPECTOR = Inspector(describe, draw, prepare)
