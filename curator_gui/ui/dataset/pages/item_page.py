"""One item: its picture, its measures against all others, its steps, the items most like it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFormLayout,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QStyledItemDelegate,
    QTableWidget,
    QTableWidgetItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from curator_gui.app.background import LatestCall
from curator_gui.app.dataset.data_set import DataSet
from curator_gui.app.dataset.formats import fixed_text, spreads_text, value_text
from curator_gui.app.dataset.thumbnails import Thumbnails
from curator_gui.app.language.quantities import bytes_text
from curator_gui.core.text.plain_text import tip_text
from curator_gui.dataset.items.table import BYTES, Column
from curator_gui.dataset.proposals.model import nearest
from curator_gui.dataset.proposals.one_item import MeasureFact, around, facts
from curator_gui.dataset.proposals.words import PLAIN_LIMIT
from curator_gui.ui.common import icons, theme
from curator_gui.ui.common.bars import paint_bars
from curator_gui.ui.common.text import tr
from curator_gui.ui.common.widgets import HALF, SPACE, ElidedLabel, label, make_readable
from curator_gui.ui.dataset.decision_bar import DecisionButtons
from curator_gui.ui.dataset.pages.proposals_page import BigPicture
from curator_gui.ui.dataset.plots.side_plots import AlongPlot
from curator_gui.ui.dataset.tile_strip import TileStrip
from curator_gui.ui.results.detail import reveal_file

_FACT = int(Qt.ItemDataRole.UserRole) + 1


class _AmongDelegate(QStyledItemDelegate):
    """Paints all items as bars, and this one as an orange line."""

    def paint(self, painter: QPainter, option: Any, index: Any) -> None:
        fact = index.data(_FACT)
        if not isinstance(fact, MeasureFact):
            super().paint(painter, option, index)
            return
        colors = theme.current()
        area = QRectF(option.rect).adjusted(6, 3, -6, -2)
        paint_bars(painter, area, fact.bars, colors.color("running"))
        bins = len(fact.bars.counts) + 2
        place = min(max((fact.place * (bins - 2) + 1) / bins, 0.0), 1.0)
        x = area.left() + area.width() * place
        painter.fillRect(QRectF(x - 1, area.top(), 2, area.height()), colors.color("quarantined"))


class ItemPage(QWidget):
    """One item in the place of all.

    Signals
    -------
    back_wanted()
        All items are to be shown again.
    """

    back_wanted = Signal()

    def __init__(
        self,
        data: DataSet,
        pictures: Thumbnails,
        source_of: Callable[[str], Path | None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._set, self._source_of, self.row = data, source_of, -1
        self.among: list[int] = []
        self._nearest = LatestCall("nearest items", self)
        self._nearest.answered.connect(self._show_nearest)
        self.before = self._arrow("chevron-left", tr("The item before"), -1)
        self.after = self._arrow("chevron-right", tr("The next item"), 1)
        self.title = ElidedLabel("", "page-title")
        self.place = label("", "muted")
        self.buttons = DecisionButtons(data)
        self.show_file = QPushButton(tr("Show file"))
        self.show_file.clicked.connect(self._show_file)
        self.show_source = QPushButton(tr("Show source"))
        self.show_source.clicked.connect(self._show_source)
        self.back = QPushButton(tr("Back to the items"))
        self.back.setProperty("role", "link")
        self.back.clicked.connect(self.back_wanted)
        self.picture = BigPicture(pictures)
        self.facts = {name: ElidedLabel() for name in ("source", "output", "part", "note")}
        self.steps = TileStrip(data, pictures, tr("The steps around it"))
        self.like = TileStrip(data, pictures, tr("Nearest items"))
        self.along = AlongPlot(data)
        self.along_title = label("", "heading")
        self.table = self._make_table()
        self._lay_out()
        for strip in (self.steps, self.like):
            strip.open_wanted.connect(self.show_row)
        data.decisions_changed.connect(self._show_facts)
        theme.notifier().changed.connect(self._draw)
        self._draw()

    def _arrow(self, icon: str, name: str, by: int) -> QToolButton:
        button = QToolButton(autoRaise=True)
        button.setProperty("icon_name", icon)
        button.setAccessibleName(name)
        button.setToolTip(name)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda: self.step(by))
        return button

    def _draw(self) -> None:
        for button in (self.before, self.after):
            button.setIcon(icons.icon(button.property("icon_name")))
        self.show_file.setIcon(icons.icon("folder-open"))
        self.show_source.setIcon(icons.icon("folder-open"))
        self.table.viewport().update()

    def _make_table(self) -> QTableWidget:
        titles = [tr("Measure"), tr("Value"), tr("Unit"), tr("Spreads"), tr("Lower are")]
        table = QTableWidget(0, 6)
        table.setAccessibleName(tr("Its measures"))
        table.setHorizontalHeaderLabels([*titles, tr("Among all")])
        make_readable(table)
        table.setFrameShape(table.Shape.NoFrame)
        table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        table.setItemDelegateForColumn(5, _AmongDelegate(table))
        table.verticalHeader().setDefaultSectionSize(25)
        header = table.horizontalHeader()
        header.setStretchLastSection(True)
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        table.currentCellChanged.connect(lambda row, *_: self._show_along(row))
        return table

    # Layout --------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(12, SPACE, 12, SPACE)
        row.setSpacing(2 * SPACE)
        row.addLayout(self._left(), 10)
        row.addLayout(self._right(), 11)

    def _left(self) -> QVBoxLayout:
        head = QHBoxLayout()
        for widget in (self.before, self.title, self.place, self.after):
            head.addWidget(widget, 1 if widget is self.title else 0)
        tools = QHBoxLayout()
        tools.addWidget(self.back)
        tools.addStretch(1)
        tools.addWidget(self.show_source)
        tools.addWidget(self.show_file)
        column = QVBoxLayout()
        column.setSpacing(HALF)
        column.addLayout(head)
        column.addLayout(tools)
        column.addWidget(self.picture, 1)
        form = QFormLayout()
        form.setVerticalSpacing(2)
        names = {"source": tr("Source"), "output": tr("Output"), "part": tr("Part")}
        for key, words in {**names, "note": tr("Note")}.items():
            form.addRow(label(words, "muted"), self.facts[key])
        column.addLayout(form)
        column.addWidget(label(tr("The steps around it"), "heading"))
        column.addWidget(self.steps)
        return column

    def _right(self) -> QVBoxLayout:
        acts = QHBoxLayout()
        acts.addStretch(1)
        acts.addWidget(self.buttons)
        title = QHBoxLayout()
        title.addWidget(label(tr("Its measures"), "heading"))
        title.addWidget(ElidedLabel(tr("orange line: this item; bars: all items"), "muted"), 1)
        column = QVBoxLayout()
        column.setSpacing(HALF)
        column.addLayout(acts)
        column.addLayout(title)
        column.addWidget(self.table, 3)
        column.addWidget(self.along_title)
        column.addWidget(self.along, 2)
        column.addWidget(label(tr("Nearest items, by all measures"), "heading"))
        column.addWidget(self.like)
        return column

    # What is shown -------------------------------------------------------------------------------

    def open(self, row: int, among: list[int]) -> None:
        """Open an item; the arrows go through `among`."""
        self.among = among if row in among else [row]
        self.show_row(row)

    def step(self, by: int) -> None:
        """Open the next item of those one came from, or the one before."""
        if self.row in self.among and len(self.among) > 1:
            place = (self.among.index(self.row) + by) % len(self.among)
            self.show_row(self.among[place])

    def stop(self) -> None:
        """End what is under way."""
        self._nearest.cancel()

    def show_row(self, row: int) -> None:
        """Show one item."""
        self.row = row
        items = self._set.items
        self.buttons.rows = [row]
        self.buttons.set_active(True)
        self.title.setText(items.name(row))
        where = tr("index {n}").format(n=items.index[row])
        if row in self.among and len(self.among) > 1:
            place, size = self.among.index(row) + 1, len(self.among)
            where += " · " + tr("{place} of {size}").format(place=place, size=size)
        self.place.setText(where)
        for arrow in (self.before, self.after):
            arrow.setEnabled(len(self.among) > 1)
        self.picture.show_row(row, items.name(row), "")
        self._show_facts()
        self._fill_table()
        self._show_steps()
        self.like.show_rows([], [])
        self._nearest.submit(partial(nearest, items, row))

    def _show_facts(self) -> None:
        if not 0 <= self.row < len(self._set.items):
            return
        items, row = self._set.items, self.row
        size = items[BYTES].values[row] if BYTES in items else float("nan")
        output = items.output(row)
        words = str(output) if output is not None else tr("none")
        self.facts["source"].setText(str(items.keys[row]) or f"#{items.index[row]}")
        self._tell_source(self._source_of(str(items.keys[row])))
        self.facts["output"].setText(words + (f", {bytes_text(size)}" if size == size else ""))
        self.facts["part"].setText(str(self._set.parts[row]) or tr("none"))
        self.facts["note"].setText(self._set.decisions.line(row).note or tr("none"))

    def _fill_table(self) -> None:
        found = [f for f in facts(self._set.items, self.row) if not f.column.key.endswith("_share")]
        self.table.setRowCount(len(found))
        for place, fact in enumerate(found):
            for number, text in enumerate(_cells(fact)):
                self.table.setItem(place, number, _cell(text, number, fact))
            last = QTableWidgetItem()
            last.setData(_FACT, fact)
            self.table.setItem(place, 5, last)
        preferred = self.along.column.key if self.along.column is not None else "U.max"
        keys = [fact.column.key for fact in found]
        self._show_along(keys.index(preferred) if preferred in keys else 0)

    def _show_along(self, place: int) -> None:
        cell = self.table.item(place, 5) if place >= 0 else None
        if cell is None:
            return
        column: Column = cell.data(_FACT).column
        self.along.show_column(column, self.row)
        axis = self.along.axis.name
        words = tr("Along {axis}: this item's folder in orange")
        self.along_title.setText(words.format(axis=axis))
        if self.steps.rows:
            self._show_steps()

    def _show_steps(self) -> None:
        rows = around(self._set.items, self.row)
        column = self.along.column
        words = [f"{column.name} {value_text(column, r)}" if column else "" for r in rows]
        self.steps.show_rows(rows, words, self.row)

    def _show_nearest(self, found: Any) -> None:
        words = [tr("distance {n}").format(n=fixed_text(distance)) for _, distance in found]
        self.like.show_rows([row for row, _ in found], words)

    def _show_file(self) -> None:
        output = self._set.items.output(self.row)
        if output is not None:
            reveal_file(str(output), self)

    def _tell_source(self, path: Path | None) -> None:
        self.show_source.setEnabled(path is not None)
        unknown = tr("The open document does not say which file this item comes from.")
        self.show_source.setToolTip(tip_text(str(path)) if path is not None else unknown)

    def _show_source(self) -> None:
        path = self._source_of(str(self._set.items.keys[self.row]))
        if path is not None:
            reveal_file(str(path), self)


def _cells(fact: MeasureFact) -> list[str]:
    lower = f"{100 * fact.lower:.0f} %"
    if fact.lower == 0:
        lower = tr("lowest")
    elif fact.value >= (fact.column.limits or (0, 0))[1]:
        lower = tr("highest")
    column = fact.column
    value = bytes_text(fact.value) if column.key == BYTES else fixed_text(fact.value)
    return [column.name, value, column.unit, spreads_text(fact.spreads), lower]


def _cell(text: str, number: int, fact: MeasureFact) -> QTableWidgetItem:
    cell = QTableWidgetItem(text)
    right = number in (1, 3, 4)
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    cell.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
    if number >= 3 and abs(fact.spreads) > PLAIN_LIMIT:
        cell.setForeground(theme.current().color("warning"))
    return cell
