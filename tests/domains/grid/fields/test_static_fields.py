"""Static fields of a file on the grids of items, and forcings against references."""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import xarray as xr

from curator_gui.core.notes import noting
from curator_gui.domains.grid.errors import GridError
from curator_gui.domains.grid.fields.forcings import Forcings
from curator_gui.domains.grid.fields.static import STANDARD_GRAVITY, StaticFields

LATITUDES = np.arange(60.0, -61.0, -30.0)
LONGITUDES = np.arange(0.0, 360.0, 45.0)


def height(latitudes: Any, longitudes: Any) -> np.ndarray:
    """Return metres that are linear in latitude, and in longitude from 0 to 315."""
    return np.add.outer(10.0 * np.asarray(latitudes), np.asarray(longitudes) % 360) + 1000.0


def written(folder: Path, **changes: Any) -> Path:
    """Write a file as ERA5's: geopotential with a time of one position, and a land-sea mask."""
    values = height(LATITUDES, LONGITUDES)[None]
    data = xr.Dataset(
        {
            "z": (("time", "latitude", "longitude"), values * STANDARD_GRAVITY),
            "lsm": (("latitude", "longitude"), (values[0] > 1000).astype("i1")),
        },
        coords={"time": [0], "latitude": LATITUDES, "longitude": LONGITUDES},
    )
    data["z"].attrs = {"units": "m**2 s**-2", "standard_name": "geopotential"}
    path = folder / "static.nc"
    data.assign(**changes).to_netcdf(path)
    return path


def item(latitudes: Any = LATITUDES, longitudes: Any = LONGITUDES) -> xr.Dataset:
    shape = len(latitudes), len(longitudes)
    return xr.Dataset(
        {"t": (("lat", "lon"), np.zeros(shape, "f4"))},
        coords={
            "lat": ("lat", np.asarray(latitudes), {"units": "degrees_north"}),
            "lon": ("lon", np.asarray(longitudes), {"units": "degrees_east"}),
        },
    )


def test_fields_come_onto_the_same_points(tmp_path: Path) -> None:
    path = written(tmp_path)
    given = item(LATITUDES[::-1], np.sort((LONGITUDES + 180) % 360 - 180))
    given["lat"] = given["lat"].astype("f4")
    with noting(lambda _, words: None):
        made = StaticFields(path, ["z", "lsm"]).apply(given)
    expected = height(given["lat"], given["lon"])
    assert made["z"].dims == ("lat", "lon")
    np.testing.assert_allclose(made["z"], expected * STANDARD_GRAVITY, rtol=1e-12)
    assert made["lsm"].dtype == "int8"
    np.testing.assert_array_equal(made["lsm"], expected > 1000)
    assert made["z"].attrs["units"] == "m**2 s**-2"


@pytest.mark.parametrize(("target", "factor"), [("height", 1.0), ("geopotential", 9.80665)])
def test_the_orography_has_the_unit_that_is_asked_for(
    tmp_path: Path, target: Any, factor: float
) -> None:
    path = written(tmp_path)
    made = StaticFields(path, ["z", "lsm"], orography=target).apply(item())
    np.testing.assert_allclose(made["z"], height(LATITUDES, LONGITUDES) * factor, rtol=1e-12)
    unit = {"height": ("m", "surface_altitude"), "geopotential": ("m2 s-2", "geopotential")}
    assert (made["z"].attrs["units"], made["z"].attrs["standard_name"]) == unit[target]
    assert made["lsm"].attrs == {}
    with pytest.raises(GridError, match=r"none of lsm is a height \(m\) or geopotential"):
        StaticFields(path, ["lsm"], orography=target).apply(item())


def test_heights_in_kilometres_become_metres(tmp_path: Path) -> None:
    values = ("latitude", "longitude"), height(LATITUDES, LONGITUDES) / 1000, {"units": "km"}
    path = written(tmp_path, orog=values)
    made = StaticFields(path, ["orog"], orography="height").apply(item())
    np.testing.assert_allclose(made["orog"], height(LATITUDES, LONGITUDES), rtol=1e-12)


def test_interpolation_is_asked_for_and_said(tmp_path: Path) -> None:
    path = written(tmp_path)
    given = item([45.0, 20.0, 30.0], [10.0, 100.0])
    with pytest.raises(GridError, match=r"nearest to 45 degrees it has .*bilinear or nearest"):
        StaticFields(path, ["z"]).apply(given)
    said: list[str] = []
    with noting(lambda _, words: said.append(words)):
        made = StaticFields(path, ["z"], "bilinear", "height").apply(given)
    np.testing.assert_allclose(made["z"], height(given["lat"], given["lon"]), rtol=1e-12)
    assert any("interpolated (bilinear)" in words for words in said)
    with noting(lambda _, words: None):
        nearest = StaticFields(path, ["lsm"], "nearest").apply(given)["lsm"]
    np.testing.assert_array_equal(nearest[1:], [[1, 1], [1, 1]])
    assert nearest.dtype == "int8"


def test_what_lies_outside_is_missing_and_said(tmp_path: Path) -> None:
    path = written(tmp_path)
    said: list[str] = []
    with noting(lambda _, words: said.append(words)):
        made = StaticFields(path, ["lsm"], "nearest").apply(item([90.0, 60.0], [0.0]))
    assert np.isnan(made["lsm"].values).tolist() == [[True], [False]]
    assert any("missing (NaN)" in words for words in said)


