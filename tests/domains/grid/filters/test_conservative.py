"""Conservative regridding: against overlaps that are computed cell by cell, and by what is kept."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest
import xarray as xr
from hypothesis import given, settings
from hypothesis import strategies as st

from curator_gui.core.notes import noting
from curator_gui.domains.grid.errors import GridError
from curator_gui.domains.grid.filters.shape.regrid import Regrid
from tests.fast import tried

SOURCES = {
    "ERA5-like, poles as points": (np.linspace(90, -90, 37), np.arange(0, 360, 5.0)),
    "cell centers, rising": (np.arange(-88.0, 90, 4), np.arange(2.0, 360, 4)),
    "Gaussian, from -180": (
        np.rad2deg(np.arcsin(np.polynomial.legendre.leggauss(32)[0])),
        np.arange(-180, 180, 5.625),
    ),
    "uneven": (
        np.array([-90, -71, -40, -33, -2, 15, 44, 61, 90.0]),
        np.array([3.0, 10, 30, 70, 99, 130, 170, 200, 240, 260, 300, 330]),
    ),
}


def _half_way(points: list[float], low: float, high: float) -> list[tuple[float, float]]:
    """Return the ends of cells, by a walk over the points in their order."""
    ordered = sorted(points)
    ends = {}
    for n, point in enumerate(ordered):
        below = (ordered[n - 1] + point) / 2 if n else low
        above = (ordered[n + 1] + point) / 2 if n + 1 < len(ordered) else high
        ends[point] = (below, above)
    return [ends[point] for point in points]


def _area(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Return the area between the latitudes that both ranges have, per radian of longitude."""
    low, high = max(one[0], other[0]), min(one[1], other[1])
    return math.sin(math.radians(high)) - math.sin(math.radians(low)) if high > low else 0.0


def _columns(lon: np.ndarray) -> list[tuple[float, float]]:
    turned = [float(x) for x in lon % 360]
    seam = (max(turned) + min(turned) + 360) / 2
    return _half_way(turned, seam - 360, seam)


def _by_hand(
    values: np.ndarray, lat: np.ndarray, lon: np.ndarray, new: xr.DataArray, spacing: float
) -> np.ndarray:
    """Return the means over new cells from the area that each pair of cells shares."""
    rows, columns = _half_way([float(x) for x in lat], -90.0, 90.0), _columns(lon)
    found = np.empty(new.shape)
    for i, middle in enumerate(new["lat"].values):
        cell = (max(middle - spacing / 2, -90.0), min(middle + spacing / 2, 90.0))
        heights = np.array([_area(row, cell) for row in rows])
        for j, center in enumerate(new["lon"].values):
            widths = np.zeros(len(lon))
            for n, (west, east) in enumerate(columns):
                for turn in (-720.0, -360.0, 0.0, 360.0, 720.0):
                    low = max(west + turn, center - spacing / 2)
                    high = min(east + turn, center + spacing / 2)
                    widths[n] += max(high - low, 0.0)
            areas = np.outer(heights, widths)
            found[i, j] = (areas * values).sum() / areas.sum()
    return found


def _mean(values: np.ndarray, lat: np.ndarray, lon: np.ndarray) -> float:
    """Return the mean over the globe by the areas of the cells."""
    rows = _half_way([float(x) for x in lat], -90.0, 90.0)
    heights = [_area(row, (-90.0, 90.0)) for row in rows]
    areas = np.outer(heights, [east - west for west, east in _columns(lon)])
    return float((areas * values).sum() / areas.sum())


def _item(lat: np.ndarray, lon: np.ndarray, values: np.ndarray) -> xr.Dataset:
    return xr.Dataset({"f": (("lat", "lon"), values, {"units": "mm"})}, {"lat": lat, "lon": lon})


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize("spacing", [45.0, 30.0])
def test_values_are_those_of_the_shared_areas(source: str, spacing: float) -> None:
    lat, lon = SOURCES[source]
    values = np.random.default_rng(0).normal(300, 30, (lat.size, lon.size))
    found = Regrid(spacing, "conservative").apply(_item(lat, lon, values))["f"]
    expected = _by_hand(values, lat, lon, found, spacing)
    np.testing.assert_allclose(found.values, expected, rtol=1e-12)
    assert found.attrs == {"units": "mm"}


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize("spacing", [30.0, 9.0, 1.5])
def test_the_global_mean_and_constants_stay(source: str, spacing: float) -> None:
    lat, lon = SOURCES[source]
    values = np.random.default_rng(1).normal(280, 1, (lat.size, lon.size))
    for kind, tolerance in ((np.float64, 1e-12), (np.float32, 1e-7)):
        item = _item(lat, lon, values.astype(kind))
        found = Regrid(spacing, "conservative").apply(item)["f"]
        assert found.dtype == kind
        after = _mean(found.values.astype(float), found["lat"].values, found["lon"].values)
        assert after == pytest.approx(_mean(values, lat, lon), rel=tolerance)
        constant = Regrid(spacing, "conservative").apply(item * 0 + 7)["f"].values
        np.testing.assert_allclose(constant, 7, rtol=1e-12)


