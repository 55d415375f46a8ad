"""A layout that breaks its widgets into lines, as a text does its words."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class FlowLayout(QLayout):
    """Puts widgets side by side, and below one another where there is no more room.

    The last widget takes what is left of its line, at least `least` pixels.
    """

    def __init__(self, parent: QWidget, *, space: int, margin: int, least: int) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._space, self._least = space, least
        self.setContentsMargins(margin, margin, margin, margin)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def insert(self, position: int, widget: QWidget) -> None:
        """Put a widget before the one at a position."""
        self.addWidget(widget)
        self._items.insert(position, self._items.pop())

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._arrange(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        size = QSize(self._least, 0)
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        margins = self.contentsMargins()
        return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom())

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        """Return the height that the lines need; with `move`, place the widgets."""
        inner = rect.marginsRemoved(self.contentsMargins())
        x, y, tall = inner.left(), inner.top(), 0
        for number, item in enumerate(self._items):
            last = number == len(self._items) - 1
            hint = item.sizeHint()
            needed = self._least if last else hint.width()
            if x > inner.left() and x + needed > inner.right() + 1:
                x, y, tall = inner.left(), y + tall + self._space, 0
            width = inner.right() + 1 - x if last else min(hint.width(), inner.width())
            if move:
                item.setGeometry(QRect(QPoint(x, y), QSize(width, hint.height())))
            x += width + self._space
            tall = max(tall, hint.height())
        margins = self.contentsMargins()
        return y + tall - rect.top() + margins.bottom()
