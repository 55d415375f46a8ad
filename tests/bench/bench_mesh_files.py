"""What reading and writing meshes, and series of them, costs above the bare calls of the libraries.

Run `python -m tests.bench.bench_mesh_files`: a table as that of `bench_geometry_and_time`. Series
are counted per item: all of a series is done, end included.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import h5py
import meshio
import numpy as np
import pytest
import pyvista as pv
from vtkmodules.vtkIOGeometry import vtkOpenFOAMReader
from vtkmodules.vtkIOHDF import vtkHDFReader, vtkHDFWriter
from vtkmodules.vtkIOXML import vtkXMLUnstructuredGridReader, vtkXMLUnstructuredGridWriter

from curator_gui.core.notes import noting
from curator_gui.domains.mesh import (
    HDF5Sink,
    MeshioSource,
    NPZSink,
    OpenFOAMSource,
    SeriesDerivative,
    VTKHDFSeriesSink,
    VTKHDFSink,
    VTKSource,
    VTUSink,
)
from curator_gui.domains.mesh.formats.arrays import mesh_arrays
from tests.bench.bench_geometry_and_time import Call, Line, measured

Case = tuple[str, Call, Call, int]
"""What it is, the library's calls, ours, and how many items both do."""

STEPS = 16
_MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None
"""Where a disk that others use does not count."""


def mesh_at(time: float, side: int = 60) -> Any:
    mesh = pv.ImageData(dimensions=(side,) * 3).cast_to_unstructured_grid()
    rng = np.random.default_rng(0)
    mesh.point_data["U"] = rng.normal(size=(mesh.n_points, 3)) + time
    mesh.cell_data["p"] = rng.normal(size=mesh.n_cells) * time
    mesh.field_data["TimeValue"] = [time]
    return mesh


def read_vtu(path: Path) -> Any:
    reader = vtkXMLUnstructuredGridReader()
    reader.SetFileName(str(path))
    reader.Update()
    return pv.wrap(reader.GetOutput())


def source_cases(folder: Path) -> Iterator[Case]:
    mesh = mesh_at(1.0)
    mesh.save(folder / "a.vtu")
    pv.save_meshio(folder / "a.inp", mesh, file_format="abaqus")
    VTKHDFSink(folder, "a")(iter([mesh]), 0)

    def hdf() -> None:
        reader = vtkHDFReader()
        reader.SetFileName(str(folder / "a.vtkhdf"))
        reader.Update()
        pv.wrap(reader.GetOutput())

    def taken(source: Any) -> Call:
        assert len(source)
        return lambda: list(source[0])

    yield "VTU read", lambda: read_vtu(folder / "a.vtu"), taken(VTKSource(folder, "a.vtu")), 1
    yield "VTKHDF read", hdf, taken(VTKSource(folder, "a.vtkhdf")), 1

    def abaqus() -> None:
        pv.from_meshio(meshio.read(folder / "a.inp", "abaqus"))

    yield "Abaqus read", abaqus, taken(MeshioSource(folder, "a.inp")), 1
    case = folder / "cavity"
    shutil.copytree(Path("tests/domains/mesh/data/cavity"), case)
    source = OpenFOAMSource(case)

    def foam() -> None:
        reader = vtkOpenFOAMReader()
        reader.SetFileName(str(case / "case.foam"))
        reader.UpdateInformation()
        reader.UpdateTimeStep(float(source.times[-1]))

    yield "OpenFOAM read (400 cells)", foam, lambda: list(source[len(source) - 1]), 1


def sink_cases(folder: Path) -> Iterator[Case]:
    mesh = mesh_at(1.0)

    def vtu() -> None:
        writer = vtkXMLUnstructuredGridWriter()
        writer.SetInputData(mesh)
        writer.SetDataModeToAppended()
        writer.EncodeAppendedDataOff()
        writer.SetHeaderTypeToUInt64()
        writer.SetCompressorTypeToNone()
        writer.SetFileName(str(folder / "bare.vtu"))
        writer.Write()

    def hdf() -> None:
        writer = vtkHDFWriter()
        writer.SetInputData(mesh)
        writer.SetFileName(str(folder / "bare.vtkhdf"))
        writer.Write()

    def npz() -> None:
        np.savez(folder / "bare.npz", **mesh_arrays(mesh))

    def h5() -> None:
        with h5py.File(folder / "bare.h5", "w") as file:
            for name, array in mesh_arrays(mesh).items():
                file.create_dataset(
                    name, data=array, chunks=(min(len(array), 40_000), *array.shape[1:])
                )

    sinks = {
        "VTU": (vtu, VTUSink),
        "VTKHDF": (hdf, VTKHDFSink),
        "NPZ": (npz, NPZSink),
        "HDF5": (h5, HDF5Sink),
    }
    for name, (bare, sink) in sinks.items():
        made: Any = sink(folder / "ours", "{index}")
        ours = lambda made=made: made(iter([mesh]), 0)  # noqa: E731
        place = folder / f"bare.{name.lower().replace('hdf5', 'h5')}"
        yield f"{name} written", anew(place, bare), anew(Path(ours()[0]), ours), 1


