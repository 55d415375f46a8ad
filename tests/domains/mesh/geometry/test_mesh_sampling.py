"""Sampled points: where they lie, how many, at what distance, with which values."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import pyvista as pv
from pyvista import examples
from scipy.spatial.distance import pdist

from curator_gui.core import Filter
from curator_gui.core.notes import noting
from curator_gui.domains.mesh import FarthestPoints, SamplePoints, VTKSource
from curator_gui.domains.mesh.errors import MeshError
from tests.domains.mesh.odd_meshes import MESHES


def apply(step: Filter[Any], mesh: pv.DataSet) -> Any:
    before = mesh.copy()
    with noting(lambda *_: None):
        [result] = list(step(iter([mesh])))
    assert mesh == before
    return result


def with_fields(mesh: pv.DataSet) -> pv.DataSet:
    mesh.point_data["linear"] = np.asarray(mesh.points, np.float64) @ [1.0, 2.0, 3.0] + 4
    mesh.point_data["x"] = np.asarray(mesh.points)
    mesh.cell_data["cell"] = np.arange(mesh.n_cells)
    return mesh


@pytest.mark.parametrize(
    "mesh",
    [
        pv.Sphere(),
        pv.ImageData(dimensions=(4, 3, 3), spacing=(0.5, 1, 2), origin=(1, 2, 3)),
        pv.read(examples.hexbeamfile),
        pv.Line(resolution=7),
        pv.Plane(i_resolution=3, j_resolution=4),
    ],
    ids=["sphere", "image", "beam", "line", "quads"],
)
def test_points_lie_in_their_cells_and_fields_are_interpolated(mesh: pv.DataSet) -> None:
    mesh = with_fields(mesh.copy())
    cloud = apply(SamplePoints(count=500, seed=3), mesh)
    assert (cloud.n_points, cloud.n_verts) == (500, 500)
    points = np.asarray(cloud.points, np.float64)
    np.testing.assert_allclose(cloud.point_data["linear"], points @ [1, 2, 3] + 4, atol=1e-5)
    np.testing.assert_allclose(cloud.point_data["x"], points, atol=1e-6)
    _, nearest = mesh.find_closest_cell(points, return_closest_point=True)
    np.testing.assert_allclose(nearest, points, atol=1e-5)
    lower, upper = (
        np.array([mesh.get_cell(n).bounds for n in cloud["cell"]])[:, i::2] for i in (0, 1)
    )
    assert ((points >= lower - 1e-5) & (points <= upper + 1e-5)).all()


def test_points_are_drawn_by_area_and_by_volume() -> None:
    halves = pv.Plane(i_size=4, i_resolution=1) + pv.Plane(
        center=(9, 0, 0), i_size=12, i_resolution=1
    )
    halves.cell_data["n"] = [*[0] * 10, *[1] * 10]
    cloud = apply(SamplePoints(count=40_000), halves)
    share = np.asarray(cloud["n"]).mean()
    assert share == pytest.approx(0.75, abs=5 * np.sqrt(0.75 * 0.25 / 40_000))
    box = pv.RectilinearGrid([0.0, 1, 10], [0.0, 1], [0.0, 1])
    box.cell_data["n"] = [0, 1]
    cloud = apply(SamplePoints(count=40_000), box)
    assert np.asarray(cloud["n"]).mean() == pytest.approx(0.9, abs=5 * np.sqrt(0.09 / 40_000))
    counts, _ = np.histogramdd(cloud.points, bins=(5, 2, 2), range=[(0, 10), (0, 1), (0, 1)])
    expected = 40_000 / counts.size
    assert ((counts - expected) ** 2 / expected).sum() < 50  # chi-squared of 19, 1 in 10,000


@pytest.mark.parametrize(("mesh", "distance"), [(pv.Sphere(), 0.05), (pv.Plane(), 0.03)])
def test_poisson_points_keep_their_distance_and_leave_no_hole(
    mesh: pv.DataSet, distance: float
) -> None:
    cloud = apply(SamplePoints("poisson", distance=distance), mesh)
    assert pdist(cloud.points).min() > distance
    density = cloud.n_points * distance**2 / mesh.area
    assert 0.6 < density < 0.75  # a saturated random packing has 0.70 (maximum 1.15)
    others = apply(SamplePoints(count=2000), mesh)
    far = [np.linalg.norm(cloud.points - p, axis=1).min() for p in np.asarray(others.points)]
    assert np.mean(np.array(far) > distance) < 0.02


def test_poisson_points_in_a_volume() -> None:
    cloud = apply(SamplePoints("poisson", distance=0.2), pv.ImageData(dimensions=(2, 2, 2)))
    assert pdist(cloud.points).min() > 0.2
    assert 60 < cloud.n_points < 180


def test_normals_are_those_of_the_faces() -> None:
    cloud = apply(SamplePoints(count=200, normals=True), pv.Cube())
    normals = np.asarray(cloud.point_data["Normals"])
    np.testing.assert_allclose(np.linalg.norm(normals, axis=1), 1)
    np.testing.assert_allclose(np.einsum("ni,ni->n", normals, cloud.points), 0.5)
    with pytest.raises(MeshError, match="has no faces, so its points have no normals"):
        apply(SamplePoints(count=2, normals=True), pv.ImageData(dimensions=(2, 2, 2)))


def test_the_same_seed_gives_the_same_points_and_each_index_its_own(dam_break: Path) -> None:
    source = VTKSource(dam_break / "data")

    def points(index: int, seed: int) -> Any:
        with noting(lambda *_: None):
            [cloud] = source.filter(SamplePoints(count=50, seed=seed)).items(index)
        return np.asarray(cloud.points)

    np.testing.assert_array_equal(points(3, 1), points(3, 1))
    assert not np.array_equal(points(3, 1), points(4, 1))
    assert not np.array_equal(points(3, 1), points(3, 2))


def test_what_cannot_be_sampled_is_said() -> None:
    for name, words in (
        ("cloud", "has no cells to sample"),
        ("grid_without_cells", "has no cells to sample"),
        ("nothing", "has no cells to sample"),
        ("texts", "the field 'names' holds texts, which cannot be interpolated"),
    ):
        with pytest.raises(MeshError, match=words):
            apply(SamplePoints(count=3), MESHES[name]())
    flat = pv.PolyData(np.zeros((3, 3)), faces=[3, 0, 1, 2])
    with pytest.raises(MeshError, match=r"has no cells|has neither length, area"):
        apply(SamplePoints(count=3), flat)
    with pytest.raises(MeshError, match="too many; choose a larger distance"):
        apply(SamplePoints("poisson", distance=1e-6), pv.Sphere())
    assert [name for name, _ in SamplePoints().problems()] == ["count"]
    assert [name for name, _ in SamplePoints("poisson", count=3).problems()] == ["distance"]


def test_fields_of_the_same_name_and_whole_numbers_are_told() -> None:
    mesh = pv.Sphere()
    mesh.point_data["n"] = np.arange(mesh.n_points)
    mesh.cell_data["n"] = np.arange(mesh.n_cells)
    said: list[str] = []
    with noting(lambda _, words: said.append(str(words))):
        [cloud] = SamplePoints(count=5)(iter([mesh]))
    assert cloud["n"].dtype == np.float64
    assert said == [
        "fields of whole numbers become real numbers: n",
        "cell fields that points have too are left out: n",
    ]


def test_each_farthest_point_is_the_farthest_of_those_left() -> None:
    mesh = with_fields(pv.Sphere())
    cloud = apply(FarthestPoints(30, seed=2), mesh)
    points, chosen = np.asarray(mesh.points, float), np.asarray(cloud.points, float)
    for number in range(1, 30):
        away = np.linalg.norm(points[:, None] - chosen[None, :number], axis=2).min(axis=1)
        own = np.linalg.norm(chosen[number] - chosen[:number], axis=1).min()
        assert own == pytest.approx(away.max(), rel=1e-6)
    np.testing.assert_allclose(cloud.point_data["linear"], chosen @ [1, 2, 3] + 4, atol=1e-6)
    assert "cell" not in cloud.point_data


def test_coincident_points_are_not_chosen_twice() -> None:
    mesh = pv.PolyData(np.zeros((4, 3)))
    mesh.point_data["n"] = np.arange(4)
    assert sorted(apply(FarthestPoints(4), mesh)["n"]) == [0, 1, 2, 3]
    with pytest.raises(MeshError, match="has 4 points, fewer than the 5 asked for"):
        apply(FarthestPoints(5), mesh)
    said: list[str] = []
    with noting(lambda _, words: said.append(str(words))):
        [result] = FarthestPoints(5, too_few="all")(iter([mesh]))
    assert result.n_points == 4
    assert said == ["has no more points than are kept"]
