"""Properties and digits of PLY files that VTK's reader leaves out."""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np
import pytest
import pyvista as pv

from curator_gui.domains.mesh import VTKSource
from curator_gui.domains.mesh.errors import MeshError, MissingFieldError

HEADER = """ply
format {order} 1.0
element vertex 5
property double x
property double y
property double z
property float nx
property float ny
property float nz
property uchar red
property uchar green
property uchar blue
property float temperature
property int id
element face 2
property list uchar int vertex_indices
property int material
property double quality
{edges}end_header
"""
EDGES = "element edge 1\nproperty int vertex1\nproperty int vertex2\n"
POINTS = [(4e6 + 0.125, 0.1, 0), (1, 0, 0), (1, 1, 0), (0, 1, 0), (2, 0, 0)]
FACES = [((0, 1, 2, 3), 5, 0.1), ((1, 4, 2), 6, 1e300)]


def save(path: Path, order: str, edges: str = "") -> None:
    head = HEADER.format(order=order, edges=edges).encode()
    vertices = [(*p, 0.0, 0.0, 1.0, 255, 0, 9, 300.5 + n, 7 - n) for n, p in enumerate(POINTS)]
    faces = [(len(ids), *ids, *rest) for ids, *rest in FACES]
    if order == "ascii":
        rows = [*vertices, *faces, *([(0, 1)] if edges else [])]
        path.write_bytes(head + "".join(" ".join(map(repr, r)) + "\n" for r in rows).encode())
        return
    sign = "<" if "little" in order else ">"
    data = [struct.pack(f"{sign}dddfffBBBfi", *row) for row in vertices]
    data += [struct.pack(f"{sign}B{row[0]}iid", *row) for row in faces]
    path.write_bytes(head + b"".join(data) + (struct.pack(f"{sign}ii", 0, 1) if edges else b""))


@pytest.mark.parametrize("order", ["ascii", "binary_little_endian", "binary_big_endian"])
def test_all_digits_and_properties_are_read(tmp_path: Path, order: str) -> None:
    save(tmp_path / "a.ply", order)
    [mesh] = VTKSource(tmp_path)[0]
    assert mesh.points.dtype == np.float64
    np.testing.assert_array_equal(mesh.points, POINTS)
    assert sorted(mesh.point_data.keys()) == ["Normals", "RGB", "id", "temperature"]
    assert mesh.point_data["temperature"].dtype == np.float32
    np.testing.assert_array_equal(mesh.point_data["temperature"], 300.5 + np.arange(5))
    np.testing.assert_array_equal(mesh.point_data["id"], 7 - np.arange(5))
    assert mesh.cell_data["material"].tolist() == [5, 6]
    assert mesh.cell_data["quality"].tolist() == [0.1, 1e300]


def test_properties_are_fields_that_can_be_chosen(tmp_path: Path) -> None:
    save(tmp_path / "a.ply", "binary_little_endian")
    [mesh] = VTKSource(tmp_path, point_fields=["id"])[0]
    assert mesh.array_names == ["id"]
    with pytest.raises(MissingFieldError, match=r"it has .*temperature"):
        list(VTKSource(tmp_path, point_fields=["none"])[0])


@pytest.mark.parametrize("order", ["ascii", "binary_little_endian"])
def test_elements_that_are_not_read_are_said(tmp_path: Path, order: str) -> None:
    save(tmp_path / "a.ply", order, EDGES)
    with pytest.warns(UserWarning, match="elements of PLY files that are not read: edge"):
        [mesh] = VTKSource(tmp_path)[0]
    assert mesh.cell_data["material"].tolist() == [5, 6]


@pytest.mark.parametrize("binary", [True, False])
def test_files_of_vtk_are_read_as_before(tmp_path: Path, binary: bool) -> None:
    pv.Sphere().save(tmp_path / "a.ply", binary=binary)
    [mesh] = VTKSource(tmp_path)[0]
    before = pv.read(tmp_path / "a.ply")
    assert mesh == before
    assert mesh.array_names == before.array_names


@pytest.mark.parametrize("damage", [b"300.5 7", b" 5 0.1"])
def test_a_value_that_is_no_number_is_an_error(tmp_path: Path, damage: bytes) -> None:
    path = tmp_path / "a.ply"
    save(path, "ascii")
    data = path.read_bytes()
    assert damage in data
    path.write_bytes(data.replace(damage, damage[:-1] + b"x"))
    with pytest.raises(MeshError, match=r"a\.ply cannot be read"):
        list(VTKSource(tmp_path)[0])
