"""A column of the results is one entry of `COLUMNS`: table, order, detail and files have it."""

from __future__ import annotations

import csv

import msgspec
import numpy as np
import pyarrow.parquet as pq
import pytest
from PySide6.QtCore import Qt

from curator_gui.app.results import columns as results_columns
from curator_gui.app.results.columns import COLUMNS, SECONDS, WORD, Column, facts
from curator_gui.app.results.exporting.export import write_table
from curator_gui.app.results.model import ResultsModel
from curator_gui.app.results.order import ResultFilter, sorted_rows
from tests.app.fake_engine import STEPS, failed, finished, started

WAITED = np.array([0.25, np.nan, 0.125], np.float32)
HOSTS = ["beta", "", "alpha"]
QUEUED = Column(
    "queued", "Queued", "Time before it began", SECONDS, lambda store: WAITED,
    field="queued_s", detail="Queued for", digits=9, hidden=True,
)  # fmt: skip
HOST = Column(
    "host", "Host", "Where it ran", WORD, lambda store: HOSTS, field="host", detail="Host", digits=6
)


@pytest.fixture
def model(monkeypatch) -> ResultsModel:
    monkeypatch.setattr(results_columns, "COLUMNS", [*COLUMNS, QUEUED, HOST])
    model = ResultsModel()
    model.reset(range(3), STEPS)
    model.store.apply([started(0, worker=7), finished(0, worker=7), failed(1, "no")])
    return model


def test_an_added_column_is_in_the_model_and_its_order(model):
    queued, host = model.position("queued"), model.position("host")
    titles = [model.headerData(n, Qt.Orientation.Horizontal) for n in (queued, host)]
    assert titles == ["Queued", "Host"]
    assert [model.index(row, queued).data() for row in range(3)] == ["250 ms", "", "125 ms"]
    assert [model.index(row, host).data() for row in range(3)] == ["beta", "", "alpha"]
    assert sorted_rows(model.store, "queued", False).tolist() == [2, 0, 1]
    assert sorted_rows(model.store, "queued", True).tolist() == [0, 2, 1]
    assert sorted_rows(model.store, "host", False).tolist() == [2, 0, 1]
    model.sort(queued)
    assert [model.index(row, 0).data() for row in range(3)] == ["2", "0", "1"]


def test_an_added_column_is_in_the_table_with_its_width_alignment_and_copy(model, qtbot):
    from PySide6.QtGui import QGuiApplication

    from curator_gui.ui.results.table import ResultsTable

    table = ResultsTable(model)
    qtbot.addWidget(table)
    queued, host = model.position("queued"), model.position("host")
    assert table.isColumnHidden(queued)
    assert not table.isColumnHidden(host)
    names = [action.text() for action in table.columns_menu().actions()]
    assert names[-2:] == ["Queued", "Host"]
    table.setColumnHidden(queued, False)
    digit = table.fontMetrics().horizontalAdvance("0")
    assert table.columnWidth(queued) - 9 * digit == table.columnWidth(0) - 7 * digit
    align = Qt.ItemDataRole.TextAlignmentRole
    assert model.index(0, queued).data(align) & Qt.AlignmentFlag.AlignRight
    assert model.index(0, host).data(align) & Qt.AlignmentFlag.AlignLeft
    table.selectAll()
    table.copy()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0].endswith("Message\tUnchanged\tRemarks\tQueued\tHost")
    assert lines[1].endswith("\t250 ms\tbeta")


