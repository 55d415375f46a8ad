from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import xarray as xr
from hypothesis import given
from hypothesis import strategies as st

from curator_gui.core import ParamError
from curator_gui.core.notes import noting
from curator_gui.domains.grid.errors import GridError
from curator_gui.domains.grid.filters.shape.healpix import ToHealpix
from curator_gui.domains.grid.filters.shape.regrid import Regrid


@pytest.fixture(scope="module")
def era5(era5_file: Path) -> xr.Dataset:
    with xr.open_dataset(era5_file) as dataset:
        return dataset.isel(number=0, time=0).load()


def field(lat: np.ndarray, lon: np.ndarray) -> xr.Dataset:
    """Linear in latitude, smooth and periodic in longitude."""
    values = lat[:, None] + 10 * np.sin(np.radians(lon))
    return xr.Dataset({"f": (("lat", "lon"), values, {"units": "K"})}, {"lat": lat, "lon": lon})


def test_the_same_grid_gives_the_same_values(era5: xr.Dataset) -> None:
    for method in ("bilinear", "nearest"):
        found = Regrid(3.0, method).apply(era5)
        np.testing.assert_array_equal(found["t"].values, era5["t"].values)
        assert found["t"].dims == era5["t"].dims
        assert found["t"].attrs == era5["t"].attrs
        assert found["latitude"].attrs == era5["latitude"].attrs
        assert found["time"].equals(era5["time"])


@pytest.mark.parametrize("method", ["linear", "nearest"])
def test_values_are_those_of_scipy(era5: xr.Dataset, method: str) -> None:
    pytest.importorskip("scipy")
    ours = Regrid(2.3, "bilinear" if method == "linear" else method, -80, 80, 1, 356).apply(era5)
    theirs = era5.interp(latitude=ours["latitude"], longitude=ours["longitude"], method=method)
    assert ours["z"].shape == theirs["z"].shape == (2, 70, 155)
    np.testing.assert_allclose(ours["z"].values, theirs["z"].values, rtol=1e-12)


@pytest.mark.parametrize("method", ["bilinear", "nearest", "conservative"])
def test_axes_in_radians_become_degrees(method: str) -> None:
    item = field(np.arange(-85.0, 90, 10), np.arange(5.0, 360, 10))
    step = Regrid(20.0, method, -83, 87, 3, 343)
    expected = step.apply(item)
    turned = item.assign_coords(
        lat=("lat", np.deg2rad(item["lat"].values), {"units": "radian", "axis": "Y"}),
        lon=("lon", np.deg2rad(item["lon"].values), {"units": "radian", "axis": "X"}),
    )
    found = step.apply(turned)
    np.testing.assert_allclose(found["f"].values, expected["f"].values, rtol=1e-9)
    np.testing.assert_array_equal(found["lat"].values, expected["lat"].values)
    assert found["lat"].attrs == {"units": "degrees_north", "axis": "Y"}
    assert found["lon"].attrs == {"units": "degrees_east", "axis": "X"}


@pytest.mark.parametrize("step", [Regrid(20.0), Regrid(20.0, "conservative"), ToHealpix(4)])
def test_axes_with_holes_and_empty_ones_are_refused(step: Any) -> None:
    lat, lon = np.arange(-85.0, 90, 10), np.arange(5.0, 360, 10)
    holed = lon.copy()
    holed[2] = np.nan
    with pytest.raises(GridError, match="point 3 of 'lon' is nan"):
        step.apply(field(lat, holed))
    with pytest.raises(GridError, match="'lat' has no points"):
        step.apply(field(lat[:0], lon))


def test_interpolation_goes_around_the_globe() -> None:
    lat = np.array([10.0, 0.0, -10.0])
    for lon in (np.arange(0, 360, 10.0), np.arange(-180, 180, 10.0), np.arange(355, -5, -10.0)):
        found = Regrid(5.0, south=-10, north=10, west=-30, east=30).apply(field(lat, lon))
        exact = field(found["lat"].values, found["lon"].values)
        np.testing.assert_allclose(found["f"].values, exact["f"].values, atol=0.05)
        assert found["lon"].values[[0, -1]].tolist() == [-30.0, 30.0]


def test_targets_beyond_the_data_are_missing_but_half_a_step_is_near() -> None:
    centers = field(np.arange(-89.5, 90), np.arange(0.5, 360))
    assert not np.isnan(Regrid(1.0).apply(centers)["f"].values).any()
    region = field(np.array([40.0, 50.0, 60.0]), np.array([350.0, 0.0, 10.0]))
    found = Regrid(5.0, south=30, north=70, west=-20, east=20).apply(region)["f"]
    known = ~np.isnan(found.values)
    rows, columns = known.any(axis=1), known.any(axis=0)
    assert found["lat"].values[rows].tolist() == [65, 60, 55, 50, 45, 40, 35]
    assert found["lon"].values[columns].tolist() == [-15, -10, -5, 0, 5, 10, 15]
    assert (known == (rows[:, None] & columns)).all()


