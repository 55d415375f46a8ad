"""The plots of the items: scatter or map, parallel coordinates, histogram, along the axis."""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QHBoxLayout,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from curator_gui.app.background import LatestCall
from curator_gui.app.dataset.data_set import DataSet
from curator_gui.app.language.quantities import count_text
from curator_gui.dataset.items.picturing import LONE, usual_range
from curator_gui.dataset.items.table import BYTES, INDEX, STEP, Column, different_first
from curator_gui.dataset.proposals.model import ItemMap, item_map
from curator_gui.dataset.proposals.words import number
from curator_gui.ui.common import icons, theme
from curator_gui.ui.common.text import tr
from curator_gui.ui.common.widgets import HALF, SPACE, ElidedLabel, label
from curator_gui.ui.dataset.plots.parallel import ParallelPlot
from curator_gui.ui.dataset.plots.scatter import ScatterPlot, shades
from curator_gui.ui.dataset.plots.side_plots import AlongPlot, HistogramPlot

MODES = (("lasso", "pencil"), ("rectangle", "square"), ("zoom", "maximize-2"))


class ColorLegend(QWidget):
    """A strip of the colors with the values at its ends."""

    def __init__(self) -> None:
        super().__init__()
        self.words = ("", "", "")
        self.setFixedHeight(20)

    def show_words(self, title: str, low: str, high: str) -> None:
        self.words = (title, low, high)
        said = self.fontMetrics().horizontalAdvance(f"{title}   {low}{high}")
        self.setMinimumWidth(said + 80 + 4 * SPACE if low else 0)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.words[1]:
            return
        painter = QPainter(self)
        painter.setPen(theme.current().color("muted"))
        title, low, high = self.words
        metrics, bar = painter.fontMetrics(), 80
        right = self.width() - metrics.horizontalAdvance(high) - HALF
        left = right - bar - HALF
        gradient = QLinearGradient(left, 0, left + bar, 0)
        for place, (red, green, blue) in enumerate(shades()):
            gradient.setColorAt(place / 31, QColor(int(red), int(green), int(blue)))
        painter.fillRect(left, 5, bar, 10, gradient)
        middle = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
        painter.drawText(0, 0, self.width(), 20, middle, high)
        painter.drawText(0, 0, left - HALF, 20, middle, f"{title}   {low}")


