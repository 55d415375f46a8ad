from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import xarray as xr

from curator_gui.core import ParamError
from curator_gui.domains.grid.errors import GridError
from curator_gui.domains.grid.filters.values.fill_missing import FillMissing
from curator_gui.domains.grid.filters.values.transforms import (
    CastPrecision,
    Coarsen,
    ConvertUnits,
    WindSpeed,
)
from curator_gui.domains.grid.sources.synthetic import SyntheticFieldSource


@pytest.fixture(scope="module")
def era5(era5_file: Path) -> xr.Dataset:
    with xr.open_dataset(era5_file) as dataset:
        return dataset.isel(number=0).load()


@pytest.fixture(scope="module")
def weather() -> xr.Dataset:
    (item,) = SyntheticFieldSource(1, rows=19, columns=36)[0]
    return item


@pytest.mark.parametrize("statistic", ["mean", "min", "max", "sum", "median"])
def test_coarsen_is_that_of_numpy(era5: xr.Dataset, statistic: str) -> None:
    found = Coarsen({"longitude": 4}, statistic).apply(era5)
    blocks = era5["t"].values.reshape(4, 2, 61, 30, 4)
    expected = getattr(np, statistic)(blocks, axis=-1)
    np.testing.assert_allclose(found["t"].values, expected, rtol=1e-14)
    assert found["longitude"].values[:2].tolist() == [4.5, 16.5]
    assert found["t"].attrs == era5["t"].attrs
    assert found["t"].dtype == era5["t"].dtype
    assert found["time"].equals(era5["time"])


def test_coarsen_with_incomplete_blocks_and_missing_values() -> None:
    item = xr.Dataset({"f": ("x", [1.0, np.nan, np.nan, np.nan, 5.0])}, coords={"x": np.arange(5)})
    with pytest.raises(GridError, match="x has 5 points, which blocks of 2 do not fill"):
        Coarsen({"x": 2}).apply(item)
    trimmed = Coarsen({"x": 2}, boundary="trim").apply(item)
    np.testing.assert_array_equal(trimmed["f"].values, [1.0, np.nan])
    padded = Coarsen({"x": 2}, "sum", boundary="pad").apply(item)
    np.testing.assert_array_equal(padded["f"].values, [1.0, np.nan, 5.0])
    with pytest.raises(GridError, match="no dimension 'y'; there are x"):
        Coarsen({"y": 2}).apply(item)
    with pytest.raises(ParamError, match="x needs at least 1, not 0"):
        Coarsen({"x": 0})


def test_units_of_variables_and_coordinates(era5: xr.Dataset) -> None:
    found = ConvertUnits({"t": "degC", "isobaricInhPa": "Pa", "z": "J/kg"}).apply(era5)
    np.testing.assert_allclose(found["t"].values, era5["t"].values - 273.15, rtol=1e-13)
    assert found["t"].attrs["units"] == "degC"
    assert found["t"].attrs["long_name"] == "Temperature"
    assert found["isobaricInhPa"].values.tolist() == [85000.0, 50000.0]
    assert found.sel(isobaricInhPa=50000.0)["z"].equals(
        era5["z"].sel(isobaricInhPa=500.0).assign_coords(isobaricInhPa=50000.0)
    )
    assert era5["t"].attrs["units"] == "K"


def test_units_that_are_missing_or_wrong(era5: xr.Dataset) -> None:
    bare = xr.Dataset({"f": ("x", np.array([1.0, 2.0], dtype="f4"))})
    with pytest.raises(GridError, match="variable 'f' states no units"):
        ConvertUnits({"f": "Pa"}).apply(bare)
    found = ConvertUnits({"f": "Pa"}, stated={"f": "hPa"}).apply(bare)
    assert found["f"].values.tolist() == [100.0, 200.0]
    assert found["f"].dtype == np.float32
    with pytest.raises(GridError, match="variable 't': 'K' cannot be converted to 'm'"):
        ConvertUnits({"t": "m"}).apply(era5)
    with pytest.raises(GridError, match="no variable 'q'"):
        ConvertUnits({"q": "m"}).apply(era5)
    wrong = ConvertUnits({"t": "Kelvins per furlong"}, stated={"q": "?"})
    assert dict(wrong.problems()) == {
        "units": "t: the unit 'Kelvins per furlong' is not known (at 'per')",
        "stated": "q: the unit '?' is not known (at '?')",
    }
    with pytest.raises(GridError, match="the unit 'Kelvins per furlong' is not known"):
        wrong.apply(era5)


def test_wind_speed_and_direction(weather: xr.Dataset) -> None:
    found = WindSpeed(direction=True).apply(weather)
    u, v = weather["u10"].values, weather["v10"].values
    np.testing.assert_allclose(found["wind_speed"].values, np.sqrt(u**2 + v**2), rtol=1e-6)
    assert found["wind_speed"].attrs["standard_name"] == "wind_speed"
    assert found["wind_speed"].attrs["units"] == "m s-1"
    assert set(WindSpeed(keep_components=False).apply(weather).data_vars) == {"t2m", "wind_speed"}


