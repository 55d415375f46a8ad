"""Filters that keep a part of an item: variables, levels, a region, times."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated, Any

from curator_gui.core import Param, ParamError, unchanged
from curator_gui.core.message import Message, at
from curator_gui.core.text.listing import listed_names
from curator_gui.domains.grid.coordinates import check_axis, origin, require_axis
from curator_gui.domains.grid.errors import GridError
from curator_gui.domains.grid.filters.base import (
    ItemFilter,
    VerticalDimension,
    match_variables,
    require_dimensions,
)

if TYPE_CHECKING:
    import numpy as np
    import xarray as xr


class SelectVariables(ItemFilter):
    """Keep or drop data variables by name; coordinates that nothing uses any more go too."""

    name = "Select variables"
    description = "Keeps (or drops) the variables whose names fit; * stands for any text."

    def __init__(
        self,
        variables: Annotated[
            list[str], Param("Names of variables; * and ? are wildcards.", role="variable")
        ],
        drop: Annotated[bool, Param("Whether these are dropped, rather than kept.")] = False,
        missing: Annotated[
            str,
            Param("What to do if a name fits no variable of an item.", choices=("error", "ignore")),
        ] = "error",
    ) -> None:
        self._patterns = list(variables)
        self._drop = drop
        self._missing = missing

    def apply(self, item: xr.Dataset) -> xr.Dataset:
        """Return the item with the chosen variables only."""
        ignore = self._missing == "ignore"
        names = match_variables(item, self._patterns, ignore_missing=ignore)
        if self._drop:
            names = [str(name) for name in item.data_vars if name not in names]
        if len(names) == len(item.data_vars):
            unchanged(Message("all variables are kept"))
        return item[names]


class SelectLevels(ItemFilter):
    """Keep vertical levels by value, in the order given.

    An item that lies on one level is kept or dropped as a whole. The vertical coordinate is found
    by the CF conventions unless it is named.
    """

    name = "Select levels"
    description = "Keeps the given vertical levels, for example 500 and 850 hPa."

    def __init__(
        self,
        levels: Annotated[
            list[float], Param("Values of the vertical coordinate, in its own units.", role="level")
        ],
        dimension: VerticalDimension = None,
        method: Annotated[
            str,
            Param(
                "exact: each level must be there (to six digits); nearest: the closest one.",
                choices=("exact", "nearest"),
            ),
        ] = "exact",
    ) -> None:
        if not levels:
            raise ParamError(at("levels", Message("needs at least one level")))
        self._levels = [float(level) for level in levels]
        self._dimension = dimension or None
        self._method = method

    def apply(self, item: xr.Dataset) -> xr.Dataset | None:
        """Return the item on these levels, None if it lies on another one."""
        import numpy as np

        name = self._dimension or require_axis(item, "level")
        if name in item.coords and item[name].ndim == 0:
            if not self._wanted(float(item[name])):
                return None
            unchanged(Message("lies on a wanted level"))
            return item
        require_dimensions(item, [name])
        have = item[name].values
        nearest = np.abs(have[:, None] - np.asarray(self._levels)).argmin(axis=0)
        if self._method == "exact":
            self._insist(item, name, have, nearest)
        if nearest.tolist() == list(range(len(have))):
            unchanged(Message("all its levels are wanted"))
        return item.isel({name: nearest})

    def _wanted(self, level: float) -> bool:
        return any(_same_level(level, wanted) for wanted in self._levels)

    def _insist(self, item: xr.Dataset, name: str, have: np.ndarray, nearest: np.ndarray) -> None:
        for level, found in zip(self._levels, have[nearest], strict=True):
            if not _same_level(found, level):
                there = listed_names((f"{value:g}" for value in have), 40)
                raise GridError(
                    "{origin}{name} has no level {level}; it has {there}",
                    origin=origin(item),
                    name=name,
                    level=f"{level:g}",
                    there=there,
                )


def _same_level(left: float, right: float) -> bool:
    """Whether two levels agree to six digits: files store 0.995 as float32, people type it."""
    return abs(left - right) <= 1e-6 * max(abs(left), abs(right))


class CropRegion(ItemFilter):
    """Cut out a region between latitudes and longitudes, also across the edge of the grid.

    Longitudes may be given from -180 to 360, whatever convention the data have. A region that
    crosses the edge of the grid is put together from both sides, with longitudes that increase
    from `west`. On curvilinear grids (two-dimensional coordinates) the smallest block of rows
    and columns around the region is kept.
    """

    name = "Crop region"
    description = "Keeps the points between latitudes and longitudes, also across the date line."

    def __init__(
        self,
        south: Annotated[
            float,
            Param("Southern edge.", minimum=-90, maximum=90, unit="degrees north", axis="latitude"),
        ],
        north: Annotated[
            float,
            Param("Northern edge.", minimum=-90, maximum=90, unit="degrees north", axis="latitude"),
        ],
        west: Annotated[
            float,
            Param(
                "Western edge; may be east of the eastern one in numbers: 350 to 10 "
                "crosses Greenwich.",
                minimum=-180,
                maximum=360,
                unit="degrees east",
                axis="longitude",
            ),
        ],
        east: Annotated[
            float,
            Param(
                "Eastern edge.", minimum=-180, maximum=360, unit="degrees east", axis="longitude"
            ),
        ],
    ) -> None:
        if south > north:
            raise ParamError(
                at(
                    "south",
                    Message(
                        "{south} lies north of {north}", south=f"{south:g}", north=f"{north:g}"
                    ),
                )
            )
        self._south, self._north, self._west, self._east = south, north, west, east

    def apply(self, item: xr.Dataset) -> xr.Dataset:
        import numpy as np

        lat, lon = require_axis(item, "latitude"), require_axis(item, "longitude")
        check_axis(item, lat)
        check_axis(item, lon)
        rows, inside = self._rows(item[lat].values), self._columns(item[lon].values)
        if item[lat].ndim == 2:
            return self._block(item, lat, rows & inside)
        _check_axes(item, lat, lon)
        if not rows.any() or not inside.any():
            self._refuse(item, item[lat].values, item[lon].values)
        offsets = self._offsets(item[lon].values)
        columns = np.flatnonzero(inside)
        if rows.all() and inside.all():
            unchanged(Message("lies in the region as a whole"))
        columns = columns[np.argsort(offsets[columns], kind="stable")]
        # A cyclic grid has its first column again at its end.
        columns = columns[np.diff(offsets[columns], prepend=-1.0) > 1e-6]
        cropped = item.isel({lat: np.flatnonzero(rows), lon: columns})
        return self._turned(item, cropped, lon, offsets[columns])

    def _turned(
        self, item: xr.Dataset, cropped: xr.Dataset, lon: str, offsets: np.ndarray
    ) -> xr.Dataset:
        """Bring the longitudes into ascending order, by full turns."""
        import numpy as np

        values = cropped[lon].values
        if (np.diff(values) < 0).any():
            turns = np.round((self._west + offsets - values) / 360)
            turned = (values + 360 * turns).astype(values.dtype)
            cropped = cropped.assign_coords({lon: (lon, turned, item[lon].attrs)})
        return cropped

    def _rows(self, latitudes: np.ndarray) -> np.ndarray:
        return (latitudes >= self._south - 1e-6) & (latitudes <= self._north + 1e-6)

    def _columns(self, longitudes: np.ndarray) -> np.ndarray:
        width = self._east - self._west
        if width < 0:
            width += 360
        inside: np.ndarray = self._offsets(longitudes) <= width + 1e-6
        return inside

    def _offsets(self, longitudes: np.ndarray) -> np.ndarray:
        """Degrees east of the western edge, from 0 to 360; rounding never turns 0 into 360."""
        return (longitudes.astype("float64") - self._west + 1e-6) % 360 - 1e-6

    def _block(self, item: xr.Dataset, lat: str, inside: np.ndarray) -> xr.Dataset:
        import numpy as np

        if not inside.any():
            self._refuse(item, item[lat].values, item[require_axis(item, "longitude")].values)
        block = {}
        for axis, dim in enumerate(item[lat].dims):
            hits = np.flatnonzero(inside.any(axis=1 - axis))
            block[dim] = slice(int(hits[0]), int(hits[-1]) + 1)
        return item.isel(block)

    def _refuse(self, item: xr.Dataset, lat: np.ndarray, lon: np.ndarray) -> None:
        raise GridError(
            "{origin}no point lies in the region; latitudes go from {min} to "
            "{max}, longitudes from {min2} to {max2}",
            origin=origin(item),
            min=f"{lat.min():g}",
            max=f"{lat.max():g}",
            min2=f"{lon.min():g}",
            max2=f"{lon.max():g}",
        )


def _check_axes(item: xr.Dataset, lat: str, lon: str) -> None:
    if item[lat].dims != (lat,) or item[lon].dims != (lon,):
        raise GridError(
            "{origin}{lat} and {lon} are not the axes of a grid",
            origin=origin(item),
            lat=lat,
            lon=lon,
        )


_DATE = re.compile(r"\d{4}(-\d\d(-\d\d([T ]\d\d(:\d\d(:\d\d)?)?)?)?)?")


class SelectTimes(ItemFilter):
    """Keep times in a period, in some months, at some hours.

    An item that has one time is kept or dropped as a whole; of an item with a time dimension the
    fitting positions are kept, and it is dropped if there are none. Works in every CF calendar.
    """

    name = "Select times"
    description = "Keeps times by period, month and hour of the day; drops items outside."

    def __init__(
        self,
        start: Annotated[
            str | None,
            Param("First time, such as 2017-01-01 or 2017-01-01T06:00.", role="time", axis="time"),
        ] = None,
        end: Annotated[
            str | None,
            Param("Last time; 2017-01 means to the end of that month.", role="time", axis="time"),
        ] = None,
        months: Annotated[
            list[int] | None, Param("Months to keep, 1 to 12. Not set: all.", minimum=1, maximum=12)
        ] = None,
        hours: Annotated[
            list[int] | None,
            Param(
                "Hours of the day to keep, 0 to 23. Not set: all.",
                minimum=0,
                maximum=23,
                unit="UTC hours",
            ),
        ] = None,
    ) -> None:
        self._start = _checked_date("start", start)
        self._end = _checked_date("end", end)
        self._months = list(months or ())
        self._hours = list(hours or ())

    def apply(self, item: xr.Dataset) -> xr.Dataset | None:
        """Return the item at the chosen times, None if there are none."""
        import numpy as np

        name = require_axis(item, "time")
        if item[name].ndim > 1:
            raise GridError(
                "{origin}{name} has several dimensions: {dims}",
                origin=origin(item),
                name=name,
                dims=item[name].dims,
            )
        keep = np.array([self._fits(text) for text in _texts(item, name)], dtype=bool)
        if not keep.any():
            return None
        if item[name].ndim == 0 or keep.all():
            unchanged(Message("all its times are wanted"))
            return item
        return item.isel({item[name].dims[0]: np.flatnonzero(keep)})

    def _fits(self, text: str) -> bool:
        if text.startswith("NaT"):
            return False
        return (
            (not self._start or text >= self._start)
            and (not self._end or text[: len(self._end)] <= self._end)
            and (not self._months or int(text[5:7]) in self._months)
            and (not self._hours or int(text[11:13]) in self._hours)
        )


def _checked_date(name: str, text: str | None) -> str:
    if not text:
        return ""
    if not _DATE.fullmatch(text):
        raise ParamError(
            "{name}: needs a date such as 2017-01-01 or 2017-01-01T06:00, not {text}",
            name=name,
            text=repr(text),
        )
    return text.replace(" ", "T")


def _texts(item: xr.Dataset, name: str) -> list[str]:
    """Write times in ISO 8601: those sort like times, in any calendar."""
    values: Any = item[name].values.ravel()
    if values.dtype.kind == "M":
        return [str(text) for text in values.astype("datetime64[s]").astype(str)]
    if values.size and not hasattr(values[0], "isoformat"):
        raise GridError(
            "{origin}{name} holds numbers, not times that could be decoded",
            origin=origin(item),
            name=name,
        )
    return [value.isoformat() for value in values]
