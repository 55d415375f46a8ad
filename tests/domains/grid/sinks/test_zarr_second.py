"""Stores of Zarr format 2: what other readers find, and that turning them loses nothing."""

from __future__ import annotations

import itertools
import json
from pathlib import Path
from typing import Any

import cftime
import numcodecs
import numpy as np
import pytest
import xarray as xr
import zarr

from curator_gui.core import ParamError, Pipeline
from curator_gui.core.notes import noting
from curator_gui.dataset.loading.reading import read_output
from curator_gui.domains.grid import GridZarrSink, GridZarrSource
from curator_gui.domains.grid.formats.zarr_stores.zarr_second import HIDDEN, is_second, to_third
from tests.domains.common.killed import killed_before
from tests.domains.grid.given import Given, day, run


def to(path: Path, *items: xr.Dataset | None, **options: Any) -> Pipeline[xr.Dataset]:
    return Given(*items).write(GridZarrSink(path, "time", zarr_format=2, **options))


def by_hand(folder: Path) -> np.ndarray:
    """Read an array as the specification of format 2 says, without Zarr's library."""
    about = json.loads((folder / ".zarray").read_text())
    assert about["zarr_format"] == 2
    shape, chunks, kind = about["shape"], about["chunks"], np.dtype(about["dtype"])
    fill = about["fill_value"]
    found = np.full(shape, 0 if fill is None else float(fill), kind)
    codec = about["compressor"] and numcodecs.get_codec(about["compressor"])
    filters = [numcodecs.get_codec(f) for f in about["filters"] or ()]
    counts = [-(-n // c) for n, c in zip(shape, chunks, strict=True)]
    for place in itertools.product(*map(range, counts)):
        chunk = folder / (".".join(map(str, place)) or "0")
        if fill is not None and not chunk.exists():
            continue
        data = chunk.read_bytes()
        data = codec.decode(data) if codec else data
        for one in reversed(filters):
            data = one.decode(data)
        values = data if kind.kind == "O" else np.frombuffer(data, kind)
        region = tuple(slice(p * c, p * c + c) for p, c in zip(place, chunks, strict=True))
        own = found[region].shape
        found[region] = values.reshape(chunks)[tuple(map(slice, own))]
    return found


def mixed(number: int) -> xr.Dataset:
    """All kinds of values; zeros and empty texts are values."""
    return xr.Dataset(
        {
            "t": (("lat", "lon"), np.full((2, 3), number, "f4"), {"units": "K"}),
            "gap": (("lat", "lon"), np.full((2, 3), np.nan)),
            "zero": (("lat", "lon"), np.zeros((2, 3), "i2")),
            "flag": ("lat", np.array([False, False])),
            "none": ("lat", np.array(["", "ä"])),
            "lead": ("lat", np.array([0, number], "m8[s]")),
        },
        {"lat": [1.0, 2], "lon": [0, 1, 2], "crs": 0, "level": 0.0}
        | {"time": np.datetime64("1970-01-01", "ns") + np.timedelta64(number, "D")},
        {"title": "x"},
    )


@pytest.mark.parametrize("compression", ["blosc", "blosc-zstd", "zstd", "gzip", "none"])
@pytest.mark.parametrize("chunks", [{}, {"time": 3, "lon": 2}])
def test_values_are_those_of_format_3(tmp_path: Path, compression: str, chunks: Any) -> None:
    items = [mixed(n) for n in range(5)]
    how = {"compression": compression, "chunks": chunks}
    run(to(tmp_path / "2.zarr", *items, **how))
    run(Given(*items).write(GridZarrSink(tmp_path / "3.zarr", "time", **how)))
    with (
        xr.open_zarr(tmp_path / "2.zarr", chunks=None, decode_timedelta=True) as second,
        xr.open_zarr(tmp_path / "3.zarr", chunks=None, decode_timedelta=True) as third,
    ):
        second.attrs["curator_items"]["id"] = third.attrs["curator_items"]["id"]
        assert second.identical(third)
        assert second["zero"].dtype == np.int16
        assert second["written"].dtype == bool
    group: Any = zarr.open_group(tmp_path / "3.zarr", mode="r")
    for name, array in group.arrays():
        np.testing.assert_array_equal(by_hand(tmp_path / "2.zarr" / name), array[...])


@pytest.mark.parametrize("layout", ["cf", "flat"])
def test_it_is_of_format_2_throughout(tmp_path: Path, layout: str) -> None:
    path = tmp_path / "o.zarr"
    run(to(path, mixed(0), None, mixed(2), layout=layout))
    group: Any = zarr.open_group(path, mode="r")
    assert group.metadata.zarr_format == 2
    assert group.metadata.consolidated_metadata is not None
    assert group["t"].metadata.zarr_format == 2
    assert group["t"].attrs["_ARRAY_DIMENSIONS"] == ["time", "lat", "lon"]
    assert not list(path.rglob("zarr.json"))
    assert not list(path.rglob("c"))
    assert [p.name for p in tmp_path.iterdir()] == ["o.zarr"]
    assert group["t"][:, 0, 0].tolist() == [0, 2]


def test_calendars_and_missing_times(tmp_path: Path) -> None:
    items = [day(0), day(1)]
    items[0] = items[0].assign(seen=("lat", np.array(["2000-01-01", "NaT"], "M8[ns]")))
    items[1] = items[1].assign(seen=("lat", np.array(["NaT", "NaT"], "M8[ns]")))
    run(to(tmp_path / "o.zarr", *items))
    with xr.open_zarr(tmp_path / "o.zarr", chunks=None) as store:
        assert np.isnat(store["seen"].values).tolist() == [[False, True], [True, True]]
    other = [day(n).assign_coords(time=cftime.DatetimeNoLeap(2001, 3, 1 + n)) for n in range(2)]
    run(to(tmp_path / "c.zarr", *other))
    with xr.open_zarr(tmp_path / "c.zarr", chunks=None) as store:
        assert store["time"].values[1] == cftime.DatetimeNoLeap(2001, 3, 2)


def test_shards_are_refused() -> None:
    with pytest.raises(ParamError, match="format 2 has no shards"):
        GridZarrSink(Path("o.zarr"), shards={"time": 4}, zarr_format=2)


def test_source_loader_and_preview_read_it(tmp_path: Path) -> None:
    path = tmp_path / "o.zarr"
    run(to(path, day(0), None, day(2)))
    source = GridZarrSource(str(path))
    assert [float(next(source[i])["t"][0, 0]) for i in range(len(source))] == [0, 2]
    arrays = read_output(path, 2)
    assert arrays["t"].tolist() == [[2.0] * 3] * 2
    assert arrays["lat"].tolist() == [1.0, 2.0]


def test_finishing_twice_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "o.zarr"
    pipeline = to(path, day(0), None, day(2))
    run(pipeline)
    before = {p: p.read_bytes() for p in path.rglob("*") if p.is_file()}
    assert pipeline.sink.finish([0, 1, 2]) == [str(path)]
    assert {p: p.read_bytes() for p in path.rglob("*") if p.is_file()} == before


def test_the_format_may_change(tmp_path: Path) -> None:
    path = tmp_path / "o.zarr"
    run(to(path, *map(day, range(3))), [0, 1])
    assert is_second(path)
    run(Given(*map(day, range(3))).write(GridZarrSink(path, "time")), [2])
    assert not is_second(path)
    assert not list(path.rglob(".z*"))
    with xr.open_zarr(path, chunks=None) as store:
        assert store["t"].values[:, 0, 0].tolist() == [0, 1, 2]
    run(to(path, *map(day, range(3))), [1])
    with xr.open_zarr(path, chunks=None) as store:
        assert store["t"].values[:, 0, 0].tolist() == [0, 1, 2]


def test_nothing_written_is_said(tmp_path: Path) -> None:
    pipeline = to(tmp_path / "o.zarr", day(0), day(1))
    run(pipeline)
    pipeline.sink.prepare([0, 1])
    said: list[str] = []
    with noting(lambda kind, words: said.append(words)):
        assert pipeline.sink.finish([]) == []
    assert said == []
    assert not (tmp_path / "o.zarr").exists()


def test_stores_of_others_are_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "o.zarr"
    group = zarr.open_group(path, mode="w", zarr_format=2)
    group.create_array("mine", shape=(3,), dtype="f4")
    sink = GridZarrSink(path, zarr_format=2)
    [(where, message)] = sink.problems()
    assert where == "path"
    assert "holds no Zarr store" in message
    group = zarr.open_group(path, mode="w", zarr_format=3)
    (path / ".zgroup").write_text("{}")
    to_third(path)
    assert (path / ".zgroup").read_text() == "{}"


def test_damaged_metadata_are_said(tmp_path: Path) -> None:
    path = tmp_path / "o.zarr"
    run(to(path, day(0)))
    assert list(GridZarrSink(path, zarr_format=2).problems()) == []
    (path / HIDDEN).write_text('{"node_type": "group"}')
    [(_, words)] = GridZarrSink(path, zarr_format=2).problems()
    assert "not from this sink" in words
    (path / HIDDEN).write_text("{")
    [(_, words)] = GridZarrSink(path, zarr_format=2).problems()
    assert "o.zarr cannot be read" in words


@pytest.mark.fault
@pytest.mark.parametrize("turning_back", [False, True])
@pytest.mark.parametrize("number", [0, 1, 2, 3, 5, 8, 13, 21, 34, 45, 55, 70])
def test_a_process_killed_while_it_turns_a_store_loses_nothing(
    tmp_path: Path, number: int, turning_back: bool
) -> None:
    path = tmp_path / "o.zarr"
    items = [mixed(n) if n % 3 else None for n in range(7)]
    pipeline = to(path, *items)
    if turning_back:
        run(pipeline)
    else:
        pipeline.sink.prepare(range(7))
        for index in range(7):
            pipeline[index]
    with killed_before(number, "replace", "unlink", "write_bytes", "link"):
        if turning_back:
            pipeline.sink.prepare([])
        else:
            pipeline.sink.finish(range(7))
    again = to(path, *[mixed(n) if n % 3 or n == 3 else None for n in range(7)])
    run(again, [3])
    once = to(
        tmp_path / "once.zarr", *[mixed(n) if n in (1, 2, 3, 4, 5) else None for n in range(7)]
    )
    run(once)
    with (
        xr.open_zarr(path, chunks=None, decode_timedelta=True) as found,
        xr.open_zarr(tmp_path / "once.zarr", chunks=None, decode_timedelta=True) as wanted,
    ):
        assert found.assign_attrs(wanted.attrs).identical(wanted)
    assert not list(path.rglob("zarr.json"))