def anew(path: Path, write: Call) -> Call:
    """Write a file that is not there yet, as in a run: to put one in the place of another costs the
    giving back of its pages, which a library that empties the old one first need not take anew.
    """

    def call() -> None:
        path.unlink(missing_ok=True)
        write()

    return call


def series_cases(folder: Path) -> Iterator[Case]:
    for number in range(STEPS):
        mesh_at(0.1 * number, 50).save(folder / f"s_{number:02d}.vtu")
    paths = sorted(folder.glob("s_*.vtu"))
    source = VTKSource(folder)
    assert len(source) == STEPS

    def bare_rates() -> None:
        """Each file is read once, and three are kept."""
        kept = [read_vtu(path) for path in paths[:2]]
        for number in range(STEPS):
            first = max(0, number - 1)
            if len(kept) < min(STEPS, number + 2):
                kept.append(read_vtu(paths[number + 1]))
            three = kept[first : number + 2]
            times = [float(mesh.field_data["TimeValue"][0]) for mesh in three]
            stacked = np.stack([mesh.point_data["U"] for mesh in three])
            kept[number].point_data["U_dt"] = np.gradient(stacked, times, axis=0)[number - first]
            if number:
                kept[number - 1] = None

    def rates() -> None:
        pipeline = VTKSource(folder).filter(SeriesDerivative(["U"]))
        for index in range(STEPS):
            list(pipeline.items(index))

    yield "rates over files", bare_rates, rates, STEPS
    meshes = [read_vtu(path) for path in paths]

    def bare_series() -> None:
        """As a script that has all steps at once writes a mesh that stands still."""
        mesh = meshes[0]
        with h5py.File(folder / "bare.vtkhdf", "w") as file:
            file["Points"] = mesh.points
            file["Connectivity"], file["Offsets"] = mesh.cell_connectivity, mesh.cell_offsets
            file["Types"] = mesh.celltypes
            for name, data in (("U", "point_data"), ("p", "cell_data")):
                file[name] = np.concatenate([getattr(each, data)[name] for each in meshes])

    def staged() -> VTKHDFSeriesSink:
        sink = VTKHDFSeriesSink(folder / "ours")
        source.write(sink)
        sink.prepare(range(STEPS))
        for index, mesh in enumerate(meshes):
            sink(iter([mesh]), index)
        return sink

    def series() -> None:
        staged().finish(range(STEPS))
        shutil.rmtree(folder / "ours")

    def steps() -> None:
        staged()
        shutil.rmtree(folder / "ours")

    yield "VTKHDF series, in the workers", bare_series, steps, STEPS
    yield "VTKHDF series, with the end", bare_series, series, STEPS


def table() -> list[Line]:
    """Measure all cases."""
    lines = []
    with noting(lambda *_: None):
        for cases in (source_cases, sink_cases, series_cases):
            with TemporaryDirectory(dir=_MEMORY) as name:
                for title, bare, ours, count in cases(Path(name)):
                    line = measured(title, bare, ours)
                    lines.append(Line(line.name, line.library / count, line.ours / count))
    return lines


DEAR = {
    "VTU read": "base64 without an end is looked through for numbers that VTK would wait for",
    "Abaqus read": "what meshio gets wrong is found in the text and repaired",
    "OpenFOAM read (400 cells)": "1 ms for files cut off, and for digits that VTK drops",
    "VTKHDF read": "cells on points that are not there are looked for, and the time of a lone step",
    "rates over files": "each mesh is read once but copied, as steps behind may change it",
    "VTKHDF series, in the workers": "whether points and cells are others than before is compared",
    "VTKHDF series, with the end": "written twice: by the workers, and as one file",
}
"""What costs more than the limit, and why."""


@pytest.mark.bench
def test_files_cost_little_above_the_libraries() -> None:
    lines = table()
    print()
    for line in lines:
        print(line, DEAR.get(line.name, ""))
    assert [line.name for line in lines if line.is_dear and line.name not in DEAR] == []


if __name__ == "__main__":
    print(f"{'ms of processor time per item':<34}{'library':>12}{'ours':>12}{'above':>9}")
    for found in table():
        print(found, DEAR.get(found.name, ""))
