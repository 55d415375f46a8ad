"""Files of other programs that VTK reads: CGNS, EnSight, Fluent; whole and damaged."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import h5py
import meshio
import numpy as np
import pytest

from curator_gui.domains.mesh import MeshioSource, VTKSource
from curator_gui.domains.mesh.errors import MeshError, MissingFieldError
from curator_gui.domains.mesh.formats.blocks import leaves
from curator_gui.domains.mesh.sources import meshio as meshio_source

POINTS = np.array([[0.0, 0, 0], [1, 0, 0], [0, 1, 0], [0, 0, 1]])
PRESSURE = np.array([1.5, 2.5, 3.5, 4.5])


def text(words: str) -> np.ndarray:
    return np.frombuffer(words.encode(), dtype="i1")


def node(parent: Any, name: str, label: str, data: Any = None, kind: str = "MT") -> Any:
    """A node of a CGNS tree as its HDF5 layout wants it (https://cgns.org)."""
    group = parent.create_group(name, track_order=True)
    group.attrs.create("flags", np.array([1], dtype="i4"))
    name_node(group, name, label, kind)
    if data is not None:
        group.create_dataset(" data", data=data)
    return group


def name_node(group: Any, name: str, label: str, kind: str) -> None:
    for key, words, width in (("label", label, 33), ("name", name, 33), ("type", kind, 3)):
        group.attrs.create(key, np.bytes_(words), dtype=h5py.string_dtype("ascii", width))


def save_cgns(path: Path) -> None:
    with h5py.File(path, "w", track_order=True) as file:
        name_node(file, "HDF5 MotherNode", "Root Node of HDF5 File", "MT")
        file.create_dataset(" format", data=text("IEEE_LITTLE_32\0"))
        file.create_dataset(" hdf5version", data=text("HDF5 Version 1.14.0".ljust(33, "\0")))
        node(file, "CGNSLibraryVersion", "CGNSLibraryVersion_t", np.array([3.4], "f4"), "R4")
        base = node(file, "Base", "CGNSBase_t", np.array([3, 3], "i4"), "I4")
        zone = node(base, "Zone", "Zone_t", np.array([[4], [1], [0]], "i4"), "I4")
        node(zone, "ZoneType", "ZoneType_t", text("Unstructured"), "C1")
        places = node(zone, "GridCoordinates", "GridCoordinates_t")
        for axis, letter in enumerate("XYZ"):
            column = POINTS[:, axis].copy()
            node(places, f"Coordinate{letter}", "DataArray_t", column, "R8")
        cells = node(zone, "Tets", "Elements_t", np.array([10, 0], "i4"), "I4")
        node(cells, "ElementRange", "IndexRange_t", np.array([1, 1], "i4"), "I4")
        node(cells, "ElementConnectivity", "DataArray_t", np.array([1, 2, 3, 4], "i4"), "I4")
        solution = node(zone, "Solution", "FlowSolution_t")
        node(solution, "GridLocation", "GridLocation_t", text("Vertex"), "C1")
        node(solution, "Pressure", "DataArray_t", PRESSURE, "R8")


def add_boundary(path: Path) -> None:
    """Add a triangle, and a boundary condition on it."""
    with h5py.File(path, "a", track_order=True) as file:
        zone = file["Base/Zone"]
        cells = node(zone, "Side", "Elements_t", np.array([5, 0], "i4"), "I4")
        node(cells, "ElementRange", "IndexRange_t", np.array([2, 2], "i4"), "I4")
        node(cells, "ElementConnectivity", "DataArray_t", np.array([1, 2, 3], "i4"), "I4")
        conditions = node(zone, "ZoneBC", "ZoneBC_t")
        node(conditions, "inlet", "BC_t", text("BCInflow"), "C1")


def test_what_is_left_out_of_cgns_is_said(tmp_path: Path) -> None:
    save_cgns(tmp_path / "a.cgns")
    add_boundary(tmp_path / "a.cgns")
    words = r"left out of CGNS files: boundary conditions \(1\), surface \(1\)"
    for source in (VTKSource(tmp_path), MeshioSource(tmp_path)):
        with pytest.warns(UserWarning, match=words):
            [mesh] = source[0]
        assert len(tetrahedra(mesh)) == 1


def save_ensight(path: Path) -> None:
    path.write_text(
        "FORMAT\ntype: ensight gold\nGEOMETRY\nmodel: m.geo\nVARIABLE\n"
        "scalar per node: Pressure m.p\n"
    )
    column = "{:12.5e}\n".format
    places = "".join(column(value) for value in POINTS.T.ravel())
    (path.parent / "m.geo").write_text(
        f"a\nb\nnode id assign\nelement id assign\npart\n{1:10d}\nwing\ncoordinates\n{4:10d}\n"
        f"{places}tetra4\n{1:10d}\n{1:10d}{2:10d}{3:10d}{4:10d}\n"
    )
    values = "".join(column(value) for value in PRESSURE)
    (path.parent / "m.p").write_text(f"p\npart\n{1:10d}\ncoordinates\n{values}")


def save_fluent(path: Path) -> None:
    faces = "1 3 2 1 0\n1 2 4 1 0\n2 3 4 1 0\n1 4 3 1 0\n"
    places = "".join(f"{x:g} {y:g} {z:g}\n" for x, y, z in POINTS)
    path.write_text(
        '(0 "a tetrahedron")\n(2 3)\n(10 (0 1 4 0 3))\n'
        f"(10 (1 1 4 1 3)\n(\n{places}))\n(12 (0 1 1 0))\n(12 (2 1 1 1 2))\n(13 (0 1 4 0))\n"
        f"(13 (3 1 4 3 3)(\n{faces}))\n(39 (2 fluid fluid-1)())\n(39 (3 wall wall-1)())\n"
    )


SAVE: dict[str, Callable[[Path], None]] = {
    ".cgns": save_cgns,
    ".case": save_ensight,
}
WITH_FIELDS = list(SAVE)


@pytest.fixture(params=SAVE)
def file(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    path = tmp_path / f"m{request.param}"
    SAVE[path.suffix](path)
    return path


def tetrahedra(mesh: Any) -> list[Any]:
    return [mesh.get_cell(n) for n in range(mesh.n_cells) if mesh.get_cell(n).type == 10]


def test_points_cells_and_fields_are_read(file: Path) -> None:
    [mesh] = VTKSource(file.parent)[0]
    [cell] = tetrahedra(mesh)
    np.testing.assert_array_equal(np.sort(cell.points, axis=0), np.sort(POINTS, axis=0))
    if file.suffix in WITH_FIELDS:
        np.testing.assert_array_equal(mesh.point_data["Pressure"], PRESSURE)


@pytest.mark.parametrize("suffix", WITH_FIELDS)
def test_fields_are_chosen(tmp_path: Path, suffix: str) -> None:
    SAVE[suffix](tmp_path / f"m{suffix}")
    [mesh] = VTKSource(tmp_path, point_fields=["Pressure"])[0]
    assert mesh.point_data.keys() == ["Pressure"]
    assert mesh.cell_data.keys() == []
    with pytest.raises(MissingFieldError, match="no point field 'none'"):
        list(VTKSource(tmp_path, point_fields=["none"])[0])


@pytest.mark.parametrize("share", [0.0, 0.1, 0.4])
def test_part_of_a_file_is_an_error(file: Path, share: float) -> None:
    data = file.read_bytes()
    file.write_bytes(data[: int(share * len(data))])
    with pytest.raises(MeshError, match=f"m{file.suffix}"):
        list(VTKSource(file.parent)[0])


@pytest.mark.parametrize("content", ["hello world\n", "<VTKFile>\n"])
def test_something_else_is_an_error(file: Path, content: str) -> None:
    file.write_text(content)
    with pytest.raises(MeshError, match=f"m{file.suffix}"):
        list(VTKSource(file.parent)[0])


def test_the_files_of_an_ensight_case_are_inputs(tmp_path: Path) -> None:
    save_ensight(tmp_path / "m.case")
    names = [Path(name).name for name in VTKSource(tmp_path).inputs(0)]
    assert names == ["m.case", "m.geo", "m.p"]
    (tmp_path / "m.geo").unlink()
    with pytest.raises(MeshError, match=r"m\.case cannot be read"):
        list(VTKSource(tmp_path)[0])


def test_every_part_of_a_fluent_file_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "a.msh"
    save_fluent(path)
    data = path.read_bytes()
    for size in range(len(data.rstrip()) - len("(39 (2 fluid fluid-1)())\n(39 (3 wall wall-1)())")):
        path.write_bytes(data[:size])
        with pytest.raises(
            MeshError, match=r"a\.msh (is cut off|cannot be read|is empty|holds no)"
        ):
            list(MeshioSource(tmp_path)[0])


def test_volume_cells_of_fluent_and_cgns_are_read_by_the_source_of_meshio(tmp_path: Path) -> None:
    save_cgns(tmp_path / "a.cgns")
    save_fluent(tmp_path / "b.msh")
    source = MeshioSource(tmp_path)
    [cgns] = source[0]
    with pytest.warns(UserWarning, match=r"zones of faces .* left out: wall-1 \(wall\)$"):
        [fluent] = source[1]
    np.testing.assert_array_equal(cgns.point_data["Pressure"], PRESSURE)
    assert len(tetrahedra(cgns)) == len(tetrahedra(fluent)) == 1


@pytest.mark.parametrize("kind", [4, 10, 12, 13, 18, 37, 58, 59, 61, 62])
def test_sections_of_fluent_without_an_end_are_refused(tmp_path: Path, kind: int) -> None:
    """VTK's reader looks for ever for what is not in them."""
    path = tmp_path / "a.msh"
    save_fluent(path)
    path.write_text(path.read_text().replace("(2 3)\n", f"(2 3)\n({kind})\n"))
    source = MeshioSource(tmp_path, file_format="ansys")
    with pytest.raises(MeshError, match=rf"line 3 is no whole section of Fluent: '\({kind}\)'"):
        list(source[0])


@pytest.mark.parametrize("words", ["(2)", "(2\0003)", '(2ron")\n(2 3)', "(2\t3)", "(2\n3)"])
def test_dimensions_of_fluent_that_vtk_finds_no_end_of_are_refused(
    tmp_path: Path, words: str
) -> None:
    path = tmp_path / "a.msh"
    save_fluent(path)
    path.write_text(path.read_text().replace("(2 3)", words))
    with pytest.raises(MeshError, match="line 2 is no whole section of Fluent"):
        list(MeshioSource(tmp_path)[0])


@pytest.mark.parametrize(
    "words", ["( 2 3)", "(2  3)\n(0)", '(2 3)\n(1 "by hand")', "(2 3)\n(4 (60 0 0 1 2 4 4 4 8 4))"]
)
def test_sound_sections_of_fluent_are_read(tmp_path: Path, words: str) -> None:
    path = tmp_path / "a.msh"
    save_fluent(path)
    path.write_text(path.read_text().replace("(2 3)", words))
    with pytest.warns(UserWarning, match="wall-1"):
        [mesh] = MeshioSource(tmp_path)[0]
    assert mesh.n_cells == 1


def test_faces_of_fluent_that_are_no_numbers_are_refused(tmp_path: Path) -> None:
    """VTK's reader went on with the numbers that it had, without an end."""
    path = tmp_path / "a.msh"
    save_fluent(path)
    path.write_text(path.read_text().replace("1 3 2 1 0", "1 ../../x3 2 1 0"))
    with pytest.raises(MeshError, match="of Fluent: its faces are no numbers"):
        list(MeshioSource(tmp_path, file_format="ansys")[0])


TWO_ZONES = """(2 3)
(10 (0 1 5 0 3))
(10 (1 1 5 1 3)
(
0 0 0
1 0 0
0 1 0
0 0 1
1 1 1
))
(12 (0 1 2 0))
(12 (2 1 1 1 2))
(12 (5 2 2 1 2))
(13 (0 1 7 0))
(13 (3 1 3 3 3)(
1 3 2 1 0
1 2 4 1 0
1 4 3 1 0
))
(13 (4 4 4 2 3)(
2 3 4 1 2
))
(13 (6 5 7 3 3)(
2 3 5 2 0
3 4 5 2 0
4 2 5 2 0
))
(39 (2 fluid a)())
(39 (5 solid b)())
(39 (3 wall w)())
(39 (4 interior i)())
(39 (6 wall v)())
"""


@pytest.mark.parametrize(
    "words",
    ["solid b", "unspecified b", "Fluid b", "solid a", "solid b(1)", "solid b:wall", "fluid w"],
)
def test_zones_of_cells_of_any_type_and_name_are_read(tmp_path: Path, words: str) -> None:
    (tmp_path / "a.msh").write_text(TWO_ZONES.replace("solid b", words))
    left = r"^zones of faces \(boundaries\) are left out: w \(wall\), i \(interior\), v \(wall\)$"
    with pytest.warns(UserWarning, match=left):
        [mesh] = MeshioSource(tmp_path)[0]
    assert len(tetrahedra(mesh)) == mesh.n_cells == 2


@pytest.mark.filterwarnings("ignore:.*boundaries")
def test_fluent_files_that_vtk_refuses_are_not_read_without_their_volume(tmp_path: Path) -> None:
    """Of those meshio reads the faces alone."""
    (tmp_path / "a.msh").write_text(TWO_ZONES.replace("(39 (2", "(39  (2"))
    with pytest.raises(MeshError, match="Unable to pre-parse"):
        list(MeshioSource(tmp_path)[0])


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("(39 ( 2 fluid a)", "zones without a name: 2"),
        ("( 39 (2 fluid a)", "does not begin a line"),
        ("(39 (2\tfluid a)", "zones without a name: 2"),
    ],
)
def test_names_of_zones_that_vtk_does_not_find_are_refused(
    tmp_path: Path, words: str, said: str
) -> None:
    (tmp_path / "a.msh").write_text(TWO_ZONES.replace("(39 (2 fluid a)", words))
    with pytest.raises(MeshError, match=said):
        list(MeshioSource(tmp_path)[0])


