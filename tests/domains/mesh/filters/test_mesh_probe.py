"""Fields at given points: against VTK's own sampling and known fields, for tables and meshes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import pyvista as pv
from hypothesis import given, settings
from hypothesis import strategies as st

from curator_gui.core.notes import noting
from curator_gui.domains.mesh import SampleAtPoints, SyntheticSource, VTKSource, VTPSink
from curator_gui.domains.mesh.errors import MeshError
from tests.fast import tried

PLACES = [(0.1, 0.2, 0.3), (0.9, 0.9, 0.9), (2.0, 0.0, 0.0)]


def box() -> pv.UnstructuredGrid:
    """A box of tetrahedra with a linear field of points and the number of each cell."""
    mesh = pv.ImageData(dimensions=(4, 4, 4), spacing=(1 / 3,) * 3).to_tetrahedra()
    mesh.point_data["linear"] = mesh.points @ [1.0, -2.0, 3.0] + 4.0
    mesh.cell_data["number"] = np.arange(mesh.n_cells)
    mesh.field_data["run"] = [7]
    return mesh


def apply(step: SampleAtPoints, mesh: Any) -> tuple[Any, list[str]]:
    told: list[str] = []
    with noting(lambda kind, words: told.append(str(words))):
        (result,) = step(iter([mesh]))
    return result, told


def table(path: Path, header: str = "x,y,z", separator: str = ",") -> Path:
    rows = [separator.join(map(str, place)) for place in PLACES]
    path.write_text("\n".join([header, *rows]) + "\n")
    return path


def cloud(path: Path) -> Path:
    pv.PolyData(np.array(PLACES)).save(path)
    return path


@pytest.mark.parametrize("name", ["a.csv", "a.vtp", "a.vtk"])
def test_fields_are_those_at_the_points_in_their_order(tmp_path: Path, name: str) -> None:
    path = (table if name.endswith("csv") else cloud)(tmp_path / name)
    found, told = apply(SampleAtPoints(path), box())
    np.testing.assert_allclose(found.points, PLACES)
    assert found.n_verts == found.n_cells == 3
    expected = np.array(PLACES[:2]) @ [1.0, -2.0, 3.0] + 4.0
    np.testing.assert_allclose(found["linear"][:2], expected, rtol=1e-6)
    assert np.isnan(found["linear"][2])
    assert found["inside"].tolist() == [1, 1, 0]
    assert found.field_data["run"].tolist() == [7]
    assert any("points outside the mesh" in words for words in told)


def test_real_fields_are_those_of_vtk(dam_break: Path, dam_files: list[Path], tmp_path: Path):
    places = pv.read(dam_files[0]).cell_centers().points[::17]
    pv.PolyData(places).save(tmp_path / "places.vtp")
    step = SampleAtPoints(tmp_path / "places.vtp", outside="zero", mask=None)
    pipeline = VTKSource(dam_break / "data").filter(step).write(VTPSink(tmp_path / "out"))
    written = pv.read(pipeline[10][0])
    mesh = pv.read(dam_files[10])
    expected = pv.PolyData(places).sample(mesh)
    for name in mesh.cell_data.keys():  # noqa: SIM118 - pyvista's own
        assert written[name].dtype == mesh[name].dtype
        np.testing.assert_array_equal(written[name], expected[name])
    assert "inside" not in written.point_data


@given(st.lists(st.tuples(*[st.floats(0, 1)] * 3), min_size=1, max_size=20))
@settings(max_examples=tried(20))
def test_a_linear_field_has_its_value_anywhere(tmp_path_factory: Any, places: Any) -> None:
    path = tmp_path_factory.getbasetemp() / "any.csv"
    path.write_text("x;y;z\n" + "\n".join(";".join(map(repr, place)) for place in places))
    found, _ = apply(SampleAtPoints(path), box())
    inside = found["inside"].astype(bool)
    expected = np.array(places) @ [1.0, -2.0, 3.0] + 4.0
    np.testing.assert_allclose(found["linear"][inside], expected[inside], atol=1e-5)
    assert inside[[min(p) > 0.01 and max(p) < 0.99 for p in places]].all()


def test_columns_may_have_other_names_and_others_beside_them(tmp_path: Path) -> None:
    path = tmp_path / "sensors.csv"
    path.write_text("\ufeffname,X (m),Y (m),Z (m)\nleft,0.5,0.5,0.5\n", encoding="utf-8")
    found, _ = apply(SampleAtPoints(path, ["X (m)", "Y (m)", "Z (m)"]), box())
    assert found.n_points == 1
    assert SampleAtPoints(path).input_files() == (str(path),)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("x,y\n1,2\n", "has no column 'z'; it has x, y"),
        ("x,y,z\n1,2,three\n", "row 1 has 'three' in 'z', which is no number"),
        ("x,y,z\n1,2,3\n1,,3\n", "point 2 lacks a coordinate"),
        ("x,y,z\n", "has no rows"),
        ("x,y,z\n5,5,5\n", "no point lies inside a cell"),
    ],
)
def test_a_bad_table_is_said(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text(text)
    with pytest.raises(MeshError, match=words):
        apply(SampleAtPoints(path), box())


def test_what_cannot_be_points_is_a_problem(tmp_path: Path) -> None:
    step = SampleAtPoints(tmp_path / "a.docx", ["x", "y"])
    assert [name for name, _ in step.problems()] == ["points", "columns"]


def test_a_missing_file_and_an_empty_one_are_said(tmp_path: Path) -> None:
    mesh = next(SyntheticSource(count=1)[0])
    for name, content in (("a.csv", None), ("b.vtp", b""), ("c.stl", b"no such thing")):
        path = tmp_path / name
        if content is not None:
            path.write_bytes(content)
        with pytest.raises(MeshError, match=name):
            apply(SampleAtPoints(path), mesh)


@pytest.mark.parametrize("group", ["point_data", "cell_data"])
@pytest.mark.parametrize("kind", [np.float64, np.int8])
def test_the_mask_of_an_earlier_sampling_is_left_out(tmp_path: Path, group: str, kind: Any) -> None:
    mesh = pv.ImageData(dimensions=(4, 4, 4)).cast_to_unstructured_grid()
    mesh.point_data["q"] = mesh.points[:, 0].astype(float)
    fields = getattr(mesh, group)
    fields["vtkValidPointMask"] = np.zeros(64 if group == "point_data" else 27, kind)
    table = tmp_path / "p.csv"
    table.write_text("x,y,z\n1.5,1,1\n9,9,9\n")
    said: list[str] = []
    with noting(lambda _, words: said.append(str(words))):
        (found,) = SampleAtPoints(table)(iter([mesh]))
    np.testing.assert_array_equal(found["q"], [1.5, np.nan])
    np.testing.assert_array_equal(found["inside"], [1, 0])
    assert any("'vtkValidPointMask'" in words for words in said)
    assert "vtkValidPointMask" in fields
