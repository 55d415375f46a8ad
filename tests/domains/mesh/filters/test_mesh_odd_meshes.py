"""Every filter on meshes that are out of the ordinary: a clear error or a right result."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import pyvista as pv
from vtkmodules.vtkCommonCore import vtkDoubleArray

from curator_gui.core import CuratorError
from curator_gui.core.notes import noting
from curator_gui.domains.mesh import (
    AlignAxes,
    CellToPoint,
    Clean,
    CropBox,
    CropPlane,
    Decimate,
    Displacement,
    ExtractSurface,
    FaceQuantities,
    FarthestPoints,
    FeatureEdges,
    FieldStatistics,
    Forces,
    GlobalData,
    MeanOfSteps,
    MeshGraph,
    MeshInformation,
    NearestGraph,
    NodeTypes,
    Normalise,
    Normals,
    PointToCell,
    Precision,
    Quality,
    RadiusGraph,
    RandomPermutation,
    RandomSubsample,
    RenameFields,
    Rotate,
    SamplePoints,
    Scale,
    SelectFields,
    SelectItems,
    Slice,
    SurfaceDistance,
    Translate,
    Triangulate,
)
from curator_gui.domains.mesh.errors import MeshError
from curator_gui.domains.mesh.filters.base import MeshFilter
from curator_gui.domains.mesh.formats.statistics_file import read_statistics
from tests.domains.mesh.odd_meshes import (
    MESHES,
    blanked,
    cloud,
    ghosts,
    mixed_surface,
    tetrahedron,
    with_texts,
)

FILTERS: dict[str, Callable[[Path], Any]] = {
    "select": lambda _: SelectFields(["T"], missing="ignore"),
    "rename": lambda _: RenameFields({"T": "t"}, missing="ignore"),
    "precision": lambda _: Precision("float32"),
    "clean": lambda _: Clean(1e-6),
    "cell_to_point": lambda _: CellToPoint(),
    "point_to_cell": lambda _: PointToCell(),
    "labels_to_cell": lambda _: PointToCell(categorical=True),
    "triangulate": lambda _: Triangulate(),
    "surface": lambda _: ExtractSurface(),
    "slice": lambda _: Slice([0.4, 0.4, 0.4], [1, 2, 3]),
    "decimate": lambda _: Decimate(),
    "edges": lambda _: FeatureEdges(),
    "normals": lambda _: Normals(),
    "box": lambda _: CropBox(x_min=0.2),
    "cut_box": lambda _: CropBox(x_min=0.2, boundary="cut"),
    "plane": lambda _: CropPlane([0.2, 0, 0], [1, 0, 0]),
    "permutation": lambda _: RandomPermutation(),
    "some_points": lambda _: RandomSubsample(2, too_few="all"),
    "some_cells": lambda _: RandomSubsample(2, "cells", too_few="all"),
    "constants": lambda _: GlobalData({"a": 1}),
    "normalise": lambda _: Normalise(offset={"T": 1.0}),
    "quality": lambda _: Quality(["scaled_jacobian", "aspect_ratio", "min_angle", "size"]),
    "sampled": lambda _: SamplePoints(count=5, normals=True),
    "poisson": lambda _: SamplePoints("poisson", distance=0.3),
    "farthest": lambda _: FarthestPoints(2, too_few="all"),
    "mesh_graph": lambda _: MeshGraph(),
    "nearest_graph": lambda _: NearestGraph(2),
    "radius_graph": lambda _: RadiusGraph(0.5),
    "node_types": lambda _: NodeTypes(30.0),
    "faces": lambda _: FaceQuantities(),
    "forces": lambda _: Forces("T"),
    "distance": lambda _: SurfaceDistance(),
    "distance_of_cells": lambda _: SurfaceDistance(at="cells", signed=False),
    "translate": lambda _: Translate([1.0, 2.0, 3.0]),
    "rotate": lambda _: Rotate([1.0, 2.0, 3.0], 40.0),
    "scale": lambda _: Scale(from_unit="mm"),
    "align": lambda _: AlignAxes(),
    "displacement": lambda _: Displacement(),
    "mean": lambda _: MeanOfSteps(),
    "items": lambda _: SelectItems("maximum", "T", at_most=5.0),
    "statistics": lambda folder: FieldStatistics(folder / "s.json"),
    "information": lambda folder: MeshInformation(folder / "i.csv"),
}


@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.parametrize("mesh", MESHES)
@pytest.mark.parametrize("step", FILTERS)
def test_every_filter_answers_every_mesh(tmp_path: Path, step: str, mesh: str) -> None:
    made = MESHES[mesh]()
    before = made.copy()
    try:
        results = list(FILTERS[step](tmp_path)(iter([made])))
    except CuratorError as error:
        assert len(str(error)) > 10  # noqa: PT017 - an error is one of two right answers
        results = []
    assert made == before or np.isnan(np.asarray(before.point_data.get("T", [0.0]))).any()
    for result in results:
        assert all(len(values) == result.n_points for values in result.point_data.values())
        assert all(len(values) == result.n_cells for values in result.cell_data.values())


def apply(step: Any, mesh: pv.DataSet) -> pv.DataSet:
    [result] = list(step(iter([mesh])))
    return result


@pytest.mark.parametrize("kind", [pv.PolyData, pv.UnstructuredGrid])
@pytest.mark.parametrize("step", [CellToPoint(), PointToCell(), Triangulate(), Clean()])
def test_points_without_cells_stay(kind: type[Any], step: Any) -> None:
    mesh = cloud(kind)
    said: list[tuple[str, str]] = []
    with noting(lambda *note: said.append(note)):
        result = apply(step, mesh)
    assert result.n_points == 10
    assert result.n_cells == 0
    np.testing.assert_array_equal(np.sort(result.point_data["T"]), np.arange(10.0))
    assert [kind for kind, _ in said] == ["unchanged"]


def test_coincident_points_without_cells_are_merged() -> None:
    mesh = cloud(pv.PolyData)
    mesh.points[3] = mesh.points[7]
    assert apply(Clean(), mesh).n_points == 9


@pytest.mark.parametrize("boundary", ["whole", "cut"])
@pytest.mark.parametrize("kind", [pv.PolyData, pv.UnstructuredGrid])
def test_points_without_cells_are_cropped(boundary: str, kind: type[Any]) -> None:
    mesh = cloud(kind)
    result = apply(CropBox(x_min=0.5, boundary=boundary), mesh)
    inside = mesh.points[:, 0] >= 0.5
    np.testing.assert_array_equal(result.point_data["T"], np.arange(10.0)[inside])
    assert result.n_cells == 0
    with pytest.raises(MeshError, match="it lies outside"):
        apply(CropBox(x_min=2.0), mesh)


@pytest.mark.parametrize("dtype", ["float32", "float64", "int64"])
@pytest.mark.parametrize("surface", [False, True])
def test_points_that_no_cell_uses_are_nan(dtype: str, surface: bool) -> None:
    points = np.array([*np.eye(3), [9.0, 9, 9]])
    grid = pv.UnstructuredGrid([3, 0, 1, 2], [5], points)
    mesh = pv.PolyData(points, faces=[3, 0, 1, 2]) if surface else grid
    mesh.cell_data["T"] = np.array([300], dtype=dtype)
    mesh.cell_data["U"] = np.array([[1, 2, 3]], dtype=dtype)
    said: list[tuple[str, str]] = []
    with noting(lambda *note: said.append(note)):
        result = apply(CellToPoint(), mesh)
    np.testing.assert_array_equal(result.point_data["T"], [300, 300, 300, np.nan])
    assert np.isnan(result.point_data["U"][3]).all()
    assert result.point_data["T"].dtype == ("float64" if dtype == "int64" else dtype)
    assert said[-1] == ("remark", "points that no cell uses have no value: they are NaN")
    whole = [("remark", "fields of whole numbers become real numbers: T, U")]
    assert said[:-1] == (whole if dtype == "int64" else [])


@pytest.mark.parametrize("step", [CellToPoint(), PointToCell(), PointToCell(categorical=True)])
def test_texts_are_refused_before_vtk_sees_them(step: Any) -> None:
    with pytest.raises(MeshError, match=r"the field '(names|kinds)' holds texts"):
        apply(step, with_texts())


def hexahedron(*moved: tuple[int, int]) -> pv.DataSet:
    mesh = pv.ImageData(dimensions=(2, 2, 2)).cast_to_unstructured_grid()
    points = np.asarray(mesh.points)[[0, 1, 3, 2, 4, 5, 7, 6]]
    for target, source in moved:
        points[target] = points[source]
    return pv.UnstructuredGrid([8, *range(8)], [12], points)


@pytest.mark.parametrize(
    "mesh",
    [
        pv.UnstructuredGrid([4, 0, 1, 2, 3], [10], np.zeros((4, 3))),
        pv.UnstructuredGrid([3, 0, 1, 2], [5], np.zeros((3, 3))),
        pv.UnstructuredGrid([4, 0, 1, 2, 3], [9], np.zeros((4, 3))),
        hexahedron(*((n, 0) for n in range(1, 8))),
        hexahedron((1, 0)),
        hexahedron((1, 0), (2, 0), (3, 0)),
    ],
    ids=["tetrahedron", "triangle", "quad", "hexahedron", "collapsed edge", "collapsed face"],
)
def test_no_measure_of_a_degenerate_cell_is_a_huge_number(mesh: pv.DataSet) -> None:
    names = ["scaled_jacobian", "aspect_ratio", "skewness", "warpage", "min_angle", "max_angle"]
    result = apply(Quality(names), mesh)
    for name in names:
        value = result.cell_data[name][0]
        assert np.isnan(value) or abs(value) < 1e6, name


def test_measures_of_a_good_cell_are_numbers() -> None:
    result = apply(Quality(["scaled_jacobian", "skewness", "size"]), hexahedron())
    values = [result.cell_data[name][0] for name in ("scaled_jacobian", "skewness", "size")]
    assert values == pytest.approx([1, 0, 1])


def test_ghosts_do_not_count(tmp_path: Path) -> None:
    mesh = ghosts()
    mesh.point_data["q"] = np.arange(mesh.n_points, dtype="float64")
    mesh.point_data["vtkGhostType"] = np.where(np.arange(mesh.n_points) < 5, 2, 0).astype("uint8")
    step = FieldStatistics(tmp_path / "s.json")
    apply(step, mesh)
    step.flush()
    found = read_statistics(tmp_path / "s.json")
    own = np.asarray(mesh.cell_data["T"])[np.arange(mesh.n_cells) % 2 == 0]
    moments = found["cell"]["T"][0].moments
    assert (moments.count, moments.mean) == (len(own), pytest.approx(own.mean()))
    assert found["point"]["q"][0].moments.count == mesh.n_points - 5
    assert "vtkGhostType" not in found["cell"]


def test_float32_that_merges_points_says_so_with_the_numbers() -> None:
    mesh = pv.Plane(i_resolution=4, j_resolution=4)
    mesh.points = np.asarray(mesh.points, dtype="float64") * 0.1 + 4e6
    said: list[tuple[str, str]] = []
    with noting(lambda *note: said.append(note)):
        result = apply(Precision("float32"), mesh)
    [(kind, words)] = said
    left = len(np.unique(np.asarray(result.points), axis=0))
    assert kind == "remark"
    assert f"of 25 different points {25 - left} fall together" in words
    said.clear()
    with noting(lambda *note: said.append(note)):
        apply(Precision("float32"), pv.Plane(i_resolution=4).translate([0.0, 0, 1e-3]))
    assert said in ([], [("unchanged", "everything is float32 already")])


@pytest.mark.parametrize(
    ("step", "mesh", "why"),
    [
        (CellToPoint(), pv.Sphere().extract_cells([0]), "has no cell fields"),
        (Triangulate(), pv.Sphere(), "its cells are simplices already"),
        (CropBox(x_min=-9), tetrahedron(), "lies inside as a whole"),
        (SelectFields(["T"]), tetrahedron(), "has no other fields"),
        (SelectFields(), tetrahedron(), "all fields are kept"),
        (Normalise(offset={"none": 1.0}), tetrahedron(), "has no field that there are numbers for"),
        (RenameFields({"none": "x"}, "ignore"), tetrahedron(), "has none of the fields"),
        (Clean(), tetrahedron(), "has no points to merge or to remove"),
        (GlobalData({}), tetrahedron(), "there are no constants to add"),
        (RandomSubsample(9, too_few="all"), tetrahedron(), "has no more points than are kept"),
    ],
)
def test_a_filter_that_does_nothing_says_so(step: Any, mesh: pv.DataSet, why: str) -> None:
    if step.name == CellToPoint.name:
        mesh.cell_data.clear()
    said: list[tuple[str, str]] = []
    with noting(lambda *note: said.append(note)):
        apply(step, mesh)
    assert said == [("unchanged", why)]


def test_statistics_of_a_mesh_without_fields_say_so(tmp_path: Path) -> None:
    said: list[tuple[str, str]] = []
    with noting(lambda *note: said.append(note)):
        apply(FieldStatistics(tmp_path / "s.json"), pv.Plane().extract_cells([0]).cell_centers())
        bare = pv.PolyData(np.eye(3))
        bare.clear_data()
        apply(FieldStatistics(tmp_path / "s.json"), bare)
    assert said[-1] == ("unchanged", "has no field of numbers")


@pytest.mark.parametrize("boundary", ["whole", "cut"])
def test_mixed_surfaces_keep_their_values(boundary: str) -> None:
    """VTK's own filters for surfaces give these cells uninitialized numbers."""
    mesh = mixed_surface()
    mesh.faces = [3, 3, 4, 5, 4, 4, 5, 6, 7]
    mesh.cell_data["T"] = [1.0, 2.0, 3.0, 4.0]
    result = apply(Triangulate(), mesh)
    assert sorted(result.cell_data["T"]) == [1.0, 2.0, 3.0, 4.0, 4.0]
    assert (result.n_verts, result.n_lines, result.is_all_triangles) == (1, 1, False)
    cropped = apply(CropBox(x_min=float(mesh.points[0, 0]) - 1e-6, boundary=boundary), mesh)
    sizes = {1.0: 1, 2.0: 2}  # a vertex and a line
    for number in range(cropped.n_cells):
        size = sizes.get(float(cropped.cell_data["T"][number]))
        assert size in (None, cropped.get_cell(number).n_points)
    assert 1.0 in cropped.cell_data["T"]


