"""Items and bytes per second over the time of the run."""

from __future__ import annotations

from time import time

import numpy as np
import pyqtgraph as pg
from PySide6.QtWidgets import QWidget

from curator_gui.app.monitor.statistics import BYTES, FAILURES, ITEMS, RunStatistics
from curator_gui.ui.common import theme
from curator_gui.ui.common.text import tr
from curator_gui.ui.plots.base import Plot, TimeAxis, round_up, thin_pen, translucent

_SERIES = {ITEMS: 0, BYTES: 1}
_BYTE_UNITS = ("B/s", "KB/s", "MB/s", "GB/s")


def byte_unit(top: float) -> tuple[str, float]:
    """Return the unit in which a data rate of `top` bytes per second is readable, and its bytes."""
    step = 0
    while top >= 1024 and step < len(_BYTE_UNITS) - 1:
        top, step = top / 1024, step + 1
    return _BYTE_UNITS[step], 1024.0**step


class RatePlot(Plot):
    """One rate as a curve with a filled area; of items also those that failed.

    Parameters
    ----------
    channel
        `ITEMS` or `BYTES` of the statistics.
    """

    def __init__(self, channel: int, parent: QWidget | None = None) -> None:
        self._series, self._unit = _SERIES[channel], ""
        name = tr("Throughput") if channel == ITEMS else tr("Data rate")
        super().__init__(name, parent, axisItems={"bottom": TimeAxis("bottom")})
        self._channel = channel
        self._show_unit(tr("items/s") if channel == ITEMS else _BYTE_UNITS[2])
        self.getAxis("left").setWidth(56)
        self.getAxis("left").enableAutoSIPrefix(False)
        self._curve, self._failed = pg.PlotCurveItem(), pg.PlotCurveItem()
        self.addItem(self._curve)
        self.addItem(self._failed)
        self.showGrid(x=False, y=True, alpha=0.25)
        self.recolor()

    def show_statistics(self, statistics: RunStatistics) -> None:
        now = time()
        times, rates = statistics.rates(self._channel, now)
        top = float(np.max(rates)) if len(rates) else 0.0
        if self._channel == BYTES and top:
            unit, scale = byte_unit(top)
            rates, top = rates / scale, top / scale
            self._show_unit(unit)
        self._curve.setData(times, rates)
        if self._channel == ITEMS:
            failures = statistics.rates(FAILURES, now)[1]
            self._failed.setVisible(bool(failures.any()))
            self._failed.setData(times, failures)
        elapsed = statistics.elapsed(now)
        end = max(elapsed, 1) if statistics.ended else round_up(max(elapsed, 5))
        self.setXRange(0, end, padding=0)
        self.setYRange(0, round_up(top * 1.05), padding=0)

    def _show_unit(self, unit: str) -> None:
        if unit != self._unit:
            self._unit = unit
            self.label_axes("", unit)

    def recolor(self) -> None:
        """Take the colors of the present theme."""
        super().recolor()
        if hasattr(self, "_curve"):
            color = pg.mkColor(theme.current().series[self._series])
            self._curve.setPen(thin_pen(color))
            self._curve.setBrush(translucent(color, 40))
            self._curve.setFillLevel(0)
            self._failed.setPen(thin_pen(theme.current().color("failed")))
