"""What our code costs above the library calls themselves, on the dam break.

Run `python tests/bench/bench_mesh.py`: it prints microseconds per item of the barest calls to VTK
and numpy that do the same, of the pyvista calls that a script would make, and of our pipeline,
alternating file by file so that all see the same state of the machine. Each file counts with its
best round. Neither of the others checks anything: VTK answers a damaged file with an empty mesh.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import thread_time
from typing import Any

import numpy as np
import pytest
import pyvista as pv
from vtkmodules.vtkIOXML import vtkXMLUnstructuredGridReader, vtkXMLUnstructuredGridWriter

from curator_gui.core import Pipeline
from curator_gui.core.storage.resources import resource_path
from curator_gui.domains.mesh import (
    CellToPoint,
    FieldStatistics,
    NPZSink,
    SelectFields,
    VTKSource,
    VTUSink,
)

FIELDS = ["alpha.water", "U"]
ROUNDS = 15
LIMIT = 0.05
"""Share of the pyvista calls' time that our code may add."""

Call = Callable[[Path], Any]
Case = tuple[str, Call, Call, Pipeline[Any]]
"""Name, VTK's calls, pyvista's calls, the pipeline that does the same."""


def read(path: Path) -> Any:
    """Read with VTK's reader alone."""
    reader = vtkXMLUnstructuredGridReader()
    reader.SetFileName(str(path))
    reader.Update()
    return pv.wrap(reader.GetOutput())


def read_chosen(path: Path) -> Any:
    """Read two fields with VTK's reader alone."""
    reader = vtkXMLUnstructuredGridReader()
    reader.SetFileName(str(path))
    reader.UpdateInformation()
    selection = reader.GetCellDataArraySelection()
    selection.DisableAllArrays()
    for name in FIELDS:
        selection.EnableArray(name)
    reader.Update()
    return pv.wrap(reader.GetOutput())


def to_points(path: Path) -> Any:
    """Read, drop fields, average: the calls of the sample pipeline."""
    mesh = read(path)
    for name in list(mesh.cell_data.keys()):
        if name not in FIELDS:
            mesh.GetCellData().RemoveArray(name)
    return mesh.cell_data_to_point_data()


def pv_read_chosen(path: Path) -> Any:
    """Read two fields as pyvista's documentation does."""
    reader = pv.get_reader(path)
    reader.disable_all_cell_arrays()
    for name in FIELDS:
        reader.enable_cell_array(name)
    return reader.read()


def pv_to_points(path: Path) -> Any:
    """Read, drop fields, average with pyvista."""
    mesh = pv.read(path)
    for name in list(mesh.cell_data):
        if name not in FIELDS:
            mesh.cell_data.remove(name)
    return mesh.cell_data_to_point_data()


def pv_write(mesh: Any, path: Path) -> None:
    """Save uncompressed under a temporary name and rename."""
    part = path.with_name(f".{path.stem}.part.vtu")
    mesh.save(part, compression=None)
    part.replace(path)


def write(mesh: Any, path: Path) -> None:
    """Write raw appended data under a temporary name and rename."""
    part = path.with_name(f".{path.name}.part")
    writer = vtkXMLUnstructuredGridWriter()
    writer.SetInputData(mesh)
    writer.SetDataModeToAppended()
    writer.EncodeAppendedDataOff()
    writer.SetHeaderTypeToUInt64()
    writer.SetCompressorTypeToNone()
    writer.SetFileName(str(part))
    writer.Write()
    part.replace(path)


def save_npz(mesh: Any, path: Path) -> None:
    """Write the same arrays as the NPZ sink."""
    part = path.with_name(f".{path.name}.part.npz")
    cells = mesh.GetCells()
    arrays = {
        "points": mesh.points,
        "cells/connectivity": pv.convert_array(cells.GetConnectivityArray()),
        "cells/offsets": pv.convert_array(cells.GetOffsetsArray()),
        "cells/types": mesh.celltypes,
    }
    np.savez(part, **arrays, **{f"cell_data/{n}": mesh.cell_data[n] for n in mesh.cell_data})
    part.replace(path)


