from __future__ import annotations

import time

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QModelIndex, Qt

from curator_gui.app.results import model as results_model
from curator_gui.app.results.columns import column_of, table_columns
from curator_gui.app.results.model import STATUS_ROLE, ResultsModel
from curator_gui.app.results.order import ResultFilter
from tests.app.fake_engine import STEPS, failed, finished, started

FAILED = ResultFilter(statuses=frozenset({"failed"}))
RUNNING = ResultFilter(statuses=frozenset({"running"}))


@pytest.fixture
def model(qtmodeltester) -> ResultsModel:
    model = ResultsModel()
    model.reset(range(100, 110), STEPS)
    qtmodeltester.check(model)
    return model


def indices(model: ResultsModel) -> list[int]:
    return [int(model.index(row, 0).data()) for row in range(model.rowCount())]


def feed(model: ResultsModel, *events) -> None:
    model.store.apply(events)
    model._next_filter = 0.0
    model.flush()


def cell(model: ResultsModel, row: int, key: str, role=Qt.ItemDataRole.DisplayRole):
    return model.index(row, model.position(key)).data(role)


def test_a_new_run_shows_a_waiting_row_for_each_index(model):
    assert indices(model) == list(range(100, 110))
    assert cell(model, 0, "status") == "waiting"
    assert cell(model, 0, "duration") == ""
    assert [model.headerData(c, Qt.Orientation.Horizontal) for c in range(4)] == [
        "Index  \u25b2",
        "Item",
        "Status",
        "Duration",
    ]


def test_cells_of_a_finished_and_a_failed_row(model):
    feed(model, finished(100, outputs=("/o/a.vtu", "/o/b.vtu")), failed(101, "no\nfield"))
    assert cell(model, 0, "status") == "done"
    assert cell(model, 0, "outputs") == "a.vtu  +1"
    assert cell(model, 0, "outputs", Qt.ItemDataRole.ToolTipRole) == "/o/a.vtu\n/o/b.vtu"
    assert cell(model, 0, "size") == "0.98 KB"
    assert cell(model, 0, "memory") == "47.7 MB"
    assert cell(model, 1, "message") == "no field"
    assert cell(model, 1, "outputs") == "no field"
    assert column_of("outputs").cell_text(model.store, 1) == ""
    assert "no\nfield" in cell(model, 1, "outputs", Qt.ItemDataRole.ToolTipRole)
    assert cell(model, 1, "index", STATUS_ROLE) == "failed"
    assert (
        cell(model, 0, "duration", Qt.ItemDataRole.TextAlignmentRole) & Qt.AlignmentFlag.AlignRight
    )


def test_changes_are_announced_once_as_one_range(model, qtbot):
    told = []
    model.dataChanged.connect(lambda first, last: told.append((first.row(), last.row())))
    feed(model, started(102), finished(107), started(104))
    model.flush()
    assert told == [(2, 7)]


def test_a_filter_follows_the_events_row_by_row(model, qtbot):
    resets, inserts = [], []
    model.modelReset.connect(lambda: resets.append(1))
    model.rowsInserted.connect(lambda _, first, last: inserts.append((first, last)))
    model.set_filter(FAILED)
    assert model.rowCount() == 0
    feed(model, failed(105))
    feed(model, failed(103), failed(104), failed(109))
    assert indices(model) == [103, 104, 105, 109]
    assert inserts == [(0, 0), (0, 1), (3, 3)]
    feed(model, finished(104))
    assert indices(model) == [103, 105, 109]
    assert resets == []


def test_many_moves_at_once_are_a_reset(model, qtbot, monkeypatch):
    monkeypatch.setattr(results_model, "_FEW_MOVES", 1)
    told = []
    model.modelReset.connect(lambda: told.append("reset"))
    model.rows_changed.connect(lambda: told.append("rows changed"))
    model.set_filter(FAILED)
    feed(model, failed(102), failed(104))
    told.clear()
    feed(model, failed(101), failed(103), failed(105))
    assert told == ["reset", "rows changed"]
    assert indices(model) == [101, 102, 103, 104, 105]


def test_filtering_again_waits_when_it_was_just_done(model):
    model.set_filter(RUNNING)
    feed(model, started(100))
    model._next_filter = float("inf")
    model.store.apply([started(101)])
    model.flush()
    assert indices(model) == [100]
    model.flush(at_once=True)
    assert indices(model) == [100, 101]
    feed(model, started(102))
    assert indices(model) == [100, 101, 102]


