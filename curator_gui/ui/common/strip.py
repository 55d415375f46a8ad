"""ProgressStrip: a bar whose lengths are shares; failures are hatched, not only red."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from curator_gui.run.events import Status
from curator_gui.ui.common import theme
from curator_gui.ui.common.text import tr

_PARTS: tuple[Status, ...] = ("done", "skipped", "failed", "quarantined", "running")
_HATCHED = ("failed", "quarantined")


class ProgressStrip(QWidget):
    """A bar whose lengths are the shares of done, skipped, failed and running indices."""

    def __init__(self, height: int = 10) -> None:
        super().__init__()
        self._counts: dict[Status, int] = {}
        self._total = 0
        self._height = height
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(80)
        self.setAccessibleName(tr("Progress"))

    def sizeHint(self) -> QSize:
        return QSize(180, self._height)

    def show_counts(self, counts: dict[Status, int], total: int) -> None:
        """Show how many of `total` indices have which status."""
        if (counts, total) != (self._counts, self._total):
            self._counts, self._total = counts, total
            words = ", ".join(f"{n} {tr(status)}" for status, n in counts.items() if n)
            self.setToolTip(words)
            self.setAccessibleDescription(words)
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colors = theme.current()
        painter.setPen(colors.color("border"))
        painter.setBrush(colors.color("base"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 2, 2)
        left = 1.0
        for status in _PARTS if self._total else ():
            share = min(1.0, self._counts.get(status, 0) / self._total)
            width = (self.width() - 2) * share
            self._paint_part(painter, QRectF(left, 1, width, self.height() - 2), status)
            left += width

    def _paint_part(self, painter: QPainter, place: QRectF, status: Status) -> None:
        colors = theme.current()
        painter.fillRect(place, colors.status(status))
        if status in _HATCHED:
            painter.fillRect(place, QBrush(colors.color("base"), Qt.BrushStyle.BDiagPattern))
