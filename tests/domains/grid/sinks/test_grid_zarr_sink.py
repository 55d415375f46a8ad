from __future__ import annotations

import os
import pickle
import re
from collections.abc import Iterator
from pathlib import Path

import cftime
import numpy as np
import pytest
import xarray as xr
import zarr
from joblib.externals.loky.process_executor import ProcessPoolExecutor

from curator_gui.core import Param, ParamError, Pipeline, Source
from curator_gui.core.storage.outputs import written_size
from curator_gui.dataset.loading.reading import read_output
from curator_gui.domains.grid import GridZarrSource
from curator_gui.domains.grid.errors import GridError
from curator_gui.domains.grid.sinks.zarr import GridZarrSink
from curator_gui.run.planning.partition import check_groups, intersect_partitions
from tests.domains.grid.given import Given

COUNT = 24


class Ramp(Source[xr.Dataset]):
    """Item i has a 3 x 4 field of i, the time of day i and NaN at one point."""

    name = "Ramp"
    description = "Fields whose value is their index."

    def __init__(self, count: int = COUNT, width: int = 4) -> None:
        self._count, self._width = count, width

    @classmethod
    def params(cls) -> list[Param]:
        return [Param("count", "", int, COUNT), Param("width", "", int, 4)]

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, index: int) -> Iterator[xr.Dataset]:
        yield ramp_item(index, self._width)


def ramp_item(index: int, width: int = 4) -> xr.Dataset:
    field = np.full((3, width), float(index), dtype="f4")
    field[0, 0] = np.nan
    day = np.datetime64("2020-01-01", "ns") + np.timedelta64(index, "D")
    return xr.Dataset(
        {"t": (("lat", "lon"), field, {"units": "K"}), "mean": ((), index / 7)},
        coords={"lat": [10.0, 20.0, 30.0], "lon": np.arange(width) * 1.5, "time": day},
        attrs={"title": "ramp"},
    )


def pipeline_to(path: Path, count: int = COUNT, **options: object) -> Pipeline[xr.Dataset]:
    return Ramp(count).write(GridZarrSink(path, **options))


def check_values(path: Path, dimension: str = "item", count: int = COUNT) -> None:
    with xr.open_zarr(path, chunks=None) as store:
        assert store["written"].values.all()
        for i in range(count):
            expected = ramp_item(i)
            found = store.isel({dimension: i})
            np.testing.assert_array_equal(found["t"].values, expected["t"].values)
            assert found["mean"].item() == expected["mean"].item()
            assert found["time"].values == expected["time"].values


def run_group(pipeline: Pipeline[xr.Dataset], group: list[int]) -> tuple[int, list[list[str]]]:
    return os.getpid(), [pipeline[i] for i in group]


