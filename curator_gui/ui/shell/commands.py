"""Who carries out the commands that belong to the window as a whole."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QWidget

from curator_gui.ui.common.text import tr
from curator_gui.ui.help.help_dialogs import show_about, show_shortcuts
from curator_gui.ui.shell.preferences import preferences_opener
from curator_gui.ui.shell.workbench import Workbench


def connect_commands(
    bench: Workbench, window: QWidget, *, palette: Callable[[], None], layout: Callable[[], None]
) -> None:
    """Connect the window's commands; `palette` and `layout` open the one and reset the other."""
    stack = bench.session.undo_stack
    bench.commands.connect_all(
        {
            "new": bench.files.new,
            "open": bench.files.open,
            "open_data": bench.giving.ask_folder,
            "open_files": bench.giving.ask_files,
            "paste_path": bench.giving.paste,
            "save": bench.files.save,
            "save_as": bench.files.save_as,
            "quit": window.close,
            "undo": stack.undo,
            "redo": stack.redo,
            "preferences": preferences_opener(bench.settings, bench.commands, window),
            "add_step": bench.catalogue.choose,
            "refresh": bench.checker.refresh,
            "options": bench.show_options,
            "reset_layout": layout,
            "palette": palette,
            "manual": lambda: bench.manual.show_for(_explained(bench)),
            "tour": bench.tour.start,
            "shortcuts": lambda: show_shortcuts(window, bench.commands),
            "about": lambda: show_about(window),
        }
    )
    _follow_history(bench)


def _explained(bench: Workbench) -> QWidget | None:
    """Return what has the keyboard, or else the view that is shown."""
    return QApplication.focusWidget() or bench.views.currentWidget()


def _follow_history(bench: Workbench) -> None:
    """Name what would be undone and redone, and offer it only if there is something."""
    stack = bench.session.undo_stack
    undo, redo = bench.commands["undo"], bench.commands["redo"]
    stack.canUndoChanged.connect(undo.setEnabled)
    stack.canRedoChanged.connect(redo.setEnabled)
    stack.undoTextChanged.connect(partial(_name, undo, tr("&Undo {edit}")))
    stack.redoTextChanged.connect(partial(_name, redo, tr("&Redo {edit}")))
    undo.setEnabled(False)
    redo.setEnabled(False)


def _name(action: QAction, words: str, edit: str) -> None:
    action.setText(words.format(edit=edit).strip(" :"))