def test_real_data_keep_their_mean(era5_file: Path) -> None:
    with xr.open_dataset(era5_file) as opened:
        item = opened.isel(number=0, time=0).load()
    found = Regrid(10.0, "conservative").apply(item)
    for level in range(2):
        fields = (item["t"][level], found["t"][level])
        before, after = (
            _mean(f.values.astype(float), f["latitude"].values, f["longitude"].values)
            for f in fields
        )
        assert after == pytest.approx(before, rel=1e-7)
    assert found["t"].dims == item["t"].dims


@given(
    st.integers(2, 30), st.integers(4, 40), st.floats(-400, 400), st.sampled_from([2, 6, 12, 45])
)
@settings(max_examples=tried(50))
def test_any_regular_grid_keeps_its_mean(
    rows: int, columns: int, start: float, spacing: int
) -> None:
    lat = np.linspace(90, -90, rows)
    lon = start + np.arange(columns) * 360 / columns
    values = np.random.default_rng(rows).normal(10, 1, (rows, columns))
    found = Regrid(spacing, "conservative", west=-180, east=180).apply(_item(lat, lon, values))
    after = _mean(found["f"].values, found["lat"].values, found["lon"].values)
    assert after == pytest.approx(_mean(values, lat, lon), rel=1e-9)


def test_missing_values_have_no_part_and_the_share_decides() -> None:
    lat, lon = np.arange(-87.5, 90, 5), np.arange(2.5, 360, 5)
    values = np.ones((lat.size, lon.size)) * 3
    values[:, ::2] = np.nan  # half of each new cell, whose edges lie on those of old ones
    grid = {"south": -85.0, "north": 85.0, "west": 5.0, "east": 355.0}
    for share, missing in ((0.0, False), (0.49, False), (0.51, True), (1.0, True)):
        step = Regrid(10.0, "conservative", least_share=share, **grid)
        found = step.apply(_item(lat, lon, values))["f"].values
        assert np.isnan(found).all() == missing
        assert missing or np.allclose(found, 3, rtol=1e-12)


def test_with_a_share_of_nothing_totals_stay_beside_missing_values() -> None:
    lat, lon = SOURCES["cell centers, rising"]
    values = np.random.default_rng(2).normal(5, 1, (lat.size, lon.size))
    values[np.random.default_rng(3).random(values.shape) < 0.3] = np.nan
    there = (~np.isnan(values)).astype(float)
    step = Regrid(9.0, "conservative", least_share=0.0)
    found, share = (step.apply(_item(lat, lon, v))["f"] for v in (values, there))
    new = (found["lat"].values, found["lon"].values)
    total = _mean(np.nan_to_num(found.values * share.values), *new)
    assert total == pytest.approx(_mean(np.nan_to_num(values), lat, lon), rel=1e-12)


def test_a_region_is_missing_beyond_its_cells() -> None:
    lat, lon = np.arange(40.0, 61, 2), np.arange(-10.0, 11, 2)
    item = _item(lat, lon, np.full((11, 11), 2.0))
    whole = {"south": 20.0, "north": 80.0, "west": -40.0, "east": 40.0}
    found = Regrid(4.0, "conservative", least_share=1.0, **whole).apply(item)["f"]
    inside = found.sel(lat=slice(58, 42), lon=slice(-8, 8))
    np.testing.assert_allclose(inside, 2, rtol=1e-12)
    assert int(found.notnull().sum()) == inside.size == 20


