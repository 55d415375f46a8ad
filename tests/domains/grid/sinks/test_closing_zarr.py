"""Finished stores: no holes, labels in one chunk and in order, the same whoever was first."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

import netCDF4
import numpy as np
import pytest
import xarray as xr
import zarr

from curator_gui.core import Pipeline
from curator_gui.domains.grid import GridZarrSink, GridZarrSource, NetCDFSource, SelectTimes
from curator_gui.domains.grid.errors import GridError
from curator_gui.run.planning.plan import make_plan
from tests.domains.common.killed import killed_before
from tests.domains.grid.given import Given, day, run


def to(path: Path, *items: xr.Dataset | None, **options: Any) -> Pipeline[xr.Dataset]:
    return Given(*items).write(GridZarrSink(path, "time", **options))


def days_in(path: Path) -> list[float]:
    with xr.open_zarr(path, chunks=None) as store:
        assert store["written"].values.all()
        assert store["time"].to_index().is_monotonic_increasing
        days = (store["time"].values - np.datetime64("2020-01-01")) / np.timedelta64(1, "D")
        np.testing.assert_array_equal(store["t"].values[:, 1, 2], days)
        return [float(number) for number in days]


LAYOUTS: list[dict[str, Any]] = [
    {},
    {"chunks": {"time": 3}},
    {"chunks": {"time": 2, "lon": 2}, "shards": {"time": 4}},
    {"chunks": {"lat": 1}, "compression": "none"},
    {"layout": "flat"},
    {"layout": "flat", "chunks": {"time": 3}},
    {"zarr_format": 2},
    {"zarr_format": 2, "chunks": {"time": 3, "lon": 2}, "compression": "gzip"},
    {"zarr_format": 2, "layout": "flat"},
]


@pytest.mark.parametrize("options", LAYOUTS)
def test_items_that_were_left_out_leave_no_holes(tmp_path: Path, options: Any) -> None:
    items = [day(n) if n % 3 else None for n in range(10)]
    run(to(tmp_path / "o.zarr", *items, **options))
    assert days_in(tmp_path / "o.zarr") == [1, 2, 4, 5, 7, 8]
    with xr.open_zarr(tmp_path / "o.zarr", chunks=None) as store:
        assert store.sel(time=slice("2020-01-02", "2020-01-05")).sizes["time"] == 3
        assert store["t"].resample(time="5D").mean().sizes["time"] == 2


@pytest.mark.parametrize("options", LAYOUTS)
def test_an_item_that_another_sink_failed_on_is_not_in_the_store(
    tmp_path: Path, options: Any
) -> None:
    path = tmp_path / "o.zarr"
    pipeline = to(path, *map(day, range(10)), **options)
    run(pipeline, failing=[0, 4, 5, 9])
    assert days_in(path) == [1, 2, 3, 6, 7, 8]
    before = files_of(path)
    pipeline.sink.finish([1, 2, 3, 6, 7, 8])
    assert files_of(path) == before
    run(pipeline, [0, 4, 5, 9], failing=[5])
    assert days_in(path) == [0, 1, 2, 3, 4, 6, 7, 8, 9]


def files_of(path: Path) -> dict[str, bytes]:
    found = (each for each in path.rglob("*") if each.is_file())
    return {str(each.relative_to(path)): each.read_bytes() for each in found}


@pytest.mark.parametrize("options", LAYOUTS)
def test_a_closed_store_is_written_further(tmp_path: Path, options: Any) -> None:
    path = tmp_path / "o.zarr"
    items = [day(n) for n in range(10)]
    holes = [item if n in (1, 2, 7) else None for n, item in enumerate(items)]
    run(to(path, *holes, **options), [0, 1, 2, 7])
    assert days_in(path) == [1, 2, 7]
    run(to(path, *items, **options), [0, 4])
    assert days_in(path) == [0, 1, 2, 4, 7]
    run(to(path, *items, **options), [2, 3, 5, 6, 8, 9])
    assert days_in(path) == [float(n) for n in range(10)]
    once = tmp_path / "once.zarr"
    run(to(once, *items, **options))
    assert xr.open_zarr(once, chunks=None).identical(
        xr.open_zarr(path, chunks=None).assign_attrs(xr.open_zarr(once, chunks=None).attrs)
    )


def test_finishing_twice_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "o.zarr"
    pipeline = to(path, day(0), None, day(2))
    run(pipeline)
    before = {p: p.read_bytes() for p in path.rglob("*") if p.is_file()}
    pipeline.sink.finish([0, 1, 2])
    assert {p: p.read_bytes() for p in path.rglob("*") if p.is_file()} == before


def test_slots_are_kept_if_asked_for(tmp_path: Path) -> None:
    run(to(tmp_path / "o.zarr", day(0), None, day(2), holes="keep"))
    with xr.open_zarr(tmp_path / "o.zarr", chunks=None) as store:
        assert store["written"].values.tolist() == [True, False, True]
        assert np.isnan(store["t"].values[1]).all()


def test_outputs_of_finished_items_stay_there(tmp_path: Path) -> None:
    path = tmp_path / "o.zarr"
    outputs = run(to(path, day(0), None, day(2)))
    assert outputs[1] == []
    assert all(Path(output).exists() for paths in outputs for output in paths)
    run(to(path, day(0), day(1), day(2)), [1])
    assert all(Path(output).exists() for paths in outputs for output in paths)
    run(to(path, day(0), day(1), day(2)))  # begun anew
    assert not all(Path(output).exists() for paths in outputs for output in paths)


@pytest.mark.parametrize("options", LAYOUTS)
def test_items_are_sorted_by_their_label(tmp_path: Path, options: Any) -> None:
    run(to(tmp_path / "o.zarr", *(day(n) for n in (3, 1, 10, 2)), **options))
    assert days_in(tmp_path / "o.zarr") == [1, 2, 3, 10]


def test_two_items_of_one_time_are_named(tmp_path: Path) -> None:
    pipeline = to(tmp_path / "o.zarr", day(3), day(1), day(3))
    with pytest.raises(GridError, match=r"index 0 \(file_0\.nc\) and index 2 \(file_2\.nc\)"):
        run(pipeline)


def test_labels_are_in_one_chunk_each(tmp_path: Path) -> None:
    path = tmp_path / "o.zarr"
    run(to(path, *(day(n) for n in range(30))))
    group = zarr.open_group(path, mode="r")
    assert group["time"].chunks == group["written"].chunks == (30,)
    assert group["t"].chunks == (1, 2, 3)
    files = [p for name in ("time", "written") for p in (path / name).rglob("*") if p.is_file()]
    assert len(files) == 5  # of each its metadata and its chunk, and the store's own name
    assert [p.name for p in tmp_path.iterdir()] == ["o.zarr"]


def test_a_closed_store_is_read_item_by_item(tmp_path: Path) -> None:
    run(to(tmp_path / "o.zarr", day(0), None, day(2)))
    source = GridZarrSource(str(tmp_path / "o.zarr"))
    assert [float(next(source[i])["t"][0, 0]) for i in range(len(source))] == [0, 2]


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_types_and_attributes_do_not_depend_on_who_was_first(
    tmp_path: Path, order: tuple[int, ...]
) -> None:
    items = [
        day(0, "f4", history="a", title="x"),
        day(1, "f8", history="b", title="x"),
        day(2, "i2", title="x"),
    ]
    items[1]["t"].values[:] = 1 + 1e-12
    items[1]["t"].attrs["long_name"] = "temperature"
    pipeline = to(tmp_path / "o.zarr", *items)
    pipeline.sink.prepare(range(3))
    for index in order:
        pipeline[index]
    pipeline.sink.finish(range(3))
    with xr.open_zarr(tmp_path / "o.zarr", chunks=None) as store:
        assert store["t"].dtype == np.float64
        assert store["t"].values[:, 0, 0].tolist() == [0, 1 + 1e-12, 2]
        assert store["t"].attrs == {"units": "K"}
        assert {k: v for k, v in store.attrs.items() if k != "curator_items"} == {"title": "x"}
    assert [p.name for p in tmp_path.iterdir()] == ["o.zarr"]


def test_times_of_any_century_have_one_unit(tmp_path: Path) -> None:
    early, late = day(1), day(0)
    early = early.assign_coords(time=np.datetime64("1600-01-01", "us"))
    for order in ((0, 1), (1, 0)):
        path = tmp_path / f"{order}.zarr"
        pipeline = to(path, late, early)
        pipeline.sink.prepare([0, 1])
        for index in order:
            pipeline[index]
        pipeline.sink.finish([0, 1])
        coder = xr.coders.CFDatetimeCoder(time_unit="us")
        with xr.open_zarr(path, chunks=None, decode_times=coder) as store:
            years = store["time"].values.astype("datetime64[Y]").astype(str).tolist()
            assert years == ["1600", "2020"]


def test_latin_1_texts_are_written(tmp_path: Path) -> None:
    with netCDF4.Dataset(tmp_path / "a.nc", "w") as file:
        file.createDimension("s", 2)
        file.createDimension("n", 4)
        file.createDimension("time", 3)
        file.createVariable("name", "S1", ("s", "n"))[:] = np.array(
            [[b"Z", b"\xfc", b"r", b"i"], [b"B", b"e", b"r", b"n"]]
        )
        time = file.createVariable("time", "f8", ("time",))
        time.units = "hours since 2020-01-01"
        time[:] = [0, 1, 2]
        file.createVariable("x", "f4", ("time", "s"))[:] = 1
    source = NetCDFSource(str(tmp_path), dimension="time")
    run(source.write(GridZarrSink(tmp_path / "o.zarr", "time")))
    with xr.open_zarr(tmp_path / "o.zarr", chunks=None) as store:
        assert store["name"].values.tolist() == ["Züri", "Bern"]


def test_times_selected_before_a_store(tmp_path: Path) -> None:
    xr.Dataset(
        {"x": ("time", np.arange(60.0))},
        {"time": np.datetime64("2000-01-01T12", "ns") + np.arange(60) * np.timedelta64(1, "D")},
    ).to_netcdf(tmp_path / "a.nc")
    source = NetCDFSource(str(tmp_path), dimension="time")
    step = SelectTimes("2000-02-01", "2000-02")
    run(source.filter(step).write(GridZarrSink(tmp_path / "o.zarr", "time")))
    with xr.open_zarr(tmp_path / "o.zarr", chunks=None) as store:
        np.testing.assert_array_equal(store["x"], np.arange(31.0, 60))


def hours(start: int, count: int) -> xr.Dataset:
    times = np.datetime64("2000-01-01", "ns") + np.arange(start, start + count) * np.timedelta64(
        1, "h"
    )
    return xr.Dataset({"x": (("time", "y"), np.ones((count, 2)))}, {"time": times})


def test_files_that_overlap_are_named_before_the_run(tmp_path: Path) -> None:
    for name, start in (("a_1.nc", 0), ("a_2.nc", 4), ("a_10.nc", 7)):
        hours(start, 4).to_netcdf(tmp_path / name)
    source = NetCDFSource(str(tmp_path), dimension="time")
    pipeline = source.write(GridZarrSink(tmp_path / "o.zarr", "time"))
    with pytest.raises(GridError, match=r"a_2\.nc and a_10\.nc both have time 2000-01-01T07:00"):
        make_plan(pipeline, None, 2)
    assert list(source.write(GridZarrSink(tmp_path / "o.zarr", "item")).sink.problems()) == []


def test_fields_without_the_dimension_are_written_once(tmp_path: Path) -> None:
    data = hours(0, 5).assign(lsm=("y", [0.0, 1.0]))
    data.to_netcdf(tmp_path / "a.nc")
    source = NetCDFSource(str(tmp_path), dimension="time")
    run(source.write(GridZarrSink(tmp_path / "o.zarr", "time")))
    with xr.open_zarr(tmp_path / "o.zarr", chunks=None) as store:
        assert store["lsm"].dims == ("y",)
        assert store["lsm"].values.tolist() == [0, 1]
        assert store["x"].dims == ("time", "y")
    again = GridZarrSource(str(tmp_path / "o.zarr"))
    assert next(again[3])["lsm"].values.tolist() == [0, 1]


@pytest.mark.fault
@pytest.mark.parametrize("closing", [True, False])
@pytest.mark.parametrize("number", range(14))
def test_a_process_killed_while_it_closes_loses_nothing(
    tmp_path: Path, number: int, closing: bool
) -> None:
    """Killed before any one of the renames, the next run gives what it would have given."""
    path = tmp_path / "o.zarr"
    items = [day(n) if n % 3 else None for n in range(7)]
    pipeline = to(path, *items)
    if closing:
        pipeline.sink.prepare(range(7))
        for index in range(7):
            pipeline[index]
    else:
        run(pipeline)
    with killed_before(number, "replace"):
        if closing:
            pipeline.sink.finish(range(7))
        else:
            pipeline.sink.prepare([3])
    again = to(path, *[day(n) if n % 3 or n == 3 else None for n in range(7)])
    run(again, [3])
    assert days_in(path) == [1, 2, 3, 4, 5]
    assert [p.name for p in tmp_path.iterdir()] == ["o.zarr"]
