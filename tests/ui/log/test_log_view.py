from __future__ import annotations

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication

from curator_gui.app.monitor import log as run_log
from curator_gui.app.monitor import log_model as run_log_model
from curator_gui.app.monitor.log import LogFilter, RunLog
from curator_gui.app.monitor.log_model import LEVEL_ROLE, RunLogModel
from curator_gui.run.events import LogLine
from curator_gui.ui.log.view import LogView
from tests.app.fake_engine import T0
from tests.ui.run_scripts import mixed

pytestmark = pytest.mark.workers


def texts(model: RunLogModel) -> list[str]:
    return [model.line(row).text for row in range(model.rowCount())]


def lines(*numbers: int, level="info", worker=1) -> list[LogLine]:
    return [LogLine(T0, worker, level, f"line {n}") for n in numbers]


def test_the_model_takes_in_new_lines_that_pass(qtmodeltester):
    log = RunLog()
    model = RunLogModel(log)
    qtmodeltester.check(model)
    log.apply(lines(1, 2))
    assert not model.update()
    log.apply(lines(3, level="error"))
    model.update()
    assert texts(model) == ["line 1", "line 2", "line 3"]
    model.set_filter(LogFilter(level="error"))
    log.apply(lines(4) + lines(5, level="error"))
    model.update()
    assert texts(model) == ["line 3", "line 5"]
    assert model.index(0, 0).data(LEVEL_ROLE) == "error"
    model.set_filter(LogFilter(worker=0))
    assert texts(model) == []


def test_the_model_forgets_what_the_log_dropped(qtmodeltester, monkeypatch):
    monkeypatch.setattr(run_log, "MAX_LINES", 3)
    log = RunLog()
    log.lines = type(log.lines)(maxlen=3)
    model = RunLogModel(log)
    qtmodeltester.check(model)
    log.apply(lines(1, 2, 3))
    model.update()
    log.apply(lines(4, 5))
    model.update()
    assert texts(model) == ["line 3", "line 4", "line 5"]
    log.reset()
    log.apply(lines(6))
    model.update()
    assert texts(model) == ["line 6"]


def test_a_flood_is_taken_in_over_several_updates(monkeypatch):
    monkeypatch.setattr(run_log_model, "MAX_NEW_LINES", 10)
    log = RunLog()
    model = RunLogModel(log)
    log.apply(lines(*range(25)))
    assert model.update()
    assert model.rowCount() == 10
    assert model.update()
    assert not model.update()
    assert texts(model) == [f"line {n}" for n in range(25)]


@pytest.fixture
def view(run_script, show, qtbot) -> LogView:
    view = show(LogView(run_script(mixed)))
    qtbot.waitUntil(lambda: view.model.rowCount() > 5)
    return view


def test_before_a_run_the_log_says_what_will_be_there(make_controller, show, qtbot):
    view = show(LogView(make_controller(mixed)))
    qtbot.waitUntil(lambda: view._pages.currentIndex() == 1)


def test_levels_workers_and_search_filter(view):
    assert "worker 1 started, process 1234" not in texts(view.model)
    view._level.setCurrentIndex(0)
    assert "worker 1 started, process 1234" in texts(view.model)
    view._level.setCurrentIndex(view._level.findData("error"))
    assert len(texts(view.model)) == 3
    view._search.setText("CASE_7")
    assert len(texts(view.model)) == 1
    view._search.clear()
    view._level.setCurrentIndex(1)
    view._worker.setCurrentIndex(view._worker.findText("Engine"))
    assert texts(view.model)[0] == "run r1: 10 indices, 2 workers"
    assert view._worker.findText("Worker 2") == 3


def test_lines_can_be_copied(view, qtbot):
    view._copy.click()
    assert len(QGuiApplication.clipboard().text().splitlines()) == view.model.rowCount()
    # Not selectRow: it goes by the keys that are held, and a test before may have left one so.
    flags = QItemSelectionModel.SelectionFlag
    chosen = view.model.index(1, 0)
    view.table.selectionModel().select(chosen, flags.ClearAndSelect | flags.Rows)
    qtbot.keyClick(view.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text().count("\n") == 0


def test_the_newest_line_stays_in_sight_unless_told_otherwise(view):
    view._controller.log.apply(lines(*range(200)))
    view.refresh()
    bar = view.table.verticalScrollBar()
    assert bar.value() == bar.maximum()
    view._follow.click()
    bar.setValue(0)
    view._controller.log.apply(lines(*range(200)))
    view.refresh()
    assert bar.value() == 0
