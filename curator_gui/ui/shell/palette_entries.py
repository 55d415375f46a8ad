"""What the command palette of the window offers now."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QDockWidget, QToolButton
from shiboken6 import isValid

from curator_gui.app.document.offered.palette import PaletteEntry, component_entries
from curator_gui.ui.common.actions import command_text, shortcut_text
from curator_gui.ui.common.text import tr
from curator_gui.ui.shell.workbench import Workbench

Source = Callable[[], Iterable[PaletteEntry]]


def palette_sources(bench: Workbench, docks: Sequence[QDockWidget]) -> list[Source]:
    """List who says what can be done now: commands, views, docks, buttons, components, files."""
    return [
        lambda: _entries_of(_commands(bench)),
        lambda: _views(bench),
        lambda: _docks(docks),
        lambda: _buttons(bench),
        lambda: component_entries(bench.session, bench.add_component, tr("Add")),
        lambda: _recent(bench),
    ]


def _commands(bench: Workbench) -> list[QAction]:
    return [action for action in bench.commands.all() if action.objectName() != "palette"]


def _entries_of(actions: Sequence[QAction], group: str = "") -> Iterator[PaletteEntry]:
    for action in actions:
        if action.isEnabled():
            words, keys = command_text(action), shortcut_text(action)
            yield PaletteEntry(words, action.trigger, keys, group)


def _buttons(bench: Workbench) -> Iterator[PaletteEntry]:
    """List what the view that is shown can do; forms are left out, their buttons are many."""
    commands = _commands(bench)
    view = bench.view_bar.buttons.get(bench.views.current_id)
    shown = bench.views.currentWidget()
    if view is None or shown is None or bench.views.current_id == "build":
        return
    for button in shown.findChildren(QAbstractButton):
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


def _views(bench: Workbench) -> Iterator[PaletteEntry]:
    for view_id, button in bench.view_bar.buttons.items():
        keys = button.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        show = partial(bench.choose_view, view_id)
        yield PaletteEntry(button.text(), show, keys, tr("Show"))


def _docks(docks: Sequence[QDockWidget]) -> Iterator[PaletteEntry]:
    for dock in docks:
        keys = shortcut_text(dock.toggleViewAction())
        yield PaletteEntry(dock.windowTitle(), partial(_show, dock), keys, tr("Show"))


def _show(dock: QDockWidget) -> None:
    dock.show()
    dock.raise_()
    dock.widget().setFocus()


def _recent(bench: Workbench) -> Iterator[PaletteEntry]:
    for path in map(Path, bench.settings.preferences.recent):
        yield PaletteEntry(path.name, partial(bench.open, path), group=tr("Open"))
