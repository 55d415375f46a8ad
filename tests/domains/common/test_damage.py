"""Whatever a reader stumbles over is its file's error, in words, in every domain."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import pyvista as pv
import xarray as xr
from ase import Atoms
from hypothesis import given
from hypothesis import strategies as st
from vtkmodules.vtkCommonDataModel import vtkCellArray

from curator_gui.core.remote.damage import damage_words, reading
from curator_gui.domains.atoms import ASESource, ExtXYZSource, MoleculeArchiveSource
from curator_gui.domains.atoms.errors import StructureError
from curator_gui.domains.atoms.sources.base import TableSource
from curator_gui.domains.grid import NetCDFSource
from curator_gui.domains.grid.errors import GridError
from curator_gui.domains.grid.listing import Axis
from curator_gui.domains.mesh import VTKSource
from curator_gui.domains.mesh.errors import MeshError
from curator_gui.domains.mesh.formats.mesh_checks import check_mesh, size_of_all

STUMBLED = [KeyError("x"), IndexError(), ZeroDivisionError("by zero"), AttributeError("'NoneType'")]


def too_large() -> MemoryError:
    try:
        np.empty(1 << 58)
    except MemoryError as error:
        return error
    raise AssertionError


@pytest.mark.parametrize("error", STUMBLED)
def test_what_a_library_raises_gets_words(error: Exception) -> None:
    assert f"({type(error).__name__}" in damage_words(error)
    expected = pytest.raises(GridError, match=r"^a\.nc: it is damaged, or of a form")
    with expected, reading(GridError, lambda: "a.nc"):
        raise error


def test_a_promise_of_memory_has_the_name_that_everybody_knows() -> None:
    words = damage_words(too_large())
    assert "more memory than there is (Unable to allocate" in words
    assert "_Array" not in words


@pytest.mark.parametrize(
    "error", [FileNotFoundError(2, "No such file", "a.nc"), ImportError("no netCDF4"),
              MeshError("b.vtu is cut off"), DeprecationWarning("old")],
)  # fmt: skip
def test_what_says_itself_what_is_wrong_stays(error: Exception) -> None:
    with pytest.raises(type(error)) as raised, reading(GridError, lambda: "a.nc"):
        raise error
    assert raised.value is error


class Stumbling(VTKSource):
    """Reads a mesh, and then stumbles."""

    def read(self, index: int) -> Iterator[Any]:
        yield pv.Sphere()
        raise KeyError("piece")


def test_meshes(tmp_path: Path) -> None:
    (tmp_path / "b.vtu").write_text("x")
    items = iter(Stumbling(tmp_path)[0])
    next(items)
    with pytest.raises(MeshError, match=r"b\.vtu: it is damaged.*KeyError: 'piece'"):
        next(items)


class StumblingFields(NetCDFSource):
    def _read_axis(self, path: str, dimension: str) -> Axis:
        if "b.nc" in path:
            raise OverflowError("too far")
        return super()._read_axis(path, dimension)

    def _load(self, path: str, position: int) -> xr.Dataset:
        if "b.nc" in path:
            raise ZeroDivisionError("by zero")
        return super()._load(path, position)


def test_fields_and_their_counting(tmp_path: Path) -> None:
    data = xr.Dataset({"T": (("time", "x"), np.ones((2, 3)))}, {"time": [0.0, 1.0]})
    for name in ("a", "b", "c"):
        data.to_netcdf(tmp_path / f"{name}.nc", format="NETCDF3_CLASSIC")
    source = StumblingFields(str(tmp_path), dimension="time")
    assert len(source) == 5
    with pytest.raises(GridError, match=r"b\.nc: it is damaged.*ZeroDivisionError: by zero"):
        list(source[2])
    assert len(list(source[4])) == 1


class StumblingTable(TableSource):
    name, description = "Stumbling", "Stumbles over one of its files."

    def frame_ids(self, path: Path) -> range:
        if path.name == "b.xyz":
            raise AttributeError("'Group' object has no attribute 'nbytes'")
        return range(2)

    def read_frame(self, path: Path, frame_id: int) -> Atoms:
        if path.name == "c.xyz":
            raise UnicodeDecodeError("utf-8", b"\xff", 0, 1, "invalid start byte")
        return Atoms("H", positions=[[0, 0, 0]])


def test_structures_and_their_counting(tmp_path: Path) -> None:
    for name in ("a", "b", "c"):
        (tmp_path / f"{name}.xyz").write_text("x")
    source = StumblingTable(tmp_path, "*.xyz")
    assert len(source) == 5
    assert len(list(source[0])) == 1
    with pytest.raises(StructureError, match=r"b\.xyz frame 0: it is damaged.*'nbytes'"):
        list(source[2])
    with pytest.raises(StructureError, match=r"c\.xyz frame 1: it is damaged.*UnicodeDecodeError"):
        list(source[4])


def test_numbers_of_no_element(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(
        '{"1": {"numbers": [1, 200], "positions": [[0, 0, 0], [0, 0, 1]], "pbc": [false, false, '
        'false], "cell": [[0, 0, 0], [0, 0, 0], [0, 0, 0]], "unique_id": "1"}, "ids": [1], '
        '"nextid": 2}'
    )
    with pytest.raises(StructureError, match="frame 0: has an atom of number 200, which is no"):
        list(ASESource(path, format="json")[0])
    (tmp_path / "a.xyz").write_text("1\nProperties=Z:I:1:pos:R:3\n-7 0 0 0\n")
    with pytest.raises(StructureError, match="frame 0: has an atom of number -7"):
        list(ExtXYZSource(tmp_path / "a.xyz")[0])


def test_a_group_in_the_place_of_an_array(tmp_path: Path) -> None:
    """In the file that is counted, one of three, and in one that only its index reads."""
    h5py = pytest.importorskip("h5py")
    for name in ("a", "b", "c"):
        with h5py.File(tmp_path / f"{name}.h5", "w") as file:
            group = file.create_group("m")
            group["atomic_numbers"] = np.array([8, 1, 1], np.int16)
            group["conformations"] = np.zeros((2, 3, 3))
            if name == "b":
                del group["conformations"]
                group.create_group("conformations")
            if name == "c":
                group.create_group("dft_total_energy")
    source = MoleculeArchiveSource(tmp_path)
    assert len(source) == 5
    assert len(list(source[0])) == 1
    for index, name in ((2, "b"), (3, "c")):
        with pytest.raises(StructureError, match=rf"{name}\.h5 frame 0"):
            list(source[index])


def with_types(*types: int) -> Any:
    grid = pv.ImageData(dimensions=(3, 2, 2)).cast_to_unstructured_grid()
    grid.SetCells(pv.convert_array(np.array(types, "u1")), grid.GetCells())
    return grid


@pytest.mark.parametrize(
    ("types", "words"),
    [
        ((12, 157), "cells of type 157, which VTK does not know"),
        ((12, 10), "cell 1 of type 10 has 8 points, not 4"),
        ((10, 12), "cell 0 of type 10 has 8 points, not 4"),
    ],
)
def test_cells_of_other_types(tmp_path: Path, types: tuple[int, ...], words: str) -> None:
    with pytest.raises(MeshError, match=words):
        check_mesh(tmp_path, with_types(*types))
    check_mesh(tmp_path, with_types(12, 12))
    check_mesh(tmp_path, with_types(12, 41))


def test_cells_that_cannot_be_told_apart(tmp_path: Path) -> None:
    from vtkmodules.util.numpy_support import vtk_to_numpy

    grid = with_types(12, 12)
    vtk_to_numpy(grid.GetCells().GetOffsetsArray())[1] = 10**9
    with pytest.raises(MeshError, match="cannot be told apart"):
        check_mesh(tmp_path, grid)


@given(
    sizes=st.lists(st.integers(1, 4), min_size=1, max_size=6),
    changes=st.dictionaries(st.integers(0, 6), st.integers(-3, 24), max_size=2),
    narrow=st.booleans(),
)
def test_cells_are_alike_only_where_vtk_says_so(
    sizes: list[int], changes: dict[int, int], narrow: bool
) -> None:
    """Also for offsets that are damaged, begin late, or leave points behind the last cell."""
    offsets = np.cumsum([0, *sizes], dtype=np.int32 if narrow else np.int64)
    numbers = np.zeros(offsets[-1], offsets.dtype)
    for place, value in changes.items():
        offsets[place % len(offsets)] = value
    cells = vtkCellArray()
    cells.SetData(pv.convert_array(offsets), pv.convert_array(numbers))
    found = size_of_all(cells)
    if found:
        assert cells.IsValid()
        assert cells.IsHomogeneous() == found
    elif cells.IsValid() and offsets[-1] == len(numbers):
        assert cells.IsHomogeneous() <= 0


def test_names_that_are_no_text(tmp_path: Path) -> None:
    mesh = pv.Sphere(theta_resolution=4, phi_resolution=4)
    mesh.point_data["press"] = np.arange(mesh.n_points)
    mesh.save(tmp_path / "a.vtk")
    path = tmp_path / "a.vtk"
    path.write_bytes(path.read_bytes().replace(b"press", b"pr\xff\xfes"))
    with pytest.warns(UserWarning, match="no UTF-8 are read as Latin-1: 'prÿþs'"):
        [read] = VTKSource(tmp_path)[0]
    assert read.point_data["prÿþs"].tolist() == list(range(mesh.n_points))


@pytest.mark.parametrize(
    ("text", "size", "words"),
    [
        ("", 2, "cut off or damaged"),
        ("<VTKFile><Collection/></VTKFile>", 2, "names no files"),
        ('<VTKFile><DataSet timestep="1" file="s/b.vtu"/>', 3, "cut off or damaged"),
        ('<VTKFile><DataSet file="s/b.vtu"/><DataSet fil="x"/></VTKFile>', 3, "one entry without"),
        ('<VTKFile><DataSet timestep="1" file="s/b.vtu"/></VTKFile>', 2, ""),
    ],
)
def test_a_damaged_series_is_no_shorter_one(
    tmp_path: Path, text: str, size: int, words: str
) -> None:
    (tmp_path / "s").mkdir()
    for name in ("a.vtu", "s/b.vtu"):
        pv.Sphere().cast_to_unstructured_grid().save(tmp_path / name)
    (tmp_path / "r.pvd").write_text(text)
    source = VTKSource(tmp_path)
    assert len(source) == size
    damaged = [n for n in range(size) if source.label(n) == "r.pvd"]
    assert bool(damaged) == bool(words)
    for index in damaged:
        with pytest.raises(MeshError, match=rf"r\.pvd .*{words}"):
            list(source[index])


def test_an_ensight_case_with_a_line_of_no_section(tmp_path: Path) -> None:
    """VTK looks for the next section for ever."""
    from tests.domains.mesh.sources.test_mesh_other_programs import save_ensight

    save_ensight(tmp_path / "a.case")
    assert len(list(VTKSource(tmp_path)[0])) == 1
    path = tmp_path / "a.case"
    path.write_text(path.read_text().replace("VARIABLE", "VARI LE"))
    with pytest.raises(MeshError, match="line 5 is no part of a case of EnSight: 'VARI LE'"):
        list(VTKSource(tmp_path)[0])


def test_a_trajectory_that_promises_atoms(tmp_path: Path) -> None:
    """ASE would take as many empty lines for them as it says."""
    import ase.io

    path = tmp_path / "a.xdatcar"
    ase.io.write(path, [Atoms("H2", cell=[5, 5, 5], pbc=True)] * 2, format="vasp-xdatcar")
    assert len(list(ASESource(path, format="vasp-xdatcar")[0])) == 2
    lines = path.read_text().splitlines()
    lines[6] = " 2147483647"
    path.write_text("\n".join(lines))
    with pytest.raises(StructureError, match=r"a\.xdatcar is too short for 2,147,483,647 atoms"):
        list(ASESource(path, format="vasp-xdatcar")[0])
