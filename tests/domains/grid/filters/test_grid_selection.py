from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import cftime
import numpy as np
import pytest
import xarray as xr
from hypothesis import given, settings
from hypothesis import strategies as st

from curator_gui.core import ParamError
from curator_gui.domains.grid.errors import GridError
from curator_gui.domains.grid.filters.shape.selection import (
    CropRegion,
    SelectLevels,
    SelectTimes,
    SelectVariables,
)


@pytest.fixture(scope="module")
def era5(era5_file: Path) -> xr.Dataset:
    with xr.open_dataset(era5_file) as dataset:
        return dataset.load()


def globe(
    longitudes: Sequence[float], latitudes: Sequence[float] = (60.0, 50.0, 40.0)
) -> xr.Dataset:
    """A field whose value is 1000 lat + (longitude from 0 to 360)."""
    lat, lon = np.asarray(latitudes, float), np.asarray(longitudes, float)
    values = 1000 * lat[:, None] + lon % 360
    return xr.Dataset({"f": (("lat", "lon"), values)}, coords={"lat": lat, "lon": lon})


def test_variables_by_glob(era5: xr.Dataset) -> None:
    item = era5.assign(t2m=era5["t"].isel(isobaricInhPa=0, drop=True), sst=era5["z"])
    assert set(SelectVariables(["t*"]).apply(item).data_vars) == {"t", "t2m"}
    assert set(SelectVariables(["t*", "z"], drop=True).apply(item).data_vars) == {"sst"}
    assert "isobaricInhPa" not in SelectVariables(["t2m"]).apply(item).coords
    with pytest.raises(GridError, match=r"no variable fits 'q'; there are z, t, t2m, sst"):
        SelectVariables(["t", "q"]).apply(item)
    assert set(SelectVariables(["t", "q"], missing="ignore").apply(item).data_vars) == {"t"}


def test_levels_by_value_in_the_order_given(era5: xr.Dataset) -> None:
    assert SelectLevels([500.0]).apply(era5).equals(era5.sel(isobaricInhPa=[500.0]))
    both = SelectLevels([500.0, 850.0]).apply(era5)
    assert both["isobaricInhPa"].values.tolist() == [500.0, 850.0]
    assert both.equals(era5.sel(isobaricInhPa=[500.0, 850.0]))
    near = SelectLevels([700.0], "isobaricInhPa", "nearest").apply(era5)
    assert near["isobaricInhPa"].values.tolist() == [850.0]
    with pytest.raises(GridError, match="isobaricInhPa has no level 700; it has 850, 500"):
        SelectLevels([700.0]).apply(era5)
    with pytest.raises(GridError, match="there is no dimension 'lev'"):
        SelectLevels([700.0], "lev").apply(era5)


def test_an_item_on_one_level_is_kept_or_dropped(era5: xr.Dataset) -> None:
    at500 = era5.isel(isobaricInhPa=1)
    assert SelectLevels([500.0]).apply(at500) is at500
    assert SelectLevels([850.0]).apply(at500) is None


def test_crop_inside_the_grid_is_a_plain_selection(era5: xr.Dataset) -> None:
    found = CropRegion(south=30, north=60, west=12, east=48).apply(era5)
    assert found.equals(era5.sel(latitude=slice(60, 30), longitude=slice(12, 48)))


@pytest.mark.parametrize(
    "longitudes, west, east, expected",
    [
        (np.arange(0, 360, 10), -20, 10, [-20, -10, 0, 10]),
        (np.arange(0, 360, 10), 340, 10, [340, 350, 360, 370]),
        (np.arange(-180, 180, 10), 170, -170, [170, 180, 190]),
        (np.arange(-180, 180, 10), 200, 220, [-160, -150, -140]),
        (np.arange(0, 360, 90), 0, 360, [0, 90, 180, 270]),
        (np.arange(0, 360, 90), -180, 180, [-180, -90, 0, 90]),
        ([5.0, 15.0, 25.0], 10, 30, [15, 25]),
    ],
)
def test_crop_across_the_edge_of_the_grid(
    longitudes: np.ndarray, west: float, east: float, expected: list[float]
) -> None:
    found = CropRegion(45, 60, west, east).apply(globe(longitudes))
    assert found["lon"].values.tolist() == expected
    assert found["lat"].values.tolist() == [60.0, 50.0]
    np.testing.assert_array_equal(
        found["f"].values, 1000 * found["lat"].values[:, None] + np.asarray(expected) % 360
    )