def test_an_added_column_is_in_the_detail(model, qtbot):
    from curator_gui.ui.results.detail import DetailPane

    known = facts(model.store, 0)
    assert ("Queued for", "250 ms") in known
    assert ("Host", "beta") in known
    assert not {"Queued for", "Host"} & {name for name, _ in facts(model.store, 1)}
    pane = DetailPane()
    qtbot.addWidget(pane)
    pane.show_result(model.store.result(0), known)
    rows = pane._facts
    shown = [
        rows.itemAt(n, rows.ItemRole.FieldRole).widget().text() for n in range(rows.count() // 2)
    ]
    assert {"250 ms", "beta"} <= set(shown)
    assert not pane.shows(model.store.result(0), facts(model.store, 2))


def test_an_added_column_is_in_the_files_behind_the_others(model, tmp_path):
    write_table(model.store, [2, 0, 1], tmp_path / "results.csv")
    with (tmp_path / "results.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0][-6:] == [
        *("message", "unchanged", "remarks", "sinks"),
        *("queued_s", "host"),
    ]
    assert [row[-2:] for row in rows[1:]] == [["0.125", "alpha"], ["0.25", "beta"], ["", ""]]
    write_table(model.store, [2, 0, 1], tmp_path / "results.parquet")
    table = pq.read_table(tmp_path / "results.parquet")
    assert table.column_names[-6:] == [
        *("message", "unchanged", "remarks", "sinks"),
        *("queued_s", "host"),
    ]
    assert table["queued_s"].to_pylist() == [0.125, 0.25, None]
    assert table["host"].to_pylist() == ["alpha", "beta", None]


def test_every_column_shows_its_own_value(model):
    """Rows in which all values differ: no column can pass for another."""
    store = model.store
    event = finished(2, worker=5, attempt=3, size=1 << 20, duration=2.0, outputs=("/o/a.vtu",))
    notes = ((1, "unchanged", "has no fields", 4), (0, "remark", "odd", 7))
    store.apply([started(2, worker=5), msgspec.structs.replace(event, notes=notes)])
    store.rss[2] = 1 << 30
    store.set_names(["a.vtu", "b.vtu", "tank 3.vtu"])
    texts = {column.key: column.cell_text(store, 2) for column in COLUMNS}
    assert texts | {"started": ""} == {
        "index": "2",
        "name": "tank 3.vtu",
        "status": "done",
        "duration": "2.00 s",
        "worker": "5",
        "attempts": "3",
        "memory": "1.00 GB",
        "started": "",
        "size": "1.00 MB",
        "outputs": "a.vtu",
        "unchanged": "4",
        "remarks": "7",
        "sinks": "",
        **dict.fromkeys(("message", "step", "cause", "error_type"), ""),
    }
    assert texts["started"].count(":") == 2
    said = dict(facts(store, 2))["Steps said"]
    assert said.splitlines() == [
        f"{STEPS[1]}: has no fields (4 items)",
        f"{STEPS[0]}: odd (7 items)",
    ]
    store.apply([finished(2, worker=5)])  # once more, and now nobody says anything
    assert (store.unchanged[2], store.remarks[2], store.notes(2)) == (0, 0, ())


@pytest.mark.parametrize(
    "wanted",
    [
        ResultFilter(text="a"),
        ResultFilter(worker=0),
        ResultFilter(min_duration=0.0),
        ResultFilter(max_duration=0.0),
        ResultFilter(min_attempts=0),
        ResultFilter(statuses=frozenset({"done"})),
        ResultFilter(cause="x"),
        ResultFilter(error_type="x"),
        ResultFilter(stage="x"),
    ],
)
def test_any_wish_makes_a_filter_active(wanted):
    assert wanted.active
    assert not ResultFilter().active


def test_an_active_filter_lets_go_of_rows_that_no_longer_pass(model):
    """While events pour in: without `active` the rows would stay."""
    model.set_filter(ResultFilter(statuses=frozenset({"waiting"})))
    assert model.rowCount() == 1
    model.store.apply([started(2)])
    model.flush(at_once=True)
    assert model.rowCount() == 0
    model.set_filter(ResultFilter())
    assert model.rowCount() == 3


def test_durations_that_differ_only_in_one_bit_are_in_order():
    """The sort looks at both halves of a float32; a shift by 17 would drop a bit between them."""
    one = np.float32(1.0).view(np.uint32)
    bits = [one + (1 << place) for place in range(22, -1, -1)]
    durations = [float(np.uint32(value).view(np.float32)) for value in bits]
    model = ResultsModel()
    model.reset(range(len(durations)), STEPS)
    model.store.apply([finished(i, duration=value) for i, value in enumerate(durations)])
    expected = list(range(len(durations)))[::-1]
    assert sorted_rows(model.store, "duration", False).tolist() == expected
    assert sorted_rows(model.store, "duration", True).tolist() == expected[::-1]
