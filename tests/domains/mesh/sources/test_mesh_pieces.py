"""Meshes in pieces: parallel files with ghost cells, series whose times have several parts."""

from __future__ import annotations

import pickle
import warnings
from pathlib import Path

import numpy as np
import pytest
import pyvista as pv
from vtkmodules.vtkFiltersParallelDIY2 import vtkGhostCellsGenerator, vtkRedistributeDataSetFilter

from curator_gui.core.notes import noting
from curator_gui.domains.mesh import VTKSource
from curator_gui.domains.mesh.errors import MeshError, MissingFieldError

PVD = '<VTKFile type="Collection" version="0.1"><Collection>{}</Collection></VTKFile>'
ENTRY = '<DataSet timestep="{}" group="" part="{}" file="{}"/>'
PVTU = (
    '<VTKFile type="PUnstructuredGrid" version="0.1" byte_order="LittleEndian">'
    '<PUnstructuredGrid GhostLevel="1"><PPointData><PDataArray type="Float32" Name="x"/>'
    '<PDataArray type="UInt8" Name="vtkGhostType"/></PPointData><PCellData>'
    '<PDataArray type="Int64" Name="id"/><PDataArray type="UInt8" Name="vtkGhostType"/>'
    '</PCellData><PPoints><PDataArray type="Float32" NumberOfComponents="3"/></PPoints>'
    "{}</PUnstructuredGrid></VTKFile>"
)


def whole_box() -> pv.UnstructuredGrid:
    box = pv.ImageData(dimensions=(9, 5, 5)).cast_to_unstructured_grid()
    box.cell_data["id"] = np.arange(box.n_cells)
    box.point_data["x"] = box.points[:, 0]
    return box


def with_ghosts() -> list[pv.UnstructuredGrid]:
    """Cut the box as a parallel solver does: each piece has a layer of its neighbors' cells."""
    cut = vtkRedistributeDataSetFilter()
    cut.SetInputData(whole_box())
    cut.SetNumberOfPartitions(4)
    cut.SetPreservePartitionsInOutput(True)
    ghosts = vtkGhostCellsGenerator()
    ghosts.SetInputConnection(cut.GetOutputPort())
    ghosts.SetNumberOfGhostLayers(1)
    ghosts.BuildIfRequiredOff()
    ghosts.Update()
    parts = ghosts.GetOutput()
    return [pv.wrap(parts.GetPartition(n)) for n in range(parts.GetNumberOfPartitions())]


@pytest.fixture
def pieces(tmp_path: Path) -> Path:
    for number, piece in enumerate(with_ghosts()):
        piece.save(tmp_path / f"p{number}.vtu")
    return tmp_path


def read(source: VTKSource, index: int = 0) -> tuple[list[pv.DataSet], set[str]]:
    said: set[str] = set()
    with noting(lambda _, words: said.add(str(words))):
        return list(source[index]), said


@pytest.mark.parametrize("fields", [None, ["id"]])
def test_ghost_cells_of_a_parallel_file_are_dropped(pieces: Path, fields: list[str] | None) -> None:
    names = "".join(f'<Piece Source="p{n}.vtu"/>' for n in range(4))
    (pieces / "all.pvtu").write_text(PVTU.format(names))
    [mesh], said = read(VTKSource(pieces, cell_fields=fields))
    assert sorted(mesh.cell_data["id"]) == list(range(128))
    assert mesh.volume == pytest.approx(128)
    assert "vtkGhostType" not in mesh.cell_data
    assert said == {"cells that one piece holds for another (ghost cells) were dropped"}
    assert sum(piece.n_cells for piece in with_ghosts()) == 240


def test_a_piece_alone_keeps_its_ghost_cells(pieces: Path) -> None:
    [mesh], said = read(VTKSource(pieces))
    assert mesh.n_cells == 60
    assert not said


@pytest.mark.parametrize("times", [("0.5", "1.5"), ("0", "1e-3")])
def test_parts_of_one_time_are_one_item(pieces: Path, times: tuple[str, str]) -> None:
    entries = [(time, part, f"p{part}.vtu") for time in times[:1] for part in range(3)]
    entries += [(times[1], 0, "p3.vtu")]
    (pieces / "run.pvd").write_text(PVD.format("".join(ENTRY.format(*e) for e in entries)))
    source = VTKSource(pieces)
    assert source.names == ["p0.vtu", "p3.vtu"]
    assert [Path(name).name for name in source.inputs(0)] == ["p0.vtu", "p1.vtu", "p2.vtu"]
    [mesh], said = read(source)
    assert mesh.n_cells == 96
    assert len(set(mesh.cell_data["id"])) == 96
    assert mesh.field_data["TimeValue"].tolist() == [float(times[0])]
    assert len(said) == 1
    assert source.origin(0).time == float(times[0])
    [last], _ = read(source, 1)
    assert last.n_cells == 60


