"""Whole runs on two loky workers: real data, crashes, damaged files, resuming."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import cloudpickle
import numpy as np
import pytest
import xarray as xr

from curator_gui.core import Filter, Param, Pipeline
from curator_gui.domains.grid.filters.shape.selection import SelectLevels, SelectVariables
from curator_gui.domains.grid.filters.statistics import FieldStatistics, Standardise
from curator_gui.domains.grid.filters.values.transforms import CastPrecision, ConvertUnits
from curator_gui.domains.grid.sinks.netcdf import NetCDFSink
from curator_gui.domains.grid.sinks.zarr import GridZarrSink
from curator_gui.domains.grid.sources.netcdf import NetCDFSource
from curator_gui.run import RunConfig, RunResult, execute
from curator_gui.run.events import Event, IndexFailed, IndexRetried

pytestmark = pytest.mark.workers

cloudpickle.register_pickle_by_value(sys.modules[__name__])


class Trouble(Filter[xr.Dataset]):
    """Kills its worker, or raises, once per named index; passes everything on afterwards."""

    name = "Trouble"
    description = "Makes trouble."

    def __init__(self, folder: Path, kills: list[int], raises: list[int]) -> None:
        self._folder, self._kills, self._raises = folder, kills, raises

    @classmethod
    def params(cls) -> list[Param]:
        return [
            Param("folder", "", Path),
            Param("kills", "", list[int]),
            Param("raises", "", list[int]),
        ]

    def __call__(self, items: Iterator[xr.Dataset]) -> Iterator[xr.Dataset]:
        for item in items:
            yield item  # what gathers behind has the item already when the trouble comes
            number = int(item["number"])
            if number in (*self._kills, *self._raises):
                mark = self._folder / f"seen-{number}"
                if not mark.exists():
                    mark.touch()
                    self._make_trouble(number)

    def _make_trouble(self, number: int) -> None:
        if number in self._kills:
            os._exit(3)
        raise OSError(f"trouble with {number}")


def era5(era5_file: Path) -> NetCDFSource:
    return NetCDFSource(str(era5_file.parent), dimension="number")


def run(pipeline: Pipeline[xr.Dataset], backend: str = "loky", **options: object) -> RunResult:
    config = RunConfig(backend=backend, n_jobs=2, **options)
    return execute(pipeline, config)


def test_a_chain_of_filters_gives_what_xarray_gives(tmp_path: Path, era5_file: Path) -> None:
    path = tmp_path / "out.zarr"
    pipeline = (
        era5(era5_file)
        .filter(SelectVariables(["t"]))
        .filter(SelectLevels([500.0]))
        .filter(ConvertUnits({"t": "degC"}))
        .filter(CastPrecision("float32"))
        .write(GridZarrSink(path, "number", {"number": 2, "longitude": 60}, {"number": 4}))
    )
    result = run(pipeline)
    assert result.failures == {}
    with xr.open_dataset(era5_file) as source, xr.open_zarr(path, chunks=None) as store:
        expected = (source["t"].sel(isobaricInhPa=[500.0]).load() - 273.15).astype("float32")
        np.testing.assert_allclose(store["t"].values, expected.values, rtol=1e-6, atol=1e-5)
        assert store["t"].attrs["units"] == "degC"
        assert store["written"].values.all()
        np.testing.assert_array_equal(store["number"].values, source["number"].values)


def test_statistics_after_crashes_and_failures_are_those_of_one_pass(
    tmp_path: Path, era5_file: Path
) -> None:
    def pipeline(folder: Path, kills: list[int], raises: list[int]) -> Pipeline[xr.Dataset]:
        folder.mkdir()
        return (
            era5(era5_file)
            .filter(FieldStatistics(folder / "statistics.nc", ["time", "latitude", "longitude"]))
            .filter(Trouble(folder, kills, raises))
            .write(NetCDFSink(folder / "out", "{index}.nc", compression=0))
        )

    events: list[Event] = []
    kept = [index for index in range(10) if index != 5]
    calm = run(pipeline(tmp_path / "calm", [], []), "sequential", indices=kept)
    wild = run(
        pipeline(tmp_path / "wild", [2, 7], [5]),
        on_event=events.append,
        options={"max_attempts": 3},
    )
    assert calm.failures == {}
    assert set(wild.failures) == {5}
    assert {e.index for e in events if isinstance(e, IndexRetried)} == {2, 7}
    with (
        xr.open_dataset(tmp_path / "calm" / "statistics.nc") as one,
        xr.open_dataset(tmp_path / "wild" / "statistics.nc") as two,
        xr.open_dataset(era5_file) as whole,
    ):
        source = whole.isel(number=kept)
        xr.testing.assert_identical(one.load(), two.load())
        axes = ["number", "time", "latitude", "longitude"]
        np.testing.assert_allclose(two["t_std"], source["t"].std(axes), rtol=1e-12)
        np.testing.assert_allclose(two["t_mean"], source["t"].mean(axes), rtol=1e-12)
    statistics = tmp_path / "wild" / "statistics.nc"
    scaled = era5(era5_file).filter(Standardise(statistics))
    scaled_run = run(scaled.write(GridZarrSink(tmp_path / "scaled.zarr", "number")))
    assert scaled_run.failures == {}
    with xr.open_zarr(tmp_path / "scaled.zarr", chunks=None) as store:
        found = store["t"].isel(number=kept).load()
        np.testing.assert_allclose(found.std(axes).values, 1.0, rtol=1e-12)
        np.testing.assert_allclose(found.mean(axes).values, 0.0, atol=1e-11)


@pytest.mark.parametrize("kind", ["zarr", "netcdf"])
def test_a_resumed_run_completes_the_store(tmp_path: Path, era5_file: Path, kind: str) -> None:
    def pipeline(folder: Path, kills: list[int]) -> Pipeline[xr.Dataset]:
        sink = (
            GridZarrSink(folder / "out.zarr", "number", {"number": 2})
            if kind == "zarr"
            else NetCDFSink(folder, "part_{index}.nc", items_per_file=4, dimension="number")
        )
        return era5(era5_file).filter(Trouble(tmp_path, kills, [])).write(sink)

    def content(folder: Path) -> xr.Dataset:
        if kind == "zarr":
            return xr.open_zarr(folder / "out.zarr", chunks=None).load()
        parts = sorted(folder.glob("part_*.nc"))
        opened = [xr.open_dataset(part).load() for part in parts]
        for part in opened:
            part.close()
        return xr.concat(opened, "number")

    whole, parts = tmp_path / "whole", tmp_path / "parts"
    whole.mkdir()
    parts.mkdir()
    assert run(pipeline(whole, [])).failures == {}
    first = tmp_path / "first.sqlite"
    broken = run(pipeline(parts, [6]), record=first, options={"max_attempts": 1})
    assert set(broken.failures) == {6}
    written = content(parts)["written"].values.tolist()
    # What is finished has no place for what failed.
    assert written == [True] * 9
    second = tmp_path / "second.sqlite"
    resumed = run(pipeline(parts, [6]), resume=first, record=second)
    assert resumed.failures == {}
    assert set(resumed.skipped) == set(range(10)) - {6}
    xr.testing.assert_identical(same_store(content(parts)), same_store(content(whole)))

    shutil.rmtree(parts)
    parts.mkdir()
    again = run(pipeline(parts, [6]), resume=second)
    assert again.skipped == {}
    xr.testing.assert_identical(same_store(content(parts)), same_store(content(whole)))


def same_store(dataset: xr.Dataset) -> xr.Dataset:
    """Leave out the name that every store has of its own."""
    marker = dict(dataset.attrs.get("curator_items", {}))
    marker.pop("id", None)
    return dataset.assign_attrs(curator_items=marker)


def test_damaged_files_fail_alone_and_say_why(tmp_path: Path, era5_file: Path) -> None:
    data = era5_file.read_bytes()
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "0.nc").write_bytes(data)
    (folder / "1.nc").write_bytes(data[: len(data) // 2])
    (folder / "2.nc").touch()
    (folder / "3.nc").write_bytes(data[::-1])
    (folder / "4.nc").write_bytes(data)
    (folder / "5.nc").write_bytes(data)
    (folder / "5.nc").chmod(0)
    events: list[Event] = []
    result = run(
        NetCDFSource(str(folder)).write(NetCDFSink(tmp_path / "out", "{stem}.nc")),
        on_event=events.append,
    )
    failures = {event.index: event for event in events if isinstance(event, IndexFailed)}
    expected = {1: "truncated", 2: "the file is empty", 3: "no NetCDF file"}
    if os.geteuid() != 0:
        expected[5] = "Permission denied"
    assert failures.keys() == result.failures.keys() == expected.keys()
    for index, words in expected.items():
        assert str(folder / f"{index}.nc") in failures[index].message
        assert words in failures[index].message
        assert failures[index].stage == "NetCDF files"
    with xr.open_dataset(tmp_path / "out" / "4.nc") as found, xr.open_dataset(era5_file) as whole:
        xr.testing.assert_equal(found.load(), whole.load())
