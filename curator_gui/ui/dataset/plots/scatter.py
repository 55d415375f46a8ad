"""The scatter of two measures, colored by a third; above 50,000 items as counts per pixel."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, QTimer
from PySide6.QtGui import QColor, QResizeEvent
from PySide6.QtWidgets import QWidget

from curator_gui.app.dataset.data_set import DataSet
from curator_gui.app.dataset.thumbnails import VIRIDIS
from curator_gui.dataset.items.picturing import (
    LONE,
    Density,
    Range,
    density,
    inside_polygon,
    outside,
    padded,
    range_around,
    usual_range,
)
from curator_gui.dataset.items.table import Column
from curator_gui.ui.common import theme
from curator_gui.ui.common.text import count, tr
from curator_gui.ui.dataset.plots.pick_plot import PickPlot, axis_words, dated, nearest_point
from curator_gui.ui.plots.base import thin_pen, translucent

MANY = 50_000
MAX_MARKED = 5_000
SHADES = 32
SIZE = 7
REDRAW_MS = 40


class ScatterPlot(PickPlot):
    """Shows the items; a lasso or rectangle selects them everywhere."""

    def __init__(self, data: DataSet, parent: QWidget | None = None) -> None:
        super().__init__(tr("Scatter"), "lasso", parent)
        self._set = data
        self.across: Column | None = None
        self.up: Column | None = None
        self.color: Column | None = None
        self.zoomed: tuple[Range, Range] | None = None
        self.counted: Density | None = None
        self._key: Any = None
        self._limits_key: Any = None
        self._limits: tuple[Range, Range] = ((0.0, 1.0), (0.0, 1.0))
        self._points = pg.ScatterPlotItem(pen=None, size=SIZE)
        self._image, self._over = pg.ImageItem(), pg.ImageItem()
        self._marked = pg.ScatterPlotItem(size=SIZE + 4)
        for item in (self._image, self._over, self._points, self._marked):
            self.addItem(item)
        self.beyond = pg.TextItem(anchor=(1, 0))
        self.addItem(self.beyond, ignoreBounds=True)
        self.box.traced.connect(self._traced)
        self.box.clicked.connect(self._clicked)
        self._later = QTimer(self, singleShot=True, interval=REDRAW_MS)
        self._later.timeout.connect(self.redraw)
        data.selection_changed.connect(self._mark)
        data.shown_changed.connect(self.redraw)

    def show_columns(self, x: Column, y: Column, color: Column | None) -> None:
        """Show two measures, colored by a third, or in one color."""
        self.across, self.up, self.color, self.zoomed = x, y, color, None
        self.box.hide_outline()
        self.redraw()

    @property
    def many(self) -> bool:
        """Whether items are counted per pixel."""
        return len(self._set.items) > MANY

    def limits(self) -> tuple[Range, Range]:
        """Return what the axes show: all but what lies far out, or what was zoomed to."""
        if self.zoomed is not None or self.across is None or self.up is None:
            return self.zoomed or ((0.0, 1.0), (0.0, 1.0))
        key = (self.across.key, self.up.key, id(self._set.shown), id(self.across.values))
        if key != self._limits_key:
            shown = self._set.shown
            ranges = [padded(usual_range(c.values[shown])) for c in (self.across, self.up)]
            self._limits, self._limits_key = (ranges[0], ranges[1]), key
        return self._limits

    def recolor(self) -> None:
        super().recolor()
        if hasattr(self, "_later"):
            self.redraw()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if hasattr(self, "_later") and self.many:
            self._later.start()

    def redraw(self) -> None:
        """Draw the items as they are shown now."""
        if (
            self.across is None
            or self.up is None
            or len(self._set.items) != len(self.across.values)
        ):
            return
        across, up = self.limits()
        dates = (*dated("bottom", self.across), *dated("left", self.up))
        self.set_axes(axis_words(self.across), axis_words(self.up), dated=dates)
        self.setRange(xRange=across, yRange=up, padding=0)
        if self.many:
            self._points.setData([], [])
            self._draw_density(across, up)
        else:
            self._image.clear()
            self._draw_points()
        self._mark()
        self._tell_beyond(across, up)

    def _draw_points(self) -> None:
        assert self.across is not None
        assert self.up is not None
        known = np.isfinite(self.across.values) & np.isfinite(self.up.values) & self._set.shown
        rows = np.flatnonzero(known)
        brushes = point_brushes(self.color, rows)
        self._points.setData(self.across.values[rows], self.up.values[rows], brush=brushes)

    def _draw_density(self, across: Range, up: Range) -> None:
        assert self.across is not None
        assert self.up is not None
        room = self.box.size()
        size = (max(40, int(room.width())), max(40, int(room.height())))
        key = (
            self.across.key,
            self.up.key,
            across,
            up,
            size,
            id(self._set.shown),
            id(self._set.items),
        )
        if key != self._key:
            x = np.where(self._set.shown, self.across.values, np.nan)
            self.counted, self._key = density(x, self.up.values, (across, up), size), key
        assert self.counted is not None
        self._image.setImage(density_image(self.counted.counts), levels=None)
        self._image.setRect(_rect(across, up))

    def _mark(self) -> None:
        """Show what is selected: over the density as an image, else as points."""
        rows = self._set.selected_rows
        if self.across is None or self.up is None or not len(rows):
            self._marked.setData([], [])
            self._over.clear()
            if not len(rows):
                self.box.hide_outline()
            return
        if self.many and self.counted is not None and len(rows) > MAX_MARKED:
            self._marked.setData([], [])
            self._over.setImage(marked_image(self.counted.of(self._set.selected)), levels=None)
            self._over.setRect(_rect(*self.limits()))
            return
        self._over.clear()
        colors = theme.current()
        rows = rows[: 2 * MAX_MARKED] if self.many else rows
        self._marked.setData(
            self.across.values[rows],
            self.up.values[rows],
            pen=thin_pen(colors.color("plot_background")),
            brush=colors.color("accent"),
        )

    def _tell_beyond(self, across: Range, up: Range) -> None:
        """Say at the edge what lies further out; it is not left out in silence."""
        assert self.across is not None
        assert self.up is not None
        shown = self._set.shown
        number = max(outside(self.across.values[shown], across), outside(self.up.values[shown], up))
        words = ""
        if number and self.zoomed is None:
            words = count(number, tr("item further out"), tr("items further out"))
            far = self.up.values[shown & (self.up.values > up[1])]
            words += f": {float(far.max()):.3g} ▲" if len(far) else ""
        self.beyond.setText(words, color=theme.current().color("warning"))
        self.beyond.setPos(across[1], up[1])

    def _traced(self, corners: Any, how: str, finished: bool) -> None:
        if how == "reset":
            self.zoomed = None
            self.redraw()
        elif how == "zoom":
            (x0, y0), (x1, y1) = corners.min(axis=0), corners.max(axis=0)
            self.zoom((x0, x1), (y0, y1))
        elif finished or (not self.many and how == "replace"):
            self.select_inside(corners, how)

    def zoom(self, across: Range, up: Range) -> None:
        """Show a part of the axes."""
        if across[1] > across[0] and up[1] > up[0]:
            self.zoomed = (across, up)
            self.redraw()

    def zoom_to_selection(self) -> None:
        """Show the selected items, or all again if none is selected."""
        rows = self._set.selected_rows
        self.zoomed = None
        if len(rows) and self.across is not None and self.up is not None:
            ranges = [range_around(c.values[rows], c.values) for c in (self.across, self.up)]
            self.zoomed = (ranges[0], ranges[1])
        self.redraw()

    def select_inside(self, corners: npt.NDArray[Any], how: str) -> None:
        """Select the items within a polygon, in the axes' units."""
        if self.across is not None and self.up is not None:
            self._set.select(inside_polygon(self.across.values, self.up.values, corners), how)

    def _clicked(self, at: QPointF, how: str) -> None:
        if self.across is None or self.up is None:
            return
        shown = np.where(self._set.shown, self.across.values, np.nan)
        row = nearest_point(shown, self.up.values, at, self.box)
        self._set.select([row] if row >= 0 else [], how)


