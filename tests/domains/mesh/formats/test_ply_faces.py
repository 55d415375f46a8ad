"""Faces of PLY files with vertices that there are not are that file's error, before VTK reads."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from curator_gui.domains.mesh import VTKSource
from curator_gui.domains.mesh.errors import MeshError
from curator_gui.domains.mesh.formats.vtk.ply import check_ply

POINTS = [(0, 0, 0), (1, 0, 0), (1, 1, 0), (0, 1, 0), (2, 0, 0), (2, 1, 0)]
TRIANGLES = [(0, 1, 2), (0, 2, 3), (1, 4, 5)]
MIXED = [(0, 1, 2, 3), (1, 4, 5), (0, 1, 4, 5, 2)]
"""As many bytes as three of the first face have."""


def save(path: Path, faces: list[tuple[int, ...]], order: str, colored: bool, name: str) -> None:
    kind = {"<": "binary_little_endian", ">": "binary_big_endian"}[order]
    color = "property uchar red\n" if colored else ""
    head = (
        f"ply\nformat {kind} 1.0\nelement vertex {len(POINTS)}\nproperty float x\n"
        f"property float y\nproperty float z\nelement face {len(faces)}\n{color}"
        f"property list uchar int {name}\n{color.replace('red', 'green')}end_header\n"
    )
    body = b"".join(struct.pack(f"{order}3f", *point) for point in POINTS)
    mark = b"\x07" if colored else b""
    for face in faces:
        body += mark + struct.pack(f"{order}B{len(face)}i", len(face), *face) + mark
    path.write_bytes(head.encode() + body)


@pytest.mark.parametrize("colored", [False, True])
@pytest.mark.parametrize("order", "<>")
@pytest.mark.parametrize("faces", [TRIANGLES, MIXED])
@pytest.mark.parametrize("name", ["vertex_indices", "vertex_index"])
def test_vertices_that_there_are_not(
    tmp_path: Path, faces: list[tuple[int, ...]], order: str, colored: bool, name: str
) -> None:
    path = tmp_path / "a.ply"
    save(path, faces, order, colored, name)
    check_ply(path)
    [mesh] = VTKSource(tmp_path)[0]
    assert (mesh.n_points, mesh.n_cells) == (6, 3)
    for number in (6, -1, 2**31 - 1):
        save(path, [*faces[:2], (*faces[2][:-1], number)], order, colored, name)
        with pytest.raises(MeshError, match=rf"a\.ply is damaged: a face has vertex {number}, and"):
            list(VTKSource(tmp_path)[0])


def test_faces_without_their_vertices(tmp_path: Path) -> None:
    save(tmp_path / "a.ply", TRIANGLES, "<", False, "corners")
    with pytest.raises(MeshError, match="its faces have no vertex_indices"):
        list(VTKSource(tmp_path)[0])
