"""Rates of change over the files of a series: values, neighbors, what is refused, what is read."""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import pyvista as pv

from curator_gui.core import Filter
from curator_gui.core.inputs import inputs_of
from curator_gui.core.notes import noting
from curator_gui.domains.common.inspectors import inspector
from curator_gui.domains.mesh import (
    GlobalTable,
    OpenFOAMSource,
    Scale,
    SelectFields,
    SeriesDerivative,
    SyntheticSource,
    VTKHDFSeriesSink,
    VTKSource,
    VTUSink,
)
from curator_gui.domains.mesh.errors import MeshError, MissingFieldError
from curator_gui.domains.mesh.series import SeriesOf, series_key, series_name
from curator_gui.domains.mesh.sources.vtk import FileSource
from curator_gui.run.helper.preview import preview
from curator_gui.run.planning.plan import make_plan

TIMES = [0.0, 0.5, 2.0, 2.25, 3.0]


def step(time: float, cells: int = 2) -> Any:
    mesh = pv.ImageData(dimensions=(cells + 1, 3, 3)).cast_to_unstructured_grid()
    mesh.point_data["q"] = mesh.points[:, 0] * time**2
    mesh.cell_data["c"] = (np.arange(mesh.n_cells) + np.sin(time)).astype(np.float32)
    mesh.points = np.asarray(mesh.points, np.float64) * (1 + time) + np.array([0, 0, time**2])
    return mesh


def write(folder: Path, names: Sequence[str], times: Sequence[float], told: bool = True) -> None:
    for name, time in zip(names, times, strict=True):
        mesh = step(time)
        if told:
            mesh.field_data["TimeValue"] = [time]
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        mesh.save(folder / name)


def pvd(path: Path, names: Sequence[str], times: Sequence[float]) -> None:
    entries = "".join(
        f'<DataSet timestep="{time}" part="0" file="{name}"/>'
        for name, time in zip(names, times, strict=True)
    )
    path.write_text(f'<VTKFile type="Collection"><Collection>{entries}</Collection></VTKFile>')


@pytest.fixture
def files(tmp_path: Path) -> Path:
    write(tmp_path, [f"s_{n}.vtu" for n in range(5)], TIMES)
    return tmp_path


def items(source: Any, filter_: Filter[Any], said: list[str] | None = None) -> list[Any]:
    pipeline = source.filter(filter_)
    with noting(lambda _, words: None if said is None else said.append(str(words))):
        return [mesh for index in range(len(pipeline)) for mesh in pipeline.items(index)]


def check(found: list[Any], times: Sequence[float]) -> None:
    stacked = [step(t) for t in times]
    for group, name in (("point_data", "q"), ("cell_data", "c")):
        values = np.stack([np.asarray(getattr(m, group)[name], np.float64) for m in stacked])
        expected = np.gradient(values, np.array(times), axis=0)
        for mesh, rate in zip(found, expected, strict=True):
            np.testing.assert_array_equal(getattr(mesh, group)[f"{name}_dt"], rate)


def test_rates_are_those_of_numpy_over_the_whole_series(files: Path) -> None:
    said: list[str] = []
    found = items(
        VTKSource(files), SeriesDerivative(["q", "c"], velocity="v", displacement="u"), said
    )
    check(found, TIMES)
    points = np.stack([np.asarray(step(t).points) for t in TIMES])
    for mesh, velocity, own in zip(found, np.gradient(points, TIMES, axis=0), points, strict=True):
        np.testing.assert_array_equal(mesh.point_data["v"], velocity)
        np.testing.assert_array_equal(mesh.point_data["u"], own - points[0])
    one_sided = "at the first and last item of a series the difference is one-sided"
    assert said == [one_sided, one_sided]


def test_a_series_of_a_pvd_has_its_times(tmp_path: Path) -> None:
    """The files have other times of their own, and names in another order."""
    names = [f"{'zyxwv'[n]}.vtu" for n in range(5)]
    write(tmp_path, names, TIMES, told=False)
    for name in names[:2]:
        mesh = pv.read(tmp_path / name)
        mesh.field_data["TimeValue"] = [17.0]
        mesh.save(tmp_path / name)
    pvd(tmp_path / "run.pvd", names, TIMES)
    source = VTKSource(tmp_path)
    assert {source.origin(n).series for n in range(5)} == {"run"}
    said: list[str] = []
    check(items(source, SeriesDerivative(["q", "c"]), said), TIMES)
    others = "files of a series tell other times than the series, which are taken"
    assert said.count(others) == 2


