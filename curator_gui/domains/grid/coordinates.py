"""Find the axes of a dataset: longitude, latitude, vertical and time; and the wind's components.

By the CF conventions (https://cfconventions.org, chapter 4: `standard_name`, `axis`, units), and
by the names that model output uses without them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from curator_gui.core.text.listing import listed_names
from curator_gui.domains.grid.errors import GridError

if TYPE_CHECKING:
    import numpy as np
    import xarray as xr

AxisKind = Literal["longitude", "latitude", "level", "time"]

_STANDARD_NAMES: dict[AxisKind, tuple[str, ...]] = {
    "longitude": ("longitude",),
    "latitude": ("latitude",),
    "level": (
        "air_pressure",
        "height",
        "altitude",
        "depth",
        "model_level_number",
        "atmosphere_hybrid_sigma_pressure_coordinate",
        "atmosphere_sigma_coordinate",
        "ocean_sigma_coordinate",
    ),
    "time": ("time", "forecast_reference_time"),
}
_UNITS: dict[AxisKind, tuple[str, ...]] = {
    "longitude": ("degrees_east", "degree_east", "degree_e", "degrees_e", "degreee", "degreese"),
    "latitude": ("degrees_north", "degree_north", "degree_n", "degrees_n", "degreen", "degreesn"),
    "level": (),
    "time": (),
}
_NAMES: dict[AxisKind, tuple[str, ...]] = {
    "longitude": ("longitude", "lon", "nav_lon", "xlong", "x_lon"),
    "latitude": ("latitude", "lat", "nav_lat", "xlat", "y_lat"),
    "level": (
        "level",
        "lev",
        "plev",
        "pressure_level",
        "isobaricinhpa",
        "pressure",
        "height",
        "depth",
        "deptht",
        "model_level_number",
        "hybrid",
        "sigma",
        "z",
    ),
    "time": ("time", "valid_time", "t", "date"),
}
_COMPONENTS = (("u", "v"), ("u10", "v10"), ("u100", "v100"), ("10u", "10v"), ("ua", "va"),
               ("uas", "vas"), ("U", "V"), ("U10", "V10"))  # fmt: skip
_RADIANS = ("radian", "radians", "rad")
_AXIS = {"longitude": "X", "latitude": "Y", "level": "Z", "time": "T"}


def find_axis(dataset: xr.Dataset, kind: AxisKind) -> str | None:
    """Return the name of the coordinate of a kind, or None.

    A standard name decides before units, units before the `axis` attribute, and that before the
    usual names; among equals a dimension of the data is preferred, and the time that values are of
    to the one that their forecast began at.
    """

    def rank(name: str) -> tuple[bool, bool]:
        said = dataset[name].attrs.get("standard_name")
        return name not in dataset.dims, said == _STANDARD_NAMES["time"][1]

    names = sorted(map(str, dataset.coords), key=rank)
    for fits in (_fits_standard_name, _fits_units, _fits_axis, _fits_name):
        for name in names:
            if fits(dataset[name], kind):
                return name
    return None


def require_axis(dataset: xr.Dataset, kind: AxisKind) -> str:
    """Return the name of the coordinate of a kind.

    Raises
    ------
    GridError
        Naming the coordinates that there are.
    """
    name = find_axis(dataset, kind)
    if name is None:
        have = listed_names(dataset.coords)
        raise GridError(
            "{origin}there is no {kind} coordinate; there are {have}",
            origin=origin(dataset),
            kind=kind,
            have=have,
        )
    return name


def in_degrees(dataset: xr.Dataset, name: str) -> np.ndarray:
    """Return a longitude or latitude, or bounds of one, in degrees, float64; radians are turned.

    Raises
    ------
    GridError
        If it holds no numbers.
    """
    import numpy as np

    values = dataset.variables[name].values
    if values.dtype.kind not in "fiu":
        raise GridError("{origin}{name} is not in degrees", origin=origin(dataset), name=repr(name))
    wide = values.astype(np.float64)
    return np.rad2deg(wide) if is_in_radians(dataset, name) else wide


def points_in_degrees(dataset: xr.Dataset, name: str) -> np.ndarray:
    """Return the points of an axis of longitudes or latitudes in degrees, float64.

    Raises
    ------
    GridError
        If there are none, or one is missing or infinite.
    """
    points = in_degrees(dataset, name)
    if not points.size:
        raise GridError("{origin}{name} has no points", origin=origin(dataset), name=repr(name))
    _refuse_nowhere(dataset, name, points)
    return points


def check_axis(dataset: xr.Dataset, name: str) -> None:
    """Refuse an axis with points that are nowhere.

    Coordinates in two dimensions may have such points: those of a curvilinear grid, where nothing
    is known of a field either.

    Raises
    ------
    GridError
        If a point of an axis is missing or infinite.
    """
    points = dataset.variables[name].values
    if points.ndim == 1 and points.dtype.kind == "f":
        _refuse_nowhere(dataset, name, points)


def _refuse_nowhere(dataset: xr.Dataset, name: str, points: np.ndarray) -> None:
    import numpy as np

    wrong = np.flatnonzero(~np.isfinite(points))
    if wrong.size:
        raise GridError(
            "{origin}point {number} of {name} is {value}: nothing says where it is",
            origin=origin(dataset),
            number=int(wrong[0]) + 1,
            name=repr(name),
            value=str(points.flat[wrong[0]]),
        )


def is_in_radians(dataset: xr.Dataset, name: str) -> bool:
    """Whether a coordinate says that its unit is radian."""
    return str(dataset.variables[name].attrs.get("units", "")).lower() in _RADIANS


def find_components(item: xr.Dataset) -> tuple[str, str]:
    """Return the names of the wind's eastward and northward component, or raise `GridError`."""
    by_standard = {item[name].attrs.get("standard_name"): str(name) for name in item.data_vars}
    east, north = by_standard.get("eastward_wind"), by_standard.get("northward_wind")
    if east and north:
        return east, north
    for pair in _COMPONENTS:
        if all(name in item.data_vars for name in pair):
            return pair
    have = listed_names(item.data_vars)
    raise GridError(
        "{origin}no pair of wind components was found; there are {have}",
        origin=origin(item),
        have=have,
    )


def origin(dataset: xr.Dataset) -> str:
    """Name the file an item was read from, as the beginning of a message; "" if unknown."""
    source = dataset.encoding.get("source", "")
    return f"{source}: " if source else ""


def time_text(dataset: xr.Dataset) -> str:
    """Return the item's time fit for a file name: `20170101T120000`, or "" if it has none."""
    name = find_axis(dataset, "time")
    if name is None or dataset[name].size == 0:
        return ""
    value = dataset[name].values.ravel()[0]
    text = str(value.astype("datetime64[s]")) if hasattr(value, "astype") else value.isoformat()
    return text.replace("-", "").replace(":", "")


def _fits_standard_name(coordinate: xr.DataArray, kind: AxisKind) -> bool:
    return coordinate.attrs.get("standard_name") in _STANDARD_NAMES[kind]


def _fits_units(coordinate: xr.DataArray, kind: AxisKind) -> bool:
    return str(coordinate.attrs.get("units", "")).lower() in _UNITS[kind]


def _fits_axis(coordinate: xr.DataArray, kind: AxisKind) -> bool:
    return coordinate.attrs.get("axis") == _AXIS[kind]


def _fits_name(coordinate: xr.DataArray, kind: AxisKind) -> bool:
    return str(coordinate.name).lower() in _NAMES[kind]
