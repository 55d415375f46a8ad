"""A hemisphere and its plane around a body: closed, oriented, parted by the flow, cut out."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
import pyvista as pv
from hypothesis import given, settings
from hypothesis import strategies as st

from curator_gui.core.notes import noting
from curator_gui.domains.mesh import HemisphereBoundaries
from curator_gui.domains.mesh.errors import MeshError
from curator_gui.domains.mesh.geometry.hemisphere import SIDES, hemisphere
from curator_gui.domains.mesh.origin import MeshSource, Origin, current_origin, from_block
from tests.fast import tried


class Half(MeshSource):
    """A body of which half is there, and the points around it."""

    def __init__(self, *meshes: tuple[str, Any]) -> None:
        self.meshes = meshes

    def __len__(self) -> int:
        return 1

    def origin(self, index: int) -> Origin:
        return Origin(index, "half", "half")

    def read(self, index: int) -> Any:
        for name, mesh in self.meshes:
            yield from_block(mesh.copy(), name)


def half_ball(normal: str = "y", sign: float = 1.0, radius: float = 0.5) -> pv.PolyData:
    """Half of a sphere, open where it was cut."""
    ball = pv.Sphere(radius=radius, theta_resolution=24, phi_resolution=24)
    side = np.zeros(3)
    side["xyz".index(normal)] = sign
    half = ball.clip(normal=tuple(-side), origin=(0, 0, 0), invert=True)
    half.clear_data()
    half.field_data["U_inf"] = [2.0, 0.0, 0.5]
    return half


def walls(step: HemisphereBoundaries, *meshes: tuple[str, Any]) -> tuple[dict[str, Any], list[str]]:
    told: list[str] = []
    found = {}
    with noting(lambda kind, words: told.append(str(words))):
        for mesh in step(Half(*meshes)[0]):
            origin = current_origin()
            assert origin is not None
            found[origin.block] = mesh
    return found, told


def joined(*parts: Any) -> Any:
    return pv.merge(list(parts)).extract_surface(algorithm="dataset_surface").clean(tolerance=1e-7)


@pytest.mark.parametrize("side", SIDES)
def test_it_closes_the_half_space_around_the_body(side: str) -> None:
    body = half_ball(side[1], 1.0 if side[0] == "+" else -1.0)
    step = HemisphereBoundaries(side=side, radius=3.0, resolution=12)
    found, told = walls(step, ("car", body))
    alone = {"+x": ["outlet"], "-x": ["inlet"]}  # the flow goes along x
    parts = alone.get(side, ["inlet", "outlet"])
    assert list(found) == ["car", *parts, "symmetry"]
    alone_told = {"+x": ["the flow enters nowhere"], "-x": ["the flow leaves nowhere"]}
    assert [words.partition(":")[0] for words in told] == alone_told.get(side, [])
    outer = [found[name] for name in (*parts, "symmetry")]
    whole = joined(body.triangulate(), *outer)
    assert whole.n_open_edges == 0
    assert whole.is_manifold
    axis = "xyz".index(side[1])
    across = found["symmetry"].compute_normals(auto_orient_normals=False, consistent_normals=False)
    expected = np.zeros(3)
    expected[axis] = -1.0 if side[0] == "+" else 1.0
    proper = across.compute_cell_sizes().cell_data["Area"] > 1e-6  # some have corners in a line
    assert proper.sum() >= 48
    assert across.cell_data["Normals"][proper] @ expected == pytest.approx(1, abs=1e-5)
    for name in parts:
        part = found[name]
        normals = part.compute_normals(auto_orient_normals=False, consistent_normals=False)
        centers = part.cell_centers().points
        assert ((normals.cell_data["Normals"] * centers).sum(axis=1) > 0).all()
        assert ((centers[:, 0] < 0) == (name == "inlet")).all()
        assert part.field_data["U_inf"].tolist() == [2.0, 0.0, 0.5]
    hole = body.extract_feature_edges(
        boundary_edges=True, feature_edges=False, manifold_edges=False
    )
    assert found["symmetry"].area == pytest.approx(_area(12) * 9 - _disk(hole, axis), rel=1e-5)


def _area(resolution: int) -> float:
    count = 4 * resolution
    return count / 2 * math.sin(2 * math.pi / count)


def _disk(edges: Any, axis: int) -> float:
    points = np.delete(np.asarray(edges.points, float), axis, axis=1)
    points = points[np.argsort(np.arctan2(*points.T))]
    x, y = points.T
    return float(abs(np.dot(x, np.roll(y, 1)) - np.dot(y, np.roll(x, 1))) / 2)


def test_the_flow_may_be_global_data_and_the_radius_that_of_the_bounds() -> None:
    volume = pv.ImageData(dimensions=(3, 2, 2), origin=(-1, 0, 0)).cast_to_unstructured_grid()
    volume.field_data["U_inf"] = [0.0, 0.0, 1.0]
    step = HemisphereBoundaries(flow_data="U_inf", body="car", resolution=8)
    found, _ = walls(step, ("car", half_ball()), ("flow", volume))
    assert list(found) == ["car", "flow", "inlet", "outlet", "symmetry"]
    assert found["outlet"].bounds[1] == pytest.approx(math.sqrt(3))
    assert (found["inlet"].cell_centers().points[:, 2] < 0).all()


def test_a_body_off_the_plane_leaves_a_whole_disk_and_it_is_said() -> None:
    ball = pv.Sphere(radius=0.3, center=(0, 1, 0))
    found, told = walls(HemisphereBoundaries(radius=2.0, resolution=8), ("car", ball))
    assert found["symmetry"].area == pytest.approx(_area(8) * 4, rel=1e-5)
    assert told == ["no outline of the body lies on the plane, which is a whole disk"]


def test_two_bodies_are_two_holes() -> None:
    one, other = (half_ball().translate((x, 0, 0)) for x in (-1.0, 1.0))
    found, _ = walls(HemisphereBoundaries(radius=4.0), ("a", one), ("b", other))
    whole = joined(one.triangulate(), other.triangulate(), *list(found.values())[2:])
    assert whole.n_open_edges == 0


@given(st.integers(2, 40))
@settings(max_examples=tried(10))
def test_any_hemisphere_is_one_closed_cap(resolution: int) -> None:
    points, faces, equator = hemisphere(resolution)
    assert len(points) == 1 + 2 * resolution * (resolution + 1)
    assert np.linalg.norm(points, axis=1) == pytest.approx(1)
    assert (points[equator, 2] == 0).all()
    cap = pv.PolyData.from_regular_faces(points, faces)
    edges = cap.extract_feature_edges(
        boundary_edges=True, feature_edges=False, manifold_edges=False
    )
    assert edges.n_cells == len(equator) == 4 * resolution
    assert cap.is_manifold is False
    assert cap.area == pytest.approx(2 * math.pi, rel=2 / resolution**2)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"flow_data": "v"}, "no global data 'v' of three numbers"),
        ({"body": "plane"}, "has no block 'plane'; its blocks: car"),
        ({"plane": "car"}, "has a block 'car' already"),
    ],
)
def test_what_does_not_fit_is_said(options: dict[str, Any], words: str) -> None:
    with pytest.raises(MeshError, match=words):
        walls(HemisphereBoundaries(**options), ("car", half_ball()))


def test_an_outline_that_is_not_closed_is_said() -> None:
    body = half_ball()
    edge = np.flatnonzero(np.abs(body.cell_centers().points[:, 1]) < 0.05)[:1]
    torn = body.extract_cells(np.setdiff1d(np.arange(body.n_cells), edge))
    with pytest.raises(MeshError, match="the outline on the plane is not closed"):
        walls(HemisphereBoundaries(), ("car", torn.extract_surface(algorithm="dataset_surface")))


@pytest.mark.parametrize(
    ("options", "param"),
    [
        ({"radius": -1.0}, "radius"),
        ({"center": [0.0]}, "center"),
        ({"flow": [0.0, 0.0, 0.0]}, "flow"),
        ({"flow": [1.0, 0.0, 0.0], "flow_data": "U"}, "flow_data"),
        ({"plane": "inlet"}, "plane"),
    ],
)
def test_what_makes_no_half_space_is_a_problem(options: dict[str, Any], param: str) -> None:
    assert [name for name, _ in HemisphereBoundaries(**options).problems()] == [param]


def test_what_reaches_out_of_the_hemisphere_is_refused_and_beyond_the_plane_said() -> None:
    body = half_ball()
    with pytest.raises(MeshError, match=r"reaches 0\.5 from the center.*of the radius 0\.4"):
        walls(HemisphereBoundaries(radius=0.4), ("car", body))
    beyond = "parts lie beyond the plane, on the side without hemisphere"
    for radius in (None, 3.0):
        assert beyond in walls(HemisphereBoundaries(side="-y", radius=radius), ("car", body))[1]
        assert beyond in walls(HemisphereBoundaries(radius=radius), ("car", pv.Sphere()))[1]
        assert beyond not in walls(HemisphereBoundaries(radius=radius), ("car", body))[1]


def test_numbers_that_are_none_are_problems() -> None:
    nan = float("nan")
    wrong = HemisphereBoundaries(center=[0.0, nan, 0.0], flow=[nan, 0.0, 0.0])
    assert [name for name, _ in wrong.problems()] == ["center", "flow"]