def _rect(across: Range, up: Range) -> QRectF:
    return QRectF(across[0], up[0], across[1] - across[0], up[1] - up[0])


def shades() -> npt.NDArray[np.float64]:
    """Return the colors of numbers, cut so that both ends are seen on the theme's ground."""
    low, high = (0.16, 1.0) if theme.current().is_dark else (0.0, 0.9)
    places = np.linspace(low, high, SHADES) * 4
    table = np.array(VIRIDIS, np.float64)
    channels = [np.interp(places, np.arange(5), table[:, k]) for k in range(3)]
    return np.stack(channels, axis=1)


def point_brushes(color: Column | None, rows: npt.NDArray[np.int64]) -> Any:
    """Return one brush, or one for each row by its value; gray where it has none."""
    gray = translucent(theme.current().color("muted"), 150)
    if color is None or color.kind != "number":
        return pg.mkBrush(gray)
    values = color.values[rows]
    low, high = usual_range(color.values)
    known = np.isfinite(values)
    part = np.clip((np.where(known, values, low) - low) / (high - low), 0, 1)
    places = np.where(known, (part * (SHADES - 1)).astype(np.int64), SHADES)
    brushes = [
        pg.mkBrush(QColor(int(shade[0]), int(shade[1]), int(shade[2]), 190)) for shade in shades()
    ]
    table = np.array([*brushes, pg.mkBrush(gray)], dtype=object)
    return table[places]


def density_image(counts: npt.NDArray[np.int64]) -> npt.NDArray[np.uint8]:
    """Color counts by their logarithm; lone items are light points, empty pixels see-through."""
    image = np.zeros((*counts.shape, 4), np.uint8)
    dense = counts >= LONE
    if dense.any():
        part = np.log(counts[dense] / LONE) / max(float(np.log(counts.max() / LONE)), 1e-9)
        image[dense, :3] = shades()[(part * (SHADES - 1)).astype(np.int64)]
        image[dense, 3] = 255
    lone = (counts > 0) & ~dense
    shade = theme.current().color("muted")
    image[lone] = (shade.red(), shade.green(), shade.blue(), 255)
    return image


def marked_image(counts: npt.NDArray[np.int64]) -> npt.NDArray[np.uint8]:
    """Color the pixels that hold something selected."""
    image = np.zeros((*counts.shape, 4), np.uint8)
    shade = theme.current().color("accent")
    image[counts > 0] = (shade.red(), shade.green(), shade.blue(), 150)
    return image
