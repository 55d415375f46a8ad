"""Filters along the time axis, against xarray's own answers and sums of known amounts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import cftime
import numpy as np
import pytest
import xarray as xr

from curator_gui.core.notes import noting
from curator_gui.domains.grid import (
    Anomaly,
    AreaStatistics,
    Deaccumulate,
    LaggedFields,
    PeriodStatistics,
    RollingWindow,
    TimeAxis,
)
from curator_gui.domains.grid.errors import GridError
from curator_gui.domains.grid.temporal.anomaly import class_of


def hourly(count: int, start: str = "2020-02-27T06", step: int = 1, **more: Any) -> xr.Dataset:
    times = np.datetime64(start, "ns") + np.arange(count) * np.timedelta64(step, "h")
    rng = np.random.default_rng(3)
    data = {
        "t": (("time", "y", "x"), rng.normal(280, 5, (count, 3, 4)), {"units": "K"}),
        "tp": (("time", "x"), rng.random((count, 4)).astype("f4"), {"units": "m"}),
        "mask": (("y", "x"), np.ones((3, 4), "i1")),
    }
    return xr.Dataset(data | more, coords={"time": ("time", times), "x": np.arange(4) * 10.0})


def calendar(item: xr.Dataset, name: str = "noleap") -> xr.Dataset:
    """Return the item with times of another calendar."""
    numbers = (item["time"].values - item["time"].values[0]) / np.timedelta64(1, "h")
    first = str(item["time"].values[0])[:10]
    times = cftime.num2date(numbers, f"hours since {first} 06:00", name)
    return item.assign_coords(time=("time", times))


def apply(step: Any, item: xr.Dataset, said: list[str] | None = None) -> Any:
    before = item.copy(deep=True)
    with noting(lambda _, words: None if said is None else said.append(str(words))):
        result = step.apply(item)
    xr.testing.assert_identical(item, before)
    return result


@pytest.mark.parametrize("kind", ["datetime64", "noleap"])
def test_times_are_sorted_and_duplicates_dropped(kind: str) -> None:
    item = hourly(8)
    item = item if kind == "datetime64" else calendar(item)
    shuffled = item.isel(time=[3, 1, 1, 0, 2, 4, 7, 5, 6, 6])
    shuffled["t"][1] = 1.0
    said: list[str] = []
    last = apply(TimeAxis("last"), shuffled, said)
    xr.testing.assert_identical(last, item)
    assert said == ["times were sorted", "times that come more than once were dropped"]
    first = apply(TimeAxis("first"), shuffled)
    assert (first["t"].values[1] == 1.0).all()
    with pytest.raises(GridError, match=r"comes more than once \(2 times too many\)"):
        apply(TimeAxis(), shuffled)
    said.clear()
    assert apply(TimeAxis(), item, said) is item
    assert said == ["its times are in order"]


@pytest.mark.parametrize("kind", ["datetime64", "noleap"])
def test_gaps_are_found_and_filled(kind: str) -> None:
    item = hourly(10)
    item = item if kind == "datetime64" else calendar(item)
    holed = item.isel(time=[0, 1, 2, 5, 6, 7, 9])
    with pytest.raises(GridError, match=r"T08.* come 3:00:00 without a time|08:00:00 come 3:00"):
        apply(TimeAxis(), holed)
    said: list[str] = []
    filled = apply(TimeAxis(gaps="fill"), holed, said)
    assert said == ["times that were missing are filled with NaN"]
    np.testing.assert_array_equal(filled["time"].values, item["time"].values)
    assert np.isnan(filled["t"].values[[3, 4, 8]]).all()
    kept = [0, 1, 2, 5, 6, 7, 9]
    np.testing.assert_array_equal(filled["t"].values[kept], item["t"].values[kept])
    assert filled["t"].attrs == item["t"].attrs
    assert filled["mask"].dtype == np.int8
    assert apply(TimeAxis(gaps="ignore"), holed) is holed
    with pytest.raises(GridError, match="step is 2:00:00"):
        apply(TimeAxis(step=2.0), item)
    with pytest.raises(GridError, match="lies between the steps of 2:00:00"):
        apply(TimeAxis(gaps="fill", step=2.0), item)


def test_steps_beside_times_and_texts_stay_where_gaps_are_filled() -> None:
    item = hourly(4).isel(time=[0, 1, 3])
    item = item.rename_dims(time="step").reset_index("time").rename(time="valid_time")
    item["valid_time"].attrs["standard_name"] = "time"
    item = item.assign_coords(step=("step", [0, 1, 3], {"units": "h"}))
    item = item.assign(label=("step", ["a", "bc", "d"]))
    filled = apply(TimeAxis(gaps="fill"), item)
    np.testing.assert_array_equal(filled["step"], [0, 1, np.nan, 3])
    assert filled["step"].attrs == {"units": "h"}
    assert filled["label"].values.tolist() == ["a", "bc", "", "d"]
    np.testing.assert_array_equal(filled["valid_time"], hourly(4)["time"])
    np.testing.assert_array_equal(filled["t"][3], item["t"][2])
    np.testing.assert_array_equal(filled["x"], item["x"])


def test_what_has_no_time_axis_is_said() -> None:
    with pytest.raises(GridError, match="there is no time coordinate"):
        apply(TimeAxis(), xr.Dataset({"t": ("x", [1.0])}))
    with pytest.raises(GridError, match="is no axis of the item"):
        apply(TimeAxis(), hourly(3).isel(time=0))
    missing = hourly(3).assign_coords(
        time=("time", [*hourly(2)["time"].values, np.datetime64("NaT", "ns")])
    )
    with pytest.raises(GridError, match="a time is missing"):
        apply(TimeAxis(), missing)
    with pytest.raises(GridError, match="holds no times but numbers"):
        apply(TimeAxis(), hourly(3).assign_coords(time=("time", [1, 2, 3])))
    assert [p for p, _ in TimeAxis(step=0.0).problems()] == ["step"]


@pytest.mark.parametrize("statistic", ["mean", "minimum", "maximum", "sum"])
@pytest.mark.parametrize(("period", "rule"), [("day", "1D"), ("month", "1MS"), ("year", "1YS")])
def test_periods_are_those_of_xarray(statistic: str, period: str, rule: str) -> None:
    item = hourly(100, step=7)
    item["t"][3:9, 1, 2] = np.nan
    found = apply(PeriodStatistics(period, statistic), item)
    resampled = item[["t", "tp"]].resample(time=rule)
    method = {"minimum": "min", "maximum": "max"}.get(statistic, statistic)
    expected = getattr(resampled, method)(**({"min_count": 1} if method == "sum" else {}))
    for name in ("t", "tp"):
        np.testing.assert_allclose(found[name].values, expected[name].values, rtol=1e-6)
        assert found[name].dtype == item[name].dtype
        assert found[name].dims == item[name].dims
    days = found["time"].values.astype("datetime64[D]")
    assert (np.diff(days.astype(int)) > 0).all()
    assert found["t"].attrs["cell_methods"] == f"time: {statistic}"
    assert found["mask"].identical(item["mask"])


def test_incomplete_periods_and_other_calendars() -> None:
    item = hourly(70)
    said: list[str] = []
    found = apply(PeriodStatistics(least_times=24), item, said)
    assert found.sizes["time"] == 2
    assert said == ["2 of 4 periods have fewer than 24 times and were dropped"]
    np.testing.assert_allclose(found["t"].values[0], item["t"].values[18:42].mean(axis=0))
    other = apply(PeriodStatistics(least_times=24), calendar(item))
    assert [(t.month, t.day) for t in other["time"].values] == [(2, 28), (3, 1)]
    with pytest.raises(GridError, match="no month has 90 times"):
        apply(PeriodStatistics("month", least_times=90), item)
    with pytest.raises(GridError, match="put Time axis before"):
        apply(PeriodStatistics(), item.isel(time=[1, 0, 2]))
    text = item.assign(code=("time", ["a"] * 70))
    said.clear()
    assert "code" not in apply(PeriodStatistics(), text, said)
    assert said == ["variables along the time that are left out: code"]


@pytest.mark.parametrize("center", [False, True])
@pytest.mark.parametrize("window", [2, 3, 5])
@pytest.mark.parametrize("statistic", ["mean", "minimum", "maximum", "sum"])
def test_windows_are_those_of_xarray(window: int, center: bool, statistic: str) -> None:
    item = hourly(12)
    item["t"][4, 1, 2] = np.nan
    found = apply(RollingWindow(window, statistic, center), item)
    method = {"minimum": "min", "maximum": "max"}.get(statistic, statistic)
    rolled = item["t"].rolling(time=window, min_periods=1)
    expected = getattr(rolled, method)().isel(time=slice(window - 1, None))
    np.testing.assert_allclose(found["t"].values, expected.values)
    shift = (window - 1) // 2 if center else window - 1
    np.testing.assert_array_equal(found["time"], item["time"][shift : shift + 13 - window])


def test_windows_that_do_not_fit_are_said() -> None:
    with pytest.raises(GridError, match="has 3 times, fewer than a window of 4"):
        apply(RollingWindow(4), hourly(3))
    with pytest.raises(GridError, match="not evenly spaced"):
        apply(RollingWindow(2), hourly(9).isel(time=[0, 1, 4]))
    said: list[str] = []
    apply(RollingWindow(1), hourly(3), said)
    assert said == ["a window has one time"]


def test_lags_and_differences() -> None:
    item = hourly(9)
    lagged = apply(LaggedFields([1, 3]), item)
    assert lagged.sizes["time"] == 6
    np.testing.assert_array_equal(lagged["t"].values, item["t"].values[3:])
    np.testing.assert_array_equal(lagged["t_lag1"].values, item["t"].values[2:-1])
    np.testing.assert_array_equal(lagged["t_lag3"].values, item["t"].values[:-3])
    assert lagged["t_lag3"].attrs == {"units": "K"}
    changed = apply(LaggedFields([2], "difference", ["tp"]), item)
    np.testing.assert_allclose(
        changed["tp_diff2"].values, item["tp"].values[2:] - item["tp"].values[:-2], atol=1e-7
    )
    assert changed["tp_diff2"].dtype == np.float32
    assert "t_diff2" not in changed
    with pytest.raises(GridError, match="has 3 times, so none is 3 after another"):
        apply(LaggedFields([3]), hourly(3))
    assert [p for p, _ in LaggedFields([]).problems()] == ["lags"]


def test_new_variables_replace_none() -> None:
    item = hourly(3).assign(t_lag1=hourly(3)["t"])
    with pytest.raises(GridError, match="there is a variable 't_lag1' already"):
        apply(LaggedFields([1], variables=["t"]), item)


def test_differences_of_degrees_celsius_are_kelvins() -> None:
    item = hourly(3)[["t"]] - 273.15
    item["t"].attrs["units"] = "degC"
    change = apply(LaggedFields([1], "difference"), item)
    assert (change["t"].attrs["units"], change["t_diff1"].attrs["units"]) == ("degC", "K")
    assert apply(fitted(Anomaly(["t"]), [item]), item)["t"].attrs["units"] == "K"
    item["t"].attrs["units"] = "bananas"
    assert apply(LaggedFields([1], "difference"), item)["t_diff1"].attrs["units"] == "bananas"
    place = xr.Dataset(
        {"t": (("lat", "lon"), [[1.0, 2.0]], {"units": "degC"})}, {"lat": [0.0], "lon": [0.0, 1.0]}
    )
    found = apply(AreaStatistics(["mean", "std"]), place)
    assert [found[f"t_{name}"].attrs["units"] for name in ("mean", "std")] == ["degC", "K"]


def accumulated(amounts: np.ndarray, resets: np.ndarray) -> np.ndarray:
    """Sum amounts (time, x) up, anew at each reset."""
    sums = np.zeros_like(amounts)
    for n, amount in enumerate(amounts):
        sums[n] = amount + (0 if resets[n] or n == 0 else sums[n - 1])
    return sums


@pytest.mark.parametrize("kind", ["datetime64", "standard"])
@pytest.mark.parametrize("resets", ["midnight", "fall"])
def test_amounts_of_era5_land_come_back(resets: str, kind: str) -> None:
    """The sum of a day stands at the next 00:00 and begins anew at 01:00."""
    amounts = np.random.default_rng(5).random((72, 4))
    item = hourly(72, "2020-02-27T01")
    begins = np.arange(72) % 24 == 0
    item["tp"] = (("time", "x"), accumulated(amounts, begins), {"units": "m"})
    if kind == "standard":
        times = cftime.num2date(np.arange(72), "hours since 2020-02-27 01:00", "standard")
        item = item.assign_coords(time=("time", times))
    found = apply(Deaccumulate(["tp"], resets), item)
    first = 0 if resets == "midnight" else 1
    np.testing.assert_allclose(found["tp"].values, amounts[first:], atol=1e-12)
    whole = apply(Deaccumulate(["tp"], resets, from_start=True, rate=True), item)
    np.testing.assert_allclose(whole["tp"].values, amounts / 3600, atol=1e-15)
    assert whole["tp"].attrs["units"] == "m s-1"


def test_sums_that_fall_elsewhere_are_an_error() -> None:
    item = hourly(30, "2020-02-27T01")
    sums = accumulated(np.ones((30, 4)), np.arange(30) == 7)
    item["tp"] = (("time", "x"), sums)
    for resets in ("never", "midnight"):
        with pytest.raises(GridError, match="'tp' falls by 6 at 2020-02-27T08"):
            apply(Deaccumulate(["tp"], resets), item)
    with pytest.raises(GridError, match="has one time only"):
        apply(Deaccumulate(["tp"]), item.isel(time=[0]))
    with pytest.raises(GridError, match="no variable fits 'cp'"):
        apply(Deaccumulate(["cp"]), item)
    with pytest.raises(GridError, match="no dimension 'step'"):
        apply(Deaccumulate(["tp"], dimension="step"), item)
    assert [p for p, _ in Deaccumulate([]).problems()] == ["variables"]


@pytest.mark.parametrize("resets", ["never", "midnight"])
def test_sums_that_fall_by_nature_give_amounts_below_zero(resets: str) -> None:
    """Net radiation by night."""
    amounts = np.random.default_rng(1).normal(size=(30, 4))
    begins = (np.arange(30) % 24 == 0) & (resets == "midnight")
    item = hourly(30, "2020-02-27T01")
    item["str"] = (("time", "x"), accumulated(amounts, begins), {"units": "J m-2"})
    with pytest.raises(GridError, match=r"falls by .* say so in may_fall"):
        apply(Deaccumulate(["str"], resets), item)
    said: list[str] = []
    found = apply(Deaccumulate(["str"], resets, from_start=True, may_fall=True), item, said)
    np.testing.assert_allclose(found["str"].values, amounts, atol=1e-12)
    assert said == []
    assert list(Deaccumulate(["str"], resets, may_fall=True).problems()) == []
    [(where, words)] = Deaccumulate(["str"], "fall", may_fall=True).problems()
    assert (where, "cannot be told" in words) == ("resets", True)


@pytest.mark.parametrize("center", [False, True])
def test_bounds_of_a_rolling_window_are_its_own(center: bool) -> None:
    item = hourly(6)
    ends = item["time"].values
    starts = ends - np.timedelta64(1, "h")
    item["time_bnds"] = (("time", "nv"), np.stack([starts, ends], axis=1))
    item["time"].attrs["bounds"] = "time_bnds"
    found = apply(RollingWindow(3, center=center), item)
    assert found.sizes["time"] == 4
    np.testing.assert_array_equal(found["time_bnds"].values[:, 0], starts[:4])
    np.testing.assert_array_equal(found["time_bnds"].values[:, 1], ends[2:])


@pytest.mark.parametrize("hours", [[21, 22, 26, 27], [0, 24, 72], [12, 36]])
def test_a_midnight_within_a_step_leaves_its_amount_unknown(hours: list[int]) -> None:
    times = np.datetime64("2020-01-01", "ns") + np.array(hours) * np.timedelta64(1, "h")
    sums = np.arange(1.0, len(hours) + 1)
    item = xr.Dataset({"tp": ("time", sums)}, {"time": ("time", times)})
    with pytest.raises(GridError, match="has a midnight within it"):
        apply(Deaccumulate(["tp"], "midnight"), item)


def test_rounding_of_packed_sums_is_told_and_steps_of_forecasts_work() -> None:
    steps = np.array([1, 3, 6, 12], "timedelta64[h]").astype("timedelta64[ns]")
    sums = np.array([[1.0, 2.0], [2.0, 1.9999], [4.0, 5.0], [7.0, np.nan]])
    item = xr.Dataset({"tp": (("step", "x"), sums, {"units": "mm"})}, coords={"step": steps})
    said: list[str] = []
    found = apply(Deaccumulate(["tp"], "never", dimension="step"), item, said)
    np.testing.assert_allclose(found["tp"].values[:, 0], [1, 2, 3])
    assert found["tp"].values[0, 1] == 0.0
    assert np.isnan(found["tp"].values[2, 1])
    assert said == ["sums that fall by their rounding give an amount of 0"]
    rate = apply(Deaccumulate(["tp"], "never", rate=True, dimension="step"), item)
    np.testing.assert_allclose(rate["tp"].values[:, 0], np.array([1 / 2, 2 / 3, 3 / 6]) / 3600)
    with pytest.raises(GridError, match="'step' has no time of day"):
        apply(Deaccumulate(["tp"], "midnight", dimension="step"), item)


def fitted(step: Anomaly, items: list[xr.Dataset]) -> Anomaly:
    gathered = step.gather(items[0])
    for item in items[1:]:
        gathered = step.combine(gathered, step.gather(item))
    return step.with_constants(step.fit(gathered))


@pytest.mark.parametrize(
    ("period", "group"),
    [("month", "time.month"), ("day of year", "time.dayofyear"), ("all", None)],
)
def test_anomalies_are_those_of_xarray(period: str, group: str | None) -> None:
    whole = hourly(240, step=5)
    whole["t"][4:7, 1, 1] = np.nan
    parts = [whole.isel(time=slice(n, n + 80)) for n in (0, 80, 160)]
    step = fitted(Anomaly(["t"], period), parts)
    if group is None:
        expected = whole["t"] - whole["t"].mean("time")
    else:
        expected = whole["t"].groupby(group) - whole["t"].groupby(group).mean("time")
    found = xr.concat([step.apply(part)["t"] for part in parts], "time")
    np.testing.assert_allclose(found.values, expected.values, atol=1e-9)
    single = step.apply(parts[1].isel(time=5))
    np.testing.assert_allclose(single["t"].values, expected.values[85], atol=1e-9)
    assert step.apply(parts[0])["tp"].identical(parts[0]["tp"])


def test_anomalies_of_a_zonal_mean_and_of_other_grids() -> None:
    whole = hourly(48)
    halves = [whole.isel(time=slice(n, n + 24)) for n in (0, 24)]
    step = fitted(Anomaly(period="month and hour", over=["x"]), halves)
    mean = whole["t"].groupby("time.hour").mean(["time", "x"])
    one = step.apply(whole.isel(time=[30]))["t"]
    hour = int(whole["time.hour"][30])
    expected = whole["t"].isel(time=[30]) - mean.sel(hour=hour)
    np.testing.assert_allclose(one.values, expected.transpose(*one.dims).values, atol=1e-9)
    with pytest.raises(GridError, match="on different grids in the items"):
        fitted(Anomaly(), [whole, whole.assign_coords(x=whole["x"] + 1)])
    known = fitted(Anomaly(), [whole])
    with pytest.raises(GridError, match="on another grid than its climatology"):
        known.apply(whole.isel(x=slice(0, 3)))
    with pytest.raises(GridError, match="no training item is of month 07"):
        known.apply(hourly(3, "2020-07-01"))
    with pytest.raises(GridError, match="there is no time coordinate"):
        known.apply(whole.drop_vars("time"))
    large = {"t": {"dims": ["x"], "coordinates": {}, "classes": {"all": [np.zeros(5_000_001)] * 2}}}
    with pytest.raises(GridError, match="5,000,001 numbers, more than 5,000,000"):
        Anomaly().fit(large)


def test_items_without_times_add_nothing_to_a_climatology() -> None:
    item = hourly(4)
    step = fitted(Anomaly(["t"]), [item.isel(time=[]), item, item.isel(time=[])])
    alone = fitted(Anomaly(["t"]), [item])
    assert step.constants == alone.constants
    assert apply(step, item.isel(time=[]))["t"].shape == (0, 3, 4)
    with pytest.raises(GridError, match="has found no variable"):
        fitted(Anomaly(["t"]), [item.isel(time=[])])


def test_classes_of_times() -> None:
    time = np.datetime64("2020-02-29T13:30", "ns")
    for value in (time, cftime.DatetimeNoLeap(2020, 2, 28, 13)):
        day = "29" if value is time else "28"
        assert class_of(value, "month") == "02"
        assert class_of(value, "day of year") == f"02-{day}"
        assert class_of(value, "month and hour") == "02 13"
        assert class_of(value, "all") == "all"


@pytest.mark.workers
def test_anomalies_in_a_run(era5_file: Path, tmp_path: Path) -> None:
    from curator_gui.domains.grid import NetCDFSink, NetCDFSource
    from curator_gui.run import run_pipeline

    source = NetCDFSource(era5_file.parent, dimension="time")
    pipeline = source.filter(Anomaly(["t"], "all")).write(NetCDFSink(tmp_path, "{index}.nc"))
    outputs = run_pipeline(pipeline, n_jobs=2)
    with xr.open_dataset(era5_file) as whole:
        expected = (whole["t"].astype("f8") - whole["t"].astype("f8").mean("time")).load()
    for index, paths in enumerate(outputs):
        with xr.open_dataset(paths[0]) as found:
            np.testing.assert_allclose(
                found["t"].values.squeeze(), expected.isel(time=index).values, atol=1e-3
            )
