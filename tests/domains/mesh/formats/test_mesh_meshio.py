"""Formats that meshio reads: whole, damaged, of another kind."""

from __future__ import annotations

import warnings
from pathlib import Path

import meshio
import numpy as np
import pytest
import pyvista as pv

from curator_gui.domains.mesh import MeshioSource, NPZSink
from curator_gui.domains.mesh.errors import MeshError, MissingFieldError
from curator_gui.domains.mesh.formats.meshio.repairs import _TURNED
from curator_gui.domains.mesh.sources.meshio import FORMATS, _convert

pytestmark = [
    pytest.mark.filterwarnings("ignore:global data that are no numbers:UserWarning"),
    pytest.mark.filterwarnings("ignore:left out of Kratos files:UserWarning"),
]

WRITTEN = [name for name in FORMATS if name not in ("by suffix", "off")]
WITH_FIELDS = ("gmsh", "med", "xdmf", "avsucd")


def tetrahedra() -> meshio.Mesh:
    grid = pv.ImageData(dimensions=(3, 3, 3)).triangulate()
    points = np.asarray(grid.points, dtype=float)
    cells = np.asarray(grid.cell_connectivity).reshape(-1, 4)
    ids = np.arange(len(cells), dtype=float)
    return meshio.Mesh(points, [("tetra", cells)], {"T": points[:, 0]}, {"q": [ids]})


def write(folder: Path, file_format: str) -> Path:
    path = folder / f"mesh{FORMATS[file_format][0]}"
    meshio.write(path, tetrahedra(), file_format=file_format)
    return path


def read(path: Path, file_format: str = "by suffix", **fields: list[str]) -> pv.UnstructuredGrid:
    source = MeshioSource(path.parent, path.name, file_format=file_format, **fields)
    [mesh] = list(source[0])
    return mesh


@pytest.mark.parametrize("file_format", WRITTEN)
def test_every_format_gives_points_and_cells(tmp_path: Path, file_format: str) -> None:
    mesh = read(write(tmp_path, file_format), file_format)
    expected = tetrahedra()
    assert isinstance(mesh, pv.UnstructuredGrid)
    np.testing.assert_allclose(mesh.points, expected.points)
    np.testing.assert_array_equal(
        mesh.cell_connectivity.reshape(-1, 4), expected.cells_dict["tetra"]
    )
    if file_format in WITH_FIELDS:
        np.testing.assert_allclose(mesh.point_data["T"], expected.point_data["T"])
        np.testing.assert_allclose(mesh.cell_data["q"], expected.cell_data["q"][0])


def test_fields_are_chosen_and_missing_ones_named(tmp_path: Path) -> None:
    path = write(tmp_path, "gmsh")
    assert read(path, cell_fields=["q"]).array_names == ["q"]
    with pytest.raises(MissingFieldError, match="no point field 'x'; it has T"):
        read(path, point_fields=["x"])


@pytest.mark.parametrize("file_format", WRITTEN)
def test_something_else_is_an_error(
    tmp_path: Path, file_format: str, capfd: pytest.CaptureFixture[str]
) -> None:
    path = write(tmp_path, file_format)
    capfd.readouterr()
    path.write_text("hello world\n" * 50)
    with pytest.raises(MeshError, match=path.name):
        read(path, file_format)
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("file_format", WRITTEN)
@pytest.mark.parametrize("share", [0.0, 0.5])
def test_half_a_file_is_an_error(tmp_path: Path, file_format: str, share: float) -> None:
    path = write(tmp_path, file_format)
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * share)])
    with pytest.raises(MeshError, match=path.name):
        read(path, file_format)


def test_a_surface_in_off(tmp_path: Path) -> None:
    path = tmp_path / "a.off"
    path.write_text("OFF\n3 1 0\n0 0 0\n1 0 0\n0 1 0\n3 0 1 2\n")
    assert read(path).n_cells == 1
    path.write_text("OFF\n3 0 0\n0 0 0\n1 0 0\n0 1 0\n")
    with pytest.raises(MeshError, match="holds no cells"):
        read(path)


