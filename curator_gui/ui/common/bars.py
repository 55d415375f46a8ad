"""Small histograms in the cells of tables."""

from __future__ import annotations

import math

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from curator_gui.core.survey import Bars

DOMINANT = 0.5
"""Where one bin holds more than this share, heights follow the square root of the counts."""


def paint_bars(painter: QPainter, area: QRectF, bars: Bars, fill: QColor) -> None:
    """Draw the bars; a hollow one at an end holds what lies beyond."""
    counts = [bars.below, *bars.counts, bars.above]
    total = sum(counts)
    if not total:
        return
    rooted = max(counts) > DOMINANT * total
    heights = [math.sqrt(c) if rooted else float(c) for c in counts]
    tallest = max(heights)
    width = area.width() / len(heights)
    painter.save()
    for number, height in enumerate(heights):
        if not height:
            continue
        tall = max(1.0, area.height() * height / tallest)
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
