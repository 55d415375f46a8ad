"""Filters over the steps of an index, selection by a condition, and sinks of surfaces."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import pyvista as pv
from vtkmodules.vtkIOHDF import vtkHDFWriter

from curator_gui.core import Filter
from curator_gui.core.notes import noting
from curator_gui.domains.mesh import (
    Displacement,
    MeanOfSteps,
    PLYSink,
    SelectItems,
    STLSink,
    TimeDerivative,
    VTKSource,
)
from curator_gui.domains.mesh.errors import MeshError, MissingFieldError
from tests.domains.mesh.odd_meshes import MESHES

TIMES = [0.0, 0.5, 2.0, 2.25]


@pytest.fixture
def series(tmp_path: Path) -> Path:
    """A file with four steps: x^2 grows as t^2, points move with t."""
    from vtkmodules.util.vtkAlgorithm import VTKPythonAlgorithmBase
    from vtkmodules.vtkCommonDataModel import vtkUnstructuredGrid
    from vtkmodules.vtkCommonExecutionModel import vtkStreamingDemandDrivenPipeline as Pipeline

    class Steps(VTKPythonAlgorithmBase):
        def __init__(self) -> None:
            super().__init__(0, outputType="vtkUnstructuredGrid")

        def RequestInformation(self, request: Any, inputs: Any, outputs: Any) -> int:
            info = outputs.GetInformationObject(0)
            info.Set(Pipeline.TIME_STEPS(), TIMES, len(TIMES))
            info.Set(Pipeline.TIME_RANGE(), [TIMES[0], TIMES[-1]], 2)
            return 1

        def RequestData(self, request: Any, inputs: Any, outputs: Any) -> int:
            info = outputs.GetInformationObject(0)
            time = info.Get(Pipeline.UPDATE_TIME_STEP())
            output = vtkUnstructuredGrid.GetData(info)
            output.ShallowCopy(step(time))
            output.GetInformation().Set(output.DATA_TIME_STEP(), time)
            return 1

    writer = vtkHDFWriter()
    source = Steps()
    writer.SetInputConnection(source.GetOutputPort())
    writer.SetWriteAllTimeSteps(True)
    writer.SetFileName(str(tmp_path / "t.vtkhdf"))
    writer.Write()
    return tmp_path


def step(time: float) -> pv.UnstructuredGrid:
    mesh = pv.ImageData(dimensions=(3, 3, 3)).cast_to_unstructured_grid()
    mesh.point_data["q"] = mesh.points[:, 0] * time**2
    mesh.cell_data["c"] = np.arange(8.0) + 3 * time
    mesh.points = np.asarray(mesh.points, np.float64) + np.array([0, 0, time])
    return mesh


def items(series: Path, filter_: Filter[Any], said: list[str] | None = None) -> list[Any]:
    with noting(lambda _, words: None if said is None else said.append(str(words))):
        return list(VTKSource(series).filter(filter_).items(0))


def test_rates_are_those_of_numpy(series: Path) -> None:
    found = items(series, TimeDerivative(["q", "c"]))
    assert [float(mesh.field_data["TimeValue"][0]) for mesh in found] == TIMES
    x = step(0).points[:, 0]
    expected = np.gradient(np.array([x * t**2 for t in TIMES]), TIMES, axis=0)
    for mesh, rate in zip(found, expected, strict=True):
        np.testing.assert_allclose(mesh.point_data["q_dt"], rate, atol=1e-6)
        np.testing.assert_allclose(mesh.cell_data["c_dt"], 3.0)
    np.testing.assert_allclose(found[1].point_data["q_dt"], 2 * TIMES[1] * x, atol=1e-6)
    with pytest.raises(MissingFieldError, match="no cell or point field 'z'"):
        items(series, TimeDerivative(["z"]))
    assert [p for p, _ in TimeDerivative([], "").problems()] == ["fields", "suffix"]


def test_displacements_are_from_the_first_step(series: Path) -> None:
    for mesh, time in zip(items(series, Displacement("d")), TIMES, strict=True):
        np.testing.assert_allclose(mesh.point_data["d"], [[0, 0, time]] * 27, atol=1e-6)


def test_the_mean_of_all_steps(series: Path) -> None:
    said: list[str] = []
    [mean] = items(series, MeanOfSteps(), said)
    np.testing.assert_allclose(
        mean.point_data["q"], step(0).points[:, 0] * np.mean(np.square(TIMES)), atol=1e-6
    )
    np.testing.assert_allclose(mean.cell_data["c"], np.arange(8.0) + 3 * np.mean(TIMES))
    np.testing.assert_allclose(mean.points, step(0).points)
    assert "TimeValue" not in mean.field_data
    assert said == ["points move between the time steps: those of the first are kept"]


def test_one_step_is_said(dam_break: Path) -> None:
    source = VTKSource(dam_break / "data")
    with pytest.raises(MeshError, match=r"has no time|has only one time step"):
        list(source.filter(TimeDerivative(["U"])).items(0))
    said: list[str] = []
    with noting(lambda _, words: said.append(str(words))):
        [mean] = source.filter(MeanOfSteps()).items(0)
    assert said == ["has only one time step"]
    [mesh] = source[0]
    for name in mesh.cell_data:
        np.testing.assert_array_equal(mean.cell_data[name], mesh.cell_data[name])


def test_steps_that_do_not_fit_are_said() -> None:
    small, large = pv.Plane(i_resolution=1), pv.Plane(i_resolution=2)
    with pytest.raises(MeshError, match="but the first time step"):
        list(MeanOfSteps()(iter([small, large])))
    with pytest.raises(MeshError, match="points, but the first time step has"):
        list(Displacement()(iter([small, large])))
    other = small.copy()
    small.cell_data["a"] = ["x"] * small.n_cells
    said: list[str] = []
    with noting(lambda _, words: said.append(str(words))):
        [mean] = MeanOfSteps()(iter([small, other]))
    assert "a" not in mean.cell_data
    assert said == ["fields that have no mean are left out: a"]


@pytest.mark.parametrize(
    ("condition", "kept"),
    [
        ({"quantity": "maximum", "field": "q", "at_most": 1.0}, [0.0, 0.5]),
        ({"quantity": "time", "at_least": 0.5, "at_most": 2.0}, [0.5, 2.0]),
        ({"quantity": "mean", "field": "c", "at_least": 3.5 + 6.0}, [2.0, 2.25]),
        ({"quantity": "minimum", "field": "c", "at_most": 1.5}, [0.0, 0.5]),
        ({"quantity": "points", "at_least": 28}, []),
        ({"quantity": "cells", "at_most": 8}, TIMES),
        ({"quantity": "NaN share", "field": "q", "at_most": 0}, TIMES),
    ],
)
def test_items_are_kept_by_their_numbers(
    series: Path, condition: dict[str, Any], kept: list[float]
) -> None:
    found = items(series, SelectItems(**condition))
    assert [float(mesh.field_data["TimeValue"][0]) for mesh in found] == kept


def test_conditions_on_odd_meshes() -> None:
    nan = MESHES["nan"]()
    said: list[str] = []
    with noting(lambda _, words: said.append(str(words))):
        assert SelectItems("mean", "T", at_most=1.0).keeps(nan)
        assert not SelectItems("NaN share", "T", at_most=0.1).keeps(nan)
        nan.point_data["T"][:] = np.nan
        assert not SelectItems("mean", "T", at_most=1.0).keeps(nan)
    assert said == ["left out because its mean is NaN"]
    vectors = pv.Sphere()
    vectors.point_data["U"] = np.full((vectors.n_points, 3), [3.0, 0, 4.0])
    assert SelectItems("maximum", "U", at_least=5.0, at_most=5.0).keeps(vectors)
    ghosts = MESHES["ghosts"]()
    assert SelectItems("maximum", "T", at_most=10.5).keeps(ghosts)
    with pytest.raises(MissingFieldError, match="no cell or point field 'z'"):
        SelectItems("mean", "z", at_most=1.0).keeps(ghosts)
    with pytest.raises(MeshError, match="has no time"):
        SelectItems("time", at_most=1.0).keeps(ghosts)
    with pytest.raises(MeshError, match="'names' holds texts"):
        SelectItems("mean", "names", at_most=1.0).keeps(MESHES["texts"]())
    assert [p for p, _ in SelectItems("mean").problems()] == ["field", "at_least"]
    wrong = SelectItems("points", at_least=3, at_most=1)
    assert [p for p, _ in wrong.problems()] == ["at_most"]


@pytest.mark.parametrize("binary", [True, False])
@pytest.mark.parametrize("sink", [STLSink, PLYSink])
@pytest.mark.parametrize("mesh", [pv.Sphere(), pv.Cube().clean(), MESHES["strips"]()])
def test_surfaces_are_read_back(tmp_path: Path, sink: Any, mesh: pv.PolyData, binary: bool) -> None:
    mesh.clear_data()
    said: list[str] = []
    with noting(lambda _, words: said.append(str(words))):
        [path] = sink(tmp_path, "a", binary=binary)(iter([mesh]), 0)
    [found] = VTKSource(tmp_path)[0]
    np.testing.assert_allclose(found.bounds, mesh.bounds, atol=1e-6)
    assert found.area == pytest.approx(mesh.area, rel=1e-5)
    assert found.is_all_triangles or sink is PLYSink
    cut = sink is STLSink and not mesh.is_all_triangles
    assert said == (["polygons were cut into triangles"] if cut else [])
    assert Path(path).suffix == sink.suffix


@pytest.mark.parametrize("sink", [STLSink, PLYSink])
def test_what_the_formats_do_not_hold_is_said(tmp_path: Path, sink: Any) -> None:
    mesh = pv.Sphere()
    mesh.points = np.asarray(mesh.points, np.float64) + 1e-9
    said: list[str] = []
    with noting(lambda _, words: said.append(str(words))):
        sink(tmp_path)(iter([mesh]), 0)
    assert said == [
        "STL and PLY files hold no fields; left out: Normals",
        "coordinates were rounded to float32, the format's own",
    ]
    with pytest.raises(MeshError, match="has no faces to write"):
        sink(tmp_path)(iter([MESHES["lines"]()]), 1)
    with pytest.raises(MeshError, match="add Extract surface before the sink"):
        sink(tmp_path)(iter([MESHES["image"]()]), 1)