@pytest.mark.parametrize("head", ["OFF\n4 2 0\n", "OFF 4 2 0\n", "# by hand\nOFF\n\n4 2 0 # n\n"])
def test_polygons_in_off(tmp_path: Path, head: str) -> None:
    path = tmp_path / "a.off"
    path.write_text(f"{head}0 0 0\n1 0 0\n1 1 0\n0 1 0\n4 0 1 2 3\n3 0 1 2\n")
    mesh = read(path)
    assert list(mesh.celltypes) == [9, 5]
    assert list(mesh.cell_connectivity) == [0, 1, 2, 3, 0, 1, 2]
    path.write_text(f"{head}0 0 0\n1 0 0\n1 1 0\n0 1 0\n4 0 1 2 3\n")
    with pytest.raises(MeshError, match="cut off"):
        read(path)
    path.write_text(f"{head}0 0 0\n1 0 0\n1 1 0\n0 1 0\n4 0 1 2 3 9 9 9\n3 0 1 2\n")
    with pytest.warns(UserWarning, match="colors of faces"):
        read(path)


CELLS = {
    "tetra": [[0, 1, 2, 3]],
    "pyramid": [[4, 5, 6, 7, 8]],
    "wedge": [[4, 5, 6, 9, 10, 11]],
    "hexahedron": [[4, 5, 6, 7, 9, 10, 11, 12]],
}
CORNERS = [[0, 0, 0], [1, 0, 0], [0, 1, 0], [0, 0, 1], [0, 0, 0], [1, 0, 0], [1, 1, 0], [0, 1, 0]]
CORNERS += [[0.5, 0.5, 1], [0, 0, 1], [1, 0, 1], [1, 1, 1], [0, 1, 1]]


@pytest.mark.parametrize("file_format", ["med", "su2", "flac3d", "gmsh", "medit"])
@pytest.mark.parametrize("kind", CELLS)
def test_volumes_are_positive_in_whatever_order(
    tmp_path: Path, file_format: str, kind: str
) -> None:
    path = tmp_path / f"a{FORMATS[file_format][0]}"
    cells = np.array(CELLS[kind])
    found = []
    for order in (slice(None), list(_TURNED[kind])):
        mesh = meshio.Mesh(np.array(CORNERS, dtype=float), [(kind, cells[:, order])])
        meshio.write(path, mesh, file_format=file_format)
        with warnings.catch_warnings(record=True) as said:
            warnings.simplefilter("always")
            found.append(float(read(path, file_format).compute_cell_sizes()["Volume"][0]))
    assert found == pytest.approx([abs(found[0])] * 2)
    turned = [kind in str(word.message) for word in said if "inside out" in str(word.message)]
    if file_format != "flac3d":  # its writer looks at the sign
        assert turned == [True]


def test_names_of_families_of_med(tmp_path: Path) -> None:
    mesh = meshio.Mesh(
        np.array(CORNERS, dtype=float),
        [("tetra", np.array(CELLS["tetra"])), ("hexahedron", np.array(CELLS["hexahedron"]))],
        cell_data={"cell_tags": [np.array([-6]), np.array([-7])]},
        point_data={"point_tags": np.array([2] * 3 + [0] * 10)},
    )
    mesh.cell_tags = {-6: ["all", "small"], -7: ["all"]}
    mesh.point_tags = {2: ["base"]}
    meshio.write(tmp_path / "a.med", mesh)
    found = read(tmp_path / "a.med")
    assert list(found.cell_data["all"]) == [1, 1]
    assert list(found.celltypes[found.cell_data["small"] == 1]) == [10]
    assert list(found.point_data["base"]) == [1] * 3 + [0] * 10


