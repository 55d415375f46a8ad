"""Fields on a uniform grid: against VTK's own sampling, and against fields that are known."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import pyvista as pv
from hypothesis import given, settings
from hypothesis import strategies as st
from pyvista import examples

from curator_gui.core.notes import noting
from curator_gui.domains.mesh import UniformGrid, VTISink, VTKSource
from curator_gui.domains.mesh.errors import MeshError
from tests.domains.mesh import odd_meshes
from tests.fast import tried


def apply(step: Any, mesh: Any) -> Any:
    """Return the one mesh that a step makes, with its remarks swallowed."""
    with noting(lambda kind, words: None):
        (result,) = step(iter([mesh]))
    return result


def tetrahedra() -> pv.UnstructuredGrid:
    """A box of tetrahedra with a linear field, whose interpolation is exact, and one of cells."""
    mesh = pv.ImageData(dimensions=(4, 5, 6), spacing=(1, 0.5, 0.25)).to_tetrahedra()
    mesh.point_data["linear"] = mesh.points @ [1.0, -2.0, 3.0] + 4.0
    mesh.cell_data["number"] = np.arange(mesh.n_cells)
    mesh.field_data["run"] = [7]
    return mesh


def test_real_fields_are_those_of_vtk_at_every_point(dam_files: list[Path]) -> None:
    mesh = pv.read(dam_files[10])
    result = apply(UniformGrid(dimensions=[41, 41, 1], outside="zero"), mesh)
    assert result.dimensions == (41, 41, 1)
    assert result.origin[2] == pytest.approx(sum(mesh.bounds[4:]) / 2)
    expected = pv.ImageData(
        dimensions=(41, 41, 1), spacing=result.spacing, origin=result.origin
    ).sample(mesh)
    assert list(result.point_data.keys()) == [*mesh.cell_data.keys(), "inside"]
    for name in mesh.cell_data.keys():  # noqa: SIM118 - pyvista's own
        assert result[name].dtype == mesh[name].dtype
        np.testing.assert_array_equal(result[name], expected[name])
    np.testing.assert_array_equal(result["inside"], expected["vtkValidPointMask"])
    assert 0 < result["inside"].mean() < 1  # the obstacle in the tank


def test_real_surface_and_volume_fields_have_the_value_of_the_cell_around_the_point() -> None:
    mesh = pv.read(examples.hexbeamfile)
    mesh.cell_data["number"] = np.arange(mesh.n_cells)
    result = apply(UniformGrid(spacing=[0.3]), mesh)
    inside = result["inside"].astype(bool)
    numbers = result["number"][inside].astype(int)
    low, high = _cell_bounds(mesh)
    points = result.points[inside]
    assert (points >= low[numbers] - 1e-9).all()
    assert (points <= high[numbers] + 1e-9).all()


def _cell_bounds(mesh: Any) -> tuple[Any, Any]:
    bounds = np.array([mesh.get_cell(n).bounds for n in range(mesh.n_cells)])
    return bounds[:, ::2], bounds[:, 1::2]


def test_a_linear_field_is_exact_and_whole_numbers_become_real() -> None:
    result = apply(UniformGrid(dimensions=[7, 5, 9]), tetrahedra())
    expected = result.points @ [1.0, -2.0, 3.0] + 4.0
    np.testing.assert_allclose(result["linear"], expected, rtol=0, atol=1e-12)
    assert result["number"].dtype == np.float64
    assert result.field_data["run"].tolist() == [7]


def test_outside_is_nan_and_said_and_zero_keeps_whole_numbers() -> None:
    notes: list[str] = []
    step = UniformGrid(dimensions=[7, 5, 9], x_max=6.0)
    with noting(lambda kind, words: notes.append(str(words))):
        (result,) = step(iter([tetrahedra()]))
    outside = result.points[:, 0] > 3.0
    np.testing.assert_array_equal(np.isnan(result["linear"]), outside)
    np.testing.assert_array_equal(np.isnan(result["number"]), outside)
    np.testing.assert_array_equal(result["inside"], ~outside)
    assert "points outside the mesh: the fields are NaN there" in notes
    plain = apply(UniformGrid(dimensions=[7, 5, 9], x_max=6.0, outside="zero"), tetrahedra())
    assert plain["number"].dtype.kind == "i"
    assert not plain["number"][outside].any()


@settings(max_examples=tried(30), deadline=None)
@given(
    st.tuples(*[st.floats(0.05, 2.0)] * 3),
    st.tuples(*[st.floats(-1.0, 1.0)] * 3),
    st.tuples(*[st.floats(0.1, 5.0)] * 3),
)
def test_a_spacing_fills_the_bounds_and_not_more(steps: Any, low: Any, sides: Any) -> None:
    limits = {
        f"{axis}_{end}": value
        for axis, a, side in zip("xyz", low, sides, strict=True)
        for end, value in (("min", a), ("max", a + side))
    }
    grid = UniformGrid(spacing=list(steps), **limits).grid((0,) * 6)
    high = np.array(low) + sides
    assert (np.array(grid.bounds[1::2]) <= high + 1e-6).all()
    several = np.array(grid.dimensions) > 1
    beyond = np.array(grid.bounds[1::2]) + steps
    assert (beyond[several] >= high[several] - 1e-6).all()
    assert np.allclose(np.array(grid.origin)[several], np.array(low)[several])


@given(st.integers(2, 300), st.tuples(*[st.floats(0.001, 1000)] * 3))
def test_one_number_counts_along_the_longest_side(count: int, sides: Any) -> None:
    bounds = [end for side in sides for end in (0.0, side)]
    grid = UniformGrid(dimensions=[count]).grid(bounds)
    assert max(grid.dimensions) == count
    assert len(set(grid.spacing)) == 1


def test_neither_gives_64_points_along_the_longest_side_of_a_flat_mesh() -> None:
    mesh = pv.Plane(i_size=2.0, j_size=1.0)
    mesh.point_data["x"] = mesh.points[:, 0]
    result = apply(UniformGrid(), mesh)
    assert result.dimensions == (64, 32, 1)
    np.testing.assert_allclose(result["x"], result.points[:, 0], atol=1e-6)


def test_bounds_that_are_given_are_those_of_every_item(dam_files: list[Path]) -> None:
    step = UniformGrid(dimensions=[21, 21, 1], x_min=0.1, x_max=0.3, y_min=0.0, y_max=0.2)
    grids = [apply(step, pv.read(path)) for path in dam_files[:2]]
    assert len({(g.origin, g.spacing, g.dimensions) for g in grids}) == 1
    assert grids[0].bounds[:4] == pytest.approx((0.1, 0.3, 0.0, 0.2))


@pytest.mark.parametrize(
    ("step", "mesh", "words"),
    [
        (UniformGrid(x_min=9.0, x_max=10.0), tetrahedra(), "no point lies inside"),
        (UniformGrid(x_min=9.0), tetrahedra(), "bounds given along x lie beside the mesh"),
        (UniformGrid([2, 2, 2]), pv.Plane(), "is flat along z"),
        (UniformGrid(spacing=[1e-6]), tetrahedra(), "the grid would have"),
        (UniformGrid(), odd_meshes.with_texts(), "holds texts, which cannot be sampled"),
        (UniformGrid(mask="linear"), tetrahedra(), "there is a field 'linear' already"),
        (UniformGrid(), pv.PolyData(), "it is empty"),
    ],
)
def test_what_makes_no_grid_is_said(step: Any, mesh: Any, words: str) -> None:
    with pytest.raises(MeshError, match=words):
        apply(step, mesh)


def test_one_name_on_points_and_cells_is_said() -> None:
    mesh = tetrahedra()
    mesh.cell_data["linear"] = np.zeros(mesh.n_cells)
    with pytest.raises(MeshError, match="'linear' is a field of points and one of cells"):
        apply(UniformGrid(), mesh)


@pytest.mark.parametrize(
    ("values", "name", "words"),
    [
        ({"dimensions": [2, 2], "spacing": None}, "dimensions", "one number or three"),
        ({"spacing": [0.0]}, "spacing", "have to be above 0"),
        ({"dimensions": [4], "spacing": [1.0]}, "spacing", "either dimensions or a spacing"),
        ({"x_min": 2.0, "x_max": 1.0}, "x_max", "is less than x_min"),
    ],
)
def test_numbers_that_make_no_grid_are_marked_in_the_form(
    values: dict[str, Any], name: str, words: str
) -> None:
    found = [(where, str(what)) for where, what in UniformGrid(**values).problems()]
    assert any(where == name and words in what for where, what in found)


def test_blanked_cells_are_outside_and_their_mark_does_not_stay() -> None:
    result = apply(UniformGrid(dimensions=[9]), odd_meshes.blanked())
    assert "vtkGhostType" not in result.point_data
    assert 0 < result["inside"].mean() < 1


def test_the_grid_is_written_as_an_image(dam_break: Path, tmp_path: Path) -> None:
    step = UniformGrid(dimensions=[32, 32, 1])
    pipeline = VTKSource(dam_break / "data").filter(step).write(VTISink(tmp_path))
    with noting(lambda kind, words: None):
        (path,) = pipeline[3]
    assert pv.read(path).dimensions == (32, 32, 1)
