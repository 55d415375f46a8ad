"""What an output file holds, in a window beside the main one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, QSize, Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QPushButton,
    QSlider,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from curator_gui.app.preview.item_contents import ItemOutput
from curator_gui.app.preview.output import OutputController, OutputState, output_state
from curator_gui.app.preview.pictures import PictureCalls
from curator_gui.app.results.alike import Alike
from curator_gui.app.settings.preferences import Settings
from curator_gui.ui.common.text import count, say, tr
from curator_gui.ui.common.widgets import SPACE, ElidedLabel, MessageLine, label
from curator_gui.ui.preview.comparison import Comparison, Drawable
from curator_gui.ui.preview.film import Film
from curator_gui.ui.preview.side import Side

if TYPE_CHECKING:
    from curator_gui.app.preview.scenes import OutputScene
    from curator_gui.run.helper.film import Frame


class OutputWindow(QDialog):
    """Shows facts, fields and a picture of one output; used again for the next one."""

    def __init__(self, settings: Settings, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.controller = OutputController(settings, self)
        self.pictures = PictureCalls(self.controller.process, self)
        self.comparison = Comparison(self.pictures, "output")
        self._outputs: tuple[ItemOutput, ...] = ()
        self._left_out = 0
        self._domain = ""
        self._framed: ItemOutput | None = None
        self._position = 0
        self.film = Film(self, self)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setAccessibleName(tr("Output files"))
        self.slider.valueChanged.connect(self.film.scrub)
        self.place = label("", "muted")
        self.title = ElidedLabel("", "title")
        self.message = MessageLine()
        self.waiting = label("", "muted")
        self.waiting.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.stop_button = QPushButton(tr("Stop"))
        self.stop_button.clicked.connect(self.controller.cancel)
        self.controller.changed.connect(self._show_state)
        self.controller.changed.connect(self.film.settled)
        self.pictures.drawn.connect(self.film.settled)
        self._lay_out()

    def show_output(self, found: Alike, domain: str) -> None:
        """Read and show an output that a pipeline of this domain wrote.

        A film goes through the outputs among which it was found.
        """
        self.film.halt()
        self._outputs, self._left_out, self._domain = found.among, found.left_out, domain
        with QSignalBlocker(self.slider):
            self.slider.setRange(0, self.last)
        self._bar.setVisible(self.last > 0)
        self.set_position(self._outputs.index(found.chosen))
        self.show()
        self.raise_()
        self.activateWindow()
        self.show_item()

    @property
    def position(self) -> int:
        return self._position

    @property
    def last(self) -> int:
        return len(self._outputs) - 1

    @property
    def busy(self) -> bool:
        return self.controller.state.busy or self.pictures.busy

    @property
    def stopped(self) -> bool:
        return self.controller.stopped

    def scene(self) -> OutputScene:
        from curator_gui.app.preview.scenes import OutputScene

        take = self.comparison.take(0)
        return OutputScene(self._outputs, self._domain, take, self.controller.timeout)

    def set_position(self, number: int) -> None:
        self._position = number
        with QSignalBlocker(self.slider):
            self.slider.setValue(number)
        output = self._outputs[number]
        self.setWindowTitle(tr("{name} - preview").format(name=_named(output)))
        self.title.setText(_titled(output, output.path))
        self.place.setText(self._place())

    def show_frame(self, frame: Frame) -> None:
        self._framed = self._outputs[self._position]
        self.controller.show_frame(self._framed, frame)

    def show_meanwhile(self, number: int, frame: Frame) -> None:
        """Show another file, which is named above its picture, until the one set is there."""
        self._show_content(output_state(self._outputs[number], frame.output, frame))

    def show_item(self) -> None:
        output = self._outputs[self._position]
        self.pictures.cancel()  # it would be a picture of the output before
        if self._framed != output:
            self._framed = None
        self.controller.read(output, self._domain)

    def sizeHint(self) -> QSize:
        return QSize(860, 640)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._stop()
        super().closeEvent(event)

    def reject(self) -> None:
        self._stop()
        super().reject()

    def _place(self) -> str:
        words = tr("{n} of {total}").format(n=self._position + 1, total=len(self._outputs))
        if not self._left_out:
            return words
        others = count(self._left_out, tr("other left out"), tr("others left out"))
        return f"{words}, {others}"

    def _stop(self) -> None:
        self.film.stop()
        self.pictures.cancel()
        self.controller.stop()

    def _show_state(self) -> None:
        state = self.controller.state
        self.stop_button.setVisible(state.busy)
        if state.busy and self._framed == state.output:
            return  # a frame of this very file stays until all of it is there
        self._show_content(state)

    def _show_content(self, state: OutputState) -> None:
        items = state.preview.items if state.preview else ()
        self.message.show_message(*_words(state))
        self.pages.setCurrentWidget(self.comparison if items else self.waiting)
        self.waiting.setText(tr("Reading the file...") if state.busy else _nothing(state))
        if items:
            words = count(len(items), tr("item"), tr("items"))
            side = Side(f"{_named(state.output)}, {words}", 0, items)
            kept = self._framed == state.output
            drawable: Drawable = "later" if state.frame is not None else "now"
            self.comparison.show_sides(
                None, side, drawable, frame=state.frame, keep=kept, stay=self.last > 0
            )

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.stop_button)
        self._bar = QWidget()
        film = QHBoxLayout(self._bar)
        film.setContentsMargins(0, 0, 0, 0)
        film.setSpacing(SPACE)
        for widget in (*self.film.buttons, self.slider, self.place):
            film.addWidget(widget, 1 if widget is self.slider else 0)
        self.pages = QStackedWidget()
        self.pages.addWidget(self.waiting)
        self.pages.addWidget(self.comparison)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE, SPACE, SPACE, SPACE)
        column.setSpacing(SPACE)
        column.addLayout(head)
        column.addWidget(self._bar)
        column.addWidget(self.message)
        column.addWidget(self.pages, 1)


def _named(output: ItemOutput) -> str:
    return _titled(output, Path(output.path).name)


def _titled(output: ItemOutput, path: str) -> str:
    if output.index < 0:
        return path
    return tr("{path}, index {index}").format(path=path, index=output.index)


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
