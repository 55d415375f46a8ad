"""NetCDF files that several indices share."""

from __future__ import annotations

import os
import pickle
from pathlib import Path

import numpy as np
import pytest
import xarray as xr
from joblib.externals.loky.process_executor import ProcessPoolExecutor

from curator_gui.core import ParamError, Pipeline
from curator_gui.domains.grid.errors import GridError
from curator_gui.domains.grid.sinks.netcdf import NetCDFSink
from curator_gui.domains.grid.sources.netcdf import NetCDFSource
from curator_gui.domains.grid.sources.synthetic import SyntheticFieldSource
from curator_gui.run.planning.partition import check_groups, intersect_partitions
from tests.domains.grid.given import Given, day, run

COUNT = 23


def pipeline_to(folder: Path, count: int = COUNT, **options: object) -> Pipeline[xr.Dataset]:
    options = {"items_per_file": 5, "dimension": "time", **options}
    source = SyntheticFieldSource(count, rows=5, columns=8, missing=0.2)
    return source.write(NetCDFSink(folder, "part_{index:03d}.nc", **options))


def days_to(folder: Path, *items: xr.Dataset | None, **options: object) -> Pipeline[xr.Dataset]:
    options = {"items_per_file": 3, "dimension": "time", **options}
    return Given(*items).write(NetCDFSink(folder, "{index}.nc", **options))


def check_values(folder: Path) -> None:
    found = sorted(folder.iterdir())
    assert [path.name for path in found] == [f"part_{n:03d}.nc" for n in (0, 5, 10, 15, 20)]
    position = 0
    source = SyntheticFieldSource(COUNT, rows=5, columns=8, missing=0.2)
    for path in found:
        with xr.open_dataset(path) as group:
            assert group["written"].values.all()
            for i in range(group.sizes["time"]):
                (expected,) = source[position]
                item = group.isel(time=i).drop_vars("written")
                xr.testing.assert_equal(item, expected)
                assert item["t2m"].attrs == expected["t2m"].attrs
                position += 1
    assert position == COUNT


def run_group(pipeline: Pipeline[xr.Dataset], group: list[int]) -> tuple[int, list[list[str]]]:
    return os.getpid(), [pipeline[i] for i in group]


@pytest.mark.workers
@pytest.mark.parametrize("compression", [0, 1])
def test_many_small_groups_in_two_processes_lose_nothing(
    tmp_path: Path, workers: ProcessPoolExecutor, compression: int
) -> None:
    pipeline = pipeline_to(tmp_path, compression=compression)
    indices = list(range(COUNT))
    groups = pipeline.sink.partition_indices(indices)
    check_groups(groups, indices, "sink")
    pipeline.sink.prepare(indices)
    merged = intersect_partitions(None, groups)
    futures = [workers.submit(run_group, pipeline, group) for group in merged]
    outputs = [output for future in futures for output in future.result(timeout=120)[1]]
    assert outputs == [[str(tmp_path / f"part_{i // 5 * 5:03d}.nc")] for i in indices]
    check_values(tmp_path)


def test_an_interrupted_run_resumed_gives_the_same_values(tmp_path: Path) -> None:
    for indices in (range(8), range(8, COUNT)):
        pipeline = pickle.loads(pickle.dumps(pipeline_to(tmp_path)))
        pipeline.sink.prepare(indices)
        for i in indices:
            pipeline[i]
    check_values(tmp_path)


def test_slots_say_whether_they_were_written(tmp_path: Path) -> None:
    pipeline = pipeline_to(tmp_path)
    for i in (5, 7):
        pipeline[i]
    pipeline.sink.prepare([7, 8, 20])
    with xr.open_dataset(tmp_path / "part_005.nc") as group:
        assert group["written"].values.tolist() == [True, False, False, False, False]
        assert group["written"].dtype == bool
        assert np.isnat(group["time"].values[1])
    pipeline.sink.prepare([5])
    assert list(tmp_path.iterdir()) == []


