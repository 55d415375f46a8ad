"""Describe and draw meshes for the preview.

Pictures are rendered off-screen by VTK, in the process aside: without a usable OpenGL VTK ends its
process. A probe in a process of its own decides once whether it may be tried; if not, the points
are drawn in software.
"""

from __future__ import annotations

import subprocess
import sys
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from curator_gui.core.errors import CuratorError
from curator_gui.core.inspection import (
    FloatArray,
    Inspector,
    ItemSummary,
    Place,
    Raster,
    View,
    summarise,
)

if TYPE_CHECKING:
    import pyvista as pv

PROBE_SECONDS = 60
MAX_DRAWN_POINTS = 200_000
_PROBE = (
    "import pyvista; p = pyvista.Plotter(off_screen=True, window_size=(16, 16));"
    "p.add_mesh(pyvista.Sphere()); p.screenshot(return_img=True)"
)


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


def draw(item: Any, view: View) -> Raster:
    """Render a mesh coloured by a field (the norm, if it is a vector).

    Raises
    ------
    CuratorError
        If the mesh is empty.
    """
    if item.n_points == 0:
        raise CuratorError("the mesh is empty: there is nothing to draw")
    values, place = _values(item, view.field)
    if can_render():
        return _render(item, view, values, place)
    return _draw_points(item, view, values if place == "point" else None)


def _values(item: Any, name: str) -> tuple[FloatArray | None, str]:
    for place, data in (("point", item.point_data), ("cell", item.cell_data)):
        if name and name in data:
            array = np.asarray(data[name])
            if array.dtype.kind not in "fiub":
                break
            array = array.reshape(len(array), -1).astype(np.float64)
            return (np.linalg.norm(array, axis=1) if array.shape[1] > 1 else array[:, 0]), place
    return None, ""


def _limits(values: FloatArray | None) -> tuple[float | None, float | None]:
    if values is None:
        return None, None
    defined = values[np.isfinite(values)]
    return (float(defined.min()), float(defined.max())) if defined.size else (None, None)


@cache
def can_render() -> bool:
    """Whether VTK can render off-screen here; tried once, in a process that may die of it."""
    done = subprocess.run(
        [sys.executable, "-c", _PROBE],
        capture_output=True,
        timeout=PROBE_SECONDS,
        check=False,
    )
    return done.returncode == 0


def _render(item: pv.DataSet, view: View, values: FloatArray | None, place: str) -> Raster:
    import pyvista as pv

    shown = item.copy(deep=False)
    plotter = pv.Plotter(off_screen=True, window_size=(view.width, view.height))
    plotter.set_background([channel / 255 for channel in view.background])
    style: dict[str, Any] = {"color": "#7f9db9"}
    if values is not None:
        shown.clear_data()
        (shown.point_data if place == "point" else shown.cell_data)["shown"] = values
        style = {"scalars": "shown", "cmap": "viridis", "show_scalar_bar": False}
    plotter.add_mesh(shown, show_edges=item.n_cells <= 20_000, edge_opacity=0.25, **style)
    _place_camera(plotter, item, view)
    pixels = plotter.screenshot(return_img=True)
    plotter.close()
    low, high = _limits(values)
    return Raster(np.ascontiguousarray(pixels[..., :3]), view.field, low, high)


def _place_camera(plotter: Any, item: Any, view: View) -> None:
    extent = np.ptp(np.asarray(item.bounds).reshape(3, 2), axis=1)
    if extent.min() <= 1e-3 * extent.max():  # flat: look straight at it, whatever was turned
        plotter.view_vector(np.eye(3)[int(extent.argmin())])
    else:
        plotter.view_isometric()
        plotter.camera.azimuth = view.azimuth - 30.0
        plotter.camera.elevation = view.elevation - 20.0
    plotter.camera.zoom(view.zoom)


def _draw_points(item: Any, view: View, values: FloatArray | None) -> Raster:
    """Draw the points in parallel projection, nearest last."""
    points = np.asarray(item.points, dtype=np.float64)
    step = max(1, len(points) // MAX_DRAWN_POINTS)
    turned = (points[::step] - points.mean(axis=0)) @ _rotation(view)
    scale = 0.45 * view.zoom * min(view.width, view.height) / max(np.abs(turned).max(), 1e-30)
    columns = (view.width / 2 + scale * turned[:, 0]).astype(int)
    rows = (view.height / 2 - scale * turned[:, 1]).astype(int)
    inside = (columns >= 0) & (columns < view.width) & (rows >= 0) & (rows < view.height)
    order = np.argsort(turned[:, 2])
    order = order[inside[order]]
    low, high = _limits(values)
    shade = _colors(len(turned), None if values is None else values[::step], low, high)
    pixels = np.empty((view.height, view.width, 3), np.uint8)
    pixels[:] = view.background
    pixels[rows[order], columns[order]] = shade[order]
    return Raster(pixels, view.field, low, high)


def _rotation(view: View) -> FloatArray:
    a, e = np.radians(view.azimuth), np.radians(view.elevation - 90.0)
    about_z = np.array([[np.cos(a), -np.sin(a), 0], [np.sin(a), np.cos(a), 0], [0, 0, 1.0]])
    about_x = np.array([[1.0, 0, 0], [0, np.cos(e), -np.sin(e)], [0, np.sin(e), np.cos(e)]])
    return np.asarray(about_z @ about_x, dtype=np.float64)


def _colors(
    count: int, values: FloatArray | None, low: float | None, high: float | None
) -> np.ndarray[Any, np.dtype[np.uint8]]:
    """Colour points from blue over green to yellow along their values."""
    if values is None or low is None or high is None:
        return np.full((count, 3), (90, 120, 160), np.uint8)
    share = np.nan_to_num((values - low) / ((high - low) or 1.0)).clip(0, 1)
    stops = np.array([[68, 1, 84], [33, 145, 140], [253, 231, 37]], float)  # viridis
    rgb = [np.interp(share, [0, 0.5, 1], stops[:, channel]) for channel in range(3)]
    return np.stack(rgb, axis=1).astype(np.uint8)


INSPECTOR = Inspector(describe, draw)
