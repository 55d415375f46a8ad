"""Files of Kratos: what meshio's reader would guess, pass over or number wrongly is told.

The text is what Kratos 10.4 (`ModelPartIO`) writes for a strip of two triangles.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from curator_gui.core.notes import noting
from curator_gui.domains.mesh import MeshioSource
from curator_gui.domains.mesh.errors import MeshError

WRITTEN = """Begin Properties 1

End Properties

Begin Nodes
\t1\t0\t0\t0
\t2\t1\t0\t0
\t3\t1\t0.5\t0
\t4\t0\t0.5\t0
End Nodes

Begin Elements\tElement2D3N
\t1\t1\t1\t2\t3\t
\t2\t1\t1\t3\t4\t
End Elements

Begin NodalData\tTEMPERATURE
1\t0\t301
2\t0\t302
End NodalData
"""


def read(tmp_path: Path, text: str) -> list[Any]:
    (tmp_path / "plate.mdpa").write_text(text)
    return list(MeshioSource(tmp_path, "plate.mdpa")[0])


@pytest.mark.parametrize("name", ["Element2D3N", "SmallDisplacementElement2D3N", "Triangle2D3"])
def test_cells_of_any_name_get_their_shape_and_data_left_out_is_said(
    tmp_path: Path, name: str
) -> None:
    said: list[str] = []
    with noting(lambda _, words: said.append(str(words))):
        [mesh] = read(tmp_path, WRITTEN.replace("Element2D3N", name))
    assert [int(kind) for kind in mesh.celltypes] == [5, 5]
    assert mesh.cell_connectivity.tolist() == [0, 1, 2, 0, 2, 3]
    assert said == ["left out of Kratos files: 'NodalData TEMPERATURE'"]


@pytest.mark.parametrize(
    ("kind", "name", "cell_type"),
    [
        ("Elements", "Element3D4N", 10),
        ("Elements", "ShellThickElementCorotational3D4N", 9),
        ("Conditions", "SurfaceCondition3D4N", 9),
    ],
)
def test_four_points_are_a_solid_or_a_surface(
    tmp_path: Path, kind: str, name: str, cell_type: int
) -> None:
    cells = f"Begin {kind} {name}\n 1 1 1 2 3 4\nEnd {kind}\n"
    [mesh] = read(tmp_path, WRITTEN.partition("Begin Elements")[0] + cells)
    assert mesh.celltypes.tolist() == [cell_type]


def test_cells_whose_shape_would_be_guessed_are_refused(tmp_path: Path) -> None:
    with pytest.raises(MeshError, match=r"cells 'Mystery', whose shape .* VtkOutput"):
        read(tmp_path, WRITTEN.partition("Begin NodalData")[0].replace("Element2D3N", "Mystery"))


def test_points_of_other_numbers_are_refused(tmp_path: Path) -> None:
    text = WRITTEN.replace("Element2D3N", "Triangle2D3").replace("\t4\t0\t0.5", "\t9\t0\t0.5")
    with pytest.raises(MeshError, match="point 9 where 4 belongs"):
        read(tmp_path, text)
