"""The filter that brings fields onto another regular grid."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

from curator_gui.core import Param, ParamError, remark, unchanged
from curator_gui.core.message import Message
from curator_gui.domains.grid.coordinates import (
    is_in_radians,
    origin,
    points_in_degrees,
    require_axis,
)
from curator_gui.domains.grid.errors import GridError
from curator_gui.domains.grid.filters.base import ItemFilter, renewed
from curator_gui.domains.grid.filters.shape.from_healpix import from_healpix
from curator_gui.domains.grid.filters.shape.overlap import (
    Overlap,
    around_points,
    cell_means,
    latitude_edges,
    latitude_overlap,
    longitude_edges,
    longitude_overlap,
)
from curator_gui.domains.grid.filters.shape.regrid_words import (
    missing,
    tell_apart,
    tell_left_out,
)
from curator_gui.domains.grid.healpix_grid import find_healpix, require_clear
from curator_gui.domains.grid.roles import NO_FIELDS, bounds_of, role

if TYPE_CHECKING:
    import numpy as np
    import xarray as xr


_ROUNDING = 1e-9  # of a step, or of a degree


@dataclass(frozen=True)
class AxisWeights:
    """Each target takes `1 - weight` of the point `left` and `weight` of the point `right`.

    Points are numbered as in the data. `outside` marks targets further than half a step beyond
    the first or last point; nearer ones take the value of that point.
    """

    left: np.ndarray
    right: np.ndarray
    weight: np.ndarray
    outside: np.ndarray

    def apply(self, values: np.ndarray, axis: int, *, nearest: bool) -> np.ndarray:
        """Return floating-point values at the targets; NaN outside.

        A missing neighbor makes the result missing, unless it has no weight.
        """
        import numpy as np

        shape = [1] * values.ndim
        shape[axis] = -1
        if nearest:
            result = values.take(np.where(self.weight > 0.5, self.right, self.left), axis)
        else:
            weight = self.weight.astype(values.dtype).reshape(shape)
            first, second = values.take(self.left, axis), values.take(self.right, axis)
            result = first * (1 - weight) + second * weight
        if self.outside.any():
            result = np.where(self.outside.reshape(shape), missing(result.dtype), result)
        return result


def axis_weights(points: np.ndarray, targets: np.ndarray) -> AxisWeights:
    """Return the weights on a straight axis; points may be in any order, but differ."""
    import numpy as np

    ordered, order = np.unique(points.astype("float64"), return_index=True)
    return _between(ordered, order, targets.astype("float64"))


def longitude_weights(points: np.ndarray, targets: np.ndarray) -> AxisWeights:
    """Return the weights around the globe, in degrees; both may follow any convention.

    If the points leave no gap they close a circle; else the axis begins behind the widest gap.
    """
    import numpy as np

    ordered, order = np.unique(points.astype("float64") % 360, return_index=True)
    gaps = np.diff(np.append(ordered, ordered[0] + 360))
    begin = (int(gaps.argmax()) + 1) % ordered.size
    base = ordered[begin]
    ordered, order = _turned(np.roll(ordered, -begin), base), np.roll(order, -begin)
    if ordered.size > 1 and gaps.max() <= 1.5 * np.median(gaps):
        ordered = np.concatenate([[ordered[-1] - 360], ordered, [ordered[0] + 360]])
        order = np.concatenate([order[-1:], order, order[:1]])
    elif ordered.size > 1:
        reach = np.diff(ordered)[0] / 2  # that far before the first point is still near it
        ordered, base = ordered + reach, base - reach
    return _between(ordered, order, _turned(targets.astype("float64"), base))


def _turned(degrees: np.ndarray, base: float) -> np.ndarray:
    """Degrees east of `base`, from 0 to 360; rounding never turns 0 into 360."""
    turned: np.ndarray = (degrees - base + _ROUNDING) % 360 - _ROUNDING
    return turned


def _between(ordered: np.ndarray, order: np.ndarray, targets: np.ndarray) -> AxisWeights:
    import numpy as np

    if ordered.size == 1:
        same = np.zeros(targets.size, dtype="int64")
        far = np.abs(targets - ordered[0]) > _ROUNDING
        return AxisWeights(order[same], order[same], same.astype("float64"), far)
    right = np.clip(np.searchsorted(ordered, targets), 1, ordered.size - 1)
    steps = np.diff(ordered)
    weight = (targets - ordered[right - 1]) / steps[right - 1]
    outside = (weight < -0.5 - _ROUNDING) | (weight > 1.5 + _ROUNDING)
    weight = np.clip(weight, 0.0, 1.0)
    weight[weight < _ROUNDING] = 0.0
    weight[weight > 1 - _ROUNDING] = 1.0
    # A neighbor without weight must not count, not even if it is missing.
    left = np.where(weight == 1.0, right, right - 1)
    right = np.where(weight == 0.0, left, right)
    return AxisWeights(order[left], order[right], weight, outside)


def _edge(side: str, low: float, high: float, unit: str) -> Param:
    words = f"{side}ern edge of the new grid."
    return Param(words, minimum=low, maximum=high, unit=unit)


def _new_attributes(item: xr.Dataset, name: str, degrees: str) -> dict[str, Any]:
    """Return what is said of the new axis: of the old one all but its bounds, and its radians."""
    old = item[name].attrs.items()
    kept = {str(k): v for k, v in old if k not in ("bounds", "climatology")}
    return {**kept, "units": degrees} if is_in_radians(item, name) else kept


def _cell_edges(item: xr.Dataset, name: str) -> np.ndarray | None:
    """Return the ends of the cells of an axis in degrees, if the data say them.

    Raises
    ------
    GridError
        If an end is missing, or a cell has no width.
    """
    import numpy as np

    bounds = bounds_of(item).get(name)
    if bounds is None or item[bounds].shape != (item[name].size, 2):
        return None
    ends: np.ndarray = item[bounds].values.astype("float64")
    ends = np.rad2deg(ends) if is_in_radians(item, name) else ends  # in its unit (CF, 7.1)
    if not (np.abs(np.diff(ends)) > 0).all():  # nor is NaN more
        raise GridError(
            "{origin}in {bounds} an end of a cell is missing, or a cell has no width: correct the "
            "bounds of {name}, or leave them out",
            origin=origin(item),
            bounds=repr(bounds),
            name=repr(name),
        )
    return ends


def _several(item: xr.Dataset, name: str) -> np.ndarray:
    """Return the points of an axis, of which there are at least two.

    Raises
    ------
    GridError
        If there is one: nothing says how wide its cell is.
    """
    if item[name].size < 2:
        raise GridError(
            "{origin}{name} has one point and no bounds: how wide its cell is cannot be told",
            origin=origin(item),
            name=repr(name),
        )
    return points_in_degrees(item, name)


class Regrid(ItemFilter):
    """Bring fields onto a regular grid of latitudes (from north) and longitudes (from west).

    Bilinear in degrees, around the globe where the data go around it. Points further than half a
    step outside the data are missing, and so are those next to a missing value. Classes and times
    take the nearest point's value; bounds and text of the old grid are left out. Interpolation
    samples the field: on a much coarser grid small scales alias, unless it is conservative.

    Conservative means are taken over the new cells, which end at the poles, each old cell by the
    area that both share (first order; exact on the sphere), so area-weighted means and totals stay.
    Old cells have the bounds that the data give them, else they reach halfway to the next points,
    and to a pole that is less than half a cell away.

    From HEALPix cells, bilinear weighs the four cells around a point, and nearest takes the cell
    that it lies in; there are no conservative means of them.
    """

    name = "Regrid"
    description = (
        "Brings fields onto a regular latitude-longitude grid: bilinear, nearest, or conservative "
        "(means by area)."
    )
    added = {"least_share": 0.5}

    def __init__(
        self,
        spacing: Annotated[
            float,
            Param("Distance of neighboring points.", unit="degrees", minimum=0.01, maximum=90),
        ],
        method: Annotated[
            str,
            Param(
                "bilinear between the four points around; the nearest point's value (for "
                "categories and masks); or conservative: the mean over the new cell by area, for "
                "coarser grids and for what is counted, such as rain.",
                choices=("bilinear", "nearest", "conservative"),
            ),
        ] = "bilinear",
        south: Annotated[float, _edge("South", -90, 90, "degrees north")] = -90.0,
        north: Annotated[float, _edge("North", -90, 90, "degrees north")] = 90.0,
        west: Annotated[float, _edge("West", -360, 360, "degrees east")] = 0.0,
        east: Annotated[float, _edge("East", -360, 720, "degrees east")] = 360.0,
        least_share: Annotated[
            float,
            Param(
                "Conservative: a new cell is missing if less than this share of its area has "
                "values. At 0 totals stay also beside missing values; at 1 nothing may be missing.",
                minimum=0,
                maximum=1,
            ),
        ] = 0.5,
    ) -> None:
        if south > north or west >= east or east - west > 360:
            raise ParamError(
                "no region lies between {south} and {north} degrees north, {west} and "
                "{east} degrees east",
                south=f"{south:g}",
                north=f"{north:g}",
                west=f"{west:g}",
                east=f"{east:g}",
            )
        self._spacing, self._method = spacing, method
        self._south, self._north, self._west, self._east = south, north, west, east
        self._least_share = least_share

    def target(self) -> tuple[np.ndarray, np.ndarray]:
        """Return the new latitudes and longitudes in degrees; a full circle has no double point."""
        import numpy as np

        rows = int((self._north - self._south) / self._spacing + 1e-9) + 1
        columns = int((self._east - self._west) / self._spacing + 1e-9) + 1
        if self._spacing * (columns - 1) >= 360 - 1e-9:
            columns -= 1
        latitudes = self._north - self._spacing * np.arange(rows)
        return latitudes, self._west + self._spacing * np.arange(columns)

    def apply(self, item: xr.Dataset) -> xr.Dataset:
        """Return the item on the new grid; variables without latitude and longitude stay."""
        import xarray as xr

        cells = find_healpix(item)
        if cells is not None:
            return from_healpix(item, cells, self.target(), self._method)
        require_clear(item)
        lat, lon = require_axis(item, "latitude"), require_axis(item, "longitude")
        if item[lat].dims != (lat,) or item[lon].dims != (lon,):
            raise GridError(
                "{origin}{lat} and {lon} are not the axes of a regular grid: "
                "curvilinear grids cannot be interpolated from, nor unstructured ones but HEALPix",
                origin=origin(item),
                lat=lat,
                lon=lon,
            )
        latitudes, longitudes = self.target()
        weights = {
            lat: axis_weights(points_in_degrees(item, lat), latitudes),
            lon: longitude_weights(points_in_degrees(item, lon), longitudes),
        }
        overlaps = self._overlaps(item, lat, lon) if self._method == "conservative" else {}
        if any(each.outside.all() for each in weights.values()):
            tell_apart()
        coordinates = {
            name: variable
            for name, variable in item.coords.items()
            if not {lat, lon} & set(variable.dims)
        }
        for name, values, unit in (
            (lat, latitudes, "degrees_north"),
            (lon, longitudes, "degrees_east"),
        ):
            attributes = _new_attributes(item, name, unit)
            coordinates[name] = xr.DataArray(values, dims=name, attrs=attributes)
        data = {}
        for name in map(str, item.data_vars):
            found = self._by_role(item, name, weights, overlaps)
            if found is not None:
                data[name] = found
        if not any(weights.keys() & set(v.dims) for v in data.values()):
            unchanged(Message("has no variable on latitude and longitude"))
        return xr.Dataset(data, coords=coordinates, attrs=item.attrs)

    def _overlaps(self, item: xr.Dataset, lat: str, lon: str) -> dict[str, Overlap]:
        latitudes, longitudes = self.target()
        if self._south == -90 and self._north == 90 and self._east - self._west == 360:
            self._tell_gaps(latitudes, longitudes)
        rows, columns = _cell_edges(item, lat), _cell_edges(item, lon)
        rows = latitude_edges(_several(item, lat)) if rows is None else rows
        if columns is None:
            columns = longitude_edges(_several(item, lon))
        else:
            columns = around_points(columns, points_in_degrees(item, lon))
        return {
            lat: latitude_overlap(rows, latitudes, self._spacing),
            lon: longitude_overlap(columns, longitudes, self._spacing),
        }

    def _tell_gaps(self, latitudes: np.ndarray, longitudes: np.ndarray) -> None:
        """Say that the new cells do not cover the globe exactly once, so that totals change."""
        odd = abs(longitudes.size * self._spacing - 360) > _ROUNDING
        if odd or latitudes[-1] - self._spacing / 2 > -90 + _ROUNDING:
            remark(
                Message(
                    "cells of {spacing} degrees do not cover the globe exactly once: global means "
                    "are kept with spacings that divide 360 degrees",
                    spacing=f"{self._spacing:g}",
                )
            )

    def _by_role(
        self,
        item: xr.Dataset,
        name: str,
        weights: dict[str, AxisWeights],
        overlaps: dict[str, Overlap],
    ) -> xr.Variable | None:
        """Return a variable on the new grid; None if there is no sense in it there."""
        kind, variable = role(item, name), item.variables[name]
        if not weights.keys() & set(variable.dims):
            return variable
        if kind in NO_FIELDS:
            tell_left_out(kind, name)
            return None
        nearest = self._method == "nearest" or kind in ("class", "time")
        if overlaps and not nearest and variable.dtype.kind in "fiub":
            return self._means(variable, overlaps)
        return self._regridded(variable, weights, nearest)

    def _means(self, variable: xr.Variable, overlaps: dict[str, Overlap]) -> xr.Variable:
        axes = {i: overlaps[str(d)] for i, d in enumerate(variable.dims) if d in overlaps}
        found = cell_means(variable.values, axes, self._least_share)
        kind = variable.dtype
        return renewed(variable, found.astype(kind) if kind.kind == "f" else found)

    def _regridded(
        self, variable: xr.Variable, weights: dict[str, AxisWeights], nearest: bool
    ) -> xr.Variable:
        axes = [dim for dim in variable.dims if dim in weights]
        values = variable.values
        whole = nearest and not any(weights[str(dim)].outside.any() for dim in axes)
        if values.dtype.kind not in "fmMO" and not whole:
            values = values.astype("float64")  # missing values need NaN
        for dim in axes:
            axis = variable.dims.index(dim)
            values = weights[str(dim)].apply(values, axis, nearest=nearest)
        return renewed(variable, values)
