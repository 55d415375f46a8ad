"""The names that data offer to a field of a form: with place, type, range and distribution."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
)

from curator_gui.app.language.words import grouped
from curator_gui.core.survey.offers import Offer
from curator_gui.ui.common import icons, theme
from curator_gui.ui.common.bars import bars_words, paint_bars
from curator_gui.ui.common.text import say, tr
from curator_gui.ui.common.widgets import HALF, SPACE

ROWS = 8
ROW_HEIGHT = 26
TAKEN, NAME, WHERE, TYPE, UNIT, RANGE, IN, VALUES = range(8)
_WIDTHS = {TAKEN: 26, WHERE: 84, TYPE: 96, UNIT: 72, RANGE: 130, IN: 72, VALUES: 110}


class OfferTable(QTableWidget):
    """One row per offer; a click takes it, another gives it back.

    Signals
    -------
    toggled(str)
        The person wants a name taken, or given back.
    """

    toggled = Signal(str)

    def __init__(self) -> None:
        super().__init__(0, 8)
        self._offers: list[Offer] = []
        self._set_up()
        self.cellClicked.connect(lambda row, _: self.toggled.emit(self._offers[row].name))
        theme.notifier().changed.connect(self._draw)

    @property
    def current(self) -> str:
        """The name in the current row; "" for none."""
        row = self.currentRow()
        return self._offers[row].name if 0 <= row < len(self._offers) else ""

    @property
    def names(self) -> list[str]:
        return [offer.name for offer in self._offers]

    def show_offers(self, offers: Sequence[Offer], taken: Sequence[str], first: str) -> None:
        """Show these offers; `first` is the title of their names."""
        current = self.current
        self._offers, self._taken = list(offers), set(taken)
        self.setRowCount(len(self._offers))
        self.setHorizontalHeaderItem(NAME, QTableWidgetItem(first))
        for row, offer in enumerate(self._offers):
            self._fill(row, offer)
        if current in self.names:
            self.setCurrentCell(self.names.index(current), NAME)
        self._hide_empty()
        self._draw()
        shown = max(1, min(ROWS, len(self._offers)))
        self.setFixedHeight(self.horizontalHeader().sizeHint().height() + shown * ROW_HEIGHT + 2)

    def move(self, steps: int) -> None:  # type: ignore[override]
        """Make another row the current one."""
        row = max(0, min(self.currentRow() + steps, self.rowCount() - 1))
        self.setCurrentCell(row, NAME)

    def _fill(self, row: int, offer: Offer) -> None:
        found = "" if offer.looked == 0 else tr("all")
        if offer.present < offer.looked:
            found = tr("{n} of {all}").format(n=offer.present, all=offer.looked)
        words = (
            "",
            offer.name,
            say(offer.where),
            say(offer.type),
            offer.unit,
            grouped(offer.range),
            found,
        )
        for column, text in enumerate(words):
            item = QTableWidgetItem(text)
            side = Qt.AlignmentFlag.AlignRight if column == RANGE else Qt.AlignmentFlag.AlignLeft
            item.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
            if column == NAME:
                font = self.font()
                font.setBold(True)
                item.setFont(font)
            self.setItem(row, column, item)
        cell = QTableWidgetItem()
        bars = offer.field.bars if offer.field else None
        cell.setData(Qt.ItemDataRole.UserRole, bars)
        if bars is not None:
            cell.setToolTip(bars_words(bars))
        self.setItem(row, VALUES, cell)

    def _hide_empty(self) -> None:
        """Leave out columns that would say nothing."""
        for column in (WHERE, TYPE, UNIT, RANGE, IN):
            texts = (self.item(row, column) for row in range(self.rowCount()))
            self.setColumnHidden(column, not any(item and item.text() for item in texts))
        self.setColumnHidden(VALUES, not any(o.field and o.field.bars for o in self._offers))

    def _draw(self) -> None:
        colors = theme.current()
        for row, offer in enumerate(self._offers):
            mark = self.item(row, TAKEN)
            if mark is None:
                continue
            taken = offer.name in self._taken
            mark.setIcon(icons.icon("check", "accent") if taken else QIcon())
            words = tr("taken") if taken else tr("not taken")
            mark.setData(Qt.ItemDataRole.AccessibleTextRole, words)
            partly = offer.present < offer.looked
            for column in (WHERE, TYPE, UNIT, RANGE, IN):
                item = self.item(row, column)
                if item is not None:
                    role = "warning" if partly and column == IN else "text"
                    item.setForeground(colors.color(role))
        self.viewport().update()

    def _set_up(self) -> None:
        titles = ("", "", tr("Where"), tr("Type"), tr("Unit"), tr("Range"), tr("In"), tr("Values"))
        self.setHorizontalHeaderLabels(list(titles))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the line has the keyboard and passes it on
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setFont(theme.tabular(self.font()))
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.setItemDelegateForColumn(VALUES, BarsDelegate(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setMinimumSectionSize(20)
        for column, width in _WIDTHS.items():
            self.setColumnWidth(column, width)
        header.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


class BarsDelegate(QStyledItemDelegate):
    """Draws the histogram that a cell holds."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        super().paint(painter, option, index)
        bars = index.data(Qt.ItemDataRole.UserRole)
        if bars is None:
            return
        area = QRectF(option.rect.adjusted(SPACE, HALF, -SPACE, -HALF))
        paint_bars(painter, area, bars, theme.current().color("accent"))

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(80, ROW_HEIGHT)
