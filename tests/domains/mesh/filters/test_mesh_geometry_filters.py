"""Rename, triangulate, surface, normals, crop, permutation and subsample."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import pyvista as pv

from curator_gui.core import Filter
from curator_gui.domains.mesh import (
    CropBox,
    CropPlane,
    ExtractSurface,
    Normals,
    RandomPermutation,
    RandomSubsample,
    RenameFields,
    SyntheticSource,
    Triangulate,
)
from curator_gui.domains.mesh.errors import MeshError, MissingFieldError


def apply(step: Filter[Any], mesh: pv.DataSet) -> Any:
    """Apply a filter and insist that it leaves its input as it was."""
    before = mesh.copy()
    [result] = list(step(iter([mesh])))
    assert mesh == before
    return result


def box() -> pv.UnstructuredGrid:
    image = pv.ImageData(dimensions=(5, 4, 3))
    grid = image.cast_to_structured_grid().cast_to_unstructured_grid()
    rng = np.random.default_rng(1)
    grid.cell_data["a"] = rng.normal(size=grid.n_cells)
    grid.cell_data["b"] = rng.normal(size=(grid.n_cells, 3))
    grid.point_data["a"] = rng.normal(size=grid.n_points)
    grid.field_data["TimeValue"] = [0.5]
    return grid


def test_rename_exchanges_names_at_once() -> None:
    mesh = box()
    result = apply(RenameFields({"a": "b", "b": "a"}), mesh)
    np.testing.assert_array_equal(result.cell_data["b"], mesh.cell_data["a"])
    np.testing.assert_array_equal(result.cell_data["a"], mesh.cell_data["b"])
    np.testing.assert_array_equal(result.point_data["b"], mesh.point_data["a"])
    assert result.point_data.keys() == ["b"]
    assert np.shares_memory(result.cell_data["b"], mesh.cell_data["a"])


def test_rename_refuses_what_cannot_be() -> None:
    with pytest.raises(MissingFieldError, match="no cell or point field 'x'; it has a, b, a"):
        apply(RenameFields({"x": "y"}), box())
    assert apply(RenameFields({"x": "y"}, missing="ignore"), box()) == box()
    with pytest.raises(MeshError, match="two cell fields named 'b' after renaming"):
        apply(RenameFields({"a": "b"}), box())
    [(param, message)] = RenameFields({"a": "c", "b": "c"}).problems()
    assert (param, message) == ("names", "'c' is given to several fields")


def test_rename_by_pattern() -> None:
    mesh = box()
    mesh.cell_data["UMean"] = mesh.cell_data["b"]
    mesh.cell_data["p_rgh.Mean"] = mesh.cell_data["a"]
    result = apply(RenameFields({"p*.Mean": "mean_p*", "*Mean": "mean_*"}), mesh)
    assert set(result.cell_data.keys()) == {"a", "b", "mean_U", "mean_p_rgh"}
    np.testing.assert_array_equal(result.cell_data["mean_U"], mesh.cell_data["b"])
    with pytest.raises(MissingFieldError, match=r"'x\*'"):
        apply(RenameFields({"x*": "y*"}), mesh)
    with pytest.raises(MeshError, match="two cell fields named 'c' after renaming"):
        apply(RenameFields({"*": "c"}), mesh)
    messages = [message for _, message in RenameFields({"a": "b*", "b": ""}).problems()]
    assert messages == [
        "'b*' has more `*` than 'a' to replace them",
        "the new name of 'b' is empty",
    ]


def test_triangulate_keeps_volume_and_area() -> None:
    mesh = box()
    tetrahedra = apply(Triangulate(), mesh)
    assert set(tetrahedra.celltypes) == {pv.CellType.TETRA}
    assert tetrahedra.volume == pytest.approx(mesh.volume)
    assert tetrahedra.cell_data.keys() == mesh.cell_data.keys()
    triangles = apply(Triangulate(), pv.Cube())
    assert triangles.is_all_triangles
    assert triangles.area == pytest.approx(6.0)


def test_surface_has_the_fields_of_the_cells_behind() -> None:
    mesh = box()
    surface = apply(ExtractSurface(), mesh)
    assert isinstance(surface, pv.PolyData)
    assert surface.area == pytest.approx(2 * (4 * 3 + 4 * 2 + 3 * 2))
    assert set(surface.cell_data.keys()) == {"a", "b"}
    traced = apply(ExtractSurface(original_ids=True), mesh)
    cells, points = (traced[f"vtkOriginal{kind}Ids"] for kind in ("Cell", "Point"))
    np.testing.assert_array_equal(traced.cell_data["a"], mesh.cell_data["a"][cells])
    np.testing.assert_array_equal(traced.points, mesh.points[points])


def test_normals_are_perpendicular_and_outward() -> None:
    sphere = pv.Sphere(theta_resolution=40, phi_resolution=40)
    sphere.clear_data()
    result = apply(Normals(orient="outward"), sphere)
    outward = sphere.points / np.linalg.norm(sphere.points, axis=1, keepdims=True)
    assert (np.sum(result.point_data["Normals"] * outward, axis=1) > 0.99).all()
    assert result.cell_data["Normals"].shape == (sphere.n_cells, 3)
    only = apply(Normals(cell_normals=False), sphere)
    assert "Normals" not in only.cell_data
    split = apply(Normals(split_angle=30.0), pv.Cube().clean())
    assert split.n_points == 24
    assert set(split.point_data.keys()) == {"Normals", "TCoords"}


def test_normals_need_a_surface() -> None:
    with pytest.raises(MeshError, match="UnstructuredGrid, but only a surface has normals"):
        apply(Normals(), box())
    with pytest.raises(MeshError, match="no polygons"):
        apply(Normals(), pv.PolyData(np.zeros((2, 3))))
    assert [p for p, _ in Normals(False, False).problems()] == ["point_normals"]


def test_crop_box_keeps_whole_cells() -> None:
    mesh = box()
    result = apply(CropBox(x_max=2.4, y_min=1.0), mesh)
    centers = mesh.cell_centers().points
    inside = (centers[:, 0] <= 2.4) & (centers[:, 1] >= 1.0)
    assert result.n_cells == inside.sum() == 2 * 2 * 2
    np.testing.assert_array_equal(result.cell_data["a"], mesh.cell_data["a"][inside])
    assert set(result.array_names) == {"a", "b", "TimeValue"}
    assert set(result.celltypes) == {pv.CellType.HEXAHEDRON}


def test_crop_box_cuts() -> None:
    result = apply(CropBox(x_max=2.4, y_min=0.5, boundary="cut"), box())
    assert result.bounds == pytest.approx((0, 2.4, 0.5, 3, 0, 2), abs=1e-6)
    assert result.volume == pytest.approx(2.4 * 2.5 * 2, rel=1e-5)


@pytest.mark.parametrize("boundary", ["whole", "cut"])
def test_crop_plane_keeps_the_side_of_its_normal(boundary: str) -> None:
    for sign, low, high in ((2.0, 2.0, 4.0), (-2.0, 0.0, 2.0)):
        step = CropPlane([2.0, 0.0, 0.0], [sign, 0.0, 0.0], boundary)
        assert apply(step, box()).bounds[:2] == pytest.approx((low, high))


@pytest.mark.filterwarnings("ignore:a ImageData became:UserWarning")
@pytest.mark.parametrize("boundary", ["whole", "cut"])
@pytest.mark.parametrize("make", [box, lambda: pv.ImageData(dimensions=(5, 4, 3)), pv.Cube])
def test_crop_keeps_surfaces_and_refuses_nothing_left(boundary: str, make: Any) -> None:
    kept = apply(CropPlane([0.3, 0, 0], [1, 0, 0], boundary), make())
    assert isinstance(kept, pv.PolyData) == (make is pv.Cube)
    with pytest.raises(MeshError, match="nothing is left of the mesh after cropping"):
        apply(CropBox(x_min=99.0, boundary=boundary), make())


def test_crop_reports_what_cannot_be() -> None:
    assert [p for p, _ in CropBox().problems()] == [""]
    assert [p for p, _ in CropBox(x_min=2.0, x_max=1.0).problems()] == ["x_max"]
    assert list(CropBox(x_min=1.0, x_max=2.0).problems()) == []
    assert [p for p, _ in CropPlane([0, 0], [0, 0, 0]).problems()] == ["origin", "normal"]


@pytest.mark.parametrize(
    "make",
    [box, pv.Sphere, lambda: pv.Cube().clean(), lambda: pv.PolyData(np.random.rand(9, 3))],
)
def test_permutation_changes_the_order_and_nothing_else(make: Any) -> None:
    mesh = make()
    mesh.point_data["id"] = np.arange(mesh.n_points)
    mesh.cell_data["id"] = np.arange(mesh.n_cells)
    result = apply(RandomPermutation(seed=3), mesh)
    assert type(result) is type(mesh)
    points, cells = result.point_data["id"], result.cell_data["id"]
    assert sorted(points) == list(range(mesh.n_points))
    assert list(points) != sorted(points)
    np.testing.assert_array_equal(result.points, mesh.points[points])
    for new, old in enumerate(cells):
        one, other = result.get_cell(new), mesh.get_cell(int(old))
        assert one.type == other.type
        np.testing.assert_array_equal(one.points, other.points)


def test_permutation_of_one_kind_leaves_the_other() -> None:
    mesh = box()
    only_cells = apply(RandomPermutation(points=False), mesh)
    np.testing.assert_array_equal(only_cells.points, mesh.points)
    assert sorted(only_cells.cell_data["a"]) == sorted(mesh.cell_data["a"])
    only_points = apply(RandomPermutation(cells=False), mesh)
    np.testing.assert_array_equal(only_points.cell_data["a"], mesh.cell_data["a"])
    assert only_points.volume == pytest.approx(mesh.volume)
    assert [p for p, _ in RandomPermutation(False, False).problems()] == ["points"]


def test_permutation_refuses_what_it_cannot_renumber() -> None:
    mixed = pv.PolyData(np.random.rand(4, 3), faces=[3, 0, 1, 2], lines=[2, 2, 3])
    with pytest.raises(MeshError, match="mixes lines and polys"):
        apply(RandomPermutation(), mixed)
    from vtkmodules.vtkCommonCore import vtkIdList
    from vtkmodules.vtkCommonDataModel import vtkUnstructuredGrid

    grid = vtkUnstructuredGrid()
    grid.SetPoints(pv.Cube().clean().GetPoints())
    faces = [4, 0, 1, 2, 3] * 6
    ids = vtkIdList()
    for number in [6, *faces]:
        ids.InsertNextId(number)
    grid.InsertNextCell(42, ids)
    with pytest.raises(MeshError, match="has polyhedra"):
        apply(RandomPermutation(), pv.wrap(grid))


def test_subsample_of_points_is_a_cloud_with_their_fields() -> None:
    mesh = box()
    cloud = apply(RandomSubsample(10, seed=1), mesh)
    assert isinstance(cloud, pv.PolyData)
    assert cloud.n_points == cloud.n_cells == 10
    assert cloud.cell_data.keys() == []
    assert cloud.field_data["TimeValue"] == [0.5]
    for point, value in zip(cloud.points, cloud.point_data["a"], strict=True):
        at = np.flatnonzero((mesh.points == point).all(axis=1))
        assert mesh.point_data["a"][at] == value


def test_subsample_of_cells_keeps_their_shape() -> None:
    mesh = box()
    part = apply(RandomSubsample(5, "cells", seed=1), mesh)
    assert part.n_cells == 5
    assert np.isin(part.cell_data["a"], mesh.cell_data["a"]).all()
    assert part.n_points < mesh.n_points


def test_too_few_points_are_an_error_or_kept() -> None:
    with pytest.raises(MeshError, match="has 60 points, fewer than the 61 asked for"):
        apply(RandomSubsample(61), box())
    assert apply(RandomSubsample(61, too_few="all"), box()).n_points == 60


@pytest.mark.parametrize("step", [RandomPermutation(seed=5), RandomSubsample(20, seed=5)])
def test_random_results_depend_on_seed_and_index_only(step: Filter[Any]) -> None:
    pipeline = SyntheticSource(count=3, resolution=4).filter(step)

    def points(index: int) -> np.ndarray:
        [mesh] = list(pipeline.items(index))
        return np.asarray(mesh.points)

    first = [points(i) for i in range(3)]
    again = [points(i) for i in (2, 1, 0)][::-1]
    assert all(np.array_equal(a, b) for a, b in zip(first, again, strict=True))
    assert not np.array_equal(first[0], first[1])


def test_crop_and_surface_of_a_real_mesh(dam_files: list[Path]) -> None:
    mesh = pv.read(dam_files[9])
    middle = mesh.center[0]
    halves = [apply(CropPlane([middle, 0, 0], [s, 0, 0]), mesh) for s in (1.0, -1.0)]
    assert sum(half.n_cells for half in halves) == mesh.n_cells
    surface = apply(ExtractSurface(), mesh)
    assert surface.volume == pytest.approx(mesh.volume, rel=1e-4)
