"""Draw meshes for the preview.

Pictures are rendered off-screen by VTK, in the helper process: without a usable OpenGL VTK ends its
process. A probe in a process of its own decides once whether it may be tried; if not, the points
are drawn in software.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections import OrderedDict
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from curator_gui.core.errors import CuratorError
from curator_gui.core.measuring.inspection import (
    FloatArray,
    Raster,
    View,
    magnitude_name,
    magnitudes,
)
from curator_gui.domains.mesh.inspection.camera import Home, axes_of, half_height, home_view
from curator_gui.domains.mesh.inspection.surface import Surface, drawn_surface

PROBE_SECONDS = 60
MAX_DRAWN_POINTS = 200_000
EDGES_UP_TO = 6_000
KEPT_SURFACES = 4
_PROBE = (
    "import pyvista; p = pyvista.Plotter(off_screen=True, window_size=(16, 16));"
    "p.add_mesh(pyvista.Sphere()); p.screenshot(return_img=True)"
)
_LIGHT = {"ambient": 0.35, "diffuse": 0.7}  # else the sides in shadow leave the color bar
Range = tuple[float, float]


@dataclass(frozen=True)
class Shown:
    """The values that color a mesh, at its points or cells, and the ends of the color bar.

    `title` says what they are if they are not the field itself.
    """

    values: FloatArray
    place: str
    limits: Range
    title: str = ""


@dataclass
class _Stage:
    """The process's one plotter and what stands on it; the item is held so that its id is its."""

    plotter: Any
    key: tuple[Any, ...] = ()
    item: Any = None
    samples: int = 0


_surfaces: OrderedDict[int, tuple[Any, Surface]] = OrderedDict()
_stages: list[_Stage] = []


def draw(item: Any, view: View) -> Raster:
    """Render a mesh colored by a field (the norm, if it is a vector).

    Raises
    ------
    CuratorError
        If the mesh is empty.
    """
    if item.n_points == 0:
        raise CuratorError("the mesh is empty: there is nothing to draw")
    shown = _shown(item, view)
    home = home_view(np.asarray(item.bounds, dtype=np.float64).reshape(3, 2))
    pixels = (_render if can_render() else _draw_points)(item, view, shown, home)
    if shown is None:
        return Raster(pixels, "")
    return Raster(pixels, shown.title or view.field, *shown.limits)


@cache
def can_render() -> bool:
    """Whether VTK can render off-screen here; tried once, in processes that may die of it.

    On Linux it is tried without the display first: VTK then uses EGL or its own software. Over an X
    server its process can end with "BadAccess" at the second window.
    """
    if "DISPLAY" in os.environ and sys.platform == "linux":
        display = os.environ.pop("DISPLAY")
        if _probe():
            return True
        os.environ["DISPLAY"] = display
    return _probe()


