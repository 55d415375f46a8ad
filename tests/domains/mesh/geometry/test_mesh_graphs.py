"""Graphs and node types, against neighbors that are found by trying every pair."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import pyvista as pv
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from pyvista import examples

from curator_gui.core import Filter
from curator_gui.core.notes import noting
from curator_gui.dataset.loading.edges import cell_edges
from curator_gui.dataset.loading.reading import read_output
from curator_gui.domains.mesh import (
    AlignAxes,
    FarthestPoints,
    MeshGraph,
    MeshZarrSink,
    NearestGraph,
    NodeTypes,
    RadiusGraph,
    VTPSink,
)
from curator_gui.domains.mesh.errors import MeshError
from tests.domains.mesh.odd_meshes import MESHES
from tests.fast import tried


def apply(step: Filter[Any], mesh: pv.DataSet) -> Any:
    before = mesh.copy()
    with noting(lambda *_: None):
        [result] = list(step(iter([mesh])))
    assert mesh == before
    return result


def ends(graph: pv.PolyData) -> np.ndarray:
    return np.asarray(graph.lines).reshape(-1, 3)[:, 1:]


def check_features(graph: pv.PolyData) -> None:
    points, pairs = np.asarray(graph.points), ends(graph)
    steps = points[pairs[:, 1]] - points[pairs[:, 0]]
    np.testing.assert_allclose(graph.cell_data["relative_position"], steps, atol=1e-6)
    np.testing.assert_allclose(graph.cell_data["length"], np.linalg.norm(steps, axis=1), atol=1e-6)
    assert graph.cell_data["length"].dtype == points.dtype


def edges_of_cells(mesh: pv.DataSet) -> set[tuple[int, int]]:
    found = set()
    for cell in mesh.cell:
        for edge in cell.edges:
            found.add(tuple(sorted(edge.point_ids)))
    return found


@pytest.mark.parametrize(
    "mesh",
    [
        pv.read(examples.hexbeamfile),
        pv.Sphere(),
        pv.Cube().clean(),
        pv.ImageData(dimensions=(3, 4, 2)),
    ],
    ids=["beam", "sphere", "cube", "image"],
)
def test_edges_are_those_of_the_cells(mesh: pv.DataSet) -> None:
    mesh.point_data["T"] = np.arange(mesh.n_points)
    graph = apply(MeshGraph(), mesh)
    assert {tuple(pair) for pair in ends(graph).tolist()} == edges_of_cells(mesh)
    np.testing.assert_array_equal(graph.points, mesh.points)
    np.testing.assert_array_equal(graph.point_data["T"], mesh.point_data["T"])
    check_features(graph)
    both = apply(MeshGraph("both"), mesh)
    assert both.n_cells == 2 * graph.n_cells
    check_features(both)


@settings(max_examples=tried(60), deadline=None)
@given(
    points=arrays.arrays(
        np.float64,
        st.tuples(st.integers(3, 12), st.just(3)),
        elements=st.floats(-4, 4, width=16),
    ),
    neighbors=st.integers(1, 2),
    radius=st.floats(0.125, 8, width=16),
)
def test_neighbors_are_those_that_trying_every_pair_finds(
    points: np.ndarray, neighbors: int, radius: float
) -> None:
    cloud = pv.PolyData(points)
    apart = np.linalg.norm(points[:, None] - points[None], axis=2)
    inside = {(i, j) for i in range(len(points)) for j in range(i) if apart[i, j] <= radius}
    if inside:
        found = {
            tuple(sorted(pair)[::-1]) for pair in ends(apply(RadiusGraph(radius), cloud)).tolist()
        }
        assert found == inside
    else:
        with pytest.raises(MeshError, match="the graph has no edges"):
            apply(RadiusGraph(radius), cloud)
    graph = apply(NearestGraph(neighbors), cloud)
    pairs = {tuple(pair) for pair in ends(graph).tolist()}
    for point in range(len(points)):
        own = sorted(apart[tuple(pair)] for pair in pairs if point in pair)
        nearest = np.sort(np.delete(apart[point], point))[:neighbors]
        np.testing.assert_allclose(own[:neighbors], nearest, atol=1e-12)
    assert len(pairs) <= neighbors * len(points)


def test_a_graph_is_read_as_one_where_data_sets_are_opened(tmp_path: Path) -> None:
    graph = apply(RadiusGraph(0.6), pv.Sphere(theta_resolution=6, phi_resolution=6))
    path = Path(MeshZarrSink(tmp_path)(iter([graph]), 0)[0])
    found = read_output(path, 0)
    pairs = ends(graph)
    expected = np.unique(np.concatenate([pairs, pairs[:, ::-1]]), axis=0)
    np.testing.assert_array_equal(cell_edges(found).T, expected)
    np.testing.assert_array_equal(found["cell_data/length"], graph.cell_data["length"])
    written = pv.read(VTPSink(tmp_path)(iter([graph]), 0)[0])
    np.testing.assert_array_equal(ends(written), pairs)


def test_what_makes_no_graph_is_said() -> None:
    with pytest.raises(MeshError, match="the graph has no edges"):
        apply(MeshGraph(), MESHES["cloud"]())
    with pytest.raises(MeshError, match="curved cells"):
        apply(MeshGraph(), examples.cells.QuadraticTetrahedron())
    with pytest.raises(MeshError, match="has 4 points, so none has 4 neighbors"):
        apply(NearestGraph(4), MESHES["one_cell"]())
    assert [name for name, _ in RadiusGraph(0.0).problems()] == ["radius"]
    said: list[str] = []
    with noting(lambda _, words: said.append(str(words))):
        list(MeshGraph()(iter([MESHES["one_cell"]()])))
    assert said == ["cell fields have no place in a graph and are left out: T"]


def test_coincident_points_have_neighbors() -> None:
    cloud = pv.PolyData(np.zeros((5, 3)))
    graph = apply(NearestGraph(2), cloud)
    assert all((ends(graph) == n).any() for n in range(5))
    assert graph["length"].tolist() == [0.0] * graph.n_cells


@pytest.mark.parametrize("kind", ["image", "unstructured", "tetrahedra"])
def test_the_boundary_of_a_volume_is_its_outside(kind: str) -> None:
    mesh = pv.ImageData(dimensions=(5, 6, 7))
    inside = ((mesh.points > 0) & (mesh.points < [4, 5, 6])).all(axis=1)
    walls = (mesh.points == 0) | (mesh.points == [4, 5, 6])
    if kind != "image":
        mesh = mesh.cast_to_unstructured_grid()
    if kind == "tetrahedra":
        mesh = mesh.triangulate()
    types = apply(NodeTypes(), mesh).point_data["node_type"]
    np.testing.assert_array_equal(types, np.where(inside, 0, 1))
    sharp = apply(NodeTypes(angle=30), mesh).point_data["node_type"]
    np.testing.assert_array_equal(sharp, np.minimum(walls.sum(axis=1), 2))


def test_the_boundary_of_a_surface_is_its_border() -> None:
    plane = pv.Plane(i_resolution=4, j_resolution=3)
    x, y = np.abs(plane.points[:, 0]), np.abs(plane.points[:, 1])
    types = apply(NodeTypes(output="kind"), plane).point_data["kind"]
    np.testing.assert_array_equal(types, (x > 0.49) | (y > 0.49))
    said: list[str] = []
    with noting(lambda _, words: said.append(str(words))):
        [sphere] = NodeTypes()(iter([pv.Sphere()]))
    assert not sphere.point_data["node_type"].any()
    assert said == ["has no point on a boundary or sharp edge: all are of type 0"]


def test_what_has_no_node_types_is_said() -> None:
    for name in ("cloud", "lines", "nothing"):
        with pytest.raises(MeshError, match="has neither volume cells nor faces"):
            apply(NodeTypes(), MESHES[name]())
    mesh = pv.Sphere()
    mesh.point_data["node_type"] = np.zeros(mesh.n_points)
    with pytest.raises(MeshError, match="has a point field named 'node_type' already"):
        apply(NodeTypes(), mesh)


@pytest.mark.parametrize(
    "step", [NearestGraph(1), RadiusGraph(1.0), AlignAxes("points"), FarthestPoints(1)]
)
def test_points_that_are_nowhere_are_said(step: Filter[Any]) -> None:
    cloud = pv.PolyData(np.array([[0, 0, 0], [1, 0, 0], [0, 1, np.nan]]))
    with pytest.raises(MeshError, match="point 2 has a coordinate that is NaN"):
        list(step(iter([cloud])))
