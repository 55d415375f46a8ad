"""Global data: constants, and rows of a table matched to items."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import pyvista as pv
from hypothesis import given
from hypothesis import strategies as st

from curator_gui.core import ParamError
from curator_gui.domains.mesh import (
    GlobalData,
    GlobalFile,
    GlobalTable,
    NPZSink,
    SyntheticSource,
    VTKSource,
)
from curator_gui.domains.mesh.errors import MeshError
from curator_gui.domains.mesh.formats.tables import read_table
from curator_gui.run.planning.plan import make_plan


def item(step: Any, index: int, source: Any = None) -> pv.DataSet:
    pipeline = (source or SyntheticSource(count=3, resolution=3)).filter(step)
    [mesh] = list(pipeline.items(index))
    return mesh


class Loose(SyntheticSource):
    """A source of one item, which is the table's first row by `angle`."""

    def __init__(self) -> None:
        super().__init__(count=1, resolution=3)


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "runs.csv"
    path.write_text("case,speed,angle\nbox_000000,1.5,0\nbox_000002,2.5,-3e1\nbox_000001,3.5,7\n")
    return path


def test_constants_are_added_and_replaced() -> None:
    mesh = item(GlobalData({"speed": 2.5, "TimeValue": 9}), 1)
    assert list(mesh.field_data["speed"]) == [2.5]
    assert list(mesh.field_data["TimeValue"]) == [9.0]


@pytest.mark.parametrize(("match", "speeds"), [("stem", [1.5, 3.5, 2.5])])
def test_rows_are_matched(table: Path, match: str, speeds: list[float]) -> None:
    step = GlobalTable(table, match, columns=["speed", "ang*"])
    assert list(step.problems()) == []
    assert [item(step, i).field_data["speed"][0] for i in range(3)] == speeds
    assert set(item(step, 0).field_data.keys()) == {"TimeValue", "speed", "angle"}


def test_rows_matched_by_index_and_relative_path(tmp_path: Path) -> None:
    for name in ("one/m.vtp", "two/m.vtp"):
        (tmp_path / name).parent.mkdir()
        pv.Sphere().save(tmp_path / name)
    source = VTKSource(tmp_path, "*.vtp", recursive=True)
    path = tmp_path / "t.csv"
    path.write_text("x;path;number\n1;two/m;0\n2;one/m;1\n")
    by_path = GlobalTable(path, "relpath", key="path", columns=["x"])
    assert item(by_path, 0, source).field_data["x"][0] == 2
    by_index = GlobalTable(path, "index", key="number", columns=["x"])
    assert item(by_index, 0, source).field_data["x"][0] == 1


def test_what_is_missing_is_said(table: Path) -> None:
    with pytest.raises(MeshError, match="has 3 rows for 5 items: match them by a key"):
        item(GlobalTable(table, columns=["speed"]), 3, SyntheticSource(count=5, resolution=3))
    with pytest.raises(MeshError, match="no row whose case is 'box_000003', 'box_000004'"):
        item(GlobalTable(table, "stem"), 3, SyntheticSource(count=5, resolution=3))
    with pytest.raises(MeshError, match=r"runs\.csv, line 2: case is 'box_000000', not a number"):
        item(GlobalTable(table, "index", key="angle", columns=["case"]), 0, Loose())
    with pytest.raises(MeshError, match="the source does not tell which item this is"):
        list(GlobalTable(table)(iter([pv.Sphere()])))


@pytest.mark.parametrize(
    ("text", "arguments", "param", "message"),
    [
        ("", {}, "table", "is empty"),
        ("a,a\n1,2\n", {}, "table", "two columns of the same name"),
        ("a,b\n1,2,3\n", {}, "table", "line 2: 3 values for 2 columns"),
        ("a,b\n1,2\n1,3\n", {"match": "stem"}, "key", "has '1' twice in column 'a'"),
        ("a,b\n1,2\n", {"match": "stem", "key": "c"}, "key", "no column 'c'; it has a, b"),
        ("a,b\n1,2\n", {"columns": ["x*"]}, "columns", "no column 'x*'; it has a, b"),
    ],
)
def test_wrong_tables_are_problems(
    tmp_path: Path, text: str, arguments: dict[str, Any], param: str, message: str
) -> None:
    path = tmp_path / "t.csv"
    path.write_text(text)
    [(found, words)] = GlobalTable(path, **arguments).problems()
    assert found == param
    assert message in words
    assert str(path) in words