def _probe() -> bool:
    try:
        done = subprocess.run(
            [sys.executable, "-c", _PROBE],
            capture_output=True,
            timeout=PROBE_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def _shown(item: Any, view: View) -> Shown | None:
    """Find the field: where it is wanted, else elsewhere on the mesh."""
    places = {"point": item.point_data, "cell": item.cell_data}
    for place in sorted(places, key=lambda place: place != view.place):
        data = places[place]
        if view.field not in data:
            continue
        array = np.asarray(data[view.field])
        if array.dtype.kind in "fiub" and len(array):
            values = magnitudes(array)
            defined = values[np.isfinite(values)]
            if defined.size:
                limits = view.limits or (float(defined.min()), float(defined.max()))
                several = array.size > len(array)
                return Shown(values, place, limits, magnitude_name(view.field) if several else "")
    return None


def _render(item: Any, view: View, shown: Shown | None, home: Home) -> Any:
    stage = _stage(view.width, view.height)
    _smooth(stage, on=not view.quick)
    key = (id(item), view.field, view.place, view.limits, view.background)
    if key != stage.key:
        stage.key = ()  # in case it fails half-way
        _set_stage(stage.plotter, _surface(item).shape.copy(deep=False), item, view, shown)
        stage.key, stage.item = key, item
    _place_camera(stage.plotter, home, view)
    stage.plotter.render()
    pixels = stage.plotter.screenshot(return_img=True)
    return np.ascontiguousarray(pixels[..., :3])


def _stage(width: int, height: int) -> _Stage:
    """Return the one plotter of the process, of this size in pixels."""
    import pyvista as pv
    from vtkmodules.vtkCommonCore import vtkLogger

    if not _stages:
        vtkLogger.SetStderrVerbosity(vtkLogger.VERBOSITY_ERROR)  # no word on a missing display
        plotter: Any = pv.Plotter(off_screen=True, window_size=[width, height])
        plotter.enable_parallel_projection()
        plotter.show(auto_close=False, interactive=False)
        _stages.append(_Stage(plotter, samples=plotter.render_window.GetMultiSamples()))
    stage = _stages[0]
    if tuple(stage.plotter.window_size) != (width, height):
        stage.plotter.window_size = (width, height)
    return stage


def _smooth(stage: _Stage, *, on: bool) -> None:
    """Draw smooth edges or not: drawn in software, they take two thirds of the time."""
    samples = stage.samples if on else 0
    if stage.plotter.render_window.GetMultiSamples() != samples:
        stage.plotter.render_window.SetMultiSamples(samples)


def _set_stage(plotter: Any, mesh: Any, item: Any, view: View, shown: Shown | None) -> None:
    plotter.clear_actors()
    plotter.set_background([channel / 255 for channel in view.background])
    style: dict[str, Any] = {"color": "#7f9db9"}
    if shown is not None:
        surface, at_points = _surface(item), shown.place == "point"
        ids = surface.points if at_points else surface.cells
        (mesh.point_data if at_points else mesh.cell_data)["shown"] = shown.values[ids]
        style = {"scalars": "shown", "cmap": "viridis", "clim": shown.limits, **_LIGHT}
    plotter.add_mesh(
        mesh,
        show_edges=mesh.n_cells <= EDGES_UP_TO,
        edge_opacity=0.15,
        show_scalar_bar=False,
        reset_camera=False,
        render=False,
        **style,
    )


def _surface(item: Any) -> Surface:
    """Extract the surface once for each of the last items."""
    held = _surfaces.pop(id(item), None)
    if held is None:
        held = (item, drawn_surface(item))
    _surfaces[id(item)] = held  # with the item, so that no other can get its id
    while len(_surfaces) > KEPT_SURFACES:
        _surfaces.popitem(last=False)
    return held[1]


def _place_camera(plotter: Any, home: Home, view: View) -> None:
    axes = axes_of(home, view)
    away = 4 * max(home.half_width, home.half_height, 1e-30)
    camera = plotter.camera
    camera.position = home.center + away * axes[:, 2]
    camera.focal_point, camera.up = home.center, axes[:, 1]
    camera.parallel_scale = half_height(home, view)
    plotter.renderer.ResetCameraClippingRange()


def _draw_points(item: Any, view: View, shown: Shown | None, home: Home) -> Any:
    """Draw the points in parallel projection, nearest last."""
    every = max(1, item.n_points // MAX_DRAWN_POINTS)
    turned = (np.asarray(item.points, dtype=np.float64)[::every] - home.center) @ axes_of(
        home, view
    )
    scale = view.height / 2 / half_height(home, view)
    columns = (view.width / 2 + scale * turned[:, 0]).astype(int)
    rows = (view.height / 2 - scale * turned[:, 1]).astype(int)
    inside = (columns >= 0) & (columns < view.width) & (rows >= 0) & (rows < view.height)
    order = np.argsort(turned[:, 2])
    order = order[inside[order]]
    at_points = shown is not None and shown.place == "point"
    shade = _colors(len(turned), shown if at_points else None, every)
    pixels = np.empty((view.height, view.width, 3), np.uint8)
    pixels[:] = view.background
    pixels[rows[order], columns[order]] = shade[order]
    return pixels


def _colors(count: int, shown: Shown | None, every: int) -> np.ndarray[Any, np.dtype[np.uint8]]:
    """Colour points from blue over green to yellow along their values."""
    if shown is None:
        return np.full((count, 3), (90, 120, 160), np.uint8)
    low, high = shown.limits
    share = np.nan_to_num((shown.values[::every] - low) / ((high - low) or 1.0)).clip(0, 1)
    stops = np.array([[68, 1, 84], [33, 145, 140], [253, 231, 37]], float)  # viridis
    rgb = [np.interp(share, [0, 0.5, 1], stops[:, channel]) for channel in range(3)]
    return np.stack(rgb, axis=1).astype(np.uint8)
