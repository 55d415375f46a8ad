"""Fields of a file that are the same for all items: orography, land-sea mask, soil types."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

from curator_gui.core import Param, remark
from curator_gui.core.message import Message
from curator_gui.core.text.listing import listed_names
from curator_gui.domains.grid.coordinates import in_degrees, origin, points_in_degrees, require_axis
from curator_gui.domains.grid.errors import GridError
from curator_gui.domains.grid.filters.base import ItemFilter
from curator_gui.domains.grid.filters.shape.regrid import (
    AxisWeights,
    axis_weights,
    longitude_weights,
)
from curator_gui.domains.grid.formats.layout import LASTING
from curator_gui.domains.grid.formats.opening import LIBRARY_LOCK, open_netcdf
from curator_gui.domains.grid.units import conversion, parse_unit

if TYPE_CHECKING:
    import numpy as np
    import xarray as xr

STANDARD_GRAVITY = 9.80665
"""In m s-2 (WMO): geopotential divided by it is geopotential height in m."""

_TOLERANCE = 1e-4
"""Degrees by which points of both grids may differ: coordinates are often stored in float32."""

Orography = Literal["as it is", "height", "geopotential"]
_TARGETS = {
    "height": ("m", "surface_altitude", "m2 s-2", 1 / STANDARD_GRAVITY),
    "geopotential": ("m2 s-2", "geopotential", "m", STANDARD_GRAVITY),
}
"""Unit, standard name (CF) and the other quantity's unit, with the factor from that."""


class StaticFields(ItemFilter):
    """Add fields of a file to each item, on its own latitudes and longitudes.

    Both grids may run in other directions and count longitudes otherwise (0 to 360, -180 to 180).
    Their points have to be the same, within 0.0001 degrees, unless they are to be interpolated.
    Dimensions of one position, such as the time of ERA5's, are dropped. Sinks of one store keep
    the fields once, not for each item.

    Raises
    ------
    GridError
        If the file lacks a variable or the item has one of its name, if a variable has further
        dimensions, or if the grids differ.
    """

    name = "Static fields"
    description = "Adds fields of a file to each item, such as orography or a land-sea mask."
    version = "1"

    def __init__(
        self,
        file: Annotated[
            Path, Param("NetCDF file that holds the fields.", widget="file", suffixes=(".nc",))
        ],
        variables: Annotated[
            list[str], Param("Names of the fields in the file, such as z or lsm.")
        ],
        grid: Annotated[
            Literal["same", "bilinear", "nearest"],
            Param(
                "How the fields come onto the items' points: they lie at the same points, are "
                "interpolated between four, or taken from the nearest."
            ),
        ] = "same",
        orography: Annotated[
            Orography,
            Param(
                "What the orography is to be: a height in m, or a geopotential in m2 s-2, which is "
                "9.80665 m s-2 times that. Of other fields, nothing changes."
            ),
        ] = "as it is",
    ) -> None:
        self._path, self._variables = Path(file), list(variables)
        self._grid, self._orography = grid, orography
        self._read: xr.Dataset | None = None
        self._last: _Placed | None = None

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "_read": None, "_last": None}

    def input_files(self) -> Sequence[str]:
        """Name the file: other fields give other results."""
        return (str(self._path),)

    def problems(self) -> Iterable[tuple[str, str]]:
        """Report that no field is named, and what the file lacks."""
        if not self._variables:
            yield "variables", Message("name at least one field of the file")
            return
        try:
            self._fields()
        except (GridError, OSError) as error:
            yield "file", str(error)

    def apply(self, item: xr.Dataset) -> xr.Dataset:
        """Return the item with the fields."""
        for name in self._variables:
            if name in item.variables:
                raise GridError(
                    "{origin}there is a variable {name} already; rename it first",
                    origin=origin(item),
                    name=repr(name),
                )
        return item.assign(self._placed(item))

    def _fields(self) -> xr.Dataset:
        if self._read is None:
            with LIBRARY_LOCK, open_netcdf(str(self._path)) as opened:
                missing = [name for name in self._variables if name not in opened.data_vars]
                if missing:
                    raise GridError(
                        "{path} has no variable {missing}; it has {have}",
                        path=self._path,
                        missing=repr(missing[0]),
                        have=listed_names(opened.data_vars),
                    )
                found = opened[self._variables].squeeze().load()
            found.encoding["source"] = str(self._path)
            self._read = _with_orography(found, self._orography, self._path)
        return self._read

    def _placed(self, item: xr.Dataset) -> dict[str, xr.Variable]:
        names = require_axis(item, "latitude"), require_axis(item, "longitude")
        places = _points(item, names[0]), _points(item, names[1])
        fields = self._fields()
        if self._last is None or not _equal(self._last.places, places):
            place = _Place(self._path, fields, item, names, places, self._grid)
            self._last = _Placed(places, place, {n: place.field(n) for n in self._variables})
        self._last.place.say()
        if self._orography == "as it is":
            _say_geopotential(fields, self._path)
        return self._last.fields


