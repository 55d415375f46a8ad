"""Fields in an object store: values, versions and failures, against a real server of S3."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import numpy as np
import pytest
import xarray as xr
from fsspec.registry import _registry

from curator_gui.core.errors import ParamError
from curator_gui.core.fingerprint import input_fingerprint
from curator_gui.core.remote import addresses, copies
from curator_gui.domains.grid.errors import GridError
from curator_gui.domains.grid.sinks.netcdf import NetCDFSink
from curator_gui.domains.grid.sinks.zarr import GridZarrSink
from curator_gui.domains.grid.sources.grib import GRIBSource
from curator_gui.domains.grid.sources.netcdf import NetCDFSource
from curator_gui.domains.grid.sources.synthetic import SyntheticFieldSource
from curator_gui.domains.grid.sources.zarr import GridZarrSource
from curator_gui.run.planning.plan import make_plan
from curator_gui.run.record.tables.inputs import UNSETTLED, recorded_identity
from tests.domains.grid.grib_files import series as messages
from tests.domains.grid.object_store import BUCKET, ObjectStore, forget_connections

pytestmark = pytest.mark.workers


@pytest.fixture(scope="module")
def server() -> Iterator[ObjectStore]:
    store = ObjectStore()
    store.start()
    yield store
    store.kill()


@pytest.fixture
def store(
    server: ObjectStore, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Iterator[ObjectStore]:
    for name, value in server.variables.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "no-config"))
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "no-credentials"))
    monkeypatch.setattr(copies, "cache_folder", lambda: tmp_path / "cache")
    forget_connections()
    yield server
    forget_connections()


def series(start: int = 0) -> xr.Dataset:
    times = np.datetime64("2021-05-01", "ns") + np.arange(start, start + 3) * np.timedelta64(6, "h")
    values = np.random.default_rng(start).normal(size=(3, 4, 5)).astype("f4")
    return xr.Dataset({"t": (("time", "y", "x"), values, {"units": "K"})}, coords={"time": times})


def only(source: NetCDFSource | GridZarrSource | GRIBSource, index: int) -> xr.Dataset:
    (item,) = list(source[index])
    return item


def stored(store: ObjectStore, folder: Path, name: str, data: xr.Dataset) -> str:
    """Put a dataset into the bucket, as NetCDF or Zarr by its suffix; returns its address."""
    path = folder / Path(name).name
    if path.suffix == ".nc":
        data.to_netcdf(path)
    else:
        data.to_zarr(path, zarr_format=3, consolidated=False, mode="w")
    store.put({name: path})
    return f"s3://{BUCKET}/{name}"


def test_netcdf_files_by_a_pattern(store: ObjectStore, tmp_path: Path) -> None:
    for number in (10, 9):
        stored(store, tmp_path, f"many/a{number}.nc", series(number))
    stored(store, tmp_path, "many/below/c.nc", series(1))
    stored(store, tmp_path, "many/other.nc", series(2))
    source = NetCDFSource(f"s3://{BUCKET}/many", "a*.nc", dimension="time")
    assert len(source) == 6
    assert source.label(3) == "a10.nc time=2021-05-03T12:00"
    assert source.inputs(3) == (f"s3://{BUCKET}/many/a10.nc",)
    assert only(source, 4).equals(series(10).isel(time=1))
    assert only(source, 0).encoding["source"] == f"s3://{BUCKET}/many/a9.nc"
    assert len(NetCDFSource(f"s3://{BUCKET}/many", recursive=True)) == 4


@pytest.mark.parametrize("zarr_format", [2, 3])
@pytest.mark.parametrize("consolidated", [False, True])
@pytest.mark.filterwarnings("ignore:Consolidated metadata is currently not part")
def test_zarr_stores(
    store: ObjectStore, tmp_path: Path, zarr_format: int, consolidated: bool
) -> None:
    path, name = tmp_path / "a.zarr", f"stores{zarr_format}{consolidated}"
    series().to_zarr(path, zarr_format=zarr_format, consolidated=consolidated)
    store.put({f"{name}/a.zarr": path})
    for address in (f"s3://{BUCKET}/{name}/a.zarr", f"s3://{BUCKET}/{name}"):
        source = GridZarrSource(address)
        assert len(source) == 3
        assert only(source, 2).equals(series().isel(time=2))
        assert list(source.problems()) == []


def test_a_grib_file_is_what_it_is_here(store: ObjectStore, tmp_path: Path) -> None:
    path = tmp_path / "a.grib"
    path.write_bytes(messages())
    store.put({"grib/a.grib": path})
    source = GRIBSource(f"s3://{BUCKET}/grib", dimension="valid_time")
    here = GRIBSource(str(tmp_path), dimension="valid_time")
    assert len(source) == len(here) == 3
    for index in range(3):
        assert only(source, index).identical(only(here, index))


def test_a_file_is_copied_once_until_it_changes(store: ObjectStore, tmp_path: Path) -> None:
    stored(store, tmp_path, "once/a.nc", series())
    source = NetCDFSource(f"s3://{BUCKET}/once")
    assert only(source, 0).equals(series())
    (copy,) = copies.copies_folder().rglob("*.nc")
    made = copy.stat().st_mtime_ns
    assert only(source, 0).equals(series())
    assert copy.stat().st_mtime_ns == made
    stored(store, tmp_path, "once/a.nc", series(5))
    addresses.forget_told()
    assert only(source, 0).equals(series(5))
    assert len([*copies.copies_folder().rglob("*.nc")]) == 2
    assert not [*copies.copies_folder().glob(".fetching*")]


def test_copies_used_longest_ago_make_room(
    store: ObjectStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        stored(store, tmp_path, f"room/{number}.nc", series(number))
    source = NetCDFSource(f"s3://{BUCKET}/room")
    only(source, 0)
    (first,) = copies.copies_folder().rglob("*.nc")
    monkeypatch.setenv("CURATOR_COPIES", str(2 * first.stat().st_size))
    only(source, 1)
    for copy in copies.copies_folder().rglob("*.nc"):
        os.utime(copy.parent, (1000, 1000 if copy == first else 2000))
    only(source, 2)
    assert sorted(copy.name for copy in copies.copies_folder().rglob("*.nc")) == ["1.nc", "2.nc"]


@pytest.mark.parametrize("name", ["a.nc", "a.zarr"])
def test_another_version_is_another_input(store: ObjectStore, tmp_path: Path, name: str) -> None:
    address = stored(store, tmp_path, f"versions/{name}", series())
    kind = NetCDFSource if name == "a.nc" else GridZarrSource
    source = kind(f"s3://{BUCKET}/versions", name)
    assert recorded_identity([address], 0.0) == UNSETTLED  # nobody has looked
    only(source, 0)
    first = recorded_identity(source.inputs(0), 0.0)
    assert first != UNSETTLED
    addresses.forget_told()
    assert bytes.fromhex(input_fingerprint(source.inputs(0))) == first
    stored(store, tmp_path, f"versions/{name}", series(3).assign_attrs(other=1))
    addresses.forget_told()
    assert bytes.fromhex(input_fingerprint(source.inputs(0))) != first


def test_many_objects_are_asked_for_by_listing(store: ObjectStore, tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(b"x")
    store.put({f"listed/{number}": path for number in range(20)})
    names = [f"s3://{BUCKET}/listed/{number}" for number in range(20)]
    alone = [addresses.told_of(name).identity for name in names[:8]]
    asked = addresses.told_of(names[8])
    assert all(addresses.known_identity(name) == asked.identity for name in names)
    assert set(alone) == {asked.identity}


def test_what_fails_is_said(
    store: ObjectStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored(store, tmp_path, "said/a.nc", series())
    with pytest.raises(GridError, match=r"^s3://nobody/x cannot be listed: .*no such bucket"):
        len(NetCDFSource("s3://nobody/x"))
    with pytest.raises(GridError, match=r"nothere cannot be listed: there is no such folder"):
        len(NetCDFSource(f"s3://{BUCKET}/nothere"))
    with pytest.raises(GridError, match=r"it is a file, not a folder"):
        len(NetCDFSource(f"s3://{BUCKET}/said/a.nc"))
    with pytest.raises(GridError, match=r"has nothing that fits '\*\.cdf'"):
        len(NetCDFSource(f"s3://{BUCKET}/said", "*.cdf"))
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    forget_connections()
    with pytest.raises(GridError, match=r"no credentials .*AWS_PROFILE.*FSSPEC_S3_ANON"):
        len(NetCDFSource(f"s3://{BUCKET}/said"))
    monkeypatch.setenv("AWS_PROFILE", "nobody")
    forget_connections()
    with pytest.raises(GridError, match=r"no credentials .*nobody"):
        len(NetCDFSource(f"s3://{BUCKET}/said"))


class Refusing(BaseHTTPRequestHandler):
    """Answers as S3 does to who may not read, or asks in the wrong region."""

    def do_HEAD(self) -> None:
        self.send_response(403 if "denied" in self.path else 400)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def do_GET(self) -> None:
        self.do_HEAD()

    def log_message(self, *_: object) -> None:
        """Stay silent."""


@pytest.mark.parametrize(
    ("bucket", "words"),
    [("denied", "the store does not let you read it"), ("far", "another region.*AWS_DEFAULT_REGI")],
)
@pytest.mark.parametrize("kind", [NetCDFSource, GridZarrSource, GRIBSource])
def test_what_a_store_refuses(
    monkeypatch: pytest.MonkeyPatch, store: ObjectStore, bucket: str, words: str, kind: Any
) -> None:
    with ThreadingHTTPServer(("127.0.0.1", 0), Refusing) as refusing:
        thread = Thread(target=refusing.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{refusing.server_port}")
        forget_connections()
        try:
            with pytest.raises(GridError, match=rf"^s3://{bucket}/x cannot be listed: .*{words}"):
                len(kind(f"s3://{bucket}/x"))
        finally:
            refusing.shutdown()
            thread.join()


def test_a_library_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "s3fs", None)
    monkeypatch.delitem(_registry, "s3", raising=False)
    with pytest.raises(GridError, match=r"its library is not installed; add it with: .*s3"):
        len(NetCDFSource("s3://bucket/x"))


def test_paths_of_this_computer_are_no_addresses(store: ObjectStore, tmp_path: Path) -> None:
    field = SyntheticFieldSource(1)
    for sink in (GridZarrSink(Path("s3://bucket/out.zarr")), NetCDFSink("s3://bucket/out")):
        with pytest.raises(ParamError, match="is an address, which only sources of fields read"):
            make_plan(field.write(sink), None, 1)
    assert not Path("s3:").exists()
