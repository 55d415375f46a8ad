"""Fields that follow from place and time: sines of the coordinates, the sun."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

from curator_gui.core import Param
from curator_gui.core.message import Message
from curator_gui.domains.grid.coordinates import (
    check_axis,
    find_axis,
    in_degrees,
    origin,
    require_axis,
)
from curator_gui.domains.grid.errors import GridError
from curator_gui.domains.grid.filters.base import ItemFilter

if TYPE_CHECKING:
    import numpy as np
    import xarray as xr

OF_PLACE = ("cos_latitude", "sin_latitude", "cos_longitude", "sin_longitude")
OF_TIME = (
    "cos_julian_day", "sin_julian_day", "cos_local_time", "sin_local_time",
    "cos_solar_zenith_angle", "insolation",
)  # fmt: skip
SOLAR_CONSTANT = 1361.0
"""Total solar irradiance in W m-2 (Kopp and Lean, 2011)."""


class Forcings(ItemFilter):
    """Add fields that only depend on place and time, as training of weather models takes them.

    `cos_latitude`, ... have the dimensions of the coordinates. `cos_julian_day` is that of the part
    of the year (day 0 to 365.25), `cos_local_time` that of the part of the solar day at a
    longitude. `cos_solar_zenith_angle` is 0 at night; `insolation` is what reaches the top of the
    atmosphere at that instant, in W m-2. The sun stands where the low-precision formulas of the
    Astronomical Almanac have it (0.01 degrees from 1950 to 2050). Float64; an item's own longitude,
    latitude and UTC time. A calendar without leap years has its year stretched to the sun's.

    Raises
    ------
    GridError
        If a coordinate is missing that a field needs, or the item has a variable of this name.
    """

    name = "Forcings"
    description = (
        "Adds sines and cosines of latitude, longitude, day and local time, and the sun's "
        "insolation."
    )
    version = "1"

    def __init__(
        self,
        fields: Annotated[
            list[str],
            Param(
                "Fields to add; insolation is the sun's power at the top of the atmosphere.",
                choices=(*OF_PLACE, *OF_TIME),
            ),
        ],
    ) -> None:
        self._fields = list(fields)

    def problems(self) -> list[tuple[str, str]]:
        """Report that no field is chosen."""
        return [] if self._fields else [("fields", Message("choose at least one field"))]

    def apply(self, item: xr.Dataset) -> xr.Dataset:
        """Return the item with the new fields."""
        for name in self._fields:
            if name in item.variables:
                raise GridError(
                    "{origin}there is a variable {name} already; rename it first",
                    origin=origin(item),
                    name=repr(name),
                )
        return item.assign({name: _field(item, name) for name in self._fields})


def _field(item: xr.Dataset, name: str) -> xr.Variable:
    import numpy as np

    if name in OF_PLACE:
        function, _, kind = name.partition("_")
        radians = np.deg2rad(_coordinate(item, kind))
        return _about(getattr(np, function)(radians), name, "1")
    days = _days(item)
    if name.endswith("julian_day"):
        return _about(_of(name, 2 * np.pi * days.day / 365.25), name, "1")
    if name.endswith("local_time"):
        turn = days.part + _coordinate(item, "longitude") / 360.0
        return _about(_of(name, 2 * np.pi * turn), name, "1")
    cosine = _zenith(item, days)
    if name == "cos_solar_zenith_angle":
        return _about(cosine, name, "1")
    return _about(cosine * (SOLAR_CONSTANT / _sun(days.epoch).distance ** 2), name, "W m-2")


def _of(name: str, angle: Any) -> Any:
    import numpy as np

    return np.cos(angle) if name.startswith("cos") else np.sin(angle)


def _about(variable: Any, name: str, units: str) -> xr.Variable:
    result: xr.Variable = variable.copy(deep=False)
    result.attrs = {"long_name": name.replace("_", " "), "units": units}
    if name == "insolation":
        result.attrs["standard_name"] = "toa_incoming_shortwave_flux"
    return result


def _coordinate(item: xr.Dataset, kind: Any) -> xr.Variable:
    """Return longitudes or latitudes in degrees."""
    import xarray as xr

    name = require_axis(item, kind)
    check_axis(item, name)
    return xr.Variable(item.variables[name].dims, in_degrees(item, name))


@dataclass(frozen=True)
class _Days:
    """Times as variables: days since the year began, the part of the day, days since 2000."""

    day: Any
    part: Any
    epoch: Any


def _days(item: xr.Dataset) -> _Days:
    import numpy as np
    import xarray as xr

    name = _valid_time(item) or find_axis(item, "time")
    values = item[name].values if name is not None else np.zeros(0)
    if name is None or not (values.dtype.kind == "M" or _is_calendar(values)):
        raise GridError("{origin}there is no time to take the sun from", origin=origin(item))
    days, dims = _since_new_year(values), item[name].dims
    found = (days, days % 1.0, _since_2000(values, days))
    return _Days(*(xr.Variable(dims, each) for each in found))


def _valid_time(item: xr.Dataset) -> str | None:
    """Return the time that values are of, where forecasts have one for each start and step."""
    said = [str(n) for n, each in item.coords.items() if each.attrs.get("standard_name") == "time"]
    return min(said, key=lambda name: name not in item.dims, default=None)


def _is_calendar(values: np.ndarray) -> bool:
    return values.dtype.kind == "O" and all(hasattr(value, "calendar") for value in values.ravel())


def _since_new_year(values: np.ndarray) -> np.ndarray:
    """Return days since the 1st of January, 00:00, float64."""
    import numpy as np

    if values.dtype.kind == "M":
        year = values.astype("datetime64[Y]")
        return np.asarray((values - year) / np.timedelta64(1, "us") / 86_400e6, np.float64)
    flat = [
        v.dayofyr - 1 + ((v.hour * 60 + v.minute) * 60 + v.second) / 86400.0 for v in values.ravel()
    ]
    return np.array(flat, np.float64).reshape(values.shape)


def _since_2000(values: np.ndarray, days: np.ndarray) -> np.ndarray:
    """Return days since 2000-01-01 12:00, float64.

    A calendar with years of another length has its year stretched to that of the sun.
    """
    import cftime
    import numpy as np

    if values.dtype.kind == "M":
        epoch = np.datetime64("2000-01-01T12:00", "us")
        return np.asarray((values - epoch) / np.timedelta64(1, "us") / 86_400e6, np.float64)
    calendar = values.ravel()[0].calendar
    if calendar in ("standard", "gregorian", "proleptic_gregorian"):
        numbers = cftime.date2num(values, "days since 2000-01-01 12:00", calendar)
        return np.asarray(numbers, np.float64)
    length = _YEARS.get(calendar, 365.25)
    years = np.array([v.year for v in values.ravel()], np.float64).reshape(values.shape)
    return (years - 2000 + days / length) * 365.2422 - 0.5


_YEARS = {"noleap": 365.0, "365_day": 365.0, "all_leap": 366.0, "366_day": 366.0, "360_day": 360.0}


def _zenith(item: xr.Dataset, days: _Days) -> Any:
    """Return the cosine of the sun's zenith angle, 0 where it is below the horizon."""
    import numpy as np

    sun = _sun(days.epoch)
    latitude: Any = np.deg2rad(_coordinate(item, "latitude"))
    turn = _coordinate(item, "longitude") / 360.0 + (days.part + sun.turn)
    high = np.sin(sun.declination) * np.sin(latitude)
    low = np.cos(sun.declination) * np.cos(latitude)
    cosine = high + low * np.cos(2 * np.pi * (turn - 0.5))
    times = [d for d in cosine.dims if d in days.day.dims]
    rest = [d for d in cosine.dims if d not in times]
    place = [d for d in latitude.dims if d in rest] + [d for d in rest if d not in latitude.dims]
    return np.maximum(cosine.transpose(*times, *place), 0.0)


@dataclass(frozen=True)
class _Sun:
    """Declination (radians), equation of time (parts of a day), distance (astronomical units)."""

    declination: Any
    turn: Any
    distance: Any


def _sun(days: Any) -> _Sun:
    """Tell where the sun is, by days since 2000-01-01 12:00."""
    import numpy as np

    mean = np.deg2rad((280.460 + 0.9856474 * days) % 360)
    anomaly = np.deg2rad((357.528 + 0.9856003 * days) % 360)
    longitude = mean + np.deg2rad(1.915 * np.sin(anomaly) + 0.020 * np.sin(2 * anomaly))
    tilt = np.deg2rad(23.439 - 4e-7 * days)
    ascension = np.arctan2(np.cos(tilt) * np.sin(longitude), np.cos(longitude))
    turn = ((mean - ascension + np.pi) % (2 * np.pi) - np.pi) / (2 * np.pi)
    distance = 1.00014 - 0.01671 * np.cos(anomaly) - 0.00014 * np.cos(2 * anomaly)
    return _Sun(np.arcsin(np.sin(tilt) * np.sin(longitude)), turn, distance)
