"""Stores are decided before the run, from headers: what does not fit is refused by name."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import xarray as xr

from curator_gui.core import Filter, Pipeline
from curator_gui.domains.grid import (
    CastPrecision,
    Coarsen,
    CropRegion,
    FieldStatistics,
    GridZarrSink,
    NetCDFSink,
    NetCDFSource,
    SelectTimes,
    SelectVariables,
)
from curator_gui.domains.grid.errors import GridError
from curator_gui.domains.grid.sinks.foresight import MAX_KINDS
from curator_gui.run.planning.plan import make_plan
from tests.domains.grid.given import run


def write(folder: Path, name: str, day: int, dtype: str = "f4", rows: int = 2, **more: Any) -> None:
    attributes = {"units": more.pop("units", "K")}
    time = np.datetime64("2020-01-01", "ns") + day * DAY
    item = xr.Dataset(
        {"t": (("time", "lat", "lon"), np.full((1, rows, 1), day, dtype), attributes)},
        {
            "lat": np.arange(rows) * 1.0,
            "lon": [8.0],
            "time": [time],
        },
        {"run": name, "model": "M"},
    )
    folder.mkdir(exist_ok=True)
    item.assign(more).to_netcdf(folder / name)


DAY = np.timedelta64(1, "D").astype("m8[ns]")
SINKS = ["zarr", "netcdf"]


def pipeline_of(folder: Path, kind: str, *steps: Filter[Any], **source: Any) -> Pipeline[Any]:
    pipeline = Pipeline(NetCDFSource(str(folder / "in"), **source))
    for step in steps:
        pipeline = pipeline.filter(step)
    if kind == "zarr":
        return pipeline.write(GridZarrSink(folder / "out.zarr", "time"))
    sink = NetCDFSink(folder / "out", "{index}.nc", items_per_file=10, dimension="time")
    return pipeline.write(sink)


def result_of(folder: Path, kind: str) -> xr.Dataset:
    if kind == "zarr":
        return xr.open_zarr(folder / "out.zarr", chunks=None).load()
    (path,) = (folder / "out").iterdir()
    with xr.open_dataset(path) as found:
        return found.load()


@pytest.mark.parametrize("kind", SINKS)
def test_another_shape_is_refused_with_both_files(tmp_path: Path, kind: str) -> None:
    write(tmp_path / "in", "a.nc", 0)
    write(tmp_path / "in", "b.nc", 1)
    write(tmp_path / "in", "c.nc", 2, rows=3)
    with pytest.raises(GridError, match=r"a\.nc and c\.nc do not fit into one store: .*shape"):
        make_plan(pipeline_of(tmp_path, kind), None, 2)
    assert make_plan(pipeline_of(tmp_path, kind), [0, 1], 2).remarks == ()
    assert not (tmp_path / "out.zarr").exists()


@pytest.mark.parametrize("kind", SINKS)
@pytest.mark.parametrize(
    ("change", "why"),
    [({"units": "degC"}, "units"), ({"u": ("lat", [1.0, 2.0])}, "has u, which the store lacks")],
)
def test_other_units_and_variables_are_refused(
    tmp_path: Path, kind: str, change: dict[str, Any], why: str
) -> None:
    write(tmp_path / "in", "a.nc", 0)
    write(tmp_path / "in", "b.nc", 1, **change)
    with pytest.raises(GridError, match=rf"a\.nc and b\.nc do not fit into one store: .*{why}"):
        make_plan(pipeline_of(tmp_path, kind), None, 2)


def test_other_coordinates_are_refused(tmp_path: Path) -> None:
    write(tmp_path / "in", "a.nc", 0)
    write(tmp_path / "in", "b.nc", 1, lat=[0.0, 1.5])
    with pytest.raises(GridError, match="'lat' differs"):
        make_plan(pipeline_of(tmp_path, "zarr"), None, 2)


def test_a_filter_may_make_them_fit(tmp_path: Path) -> None:
    write(tmp_path / "in", "a.nc", 0, rows=2)
    write(tmp_path / "in", "b.nc", 1, rows=3, u=("lat", [1.0, 2.0, 3.0]))
    steps = (SelectVariables(["t"]), CropRegion(0, 1, 0, 10))
    assert make_plan(pipeline_of(tmp_path, "zarr", *steps), None, 2).remarks == ()
    run(pipeline_of(tmp_path, "zarr", *steps))
    np.testing.assert_array_equal(result_of(tmp_path, "zarr")["t"][..., 0], [[0, 0], [1, 1]])


def test_a_filter_may_make_them_differ(tmp_path: Path) -> None:
    write(tmp_path / "in", "a.nc", 0, rows=4)
    write(tmp_path / "in", "b.nc", 1, rows=6)
    with pytest.raises(GridError, match=r"a\.nc and b\.nc do not fit"):
        make_plan(pipeline_of(tmp_path, "zarr", Coarsen({"lat": 2})), None, 2)


@pytest.mark.parametrize("kind", SINKS)
@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_types_are_joined_whoever_is_first(tmp_path: Path, kind: str, order: Sequence[int]) -> None:
    for day, dtype in enumerate(("f4", "f8", "i4")):
        write(tmp_path / "in", f"{day}.nc", day, dtype)
    pipeline = pipeline_of(tmp_path, kind)
    make_plan(pipeline, None, 2)
    run(pipeline, order)
    found = result_of(tmp_path, kind)
    assert found["t"].dtype == "float64"
    np.testing.assert_array_equal(found["t"][..., 0], [[0, 0], [1, 1], [2, 2]])
    assert {k: v for k, v in found.attrs.items() if "curator" not in k} == {"model": "M"}


def test_the_type_is_that_after_the_filters(tmp_path: Path) -> None:
    write(tmp_path / "in", "a.nc", 0, "f4")
    write(tmp_path / "in", "b.nc", 1, "f8")
    pipeline = pipeline_of(tmp_path, "zarr", CastPrecision("float32"))
    make_plan(pipeline, None, 2)
    run(pipeline)
    assert result_of(tmp_path, "zarr")["t"].dtype == "float32"


@pytest.mark.parametrize("kind", SINKS)
def test_times_that_two_files_have_are_refused(tmp_path: Path, kind: str) -> None:
    for name, day in (("a.nc", 0), ("b.nc", 3), ("c.nc", 3)):
        write(tmp_path / "in", name, day)
    for options in ({}, {"dimension": "time"}):
        with pytest.raises(GridError, match=r"b\.nc and c\.nc both have time 2020-01-04"):
            make_plan(pipeline_of(tmp_path, kind, **options), None, 2)
        assert make_plan(pipeline_of(tmp_path, kind, **options), [0, 2], 2).remarks == ()


def test_a_time_twice_in_one_file_is_refused(tmp_path: Path) -> None:
    write(tmp_path / "in", "a.nc", 0)
    with xr.open_dataset(tmp_path / "in" / "a.nc") as one:
        xr.concat([one, one], "time", data_vars="all").load().to_netcdf(tmp_path / "in" / "b.nc")
    (tmp_path / "in" / "a.nc").unlink()
    with pytest.raises(GridError, match=r"b\.nc and index 1 of it both have time 2020-01-01"):
        make_plan(pipeline_of(tmp_path, "zarr", dimension="time"), None, 2)


def test_times_counted_from_other_days_are_compared(tmp_path: Path) -> None:
    for name, since, hours in (("a.nc", "2020-01-01", 24), ("b.nc", "2020-01-02", 0)):
        time = ("time", [hours], {"units": f"hours since {since}"})
        item = xr.Dataset({"t": ("time", [1.0])}, {"time": time})
        (tmp_path / "in").mkdir(exist_ok=True)
        item.to_netcdf(tmp_path / "in" / name)
    with pytest.raises(GridError, match=r"a\.nc and b\.nc both have time 2020-01-02"):
        make_plan(pipeline_of(tmp_path, "zarr", dimension="time"), None, 2)


def test_double_times_that_a_filter_leaves_out_are_no_matter(tmp_path: Path) -> None:
    for name, day in (("a.nc", 0), ("b.nc", 3), ("c.nc", 3)):
        write(tmp_path / "in", name, day)
    step = SelectTimes("2020-01-01", "2020-01-02")
    assert make_plan(pipeline_of(tmp_path, "zarr", step, dimension="time"), None, 2).remarks == ()


class Gathering(FieldStatistics):
    """Must not see items without values."""

    def __call__(self, items: Iterator[xr.Dataset]) -> Iterator[xr.Dataset]:
        raise AssertionError("it must gather nothing beforehand")


def test_statistics_gather_nothing_beforehand(tmp_path: Path) -> None:
    write(tmp_path / "in", "a.nc", 0, "f4")
    write(tmp_path / "in", "b.nc", 1, "f8")
    pipeline = pipeline_of(tmp_path, "zarr", Gathering(tmp_path / "s.nc"), Coarsen({"lat": 2}))
    assert make_plan(pipeline, None, 2).remarks == ()


class Foreign(Filter[xr.Dataset]):
    """Not ours: nobody knows what it does."""

    name = "Foreign"
    description = ""

    def __call__(self, items: Iterator[xr.Dataset]) -> Iterator[xr.Dataset]:
        raise AssertionError("it must not run beforehand")


def test_foreign_filters_do_not_run_beforehand(tmp_path: Path) -> None:
    write(tmp_path / "in", "a.nc", 0)
    write(tmp_path / "in", "b.nc", 0, rows=3)
    assert make_plan(pipeline_of(tmp_path, "zarr", Foreign()), None, 2).remarks == ()


def test_a_damaged_file_holds_up_nobody(tmp_path: Path) -> None:
    write(tmp_path / "in", "a.nc", 0)
    (tmp_path / "in" / "b.nc").write_bytes(b"CDF\x01 nothing")
    assert make_plan(pipeline_of(tmp_path, "zarr"), None, 2).remarks == ()


def test_too_many_kinds_are_said(tmp_path: Path) -> None:
    for number in range(MAX_KINDS + 1):
        write(tmp_path / "in", f"{number}.nc", number, rows=2 + number)
    steps = (CropRegion(0, 1, 0, 10),)
    (remark,) = make_plan(pipeline_of(tmp_path, "zarr", *steps), None, 2).remarks
    assert f"{MAX_KINDS + 1} kinds, of which {MAX_KINDS} were compared" in remark
