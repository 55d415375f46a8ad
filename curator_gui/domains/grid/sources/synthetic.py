"""A source of made-up weather, for trying pipelines without data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

from curator_gui.core import Param, Source
from curator_gui.core.message import Message

if TYPE_CHECKING:
    import numpy as np
    import xarray as xr

_WAVES = 12
_EARTH_RADIUS = 6.371e6  # m
_START = "2000-01-01"
_STEP_HOURS = 6


class SyntheticFieldSource(Source["xr.Dataset"]):
    """Waves that travel around the globe every few days: temperature and wind on two axes.

    The wind is that of a stream function, so it is free of divergence; temperature falls from
    equator to poles. Item i is 6 i hours after 2000-01-01. The same seed gives the same values
    in every process.
    """

    measurer = "curator_gui.domains.grid.measures:measure_item"

    name = "Synthetic fields"
    description = "Makes up temperature and wind on a global grid, for trying things."

    def __init__(
        self,
        count: Annotated[int, Param("How many items.", minimum=1, maximum=10_000_000)] = 24,
        rows: Annotated[int, Param("Points from pole to pole.", minimum=2, maximum=10_000)] = 91,
        columns: Annotated[int, Param("Points around the globe.", minimum=1, maximum=20_000)] = 180,
        missing: Annotated[
            float,
            Param("Share of temperature values that are missing (NaN).", minimum=0, maximum=1),
        ] = 0.0,
        seed: Annotated[int, Param("Another number gives other fields.", minimum=0)] = 0,
    ) -> None:
        self._count, self._rows, self._columns = count, rows, columns
        self._missing, self._seed = missing, seed

    def __len__(self) -> int:
        return self._count

    def label(self, index: int) -> str:
        from curator_gui.domains.grid.listing import short_time

        return f"time={short_time(str(self._time(index)))}"

    def __getitem__(self, index: int) -> Iterator[xr.Dataset]:
        import numpy as np
        import xarray as xr

        lat = np.linspace(90.0, -90.0, self._rows)
        lon = np.arange(self._columns) * (360.0 / self._columns)
        t2m, u10, v10 = self._fields(index, np.radians(lat)[:, None], np.radians(lon))
        self._punch(index, t2m)
        dims = ("latitude", "longitude")
        yield xr.Dataset(
            {
                "t2m": (dims, t2m.astype("f4"), _about("air_temperature", "K")),
                "u10": (dims, u10.astype("f4"), _about("eastward_wind", "m s-1")),
                "v10": (dims, v10.astype("f4"), _about("northward_wind", "m s-1")),
            },
            coords=self._coordinates(index, lat, lon),
            attrs={"Conventions": "CF-1.11", "title": Message("Synthetic weather")},
        )

    def _coordinates(self, index: int, lat: np.ndarray, lon: np.ndarray) -> dict[str, Any]:
        return {
            "latitude": ("latitude", lat, _about("latitude", "degrees_north")),
            "longitude": ("longitude", lon, _about("longitude", "degrees_east")),
            "time": ((), self._time(index).astype("datetime64[ns]"), _about("time", "")),
        }

    def _time(self, index: int) -> np.datetime64:
        import numpy as np

        return np.datetime64(_START, "s") + np.timedelta64(_STEP_HOURS * index, "h")

    def _fields(self, index: int, lat: np.ndarray, lon: np.ndarray) -> tuple[Any, Any, Any]:
        """Return temperature in K, and wind in m/s from the stream function, at one time."""
        import numpy as np

        rng = np.random.default_rng(self._seed)
        days = index * _STEP_HOURS / 24
        psi_lat = np.zeros((lat.size, lon.size))
        psi_lon, warmth = psi_lat.copy(), psi_lat.copy()
        for _ in range(_WAVES):
            m, power = rng.integers(1, 9), rng.integers(2, 6)
            amplitude, phase, speed = rng.normal(0, 8e6), *rng.uniform(0, 2 * np.pi, 2)
            angle = m * lon + phase - speed * days
            shape, slope = np.cos(lat) ** power, -power * np.cos(lat) ** (power - 1) * np.sin(lat)
            psi_lat += amplitude * slope * np.cos(angle)
            psi_lon -= amplitude * m * np.cos(lat) ** (power - 1) * np.sin(angle)  # / cos(lat)
            warmth += amplitude * shape * np.sin(angle)
        temperature = 255 + 45 * np.cos(lat) ** 2 + warmth * 4e-7
        return temperature, -psi_lat / _EARTH_RADIUS, psi_lon / _EARTH_RADIUS

    def _punch(self, index: int, field: np.ndarray) -> None:
        import numpy as np

        if self._missing > 0:
            rng = np.random.default_rng([self._seed, index])
            field[rng.random(field.shape) < self._missing] = np.nan


def _about(standard_name: str, units: str) -> dict[str, str]:
    about = {"standard_name": standard_name}
    return {**about, "units": units} if units else about
