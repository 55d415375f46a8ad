"""What somebody without a mouse, or without sight, meets in the window."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAction, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QLineEdit,
    QScrollBar,
    QWidget,
)

from curator_gui.app.settings import Settings
from curator_gui.core.document_io import write_document
from curator_gui.core.registry import Registry
from curator_gui.run import shutdown_workers
from curator_gui.ui import theme
from curator_gui.ui.main_window import MainWindow
from curator_gui.ui.palette_entries import palette_entries
from tests.ui.troubled import add_components, make_document

WAIT_MS = 30_000
SAME_LINE = 8
"""Widgets whose middles differ by fewer pixels stand in one line."""
VIEWS = ("build", "preview", "plan", "monitor", "results", "runs")
OFTEN_USED = (
    "new", "open", "save", "save_as", "undo", "redo", "add_step", "move_up", "move_down",
    "duplicate", "toggle_step", "delete", "preview", "run", "resume_run", "pause", "stop_after",
    "stop_now", "options", "palette", "shortcuts", "quit",
)  # fmt: skip
INTERACTIVE = (QAbstractButton, QLineEdit, QComboBox, QAbstractSpinBox, QAbstractItemView)


@pytest.fixture(scope="module", autouse=True)
def _workers() -> Iterator[None]:
    yield
    shutdown_workers()


@pytest.fixture
def window(qtbot: Any, qapp: Any, tmp_path: Path) -> MainWindow:
    theme.apply(qapp, "light")
    window = MainWindow(add_components(Registry()), Settings(tmp_path / "settings.json"))
    qtbot.addWidget(window, before_close_func=lambda w: w.session.undo_stack.setClean())
    window.resize(1280, 800)
    window.show()
    qtbot.waitExposed(window)
    return window


@pytest.fixture
def ended(qtbot: Any, window: MainWindow, tmp_path: Path) -> MainWindow:
    """A window in which a run with failures has ended."""
    path = tmp_path / "night.curator.yaml"
    write_document(make_document("night", n=12, every=5), path)
    window.open(path)
    qtbot.waitUntil(lambda: window.checker.report.complete, timeout=WAIT_MS)
    with qtbot.waitSignal(window.running.controller.finished, timeout=WAIT_MS):
        window.commands["run"].trigger()
    return window


def interactive(root: QWidget) -> list[QWidget]:
    """List what a person can use, without the parts of compound widgets."""
    found = [w for kind in INTERACTIVE for w in root.findChildren(kind)]
    return [w for w in found if w.isVisible() and not _is_part(w)]


def _is_part(widget: QWidget) -> bool:
    """Whether it belongs to another widget that has a name, or to Qt's own frame of one."""
    parent = widget.parentWidget()
    if widget.objectName().startswith("qt_") or isinstance(parent, QScrollBar):
        return True  # Qt's own, such as the buttons of docks
    kinds = (QComboBox, QAbstractSpinBox, QLineEdit, QAbstractItemView)
    while parent is not None:
        if isinstance(parent, kinds):
            return True
        parent = parent.parentWidget()
    return False


def described(widget: QWidget) -> str:
    """Return what a screen reader says of a widget."""
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name) if interface is not None else ""


@pytest.mark.parametrize("view", VIEWS)
def test_everything_that_can_be_used_has_a_name(qtbot: Any, ended: MainWindow, view: str) -> None:
    ended.show_view(view)
    qtbot.waitUntil(lambda: ended.views.currentWidget().isVisible())
    widgets = interactive(ended)
    assert len(widgets) > 10, "the test would see nothing"
    nameless = [_where(widget) for widget in widgets if not described(widget).strip()]
    assert not nameless


def _where(widget: QWidget) -> str:
    chain = []
    parent: QWidget | None = widget
    while parent is not None and len(chain) < 4:
        chain.append(type(parent).__name__)
        parent = parent.parentWidget()
    return " in ".join(chain) + f" ({widget.toolTip()[:40]})"


def test_status_is_a_word_in_the_table(qtbot: Any, ended: MainWindow) -> None:
    ended.show_view("results")
    table = ended.running.results.table
    qtbot.waitUntil(lambda: table.model().rowCount() == 12)
    interface = QAccessible.queryAccessibleInterface(table)
    said = {
        interface.child(number).text(QAccessible.Text.Name)
        for number in range(interface.childCount())
    }
    assert "done" in said
    assert "failed" in said


