"""Face quantities and forces, against exact solutions."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import pyvista as pv

from curator_gui.core import Filter
from curator_gui.core.notes import noting
from curator_gui.domains.mesh import ExtractSurface, FaceQuantities, Forces, OpenFOAMSource
from curator_gui.domains.mesh.errors import MeshError, MissingFieldError
from curator_gui.domains.mesh.geometry.faces import faces
from tests.domains.mesh.odd_meshes import MESHES


def apply(step: Filter[Any], mesh: pv.DataSet) -> Any:
    before = mesh.copy()
    [result] = list(step(iter([mesh])))
    assert mesh == before
    return result


def sphere(resolution: int = 40) -> pv.PolyData:
    """A closed sphere of radius 1 whose faces point outwards, with points in float64."""
    mesh = pv.Sphere(radius=1, theta_resolution=resolution, phi_resolution=resolution)
    mesh.points = np.asarray(mesh.points, np.float64)
    return mesh


@pytest.mark.parametrize(
    "mesh",
    [
        sphere(),
        pv.Cube(),
        pv.Plane(i_resolution=3, j_resolution=2),
        pv.Disc(),
        pv.Cylinder(resolution=7),
    ],
    ids=["sphere", "cube", "plane", "disc", "cylinder"],
)
def test_areas_centers_and_normals_are_those_of_vtk(mesh: pv.PolyData) -> None:
    result = apply(FaceQuantities(), mesh)
    sizes = mesh.compute_cell_sizes(length=False, volume=False)
    np.testing.assert_allclose(result.cell_data["area"], sizes.cell_data["Area"], rtol=1e-5)
    normals = mesh.compute_normals(point_normals=False, consistent_normals=False)
    np.testing.assert_allclose(result.cell_data["normal"], normals.cell_data["Normals"], atol=1e-5)
    np.testing.assert_allclose(
        np.average(result.cell_data["center"], axis=0, weights=result.cell_data["area"]),
        mesh.triangulate().compute_cell_sizes().cell_data["Area"]
        @ mesh.triangulate().cell_centers().points
        / mesh.area,
        atol=1e-6,
    )
    assert result.cell_data["area"].dtype == np.float64


def test_the_center_of_a_trapezoid_is_that_of_its_area() -> None:
    points = np.array([[0, 0, 0], [3, 0, 0], [2, 1, 0], [1, 1, 0]], float)
    result = apply(FaceQuantities(["center"]), pv.PolyData(points, faces=[4, 0, 1, 2, 3]))
    np.testing.assert_allclose(result.cell_data["center"], [[1.5, 5 / 12, 0]])
    assert result.cell_data.keys() == ["center"]


def test_a_face_without_area_has_no_normal() -> None:
    points = np.array([[0, 0, 0], [1, 0, 0], [2, 0, 0], [0, 1, 0]], float)
    mesh = pv.PolyData(points, faces=[3, 0, 1, 2, 3, 0, 1, 3])
    result = apply(FaceQuantities(), mesh)
    assert result.cell_data["area"].tolist() == [0.0, 0.5]
    assert np.isnan(result.cell_data["normal"][0]).all()
    np.testing.assert_allclose(result.cell_data["center"][0], [1, 0, 0])


@pytest.mark.parametrize("name", ["mixed_surface", "lines", "strips", "image", "nothing"])
def test_what_has_no_faces_is_said(name: str) -> None:
    with pytest.raises(MeshError, match=r"has no faces|only a surface has faces"):
        apply(FaceQuantities(), MESHES[name]())
    assert [param for param, _ in FaceQuantities([]).problems()] == ["quantities"]
    ready = apply(FaceQuantities(["area"]), pv.Cube())
    with pytest.raises(MeshError, match="has a cell field named 'area' already"):
        apply(FaceQuantities(), ready)


def test_buoyancy_is_the_weight_of_the_volume() -> None:
    """A pressure that is linear gives on flat triangles exactly Archimedes' force."""
    mesh = sphere()
    mesh.point_data["p"] = 5.0 - 9.81 * 1000 * np.asarray(mesh.points)[:, 2]
    result = apply(Forces(), mesh)
    weight = 9.81 * 1000 * mesh.volume
    np.testing.assert_allclose(result.field_data["force"], [0, 0, weight], atol=1e-8 * weight)
    np.testing.assert_allclose(result.field_data["moment"], 0, atol=1e-3 * weight)
    assert result.field_data["viscous_force"].tolist() == [0, 0, 0]
    assert "drag_coefficient" not in result.field_data


