"""Global data: constants, and rows of a table matched to items."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import pyvista as pv
from hypothesis import given
from hypothesis import strategies as st

from curator_gui.domains.mesh import GlobalData, GlobalTable, SyntheticSource, VTKSource
from curator_gui.domains.mesh.errors import MeshError
from curator_gui.domains.mesh.formats.tables import read_table


def item(step: Any, index: int, source: Any = None) -> pv.DataSet:
    pipeline = (source or SyntheticSource(count=3, resolution=3)).filter(step)
    [mesh] = list(pipeline.items(index))
    return mesh


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "runs.csv"
    path.write_text("case,speed,angle\nbox_000000,1.5,0\nbox_000002,2.5,-3e1\nbox_000001,3.5,7\n")
    return path


def test_constants_are_added_and_replaced() -> None:
    mesh = item(GlobalData({"speed": 2.5, "TimeValue": 9}), 1)
    assert list(mesh.field_data["speed"]) == [2.5]
    assert list(mesh.field_data["TimeValue"]) == [9.0]


@pytest.mark.parametrize(
    ("match", "speeds"), [("position", [1.5, 2.5, 3.5]), ("stem", [1.5, 3.5, 2.5])]
)
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
    with pytest.raises(MeshError, match="has 3 rows: none for index 3"):
        item(GlobalTable(table, columns=["speed"]), 3, SyntheticSource(count=5, resolution=3))
    with pytest.raises(MeshError, match="no row whose case is 'box_000003'"):
        item(GlobalTable(table, "stem"), 3, SyntheticSource(count=5, resolution=3))
    with pytest.raises(MeshError, match=r"runs\.csv, line 2: case is 'box_000000', not a number"):
        item(GlobalTable(table), 0)
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