def test_bounds_of_the_data_decide_over_points() -> None:
    lat, lon = np.array([-45.0, 45.0]), np.array([0.0, 90.0, 180.0, 270.0])
    item = _item(lat, lon, np.repeat([[1.0], [3.0]], 4, axis=1))
    item["lat"].attrs["bounds"] = "lat_bnds"
    item["lat_bnds"] = (("lat", "two"), np.array([[-90.0, 30.0], [30.0, 90.0]]))
    with pytest.warns(UserWarning, match="bounds"):
        found = Regrid(90.0, "conservative").apply(item)
    share = (math.sin(math.radians(45)) - 0.5) / (2 * math.sin(math.radians(45)))
    assert found["f"].values[1, 0] == pytest.approx(1 + 2 * share)  # from 45 S to 45 N
    assert "lat_bnds" not in found


@pytest.mark.parametrize("turn", [0.0, -180.0])
def test_bounds_across_the_seam_are_around_their_points(turn: float) -> None:
    lat, lon = np.arange(-88.0, 90, 4), np.arange(0.0, 360, 4)
    values = np.random.default_rng(4).normal(size=(lat.size, lon.size))
    item = _item(lat, lon, values)
    expected = Regrid(12.0, "conservative").apply(item)["f"].values
    ends = (np.stack([lon - 2, lon + 2], axis=1) - turn) % 360 + turn  # 358 to 2 around 0
    item["lon"].attrs["bounds"] = "lon_bnds"
    item["lon_bnds"] = (("lon", "two"), ends)
    with pytest.warns(UserWarning, match="bounds"):
        found = Regrid(12.0, "conservative").apply(item)["f"].values
    np.testing.assert_allclose(found, expected, rtol=1e-10)


@pytest.mark.parametrize("ends", [(np.nan, 4.0), (3.0, 3.0)])
def test_bounds_that_are_none_are_refused(ends: tuple[float, float]) -> None:
    lat, lon = np.arange(-88.0, 90, 4), np.arange(0.0, 360, 4)
    item = _item(lat, lon, np.ones((lat.size, lon.size)))
    item["lat"].attrs["bounds"] = "lat_bnds"
    bounds = np.stack([lat - 2, lat + 2], axis=1)
    bounds[7] = ends
    item["lat_bnds"] = (("lat", "two"), bounds)
    with pytest.raises(GridError, match="in 'lat_bnds' an end of a cell is missing"):
        Regrid(12.0, "conservative").apply(item)


def test_an_infinite_value_stays_where_it_is() -> None:
    lat, lon = np.arange(-88.0, 90, 4), np.arange(2.0, 360, 4)
    for row, column in ((0, 0), (-1, -1), (20, 40)):
        values = np.ones((lat.size, lon.size))
        values[row, column] = np.inf
        found = Regrid(10.0, "conservative").apply(_item(lat, lon, values))["f"].values
        assert not np.isnan(found).any()
        assert 1 <= np.isinf(found).sum() <= 4


def test_classes_counts_and_other_dimensions() -> None:
    lat, lon = np.arange(-88.0, 90, 4), np.arange(0.0, 360, 4)
    values = np.arange(lat.size * lon.size).reshape(lat.size, lon.size)
    item = _item(lat, lon, values).expand_dims(time=3).transpose("lat", "time", "lon")
    flags = {"flag_values": [0, 1, 2], "flag_meanings": "a b c"}
    item["kind"] = (("lat", "lon"), (values % 3).astype("int8"), flags)
    found = Regrid(12.0, "conservative").apply(item)
    assert found["f"].dims == ("lat", "time", "lon")
    assert found["f"].dtype == np.float64
    assert set(np.unique(found["kind"])) <= {0, 1, 2}
    assert found["kind"].dtype == np.int8


def test_one_point_without_bounds_is_refused() -> None:
    item = _item(np.array([10.0]), np.arange(0, 360, 10.0), np.ones((1, 36)))
    with pytest.raises(GridError, match="how wide its cell is cannot be told"):
        Regrid(10.0, "conservative").apply(item)


@pytest.mark.parametrize("spacing, told", [(7.0, True), (10.0, False), (50.0, True)])
def test_spacings_that_do_not_cover_the_globe_once_are_told(spacing: float, told: bool) -> None:
    lat, lon = SOURCES["cell centers, rising"]
    notes: list[str] = []
    with noting(lambda _, words: notes.append(words)):
        Regrid(spacing, "conservative").apply(_item(lat, lon, np.ones((lat.size, lon.size))))
    assert any("do not cover the globe" in words for words in notes) is told
