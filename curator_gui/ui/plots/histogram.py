"""The distribution of one field."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from PySide6.QtWidgets import QWidget

from curator_gui.core.inspection import FieldSummary
from curator_gui.ui import theme
from curator_gui.ui.plots.base import Plot, round_up
from curator_gui.ui.text import tr


class HistogramPlot(Plot):
    """Histogram of a field's values, of the equal bins that its summary has."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Distribution of the field"), parent)
        self._bars = pg.BarGraphItem(x0=[], x1=[], height=[])
        self.addItem(self._bars)
        self.setLabel("left", tr("values"))
        self.getAxis("left").setWidth(56)
        self.showGrid(x=False, y=True, alpha=0.25)
        self.setMinimumHeight(120)
        self.recolor()

    def show_field(self, field: FieldSummary, limits: tuple[float, float] | None = None) -> None:
        """Draw a field's histogram; `limits` widen the axis so that two plots can be compared."""
        self.getAxis("bottom").enableAutoSIPrefix(False)
        self.setLabel("bottom", field.name)
        counts = np.asarray(field.histogram, np.float64)
        if field.minimum is None or field.maximum is None or not counts.size:
            self._bars.setOpts(x0=[], x1=[], height=[])
            return
        low, high = field.minimum, field.maximum
        if high <= low:
            low, high = low - 0.5, high + 0.5
        edges = np.linspace(low, high, counts.size + 1)
        self._bars.setOpts(x0=edges[:-1], x1=edges[1:], height=counts)
        begin, end = limits if limits and limits[1] > limits[0] else (low, high)
        self.setXRange(min(begin, low), max(end, high), padding=0.02)
        self.setYRange(0, round_up(float(counts.max()) * 1.05), padding=0)

    def recolor(self) -> None:
        """Take the colours of the present theme."""
        super().recolor()
        if hasattr(self, "_bars"):
            colors = theme.current()
            self._bars.setOpts(brush=colors.series[0], pen=colors.plot_background)
