"""What all plots share: colors of the theme, thin pens, axes with units, no surprises.

Measured with pyqtgraph 0.14: a 2-pixel antialiased curve of 600 noisy points paints 1.6 times per
second, a 1-pixel one without antialiasing thousands of times; so pens are cosmetic and 1 wide.
"""

from __future__ import annotations

import math
from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPen
from PySide6.QtWidgets import QWidget

from curator_gui.ui.common import theme

_ROUND = (1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10)


class Plot(pg.PlotWidget):  # type: ignore[misc]
    """A plot in the colors of the theme; subclasses add curves and redraw them in `recolor`.

    Parameters
    ----------
    name
        What the plot shows, also for screen readers.
    """

    def __init__(self, name: str, parent: QWidget | None = None, **options: Any) -> None:
        super().__init__(parent, enableMenu=False, **options)
        self.setAccessibleName(name)
        self.setFrameShape(self.Shape.NoFrame)
        self.hideButtons()
        self.setMouseEnabled(x=False, y=False)
        for widget in (self, self.viewport()):  # no key does anything here
            widget.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        item = self.getPlotItem()
        item.setContentsMargins(0, 4, 8, 0)
        self.adopt_menu(item)
        theme.notifier().changed.connect(self.recolor)

    def adopt_menu(self, item: pg.PlotItem) -> None:
        """Own the menu of a plot item; it has no parent, so it would outlive the window."""
        item.setMenuEnabled(False)
        menu = item.ctrlMenu
        menu.setParent(self, menu.windowFlags())

    def recolor(self) -> None:
        """Take the colors of the present theme."""
        colors = theme.current()
        self.setBackground(colors.plot_background)
        for side in ("left", "bottom", "right"):
            axis = self.getAxis(side)
            axis.setPen(pg.mkPen(colors.plot_grid))
            axis.setTextPen(pg.mkPen(colors.plot_foreground))
            axis.setTickFont(self.font())

    def label_axes(self, bottom: str, left: str) -> None:
        """Name the axes; each name has its unit."""
        self.setLabel("bottom", bottom)
        self.setLabel("left", left)


class BarPlot(Plot):
    """Counts as bars that stand side by side.

    Parameters
    ----------
    name
        What the plot shows, also for screen readers.
    counted
        What the bars count, for the axis.
    """

    def __init__(
        self, name: str, counted: str, parent: QWidget | None = None, **options: Any
    ) -> None:
        super().__init__(name, parent, **options)
        self._bars = pg.BarGraphItem(x0=[], x1=[], height=[])
        self.addItem(self._bars)
        self.setLabel("left", counted)
        self.getAxis("left").setWidth(56)
        self.showGrid(x=False, y=True, alpha=0.25)
        self.recolor()

    def show_bars(self, begins: Any, ends: Any, counts: Any) -> None:
        """Draw bars from their begins to their ends; all are arrays of one length."""
        self._bars.setOpts(x0=begins, x1=ends, height=counts)
        if len(counts):
            self.setYRange(0, round_up(float(max(counts)) * 1.05), padding=0)

    def recolor(self) -> None:
        """Take the colors of the present theme."""
        super().recolor()
        if hasattr(self, "_bars"):
            colors = theme.current()
            self._bars.setOpts(brush=colors.series[0], pen=colors.plot_background)


def thin_pen(color: QColor, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
    """Make a pen that is one pixel wide at any zoom."""
    pen = QPen(color, 1, style)
    pen.setCosmetic(True)
    return pen


def round_up(value: float) -> float:
    """Return the next round number: a range that seldom changes is painted once, not twice.

    A plot whose range changes paints its axes anew, and itself a second time for them.
    """
    if value <= 0:
        return 1.0
    unit = 10.0 ** math.floor(math.log10(value))
    return next(step * unit for step in _ROUND if step * unit >= value * (1 - 1e-9))


def translucent(color: QColor, alpha: int) -> QColor:
    """Return the color with an opacity of 0 to 255."""
    result = QColor(color)
    result.setAlpha(alpha)
    return result


class TimeAxis(pg.AxisItem):  # type: ignore[misc]
    """Seconds from the start of a run, written as 0:05, 12:30 or 3:07:00."""

    def tickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:
        return [_clock(value * scale, spacing) for value in values]

    def tickSpacing(self, low: float, high: float, size: float) -> list[tuple[float, float]]:
        wanted = (high - low) * 70 / max(size, 70)
        steps = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 43200)
        step = next((s for s in steps if s >= wanted), 86400)
        return [(step, 0)]


def _clock(seconds: float, spacing: float) -> str:
    if seconds < 0:
        return ""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours}:{minutes:02d}:{rest:02d}" if spacing < 60 else f"{hours}:{minutes:02d} h"
    return f"{minutes}:{rest:02d}"