def test_a_file_at_two_times_of_a_series_has_both(tmp_path: Path) -> None:
    mesh = step(0.0)
    mesh.field_data["TimeValue"] = [17.0]
    mesh.save(tmp_path / "a.vtu")
    pvd(tmp_path / "run.pvd", ["a.vtu", "a.vtu"], [1.0, 2.0])
    source = VTKSource(tmp_path)
    with noting(lambda *_: None):
        times = [float(m.field_data["TimeValue"][0]) for n in range(2) for m in source[n]]
    assert times == [1.0, 2.0]


def test_a_solver_s_case(tmp_path: Path) -> None:
    case = Path(__file__).parents[1] / "data" / "cavity"
    source = OpenFOAMSource(case)
    said: list[str] = []
    found = items(source, SeriesDerivative(["U"]), said)
    times = [source.origin(n).time for n in range(len(source))]
    values = np.stack([next(source[n]).cell_data["U"] for n in range(len(source))])
    expected = np.gradient(np.asarray(values, np.float64), times, axis=0)
    np.testing.assert_array_equal([mesh.cell_data["U_dt"] for mesh in found], expected)


def test_the_interval_is_for_files_without_times(tmp_path: Path) -> None:
    times = [0.0, 0.25, 0.5]
    write(tmp_path, [f"{n}.vtu" for n in (8, 9, 10)], times, told=False)
    source = VTKSource(tmp_path)
    with pytest.raises(MeshError, match=r"8\.vtu has no time.*give the interval"):
        items(source, SeriesDerivative(["q"]))
    check(items(source, SeriesDerivative(["q", "c"], interval=0.25)), times)


def test_an_interval_says_where_numbers_are_missing(tmp_path: Path) -> None:
    write(tmp_path, [f"s_{n:03}.vtu" for n in (10, 20, 40, 50)], TIMES[:4], told=False)
    source = VTKSource(tmp_path)
    said = "the numbers of s are not evenly spaced (20, 40)"
    for pipeline in (
        source.filter(SeriesDerivative(["q"], interval=1.0)).write(VTUSink(tmp_path / "a")),
        source.write(VTKHDFSeriesSink(tmp_path / "b", interval=1.0)),
    ):
        assert any(said in notice for notice in make_plan(pipeline, None, workers=2).remarks)
    even = SeriesDerivative(["q"], interval=1.0)
    (tmp_path / "s_040.vtu").rename(tmp_path / "s_030.vtu")
    (tmp_path / "s_050.vtu").rename(tmp_path / "s_040.vtu")
    plan = make_plan(VTKSource(tmp_path).filter(even).write(VTUSink(tmp_path)), None, workers=2)
    assert not any("evenly" in notice for notice in plan.remarks)


@pytest.mark.parametrize("time", [np.nan, np.inf])
def test_a_time_that_is_none_is_refused(files: Path, time: float) -> None:
    write(files, ["s_4.vtu"], [3.0])
    mesh = step(3.0)
    mesh.field_data["TimeValue"] = [time]
    mesh.save(files / "s_4.vtu")
    pipeline = VTKSource(files).filter(SeriesDerivative(["q"]))
    assert list(pipeline.items(2))
    for index in (3, 4):
        with pytest.raises(MeshError, match=r"s_4 has the time (nan|inf), which is none"):
            list(pipeline.items(index))
    sink = VTKHDFSeriesSink(files / "out")
    with pytest.raises(MeshError, match="s_4 has the time"):
        _ = VTKSource(files).write(sink)[4]
    assert len(items(VTKSource(files), SeriesDerivative(["q"], interval=1.0))) == 5


