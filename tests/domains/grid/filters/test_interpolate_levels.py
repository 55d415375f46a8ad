"""Vertical interpolation, beside xarray's and NumPy's own."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import xarray as xr
from hypothesis import given, settings
from hypothesis import strategies as st

from curator_gui.core import ParamError
from curator_gui.core.notes import noting
from curator_gui.domains.grid import InterpolateLevels, NetCDFSink, NetCDFSource
from curator_gui.domains.grid.errors import GridError
from curator_gui.domains.grid.filters.shape.levels import columns_at
from tests.domains.grid.given import run
from tests.fast import tried


def told(step: InterpolateLevels, item: xr.Dataset) -> tuple[xr.Dataset, list[str]]:
    notes: list[str] = []
    with noting(lambda _, words: notes.append(str(words))):
        return step.apply(item), notes


@pytest.fixture(scope="module")
def era5(era5_file: Path) -> xr.Dataset:
    with xr.open_dataset(era5_file) as dataset:
        return dataset.load()


def test_levels_of_a_file_are_as_xarray_interpolates_them(era5: xr.Dataset) -> None:
    item = InterpolateLevels([600.0, 500.0, 850.0]).apply(era5)
    assert item["t"].dims == era5["t"].dims
    assert item["t"].dtype == era5["t"].dtype
    assert item["isobaricInhPa"].attrs == era5["isobaricInhPa"].attrs
    expected = era5.interp(isobaricInhPa=[600.0, 500.0, 850.0])
    xr.testing.assert_allclose(item, expected, rtol=1e-6)
    kept = era5.sel(isobaricInhPa=[500.0, 850.0])
    xr.testing.assert_identical(item.isel(isobaricInhPa=[1, 2])["t"].variable, kept["t"].variable)


def test_logarithms_of_pressure(era5: xr.Dataset) -> None:
    item = InterpolateLevels([700.0], method="logarithmic").apply(era5)
    turned = era5.assign_coords(isobaricInhPa=np.log(era5["isobaricInhPa"]))
    expected = turned.interp(isobaricInhPa=[np.log(700.0)])
    np.testing.assert_allclose(item["t"].values, expected["t"].values, rtol=1e-6)
    assert item["isobaricInhPa"].values.tolist() == [700.0]


def model_levels() -> xr.Dataset:
    """Fields on 5 hybrid levels whose pressure follows the pressure at the surface."""
    a, b = np.array([1.0, 50, 100, 50, 0]), np.array([0.0, 0.1, 0.4, 0.8, 1.0])
    surface = xr.DataArray(1000 + 20 * np.arange(12.0).reshape(3, 4), dims=("lat", "lon"))
    level = np.arange(1, 6)
    pressure = xr.DataArray(a, dims="hybrid") + surface * xr.DataArray(b, dims="hybrid")
    values = np.random.default_rng(0).normal(size=(2, 5, 3, 4)).astype("f4")
    return xr.Dataset(
        {
            "t": (("time", "hybrid", "lat", "lon"), values, {"units": "K"}),
            "p": (("hybrid", "lat", "lon"), pressure.values, {"units": "hPa"}),
            "sp": surface,
            "kind": ("hybrid", level, {"flag_meanings": "a b c d e"}),
        },
        {"hybrid": level, "a": ("hybrid", a)},
    )


def test_model_levels_to_pressure_column_by_column() -> None:
    source = model_levels()
    item, notes = told(InterpolateLevels([300.0, 700.0], "hybrid", "p"), source)
    assert item["t"].dims == ("time", "p", "lat", "lon")
    assert item["p"].values.tolist() == [300.0, 700.0]
    assert item["p"].attrs == {"units": "hPa"}
    assert set(item.data_vars) == {"t", "sp"}
    assert "hybrid" not in item.variables
    assert any("'kind' cannot be interpolated" in note for note in notes)
    for time, lat, lon in np.ndindex(2, 3, 4):
        column = source["t"].values[time, :, lat, lon], source["p"].values[:, lat, lon]
        expected = np.interp([300.0, 700.0], column[1], column[0])
        np.testing.assert_allclose(item["t"].values[time, :, lat, lon], expected, rtol=1e-6)
    along = np.interp(300.0, source["p"].values[:, 1, 2], source["a"].values)
    assert float(item["a"].sel(p=300.0).isel(lat=1, lon=2)) == pytest.approx(along)


def test_what_lies_outside_is_an_error_missing_or_the_nearest(era5: xr.Dataset) -> None:
    with pytest.raises(GridError, match=r"level 1000 lies outside .* 500 to 850 hPa"):
        InterpolateLevels([1000.0]).apply(era5)
    missing, notes = told(InterpolateLevels([1000.0, 600.0], outside="missing"), era5)
    assert missing["t"].isel(isobaricInhPa=0).isnull().all()
    assert missing["t"].isel(isobaricInhPa=1).notnull().all()
    assert "level 1000 lies outside in 1 of 1 columns" in notes[0]
    nearest, _ = told(InterpolateLevels([1000.0], outside="nearest"), era5)
    np.testing.assert_array_equal(nearest["t"].values, era5["t"].sel(isobaricInhPa=[850.0]).values)


def test_levels_that_are_there_stay_the_item(era5: xr.Dataset) -> None:
    have = era5["isobaricInhPa"].values.tolist()
    assert InterpolateLevels(have).apply(era5) is era5


def test_levels_without_order_or_number_are_refused(era5: xr.Dataset) -> None:
    odd = model_levels().assign_coords(hybrid=[1, 3, 2, 4, 5])
    with pytest.raises(GridError, match=r"neither rises nor falls .* in 1 of 1"):
        InterpolateLevels([2.5], "hybrid").apply(odd)
    with pytest.raises(GridError, match="no two numbers"):
        InterpolateLevels([500.0]).apply(era5.isel(isobaricInhPa=[0]))
    with pytest.raises(GridError, match="no variable 'q' says where the levels"):
        InterpolateLevels([500.0], position="q").apply(era5)
    with pytest.raises(GridError, match="has no logarithm"):
        InterpolateLevels([2.0], "hybrid", method="logarithmic").apply(
            model_levels().assign_coords(hybrid=np.arange(5))
        )
    with pytest.raises(ParamError, match="above 0"):
        InterpolateLevels([0.0], method="logarithmic")
    with pytest.raises(ParamError, match="at least one level"):
        InterpolateLevels([])


def test_a_missing_neighbor_does_not_take_a_level_that_is_there() -> None:
    values, positions = np.array([[1.0, np.nan, 3.0]]), np.array([1.0, 2.0, 3.0])
    found = columns_at(values, positions, np.array([1.0, 1.5, 2.0, 3.0]))
    np.testing.assert_array_equal(found, [[1.0, np.nan, np.nan, 3.0]])


def test_columns_without_positions_are_missing_and_said() -> None:
    source = model_levels()
    source["p"][:, 1, 2] = np.nan
    item, notes = told(InterpolateLevels([300.0], "hybrid", "p"), source)
    gone = item["t"].isnull().any("time").isel(p=0)
    assert int(gone.sum()) == 1
    assert bool(gone[1, 2])
    assert any("one column has no positions" in note for note in notes)


numbers = st.floats(-1e3, 1e3, allow_nan=False)


@given(
    st.lists(st.tuples(st.integers(-1000, 1000), numbers), min_size=2, max_size=8,
             unique_by=lambda pair: pair[0]),
    st.lists(st.integers(-1100, 1100), min_size=1, max_size=5),
    st.booleans(),
)  # fmt: skip
@settings(max_examples=tried(60), deadline=None)
def test_every_column_is_as_numpy_interpolates_it(
    pairs: list[tuple[int, float]], targets: list[int], falls: bool
) -> None:
    positions, values = map(np.array, zip(*sorted(pairs), strict=True))
    order = slice(None, None, -1 if falls else 1)
    wanted = np.array(targets, float)
    args = (values[None, order], positions[order].astype(float), wanted)
    inside = columns_at(*args)[0]
    expected = np.interp(wanted, positions, values)
    np.testing.assert_allclose(columns_at(*args, nearest=True)[0], expected, atol=1e-9)
    out = (wanted < positions[0]) | (wanted > positions[-1])
    assert np.isnan(inside[out]).all()
    np.testing.assert_allclose(inside[~out], expected[~out], atol=1e-9)


def test_files_of_a_folder_are_written_on_the_new_levels(era5_file: Path, tmp_path: Path) -> None:
    source = NetCDFSource(str(era5_file.parent), pattern=era5_file.name, dimension="time")
    step = InterpolateLevels([500.0, 700.0], method="logarithmic")
    outputs = run(source.filter(step).write(NetCDFSink(tmp_path / "out")), [1])
    with xr.open_dataset(outputs[0][0]) as written, xr.open_dataset(era5_file) as given_file:
        before = given_file.isel(time=1)
        share = np.log(850 / 700) / np.log(850 / 500)
        low, high = (before["t"].sel(isobaricInhPa=p).values for p in (850.0, 500.0))
        found = written["t"].squeeze()
        np.testing.assert_allclose(
            found.sel(isobaricInhPa=700.0).values, low + share * (high - low), rtol=1e-6
        )
        np.testing.assert_array_equal(found.sel(isobaricInhPa=500.0).values, high)
        assert written["isobaricInhPa"].attrs["units"] == before["isobaricInhPa"].attrs["units"]
