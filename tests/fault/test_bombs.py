"""Files that unpack to gigabytes, or promise them, fill neither the window nor the command line.

What counts, looks and previews runs in the helper process, which has a limit of its own; what a run
reads is the error of its index.
"""

from __future__ import annotations

import gzip
import shutil
import sqlite3
import subprocess
import threading
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import psutil
import pytest
import yaml

from curator_gui.run.helper.process import MEMORY_VARIABLE, HelperError, HelperProcess
from tests.cli.conftest import program as program  # a fixture
from tests.fault.test_hostile_files import compressed_bomb, huge_image

pytestmark = [pytest.mark.workers, pytest.mark.fault]

Program = Callable[..., "subprocess.CompletedProcess[str]"]
SIZE = 3 << 30
LIMIT, MAIN = "700M", 400 << 20


def _fill(size: int) -> int:
    return len(bytearray(b"x" * size))


def test_the_helper_process_has_a_limit_for_its_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(MEMORY_VARIABLE, "300M")
    helper = HelperProcess()
    try:
        assert helper.call("filling", _fill, 40 << 20) == 40 << 20
        with pytest.raises(HelperError, match=r"that was filling held .* it may hold 300 MB"):
            helper.call("filling", _fill, 8 << 30)
        assert helper.call("filling", _fill, 1) == 1
        monkeypatch.delenv(MEMORY_VARIABLE)
        assert helper.call("filling", _fill, 600 << 20) == 600 << 20
    finally:
        helper.close()