@pytest.mark.parametrize(("old", "new"), [("solid b", "fluid a"), ("wall v", "wall w")])
def test_zones_of_fluent_of_one_name_and_type_are_refused(
    tmp_path: Path, old: str, new: str
) -> None:
    """VTK's reader ends its process on them."""
    (tmp_path / "a.msh").write_text(TWO_ZONES.replace(old, new))
    with pytest.raises(MeshError, match=rf"zones \d and \d are both called {new[-1]}"):
        list(MeshioSource(tmp_path)[0])


@pytest.mark.filterwarnings("ignore:.*boundaries")
def test_cells_of_fluent_that_did_not_become_any_are_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.msh").write_text(TWO_ZONES)
    monkeypatch.setattr(meshio_source, "leaves", lambda data: leaves(data)[1:])
    with pytest.warns(
        UserWarning, match="^cells that were read: 1, cells in the zones of the file: 2$"
    ):
        list(MeshioSource(tmp_path)[0])


def test_what_vtk_refuses_of_cgns_is_not_read_by_meshio(
    tmp_path: Path,
) -> None:
    """It reads tetrahedra of one zone, without fields."""
    path = tmp_path / "a.cgns"
    points = np.vstack([POINTS, [[1, 1, 1]]])
    meshio.Mesh(points, [("tetra", [[0, 1, 2, 3]])]).write(path)
    [mesh] = MeshioSource(tmp_path)[0]
    assert mesh.n_cells == 1
    with h5py.File(path, "a") as file:
        file["Base"].attrs["label"] = np.bytes_("CGNSBase_t")
    with pytest.raises(MeshError, match=r"a\.cgns"):
        list(MeshioSource(tmp_path)[0])
