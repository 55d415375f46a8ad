"""Five steps through the window, on the first start or from the Help menu; each can be the last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget
from shiboken6 import isValid

from curator_gui.ui.common.text import tr
from curator_gui.ui.common.widgets import HALF, SPACE, label

_WIDTH = 340


@dataclass(frozen=True)
class TourStep:
    """One step: its heading, what it says, and the widget that it is about."""

    title: str
    text: str
    target: QWidget


class TourCard(QFrame):
    """The words of one step, beside what they are about.

    Signals
    -------
    next_wanted(), skip_wanted()
        The person wants the next step, or no more of them.
    """

    next_wanted = Signal()
    skip_wanted = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.setObjectName("tour")
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAutoFillBackground(True)
        self.setFixedWidth(_WIDTH)
        self.title = label("", "heading", wrap=True)
        self.words = label("", wrap=True)
        self.place = label("", "muted")
        self.next = QPushButton(tr("Next"))
        self.next.setDefault(True)
        self.next.clicked.connect(self.next_wanted)
        self.skip = QPushButton(tr("Skip the tour"))
        self.skip.clicked.connect(self.skip_wanted)
        shortcut = QShortcut(QKeySequence("Escape"), self, self.skip_wanted.emit)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._lay_out()

    def show_step(self, step: TourStep, number: int, count: int) -> None:
        last = number == count
        self.title.setText(step.title)
        self.words.setText(step.text)
        self.place.setText(tr("{number} of {count}").format(number=number, count=count))
        self.next.setText(tr("Done") if last else tr("Next"))
        self.skip.setVisible(not last)
        self.adjustSize()
        self.move(place_beside(self.size().width(), self.size().height(), self._about(step)))
        self.show()
        self.raise_()
        self.next.setFocus(Qt.FocusReason.OtherFocusReason)

    def _about(self, step: TourStep) -> tuple[QRect, QRect]:
        """Return where the step's widget is in the window, and the window's own room."""
        room = self._window.rect()
        if not step.target.isVisible():
            return QRect(room.center(), room.center()), room
        corner = step.target.mapTo(self._window, QPoint(0, 0))
        return QRect(corner, step.target.size()), room

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.addWidget(self.place)
        buttons.addStretch(1)
        buttons.addWidget(self.skip)
        buttons.addWidget(self.next)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, SPACE)
        column.setSpacing(SPACE)
        column.addWidget(self.title)
        column.addWidget(self.words)
        column.addLayout(buttons)


def place_beside(width: int, height: int, where: tuple[QRect, QRect]) -> QPoint:
    """Return where a card goes: below what it is about, else right of it, always in the room."""
    target, room = where
    x, y = target.left(), target.bottom() + HALF
    if y + height > room.bottom():
        x, y = target.right() + HALF, target.top()
    x = max(room.left() + HALF, min(x, room.right() - width - HALF))
    y = max(room.top() + HALF, min(y, room.bottom() - height - HALF))
    return QPoint(x, y)


class Tour(QObject):
    """Leads through the steps, one card at a time.

    Signals
    -------
    ended()
        The person has seen the last step, or wants no more.
    """

    ended = Signal()

    def __init__(self, window: QWidget, steps: Sequence[TourStep]) -> None:
        super().__init__(window)
        self._window, self._steps = window, tuple(steps)
        self.number = 0
        self.card: TourCard | None = None
        window.installEventFilter(self)

    def start(self) -> None:
        """Begin with the first step, also in the middle of a tour."""
        if self.card is None:
            self.card = TourCard(self._window)
            self.card.next_wanted.connect(self.go_on)
            self.card.skip_wanted.connect(self.end)
        self.number = 0
        self.go_on()

    def go_on(self) -> None:
        """Show the next step; after the last one, end."""
        if self.card is None or self.number == len(self._steps):
            self.end()
            return
        self.number += 1
        self._show()

    def end(self) -> None:
        if self.card is not None:
            self.card.hide()
            self.card.deleteLater()
            self.card = None
            self.ended.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the card where it belongs when the window gets another size."""
        if event.type() == QEvent.Type.Resize and self.card is not None and isValid(self.card):
            self._show()
        return False

    def _show(self) -> None:
        if self.card is not None:
            self.card.show_step(self._steps[self.number - 1], self.number, len(self._steps))
