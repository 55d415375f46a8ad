"""Cells cut into simplices: volumes are kept, faces match, and what is left out is said."""

from __future__ import annotations

import itertools
from collections import Counter
from typing import Any

import numpy as np
import pytest
import pyvista as pv
from hypothesis import given
from hypothesis import strategies as st

from curator_gui.core.notes import noting
from curator_gui.domains.mesh.errors import MeshError
from curator_gui.domains.mesh.formats.simplices import signed_sizes, simplex_arrays
from tests.domains.mesh.odd_meshes import MESHES


def cut(mesh: Any) -> tuple[dict[str, Any], list[str]]:
    said: list[str] = []
    with noting(lambda kind, words: said.append(str(words))):
        return simplex_arrays(mesh), said


def faces(cells: np.ndarray) -> Counter[tuple[int, ...]]:
    """How often each face of tetrahedra (or edge of triangles) is there."""
    width = cells.shape[1]
    parts = [np.delete(cells, n, axis=1) for n in range(width)]
    return Counter(map(tuple, np.sort(np.concatenate(parts), axis=1).tolist()))


def block(nx: int, ny: int, nz: int, seed: int) -> pv.UnstructuredGrid:
    """A box of hexahedra whose points have random numbers."""
    grid = pv.ImageData(dimensions=(nx + 1, ny + 1, nz + 1)).cast_to_structured_grid()
    plain = grid.cast_to_unstructured_grid()
    order = np.random.default_rng(seed).permutation(plain.n_points)
    points = np.empty_like(plain.points)
    points[order] = plain.points
    cells = plain.cells.reshape(-1, 9).copy()
    cells[:, 1:] = order[cells[:, 1:]]
    return pv.UnstructuredGrid(cells.ravel(), plain.celltypes, points)


@given(st.integers(1, 3), st.integers(1, 3), st.integers(1, 3), st.integers(0, 1000))
def test_hexahedra_are_filled_by_tetrahedra_whose_faces_match(
    nx: int, ny: int, nz: int, seed: int
) -> None:
    arrays, said = cut(block(nx, ny, nz, seed))
    sizes = signed_sizes(arrays["cells"], arrays["points"])
    assert len(sizes) == 6 * nx * ny * nz
    assert (sizes > 0).all()
    assert not said
    assert sizes.sum() == pytest.approx(nx * ny * nz)
    counts = faces(arrays["cells"])
    assert set(counts.values()) <= {1, 2}
    outer = sum(count == 1 for count in counts.values())
    assert outer == 4 * (nx * ny + ny * nz + nx * nz)  # two triangles a square of the surface


def mixed() -> pv.UnstructuredGrid:
    """A hexahedron, a wedge on one side, a pyramid on top and a tetrahedron at that."""
    points = [
        (0, 0, 0), (1, 0, 0), (1, 1, 0), (0, 1, 0), (0, 0, 1), (1, 0, 1), (1, 1, 1), (0, 1, 1),
        (2, 0, 0), (2, 0, 1), (0.5, 0.5, 2), (2, 0.5, 2),
    ]  # fmt: skip
    cells = [8, *range(8), 6, 1, 2, 8, 5, 6, 9, 5, 4, 5, 6, 7, 10, 4, 5, 6, 10, 11]
    return pv.UnstructuredGrid(cells, [12, 13, 14, 10], np.array(points, float))


@pytest.mark.parametrize("seed", range(6))
def test_cells_of_all_kinds_match_at_their_faces(seed: int) -> None:
    mesh = mixed()
    order = np.random.default_rng(seed).permutation(mesh.n_points)
    points = np.empty_like(mesh.points)
    points[order] = mesh.points
    offsets, own = mesh.cell_offsets, order[mesh.cell_connectivity]
    cells = np.concatenate([np.r_[b - a, own[a:b]] for a, b in itertools.pairwise(offsets)])
    turned = pv.UnstructuredGrid(cells, mesh.celltypes, points)
    turned.cell_data["number"] = np.arange(4)
    arrays, said = cut(turned)
    number = arrays["cell_data/number"]
    sizes = signed_sizes(arrays["cells"], arrays["points"])
    assert (sizes > 0).all()
    assert not said
    own_sizes = np.abs(turned.compute_cell_sizes()["Volume"])
    np.testing.assert_allclose(np.bincount(number, sizes), own_sizes)
    counts = faces(arrays["cells"])
    assert set(counts.values()) == {1, 2}
    # The outside is a closed surface: each of its edges belongs to two of its triangles.
    outside = np.array([face for face, count in counts.items() if count == 1])
    assert set(faces(outside).values()) == {2}


def test_polyhedra_are_cut_as_the_cells_that_they_are() -> None:
    mesh = mixed()
    cells: list[int] = []
    for number in range(mesh.n_cells):
        cell = mesh.get_cell(number)
        inner = [v for face in cell.faces for v in (face.n_points, *face.point_ids)]
        cells += [len(inner) + 1, len(cell.faces), *inner]
    polyhedra = pv.UnstructuredGrid(cells, [42] * mesh.n_cells, mesh.points)
    arrays, _ = cut(polyhedra)
    plain, _ = cut(mesh)
    assert np.array_equal(
        np.unique(np.sort(arrays["cells"], axis=1), axis=0),
        np.unique(np.sort(plain["cells"], axis=1), axis=0),
    )


