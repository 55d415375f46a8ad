"""The distribution of one field."""

from __future__ import annotations

import numpy as np
from PySide6.QtWidgets import QWidget

from curator_gui.core.inspection import FieldSummary
from curator_gui.ui.plots.base import BarPlot
from curator_gui.ui.text import tr


class HistogramPlot(BarPlot):
    """Histogram of a field's values, of the equal bins that its summary has."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Distribution of the field"), tr("values"), parent)
        self.setMinimumHeight(120)

    def show_field(self, field: FieldSummary, limits: tuple[float, float] | None = None) -> None:
        """Draw a field's histogram; `limits` widen the axis so that two plots can be compared."""
        self.getAxis("bottom").enableAutoSIPrefix(False)
        self.setLabel("bottom", field.name)
        counts = np.asarray(field.histogram, np.float64)
        if field.minimum is None or field.maximum is None or not counts.size:
            self.show_bars([], [], [])
            return
        low, high = field.minimum, field.maximum
        if high <= low:
            low, high = low - 0.5, high + 0.5
        edges = np.linspace(low, high, counts.size + 1)
        self.show_bars(edges[:-1], edges[1:], counts)
        begin, end = limits if limits and limits[1] > limits[0] else (low, high)
        self.setXRange(min(begin, low), max(end, high), padding=0.02)