def test_the_table_belongs_to_the_fingerprint(table: Path) -> None:
    assert list(GlobalTable(table).input_files()) == [str(table)]


def runs(folder: Path, *numbers: int, name: str = "run_{}/boundary_{}.vtp") -> VTKSource:
    for number in numbers:
        path = folder / name.format(number, number)
        path.parent.mkdir(parents=True, exist_ok=True)
        pv.Sphere(theta_resolution=4, phi_resolution=4).save(path)
    return VTKSource(folder, "*.vtp", recursive=True)


def drags(step: Any, source: Any) -> list[float]:
    return [float(item(step, i, source).field_data["Cd"][0]) for i in range(len(source))]


def written(folder: Path, text: str) -> Path:
    path = folder / "t.csv"
    path.write_text(text)
    return path


DRAG = "run,Cd\n1,0.1\n2,0.2\n3,0.3\n4,0.4\n"


def test_position_needs_as_many_rows_as_items(tmp_path: Path) -> None:
    source = runs(tmp_path / "in", 1, 2, 4)
    step = GlobalTable(written(tmp_path, DRAG))
    with pytest.raises(MeshError, match=r"has 4 rows for 3 items: match them by a key.*boundary_4"):
        drags(step, source)
    [(param, message)] = step.problems()
    assert param == "match"
    assert "4 rows for 3 items" in message


@pytest.mark.parametrize(
    ("numbers", "rows", "fits"),
    [
        ([1, 2, 4], "1 2 3", False),  # as many, but of other runs
        ([1, 2, 4], "1 4 2", False),
        ([1, 2, 4], "1 2 4", True),
        ([1, 2, 3], "0 1 2", True),  # counted from 0
        ([1, 2, 4], "01 02 04", True),
        ([1, 2, 10], "1 10 2", False),  # alphabetical order of the table
        ([1, 2, 4], "0.3 0.1 0.7", True),  # measured values name nothing
        ([1, 2, 4], "boundary_1 boundary_4 boundary_2", False),
        ([1, 2, 4], "boundary_1 boundary_2 boundary_4", True),
    ],
)
def test_position_needs_names_that_agree(
    tmp_path: Path, numbers: list[int], rows: str, fits: bool
) -> None:
    source = runs(tmp_path / "in", *numbers)
    lines = "".join(f"{key},{n}\n" for n, key in enumerate(rows.split()))
    step = GlobalTable(written(tmp_path, "run,Cd\n" + lines), columns=["Cd"])
    if fits:
        assert drags(step, source) == [0, 1, 2]
        assert list(step.problems()) == []
    else:
        with pytest.raises(MeshError, match=r"is for .* but item \d is"):
            drags(step, source)


@pytest.mark.parametrize(
    ("pattern", "name"),
    [
        ("run_{run}", "run_{}/boundary_{}.vtp"),
        ("boundary_{run}", "boundary_{}.vtp"),
        ("case-{run}_fine", "case-{}_fine.vtp"),
        ("run{run}", "run00{}/mesh.vtp"),
    ],
)
def test_keys_come_from_the_name_by_a_pattern(tmp_path: Path, pattern: str, name: str) -> None:
    source = runs(tmp_path / "in", 1, 2, 4, name=name)
    step = GlobalTable(written(tmp_path, DRAG), "pattern", pattern=pattern)
    assert drags(step, source) == [0.1, 0.2, 0.4]
    assert list(step.problems()) == []