def test_two_series_in_one_folder_do_not_meet(tmp_path: Path) -> None:
    write(tmp_path, [f"a/s{n}.vtu" for n in range(3)], TIMES[:3])
    write(tmp_path, [f"b/s{n}.vtu" for n in range(4)], TIMES[1:])
    found = items(VTKSource(tmp_path, recursive=True), SeriesDerivative(["q", "c"]))
    check(found[:3], TIMES[:3])
    check(found[3:], TIMES[1:])


@pytest.mark.parametrize(
    ("names", "keys"),
    [
        (["s_1.vtu", "s_2.vtu", "s_10.vtu"], 1),
        (["U1.vtu", "U2.vtu", "p1.vtu"], 2),
        (["t0.5.vtu", "t1.5.vtu", "t1e-05.vtu"], 1),
        (["step1_wall.vtu", "step2_wall.vtu"], 1),
        (["a.vtu", "b.vtu"], 2),
        (["run1/s_1.vtu", "run1/s_2.vtu", "run2/s_1.vtu"], 2),
    ],
)
def test_what_is_a_series(tmp_path: Path, names: list[str], keys: int) -> None:
    for name in names:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    source = FileSource(tmp_path, "*", recursive=True)
    source.query = type(source.query)(tmp_path, "*", (".vtu",), True)
    found = SeriesOf(source).members
    assert len(found) == keys
    assert sorted(index for of_key in found.values() for index in of_key) == list(range(len(names)))
    assert all(series_name(source.origin(n)) for n in range(len(names)))
    assert {series_key(source.origin(n)) for n in range(len(names))} == set(found)


def test_what_cannot_be_compared_is_refused(files: Path) -> None:
    source = VTKSource(files)
    with pytest.raises(MissingFieldError, match="no cell or point field 'z'"):
        items(source, SeriesDerivative(["z"]))
    with pytest.raises(MeshError, match=r"a step before has changed 'points'"):
        items(source.filter(Scale(2.0)), SeriesDerivative(velocity="v"))
    with pytest.raises(MeshError, match="has a field named 'q' already"):
        items(source, SeriesDerivative(velocity="q"))
    found = items(source.filter(SelectFields(point_fields=["q"])), SeriesDerivative(["q"]))
    assert all("q_dt" in mesh.point_data for mesh in found)
    other = step(TIMES[1], cells=3)
    other.field_data["TimeValue"] = [TIMES[1]]
    other.save(files / "s_1.vtu")
    with pytest.raises(MeshError, match=r"has other cells than its neighbor s_1\.vtu"):
        items(VTKSource(files), SeriesDerivative(["c"]))
    write(files, ["s_1.vtu"], [7.0])
    with pytest.raises(MeshError, match=r"2\.0 of s_2\.vtu does not come after 7\.0 of s_1\.vtu"):
        items(VTKSource(files), SeriesDerivative(["c"]))
    (files / "s_1.vtu").write_text("no mesh")
    with pytest.raises(MeshError, match=r"its neighbor s_1\.vtu cannot be read"):
        items(VTKSource(files, "s_*"), SeriesDerivative(["c"]))
    assert [p for p, _ in SeriesDerivative().problems()] == ["fields"]
    wrong = SeriesDerivative(["q"], "", "v", "v", 0.0)
    assert [p for p, _ in wrong.problems()] == ["suffix", "displacement", "interval"]


def test_a_field_that_a_neighbor_lacks_is_named(files: Path) -> None:
    mesh = pv.read(files / "s_0.vtu")
    mesh.point_data.remove("q")
    mesh.save(files / "s_0.vtu")
    pipeline = VTKSource(files).filter(SeriesDerivative(["q"]))
    with pytest.raises(MeshError, match="the field 'q' is not there in all time steps"):
        list(pipeline.items(1))
    assert "q_dt" in next(pipeline.items(2)).point_data


def test_the_plan_knows_series_and_groups(files: Path, tmp_path: Path) -> None:
    pipeline = VTKSource(files).filter(SeriesDerivative(["q"])).write(VTUSink(tmp_path / "out"))
    plan = make_plan(pipeline, None, workers=2)
    assert plan.filter_groups == plan.groups == [[0, 1, 2], [3, 4]]
    assert any("found one series with 5 items" in words for words in plan.remarks)
    lone = VTKSource(files, "s_1.vtu").filter(SeriesDerivative(["q"]))
    with pytest.raises(MeshError, match="no two items are of one series"):
        make_plan(lone.write(VTUSink(tmp_path / "out")), None, workers=2)


