"""Fields, blocks and time steps of VTK-family files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import pyvista as pv

from curator_gui.domains.mesh import Decimate, VTKSource, VTUSink
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


def test_errors_name_the_block(blocks: Path) -> None:
    with pytest.raises(MissingFieldError, match=r"block 'box': has no point field 'Normals'"):
        list(VTKSource(blocks, "m.vtm", point_fields=["Normals"])[0])
    [sphere] = VTKSource(blocks, "m.vtm", point_fields=["Normals"], block_names=["*/left"])[0]
    assert sphere.point_data.keys() == ["Normals"]
    each = VTKSource(blocks, "m.vtm", blocks="each").filter(Decimate(0.5))
    items = each.items(0)
    assert next(items).n_cells < 1680
    with pytest.raises(MeshError, match=r"block 'walls/right': has other cells than triangles"):
        next(items)


def test_a_damaged_block_is_named(tmp_path: Path) -> None:
    wrong = pv.UnstructuredGrid([3, 0, 1, 2], [5], np.eye(3))
    wrong.GetCells().ReplaceCellAtId(0, 3, [0, 1, 7])
    pv.MultiBlock({"good": pv.Sphere(), "wrong": wrong}).save(tmp_path / "m.vtm")
    with pytest.raises(MeshError, match=r"block 'wrong': .* has cells on point 7"):
        list(VTKSource(tmp_path, "m.vtm")[0])


def test_combined_blocks_keep_all_digits_and_global_data(tmp_path: Path) -> None:
    coarse, fine = pv.Plane(), pv.Cube()
    coarse.points, fine.points = coarse.points.astype("f4"), fine.points.astype("f8") + 1e-12
    coarse.clear_data(), fine.clear_data()
    for mesh, code in ((coarse, "f4"), (fine, "f8")):
        mesh.point_data["T"] = np.full(mesh.n_points, 300.123456789).astype(code)
        mesh.cell_data["n"] = np.arange(mesh.n_cells).astype("i4" if code == "f4" else "i8")
        mesh.field_data["both"], mesh.field_data["other"] = [1.0], [float(code[1])]
    fine.field_data["one"] = [2.0]
    whole = pv.MultiBlock({"coarse": coarse, "fine": fine})
    whole.field_data["top"] = [3.0]
    whole.save(tmp_path / "m.vtm")
    with pytest.warns(UserWarning, match="global data that blocks contradict is left out: other"):
        [mesh] = VTKSource(tmp_path, "m.vtm")[0]
    np.testing.assert_array_equal(mesh.points[-fine.n_points :], fine.points)
    np.testing.assert_array_equal(mesh.point_data["T"][-1], 300.123456789)
    assert mesh.cell_data["n"].dtype == np.int64
    values = {name: mesh.field_data[name].tolist() for name in mesh.field_data.keys()}  # noqa: SIM118
    assert values == {"both": [1.0], "one": [2.0], "top": [3.0]}


def test_the_time_of_a_file_with_one_step_is_kept(tmp_path: Path) -> None:
    transient(tmp_path / "t.vtkhdf", (0.25,))
    [mesh] = VTKSource(tmp_path)[0]
    assert mesh.field_data["TimeValue"].tolist() == [0.25]


def transient(path: Path, times: tuple[float, ...] = (0.5, 1.0, 2.5)) -> None:
    from vtkmodules.vtkFiltersHybrid import vtkGenerateTimeSteps
    from vtkmodules.vtkIOHDF import vtkHDFWriter

    steps = vtkGenerateTimeSteps()
    steps.SetInputData(with_fields(".vtu"))
    for time in times:
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


PVD = '<VTKFile type="Collection" version="0.1"><Collection>{}</Collection></VTKFile>'
ENTRY = '<DataSet timestep="{}" group="" part="0" file="{}"/>'


def save_pieces(folder: Path) -> pv.UnstructuredGrid:
    """Two pieces, and the file that makes one mesh of them."""
    whole = pv.ImageData(dimensions=(5, 3, 3)).cast_to_unstructured_grid()
    whole.cell_data["p"] = np.arange(whole.n_cells, dtype="float64")
    half = whole.n_cells // 2
    for number, ids in enumerate((range(half), range(half, whole.n_cells))):
        whole.extract_cells(list(ids), pass_cell_ids=False, pass_point_ids=False).save(
            folder / f"p{number}.vtu"
        )
    (folder / "t.pvtu").write_text(
        '<VTKFile type="PUnstructuredGrid" version="0.1" byte_order="LittleEndian">'
        '<PUnstructuredGrid GhostLevel="0"><PCellData><PDataArray type="Float64" Name="p"/>'
        '</PCellData><PPoints><PDataArray type="Float32" NumberOfComponents="3"/></PPoints>'
        '<Piece Source="p0.vtu"/><Piece Source="p1.vtu"/></PUnstructuredGrid></VTKFile>'
    )
    return whole


def test_a_parallel_file_is_one_item_and_its_pieces_are_none(tmp_path: Path) -> None:
    whole = save_pieces(tmp_path)
    source = VTKSource(tmp_path)
    assert source.names == ["t.pvtu"]
    [mesh] = list(source[0])
    np.testing.assert_array_equal(np.sort(mesh.cell_data["p"]), whole.cell_data["p"])
    assert [Path(name).name for name in source.inputs(0)] == ["t.pvtu", "p0.vtu", "p1.vtu"]
    assert VTKSource(tmp_path, "p*.vtu").names == ["p0.vtu", "p1.vtu"]


def test_a_missing_piece_is_an_error(tmp_path: Path) -> None:
    save_pieces(tmp_path)
    (tmp_path / "p1.vtu").unlink()
    with pytest.raises(MeshError, match=r"t\.pvtu cannot be read"):
        list(VTKSource(tmp_path, "t.pvtu")[0])


def test_a_series_gives_its_files_in_the_order_of_their_times(tmp_path: Path) -> None:
    (tmp_path / "steps").mkdir()
    for name in ("b", "a", "c"):
        pv.Sphere().save(tmp_path / "steps" / f"{name}.vtp")
    pv.Cube().save(tmp_path / "other.vtp")
    entries = [("0.5", "steps/b.vtp"), ("0.25", "steps/c.vtp"), ("10", "steps/a.vtp")]
    (tmp_path / "run.pvd").write_text(PVD.format("".join(ENTRY.format(*e) for e in entries)))
    source = VTKSource(tmp_path)
    assert source.names == ["other.vtp", "steps/c.vtp", "steps/b.vtp", "steps/a.vtp"]
    meshes = [next(iter(source[index])) for index in range(4)]
    assert [m.field_data["TimeValue"][0] for m in meshes[1:]] == [0.25, 0.5, 10.0]
    assert "TimeValue" not in meshes[0].field_data
    assert [source.origin(index).time for index in range(4)] == [None, 0.25, 0.5, 10.0]


def test_a_series_of_parallel_files(tmp_path: Path) -> None:
    save_pieces(tmp_path)
    (tmp_path / "t.pvd").write_text(PVD.format(ENTRY.format("0.5", "t.pvtu")))
    source = VTKSource(tmp_path, "*.pv*")
    assert source.names == ["t.pvtu"]
    [mesh] = list(source[0])
    assert mesh.field_data["TimeValue"][0] == 0.5


def test_a_series_that_names_a_missing_file(tmp_path: Path) -> None:
    (tmp_path / "t.pvd").write_text(PVD.format(ENTRY.format("1", "gone.vtu")))
    source = VTKSource(tmp_path)
    assert source.names == ["gone.vtu"]
    with pytest.raises(OSError, match=r"gone\.vtu"):
        list(source[0])


@pytest.mark.parametrize("binary", [True, False])
@pytest.mark.parametrize("share", [0.3, 0.6, 0.999])
def test_an_stl_cut_between_triangles_is_an_error(
    tmp_path: Path, binary: bool, share: float
) -> None:
    path = tmp_path / "a.stl"
    pv.Sphere().save(path, binary=binary)
    data = path.read_bytes()
    [whole] = list(VTKSource(tmp_path)[0])
    assert whole.n_cells == 1680
    if binary:
        cut = data[: 84 + 50 * int(1680 * share)]
    else:
        end = data.rindex(b"endfacet", 0, int(len(data) * share)) + len(b"endfacet\n")
        cut = data[:end]
    path.write_bytes(cut)
    with pytest.raises(MeshError, match=r"a\.stl is cut off"):
        list(VTKSource(tmp_path)[0])


def test_a_binary_stl_whose_header_begins_with_solid_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.stl"
    pv.Sphere().save(path)
    data = path.read_bytes()
    path.write_bytes(b"solid from a CAD program".ljust(80) + data[80:])
    [mesh] = list(VTKSource(tmp_path)[0])
    assert mesh.n_cells == 1680


def test_colors_of_legacy_files_are_kept(tmp_path: Path) -> None:
    (tmp_path / "a.vtk").write_text(
        "# vtk DataFile Version 3.0\nx\nASCII\nDATASET POLYDATA\nPOINTS 3 float\n"
        "0 0 0 1 0 0 0 1 0\nPOLYGONS 1 4\n3 0 1 2\nPOINT_DATA 3\nSCALARS t float 1\n"
        "LOOKUP_TABLE default\n1 2 3\nCOLOR_SCALARS c 3\n0 0 1 0 1 0 1 0 0\n"
    )
    [mesh] = list(VTKSource(tmp_path)[0])
    assert list(mesh.point_data["t"]) == [1, 2, 3]
    assert mesh.point_data["c"].tolist() == [[0, 0, 255], [0, 255, 0], [255, 0, 0]]
