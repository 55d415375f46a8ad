"""VTKHDF files of whole series: what VTK reads at every time, what is stored once, what grows."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pytest
import pyvista as pv
from vtkmodules.vtkIOHDF import vtkHDFReader

from curator_gui.core import Source
from curator_gui.core.errors import CuratorError
from curator_gui.core.notes import noting
from curator_gui.dataset.loading.reading import read_output as load
from curator_gui.domains.mesh import VTKHDFSeriesSink, VTKHDFSink, VTKSource, VTUSink
from curator_gui.domains.mesh.errors import MeshError
from curator_gui.run.planning.plan import make_plan
from tests.domains.mesh.odd_meshes import MESHES
from tests.domains.mesh.sinks.test_mesh_every_sink import same_cells


class Given(Source[Any]):
    """Index i gives the meshes of `items[i]`."""

    name = "Given"
    description = "For tests."

    def __init__(self, items: Sequence[Sequence[Any]]) -> None:
        self.given = items

    def __len__(self) -> int:
        return len(self.given)

    def __getitem__(self, index: int) -> Iterator[Any]:
        return iter([mesh.copy() for mesh in self.given[index]])

    def label(self, index: int) -> str:
        return f"s_{index}"

    def inputs(self, index: int) -> Sequence[str]:
        return (f"/given/s_{index}.vtu",)


def at(mesh: Any, time: float) -> Any:
    mesh.field_data["TimeValue"] = [time]
    return mesh


def still(time: float) -> Any:
    """A mesh that stands still, with every kind of field."""
    mesh = pv.ImageData(dimensions=(4, 3, 3)).cast_to_unstructured_grid()
    mesh.point_data["q"] = np.sin(np.arange(mesh.n_points) + time)
    mesh.point_data["tensor"] = np.arange(9.0 * mesh.n_points).reshape(-1, 9) * time
    mesh.cell_data["U"] = np.full((mesh.n_cells, 3), time, np.float32)
    mesh.cell_data["id"] = np.arange(mesh.n_cells, dtype=np.int32)
    mesh.cell_data["on"] = np.arange(mesh.n_cells) % 2 == 0
    mesh.field_data["rows"] = np.arange(2.0 + int(10 * time) % 3)
    mesh.field_data["force"] = np.array([[1.0, 2.0, time]])
    return at(mesh, time)


def moving(time: float) -> Any:
    mesh = still(time)
    mesh.points = np.asarray(mesh.points) + np.array([time, 0, 0])
    return mesh


def surface(time: float) -> Any:
    """Points, lines and polygons whose numbers change."""
    mesh = pv.PolyData(
        np.random.default_rng(int(100 * time)).normal(size=(7, 3)),
        verts=[1, 0, 1, 6],
        lines=[2, 0, 1, 3, 1, 2, 3],
        faces=[3, 0, 1, 2, 4, 2, 3, 4, 5] if time < 1 else [3, 0, 1, 2],
    )
    mesh.point_data["q"] = np.arange(7.0) * time
    mesh.cell_data["c"] = np.arange(mesh.n_cells) + time
    return at(mesh, time)


def refined(time: float) -> Any:
    mesh = pv.ImageData(dimensions=(2 + int(time * 2) % 7, 3, 2)).cast_to_unstructured_grid()
    mesh.point_data["q"] = np.arange(float(mesh.n_points)) + time
    mesh.cell_data["c"] = np.arange(float(mesh.n_cells)) * time
    return at(mesh, time)


SHAPES = {"still": still, "moving": moving, "surface": surface, "refined": refined}
TIMES = [0.1, 0.2, 0.7, 1.5, 1e6 + 0.1]


def write(folder: Path, items: Sequence[Sequence[Any]], **options: Any) -> Path:
    sink = VTKHDFSeriesSink(folder, **options)
    run(Given(items), sink, range(len(items)))
    [path] = {sink.product_of(n) for n in range(len(items))}
    return path


def run(source: Source[Any], sink: Any, indices: Any, failing: Sequence[int] = ()) -> list[str]:
    pipeline = source.write(sink)
    sink.prepare(list(indices))
    said: list[str] = []
    with noting(lambda _, words: said.append(str(words))):
        finished = [index for index in indices if index not in failing and pipeline[index]]
        sink.finish(finished)
    return said


def read(path: Path) -> list[tuple[float, Any]]:
    """Return all steps as VTK's own reader gives them."""
    reader = vtkHDFReader()
    reader.SetFileName(str(path))
    reader.UpdateInformation()
    with h5py.File(path) as file:
        times = file["VTKHDF/Steps/Values"][()]
    found = []
    for time in random.Random(1).sample(list(times), len(times)):
        reader.UpdateTimeStep(float(time))
        mesh = pv.wrap(reader.GetOutputDataObject(0))
        found.append((float(time), mesh.copy()))
    return sorted(found, key=lambda pair: pair[0])


