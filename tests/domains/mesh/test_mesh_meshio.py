"""Formats that meshio reads: whole, damaged, of another kind."""

from __future__ import annotations

from pathlib import Path

import meshio
import numpy as np
import pytest
import pyvista as pv

from curator_gui.domains.mesh import MeshioSource
from curator_gui.domains.mesh.errors import MeshError, MissingFieldError
from curator_gui.domains.mesh.sources.meshio import FORMATS

WRITTEN = [name for name in FORMATS if name not in ("by suffix", "off")]
WITH_FIELDS = ("gmsh", "med", "xdmf", "avsucd")


def tetrahedra() -> meshio.Mesh:
    grid = pv.ImageData(dimensions=(3, 3, 3)).triangulate()
    points = np.asarray(grid.points, dtype=float)
    cells = np.asarray(grid.cell_connectivity).reshape(-1, 4)
    ids = np.arange(len(cells), dtype=float)
    return meshio.Mesh(points, [("tetra", cells)], {"T": points[:, 0]}, {"q": [ids]})


def write(folder: Path, file_format: str) -> Path:
    path = folder / f"mesh{FORMATS[file_format][0]}"
    meshio.write(path, tetrahedra(), file_format=file_format)
    return path


def read(path: Path, file_format: str = "by suffix", **fields: list[str]) -> pv.UnstructuredGrid:
    source = MeshioSource(path.parent, path.name, file_format=file_format, **fields)
    [mesh] = list(source[0])
    return mesh


@pytest.mark.parametrize("file_format", WRITTEN)
def test_every_format_gives_points_and_cells(tmp_path: Path, file_format: str) -> None:
    mesh = read(write(tmp_path, file_format), file_format)
    expected = tetrahedra()
    assert isinstance(mesh, pv.UnstructuredGrid)
    np.testing.assert_allclose(mesh.points, expected.points)
    np.testing.assert_array_equal(
        mesh.cell_connectivity.reshape(-1, 4), expected.cells_dict["tetra"]
    )
    if file_format in WITH_FIELDS:
        np.testing.assert_allclose(mesh.point_data["T"], expected.point_data["T"])
        np.testing.assert_allclose(mesh.cell_data["q"], expected.cell_data["q"][0])


def test_fields_are_chosen_and_missing_ones_named(tmp_path: Path) -> None:
    path = write(tmp_path, "gmsh")
    assert read(path, cell_fields=["q"]).array_names == ["q"]
    with pytest.raises(MissingFieldError, match="no point field 'x'; it has T"):
        read(path, point_fields=["x"])


@pytest.mark.parametrize("file_format", WRITTEN)
def test_something_else_is_an_error(
    tmp_path: Path, file_format: str, capfd: pytest.CaptureFixture[str]
) -> None:
    path = write(tmp_path, file_format)
    capfd.readouterr()
    path.write_text("hello world\n" * 50)
    with pytest.raises(MeshError, match=path.name):
        read(path, file_format)
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("file_format", [f for f in WRITTEN if f != "mdpa"])
@pytest.mark.parametrize("share", [0.0, 0.5])
def test_half_a_file_is_an_error(tmp_path: Path, file_format: str, share: float) -> None:
    path = write(tmp_path, file_format)
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * share)])
    with pytest.raises(MeshError, match=path.name):
        read(path, file_format)


def test_a_surface_in_off(tmp_path: Path) -> None:
    path = tmp_path / "a.off"
    path.write_text("OFF\n3 1 0\n0 0 0\n1 0 0\n0 1 0\n3 0 1 2\n")
    assert read(path).n_cells == 1
    path.write_text("OFF\n3 0 0\n0 0 0\n1 0 0\n0 1 0\n")
    with pytest.raises(MeshError, match="holds no cells"):
        read(path)
