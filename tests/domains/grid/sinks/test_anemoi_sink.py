"""Stores for anemoi-datasets: values, dates, statistics, reruns, and what does not fit."""

from __future__ import annotations

import json
import pickle
from pathlib import Path
from typing import Any

import cftime
import numpy as np
import pytest
import xarray as xr
import zarr

from curator_gui.core.notes import noting
from curator_gui.dataset.loading.reading import read_output
from curator_gui.domains.common.outputs import read_output as preview
from curator_gui.domains.grid import AnemoiSink, SyntheticFieldSource
from curator_gui.domains.grid.errors import GridError
from curator_gui.domains.grid.formats.anemoi.changes import step_name
from curator_gui.domains.grid.formats.anemoi.items import date_fields
from curator_gui.run import RunConfig, execute
from tests.domains.grid.given import Given, run


def item(hour: int, seed: int | None = None, members: int = 0) -> xr.Dataset:
    """Two levels of t and one field z on 3 x 4 places; NaN at one of them."""
    rng = np.random.default_rng(hour if seed is None else seed)
    extra = {"number": members} if members else {}
    dims, shape = ["level", *extra, "lat", "lon"], [2, *extra.values(), 3, 4]
    t = rng.normal(280, 10, shape).astype("f4")
    t[0, ..., 1, 1] = np.nan
    return xr.Dataset(
        {"t": (dims, t, {"units": "K"}), "z": (("lon", "lat"), rng.random((4, 3)))},
        coords={
            "level": [500.0, 850.0],
            "lat": ("lat", [60.0, 50.0, 40.0], {"units": "degrees_north"}),
            "lon": ("lon", [0.0, 10.0, 20.0, 30.0], {"units": "degrees_east"}),
            "time": np.datetime64("2020-01-01", "ns") + np.timedelta64(hour, "h"),
        },
    )


def write(path: Path, *items: xr.Dataset | None, indices: Any = None, **more: Any) -> list[str]:
    said: list[str] = []
    with noting(lambda kind, words: said.append(str(words))):
        run(Given(*items).write(AnemoiSink(path, **more)), indices)
    return said


def store(path: Path) -> Any:
    return zarr.open_group(path, mode="r")


def test_items_of_other_units_are_refused_and_of_none_taken(tmp_path: Path) -> None:
    other, silent = item(6), item(12)
    other["t"].attrs["units"] = "degC"
    del silent["t"].attrs["units"]
    path = tmp_path / "o.zarr"
    write(path, item(0), silent)
    with pytest.raises(GridError, match=r"has other units than index 0: degC, degC,  instead of"):
        write(path, item(0), other, indices=[1])
    file = path / "curator_index" / "items" / "layout.json"
    layout = json.loads(file.read_text())
    del layout["units"]  # as earlier versions wrote it
    file.write_text(json.dumps(layout))
    write(path, item(0), item(12, seed=3), indices=[1])
    assert store(path)["data"].shape[0] == 2


def test_the_store_has_what_anemoi_asks_for(tmp_path: Path) -> None:
    path = tmp_path / "o.zarr"
    items = [item(hour) for hour in (12, 0, 6)]
    assert write(path, *items) == []
    group = store(path)
    assert group.metadata.zarr_format == 2
    assert group.attrs["variables"] == ["t_500", "t_850", "z"]
    assert group.attrs["frequency"] == "6h"
    assert (group.attrs["field_shape"], group.attrs["missing_dates"]) == ([3, 4], [])
    data = group["data"][...]
    assert (data.shape, data.dtype) == ((3, 3, 1, 12), np.float32)
    assert group["data"].chunks == (1, 3, 1, 12)
    for place, number in enumerate((1, 2, 0)):
        np.testing.assert_array_equal(data[place, 1, 0], items[number]["t"].values[1].ravel())
        expected = items[number]["z"].transpose("lat", "lon").values.astype("f4").ravel()
        np.testing.assert_array_equal(data[place, 2, 0], expected)
    assert (
        group["dates"][...].tolist()
        == np.arange(
            "2020-01-01T00", "2020-01-01T18", np.timedelta64(6, "h"), "datetime64[s]"
        ).tolist()
    )
    assert group["latitudes"][:5].tolist() == [60, 60, 60, 60, 50]
    assert group["longitudes"][:5].tolist() == [0, 10, 20, 30, 0]


def test_statistics_are_those_of_all_values(tmp_path: Path) -> None:
    path = tmp_path / "o.zarr"
    write(path, *(item(hour) for hour in (0, 6, 12)))
    group = store(path)
    data = group["data"][...].astype("f8")
    for name, function in {
        "mean": np.nanmean, "stdev": np.nanstd, "minimum": np.nanmin, "maximum": np.nanmax
    }.items():  # fmt: skip
        np.testing.assert_allclose(group[name][...], function(data, (0, 2, 3)), rtol=1e-12)


