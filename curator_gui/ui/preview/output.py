"""What an output file holds, in a window beside the main one."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from curator_gui.app.preview.output import OutputController, OutputState
from curator_gui.app.preview.pictures import PictureCalls
from curator_gui.app.settings.preferences import Settings
from curator_gui.ui.common.text import count, say, tr
from curator_gui.ui.common.widgets import SPACE, ElidedLabel, MessageLine, label
from curator_gui.ui.preview.comparison import Comparison
from curator_gui.ui.preview.side import Side


class OutputWindow(QDialog):
    """Shows facts, fields and a picture of one output; used again for the next one."""

    def __init__(self, settings: Settings, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.controller = OutputController(settings, self)
        self.pictures = PictureCalls(self.controller.process, self)
        self.comparison = Comparison(self.pictures, "output")
        self.title = ElidedLabel("", "title")
        self.message = MessageLine()
        self.waiting = label("", "muted")
        self.waiting.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.stop_button = QPushButton(tr("Stop"))
        self.stop_button.clicked.connect(self.controller.cancel)
        self.controller.changed.connect(self._show_state)
        self._lay_out()

    def show_output(self, path: str, domain: str) -> None:
        """Read and show an output that a pipeline of this domain wrote."""
        name = Path(path).name
        self.setWindowTitle(tr("{name} - preview").format(name=name))
        self.title.setText(path)
        self.pictures.cancel()
        self.show()
        self.raise_()
        self.activateWindow()
        self.controller.read(path, domain)

    def sizeHint(self) -> QSize:
        return QSize(860, 640)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._stop()
        super().closeEvent(event)

    def reject(self) -> None:
        self._stop()
        super().reject()

    def _stop(self) -> None:
        self.pictures.cancel()
        self.controller.stop()

    def _show_state(self) -> None:
        state = self.controller.state
        self.stop_button.setVisible(state.busy)
        items = state.preview.items if state.preview else ()
        self.message.show_message(*_words(state))
        self.pages.setCurrentWidget(self.comparison if items else self.waiting)
        self.waiting.setText(tr("Reading the file...") if state.busy else _nothing(state))
        if items:
            words = count(len(items), tr("item"), tr("items"))
            self.comparison.show_sides(None, Side(f"{Path(state.path).name}, {words}", 0, items))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.stop_button)
        self.pages = QStackedWidget()
        self.pages.addWidget(self.waiting)
        self.pages.addWidget(self.comparison)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE, SPACE, SPACE, SPACE)
        column.setSpacing(SPACE)
        column.addLayout(head)
        column.addWidget(self.message)
        column.addWidget(self.pages, 1)


def _words(state: OutputState) -> tuple[str, str]:
    if state.problem:
        return say(state.problem), "error"
    if state.preview is None:
        return "", "warning"
    notes = [say(state.preview.note)]
    if not state.preview.complete:
        shown = len(state.preview.items)
        notes.append(tr("Only the first {n} items are shown.").format(n=shown))
    return " ".join(note for note in notes if note), "warning"


def _nothing(state: OutputState) -> str:
    return tr("There is nothing to show.") if state.problem else tr("The file holds no items.")