class _Place:
    """Where the points of an item lie among those of the file."""

    def __init__(
        self,
        path: Path,
        fields: xr.Dataset,
        item: xr.Dataset,
        names: tuple[str, str],
        places: tuple[np.ndarray, np.ndarray],
        grid: str,
    ) -> None:
        self._path, self._fields, self._item, self._grid = path, fields, item, grid
        self._own = require_axis(fields, "latitude"), require_axis(fields, "longitude")
        theirs = _points(fields, self._own[0]), _points(fields, self._own[1])
        latitude = item.variables[names[0]]
        self._dims = latitude.dims
        self._weights: tuple[AxisWeights, AxisWeights] | None = None
        if latitude.ndim == 1 and latitude.dims != item.variables[names[1]].dims:
            self._dims = (*latitude.dims, *item.variables[names[1]].dims)
            self._weights = self._axes(theirs, places)
        elif not self._is_same(theirs, places):
            raise GridError(
                "{path} and {origin}the grids differ; to have fields interpolated, the items need "
                "an axis of latitudes and one of longitudes: regrid them before",
                path=path,
                origin=origin(item),
            )

    def _is_same(self, theirs: Sequence[np.ndarray], places: Sequence[np.ndarray]) -> bool:
        import numpy as np

        if any(a.shape != b.shape for a, b in zip(theirs, places, strict=True)):
            return False
        known = [np.isfinite(pair[0]) & np.isfinite(pair[1]) for pair in (theirs, places)]
        if not np.array_equal(*known) or not known[0].any():
            return False
        north, east = (np.abs(a - b)[known[0]] for a, b in zip(theirs, places, strict=True))
        apart = np.abs((east + 180) % 360 - 180)
        return bool(north.max() < _TOLERANCE and apart.max() < _TOLERANCE)

    def _axes(
        self, theirs: Sequence[np.ndarray], places: Sequence[np.ndarray]
    ) -> tuple[AxisWeights, AxisWeights]:
        if any(points.ndim != 1 for points in theirs):
            raise GridError(
                "{path}: its latitudes and longitudes are no axes, but those of the items are",
                path=self._path,
            )
        found = axis_weights(theirs[0], places[0]), longitude_weights(theirs[1], places[1])
        if self._grid == "same":
            for points, targets, weights, turn in zip(theirs, places, found, (0, 360), strict=True):
                self._check_same(points, targets, weights, turn)
        return found

    def _check_same(
        self, points: np.ndarray, targets: np.ndarray, weights: AxisWeights, turn: int
    ) -> None:
        import numpy as np

        nearest = points[np.where(weights.weight > 0.5, weights.right, weights.left)]
        apart = np.abs(nearest - targets)
        apart = np.minimum(apart, np.abs(turn - apart)) if turn else apart
        if apart.max() > _TOLERANCE:
            worst = int(apart.argmax())
            raise GridError(
                "{origin}the grid of {path} is another one: nearest to {point} degrees it has "
                "{nearest}; choose bilinear or nearest to have its fields interpolated",
                origin=origin(self._item),
                path=self._path,
                point=f"{targets[worst]:g}",
                nearest=f"{nearest[worst]:g}",
            )

    def field(self, name: str) -> xr.Variable:
        """Return a field of the file at the item's points; NaN outside of the file's area."""
        import xarray as xr

        variable = self._fields[name].variable
        if self._weights is None:
            wanted = self._fields.variables[self._own[0]].dims
        else:
            wanted = tuple(self._fields.variables[own].dims[0] for own in self._own)
        if set(variable.dims) != set(wanted):
            raise GridError(
                "{path}: {name} has the dimensions {dims}; a static field has those of latitude "
                "and longitude alone",
                path=self._path,
                name=repr(name),
                dims=listed_names(variable.dims),
            )
        values = variable.transpose(*wanted).values
        if self._weights is not None:
            values = self._interpolated(values)
        return xr.Variable(self._dims, values, variable.attrs, {LASTING: True})

    def _interpolated(self, values: np.ndarray) -> np.ndarray:
        import numpy as np

        weights = self._weights or ()
        nearest = self._grid != "bilinear"
        outside = any(each.outside.any() for each in weights)
        if values.dtype.kind != "f" and (outside or not nearest):
            values = values.astype(np.float64)
        for axis, each in enumerate(weights):
            values = each.apply(values, axis, nearest=nearest)
        return values

    def say(self) -> None:
        """Remark what interpolation did, and what lies outside of the file's area."""
        weights = self._weights or ()
        if self._grid != "same" and weights:
            remark(
                Message(
                    "fields of {path} are interpolated ({how}); of a finer grid that takes points, "
                    "not means",
                    path=self._path,
                    how=self._grid,
                )
            )
        if any(each.outside.any() for each in weights):
            remark(Message("outside of {path} its fields are missing (NaN)", path=self._path))