TENDENCY = "statistics_tendencies_6h_"


@pytest.mark.parametrize("members", [0, 2])
def test_tendencies_are_those_from_each_date_to_the_next(tmp_path: Path, members: int) -> None:
    path = tmp_path / "o.zarr"
    hours = [30, 0, 6, 12, 36]  # none at 18 and 24
    assert write(path, *[item(hour, members=members) for hour in hours], tendencies=True) == [
        "2 dates are missing and have no values: 2020-01-01T18:00:00, 2020-01-02T00:00:00"
    ]
    group = store(path)
    data = group["data"][...].astype("f8")
    assert len(data) == 7
    changes = np.stack([data[1] - data[0], data[2] - data[1], data[6] - data[5]])
    for name, expected in {
        "mean": np.nanmean(changes, axis=(0, 2, 3)),
        "stdev": np.nanstd(changes, axis=(0, 2, 3)),
        "minimum": np.nanmin(changes, axis=(0, 2, 3)),
        "maximum": np.nanmax(changes, axis=(0, 2, 3)),
    }.items():
        np.testing.assert_allclose(group[TENDENCY + name][...], expected, rtol=1e-12)
    write(path, *[item(hour, members=members) for hour in hours])
    assert not any(name.startswith(TENDENCY) for name in store(path).array_keys())


@pytest.mark.parametrize("hours", [[0], [0, 1, 30]])
def test_dates_that_do_not_follow_each_other_have_no_tendencies(
    tmp_path: Path, hours: list[int]
) -> None:
    said = write(tmp_path / "o.zarr", *map(item, hours), tendencies=True)
    assert any("there are no tendencies" in words for words in said)


def test_tendencies_are_named_by_their_step_as_anemoi_names_them() -> None:
    named = {1: "1s", 90: "0:01:30", 600: "10m", 5400: "1:30:00", 21600: "6h", 86400: "1d",
             90000: "90000s", 172800: "2d"}  # fmt: skip
    assert {step: step_name(step) for step in named} == named


def test_a_missing_date_is_a_gap_that_the_store_names(tmp_path: Path) -> None:
    path = tmp_path / "o.zarr"
    said = write(path, *(item(hour) for hour in (0, 6, 18)))
    assert said == ["one date is missing and has no values: 2020-01-01T12:00:00"]
    group = store(path)
    assert group.attrs["missing_dates"] == ["2020-01-01T12:00:00"]
    assert group["curator_index"][...].tolist() == [0, 1, -1, 2]
    assert np.isnan(group["data"][2]).all()
    assert np.isfinite(group["mean"][...]).all()


def test_dates_at_no_even_steps_are_kept_and_that_is_said(tmp_path: Path) -> None:
    path = tmp_path / "o.zarr"
    said = write(path, *(item(hour) for hour in (0, 7, 700)))
    assert said == [
        "the dates are at no even steps, or at less than half of them, so the store names no "
        "frequency"
    ]
    assert store(path)["data"].shape[0] == 3
    assert "frequency" not in store(path).attrs


def test_members_stand_beside_each_other(tmp_path: Path) -> None:
    path = tmp_path / "o.zarr"
    items = [item(hour, members=2) for hour in (0, 6)]
    write(path, *items)
    data = store(path)["data"][...]
    assert data.shape == (2, 3, 2, 12)
    np.testing.assert_array_equal(data[1, 0, 1], items[1]["t"].values[0, 1].ravel())
    np.testing.assert_array_equal(data[1, 2, 0], data[1, 2, 1])  # z has no members


def test_running_some_again_replaces_exactly_those(tmp_path: Path) -> None:
    path = tmp_path / "o.zarr"
    items = [item(hour) for hour in (0, 6, 12)]
    write(path, *items)
    whole = {p: p.read_bytes() for p in path.rglob("*") if p.is_file() and "items" not in p.parts}
    write(path, items[0], item(6, seed=99), items[2], indices=[1])
    assert not np.array_equal(store(path)["data"][1], read_output(path, 0)["data"])
    write(path, *items, indices=[1])
    again = {p: p.read_bytes() for p in path.rglob("*") if p.is_file() and "items" not in p.parts}
    assert again == whole


def test_an_item_that_is_dropped_or_fails_is_no_date(tmp_path: Path) -> None:
    path = tmp_path / "o.zarr"
    write(path, item(0), item(6), item(12))
    write(path, item(0), item(6), None, indices=[2])
    assert store(path)["data"].shape[0] == 2
    sink = AnemoiSink(path)
    pipeline = Given(item(0), item(6), item(12)).write(sink)
    sink.prepare([2])
    pipeline[2]
    assert pickle.loads(pickle.dumps(sink))._announced == frozenset()
    sink.finish([])  # the worker died after it had written
    assert store(path)["data"].shape[0] == 2


