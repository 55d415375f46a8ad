"""What the monitor says in numbers: the figures at its top, the slowest indices, the steps."""

from __future__ import annotations

from collections.abc import Callable
from time import time

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFocusEvent, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from curator_gui.app.language.quantities import byte_rate_text, count_text, duration_text, rate_text
from curator_gui.app.monitor.statistics import BYTES, ITEMS, RunStatistics
from curator_gui.ui.common import theme
from curator_gui.ui.common.text import mark, say, tr
from curator_gui.ui.common.widgets import HALF, SPACE, label
from curator_gui.ui.monitor.run_bar import SteadyLabel, estimate_text, percent_text

_TITLES = (
    mark("Settled"), mark("Failed"), mark("Items"), mark("Data"), mark("Elapsed"), mark("Left"),
)  # fmt: skip


class Figures(QWidget):
    """Share settled, failures, rates, elapsed time and the range of what is left."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values: list[QLabel] = []
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(0)
        grid.setHorizontalSpacing(2 * SPACE)
        for column, title in enumerate(_TITLES):
            value = SteadyLabel()
            value.setFont(_large(value.font()))
            value.setAccessibleName(tr(title))
            self._values.append(value)
            grid.addWidget(label(tr(title), "muted"), 0, column)
            grid.addWidget(value, 1, column)
            grid.setColumnStretch(column, 2 if column in (0, len(_TITLES) - 1) else 1)

    def show_statistics(self, statistics: RunStatistics) -> None:
        now = time()
        done, total = statistics.progress
        settled = tr("{n} of {total}").format(n=count_text(done), total=count_text(total))
        left = estimate_text(statistics.estimate(now))
        texts = (
            f"{settled} ({percent_text(statistics)})",
            count_text(statistics.failed + statistics.quarantined),
            rate_text(statistics.recent_rate(ITEMS, now), tr("items")),
            byte_rate_text(statistics.recent_rate(BYTES, now)),
            duration_text(statistics.elapsed(now)),
            left or "\u2013",
        )
        for value, text in zip(self._values, texts, strict=True):
            if value.text() != text:
                value.setText(text)


def _large(font: QFont) -> QFont:
    result = theme.tabular(font)
    result.setPointSizeF(result.pointSizeF() * 1.3)
    return result


SHOWN = 4
_TAB = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)


class SlowestLine(QLabel):
    """Numbers and durations of the slowest indices; each link asks for the details of its index.

    Parameters
    ----------
    open_index
        Called with the index of the link that was followed.
    """

    def __init__(self, open_index: Callable[[int], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._open_index = open_index
        self.setFont(theme.tabular(self.font()))
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByMouse
            | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        )
        self.setWordWrap(True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self.linkActivated.connect(self._follow)
        theme.notifier().changed.connect(self._draw)

    def _draw(self) -> None:
        """Read the text anew: a link keeps the color that it had when it was read."""
        text = self.text()
        self.setText("")
        self.setText(text)

    def show_statistics(self, statistics: RunStatistics) -> None:
        found = statistics.slowest()[:SHOWN]
        parts = [f'<a href="{index}">#{index}</a> {duration_text(s)}' for s, index in found]
        text = f"{tr('Slowest:')} {', &nbsp;'.join(parts)}" if parts else ""
        if text != self.text():
            self.setText(text)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Go on to the first link, or to the last one on the way back: a line shows no focus."""
        super().focusInEvent(event)
        if self.text() and event.reason() in _TAB:
            self.focusNextPrevChild(event.reason() == Qt.FocusReason.TabFocusReason)

    def _follow(self, link: str) -> None:
        self._open_index(int(link))


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