def npz(path: Path) -> None:
    count = SIZE // 24_000
    header = {"descr": "<f8", "fortran_order": False, "shape": (count, 1000, 3)}
    packed = zipfile.ZipFile(path.with_suffix(".npz"), "w", zipfile.ZIP_DEFLATED, compresslevel=1)
    with packed as archive:
        with archive.open("nuclear_charges.npy", "w") as file:
            np.lib.format.write_array(file, np.ones(1000, np.uint8))
        with archive.open("coords.npy", "w", force_zip64=True) as file:
            np.lib.format.write_array_header_1_0(file, header)
            for _ in range(count // 400):
                file.write(bytes(24_000 * 400))
            file.write(bytes(24_000 * (count % 400)))


def packed_line(path: Path) -> None:
    """Write a structure whose second line does not end."""
    with gzip.open(path.with_suffix(".xyz.gz"), "wb", 1) as file:
        file.write(b"1\nProperties=species:S:1:pos:R:3 note=")
        for _ in range(SIZE >> 24):
            file.write(b"a" * (1 << 24))


def numbers_of_hdf5(path: Path) -> None:
    import h5py

    with h5py.File(path.with_suffix(".h5"), "w") as file:
        group = file.create_group("m")
        group.create_dataset(
            "atomic_numbers", (4 << 30,), "u1", chunks=(1 << 20,), compression="gzip"
        )
        group["conformations"] = np.zeros((1, 2, 3))


def row_of_lmdb(path: Path) -> None:
    import lmdb

    packing = zlib.compressobj(1)
    parts = [packing.compress(b'{"a": "')]
    parts += [packing.compress(b"a" * (1 << 24)) for _ in range(SIZE >> 24)]
    parts += [packing.compress(b'"}'), packing.flush()]
    name = str(path.with_suffix(".aselmdb"))
    with (
        lmdb.open(name, subdir=False, map_size=1 << 30) as database,
        database.begin(write=True) as transaction,
    ):
        transaction.put(b"1", b"".join(parts))
        transaction.put(b"nextid", zlib.compress(b"2"))


def long_table(path: Path) -> None:
    pa = pytest.importorskip("pyarrow")
    import pyarrow.parquet as pq

    names = pa.DictionaryArray.from_arrays(
        pa.array(np.zeros(11_000_000, np.int8)), pa.array(["a.vtu"])
    )
    pq.write_table(pa.table({"path": names}), path.with_suffix(".parquet"))


def wide_table(path: Path) -> None:
    pa = pytest.importorskip("pyarrow")
    import pyarrow.parquet as pq

    names = pa.DictionaryArray.from_arrays(
        pa.array(np.zeros(1_000_000, np.int8)), pa.array(["a" * 10_000])
    )
    pq.write_table(pa.table({"path": names}), path.with_suffix(".parquet"), compression="zstd")


def endless_view(path: Path) -> None:
    view = "with recursive c(x) as (select 1 union all select x + 1 from c) select 'a.vtu' path, x"
    with sqlite3.connect(path.with_suffix(".db")) as database:
        database.execute(f"create view items as {view} from c")
    database.close()


def long_axis(path: Path) -> None:
    import netCDF4

    with netCDF4.Dataset(path.with_suffix(".nc"), "w") as file:
        for name, size in (("time", 2_000_000_000), ("lat", 2)):
            file.createDimension(name, size)
        file.createVariable("time", "f8", ("time",), zlib=True, chunksizes=(1 << 20,))
        file.createVariable("T", "f4", ("time", "lat"), zlib=True, chunksizes=(1 << 18, 2))


def long_axis_of_zarr(path: Path) -> None:
    import zarr

    group = zarr.open_group(str(path.with_suffix(".zarr")), mode="w", zarr_format=2)
    for name, shape in (("time", (3_000_000_000,)), ("T", (3_000_000_000, 2))):
        array = group.create_array(
            name, shape=shape, chunks=(1 << 20, *shape[1:]), dtype="f4", fill_value=0.0
        )
        array.attrs["_ARRAY_DIMENSIONS"] = ["time", "lat"][: len(shape)]


def values_of_zarr(path: Path) -> None:
    """Write an array of which nothing is stored: a fill value and its shape."""
    import zarr

    group = zarr.open_group(str(path.with_suffix(".zarr")), mode="w", zarr_format=2)
    for name, shape in (("time", (1,)), ("T", (1, 200_000, 200_000))):
        array = group.create_array(
            name, shape=shape, chunks=tuple(min(n, 1000) for n in shape), dtype="f8", fill_value=0.0
        )
        array.attrs["_ARRAY_DIMENSIONS"] = ["time", "lat", "lon"][: len(shape)]


def points_of_vtkhdf(path: Path) -> None:
    import h5py

    with h5py.File(path.with_suffix(".vtkhdf"), "w") as file:
        root = file.create_group("VTKHDF")
        root.attrs["Version"] = np.array([2, 2])
        root.attrs.create("Type", np.bytes_("UnstructuredGrid"), dtype="S16")
        for name, size in (("NumberOfPoints", 10**10), ("NumberOfCells", 1)):
            root[name] = np.array([size])
        root["NumberOfConnectivityIds"] = np.array([1])
        root.create_dataset("Points", (10**10, 3), "f8", chunks=(1000, 3), compression="gzip")
        root["Connectivity"], root["Offsets"] = np.array([0]), np.array([0, 1])
        root["Types"] = np.array([1], "u1")


def packed_case(path: Path) -> None:
    """Write a case whose field is 3 GB of nothing in 3 MB."""
    shutil.copytree(Path(__file__).parents[1] / "domains/mesh/data/cavity", path)
    field = path / "0.01" / "p"
    head = field.read_bytes().partition(b"dimensions")[0]
    field.unlink()
    with gzip.open(field.with_name("p.gz"), "wb", 1) as file:
        file.write(head)
        for _ in range(SIZE >> 24):
            file.write(b" " * (1 << 24))


def packed_json(path: Path) -> None:
    with gzip.open(path.with_suffix(".json.gz"), "wb", 1) as file:
        file.write(b'{"1": {"numbers": [1], "note": "')
        for _ in range(SIZE >> 24):
            file.write(b"a" * (1 << 24))
        file.write(b'"}}')


def holes(path: Path) -> None:
    """Write a table of which only the first line takes room on the disk."""
    with path.with_suffix(".csv").open("wb") as file:
        file.write(b"path,x\n")
        file.truncate(SIZE)


ARCHIVE = {"source": "atoms.MoleculeArchiveSource", "params": {"path": "in"}}
TABLE = {"source": "mesh.MeshTableSource", "params": {"path_column": "path"}}
VTK = {"source": "mesh.VTKSource", "params": {"folder": "in"}}
BOMBS: dict[str, tuple[Callable[[Path], None], dict[str, Any], str]] = {
    "npz": (npz, ARCHIVE, "may hold 700 MB"),
    "xyz.gz": (
        packed_line,
        {"source": "atoms.ASESource", "params": {"path": "in", "format": "extxyz"}},
        "a.xyz.gz is damaged, or made to fill the memory",
    ),
    "hdf5": (numbers_of_hdf5, ARCHIVE, "atomic_numbers"),
    "lmdb": (
        row_of_lmdb,
        {"source": "atoms.ASELMDBSource", "params": {"path": "in"}},
        "",
    ),
    "parquet": (long_table, TABLE, "more than the 10,000,000 rows"),
    "wide parquet": (wide_table, TABLE, "may hold 700 MB"),
    "sqlite": (endless_view, TABLE, ""),
    "netcdf": (long_axis, {"source": "grid.NetCDFSource", "params": {"folder": "in"}}, "promises"),
    "zarr": (
        long_axis_of_zarr,
        {"source": "grid.GridZarrSource", "params": {"folder": "in"}},
        "promises",
    ),
    "values of zarr": (
        values_of_zarr,
        {"source": "grid.GridZarrSource", "params": {"folder": "in"}},
        "",
    ),
    "vtkhdf": (points_of_vtkhdf, VTK, ""),
    "openfoam": (packed_case, {"source": "mesh.OpenFOAMSource", "params": {"case": "in/a"}}, ""),
    "json.gz": (
        packed_json,
        {"source": "atoms.ASESource", "params": {"path": "in", "format": "json"}},
        "",
    ),
    "table with holes": (holes, TABLE, "may hold 700 MB"),
    "vtu": (compressed_bomb, VTK, ""),
    "vti": (huge_image, VTK, ""),
}


@pytest.mark.parametrize("name", BOMBS)
def test_nothing_that_looks_at_a_bomb_is_filled_by_it(
    tmp_path: Path, program: Program, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    make, source, words = BOMBS[name]
    (tmp_path / "in").mkdir()
    make(tmp_path / "in" / "a")
    if source is TABLE:
        (table,) = (tmp_path / "in").iterdir()
        source = {**TABLE, "params": {**TABLE["params"], "table": str(table)}}
    sink = {"grid": "grid.NetCDFSink", "mesh": "mesh.NPZSink", "atom": "atoms.ExtXYZSink"}
    steps = [source, {"sink": sink[source["source"][:4]], "params": {"folder": "out"}}]
    document = tmp_path / "a.curator.yaml"
    document.write_text(
        yaml.safe_dump({"format": "curator-pipeline", "version": 1, "steps": steps})
    )
    with Largest() as largest:
        counted = program("plan", document, **{MEMORY_VARIABLE: LIMIT})
        seen = program("preview", document, **{MEMORY_VARIABLE: LIMIT})
    assert counted.returncode in (0, 2), counted.stderr
    assert seen.returncode in (2, 3)
    said = seen.stdout + seen.stderr
    assert words in said
    assert said.strip()
    assert "Traceback" not in said
    assert "Fatal Python error" not in said
    assert "_ArrayMemoryError" not in said
    assert largest.main < MAIN


class Largest:
    """Watches how much memory the programs of this test hold, without their helpers."""

    def __init__(self) -> None:
        self.main = 0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch)

    def __enter__(self) -> Largest:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._over.wait(0.03):
            for child in psutil.Process().children():
                try:
                    if "curator_gui" in " ".join(child.cmdline()):
                        self.main = max(self.main, child.memory_info().rss)
                except psutil.Error:
                    continue