def test_what_the_sink_wrote_is_read_back(tmp_path: Path) -> None:
    pipeline = pipeline_to(tmp_path)
    for i in (*range(5), 6):
        pipeline[i]
    source = NetCDFSource(str(tmp_path), dimension="time")
    assert len(source) == 10
    for i in (0, 4, 6):
        (expected,), (found,) = pipeline.source[i], source[i]
        xr.testing.assert_equal(found, expected)
        assert found.attrs == expected.attrs
    with pytest.raises(GridError, match=r"part_005\.nc: item 0 was never written"):
        next(source[5])


def test_what_does_not_fit_is_refused_and_the_file_kept(tmp_path: Path) -> None:
    pipeline = pipeline_to(tmp_path)
    pipeline[0]
    before = (tmp_path / "part_000.nc").read_bytes()
    with pytest.raises(GridError, match="lacks u10"):
        pipeline.sink(iter([next(pipeline.source[1]).drop_vars("u10")]), 1)
    with pytest.raises(GridError, match="holds 5 items along 'time' already, not 4"):
        pipeline_to(tmp_path, items_per_file=4)[1]
    with pytest.raises(GridError, match="along 'time' already, not 5 along 'member'"):
        pipeline_to(tmp_path, dimension="member")[1]
    assert (tmp_path / "part_000.nc").read_bytes() == before
    xr.Dataset({"a": 1.0}).to_netcdf(tmp_path / "part_005.nc")
    with pytest.raises(GridError, match="was not written by this sink"):
        pipeline[5]
    assert len(list(tmp_path.iterdir())) == 2


def test_all_kinds_of_values_come_back(tmp_path: Path) -> None:
    item = xr.Dataset(
        {
            "flag": ("x", np.array([True, False])),
            "count": ("x", np.array([1, 2], dtype="u2")),
            "name": ("x", ["west", "east"]),
        },
        coords={"x": [1.0, 2.0], "expver": "0001", "number": np.int64(4)},
        attrs={"levels": np.array([1, 2]), "yes": np.bool_(True)},
    )
    sink = SyntheticFieldSource(4).write(NetCDFSink(tmp_path, "{index}.nc", items_per_file=2)).sink
    assert sink(iter([item]), 3) == [str(tmp_path / "2.nc")]
    with xr.open_dataset(tmp_path / "2.nc") as group:
        found = group.isel(item=1).load()
    for name in ("flag", "count", "name", "expver", "number"):
        np.testing.assert_array_equal(found[name].values, item[name].values)
    assert found["flag"].dtype == bool
    assert sink(iter([]), 0) == []


def test_names_of_groups() -> None:
    with pytest.raises(ParamError, match="cannot be named by"):
        NetCDFSink(Path("x"), "{time}.nc", items_per_file=2)


def values_in(folder: Path) -> list[float]:
    """Return the items' numbers in the order of the files; the labels have to agree."""
    found: list[float] = []
    for path in sorted(folder.iterdir()):
        with xr.open_dataset(path) as group:
            assert group["written"].values.all()
            days = (group["time"].values - np.datetime64("2020-01-01")) / np.timedelta64(1, "D")
            np.testing.assert_array_equal(group["t"].values[:, 1, 2], days)
            found += [float(number) for number in days]
    return found


@pytest.mark.parametrize("compression", [0, 1])
def test_finished_files_have_no_empty_slots(tmp_path: Path, compression: int) -> None:
    items = [day(n) if n not in (1, 2, 5, 6) else None for n in range(8)]
    pipeline = days_to(tmp_path, *items, compression=compression)
    with pytest.warns(UserWarning, match="4 empty places were left out"):
        assert run(pipeline) == [
            [] if item is None else [str(tmp_path / f"{index // 3 * 3}.nc")]
            for index, item in enumerate(items)
        ]
    assert values_in(tmp_path) == [0, 3, 4, 7]
    with xr.open_dataset(tmp_path / "3.nc") as group:
        assert group["time"].to_index().is_monotonic_increasing
        assert group.sizes["time"] == 2