def test_a_single_column_is_not_the_globe() -> None:
    column = field(np.array([20.0, 10.0, 0.0]), np.array([10.0]))
    found = Regrid(10.0, south=0, north=20).apply(column)["f"]
    assert found["lon"].values[~np.isnan(found.values[0])].tolist() == [10.0]


def test_missing_values_spread_only_to_points_that_need_them() -> None:
    item = field(np.array([20.0, 10.0, 0.0]), np.array([0.0, 10.0, 20.0]))
    item["f"][1, 1] = np.nan
    found = Regrid(5.0, south=0, north=20, west=0, east=20).apply(item)["f"].values
    missing = [(int(i), int(j)) for i, j in zip(*np.nonzero(np.isnan(found)), strict=True)]
    assert missing == [(i, j) for i in (1, 2, 3) for j in (1, 2, 3)]
    nearest = Regrid(10.0, "nearest", 0, 20, 0, 20).apply(item)["f"].values
    np.testing.assert_array_equal(nearest, item["f"].values)


def test_precision_integers_and_other_variables() -> None:
    item = field(np.array([20.0, 10.0, 0.0]), np.array([0.0, 10.0, 20.0])).astype("f4")
    item["mask"] = (("lat", "lon"), np.eye(3, dtype="i2"))
    item["zonal"] = ("lat", [1.0, 2.0, 3.0])
    item["name"] = "x"
    item = item.assign_coords(area=(("lat", "lon"), np.ones((3, 3))), time=np.datetime64(1, "ns"))
    found = Regrid(5.0, "nearest", 0, 20, 0, 20).apply(item)
    assert found["f"].dtype == np.float32
    assert set(np.unique(found["mask"].values)) == {0.0, 1.0}
    assert found["zonal"].dims == ("lat",)
    assert found["name"].item() == "x"
    assert "area" not in found.coords
    assert found["time"].equals(item["time"])


@given(
    st.floats(0.5, 40), st.integers(3, 40), st.integers(4, 60), st.floats(-180, 180), st.booleans()
)
def test_linear_fields_are_met_exactly_and_constants_stay(
    spacing: float, rows: int, columns: int, start: float, reverse: bool
) -> None:
    lat = np.linspace(-90, 90, rows)[:: -1 if reverse else 1]
    lon = start + np.arange(columns) * (360 / columns)
    item = xr.Dataset(
        {
            "lat_itself": (("lat", "lon"), np.repeat(lat[:, None], columns, axis=1)),
            "seven": (("lat", "lon"), np.full((rows, columns), 7.0)),
        },
        {"lat": lat, "lon": lon},
    )
    found = Regrid(spacing).apply(item)
    expected = np.broadcast_to(found["lat"].values[:, None], found["lat_itself"].shape)
    np.testing.assert_allclose(found["lat_itself"].values, expected, rtol=1e-9, atol=1e-6)
    np.testing.assert_allclose(found["seven"].values, 7.0, rtol=1e-12)
    assert found["lon"].values[-1] < 360


def test_errors() -> None:
    with pytest.raises(ParamError, match="no region lies between"):
        Regrid(1.0, south=10, north=0)
    bent = xr.Dataset(coords={"lat": (("y", "x"), [[1.0]]), "lon": (("y", "x"), [[1.0]])})
    with pytest.raises(GridError, match="curvilinear grids cannot be interpolated"):
        Regrid(1.0).apply(bent)


@pytest.mark.parametrize("step", [Regrid(5.0, south=40, north=60), ToHealpix(1)])
def test_a_new_grid_beside_the_data_is_told(step: Any) -> None:
    lat, lon = np.array([5.0, 5.1]), np.array([10.0, 10.1])
    said: list[str] = []
    with noting(lambda _, words: said.append(str(words))):
        assert step.apply(field(lat, lon))["f"].isnull().all()
        assert [words for words in said if "no point of the new grid" in words]
        said.clear()
        step.apply(field(np.arange(-85.0, 90, 10), np.arange(5.0, 360, 10)))
        assert not said


_OF_KINDS = {
    "complex": np.array([1 + 2j, 3j], "c8"),
    "structured": np.zeros(2, [("a", "f4"), ("b", "i2")]),
    "object": np.array([{}, []], dtype=object),
    "text": np.array(["a", "b"]),
}


@pytest.mark.parametrize("kind", _OF_KINDS)
@pytest.mark.parametrize("method", ["bilinear", "nearest", "conservative"])
def test_what_is_left_out_is_called_what_it_is(kind: str, method: str) -> None:
    item = field(np.arange(-85.0, 90, 10), np.arange(5.0, 360, 10))
    values = np.resize(_OF_KINDS[kind], 18)
    said: list[str] = []
    with noting(lambda _, words: said.append(str(words))):
        found = Regrid(20.0, method).apply(item.assign(x=("lat", values)))
    assert f"the {kind} variable 'x' does not fit the new grid and is left out" in said
    assert "x" not in found