@pytest.mark.parametrize(
    "u, v, direction", [(0, -1, 0), (-1, 0, 90), (0, 1, 180), (1, 0, 270), (1, 1, 225)]
)
def test_direction_is_where_the_wind_comes_from(u: float, v: float, direction: float) -> None:
    item = xr.Dataset({"ua": ("x", [float(u)]), "va": ("x", [float(v)])})
    found = WindSpeed(result="ff", direction=True).apply(item)
    assert found["ff_direction"].values[0] == pytest.approx(direction)


def test_wind_needs_both_components(weather: xr.Dataset) -> None:
    with pytest.raises(ParamError, match="name both"):
        WindSpeed(u="u10")
    with pytest.raises(GridError, match="no variable 'v99'; there are t2m, u10, v10"):
        WindSpeed("u10", "v99").apply(weather)
    with pytest.raises(GridError, match="no pair of wind components was found; there are t2m"):
        WindSpeed().apply(weather[["t2m"]])


def test_precision(era5: xr.Dataset) -> None:
    found = CastPrecision("float32", ["t"]).apply(era5)
    assert found["t"].dtype == np.float32
    assert found["z"].dtype == np.float64
    np.testing.assert_array_equal(found["t"].values, era5["t"].values.astype("f4"))
    assert found["latitude"].dtype == np.float64
    assert CastPrecision("float16", ["t"]).apply(era5)["t"].dtype == np.float16
    with (
        np.errstate(all="raise"),
        pytest.raises(GridError, match="'big' reaches 100000, more than"),
    ):
        CastPrecision("float16").apply(xr.Dataset({"big": ("x", [1e5, np.nan, -1.0])}))
    with pytest.raises(GridError, match="variable 'n' has type int64"):
        CastPrecision("float32", ["n"]).apply(xr.Dataset({"n": ("x", [1, 2])}))


def test_fill_with_a_value_or_the_mean() -> None:
    item = xr.Dataset(
        {
            "f": ("x", np.array([1.0, np.nan, 3.0], dtype="f4")),
            "empty": ("x", [np.nan] * 3),
            "n": ("x", [1, 2, 3]),
        }
    )
    constant = FillMissing(value=-1.0).apply(item)
    assert constant["f"].values.tolist() == [1.0, -1.0, 3.0]
    assert constant["empty"].values.tolist() == [-1.0] * 3
    mean = FillMissing("mean").apply(item)
    assert mean["f"].values.tolist() == [1.0, 2.0, 3.0]
    assert mean["f"].dtype == np.float32
    assert np.isnan(mean["empty"].values).all()
    assert np.isnan(item["f"].values[1])


@pytest.mark.parametrize("reverse", [False, True])
def test_interpolation_is_that_of_xarray(reverse: bool) -> None:
    rng = np.random.default_rng(5)
    x = np.sort(rng.uniform(0, 10, 12))
    field = rng.normal(size=(3, 12, 2))
    field[rng.random(field.shape) < 0.4] = np.nan
    field[1, :, 1] = np.nan
    field[2, :, 0] = 7.0
    order = slice(None, None, -1) if reverse else slice(None)
    item = xr.Dataset({"f": (("a", "x", "b"), field)}, coords={"x": x}).isel(x=order)
    found = FillMissing("linear", dimension="x").apply(item)
    inner = item["f"].sortby("x").interpolate_na("x").sel(x=item["x"])
    known = ~np.isnan(inner.values)
    np.testing.assert_allclose(found["f"].values[known], inner.values[known], rtol=1e-12)
    assert np.isnan(found["f"].values).sum() == 12  # the line without any value
    line = item["f"].values[0, :, 0]
    first = np.flatnonzero(~np.isnan(line))[0]
    assert found["f"].values[0, 0, 0] == line[first]


def test_interpolation_along_times_and_without_coordinate() -> None:
    times = np.array(["2000-01-01", "2000-01-02", "2000-01-05"], dtype="M8[ns]")
    item = xr.Dataset({"f": ("time", [0.0, np.nan, 4.0])}, coords={"time": times})
    assert FillMissing("linear", dimension="time").apply(item)["f"].values.tolist() == [0, 1, 4]
    bare = item.drop_vars("time")
    assert FillMissing("linear", dimension="time").apply(bare)["f"].values.tolist() == [0, 2, 4]
    with pytest.raises(GridError, match="variable 'f' has no dimension 'y'; it has time"):
        FillMissing("linear", dimension="y").apply(item)
    with pytest.raises(ParamError, match="needs the dimension"):
        FillMissing("linear")