def test_keys_without_rows_and_doubled_keys_are_listed(tmp_path: Path) -> None:
    source = runs(tmp_path / "in", 1, 2, 7, 8)
    step = GlobalTable(written(tmp_path, DRAG), "pattern", pattern="run_{run}")
    with pytest.raises(MeshError, match="no row whose run is '7', '8'"):
        drags(step, source)
    doubled = GlobalTable(written(tmp_path, DRAG + "2,9\n04,9\n"), "pattern", pattern="run_{run}")
    with pytest.raises(MeshError, match="has '2', '04' twice in column 'run'"):
        drags(doubled, source)
    with pytest.raises(ParamError, match="one column in braces"):
        GlobalTable(tmp_path / "t.csv", "pattern", pattern="run_")
    odd = GlobalTable(written(tmp_path, DRAG), "pattern", pattern="case_{run}")
    with pytest.raises(MeshError, match=r"does not fit the pattern 'case_\{run\}'"):
        drags(odd, source)


@pytest.mark.parametrize(
    ("suffix", "text"),
    [
        (".json", '{{"Cd": {0}, "force": {{"x": [1, 2, {0}], "note": "ok"}}}}'),
        (".csv", "Cd,Cl\n{0},2\n"),
    ],
)
def test_numbers_of_a_file_beside_are_added(tmp_path: Path, suffix: str, text: str) -> None:
    source = runs(tmp_path / "in", 1, 2, 4)
    for index in range(3):
        path = Path(source.inputs(index)[0])
        path.with_name(f"{path.stem}_coefficients{suffix}").write_text(text.format(index))
    step = GlobalFile("{stem}_coefficients" + suffix)
    assert drags(step, source) == [0, 1, 2]
    assert list(step.problems()) == []
    assert len(step.input_files()) == 3
    if suffix == ".json":
        mesh = item(step, 2, source)
        assert list(mesh.field_data["force/x"]) == [1, 2, 2]
        assert "force/note" not in mesh.field_data
        with pytest.raises(MeshError, match="has no number 'Cx'"):
            item(GlobalFile("{stem}_coefficients.json", ["Cx"]), 0, source)


def test_meshes_without_their_file_are_listed(tmp_path: Path) -> None:
    source = runs(tmp_path / "in", 1, 2)
    step = GlobalFile()
    source.filter(step)
    [(param, message)] = step.problems()
    assert param == "file"
    assert "boundary_1.json" in message
    assert "boundary_2.json" in message
    with pytest.raises(MeshError, match="cannot be read"):
        item(step, 0, source)


@given(st.text(max_size=100))
def test_any_text_is_a_table_or_an_error(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    path = tmp_path_factory.mktemp("table") / "t.csv"
    path.write_text(text, encoding="utf-8", errors="replace")
    try:
        table = read_table(path)
    except MeshError:
        return
    assert all(len(row) == len(table.columns) for row in table.rows)


def test_rows_that_belong_to_no_item_are_named(tmp_path: Path, table: Path) -> None:
    with table.open("a") as file:
        file.writelines(f"other_{n},1,2\n" for n in range(12))
    pipeline = SyntheticSource(count=2, resolution=3).filter(GlobalTable(table, "stem"))
    (remark,) = make_plan(pipeline.write(NPZSink(tmp_path / "out")), [0], 1).remarks
    assert remark.startswith("Global values from a table: 13 of 15 rows of ")
    assert "belong to no item: 'box_000002', 'other_0'," in remark
    assert remark.endswith("'other_8' and 3 more")


def test_a_table_without_spare_rows_says_nothing(tmp_path: Path, table: Path) -> None:
    source = SyntheticSource(count=3, resolution=3).filter(GlobalTable(table, "stem"))
    assert make_plan(source.write(NPZSink(tmp_path / "out")), [1], 1).remarks == ()


def test_files_beside_no_mesh_are_named(tmp_path: Path) -> None:
    for name in ("run_1", "run_2", "run_3"):
        (tmp_path / f"{name}.json").write_text('{"Cd": 1}')
    for name in ("run_1", "run_3"):
        pv.Sphere().save(tmp_path / f"{name}.vtp")
    pipeline = VTKSource(tmp_path, "*.vtp").filter(GlobalFile()).write(NPZSink(tmp_path / "out"))
    (remark,) = make_plan(pipeline, None, 1).remarks
    assert "one file of this name belongs to no mesh:" in remark
    assert "run_2.json" in remark
