"""Data files made to harm end as that index's error, within its memory; the others are done."""

from __future__ import annotations

import random
import shutil
import struct
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import psutil
import pytest
import pyvista as pv
import xarray as xr

from curator_gui.core import Pipeline
from curator_gui.core.storage.containers.hdf5_links import check_links
from curator_gui.core.storage.containers.stray_links import StrayLinkError
from curator_gui.domains.atoms import ASELMDBSink, ASELMDBSource, ExtXYZSink, ExtXYZSource
from curator_gui.domains.grid import NetCDFSink, NetCDFSource
from curator_gui.domains.mesh import NPZSink, VTKSource
from curator_gui.run import RunConfig, RunResult, execute

pytestmark = [pytest.mark.workers, pytest.mark.fault]

LIMIT = "1500M"
"""What a worker may hold; a sound index takes a third of it."""

Make = Callable[[Path], None]


def run(pipeline: Pipeline[Any]) -> RunResult:
    options = {"memory_limit": LIMIT, "timeout": 60, "max_attempts": 1, "dataset": False}
    before = psutil.Process().memory_info().rss
    result = execute(pipeline, RunConfig(n_jobs=2, options=options))
    assert psutil.Process().memory_info().rss < before + (400 << 20)
    return result


def good_mesh(path: Path) -> None:
    pv.Sphere(theta_resolution=6, phi_resolution=6).cast_to_unstructured_grid().save(path)


def named(suffix: str, text: str) -> Make:
    return lambda path: path.with_suffix(suffix).write_text(text) and None  # type: ignore[func-returns-value]


VTU = """<VTKFile type="UnstructuredGrid" version="1.0" byte_order="LittleEndian"
 header_type="UInt64" compressor="vtkZLibDataCompressor"><UnstructuredGrid>
<Piece NumberOfPoints="{n}" NumberOfCells="0"><Points>
<DataArray type="Float64" NumberOfComponents="3" format="appended" offset="0"/></Points>
<Cells><DataArray type="Int64" Name="connectivity" format="ascii"></DataArray>
<DataArray type="Int64" Name="offsets" format="ascii"></DataArray>
<DataArray type="UInt8" Name="types" format="ascii"></DataArray></Cells>
</Piece></UnstructuredGrid><AppendedData encoding="raw">_"""


