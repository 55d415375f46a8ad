"""Raw data of VTK's XML files that are not all there are that file's error, before VTK reads."""

from __future__ import annotations

import base64
import re
from pathlib import Path
from typing import Any

import pytest
import pyvista as pv

from curator_gui.domains.mesh import VTKSource
from curator_gui.domains.mesh.errors import MeshError
from curator_gui.domains.mesh.formats.vtk.promises import check_components

CLOSING = b"\n  </AppendedData>\n</VTKFile>\n"


def save(path: Path, packed: bool, wide: bool, order: str = "little") -> bytes:
    from vtkmodules.vtkIOXML import vtkXMLUnstructuredGridWriter

    grid: Any = pv.ImageData(dimensions=(4, 4, 3)).to_tetrahedra()
    grid.point_data["p"] = range(grid.n_points)
    writer = vtkXMLUnstructuredGridWriter()
    writer.SetFileName(str(path))
    writer.SetInputData(grid)
    writer.SetDataModeToAppended()
    writer.EncodeAppendedDataOff()
    writer.SetHeaderTypeToUInt64() if wide else writer.SetHeaderTypeToUInt32()
    writer.SetByteOrderToBigEndian() if order == "big" else writer.SetByteOrderToLittleEndian()
    writer.SetBlockSize(256)
    writer.SetCompressorTypeToZLib() if packed else writer.SetCompressorTypeToNone()
    assert writer.Write()
    return path.read_bytes()


@pytest.mark.parametrize("order", ["little", "big"])
@pytest.mark.parametrize("wide", [False, True])
@pytest.mark.parametrize("packed", [False, True])
def test_cut_data_are_told(tmp_path: Path, packed: bool, wide: bool, order: str) -> None:
    path = tmp_path / "a.vtu"
    whole = save(path, packed, wide, order)
    check_components(path)
    [mesh] = VTKSource(tmp_path)[0]
    assert mesh.n_cells
    begin, end = whole.index(b"_", whole.index(b"<AppendedData")) + 1, whole.rindex(b"\n  </App")
    for place in (begin, begin + 1, (begin + end) // 2, end - 40, end - 1):
        for rest in (b"", CLOSING):
            path.write_bytes(whole[:place] + rest if rest else whole[:place])
            if rest and end - place < len(rest):
                continue  # what is missing is no longer than the tags
            with pytest.raises(MeshError, match=r"a\.vtu (is cut off or damaged: it has|cannot)"):
                list(VTKSource(tmp_path)[0])


def test_data_that_end_with_the_file_are_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.vtu"
    whole = save(path, packed=False, wide=True)
    path.write_bytes(whole[: whole.rindex(b"\n  </App")])
    check_components(path)


def test_an_empty_array_needs_no_length(tmp_path: Path) -> None:
    """Some writers give it the place behind all others."""
    path = tmp_path / "a.vtu"
    whole = save(path, packed=False, wide=True)
    begin, end = whole.index(b"_", whole.index(b"<AppendedData")) + 1, whole.rindex(b"\n  </App")
    tag = f'<DataArray type="Int64" Name="e" NumberOfTuples="0" offset="{end - begin}"/>'
    path.write_bytes(whole.replace(b"<PointData", tag.encode() + b"<PointData"))
    check_components(path)


@pytest.mark.parametrize("name", ["NumberOfPoints", "NumberOfCells"])
def test_fewer_than_none_are_told(tmp_path: Path, name: str) -> None:
    path = tmp_path / "a.vtu"
    whole = save(path, packed=False, wide=True)
    path.write_bytes(re.sub(rb'%s="\d+"' % name.encode(), b'%s="-21"' % name.encode(), whole))
    with pytest.raises(MeshError, match=f"{name} is '-21', which is no number"):
        list(VTKSource(tmp_path)[0])


MODES = ("raw", "raw packed", "base64", "base64 packed", "appended base64", "text")


def save_as(path: Path, mode: str, last: int | None = None, cells: int = -1) -> None:
    """Write cells, of which the last ends where it is said."""
    from vtkmodules.util.numpy_support import vtk_to_numpy
    from vtkmodules.vtkIOXML import vtkXMLUnstructuredGridWriter

    grid: Any = pv.ImageData(dimensions=(4, 4, 3)).to_tetrahedra()
    if not cells:
        points = grid.points
        grid = pv.UnstructuredGrid()
        grid.points = points
    if last is not None:
        vtk_to_numpy(grid.GetCells().GetOffsetsArray())[-1] = last
    writer = vtkXMLUnstructuredGridWriter()
    writer.SetFileName(str(path))
    writer.SetInputData(grid)
    appended = mode.startswith(("raw", "appended"))
    writer.SetDataMode(2 if appended else 0 if mode == "text" else 1)
    writer.SetEncodeAppendedData(mode == "appended base64")
    packed = "packed" in mode or mode == "appended base64"
    writer.SetCompressorTypeToZLib() if packed else writer.SetCompressorTypeToNone()
    assert writer.Write()


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (b'NumberOfPoints="', b'NumberOfPoints="-inf', "NumberOfPoints is '-inf"),
        (b'NumberOfComponents="', b'NumberOfComponents="-', "NumberOfComponents is '-3'"),
        (b"<Points>", b'<Points a="b" NumberOfTuples="-2147483648">', "NumberOfTuples is '-21"),
    ],
)
def test_numbers_that_are_none_are_told(
    tmp_path: Path, mode: str, old: bytes, new: bytes, words: str
) -> None:
    path = tmp_path / "a.vtu"
    save_as(path, mode)
    path.write_bytes(path.read_bytes().replace(old, new, 1))
    with pytest.raises(MeshError, match=words):
        list(VTKSource(tmp_path)[0])


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("last", [2**31 - 1, 2**62, -4])
def test_last_offsets_beyond_the_cells_are_told(tmp_path: Path, mode: str, last: int) -> None:
    """VTK would make room for as many points of cells."""
    save_as(tmp_path / "a.vtu", mode, last)
    with pytest.raises(MeshError, match="its array 'offsets' has no place, length or offsets"):
        list(VTKSource(tmp_path)[0])


