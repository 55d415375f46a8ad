from __future__ import annotations

import subprocess
import sys

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtWidgets import QScrollArea

from curator_gui.app.monitor.statistics import RunStatistics
from curator_gui.run.events import RunStarted, RunStateChanged
from curator_gui.ui.common import theme
from curator_gui.ui.common.refresher import Refresher
from curator_gui.ui.monitor.run_bar import counts_of
from curator_gui.ui.monitor.view import MonitorView, stall_text
from tests.app.fake_engine import STEPS, T0, finished, make_document, started
from tests.ui.run_scripts import half_way, in_a_pass, mixed

WAIT_MS = 20_000
"""The board is drawn when there is time, after workers and charts."""


def cells(table) -> list[list[str]]:
    rows, columns = range(table.rowCount()), range(table.columnCount())
    return [[table.item(row, column).text() for column in columns] for row in rows]


def test_before_a_run_the_monitor_says_what_will_be_there(make_controller, show, qtbot):
    view = show(MonitorView(make_controller(mixed)))
    qtbot.wait(1)
    assert view._empty.isVisible()
    assert not view._board.isVisible()


@pytest.mark.workers
def test_the_board_after_a_run(run_script, show, qtbot):
    view = show(MonitorView(run_script(mixed)))
    qtbot.waitUntil(lambda: view._board is not None and view._board.isVisible())
    board = view._board
    values = [value.text() for value in board.figures._values]
    assert values[0] == "10 of 10 (100\u202f%)"
    assert values[1] == "3"
    assert values[5] == "\u2013"
    assert [row[0] for row in cells(board.workers)] == ["1", "2"]
    assert cells(board.workers)[0][4:6] == ["7", "3"]
    assert dict(board.stages._rows).keys() == set(STEPS)
    times, rates = board.items._curve.getData()
    assert len(times) == len(rates) > 10
    assert sum(board.durations._bars.opts["height"]) == 10
    assert not board.notice.isVisible()


def test_what_runs_is_seen_and_the_board_stays_after_the_end(make_controller, show, qtbot):
    controller = make_controller(half_way)
    view = show(MonitorView(controller))
    controller.start(make_document(10), None)
    qtbot.waitUntil(
        lambda: view._board is not None and view._board.workers.rowCount() == 2, timeout=WAIT_MS
    )
    qtbot.waitUntil(lambda: cells(view._board.workers)[1][1].startswith("#5"), timeout=WAIT_MS)
    assert "Stalled: worker 2 has been busy with index 5" in view._board.notice.text
    with qtbot.waitSignal(controller.finished, timeout=WAIT_MS):
        controller.stop_now()
    qtbot.waitUntil(lambda: cells(view._board.workers)[1][1] == "", timeout=WAIT_MS)
    assert view._board.isVisible()


def test_what_is_in_hand_in_a_pass_is_seen(make_controller, show, qtbot):
    controller = make_controller(in_a_pass)
    view = show(MonitorView(controller))
    controller.start(make_document(6), None)
    qtbot.waitUntil(
        lambda: view._board is not None and view._board.workers.rowCount() == 2, timeout=WAIT_MS
    )
    now = lambda: [row[1].split(" ")[0] for row in cells(view._board.workers)]  # noqa: E731
    qtbot.waitUntil(lambda: now() == ["#3", "#4"], timeout=WAIT_MS)
    assert "worker 1 has been busy with index 3" in view._board.notice.text
    assert counts_of(controller.statistics)["running"] == 2
    with qtbot.waitSignal(controller.finished, timeout=WAIT_MS):
        controller.stop_now()
    qtbot.waitUntil(lambda: now() == ["", ""], timeout=WAIT_MS)


