"""Damaged files: never an empty mesh, always an error that names the file."""

from __future__ import annotations

import os
from pathlib import Path

import h5py
import numpy as np
import pytest
import pyvista as pv
from vtkmodules.util.numpy_support import numpy_to_vtk
from vtkmodules.vtkCommonDataModel import vtkCellArray

from curator_gui.domains.mesh import VTKHDFSink
from curator_gui.domains.mesh.errors import MeshError
from curator_gui.domains.mesh.formats.mesh_checks import check_mesh
from curator_gui.domains.mesh.formats.vtk.collections import PARALLEL, SERIES
from curator_gui.domains.mesh.formats.vtk.reading import SUFFIXES, _lone_time
from curator_gui.domains.mesh.sources.vtk import VTKSource


def sample(suffix: str) -> pv.DataSet | pv.MultiBlock:
    image = pv.ImageData(dimensions=(5, 4, 3))
    image["a"] = range(60)
    makers = {
        ".vtu": image.cast_to_unstructured_grid,
        ".vti": lambda: image,
        ".vtr": image.cast_to_rectilinear_grid,
        ".vts": image.cast_to_structured_grid,
        ".vtm": lambda: pv.MultiBlock({"ball": pv.Sphere(), "box": image}),
        ".vtk": image.cast_to_unstructured_grid,
        ".vtkhdf": image.cast_to_unstructured_grid,
    }
    return makers.get(suffix, pv.Sphere)()


def read_one(path: Path) -> list[pv.DataSet]:
    return list(VTKSource(path.parent, pattern=path.name)[0])


NOT_WRITTEN = (*PARALLEL, SERIES, ".cgns", ".case")
"""What pyvista does not write; see `test_mesh_other_programs.py`."""


@pytest.fixture(params=[suffix for suffix in SUFFIXES if suffix not in NOT_WRITTEN])
def file(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    path = tmp_path / f"mesh{request.param}"
    sample(path.suffix).save(path)
    return path


@pytest.mark.filterwarnings("ignore:fields that not every block has")
def test_every_format_is_read_as_pyvista_reads_it(file: Path) -> None:
    [mesh] = read_one(file)
    expected = pv.read(file)
    if isinstance(expected, pv.MultiBlock):
        expected = expected.combine()
    assert type(mesh) is type(expected)
    assert mesh == expected


def test_an_empty_file_is_an_error(file: Path) -> None:
    file.write_bytes(b"")
    with pytest.raises(MeshError, match=rf"{file.name} is empty \(0 bytes\)"):
        read_one(file)


def test_a_file_of_something_else_is_an_error(
    file: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    file.write_bytes(b"hello world\n" * 100)
    with pytest.raises(MeshError, match=file.name):
        read_one(file)
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.9])
def test_a_truncated_file_is_an_error(
    file: Path, share: float, capfd: pytest.CaptureFixture[str]
) -> None:
    if file.suffix == ".obj":
        pytest.skip("OBJ is lines of text without a count: half a file is a smaller, valid one")
    content = file.read_bytes()
    file.write_bytes(content[: int(len(content) * share)])
    with pytest.raises(MeshError, match=file.name):
        read_one(file)
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("content", [b"", b"hello world\n", b"<VTKFile>\n"])
def test_damage_goes_before_a_missing_field(file: Path, content: bytes) -> None:
    file.write_bytes(content)
    with pytest.raises(MeshError, match=rf"{file.name} (is empty|cannot be read|holds no points)"):
        list(VTKSource(file.parent, file.name, cell_fields=["p"])[0])


def test_an_obj_file_that_misses_points_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "mesh.obj"
    path.write_text("v 0 0 0\nv 1 0 0\nf 1 2 3\n")
    with pytest.raises(MeshError, match=r"mesh\.obj has cells on point 2, but its points are 0-1"):
        read_one(path)


def test_fields_of_another_length_are_an_error(tmp_path: Path) -> None:
    from curator_gui.domains.mesh.formats.mesh_checks import check_mesh

    mesh = pv.Sphere()
    check_mesh(tmp_path, mesh)
    array = pv.convert_array(np.zeros(7), name="short")
    mesh.GetCellData().AddArray(array)
    with pytest.raises(MeshError, match="the cell field 'short' has 7 values for 1,680 cells"):
        check_mesh(tmp_path, mesh)


def test_a_missing_piece_of_a_multi_block_file_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "mesh.vtm"
    sample(".vtm").save(path)
    next((tmp_path / "mesh").glob("*.vtp")).unlink()
    with pytest.raises(MeshError, match=r"mesh\.vtm"):
        read_one(path)


def test_a_file_that_vanished_says_so(tmp_path: Path) -> None:
    pv.Sphere().save(tmp_path / "a.vtp")
    source = VTKSource(tmp_path)
    assert len(source) == 1
    (tmp_path / "a.vtp").unlink()
    with pytest.raises(FileNotFoundError, match=r"a\.vtp"):
        next(source[0])


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything"
)
def test_a_forbidden_file_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.vtp"
    pv.Sphere().save(path)
    path.chmod(0)
    with pytest.raises(PermissionError, match=r"a\.vtp"):
        read_one(path)


def test_a_folder_with_a_mesh_name_is_not_listed(tmp_path: Path) -> None:
    (tmp_path / "a.vtu").mkdir()
    with pytest.raises(MeshError, match="holds no files"):
        len(VTKSource(tmp_path))


def test_vtk_prints_again_after_reading(tmp_path: Path) -> None:
    from vtkmodules.vtkCommonCore import vtkLogger, vtkOutputWindow

    before = vtkOutputWindow.GetInstance(), vtkLogger.GetCurrentVerbosityCutoff()
    path = tmp_path / "a.vtp"
    path.write_text("no mesh")
    with pytest.raises(MeshError):
        read_one(path)
    assert (vtkOutputWindow.GetInstance(), vtkLogger.GetCurrentVerbosityCutoff()) == before


def cells_of_no_points(count: int) -> pv.UnstructuredGrid:
    cells, mesh = vtkCellArray(), pv.UnstructuredGrid()
    none = np.zeros(0, np.int64)
    cells.SetData(numpy_to_vtk(np.zeros(count + 1, np.int64), deep=True), numpy_to_vtk(none))
    mesh.points = np.eye(3)
    mesh.SetCells(numpy_to_vtk(np.zeros(count, np.uint8), deep=True), cells)
    return mesh


def test_cells_without_points_are_no_damage() -> None:
    check_mesh(Path("a.vtu"), cells_of_no_points(2))


@pytest.mark.parametrize("values", ["many", "scalar", "table", "none"])
def test_the_time_of_a_lone_step_is_the_first_that_there_is(tmp_path: Path, values: str) -> None:
    """A file may promise more times than the memory has; none of the others is read."""
    path = tmp_path / "a.vtkhdf"
    VTKHDFSink(tmp_path, "a")(iter([sample(".vtkhdf")]), 0)
    with h5py.File(path, "r+") as file:
        steps = file["VTKHDF"].create_group("Steps")
        steps.attrs["NSteps"] = 1
        if values == "many":
            steps.create_dataset("Values", (10**13,), "f8", chunks=(1000,))[0] = 2.5
        elif values == "none":
            steps["Values"] = h5py.Empty("f8")
        else:
            steps["Values"] = 2.5 if values == "scalar" else [[2.5]]
    assert _lone_time(str(path)) == (() if values == "none" else (2.5,))
    assert len(read_one(path)) == 1
