"""The few large numbers at the top of the monitor."""

from __future__ import annotations

from time import time

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from curator_gui.app.quantities import byte_rate_text, count_text, duration_text, rate_text
from curator_gui.app.run_statistics import BYTES, ITEMS, RunStatistics
from curator_gui.ui import theme
from curator_gui.ui.run_bar import SteadyLabel, estimate_text, percent_text
from curator_gui.ui.text import mark, tr
from curator_gui.ui.widgets import SPACE, label

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
        """Show the numbers as they are now."""
        now = time()
        settled = tr("{n} of {total}").format(
            n=count_text(statistics.finished), total=count_text(statistics.total)
        )
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
