"""Distances and motions, against exact numbers."""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import pyvista as pv
from hypothesis import given, settings
from hypothesis import strategies as st

from curator_gui.core import Filter
from curator_gui.core.notes import noting
from curator_gui.domains.mesh import AlignAxes, Rotate, Scale, SurfaceDistance, Translate
from curator_gui.domains.mesh.errors import MeshError, MissingFieldError
from curator_gui.domains.mesh.geometry.moving import rotation
from tests.domains.mesh.odd_meshes import MESHES
from tests.fast import tried


def apply(step: Filter[Any], mesh: pv.DataSet, said: list[str] | None = None) -> Any:
    before = mesh.copy()
    with noting(lambda _, words: None if said is None else said.append(str(words))):
        [result] = list(step(iter([mesh])))
    assert mesh == before
    return result


@pytest.mark.parametrize("suffix", [".stl", ".vtp", ".ply"])
def test_distance_to_a_sphere_from_a_file(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"sphere{suffix}"
    pv.Sphere(radius=1, theta_resolution=200, phi_resolution=200).save(path)
    mesh = pv.ImageData(dimensions=(9, 9, 9), spacing=(0.5,) * 3, origin=(-2, -2, -2))
    step = pickle.loads(pickle.dumps(SurfaceDistance(path, output="sdf")))
    found = apply(step, mesh).point_data["sdf"]
    exact = np.linalg.norm(mesh.points, axis=1) - 1
    np.testing.assert_allclose(found, exact, atol=1e-3)
    cells = apply(SurfaceDistance(path, at="cells", signed=False), mesh).cell_data["distance"]
    centers = mesh.cell_centers().points
    np.testing.assert_allclose(cells, abs(np.linalg.norm(centers, axis=1) - 1), atol=1e-3)
    assert list(step.input_files()) == [str(path)]


@pytest.mark.parametrize("kind", ["image", "unstructured"])
def test_distance_to_the_own_surface_of_a_box(kind: str) -> None:
    mesh = pv.ImageData(dimensions=(5, 6, 7), spacing=(1, 0.5, 2))
    mesh = mesh if kind == "image" else mesh.cast_to_unstructured_grid()
    x, y, z = np.asarray(mesh.points, float).T
    exact = np.min([x, 4 - x, y, 2.5 - y, z, 12 - z], axis=0)
    said: list[str] = []
    found = apply(SurfaceDistance(), mesh, said).point_data["distance"]
    np.testing.assert_allclose(found, -exact, atol=1e-6)
    assert not said


def test_an_open_surface_and_what_is_none_are_said(tmp_path: Path) -> None:
    said: list[str] = []
    apply(SurfaceDistance(), pv.Plane(), said)
    assert said == ["the surface is open, so the sign of the distance is that of its side"]
    for name in ("cloud", "lines", "grid_without_cells"):
        with pytest.raises(MeshError, match="has no surface to take distances to"):
            apply(SurfaceDistance(), MESHES[name]())
    damaged = tmp_path / "a.stl"
    damaged.write_bytes(b"")
    with pytest.raises(MeshError, match="empty"):
        apply(SurfaceDistance(damaged), pv.Sphere())
    with pytest.raises(OSError, match=r"gone\.stl"):
        apply(SurfaceDistance(tmp_path / "gone.stl"), pv.Sphere())
    pv.PolyData(np.eye(3)).save(tmp_path / "points.vtp")
    with pytest.raises(MeshError, match=r"points\.vtp holds no surface"):
        apply(SurfaceDistance(tmp_path / "points.vtp"), pv.Sphere())
    assert [p for p, _ in SurfaceDistance(Path("a.msh")).problems()] == ["surface"]
    mesh = pv.Sphere()
    mesh.point_data["distance"] = np.zeros(mesh.n_points)
    with pytest.raises(MeshError, match="'distance' already"):
        apply(SurfaceDistance(), mesh)


@settings(max_examples=tried(40), deadline=None)
@given(
    axis=st.tuples(*[st.floats(-3, 3).filter(lambda v: abs(v) > 0.01)] * 3),
    angle=st.floats(-720, 720),
)
def test_rotations_keep_lengths_and_turn_back(axis: tuple[float, ...], angle: float) -> None:
    matrix = rotation(axis, angle)
    np.testing.assert_allclose(matrix @ matrix.T, np.eye(3), atol=1e-12)
    assert np.linalg.det(matrix) == pytest.approx(1)
    np.testing.assert_allclose(matrix @ axis, axis, atol=1e-9)
    np.testing.assert_allclose(rotation(axis, -angle), matrix.T, atol=1e-12)
    assert np.trace(matrix) == pytest.approx(1 + 2 * np.cos(np.radians(angle)))


def test_rotation_turns_points_vectors_and_tensors_by_the_right_hand_rule() -> None:
    mesh = pv.PolyData(np.array([[1.0, 0, 0], [2, 1, 0], [1, 1, 0]]), faces=[3, 0, 1, 2])
    mesh.point_data["U"] = np.array([[1.0, 0, 0]] * 3, np.float32)
    mesh.point_data["T"] = np.arange(3.0)
    mesh.point_data["color"] = np.array([[1, 2, 3]] * 3, np.uint8)
    mesh.cell_data["stress"] = np.array([[5.0, 0, 0, 0, 0, 0, 0, 0, 0]])
    said: list[str] = []
    result = apply(Rotate([0, 0, 2], 90, [1.0, 0, 0]), mesh, said)
    np.testing.assert_allclose(result.points, [[1, 0, 0], [0, 1, 0], [0, 0, 0]])
    assert result.point_data["U"].tolist() == [[0, 1, 0]] * 3
    assert result.point_data["U"].dtype == np.float32
    assert result.cell_data["stress"].reshape(3, 3).tolist() == [[0, 0, 0], [0, 5, 0], [0, 0, 0]]
    assert result.point_data["color"].tolist() == [[1, 2, 3]] * 3
    assert said == ["fields that turn with the mesh: U, stress"]
    whole = apply(Rotate([0, 0, 1], 45, vectors=["color"]), mesh).point_data["color"]
    np.testing.assert_allclose(whole[0], [-np.sqrt(0.5), 3 * np.sqrt(0.5), 3])
    still = apply(Rotate([0, 0, 1], 90, vectors=[]), mesh)
    assert still.point_data["U"].tolist() == [[1, 0, 0]] * 3
    with pytest.raises(MissingFieldError, match="no cell or point field 'V'"):
        apply(Rotate([0, 0, 1], 90, vectors=["V"]), mesh)
    with pytest.raises(MeshError, match="'T' is neither vector nor tensor"):
        apply(Rotate([0, 0, 1], 90, vectors=["T"]), mesh)
    assert [p for p, _ in Rotate([0, 0, 0], 1, [1.0]).problems()] == ["center", "axis"]


@pytest.mark.parametrize("name", ["image", "rectilinear", "structured", "one_cell", "polyhedron"])
def test_every_kind_of_mesh_is_moved(name: str) -> None:
    mesh = MESHES[name]()
    points = np.asarray(mesh.points, float)
    shifted = apply(Translate([1, 2, 3]), mesh)
    np.testing.assert_allclose(shifted.points, points + np.array([1, 2, 3]), atol=1e-6)
    assert type(shifted) is type(mesh)
    scaled = apply(Scale(from_unit="mm"), mesh)
    np.testing.assert_allclose(scaled.points, points / 1000, atol=1e-9)
    assert type(scaled) is type(mesh)
    assert scaled.point_data.keys() == mesh.point_data.keys()
    said: list[str] = []
    turned = apply(Rotate([1, 1, 0], 30), mesh, said)
    np.testing.assert_allclose(turned.points, points @ rotation([1, 1, 0], 30).T, atol=1e-6)
    grids = name in ("image", "rectilinear")
    assert ("a regular grid that was turned became a structured grid" in said) is grids
    assert turned.n_cells == mesh.n_cells


def test_scaling_by_units_and_what_is_asked_wrongly() -> None:
    inches = apply(Scale(from_unit="in", to_unit="mm"), pv.Cube())
    assert inches.bounds.x_max == pytest.approx(12.7)
    assert [p for p, _ in Scale().problems()] == ["factor"]
    assert [p for p, _ in Scale(2.0, "mm").problems()] == ["factor"]
    assert [p for p, _ in Scale(0.0).problems()] == ["factor"]
    assert [p for p, _ in Translate([1.0]).problems()] == ["offset"]
    said: list[str] = []
    apply(Scale(1.0), pv.Cube(), said)
    apply(Translate([0, 0, 0]), pv.Cube(), said)
    assert said == ["the factor is 1", "the offset is 0"]


def wedge() -> pv.UnstructuredGrid:
    """A body with three different axes and no symmetry."""
    points = np.array([[0, 0, 0], [6, 0, 0], [0, 3, 0], [1, 0.5, 1.0]])
    return pv.UnstructuredGrid([4, 0, 1, 2, 3], [10], points)


@pytest.mark.parametrize("weight", ["size", "points"])
@pytest.mark.parametrize("angle", [0.0, 40.0, 200.0])
def test_alignment_does_not_depend_on_the_pose(weight: str, angle: float) -> None:
    mesh = wedge()
    mesh.cell_data["axis"] = [[0.0, 0, 1]]
    moved = apply(Translate([5, -3, 9]), apply(Rotate([1, 2, 3], angle), mesh))
    first, second = (apply(AlignAxes(weight), m) for m in (mesh, moved))
    np.testing.assert_allclose(first.points, second.points, atol=1e-5)
    np.testing.assert_allclose(first.cell_data["axis"], second.cell_data["axis"], atol=1e-6)
    spread = np.ptp(first.points, axis=0)
    assert spread[0] > spread[1] > spread[2]
    center = first.cell_centers().points[0] if weight == "size" else first.points.mean(axis=0)
    np.testing.assert_allclose(center, 0, atol=1e-6)


def test_alignment_does_not_depend_on_how_the_mesh_is_cut() -> None:
    box = pv.RectilinearGrid([0.0, 4], [0.0, 2], [0.0, 1]).cast_to_unstructured_grid()
    fine = pv.RectilinearGrid(np.linspace(0, 4, 5) ** 2 / 4, [0.0, 1.9, 2], [0.0, 1])
    for mesh in (box, fine.cast_to_unstructured_grid()):
        turned = apply(Rotate([3, 2, 1], 50), mesh)
        said: list[str] = []
        result = apply(AlignAxes(), turned, said)
        np.testing.assert_allclose(np.abs(result.bounds), [2, 2, 1, 1, 0.5, 0.5], atol=1e-5)
        assert "the mesh has the same form on both sides of an axis: its side is chance" in said


def test_what_has_no_axes_is_said() -> None:
    said: list[str] = []
    apply(AlignAxes(), pv.Cube(), said)
    assert "two principal axes are as long as each other: their direction is chance" in said
    with pytest.raises(MeshError, match="has no extent"):
        apply(AlignAxes(), pv.PolyData(np.zeros((3, 3))))
    with pytest.raises(MeshError, match="has no extent"):
        apply(AlignAxes(), MESHES["nothing"]())


def test_global_vectors_that_do_not_turn_are_said() -> None:
    mesh = pv.Plane(i_resolution=1, j_resolution=1)
    mesh.clear_data()
    mesh.field_data["inflow"] = np.array([1.0, 0.0, 0.0])
    mesh.field_data["forces"] = np.ones((5, 3))
    mesh.field_data["TimeValue"] = [0.5]
    mesh.field_data["counts"] = np.array([1, 2, 3])
    said: list[str] = []
    found = apply(Rotate([0, 0, 1], 30.0), mesh, said)
    assert said == [
        "global data of 3 numbers, perhaps vectors, do not turn with the mesh: inflow, forces"
    ]
    assert found.field_data["inflow"].tolist() == [1.0, 0.0, 0.0]


def test_symmetric_tensors_that_do_not_turn_are_said() -> None:
    mesh = pv.Plane(i_resolution=1, j_resolution=1)
    mesh.clear_data()
    mesh.point_data["stress"] = np.ones((4, 6))
    mesh.cell_data["six"] = np.ones((1, 6), "i4")
    said: list[str] = []
    apply(Rotate([0, 0, 1], 30.0), mesh, said)
    assert said == [
        "fields of 6 numbers, perhaps symmetric tensors, do not turn with the mesh: stress"
    ]
