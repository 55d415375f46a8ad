"""The filter that brings fields onto a HEALPix grid."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from curator_gui.core import Param, remark
from curator_gui.core.message import Message
from curator_gui.domains.grid.coordinates import origin, points_in_degrees, require_axis
from curator_gui.domains.grid.errors import GridError
from curator_gui.domains.grid.filters.base import ItemFilter
from curator_gui.domains.grid.filters.shape.regrid import (
    AxisWeights,
    axis_weights,
    longitude_weights,
)
from curator_gui.domains.grid.filters.shape.regrid_words import missing, tell_apart
from curator_gui.domains.grid.healpix_grid import (
    CELL_IDS,
    MAPPING,
    HealpixGrid,
    coordinates_of,
)
from curator_gui.domains.grid.roles import NO_FIELDS, role

if TYPE_CHECKING:
    import numpy as np
    import xarray as xr

CELL = "cell"
NSIDES = tuple(1 << level for level in range(13))
SAMPLES = (1, 4, 16, 64, 256)
_ENOUGH = 0.5


class ToHealpix(ItemFilter):
    """Bring fields from a grid of latitudes and longitudes onto HEALPix cells of equal area.

    A cell takes the value at its middle, or the mean of the values at the middles of its HEALPix
    children, each bilinear in degrees or the nearest point's. Children that are missing have no
    part in a mean; a cell is missing if more than half of them are. Classes and times take the
    value of the point nearest to the middle; bounds and text are left out.

    The result has the dimension `cell`, with `cell_ids`, latitude and longitude, and a grid mapping
    `crs` that says nside and order.
    """

    name = "To HEALPix"
    description = "Brings fields from latitudes and longitudes onto HEALPix cells of equal area."
    version = "1"

    def __init__(
        self,
        nside: Annotated[
            int,
            Param(
                "Cells along the side of each of the twelve base cells: the globe has 12 nside² "
                "cells. 64 is about 0.9 degrees, 256 about 0.23.",
                choices=NSIDES,
            ),
        ] = 64,
        order: Annotated[
            str,
            Param(
                "How cells are numbered: nested within their parents, or along rings from the "
                "north.",
                choices=("nested", "ring"),
            ),
        ] = "nested",
        method: Annotated[
            str,
            Param(
                "bilinear between the four points around, or the nearest point's value.",
                choices=("bilinear", "nearest"),
            ),
        ] = "bilinear",
        samples: Annotated[
            int,
            Param(
                "Each cell is the mean of this many places within it. More than one for cells "
                "that are larger than those of the data, or small scales alias.",
                choices=SAMPLES,
            ),
        ] = 1,
    ) -> None:
        self._grid = HealpixGrid(CELL, nside.bit_length() - 1, order == "nested")
        self._method, self._samples = method, samples

    def apply(self, item: xr.Dataset) -> xr.Dataset:
        """Return the item on HEALPix cells; variables without latitude and longitude stay.

        Raises
        ------
        GridError
            If latitude and longitude are not the axes of its fields.
        """
        import xarray as xr

        axes = _axes(item)
        self._refuse_names(item)
        children = self._children()
        middle = _Places(item, *axes, *self._grid.places())
        within = _Places(item, *axes, *children.places()) if self._samples > 1 else middle
        if within.outside.all():
            tell_apart()
        data = {}
        for name in map(str, item.data_vars):
            found = self._brought(item, name, middle, within)
            if found is not None:
                data[name] = found
        kept = {n: c for n, c in item.coords.items() if not set(axes) & set(c.dims)}
        return xr.Dataset(data, coords={**kept, **coordinates_of(self._grid)}, attrs=item.attrs)

    def _children(self) -> HealpixGrid:
        """Return the grid of the places within cells: those of one follow one another."""
        import numpy as np

        level = self._grid.level + (self._samples.bit_length() - 1) // 2
        parents = np.arange(self._grid.whole)
        if not self._grid.nested:
            from healpix_geo import ring

            parents = ring.to_nested(parents.astype(np.uint64), self._grid.level).astype(np.int64)
        ids = (parents[:, None] * self._samples + np.arange(self._samples)).ravel()
        return HealpixGrid(CELL, level, True, ids)

    def _refuse_names(self, item: xr.Dataset) -> None:
        taken = [n for n in (CELL, CELL_IDS, MAPPING) if n in item.variables or n in item.dims]
        if taken:
            raise GridError(
                "{origin}there is a {name} already: is it on a HEALPix grid? Rename it otherwise",
                origin=origin(item),
                name=repr(taken[0]),
            )

    def _brought(
        self, item: xr.Dataset, name: str, middle: _Places, within: _Places
    ) -> xr.Variable | None:
        kind, variable = role(item, name), item.variables[name]
        if not middle.axes & set(variable.dims):
            return variable
        if kind in NO_FIELDS or not middle.axes <= set(variable.dims):
            words = Message("{name} does not fit the new grid and is left out", name=repr(name))
            remark(words)
            return None
        import xarray as xr

        if kind in ("class", "time") or variable.dtype.kind not in "fiub":
            values = middle.nearest(variable)
        elif self._method == "nearest":
            values = self._mean(within.nearest(variable))
        else:
            values = self._mean(within.bilinear(variable))
        dims = [dim for dim in variable.dims if dim not in middle.axes]
        attributes = {**variable.attrs, "grid_mapping": MAPPING}
        return xr.Variable((*dims, CELL), values, attributes)

    def _mean(self, values: np.ndarray) -> np.ndarray:
        """Return the means of the places within each cell, which are last."""
        import numpy as np

        if self._samples == 1:
            return values
        grouped = values.reshape(*values.shape[:-1], self._grid.whole, self._samples)
        there = ~np.isnan(grouped)
        count = there.sum(axis=-1)
        total = np.where(there, grouped, 0).sum(axis=-1, dtype=np.float64)
        enough = count >= _ENOUGH * self._samples
        mean = np.where(enough, total / np.maximum(count, 1), np.nan)
        return mean.astype(values.dtype if values.dtype.kind == "f" else np.float64)


class _Places:
    """Weights of the points around places, and values there; the places are the last axis."""

    def __init__(
        self, item: xr.Dataset, lat: str, lon: str, longitudes: np.ndarray, latitudes: np.ndarray
    ) -> None:
        self._lat, self._lon = lat, lon
        self._rows = axis_weights(points_in_degrees(item, lat), latitudes)
        self._columns = longitude_weights(points_in_degrees(item, lon), longitudes)
        self.outside = self._rows.outside | self._columns.outside

    @property
    def axes(self) -> set[Any]:
        return {self._lat, self._lon}

    def nearest(self, variable: xr.Variable) -> np.ndarray:
        values = self._last(variable)
        rows, columns = (_nearest(weights) for weights in (self._rows, self._columns))
        return self._masked(values[..., rows, columns])

    def bilinear(self, variable: xr.Variable) -> np.ndarray:
        import numpy as np

        values = self._last(variable)
        if values.dtype.kind != "f":
            values = values.astype(np.float64)
        total: Any = 0.0
        for row, height in _sides(self._rows, values.dtype):
            for column, width in _sides(self._columns, values.dtype):
                weight = height * width
                # A neighbor without weight must not count, not even if it is missing.
                total = total + np.where(weight > 0, values[..., row, column] * weight, 0)
        return self._masked(total)

    def _last(self, variable: xr.Variable) -> np.ndarray:
        others = [dim for dim in variable.dims if dim not in (self._lat, self._lon)]
        found: np.ndarray = variable.transpose(*others, self._lat, self._lon).values
        return found

    def _masked(self, values: np.ndarray) -> np.ndarray:
        """Return values that are missing outside of the data."""
        import numpy as np

        if not self.outside.any():
            return values
        wide = values.astype(np.float64) if values.dtype.kind in "iub" else values
        return np.where(self.outside, missing(wide.dtype), wide)


def _nearest(weights: AxisWeights) -> np.ndarray:
    import numpy as np

    return np.where(weights.weight > 0.5, weights.right, weights.left)


def _sides(weights: AxisWeights, dtype: Any) -> list[tuple[np.ndarray, np.ndarray]]:
    share = weights.weight.astype(dtype)
    return [(weights.left, 1 - share), (weights.right, share)]


def _axes(item: xr.Dataset) -> tuple[str, str]:
    lat, lon = require_axis(item, "latitude"), require_axis(item, "longitude")
    if item[lat].dims != (lat,) or item[lon].dims != (lon,):
        raise GridError(
            "{origin}{lat} and {lon} are not the axes of a regular grid",
            origin=origin(item),
            lat=lat,
            lon=lon,
        )
    return lat, lon
