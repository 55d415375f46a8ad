"""Editors of paths: typed, picked or dropped from the desktop."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QPushButton, QToolButton, QVBoxLayout

from curator_gui.app.document import param_values
from curator_gui.core.documents.paths import portable_path
from curator_gui.core.params.param import Param
from curator_gui.ui.common import icons, theme
from curator_gui.ui.common.text import say, tr
from curator_gui.ui.forms.context import FormContext
from curator_gui.ui.forms.editors import Editor, FieldLine, LineEditor


def dropped_files(mime: QMimeData) -> list[Path]:
    return [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]


class PathLine(FieldLine):
    """A line that takes a file or folder dropped on it."""

    dropped = Signal(str)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_files(event.mimeData()):
            event.acceptProposedAction()
        else:
            super().dragEnterEvent(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if dropped_files(event.mimeData()):
            event.acceptProposedAction()
        else:
            super().dragMoveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        files = dropped_files(event.mimeData())
        if not files:
            super().dropEvent(event)
            return
        event.acceptProposedAction()
        self.dropped.emit(str(files[0]))


class PathEditor(LineEditor):
    """A file or folder; written relative to the document if it lies below its folder.

    Signals
    -------
    file_given(str)
        A file was given where a folder is wanted: its name, for the field of the pattern.
    """

    file_given = Signal(str)

    def __init__(self, param: Param, context: FormContext) -> None:
        super().__init__(param, context)
        self.button = QToolButton()
        self.button.setAutoRaise(True)
        words = tr("Choose {name}").format(name=say(param.label))
        self.button.setToolTip(words)
        self.button.setAccessibleName(words)
        self.button.clicked.connect(self.pick)
        self.box.addWidget(self.button)
        theme.notifier().changed.connect(self._draw)
        self._draw()

    def make_line(self) -> QLineEdit:
        line = PathLine()
        line.dropped.connect(self.take)
        return line

    def pick(self) -> None:
        start = self.context.start_folder(self.line.text())
        found = self.context.pick(self, self.param, start)
        if found:
            self.take(found)

    def take(self, path: str) -> None:
        """Use a path that was picked or dropped: a file dropped on a folder means its folder."""
        chosen = Path(path)
        if self.param.widget in ("folder", "output_folder") and chosen.is_file():
            self.file_given.emit(chosen.name)
            chosen = chosen.parent
        text = portable_path(chosen, self.context.base)
        self.line.setText(text)
        self.edited.emit(text)
        self.finished.emit()

    def _draw(self) -> None:
        folder = self.param.widget in ("folder", "output_folder")
        self.button.setIcon(icons.icon("folder" if folder else "file", "muted"))


class PathsEditor(Editor):
    """Several paths, one per line."""

    def __init__(self, param: Param, context: FormContext) -> None:
        super().__init__(param, context)
        self.text = QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(self.text.fontMetrics().lineSpacing() * 5)
        self.text.setPlaceholderText(tr("one path per line"))
        self.adopt(self.text)
        add = QPushButton(tr("Add..."))
        add.clicked.connect(self.pick)
        column = QVBoxLayout()
        column.addWidget(add)
        column.addStretch(1)
        self.box.addLayout(column)
        self.text.textChanged.connect(self._tell)

    def show_value(self, value: Any) -> None:
        entries = value if isinstance(value, (list, tuple)) else [value] if value else []
        if list(entries) == self._entries():
            return
        blocked = self.text.blockSignals(True)
        self.text.setPlainText("\n".join(param_values.value_text(entry) for entry in entries))
        self.text.blockSignals(blocked)

    def pick(self) -> None:
        found = self.context.pick(self, self.param, self.context.start_folder(""))
        if found:
            paths = [*self._entries(), portable_path(Path(found), self.context.base)]
            self.text.setPlainText("\n".join(paths))

    def _entries(self) -> list[str]:
        return [line.strip() for line in self.text.toPlainText().splitlines() if line.strip()]

    def _tell(self) -> None:
        entries = self._entries()
        self.edited.emit(None if not entries and self.param.optional else entries)
