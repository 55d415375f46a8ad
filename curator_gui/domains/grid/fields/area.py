"""Statistics over a region, each cell by its area."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from curator_gui.core import Param, remark
from curator_gui.core.message import Message
from curator_gui.domains.grid.coordinates import (
    check_axis,
    in_degrees,
    is_in_radians,
    origin,
    require_axis,
)
from curator_gui.domains.grid.errors import GridError
from curator_gui.domains.grid.filters.base import ItemFilter, NumberVariables, chosen_variables
from curator_gui.domains.grid.healpix_grid import find_healpix
from curator_gui.domains.grid.roles import bounds_of, without_references
from curator_gui.domains.grid.units import of_difference

if TYPE_CHECKING:
    import numpy as np
    import xarray as xr

STATISTICS = ("mean", "std", "minimum", "maximum")


class AreaStatistics(ItemFilter):
    """Reduce fields to their mean, deviation, minimum or maximum over longitude and latitude.

    Cells count by their area: by a variable of areas if one is given, else by the difference of the
    sines of their latitude bounds, else by the cosine of latitude (unevenly spaced ones by edges
    halfway between them); those of HEALPix count alike.
    On curvilinear and unstructured grids means and deviations need the variable of areas.
    NaN is left out; a field without any value is NaN. One statistic keeps the names of the
    variables; of several each is `NAME_mean`, `NAME_std`, ... Results have float64.

    Raises
    ------
    GridError
        If there is no latitude or longitude, their points are no regular grid and no areas are
        given, or an area is negative, missing or runs along other dimensions.
    """

    name = "Area statistics"
    description = "Reduces fields to area-weighted means, deviations, minima and maxima."
    version = "2"  # refuses points that stand in no rows and columns

    def __init__(
        self,
        statistics: Annotated[
            list[str], Param("What is taken of each field.", choices=STATISTICS)
        ] = ["mean"],  # noqa: B006 - it is copied
        variables: NumberVariables = None,
        area: Annotated[
            str | None,
            Param("Variable with the areas of the cells. Not set: by latitude.", role="variable"),
        ] = None,
    ) -> None:
        self._statistics = list(statistics)
        self._patterns = list(variables or ())
        self._area = area or None

    def problems(self) -> list[tuple[str, str]]:
        """Report that no statistic is chosen."""
        none = Message("choose at least one statistic")
        return [] if self._statistics else [("statistics", none)]

    def apply(self, item: xr.Dataset) -> xr.Dataset:
        """Return the item without longitude and latitude."""
        weights = self._weights(item)
        over = _horizontal(item)
        self._check_area(item, weights, over)
        names = [
            name
            for name in chosen_variables(item, self._patterns, "fiu")
            if over <= set(item[name].dims) and name != self._area
        ]
        reduced: dict[str, Any] = {}
        for name in names:
            reduced |= self._reduced(item, name, weights, sorted(map(str, over)))
        lost = [str(n) for n in item.variables if over & set(item.variables[n].dims)]
        told = [n for n in lost if n in item.data_vars and n not in names and n != self._area]
        if told:
            remark(
                Message("variables that are no fields are left out: {names}", names=", ".join(told))
            )
        return without_references(item.drop_vars(lost), set(lost)).assign(reduced)

    def _weights(self, item: xr.Dataset) -> xr.Variable:
        import numpy as np
        import xarray as xr

        if self._area is not None:
            if self._area not in item.variables:
                raise GridError(
                    "{origin}there is no variable {name}",
                    origin=origin(item),
                    name=repr(self._area),
                )
            weights = item.variables[self._area].to_base_variable()
        elif {"mean", "std"} & set(self._statistics):
            weights = _by_latitude(item)
        else:  # extremes have no weights
            return xr.Variable((), 1.0)
        if not (np.isfinite(weights.values) & (weights.values >= 0)).all():
            raise GridError("{origin}an area is missing or negative", origin=origin(item))
        return weights.astype(np.float64)

    def _check_area(self, item: xr.Dataset, weights: xr.Variable, over: set[Any]) -> None:
        others = [str(dim) for dim in weights.dims if dim not in over]
        if others:
            raise GridError(
                "{origin}the areas {name} run along {dimension} as well, not only along latitude "
                "and longitude",
                origin=origin(item),
                name=repr(self._area),
                dimension=repr(others[0]),
            )

    def _reduced(
        self, item: xr.Dataset, name: str, weights: xr.Variable, over: list[str]
    ) -> dict[str, Any]:
        variable = item.variables[name].to_base_variable()
        about = {k: v for k, v in variable.attrs.items() if k in ("units", "standard_name")}
        found = {}
        for statistic in self._statistics:
            value = _statistic(variable, weights, over, statistic)
            said = of_difference(about) if statistic == "std" else about
            value.attrs = {**said, "cell_methods": f"area: {_CELL_METHODS[statistic]}"}
            key = name if len(self._statistics) == 1 else f"{name}_{statistic}"
            found[key] = value
        return found


_CELL_METHODS = {
    "mean": "mean",
    "std": "standard_deviation",
    "minimum": "minimum",
    "maximum": "maximum",
}


def _horizontal(item: xr.Dataset) -> set[Any]:
    grid = find_healpix(item)
    if grid is not None:
        return {grid.dimension}
    axes = [require_axis(item, kind) for kind in ("latitude", "longitude")]
    return {dim for name in axes for dim in item[name].dims}


def _by_latitude(item: xr.Dataset) -> xr.Variable:
    import numpy as np
    import xarray as xr

    grid = find_healpix(item)
    if grid is not None:  # its cells have equal areas
        return xr.Variable((grid.dimension,), np.ones(item.sizes[grid.dimension]))
    name = require_axis(item, "latitude")
    _insist_on_rows(item, name, require_axis(item, "longitude"))
    latitude = item.variables[name].to_base_variable()
    bounds = bounds_of(item).get(name)
    if bounds is not None and latitude.ndim == 1 and item[bounds].shape == (latitude.size, 2):
        ends = item[bounds].values.astype(np.float64)  # in the unit of the coordinate (CF, 7.1)
        edges = np.sin(ends if is_in_radians(item, name) else np.deg2rad(ends))
        return xr.Variable(latitude.dims, np.abs(edges[:, 1] - edges[:, 0]))
    check_axis(item, name)
    degrees = in_degrees(item, name)
    if latitude.ndim == 1 and _is_uneven(degrees):
        remark(
            Message(
                "{name} is unevenly spaced and has no bounds: cells are taken to end halfway to "
                "the next",
                name=name,
            )
        )
        return xr.Variable(latitude.dims, _halfway_heights(degrees))
    cosine = np.cos(np.deg2rad(degrees))
    cosine[np.abs(cosine) < 1e-12] = 0.0  # the poles
    return xr.Variable(latitude.dims, cosine)


_EVEN = 1.1
"""How much the largest distance of even latitudes may exceed the smallest (Gaussian ones: 1.01)."""


def _is_uneven(latitudes: np.ndarray) -> bool:
    """Whether latitudes that rise or fall all along are spaced unevenly; others are points."""
    import numpy as np

    steps = np.diff(latitudes)
    if steps.size < 2 or not (np.all(steps > 0) or np.all(steps < 0)):
        return False
    widths = np.abs(steps)
    return bool(widths.max() > _EVEN * widths.min())


def _halfway_heights(latitudes: np.ndarray) -> np.ndarray:
    """Return the differences of the sines of the edges, halfway between latitudes (degrees)."""
    import numpy as np

    middle = (latitudes[1:] + latitudes[:-1]) / 2
    edges = np.concatenate(
        [[2 * latitudes[0] - middle[0]], middle, [2 * latitudes[-1] - middle[-1]]]
    )
    found: np.ndarray = np.abs(np.diff(np.sin(np.deg2rad(np.clip(edges, -90.0, 90.0)))))
    return found


def _insist_on_rows(item: xr.Dataset, latitude: str, longitude: str) -> None:
    """Refuse points that stand in no rows and columns: nothing tells the areas around them.

    Cells of limited-area and ocean models are about equally large wherever they lie, rows of a
    reduced grid have fewer points toward the poles, and those of unstructured grids vary.

    Raises
    ------
    GridError
        Saying what to do.
    """
    import numpy as np

    both = [item.variables[name].to_base_variable() for name in (latitude, longitude)]
    if not set(both[0].dims) & set(both[1].dims):
        return
    rows, columns = (np.unique(np.round(v.values.astype(np.float64), 6)).size for v in both)
    if rows * columns != (both[0] + both[1]).size:
        raise GridError(
            "{origin}{latitude} and {longitude} are no rows and columns of a grid, so they say "
            "nothing about the areas of its cells; name the variable with these (area)",
            origin=origin(item),
            latitude=latitude,
            longitude=longitude,
        )


def _plain_mean(wide: Any, weights: xr.Variable, over: list[str]) -> Any:
    """Return the mean where nothing is missing, else NaN."""
    others = [dim for dim in over if dim not in weights.dims]
    rows = wide.mean(others, skipna=False) if others else wide
    total = (rows * weights).sum(list(weights.dims), skipna=False)
    share = float(weights.values.sum())
    return total / share if share > 0 else total * float("nan")


def _statistic(variable: xr.Variable, weights: xr.Variable, over: list[str], statistic: str) -> Any:
    import numpy as np

    wide: Any = variable.astype(np.float64)
    if statistic in ("minimum", "maximum"):
        return wide.min(over) if statistic == "minimum" else wide.max(over)
    if statistic == "mean":
        mean = _plain_mean(wide, weights, over)
        if np.isfinite(mean.values).all():  # nothing is missing
            return mean
    there = wide.notnull()
    total = (weights * there).sum(over)
    mean = (wide.fillna(0.0) * weights).sum(over) / total.where(total > 0)
    if statistic == "mean":
        return mean
    spread = ((wide - mean).fillna(0.0) ** 2 * weights).sum(over)
    return np.sqrt(spread / total.where(total > 0))
