"""Raw data of VTK's XML files that are not all there are that file's error, before VTK reads."""

from __future__ import annotations

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
    with pytest.raises(MeshError, match="announces -21 points, cells"):
        list(VTKSource(tmp_path)[0])
