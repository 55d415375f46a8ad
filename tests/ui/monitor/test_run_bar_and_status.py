from __future__ import annotations

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QToolButton

from curator_gui.app.monitor.remaining_time import RemainingTime
from curator_gui.app.monitor.statistics import RunStatistics
from curator_gui.ui.monitor.run_bar import RunBar, left_text, percent_text, state_text
from curator_gui.ui.monitor.status_line import RunStatusLine
from tests.app.fake_engine import make_document
from tests.ui.run_scripts import half_way, mixed


def test_before_a_run_the_bar_only_says_that_nothing_runs(make_controller, show):
    bar = show(RunBar(make_controller(mixed)))
    assert bar._state.text() == "Not running"
    assert not bar._strip.isVisible()


def test_the_bar_shows_the_actions_it_was_given(make_controller, show, qtbot):
    action = QAction("&Run")
    bar = show(RunBar(make_controller(mixed), [action, QAction("&Pause")]))
    first, second = bar.findChildren(QToolButton)
    assert (first.accessibleName(), second.accessibleName()) == ("Run", "Pause")
    with qtbot.waitSignal(action.triggered):
        first.click()


def test_the_bar_follows_a_run(make_controller, show, qtbot):
    controller = make_controller(half_way)
    bar = show(RunBar(controller))
    controller.start(make_document(10), None)
    qtbot.waitUntil(lambda: bar._percent.text() == "50\u202f%")
    assert bar._state.text() == "Running"
    assert "10 items" in bar._what.text()
    assert bar._strip.toolTip() == "5 done, 1 running, 4 waiting"
    with qtbot.waitSignal(controller.finished):
        controller.stop_now()
    qtbot.waitUntil(lambda: bar._state.text() == "Stopped")
    assert bar._left.text() == "in 10.0 s"


def test_the_strip_paints_each_status_in_its_colour(run_script, show, qtbot):
    bar = show(RunBar(run_script(mixed)))
    qtbot.waitUntil(lambda: bar._strip.isVisible())
    image = bar._strip.grab().toImage()
    middle = image.height() // 2
    colors = {image.pixelColor(x, middle).name() for x in range(image.width())}
    from curator_gui.ui.common import theme

    active = theme.current()
    assert {active.done, active.failed, active.quarantined} <= colors


@pytest.mark.parametrize(
    ("estimate", "text"),
    [
        (None, ""),
        (RemainingTime(40, 118), "40 s to 2 min left"),
        (RemainingTime(0.1, 3.0), "up to 3 s left"),
        (RemainingTime(100, 110), "about 2 min left"),
    ],
)
def test_time_left_in_words(estimate, text):
    assert left_text(estimate) == text


def test_all_is_only_said_when_nothing_is_left():
    statistics = RunStatistics(total=1000, done=999)
    assert percent_text(statistics) == "99\u202f%"
    statistics.done = 1000
    assert percent_text(statistics) == "100\u202f%"
    assert percent_text(RunStatistics()) == ""


def test_unknown_states_are_shown_as_they_are():
    assert state_text("running") == "Running"
    assert state_text("merging") == "merging"


@pytest.mark.workers
def test_the_status_line_counts_and_quotes_the_worst_line(run_script, show, qtbot):
    line = show(RunStatusLine(run_script(mixed)))
    qtbot.waitUntil(lambda: line._state.text() == "Finished")
    shown = [c.accessibleName() for c in line._counts.values() if c.isVisible()]
    assert shown == ["7 done", "2 failed", "1 quarantined"]
    assert line._line.text().startswith("#7 failed in Numbers")
    assert "items/s" in line._rates.text()


def test_the_status_line_is_quiet_before_the_first_run(make_controller, show):
    line = show(RunStatusLine(make_controller(mixed)))
    assert not any(count.isVisible() for count in line._counts.values())
    assert line._line.text() == ""
