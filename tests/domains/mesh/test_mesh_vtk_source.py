"""Fields, blocks and time steps of VTK-family files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import pyvista as pv

from curator_gui.domains.mesh import VTKSource, VTUSink
from curator_gui.domains.mesh.errors import MeshError, MissingFieldError

WITH_FIELDS = (".vtu", ".vtp", ".vti", ".vtr", ".vts", ".vtk", ".vtkhdf", ".vtm")


def with_fields(suffix: str) -> Any:
    image = pv.ImageData(dimensions=(4, 3, 2))
    for name in ("a", "b-x", "b-y"):
        image.point_data[name] = np.arange(image.n_points, dtype=float)
        image.cell_data[name] = np.arange(image.n_cells, dtype=float)
    return {
        ".vti": image,
        ".vtr": image.cast_to_rectilinear_grid(),
        ".vts": image.cast_to_structured_grid(),
        ".vtp": image.extract_surface(algorithm="dataset_surface"),
        ".vtm": pv.MultiBlock({"one": image, "two": image.translate((5, 0, 0))}),
    }.get(suffix, image.cast_to_unstructured_grid())


@pytest.mark.parametrize("suffix", WITH_FIELDS)
def test_fields_are_chosen_in_every_format(tmp_path: Path, suffix: str) -> None:
    with_fields(suffix).save(tmp_path / f"m{suffix}")
    [mesh] = VTKSource(tmp_path, f"m{suffix}", cell_fields=["b-*"], point_fields=["a"])[0]
    assert mesh.cell_data.keys() == ["b-x", "b-y"]
    assert mesh.point_data.keys() == ["a"]
    [cells] = VTKSource(tmp_path, f"m{suffix}", cell_fields=["a"])[0]
    assert (cells.cell_data.keys(), cells.point_data.keys()) == (["a"], [])
    with pytest.raises(MissingFieldError, match=r"no point field 'q'; it has a, b-x, b-y"):
        list(VTKSource(tmp_path, f"m{suffix}", point_fields=["q"])[0])
    [lenient] = VTKSource(tmp_path, f"m{suffix}", point_fields=["q"], missing="ignore")[0]
    assert lenient.array_names == []


@pytest.fixture
def blocks(tmp_path: Path) -> Path:
    inner = pv.MultiBlock({"left": pv.Sphere(), "right": pv.Cube()})
    nested = pv.MultiBlock({"walls": inner, "gap": None, "box": pv.ImageData(dimensions=(3, 3, 3))})
    nested.save(tmp_path / "m.vtm")
    return tmp_path


def test_blocks_come_one_by_one(blocks: Path) -> None:
    sphere, cube, box = VTKSource(blocks, "m.vtm", blocks="each")[0]
    assert isinstance(box, pv.ImageData)
    assert (sphere.n_cells, cube.n_cells, box.n_cells) == (1680, 6, 8)


def test_blocks_are_chosen_by_name(blocks: Path) -> None:
    [cube] = VTKSource(blocks, "m.vtm", block_names=["walls/right"])[0]
    assert isinstance(cube, pv.PolyData)
    walls = list(VTKSource(blocks, "m.vtm", blocks="each", block_names=["walls/*"])[0])
    assert [mesh.n_cells for mesh in walls] == [1680, 6]
    with pytest.raises(
        MeshError, match="no block 'roof'; its blocks: walls/left, walls/right, box"
    ):
        list(VTKSource(blocks, "m.vtm", block_names=["roof"])[0])


def test_combined_blocks_keep_common_fields_and_say_what_they_lose(blocks: Path) -> None:
    with pytest.warns(UserWarning, match=r"not every block has are left out: .*Normals \(point\)"):
        [mesh] = VTKSource(blocks, "m.vtm")[0]
    assert isinstance(mesh, pv.UnstructuredGrid)
    assert mesh.n_cells == 1680 + 6 + 8


def test_pieces_of_a_multi_block_file_count_as_inputs(blocks: Path) -> None:
    inputs = [Path(path) for path in VTKSource(blocks, "m.vtm").inputs(0)]
    assert inputs[0] == blocks / "m.vtm"
    assert sorted(inputs[1:]) == sorted(p for p in (blocks / "m").rglob("*") if p.is_file())


def transient(path: Path) -> None:
    from vtkmodules.vtkFiltersHybrid import vtkGenerateTimeSteps
    from vtkmodules.vtkIOHDF import vtkHDFWriter

    steps = vtkGenerateTimeSteps()
    steps.SetInputData(with_fields(".vtu"))
    for time in (0.5, 1.0, 2.5):
        steps.AddTimeStepValue(time)
    writer = vtkHDFWriter()
    writer.SetInputConnection(steps.GetOutputPort())
    writer.SetWriteAllTimeSteps(True)
    writer.SetFileName(str(path))
    writer.Write()


def test_time_steps_of_a_vtkhdf_file_are_items(tmp_path: Path) -> None:
    transient(tmp_path / "t.vtkhdf")
    source = VTKSource(tmp_path, cell_fields=["a"])
    meshes = list(source[0])
    assert [float(mesh.field_data["TimeValue"][0]) for mesh in meshes] == [0.5, 1.0, 2.5]
    assert all(mesh.cell_data.keys() == ["a"] for mesh in meshes)
    assert len({id(mesh) for mesh in meshes}) == 3
    pipeline = source.write(VTUSink(tmp_path / "out", "{stem}_{time:.1f}"))
    names = [Path(path).name for path in pipeline[0]]
    assert names == ["t_0.5.vtu", "t_1.0.vtu", "t_2.5.vtu"]