def check(found: Any, wanted: Any) -> None:
    assert found.GetClassName() == wanted.GetClassName()
    np.testing.assert_array_equal(found.points, wanted.points)
    assert found.points.dtype == wanted.points.dtype
    if wanted.IsA("vtkPolyData"):
        for part in ("verts", "lines", "faces", "strips"):
            np.testing.assert_array_equal(getattr(found, part), getattr(wanted, part))
    else:
        np.testing.assert_array_equal(found.cells, wanted.cells)
        np.testing.assert_array_equal(found.celltypes, wanted.celltypes)
    for group in ("point_data", "cell_data", "field_data"):
        one, other = getattr(found, group), getattr(wanted, group)
        for name in set(other.keys()) - {"TimeValue"}:
            np.testing.assert_array_equal(one[name], other[name], err_msg=name)
            plain = np.uint8 if other[name].dtype == bool else other[name].dtype
            assert one[name].dtype == plain
    times = {"Time", "TimeValue"}
    assert set(found.array_names) - times == set(wanted.array_names) - times


@pytest.mark.parametrize("level", [0, 4])
@pytest.mark.parametrize("shape", SHAPES)
def test_vtk_reads_every_time_as_it_was(tmp_path: Path, shape: str, level: int) -> None:
    path = write(tmp_path, [[SHAPES[shape](t)] for t in TIMES], compression_level=level)
    assert path.name == "s.vtkhdf"
    found = read(path)
    assert [time for time, _ in found] == TIMES
    for (_, mesh), time in zip(found, TIMES, strict=True):
        check(mesh, SHAPES[shape](time))


@pytest.mark.parametrize("shape", SHAPES)
def test_our_source_reads_it_back(tmp_path: Path, shape: str) -> None:
    write(tmp_path, [[SHAPES[shape](t)] for t in TIMES])
    found = list(VTKSource(tmp_path)[0])
    assert [float(mesh.field_data["TimeValue"][0]) for mesh in found] == TIMES
    for mesh, time in zip(found, TIMES, strict=True):
        check(mesh, SHAPES[shape](time))


def test_what_stays_the_same_is_stored_once(tmp_path: Path) -> None:
    for shape, points in ((still, 1), (moving, 5)):
        path = write(tmp_path / shape.__name__, [[shape(t)] for t in TIMES])
        mesh = shape(0.1)
        with h5py.File(path) as file:
            root = file["VTKHDF"]
            assert len(root["Points"]) == points * mesh.n_points
            assert len(root["Types"]) == mesh.n_cells
            assert len(root["PointData/q"]) == 5 * mesh.n_points
            assert root["Steps/Values"].dtype == np.float64


def test_steps_of_one_index_and_their_order(tmp_path: Path) -> None:
    items = [[still(t) for t in times] for times in ([0.5, 0.75], [0.0, 0.25], [])]
    path = write(tmp_path, items)
    assert [time for time, _ in read(path)] == [0.0, 0.25, 0.5, 0.75]
    arrays = load(path, 1)
    np.testing.assert_array_equal(arrays["point_data/q"], still(0.0).point_data["q"])
    np.testing.assert_array_equal(arrays["1/point_data/q"], still(0.25).point_data["q"])
    with pytest.raises(CuratorError, match="no item of index 2"):
        load(path, 2)


def test_fields_that_some_steps_lack(tmp_path: Path) -> None:
    items = [[still(t)] for t in TIMES]
    items[1][0].point_data.remove("q")
    items[2][0].cell_data.remove("id")
    items[3][0].cell_data["U"] = np.zeros(items[3][0].n_cells)
    items[4][0].field_data.remove("rows")
    source, sink = Given(items), VTKHDFSeriesSink(tmp_path)
    said = run(source, sink, range(5))
    assert said == [
        "fields that some steps lack are NaN there: q",
        "fields that some steps lack, or have with other components, are left out: U, id",
    ]
    found = dict(read(sink.product_of(0)))
    assert np.isnan(found[TIMES[1]].point_data["q"]).all()
    np.testing.assert_array_equal(found[TIMES[2]].point_data["q"], items[2][0].point_data["q"])
    assert "id" not in found[TIMES[0]].cell_data


