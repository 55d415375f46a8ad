"""Exodus II files of three writers (meshio, VTK, by hand), value by value."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import meshio
import numpy as np
import pytest
import pyvista as pv

from curator_gui.domains.mesh import ExodusSource
from curator_gui.domains.mesh.errors import MeshError, MissingFieldError

netCDF4 = pytest.importorskip("netCDF4")  # noqa: N816


def read(path: Path, **options: Any) -> list[Any]:
    return list(ExodusSource(path.parent, path.name, **options)[0])


def letters(file: Any, name: str, dim: str, words: list[str]) -> None:
    file.createDimension(dim, len(words))
    variable = file.createVariable(name, "S1", (dim, "len_string"))
    for number, word in enumerate(words):
        variable[number] = netCDF4.stringtochar(np.array([word], "S33"))[0]


def save(path: Path, blocks: list[tuple[str, list[list[int]]]], points: Any, **fields: Any) -> None:
    """Write blocks of (type, points from 1 on), two steps, fields of points and cells."""
    with netCDF4.Dataset(path, "w", format=fields.pop("form", "NETCDF3_64BIT_OFFSET")) as file:
        for name, size in (("len_string", 33), ("time_step", None), ("num_nodes", len(points)),
                           ("num_el_blk", len(blocks)), ("num_dim", 3)):  # fmt: skip
            file.createDimension(name, size)
        for axis, values in zip("xyz", np.transpose(points), strict=True):
            file.createVariable(f"coord{axis}", "f8", ("num_nodes",))[:] = values
        file.createVariable("eb_prop1", "i4", ("num_el_blk",))[:] = [
            10 * (n + 1) for n in range(len(blocks))
        ]
        for number, (kind, cells) in enumerate(blocks, 1):
            file.createDimension(f"el{number}", len(cells))
            file.createDimension(f"nod{number}", len(cells[0]))
            variable = file.createVariable(
                f"connect{number}", "i4", (f"el{number}", f"nod{number}")
            )
            variable.elem_type = kind
            variable[:] = cells
        file.createVariable("time_whole", "f8", ("time_step",))[:] = [0.5, 1.5]
        letters(file, "name_nod_var", "num_nod_var", ["T"])
        node = file.createVariable("vals_nod_var1", "f8", ("time_step", "num_nodes"))
        node[:] = [np.arange(len(points)), np.arange(len(points)) + 100.0]
        letters(file, "name_elem_var", "num_elem_var", ["q"])
        cell = file.createVariable("vals_elem_var1eb1", "f8", ("time_step", "el1"))
        count = len(blocks[0][1])
        cell[:] = [np.arange(count) + 0.25, np.arange(count) + 7.25]
        letters(file, "name_glo_var", "num_glo_var", ["energy"])
        file.createVariable("vals_glo_var", "f8", ("time_step", "num_glo_var"))[:] = [[3.0], [4.0]]
        file.createDimension("num_node_sets", 1)
        file.createDimension("set1", 2)
        file.createVariable("node_ns1", "i4", ("set1",))[:] = [1, 3]
        letters(file, "ns_names", "named", ["fixed"])
        for name in fields.get("sides", ()):
            file.createDimension(name, 2)


CORNERS = np.array(
    [[0, 0, 0], [1, 0, 0], [1, 1, 0], [0, 1, 0], [0, 0, 1], [1, 0, 1], [1, 1, 1], [0, 1, 1.0]]
)


def test_blocks_fields_sets_and_steps(tmp_path: Path) -> None:
    blocks = [("TETRA", [[1, 2, 4, 5]]), ("hex8", [[1, 2, 3, 4, 5, 6, 7, 8]]), ("BAR2", [[1, 7]])]
    save(tmp_path / "a.e", blocks, CORNERS)
    first, second = read(tmp_path / "a.e")
    np.testing.assert_array_equal(first.points, CORNERS)
    assert list(first.celltypes) == [10, 12, 3]
    assert list(first.cell_connectivity) == [0, 1, 3, 4, 0, 1, 2, 3, 4, 5, 6, 7, 0, 6]
    assert list(first.cell_data["block"]) == [10, 20, 30]
    assert list(first.point_data["fixed"]) == [1, 0, 1, 0, 0, 0, 0, 0]
    np.testing.assert_array_equal(first.point_data["T"], np.arange(8.0))
    np.testing.assert_array_equal(second.point_data["T"], np.arange(8.0) + 100)
    np.testing.assert_array_equal(first.cell_data["q"], [0.25, np.nan, np.nan])
    np.testing.assert_array_equal(second.cell_data["q"], [7.25, np.nan, np.nan])
    assert [float(m.field_data["energy"][0]) for m in (first, second)] == [3.0, 4.0]
    assert [float(m.field_data["TimeValue"][0]) for m in (first, second)] == [0.5, 1.5]


HEX_EDGES = [(0, 1), (1, 2), (2, 3), (3, 0), (0, 4), (1, 5), (2, 6), (3, 7), (4, 5), (5, 6), (6, 7),
             (7, 4)]  # fmt: skip
FACES = [(0, 1, 2, 3), (4, 5, 6, 7), (0, 3, 7, 4), (1, 2, 6, 5), (0, 1, 5, 4), (3, 2, 6, 7)]
WEDGE_EDGES = [(0, 1), (1, 2), (2, 0), (0, 3), (1, 4), (2, 5), (3, 4), (4, 5), (5, 3)]


def middles(corners: Any, parts: Any) -> Any:
    return np.array([np.mean([corners[n] for n in part], axis=0) for part in parts])


WEDGE = CORNERS[[0, 1, 2, 4, 5, 6]]
HEX20 = np.vstack([CORNERS, middles(CORNERS, HEX_EDGES)])
QUADRATIC = {
    "HEX20": HEX20,
    "HEX27": np.vstack([HEX20, middles(CORNERS, [range(8)]), middles(CORNERS, FACES)]),
    "WEDGE15": np.vstack([WEDGE, middles(WEDGE, WEDGE_EDGES)]),
}


@pytest.mark.parametrize("kind", QUADRATIC)
def test_points_between_come_in_the_order_of_vtk(tmp_path: Path, kind: str) -> None:
    points = QUADRATIC[kind]
    save(tmp_path / "a.exo", [(kind, [list(range(1, len(points) + 1))])], points)
    mesh = read(tmp_path / "a.exo")[0]
    cell = mesh.get_cell(0)
    for edge in cell.edges:  # VTK's own edges and faces: corners first, then the points between
        np.testing.assert_allclose(edge.points[2], edge.points[:2].mean(axis=0))
    if kind == "HEX27":
        for face in cell.faces:
            np.testing.assert_allclose(face.points[8], face.points[:4].mean(axis=0))
        np.testing.assert_allclose(cell.points[26], [0.5, 0.5, 0.5])
    assert mesh.compute_cell_sizes()["Volume"][0] > 0


def test_a_file_of_meshio(tmp_path: Path) -> None:
    grid = pv.ImageData(dimensions=(3, 3, 3)).triangulate()
    points, cells = np.asarray(grid.points, float), grid.cell_connectivity.reshape(-1, 4)
    meshio.write(tmp_path / "a.e", meshio.Mesh(points, [("tetra", cells)], {"T": points[:, 0] + 1}))
    [mesh] = read(tmp_path / "a.e")
    np.testing.assert_array_equal(mesh.points, points)
    np.testing.assert_array_equal(mesh.cell_connectivity.reshape(-1, 4), cells)
    np.testing.assert_array_equal(mesh.point_data["T"], points[:, 0] + 1)


def test_a_file_of_vtk(tmp_path: Path) -> None:
    from vtkmodules.vtkIOExodus import vtkExodusIIWriter

    grid = pv.ImageData(dimensions=(3, 4, 3)).cast_to_unstructured_grid()
    grid.point_data["T"], grid.cell_data["q"] = np.arange(36.0) + 0.5, np.arange(12.0) + 0.25
    writer = vtkExodusIIWriter()
    writer.SetFileName(str(tmp_path / "a.e"))
    writer.SetInputData(grid)
    writer.Write()
    [mesh] = read(tmp_path / "a.e")
    np.testing.assert_array_equal(mesh.points, grid.points)
    for name, values in (("T", mesh.point_data["T"]), ("q", mesh.cell_data["q"])):
        np.testing.assert_array_equal(values, grid[name])
    for number in range(12):
        np.testing.assert_array_equal(
            np.sort(mesh.get_cell(number).points, axis=0),
            np.sort(grid.get_cell(number).points, axis=0),
        )
    assert mesh.compute_cell_sizes()["Volume"].min() > 0


@pytest.mark.parametrize("form", ["NETCDF3_64BIT_OFFSET", "NETCDF4"])
def test_part_of_a_file_is_an_error(tmp_path: Path, form: str) -> None:
    path = tmp_path / "a.e"
    save(path, [("HEX", [[1, 2, 3, 4, 5, 6, 7, 8]])], CORNERS, form=form)
    data = path.read_bytes()
    for share in (0.0, 0.1, 0.5, 0.8, 0.95):
        path.write_bytes(data[: int(share * len(data))])
        with pytest.raises(MeshError, match=r"a\.e"):
            read(path)


def test_other_files_and_unknown_cells_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.e"
    path.write_text("hello world\n" * 50)
    with pytest.raises(MeshError, match=r"a\.e cannot be read"):
        read(path)
    with netCDF4.Dataset(path, "w") as file:
        file.createDimension("x", 3)
    with pytest.raises(MeshError, match="is no Exodus file"):
        read(path)
    save(path, [("NSIDED", [[1, 2, 3, 4, 5]])], CORNERS)
    with pytest.raises(MeshError, match="number 1\\) of cells 'NSIDED' with 5 points"):
        read(path)


def test_fields_are_chosen_and_what_is_left_out_is_said(tmp_path: Path) -> None:
    path = tmp_path / "a.e"
    save(path, [("HEX", [[1, 2, 3, 4, 5, 6, 7, 8]])], CORNERS, sides=["num_side_sets"])
    with pytest.warns(UserWarning, match=r"left out of Exodus files: sets of sides \(2\)"):
        mesh = read(path, cell_fields=["q"], point_fields=[])[0]
    assert mesh.cell_data.keys() == ["q"]
    assert mesh.point_data.keys() == []
    with (
        pytest.raises(MissingFieldError, match="no cell field 'x'"),
        pytest.warns(UserWarning, match="left out of Exodus files"),
    ):
        read(path, cell_fields=["x"])