def test_a_filter_that_had_to_wait_catches_up_without_further_events(model):
    model.set_filter(RUNNING)
    model._next_filter = float("inf")
    model.store.apply([started(101)])
    model.flush()
    assert indices(model) == []
    model._next_filter = 0.0
    model.flush()
    assert indices(model) == [101]


def test_sorting_by_click_and_noticing_that_it_is_out_of_date(model):
    feed(model, finished(103, duration=2.0), finished(108, duration=1.0))
    model.sort(model.position("duration"), Qt.SortOrder.DescendingOrder)
    assert indices(model)[:2] == [103, 108]
    assert not model.stale_order
    feed(model, finished(100, duration=9.0))
    assert indices(model)[:2] == [103, 108]
    assert model.stale_order
    model.sort_by("duration", True)
    assert indices(model)[:3] == [100, 103, 108]
    model.sort(-1)
    assert indices(model)[0] == 100


def test_a_column_that_changes_is_sorted_again_after_a_while(model):
    model.sort_by("duration", descending=True)
    feed(model, finished(103, duration=2.0))
    assert indices(model)[0] == 100
    model._next_sort = 0.0
    model.flush()
    assert indices(model)[0] == 103
    assert not model.stale_order
    assert model._next_sort > time.perf_counter() + results_model._RESORT_S / 2


def test_sorting_that_takes_long_waits_for_the_end(model, monkeypatch):
    monkeypatch.setattr(results_model, "_MANY_ROWS", 5)
    monkeypatch.setattr(results_model, "_LONG_SORT_S", 0.0)
    before = time.time()
    model.sort_by("duration", descending=True)
    assert before <= model.sorted_at <= time.time()
    model._next_sort = 0.0
    assert not model.order_waits
    feed(model, finished(103, duration=2.0))
    assert model.order_waits
    assert indices(model)[0] == 100
    model.flush(at_once=True)
    assert indices(model)[0] == 103
    assert not model.order_waits


def test_an_order_that_stays_resets_nothing(model, qtbot):
    feed(model, finished(103, duration=2.0))
    model.sort_by("duration", descending=True)
    model.store.apply([finished(103, duration=3.0)])
    with qtbot.assertNotEmitted(model.modelReset):
        model.flush(at_once=True)
    assert not model.stale_order


def test_positions_of_rows_that_are_shown(model):
    feed(model, failed(102), failed(106))
    model.sort_by("index", descending=True)
    model.set_filter(FAILED)
    assert indices(model) == [106, 102]
    rows = np.array([2, 6, 9])
    assert model.positions_of(rows).tolist() == [0, 1]


def test_a_filter_that_hides_every_row(model):
    model.set_filter(ResultFilter(text="nowhere"))
    assert model.rowCount() == 0
    feed(model, started(100))
    assert model.rowCount() == 0
    assert model.rowCount(QModelIndex()) == 0
    assert model.columnCount() == len(table_columns())


def test_every_cell_of_every_state_can_be_asked_for(model):
    feed(model, started(100), finished(101), failed(102), finished(103, outputs=()))
    roles = [Qt.ItemDataRole(role) for role in range(14)]
    for row in range(4):
        for column in range(len(table_columns())):
            assert [model.index(row, column).data(role) for role in roles]


ACTIONS = st.one_of(
    st.tuples(st.just("feed"), st.integers(100, 109), st.sampled_from([started, finished, failed])),
    st.tuples(st.just("filter"), st.sampled_from([FAILED, RUNNING, ResultFilter()]), st.none()),
    st.tuples(st.just("sort"), st.sampled_from(["index", "status", "duration"]), st.booleans()),
)


@given(st.lists(ACTIONS, max_size=30))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_sequence_of_events_filters_and_sorts_keeps_the_model_sound(qtmodeltester, actions):
    model = ResultsModel()
    model.reset(range(100, 110), STEPS)
    qtmodeltester.check(model)
    for action, what, how in actions:
        if action == "feed":
            feed(model, how(what))
        elif action == "filter":
            model.set_filter(what)
        else:
            model.sort_by(what, how)
        wanted = model.filter.statuses
        shown = [model.store.result(int(row)) for row in model.visible_rows]
        expected = [
            r for r in map(model.store.result, range(10)) if not wanted or r.status in wanted
        ]
        assert sorted(r.index for r in shown) == [r.index for r in expected]