def test_other_meshes(tmp_path: Path) -> None:
    image = at(pv.ImageData(dimensions=(3, 3, 2)), 1.0)
    image.point_data["a.b/c"] = np.arange(18.0)
    sink = VTKHDFSeriesSink(tmp_path, "all")
    said = run(Given([[image]]), sink, [0])
    assert sorted(said) == [
        "VTKHDF cannot have all names; written, and read back under the new name: a.b/c as a_b_c",
        "structured meshes become unstructured grids with the same points",
    ]
    [(_, mesh)] = read(tmp_path / "all.vtkhdf")
    np.testing.assert_array_equal(mesh.points, image.points)
    np.testing.assert_array_equal(mesh.point_data["a_b_c"], np.arange(18.0))


REFUSED = {
    **dict.fromkeys(("nothing", "empty_grid"), "has no points"),
    **dict.fromkeys(("texts", "image_with_texts"), "has the text field"),
    "polyhedron": "has polyhedra.*add Triangulate first",
}


@pytest.mark.parametrize("name", MESHES)
def test_odd_meshes_are_written_or_refused_in_words(tmp_path: Path, name: str) -> None:
    mesh = MESHES[name]()
    source = Given([[at(mesh, 0.0)], [at(mesh.copy(), 1.0)]])
    sink = VTKHDFSeriesSink(tmp_path)
    if name in REFUSED:
        with pytest.raises(MeshError, match=REFUSED[name]):
            run(source, sink, [0, 1])
        return
    run(source, sink, [0, 1])
    found = read(sink.product_of(0))
    assert [time for time, _ in found] == [0.0, 1.0]
    for _, each in found:
        np.testing.assert_array_equal(each.points, mesh.points)
        same_cells(mesh, each, by_type=name != "blanked")


def test_what_cannot_be_a_step_is_refused(tmp_path: Path) -> None:
    untimed = still(0.0)
    untimed.field_data.remove("TimeValue")
    with pytest.raises(MeshError, match=r"has no time.*give the interval"):
        write(tmp_path, [[untimed]])
    path = write(tmp_path, [[untimed], [untimed]], interval=0.5)
    assert [time for time, _ in read(path)] == [0.0, 0.5]
    text = still(0.0)
    text.cell_data["words"] = ["x"] * text.n_cells
    with pytest.raises(MeshError, match="text field 'words'"):
        write(tmp_path, [[text]])
    with pytest.raises(MeshError, match=r"s_0 and s_1 both have the time 0\.1"):
        write(tmp_path / "b", [[still(0.1)], [moving(0.1)]])
    with pytest.raises(MeshError, match="one is a surface, the other not"):
        write(tmp_path / "c", [[still(0.1)], [surface(0.2)]])
    two = VTKHDFSeriesSink(tmp_path / "d", "all")
    source = Given([[still(0.1)], [still(0.2)], [still(0.1)]])
    with pytest.raises(MeshError, match="s_0 and s_2 both have the time"):
        run(source, two, range(3))
    assert (tmp_path / "d" / ".all.vtkhdf.staged").is_dir()


def test_names_and_other_files_are_checked(tmp_path: Path) -> None:
    source = Given([[still(t)] for t in TIMES])
    for name, words in (
        ("{time}", "no field"),
        ("../x", "would leave"),
        ("{index", "is no template"),
    ):
        sink = VTKHDFSeriesSink(tmp_path, name)
        sink.set_source(source)
        [(param, problem)] = sink.problems()
        assert param == "name"
        assert words in problem
    assert [p for p, _ in VTKHDFSeriesSink(tmp_path, interval=0.0).problems()] == ["interval"]
    sink = VTKHDFSeriesSink(tmp_path)
    [path] = source.write(VTKHDFSink(tmp_path, "s"))[0]
    sink.set_source(source)
    with pytest.raises(MeshError, match=r"s\.vtkhdf was not written by this step"):
        sink.prepare([0])
    Path(path).write_bytes(b"no HDF5")
    with pytest.raises(MeshError, match="cannot be read"):
        sink.check_place([0])


