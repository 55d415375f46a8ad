"""One measure of all items on a line, with what is usual and this one."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from PySide6.QtWidgets import QWidget

from curator_gui.app.dataset.data_set import DataSet
from curator_gui.dataset.items.picturing import padded
from curator_gui.dataset.items.table import Column
from curator_gui.dataset.proposals.far import spread_of
from curator_gui.dataset.proposals.words import PLAIN_LIMIT, number
from curator_gui.ui.common import theme
from curator_gui.ui.common.text import tr
from curator_gui.ui.dataset.plots.pick_plot import PickPlot
from curator_gui.ui.plots.base import thin_pen, translucent

FEW = 5_000
LOGARITHMIC = 50
BINS = 400


class StripPlot(PickPlot):
    """Points of all items at their value; above 5,000 a line for each value that occurs."""

    def __init__(self, data: DataSet, parent: QWidget | None = None) -> None:
        super().__init__(tr("Among all items"), "range", parent)
        self._set = data
        self.column: Column | None = None
        self.row = -1
        self.getPlotItem().hideAxis("left")
        self.setMouseTracking(False)
        self._usual = pg.LinearRegionItem(movable=False)
        self._points = pg.ScatterPlotItem(pen=None, size=5)
        self._lines = pg.PlotCurveItem(connect="pairs")
        self._this = pg.ScatterPlotItem(size=13, symbol="t")
        self._word, self._words = pg.TextItem(anchor=(1, 0.5)), pg.TextItem(anchor=(0, 0))
        for item in (self._usual, self._points, self._lines, self._this, self._word, self._words):
            self.addItem(item, ignoreBounds=True)
        self.box.traced.connect(lambda *_: self.box.hide_outline())
        self.setYRange(0, 1, padding=0)

    def show_item(self, column: Column, row: int) -> None:
        """Show one item among all."""
        self.column, self.row = column, row
        self.redraw()

    def recolor(self) -> None:
        super().recolor()
        if hasattr(self, "_words"):
            self.redraw()

    def redraw(self) -> None:
        """Draw anew."""
        if self.column is None or len(self.column.values) != len(self._set.items):
            return
        known = self.column.values[self.column.defined].astype(np.float64)
        value = float(self.column.values[self.row])
        if not len(known):
            return
        logarithmic = bool(known.min() > 0 and known.max() > LOGARITHMIC * np.median(known))
        self.setLogMode(x=False, y=False)
        self.getAxis("bottom").setLogMode(logarithmic)
        scale = np.log10 if logarithmic else np.asarray
        places = scale(known)
        self._draw_all(places)
        self._draw_usual(known, logarithmic)
        self._draw_this(float(scale(value)) if np.isfinite(value) else np.nan, value)
        self.setXRange(*padded((float(places.min()), float(places.max()) + 1e-12), 0.06), padding=0)
        named = self.column.label
        self._name_powers(places, logarithmic)
        words = tr("{measure}, logarithmic").format(measure=named) if logarithmic else named
        self.setLabel("bottom", words)

    def _name_powers(
        self, places: np.ndarray[tuple[int], np.dtype[np.float64]], logarithmic: bool
    ) -> None:
        """Write powers of ten only: all else runs into one another."""
        axis = self.getAxis("bottom")
        if not logarithmic:
            axis.setTicks(None)
            return
        powers = range(int(np.floor(places.min())), int(np.ceil(places.max())) + 1)
        axis.setTicks([[(power, f"{10.0**power:g}") for power in powers]])

    def _draw_all(self, places: np.ndarray[tuple[int], np.dtype[np.float64]]) -> None:
        gray = translucent(theme.current().color("muted"), 120)
        if len(places) <= FEW:
            rows = np.arange(len(places))
            self._points.setData(places, 0.15 + 0.6 * ((rows * 0.618034) % 1), brush=gray)
            self._lines.setData([], [])
            return
        self._points.setData([], [])
        counts, edges = np.histogram(places, BINS)
        used = np.flatnonzero(counts)
        middles = (edges[:-1] + edges[1:])[used] / 2
        tall = 0.1 + 0.7 * np.log1p(counts[used]) / np.log1p(counts.max())
        up = np.column_stack((np.zeros(len(used)), tall)).ravel()
        self._lines.setData(np.repeat(middles, 2), up, pen=thin_pen(gray))

    def _draw_usual(
        self, known: np.ndarray[tuple[int], np.dtype[np.float64]], logarithmic: bool
    ) -> None:
        spread = spread_of(known)
        low = max(float(known.min()), spread.middle - PLAIN_LIMIT * spread.spread)
        high = min(float(known.max()), spread.middle + PLAIN_LIMIT * spread.spread)
        ends = np.log10([low, high]) if logarithmic else [low, high]
        green = theme.current().color("done")
        self._usual.setRegion(tuple(ends))
        self._usual.setBrush(translucent(green, 34))
        for line in self._usual.lines:
            line.setPen(thin_pen(translucent(green, 90)))
        limit = f"{PLAIN_LIMIT:g}"
        words = tr("usual: within {limit} spreads of the middle").format(limit=limit)
        self._words.setText(words, color=green)
        self._words.setPos(float(ends[0]), 1.02)

    def _draw_this(self, place: float, value: float) -> None:
        color = theme.current().color("quarantined")
        if not np.isfinite(place):
            self._this.setData([], [])
            self._word.setText("")
            return
        self._this.setData([place], [0.45], brush=color, pen=thin_pen(color))
        self._word.setText(tr("this one, {value}").format(value=number(value)) + "  ", color=color)
        low, high = self.box.viewRange()[0]
        self._word.setAnchor((1, 0.5) if place > (low + high) / 2 else (-0.1, 0.5))
        self._word.setPos(place, 0.45)
