"""Ranges of valid values are those of the values: netCDF4 hides what is beyond them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import netCDF4
import numpy as np
import pytest
import xarray as xr

from curator_gui.core.notes import noting
from curator_gui.domains.grid import (
    Coarsen,
    ConvertUnits,
    FillMissing,
    LaggedFields,
    NetCDFSink,
    NetCDFSource,
    PeriodStatistics,
)
from curator_gui.domains.grid.units import of_difference, scaled_range

RANGES = {"valid_range", "valid_min", "valid_max", "actual_range"}


@pytest.fixture
def packed(tmp_path: Path) -> Path:
    """A file with a packed variable, whose range is packed, and one of real numbers."""
    folder = tmp_path / "in"
    folder.mkdir()
    with netCDF4.Dataset(folder / "a.nc", "w") as file:
        file.createDimension("x", 4)
        t = file.createVariable("t", "i2", ("x",), fill_value=-1)
        t.set_auto_maskandscale(False)
        t.setncatts({"scale_factor": 0.01, "add_offset": 273.15, "units": "K"})
        t.valid_range = np.array([0, 200], "i2")
        t[:] = [0, 100, 200, -1]
        u = file.createVariable("u", "f4", ("x",))
        u.setncatts({"units": "K", "valid_min": np.float32(250), "valid_max": np.float32(300)})
        u[:] = [250, 260, 299, 300]
    return folder


def written(item: xr.Dataset, folder: Path) -> dict[str, Any]:
    sink = NetCDFSink(folder / "out")
    (path,) = sink(iter([item]), 0)
    with netCDF4.Dataset(path) as file:
        return {name: (v[...].squeeze(), v.ncattrs()) for name, v in file.variables.items()}


@pytest.mark.parametrize("units", [{}, {"t": "degC", "u": "degC"}])
def test_values_within_a_range_are_within_it_when_they_are_written(
    packed: Path, tmp_path: Path, units: dict[str, str]
) -> None:
    [item] = NetCDFSource(str(packed))[0]
    if units:
        [item] = ConvertUnits(units)(iter([item]))
    found = written(item, tmp_path)
    for name, missing in (("t", 1), ("u", 0)):
        values, attributes = found[name]
        assert RANGES & set(attributes)
        assert np.ma.count_masked(values) == missing
        np.testing.assert_array_equal(values.filled(np.nan), item[name])


def test_ranges_are_turned_where_the_scale_is_negative() -> None:
    kind = np.dtype("f8")
    found = scaled_range({"valid_min": 1, "valid_range": [0, 2], "units": "m"}, -2.0, 1.0, kind)
    assert found == {"valid_max": -1.0, "valid_range": pytest.approx([-3, 1]), "units": "m"}
    assert scaled_range({"valid_min": "none"}, 2.0, 0.0, kind) == {}


def series(units: str = "K") -> xr.Dataset:
    times = np.datetime64("2001-01-01", "ns") + np.arange(4) * np.timedelta64(6, "h")
    about = {"units": units, "valid_range": [270.0, 300.0], "valid_min": 270.0}
    values = np.linspace(271, 290, 16).reshape(4, 4)
    return xr.Dataset({"t": (("time", "x"), values, about)}, coords={"time": times})


@pytest.mark.parametrize(
    "step",
    [
        PeriodStatistics(statistic="sum"),
        LaggedFields([1], "difference"),
        Coarsen({"x": 2}, "sum"),
    ],
    ids=lambda step: type(step).__name__,
)
def test_other_quantities_have_no_range_of_the_first_one(step: Any) -> None:
    [item] = step(iter([series()]))
    changed = [name for name in item.data_vars if name != "t" or not isinstance(step, LaggedFields)]
    assert changed
    assert not any(RANGES & set(item[name].attrs) for name in changed)


def test_what_fills_gaps_may_be_beyond_the_range() -> None:
    item = series().where(series().t > 275).assign_attrs()
    item["t"].attrs = series().t.attrs
    [filled] = FillMissing(value=-1.0)(iter([item]))
    assert not RANGES & set(filled.t.attrs)
    [filled] = FillMissing("mean")(iter([item]))
    assert filled.t.attrs == series().t.attrs


@pytest.mark.parametrize(
    "about",
    [{"units_metadata": "temperature: difference"}, {"cell_methods": "time: standard_deviation"}],
)
def test_differences_of_temperatures_are_scaled_and_not_shifted(about: dict[str, str]) -> None:
    item = xr.Dataset({"d": ("x", [1.0, 2.0], {"units": "K", **about})})
    said: list[str] = []
    with noting(lambda _, words: said.append(str(words))):
        [celsius] = ConvertUnits({"d": "degC"})(iter([item]))
        [fahrenheit] = ConvertUnits({"d": "degF"})(iter([item]))
    np.testing.assert_allclose(celsius.d, [1.0, 2.0])
    np.testing.assert_allclose(fahrenheit.d, [1.8, 3.6])
    assert said[0].startswith("d holds differences or deviations")


def test_words_in_parentheses_are_no_method() -> None:
    about = {"units": "K", "cell_methods": "time: mean (comment: range of a day)"}
    [item] = ConvertUnits({"d": "degC"})(iter([xr.Dataset({"d": ("x", [273.15], about)})]))
    np.testing.assert_allclose(item.d, [0.0])


def test_differences_of_temperatures_say_so() -> None:
    assert of_difference({"units": "degC"}) == {
        "units": "K",
        "units_metadata": "temperature: difference",
    }
    assert of_difference({"units": "m"}) == {"units": "m"}
    [item] = LaggedFields([1], "difference")(iter([series()]))
    said: list[str] = []
    with noting(lambda _, words: said.append(str(words))):
        [converted] = ConvertUnits({"t_diff1": "degC"})(iter([item]))
    np.testing.assert_allclose(converted.t_diff1, item.t_diff1)
    assert said


def test_flags_keep_the_type_of_their_variable(tmp_path: Path) -> None:
    flags = {"flag_values": np.array([1, 2], "i1"), "flag_meanings": "a b"}
    item = xr.Dataset({"f": ("x", np.array([1, 2], "i1"), flags), "b": ("x", [True, False])})
    (tmp_path / "in").mkdir()
    for name in "ab":
        item.to_netcdf(tmp_path / "in" / f"{name}.nc")
    for shared in (1, 2):
        sink = NetCDFSink(tmp_path / f"out{shared}", items_per_file=shared)
        [path] = NetCDFSource(str(tmp_path / "in")).write(sink)[0]
        with netCDF4.Dataset(path) as file:
            assert file["f"].flag_values.dtype == np.int8
            assert file["f"].flag_values.tolist() == [1, 2]