def test_two_series_of_one_name_are_refused(tmp_path: Path) -> None:
    for name in ("s-1.vtu", "s-2.vtu", "s_1.vtu", "s_2.vtu"):
        still(float(name[2])).save(tmp_path / name)
    source = VTKSource(tmp_path)
    sink = VTKHDFSeriesSink(tmp_path / "out")
    sink.set_source(source)
    [(param, words)] = sink.problems()
    assert param == "name"
    assert "would both be written to" in words


def test_times_that_are_known_are_compared_before_the_run(tmp_path: Path) -> None:
    for name in "abcd":
        still(0.0).save(tmp_path / f"{name}.vtu")
    for run_name, names in (("x", "ab"), ("y", "cd")):
        entries = "".join(
            f'<DataSet timestep="{n}" file="{name}.vtu"/>' for n, name in enumerate(names)
        )
        (tmp_path / f"{run_name}.pvd").write_text(f"<VTKFile>{entries}</VTKFile>")
    source = VTKSource(tmp_path)
    with pytest.raises(MeshError, match=r"both have the time 0\.0"):
        make_plan(source.write(VTKHDFSeriesSink(tmp_path / "o", "all")), None, workers=1)
    plan = make_plan(source.write(VTKHDFSeriesSink(tmp_path / "o")), None, workers=1)
    assert plan.size == 4


@pytest.mark.parametrize("seed", range(6))
def test_any_way_to_the_end_gives_the_same_bytes(tmp_path: Path, seed: int) -> None:
    """Indices in any order, some twice, some failing first, in any number of runs."""
    chance = random.Random(seed)
    shape = SHAPES[chance.choice(list(SHAPES))]
    source = Given([[shape(t)] if n != 3 else [] for n, t in enumerate(TIMES)])
    whole, pieces = VTKHDFSeriesSink(tmp_path / "whole"), VTKHDFSeriesSink(tmp_path / "pieces")
    for sink in (whole, pieces):
        source.write(sink)
    whole.prepare(range(5))
    for index in range(5):
        source.write(whole)[index]
    whole.finish(range(5))
    done: set[int] = set()
    while len(done) < 5:
        todo = [index for index in range(5) if index not in done]
        pieces.prepare(todo)
        order = chance.sample(todo, chance.randint(1, len(todo)))
        for index in order + chance.sample(order, len(order) // 2):
            source.write(pieces)[index]
        done |= set(order)
        pieces.finish(sorted(done))
    pieces.finish(range(5))
    one, other = (sink.product_of(0).read_bytes() for sink in (whole, pieces))
    assert one == other
    assert [p.name for p in (tmp_path / "pieces").iterdir()] == ["s.vtkhdf"]


def test_an_index_that_fails_now_loses_its_step_and_others_keep_theirs(tmp_path: Path) -> None:
    source = Given([[still(t)] for t in TIMES])
    sink = VTKHDFSeriesSink(tmp_path)
    run(source, sink, range(5))
    again = VTKHDFSeriesSink(tmp_path)
    run(Given([[moving(t)] for t in TIMES]), again, [1, 2], failing=[2])
    found = dict(read(again.product_of(0)))
    assert sorted(found) == [TIMES[0], TIMES[1], TIMES[3], TIMES[4]]
    check(found[TIMES[1]], moving(TIMES[1]))
    check(found[TIMES[4]], still(TIMES[4]))
    assert load(again.product_of(0), 4)["point_data/q"][0] == still(TIMES[4]).point_data["q"][0]


def test_steps_that_are_gone_are_said(tmp_path: Path) -> None:
    source = Given([[still(t)] for t in TIMES])
    sink = VTKHDFSeriesSink(tmp_path)
    run(source, sink, range(3))
    with pytest.raises(MeshError, match=r"the steps of 1 finished indices are gone.*s_4"):
        sink.finish([0, 1, 2, 4])


def test_nothing_is_left_of_a_series_without_steps(tmp_path: Path) -> None:
    sink = VTKHDFSeriesSink(tmp_path)
    run(Given([[], []]), sink, range(2))
    assert list(tmp_path.iterdir()) == []


def test_an_item_file_of_vtk_and_a_series_are_told_apart(tmp_path: Path) -> None:
    mesh = still(0.5)
    [path] = Given([[mesh]]).write(VTKHDFSink(tmp_path, "one"))[0]
    np.testing.assert_array_equal(load(Path(path), 0)["point_data/q"], mesh.point_data["q"])
    [path] = Given([[mesh]]).write(VTUSink(tmp_path, "one"))[0]
    np.testing.assert_array_equal(load(Path(path), 0)["point_data/q"], mesh.point_data["q"])
