"""Parallel coordinates: an axis for each measure, a line for each item; drag along an axis."""

from __future__ import annotations

from typing import Any

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from curator_gui.app.dataset.data_set import DataSet
from curator_gui.dataset.items.picturing import Range, usual_range
from curator_gui.dataset.items.table import Column
from curator_gui.dataset.proposals.words import number
from curator_gui.ui.common import theme
from curator_gui.ui.common.text import tr
from curator_gui.ui.dataset.plots.pick_plot import how_of
from curator_gui.ui.plots.base import translucent

MAX_LINES = 2_000
MAX_AXES = 8
TOP, BOTTOM, EDGE = 66, 26, 52
AXIS_ROOM = 88
_GRID = 120
BEYOND = 0.03
"""What lies far out passes an axis so far beyond its end."""


class ParallelPlot(QWidget):
    """Lines across several measures; above 2,000 items how many pass where."""

    def __init__(self, data: DataSet) -> None:
        super().__init__()
        self._set = data
        self.columns: list[Column] = []
        self._plain: list[Column] = []
        self._ranges: list[Range] = []
        self._ground: QImage | None = None
        self._drag: tuple[int, float, float] | None = None
        self.setMinimumSize(200, 160)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(tr("Parallel coordinates"))
        self.setToolTip(tr("Drag along an axis to select; Shift adds, Alt takes away"))
        data.selection_changed.connect(self.update)
        data.shown_changed.connect(self._renew)
        theme.notifier().changed.connect(self._renew)

    def show_columns(self, columns: list[Column]) -> None:
        """Show these measures; those that do not vary are no axes."""
        varied = [c for c in columns if c.limits is not None and c.limits[0] < c.limits[1]]
        plain = [c for c in varied if not c.key.endswith("_share")] or varied
        self._plain = plain
        self._choose_axes()

    def _choose_axes(self) -> None:
        """Show as many axes as there is room for, the most telling ones."""
        plain, room = self._plain, min(MAX_AXES, max(2, self.width() // AXIS_ROOM))
        telling = sorted(plain, key=lambda c: not c.key.endswith((".max", ".mean")))[:room]
        self.columns = [column for column in plain if column in telling]
        self._ranges = [usual_range(column.values) for column in self.columns]
        self._renew()

    def _renew(self) -> None:
        self._ground = None
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._choose_axes()

    def axis_x(self, axis: int) -> float:
        """Return where an axis stands."""
        room = self.width() - 2 * EDGE
        return EDGE + room * axis / max(1, len(self.columns) - 1)

    def heights(self, axis: int, rows: Any) -> Any:
        """Return where items pass an axis, NaN where they have no value."""
        low, high = self._ranges[axis]
        part = (self.columns[axis].values[rows].astype(np.float64) - low) / (high - low)
        part = np.clip(part, -BEYOND, 1 + BEYOND)
        return self.height() - BOTTOM - part * (self.height() - TOP - BOTTOM)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.current().color("plot_background"))
        if not self.columns or len(self.columns[0].values) != len(self._set.items):
            return
        if self._ground is None:
            self._ground = self._draw_ground()
        painter.drawImage(0, 0, self._ground)
        self._draw_selected(painter)
        self._draw_axes(painter)

    def _draw_ground(self) -> QImage:
        image = QImage(self.size(), QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(Qt.GlobalColor.transparent)
        rows = np.flatnonzero(self._set.shown)
        painter = QPainter(image)
        if len(rows) > MAX_LINES:
            self._draw_density(painter, rows)
        else:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(translucent(theme.current().color("muted"), 70), 1))
            self._draw_lines(painter, rows)
        painter.end()
        return image

    def _draw_lines(self, painter: QPainter, rows: Any) -> None:
        across = [self.axis_x(axis) for axis in range(len(self.columns))]
        up = np.stack([self.heights(axis, rows) for axis in range(len(self.columns))], axis=1)
        for line in up.tolist():
            points = [QPointF(x, y) for x, y in zip(across, line, strict=True) if y == y]
            painter.drawPolyline(QPolygonF(points))

    def _draw_density(self, painter: QPainter, rows: Any) -> None:
        """Draw between two axes how many items go from where to where."""
        color = theme.current().color("muted")
        for axis in range(len(self.columns) - 1):
            begin, end = (self._cells(a, rows) for a in (axis, axis + 1))
            known = (begin >= 0) & (end >= 0)
            pairs = np.bincount(begin[known] * _GRID + end[known], minlength=_GRID * _GRID)
            used = np.flatnonzero(pairs)
            used = used[np.argsort(-pairs[used])[:4000]]
            strength = np.log1p(pairs[used]) / np.log1p(pairs.max(initial=1))
            x0, x1 = self.axis_x(axis), self.axis_x(axis + 1)
            for pair, part in zip(used.tolist(), strength.tolist(), strict=True):
                painter.setPen(QPen(translucent(color, 12 + int(110 * part)), 1))
                ends = self._cell_y(pair // _GRID), self._cell_y(pair % _GRID)
                painter.drawLine(QPointF(x0, ends[0]), QPointF(x1, ends[1]))

    def _cells(self, axis: int, rows: Any) -> Any:
        low, high = self._ranges[axis]
        part = np.clip((self.columns[axis].values[rows] - low) / (high - low), 0, 1)
        known = np.isfinite(part)
        return np.where(known, np.where(known, part, 0) * (_GRID - 1), -1).astype(np.int64)

    def _cell_y(self, cell: int) -> float:
        return self.height() - BOTTOM - cell / (_GRID - 1) * (self.height() - TOP - BOTTOM)

    def _draw_selected(self, painter: QPainter) -> None:
        rows = self._set.selected_rows
        step = max(1, len(rows) // MAX_LINES)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(translucent(theme.current().color("accent"), 200), 1.2))
        self._draw_lines(painter, rows[::step])

    def _draw_axes(self, painter: QPainter) -> None:
        colors = theme.current()
        bold, plain = self.font(), self.font()
        bold.setBold(True)
        for axis, column in enumerate(self.columns):
            x = self.axis_x(axis)
            painter.setPen(QPen(colors.color("outline"), 1))
            painter.drawLine(QPointF(x, TOP), QPointF(x, self.height() - BOTTOM))
            half = min(EDGE, self.width() / (2 * max(1, len(self.columns))))
            room = QRectF(x - half, 2, 2 * half, TOP - 6)
            painter.setPen(colors.color("text"))
            painter.setFont(bold)
            wrapped = int(Qt.AlignmentFlag.AlignHCenter) | int(Qt.TextFlag.TextWordWrap)
            painter.drawText(room, wrapped, column.name)
            painter.setFont(plain)
            painter.setPen(colors.color("muted"))
            low, high = self._ranges[axis]
            unit = f" {column.unit}" if column.unit not in ("", "1") else ""
            top = room.adjusted(0, TOP - 24, 0, 0)
            painter.drawText(top, int(Qt.AlignmentFlag.AlignHCenter), number(high) + unit)
            below = QRectF(x - EDGE, self.height() - BOTTOM + 4, 2 * EDGE, BOTTOM - 4)
            painter.drawText(below, int(Qt.AlignmentFlag.AlignHCenter), number(low))
        if self._drag is not None:
            axis, begin, end = self._drag
            box = QRectF(self.axis_x(axis) - 6, min(begin, end), 12, abs(end - begin))
            painter.fillRect(box, translucent(colors.color("accent"), 60))
            painter.setPen(colors.color("accent"))
            painter.drawRect(box)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self.columns and event.button() == Qt.MouseButton.LeftButton:
            x = event.position().x()
            axis = min(range(len(self.columns)), key=lambda a: abs(self.axis_x(a) - x))
            self._drag = (axis, event.position().y(), event.position().y())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._drag is not None:
            self._drag = (self._drag[0], self._drag[1], event.position().y())
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._drag is None:
            return
        axis, begin, _ = self._drag
        self._drag = None
        self.select_between(axis, begin, event.position().y(), how_of(event.modifiers()))
        self.update()

    def select_between(self, axis: int, begin: float, end: float, how: str) -> None:
        """Select the items that pass an axis between two heights on the screen."""
        heights = self.heights(axis, slice(None))
        with np.errstate(invalid="ignore"):
            within = (heights >= min(begin, end) - 1) & (heights <= max(begin, end) + 1)
        self._set.select(within, how)
