"""The plots beside the scatter: a histogram of one measure, and one measure along the axis."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtWidgets import QWidget

from curator_gui.app.dataset.data_set import DataSet
from curator_gui.dataset.items.picturing import Bars, bars, density, padded, usual_range
from curator_gui.dataset.items.table import FOLDER, Column, axis_of, groups_of
from curator_gui.ui.common import theme
from curator_gui.ui.common.text import tr
from curator_gui.ui.dataset.plots.pick_plot import PickPlot, axis_words, dated, nearest_point
from curator_gui.ui.dataset.plots.scatter import density_image
from curator_gui.ui.plots.base import thin_pen

MAX_LINES = 20_000
MAX_MARKED = 2_000
FAR_ABOVE = 30
"""Times the middle from which on this one would flatten all others."""


class HistogramPlot(PickPlot):
    """How often each value occurs, and how often among the selected; a drag selects a range."""

    def __init__(self, data: DataSet, parent: QWidget | None = None) -> None:
        super().__init__(tr("Histogram"), "range", parent)
        self._set = data
        self.column: Column | None = None
        self.shown: Bars | None = None
        self._all = pg.BarGraphItem(x0=[], x1=[], height=[])
        self._some = pg.BarGraphItem(x0=[], x1=[], height=[])
        self.addItem(self._all)
        self.addItem(self._some)
        self.box.traced.connect(self._traced)
        data.selection_changed.connect(self._mark)
        data.shown_changed.connect(self.redraw)

    def show_column(self, column: Column) -> None:
        """Show another measure."""
        self.column = column
        self.redraw()

    def recolor(self) -> None:
        super().recolor()
        if hasattr(self, "_some"):
            self.redraw()

    def redraw(self) -> None:
        """Count anew."""
        if self.column is None or len(self.column.values) != len(self._set.items):
            return
        self.shown = bars(self.column.values, self._set.shown)
        counted = self.shown
        self._draw(self._all, counted, counted.counts, theme.current().faded)
        self._mark()
        left = tr("items, logarithmic") if counted.logarithmic else tr("items")
        self.set_axes(axis_words(self.column), left, dated=dated("bottom", self.column))
        top = float(_height(counted.counts.max(initial=1), counted.logarithmic))
        self.setRange(
            xRange=padded((counted.edges[0], counted.edges[-1]), 0.02),
            yRange=(0, top * 1.05),
            padding=0,
        )
        self._name_powers(counted, top)

    def _mark(self) -> None:
        """Show how often each value occurs among the selected."""
        self.box.hide_outline()
        if self.shown is not None and len(self.shown.places) == len(self._set.items):
            chosen = self.shown.of(self._set.selected)
            self._draw(self._some, self.shown, chosen, theme.current().accent)

    def _draw(self, item: pg.BarGraphItem, counted: Bars, counts: Any, color: str) -> None:
        heights = _height(counts, counted.logarithmic)
        used = heights > 0
        item.setOpts(
            x0=counted.edges[:-1][used],
            x1=counted.edges[1:][used],
            height=heights[used],
            brush=color,
            pen=thin_pen(theme.current().color("plot_background")),
        )

    def _name_powers(self, counted: Bars, top: float) -> None:
        """Write 1, 10, 100 at a logarithmic axis: a bar of one item has a height of its own."""
        axis = self.getAxis("left")
        if not counted.logarithmic:
            axis.setTicks(None)
            return
        powers = range(int(np.floor(top)) + 1)
        axis.setTicks([[(power + _FOOT, f"{10**power}") for power in powers]])

    def _traced(self, corners: Any, how: str, finished: bool) -> None:
        if self.column is None or not finished:
            return
        low, high = corners[:, 0].min(), corners[:, 0].max()
        with np.errstate(invalid="ignore"):
            self._set.select((self.column.values >= low) & (self.column.values <= high), how)


_FOOT = 0.3


def _height(counts: Any, logarithmic: bool) -> Any:
    numbers = np.asarray(counts, np.float64)
    if not logarithmic:
        return numbers
    return np.where(numbers > 0, np.log10(np.maximum(numbers, 1)) + _FOOT, 0)


class AlongPlot(PickPlot):
    """One measure along the axis of the source, a line for each folder."""

    def __init__(self, data: DataSet, parent: QWidget | None = None) -> None:
        super().__init__(tr("Along the axis"), "rectangle", parent)
        self._set = data
        self.column: Column | None = None
        self.row = -1
        self.drawn: Any = np.empty(0)
        self.logarithmic = False
        self._lines = pg.PlotCurveItem(connect="finite")
        self._own = pg.PlotCurveItem(connect="finite")
        self._image = pg.ImageItem()
        self._marked = pg.ScatterPlotItem(size=8)
        self._this = pg.ScatterPlotItem(size=13, symbol="t")
        for item in (self._image, self._lines, self._own, self._marked, self._this):
            self.addItem(item)
        self.box.traced.connect(self._traced)
        self.box.clicked.connect(self._clicked)
        data.selection_changed.connect(self._mark)
        data.shown_changed.connect(self.redraw)

    def show_column(self, column: Column, row: int = -1) -> None:
        """Show a measure; a row is drawn as "this one", with its folder's line."""
        self.column, self.row = column, row
        self.redraw()

    def recolor(self) -> None:
        super().recolor()
        if hasattr(self, "_this"):
            self.redraw()

    @property
    def axis(self) -> Column:
        """What the items lie along."""
        return self._set.items[axis_of(self._set.items)]

    def _values(self) -> Any:
        """Return the measure as it is drawn: its logarithm where this one is far above all."""
        assert self.column is not None
        values = self.column.values
        known = values[self.column.defined]
        self.logarithmic = bool(
            self.row >= 0
            and len(known)
            and known.min() > 0
            and values[self.row] > FAR_ABOVE * np.median(known)
        )
        if not self.logarithmic:
            return values
        with np.errstate(all="ignore"):
            return np.log10(values)

    def _name_axes(self, up: tuple[float, float]) -> None:
        assert self.column is not None
        label = self.column.label
        words = tr("{measure}, logarithmic").format(measure=label) if self.logarithmic else label
        self.set_axes(axis_words(self.axis), words, dated=dated("bottom", self.axis))
        if not self.logarithmic:
            self.getAxis("left").setTicks(None)
            return
        powers = range(int(np.floor(up[0])), int(np.ceil(up[1])) + 1)
        self.getAxis("left").setTicks([[(power, f"{10.0**power:g}") for power in powers]])

    def redraw(self) -> None:
        """Draw the lines anew."""
        if self.column is None or len(self.column.values) != len(self._set.items):
            return
        colors, shown = theme.current(), self._set.shown
        x, y = self.axis.values, self._values()
        self.drawn = y
        across = padded(usual_range(x[shown]), 0.02)
        up = padded(usual_range(y[shown]))
        if self.row >= 0 and np.isfinite(y[self.row]):
            up = min(up[0], float(y[self.row])), max(up[1], float(y[self.row]))
            up = padded(up, 0.05)
        self._name_axes(up)
        self.setRange(xRange=across, yRange=up, padding=0)
        self._image.clear()
        if len(x) > MAX_LINES:
            self._lines.setData([], [])
            self._draw_density(across, up)
        else:
            rows = self._in_lines(shown)
            self._lines.setData(*_with_gaps(x, y, rows), pen=thin_pen(colors.color("faded")))
        self._draw_own()
        self._mark()

    def _draw_density(self, across: tuple[float, float], up: tuple[float, float]) -> None:
        assert self.column is not None
        room = self.box.size()
        size = (max(20, int(room.width())), max(20, int(room.height())))
        counted = density(self.axis.values, self.drawn, (across, up), size)
        self._image.setImage(density_image(counted.counts), levels=None)
        self._image.setRect(QRectF(across[0], up[0], across[1] - across[0], up[1] - up[0]))

    def _in_lines(self, shown: Any) -> Any:
        """Return rows in the order of drawing, -1 between two folders."""
        folders = groups_of(self._set.items, FOLDER)
        order = np.lexsort((self.axis.values, folders))
        order = order[shown[order]]
        breaks = np.flatnonzero(np.diff(folders[order])) + 1
        return np.insert(order, breaks, -1)

    def _draw_own(self) -> None:
        if self.row < 0 or self.column is None:
            self._own.setData([], [])
            self._this.setData([], [])
            return
        color = theme.current().color("quarantined")
        folders = groups_of(self._set.items, FOLDER)
        mates = np.flatnonzero(folders == folders[self.row])
        mates = mates[np.argsort(self.axis.values[mates], kind="stable")]
        alone = FOLDER not in self._set.items
        drawn = mates[:0] if alone else mates
        self._own.setData(self.axis.values[drawn], self.drawn[drawn], pen=thin_pen(color))
        here = [self.axis.values[self.row]], [self.drawn[self.row]]
        self._this.setData(*here, brush=color, pen=thin_pen(color))

    def _mark(self) -> None:
        rows = self._set.selected_rows
        if self.column is None or self.row >= 0 or not 0 < len(rows) <= MAX_MARKED:
            self._marked.setData([], [])
            return
        colors = theme.current()
        self._marked.setData(
            self.axis.values[rows],
            self.column.values[rows],
            brush=colors.color("accent"),
            pen=thin_pen(colors.color("plot_background")),
        )

    def _traced(self, corners: Any, how: str, finished: bool) -> None:
        if self.column is None or not finished:
            return
        (x0, y0), (x1, y1) = corners.min(axis=0), corners.max(axis=0)
        self.box.hide_outline()
        x, y = self.axis.values, self.column.values
        with np.errstate(invalid="ignore"):
            self._set.select((x >= x0) & (x <= x1) & (y >= y0) & (y <= y1), how)

    def _clicked(self, at: QPointF, how: str) -> None:
        if self.column is None:
            return
        row = nearest_point(self.axis.values, self.column.values, at, self.box)
        self._set.select([row] if row >= 0 else [], how)


def _with_gaps(x: Any, y: Any, rows: Any) -> tuple[Any, Any]:
    gap = rows < 0
    return np.where(gap, np.nan, x[rows]), np.where(gap, np.nan, y[rows])