def test_groups_of_flac3d_in_several_blocks(tmp_path: Path) -> None:
    path = tmp_path / "a.f3grid"
    points = "".join(f"G {n} {x} {y} {z}\n" for n, (x, y, z) in enumerate(CORNERS, 1))
    path.write_text(
        f"{points}F T3 1 1 2 3\nZ T4 1 1 2 3 4\nZ B8 2 5 6 8 10 7 13 11 12\n"
        'FGROUP "low" SLOT 1\n1\nZGROUP "brick" SLOT 1\n2\nZGROUP "both" SLOT 1\n1 2\n'
    )
    mesh = read(path)
    sets = {name: list(mesh.cell_data[name]) for name in mesh.cell_data if ":" in name}
    assert sets == {"face:low:1": [1, 0, 0], "zone:brick:1": [0, 0, 1], "zone:both:1": [0, 1, 1]}
    assert list(mesh.cell_data["cell_ids"]) == [1, 1, 2]
    assert mesh.compute_cell_sizes()["Volume"].min() >= 0


def test_points_of_less_than_three_dimensions(tmp_path: Path) -> None:
    path = tmp_path / "a.vol"
    path.write_text("mesh3d\ndimension\n1\npoints\n2\n0\n1\nedgesegments\n1\n1 0 1 2\nendmesh\n")
    grid = _convert(path, meshio.Mesh(np.array([[0.0], [2.0]]), [("line", [[0, 1]])]))
    np.testing.assert_array_equal(grid.points, [[0, 0, 0], [2, 0, 0]])


def test_sets_of_included_files_are_said(tmp_path: Path) -> None:
    (tmp_path / "a.inp").write_text("*Heading\nx\n*INCLUDE,INPUT=b.txt\n*End Part\n")
    (tmp_path / "b.txt").write_text(DECK)
    with pytest.warns(UserWarning, match="sets of points and cells in included files"):
        read(tmp_path / "a.inp")


DECK = """*NODE
1,0,0,0
2,1,0,0
3,0,1,0
4,0,0,1
5,1,1,1
*ELEMENT,TYPE=C3D4,ELSET=STEEL
1,1,2,3,4
*ELEMENT,TYPE=C3D4,ELSET=RUBBER
2,2,3,4,5
*ELSET,ELSET=EALL
STEEL,RUBBER
*NSET,NSET=FIX
1,2
"""


def test_overlapping_element_sets_and_node_sets_are_kept(tmp_path: Path) -> None:
    (tmp_path / "a.inp").write_text(DECK)
    mesh = read(tmp_path / "a.inp")
    cells = {name: list(mesh.cell_data[name]) for name in ("STEEL", "RUBBER", "EALL")}
    assert cells == {"STEEL": [1, 0], "RUBBER": [0, 1], "EALL": [1, 1]}
    assert list(mesh.point_data["FIX"]) == [1, 1, 0, 0, 0]


GMSH = """$MeshFormat
4.1 0 8
$EndMeshFormat
$PhysicalNames
2
2 10 "fluid"
2 20 "solid"
$EndPhysicalNames
$Entities
0 4 2 0
1 0 0 0 1 1 0 0 0
2 0 0 0 1 1 0 0 0
3 0 0 0 1 1 0 0 0
4 0 0 0 1 1 0 0 0
1 0 0 0 1 1 0 1 10 4 1 2 3 4
2 0 0 0 1 1 0 1 20 4 1 2 3 4
$EndEntities
$Nodes
1 4 1 4
2 1 0 4
1
2
3
4
0 0 0
1 0 0
1 1 0
0 1 0
$EndNodes
$Elements
2 2 1 2
2 1 2 1
1 1 2 3
2 2 2 1
2 1 3 4
$EndElements
"""