def reduce(mesh: Any) -> None:
    """Compute the moments of every component once."""
    for name in mesh.cell_data:
        for column in np.asarray(mesh.cell_data[name], np.float64).reshape(mesh.n_cells, -1).T:
            distance = column - column.mean()
            _ = distance @ distance, column.min(), column.max(), np.isfinite(column).all()


def cases(data: Path, out: Path) -> list[Case]:
    """Pair bare calls with the pipeline that does the same."""
    source, chosen = VTKSource(data), VTKSource(data, cell_fields=FIELDS)
    sample = source.filter(SelectFields(FIELDS)).filter(CellToPoint())
    return [
        ("read", read, pv.read, Pipeline(source)),
        ("read two fields", read_chosen, pv_read_chosen, Pipeline(chosen)),
        (
            "sample: read, select, average, write VTU",
            lambda p: write(to_points(p), out / f"{p.stem}_vtk.vtu"),
            lambda p: pv_write(pv_to_points(p), out / f"{p.stem}_pv.vtu"),
            sample.write(VTUSink(out)),
        ),
        (
            "read, write NPZ",
            lambda p: save_npz(read(p), out / f"{p.stem}_vtk.npz"),
            lambda p: save_npz(pv.read(p), out / f"{p.stem}_pv.npz"),
            source.write(NPZSink(out)),
        ),
        (
            "read two fields, statistics",
            lambda p: reduce(read_chosen(p)),
            lambda p: reduce(pv_read_chosen(p)),
            chosen.filter(FieldStatistics(out / "statistics.json")),
        ),
    ]


def measure(calls: list[Callable[[int], Any]], count: int) -> list[float]:
    """Return microseconds per item of each: the best round of each file, averaged over files."""
    best = np.full((len(calls), count), np.inf)
    for turn in range(ROUNDS + 1):  # the first warms up
        for index in range(count):
            times = [timed(lambda call=call, i=index: call(i)) for call in calls]
            if turn:
                best[:, index] = np.minimum(best[:, index], times)
    return [float(seconds) * 1e6 for seconds in best.mean(axis=1)]


def ours(pipeline: Pipeline[Any], index: int) -> None:
    """Run one index; without a sink, only the items are made."""
    if pipeline.sink is not None:
        pipeline[index]
        return
    for _ in pipeline.items(index):
        pass


def timed(call: Callable[[], Any]) -> float:
    """Return the seconds that this thread computed: others on the machine don't count."""
    start = thread_time()
    call()
    return thread_time() - start


def table() -> list[tuple[str, list[float]]]:
    """Measure all cases: name and microseconds of VTK's calls, pyvista's calls and ours."""
    memory = Path("/dev/shm")  # where there is one, the disk's own pauses don't hide ours
    out = Path(tempfile.mkdtemp(prefix="curator-bench-", dir=memory if memory.is_dir() else None))
    data = resource_path("samples", "dam-break") / "data"
    try:
        return [(case[0], measured(case)) for case in cases(data, out)]
    finally:
        shutil.rmtree(out)


def measured(case: Case) -> list[float]:
    """Measure one case."""
    _, vtk, pyvista, pipeline = case
    files = [Path(pipeline.source.inputs(i)[0]) for i in range(len(pipeline))]
    calls = [lambda i: vtk(files[i]), lambda i: pyvista(files[i]), lambda i: ours(pipeline, i)]
    return measure(calls, len(files))


def print_table(rows: list[tuple[str, list[float]]]) -> None:
    """Print microseconds per item."""
    head = f"{'dam break, 2,268 cells':42} {'VTK':>8} {'pyvista':>8} {'ours':>8}"
    print(f"{head} {'over VTK':>10} {'over pyvista':>13}")
    for name, (vtk, pyvista, whole) in rows:
        shares = f"{whole / vtk - 1:10.1%} {whole / pyvista - 1:13.1%}"
        print(f"{name:42} {vtk:8.0f} {pyvista:8.0f} {whole:8.0f} {shares}")


@pytest.mark.bench
def test_our_share_of_the_sample_is_small() -> None:
    rows = table()
    print_table(rows)
    name, (_, pyvista, whole) = rows[2]
    assert whole <= (1 + LIMIT) * pyvista, name


if __name__ == "__main__":
    print_table(table())