@settings(deadline=None)
@given(
    st.integers(-180, 360), st.integers(-180, 360), st.booleans(), st.sampled_from([1, 3, 7.5, 90])
)
def test_crop_takes_exactly_the_points_inside(
    west: int, east: int, from_greenwich: bool, step: float
) -> None:
    longitudes = np.arange(0, 360, step) if from_greenwich else np.arange(-180, 180, step)
    width = east - west if east >= west else east - west + 360
    inside = [lon for lon in longitudes if (lon - west) % 360 <= width]
    if not inside:
        with pytest.raises(GridError, match="no point lies in the region"):
            CropRegion(40, 60, west, east).apply(globe(longitudes))
        return
    found = CropRegion(40, 60, west, east).apply(globe(longitudes))
    np.testing.assert_allclose(
        np.sort(found["lon"].values % 360), np.sort(np.asarray(inside) % 360), rtol=1e-12
    )
    assert (np.diff(found["lon"].values) > 0).all()
    expected = 1000 * found["lat"].values[:, None] + found["lon"].values % 360
    np.testing.assert_allclose(found["f"].values, expected)


def test_crop_of_a_curvilinear_grid_keeps_the_block_around_the_region() -> None:
    y, x = np.mgrid[0:6, 0:8].astype(float)
    item = xr.Dataset(
        {"f": (("y", "x"), x + 10 * y)},
        coords={"lat": (("y", "x"), 40 + y + 0.1 * x), "lon": (("y", "x"), 5 + x - 0.1 * y)},
    )
    found = CropRegion(41.95, 43.5, 6.5, 9.2).apply(item)
    assert found["f"].values.tolist() == item["f"].values[2:4, 2:5].tolist()


def test_crop_says_where_the_data_are() -> None:
    with pytest.raises(GridError, match="latitudes go from 40 to 60, longitudes from 0 to 350"):
        CropRegion(-30, -20, 0, 10).apply(globe(np.arange(0, 360, 10)))
    with pytest.raises(GridError, match="there is no latitude coordinate; there are x"):
        CropRegion(0, 1, 0, 1).apply(xr.Dataset(coords={"x": [1.0]}))
    with pytest.raises(ParamError, match="south: 50 lies north of 40"):
        CropRegion(50, 40, 0, 10)


TIMES = np.arange(
    np.datetime64("2016-12-30", "ns"), np.datetime64("2017-03-02"), np.timedelta64(6, "h")
)


@pytest.mark.parametrize(
    "options, expected",
    [
        ({"start": "2017-02-28"}, slice("2017-02-28", None)),
        ({"end": "2017-01"}, slice(None, "2017-01")),
        ({"start": "2017-01-01T06:00", "end": "2017-01-01 12:00"},
         slice("2017-01-01T06:00", "2017-01-01T12:00")),
        ({}, slice(None)),
    ],
)  # fmt: skip
def test_periods_are_those_of_xarray(options: dict[str, str], expected: slice) -> None:
    item = xr.Dataset({"f": ("time", np.arange(TIMES.size))}, coords={"time": TIMES})
    assert SelectTimes(**options).apply(item).equals(item.sel(time=expected))


def test_months_and_hours_in_two_calendars() -> None:
    item = xr.Dataset({"f": ("time", np.arange(TIMES.size))}, coords={"time": TIMES})
    found = SelectTimes(months=[12, 2], hours=[0, 18]).apply(item)
    chosen = item["time"].dt.month.isin([12, 2]) & item["time"].dt.hour.isin([0, 18])
    assert found.equals(item.isel(time=np.flatnonzero(chosen)))
    calendar = [cftime.Datetime360Day(2001, 2, day) for day in (29, 30)]
    other = xr.Dataset({"f": ("time", [1, 2])}, coords={"time": calendar})
    assert SelectTimes(start="2001-02-30").apply(other)["f"].values.tolist() == [2]


def test_an_item_at_one_time_is_kept_or_dropped() -> None:
    item = xr.Dataset({"f": 1.0}, coords={"time": TIMES[0]})
    assert SelectTimes(months=[12]).apply(item) is item
    assert list(SelectTimes(months=[1])(iter([item, item]))) == []


def test_times_that_cannot_be_compared() -> None:
    with pytest.raises(GridError, match="time holds numbers, not times"):
        SelectTimes().apply(xr.Dataset(coords={"time": [1, 2]}))
    with pytest.raises(ParamError, match="start: needs a date such as 2017-01-01"):
        SelectTimes(start="January")
    late = xr.Dataset(coords={"time": [TIMES[0], np.datetime64("NaT", "ns")]})
    assert SelectTimes().apply(late).sizes["time"] == 1
