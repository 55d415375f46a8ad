"""CalculiX results: a model with a known solution, and damaged files."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import pyvista as pv
from hypothesis import given
from hypothesis import strategies as st

from curator_gui.domains.mesh import FRDSource
from curator_gui.domains.mesh.errors import MeshError, MissingFieldError
from curator_gui.domains.mesh.formats.frd import read_frd

DATA = Path(__file__).parents[1] / "data"
HEXAHEDRON = "01 12 23 30 45 56 67 74 04 15 26 37"
WEDGE = "01 12 20 34 45 53 03 14 25"
EDGES = {
    pv.CellType.QUADRATIC_HEXAHEDRON: [(int(a), int(b)) for a, b in HEXAHEDRON.split()],
    pv.CellType.QUADRATIC_WEDGE: [(int(a), int(b)) for a, b in WEDGE.split()],
}
"""Corners of each edge, in the order in which VTK wants the middle nodes."""


def steps(folder: Path = DATA, **arguments: object) -> list[pv.UnstructuredGrid]:
    return list(FRDSource(folder, "columns.frd", **arguments)[0])  # type: ignore[arg-type]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    path = tmp_path / "columns.frd"
    path.write_text((DATA / "columns.frd").read_text())
    return path


def test_values_are_those_of_the_known_solution() -> None:
    meshes = steps(steps="all")
    assert [mesh.field_data["TimeValue"][0] for mesh in meshes] == [1.0, 2.0]
    for mesh, strain in zip(meshes, (0.01, 0.02), strict=True):
        assert (mesh.n_cells, mesh.n_points) == (2, 35)
        expected = mesh.points * [0, 0, strain]
        np.testing.assert_allclose(mesh.point_data["DISP"], expected, atol=1e-7)
        stress = mesh.point_data["STRESS"]
        assert stress.shape == (35, 6)
        np.testing.assert_allclose(stress[:, 2], 100 * strain, rtol=1e-4)
        np.testing.assert_allclose(np.delete(stress, 2, axis=1), 0, atol=1e-9)
        assert mesh.point_data["ERROR"].shape == (35,)
        assert mesh.volume == pytest.approx(1.5)


def test_middle_nodes_stand_in_the_middle_of_their_edges() -> None:
    [mesh] = steps()
    assert [pv.CellType(kind) for kind in mesh.celltypes] == list(EDGES)
    for cell in mesh.cell:
        corners = len(cell.points) - len(EDGES[cell.type])
        for number, (a, b) in enumerate(EDGES[cell.type]):
            middle = (cell.points[a] + cell.points[b]) / 2
            np.testing.assert_allclose(cell.points[corners + number], middle)


def test_steps_and_fields_are_chosen() -> None:
    [first], [last] = steps(steps="first"), steps(point_fields=["DISP", "S*"])
    assert first.point_data["DISP"][:, 2].max() == pytest.approx(0.01)
    assert last.point_data["DISP"][:, 2].max() == pytest.approx(0.02)
    assert last.point_data.keys() == ["DISP", "STRESS"]
    with pytest.raises(MissingFieldError, match="no point field 'NT'; it has DISP, STRESS, ERROR"):
        steps(point_fields=["NT"])
    assert steps(point_fields=["NT"], missing="ignore")[0].point_data.keys() == []


def test_nodes_without_results_are_nan_and_others_untouched(copy: Path) -> None:
    lines = copy.read_text().splitlines(keepends=True)
    at = next(n for n, line in enumerate(lines) if line.startswith(" -4  DISP")) + 5
    removed = lines.pop(at + 3)
    assert removed.startswith(" -1         4")
    lines.insert(at, " -1      9999 1.00000E+00 1.00000E+00 1.00000E+00\n")  # of no element
    copy.write_text("".join(lines))
    [mesh] = steps(copy.parent, steps="first")
    missing = np.isnan(mesh.point_data["DISP"]).all(axis=1)
    assert np.flatnonzero(missing).tolist() == [3]


def test_the_short_form_and_exponents_of_three_digits(tmp_path: Path) -> None:
    form = " " * 36
    (tmp_path / "columns.frd").write_text(
        "    1C\n"
        f"    2C{'':18}{3:12d}{form} 0\n"
        " -1    1 0.00000E+00 0.00000E+00 0.00000E+00\n"
        " -1    2 1.00000E+00 0.00000E+00 0.00000E+00\n"
        " -1    3 0.00000E+00 1.00000E+00 0.00000E+00\n -3\n"
        f"    3C{'':18}{1:12d}{form} 0\n"
        " -1    1    7    0    1\n -2    1    2    3\n -3\n"
        f"  100CL  101 0.500000000{3:12d}{'':20} 0    1{'':10} 0\n"
        " -4  NDTEMP      1    1\n -5  T           1    1    0    0\n"
        " -1    1 1.00000-100\n -1    2-2.00000+100\n -1    3 3.00000E+00\n -3\n 9999\n"
    )
    [mesh] = steps(tmp_path)
    assert mesh.celltypes.tolist() == [pv.CellType.TRIANGLE]
    assert mesh.point_data["NDTEMP"].tolist() == [1e-100, -2e100, 3.0]
    assert mesh.field_data["TimeValue"][0] == 0.5


@pytest.mark.parametrize("share", [0.0, 0.01, 0.1, 0.3, 0.7, 0.999])
def test_a_cut_file_is_an_error(copy: Path, share: float) -> None:
    text = copy.read_text()
    copy.write_text(text[: int(len(text) * share)])
    with pytest.raises(MeshError, match=r"columns\.frd"):
        steps(copy.parent)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("    1C", "hello ", "does not begin with 1C"),
        (f"{35:12d}{'':37}1", f"{35:12d}{'':37}2", "only ASCII files can be read"),
        (f"{35:12d}{'':37}1", f"{36:12d}{'':37}1", "36 nodes are announced, 35 are there"),
        (" -2         1 ", " -2        99 ", "node 99 does not exist"),
        (" -1         1    4", " -1         1   44", "near line 5"),
        (" -1         1 0.0", " -1         1 x.0", "near line"),
        ("    2C", "    2X", "results stand before the nodes"),
    ],
)
def test_wrong_content_is_said(copy: Path, old: str, new: str, message: str) -> None:
    text = copy.read_text()
    assert old in text
    copy.write_text(text.replace(old, new, 1))
    with pytest.raises(MeshError, match=message):
        steps(copy.parent)


@given(st.integers(0, 16_000), st.text(st.characters(codec="latin-1"), max_size=20))
def test_any_change_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, place: int, insert: str
) -> None:
    path = tmp_path_factory.mktemp("frd") / "a.frd"
    text = (DATA / "columns.frd").read_text()
    path.write_text(text[:place] + insert + text[place + len(insert) :], encoding="latin-1")
    try:
        results = read_frd(path)
    except MeshError:
        return
    assert len(results.nodes) == len(results.points)
