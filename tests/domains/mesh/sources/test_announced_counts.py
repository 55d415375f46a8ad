"""Numbers that a small file cannot keep are refused before VTK or netCDF make room for them."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from curator_gui.domains.mesh import ExodusSource, MeshioSource, VTKSource
from curator_gui.domains.mesh.errors import MeshError
from curator_gui.domains.mesh.formats.vtk.promises import (
    _BLOCK,
    check_components,
    check_ensight,
)

MOST = 2**31 - 1
CASE = "FORMAT\ntype: ensight gold\nGEOMETRY\nmodel: {model}\n"


def geometry(part: int = 1, points: int = 1, cells: int = 1) -> bytes:
    head = f"a\nb\nnode id assign\nelement id assign\npart\n{part:10d}\nx\n"
    places = f"coordinates\n{points:10d}\n" + " 0.00000e+00\n" * 3
    return f"{head}{places}tetra4\n{cells:10d}\n{'         1' * 4}\n".encode()


def raw(order: str, fortran: bool, points: int) -> bytes:
    """Write a binary geometry of one part, its numbers in an order of bytes."""
    words = [b"Fortran Binary" if fortran else b"C Binary", b"a", b"b", b"node id assign"]
    words += [b"element id assign", b"part", struct.pack(f"{order}i", 1), b"x", b"coordinates"]
    records = [word if word[:1] in b"\0\1" else word.ljust(80) for word in words]
    records.append(struct.pack(f"{order}i", points))
    if not fortran:
        return b"".join(records)
    lengths = (struct.pack(f"{order}i", len(record)) for record in records)
    return b"".join(n + record + n for n, record in zip(lengths, records, strict=True))


GEOMETRIES = {
    "points": geometry(points=MOST),
    "cells": geometry(cells=MOST),
    "part": geometry(part=2_000_000_000),
    **{
        f"binary {order} {fortran}": raw(order, fortran, MOST)
        for order in "<>"
        for fortran in (False, True)
    },
}


@pytest.mark.parametrize("name", GEOMETRIES)
@pytest.mark.parametrize("model", ["b.geo", "1 b.geo", "1 1 b.geo", "b.geo change_coords_only"])
def test_ensight(tmp_path: Path, name: str, model: str) -> None:
    (tmp_path / "b.geo").write_bytes(GEOMETRIES[name])
    (tmp_path / "b.case").write_text(CASE.format(model=model))
    with pytest.raises(MeshError, match=r"b\.geo is damaged: it announces 2,\d+,\d+,\d+ points"):
        list(VTKSource(tmp_path)[0])


@pytest.mark.parametrize("fortran", [False, True])
@pytest.mark.parametrize("order", "<>")
@pytest.mark.parametrize("name", [b"part", b"part 1", b"hexa8", b"coordinates"])
def test_a_part_may_be_called_like_a_word_of_ensight(
    tmp_path: Path, order: str, fortran: bool, name: bytes
) -> None:
    path = tmp_path / "b.geo"
    path.write_bytes(raw(order, fortran, 1).replace(b"x".ljust(80), name.ljust(80)))
    case = tmp_path / "b.case"
    case.write_text(CASE.format(model="b.geo"))
    check_ensight(case)


SIZES_OF_XML = ("NumberOfPoints", "NumberOfCells", "NumberOfPolys")


@pytest.mark.parametrize("name", SIZES_OF_XML)
def test_xml(tmp_path: Path, name: str) -> None:
    piece = f'<Piece {name}="1000000000000">'
    (tmp_path / "b.vtu").write_text(f"<VTKFile><UnstructuredGrid>{piece}")
    with pytest.raises(MeshError, match=r"b\.vtu is damaged: it announces 1,000,000,000,000"):
        list(VTKSource(tmp_path)[0])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    before=st.integers(0, 3 * _BLOCK),
    name=st.sampled_from(["NumberOfComponents", "NumberOfPoints", "NumberOfPolys"]),
    blanks=st.sampled_from(["", " ", "\n\t", " " * 100, "\n" * _BLOCK]),
    quote=st.sampled_from("\"'"),
    appended=st.booleans(),
)
def test_numbers_are_found_wherever_they_stand(
    tmp_path: Path, before: int, name: str, blanks: str, quote: str, appended: bool
) -> None:
    """Across the borders of blocks, behind base64, with blanks as XML allows them."""
    tag = f"<P {name}{blanks}={blanks}{quote}{blanks}9876543210987654321{quote}/>"
    head = f"<VTKFile>QUI= {'A' * before}="
    path = tmp_path / "a.vtu"
    path.write_text(head + "<AppendedData>_" * appended + tag)
    if appended:  # as raw bytes may look like anything
        check_components(path)
        return
    with pytest.raises(MeshError, match=r"9,?876,?543,?210"):
        check_components(path)


def test_steps_of_ensight(tmp_path: Path) -> None:
    (tmp_path / "b0000.geo").write_bytes(geometry())
    time = f"TIME\ntime set: 1\nnumber of steps: {MOST}\nfilename start number: 0\n"
    text = CASE.format(model="1 b****.geo") + time + "filename increment: 1\ntime values: 0\n"
    (tmp_path / "b.case").write_text(text)
    with pytest.raises(MeshError, match=r"b\.case is damaged: it announces"):
        list(VTKSource(tmp_path)[0])


FLUENT = """(2 3)
(10 (0 1 {nodes:x} 0 3))
(10 (1 1 {nodes:x} 1 3)(
0 0 0
))
(12 (0 1 {cells:x} 0))
(12 (1 1 {cells:x} 1 2))
(13 (0 1 {faces:x} 0))
(13 (2 1 {faces:x} 3 3)(
1 1 1 1 0
))
(45 (1 fluid f)())
(45 (2 wall w)())
"""


@pytest.mark.parametrize("name", ["nodes", "cells", "faces"])
def test_fluent(tmp_path: Path, name: str) -> None:
    numbers = dict.fromkeys(("nodes", "cells", "faces"), 1) | {name: MOST}
    (tmp_path / "b.msh").write_text(FLUENT.format(**numbers))
    with pytest.raises(MeshError, match=r"b\.msh is damaged: it announces 2,147,483,647"):
        list(MeshioSource(tmp_path, file_format="ansys")[0])


SIZES = {"num_nodes": 4, "num_el_blk": 1, "num_el_in_blk1": 1, "num_nod_var": 1, "num_node_sets": 1}


def exodus(path: Path, **more: int) -> None:
    import netCDF4

    sizes = SIZES | more
    with netCDF4.Dataset(path, "w") as file:
        for name, size in (sizes | {"num_nod_per_el1": 4, "len_string": 33, "three": 3}).items():
            file.createDimension(name, size)
        for axis in "xyz":
            file.createVariable(f"coord{axis}", "f8", ("num_nodes",), zlib=True, chunksizes=(4,))
        names = ("num_el_in_blk1", "num_nod_per_el1")
        block = file.createVariable("connect1", "i4", names, zlib=True, chunksizes=(1, 4))
        block.elem_type = "TET4"
        block[0] = [1, 2, 3, 4]


@pytest.mark.parametrize("name", [*SIZES, "time_step"])
def test_exodus(tmp_path: Path, name: str) -> None:
    exodus(tmp_path / "b.e", **{name: 10**9})
    with pytest.raises(MeshError, match=r"b\.e is damaged: \w+ promises \d+,\d+,000,000"):
        list(ExodusSource(tmp_path)[0])


def test_what_is_there_is_read(tmp_path: Path) -> None:
    exodus(tmp_path / "b.e")
    found: Iterator[Any] = ExodusSource(tmp_path)[0]
    assert next(found).n_cells == 1


@pytest.mark.parametrize("marks", [3, 5000])
def test_what_only_looks_like_a_count_in_appended_data_is_none(tmp_path: Path, marks: int) -> None:
    """However many brackets stand before the data: they are where the data begin, or not."""
    path, count = tmp_path / "a.vtu", b'<DataArray NumberOfComponents="999999999"/>'
    head = b"<VTKFile>" + b"<P/>" * marks
    path.write_bytes(head + b'<AppendedData encoding="raw">_' + b"<" * 5000 + count)
    check_components(path)
    path.write_bytes(head + count + b'<AppendedData encoding="raw">_')
    with pytest.raises(MeshError, match="a field of 999999999 components"):
        check_components(path)
