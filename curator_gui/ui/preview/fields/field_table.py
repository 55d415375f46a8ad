"""The table of fields: two lines in a cell, a change marked by icon and word, small histograms."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from curator_gui.app.preview.difference import FieldChange
from curator_gui.core.measuring.inspection import FieldSummary
from curator_gui.ui.common import icons, theme
from curator_gui.ui.common.text import tr
from curator_gui.ui.common.widgets import HALF, SPACE
from curator_gui.ui.preview.fields import field_model
from curator_gui.ui.preview.fields.field_model import CHANGE_ROLE, LINES_ROLE, FieldModel, Index
from curator_gui.ui.preview.fields.words import CHANGE_ICONS, CHANGE_ROLES, shape_text

_DIGITS = (16, 7, 10, 10, 10, 10, 4, 9)
_ICON = 12


class FieldTable(QTableView):
    """Fields before and after; the current row is the field that pictures show.

    Signals
    -------
    chosen(object)
        The `FieldChange` of the current row, or None.
    """

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.fields = FieldModel(self)
        self.setModel(self.fields)
        self.setAccessibleName(tr("Fields"))
        self._set_up()
        self.selectionModel().currentRowChanged.connect(self._tell)
        self.fields.modelReset.connect(self._fit_shapes)
        self.fields.modelReset.connect(self._tell)
        theme.notifier().changed.connect(self.viewport().update)

    @property
    def current(self) -> FieldChange | None:
        index = self.currentIndex()
        return self.fields.changes[index.row()] if index.isValid() else None

    def choose(self, place: str, name: str) -> bool:
        """Make a field current; False if there is none of this name."""
        row = self.fields.row_of(place, name)
        if row >= 0:
            self.selectRow(row)
        return row >= 0

    def _set_up(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setFrameShape(self.Shape.NoFrame)
        self.setFont(theme.tabular(self.font()))
        self.setItemDelegate(_CellDelegate(self))
        self.setItemDelegateForColumn(field_model.HISTOGRAM, _HistogramDelegate(self))
        self.verticalHeader().hide()
        height = 2 * self.fontMetrics().height() + HALF
        self.verticalHeader().setDefaultSectionSize(height)
        self._set_up_header()

    def _set_up_header(self) -> None:
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        width = self.fontMetrics().horizontalAdvance("0")
        for column, digits in enumerate(_DIGITS):
            self.setColumnWidth(column, digits * width + 2 * SPACE)
        header.setSectionResizeMode(field_model.FIELD, QHeaderView.ResizeMode.Stretch)
        header.setMinimumSectionSize(6 * width)

    def _fit_shapes(self) -> None:
        """Give long shapes the room they need; a cut one says nothing."""
        metrics, least = self.fontMetrics(), _DIGITS[field_model.SHAPE]
        widths = [metrics.horizontalAdvance(shape_text(row.shown)) for row in self.fields.changes]
        widest = max([*widths, least * metrics.horizontalAdvance("0")])
        self.setColumnWidth(field_model.SHAPE, widest + 2 * SPACE)

    def _tell(self, *_: Any) -> None:
        self.chosen.emit(self.current)


class _CellDelegate(QStyledItemDelegate):
    """Draws a value, and in a fainter line below what it was."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        _paint_ground(self, painter, option, index)
        cell, row = index.data(LINES_ROLE), index.data(CHANGE_ROLE)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        area = option.rect.adjusted(SPACE, 1, -SPACE, -1)
        colors = theme.current()
        color = colors.color("on_accent" if selected else "text")
        below = colors.color("on_accent" if selected else "muted")
        alignment = (
            index.data(Qt.ItemDataRole.TextAlignmentRole) & Qt.AlignmentFlag.AlignHorizontal_Mask
        )
        painter.setFont(option.font)
        _paint_line(painter, _part(area, 0, bool(cell.below)), cell.now, color, alignment)
        if cell.below:
            line = _part(area, 1, True)
            if index.column() == field_model.FIELD and row.change != "same":
                role = "on_accent" if selected else CHANGE_ROLES[row.change]
                below = colors.color(role)
                line = _paint_icon(painter, line, CHANGE_ICONS[row.change], role)
            _paint_line(painter, line, cell.below, below, alignment)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(60, 2 * option.fontMetrics.height() + HALF)


