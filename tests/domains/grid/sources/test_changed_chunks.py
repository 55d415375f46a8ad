"""Chunks of a local store that are replaced, added or removed are noticed by a resumed run."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import time
import warnings
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import xarray as xr
import zarr

from curator_gui.core import Pipeline
from curator_gui.core.fingerprint import input_fingerprint
from curator_gui.core.inputs import version_of
from curator_gui.domains.grid import GridZarrSource, NetCDFSink
from curator_gui.domains.grid.formats.zarr_files import StoreFiles
from curator_gui.run import RunConfig, execute
from curator_gui.run.planning.resuming.resume import plan_resume
from curator_gui.run.record import RunRecord
from curator_gui.run.record.tables.inputs import UNSETTLED, recorded_identity

STORES: dict[str, dict[str, Any]] = {
    "v3": {"zarr_format": 3, "consolidated": False},
    "v3 consolidated": {"zarr_format": 3, "consolidated": True},
    "v2": {"zarr_format": 2, "consolidated": False},
    "v2 consolidated": {"zarr_format": 2, "consolidated": True},
}
TIMES = 6


def made(
    path: Path, *, chunk: int = 1, shards: bool = False, count: int = TIMES, **options: Any
) -> Path:
    """Write a store of six times with two chunks each, and an orography of two chunks."""
    values = np.arange(count * 8, dtype="f4").reshape(count, 2, 4) + 1
    data = xr.Dataset(
        {"t": (("time", "lat", "lon"), values), "z": (("lat", "lon"), values[0])},
        {"time": np.arange(count), "lat": [0.0, 1.0], "lon": [0.0, 1.0, 2.0, 3.0]},
    )
    encoding: dict[str, Any] = {
        "time": {"chunks": (TIMES,)},
        "t": {"chunks": (chunk, 2, 2)},
        "z": {"chunks": (2, 2)},
    }
    if shards:
        encoding["t"]["shards"] = (2 * chunk, 2, 4)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # format 3 of Zarr does not tell of consolidated metadata
        data.to_zarr(path, encoding=encoding, **options)
    return path


def pipeline_of(store: Path, dimension: str | None = "time", **more: Any) -> Pipeline[Any]:
    source = GridZarrSource(str(store), dimension=dimension, **more)
    return source.write(NetCDFSink(store.with_name("out")))


def run(store: Path, **more: Any) -> Path:
    record = store.with_name("run.curator-run")
    result = execute(pipeline_of(store, **more), RunConfig(backend="sequential", record=record))
    assert not result.failures
    return record


def again(record: Path, store: Path, **more: Any) -> dict[int, str]:
    """Return which indices a resumed run runs, and why."""
    pipeline = pipeline_of(store, **more)
    with RunRecord.open(record) as opened:
        return plan_resume(opened, pipeline, range(len(pipeline))).rerun


def chunk_of(store: Path, position: int, name: str = "t") -> Path:
    for key in (f"c/{position}/0/0", f"{position}.0.0", f"c/{position}/0", f"{position}.0"):
        if (store / name / key).is_file():
            return store / name / key
    raise AssertionError(f"{name} has no chunk {position}")


def replace(path: Path) -> None:
    """Put a file with as many bytes in its place, as a program does that is run again."""
    beside = path.with_name("new")
    beside.write_bytes(path.read_bytes())
    os.utime(beside, ns=(0, path.stat().st_mtime_ns + 1_000_000))
    beside.replace(path)


@pytest.mark.parametrize("kind", STORES)
def test_only_items_of_the_chunks_run_again(tmp_path: Path, kind: str) -> None:
    store = made(tmp_path / "in.zarr", **STORES[kind])
    record = run(store)
    assert again(record, store) == {}
    replace(chunk_of(store, 2))
    assert list(again(record, store)) == [2]
    assert "in.zarr changed" in again(record, store)[2]
    chunk_of(store, 4).unlink()
    assert list(again(record, store)) == [2, 4]


@pytest.mark.parametrize("kind", STORES)
def test_a_chunk_that_is_added(tmp_path: Path, kind: str) -> None:
    store = made(tmp_path / "in.zarr", **STORES[kind])
    chunk = chunk_of(store, 3)
    data = chunk.read_bytes()
    chunk.unlink()
    record = run(store)
    assert again(record, store) == {}
    chunk.write_bytes(data)
    assert list(again(record, store)) == [3]


@pytest.mark.parametrize("kind", STORES)
@pytest.mark.parametrize("part", ["orography", "latitudes", "metadata"])
def test_what_all_items_read(tmp_path: Path, kind: str, part: str) -> None:
    store = made(tmp_path / "in.zarr", **STORES[kind])
    record = run(store)
    latitudes = [path for path in (store / "lat").rglob("0") if path.is_file()]
    metadata = [path for path in (store / "t").iterdir() if path.name in (".zarray", "zarr.json")]
    parts = {"orography": [chunk_of(store, 0, "z")], "latitudes": latitudes, "metadata": metadata}
    (path,) = parts[part]
    if part == "metadata":
        rewrite(path, lambda about: about.update(fill_value=7.0))
    replace(path)
    assert list(again(record, store)) == list(range(TIMES))


def rewrite(path: Path, change: Callable[[dict[str, Any]], None]) -> None:
    """Change JSON, and write it in another way."""
    about = json.loads(path.read_text())
    change(about)
    path.write_text(json.dumps(dict(reversed(about.items())), indent=8))


def metadata_of(store: Path) -> list[Path]:
    names = ("zarr.json", ".zgroup", ".zarray", ".zattrs", ".zmetadata")
    return [path for path in store.rglob("*") if path.name in names]


@pytest.mark.parametrize("kind", STORES)
def test_metadata_that_are_written_anew_and_say_the_same_run_nothing(
    tmp_path: Path, kind: str
) -> None:
    store = made(tmp_path / "in.zarr", **STORES[kind])
    record = run(store)
    for path in metadata_of(store):
        rewrite(path, lambda about: None)
        replace(path)
    assert again(record, store) == {}


@pytest.mark.parametrize("kind", ["v2 consolidated", "v3 consolidated"])
def test_of_consolidated_metadata_counts_what_is_read(tmp_path: Path, kind: str) -> None:
    store = made(tmp_path / "in.zarr", **STORES[kind])
    record = run(store, variables=["t"])
    path = store / (".zmetadata" if kind.startswith("v2") else "zarr.json")

    def nodes(about: dict[str, Any]) -> dict[str, Any]:
        return about.get("consolidated_metadata", about)["metadata"]

    def node(about: dict[str, Any], name: str) -> dict[str, Any]:
        found = nodes(about)
        return found[f"{name}/.zattrs"] if kind.startswith("v2") else found[name]["attributes"]

    rewrite(path, lambda about: node(about, "z").update(other=1))
    assert again(record, store, variables=["t"]) == {}
    rewrite(path, lambda about: node(about, "t").update(other=1))
    assert list(again(record, store, variables=["t"])) == list(range(TIMES))


@pytest.mark.parametrize("kind", STORES)
def test_of_a_longer_store_the_items_of_before_stay(tmp_path: Path, kind: str) -> None:
    store = made(tmp_path / "in.zarr", **STORES[kind])
    record = run(store)
    longer = made(tmp_path / "longer" / "in.zarr", count=2 * TIMES, **STORES[kind])
    for path in [*metadata_of(longer)]:
        shutil.copyfile(path, store / path.relative_to(longer))
    rerun = again(record, store)
    assert set(rerun) <= set(range(TIMES, 2 * TIMES))


def test_a_shard_and_a_chunk_of_several_times(tmp_path: Path) -> None:
    store = made(tmp_path / "in.zarr", shards=True, zarr_format=3, consolidated=False)
    record = run(store)
    replace(chunk_of(store, 1))
    assert list(again(record, store)) == [2, 3]
    other = made(tmp_path / "b" / "in.zarr", chunk=4, zarr_format=2, consolidated=False)
    record = run(other)
    replace(chunk_of(other, 1))
    assert list(again(record, other)) == [4, 5]


def test_whole_stores_and_other_dimensions(tmp_path: Path) -> None:
    store = made(tmp_path / "in.zarr", zarr_format=3, consolidated=False)
    record = run(store, dimension=None)
    assert again(record, store, dimension=None) == {}
    replace(chunk_of(store, 2))
    assert list(again(record, store, dimension=None)) == [0]
    other = made(tmp_path / "b" / "in.zarr", zarr_format=3, consolidated=False)
    record = run(other, dimension="lon")
    replace(other / "t/c/5/0/1")
    assert list(again(record, other, dimension="lon")) == [2, 3]


def test_arrays_that_are_not_chosen_do_not_count(tmp_path: Path) -> None:
    store = made(tmp_path / "in.zarr", zarr_format=3, consolidated=False)
    record = run(store, variables=["t"])
    replace(chunk_of(store, 0, "z"))
    assert again(record, store, variables=["t"]) == {}
    replace(store / "lat/c/0")
    assert len(again(record, store, variables=["t"])) == TIMES


def test_groups(tmp_path: Path) -> None:
    made(tmp_path / "in.zarr" / "a", zarr_format=3, consolidated=False)
    made(tmp_path / "in.zarr" / "b", zarr_format=3, consolidated=False)
    zarr.open_group(tmp_path / "in.zarr", mode="a")
    store = tmp_path / "in.zarr"
    record = run(store, group="b")
    replace(chunk_of(store / "a", 2))
    assert again(record, store, group="b") == {}
    replace(chunk_of(store / "b", 2))
    assert list(again(record, store, group="b")) == [2]


def test_encodings_of_keys_and_grids_that_are_not_known(tmp_path: Path) -> None:
    """Then the whole array counts for each item."""
    group = zarr.open_group(tmp_path / "in.zarr", mode="w")
    array = group.create_array(
        "t", shape=(3, 2), chunks=(1, 2), dtype="f4", dimension_names=["time", "x"],
        chunk_key_encoding={"name": "default", "separator": "."},
    )  # fmt: skip
    array[:] = 1
    store = tmp_path / "in.zarr"
    record = run(store)
    replace(store / "t" / "c.1.0")
    assert list(again(record, store)) == [1]
    metadata = (store / "t" / "zarr.json").read_text()
    (store / "t" / "zarr.json").write_text(metadata.replace('"default"', '"another"'))
    pipeline = pipeline_of(store)
    versions = {version_of(pipeline.source, 0) for _ in range(2)}
    assert len(versions) == 1
    replace(store / "t" / "c.2.0")
    assert version_of(pipeline_of(store).source, 0) not in versions


def test_a_chunk_that_changes_while_the_run_goes_on_is_not_trusted(tmp_path: Path) -> None:
    store = made(tmp_path / "in.zarr", zarr_format=3, consolidated=False)
    pipeline = pipeline_of(store)
    next(iter(pipeline.source[0]))
    replace(chunk_of(store, 0))
    first = version_of(pipeline.source, 0)
    now = version_of(pipeline_of(store).source, 0)
    assert first != now  # it is told as it was before it was read
    assert recorded_identity([str(store)], time.time(), "", first) != UNSETTLED
    assert recorded_identity([str(store)], first.changed - 1, "", now) == UNSETTLED


def as_before(record: Path, store: Path) -> None:
    """Make a record say what earlier versions noted of a store: its folder alone."""
    source = pipeline_of(store).source
    with closing(sqlite3.connect(record)) as connection, connection:
        for index in range(TIMES):
            old = bytes.fromhex(input_fingerprint([str(store)], source.input_part(index)))
            connection.execute("UPDATE indices SET input = ? WHERE idx = ?", (old, index))
        connection.execute("UPDATE run SET created = created + 3")  # as if the store were older


def later(path: Path) -> None:
    """Let a file or folder have been changed after that."""
    os.utime(path, (time.time() + 60,) * 2)


def test_what_an_earlier_version_finished_is_kept_if_nothing_changed_since(tmp_path: Path) -> None:
    store = made(tmp_path / "in.zarr", zarr_format=3, consolidated=False)
    record = run(store)
    as_before(record, store)
    assert again(record, store) == {}
    later(chunk_of(store, 2))
    words = again(record, store)
    assert list(words) == [2]
    assert "the earlier run did not note the files in" in words[2]
    folder = chunk_of(store, 4).parent
    chunk_of(store, 4).unlink()
    later(folder)
    assert list(again(record, store)) == [2, 4]


@pytest.mark.parametrize(
    "part",
    [
        {"chunk_grid": []},
        {"chunk_grid": {"name": "regular", "configuration": {"chunk_shape": [1e999, 2, 2]}}},
        {"chunk_grid": {"name": "regular", "configuration": {"chunk_shape": [0, 2, 2]}}},
        {"chunk_key_encoding": {"name": "default", "configuration": None}},
        {"chunk_key_encoding": "default"},
        {"shape": [6, 10**400, 4]},
        {"shape": None},
        {"dimension_names": 5},
    ],
    ids=str,
)
def test_of_damaged_metadata_all_files_count(tmp_path: Path, part: dict[str, Any]) -> None:
    store = made(tmp_path / "in.zarr", **STORES["v3"])
    file = store / "t" / "zarr.json"
    file.write_text(json.dumps(json.loads(file.read_text()) | part))
    changed_files(store)


def test_of_endless_metadata_all_files_count(tmp_path: Path) -> None:
    store = made(tmp_path / "in.zarr", **STORES["v3"])
    (store / "t" / "zarr.json").write_text("[" * 200_000)
    versions = [StoreFiles(str(store), "time", None, ()).version(n) for n in range(TIMES)]
    assert len({version.text for version in versions}) == 1


def changed_files(store: Path) -> None:
    """Insist that a chunk of whichever time counts for all of them."""
    before = [StoreFiles(str(store), "time", None, ()).version(n) for n in range(TIMES)]
    replace(chunk_of(store, 3))
    after = [StoreFiles(str(store), "time", None, ()).version(n) for n in range(TIMES)]
    assert all(one.text != other.text for one, other in zip(before, after, strict=True))
