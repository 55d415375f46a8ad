"""Two handles on a line: from where to where, within what the data have."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from curator_gui.ui.common import theme
from curator_gui.ui.common.bars import bar_heights
from curator_gui.ui.common.text import tr

RADIUS = 6
BARS_HEIGHT = 24
STEPS = 200
"""At least so many steps reach from one end to the other; each is a power of ten."""

LOW, HIGH = 0, 1


def round_step(span: float) -> float:
    """Return the power of ten by which a handle moves along a line of this length."""
    return 10.0 ** math.floor(math.log10(span / STEPS)) if span > 0 else 1.0


class RangeSlider(QWidget):
    """Shows and changes a range; each handle has the keyboard in turn (Up and Down change it).

    A range whose low end is above its high one goes around, if `cyclic`: longitudes do.

    Signals
    -------
    moved(int, float)
        The person has moved the handle `LOW` or `HIGH` there.
    released()
        The person has let go.
    """

    moved = Signal(int, float)
    released = Signal()

    def __init__(self, *, cyclic: bool = False) -> None:
        super().__init__()
        self._cyclic = cyclic
        self.minimum, self.maximum = 0.0, 1.0
        self.ends = [0.0, 1.0]
        self.counts: tuple[int, ...] = ()
        self.handle = LOW
        self._dragged = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(120)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(tr("Drag a handle; with the keyboard: Left, Right, and Up or Down for it"))
        theme.notifier().changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(260, 2 * RADIUS + 6 + (BARS_HEIGHT if self.counts else 0))

    def set_counts(self, counts: Sequence[int]) -> None:
        """Show above the line how the data are distributed, in equal bins between the bounds.

        A distribution that is the same everywhere, as that of a regular coordinate, says nothing
        and is not drawn.
        """
        told = bool(counts) and max(counts) - min(counts) > 1
        self.counts = tuple(counts) if told else ()
        self.updateGeometry()
        self.update()

    def set_bounds(self, minimum: float, maximum: float) -> None:
        """Say from where to where the data reach."""
        self.minimum, self.maximum = minimum, maximum
        self.update()

    def set_ends(self, low: float, high: float) -> None:
        """Show a range without telling of it."""
        self.ends = [low, high]
        self.update()

    def move(self, handle: int, value: float) -> None:  # type: ignore[override]
        """Move a handle to the round value next to this one, and tell of it."""
        value = self._allowed(handle, self._rounded(value))
        if value != self.ends[handle]:
            self.ends[handle] = value
            self.update()
            self.moved.emit(handle, value)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = event.position().x()
        far = [abs(self._x(end) - at) for end in self.ends]
        self.handle = LOW if far[LOW] < far[HIGH] or self.ends[HIGH] <= self.minimum else HIGH
        if far[LOW] == far[HIGH]:
            self.handle = HIGH if at > self._x(self.ends[HIGH]) else LOW
        self._dragged = True
        self.move(self.handle, self._value(at))
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._dragged:
            self.move(self.handle, self._value(event.position().x()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._dragged:
            self._dragged = False
            self.released.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is not None:
            by = step * round_step(self.maximum - self.minimum)
            self.move(self.handle, self.ends[self.handle] + by)
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.handle = HIGH if self.handle == LOW else LOW
            self.update()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()
        self.released.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colors, middle = theme.current(), self.height() - RADIUS - 3
        self._paint_counts(painter, middle)
        for begin, end, color in self._parts(colors.color("border"), colors.color("accent")):
            painter.fillRect(QRectF(begin, middle - 1.5, end - begin, 3), color)
        for number, end in enumerate(self.ends):
            chosen = self.hasFocus() and number == self.handle
            painter.setPen(QPen(colors.color("accent"), 2))
            painter.setBrush(colors.color("accent" if chosen else "base"))
            painter.drawEllipse(QPointF(self._x(end), middle), RADIUS - 1, RADIUS - 1)

    def _paint_counts(self, painter: QPainter, middle: float) -> None:
        """Draw a bar per bin: strong where it is kept, faint where it is left out."""
        kept, left_out = theme.current().color("accent"), theme.current().color("border")
        wide = (self.width() - 2 * RADIUS) / max(1, len(self.counts))
        for number, height in enumerate(bar_heights(self.counts) if self.counts else ()):
            share = (number + 0.5) / len(self.counts)
            inside = self._inside(self.minimum + share * (self.maximum - self.minimum))
            tall = (middle - RADIUS - 2) * height
            bar = QRectF(RADIUS + number * wide, middle - RADIUS - 1 - tall, wide - 1, tall)
            painter.fillRect(bar, kept if inside else left_out)

    def _inside(self, value: float) -> bool:
        low, high = self.ends
        if low <= high or not self._cyclic:
            return low <= value <= high
        return value >= low or value <= high

    def _parts(self, plain: QColor, taken: QColor) -> list[tuple[float, float, QColor]]:
        first, last = self._x(self.minimum), self._x(self.maximum)
        low, high = (self._x(end) for end in self.ends)
        line = [(first, last, plain)]
        if low <= high:
            return [*line, (low, high, taken)]
        return [*line, (first, high, taken), (low, last, taken)] if self._cyclic else line

    def _x(self, value: float) -> float:
        span = self.maximum - self.minimum
        share = (value - self.minimum) / span if span > 0 else 0.0
        return RADIUS + min(1.0, max(0.0, share)) * (self.width() - 2 * RADIUS)

    def _value(self, x: float) -> float:
        share = (x - RADIUS) / max(1, self.width() - 2 * RADIUS)
        return self.minimum + min(1.0, max(0.0, share)) * (self.maximum - self.minimum)

    def _rounded(self, value: float) -> float:
        """Return a round value; at the ends the data's own, or the last item would be lost."""
        if value <= self.minimum or value >= self.maximum:
            return min(max(value, self.minimum), self.maximum)
        step = round_step(self.maximum - self.minimum)
        near = float(f"{round(value / step) * step:.12g}")
        return min(max(near, self.minimum), self.maximum)

    def _allowed(self, handle: int, value: float) -> float:
        if self._cyclic:
            return value
        return min(value, self.ends[HIGH]) if handle == LOW else max(value, self.ends[LOW])
