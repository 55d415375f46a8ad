"""Select fields, precision, clean and the two averages, against pyvista."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import pyvista as pv

from curator_gui.core import Filter
from curator_gui.domains.mesh import CellToPoint, Clean, PointToCell, Precision, SelectFields
from curator_gui.domains.mesh.errors import MeshError, MissingFieldError


def apply(step: Filter[pv.DataSet], mesh: pv.DataSet) -> pv.DataSet:
    """Apply a filter and insist that it leaves its input as it was."""
    before = mesh.copy()
    [result] = list(step(iter([mesh])))
    assert mesh == before
    return result


def box() -> pv.UnstructuredGrid:
    grid = pv.ImageData(dimensions=(4, 3, 2)).cast_to_unstructured_grid()
    rng = np.random.default_rng(1)
    grid.cell_data["a"] = rng.normal(size=grid.n_cells)
    grid.cell_data["a.b"] = rng.normal(size=(grid.n_cells, 3))
    grid.cell_data["v[0]"] = np.arange(grid.n_cells)
    grid.point_data["T"] = rng.normal(size=grid.n_points)
    grid.field_data["TimeValue"] = [0.5]
    return grid


@pytest.mark.parametrize(
    ("cells", "points", "kept_cells", "kept_points"),
    [
        (None, None, ["a", "a.b", "v[0]"], ["T"]),
        (["a"], None, ["a"], []),
        (None, ["T"], [], ["T"]),
        (["a*"], ["?"], ["a", "a.b"], ["T"]),
        (["v[0]"], [], ["v[0]"], []),
        ([], [], [], []),
    ],
)
def test_what_is_not_named_goes(
    cells: list[str] | None, points: list[str] | None, kept_cells: list[str], kept_points: list[str]
) -> None:
    result = apply(SelectFields(cells, points), box())
    assert result.cell_data.keys() == kept_cells
    assert result.point_data.keys() == kept_points
    assert result.field_data["TimeValue"] == [0.5]


def test_missing_fields_are_listed_together_with_those_there() -> None:
    with pytest.raises(
        MissingFieldError, match=r"no cell fields 'x', 'y\*'; it has a, a\.b, v\[0\]"
    ):
        apply(SelectFields(["x", "a", "y*"]), box())
    with pytest.raises(MissingFieldError, match="no point field 'q'; it has no point fields"):
        apply(SelectFields(point_fields=["q"]), pv.ImageData(dimensions=(2, 2, 2)))
    assert apply(SelectFields(["x", "a"], missing="ignore"), box()).cell_data.keys() == ["a"]


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("make", [box, pv.Sphere, lambda: pv.ImageData(dimensions=(3, 3, 3))])
def test_precision_changes_floats_only(dtype: str, make: object) -> None:
    mesh = make()  # type: ignore[operator]
    mesh.point_data["count"] = np.arange(mesh.n_points)
    mesh.point_data["x"] = mesh.points[:, 0].astype("float64") / 3
    result = apply(Precision(dtype), mesh)
    assert result.point_data["x"].dtype == dtype
    assert result.point_data["count"].dtype == mesh.point_data["count"].dtype
    np.testing.assert_array_equal(result.point_data["x"], mesh.point_data["x"].astype(dtype))
    np.testing.assert_array_equal(result.points, mesh.points.astype(dtype))
    for name in mesh.cell_data:
        expected = mesh.cell_data[name]
        expected = expected.astype(dtype) if expected.dtype.kind == "f" else expected
        np.testing.assert_array_equal(result.cell_data[name], expected)
    assert result.point_data.active_normals_name == mesh.point_data.active_normals_name


def test_precision_may_leave_the_points() -> None:
    mesh = box()
    mesh.points = mesh.points.astype("float64")
    assert apply(Precision("float32", points=False), mesh).points.dtype == np.float64
    assert apply(Precision("float32"), mesh).points.dtype == np.float32


def test_precision_of_rectilinear_coordinates() -> None:
    grid = pv.RectilinearGrid(np.linspace(0, 1, 4), np.linspace(0, 1, 3), np.linspace(0, 1, 2))
    assert grid.x.dtype == np.float64
    result = apply(Precision("float32"), grid)
    assert result.x.dtype == result.y.dtype == result.z.dtype == np.float32


def test_precision_refuses_to_make_infinities() -> None:
    mesh = box()
    mesh.cell_data["huge"] = np.full(mesh.n_cells, 1e300)
    with pytest.raises(MeshError, match=r"huge holds 1e\+300, which is too large for float32"):
        apply(Precision("float32"), mesh)
    mesh.cell_data["huge"] = np.full(mesh.n_cells, np.inf)
    assert np.isinf(apply(Precision("float32"), mesh).cell_data["huge"]).all()


def test_clean_merges_points_and_keeps_cells() -> None:
    mesh = pv.merge([pv.Cube(), pv.Cube(center=(1, 0, 0))], merge_points=False)
    cleaned = apply(Clean(), mesh)
    assert cleaned.n_points < mesh.n_points
    assert cleaned == mesh.clean(tolerance=0.0, absolute=True)
    grid = pv.merge([box(), box().translate((3, 0, 0))], merge_points=False)
    result = apply(Clean(1e-6), grid)
    assert result.n_cells == grid.n_cells
    assert result.n_points == grid.n_points - 6  # one shared face of 3 x 2 points
    assert "PointMergeMap" not in result.field_data


def test_clean_passes_images_and_converts_structured_grids() -> None:
    image = pv.ImageData(dimensions=(3, 3, 3))
    assert apply(Clean(), image) is image
    structured = image.cast_to_structured_grid()
    with pytest.warns(UserWarning, match="StructuredGrid became an unstructured grid"):
        assert isinstance(apply(Clean(), structured), pv.UnstructuredGrid)


def test_averages_equal_pyvista(dam_files: list[Path]) -> None:
    mesh = pv.read(dam_files[5])
    points = apply(CellToPoint(), mesh)
    assert points == mesh.cell_data_to_point_data()
    assert points.cell_data.keys() == []
    both = apply(CellToPoint(keep_cell_data=True), mesh)
    assert set(both.cell_data.keys()) == set(both.point_data.keys()) == set(mesh.cell_data.keys())
    back = apply(PointToCell(), points)
    assert back == points.point_data_to_cell_data()
    labels = box()
    labels.point_data["T"] = np.arange(labels.n_points) // 12
    assert apply(PointToCell(categorical=True), labels) == labels.point_data_to_cell_data(
        categorical=True
    )


def test_averages_refuse_to_overwrite() -> None:
    mesh = box()
    mesh.point_data["a"] = mesh.points[:, 0]
    for step in (CellToPoint(), PointToCell()):
        with pytest.raises(MeshError, match="both a cell field and a point field named 'a'"):
            apply(step, mesh)


def test_averages_keep_what_is_there_already() -> None:
    mesh = box()
    with pytest.warns(UserWarning, match=r"real numbers: v\[0\]"):
        assert set(apply(CellToPoint(), mesh).point_data.keys()) == {"T", "a", "a.b", "v[0]"}
    assert set(apply(PointToCell(), mesh).cell_data.keys()) == {"T", "a", "a.b", "v[0]"}
