"""References of kerchunk to chunks of local files: values, changed targets, hostile ones."""

from __future__ import annotations

import base64
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pytest
import xarray as xr

from curator_gui.core.inputs import version_of
from curator_gui.core.storage.versions import look_again
from curator_gui.domains.grid import GridZarrSink, GridZarrSource, NetCDFSource
from curator_gui.domains.grid.errors import GridError
from tests.domains.grid.given import run

Refs = dict[str, Any]


def dataset(start: int, count: int) -> xr.Dataset:
    values = np.random.default_rng(start).random((count, 4, 6), "f4")
    times = np.datetime64("2020-01-01", "ns") + np.arange(start, start + count).astype("m8[D]")
    return xr.Dataset(
        {"t": (("time", "lat", "lon"), values, {"units": "K"})},
        {"time": times.astype("M8[ns]"), "lat": np.arange(4.0), "lon": np.arange(6.0)},
    )


def netcdf(path: Path, start: int = 0, count: int = 5, zlib: bool = True) -> xr.Dataset:
    data = dataset(start, count)
    path.parent.mkdir(parents=True, exist_ok=True)
    how = {"t": {"chunksizes": (1, 2, 6), "zlib": zlib, "shuffle": zlib}}
    units = {"units": "days since 2020-01-01", "dtype": "i8"}
    data.to_netcdf(path, engine="netcdf4", encoding={**how, "time": units})
    return data


def references(path: Path, name: str) -> Refs:
    """Write down where the chunks of an HDF5 file stand, as kerchunk does; `name` is its target."""
    refs: Refs = {".zgroup": json.dumps({"zarr_format": 2})}
    with h5py.File(path) as file:
        for key, array in file.items():
            refs |= _array(key, array, name)
    return refs