@dataclass(frozen=True)
class _Placed:
    """The fields on the points of the last item: mostly those of the next one, too."""

    places: tuple[np.ndarray, np.ndarray]
    place: _Place
    fields: dict[str, xr.Variable]


def _with_orography(fields: xr.Dataset, target: Orography, path: Path) -> xr.Dataset:
    """Turn heights and geopotentials into what the orography is to be."""
    units = {str(name): str(field.attrs.get("units", "")) for name, field in fields.items()}
    if target == "as it is":
        return fields
    unit, standard_name, other, factor = _TARGETS[target]
    chosen = [name for name in units if _measures(units[name], unit, other)]
    if not chosen:
        raise GridError(
            "{path}: none of {names} is a height (m) or geopotential (m2 s-2) by its units; there "
            "are {units}",
            path=path,
            names=listed_names(units),
            units=listed_names(repr(each) for each in units.values()),
        )
    for name in chosen:
        is_other = _measures(units[name], other)
        scale, _ = conversion(units[name], other if is_other else unit)
        fields = fields.assign({name: fields[name] * (scale * (factor if is_other else 1.0))})
        fields[name].attrs = {
            "long_name": f"orography ({target})",
            "units": unit,
            "standard_name": standard_name,
        }
    return fields


def _say_geopotential(fields: xr.Dataset, path: Path) -> None:
    for name, field in fields.items():
        unit = str(field.attrs.get("units", ""))
        if _measures(unit, "m2 s-2"):
            remark(
                Message(
                    "{name} of {path} is a geopotential in {unit}, no height",
                    name=repr(name),
                    path=path,
                    unit=unit,
                )
            )


def _measures(unit: str, *others: str) -> bool:
    try:
        dimensions = parse_unit(unit).dimensions
    except GridError:
        return False
    return any(dimensions == parse_unit(other).dimensions for other in others)


def _equal(one: Sequence[np.ndarray], other: Sequence[np.ndarray]) -> bool:
    import numpy as np

    return all(np.array_equal(a, b, equal_nan=True) for a, b in zip(one, other, strict=True))


def _points(dataset: xr.Dataset, name: str) -> np.ndarray:
    """Return latitudes or longitudes; those of curvilinear grids may lack points, as on land."""
    points = in_degrees(dataset, name)
    return points if points.ndim > 1 and points.size else points_in_degrees(dataset, name)
