"""Histograms: how long the indices took, and the distribution of one field."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from PySide6.QtWidgets import QWidget

from curator_gui.app.language.quantities import duration_text
from curator_gui.app.monitor.statistics import RunStatistics
from curator_gui.core.measuring.inspection import FieldSummary
from curator_gui.ui.common.text import tr
from curator_gui.ui.plots.base import BarPlot


class DurationAxis(pg.AxisItem):  # type: ignore[misc]
    """Logarithms of seconds, written as 1 ms, 10 s, 2 min."""

    def tickValues(self, low: float, high: float, _size: float) -> list[tuple[float, list[float]]]:
        return [(1.0, [float(v) for v in range(int(np.ceil(low)), int(np.floor(high)) + 1)])]

    def tickStrings(self, values: list[float], _scale: float, _spacing: float) -> list[str]:
        return [_short(10.0**value) for value in values]


def _short(seconds: float) -> str:
    if seconds < 1e-3:
        return f"{seconds * 1e6:.0f} µs"
    if seconds < 1:
        return f"{seconds * 1e3:.0f} ms"
    if seconds < 1000:
        return f"{seconds:.0f} s"
    return duration_text(seconds)


class DurationPlot(BarPlot):
    """Histogram of the durations of the last attempts, on a logarithmic axis."""

    def __init__(self, parent: QWidget | None = None) -> None:
        axes = {"bottom": DurationAxis("bottom")}
        super().__init__(tr("Durations"), tr("indices"), parent, axisItems=axes)

    def show_statistics(self, statistics: RunStatistics) -> None:
        """Draw the histogram, from the shortest to the longest duration that occurred."""
        counts = statistics.histogram
        used = np.flatnonzero(counts)
        edges = np.log10(statistics.histogram_edges())
        self.show_bars(edges[:-1][used], edges[1:][used], counts[used])
        if len(used):
            self.setXRange(edges[used[0]] - 0.5, edges[used[-1] + 1] + 0.5, padding=0)


class HistogramPlot(BarPlot):
    """Histogram of a field's values, of the equal bins that its summary has."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Distribution of the field"), tr("values"), parent)
        self.setMinimumHeight(120)

    def show_field(self, field: FieldSummary, limits: tuple[float, float] | None = None) -> None:
        """Draw a field's histogram; `limits` widen the axis so that two plots can be compared."""
        self.getAxis("bottom").enableAutoSIPrefix(False)
        self.setLabel("bottom", field.measured)
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