@pytest.mark.parametrize("mode", MODES)
def test_sound_files_are_read(tmp_path: Path, mode: str) -> None:
    save_as(tmp_path / "a.vtu", mode)
    [mesh] = VTKSource(tmp_path)[0]
    assert mesh.n_cells == pv.ImageData(dimensions=(4, 4, 3)).to_tetrahedra().n_cells


HEADS = {
    "no size of a part": (4, 0),
    "a last part above all": (8, 1 << 16),
    "parts": (0, 1 << 30),
    "no parts": (0, 0),
    "a packed part": (12, 1 << 30),
}


@pytest.mark.parametrize("name", HEADS)
@pytest.mark.parametrize("mode", ["raw packed", "base64 packed"])
def test_packed_lengths_that_cannot_be_are_told(tmp_path: Path, mode: str, name: str) -> None:
    path, (place, value) = tmp_path / "a.vtu", HEADS[name]
    save_as(path, mode)
    whole = path.read_bytes()
    if mode == "raw packed":
        start = whole.index(b"_", whole.index(b"<AppendedData")) + 1
        changed = whole[: start + place] + value.to_bytes(4, "little") + whole[start + place + 4 :]
    else:
        start = whole.index(b"AQAAA")
        head = bytearray(base64.b64decode(whole[start : start + 24]))
        head[place : place + 4] = value.to_bytes(4, "little")
        changed = whole[:start] + base64.b64encode(head) + whole[start + 24 :]
    path.write_bytes(changed)
    with pytest.raises(MeshError, match=r"no place, length or offsets|is cut off or damaged"):
        list(VTKSource(tmp_path)[0])


@pytest.mark.parametrize("offset", [b"1e99", b"-8", b""])
def test_a_place_that_is_none_is_told(tmp_path: Path, offset: bytes) -> None:
    path = tmp_path / "a.vtu"
    save_as(path, "raw")
    whole = re.sub(rb'offset="\d+"', b'offset="%s"' % offset, path.read_bytes())
    path.write_bytes(whole)
    with pytest.raises(MeshError, match="no place, length or offsets"):
        list(VTKSource(tmp_path)[0])


