"""Pictures of a split: a bar of its parts with their groups, and their distributions."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from curator_gui.app.dataset.data_set import DataSet
from curator_gui.app.language.quantities import count_text
from curator_gui.core.sidecars.parts_file import FOLD
from curator_gui.dataset.items.picturing import padded, usual_range
from curator_gui.dataset.items.table import Column
from curator_gui.dataset.splits.parts import TEST, TRAIN, VALIDATION
from curator_gui.dataset.splits.split import Split
from curator_gui.ui.common import theme
from curator_gui.ui.common.text import tr
from curator_gui.ui.common.widgets import HALF, SPACE
from curator_gui.ui.dataset.plots.pick_plot import PickPlot
from curator_gui.ui.plots.base import thin_pen, translucent

BINS = 20
MAX_GROUPS = 24
STYLES = (Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine, Qt.PenStyle.DotLine)


def part_color(number: int) -> str:
    """Return the color of a part; its line style tells it as well."""
    colors = theme.current()
    return (*colors.series[:2], colors.text, *colors.series[2:])[number % 7]


def part_words(name: str) -> str:
    """Say a part's name in the window's language."""
    if name.startswith(FOLD):
        return tr("Fold {number}").format(number=name.removeprefix(FOLD))
    return {TRAIN: tr("Train"), VALIDATION: tr("Validation"), TEST: tr("Test")}.get(name, name)


class PartBar(QWidget):
    """The parts as long as they have items, and below them their groups."""

    def __init__(self, data: DataSet) -> None:
        super().__init__()
        self._set = data
        self.split: Split | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(54)
        theme.notifier().changed.connect(self.update)

    def show_split(self, split: Split | None) -> None:
        """Show another split."""
        self.split = split
        said = split.counts() if split is not None else {}
        self.setAccessibleName(", ".join(f"{part_words(n)} {c}" for n, c in said.items()))
        self.update()

    def group_names(self) -> list[tuple[int, str]]:
        """Return the part and the name of each group, if they are few."""
        if self.split is None or self.split.plan.together not in self._set.items:
            return []
        values = self._set.items[self.split.plan.together].values
        pairs = {(int(c), str(v)) for c, v in zip(self.split.codes, values, strict=True) if c >= 0}
        return sorted(pairs) if len(pairs) <= MAX_GROUPS else []

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.split is None:
            return
        painter = QPainter(self)
        counts = self.split.counts()
        whole, left = max(1, sum(counts.values())), 0.0
        for number, (name, size) in enumerate(counts.items()):
            width = self.width() * size / whole
            self._paint_part(painter, QRectF(left, 0, width - 2, 24), number, name, size)
            left += width
        self._paint_groups(painter)

    def _paint_part(
        self, painter: QPainter, area: QRectF, number: int, name: str, size: int
    ) -> None:
        painter.fillRect(area, theme.current().color("base"))
        painter.fillRect(area, QColor(part_color(number)))
        font = painter.font()
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(theme.current().color("window"))
        words = f"{part_words(name)}   {count_text(size)}"
        room = area.adjusted(SPACE, 0, 0, 0)
        shown = painter.fontMetrics().elidedText(
            words, Qt.TextElideMode.ElideRight, int(room.width())
        )
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), shown)

    def _paint_groups(self, painter: QPainter) -> None:
        names = self.group_names()
        font = painter.font()
        font.setBold(False)
        painter.setFont(font)
        width = self.width() / max(1, len(names))
        for place, (number, name) in enumerate(names):
            area = QRectF(place * width, 28, width - 3, 22)
            color = QColor(part_color(number))
            painter.fillRect(area, translucent(color, 40))
            painter.setPen(QPen(color, 1))
            painter.drawRect(area)
            painter.setPen(theme.current().color("text"))
            mode = Qt.TextElideMode.ElideLeft
            shown = painter.fontMetrics().elidedText(name, mode, int(width) - 8)
            painter.drawText(area, int(Qt.AlignmentFlag.AlignCenter), shown)


class PartLegend(QWidget):
    """The line of each part."""

    def __init__(self) -> None:
        super().__init__()
        self._names: tuple[str, ...] = ()
        self.setMinimumHeight(22)
        self.setMinimumWidth(240)

    def show_names(self, names: Sequence[str]) -> None:
        """Show other parts."""
        self._names = tuple(names)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, left = QPainter(self), 0
        middle = self.height() // 2
        for number, name in enumerate(self._names):
            style = STYLES[number % len(STYLES)]
            painter.setPen(QPen(QColor(part_color(number)), 2, style))
            painter.drawLine(left, middle, left + 24, middle)
            painter.setPen(theme.current().color("text"))
            words = part_words(name)
            painter.drawText(
                left + 30, 0, 400, self.height(), int(Qt.AlignmentFlag.AlignVCenter), words
            )
            left += 30 + painter.fontMetrics().horizontalAdvance(words) + 3 * HALF


class PartHistogram(PickPlot):
    """The distributions of one measure in all parts, each scaled to 100 %."""

    def __init__(self, data: DataSet, parent: QWidget | None = None) -> None:
        super().__init__(tr("Distributions of the parts"), "range", parent)
        self._set = data
        self.column: Column | None = None
        self.split: Split | None = None
        self._curves: list[pg.PlotCurveItem] = []
        self.box.traced.connect(lambda *_: self.box.hide_outline())

    def show_parts(self, column: Column, split: Split) -> None:
        """Show the parts of a split in one measure."""
        self.column, self.split = column, split
        self.redraw()

    def recolor(self) -> None:
        super().recolor()
        if hasattr(self, "_curves"):
            self.redraw()

    def redraw(self) -> None:
        """Draw anew."""
        for curve in self._curves:
            self.removeItem(curve)
        self._curves = []
        if self.column is None or self.split is None:
            return
        limits = usual_range(self.column.values)
        tops = [self._draw_part(code, limits) for code in range(len(self.split.plan.parts))]
        unit = self.column.unit if self.column.unit not in ("", "1") else self.column.name
        self.set_axes(unit, "%")
        top = max([*tops, 1.0]) * 1.08
        self.setRange(xRange=padded(limits, 0.02), yRange=(0, top), padding=0)

    def _draw_part(self, code: int, limits: tuple[float, float]) -> float:
        assert self.column is not None
        assert self.split is not None
        values = self.column.values[self.split.codes == code]
        values = values[np.isfinite(values)]
        if not len(values):
            return 0.0
        counts, edges = np.histogram(values, BINS, limits)
        heights = 100 * counts / len(values)
        color = QColor(part_color(code))
        brush = translucent(color, 60) if code == 0 else None
        curve = pg.PlotCurveItem(
            edges,
            heights,
            stepMode="center",
            pen=thin_pen(color, STYLES[code % len(STYLES)]),
            brush=brush,
            fillLevel=0 if code == 0 else None,
        )
        self.addItem(curve)
        self._curves.append(curve)
        return float(heights.max(initial=0.0))