def _array(key: str, array: Any, name: str) -> Refs:
    chunks = array.chunks or array.shape
    about = {
        "zarr_format": 2,
        "shape": array.shape,
        "chunks": chunks,
        "dtype": array.dtype.str,
        "fill_value": None,
        "order": "C",
        "filters": [{"id": "shuffle", "elementsize": 4}] if array.shuffle else None,
        "compressor": {"id": "zlib", "level": 4} if array.compression else None,
    }
    dims = ["time", "lat", "lon"] if key == "t" else [key]
    texts = {n: array.attrs[n].decode() for n in ("units", "calendar") if n in array.attrs}
    found: Refs = {
        f"{key}/.zarray": json.dumps(about),
        f"{key}/.zattrs": json.dumps({"_ARRAY_DIMENSIONS": dims, **texts}),
    }
    if array.chunks is None:
        place = [name, array.id.get_offset(), array.id.get_storage_size()]
        return {**found, f"{key}/" + ".".join("0" * array.ndim): place}
    for number in range(array.id.get_num_chunks()):
        info = array.id.get_chunk_info(number)
        at = ".".join(str(o // s) for o, s in zip(info.chunk_offset, chunks, strict=True))
        found[f"{key}/{at}"] = [name, info.byte_offset, info.size]
    return found


def put(path: Path, data: Any) -> Path:
    path.write_text(json.dumps(data), encoding="utf-8")
    return path


def items_of(path: Path, **options: Any) -> list[xr.Dataset]:
    source = GridZarrSource(str(path), **options)
    return [next(iter(source[index])) for index in range(len(source))]


WAYS: dict[str, Callable[[Refs, Path], Any]] = {
    "version 0": lambda refs, folder: refs,
    "version 1": lambda refs, folder: {"version": 1, "refs": refs},
    "template": lambda refs, folder: {
        "version": 1,
        "templates": {"u": "data"},
        "refs": {k: renamed(v, "{{u}}/in.nc") for k, v in refs.items()},
    },
    "absolute": lambda refs, folder: {
        k: renamed(v, str(folder / "data/in.nc")) for k, v in refs.items()
    },
    "file address": lambda refs, folder: {
        k: renamed(v, f"file://{folder / 'data/in.nc'}") for k, v in refs.items()
    },
    "inline": lambda refs, folder: {k: inlined(k, v, folder) for k, v in refs.items()},
}


def renamed(value: Any, name: str) -> Any:
    return [name, *value[1:]] if isinstance(value, list) else value


def inlined(key: str, value: Any, folder: Path) -> Any:
    if not isinstance(value, list) or not key.startswith(("lat/", "time/")):
        return value
    name, offset, size = value
    data = (folder / name).read_bytes()[offset : offset + size]
    return "base64:" + base64.b64encode(data).decode()


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("zlib", [False, True])
def test_values_are_those_of_the_file(tmp_path: Path, way: str, zlib: bool) -> None:
    data = netcdf(tmp_path / "data/in.nc", zlib=zlib)
    refs = references(tmp_path / "data/in.nc", "data/in.nc")
    path = put(tmp_path / "refs.json", WAYS[way](refs, tmp_path))
    items = items_of(path)
    assert len(items) == 5
    for index, item in enumerate(items):
        xr.testing.assert_equal(item, data.isel(time=index))
    (whole,) = items_of(path, dimension=None, variables=["t"])
    np.testing.assert_array_equal(whole["t"].values, data["t"].values)


def test_several_files_give_the_store_that_they_give_themselves(tmp_path: Path) -> None:
    refs: Refs = {}
    for start in (0, 5):
        netcdf(tmp_path / f"in/{start}.nc", start)
        own = references(tmp_path / f"in/{start}.nc", f"in/{start}.nc")
        for key, value in own.items():
            name, _, place = key.rpartition("/")
            if name == "t" and place[0].isdigit():
                first, *rest = place.split(".")
                key = f"t/{'.'.join([str(int(first) + start), *rest])}"
            refs.setdefault(key, value)
    for name in ("t", "time"):
        about = json.loads(refs[f"{name}/.zarray"])
        about["shape"][0] = 10
        if name == "time":
            about |= {"chunks": [10], "dtype": "<i8", "filters": None, "compressor": None}
            refs["time/0"] = "base64:" + base64.b64encode(np.arange(10).tobytes()).decode()
        refs[f"{name}/.zarray"] = json.dumps(about)
    path = put(tmp_path / "refs.json", {"version": 1, "refs": refs})
    files = NetCDFSource(str(tmp_path / "in"), dimension="time")
    run(GridZarrSource(str(path)).write(GridZarrSink(tmp_path / "a.zarr", "time")))
    run(files.write(GridZarrSink(tmp_path / "b.zarr", "time")))
    with (
        xr.open_zarr(tmp_path / "a.zarr", chunks=None) as one,
        xr.open_zarr(tmp_path / "b.zarr", chunks=None) as other,
    ):
        xr.testing.assert_equal(one, other)


HOSTILE = [
    ["../secret.nc", 0, 8],
    ["data/../../secret.nc", 0, 8],
    ["/etc/passwd", 0, 8],
    ["/etc/passwd"],
    ["file:///etc/passwd", 0, 8],
    ["{{u}}", 0, 8],
    ["https://example.invalid/in.nc", 0, 8],
    ["s3://bucket/in.nc", 0, 8],
    ["simplecache::file:///etc/passwd", 0, 8],
    ["~/secret.nc", 0, 8],
    ["C:\\secret.nc", 0, 8],
    ["data/in.nc", -1, 8],
    ["data/in.nc", 0, -8],
    ["data/in.nc", 0, 10**12],
    ["data/in.nc", 10**12, 8],
    ["data/in.nc", "0", "8"],
    ["data/in.nc", 0],
    ["data/missing.nc", 0, 8],
    ["data", 0, 8],
    ["", 0, 8],
    [None, 0, 8],
    [],
    7,
]


@pytest.mark.parametrize("hostile", HOSTILE, ids=str)
def test_what_leads_elsewhere_is_refused(tmp_path: Path, hostile: Any) -> None:
    """Whatever it refers to: no byte of it is read, and nothing becomes a missing value."""
    folder = tmp_path / "own"
    netcdf(folder / "data/in.nc")
    shutil.copy(folder / "data/in.nc", tmp_path / "secret.nc")
    refs = references(folder / "data/in.nc", "data/in.nc")
    refs["t/3.1.0"] = hostile
    data = {"version": 1, "templates": {"u": "/etc/passwd"}, "refs": refs}
    path = put(folder / "refs.json", data)
    with pytest.raises(GridError, match=r"refs\.json") as caught:
        items_of(path)
    assert "Error: " not in str(caught.value)  # it is not a library that stumbles over it


@pytest.mark.parametrize(
    "data",
    [
        {"version": 1, "refs": {}, "gen": [{"key": "t/{{i}}", "url": "x"}]},
        {"version": 1, "templates": {"f": "{{c}}.nc"}, "refs": {"t/0": ["{{f(c='a')}}", 0, 8]}},
        {"version": 2, "refs": {}},
        {"version": 1},
        {"version": 1, "refs": [1]},
        [1],
        "text",
        {},
    ],
    ids=str,
)
def test_what_is_no_list_of_references_is_named(tmp_path: Path, data: Any) -> None:
    source = GridZarrSource(str(put(tmp_path / "refs.json", data)))
    with pytest.raises(GridError, match=r"refs\.json"):
        next(iter(source[0]))


@pytest.mark.parametrize("text", [b"", b"{", b"\xff\xfe", b"[" * 100_000])
def test_a_damaged_file_is_named(tmp_path: Path, text: bytes) -> None:
    (tmp_path / "refs.json").write_bytes(text)
    source = GridZarrSource(str(tmp_path / "refs.json"))
    with pytest.raises(GridError, match=r"refs\.json"):
        next(iter(source[0]))


def test_a_target_that_is_gone_or_shorter_is_an_error_and_no_missing_value(tmp_path: Path) -> None:
    netcdf(tmp_path / "in.nc")
    path = put(tmp_path / "refs.json", references(tmp_path / "in.nc", "in.nc"))
    data = (tmp_path / "in.nc").read_bytes()
    (tmp_path / "in.nc").write_bytes(data[: len(data) // 2])
    with pytest.raises(GridError, match=r"refs\.json .*in\.nc"):
        items_of(path)
    (tmp_path / "in.nc").unlink()
    with pytest.raises(GridError, match=r"refs\.json .*in\.nc"):
        items_of(path)


def test_another_target_or_list_is_another_version(tmp_path: Path) -> None:
    netcdf(tmp_path / "in.nc")
    path = put(tmp_path / "refs.json", references(tmp_path / "in.nc", "in.nc"))
    source = GridZarrSource(str(path))
    before = version_of(source, 1)
    look_again()
    assert version_of(source, 1) == before
    os.utime(tmp_path / "in.nc", (1, 1))
    look_again()
    assert version_of(source, 1).text != before.text
    assert source.inputs(1) == (str(path),)  # its size and time count as those of other files


def test_references_at_an_address_are_refused_in_words() -> None:
    with pytest.raises(GridError, match=r"kerchunk.*copy"):
        len(GridZarrSource("https://example.invalid/refs.json"))


def test_texts_for_names_may_stand_between_blanks_and_are_put_in_once(tmp_path: Path) -> None:
    data = netcdf(tmp_path / "data/in.nc")
    refs = references(tmp_path / "data/in.nc", "{{ u }}/in.nc")
    path = put(tmp_path / "a.json", {"version": 1, "templates": {"u": "data"}, "refs": refs})
    np.testing.assert_array_equal(items_of(path)[4]["t"], data["t"][4])
    growing = {f"u{n}": f"{{{{u{n + 1}}}}}" * 10 for n in range(6)} | {"u": "{{u0}}", "u6": "x"}
    path = put(tmp_path / "b.json", {"version": 1, "templates": growing, "refs": refs})
    with pytest.raises(GridError, match=r"makes the name {{u0}}/in.nc by a rule"):
        items_of(path)


@pytest.mark.parametrize("long", ["x" * 5000, "{{u}}" * 900])
def test_an_endless_name_is_refused(tmp_path: Path, long: str) -> None:
    netcdf(tmp_path / "in.nc")
    refs = references(tmp_path / "in.nc", long)
    path = put(tmp_path / "a.json", {"version": 1, "templates": {"u": "x"}, "refs": refs})
    with pytest.raises(GridError, match="is damaged: it says"):
        items_of(path)


@pytest.mark.parametrize("way", ["file", "folder", "link of a link"])
def test_a_link_beside_that_leads_out_is_refused(tmp_path: Path, way: str) -> None:
    netcdf(tmp_path / "elsewhere/in.nc")
    folder = tmp_path / "own"
    folder.mkdir()
    if way == "folder":
        (folder / "data").symlink_to(tmp_path / "elsewhere")
    else:
        (folder / "data").mkdir()
        place = folder / "data" / ("in.nc" if way == "file" else "first")
        place.symlink_to(tmp_path / "elsewhere/in.nc")
        if way != "file":
            (folder / "data/in.nc").symlink_to("first")
    refs = references(tmp_path / "elsewhere/in.nc", "data/in.nc")
    with pytest.raises(GridError, match=r"in\.nc, which is a link that leads out of its folder"):
        items_of(put(folder / "refs.json", refs))


def test_links_within_the_folder_and_folders_of_links_are_followed(tmp_path: Path) -> None:
    data = netcdf(tmp_path / "disk/own/data/real.nc")
    folder = tmp_path / "disk/own"
    (folder / "data/in.nc").symlink_to("real.nc")
    path = put(folder / "refs.json", references(folder / "data/real.nc", "data/in.nc"))
    (tmp_path / "mine").symlink_to(folder)
    farm = tmp_path / "farm"
    (farm / "data").mkdir(parents=True)
    (farm / "refs.json").symlink_to(path)
    (farm / "data/in.nc").symlink_to(folder / "data/real.nc")
    for place in (folder, tmp_path / "mine", farm):
        items = items_of(place / "refs.json")
        xr.testing.assert_equal(items[2], data.isel(time=2))
