"""Small files that promise a lot are counted without filling the memory; their index says why."""

from __future__ import annotations

import io
import json
import shutil
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import psutil
import pytest

from curator_gui.domains.atoms import (
    ASELMDBSink,
    ASELMDBSource,
    ExtXYZSource,
    MoleculeArchiveSource,
    errors,
)
from curator_gui.domains.atoms.errors import StructureError
from curator_gui.domains.atoms.formats import lmdb as lmdb_format
from curator_gui.domains.grid import GridZarrSource, NetCDFSource
from curator_gui.domains.grid.errors import GridError
from curator_gui.run import run_pipeline

pytestmark = pytest.mark.fault

FRAME = "2\nProperties=species:S:1:pos:R:3\nH 0 0 0\nH 0 0 0.7\n"
MORE = 300 << 20
"""Bytes by which counting may let this process grow."""


def counted(source: Any) -> int:
    before = psutil.Process().memory_info().rss
    size = len(source)
    assert psutil.Process().memory_info().rss < before + MORE
    return size


def zarr_store(path: Path, positions: int, *, values: bool = True) -> None:
    import zarr

    group = zarr.open_group(path, mode="w")
    arrays = (("time", (positions,), ["time"]), ("T", (positions, 3), ["time", "lat"]))
    for name, shape, names in arrays if values else arrays[1:]:
        chunks = (min(1000, positions), *shape[1:])
        group.create_array(
            name, shape=shape, chunks=chunks, dtype="f8", dimension_names=names, fill_value=0.0
        )


def netcdf_file(path: Path, positions: int, *, values: bool = True) -> None:
    import netCDF4

    with netCDF4.Dataset(path, "w") as file:
        file.createDimension("time", positions)
        file.createDimension("lat", 3)
        chunk = min(1000, positions)
        if values:
            file.createVariable("time", "f8", ("time",), zlib=True, chunksizes=(chunk,))
        file.createVariable("T", "f4", ("time", "lat"), zlib=True, chunksizes=(chunk, 3))


STORES = pytest.mark.parametrize(
    ("make", "kind", "suffix"),
    [(zarr_store, GridZarrSource, ".zarr"), (netcdf_file, NetCDFSource, ".nc")],
)


@STORES
def test_long_axes(tmp_path: Path, make: Callable[..., None], kind: Any, suffix: str) -> None:
    """A store of a few bytes, between two of two positions, costs one index."""
    for name, positions in (("a", 2), ("b", 10**10), ("c", 2)):
        make(tmp_path / f"{name}{suffix}", positions)
    assert counted(kind(tmp_path, f"*{suffix}", dimension="time")) == 5


@STORES
def test_that_index_says_why(
    tmp_path: Path, make: Callable[..., None], kind: Any, suffix: str
) -> None:
    """Without values of the axis the file opens well: its first position is not all of it."""
    for name, positions in (("a", 2), ("b", 10**10)):
        make(tmp_path / f"{name}{suffix}", positions, values=False)
    source = kind(tmp_path, f"*{suffix}", dimension="time")
    assert counted(source) == 3
    assert len(list(source[1])) == 1
    with pytest.raises(GridError, match=r"b\.\w+: its dimension time promises 10,000,000,000"):
        list(source[2])


@pytest.fixture
def database(tmp_path: Path) -> Path:
    (tmp_path / "frames.xyz").write_text(FRAME * 3)
    written = ExtXYZSource(tmp_path / "frames.xyz").write(ASELMDBSink(tmp_path / "db"))
    run_pipeline(written, backend="sequential")
    (file,) = (tmp_path / "db").glob("*.aselmdb")
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("a", "b", "c"):
        shutil.copy(file, folder / f"{name}.aselmdb")
    return folder


def put(path: Path, key: bytes, value: bytes) -> None:
    import lmdb

    env = lmdb.open(str(path), subdir=False, lock=False, map_size=1 << 30)
    with env.begin(write=True) as transaction:
        transaction.put(key, value)
    env.close()


@pytest.mark.parametrize(
    ("key", "value"),
    [
        (b"nextid", zlib.compress(json.dumps(10**11).encode())),
        (b"nextid", zlib.compress(json.dumps(10**30).encode())),
        (b"nextid", zlib.compress(b"[" * 100_000)),
        (b"nextid", zlib.compress(bytes(8 << 20))),
    ],
)
def test_databases(
    database: Path, monkeypatch: pytest.MonkeyPatch, key: bytes, value: bytes
) -> None:
    monkeypatch.setattr(lmdb_format, "MAX_SPECIAL", 1 << 20)
    put(database / "b.aselmdb", key, value)
    assert counted(ASELMDBSource(database)) == 7
    with pytest.raises(StructureError):
        list(ASELMDBSource(database)[3])


def molecule_file(path: Path) -> None:
    """Promise a thousand million structures and hold none."""
    import h5py

    with h5py.File(path, "w") as file:
        for name, shape in (("coordinates", (10**9, 2, 3)), ("energies", (10**9,))):
            chunks = (1000, *shape[1:])
            file.create_dataset(name, shape, "f4", chunks=chunks, compression="gzip")
        file["species"] = [b"H", b"H"]


def molecule_arrays(path: Path) -> None:
    """Write heads that promise more numbers than any memory has room for."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, shape in (("R", (10**10, 2, 3)), ("E", (10**10, 1)), ("z", (2,))):
            head = io.BytesIO()
            about = {"descr": "<f8", "fortran_order": False, "shape": shape}
            np.lib.format.write_array_header_1_0(head, about)
            archive.writestr(f"{name}.npy", head.getvalue() + bytes(16))


def packed_zeros(path: Path) -> None:
    size = errors.LARGE // 24 + 1
    np.savez_compressed(path, R=np.zeros((size, 1, 3)), E=np.zeros(size), z=np.ones(1, int))


@pytest.mark.parametrize(
    ("make", "suffix", "words"),
    [
        (molecule_file, ".h5", "'coordinates' promises 24,000,000,000 bytes and holds 0"),
        (molecule_arrays, ".npz", "'R.npy' promises 480,000,000,000 bytes and holds 144"),
        (packed_zeros, ".npz", "'R.npy' promises"),
    ],
)
def test_molecule_archives(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    make: Callable[[Path], None],
    suffix: str,
    words: str,
) -> None:
    monkeypatch.setattr(errors, "LARGE", 1 << 24)
    make(tmp_path / f"a{suffix}")
    source = MoleculeArchiveSource(tmp_path)
    assert counted(source) == 1
    with pytest.raises(StructureError, match=words):
        list(source[0])
