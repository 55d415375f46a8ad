"""Every command can be found by its name and by a key of its own; Esc closes what opens."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QDockWidget, QMenu

from curator_gui.ui.common.actions import SPECS
from curator_gui.ui.common.table_menus import sort_menu
from curator_gui.ui.runs.view import RunsView
from curator_gui.ui.shell.main_window import MainWindow
from tests.ui.manners.reach import describe, interactive, reachable, spoken_name
from tests.ui.manners.scenes import scenes

pytestmark = pytest.mark.fault
SELDOM = ("theme_", "language_", "reset_layout", "tour", "about")
LOCAL = (
    Qt.ShortcutContext.WidgetShortcut,
    Qt.ShortcutContext.WidgetWithChildrenShortcut,
)


def test_every_command_of_the_menus_is_in_the_palette(used_window: MainWindow) -> None:
    for action in used_window.bench.commands.all():
        action.setEnabled(True)
    offered = {entry.text for entry in used_window.palette_dialog.entries()}
    menus = used_window.menuBar().findChildren(QMenu)
    actions = [action for menu in menus for action in menu.actions() if _is_command(action)]
    in_menus = {action.text().replace("&", "").removesuffix("...") for action in actions}
    assert len(in_menus) > 30
    assert in_menus - offered == {"Command palette"}
    assert {dock.windowTitle() for dock in used_window.findChildren(QDockWidget)} <= offered


def _is_command(action: QAction) -> bool:
    return bool(action.text()) and action.menu() is None


def test_what_a_view_can_do_is_in_the_palette(qtbot: Any, used_window: MainWindow) -> None:
    wanted = {
        "preview": {"Preview any index"},
        "plan": {"Measure a sample", "Look again"},
        "results": {"Retry failed (3)", "Retry this cause", "Causes", "Export as CSV"},
        "runs": {"Show results", "Reopen", "Go on", "Report", "Delete"},
    }
    for scene in scenes(qtbot, used_window):
        missing = wanted.pop(scene, set()) - {e.text for e in used_window.palette_dialog.entries()}
        if scene == "results":
            missing -= {"Retry this cause"}  # none is chosen yet
        assert not missing, scene
    assert not wanted


def test_the_palette_presses_a_button_of_the_view(qtbot: Any, used_window: MainWindow) -> None:
    used_window.bench.show_view("results")
    qtbot.waitUntil(used_window.bench.running.results.retry_button.isVisible)
    used_window.bench.commands["palette"].trigger()
    palette = used_window.palette_dialog
    qtbot.waitUntil(palette.isVisible)
    qtbot.keyClicks(palette.words, "retry failed")
    with qtbot.waitSignal(used_window.bench.running.controller.finished, timeout=60_000) as ended:
        qtbot.keyClick(palette.words, Qt.Key.Key_Return)
    assert sorted(ended.args[0].failures) == [3, 7, 11]
    assert ended.args[0].completed == 0, "only what had failed ran again"


def test_the_palette_shows_a_dock(qtbot: Any, used_window: MainWindow) -> None:
    log = used_window.findChild(QDockWidget, "log")
    assert not log.isVisible()
    entry = next(e for e in used_window.palette_dialog.entries() if e.text == "Log")
    entry.do()
    assert log.isVisible()


def test_every_command_but_seldom_ones_has_a_key() -> None:
    without = [spec.id for spec in SPECS if not spec.shortcut]
    assert [name for name in without if not name.startswith(SELDOM)] == []


def test_no_key_means_two_things(qtbot: Any, used_window: MainWindow) -> None:
    for scene in scenes(qtbot, used_window):
        everywhere = Counter(_keys(used_window, local=False))
        assert not [key for key, n in everywhere.items() if n > 1], scene
        local = set(_keys(used_window, local=True))
        assert not local & set(everywhere), scene


def _keys(window: MainWindow, *, local: bool) -> list[str]:
    """List the keys of commands, shortcuts and buttons in sight."""
    actions = [a for a in window.findChildren(QAction) if (a.shortcutContext() in LOCAL) == local]
    keys = [sequence for action in actions for sequence in action.shortcuts()]
    shortcuts = [s for s in window.findChildren(QShortcut) if (s.context() in LOCAL) == local]
    keys += [shortcut.key() for shortcut in shortcuts]
    if not local:
        buttons = [b for b in window.findChildren(QAbstractButton) if b.isVisible()]
        keys += [button.shortcut() for button in buttons]
    return [key.toString() for key in keys if not key.isEmpty()]


def test_no_letter_of_a_menu_means_two_things(used_window: MainWindow) -> None:
    menus = [used_window.menuBar(), *used_window.menuBar().findChildren(QMenu)]
    for menu in menus:
        words = [action.text() for action in menu.actions()]
        letters = Counter(_mnemonic(text) for text in words if _mnemonic(text))
        assert not [letter for letter, n in letters.items() if n > 1], words


def _mnemonic(text: str) -> str:
    return text.partition("&")[2][:1].lower()


@pytest.mark.parametrize("name", ["add_step", "palette", "shortcuts", "about"])
def test_esc_closes_a_dialog_and_gives_the_keyboard_back(
    qtbot: Any, used_window: MainWindow, name: str
) -> None:
    before = used_window.bench.panel.cards[0]
    before.setFocus()
    used_window.bench.commands[name].trigger()
    dialog = _open_dialog(qtbot, used_window)
    assert dialog.windowTitle()
    unnamed = [describe(widget) for widget in interactive(dialog) if not spoken_name(widget)]
    assert not unnamed
    _tab_around(dialog)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not _dialogs(used_window))
    used_window.activateWindow()  # a window manager does that
    qtbot.waitUntil(before.hasFocus)


def _dialogs(window: MainWindow) -> list[QDialog]:
    return [dialog for dialog in window.findChildren(QDialog) if dialog.isVisible()]


def _open_dialog(qtbot: Any, window: MainWindow) -> QDialog:
    qtbot.waitUntil(lambda: len(_dialogs(window)) == 1)
    dialog = _dialogs(window)[0]
    dialog.activateWindow()
    qtbot.waitUntil(lambda: dialog.isAncestorOf(QApplication.focusWidget()))
    return dialog


def _tab_around(dialog: QDialog) -> None:
    """Press Tab until it comes round; it must not get caught on the way."""
    first = QApplication.focusWidget()
    seen = set()
    for _ in range(30):
        focused = QApplication.focusWidget()
        QTest.keyClick(focused, Qt.Key.Key_Tab)
        if QApplication.focusWidget() is first:
            break
        assert QApplication.focusWidget() not in seen, describe(focused)
        seen.add(QApplication.focusWidget())
    assert QApplication.focusWidget() is first
    missed = [w for w in interactive(dialog) if not reachable(w, [first, *seen])]
    assert not missed, [describe(widget) for widget in missed]


@pytest.mark.parametrize("view", ["results", "runs"])
def test_tables_are_sorted_without_the_mouse(
    qtbot: Any, used_window: MainWindow, view: str
) -> None:
    used_window.bench.show_view(view)
    shown = used_window.bench.views.currentWidget()
    widget = shown.findChild(RunsView) if view == "runs" else shown
    qtbot.waitUntil(lambda: widget.model.rowCount() > 0)
    header = widget.table.horizontalHeader()
    menu = sort_menu(widget.table, widget)
    assert len(menu.actions()) == header.count() - header.hiddenSectionCount()
    places = [header.logicalIndex(place) for place in range(header.count())]
    second = [section for section in places if not header.isSectionHidden(section)][1]
    with qtbot.waitSignal(header.sectionClicked) as clicked:
        menu.actions()[1].trigger()
    assert clicked.args == [second]
    assert header.model().headerData(second, Qt.Orientation.Horizontal)[-1] in "\u25b2\u25bc"