def compressed_bomb(path: Path) -> None:
    """Write 6 GB of points that take 6 MB: blocks of one compressed text, again and again."""
    block = 1 << 26
    packed = zlib.compress(b"\0" * block, 9)
    count = 96
    head = struct.pack(f"<{3 + count}Q", count, block, 0, *([len(packed)] * count))
    text = VTU.format(n=count * block // 24).encode()
    path.with_suffix(".vtu").write_bytes(
        text + head + packed * count + b"</AppendedData></VTKFile>"
    )


def huge_image(path: Path) -> None:
    extent = "0 99999 0 99999 0 99999"
    path.with_suffix(".vti").write_text(
        f'<VTKFile type="ImageData" version="1.0"><ImageData WholeExtent="{extent}" '
        f'Origin="0 0 0" Spacing="1 1 1"><Piece Extent="{extent}"><PointData>'
        '<DataArray type="Float64" Name="p" format="ascii">1</DataArray></PointData>'
        "</Piece></ImageData></VTKFile>"
    )


def piece_elsewhere(path: Path) -> None:
    secret = path.parent.parent / "secret.vtu"
    good_mesh(secret)
    path.with_suffix(".vtm").write_text(
        '<VTKFile type="vtkMultiBlockDataSet" version="1.0"><vtkMultiBlockDataSet>'
        f'<DataSet index="0" file="{secret}"/></vtkMultiBlockDataSet></VTKFile>'
    )


def piece_above(path: Path) -> None:
    good_mesh(path.parent.parent / "secret.vtu")
    path.with_suffix(".pvtu").write_text(
        '<VTKFile type="PUnstructuredGrid" version="1.0"><PUnstructuredGrid GhostLevel="0">'
        '<PPoints><PDataArray type="Float32" NumberOfComponents="3"/></PPoints>'
        '<Piece Source="x/../../secret.vtu"/></PUnstructuredGrid></VTKFile>'
    )


def series_elsewhere(path: Path) -> None:
    path.with_suffix(".pvd").write_text(
        '<VTKFile type="Collection"><Collection>'
        '<DataSet timestep="1" file="/etc/hostname.vtu"/></Collection></VTKFile>'
    )


def itself(path: Path) -> None:
    path.with_suffix(".vtm").write_text(
        '<VTKFile type="vtkMultiBlockDataSet" version="1.0"><vtkMultiBlockDataSet>'
        f'<DataSet index="0" file="./{path.name}.vtm"/></vtkMultiBlockDataSet></VTKFile>'
    )


MESHES: dict[str, tuple[Make, str]] = {
    "compressed bomb": (compressed_bomb, "memory"),
    "huge image": (huge_image, ""),
    "many points": (
        named(
            ".vtk",
            "# vtk DataFile Version 3.0\nx\nASCII\nDATASET POLYDATA\nPOINTS 99999999999 float\n1",
        ),
        "",
    ),
    "piece elsewhere": (piece_elsewhere, "outside of its folder"),
    "piece above": (piece_above, "outside of its folder"),
    "series elsewhere": (series_elsewhere, "outside of the folder"),
    "itself": (itself, "made of itself"),
}


@pytest.mark.parametrize("name", MESHES)
def test_meshes(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    make, words = MESHES[name]
    good_mesh(folder / "a.vtu")
    make(folder / "b")
    good_mesh(folder / "c.vtu")
    source = VTKSource(folder)
    names = [source.label(i) for i in range(len(source))]
    result = run(source.write(NPZSink(tmp_path / "out")))
    bad = [i for i, label in enumerate(names) if label not in ("a.vtu", "c.vtu")]
    assert list(result.failures) == bad
    assert result.completed == 2
    told = " ".join(f"{f.cause} {f.message}" for f in result.failures.values())
    assert words in told
    assert "secret" not in str([p.name for p in (tmp_path / "out").iterdir()])


def good_field(path: Path) -> None:
    data = np.arange(12.0).reshape(1, 3, 4)
    coords = {"time": [0.0], "lat": [0.0, 1.0, 2.0], "lon": [0.0, 1.0, 2.0, 3.0]}
    xr.Dataset({"T": (("time", "lat", "lon"), data)}, coords).to_netcdf(path)


def external_link(path: Path) -> None:
    import h5py

    other = path.parent.parent / "secret.h5"
    with h5py.File(other, "w") as file:
        file["T"] = np.full((1, 3, 4), 42.0)
    good_field(path)
    with h5py.File(path, "r+") as file:
        del file["T"]
        file["T"] = h5py.ExternalLink(str(other), "/T")


def external_storage(path: Path) -> None:
    import h5py

    secret = path.parent.parent / "secret.bin"
    secret.write_bytes(np.full(12, 42.0).tobytes())
    good_field(path)
    with h5py.File(path, "r+") as file:
        del file["T"]
        where = [(str(secret), 0, 96)]
        file.create_dataset("T", (1, 3, 4), "f8", external=where)


def huge_dimensions(path: Path) -> None:
    import netCDF4

    with netCDF4.Dataset(path, "w") as file:
        for name, size in (("time", 1), ("lat", 200_000), ("lon", 200_000)):
            file.createDimension(name, size)
        file.createVariable("T", "f8", ("time", "lat", "lon"), zlib=True, chunksizes=(1, 100, 100))


def compressed_field(path: Path) -> None:
    import netCDF4

    with netCDF4.Dataset(path, "w") as file:
        for name, size in (("time", 1), ("lat", 30_000), ("lon", 30_000)):
            file.createDimension(name, size)
        made = file.createVariable(
            "T", "f8", ("time", "lat", "lon"), zlib=True, chunksizes=(1, 1000, 1000)
        )
        made[0, :1000, :1000] = 0.0


@pytest.mark.parametrize(
    "make", [external_link, external_storage, huge_dimensions, compressed_field]
)
def test_fields(tmp_path: Path, make: Make) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    good_field(folder / "a.nc")
    make(folder / "b.nc")
    good_field(folder / "c.nc")
    source = NetCDFSource(folder, "*.nc")
    result = run(source.write(NetCDFSink(tmp_path / "out")))
    assert list(result.failures) == [1]
    assert result.completed == 2


def links(path: Path) -> None:
    """Write what reads from a file beside it, which is allowed."""
    import h5py

    good_field(path)
    with h5py.File(path.parent / "beside.h5", "w") as file:
        file["T"] = np.full((1, 3, 4), 7.0)
    with h5py.File(path, "r+") as file:
        del file["T"]
        file["T"] = h5py.ExternalLink("beside.h5", "/T")


def test_a_link_beside_a_file_is_followed(tmp_path: Path) -> None:
    links(tmp_path / "a.nc")
    check_links(tmp_path / "a.nc")
    with pytest.raises(StrayLinkError, match="reads from beside"):
        check_links("remote.nc", str(tmp_path / "a.nc"))


def virtual(path: Path) -> None:
    import h5py

    with h5py.File(path, "w") as file:
        layout = h5py.VirtualLayout((3,), "f8")
        layout[:] = h5py.VirtualSource("/etc/secret.h5", "x", (3,))
        file.create_virtual_dataset("x", layout)


@pytest.mark.parametrize("make", [external_link, external_storage, virtual])
def test_every_way_out_of_an_hdf5_file_is_found(tmp_path: Path, make: Make) -> None:
    path = tmp_path / "in" / "b.nc"
    path.parent.mkdir()
    make(path)
    with pytest.raises(StrayLinkError, match="outside of its folder"):
        check_links(path)


@pytest.mark.parametrize("suffix", [".vtkhdf", ".cgns"])
def test_meshes_in_hdf5_are_looked_at_too(tmp_path: Path, suffix: str) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    virtual(folder / f"b{suffix}")
    good_mesh(folder / "c.vtu")
    result = run(VTKSource(folder).write(NPZSink(tmp_path / "out")))
    assert list(result.failures) == [0]
    assert "/etc/secret.h5, which lies outside" in result.failures[0].message


def test_frames_that_promise_too_much(tmp_path: Path) -> None:
    sound = "2\nProperties=species:S:1:pos:R:3\nH 0 0 0\nH 0 0 0.7\n"
    for number, bad in enumerate(
        (
            "99999999999\nx\nH 0 0 0\n",
            "2\nProperties=species:S:1:pos:R:3:x:R:999999999\nH 0 0 0\nH 0 0 1\n",
        )
    ):
        path = tmp_path / f"{number}.xyz"
        path.write_text(sound + bad)
        result = run(ExtXYZSource(path).write(ExtXYZSink(tmp_path / f"out{number}")))
        assert (list(result.failures), result.completed) == ([1], 1)


def test_a_damaged_database_of_atoms(tmp_path: Path) -> None:
    path = tmp_path / "frames.xyz"
    path.write_text("2\nProperties=species:S:1:pos:R:3\nH 0 0 0\nH 0 0 0.7\n" * 40)
    written = run(ExtXYZSource(path).write(ASELMDBSink(tmp_path / "db")))
    assert written.completed == 40
    chance = random.Random(3)
    for number in range(4):
        folder = shutil.copytree(tmp_path / "db", tmp_path / f"damaged{number}")
        (file,) = folder.glob("*.aselmdb")
        source = ASELMDBSource(folder)
        assert len(source) == 40  # LMDB itself dies of some damage, so nothing is counted below
        data = bytearray(file.read_bytes())
        for _ in range(2000):
            data[chance.randrange(8192, len(data))] = chance.randrange(256)
        file.write_bytes(data)
        result = run(source.write(ExtXYZSink(tmp_path / f"out{number}")))
        assert len(result.failures) + result.completed == 40
        assert result.failures
        assert all(failure.message for failure in result.failures.values())
