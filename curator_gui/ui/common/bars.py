"""Small histograms in the cells of tables."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from curator_gui.core.survey import Bars

DOMINANT = 0.5
"""Where one bin holds more than this share, heights follow the square root of the counts."""


def bar_heights(counts: Sequence[int]) -> list[float]:
    """Return the heights of bars, the tallest 1; all 0 if nothing was counted."""
    rooted = max(counts) > DOMINANT * sum(counts)
    heights = [math.sqrt(c) if rooted else float(c) for c in counts]
    tallest = max(heights) or 1.0
    return [height / tallest for height in heights]


def paint_bars(painter: QPainter, area: QRectF, bars: Bars, fill: QColor) -> None:
    """Draw the bars; a hollow one at an end holds what lies beyond."""
    counts = [bars.below, *bars.counts, bars.above]
    heights = bar_heights(counts)
    width = area.width() / len(heights)
    painter.save()
    for number, height in enumerate(heights):
        if not height:
            continue
        tall = max(1.0, area.height() * height)
        left = area.left() + number * width
        bar = QRectF(left, area.bottom() - tall, max(1.0, width - 1), tall)
        if number in (0, len(heights) - 1):
            painter.setPen(QPen(fill, 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(bar.adjusted(0.5, 0.5, -0.5, -0.5))
        else:
            painter.fillRect(bar, fill)
    painter.restore()


def bars_words(bars: Bars) -> str:
    """Say from where to where the bars reach."""
    return f"{bars.low:.3g} … {bars.high:.3g}"
