"""The window with a keyboard and a screen reader: everything is reached, named and seen."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QTableView

from curator_gui.ui.common import theme
from curator_gui.ui.shell.main_window import MainWindow
from tests.ui.manners.reach import (
    describe,
    interactive,
    interface,
    jumps_back,
    reachable,
    spoken_name,
    tab_stops,
)
from tests.ui.manners.scenes import scenes

pytestmark = pytest.mark.fault


def test_everything_has_a_name_for_screen_readers(qtbot: Any, used_window: MainWindow) -> None:
    unnamed = {
        f"{scene}: {describe(widget)}"
        for scene in scenes(qtbot, used_window)
        for widget in interactive(used_window)
        if not spoken_name(widget)
    }
    assert not unnamed


def test_tab_reaches_everything_in_the_order_of_reading(
    qtbot: Any, used_window: MainWindow
) -> None:
    problems: list[str] = []
    for scene in scenes(qtbot, used_window):
        used_window.bench.view_bar.buttons["build"].setFocus()
        view = used_window.bench.views.current_id
        stops = tab_stops()
        assert used_window.bench.views.current_id == view, "Tab has changed the view"
        visited = [stop.widget for stop in stops]
        missed = [w for w in interactive(used_window) if not reachable(w, visited)]
        problems += [f"{scene}: not reached: {describe(widget)}" for widget in missed]
        for part in _parts(used_window):
            problems += [f"{scene}: {jump}" for jump in jumps_back(stops, part)]
    assert not problems, "\n".join(problems)


def _parts(window: MainWindow) -> list[Any]:
    return [window.bench.view_bar, window.bench.panel, window.bench.options, window.bench.views]


def test_shift_tab_goes_the_same_way_back(qtbot: Any, used_window: MainWindow) -> None:
    used_window.bench.show_view("results")
    used_window.bench.view_bar.buttons["results"].setFocus()
    there = [stop.widget for stop in tab_stops()]
    back = [there[0]]
    for _ in there[1:]:
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Backtab)
        back.append(QApplication.focusWidget())
    assert back == [there[0], *reversed(there[1:])]


def test_parts_follow_each_other_as_on_the_screen(qtbot: Any, used_window: MainWindow) -> None:
    window = used_window
    window.bench.show_view("results")
    window.bench.view_bar.buttons["results"].setFocus()
    stops = [stop.widget for stop in tab_stops()]
    parts = _parts(window)
    ranks = [next((n for n, p in enumerate(parts) if p.isAncestorOf(w)), -1) for w in stops]
    ranks = [rank for rank in ranks if rank >= 0]
    assert ranks == sorted(ranks)
    assert set(ranks) == {0, 1, 2, 3}


@pytest.mark.parametrize("name", theme.THEMES)
def test_the_focus_is_seen(qtbot: Any, qapp: Any, used_window: MainWindow, name: str) -> None:
    theme.apply(qapp, name)
    unseen: list[str] = []
    for scene in scenes(qtbot, used_window):
        used_window.bench.view_bar.buttons["build"].setFocus()
        QTest.keyClick(used_window.bench.view_bar.buttons["build"], Qt.Key.Key_Tab)
        unseen += [f"{scene}: {stop.words}" for stop in tab_stops() if not stop.seen]
    theme.apply(qapp, "light")
    assert not unseen, "\n".join(unseen)


def test_arrow_keys_go_through_the_views(qtbot: Any, used_window: MainWindow) -> None:
    bar = used_window.bench.view_bar
    used_window.bench.show_view("build")
    bar.buttons["build"].setFocus()
    seen = [used_window.bench.views.current_id]
    for _ in range(len(bar.buttons) - 1):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Right)
        seen.append(used_window.bench.views.current_id)
    assert seen == list(bar.buttons)


def test_the_status_of_a_row_is_a_word(qtbot: Any, used_window: MainWindow) -> None:
    used_window.bench.show_view("results")
    table = used_window.bench.running.results.table
    rows = [_spoken_row(table, row) for row in range(4)]
    assert [row[1] for row in rows] == ["done", "done", "done", "failed"]
    assert rows[0][0] == "0"
    assert "residual" in rows[3][-1], "and why there is no output"


def test_the_outcome_of_a_run_is_a_word(qtbot: Any, used_window: MainWindow) -> None:
    used_window.bench.show_view("runs")
    qtbot.waitUntil(lambda: used_window.bench.runs.model.rowCount() == 1)
    words = _spoken_row(used_window.bench.runs.table, 0)
    assert words[0] == "With failures"
    assert "night" in words[1]


def _spoken_row(table: QTableView, row: int) -> list[str]:
    """Read a row as a screen reader does."""
    columns = table.model().columnCount()
    shown = [column for column in range(columns) if not table.isColumnHidden(column)]
    first = (row + 1) * (columns + 1) + 1  # below the header, beside the hidden one of the row
    cells = [interface(table).child(first + column) for column in shown]
    return [cell.text(QAccessible.Text.Name) for cell in cells]


def said_by_cards(window: MainWindow) -> list[tuple[str, ...]]:
    kinds = (QAccessible.Text.Name, QAccessible.Text.Description)
    return [tuple(interface(card).text(t) for t in kinds) for card in window.bench.panel.cards]


def test_cards_say_what_they_are_and_how_they_are(qtbot: Any, used_window: MainWindow) -> None:
    qtbot.waitUntil(lambda: not any("running" in words for _, words in said_by_cards(used_window)))
    said = said_by_cards(used_window)
    names = [name for name, _ in said]
    assert names == ["Source: Solver frames", "Filter: Keep converged frames", "Sink: Tables"]
    conditions = [words.partition(". ")[0] for _, words in said]
    assert conditions[1] == "failed for some items"
    assert {conditions[0], conditions[2]} == {"works"}
    assert "failed here" in said[1][1]


def test_a_button_without_words_says_what_it_does(qtbot: Any, used_window: MainWindow) -> None:
    silent = {
        f"{scene}: {describe(button)}"
        for scene in scenes(qtbot, used_window)
        for button in used_window.findChildren(QAbstractButton)
        if button.isVisible()
        and not button.text()
        and not button.toolTip()
        and not button.objectName().startswith("qt_")
    }
    assert not silent