@pytest.mark.workers
@pytest.mark.parametrize(
    "options, unit",
    [
        ({}, 1),
        ({"dimension": "time"}, 1),
        ({"chunks": {"item": 3, "lon": 2}}, 3),
        ({"chunks": {"item": 2}, "shards": {"item": 8}}, 8),
        ({"chunks": {"lat": 2, "lon": 3}, "shards": {}}, 1),
        ({"chunks": {"lat": 1, "lon": 2}, "shards": {"item": 4}, "compression": "zstd"}, 4),
    ],
)
def test_many_small_groups_in_two_processes_lose_nothing(
    tmp_path: Path, workers: ProcessPoolExecutor, options: dict[str, object], unit: int
) -> None:
    path = tmp_path / "out.zarr"
    pipeline = pipeline_to(path, **options)
    indices = list(range(COUNT))
    asked = pipeline.sink.partition_indices(indices)
    if unit == 1:
        assert asked is None
    else:
        check_groups(asked, indices, "sink")
        assert all(len({i // unit for i in group}) == 1 for group in asked)
    groups = intersect_partitions(None, asked) or [[i] for i in indices]
    pipeline.sink.prepare(indices)
    futures = [workers.submit(run_group, pipeline, group) for group in groups]
    results = [future.result(timeout=120) for future in futures]
    assert os.getpid() not in {pid for pid, _ in results}
    assert all(outputs[0] == str(path) for _, group in results for outputs in group)
    assert all(Path(output).exists() for _, group in results for o in group for output in o)
    check_values(path, str(options.get("dimension", "item")))
    assert [p.name for p in tmp_path.iterdir()] == ["out.zarr"]


def test_an_index_counts_the_values_that_it_wrote(tmp_path: Path) -> None:
    pipeline = pipeline_to(tmp_path / "out.zarr", shards={"item": 8})
    outputs = pipeline.sink(pipeline.items(3), 3)
    assert written_size(outputs) == 3 * 4 * 4 + 8 + 8  # the field, its mean and its time


def test_unwritten_slots_are_told_from_fill_values(tmp_path: Path) -> None:
    path = tmp_path / "out.zarr"
    pipeline = pipeline_to(path, chunks={"item": 5})
    for i in (0, 3, 17):
        pipeline[i]
    with xr.open_zarr(path, chunks=None) as store:
        assert np.flatnonzero(store["written"].values).tolist() == [0, 3, 17]
        assert np.isnan(store["t"].values[1]).all()
        assert np.isnat(store["time"].values[1])


@pytest.mark.parametrize("fill", [None, "somewhere", "everywhere"])
def test_chunks_that_hold_nothing_take_no_file(fill: str | None, tmp_path: Path) -> None:
    field = np.arange(4000.0, dtype="f4").reshape(4, 1000)[:, ::-1]
    if fill:
        field[: 2 if fill == "somewhere" else 4] = np.nan
    sink = Given(xr.Dataset({"t": (("y", "x"), field)})).write(
        GridZarrSink(tmp_path / "s.zarr", chunks={"y": 1})
    )
    sink[0]
    files = {None: 4, "somewhere": 2, "everywhere": 0}
    assert sum(path.is_file() for path in (tmp_path / "s.zarr/t/c").rglob("*")) == files[fill]
    stored = zarr.open_array(tmp_path / "s.zarr/t", mode="r")
    np.testing.assert_array_equal(stored[0], field)


def test_dimension_with_the_name_of_a_coordinate_labels_the_items(tmp_path: Path) -> None:
    path = tmp_path / "out.zarr"
    pipeline = pipeline_to(path, count=5, dimension="time")
    for i in range(5):
        pipeline[i]
    with xr.open_zarr(path, chunks=None) as store:
        assert store["t"].sel(time="2020-01-03").values[1, 1] == 2.0
        assert store.attrs["title"] == "ramp"
        assert store["t"].attrs["units"] == "K"
        assert "time" in store.indexes


def test_chunks_and_shards_are_as_asked(tmp_path: Path) -> None:
    path = tmp_path / "out.zarr"
    pipeline_to(path, chunks={"item": 2, "lon": 3}, shards={"item": 4})[0]
    array = zarr.open_group(path, mode="r")["t"]
    assert array.chunks == (2, 3, 3)
    assert array.shards == (4, 3, 6)
    assert array.metadata.zarr_format == 3


def test_rerun_of_some_items_keeps_the_others(tmp_path: Path) -> None:
    path = tmp_path / "out.zarr"
    pipeline = pipeline_to(path, chunks={"item": 4})
    for i in range(COUNT):
        pipeline[i]
    sink = pipeline.sink
    sink.prepare([2, 9])
    mask = zarr.open_group(path, mode="r")["written"][:]
    assert np.flatnonzero(~mask).tolist() == [2, 9]
    for i in (2, 9):
        pipeline[i]
    check_values(path)


def test_rerun_of_all_items_may_change_the_layout(tmp_path: Path) -> None:
    path = tmp_path / "out.zarr"
    old = pipeline_to(path, count=6, chunks={"item": 3})
    for i in range(6):
        old[i]
    new = pipeline_to(path, chunks={"item": 2})
    new.sink.prepare(range(COUNT))
    assert not path.exists()
    for i in range(COUNT):
        new[i]
    check_values(path)


def test_an_interrupted_run_resumed_gives_the_same_bytes(tmp_path: Path) -> None:
    whole, parts = tmp_path / "whole.zarr", tmp_path / "parts.zarr"
    options = {"chunks": {"item": 2}, "shards": {"item": 4}}
    for i in range(COUNT):
        pipeline_to(whole, **options)[i]
    for indices in (range(7), range(7, COUNT)):
        pipeline = pickle.loads(pickle.dumps(pipeline_to(parts, **options)))
        pipeline.sink.prepare(indices)
        for i in indices:
            pipeline[i]

    def content(root: Path) -> dict[str, bytes]:
        files = (p for p in root.rglob("*") if p.is_file())
        known = {p.relative_to(root).as_posix(): p.read_bytes() for p in files}
        return {  # every store has a name of its own
            name: re.sub(rb'"id": "\w+"', b"", data)
            for name, data in known.items()
            if "id-" not in name
        }

    assert content(whole) == content(parts)


def test_other_layout_with_items_kept_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "out.zarr"
    pipeline_to(path, count=6)[5]
    with pytest.raises(GridError, match=r"holds items already, with count 6 instead of 24"):
        pipeline_to(path).sink.prepare([0, 1])
    with pytest.raises(GridError, match=r"with count 6 instead of 24"):
        pipeline_to(path)[0]


def test_foreign_stores_and_folders_are_left_alone(tmp_path: Path) -> None:
    foreign = tmp_path / "foreign.zarr"
    zarr.create_group(foreign, zarr_format=3)
    ((param, message),) = list(GridZarrSink(foreign).problems())
    assert param == "path"
    assert "not from this sink" in message
    with pytest.raises(GridError, match="not from this sink"):
        pipeline_to(foreign).sink.prepare([0])
    photos = tmp_path / "photos"
    photos.mkdir()
    (photos / "cat.jpg").touch()
    ((param, message),) = list(GridZarrSink(photos).problems())
    assert "holds no Zarr store" in message
    with pytest.raises(GridError, match="cannot be created"):
        pipeline_to(photos)[0]
    assert [p.name for p in photos.iterdir()] == ["cat.jpg"]


@pytest.mark.parametrize(
    "change, words",
    [
        (lambda d: d.drop_vars("mean"), "lacks mean"),
        (lambda d: d.assign(extra=1.0), "has extra, which the store lacks"),
        (lambda d: d.assign_coords(lat=[1.0, 2.0, 3.0]), "'lat' differs"),
        (lambda d: d.assign(t=d["t"].astype(str)), "would lose digits"),
        (lambda d: d.isel(lat=slice(2)), "shape"),
        (lambda d: d.rename(t="mean", mean="t"), "dimensions"),
        (lambda d: d.assign(t=d["t"].assign_attrs(units="degC")), "units 'degC'"),
    ],
)
def test_items_that_do_not_fit_are_refused_and_not_marked(
    tmp_path: Path, change: object, words: str
) -> None:
    path = tmp_path / "out.zarr"
    pipeline = pipeline_to(path)
    pipeline[0]
    with pytest.raises(GridError, match=words):
        pipeline.sink(iter([change(ramp_item(1))]), 1)
    assert zarr.open_group(path, mode="r")["written"][:2].tolist() == [True, False]


def test_transposed_items_fit(tmp_path: Path) -> None:
    path = tmp_path / "out.zarr"
    pipeline = pipeline_to(path, count=2)
    pipeline[0]
    pipeline.sink(iter([ramp_item(1).transpose("lon", "lat")]), 1)
    check_values(path, count=2)


def test_no_item_and_several_items(tmp_path: Path) -> None:
    sink = pipeline_to(tmp_path / "out.zarr").sink
    assert sink(iter([]), 0) == []
    with pytest.raises(GridError, match="index 4 gave several items"):
        sink(iter([ramp_item(4), ramp_item(4)]), 4)
    series = xr.concat([ramp_item(0), ramp_item(1)], "time")
    by_time = pipeline_to(tmp_path / "b.zarr", dimension="time").sink
    with pytest.raises(GridError, match="2 positions along 'time'"):
        by_time(iter([series]), 0)


def test_all_kinds_of_values_come_back(tmp_path: Path) -> None:
    item = xr.Dataset(
        {
            "flag": ("x", np.array([True, False])),
            "count": ("x", np.array([1, 2], dtype="u2")),
            "lead": ("x", np.array([1, 2], dtype="m8[ns]")),
        },
        coords={
            "x": ["west", "east"],
            "expver": "0001",
            "time": cftime.DatetimeNoLeap(2001, 3, 1, 6),
            "number": np.int64(4),
        },
        attrs={"levels": np.array([1, 2]), "scale": np.float32(0.5)},
    )
    path = tmp_path / "out.zarr"
    Ramp(2).write(GridZarrSink(path)).sink(iter([item]), 1)
    with xr.open_zarr(path, chunks=None, decode_timedelta=True) as store:
        found = store.isel(item=1).load()
    assert found["x"].values.tolist() == ["west", "east"]
    assert str(found["expver"].values) == "0001"
    assert found["time"].item() == cftime.DatetimeNoLeap(2001, 3, 1, 6)
    assert found["number"].item() == 4
    for name in ("flag", "count", "lead"):
        np.testing.assert_array_equal(found[name].values, item[name].values)
    assert store.attrs["levels"] == [1, 2]


@pytest.mark.parametrize("compression", ["blosc", "blosc-zstd", "zstd", "gzip", "none"])
def test_compression_loses_nothing(tmp_path: Path, compression: str) -> None:
    path = tmp_path / "out.zarr"
    pipeline = pipeline_to(path, count=2, compression=compression, level=1)
    for i in range(2):
        pipeline[i]
    check_values(path, count=2)
    codecs = [type(codec).__name__.lower() for codec in zarr.open_group(path)["t"].compressors]
    assert codecs == ([] if compression == "none" else [f"{compression.partition('-')[0]}codec"])


def test_chunks_of_unknown_dimensions_are_refused(tmp_path: Path) -> None:
    pipeline = pipeline_to(tmp_path / "out.zarr", chunks={"latitude": 2})
    with pytest.raises(GridError, match="no dimension 'latitude'; there are item, lat, lon"):
        pipeline[0]
    assert list(tmp_path.iterdir()) == []


def test_wrong_lengths_are_refused() -> None:
    with pytest.raises(ParamError, match="chunks: lat needs a length of at least 1"):
        GridZarrSink(Path("x"), chunks={"lat": 0})
    with pytest.raises(ParamError, match="multiple of the chunk's length 3"):
        GridZarrSink(Path("x"), chunks={"item": 3}, shards={"item": 4})


def test_a_flat_store_has_the_items_in_front_of_every_array(tmp_path: Path) -> None:
    path = tmp_path / "out.zarr"
    pipeline = pipeline_to(path, 5, dimension="time", layout="flat")
    for index in range(5):
        pipeline[index]
    pipeline.sink.finish(list(range(5)))
    group = zarr.open_group(path, mode="r")
    assert {array.shape[0] for _, array in group.arrays()} == {5}
    assert sorted(group["coordinates"].array_keys()) == ["lat", "lon"]
    found = read_output(path, 3)
    np.testing.assert_array_equal(found["t"], ramp_item(3)["t"].values)
    assert found["lat"].tolist() == [10, 20, 30]


def test_a_store_of_another_layout_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "out.zarr"
    pipeline_to(path)[0]
    other = pipeline_to(path, layout="flat")
    with pytest.raises(GridError, match="with layout None instead of 'flat'"):
        other.sink.prepare([1])


def test_a_flat_store_of_coordinates_in_two_dimensions_is_read_back(tmp_path: Path) -> None:
    item = ramp_item(0).drop_vars(["lat", "lon"])
    places = np.arange(12.0).reshape(3, 4)
    item = item.assign_coords(latitude=(("lat", "lon"), places))
    item["t"].attrs["units"] = "K"
    pipeline = Given(item).write(GridZarrSink(tmp_path / "a.zarr", "time", layout="flat"))
    pipeline[0]
    pipeline.sink.finish([0])
    (found,) = GridZarrSource(str(tmp_path / "a.zarr"))[0]
    assert found.equals(item)
    assert set(found.coords) == set(item.coords)


@pytest.mark.parametrize(
    ("name", "layout", "words"),
    [
        ("a/b", "cf", "named 'a/b'; rename it: no '/'"),
        ("zarr.json", "cf", "named 'zarr.json', which the store itself needs"),
        ("coordinates", "flat", "named 'coordinates', which the store itself needs"),
    ],
)
def test_a_name_that_a_store_cannot_have_is_said(
    name: str, layout: str, words: str, tmp_path: Path
) -> None:
    sink = GridZarrSink(tmp_path / "a.zarr", layout=layout)
    sink.set_source(Ramp(1))
    with pytest.raises(GridError, match=words):
        list(sink(iter([xr.Dataset({name: ("y", np.zeros(3))})]), 0))
    assert not (tmp_path / "a.zarr").exists()
