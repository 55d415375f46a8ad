"""Help: the table of keyboard shortcuts and what this program is."""

from __future__ import annotations

import platform

import PySide6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QMessageBox,
    QPlainTextEdit,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from curator_gui import __version__
from curator_gui.core.storage.installed import license_texts
from curator_gui.ui.common.actions import Actions, command_text, shortcut_text
from curator_gui.ui.common.text import tr


def shortcut_rows(actions: Actions) -> list[tuple[str, str]]:
    """List the commands that have a key, with the key as the platform writes it."""
    rows = [
        (command_text(action), shortcut_text(action))
        for action in actions.all()
        if not action.shortcut().isEmpty()
    ]
    in_pipeline = [
        (tr("Choose the step above or below"), tr("Up, Down")),
        (tr("Edit the chosen step"), tr("Enter")),
        (tr("Disable or enable the chosen step"), tr("Space")),
        (tr("Switch to a view"), tr("Ctrl+1, Ctrl+2, ...")),
    ]
    return rows + in_pipeline


def show_shortcuts(parent: QWidget, actions: Actions) -> None:
    dialog = QDialog(parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowTitle(tr("Keyboard shortcuts"))
    dialog.resize(520, 560)
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
    buttons.rejected.connect(dialog.reject)
    layout = QVBoxLayout(dialog)
    layout.addWidget(_shortcut_table(shortcut_rows(actions)))
    layout.addWidget(buttons)
    dialog.open()


def _shortcut_table(rows: list[tuple[str, str]]) -> QTableWidget:
    table = QTableWidget(len(rows), 2)
    table.setHorizontalHeaderLabels([tr("Command"), tr("Key")])
    table.setAccessibleName(tr("Keyboard shortcuts"))
    table.setTabKeyNavigation(False)
    table.verticalHeader().hide()
    table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
    table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    table.setColumnWidth(1, 180)
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            table.setItem(row, column, QTableWidgetItem(text))
    return table


def show_about(parent: QWidget) -> None:
    box = QMessageBox(parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setWindowTitle(tr("About Curator"))
    box.setText(f"Curator {__version__}")
    words = tr("Turns folders of simulation results into data sets for machine learning.")
    versions = f"Python {platform.python_version()}, PySide6 {PySide6.__version__}"
    licences = tr("Apache-2.0. Icons: Lucide (ISC). Qt: LGPL-3.0.")
    box.setInformativeText(f"{words}\n\n{versions}\n{licences}")
    box.setEscapeButton(box.addButton(QMessageBox.StandardButton.Ok))
    texts = box.addButton(tr("Licenses"), QMessageBox.ButtonRole.ActionRole)
    texts.clicked.disconnect()  # the box stays
    texts.clicked.connect(lambda: show_licenses(parent))
    box.open()


def show_licenses(parent: QWidget) -> None:
    """Show the texts of all licenses."""
    dialog = QDialog(parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowTitle(tr("Licenses"))
    dialog.resize(720, 560)
    text = QPlainTextEdit(license_texts())
    text.setReadOnly(True)
    text.setAccessibleName(tr("Licenses"))
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
    buttons.rejected.connect(dialog.reject)
    layout = QVBoxLayout(dialog)
    layout.addWidget(text)
    layout.addWidget(buttons)
    dialog.open()
