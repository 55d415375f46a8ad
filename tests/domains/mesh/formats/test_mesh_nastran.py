"""Nastran's bulk data: fields of all widths, orders of points, what is refused and what is said."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from curator_gui.domains.mesh import MeshioSource
from curator_gui.domains.mesh.errors import MeshError

CORNERS = np.array(
    [[0, 0, 0], [1, 0, 0], [1, 1, 0], [0, 1, 0], [0, 0, 1], [1, 0, 1], [1, 1, 1], [0, 1, 1.0]]
)
HEX_EDGES = [(0, 1), (1, 2), (2, 3), (3, 0), (0, 4), (1, 5), (2, 6), (3, 7), (4, 5), (5, 6), (6, 7),
             (7, 4)]  # fmt: skip
WEDGE_EDGES = [(0, 1), (1, 2), (2, 0), (0, 3), (1, 4), (2, 5), (3, 4), (4, 5), (5, 3)]


def read(folder: Path, text: str, name: str = "a.bdf") -> Any:
    (folder / name).write_text(text)
    [mesh] = MeshioSource(folder, name)[0]
    return mesh


def bulk(*cards: str) -> str:
    return "\n".join(["SOL 101", "CEND", "BEGIN BULK", *cards, "ENDDATA", ""])


def grid(points: Any, first: int = 1) -> list[str]:
    return [f"GRID,{n},,{x},{y},{z}" for n, (x, y, z) in enumerate(points, first)]


def cell(name: str, count: int) -> list[str]:
    words = [name, "5", "3", *(str(n + 1) for n in range(count))]
    lines = [words[:9], *(["+", *words[n : n + 8]] for n in range(9, len(words), 8))]
    return [",".join(line) for line in lines]


FREE = "GRID,1,,0.,0.,0.\nGRID,2,0,1.5-1,,\nGRID,7,,0.,2.+0,1D-1\nGRID,8,,0.,0.,1.\n"
SMALL = (
    "GRID           1              0.      0.      0.\n"
    "GRID           2       0  1.5-1\n"
    "GRID           7              0.    2.+0    1D-1\n"
    "GRID           8              0.      0.      1.\n"
)
LARGE = "".join(
    f"GRID*   {n:>16}{'':16}{x:>16}{y:>16}\n*       {z:>16}\n"
    for n, x, y, z in ((1, "0.", "0.", "0."), (2, "1.5-1", "", ""), (7, "0.", "2.+0", "1D-1"),
                       (8, "0.", "0.", "1."))
)  # fmt: skip
CELLS = [
    "CTETRA,5,3,1,2,7,8",
    "CTETRA         5       3       1       2       7       8",
    f"CTETRA* {5:>16}{3:>16}{1:>16}{2:>16}\n*       {7:>16}{8:>16}",
]


@pytest.mark.parametrize("points", [FREE, SMALL, LARGE])
@pytest.mark.parametrize("cells", CELLS)
def test_fields_of_every_width(tmp_path: Path, points: str, cells: str) -> None:
    mesh = read(tmp_path, bulk("$ a comment", points + cells))
    np.testing.assert_array_equal(mesh.points, [[0, 0, 0], [0.15, 0, 0], [0, 2, 0.1], [0, 0, 1]])
    assert list(mesh.cell_connectivity) == [0, 1, 2, 3]
    assert list(mesh.cell_data["nastran:ref"]) == [3]


@pytest.mark.parametrize(
    ("name", "corners", "edges", "kind"),
    [("CHEXA", CORNERS, HEX_EDGES, 25), ("CPENTA", CORNERS[[0, 1, 2, 4, 5, 6]], WEDGE_EDGES, 26)],
)
def test_edge_points_come_in_the_order_of_vtk(
    tmp_path: Path, name: str, corners: Any, edges: Any, kind: int
) -> None:
    points = np.vstack([corners, [(corners[a] + corners[b]) / 2 for a, b in edges]])
    mesh = read(tmp_path, bulk(*grid(points), *cell(name, len(points))))
    assert list(mesh.celltypes) == [kind]
    found = mesh.get_cell(0)
    for edge in found.edges:  # VTK's own edges: two ends, then the point between
        np.testing.assert_allclose(edge.points[2], (edge.points[0] + edge.points[1]) / 2)
    assert mesh.compute_cell_sizes()["Volume"][0] > 0


def test_elements_without_a_property_have_their_own_number(tmp_path: Path) -> None:
    cards = ["CBAR,11,,1,2,0.,0.,1.", "CROD,12,4,2,3", "CTRIA3,13,5,1,2,3", "PLOTEL,14,1,3"]
    mesh = read(tmp_path, bulk(*grid(CORNERS), *cards))
    assert list(mesh.celltypes) == [3, 3, 5, 3]
    assert list(mesh.cell_data["nastran:ref"]) == [11, 4, 5, 0]


def test_cards_that_are_left_out_are_said(tmp_path: Path) -> None:
    cards = ["CTRIA3,1,1,1,2,3", "CONM2,2,1,,5.", "RBE2,3,1,123,2", "RBE2,4,1,123,3", "CBUSH,9,1,1"]
    words = r"left out: CBUSH \(1\), CONM2 \(1\), RBE2 \(2\)"
    with pytest.warns(UserWarning, match=words):
        mesh = read(tmp_path, bulk(*grid(CORNERS), *cards))
    assert mesh.n_cells == 1


def test_cells_with_some_edge_points_become_linear(tmp_path: Path) -> None:
    with pytest.warns(UserWarning, match="some of their edge points"):
        mesh = read(tmp_path, bulk(*grid(CORNERS), "CTRIA6,1,1,1,2,3,4,,5"))
    assert list(mesh.celltypes) == [5]


@pytest.mark.parametrize(
    ("cards", "words"),
    [
        (["GRID,1,2,0.,0.,0."], "coordinate system 2, which cannot be read"),
        (["GRDSET,,4", *grid(CORNERS)], "coordinate system 4"),
        ([*grid(CORNERS), "CTRIA3,1,1,1,2,99"], "on the point 99, which is not there"),
        ([*grid(CORNERS), "CTRIA3,1,1,one,2,9"], "'CTRIA3 1 1 one' is not what the format asks"),
        (["GRID,1,,x,0.,0."], "'GRID 1  x' is not what"),
        (grid(CORNERS), "holds no cells"),
    ],
)
def test_what_cannot_be_read_is_refused(tmp_path: Path, cards: list[str], words: str) -> None:
    with pytest.raises(MeshError, match=words):
        read(tmp_path, bulk(*cards))


def test_a_deck_without_its_end_is_cut_off(tmp_path: Path) -> None:
    whole = bulk(*grid(CORNERS), "CTRIA3,1,1,1,2,3")
    with pytest.raises(MeshError, match="no ENDDATA"):
        read(tmp_path, whole.replace("ENDDATA\n", ""))
    part = whole.replace("SOL 101\nCEND\nBEGIN BULK\n", "")
    assert read(tmp_path, part).n_cells == 1
    with pytest.warns(UserWarning, match="may be cut off"):
        assert read(tmp_path, part.replace("ENDDATA\n", ""), "b.fem").n_cells == 1