def test_a_geopotential_is_said_to_be_none_in_metres(tmp_path: Path) -> None:
    said: list[str] = []
    with noting(lambda _, words: said.append(words)):
        StaticFields(written(tmp_path), ["z", "lsm"]).apply(item())
    assert [words for words in said if "geopotential" in words] == [
        f"'z' of {tmp_path / 'static.nc'} is a geopotential in m**2 s**-2, no height"
    ]


def test_curvilinear_grids_have_to_be_the_same(tmp_path: Path) -> None:
    rows, columns = np.meshgrid([50.0, 51.0, 52.0], [5.0, 6.0], indexing="ij")
    places = {"latitude": (("y", "x"), rows), "longitude": (("y", "x"), columns)}
    path = tmp_path / "curvilinear.nc"
    xr.Dataset({"oro": (("y", "x"), rows * columns)}, coords=places).to_netcdf(path)
    given = xr.Dataset({"t": (("y", "x"), rows)}, coords=places)
    made = StaticFields(path, ["oro"]).apply(given)
    np.testing.assert_array_equal(made["oro"], rows * columns)
    moved = given.assign_coords(latitude=(("y", "x"), rows + 0.1))
    with pytest.raises(GridError, match="the grids differ"):
        StaticFields(path, ["oro"]).apply(moved)


def test_curvilinear_grids_may_lack_points_on_land(tmp_path: Path) -> None:
    north, east = np.meshgrid([10.0, 20.0], [1.0, 2.0, 3.0], indexing="ij")
    north[1, 2] = east[1, 2] = np.nan
    coords = {"lat": (("y", "x"), north), "lon": (("y", "x"), east)}
    path = tmp_path / "ocean.nc"
    depth = np.arange(6.0).reshape(2, 3)
    xr.Dataset({"depth": (("y", "x"), depth)}, coords=coords).to_netcdf(path)
    items = xr.Dataset({"t": (("y", "x"), np.full((2, 3), np.nan))}, coords=coords)
    step = StaticFields(path, ["depth"])
    for _ in range(2):
        np.testing.assert_array_equal(step.apply(items)["depth"], depth)
    items["lat"][0, 0] = np.nan
    with pytest.raises(GridError, match="the grids differ"):
        step.apply(items)


def test_what_cannot_be_used_is_named(tmp_path: Path) -> None:
    path = written(tmp_path, q=(("time2", "latitude", "longitude"), np.zeros((2, 5, 8))))
    with pytest.raises(GridError, match=r"'q' has the dimensions time2, latitude, longitude"):
        StaticFields(path, ["q"]).apply(item())
    ((param, words),) = list(StaticFields(path, ["no"]).problems())
    assert (param, "no variable 'no'" in words) == ("file", True)
    ((param, _),) = list(StaticFields(path, []).problems())
    assert param == "variables"
    with pytest.raises(GridError, match=r"a variable 'lsm' already"):
        StaticFields(path, ["lsm"]).apply(item().assign(lsm=0))
    step = StaticFields(path, ["lsm"])
    step.apply(item())
    assert pickle.loads(pickle.dumps(step)).apply(item()).equals(step.apply(item()))


def daily_mean(latitude: float, day: str) -> float:
    """Return the mean of a day's insolation, from 144 instants."""
    times = np.datetime64(day, "ns") + np.arange(144) * np.timedelta64(10, "m")
    found = xr.Dataset(coords={"time": times, "latitude": [latitude], "longitude": [0.0]})
    return float(Forcings(["insolation"]).apply(found)["insolation"].mean())


@pytest.mark.parametrize(
    ("latitude", "day"),
    [(0.0, "2023-03-20"), (45.0, "2023-06-21"), (90.0, "2023-06-21"), (-60.0, "2023-01-03")],
)
def test_daily_insolation_is_that_of_the_closed_formula(latitude: float, day: str) -> None:
    """S0 / pi (a / r)^2 (h sin(phi) sin(delta) + cos(phi) cos(delta) sin(h)), Hartmann (2.17).

    Declination and distance are the series of Spencer (1971), another source than the product's.
    """
    number = (np.datetime64(day) - np.datetime64(day[:4])).astype(int)
    angle = 2 * np.pi * (number + 0.5) / 365.0
    terms = [
        (0.006918, 0.0), (-0.399912, 0.070257), (-0.006758, 0.000907), (-0.002697, 0.00148),
    ]  # fmt: skip
    declination = sum(
        c * np.cos(n * angle) + s * np.sin(n * angle) for n, (c, s) in enumerate(terms)
    )
    nearness = (
        1.00011 + 0.034221 * np.cos(angle) + 0.00128 * np.sin(angle)
        + 0.000719 * np.cos(2 * angle) + 0.000077 * np.sin(2 * angle)
    )  # fmt: skip
    phi = np.deg2rad(latitude)
    half_day = np.arccos(np.clip(-np.tan(phi) * np.tan(declination), -1, 1))
    whole = half_day * np.sin(phi) * np.sin(declination)
    whole += np.cos(phi) * np.cos(declination) * np.sin(half_day)
    expected = 1361.0 / np.pi * nearness * whole
    assert daily_mean(latitude, day) == pytest.approx(expected, rel=0.01)
