"""Variables are treated by what they are: labels, bounds, classes, text, times, units, groups."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import cftime
import netCDF4
import numpy as np
import pytest
import xarray as xr

from curator_gui.core.notes import noting
from curator_gui.domains.grid import (
    ApplyMask,
    CastPrecision,
    Coarsen,
    ConvertUnits,
    CropRegion,
    FieldStatistics,
    FillMissing,
    GridZarrSource,
    NetCDFSink,
    NetCDFSource,
    Regrid,
    RenameVariables,
    SelectLevels,
    SelectTimes,
    SelectVariables,
    Standardise,
    WindSpeed,
)
from curator_gui.domains.grid.errors import GridError
from curator_gui.domains.grid.roles import role

Note = tuple[str, str]


def apply(step: Any, item: xr.Dataset) -> tuple[xr.Dataset, list[Note]]:
    said: list[Note] = []
    with noting(lambda *note: said.append(note)):
        [found] = list(step(iter([item])))
    return found, said


@pytest.fixture
def climate() -> xr.Dataset:
    lat = np.arange(-75.0, 90, 30)
    bounds = np.stack([lat - 15, lat + 15], axis=1)
    soil = np.array([[1, 1, 2, 3], [1, 1, 2, 2]] * 3, dtype="i1")
    return xr.Dataset(
        {
            "t": (("lat", "lon"), np.arange(24.0).reshape(6, 4), {"units": "K"}),
            "lat_bnds": (("lat", "bnds"), bounds),
            "soil": (("lat", "lon"), soil, {"flag_values": [1, 2, 3], "flag_meanings": "a b c"}),
            "land": (("lat", "lon"), soil == 1),
            "station": ("lat", list("abcdef")),
            "seen": ("lat", np.datetime64("2000-01-01", "ns") + np.arange(6)),
            "crs": ((), 0, {"grid_mapping_name": "latitude_longitude"}),
        },
        {
            "lat": ("lat", lat, {"bounds": "lat_bnds", "units": "degrees_north"}),
            "lon": ("lon", [0.0, 90, 180, 270], {"units": "degrees_east"}),
        },
    )


def test_roles_are_those_of_the_conventions(climate: xr.Dataset) -> None:
    expected = {
        "t": "field", "lat_bnds": "bounds", "soil": "class", "land": "class", "station": "text",
        "seen": "time", "crs": "mapping", "lat": "field",
    }  # fmt: skip
    assert {name: role(climate, name) for name in expected} == expected
    calendar = xr.Dataset({"when": ("x", [cftime.DatetimeNoLeap(2000, 1, 1)])})
    assert role(calendar, "when") == "time"


def test_the_longer_form_of_a_grid_mapping_is_understood(climate: xr.Dataset) -> None:
    del climate["crs"].attrs["grid_mapping_name"]
    climate["other"] = ((), 0)
    climate["t"].attrs["grid_mapping"] = "crs: x y other: lat lon"
    assert [role(climate, name) for name in ("crs", "other", "t")] == ["mapping"] * 2 + ["field"]
    renamed = next(iter(RenameVariables({"crs": "map", "lat": "y"})(iter([climate]))))
    assert renamed["t"].attrs["grid_mapping"] == "map: x y other: y lon"
    climate["t"].attrs["grid_mapping"] = "crs"
    assert role(climate, "crs") == "mapping"


def test_coarsening_keeps_outer_bounds_and_most_frequent_classes(climate: xr.Dataset) -> None:
    found, said = apply(Coarsen({"lat": 2, "lon": 2}), climate)
    assert found["lat_bnds"].values.tolist() == [[-90, -30], [-30, 30], [30, 90]]
    assert found["soil"].values.tolist() == [[1, 2]] * 3
    assert found["land"].values.tolist() == [[True, False]] * 3
    assert found["soil"].dtype == np.int8
    assert found["lat"].attrs["bounds"] == "lat_bnds"
    np.testing.assert_array_equal(found["t"], climate["t"].coarsen(lat=2, lon=2).mean())
    assert "station" not in found
    assert "seen" not in found
    assert [kind for kind, _ in said] == ["remark", "remark"]
    assert "'station'" in said[0][1]


@pytest.mark.parametrize("order", [1, -1])
@pytest.mark.parametrize(("boundary", "edges"), [("trim", 1), ("pad", 2)])
def test_bounds_of_incomplete_blocks(
    climate: xr.Dataset, order: int, boundary: str, edges: int
) -> None:
    item = climate[["t", "lat_bnds"]].isel(lat=slice(None, None, order))
    found, _ = apply(Coarsen({"lat": 4}, boundary=boundary), item)
    values = found["lat_bnds"].values
    assert len(values) == len(found["lat"]) == edges
    assert np.sort(values[0]).tolist() == ([-90, 30] if order == 1 else [-30, 90])
    if boundary == "pad":
        assert np.sort(values[1]).tolist() == ([30, 90] if order == 1 else [-90, -30])


def test_coarsening_over_greenwich() -> None:
    item = xr.Dataset(
        {"t": (("lat", "lon"), np.ones((2, 4)))},
        {
            "lat": [0.0, 1.0],
            "lon": ("lon", [350.0, 355.0, 0.0, 5.0], {"units": "degrees_east"}),
        },
    )
    found, _ = apply(Coarsen({"lon": 4}), item)
    assert found["lon"].values.tolist() == [357.5]
    found, _ = apply(Coarsen({"lon": 2}), item)
    assert found["lon"].values.tolist() == [352.5, 362.5]


def test_regridding_leaves_bounds_and_text_out_and_takes_the_nearest_class(
    climate: xr.Dataset,
) -> None:
    found, said = apply(Regrid(45.0, south=-45, north=45), climate)
    assert set(found.data_vars) == {"t", "soil", "land", "seen", "crs"}
    assert "bounds" not in found["lat"].attrs
    assert set(np.unique(found["soil"])) <= {1, 2, 3}
    assert found["soil"].dtype == np.int8
    assert found["land"].dtype == bool
    assert found["seen"].dtype.kind == "M"
    np.testing.assert_allclose(
        found["t"].sel(lat=0, lon=90), climate["t"].interp(lat=0.0, lon=90.0), rtol=1e-12
    )
    assert sorted(words.split("'")[1] for _, words in said) == ["lat_bnds", "station"]


def test_nearest_points_outside_are_missing(climate: xr.Dataset) -> None:
    item = climate.isel(lat=slice(2, 4))
    found, _ = apply(Regrid(30.0, "nearest"), item)
    assert np.isnan(found["soil"].sel(lat=90).values).all()
    assert np.isnat(found["seen"].sel(lat=90).values)


@pytest.mark.parametrize("step", [FieldStatistics, CastPrecision, FillMissing])
def test_bounds_and_mappings_are_no_fields(climate: xr.Dataset, step: Any, tmp_path: Path) -> None:
    climate["lat_bnds"].values[0, 0] = np.nan
    made = step(tmp_path / "s.nc") if step is FieldStatistics else step()
    found, _ = apply(made, climate)
    assert found["lat_bnds"].dtype == np.float64
    assert np.isnan(found["lat_bnds"].values[0, 0])
    if step is FieldStatistics:
        made.flush()
        made.merge([tmp_path / "s.nc"], tmp_path / "all.nc")
        with xr.open_dataset(tmp_path / "all.nc") as statistics:
            assert "t_mean" in statistics
            assert not any(str(name).startswith(("lat_bnds", "crs")) for name in statistics)


def wind(v_units: str = "m s-1") -> xr.Dataset:
    values = np.arange(49.0).reshape(7, 7)
    return xr.Dataset(
        {
            "u": (("lat", "lon"), values, {"units": "m s-1"}),
            "v": (("lon", "lat"), np.sqrt(values), {"units": v_units}),
        }
    )


def test_wind_is_aligned_by_the_names_of_dimensions() -> None:
    item = wind()
    found, _ = apply(WindSpeed(direction=True), item)
    np.testing.assert_allclose(found["wind_speed"], np.hypot(item["u"], item["v"]))
    assert found["wind_speed"].dims == ("lat", "lon")
    expected = (np.degrees(np.arctan2(item["u"], item["v"])) + 180) % 360
    np.testing.assert_allclose(found["wind_speed_direction"], expected)


def test_wind_in_two_units_is_converted_or_refused() -> None:
    item = wind("knots")
    found, _ = apply(WindSpeed(), item)
    expected = np.hypot(item["u"], item["v"] * 1852 / 3600)
    np.testing.assert_allclose(found["wind_speed"], expected)
    with pytest.raises(GridError, match="'v' and 'u': 'K' cannot be converted to 'm s-1'"):
        apply(WindSpeed(), wind("K"))
    uneven = item.isel(lon=0)
    uneven["u"] = item["u"]
    with pytest.raises(GridError, match="bring both onto the same grid"):
        apply(WindSpeed(), uneven)


def test_standardising_converts_the_units_of_the_item(tmp_path: Path) -> None:
    kelvin = xr.Dataset({"t": ("x", [270.0, 280.0, 290.0], {"units": "K"})})
    step = FieldStatistics(tmp_path / "s.npz")
    apply(step, kelvin)
    step.flush()
    step.merge([tmp_path / "s.npz"], tmp_path / "s.nc")
    celsius = xr.Dataset({"t": ("x", kelvin["t"].values - 273.15, {"units": "degC"})})
    one, _ = apply(Standardise(tmp_path / "s.nc"), kelvin)
    other, _ = apply(Standardise(tmp_path / "s.nc"), celsius)
    np.testing.assert_allclose(one["t"], other["t"], atol=1e-12)
    metres = xr.Dataset({"t": ("x", [1.0, 2, 3], {"units": "m"})})
    with pytest.raises(GridError, match="variable 't' and its statistics"):
        apply(Standardise(tmp_path / "s.nc"), metres)


def on(lat: str, lon: str) -> xr.Dataset:
    values = np.arange(56.0).reshape(7, 8)
    coordinates = {lat: np.linspace(-90, 90, 7), lon: np.arange(0, 360, 45.0)}
    return xr.Dataset({"t": ((lat, lon), values)}, coordinates)


def save_mask(path: Path, lat: str, lon: str) -> Path:
    on(lat, lon).rename(t="lsm").pipe(lambda d: d % 2).to_netcdf(path)
    return path


@pytest.mark.parametrize("names", [("lat", "lon"), ("latitude", "longitude"), ("nav_lat", "x")])
def test_masks_fit_whatever_the_axes_are_called(tmp_path: Path, names: tuple[str, str]) -> None:
    item = on("latitude", "longitude")
    mask = save_mask(tmp_path / "m.nc", *names)
    if names[1] == "x":
        with pytest.raises(GridError, match=r"dimensions .*x, but variable 't' has"):
            apply(ApplyMask("lsm", mask), item)
        return
    found, _ = apply(ApplyMask("lsm", mask, variables=["t"]), item)
    assert int(found["t"].isnull().sum()) == 28
    assert float(found["t"].sum()) == float((item["t"] * (item["t"] % 2)).sum())


@pytest.mark.parametrize(
    ("step", "why"),
    [
        (SelectVariables(["t"]), "all variables are kept"),
        (CropRegion(-90, 90, 0, 360), "lies in the region as a whole"),
        (Coarsen({"lat": 1}), "all blocks are of one point"),
        (ConvertUnits({"t": "K"}), "is in the wanted units already"),
        (CastPrecision("float64"), "everything is float64 already"),
        (FillMissing(), "has no missing values"),
        (SelectTimes("1999"), "all its times are wanted"),
        (SelectLevels([500]), "lies on a wanted level"),
    ],
)
def test_a_filter_that_does_nothing_says_so(step: Any, why: str) -> None:
    item = on("lat", "lon").assign_coords(time=np.datetime64("2000-01-01", "ns"), level=500.0)
    item["t"].attrs["units"] = "K"
    _, said = apply(step, item)
    assert said == [("unchanged", why)]


@pytest.mark.parametrize("dtype", ["f4", "f8"])
@pytest.mark.parametrize("units", ["days since 2000-01-01", "hours since 1990-01-01 00:00:00"])
@pytest.mark.parametrize("calendar", ["standard", "noleap"])
def test_times_in_floating_point_are_rounded(
    tmp_path: Path, dtype: str, units: str, calendar: str
) -> None:
    hours = 1096 * 24 + np.arange(48)
    with netCDF4.Dataset(tmp_path / "a.nc", "w") as file:
        file.createDimension("time", 48)
        time = file.createVariable("time", dtype, ("time",))
        time.units, time.calendar = units, calendar
        time[:] = hours / 24 if units.startswith("days") else hours
        file.createVariable("a", "f4", ("time",))[:] = np.arange(48)
    [item] = list(NetCDFSource(str(tmp_path))[0])
    found, _ = apply(SelectTimes(hours=[0, 6, 12, 18]), item)
    assert found["a"].values.tolist() == [0, 6, 12, 18, 24, 30, 36, 42]
    by_time = NetCDFSource(str(tmp_path), dimension="time")
    assert by_time.label(1).endswith("T01:00")


def grouped(path: Path) -> Path:
    with netCDF4.Dataset(path, "w") as file:
        inner = file.createGroup("data").createGroup("science")
        inner.createDimension("time", 3)
        inner.createVariable("a", "f4", ("time",))[:] = [1, 2, 3]
    return path


def test_files_with_groups_are_read_by_group(tmp_path: Path) -> None:
    grouped(tmp_path / "g.nc")
    with pytest.raises(GridError, match=r"no variables; .*set the group to data/science"):
        list(NetCDFSource(str(tmp_path))[0])
    [(param, message)] = NetCDFSource(str(tmp_path)).problems()
    assert (param, "data/science" in message) == ("group", True)
    [item] = list(NetCDFSource(str(tmp_path), group="data/science")[0])
    assert item["a"].values.tolist() == [1, 2, 3]
    by_time = NetCDFSource(str(tmp_path), dimension="time", group="data/science")
    assert len(by_time) == 3
    assert [float(next(by_time[i])["a"]) for i in range(3)] == [1, 2, 3]
    with pytest.raises(GridError, match="cannot be read"):
        list(NetCDFSource(str(tmp_path), group="nowhere")[0])


def test_stores_with_groups_are_read_by_group(tmp_path: Path) -> None:
    store = tmp_path / "s.zarr"
    xr.Dataset({"a": ("time", [1.0, 2.0])}).to_zarr(store, group="high/res", consolidated=False)
    with pytest.raises(GridError, match="set the group to high/res"):
        list(GridZarrSource(str(store), dimension=None)[0])
    source = GridZarrSource(str(store), dimension="time", group="high/res")
    assert [float(next(source[i])["a"]) for i in range(len(source))] == [1, 2]


def test_an_item_without_variables_is_never_written(tmp_path: Path) -> None:
    sink = NetCDFSink(tmp_path, "{index}.nc")
    with pytest.raises(GridError, match="has no variables"):
        sink(iter([xr.Dataset(coords={"x": [1, 2]})]), 0)
    assert list(tmp_path.iterdir()) == []


def test_a_cyclic_column_is_taken_once() -> None:
    lon = np.arange(0, 361, 30.0)
    item = xr.Dataset({"t": (("lat", "lon"), np.ones((2, 13)))}, {"lat": [0.0, 1.0], "lon": lon})
    found, _ = apply(CropRegion(-1, 2, 330, 60), item)
    assert found["lon"].values.tolist() == [330, 360, 390, 420]