def test_names_are_those_of_xml_and_comments_name_nothing(pieces: Path) -> None:
    (pieces / "p0.vtu").rename(pieces / "a&b's.vtu")
    entries = f"<!-- {ENTRY.format(9, 0, 'old.vtu')}\n -->{ENTRY.format(1, 0, 'a&amp;b&#39;s.vtu')}"
    for text in (entries, ENTRY.format(1, 0, "a&amp;b's.vtu")):
        (pieces / "all.pvd").write_text(PVD.format(text))
        source = VTKSource(pieces, pattern="*.pvd")
        assert [source.label(n) for n in range(len(source))] == ["a&b's.vtu"]
        assert read(source)[0][0].n_cells == with_ghosts()[0].n_cells


@pytest.mark.parametrize(
    "piece",
    [
        '<Piece Source="&#46;&#46;/p0.vtu"/>',
        '<![CDATA[<!--]]><Piece Source="../p0.vtu"/><!-- -->',
        "<?a <!-- ?><Piece Source='../p0.vtu'/><!-- -->",
    ],
)
def test_no_writing_of_xml_hides_a_file_elsewhere(pieces: Path, piece: str) -> None:
    (pieces / "sub").mkdir()
    (pieces / "sub" / "all.pvtu").write_text(PVTU.format(piece))
    with pytest.raises(MeshError, match="lies outside of its folder"):
        read(VTKSource(pieces / "sub"))


def test_parts_are_blocks_that_can_be_chosen(pieces: Path) -> None:
    text = "".join(ENTRY.format("2", part, f"p{part}.vtu") for part in range(4))
    (pieces / "run.pvd").write_text(PVD.format(text))
    each, _ = read(VTKSource(pieces, blocks="each", point_fields=["x"]))
    assert [mesh.n_cells for mesh in each] == [60] * 4
    assert all("id" not in mesh.cell_data for mesh in each)
    [chosen], _ = read(VTKSource(pieces, block_names=["p1"]))
    assert chosen.n_cells == 60
    with pytest.raises(MeshError, match="has no block 'q'; its blocks: p0, p1, p2, p3"):
        read(VTKSource(pieces, block_names=["q"]))
    with pytest.raises(MissingFieldError, match="no cell field 'q'"):
        read(VTKSource(pieces, cell_fields=["q"]))


def test_a_time_that_was_written_twice_stays_two_items(pieces: Path) -> None:
    entries = [("1", 0, "p0.vtu"), ("1", 0, "p1.vtu"), ("1", 0, "p0.vtu")]
    (pieces / "run.pvd").write_text(PVD.format("".join(ENTRY.format(*e) for e in entries)))
    assert VTKSource(pieces, "*.pvd").names == ["p0.vtu", "p1.vtu"]


def test_a_file_at_two_times_is_two_items(pieces: Path) -> None:
    entries = [("1", 0, "p0.vtu"), ("2", 0, "p1.vtu"), ("3", 0, "p0.vtu")]
    (pieces / "run.pvd").write_text(PVD.format("".join(ENTRY.format(*e) for e in entries)))
    source = VTKSource(pieces, "*.pvd")
    assert source.names == ["p0.vtu", "p1.vtu", "p0.vtu"]
    assert [source.origin(n).time for n in range(3)] == [1.0, 2.0, 3.0]
    assert [float(next(source.read(n)).field_data["TimeValue"][0]) for n in range(3)] == [1, 2, 3]
    copy = pickle.loads(pickle.dumps(source))
    assert copy.origin(2).time == 3.0


def test_a_part_that_is_missing_or_damaged_is_named(pieces: Path) -> None:
    text = "".join(ENTRY.format("2", part, f"p{part}.vtu") for part in range(2))
    (pieces / "run.pvd").write_text(PVD.format(text))
    (pieces / "p1.vtu").write_bytes((pieces / "p1.vtu").read_bytes()[:700])
    with pytest.raises(MeshError, match=r"p1\.vtu"):
        read(VTKSource(pieces, "*.pvd"))
    (pieces / "p1.vtu").unlink()
    with pytest.raises(OSError, match=r"p1\.vtu"):
        read(VTKSource(pieces, "*.pvd"))


def test_pieces_without_ghosts_are_not_touched(tmp_path: Path) -> None:
    box = whole_box()
    for number, ids in enumerate((range(64), range(64, 128))):
        box.extract_cells(list(ids)).save(tmp_path / f"p{number}.vtu")
    text = "".join(ENTRY.format("2", part, f"p{part}.vtu") for part in range(2))
    (tmp_path / "run.pvd").write_text(PVD.format(text))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        [mesh] = VTKSource(tmp_path)[0]
    assert mesh.cell_data["id"].tolist() == list(range(128))