@pytest.mark.filterwarnings("ignore:.*empty places? w:UserWarning")
def test_an_item_that_another_sink_failed_on_is_not_in_the_file(tmp_path: Path) -> None:
    pipeline = days_to(tmp_path, *map(day, range(8)))
    run(pipeline, failing=[1, 3, 4, 5, 6])
    assert values_in(tmp_path) == [0, 2, 7]
    assert not (tmp_path / "3.nc").exists()
    before = (tmp_path / "0.nc").read_bytes()
    pipeline.sink.finish([0, 2, 7])
    assert (tmp_path / "0.nc").read_bytes() == before
    run(pipeline, [1, 3], failing=[1])
    assert values_in(tmp_path) == [0, 2, 3, 7]


def test_a_place_is_not_written_if_another_sink_failed_on_it(tmp_path: Path) -> None:
    run(days_to(tmp_path, *map(day, range(3)), holes="keep"), failing=[1])
    with xr.open_dataset(tmp_path / "0.nc") as group:
        assert group["written"].values.tolist() == [True, False, True]


def test_finishing_twice_changes_nothing(tmp_path: Path) -> None:
    pipeline = days_to(tmp_path, day(0), None, day(2))
    with pytest.warns(UserWarning, match="1 empty place"):
        run(pipeline)
    before = (tmp_path / "0.nc").read_bytes()
    pipeline.sink.finish([0, 1, 2])
    assert (tmp_path / "0.nc").read_bytes() == before


@pytest.mark.filterwarnings("ignore:.*empty place:UserWarning")
def test_a_run_of_some_again_finds_every_slot(tmp_path: Path) -> None:
    run(days_to(tmp_path, day(0), None, day(2), None, None, day(5)))
    again = days_to(tmp_path, day(0), day(1), day(12), None, day(4), day(5))
    run(again, [1, 2, 4])
    assert values_in(tmp_path) == [0, 1, 12, 4, 5]


def test_holes_are_kept_on_demand(tmp_path: Path) -> None:
    run(days_to(tmp_path, day(0), None, day(2), holes="keep"))
    with xr.open_dataset(tmp_path / "0.nc") as group:
        assert group["written"].values.tolist() == [True, False, True]


def test_finished_files_are_in_the_order_of_their_label(tmp_path: Path) -> None:
    run(days_to(tmp_path, day(5), day(1), day(3)))
    assert values_in(tmp_path) == [1, 3, 5]


def test_a_label_twice_is_refused_by_name(tmp_path: Path) -> None:
    pipeline = days_to(tmp_path, day(1), day(2), day(1))
    with pytest.raises(GridError, match=r"index 0 \(file_0\.nc\) and index 2 \(file_2\.nc\) have"):
        run(pipeline)


def test_closed_files_are_read_as_plain_data(tmp_path: Path) -> None:
    with pytest.warns(UserWarning, match="1 empty place"):
        run(days_to(tmp_path, day(0, source="a"), None, day(2, source="a")))
    items = [
        item for index in range(2) for item in NetCDFSource(str(tmp_path), dimension="time")[index]
    ]
    assert [float(item["t"][0, 0]) for item in items] == [0, 2]
    assert items[0].attrs == {"source": "a"}


def test_text_survives_closing(tmp_path: Path) -> None:
    items = [day(n).assign(name=("lat", ["west", f"east {n}"])) for n in (0, 1)]
    with pytest.warns(UserWarning, match="1 empty place"):
        run(days_to(tmp_path, items[0], None, items[1]))
    with xr.open_dataset(tmp_path / "0.nc") as group:
        assert group["name"].values.tolist() == [["west", "east 0"], ["west", "east 1"]]