def test_every_tenth_index_has_the_neighbors_of_the_source(files: Path) -> None:
    pipeline = VTKSource(files).filter(SeriesDerivative(["q"]))
    assert pipeline.filters[0].partition_indices([0, 2, 4]) is None
    assert pipeline.filters[0].partition_indices([0, 1, 3, 4]) == [[0, 1], [3, 4]]
    many = SyntheticSource(count=100).filter(SeriesDerivative(["temperature"]))
    groups = many.filters[0].partition_indices(range(100))
    assert [len(group) for group in groups or ()] == [8] * 12 + [4]
    expected = np.gradient([TIMES[1] ** 2, TIMES[2] ** 2, TIMES[3] ** 2], TIMES[1:4])[1]
    q = next(pipeline.items(2)).point_data["q_dt"]
    np.testing.assert_allclose(q, step(0, 2).points[:, 0] * expected)


def test_neighbors_are_inputs(files: Path) -> None:
    source = VTKSource(files)
    step = SeriesDerivative(["q"], displacement="u")
    pipeline = source.filter(step)
    ask = inputs_of(pipeline.source, pipeline.filters)
    assert ask is not None
    names = [[Path(path).name for path in pickle.loads(pickle.dumps(ask))(n)] for n in range(5)]
    assert names[0] == ["s_0.vtu", "s_1.vtu"]
    assert names[3] == ["s_3.vtu", "s_2.vtu", "s_4.vtu", "s_0.vtu"]
    assert inputs_of(source, ()) == source.inputs


def test_each_file_is_read_once(files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[int] = []
    plain = VTKSource.read

    def counted(self: Any, index: int) -> Any:
        read.append(index)
        return plain(self, index)

    monkeypatch.setattr(VTKSource, "read", counted)
    items(VTKSource(files), SeriesDerivative(["q"], displacement="u"))
    assert sorted(read) == [0, 1, 2, 3, 4]


def test_a_file_that_changed_is_read_again_and_items_are_copies(files: Path) -> None:
    pipeline = VTKSource(files).filter(SeriesDerivative(["q"]))
    first = next(pipeline.items(1)).point_data["q_dt"].copy()
    for mesh in pipeline.items(1):
        mesh.points[:] = 0.0
        mesh.point_data["q"][:] = -1.0
    np.testing.assert_array_equal(next(pipeline.items(1)).point_data["q_dt"], first)
    changed = step(TIMES[2])
    changed.point_data["q"] *= 2
    changed.field_data["TimeValue"] = [TIMES[2]]
    changed.save(files / "s_2.vtu")
    assert not np.array_equal(next(pipeline.items(1)).point_data["q_dt"], first)


def test_a_copy_for_a_worker_holds_no_meshes(files: Path) -> None:
    pipeline = VTKSource(files).filter(SeriesDerivative(["q"]))
    size = len(pipeline) and len(pickle.dumps(pipeline))
    list(pipeline.items(1))
    assert len(pickle.dumps(pipeline)) == size
    [mesh] = pickle.loads(pickle.dumps(pipeline)).items(1)
    np.testing.assert_array_equal(
        mesh.point_data["q_dt"], next(pipeline.items(1)).point_data["q_dt"]
    )


def test_a_preview_knows_whose_item_it_shows(files: Path) -> None:
    """Its steps run one after another on items that were kept."""
    table = files / "rows.csv"
    table.write_text("name,speed\n" + "".join(f"s_{n},{n * 1.5}\n" for n in range(5)))
    pipeline = (
        VTKSource(files)
        .filter(SeriesDerivative(["q"]))
        .filter(GlobalTable(table, "stem", columns=["speed"]))
    )
    shown = preview(pipeline, 2, inspector("mesh"))
    assert [step.error for step in shown.steps] == [None] * 3
    fields = {field.name: field for field in shown.steps[-1].items[0].fields}
    assert "q_dt" in fields
    assert fields["speed"].mean == 3.0