def test_lanes_know_what_is_under_the_pointer(run_script, show, qtbot):
    controller = run_script(mixed)
    view = show(MonitorView(controller))
    qtbot.waitUntil(lambda: view._board is not None and view._board.isVisible())
    lanes = view._board.lanes
    qtbot.waitUntil(lambda: lanes.width() > 100)
    segment = next(s for s in controller.statistics.segments if s.index == 7)
    middle = (segment.start + segment.end) / 2 - controller.statistics.started
    place = lanes.getViewBox().mapViewToScene(QPointF(middle, segment.worker))
    found = lanes.segment_at(place)
    assert (found.index, found.status) == (7, "failed")
    with qtbot.waitSignal(controller.index_wanted) as wanted:
        qtbot.mouseDClick(lanes.viewport(), Qt.MouseButton.LeftButton, pos=place.toPoint())
    assert wanted.args == [7]
    qtbot.mouseMove(lanes.viewport(), QPoint(1, 1))


def test_every_theme_paints(run_script, show, qtbot):
    view = show(MonitorView(run_script(mixed)))
    qtbot.waitUntil(lambda: view._board is not None and view._board.isVisible())
    before = theme.current().name
    from PySide6.QtWidgets import QApplication

    for name in ("dark", "high-contrast", "light"):
        theme.apply(QApplication.instance(), name)
        image = view._board.items.grab().toImage()
        assert image.pixelColor(image.width() - 3, 3).name() == theme.current().plot_background
    theme.apply(QApplication.instance(), before)


def test_a_stall_is_told_in_words():
    statistics = RunStatistics()
    statistics.apply([RunStarted(T0, "r", 9, 5, STEPS), RunStateChanged(T0, "running")])
    assert stall_text(statistics, T0 + 1000) == ""
    statistics.apply([finished(0, duration=1.0), *(started(n, worker=n) for n in range(1, 6))])
    text = stall_text(statistics, T0 + 100)
    assert text.startswith("Stalled: worker 1 has been busy with index 1 for 1 min 40 s, worker 2")
    assert "and 2 more; 95 % of the indices take less than" in text


def test_a_hidden_widget_is_not_refreshed(make_controller, show, qtbot):
    from PySide6.QtWidgets import QWidget

    controller = make_controller(half_way)
    calls: list[int] = []
    widget = QWidget()
    refresher = Refresher(widget, controller, lambda: calls.append(1), interval_ms=5)
    controller.start(make_document(10), None)
    qtbot.waitUntil(lambda: controller.state == "running")
    assert calls == []
    show(widget)
    qtbot.waitUntil(lambda: len(calls) > 3)
    widget.hide()
    assert not refresher.waiting
    widget.show()
    qtbot.waitUntil(lambda: refresher.waiting)
    with qtbot.waitSignal(controller.finished, timeout=20_000):
        controller.stop_now()
    qtbot.waitUntil(lambda: not refresher.waiting)


@pytest.mark.workers
def test_plots_are_loaded_only_when_there_is_something_to_plot():
    code = (
        "import sys, curator_gui.ui.monitor.view, curator_gui.ui.results.view, "
        "curator_gui.ui.log.view, curator_gui.ui.monitor.run_bar, "
        "curator_gui.ui.monitor.status_line\n"
        "print([m for m in ('pyqtgraph', 'joblib', 'vtk') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_slowest_indices_are_links(run_script, show, qtbot):
    controller = run_script(mixed)
    view = show(MonitorView(controller))
    qtbot.waitUntil(lambda: view._board is not None and view._board.isVisible())
    line = view._board.slowest
    assert '<a href="9">#9</a> 1.00 s' in line.text()
    with qtbot.waitSignal(controller.index_wanted) as wanted:
        line.linkActivated.emit("9")
    assert wanted.args == [9]


def test_failures_have_a_curve_of_their_own(run_script, show, qtbot):
    view = show(MonitorView(run_script(mixed)))
    qtbot.waitUntil(lambda: view._board is not None and view._board.isVisible())
    assert view._board.items._failed.isVisible()
    assert view._board.items._failed.getData()[1].max() > 0


@pytest.mark.workers
def test_where_there_is_room_nothing_has_to_be_scrolled_to(run_script, show, qtbot):
    view = show(MonitorView(run_script(mixed)))
    view.resize(1400, 900)
    qtbot.waitUntil(lambda: view._board is not None and view._board.isVisible())
    area = view.findChild(QScrollArea)
    qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() == 0)
    assert min(plot.height() for plot in (view._board.items, view._board.lanes)) > 150