@pytest.mark.parametrize("of_points", [True, False])
@pytest.mark.parametrize("flipped", [True, False])
def test_stokes_drag_of_a_sphere(of_points: bool, flipped: bool) -> None:
    """6 pi mu R U: a third from pressure, two thirds from friction (Stokes 1851)."""
    mesh = sphere(160)
    viscosity, speed = 0.3, 2.0
    places = np.asarray(mesh.points) if of_points else faces(mesh).center
    x = places / np.linalg.norm(places, axis=1, keepdims=True)
    fields = mesh.point_data if of_points else mesh.cell_data
    fields["p"] = -1.5 * viscosity * speed * x[:, 0] + 7.0
    along = np.array([1.0, 0, 0]) - x[:, :1] * x  # tangential, sin(theta)
    fields["tau"] = 1.5 * viscosity * speed * along * (-1 if flipped else 1)
    if flipped:
        mesh = mesh.flip_faces()
    step = Forces(
        shear_stress="tau",
        normals="out of the fluid" if flipped else "into the fluid",
        shear_acts="on the fluid" if flipped else "on the surface",
        reference_pressure=7.0,
        density=1.2,
        velocity=speed,
        area=np.pi,
        length=2.0,
    )
    found = apply(step, mesh).field_data
    exact = 6 * np.pi * viscosity * speed
    np.testing.assert_allclose(found["pressure_force"], [exact / 3, 0, 0], atol=1e-3 * exact)
    np.testing.assert_allclose(found["viscous_force"], [2 * exact / 3, 0, 0], atol=1e-3 * exact)
    reynolds = 1.2 * speed * 2 / viscosity
    assert found["drag_coefficient"][0] == pytest.approx(24 / reynolds, rel=1e-3)
    assert abs(found["lift_coefficient"][0]) < 1e-3 * 24 / reynolds
    np.testing.assert_allclose(found["moment_coefficient"], 0, atol=1e-3)


def test_moments_are_about_the_center_and_directions_need_no_length() -> None:
    plate = pv.Plane(center=(2, 0, 0), direction=(0, 0, 1), i_size=1, j_size=1, i_resolution=1,
                     j_resolution=1)  # fmt: skip
    plate.cell_data["p"] = [3.0]
    about_origin = apply(Forces(velocity=1.0, area=1.0, length=0.5), plate).field_data
    np.testing.assert_allclose(about_origin["force"], [0, 0, -3], atol=1e-6)
    np.testing.assert_allclose(about_origin["moment"], [0, 6, 0], atol=1e-5)
    np.testing.assert_allclose(about_origin["moment_coefficient"], [0, 24, 0], atol=1e-4)
    step = Forces(center=[2.0, 0, 0], density=2.0, kinematic=True, velocity=1.0, area=1.0,
                  drag_direction=[0, 0, -10], lift_direction=[1, 0, -1])  # fmt: skip
    found = apply(step, plate).field_data
    np.testing.assert_allclose(found["moment"], 0, atol=1e-6)
    assert found["force"][2] == pytest.approx(-6)
    assert found["drag_coefficient"][0] == pytest.approx(6)
    assert found["lift_coefficient"][0] == pytest.approx(6 / np.sqrt(2))


