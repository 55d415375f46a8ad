"""Describe and draw gridded fields for the preview."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import numpy as np

from curator_gui.core.errors import CuratorError
from curator_gui.core.measuring.inspection import (
    FloatArray,
    Image,
    Inspector,
    ItemSummary,
    View,
    digest,
    summarise,
)
from curator_gui.core.registration.entry import module_available
from curator_gui.domains.grid.healpix_grid import HealpixGrid, find_healpix
from curator_gui.domains.grid.inspection.axes import axes_of, word

MAX_SIDE = 512


def describe(item: Any) -> ItemSummary:
    """Describe an `xarray.Dataset`: dimensions, coordinates and variables."""
    facts = [("dimensions", ", ".join(f"{name} {size}" for name, size in item.sizes.items()))]
    if (grid := find_healpix(item)) is not None:
        facts.append(("grid", grid.words))
    for name in item.coords:
        coordinate = item.coords[name]
        if coordinate.size:
            first, last = coordinate.values.flat[0], coordinate.values.flat[-1]
            unit = coordinate.attrs.get("units", "")
            words = word(first) if coordinate.size == 1 else f"{word(first)}…{word(last)}"
            facts.append((str(name), f"{words} {unit}".strip()))
    fields = [
        summarise(str(n), "variable", item[n].values, str(item[n].attrs.get("units", "")))
        for n in sorted(item.data_vars, key=str)
    ]
    counts = tuple((str(name), int(size)) for name, size in item.sizes.items())
    return ItemSummary(
        "Dataset", tuple(facts), tuple(fields), counts, axes_of(item), (), _shape(item)
    )


def _shape(item: Any) -> int:
    """Return a checksum of the coordinates and of what is said of the variables."""
    said = [f"{n} {item[n].dims} {sorted(item[n].attrs.items(), key=str)}" for n in item.variables]
    return digest(said, *(coordinate.values for coordinate in item.coords.values()))


def draw(item: Any, view: View) -> Image:
    """Take the last two dimensions of a variable at the first place of all others.

    Larger fields are thinned to at most 512 values a side. HEALPix cells are drawn as a map.

    Raises
    ------
    CuratorError
        If no variable has two dimensions, or the one wanted has not.
    """
    grid = find_healpix(item)
    flat = [
        str(n)
        for n in item.data_vars
        if (item[n].ndim >= 2 or _is_on(item[n], grid)) and item[n].dtype.kind in "fiub"
    ]
    if view.field in item.data_vars and view.field not in flat:
        raise CuratorError(
            "{field} has less than two dimensions: there is no picture of it", field=view.field
        )
    name = view.field if view.field in flat else (flat[0] if flat else "")
    if not name:
        raise CuratorError("no variable has two dimensions: there is no field to draw")
    array = item[name]
    if grid is not None and _is_on(array, grid):
        return _draw_cells(array, name, grid)
    others = array.dims[:-2]
    plane = array.isel(dict.fromkeys(others, 0))
    rows, columns = (plane.sizes[dim] for dim in plane.dims)
    step = {
        plane.dims[0]: slice(None, None, -(-rows // MAX_SIDE)),
        plane.dims[1]: slice(None, None, -(-columns // MAX_SIDE)),
    }
    plane = plane.isel(step)
    y, y_label = _axis(plane, str(plane.dims[0]))
    x, x_label = _axis(plane, str(plane.dims[1]))
    first = _place(array, others)
    values = np.asarray(plane.values, dtype=np.float64)
    return Image(values, x, y, x_label, y_label, name + first, str(array.attrs.get("units", "")))


def _place(array: Any, dims: Any) -> str:
    return "".join(f", {dim} {word(_first(array, str(dim)))}" for dim in dims)


def _is_on(array: Any, grid: HealpixGrid | None) -> bool:
    return grid is not None and grid.dimension in array.dims and module_available("healpix_geo")


def _draw_cells(array: Any, name: str, grid: HealpixGrid) -> Image:
    """Draw HEALPix cells as a map, each of its points with the value of the cell that it is in."""
    others = [dim for dim in array.dims if dim != grid.dimension]
    values = np.asarray(array.isel(dict.fromkeys(others, 0)).values, dtype=np.float64)
    columns = min(MAX_SIDE, 16 * grid.nside)
    longitude = (np.arange(columns) + 0.5) * 360 / columns
    latitude = 90 - (np.arange(columns // 2) + 0.5) * 360 / columns
    x, y = (axis.ravel() for axis in np.meshgrid(longitude, latitude))
    cells = grid.cells_at(x, y)
    seen = np.where(cells < 0, np.nan, values[cells]).reshape(latitude.size, longitude.size)
    unit = str(array.attrs.get("units", ""))
    east, north = "longitude (degrees_east)", "latitude (degrees_north)"
    return Image(seen, longitude, latitude, east, north, name + _place(array, others), unit)


def _first(array: Any, dim: str) -> Any:
    return array.coords[dim].values[0] if dim in array.coords else 0


def _axis(plane: Any, dim: str) -> tuple[FloatArray, str]:
    """Return the coordinate of a dimension and its label; places count where it is no number."""
    if dim in plane.coords and plane.coords[dim].dtype.kind in "fiu":
        coordinate = plane.coords[dim]
        unit = coordinate.attrs.get("units", "")
        return coordinate.values.astype(np.float64), f"{dim} ({unit})" if unit else dim
    return np.arange(plane.sizes[dim], dtype=np.float64), dim


def prepare() -> None:
    import_module("xarray")


INSPECTOR = Inspector(describe, draw, prepare)
