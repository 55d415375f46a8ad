"""What table and gallery share: one selection over all items, by mouse and keys, of any size.

Qt's own selections visit every row that is selected: 10 s for a million. So the views select
nothing by themselves; the data set's mask is painted, and changed by what is pressed.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from curator_gui.app.dataset.data_set import DataSet

_MOVES = (
    Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right,
    Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown,
)  # fmt: skip
_CTRL, _SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


class RowsView(QTableView):
    """A view of items; subclasses say which row stands at an index, and where a row stands.

    Signals
    -------
    open_wanted(int)
        The item of this row is to be opened.
    """

    open_wanted = Signal(int)

    def __init__(self, data: DataSet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._set, self._anchor = data, -1
        self.setFrameShape(self.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        data.selection_changed.connect(self._show_selection)
        data.decisions_changed.connect(self.viewport().update)

    def place_at(self, index: QModelIndex | QPersistentModelIndex) -> int:
        """Return the place of an index among the shown items; -1 for none."""
        raise NotImplementedError

    def rows_shown(self) -> Any:
        """Return the rows of the data set by their place."""
        raise NotImplementedError

    def row_at(self, index: QModelIndex | QPersistentModelIndex) -> int:
        """Return the row of the data set at an index; -1 for none."""
        place = self.place_at(index)
        return int(self.rows_shown()[place]) if place >= 0 else -1

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        place = self.place_at(self.indexAt(event.position().toPoint()))
        if event.button() == Qt.MouseButton.LeftButton and place >= 0:
            self._press(place, event.modifiers())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = self.place_at(self.indexAt(event.position().toPoint()))
        if event.buttons() & Qt.MouseButton.LeftButton and place >= 0 and self._anchor >= 0:
            self._select_range(place, "replace")

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        row = self.row_at(self.indexAt(event.position().toPoint()))
        if row >= 0:
            self.open_wanted.emit(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.SelectAll):
            self._set.select_all()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open_current()
        elif event.key() == Qt.Key.Key_Space:
            self._press(self.place_at(self.currentIndex()), _CTRL)
        else:
            super().keyPressEvent(event)
            if event.key() in _MOVES and not event.modifiers() & _CTRL:
                self._press(self.place_at(self.currentIndex()), event.modifiers())

    def _open_current(self) -> None:
        row = self.row_at(self.currentIndex())
        if row >= 0:
            self.open_wanted.emit(row)

    def _press(self, place: int, modifiers: Qt.KeyboardModifier) -> None:
        if place < 0:
            return
        if modifiers & _SHIFT and self._anchor >= 0:
            self._select_range(place, "add" if modifiers & _CTRL else "replace")
            return
        self._anchor = place
        how = "toggle" if modifiers & _CTRL else "replace"
        self._set.select([int(self.rows_shown()[place])], how)

    def _select_range(self, place: int, how: str) -> None:
        first, last = sorted((min(self._anchor, len(self.rows_shown()) - 1), place))
        self._set.select(self.rows_shown()[first : last + 1].tolist(), how)

    def _show_selection(self) -> None:
        self.viewport().update()