@pytest.mark.parametrize("kind", [15, 16])
def test_prisms_of_more_sides(kind: int) -> None:
    sides = kind - 10
    angle = np.arange(sides) * 2 * np.pi / sides
    ring = np.column_stack([np.cos(angle), np.sin(angle), 0 * angle])
    points = np.concatenate([ring, ring + np.array([0, 0, 1])])
    mesh = pv.UnstructuredGrid([2 * sides, *range(2 * sides)], [kind], points)
    arrays, said = cut(mesh)
    sizes = signed_sizes(arrays["cells"], arrays["points"])
    assert sizes.sum() == pytest.approx(sides / 2 * np.sin(2 * np.pi / sides))
    assert not said


def test_an_image_becomes_tetrahedra_with_its_fields() -> None:
    image = pv.ImageData(dimensions=(3, 4, 2), spacing=(1, 2, 3))
    image.point_data["p"] = np.arange(24.0)
    image.cell_data["c"] = np.arange(6.0)
    image.field_data["speed"] = [7.0]
    arrays, said = cut(image)
    sizes = signed_sizes(arrays["cells"], arrays["points"])
    np.testing.assert_allclose(np.bincount(arrays["cell_data/c"].astype(int), sizes), [6.0] * 6)
    assert arrays["point_data/p"].tolist() == list(range(24))
    assert not said
    assert arrays["global_data/speed"].tolist() == [7.0]


def test_polygons_become_triangles_of_the_same_area() -> None:
    surface = pv.Disc(inner=0.5, outer=1.0, c_res=7)
    arrays, _ = cut(surface)
    area = np.linalg.norm(signed_sizes(arrays["cells"], arrays["points"]), axis=1).sum()
    assert arrays["cells"].shape[1] == 3
    assert area == pytest.approx(surface.area)
    assert set(faces(arrays["cells"]).values()) <= {1, 2}


def test_what_is_left_out_or_taken_for_straight_is_said() -> None:
    mesh = mixed()
    cells = np.concatenate([mesh.cells, [3, 0, 1, 2], [2, 0, 1]])
    grid = pv.UnstructuredGrid(cells, [*mesh.celltypes, 5, 3], mesh.points)
    _, said = cut(grid)
    assert said == ["2 cells of a lower dimension were left out of the simplices"]
    curved = pv.UnstructuredGrid([10, *range(10)], [24], np.random.default_rng(0).random((10, 3)))
    arrays, said = cut(curved)
    assert arrays["cells"].shape == (1, 4)
    assert said == ["1 curved cells were cut as if their edges were straight"]


def test_a_cell_without_size_is_left_out_and_said() -> None:
    mesh = mixed()
    cells = np.concatenate([mesh.cells, [4, 0, 1, 2, 2]])
    arrays, said = cut(pv.UnstructuredGrid(cells, [*mesh.celltypes, 10], mesh.points))
    assert len(arrays["cells"]) == 6 + 3 + 2 + 1
    assert said == ["one cell has no size, because it has a point twice, and was left out"]


def test_a_cell_that_is_not_convex_is_said() -> None:
    points = np.array([(0, 0, 0), (2, 0, 0), (2, 2, 0), (1.5, 0.5, 0)], float)
    points = points[[2, 3, 0, 1]]  # the fan begins far from the inner corner
    _, said = cut(pv.UnstructuredGrid([4, 0, 1, 2, 3], [9], points))
    assert said == ["one cell is not convex, and its simplices overlap"]


def test_a_strip_may_turn_as_it_likes() -> None:
    """Around a box of four sides: no cell that could be convex or not."""
    corners = np.array([(0, 0), (1, 0), (1, 1), (0, 1), (0, 0)], float)
    points = np.concatenate([[(x, y, 0.0), (x, y, 1.0)] for x, y in corners])
    arrays, said = cut(pv.UnstructuredGrid([10, *range(10)], [6], points))
    assert said == []
    assert len(arrays["cells"]) == 8


def test_cells_that_cannot_be_cut_are_refused() -> None:
    with pytest.raises(MeshError, match="no cells"):
        simplex_arrays(pv.UnstructuredGrid())
    convex = pv.UnstructuredGrid([4, 0, 1, 2, 3], [41], np.eye(4, 3))
    with pytest.raises(MeshError, match="VTK type 41"):
        simplex_arrays(convex)


@pytest.mark.parametrize("name", list(MESHES))
def test_every_kind_of_mesh_is_cut_or_refused(name: str) -> None:
    mesh = MESHES[name]()
    try:
        arrays, _ = cut(mesh)
    except MeshError:
        return
    assert arrays["cells"].max() < mesh.n_points
    for key, values in arrays.items():
        count = {"point_data": len(arrays["points"]), "cell_data": len(arrays["cells"])}
        group = key.partition("/")[0]
        assert len(values) == count.get(group, len(values)), key


def test_the_triangles_of_a_strip_are_turned_alike() -> None:
    points = [[0, 0, 0], [1, 0, 0], [0, 1, 0], [1, 1, 0], [0, 2, 0]]
    strip = pv.PolyData(np.array(points, float), strips=[5, 0, 1, 2, 3, 4])
    arrays, said = cut(strip)
    sizes = signed_sizes(arrays["cells"], arrays["points"])
    np.testing.assert_allclose(sizes, [[0, 0, 0.5]] * 3)
    assert not said
