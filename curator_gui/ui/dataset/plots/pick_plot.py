"""Plots in which items are picked: by lasso or rectangle, or a range; and zoomed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import pyqtgraph as pg
from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from curator_gui.dataset.items.table import Column
from curator_gui.ui.common import theme
from curator_gui.ui.common.text import tr
from curator_gui.ui.plots.base import Plot, thin_pen, translucent

Mode = Literal["lasso", "rectangle", "zoom", "range"]
FEW_POINTS = 3


class PickBox(pg.ViewBox):  # type: ignore[misc]
    """A view box whose drags pick.

    Signals
    -------
    traced(object, str, bool)
        Corners (n, 2) in the axes' units, what to do with what lies within, and whether it is all.
    clicked(object, str)
        A point in the axes' units, and what to do with what is there.
    """

    traced = Signal(object, str, bool)
    clicked = Signal(object, str)

    def __init__(self, mode: Mode) -> None:
        super().__init__(enableMenu=False)
        self.mode: Mode = mode
        self._corners: list[tuple[float, float]] = []
        self.outline = pg.PlotCurveItem(pen=None)
        self.outline.setZValue(50)
        self.addItem(self.outline, ignoreBounds=True)

    def mouseDragEvent(self, event: Any, axis: Any = None) -> None:
        event.accept()
        if event.button() != Qt.MouseButton.LeftButton:
            return
        begin, here = (self.mapToView(p) for p in (event.buttonDownPos(), event.pos()))
        if event.isStart():
            self._corners = [(begin.x(), begin.y())]
        self._extend(begin, here)
        self._draw()
        if self.mode == "zoom":
            self._zoom(event.isFinish())
        elif len(self._corners) >= FEW_POINTS:
            corners = np.array(self._corners)
            self.traced.emit(corners, how_of(event.modifiers()), bool(event.isFinish()))

    def mouseClickEvent(self, event: Any) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            event.accept()
            if event.double() and self.mode == "zoom":
                self.traced.emit(None, "reset", True)
                return
            self.clicked.emit(self.mapToView(event.pos()), how_of(event.modifiers(), click=True))

    def wheelEvent(self, event: Any, axis: Any = None) -> None:
        event.ignore()

    def hide_outline(self) -> None:
        """Take the lasso away."""
        self.outline.setData([], [])

    def _extend(self, begin: QPointF, here: QPointF) -> None:
        if self.mode == "lasso":
            self._corners.append((here.x(), here.y()))
            return
        low, high = self.viewRange()[1]
        bottom, top = (low, high) if self.mode == "range" else (begin.y(), here.y())
        self._corners = [
            (begin.x(), bottom), (here.x(), bottom), (here.x(), top), (begin.x(), top),
        ]  # fmt: skip

    def _draw(self) -> None:
        closed = np.array([*self._corners, self._corners[0]])
        color = theme.current().color("accent")
        pen = thin_pen(color, Qt.PenStyle.DashLine)
        self.outline.setData(
            closed[:, 0], closed[:, 1], pen=pen, brush=translucent(color, 30), fillLevel="enclosed"
        )

    def _zoom(self, finished: bool) -> None:
        if finished:
            corners = np.array(self._corners)
            self.hide_outline()
            self.traced.emit(corners, "zoom", True)


def how_of(modifiers: Qt.KeyboardModifier, *, click: bool = False) -> str:
    """Say what a lasso does: Shift adds, Alt takes away; a click with Ctrl toggles."""
    if modifiers & Qt.KeyboardModifier.AltModifier:
        return "remove"
    if click and modifiers & Qt.KeyboardModifier.ControlModifier:
        return "toggle"
    return "add" if modifiers & Qt.KeyboardModifier.ShiftModifier else "replace"


class PickPlot(Plot):
    """A plot with a picking box.

    Signals
    -------
    open_wanted()
        Return was pressed.
    """

    open_wanted = Signal()

    def __init__(self, name: str, mode: Mode, parent: QWidget | None = None) -> None:
        self.box = PickBox(mode)
        super().__init__(name, parent, viewBox=self.box)
        for side in ("left", "bottom"):
            self.getAxis(side).enableAutoSIPrefix(False)
        self.setMinimumSize(140, 90)
        self.recolor()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()

    def set_axes(self, bottom: str, left: str, *, dated: Sequence[str] = ()) -> None:
        """Name the axes; those that are `dated`, "bottom" or "left", have seconds since 1970."""
        for side in ("bottom", "left"):
            self._write_dates(side, side in dated)
        self.setLabel("bottom", bottom)
        self.setLabel("left", left)

    def _write_dates(self, side: str, dated: bool) -> None:
        if isinstance(self.getAxis(side), pg.DateAxisItem) == dated:
            return
        axis = pg.DateAxisItem(side, utcOffset=0) if dated else pg.AxisItem(side)
        axis.enableAutoSIPrefix(False)
        self.setAxisItems({side: axis})
        super().recolor()


def dated(side: str, column: Column) -> tuple[str, ...]:
    """Return the side of an axis if what is drawn along it are times."""
    return (side,) if column.role == "time" else ()


def axis_words(column: Column) -> str:
    """Name an axis: a measure and its unit, or a time and the days that it spans."""
    if column.role != "time" or column.limits is None:
        return column.label
    first, last = (np.datetime64(int(seconds), "s").astype("M8[D]") for seconds in column.limits)
    if first == last:
        return f"{column.name}, {first}"
    return tr("{name}, {first} to {last}").format(name=column.name, first=first, last=last)


def nearest_point(
    x: npt.NDArray[Any], y: npt.NDArray[Any], at: QPointF, box: pg.ViewBox, pixels: float = 8
) -> int:
    """Return the point nearest to a place on the screen, -1 if none is within so many pixels."""
    width, height = box.viewPixelSize()
    with np.errstate(invalid="ignore"):
        distance = np.hypot((x - at.x()) / width, (y - at.y()) / height)
    if not np.isfinite(distance).any():
        return -1
    found = int(np.nanargmin(distance))
    return found if distance[found] <= pixels else -1
