"""A few items side by side, each with its picture and a line of words."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from curator_gui.app.dataset.data_set import DataSet
from curator_gui.app.dataset.thumbnails import Thumbnails
from curator_gui.ui.common import icons, theme
from curator_gui.ui.common.widgets import SPACE
from curator_gui.ui.dataset.gallery import paint_image

PLACES = 5


class TileStrip(QWidget):
    """Up to five tiles; a click or Left, Right and Return open one.

    Signals
    -------
    open_wanted(int)
        This item is to be opened.
    """

    open_wanted = Signal(int)

    def __init__(self, data: DataSet, pictures: Thumbnails, name: str) -> None:
        super().__init__()
        self._set, self._pictures = data, pictures
        self.rows: list[int] = []
        self.words: list[str] = []
        self.marked, self.current = -1, 0
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(96 + 2 * self.fontMetrics().height())
        pictures.made.connect(self._show_made)
        theme.notifier().changed.connect(self.update)

    def _show_made(self, row: int) -> None:
        if row in self.rows:
            self.update()

    def show_rows(self, rows: list[int], words: list[str], marked: int = -1) -> None:
        """Show these items with a line of words each; `marked` is the row of this one."""
        self.rows, self.words, self.marked = rows[:PLACES], words, marked
        self.current = rows.index(marked) if marked in rows else 0
        self.update()

    def tile(self, place: int) -> QRect:
        """Return where a tile stands."""
        width = (self.width() - SPACE) // PLACES
        return QRect(SPACE // 2 + place * width, 4, width - SPACE, self.height() - 8)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.current().color("base"))
        for place, row in enumerate(self.rows):
            self._paint_tile(painter, self.tile(place), row, self.words[place])
        if self.hasFocus() and self.rows:
            painter.setPen(QPen(theme.current().color("text"), 1, Qt.PenStyle.DotLine))
            painter.drawRect(self.tile(self.current).adjusted(-2, -2, 1, 1))

    def _paint_tile(self, painter: QPainter, area: QRect, row: int, words: str) -> None:
        colors, metrics = theme.current(), painter.fontMetrics()
        chosen = row == self.marked
        if chosen:
            painter.fillRect(area, colors.color("accent_soft"))
        room = area.adjusted(0, 0, 0, -2 * metrics.height() - 2)
        image = self._pictures.image(row)
        if image is not None:
            paint_image(painter, room.adjusted(2, 2, -2, -2), image)
        else:
            name = "circle-x" if self._pictures.failed(row) else "image"
            mark = icons.pixmap(name, "muted", 20, self.devicePixelRatioF())
            painter.drawPixmap(room.center().x() - 10, room.center().y() - 10, mark)
        painter.setPen(QPen(colors.color("accent" if chosen else "border"), 2 if chosen else 1))
        painter.drawRect(room)
        painter.setPen(colors.color("text"))
        below = QRect(area.left() + 2, room.bottom() + 2, area.width() - 2, metrics.height())
        mode = Qt.TextElideMode.ElideLeft
        name = metrics.elidedText(self._set.items.brief(row), mode, below.width())
        painter.drawText(below, int(Qt.AlignmentFlag.AlignLeft), name)
        painter.setPen(colors.color("muted"))
        told = metrics.elidedText(words, Qt.TextElideMode.ElideRight, below.width())
        painter.drawText(
            below.translated(0, metrics.height()), int(Qt.AlignmentFlag.AlignLeft), told
        )

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for place, row in enumerate(self.rows):
            if self.tile(place).contains(event.position().toPoint()):
                self.current = place
                self.open_wanted.emit(row)
                return

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if event.key() in steps and self.rows:
            self.current = (self.current + steps[Qt.Key(event.key())]) % len(self.rows)
            self.update()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.rows:
            self.open_wanted.emit(self.rows[self.current])
        else:
            super().keyPressEvent(event)