def test_what_gives_no_forces_is_said() -> None:
    mesh = sphere(8)
    with pytest.raises(MissingFieldError, match="has no cell or point field 'p'; it has Normals"):
        apply(Forces(), mesh)
    mesh.cell_data["p"] = np.ones((mesh.n_cells, 2))
    with pytest.raises(MeshError, match="'p' has not 1 numbers per value"):
        apply(Forces(), mesh)
    mesh.cell_data["p"] = np.where(np.arange(mesh.n_cells), 1.0, np.nan)
    with pytest.raises(MeshError, match="'p' is NaN or infinite on some faces"):
        apply(Forces(), mesh)
    mesh.cell_data["p"] = ["a"] * mesh.n_cells
    with pytest.raises(MeshError, match="has not 1 numbers"):
        apply(Forces(), mesh)
    wrong = Forces(center=[0], drag_direction=[0, 0, 0], velocity=1.0, length=0.0, density=0.0)
    said = [param for param, _ in wrong.problems()]
    assert said == ["center", "drag_direction", "length", "area", "density"]
    assert not list(Forces(velocity=1.0, area=1.0).problems())


def test_global_data_that_is_replaced_is_told() -> None:
    mesh = sphere(8)
    mesh.cell_data["p"] = np.ones(mesh.n_cells)
    mesh.field_data["force"] = [1.0]
    said: list[str] = []
    with noting(lambda _, words: said.append(str(words))):
        list(Forces()(iter([mesh])))
    assert said == ["global data of before is replaced: force"]


CASE = Path(__file__).parents[1] / "data" / "cavity-forces"


def solver_said(name: str) -> np.ndarray:
    """Return the numbers of the last line of a file that OpenFOAM wrote, without the time."""
    last = (CASE / "postProcessing" / name).read_text().strip().splitlines()[-1]
    return np.array([float(n) for n in re.findall(r"[-+]?\d[-+.e\d]*", last)])[1:]


@pytest.mark.parametrize(("name", "patches"), [("lid", ["movingWall"]), ("forces", ["*Wall*"])])
def test_forces_are_those_that_openfoam_integrates(name: str, patches: list[str]) -> None:
    step = Forces(
        shear_stress="wallShearStress",
        normals="out of the fluid",
        shear_acts="on the fluid",
        density=1.2,
        kinematic=True,
        reference_pressure=0.3 / 1.2,
        center=[0.02, 0.01, 0.0],
        velocity=1.0,
        area=0.001,
        length=0.1,
        lift_direction=[0.0, 1.0, 0.0],
    )
    source = OpenFOAMSource(CASE, patches=patches, internal=False)
    steps = source.filter(ExtractSurface()).filter(step)
    with noting(lambda *_: None):
        [found] = steps.items(len(source) - 1)
    total, pressure, viscous = solver_said(f"{name}/0/force.dat").reshape(3, 3)
    scale = np.abs(total).max()
    for key, expected in (
        ("force", total),
        ("pressure_force", pressure),
        ("viscous_force", viscous),
    ):
        np.testing.assert_allclose(found.field_data[key], expected, atol=1e-9 * scale)
    moment = solver_said(f"{name}/0/moment.dat")[:3]
    np.testing.assert_allclose(found.field_data["moment"], moment, atol=1e-9 * np.abs(moment).max())
    if name == "lid":
        drag, _, lift = solver_said("coeffs/0/coefficient.dat")[:3]
        assert found.field_data["drag_coefficient"][0] == pytest.approx(drag, rel=1e-9)
        assert found.field_data["lift_coefficient"][0] == pytest.approx(lift, rel=1e-9)


@pytest.mark.parametrize("flipped", [True, False])
@pytest.mark.parametrize("normals", ["into the fluid", "out of the fluid"])
def test_a_fluid_taken_to_be_inside_a_closed_surface_is_said(flipped: bool, normals: str) -> None:
    mesh = pv.Sphere()
    if flipped:
        mesh.flip_faces(inplace=True)
    mesh.cell_data["p"] = np.ones(mesh.n_cells)
    notes: list[str] = []
    with noting(lambda _, words: notes.append(str(words))):
        list(Forces(normals=normals)(iter([mesh])))
    inside = flipped == (normals == "into the fluid")
    assert [note for note in notes if "the fluid lies inside" in note] == notes
    assert len(notes) == inside


def test_nothing_is_said_of_the_side_of_an_open_surface() -> None:
    mesh = pv.Plane(i_resolution=2, j_resolution=2)
    mesh.cell_data["p"] = np.ones(mesh.n_cells)
    list(Forces()(iter([mesh])))  # a remark would be a warning here, and warnings fail tests
