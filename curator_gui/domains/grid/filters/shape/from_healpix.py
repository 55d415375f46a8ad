"""Bring fields from HEALPix cells onto latitudes and longitudes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from curator_gui.core import unchanged
from curator_gui.core.message import Message
from curator_gui.domains.grid.coordinates import origin
from curator_gui.domains.grid.errors import GridError
from curator_gui.domains.grid.filters.shape.regrid_words import (
    missing,
    tell_apart,
    tell_guessed,
    tell_left_out,
)
from curator_gui.domains.grid.healpix_grid import HealpixGrid
from curator_gui.domains.grid.roles import NO_FIELDS, role

if TYPE_CHECKING:
    import numpy as np
    import xarray as xr

LATITUDE, LONGITUDE = "latitude", "longitude"
_AXES = {
    LATITUDE: {"standard_name": "latitude", "units": "degrees_north"},
    LONGITUDE: {"standard_name": "longitude", "units": "degrees_east"},
}


def from_healpix(
    item: xr.Dataset, grid: HealpixGrid, axes: tuple[np.ndarray, np.ndarray], method: str
) -> xr.Dataset:
    """Return an item on latitudes and longitudes (degrees); variables without cells stay.

    `bilinear` weighs the four cells around each point, `nearest` takes that which the point lies
    in. A cell that is missing makes the points missing that it has a part in.

    Raises
    ------
    GridError
        If the method is another, or there are dimensions of these names already.
    """
    import numpy as np
    import xarray as xr

    _check(item, grid, method)
    if grid.guessed:
        tell_guessed()
    points = np.meshgrid(*axes, indexing="ij")
    around = _Around.of(grid, points[1].ravel(), points[0].ravel(), bilinear=method == "bilinear")
    inside = _Around.of(grid, points[1].ravel(), points[0].ravel(), bilinear=False)
    if (inside.cells < 0).all():
        tell_apart()
    data = {}
    for name in map(str, item.data_vars):
        found = _brought(item, name, grid, around, inside, points[0].shape)
        if found is not None:
            data[name] = found
    if not any(LATITUDE in variable.dims for variable in data.values()):
        unchanged(Message("has no variable on HEALPix cells"))
    kept = {n: c for n, c in item.coords.items() if grid.dimension not in c.dims}
    kept = {n: c for n, c in kept.items() if not _is_mapping(c)}
    new = {
        name: xr.Variable(name, values, _AXES[name])
        for name, values in zip((LATITUDE, LONGITUDE), axes, strict=True)
    }
    return xr.Dataset(data, coords={**kept, **new}, attrs=item.attrs)


def _check(item: xr.Dataset, grid: HealpixGrid, method: str) -> None:
    if method == "conservative":
        raise GridError(
            "{origin}from HEALPix cells ({grid}) there are no conservative means here: take "
            "bilinear or nearest",
            origin=origin(item),
            grid=grid.words,
        )
    taken = [name for name in (LATITUDE, LONGITUDE) if name in item.dims]
    if taken:
        raise GridError(
            "{origin}there is a dimension {name} already, beside the HEALPix cells; rename it",
            origin=origin(item),
            name=repr(taken[0]),
        )


def _is_mapping(variable: Any) -> bool:
    return bool(variable.attrs.get("grid_mapping_name") == "healpix")


@dataclass(frozen=True)
class _Around:
    """Positions of the cells around points (n, k), -1 where there is none, and their weights."""

    cells: np.ndarray
    weights: np.ndarray

    @classmethod
    def of(
        cls, grid: HealpixGrid, longitude: np.ndarray, latitude: np.ndarray, *, bilinear: bool
    ) -> _Around:
        import numpy as np

        if not bilinear:
            cells = grid.cells_at(longitude, latitude)[:, None]
            return cls(cells, np.ones(cells.shape))
        return cls(*grid.cells_around(longitude, latitude))

    def apply(self, values: np.ndarray) -> np.ndarray:
        """Return the values, whose last axis is that of cells, at the points; NaN outside."""
        import numpy as np

        total: Any = 0.0
        for cells, weights in zip(self.cells.T, self.weights.T.astype(values.dtype), strict=True):
            # A cell without weight must not count, not even if it is missing.
            total = total + np.where(weights > 0, values[..., cells] * weights, 0)
        outside = ((self.cells < 0) & (self.weights > 0)).any(axis=1)
        return np.where(outside, np.nan, total).astype(values.dtype)

    def nearest(self, values: np.ndarray) -> np.ndarray:
        """Return values of any type at the points, of the only cell; missing outside."""
        import numpy as np

        outside = self.cells[:, 0] < 0
        if not outside.any():
            return values[..., self.cells[:, 0]]
        wide = values.astype(np.float64) if values.dtype.kind in "iub" else values
        return np.where(outside, missing(wide.dtype), wide[..., self.cells[:, 0]])


def _brought(
    item: xr.Dataset,
    name: str,
    grid: HealpixGrid,
    around: _Around,
    inside: _Around,
    shape: tuple[int, ...],
) -> xr.Variable | None:
    """Return a variable on the new grid; None if there is no sense in it there."""
    import xarray as xr

    kind, variable = role(item, name), item.variables[name]
    if _is_mapping(variable):
        return None
    if grid.dimension not in variable.dims:
        return variable
    if kind in NO_FIELDS:
        tell_left_out(kind, name)
        return None
    others = [dim for dim in variable.dims if dim != grid.dimension]
    values = variable.transpose(*others, grid.dimension).values
    if kind in ("class", "time") or values.dtype.kind not in "fiub" or around.cells.shape[1] == 1:
        found = inside.nearest(values)
    else:
        found = around.apply(values if values.dtype.kind == "f" else values.astype("f8"))
    attributes = {key: value for key, value in variable.attrs.items() if key != "grid_mapping"}
    whole = found.reshape(*found.shape[:-1], *shape)
    return xr.Variable((*others, LATITUDE, LONGITUDE), whole, attributes)