def test_items_are_read_back_as_arrays_and_shown(tmp_path: Path) -> None:
    path = tmp_path / "o.zarr"
    items = [item(hour) for hour in (6, 0)]
    write(path, *items)
    found = read_output(path, 0)
    np.testing.assert_array_equal(found["data"][1, 0], items[0]["t"].values[1].ravel())
    assert found["date"].astype(str).tolist() == ["2020-01-01T06:00:00"]
    assert found["latitudes"].shape == (12,)
    (shown,) = preview(path, "grid").items
    assert shown["data"].dims == ("date", "variable", "ensemble", "cell")


@pytest.mark.parametrize(
    ("other", "words"),
    [
        (item(6).drop_vars("z"), "has other variables than index 0: t_500, t_850 instead of"),
        (item(6).isel(lat=[0, 1]), "has other members or cells than index 0"),
        (item(6).assign_coords(lat=[61.0, 50.0, 40.0]), "has other places of its cells"),
        (item(6).drop_vars("time"), "there is no time coordinate"),
        (item(6).drop_vars("lat"), "there is no latitude coordinate"),
        (xr.concat([item(6), item(12)], "time"), "has 2 times"),
        (item(6).assign_coords(time=np.datetime64("NaT", "ns")), "has no time"),
        (item(6).assign_coords(time=cftime.Datetime360Day(2020, 2, 30)), "calendar 360_day"),
    ],
)
def test_what_does_not_fit_fails_and_is_not_in_the_store(
    other: xr.Dataset, words: str, tmp_path: Path
) -> None:
    path = tmp_path / "o.zarr"
    other["lat"].attrs["units"] = "degrees_north" if "lat" in other.coords else "1"
    pipeline = Given(item(0), other).write(AnemoiSink(path))
    pipeline[0]
    with pytest.raises(GridError, match=words):
        pipeline[1]
    said: list[str] = []
    with noting(lambda kind, words: said.append(str(words))):
        pipeline.sink.finish([0])
    assert said == ["the store has one date, so it names no frequency"]
    assert store(path)["data"].shape[0] == 1


def test_two_items_of_a_date_are_named(tmp_path: Path) -> None:
    pipeline = Given(item(6), item(6)).write(AnemoiSink(tmp_path / "o.zarr"))
    for index in (0, 1):
        pipeline[index]
    with pytest.raises(GridError, match=r"index 0 \(file_0.nc\) and index 1 .* both are of 2020"):
        pipeline.sink.finish([0, 1])


def test_what_has_no_place_is_said() -> None:
    said: list[str] = []
    with noting(lambda kind, words: said.append(str(words))):
        found = date_fields(item(0).assign(mean=((), 1.0), name=("lat", ["a", "b", "c"])))
    assert found.variables == ["t_500", "t_850", "z"]
    assert said == [
        "the store has no place for what has no latitude and longitude, or no numbers: mean, name"
    ]
    with pytest.raises(GridError, match="no field on its grid"):
        date_fields(item(0)[["t"]].isel(lat=0).drop_vars("lat").assign_coords(lat=("lat", [1.0])))


def test_folders_of_others_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    (problem,) = AnemoiSink(tmp_path).problems()
    assert problem[0] == "path"
    assert "holds something else" in problem[1]
    assert not list(AnemoiSink(tmp_path / "new.zarr").problems())
    write(tmp_path / "o.zarr", item(0))
    assert not list(AnemoiSink(tmp_path / "o.zarr").problems())


def files_of(path: Path) -> dict[str, bytes]:
    found = [p for p in path.rglob("*") if p.is_file() and "items" not in p.parts]
    return {p.relative_to(path).as_posix(): p.read_bytes() for p in found}


@pytest.mark.workers
def test_two_workers_a_stop_and_a_resume_give_the_bytes_of_one_run(tmp_path: Path) -> None:
    source = SyntheticFieldSource(12, rows=5, columns=6)
    alone = source.write(AnemoiSink(tmp_path / "alone.zarr"))
    execute(alone, RunConfig(backend="sequential", record=tmp_path / "a.curator-run"))
    together = source.write(AnemoiSink(tmp_path / "two.zarr"))
    record = tmp_path / "b.curator-run"
    first = RunConfig(n_jobs=2, record=record, indices=[0, 1, 3, 4])
    assert len(execute(together, first).outputs) == 4
    assert store(tmp_path / "two.zarr").attrs["missing_dates"]
    result = execute(together, RunConfig(n_jobs=2, record=tmp_path / "c.curator-run"))
    assert not result.failures
    assert files_of(tmp_path / "two.zarr") == files_of(tmp_path / "alone.zarr")
