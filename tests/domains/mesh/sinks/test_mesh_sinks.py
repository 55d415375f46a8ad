"""Sinks: what is written can be read back; names, collisions, failures."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import pyvista as pv
import zarr
from vtkmodules.util.numpy_support import vtk_to_numpy

from curator_gui.core import Sink, Source
from curator_gui.domains.common.outputs import read_output
from curator_gui.domains.mesh import (
    HDF5Sink,
    MeshZarrSink,
    NPZSink,
    VTISink,
    VTKHDFSink,
    VTKSource,
    VTPSink,
    VTSSink,
    VTUSink,
)
from curator_gui.domains.mesh.errors import MeshError


class Meshes(Source[Any]):
    """A foreign source that knows nothing of origins."""

    name = "Meshes"
    description = ""

    def __init__(self, *meshes: Any) -> None:
        self.meshes = meshes

    @classmethod
    def params(cls) -> list[Any]:
        return []

    def __len__(self) -> int:
        return 1

    def __getitem__(self, index: int) -> Any:
        yield from self.meshes


def grid(number: int = 0) -> pv.UnstructuredGrid:
    mesh = pv.ImageData(dimensions=(4, 3, 2)).cast_to_unstructured_grid()
    mesh.point_data["T"] = np.arange(mesh.n_points, dtype="float64") + number
    mesh.cell_data["U"] = np.ones((mesh.n_cells, 3), dtype="float32")
    mesh.field_data["TimeValue"] = [0.25 * (number + 1)]
    mesh.field_data["note"] = ["made", "here"]
    return mesh


def write(sink: Sink[Any], *meshes: Any) -> list[str]:
    return Meshes(*meshes).write(sink)[0]


def saved(folder: Path, *names: str) -> VTKSource:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        grid().save(folder / name)
    return VTKSource(folder, recursive=True)


@pytest.mark.parametrize("compression", ["none", "lz4", "zlib", "lzma"])
def test_vtu_comes_back_equal(tmp_path: Path, compression: str) -> None:
    [path] = write(VTUSink(tmp_path, "{index}", compression), grid())
    assert path == str(tmp_path / "0.vtu")
    assert pv.read(path) == grid()


def test_compression_makes_files_smaller(tmp_path: Path) -> None:
    mesh = pv.ImageData(dimensions=(40, 40, 40))
    sizes = [
        Path(write(VTUSink(tmp_path, f"{{index}}{c}{n}", c, n), mesh)[0]).stat().st_size
        for c, n in (("none", 5), ("lz4", 5), ("zlib", 5))
    ]
    assert sizes[0] > 2 * sizes[1] > 2 * sizes[2]


@pytest.mark.parametrize(
    "mesh", [pv.Sphere(), pv.ImageData(dimensions=(3, 3, 3)), pv.Sphere().extract_cells([1, 2])]
)
def test_vtu_converts_other_types(tmp_path: Path, mesh: pv.DataSet) -> None:
    [path] = write(VTUSink(tmp_path, "{index}"), mesh)
    assert pv.read(path) == mesh.cast_to_unstructured_grid()


def test_npz_has_every_array(tmp_path: Path) -> None:
    for compress in (False, True):
        mesh = grid()
        [path] = write(NPZSink(tmp_path, "{index}", compress), mesh)
        with np.load(path) as arrays:
            np.testing.assert_array_equal(arrays["points"], mesh.points)
            np.testing.assert_array_equal(arrays["cells/connectivity"], mesh.cell_connectivity)
            np.testing.assert_array_equal(
                arrays["cells/offsets"], vtk_to_numpy(mesh.GetCells().GetOffsetsArray())
            )
            np.testing.assert_array_equal(arrays["cells/types"], mesh.celltypes)
            np.testing.assert_array_equal(arrays["point_data/T"], mesh.point_data["T"])
            np.testing.assert_array_equal(arrays["cell_data/U"], mesh.cell_data["U"])
            assert list(arrays["field_data/note"]) == ["made", "here"]
            assert arrays["point_data/T"].dtype == np.float64


@pytest.mark.filterwarnings("ignore:.* cannot have all names:UserWarning")
@pytest.mark.parametrize("compression", ["none", "zstd", "blosc"])
def test_zarr_has_every_array_in_chunks_of_the_size_asked_for(
    tmp_path: Path, compression: str
) -> None:
    mesh = pv.ImageData(dimensions=(30, 20, 10)).cast_to_unstructured_grid()
    mesh.point_data["a/b:c"] = np.arange(mesh.n_points, dtype="float64")
    mesh.cell_data["U"] = np.random.default_rng(0).normal(size=(mesh.n_cells, 3))
    mesh.field_data["note"] = ["made", "here"]
    [path] = write(MeshZarrSink(tmp_path, "{index}", 0.01, compression), mesh)
    group = zarr.open_group(path, mode="r")
    np.testing.assert_array_equal(group["cell_data/U"][:], mesh.cell_data["U"])
    np.testing.assert_array_equal(group["points"][:], mesh.points)
    assert "dimensions" not in group
    assert group["cell_data/U"].chunks == (10_000 // 24, 3)
    encoded = group["point_data/a%2Fb%3Ac"]
    assert encoded.attrs["name"] == "a/b:c"
    assert group["field_data"].attrs["note"] == ["made", "here"]
    assert [entry.name for entry in tmp_path.iterdir()] == ["0.zarr"]


def test_zarr_replaces_a_store(tmp_path: Path) -> None:
    sink = MeshZarrSink(tmp_path, "{index}")
    write(sink, grid())
    (tmp_path / "0.zarr" / "stray").touch()
    [path] = write(sink, grid(7))
    group = zarr.open_group(path, mode="r")
    assert group["point_data/T"][0] == 7
    assert not (tmp_path / "0.zarr" / "stray").exists()
    assert [entry.name for entry in tmp_path.iterdir()] == ["0.zarr"]


@pytest.mark.parametrize("sink", [VTUSink, NPZSink, MeshZarrSink])
def test_a_failed_write_leaves_nothing(
    tmp_path: Path, sink: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    mesh = grid()
    write(sink(tmp_path, "{index}"), mesh)
    before = {p: p.stat().st_mtime_ns for p in tmp_path.rglob("*")}

    def fail(*_: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError, match="No space left"):
        write(sink(tmp_path, "{index}"), mesh)
    assert {p: p.stat().st_mtime_ns for p in tmp_path.rglob("*")} == before


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_reported_as_such(tmp_path: Path) -> None:
    from vtkmodules.vtkIOXML import vtkXMLUnstructuredGridWriter

    from curator_gui.domains.mesh.formats.vtk import writing as vtk_writing

    writer = vtkXMLUnstructuredGridWriter()
    writer.SetInputData(grid())
    target = tmp_path / "a.vtu"
    original = writer.SetFileName

    class ToFullDevice:
        """The same writer, pointed at a device without space."""

        def SetFileName(self, _: str) -> None:
            original("/dev/full")

        def __getattr__(self, name: str) -> Any:
            return getattr(writer, name)

    with pytest.raises(OSError, match="No space left on device") as caught:
        vtk_writing.run_writer(ToFullDevice(), target)
    assert caught.value.errno == errno.ENOSPC
    assert list(tmp_path.iterdir()) == []


def test_names_from_the_input(tmp_path: Path) -> None:
    source = saved(tmp_path / "in", "run1/a.vtu", "run2/a.vtu")
    pipeline = source.write(VTUSink(tmp_path / "out", "{relpath}_{index:03d}_{time:.2f}"))
    assert pipeline[1] == [str(tmp_path / "out" / "run2" / "a_001_0.25.vtu")]
    assert pipeline.sink is not None
    assert pipeline.sink.planned_outputs(1) == ()  # the time is known only when it is read


def test_planned_outputs_are_what_is_written(tmp_path: Path) -> None:
    source = saved(tmp_path / "in", "run1/a.vtu", "run2/a.vtu")
    pipeline = source.write(NPZSink(tmp_path / "out", "{relpath}"))
    assert pipeline.sink is not None
    assert list(pipeline.sink.problems()) == []
    assert [list(pipeline.sink.planned_outputs(i)) for i in range(2)] == [
        pipeline[0],
        pipeline[1],
    ]


def test_two_inputs_with_one_output_are_refused_beforehand(tmp_path: Path) -> None:
    source = saved(tmp_path / "in", "run1/a.vtu", "run2/a.vtu")
    sink = VTUSink(tmp_path / "out")
    source.write(sink)
    [(param, message)] = sink.problems()
    assert param == "name"
    assert "index 0 (run1/a.vtu) and index 1 (run2/a.vtu) would both be written to a.vtu" in message


def test_an_output_that_would_become_an_input_is_refused(tmp_path: Path) -> None:
    source = saved(tmp_path, "a.vtu")
    for folder in (tmp_path, tmp_path / "out"):
        sink = VTUSink(folder)
        source.write(sink)
        [(param, message)] = sink.problems()
        assert param == "folder"
        assert "choose another output folder" in message
    sink = VTUSink(tmp_path / "out")
    VTKSource(tmp_path).write(sink)  # not recursive: does not look into out
    assert list(sink.problems()) == []


def test_a_wrong_template_is_a_problem_of_the_name(tmp_path: Path) -> None:
    for name in ("same.vtu", "{oops}.vtu", "{stem", "../{stem}"):
        [(param, _)] = VTUSink(tmp_path, name).problems()
        assert param == "name"


def test_names_never_leave_the_folder(tmp_path: Path) -> None:
    source = saved(tmp_path / "in", "a.vtu")
    pipeline = source.write(VTUSink(tmp_path / "out", "{stem}/../../{index}"))
    with pytest.raises(ValueError, match="would leave the output folder"):
        pipeline[0]


def test_several_items_need_their_number(tmp_path: Path) -> None:
    with pytest.raises(MeshError, match=r"add \{item\} to the sink's name"):
        write(VTUSink(tmp_path, "{index}"), grid(), grid(1))
    paths = write(VTUSink(tmp_path, "{index}_{item}"), grid(), grid(1))
    assert [os.path.basename(path) for path in paths] == ["0_0.vtu", "0_1.vtu"]  # noqa: PTH119


def test_an_item_without_time_says_so(tmp_path: Path) -> None:
    with pytest.raises(MeshError, match="has no time"):
        write(VTUSink(tmp_path, "{index}_{time}"), pv.Sphere())


def test_a_foreign_source_gives_numbered_stems(tmp_path: Path) -> None:
    assert write(VTUSink(tmp_path), grid()) == [str(tmp_path / "item_000000.vtu")]


@pytest.mark.parametrize("level", [0, 5])
@pytest.mark.parametrize("mesh", [grid(), pv.Sphere(), pv.ImageData(dimensions=(3, 3, 3))])
def test_vtkhdf_comes_back_equal(tmp_path: Path, mesh: pv.DataSet, level: int) -> None:
    [path] = write(VTKHDFSink(tmp_path, "{index}", level), mesh)
    [back] = list(VTKSource(tmp_path)[0])
    expected = mesh if isinstance(mesh, pv.PolyData) else mesh.cast_to_unstructured_grid()
    assert path == str(tmp_path / "0.vtkhdf")
    np.testing.assert_array_equal(back.points, expected.points)
    assert back.n_cells == expected.n_cells
    for association in ("point_data", "cell_data"):
        one, other = getattr(back, association), getattr(expected, association)
        assert set(one.keys()) == set(other.keys())
        for name in other:
            np.testing.assert_array_equal(one[name], other[name])
            assert one[name].dtype == other[name].dtype


@pytest.mark.parametrize("compression", ["none", "lz4"])
def test_vtp_comes_back_equal(tmp_path: Path, compression: str) -> None:
    [path] = write(VTPSink(tmp_path, "{index}", compression), pv.Sphere())
    assert pv.read(path) == pv.Sphere()


def test_vtp_refuses_what_is_no_surface(tmp_path: Path) -> None:
    with pytest.raises(MeshError, match="is a UnstructuredGrid, but VTP files hold surfaces"):
        write(VTPSink(tmp_path, "{index}"), grid())
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("sink", [VTUSink, VTKHDFSink])
def test_a_folder_that_is_a_file_is_an_error(tmp_path: Path, sink: Any) -> None:
    (tmp_path / "out").touch()
    with pytest.raises(OSError, match="out"):
        write(sink(tmp_path / "out", "{index}"), grid())


def test_vtkhdf_names_have_no_dots_and_never_merge(tmp_path: Path) -> None:
    mesh = grid()
    mesh.cell_data["a.b"] = np.zeros(mesh.n_cells)
    with pytest.warns(UserWarning, match=r"under the new name: a\.b as a_b$"):
        write(VTKHDFSink(tmp_path, "{index}"), mesh)
    [back] = list(VTKSource(tmp_path)[0])
    assert set(back.cell_data.keys()) == {"U", "a_b"}
    mesh.cell_data["a_b"] = np.ones(mesh.n_cells)
    with pytest.raises(MeshError, match=r"fields 'a\.b' and 'a_b', which have the same name"):
        write(VTKHDFSink(tmp_path, "{index}"), mesh)


def test_global_data_of_vtkhdf_is_kept(tmp_path: Path) -> None:
    mesh = grid()
    write(VTKHDFSink(tmp_path, "{index}"), mesh)
    [back] = list(VTKSource(tmp_path)[0])
    assert list(back.field_data["TimeValue"]) == [0.25]


def structured_meshes() -> list[pv.DataSet]:
    image = pv.ImageData(dimensions=(4, 3, 2), spacing=(1, 2, 3), origin=(5, 6, 7))
    image.direction_matrix = [[0, 1, 0], [1, 0, 0], [0, 0, 1]]
    rectilinear = pv.RectilinearGrid([0.0, 1, 3, 4], [0.0, 2, 3], [0.0, 5])
    flat = pv.ImageData(dimensions=(4, 3, 1))
    cut = pv.ImageData(dimensions=(9, 8, 7)).extract_subset([2, 5, 3, 5, 1, 2])
    meshes = [image, rectilinear, rectilinear.cast_to_structured_grid(), flat, cut]
    for mesh in meshes:
        mesh.point_data["T"] = np.arange(mesh.n_points, dtype="float32")
        mesh.cell_data["U"] = np.arange(3.0 * mesh.n_cells).reshape(-1, 3)
    return meshes


def polyhedra() -> pv.DataSet:
    cube = pv.ImageData(dimensions=(3, 2, 2)).cast_to_unstructured_grid()
    mixed = cube.to_polyhedra() if hasattr(cube, "to_polyhedra") else None
    if mixed is None:
        faces = [[0, 1, 3, 2], [4, 5, 7, 6], [0, 1, 5, 4], [2, 3, 7, 6], [0, 2, 6, 4], [1, 3, 7, 5]]
        stream = [6] + [n for face in faces for n in (4, *face)]
        cells = [len(stream), *stream, 4, 8, 9, 10, 11]
        points = [*pv.ImageData(dimensions=(2, 2, 2)).points, *np.eye(4, 3)]
        mixed = pv.UnstructuredGrid(cells, [42, 10], np.array(points))
    mixed.cell_data["p"] = np.arange(mixed.n_cells)
    return mixed


ARRAY_SINKS = [NPZSink, HDF5Sink, MeshZarrSink]


@pytest.mark.parametrize("sink", ARRAY_SINKS)
@pytest.mark.parametrize("number", range(5))
def test_structured_meshes_stay_structured(tmp_path: Path, sink: Any, number: int) -> None:
    mesh = structured_meshes()[number]
    [path] = write(sink(tmp_path, "{index}"), mesh)
    [read] = read_output(Path(path), "mesh").items
    assert read.dimensions == mesh.dimensions
    assert type(read) is type(mesh)
    np.testing.assert_allclose(read.points, mesh.points)
    np.testing.assert_array_equal(read.point_data["T"], mesh.point_data["T"])
    np.testing.assert_array_equal(read.cell_data["U"], mesh.cell_data["U"])
    assert read.point_data["T"].dtype == np.float32


def test_dense_fields_are_indexed_by_z_y_x(tmp_path: Path) -> None:
    mesh = structured_meshes()[0]
    [path] = write(NPZSink(tmp_path, "{index}"), mesh)
    with np.load(path) as arrays:
        assert "cells/connectivity" not in arrays
        assert "points" not in arrays
        dense = arrays["point_data/T"]
        assert dense.shape == (2, 3, 4)
        assert arrays["cell_data/U"].shape == (1, 2, 3, 3)
        number = mesh.find_closest_point(mesh.points[3 + 4 * (1 + 3 * 1)])
        assert dense[1, 1, 3] == mesh.point_data["T"][number]


@pytest.mark.parametrize("sink", ARRAY_SINKS)
def test_polyhedra_keep_their_faces(tmp_path: Path, sink: Any) -> None:
    mesh = polyhedra()
    [path] = write(sink(tmp_path, "{index}"), mesh)
    [read] = read_output(Path(path), "mesh").items
    assert read == mesh
    for cell in range(mesh.n_cells):
        ours, theirs = read.get_cell(cell), mesh.get_cell(cell)
        assert ours.point_ids == theirs.point_ids
        assert [f.point_ids for f in ours.faces] == [f.point_ids for f in theirs.faces]


def test_large_planes_are_cut_into_chunks(tmp_path: Path) -> None:
    mesh = pv.ImageData(dimensions=(400, 300, 2))
    mesh.point_data["T"] = np.arange(mesh.n_points, dtype="float64")
    [path] = write(MeshZarrSink(tmp_path, "{index}", 0.1), mesh)
    assert zarr.open_group(path, mode="r")["point_data/T"].chunks == (1, 31, 400)


def test_vti_and_vts_hold_structured_meshes_only(tmp_path: Path) -> None:
    image, rectilinear, grid_ = structured_meshes()[:3]
    [path] = write(VTISink(tmp_path, "{index}"), image)
    assert pv.read(path) == image
    for mesh in (image, rectilinear, grid_):
        [path] = write(VTSSink(tmp_path, "{index}"), mesh)
        read = pv.read(path)
        assert isinstance(read, pv.StructuredGrid)
        np.testing.assert_allclose(read.points, mesh.points)
        np.testing.assert_array_equal(read.cell_data["U"], mesh.cell_data["U"])
    with pytest.raises(MeshError, match="is a RectilinearGrid, but VTI files hold images"):
        write(VTISink(tmp_path, "{index}"), rectilinear)
    with pytest.raises(MeshError, match="is a PolyData, but VTS files hold structured grids"):
        write(VTSSink(tmp_path, "{index}"), pv.Sphere())