class Plots(QWidget):
    """All plots of the page, over the same items.

    Signals
    -------
    measure_changed(str)
        Another measure stands on the y axis.
    """

    measure_changed = Signal(str)

    def __init__(self, data: DataSet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._set = data
        self.map: ItemMap | None = None
        self._mapping = LatestCall("map of the items", self)
        self._mapping.answered.connect(self._mapped)
        self.kind, self.x_axis, self.y_axis, self.color = (QComboBox() for _ in range(4))
        self.scatter = ScatterPlot(data)
        self.parallel = ParallelPlot(data)
        self.histogram = HistogramPlot(data)
        self.along = AlongPlot(data)
        self.legend = ColorLegend()
        self.told = ElidedLabel("", "muted")
        self.titles = [label("", "heading") for _ in range(2)]
        self._make_modes()
        self._lay_out()
        self._connect()

    def _make_modes(self) -> None:
        self.modes = QButtonGroup(self)
        names = {
            "lasso": tr("Select with a lasso"),
            "rectangle": tr("Select with a rectangle"),
            "zoom": tr("Zoom; a double click shows all"),
        }
        self.mode_buttons: dict[str, QToolButton] = {}
        for mode, icon in MODES:
            button = QToolButton()
            button.setCheckable(True)
            button.setAccessibleName(names[mode])
            button.setToolTip(names[mode])
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setProperty("icon_name", icon)
            button.clicked.connect(partial(self.show_mode, mode))
            self.modes.addButton(button)
            self.mode_buttons[mode] = button
        self.mode_buttons["lasso"].setChecked(True)
        self.fit = QToolButton()
        self.fit.setText(tr("Fit"))
        self.fit.setToolTip(tr("Zoom to the selection; to all if nothing is selected"))
        self.fit.setAccessibleName(tr("Zoom to the selection"))
        self.fit.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def show_mode(self, mode: str, *_: Any) -> None:
        """Let drags in the scatter select with a lasso, a rectangle, or zoom."""
        self.scatter.box.mode = mode  # type: ignore[assignment]
        self.mode_buttons[mode].setChecked(True)

    def _lay_out(self) -> None:
        self.stack = QStackedWidget(self)
        upper = QWidget(self.stack)
        column = QVBoxLayout(upper)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(HALF)
        column.addWidget(self.scatter, 3)
        column.addLayout(self._tools())
        column.addLayout(self._small(), 2)
        self.stack.addWidget(upper)
        self.stack.addWidget(self.parallel)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(HALF)
        whole.addLayout(self._head())
        whole.addWidget(self.stack, 1)

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(HALF)
        self.kind.addItems([tr("Scatter"), tr("Map"), tr("Parallel")])
        names = (tr("Plot"), tr("x axis"), tr("y axis"), tr("Color"))
        boxes = (self.kind, self.x_axis, self.y_axis, self.color)
        self._words = [label(w, "muted") for w in (tr("x"), tr("y"), tr("color"))]
        for box, name in zip(boxes, names, strict=True):
            box.setAccessibleName(name)
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            box.setMinimumContentsLength(5)
            box.setMinimumWidth(64)
        self.kind.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.kind.setItemData(2, tr("Parallel coordinates"), Qt.ItemDataRole.ToolTipRole)
        row.addWidget(self.kind)
        for words, box in zip(self._words, boxes[1:], strict=True):
            row.addWidget(words)
            row.addWidget(box, 1)
        return row

    def _tools(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(0)
        for button in (*self.mode_buttons.values(), self.fit):
            row.addWidget(button)
        row.addSpacing(SPACE)
        row.addWidget(self.told, 1)
        row.addWidget(self.legend)
        return row

    def _small(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        for title, plot in zip(self.titles, (self.histogram, self.along), strict=True):
            column = QVBoxLayout()
            column.setSpacing(2)
            column.addWidget(title)
            column.addWidget(plot, 1)
            row.addLayout(column, 1)
        return row

    def _connect(self) -> None:
        self._set.opened.connect(self._opened)
        self._set.decisions_changed.connect(self._renew_columns)
        self._set.shown_changed.connect(self._tell)
        self.fit.clicked.connect(self.scatter.zoom_to_selection)
        self.kind.currentIndexChanged.connect(self.show_axes)
        for box in (self.x_axis, self.y_axis, self.color):
            box.currentIndexChanged.connect(self.show_axes)
        theme.notifier().changed.connect(self._draw)
        self._draw()
        if self._set.ready:
            self._opened()

    def _draw(self) -> None:
        for button in self.mode_buttons.values():
            button.setIcon(icons.icon(button.property("icon_name")))
        self.legend.update()

    def stop(self) -> None:
        """End what is under way."""
        self._mapping.cancel()

    def _opened(self) -> None:
        self._mapping.cancel()
        self.map = None
        columns = self._set.items.plottable
        for box in (self.x_axis, self.y_axis, self.color):
            box.blockSignals(True)
            box.clear()
        for column in columns:
            for box in (self.x_axis, self.y_axis, self.color):
                box.addItem(column.name, column.key)
        self.color.insertItem(0, tr("nothing"), "")
        x, y = first_axes(columns)
        self.x_axis.setCurrentIndex(max(0, self.x_axis.findData(x)))
        self.y_axis.setCurrentIndex(max(0, self.y_axis.findData(y)))
        color = STEP if self.color.findData(STEP) >= 0 else ""
        self.color.setCurrentIndex(max(0, self.color.findData(color)))
        for box in (self.x_axis, self.y_axis, self.color):
            box.blockSignals(False)
        self.parallel.show_columns([c for c in columns if c.key not in (INDEX, STEP, BYTES)])
        self.show_axes()

    def _renew_columns(self) -> None:
        """Decisions made other columns of the same values: nothing here has to be drawn again."""

    def show_axes(self, *_: Any) -> None:
        """Draw what is chosen above the plots."""
        if not self.x_axis.count():
            return
        kind = self.kind.currentIndex()
        self.stack.setCurrentIndex(1 if kind == 2 else 0)
        for widget in (self.x_axis, self.y_axis, *self._words[:2]):
            widget.setEnabled(kind == 0)
        items = self._set.items
        color = items.columns.get(self.color.currentData() or "")
        y = items[self.y_axis.currentData()]
        if kind == 1:
            self._show_map(color)
        else:
            self.scatter.show_columns(items[self.x_axis.currentData()], y, color)
        self.histogram.show_column(y)
        self.along.show_column(y)
        self.titles[0].setText(tr("Histogram, {measure}").format(measure=y.name))
        self.titles[1].setText(tr("Along {axis}").format(axis=self.along.axis.name))
        self.measure_changed.emit(y.key)
        self._show_legend(color)
        self._tell()

    def _show_map(self, color: Column | None) -> None:
        if self.map is None:
            self.told.setText(tr("The map is being made..."))
            self._mapping.submit(partial(item_map, self._set.items))
            return
        first, second = self.map.shares
        words = tr("first component, {share} % of the variance"), tr("second, {share} %")
        x = Column("map x", self.map.x, words[0].format(share=round(100 * first)))
        y = Column("map y", self.map.y, words[1].format(share=round(100 * second)))
        self.scatter.show_columns(x, y, color)

    def _mapped(self, found: Any) -> None:
        self.map = found
        if found is None:
            self.told.setText(tr("A map needs two measures that vary"))
            self.kind.setCurrentIndex(0)
        elif self.kind.currentIndex() == 1:
            self.show_axes()

    def _show_legend(self, color: Column | None) -> None:
        if self.scatter.many and self.scatter.counted is not None:
            top = int(self.scatter.counted.counts.max(initial=0))
            self.legend.show_words(tr("items in a pixel"), str(LONE), count_text(top))
        elif color is None or color.kind != "number":
            self.legend.show_words("", "", "")
        else:
            low, high = usual_range(color.values)
            self.legend.show_words(color.name, number(low), number(high))

    def _tell(self) -> None:
        if self.kind.currentIndex() == 1 and self.map is not None:
            self.told.setText(_made_of(self.map))
        elif self.scatter.many and self.scatter.counted is not None:
            lone = count_text(self.scatter.counted.lone)
            self.told.setText(tr("gray points: {n} items alone").format(n=lone))
        else:
            self.told.setText("")


def _made_of(found: ItemMap) -> str:
    """Say which measures weigh most on both axes."""
    said = []
    for axis in (0, 1):
        most = np.argsort(-np.abs(found.weights[:, axis]))[:2]
        said.append(", ".join(found.measures[int(k)].name for k in most))
    return tr("across: {x}; up: {y}").format(x=said[0], y=said[1])


def first_axes(columns: list[Column]) -> tuple[str, str]:
    """Choose the axes at first: the mean and the maximum of a field, or the first two measures."""
    keys = [column.key for column in different_first(columns)]
    for key in sorted(keys, key=lambda key: not key.startswith("U.")):
        name = key.removesuffix(".mean")
        if key != name and f"{name}.max" in keys:
            return key, f"{name}.max"
    first, second, *_ = [*keys, *keys, "", ""]
    return first, second
