"""The fields of a survey as a table: two lines in a cell, and a small distribution of each."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
)

from curator_gui.app.language.quantities import count_text
from curator_gui.core.survey import FieldFacts, StepFacts
from curator_gui.ui.common import theme
from curator_gui.ui.common.bars import bars_words, paint_bars
from curator_gui.ui.common.text import say, tr
from curator_gui.ui.common.widgets import (
    HALF,
    SPACE,
    make_readable,
)

ROW_HEIGHT = 36
MAX_FIELDS = 200
_LINES = Qt.ItemDataRole.UserRole
_BARS = Qt.ItemDataRole.UserRole + 1
FIELD, TYPE, UNIT, LOW, HIGH, MEAN, NAN, IN, VALUES = range(9)
_WIDTHS = {TYPE: 120, UNIT: 72, LOW: 84, HIGH: 84, MEAN: 84, NAN: 76, IN: 84, VALUES: 150}
_NUMBERS = (LOW, HIGH, MEAN, NAN)


class FieldsTable(QTableWidget):
    """One row per field: two lines in a cell, numbers at the right, a small histogram."""

    chosen = Signal(str, str)

    def __init__(self) -> None:
        super().__init__(0, 9)
        self._fields: list[FieldFacts] = []
        self._set_up()
        self.currentCellChanged.connect(self._tell)
        theme.notifier().changed.connect(self.viewport().update)

    def show_fields(self, facts: StepFacts) -> None:
        current = self.currentRow()
        looked = facts.reached - len(facts.failures)
        self._fields = list(facts.fields[:MAX_FIELDS])
        self.blockSignals(True)
        self.setRowCount(len(self._fields))
        for row, field in enumerate(self._fields):
            self._fill(row, field, looked)
        if self._fields:
            self.setCurrentCell(max(0, min(current, len(self._fields) - 1)), FIELD)
        self.blockSignals(False)
        self.setColumnHidden(UNIT, not any(field.unit for field in self._fields))
        height = self.horizontalHeader().sizeHint().height() + self.rowCount() * ROW_HEIGHT + 2
        self.setFixedHeight(height)

    def _fill(self, row: int, field: FieldFacts, looked: int) -> None:
        texts = _cells(field, looked)
        for column, (now, below, role) in enumerate(texts):
            item = QTableWidgetItem(f"{now} ({below})" if below else now)
            item.setData(_LINES, (now, below, role))
            self.setItem(row, column, item)
        item = QTableWidgetItem()
        item.setData(_BARS, field.bars)
        if field.bars is not None:
            item.setToolTip(bars_words(field.bars))
        self.setItem(row, VALUES, item)

    def _tell(self, row: int, *_: int) -> None:
        if 0 <= row < len(self._fields):
            self.chosen.emit(self._fields[row].place, self._fields[row].name)

    def _set_up(self) -> None:
        titles = [tr("Field"), tr("Type"), tr("Unit"), tr("Minimum"), tr("Maximum"), tr("Mean")]
        self.setHorizontalHeaderLabels([*titles, tr("NaN"), tr("In"), tr("Values")])
        self.setAccessibleName(tr("Fields"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        make_readable(self)
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(LinesDelegate(self))
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        for column, width in _WIDTHS.items():
            self.setColumnWidth(column, width)
        header.setSectionResizeMode(FIELD, QHeaderView.ResizeMode.Stretch)
        for column in range(self.columnCount()):
            side = Qt.AlignmentFlag.AlignRight if column in _NUMBERS else Qt.AlignmentFlag.AlignLeft
            head = self.horizontalHeaderItem(column)
            if head is not None:
                head.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)


Cell = tuple[str, str, str]


def _cells(field: FieldFacts, looked: int) -> list[Cell]:
    several = field.components > 1
    number = tr("{n} components").format(n=field.components)
    kinds = " / ".join(field.dtypes)
    here = tr("all items") if field.present >= looked else tr("{n} of {all}").format(
        n=field.present, all=looked
    )  # fmt: skip
    return [
        (field.name, say(field.place), ""),
        (kinds, number if several else "", "warning" if len(field.dtypes) > 1 else ""),
        (field.unit or "–", "", ""),
        (_number(field.minimum), field.measured if field.magnitude else "", ""),
        (_number(field.maximum), "", ""),
        (_number(field.mean), "", ""),
        _undefined(field),
        (here, "", "" if field.present >= looked else "warning"),
    ]


def _undefined(field: FieldFacts) -> Cell:
    if not field.undefined:
        return tr("none"), "", "muted"
    share = 100 * field.undefined / max(1, field.values)
    return count_text(field.undefined), f"{share:.3g} %", "warning"


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.4g}"


class LinesDelegate(QStyledItemDelegate):
    """Draws a value and a fainter line below it, and histograms."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        colors = theme.current()
        view: Any = option.widget
        painter.save()
        if index.row() == view.currentRow():
            painter.fillRect(option.rect, colors.color("accent_soft"))
            if index.column() == FIELD:
                painter.fillRect(option.rect.adjusted(0, 0, 3 - option.rect.width(), 0),
                                 colors.color("accent"))  # fmt: skip
        elif index.row() % 2:
            painter.fillRect(option.rect, colors.color("alternate"))
        bars = index.data(_BARS)
        if bars is not None:
            area = QRectF(option.rect.adjusted(SPACE, HALF, -SPACE, -HALF))
            paint_bars(painter, area, bars, colors.color("accent"))
        elif index.data(_LINES) is not None:
            self._paint_lines(painter, option, index)
        painter.restore()

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(60, ROW_HEIGHT)

    def _paint_lines(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        now, below, role = index.data(_LINES)
        colors = theme.current()
        area = option.rect.adjusted(SPACE, 1, -SPACE, -1)
        side = Qt.AlignmentFlag.AlignRight if index.column() in _NUMBERS else (
            Qt.AlignmentFlag.AlignLeft
        )  # fmt: skip
        font = option.font
        painter.setPen(colors.color(role or "text"))
        upper = area.adjusted(0, 0, 0, -area.height() // 2) if below else area
        font.setBold(index.column() == FIELD)
        painter.setFont(font)
        metrics = painter.fontMetrics()
        mode = Qt.TextElideMode.ElideRight
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(upper, side | middle, metrics.elidedText(now, mode, area.width()))
        if below:
            font.setBold(False)
            painter.setFont(font)
            painter.setPen(colors.color("muted"))
            lower = area.adjusted(0, area.height() // 2, 0, 0)
            painter.drawText(lower, side | middle, metrics.elidedText(below, mode, area.width()))
