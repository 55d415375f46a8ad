"""What the command palette of the window offers now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QDockWidget, QToolButton
from shiboken6 import isValid

from curator_gui.app.document.palette import PaletteEntry, component_entries
from curator_gui.ui.common.actions import command_text, shortcut_text
from curator_gui.ui.common.text import tr

if TYPE_CHECKING:
    from curator_gui.ui.shell.main_window import MainWindow


def palette_entries(window: MainWindow) -> list[PaletteEntry]:
    """List commands, views, docks, components and recent documents, as far as they can be used."""
    commands = [a for a in window.commands.all() if a.objectName() != "palette"]
    return [
        *_entries_of(commands),
        *_views(window),
        *_docks(window),
        *_buttons(window, commands),
        *component_entries(window.session, window.add_component, tr("Add")),
        *_recent(window),
    ]


def _entries_of(actions: Sequence[QAction], group: str = "") -> Iterator[PaletteEntry]:
    for action in actions:
        if action.isEnabled():
            words, keys = command_text(action), shortcut_text(action)
            yield PaletteEntry(words, action.trigger, keys, group)


def _buttons(window: MainWindow, commands: list[QAction]) -> Iterator[PaletteEntry]:
    """List what the view that is shown can do; forms are left out, their buttons are many."""
    view = window.view_bar.buttons.get(window.views.current_id)
    if view is None or window.views.current_id == "build":
        return
    for button in window.views.currentWidget().findChildren(QAbstractButton):
        menu = button.menu() if isinstance(button, QToolButton) else None
        if menu is not None and button.isVisible() and button.isEnabled():
            yield from _entries_of(menu.actions(), view.text())
            continue
        words = (button.accessibleName() or button.text()).replace("&", "").removesuffix("...")
        is_command = isinstance(button, QToolButton) and button.defaultAction() in commands
        if words and button.isVisible() and button.isEnabled() and not is_command:
            keys = button.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            yield PaletteEntry(words, partial(_press, button), keys, view.text())


def _press(button: QAbstractButton) -> None:
    """Press a button, unless its view was made anew while the palette was open."""
    if isValid(button):
        button.click()


def _views(window: MainWindow) -> Iterator[PaletteEntry]:
    for view_id, button in window.view_bar.buttons.items():
        keys = button.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        show = partial(window.choose_view, view_id)
        yield PaletteEntry(button.text(), show, keys, tr("Show"))


def _docks(window: MainWindow) -> Iterator[PaletteEntry]:
    for dock in window.findChildren(QDockWidget):
        keys = shortcut_text(dock.toggleViewAction())
        yield PaletteEntry(dock.windowTitle(), partial(_show, dock), keys, tr("Show"))


def _show(dock: QDockWidget) -> None:
    dock.show()
    dock.raise_()
    dock.widget().setFocus()


def _recent(window: MainWindow) -> Iterator[PaletteEntry]:
    for path in map(Path, window.settings.preferences.recent):
        yield PaletteEntry(path.name, partial(window.open, path), group=tr("Open"))