def test_groups_of_gmsh_are_kept_and_borders_are_no_fields(tmp_path: Path) -> None:
    (tmp_path / "a.msh").write_text(GMSH)
    found = read(tmp_path / "a.msh")
    assert not any("bounding" in name for name in found.array_names)
    assert list(found.cell_data["gmsh:physical"]) == [10, 20]
    assert list(found.cell_data["fluid"]) == [1, 0]
    assert list(found.cell_data["solid"]) == [0, 1]
    assert list(found.field_data["fluid"]) == [10, 2]
    assert list(found.field_data["solid"]) == [20, 2]
    assert found.cell_data["gmsh:physical"].dtype.kind == "i"


def save_series(path: Path) -> meshio.Mesh:
    base = tetrahedra()
    with meshio.xdmf.TimeSeriesWriter(path) as writer:
        writer.write_points_cells(base.points, base.cells)
        for time in (0.0, 0.5, 2.0):
            writer.write_data(time, point_data={"T": base.points[:, 0] + time})
    return base


def test_every_step_of_a_series_is_an_index(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # meshio writes the numbers into the working folder
    base = save_series(tmp_path / "ts.xdmf")
    write(tmp_path, "xdmf")
    source = MeshioSource(tmp_path, "*.xdmf")
    assert [source.label(index) for index in range(4)] == [
        *("mesh.xdmf", "ts.xdmf, step 0", "ts.xdmf, step 1", "ts.xdmf, step 2")
    ]
    meshes = [mesh for index in (3, 1, 2) for mesh in source[index]]
    assert [mesh.field_data["TimeValue"][0] for mesh in meshes] == [2.0, 0.0, 0.5]
    for mesh in meshes:
        expected = base.points[:, 0] + mesh.field_data["TimeValue"][0]
        np.testing.assert_allclose(mesh.point_data["T"], expected)
    assert [Path(name).name for name in source.inputs(1)] == ["ts.xdmf", "ts.h5"]
    pipeline = source.write(NPZSink(tmp_path / "out"))
    names = [Path(path).name for index in range(4) for path in pipeline[index]]
    assert names == ["mesh.npz", "ts_0.npz", "ts_1.npz", "ts_2.npz"]


STEP = """<Grid Name="mesh" GridType="Uniform"><Time Value="{0}"/>
<Topology TopologyType="Triangle" NumberOfElements="1"><DataItem DataType="Int" Dimensions="1 3"
 Format="XML">0 1 2</DataItem></Topology><Geometry GeometryType="XYZ"><DataItem DataType="Float"
 Precision="8" Dimensions="3 3" Format="XML">{0} 0 0 1 {0} 0 0 1 {0}</DataItem></Geometry></Grid>"""


def test_a_step_with_a_mesh_of_its_own_keeps_it(tmp_path: Path) -> None:
    steps = "".join(STEP.format(time) for time in (1.5, 2.5))
    (tmp_path / "moving.xdmf").write_text(
        '<Xdmf Version="3.0"><Domain><Grid GridType="Collection" CollectionType="Temporal">'
        f"{steps}</Grid></Domain></Xdmf>"
    )
    source = MeshioSource(tmp_path)
    for index, time in enumerate((1.5, 2.5)):
        [mesh] = list(source[index])
        np.testing.assert_array_equal(mesh.points, [[time, 0, 0], [1, time, 0], [0, 1, time]])


def test_a_series_without_its_numbers_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # meshio writes the numbers into the working folder
    path = tmp_path / "ts.xdmf"
    with meshio.xdmf.TimeSeriesWriter(path) as writer:
        writer.write_points_cells(tetrahedra().points, tetrahedra().cells)
        writer.write_data(0.0, point_data={"T": tetrahedra().points[:, 0]})
    (tmp_path / "ts.h5").unlink()
    with pytest.raises(MeshError, match=r"ts\.xdmf cannot be read"):
        read(path)


def test_whole_numbers_on_points_stay_whole(tmp_path: Path) -> None:
    mesh = tetrahedra()
    mesh.point_data["n"] = np.arange(len(mesh.points))
    meshio.write(tmp_path / "a.xdmf", mesh)
    assert read(tmp_path / "a.xdmf").point_data["n"].dtype.kind == "i"