class _HistogramDelegate(QStyledItemDelegate):
    """Draws the distribution after the step as bars and the one before as an outline."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        _paint_ground(self, painter, option, index)
        row: FieldChange = index.data(CHANGE_ROLE)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        colors = theme.current()
        area = QRectF(option.rect.adjusted(SPACE, HALF, -SPACE, -HALF))
        fill = colors.color("on_accent") if selected else QColor(colors.series[0])
        outline = colors.color("on_accent" if selected else "muted")
        paint_histograms(painter, area, row, fill, outline)


def paint_histograms(
    painter: QPainter, area: QRectF, row: FieldChange, fill: QColor, outline: QColor
) -> None:
    """Draw the distributions before and after on one axis that covers both ranges."""
    shown = [f for f in (row.before, row.after) if f is not None and f.histogram]
    if not shown:
        return
    low = min(f.minimum for f in shown if f.minimum is not None)
    high = max(f.maximum for f in shown if f.maximum is not None)
    painter.save()
    painter.setClipRect(area.adjusted(0, -1, 0, 1))
    if row.after is not None and row.after.histogram:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(fill)
        painter.drawRects(_bars(row.after, area, low, high))
    same = row.before is not None and row.after is not None and _alike(row.before, row.after)
    if row.before is not None and row.before.histogram and not same:
        _paint_outline(painter, _bars(row.before, area, low, high), outline)
    painter.restore()


def _paint_outline(painter: QPainter, bars: list[QRectF], color: QColor) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(color, 1))
    painter.drawPolyline([bar.topLeft() for bar in bars])


def _alike(before: FieldSummary, after: FieldSummary) -> bool:
    return (before.histogram, before.minimum, before.maximum) == (
        after.histogram,
        after.minimum,
        after.maximum,
    )


def _bars(field: FieldSummary, area: QRectF, low: float, high: float) -> list[QRectF]:
    assert field.minimum is not None
    assert field.maximum is not None
    span = (high - low) or 1.0
    begin = area.left() + area.width() * (field.minimum - low) / span
    width = area.width() * (field.maximum - field.minimum) / span / len(field.histogram)
    if field.maximum == field.minimum:  # one value: one bar where it is
        share = (field.minimum - low) / span if high > low else 0.5
        return [QRectF(area.left() + share * (area.width() - 2), area.top(), 2, area.height())]
    tallest = max(field.histogram)
    return [
        QRectF(begin + n * width, area.bottom(), max(width, 0.75), -area.height() * c / tallest)
        .normalized()
        for n, c in enumerate(field.histogram)
    ]  # fmt: skip


def _paint_ground(
    delegate: QStyledItemDelegate, painter: QPainter, option: QStyleOptionViewItem, index: Index
) -> None:
    """Draw the selection and the focus as the style does, without the text."""
    delegate.initStyleOption(option, index)
    option.text = ""
    style = option.widget.style()
    style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)


def _paint_icon(painter: QPainter, line: QRect, name: str, role: str) -> QRect:
    """Draw an icon at the start of a line; return the rest of the line."""
    top = line.top() + (line.height() - _ICON) // 2
    ratio = painter.device().devicePixelRatioF()
    painter.drawPixmap(line.left(), top, icons.pixmap(name, role, _ICON, ratio))
    return line.adjusted(_ICON + HALF, 0, 0, 0)


def _part(area: QRect, line: int, two_lines: bool) -> QRect:
    if not two_lines:
        return area
    half = area.height() // 2
    return QRect(area.left(), area.top() + line * half, area.width(), half)


def _paint_line(
    painter: QPainter, area: QRect, text: str, color: QColor, alignment: Qt.AlignmentFlag
) -> None:
    mode = Qt.TextElideMode.ElideRight
    shown = painter.fontMetrics().elidedText(text, mode, area.width())
    painter.setPen(color)
    painter.drawText(area, alignment | Qt.AlignmentFlag.AlignVCenter, shown)
