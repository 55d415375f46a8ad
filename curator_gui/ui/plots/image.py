"""A gridded field with axes, units and a color bar."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from curator_gui.core.measuring.inspection import FloatArray, Image
from curator_gui.core.text.plain_text import tip_text
from curator_gui.ui.common import theme
from curator_gui.ui.common.text import tr
from curator_gui.ui.plots.base import Plot

_AROUND = 160
"""Pixels beside the field itself: the axis, the bar with its numbers, and the space between."""

EVENNESS = 1e-3
"""Coordinates whose steps differ by less than this part count as even."""


class ImagePlot(Plot):
    """Draws an `Image` over its coordinates; values that are no numbers stay empty."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Picture of the field"), parent)
        self._caption = ""
        self._picture = pg.ImageItem(axisOrder="row-major")
        self.addItem(self._picture)
        self._bar = pg.ColorBarItem(
            interactive=False, width=12, colorMap=pg.colormap.get("viridis"), orientation="right"
        )
        self._bar.setImageItem(self._picture, insert_in=self.getPlotItem())
        self.adopt_menu(self._bar)
        self._bar.getAxis("right").setWidth(64)  # also with the unit, which comes later
        self.getAxis("left").setWidth(52)
        self.recolor()

    def show_image(self, image: Image, limits: tuple[float, float] | None = None) -> None:
        """Draw a field; `limits` are the ends of the color bar, the field's own if None."""
        values, x = evenly(image.values, image.x)
        values, y = evenly(values.T, image.y)
        low, high = limits or value_range(image.values) or (0.0, 1.0)
        if high <= low:
            low, high = low - 0.5, high + 0.5
        self._picture.setImage(values.T, autoLevels=False, levels=(low, high))
        self._picture.setRect(_cells(x, y))
        self._bar.setLevels((low, high))
        self._bar.getAxis("right").setLabel(image.unit)
        self._caption = image.caption
        self._show_caption()
        for side, label in (("bottom", image.x_label), ("left", image.y_label)):
            self.getAxis(side).enableAutoSIPrefix(False)
            self.setLabel(side, label)
        self.getViewBox().setRange(_cells(x, y), padding=0)

    def recolor(self) -> None:
        """Take the colors of the present theme."""
        super().recolor()
        if hasattr(self, "_bar"):
            colors = theme.current()
            axis = self._bar.getAxis("right")
            axis.setPen(pg.mkPen(colors.plot_grid))
            axis.setTextPen(pg.mkPen(colors.plot_foreground))
            axis.setTickFont(self.font())
            self._show_caption()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut the caption to the new width, first: the plot gets no narrower than its parts."""
        if hasattr(self, "_bar") and self.plotItem is not None:  # not while it is made or closed
            self._show_caption()
        super().resizeEvent(event)

    def _show_caption(self) -> None:
        """Show as much of the caption as fits: a longer one would push the bar out of sight."""
        color, points = theme.current().plot_foreground, self.font().pointSizeF()
        room = max(0, self.width() - _AROUND)
        shown = self.fontMetrics().elidedText(self._caption, Qt.TextElideMode.ElideRight, room)
        self.setTitle(shown or None, color=color, size=f"{max(points, 7.0):.1f}pt")
        self.getPlotItem().titleLabel.setMinimumWidth(0)
        self.setToolTip(tip_text(self._caption) if shown != self._caption else "")


def value_range(values: FloatArray) -> tuple[float, float] | None:
    """Return the smallest and the largest defined value; None if there is none."""
    defined = values[np.isfinite(values)]
    return (float(defined.min()), float(defined.max())) if defined.size else None


def evenly(values: FloatArray, coordinate: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Bring columns into ascending, evenly spaced order by taking the nearest of each place.

    Parameters
    ----------
    values, coordinate
        Shapes (rows, columns) and (columns,).
    """
    if len(coordinate) < 2 or not np.isfinite(coordinate).all():
        return values, np.arange(len(coordinate), dtype=np.float64)
    order = np.argsort(coordinate, kind="stable")
    values, coordinate = values[:, order], coordinate[order]
    steps = np.diff(coordinate)
    if steps.max() - steps.min() <= EVENNESS * steps.max():
        return values, coordinate
    wanted = np.linspace(coordinate[0], coordinate[-1], len(coordinate))
    return values[:, _nearest(coordinate, wanted)], wanted


def _nearest(coordinate: FloatArray, wanted: FloatArray) -> NDArray[np.int64]:
    middles = (coordinate[1:] + coordinate[:-1]) / 2
    return np.searchsorted(middles, wanted).astype(np.int64)


def _cells(x: FloatArray, y: FloatArray) -> QRectF:
    """Return the rectangle that the cells around all coordinates cover."""
    half_x, half_y = _half_step(x), _half_step(y)
    width, height = x[-1] - x[0] + 2 * half_x, y[-1] - y[0] + 2 * half_y
    return QRectF(x[0] - half_x, y[0] - half_y, width, height)


def _half_step(coordinate: FloatArray) -> float:
    if len(coordinate) < 2:
        return 0.5
    return float(coordinate[-1] - coordinate[0]) / (len(coordinate) - 1) / 2 or 0.5
