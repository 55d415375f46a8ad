"""A picture that the helper process has drawn, with the color bar of its field."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QLinearGradient, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy

from curator_gui.core.measuring.inspection import Raster
from curator_gui.ui.common import theme
from curator_gui.ui.common.text import tr
from curator_gui.ui.common.widgets import HALF, SPACE
from curator_gui.ui.preview.fields.words import number_text
from curator_gui.ui.preview.pictures.camera import CameraControl, TurnableWidget

BAR_WIDTH = 12
VIRIDIS = ("#440154", "#3b528b", "#21918c", "#5ec962", "#fde725")
"""The color map of all pictures, dark to bright, at even distances (Smith and van der Walt)."""


class RasterView(TurnableWidget):
    """Shows a `Raster`, scaled to its room, beside its color bar.

    Signals
    -------
    resized()
        There is more or less room for the picture than it was drawn for.
    """

    resized = Signal()

    def __init__(self, control: CameraControl) -> None:
        super().__init__(control)
        self.setMinimumSize(160, 120)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(tr("Picture of the mesh; the arrow keys turn it, + and - zoom"))
        self._raster: Raster | None = None
        self._image = QImage()
        theme.notifier().changed.connect(self.update)

    def show_raster(self, raster: Raster) -> None:
        self._raster = raster
        height, width, _ = raster.pixels.shape
        pixels = raster.pixels.tobytes()
        self._image = QImage(pixels, width, height, 3 * width, QImage.Format.Format_RGB888).copy()
        self.setToolTip(tr("Drag to turn, wheel to zoom, double click for the first view"))
        self.update()

    def picture_size(self, *, bar: bool) -> QSize:
        """Return the room for a picture with or without a color bar, in the screen's own pixels."""
        return self._picture_room(bar=bar).size() * self.devicePixelRatioF()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.isVisible():
            self.resized.emit()

    def sizeHint(self) -> QSize:
        return QSize(360, 260)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.current().color("plot_background"))
        if self._raster is None:
            return
        room = QRectF(self._picture_room(bar=self._raster.minimum is not None))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(_fitted(self._image.size(), room), self._image)
        if self._raster.minimum is not None and self._raster.maximum is not None:
            self._paint_bar(painter, self._raster.minimum, self._raster.maximum)
            self._paint_title(painter, self._raster.caption)
        if self.hasFocus():
            painter.setPen(theme.current().color("accent"))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def _picture_room(self, *, bar: bool) -> QRect:
        return self.rect().adjusted(0, 0, -self._bar_room() if bar else 0, 0)

    def _bar_room(self) -> int:
        return BAR_WIDTH + self.fontMetrics().horizontalAdvance("\u22120.0000e+00") + 2 * SPACE

    def _paint_bar(self, painter: QPainter, low: float, high: float) -> None:
        line = self.fontMetrics().height()
        left = self.width() - self._bar_room() + SPACE
        top = 2 * line + HALF  # below the title
        bar = QRectF(left, top, BAR_WIDTH, max(10, self.height() - top - line))
        gradient = QLinearGradient(bar.bottomLeft(), bar.topLeft())
        for number, color in enumerate(VIRIDIS):
            gradient.setColorAt(number / (len(VIRIDIS) - 1), QColor(color))
        painter.fillRect(bar, gradient if high > low else QColor(VIRIDIS[0]))
        painter.setPen(theme.current().color("plot_foreground"))
        painter.setFont(theme.tabular(self.font()))
        for share in (0.0, 0.5, 1.0) if high > low else (0.0,):
            middle = bar.bottom() - share * bar.height()
            corner = QPointF(bar.right() + HALF, middle - line / 2)
            room = QRectF(corner.x(), corner.y(), self.width() - corner.x(), line)
            painter.drawText(
                room, Qt.AlignmentFlag.AlignVCenter, number_text(low + share * (high - low))
            )

    def _paint_title(self, painter: QPainter, words: str) -> None:
        """Say above the bar what it measures."""
        left = self.width() - self._bar_room() + SPACE
        room = QRectF(left, HALF, self.width() - left, self.fontMetrics().height())
        cut = self.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, cut)


def _fitted(size: QSize, room: QRectF) -> QRectF:
    """Place a picture in the middle of its room, as large as it can be."""
    scale = min(room.width() / max(size.width(), 1), room.height() / max(size.height(), 1))
    width, height = size.width() * scale, size.height() * scale
    left = room.left() + (room.width() - width) / 2
    return QRectF(left, room.top() + (room.height() - height) / 2, width, height)
