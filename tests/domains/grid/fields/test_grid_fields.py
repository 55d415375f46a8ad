"""Derived variables, forcings, names, longitudes, patches and areas."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import xarray as xr
from hypothesis import given, settings
from hypothesis import strategies as st

from curator_gui.core.notes import noting
from curator_gui.domains.grid import (
    AreaStatistics,
    Derive,
    Forcings,
    LongitudeConvention,
    Patches,
    RenameVariables,
)
from curator_gui.domains.grid.errors import GridError
from curator_gui.domains.grid.fields.expression import parse_formula
from tests.fast import tried


@pytest.fixture(scope="module")
def era5(era5_file: Path) -> xr.Dataset:
    with xr.open_dataset(era5_file) as dataset:
        return dataset.isel(number=0).load()


def apply(step: Any, item: xr.Dataset, said: list[str] | None = None) -> Any:
    before = item.copy(deep=True)
    with noting(lambda _, words: None if said is None else said.append(str(words))):
        result = step.apply(item)
    xr.testing.assert_identical(item, before)
    return result


WEATHER = xr.Dataset(
    {
        "u": ("x", [3.0, 0.0], {"units": "m s-1"}),
        "v": ("x", [14.4, 36.0], {"units": "km h-1"}),
        "t": ("x", [10.0, 20.0], {"units": "degC"}),
        "rh": ("x", [50.0, 100.0], {"units": "%"}),
        "p": ("y", [500.0, 1000.0], {"units": "hPa"}),
        "bare": ("x", [1, 2]),
        "name": ("x", ["a", "b"]),
    }
)


@pytest.mark.parametrize(
    ("formula", "unit", "expected"),
    [
        ("sqrt(u**2 + v**2)", "m s-1", [5.0, 10.0]),
        ("hypot(u, v)", "km h-1", [18.0, 36.0]),
        ("u * v", "J kg-1", [12.0, 0.0]),
        ("t", "K", [283.15, 293.15]),
        ("rh * 2", "1", [1.0, 2.0]),
        ("rh", "%", [50.0, 100.0]),
        ("-u / v", "1", [-0.75, 0.0]),
        ("maximum(u, v)", "m s-1", [4.0, 10.0]),
        ("where(u > v, u, v)", "m s-1", [4.0, 10.0]),
        ("exp(rh - 1)", "1", [np.exp(-0.5), 1.0]),
        ("(u**2)**0.5", "m s-1", [3.0, 0.0]),
        ("2 + 3 * 4", "1", 14.0),
    ],
)
def test_formulas_are_computed_with_units(formula: str, unit: str, expected: Any) -> None:
    found = apply(Derive("new", formula, unit, "a name"), WEATHER)["new"]
    np.testing.assert_allclose(found.values, expected, rtol=1e-12)
    assert found.attrs == {"units": unit, "long_name": "a name"}


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("(t > 5) + (t > 15)", [1.0, 2.0]),
        ("(t > 5) - (t > 15)", [1.0, 0.0]),
        ("-(t > 15)", [0.0, -1.0]),
        ("(t > 5) / 2", [0.5, 0.5]),
        ("where((t > 5) * (t > 15), t, 0)", [0.0, 20.0]),
    ],
)
def test_comparisons_count_as_0_and_1(formula: str, expected: list[float]) -> None:
    found = apply(Derive("new", formula), WEATHER)["new"]
    np.testing.assert_array_equal(found.values, expected)
    assert found.dtype.kind == "f"


@pytest.mark.parametrize(
    ("formula", "unit", "expected"),
    [
        ("t - dew", "degC", [5.0, 6.0]),
        ("t - dew", "degF", [5.0, 6.0]),
        ("dew - t", "degC", [-5.0, -6.0]),
        ("t - warm", "degC", [5.0, 6.0]),
        ("-(t - dew)", "degC", [-5.0, -6.0]),
        ("2 * (t - dew)", "degC", [10.0, 12.0]),
    ],
)
def test_differences_of_temperatures_have_no_zero_point(
    formula: str, unit: str, expected: list[float]
) -> None:
    """10 degC less 5 degC are 5 K, not -268.15 degC; `warm` is `dew` in K."""
    item = WEATHER.assign(
        dew=("x", [5.0, 14.0], {"units": "degC"}), warm=("x", [278.15, 287.15], {"units": "K"})
    )
    said: list[str] = []
    found = apply(Derive("new", formula, unit), item, said)["new"]
    np.testing.assert_allclose(found.values, expected, atol=1e-10)
    assert found.attrs == {"units": "K"}
    assert said == ["a difference of temperatures has the unit K"]


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("(t + dew) / 2", [7.5, 17.0]),
        ("0.1 * t + 0.9 * dew", [5.5, 14.6]),
        ("t + (t - dew)", [15.0, 26.0]),
        ("maximum(t, dew)", [10.0, 20.0]),
        ("where(t > dew, t, dew)", [10.0, 20.0]),
        ("t * u / u", [10.0, np.nan]),
    ],
)
def test_what_is_a_temperature_stays_one(formula: str, expected: list[float]) -> None:
    item = WEATHER.assign(dew=("x", [5.0, 14.0], {"units": "degC"}))
    found = apply(Derive("new", formula, "degC"), item)["new"]
    np.testing.assert_allclose(found.values, expected, atol=1e-10)
    assert found.attrs == {"units": "degC"}


def test_sums_of_temperatures_and_names_of_dimensions_are_refused() -> None:
    with pytest.raises(GridError, match="adds temperatures up, so it has no zero point in degC"):
        apply(Derive("new", "t + t", "degC"), WEATHER)
    found = apply(Derive("new", "t + t", "K"), WEATHER)["new"]
    np.testing.assert_allclose(found.values, [566.3, 586.3])
    with pytest.raises(GridError, match="'x' is a dimension; give the new variable another name"):
        apply(Derive("x", "u * 2"), WEATHER)


def test_formulas_without_units_take_values_as_they_stand() -> None:
    found = apply(Derive("new", "t * 2 + bare - p / 100"), WEATHER)["new"]
    assert found.dims == ("x", "y")
    np.testing.assert_allclose(found.values, [[16, 11], [37, 32]])
    assert found.attrs == {}


@pytest.mark.parametrize(
    ("formula", "unit", "words"),
    [
        ("u + t", "m s-1", r"u \+ t: .* do not fit together"),
        ("u + 1", "m s-1", "do not fit together"),
        ("t - 273.15", "K", "do not fit together"),
        ("u", "K", "is measured in .*, not in K"),
        ("exp(u)", "1", "do not fit together"),
        ("2 ** u", "1", "the power has to be a number"),
        ("q * u", "1", "there is no variable 'q'; there are u, v, t"),
        ("bare + 1", "1", "'bare' states no units"),
        ("name + 1", None, "'name' holds no numbers"),
        ("u ** 99", None, "powers above 20 are not computed"),
    ],
)
def test_formulas_that_do_not_fit_are_said(formula: str, unit: str | None, words: str) -> None:
    with pytest.raises(GridError, match=words):
        apply(Derive("new", formula, unit), WEATHER)


@pytest.mark.parametrize(
    "formula",
    [
        "__import__('os').system('true')", "u.values", "u[0]", "[u]", "lambda: 1", "u if v else t",
        "open('x')", "u; v", "u +", "", "'text'", "True", "sqrt(u, v)", "sqrt(x=u)", "a < b < c",
        "f'{u}'", "(u := 3)", "u and v", "1j", "not u", "~u", "u @ v", "u // v",
    ],
)  # fmt: skip
def test_nothing_but_formulas_is_read(formula: str) -> None:
    with pytest.raises(GridError, match=r"is no formula|is not known in a formula"):
        parse_formula(formula)
    assert [p for p, _ in Derive("a", formula).problems()] == ["formula"]
    assert [p for p, _ in Derive("a", "u", "bananas").problems()] == ["unit"]


@settings(max_examples=tried(300), deadline=None)
@given(st.text(max_size=30))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        parse_formula(text)
    except GridError as error:
        assert len(str(error)) > 5  # noqa: PT017 - both are right answers


def test_forcings_of_place_and_time(era5: xr.Dataset) -> None:
    names = ["cos_latitude", "sin_longitude", "cos_julian_day", "sin_local_time", "insolation"]
    found = apply(Forcings(names), era5)
    assert found["cos_latitude"].dims == ("latitude",)
    np.testing.assert_allclose(
        found["cos_latitude"], np.cos(np.deg2rad(era5["latitude"])), atol=1e-15
    )
    np.testing.assert_allclose(found["sin_longitude"], np.sin(np.deg2rad(era5["longitude"])))
    times = era5["time"]
    day = (times.dt.dayofyear - 1 + times.dt.hour / 24) / 365.25
    np.testing.assert_allclose(found["cos_julian_day"], np.cos(2 * np.pi * day))
    local = times.dt.hour / 24 + era5["longitude"] / 360
    np.testing.assert_allclose(found["sin_local_time"], np.sin(2 * np.pi * local), atol=1e-12)
    sun = found["insolation"]
    assert sun.dims == ("time", "latitude", "longitude")
    assert sun.attrs["units"] == "W m-2"
    # The mean over a day of the whole Earth is a quarter of the solar constant, as far as its
    # distance goes (3.4 % in January).
    weights = np.cos(np.deg2rad(era5["latitude"]))
    mean = float(sun.weighted(weights).mean())
    assert mean == pytest.approx(1361 / 4 * 1.034, rel=0.01)
    single = apply(Forcings(["insolation"]), era5.isel(time=1))["insolation"]
    np.testing.assert_array_equal(single, sun.isel(time=1))
    with pytest.raises(GridError, match="there is a variable 'insolation' already"):
        apply(Forcings(["insolation"]), found)
    with pytest.raises(GridError, match="no time to take the sun from"):
        apply(Forcings(["insolation"]), era5.isel(time=0).drop_vars(["time", "valid_time"]))
    assert [p for p, _ in Forcings([]).problems()] == ["fields"]


@pytest.mark.parametrize(
    ("date", "declination", "minutes"),
    [  # Astronomical Almanac: declination of the sun in degrees, equation of time in minutes
        ("2021-03-20T12:00", 0.04, -7.5),
        ("2021-06-21T12:00", 23.44, -1.8),
        ("2021-09-22T12:00", 0.12, 7.3),
        ("2021-12-21T12:00", -23.44, 1.9),
        ("2021-11-03T12:00", -15.1, 16.4),
    ],
)
def test_the_sun_stands_where_the_almanac_says(
    date: str, declination: float, minutes: float
) -> None:
    latitude = np.linspace(-90, 90, 3601)
    longitude = np.linspace(-10, 10, 4001)
    item = xr.Dataset(
        coords={
            "latitude": ("latitude", latitude, {"units": "degrees_north"}),
            "longitude": ("longitude", longitude, {"units": "degrees_east"}),
            "time": np.datetime64(date, "ns"),
        }
    )
    cosine = apply(Forcings(["cos_solar_zenith_angle"]), item)["cos_solar_zenith_angle"]
    row, column = np.unravel_index(cosine.values.argmax(), cosine.shape)
    assert latitude[row] == pytest.approx(declination, abs=0.11)
    assert longitude[column] == pytest.approx(-minutes / 4, abs=0.06)
    assert cosine.values.max() == pytest.approx(1, abs=1e-5)


def test_the_sun_of_other_calendars_is_that_of_their_year() -> None:
    cftime = pytest.importorskip("cftime")
    coordinates = {"latitude": ("latitude", [40.0]), "longitude": ("longitude", [20.0])}
    step = Forcings(["insolation"])

    def on(time: Any) -> float:
        return float(
            step.apply(xr.Dataset(coords={**coordinates, "time": time}))["insolation"][0, 0]
        )

    real = on(np.datetime64("2019-08-03T11:00", "ns"))
    assert on(cftime.DatetimeGregorian(2019, 8, 3, 11)) == pytest.approx(real, rel=1e-9)
    assert on(cftime.DatetimeNoLeap(2019, 8, 3, 11)) == pytest.approx(real, rel=3e-3)
    assert on(cftime.Datetime360Day(2019, 8, 2, 11)) == pytest.approx(real, rel=2e-2)


def test_names_by_table_and_attribute(era5: xr.Dataset) -> None:
    found = apply(RenameVariables({"t": "temperature", "latitude": "lat"}), era5)
    assert "lat" in found.dims
    np.testing.assert_array_equal(found["temperature"].values, era5["t"].values)
    by_standard = apply(RenameVariables(attribute="standard_name"), era5)
    assert {"air_temperature", "geopotential"} & set(map(str, by_standard.data_vars))
    with pytest.raises(GridError, match="there is no variable 'q'; there are"):
        apply(RenameVariables({"q": "x"}), era5)
    with pytest.raises(GridError, match="'t' cannot be renamed to 'z': there would be two"):
        apply(RenameVariables({"t": "z"}), era5)
    swapped = apply(RenameVariables({"t": "z", "z": "t"}), era5)
    np.testing.assert_array_equal(swapped["z"].values, era5["t"].values)
    said: list[str] = []
    assert apply(RenameVariables({"q": "x"}, missing="ignore"), era5, said) is era5
    assert said == ["has none of the names"]
    assert [p for p, _ in RenameVariables().problems()] == ["names"]
    assert [p for p, _ in RenameVariables({"a": "x", "b": "x"}).problems()] == ["names"]


def test_attributes_name_variables_as_they_are_called_then() -> None:
    item = xr.Dataset(
        {
            "t": ("lat", [1.0, 2.0], {"grid_mapping": "crs", "cell_measures": "area: cells"}),
            "ends": (("lat", "n"), [[0, 50], [50, 90]]),
            "crs": ((), 0, {"grid_mapping_name": "latitude_longitude"}),
            "cells": ("lat", [1.0, 2.0], {"long_name": "cells"}),
        },
        {"lat": ("lat", [25.0, 70.0], {"bounds": "ends"}), "aux": ("lat", [1.0, 2.0])},
    )
    item["t"].encoding["coordinates"] = "aux"
    table = {"ends": "lat_bnds", "crs": "mapping", "cells": "areas", "aux": "other", "t": "temp"}
    found = apply(RenameVariables(table), item)
    assert found["temp"].attrs == {"grid_mapping": "mapping", "cell_measures": "area: areas"}
    assert found["temp"].encoding["coordinates"] == "other"
    assert found["lat"].attrs == {"bounds": "lat_bnds"}
    assert found["areas"].attrs == {"long_name": "cells"}
    assert item["t"].encoding["coordinates"] == "aux"


def test_longitudes_are_turned_and_sorted(era5: xr.Dataset) -> None:
    turned = apply(LongitudeConvention("-180 to 180"), era5)
    assert turned["longitude"].values[0] == -180.0
    assert (np.diff(turned["longitude"]) > 0).all()
    for longitude in (-180.0, -3.0, 0.0, 177.0):
        np.testing.assert_array_equal(
            turned["t"].sel(longitude=longitude), era5["t"].sel(longitude=longitude % 360)
        )
    back = apply(LongitudeConvention("0 to 360"), turned)
    xr.testing.assert_identical(back, era5)
    said: list[str] = []
    assert apply(LongitudeConvention("0 to 360"), era5, said) is era5
    assert said == ["its longitudes are in this range already"]


def test_longitudes_with_bounds_twice_and_in_two_dimensions() -> None:
    lon = np.array([0.0, 120, 240, 360])
    item = xr.Dataset(
        {
            "f": ("lon", [1.0, 2, 3, 4]),
            "lon_bnds": (("lon", "two"), np.stack([lon - 60, lon + 60], 1)),
        },
        coords={"lon": ("lon", lon, {"units": "degrees_east", "bounds": "lon_bnds"})},
    )
    said: list[str] = []
    found = apply(LongitudeConvention("-180 to 180"), item, said)
    assert found["lon"].values.tolist() == [-120, 0, 120]
    assert found["lon_bnds"].values.tolist() == [[-180, -60], [-60, 60], [60, 180]]
    assert found["f"].values.tolist() == [3, 1, 2]
    assert said == ["longitudes that come twice after the turn were dropped"]
    curved = xr.Dataset(
        {"f": (("y", "x"), [[1.0, 2.0]])}, coords={"lon": (("y", "x"), [[350.0, 10.0]])}
    )
    assert apply(LongitudeConvention("-180 to 180"), curved)["lon"].values.tolist() == [[-10, 10]]
    with pytest.raises(GridError, match="there is no longitude"):
        apply(LongitudeConvention("0 to 360"), xr.Dataset({"f": ("x", [1.0])}))
    with pytest.raises(GridError, match="is not in degrees"):
        apply(LongitudeConvention("0 to 360"), item.assign_coords(lon=lon * 1000))


@pytest.mark.parametrize(
    ("kind", "old", "low", "high"),
    [
        ("uint16", [0, 90, 200, 350], [-160, -10, 0, 90], [0, 90, 200, 350]),
        ("uint8", [0, 90, 200], [-160, 0, 90], [0, 90, 200]),
        ("int8", [-100, 0, 100], [-100, 0, 100], [0, 100, 260]),
        ("float32", [-1e-6, 10, 20], [-1e-6, 10, 20], [0, 10, 20]),
    ],
)
def test_longitudes_of_narrow_types_stay_in_their_range(
    kind: str, old: list[float], low: list[float], high: list[float]
) -> None:
    item = xr.Dataset({"t": ("lon", np.array(old, "f8"))}, {"lon": ("lon", np.array(old, kind))})
    for convention, wanted in (("-180 to 180", low), ("0 to 360", high)):
        found = apply(LongitudeConvention(convention), item)
        np.testing.assert_allclose(found["lon"], wanted)
        apart = np.deg2rad(found["t"] - found["lon"].astype("f8"))
        np.testing.assert_allclose(np.cos(apart), 1)


@pytest.mark.parametrize("rest", ["drop", "overlap"])
def test_patches_cover_the_item(era5: xr.Dataset, rest: str) -> None:
    step = Patches({"latitude": 16, "longitude": 40}, rest=rest)
    with noting(lambda *_: None):
        found = list(step(iter([era5])))
    rows = [0, 16, 32] + ([45] if rest == "overlap" else [])
    assert len(found) == 3 * len(rows)
    for number, patch in enumerate(found):
        row, column = rows[number // 3], 40 * (number % 3)
        expected = era5["t"].isel(
            latitude=slice(row, row + 16), longitude=slice(column, column + 40)
        )
        xr.testing.assert_identical(patch["t"], expected)
        assert patch.attrs["patch"] == number
        assert patch.attrs["patch_start"] == f"latitude={row} longitude={column}"


def test_patches_with_strides_and_those_that_do_not_fit(era5: xr.Dataset) -> None:
    strided = list(Patches({"longitude": 60}, {"longitude": 30})(iter([era5])))
    assert [patch["longitude"].values[0] for patch in strided] == [0.0, 90.0, 180.0]
    with pytest.raises(GridError, match="latitude has 61 points, of which 1 at the end fill no"):
        list(Patches({"latitude": 20})(iter([era5])))
    with pytest.raises(GridError, match="latitude has 61 points, fewer than a patch of 99"):
        list(Patches({"latitude": 99})(iter([era5])))
    with pytest.raises(GridError, match="no dimension 'lat'"):
        list(Patches({"lat": 9})(iter([era5])))
    assert [p for p, _ in Patches({}).problems()] == ["size"]
    assert [p for p, _ in Patches({"a": 0}, {"b": 1, "a": 0}).problems()] == [
        "size",
        "stride",
        "stride",
    ]


def test_area_means_are_weighted_by_latitude(era5: xr.Dataset) -> None:
    weights = np.cos(np.deg2rad(era5["latitude"]))
    found = apply(AreaStatistics(), era5)
    expected = era5["t"].astype("f8").weighted(weights).mean(["latitude", "longitude"])
    np.testing.assert_allclose(found["t"].values, expected.values, rtol=1e-10)
    assert found["t"].dims == ("time", "isobaricInhPa")
    assert found["t"].attrs["units"] == "K"
    assert "latitude" not in found.variables
    several = apply(AreaStatistics(["mean", "std", "minimum", "maximum"], ["t"]), era5)
    spread = era5["t"].astype("f8").weighted(weights).std(["latitude", "longitude"])
    np.testing.assert_allclose(several["t_std"].values, spread.values, rtol=1e-10)
    np.testing.assert_allclose(several["t_maximum"], era5["t"].max(["latitude", "longitude"]))


def test_coordinates_in_radians_are_taken_as_such() -> None:
    degrees = xr.Dataset(
        {
            "t": (("lat", "lon"), [[1.0, 1.0], [2.0, 2.0]]),
            "ends": (("lat", "n"), [[0, 40], [40, 80]]),
        },
        {"lat": ("lat", [0.0, 60.0], {"standard_name": "latitude"}), "lon": [0.0, 90.0]},
    )
    degrees["lon"].attrs["standard_name"] = "longitude"
    radians = degrees.assign_coords({n: (n, np.deg2rad(degrees[n].values)) for n in ("lat", "lon")})
    radians["ends"] = (("lat", "n"), np.deg2rad(degrees["ends"].values))
    for name in ("lat", "lon"):
        radians[name].attrs = {**degrees[name].attrs, "units": "radian"}
    fields = Forcings(["cos_latitude", "sin_longitude"])
    for bounds in ({}, {"bounds": "ends"}):
        for each in (degrees, radians):
            each["lat"].attrs |= bounds
        one, other = (apply(AreaStatistics(), each)["t"].values for each in (degrees, radians))
        np.testing.assert_allclose(one, other, rtol=1e-12)
    for name in ("cos_latitude", "sin_longitude"):
        one, other = (apply(fields, each)[name].values for each in (degrees, radians))
        np.testing.assert_allclose(one, other, rtol=1e-12)
    with pytest.raises(GridError, match="'lon' is not in degrees"):
        apply(LongitudeConvention("0 to 360"), radians)


def test_areas_that_change_with_time_are_refused() -> None:
    item = xr.Dataset(
        {name: (("time", "lat", "lon"), np.ones((2, 2, 2))) for name in ("t", "area")},
        {"lat": [0.0, 60.0], "lon": [0.0, 1.0]},
    )
    with pytest.raises(GridError, match="'area' run along 'time' as well"):
        apply(AreaStatistics(area="area"), item)


def test_the_sun_of_a_forecast_is_that_of_the_time_it_is_for() -> None:
    """As cfgrib has it: one time that the forecast began at, and times that it is for."""
    start = np.datetime64("2020-06-01", "ns")
    steps = np.array([0, 6, 12]) * np.timedelta64(1, "h")
    item = xr.Dataset(
        coords={
            "time": ((), start, {"standard_name": "forecast_reference_time"}),
            "step": ("step", steps.astype("timedelta64[ns]")),
            "valid_time": ("step", start + steps, {"standard_name": "time"}),
            "latitude": [0.0],
            "longitude": [0.0],
        }
    )
    found = apply(Forcings(["cos_solar_zenith_angle"]), item)["cos_solar_zenith_angle"]
    assert found.dims == ("step", "latitude", "longitude")
    assert found.values[2, 0, 0] > 0.9
    assert found.values[0, 0, 0] == 0
    several = item.expand_dims(time=[start, start + np.timedelta64(6, "h")])
    several["time"].attrs["standard_name"] = "forecast_reference_time"
    valid = several["time"].values[:, None] + several["step"].values
    several = several.assign_coords(valid_time=(("time", "step"), valid, {"standard_name": "time"}))
    both = apply(Forcings(["cos_solar_zenith_angle"]), several)["cos_solar_zenith_angle"]
    assert both.dims == ("time", "step", "latitude", "longitude")
    np.testing.assert_allclose(both.values[0], found.values)
    np.testing.assert_allclose(both.values[1, 1], found.values[2], rtol=1e-12)


def test_areas_by_bounds_and_by_a_variable() -> None:
    lat, edges = np.array([-60.0, 0, 60]), np.array([[-90.0, -30], [-30, 30], [30, 90]])
    item = xr.Dataset(
        {
            "f": (("lat", "lon"), [[1.0, 1], [2, 2], [np.nan, 5]]),
            "area": (("lat", "lon"), [[1.0, 0], [0, 0], [3, 1]]),
            "lat_bnds": (("lat", "two"), edges),
        },
        coords={
            "lat": ("lat", lat, {"units": "degrees_north", "bounds": "lat_bnds"}),
            "lon": ("lon", [0.0, 180], {"units": "degrees_east"}),
        },
    )
    found = apply(AreaStatistics(variables=["f"]), item)
    weights = np.array([[0.5, 0.5], [1, 1], [0, 0.5]])  # sin 90 - sin 30, sin 30 + sin 30
    values = np.array([[1.0, 1], [2, 2], [0, 5]])
    assert float(found["f"]) == pytest.approx((weights * values).sum() / weights.sum())
    by_area = apply(AreaStatistics(variables=["f"], area="area"), item)
    assert float(by_area["f"]) == pytest.approx((1 * 1 + 5 * 1) / 2)
    empty = apply(AreaStatistics(variables=["f"]), item.assign(f=item["f"] * np.nan))
    assert np.isnan(float(empty["f"]))
    with pytest.raises(GridError, match="an area is missing or negative"):
        apply(AreaStatistics(area="area"), item.assign(area=-item["area"]))
    with pytest.raises(GridError, match="there is no variable 'a'"):
        apply(AreaStatistics(area="a"), item)
    assert [p for p, _ in AreaStatistics([]).problems()] == ["statistics"]