def test_often_used_commands_have_a_key_and_all_stand_in_the_palette(window: MainWindow) -> None:
    without = [name for name in OFTEN_USED if window.commands[name].shortcut().isEmpty()]
    assert not without
    for action in window.commands.all():
        action.setEnabled(True)
    offered = {entry.text for entry in palette_entries(window)}
    missing = [
        action.objectName()
        for action in window.commands.all()
        if action.objectName() != "palette"
        and action.text().replace("&", "").removesuffix("...") not in offered
    ]
    assert not missing


def test_no_key_has_two_meanings(qtbot: Any, ended: MainWindow) -> None:
    for view in VIEWS:
        ended.show_view(view)
    everywhere = Qt.ShortcutContext.WindowShortcut
    keys = Counter(
        key.toString()
        for action in ended.findChildren(QAction)
        if action.shortcutContext() == everywhere
        for key in action.shortcuts()
    )
    keys.update(
        shortcut.key().toString()
        for shortcut in ended.findChildren(QShortcut)
        if shortcut.context() == everywhere
    )
    keys.update(
        button.shortcut().toString()
        for button in ended.view_bar.buttons.values()
        if not button.shortcut().isEmpty()
    )
    assert keys["Ctrl+1"] == 1
    assert not [key for key, number in keys.items() if number > 1]


# Not Build: its form is that of the card that Tab has come to, so it is another one each time.
@pytest.mark.parametrize("view", ["preview", "plan", "results", "runs"])
def test_tab_reaches_everything_in_the_view(qtbot: Any, ended: MainWindow, view: str) -> None:
    ended.show_view(view)
    page = ended.views.currentWidget()
    qtbot.waitUntil(page.isVisible)
    ended.activateWindow()
    wanted = {
        widget for widget in interactive(page) if widget.isEnabled() and not _passed_over(widget)
    }
    assert wanted
    reached = _tab_round(ended)
    assert ended.views.current_id == view, "Tab through the cards has changed the view"
    assert [_where(widget) for widget in wanted - reached] == []


def _tab_round(window: MainWindow) -> set[QWidget]:
    """Press Tab until it comes round, and tell what had the keyboard."""
    window.view_bar.buttons["build"].setFocus(Qt.FocusReason.TabFocusReason)
    reached: set[QWidget] = set()
    for _ in range(400):
        focus = QApplication.focusWidget()
        assert focus is not None
        if focus in reached:
            break
        reached.add(focus)
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    return reached


def _passed_over(widget: QWidget) -> bool:
    """Whether Tab leaves it out on purpose: the buttons inside fields, and of a group one."""
    return widget.focusPolicy() == Qt.FocusPolicy.NoFocus


@pytest.mark.parametrize("view", ["results", "runs", "plan"])
def test_tab_goes_down_the_view(qtbot: Any, ended: MainWindow, view: str) -> None:
    """The first thing that Tab reaches in a view is not below the last one."""
    ended.show_view(view)
    page = ended.views.currentWidget()
    qtbot.waitUntil(page.isVisible)
    places = []
    ended.activateWindow()
    ended.view_bar.buttons["build"].setFocus()
    for _ in range(200):
        focus = QApplication.focusWidget()
        if page.isAncestorOf(focus):
            places.append(focus.mapTo(page, focus.rect().center()).y())
        elif places:
            break
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    assert places
    assert places[0] <= places[-1] + SAME_LINE


@pytest.mark.parametrize("command", ["palette", "add_step", "shortcuts", "about"])
def test_escape_closes_dialogs(qtbot: Any, window: MainWindow, command: str) -> None:
    window.commands[command].trigger()
    qtbot.waitUntil(lambda: bool(_dialogs(window)))
    QTest.keyClick(_dialogs(window)[0], Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not _dialogs(window))


def _dialogs(window: MainWindow) -> list[QDialog]:
    return [dialog for dialog in window.findChildren(QDialog) if dialog.isVisible()]


@pytest.mark.parametrize("name", sorted(theme.THEMES))
def test_focus_can_be_seen(qtbot: Any, qapp: Any, window: MainWindow, name: str) -> None:
    """What has the keyboard looks different from what has not."""
    theme.apply(qapp, name)
    window.activateWindow()
    lines = [w for w in interactive(window.options) if isinstance(w, QLineEdit) and w.isEnabled()]
    for widget in (window.view_bar.buttons["plan"], window.panel.empty_source, lines[0]):
        window.view_bar.buttons["runs"].setFocus()
        qapp.processEvents()
        before = widget.grab().toImage()
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        qapp.processEvents()
        assert widget.grab().toImage() != before, _where(widget)
    theme.apply(qapp, "light")
