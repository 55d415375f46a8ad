"""The gallery: a small picture of each item, made when it comes into sight."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from curator_gui.app.dataset.data_set import DataSet
from curator_gui.app.dataset.formats import value_text
from curator_gui.app.dataset.table_model import GalleryModel
from curator_gui.app.dataset.thumbnails import Thumbnails
from curator_gui.dataset.items.table import different_first
from curator_gui.ui.common import icons, theme
from curator_gui.ui.common.text import tr
from curator_gui.ui.dataset.items_table import DECISION_ICONS
from curator_gui.ui.dataset.rows import RowsView

SIZES = (84, 120, 160)
_GAP = 6
_MARK = 18


class TileDelegate(QStyledItemDelegate):
    """Paints one item: picture, name, value, marks; no color alone says anything."""

    def __init__(self, view: Gallery, data: DataSet, pictures: Thumbnails) -> None:
        super().__init__(view)
        self._view, self._set, self._pictures = view, data, pictures
        self.measure = ""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return self._view.tile_size()

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        row = self._view.row_at(index)
        if row < 0:
            return
        area = option.rect.adjusted(_GAP // 2, _GAP // 2, -_GAP // 2, -_GAP // 2)
        painter.save()
        if self._set.selected[row]:
            painter.fillRect(area, theme.current().color("accent_soft"))
        frame = QRect(area.left(), area.top(), area.width(), area.width())
        self._paint_picture(painter, frame.adjusted(3, 3, -3, -3), row)
        self._paint_frame(painter, frame, row, index == self._view.currentIndex())
        self._paint_marks(painter, frame, row)
        self._paint_words(painter, area.adjusted(3, frame.height() + 1, -3, 0), row)
        painter.restore()

    def _paint_picture(self, painter: QPainter, room: QRect, row: int) -> None:
        image = self._pictures.image(row)
        if image is None:
            painter.fillRect(room, theme.current().color("alternate"))
            name = "circle-x" if self._pictures.failed(row) else "image"
            mark = icons.pixmap(name, "muted", 20, painter.device().devicePixelRatio())
            painter.drawPixmap(room.center().x() - 10, room.center().y() - 10, mark)
            return
        if self._set.decisions.left_out[row]:
            painter.setOpacity(0.3)
        paint_image(painter, room, image)
        painter.setOpacity(1)

    def _paint_frame(self, painter: QPainter, frame: QRect, row: int, current: bool) -> None:
        colors = theme.current()
        chosen = self._set.selected[row]
        painter.setPen(QPen(colors.color("accent" if chosen else "border"), 2 if chosen else 1))
        painter.drawRect(frame.adjusted(1, 1, -1, -1))
        if current and self._view.hasFocus():
            painter.setPen(QPen(colors.color("text"), 1, Qt.PenStyle.DotLine))
            painter.drawRect(frame.adjusted(4, 4, -4, -4))
        if self._set.decisions.left_out[row]:
            painter.setPen(QPen(colors.color("text"), 1.5))
            painter.drawLine(frame.bottomLeft(), frame.topRight())

    def _paint_marks(self, painter: QPainter, frame: QRect, row: int) -> None:
        decision = self._set.decisions.decision(row)
        name, role = DECISION_ICONS[decision]
        if not decision:
            if row not in self._view.proposed:
                return
            name, role = "chart-line", "warning"
        place = QRect(frame.right() - _MARK - 1, frame.top() + 2, _MARK, _MARK)
        painter.fillRect(place, theme.current().color("base"))
        painter.setPen(theme.current().color(role))
        painter.drawRect(place)
        ratio = painter.device().devicePixelRatio()
        painter.drawPixmap(
            place.adjusted(2, 2, 0, 0).topLeft(), icons.pixmap(name, role, 14, ratio)
        )

    def _paint_words(self, painter: QPainter, room: QRect, row: int) -> None:
        metrics = self._view.fontMetrics()
        name = metrics.elidedText(
            self._set.items.brief(row), Qt.TextElideMode.ElideLeft, room.width()
        )
        painter.setPen(theme.current().color("text"))
        painter.drawText(room, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop), name)
        painter.setPen(theme.current().color("muted"))
        below = room.translated(0, metrics.height())
        words = metrics.elidedText(self._value(row), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(below, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop), words)

    def _value(self, row: int) -> str:
        if self.measure not in self._set.items:
            return f"#{self._set.items.index[row]}"
        column = self._set.items[self.measure]
        return f"{column.name} {value_text(column, row)}"


def paint_image(painter: QPainter, room: QRect, image: QImage) -> None:
    """Draw an image as large as fits, in the middle of its room, on a plain ground."""
    size = image.size().scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
    place = QRect(0, 0, size.width(), size.height())
    place.moveCenter(room.center())
    painter.fillRect(room, theme.current().color("plot_background"))
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(place, image)


class Gallery(RowsView):
    """Tiles in rows, as many as fit; virtual, so that a million open at once."""

    def __init__(
        self,
        data: DataSet,
        model: GalleryModel,
        pictures: Thumbnails,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(data, parent)
        self._model, self.side = model, SIZES[0] + 16
        self.proposed: set[int] = set()
        self.setAccessibleName(tr("Gallery"))
        self.setModel(model)
        self.delegate = TileDelegate(self, data, pictures)
        self.setItemDelegate(self.delegate)
        self.horizontalHeader().hide()
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setMinimumSectionSize(20)
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumSize(200, 120)
        pictures.made.connect(self._show_picture)
        data.opened.connect(self._opened)
        data.proposals_changed.connect(self._show_proposals)
        self.show_side(self.side)
        if data.ready:
            self._opened()
            self._show_proposals()

    def place_at(self, index: QModelIndex | QPersistentModelIndex) -> int:
        return self._model.place_at(index)

    def rows_shown(self) -> Any:
        return self._model.rows

    def tile_size(self) -> QSize:
        return QSize(self.side + _GAP, self.side + _GAP + 2 * self.fontMetrics().height() + 4)

    def show_side(self, side: int) -> None:
        """Show tiles of this size in pixels."""
        self.side = side
        self._lay_out()

    def show_measure(self, key: str) -> None:
        """Show another measure below the pictures."""
        self.delegate.measure = key
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def _lay_out(self) -> None:
        room = self.viewport().width()
        columns = max(1, room // self.tile_size().width())
        width = max(20, room // columns)
        self.horizontalHeader().setDefaultSectionSize(width)
        self.verticalHeader().setDefaultSectionSize(width + 2 * self.fontMetrics().height() + 4)
        self._model.show_columns(columns)

    def _opened(self) -> None:
        keys = [column.key for column in different_first(self._set.items.measures)]
        named = [key for key in keys if key.endswith(".max")]
        self.delegate.measure = (named or keys or [""])[0]

    def _show_proposals(self) -> None:
        self.proposed = self._set.proposals.rows
        self.viewport().update()

    def _show_picture(self, row: int) -> None:
        """Paint one tile anew, if it is in sight."""
        place = self._model.place_of(row)
        if place >= 0:
            self.update(self._model.index_of(place))

    def show_row(self, row: int) -> None:
        """Scroll to a row of the data set."""
        place = self._model.place_of(row)
        if place >= 0:
            index = self._model.index_of(place)
            self.setCurrentIndex(index)
            self.scrollTo(index)
