"""How the work divides among the steps of the pipeline: one bar per step."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from curator_gui.app.quantities import duration_text
from curator_gui.app.run_statistics import RunStatistics
from curator_gui.ui import theme
from curator_gui.ui.text import say, tr
from curator_gui.ui.widgets import HALF, SPACE

_BAR = 6


class StageBars(QWidget):
    """Name, share and seconds of each step, over all indices and workers."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[tuple[str, float]] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.MinimumExpanding)
        self.setAccessibleName(tr("Time per step"))

    def show_statistics(self, statistics: RunStatistics) -> None:
        """Show the seconds spent in each step so far."""
        rows = list(zip(statistics.steps, statistics.stage_seconds, strict=False))
        if rows != self._rows:
            self._rows = rows
            total = sum(seconds for _, seconds in rows) or 1.0
            words = [f"{say(name)}: {duration_text(s)}, {s / total:.0%}" for name, s in rows]
            self.setAccessibleDescription("; ".join(words))
            self.setMinimumHeight(len(rows) * self._row_height())
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(240, max(1, len(self._rows)) * self._row_height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        total = sum(seconds for _, seconds in self._rows) or 1.0
        for number, (name, seconds) in enumerate(self._rows):
            top = number * self._row_height()
            self._paint_row(painter, top, name, seconds, seconds / total)

    def _row_height(self) -> int:
        return self.fontMetrics().height() + _BAR + SPACE + HALF

    def _paint_row(
        self, painter: QPainter, top: int, name: str, seconds: float, share: float
    ) -> None:
        colors, metrics = theme.current(), self.fontMetrics()
        painter.setFont(theme.tabular(self.font()))
        percent = f"{share:.0%}" if share >= 0.005 or not seconds else "< 1%"
        figures = f"{duration_text(seconds)}   {percent}".replace("%", "\u202f%")
        line = QRect(0, top, self.width(), metrics.height())
        painter.setPen(colors.color("muted"))
        painter.drawText(line, Qt.AlignmentFlag.AlignRight, figures)
        room = self.width() - metrics.horizontalAdvance(figures) - SPACE
        painter.setPen(colors.color("text"))
        shown = metrics.elidedText(say(name), Qt.TextElideMode.ElideMiddle, room)
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft, shown)
        bar = QRect(QPoint(0, line.bottom() + 3), QSize(self.width(), _BAR))
        painter.fillRect(bar, colors.color("plot_grid"))
        bar.setWidth(round(bar.width() * share))
        painter.fillRect(bar, QColor(colors.series[0]))
