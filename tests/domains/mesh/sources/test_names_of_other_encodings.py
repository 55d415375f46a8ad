"""Names that are no UTF-8 are read and said, or refused in words, whatever reads them."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pytest
import pyvista as pv

from curator_gui.core import Pipeline
from curator_gui.domains.mesh import HDF5Sink, NPZSink, VTKSource, VTUSink
from curator_gui.domains.mesh.errors import MeshError
from curator_gui.domains.mesh.inspection.describe import describe
from curator_gui.domains.mesh.texts import make_texts
from curator_gui.run.worker.index_runner import index_label
from tests.fault.readers.targets import TARGETS

LATIN = b"r\xe9gion"
FIELDS = {
    "vtk: vtk ascii": b"region", "vtk: vtk binary": b"region", "vtk: vtkhdf": b"region",
    "vtk: vtu ascii": b"region", "vtk: vtu raw": b"region", "vtk: vtp": b"region",
    "vtk: ply": b"vertex", "vtk: ensight": b"Pressure", "vtk: parts of ensight": b"wing",
    "vtk: pvd": b"region", "vtk: vtm": b"region", "meshio: med": b"region",
    "meshio: xdmf": b"region", "meshio: mdpa": b"region", "meshio: avsucd": b"region",
    "meshio: abaqus": b"Element", "meshio: gmsh": b"MeshFormat", "exodus": b"TETRA",
    "frd": b"STRESS", "openfoam": b"movingWall", "meshio: fluent": b"fluid",
}  # fmt: skip
"""A reader -> a name that its files have, which is written in Latin-1."""

REFUSED = {
    **dict.fromkeys(("vtk: vtu ascii", "vtk: vtu raw", "vtk: vtp"), "not well-formed"),
    **dict.fromkeys(("vtk: pvd", "vtk: vtm", "meshio: xdmf"), "not well-formed"),
    "vtk: ply": "its faces have no vertex_indices",
    "vtk: ensight": "line 6 is no part of a case",
    "meshio: avsucd": "can't decode byte 0xe9",
    "meshio: gmsh": "can't decode byte 0xe9",
    "exodus": "a block .* of cells 'T.TRA'",
}
"""What cannot be read then -> what is said."""


def _renamed(folder: Path, old: bytes) -> None:
    letter = next(bytes([b]) for b in old[1:] if bytes([b]) in b"aeiouEO")
    for path in folder.rglob("*"):
        if path.is_file():
            path.write_bytes(path.read_bytes().replace(old, old.replace(letter, b"\xe9", 1)))


def _is_usable(mesh: Any, folder: Path) -> None:
    names = [name for data in (mesh.point_data, mesh.cell_data, mesh.field_data) for name in data]
    assert all(isinstance(name, str) for name in names)
    str(describe(mesh)).encode("utf-8")
    for sink in (VTUSink, NPZSink, HDF5Sink):
        assert list(sink(folder / sink.__name__)(iter([mesh]), 0))


@pytest.mark.parametrize("name", FIELDS)
@pytest.mark.filterwarnings("ignore")
def test_names_in_latin_1(tmp_path: Path, name: str) -> None:
    folder, made = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    TARGETS[name].make(folder)
    _renamed(folder, FIELDS[name])
    source = TARGETS[name].source(folder)
    if name in REFUSED:
        with pytest.raises(MeshError, match=REFUSED[name]) as told:
            list(source[0])
        assert index_label(Pipeline(source), 0) in str(told.value)
        return
    for mesh in source[0]:
        _is_usable(mesh, made)


def _legacy(path: Path) -> None:
    mesh = pv.ImageData(dimensions=(2, 2, 2))
    mesh.point_data["Druck"], mesh.point_data["Zahl"] = np.arange(8.0), np.arange(8.0)
    mesh.save(path, binary=False)
    path.write_bytes(path.read_bytes().replace(b"Druck", b"Dr\xfcck"))


@pytest.mark.parametrize("chosen", [None, ["Drück"], ["Dr*"]])
def test_a_field_is_chosen_by_the_text_that_it_is_read_as(
    tmp_path: Path, chosen: list[str] | None
) -> None:
    _legacy(tmp_path / "a.vtk")
    with pytest.warns(UserWarning, match="no UTF-8 are read as Latin-1: 'Drück'"):
        [mesh] = VTKSource(tmp_path, point_fields=chosen)[0]
    np.testing.assert_array_equal(mesh.point_data["Drück"], np.arange(8.0))
    assert ("Zahl" in mesh.point_data) == (chosen is None)


def test_a_hdf5_field_is_chosen_so_too(tmp_path: Path) -> None:
    TARGETS["vtk: vtkhdf"].make(tmp_path)
    (tmp_path / "a_sound.vtkhdf").unlink()
    with h5py.File(tmp_path / "b_damaged.vtkhdf", "r+") as file:
        fields = file["VTKHDF/CellData"]
        fields[LATIN] = fields["region"]
        del fields["region"]
    with pytest.warns(UserWarning, match="are read as Latin-1: 'région'"):
        [mesh] = VTKSource(tmp_path, cell_fields=["région"])[0]
    assert list(mesh.cell_data) == ["région"]


def test_texts_are_made_utf_8() -> None:
    from vtkmodules.vtkCommonCore import vtkStringArray

    array = vtkStringArray()
    array.SetName("program")
    for value in ("Löser", b"L\xf6ser"):
        array.InsertNextValue(value)
    mesh = pv.PolyData([[0.0, 0, 0]])
    mesh.GetFieldData().AddArray(array)
    with pytest.warns(UserWarning, match="'Löser'"):
        make_texts(mesh)
    assert list(mesh.field_data["program"]) == ["Löser", "Löser"]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        make_texts(mesh)
