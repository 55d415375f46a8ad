"""The head of the Preview view: which index, the film, preview and stop."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSlider, QSpinBox, QToolButton, QWidget

from curator_gui.ui.common import icons, theme
from curator_gui.ui.common.actions import shortcut_text
from curator_gui.ui.common.text import tr
from curator_gui.ui.common.widgets import SPACE, ElidedLabel, label

MAX_INDEX = 2**31 - 1


class PreviewHeader(QWidget):
    """Asks which index is to be previewed.

    Signals
    -------
    wanted()
        Preview the index that is set.
    random_wanted(int)
        Preview any index of so many.
    stop_wanted()
        Stop the preview under way.
    scrubbed(int)
        The slider was moved to another index.
    """

    scrubbed = Signal(int)

    wanted = Signal()
    random_wanted = Signal(int)
    stop_wanted = Signal()

    def __init__(self, action: QAction) -> None:
        super().__init__()
        self._size: int | None = None
        self.index = QSpinBox(minimum=0, maximum=MAX_INDEX)
        self.index.setAccessibleName(tr("Index"))
        self.index.lineEdit().returnPressed.connect(self.wanted)
        self._extent = label("", "muted")
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setAccessibleName(tr("Index"))
        self.slider.setMinimumWidth(120)
        self.slider.setRange(0, 0)
        self.slider.valueChanged.connect(self._scrub)
        self.index.valueChanged.connect(self._follow_index)
        self.random = QToolButton(autoRaise=True)
        self.random.clicked.connect(lambda: self.random_wanted.emit(self._size or 1))
        self.label = ElidedLabel("")
        self.button = QPushButton()
        self.button.setProperty("role", "primary")
        self.button.clicked.connect(self._press)
        self._busy = False
        self._keys = shortcut_text(action)
        self._lay_out()
        theme.notifier().changed.connect(self._draw)
        self._draw()
        self.show_busy(busy=False)

    def add_film(self, *buttons: QToolButton) -> None:
        """Put the buttons that step through the items beside the slider."""
        for button in buttons:
            self._film.addWidget(button)
        for before, after in pairwise((self.random, *buttons, self.slider)):
            QWidget.setTabOrder(before, after)

    def show_size(self, size: int | None) -> None:
        """Say which indices there are; None while that is not known."""
        self._size = size
        self.index.setMaximum(max(0, size - 1) if size is not None else MAX_INDEX)
        self.slider.blockSignals(True)
        self.slider.setRange(0, max(0, (size or 1) - 1))
        self.slider.setPageStep(max(1, (size or 1) // 20))
        self.slider.blockSignals(False)
        self.slider.setEnabled(bool(size) and size != 1)
        self._follow_index(self.index.value())
        words = tr("of 0 to {last}").format(last=size - 1) if size else ""
        self._extent.setText(words)
        self.random.setEnabled(bool(size))

    def show_busy(self, *, busy: bool) -> None:
        """Offer to stop what is under way, else to begin."""
        self._busy = busy
        self.button.setText(tr("Stop") if busy else tr("Preview"))
        words = tr("End the process that runs the steps") if busy else tr("Run the steps on it")
        self.button.setToolTip(words if busy else f"{words} ({self._keys})")

    def _scrub(self, value: int) -> None:
        self.scrubbed.emit(value)

    def _follow_index(self, value: int) -> None:
        self.slider.blockSignals(True)
        self.slider.setValue(value)
        self.slider.blockSignals(False)

    def _press(self) -> None:
        (self.stop_wanted if self._busy else self.wanted).emit()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE, SPACE, SPACE, SPACE)
        row.setSpacing(SPACE)
        row.addWidget(label(tr("Index"), "title"))
        row.addWidget(self.index)
        row.addWidget(self._extent)
        row.addWidget(self.random)
        self._film = QHBoxLayout()
        self._film.setSpacing(0)
        row.addLayout(self._film)
        row.addWidget(self.slider, 1)
        row.addWidget(self.label, 1)
        row.addWidget(self.button)

    def _draw(self) -> None:
        self.random.setIcon(icons.icon("dices"))
        self.random.setToolTip(tr("Preview any index"))
        self.random.setAccessibleName(tr("Preview any index"))
