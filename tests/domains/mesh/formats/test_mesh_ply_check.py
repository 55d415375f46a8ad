"""PLY files that end too early: VTK's reader would crash on them."""

from __future__ import annotations

from pathlib import Path

import pytest
import pyvista as pv
from hypothesis import given
from hypothesis import strategies as st

from curator_gui.domains.mesh.errors import MeshError
from curator_gui.domains.mesh.formats.vtk.ply import check_ply

MIXED = (
    b"ply\nformat {order} 1.0\ncomment two faces\nelement vertex 5\n"
    b"property float x\nproperty float y\nproperty float z\n"
    b"element face 2\nproperty list uchar int vertex_indices\nend_header\n"
)


def mixed_faces() -> pv.PolyData:
    points = [[0.0, 0, 0], [1, 0, 0], [1, 1, 0], [0, 1, 0], [2, 0, 0]]
    return pv.PolyData(points, faces=[4, 0, 1, 2, 3, 3, 1, 4, 2])


@pytest.fixture(params=[True, False], ids=["binary", "ascii"])
def ply(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    path = tmp_path / "mixed.ply"
    mixed_faces().save(path, binary=request.param)
    return path


def test_a_whole_file_passes(ply: Path) -> None:
    check_ply(ply)


def test_every_cut_is_found(ply: Path) -> None:
    content = ply.read_bytes()
    binary = b"binary" in content
    for size in range(1, len(content) - (0 if binary else 8)):
        ply.write_bytes(content[:size])
        with pytest.raises(MeshError, match=r"mixed\.ply"):
            check_ply(ply)


def test_triangles_and_their_cuts(tmp_path: Path) -> None:
    path = tmp_path / "mixed.ply"
    pv.Sphere().save(path)
    check_ply(path)
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(MeshError, match="cut off in its face list"):
        check_ply(path)


@given(st.binary(max_size=200))
def test_any_bytes_give_an_answer(tmp_path_factory: pytest.TempPathFactory, tail: bytes) -> None:
    path = tmp_path_factory.mktemp("ply") / "any.ply"
    for head in (b"", b"ply\n", MIXED.replace(b"{order}", b"binary_big_endian")):
        path.write_bytes(head + tail)
        reason = refusal(path)
        assert reason is None or str(path) in reason


def refusal(path: Path) -> str | None:
    try:
        check_ply(path)
    except MeshError as error:
        return str(error)
    return None
