"""Where the time goes: seconds per step, and how long the indices took."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from PySide6.QtWidgets import QWidget

from curator_gui.app.quantities import duration_text
from curator_gui.app.run_statistics import RunStatistics
from curator_gui.ui.plots.base import BarPlot
from curator_gui.ui.text import tr


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