def test_lines_and_strips_become_simplices_with_their_values() -> None:
    segments = apply(Triangulate(), MESHES["lines"]())
    assert segments.cell_data["T"].tolist() == [2.0, 2.0]
    strips = MESHES["strips"]()
    triangles = apply(Triangulate(), strips)
    assert triangles.is_all_triangles
    counts = [strips.get_cell(n).n_points - 2 for n in range(strips.n_cells)]
    np.testing.assert_array_equal(triangles.cell_data["T"], np.repeat(np.arange(10.0), counts))


@pytest.mark.parametrize("keep", [False, True])
def test_cells_that_are_blanked_out_give_points_nothing(keep: bool) -> None:
    mesh = blanked()
    said: list[tuple[str, str]] = []
    with noting(lambda *note: said.append(note)):
        result = apply(CellToPoint(keep), mesh)
    assert said == [("remark", "points that no cell uses have no value: they are NaN")]
    np.testing.assert_array_equal(mesh.point_data["T"], np.arange(24.0))
    np.testing.assert_array_equal(result.point_data["T"], np.arange(24.0))
    corner = np.flatnonzero(np.isnan(result.point_data["U"][:, 0]))
    assert sorted(corner) == [0, 12]  # the points that only the hidden cell uses
    np.testing.assert_allclose(result.point_data["U"][1], mesh.cell_data["U"][1])
    middle = np.mean([mesh.cell_data["U"][n] for n in (1, 3, 4)], axis=0)
    np.testing.assert_allclose(result.point_data["U"][5], middle)
    assert ("U" in result.cell_data) is keep


def test_a_filter_refuses_what_vtk_mixes_up() -> None:
    class Broken(MeshFilter):
        def apply(self, mesh: Any) -> Any:
            array = vtkDoubleArray()
            array.SetName("f")
            array.SetNumberOfTuples(2)
            mesh.GetCellData().AddArray(array)
            return mesh

    with pytest.raises(MeshError, match="the field 'f' came out with 2 values for 1 points or"):
        apply(Broken(), tetrahedron())
