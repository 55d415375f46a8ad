"""Cell quality: known values for known shapes, NaN where a measure is not defined."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import pyvista as pv

from curator_gui.domains.mesh import Quality
from curator_gui.domains.mesh.errors import MeshError
from curator_gui.domains.mesh.filters.shape.quality import MEASURES


def quality(mesh: pv.DataSet, *measures: str) -> dict[str, Any]:
    before = mesh.copy()
    [result] = list(Quality(list(measures))(iter([mesh])))
    assert mesh == before
    return {name: result.cell_data[name] for name in measures}


@pytest.mark.parametrize(
    "make",
    [
        lambda: pv.ImageData(dimensions=(3, 3, 3)),
        lambda: pv.ImageData(dimensions=(3, 3, 3)).cast_to_structured_grid(),
        lambda: pv.ImageData(dimensions=(3, 3, 3)).cast_to_unstructured_grid(),
    ],
)
def test_cubes_are_perfect_whatever_they_are_called(make: Any) -> None:
    found = quality(make(), "scaled_jacobian", "skewness", "size", "min_angle")
    np.testing.assert_allclose(found["scaled_jacobian"], 1.0, atol=1e-6)
    np.testing.assert_allclose(found["skewness"], 0.0, atol=1e-6)
    np.testing.assert_allclose(found["size"], 1.0)
    assert np.isnan(found["min_angle"]).all()  # Verdict defines it for flat cells only


def test_pixels_are_quads() -> None:
    plane = pv.ImageData(dimensions=(3, 3, 1))
    found = quality(plane, "scaled_jacobian", "warpage", "size", "max_angle")
    np.testing.assert_allclose(found["scaled_jacobian"], 1.0, atol=1e-6)
    np.testing.assert_allclose(found["max_angle"], 90.0, atol=1e-5)
    np.testing.assert_allclose(found["size"], 1.0)


def test_triangles_have_angles_and_no_skewness() -> None:
    triangle = pv.PolyData([[0.0, 0, 0], [2, 0, 0], [0, 2, 0]], faces=[3, 0, 1, 2])
    found = quality(triangle, *MEASURES, "size")
    assert found["min_angle"] == pytest.approx([45.0])
    assert found["max_angle"] == pytest.approx([90.0])
    assert found["size"] == pytest.approx([2.0])
    assert np.isnan(found["skewness"]).all()
    assert np.isnan(found["warpage"]).all()


def test_other_cells_are_nan_and_not_minus_one() -> None:
    lines = pv.PolyData([[0.0, 0, 0], [3, 0, 0]], lines=[2, 0, 1])
    found = quality(lines, *MEASURES, "size")
    assert found.pop("size") == pytest.approx([3.0])
    assert all(np.isnan(values).all() for values in found.values())


def test_mixed_cells_have_each_their_own() -> None:
    corners = np.array([[1.0, 1, 1], [1, -1, -1], [-1, 1, -1], [-1, -1, 1]])
    tetrahedron = pv.UnstructuredGrid({pv.CellType.TETRA: np.array([[0, 2, 1, 3]])}, corners)
    cube = pv.ImageData(dimensions=(2, 2, 2)).cast_to_unstructured_grid()
    mixed = pv.merge([cube, tetrahedron], merge_points=False)
    found = quality(mixed, "aspect_ratio", "skewness")
    order = mixed.celltypes == pv.CellType.TETRA
    assert np.isnan(found["skewness"][order]).all()
    np.testing.assert_allclose(found["skewness"][~order], 0, atol=1e-6)
    np.testing.assert_allclose(found["aspect_ratio"][order], 1.0, atol=1e-5)
    assert order.sum() == 1


def test_an_inverted_cell_has_a_negative_jacobian() -> None:
    grid = pv.ImageData(dimensions=(2, 2, 2)).cast_to_structured_grid()
    grid = grid.cast_to_unstructured_grid()
    grid.points = grid.points * [-1, 1, 1]
    assert quality(grid, "scaled_jacobian")["scaled_jacobian"] == pytest.approx([-1.0])


def test_real_cells_equal_pyvista(dam_files: list[Path]) -> None:
    mesh = pv.read(dam_files[0])
    found = quality(mesh, "scaled_jacobian", "size")
    expected = mesh.cell_quality("scaled_jacobian")["scaled_jacobian"]
    np.testing.assert_array_equal(found["scaled_jacobian"], expected)
    np.testing.assert_allclose(found["size"].sum(), mesh.volume)


def test_names_that_are_taken_and_empty_choices_are_refused() -> None:
    mesh = pv.ImageData(dimensions=(2, 2, 2))
    mesh.cell_data["size"] = [1.0]
    with pytest.raises(MeshError, match="has a cell field named 'size' already"):
        quality(mesh, "size")
    assert [p for p, _ in Quality([]).problems()] == ["measures"]