@pytest.mark.parametrize("begin", [b"$_", b"", b'<AppendedData encoding="raw">_'])
def test_data_that_begin_otherwise_are_told(tmp_path: Path, begin: bytes) -> None:
    """VTK would take the next underscore among them for their beginning."""
    path = tmp_path / "a.vtu"
    save_as(path, "raw packed")
    whole = path.read_bytes()
    place = whole.index(b"_", whole.index(b"<AppendedData"))
    path.write_bytes(whole[:place] + begin + whole[place + 1 :])
    with pytest.raises(MeshError, match="do not begin with an underscore"):
        list(VTKSource(tmp_path)[0])


@pytest.mark.parametrize("mode", MODES)
def test_meshes_without_cells_are_read(tmp_path: Path, mode: str) -> None:
    save_as(tmp_path / "a.vtu", mode, cells=0)
    [mesh] = VTKSource(tmp_path)[0]
    assert (mesh.n_points, mesh.n_cells) == (48, 0)


def test_points_of_cells_in_the_middle_of_others_are_told(tmp_path: Path) -> None:
    path = tmp_path / "a.vtu"
    save_as(path, "raw packed")
    tag = rb'(Name="connectivity"[^>]*offset=)"\d+"'
    path.write_bytes(re.sub(tag, rb'\1"1"', path.read_bytes()))
    with pytest.raises(MeshError, match="no place, length or offsets"):
        list(VTKSource(tmp_path)[0])


_ARRAYS = re.compile(rb"<DataArray\b[^>]*/>|<DataArray\b.*?</DataArray>", re.DOTALL)


def turn_around(path: Path) -> None:
    """Put the arrays of cells in the other order, which their names allow."""

    def turned(found: re.Match[bytes]) -> bytes:
        return b"<Cells>" + b"\n".join(_ARRAYS.findall(found[1])[::-1]) + b"</Cells>"

    whole = path.read_bytes()
    path.write_bytes(re.sub(rb"<Cells>(.*?)</Cells>", turned, whole, count=1, flags=re.DOTALL))


@pytest.mark.parametrize("mode", MODES)
def test_arrays_of_cells_may_stand_in_any_order(tmp_path: Path, mode: str) -> None:
    save_as(tmp_path / "a.vtu", mode)
    turn_around(tmp_path / "a.vtu")
    [mesh] = VTKSource(tmp_path)[0]
    assert mesh.n_cells == pv.read(tmp_path / "a.vtu").n_cells > 0
    save_as(tmp_path / "b.vtu", mode, last=2**62)
    turn_around(tmp_path / "b.vtu")
    with pytest.raises(MeshError, match="its array 'offsets' has no place, length or offsets"):
        list(VTKSource(tmp_path)[1])


@pytest.mark.parametrize("mode", ["Appended", "Binary", "Ascii"])
def test_fields_may_have_the_names_of_arrays_of_cells(tmp_path: Path, mode: str) -> None:
    from vtkmodules.vtkIOXML import vtkXMLUnstructuredGridWriter

    grid: Any = pv.ImageData(dimensions=(4, 4, 3)).to_tetrahedra()
    for fields, count in ((grid.point_data, grid.n_points), (grid.cell_data, grid.n_cells)):
        fields["offsets"] = [10**9] * count
        fields["connectivity"] = [1] * count
    writer = vtkXMLUnstructuredGridWriter()
    writer.SetFileName(str(tmp_path / "a.vtu"))
    writer.SetInputData(grid)
    getattr(writer, f"SetDataModeTo{mode}")()
    assert writer.Write()
    [mesh] = VTKSource(tmp_path)[0]
    assert mesh.cell_data["offsets"].tolist() == [10**9] * grid.n_cells


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("name", ["NumberOfPoints", "NumberOfCells"])
def test_a_piece_without_its_counts_is_told(tmp_path: Path, mode: str, name: str) -> None:
    save_as(tmp_path / "a.vtu", mode)
    whole = (tmp_path / "a.vtu").read_bytes()
    (tmp_path / "a.vtu").write_bytes(whole.replace(name.encode(), b"NumberOfPomb", 1))
    with pytest.raises(MeshError, match=f"one of its pieces has no {name}"):
        list(VTKSource(tmp_path)[0])
