"""The table of results: a million rows, sorted and selected without touching each of them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QMenu,
    QScrollBar,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from curator_gui.app.results.model import STATUS_ROLE, ResultsModel, consecutive
from curator_gui.run.events import STATUSES
from curator_gui.ui.common import icons, theme
from curator_gui.ui.common.text import tr
from curator_gui.ui.common.widgets import SPACE

Rows = NDArray[np.int64]

MAX_RANGES = 1000
"""A selection that falls into more pieces by sorting or filtering is given up."""

MAX_COPIED_ROWS = 100_000

_SELECT = QItemSelectionModel.SelectionFlag
_ICON = 16


class _StatusDelegate(QStyledItemDelegate):
    """Draws the status with its icon and in its color."""

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().initStyleOption(option, index)
        status = index.data(STATUS_ROLE)
        option.icon = icons.status_icon(status)
        option.features |= QStyleOptionViewItem.ViewItemFeature.HasDecoration
        color = theme.current().status(status)
        option.palette.setColor(option.palette.ColorRole.Text, color)


class _NameDelegate(QStyledItemDelegate):
    """Cuts a name in the middle: items often differ in their last letters."""

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().initStyleOption(option, index)
        option.textElideMode = Qt.TextElideMode.ElideMiddle


class ResultsTable(QTableView):
    """Rows of the model; the selection is kept as ranges.

    Signals
    -------
    chosen(int)
        The current row of the store; -1 if there is none.
    """

    chosen = Signal(int)

    def __init__(self, model: ResultsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._results = model
        self._kept_rows: Rows = np.empty(0, np.int64)
        self._kept_current = -1
        self._kept_places = [0, 0]
        self.setAccessibleName(tr("Results"))
        self.setModel(model)
        self._named = False
        self._set_up_look()
        self._set_up_headers()
        model.modelAboutToBeReset.connect(self._keep_selection)
        model.modelReset.connect(self._restore_selection)
        self.selectionModel().currentRowChanged.connect(self._tell_current)

    def selected_rows(self) -> Rows:
        visible = self._results.visible_rows
        chosen = np.zeros(len(self._results.store), np.bool_)
        for part in self._parts():
            chosen[visible[part.top() : part.bottom() + 1]] = True
        return np.flatnonzero(chosen)

    def selected_count(self) -> int:
        return sum(part.bottom() - part.top() + 1 for part in self._parts())

    def _parts(self) -> list[QItemSelectionRange]:
        """List the ranges that are selected; Qt's list of them is one, though not by its type."""
        found: list[QItemSelectionRange]
        found = list(self.selectionModel().selection())  # type: ignore[call-overload]
        return found

    def current_row(self) -> int:
        """Return the current row of the store; -1 if there is none."""
        index = self.currentIndex()
        return int(self._results.visible_rows[index.row()]) if index.isValid() else -1

    def show_row(self, row: int) -> bool:
        """Make a row of the store current and scroll to it; False if the filter hides it."""
        positions = self._results.positions_of(np.array([row]))
        if not len(positions):
            return False
        index = self._results.index(int(positions[0]), 0)
        flags = _SELECT.ClearAndSelect | _SELECT.Rows
        self.selectionModel().setCurrentIndex(index, flags)
        self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)
        return True

    def selectAll(self) -> None:
        """Select all rows as one range; Qt's own way takes 10 s for a million rows."""
        rows = self._results.rowCount()
        if rows:
            self._select([(0, rows - 1)])

    def dataChanged(
        self,
        first: QModelIndex | QPersistentModelIndex,
        last: QModelIndex | QPersistentModelIndex,
        roles: Sequence[int] = (),
    ) -> None:
        """Paint the changed rows that are in sight; Qt would paint all rows for any change."""
        height = self.viewport().height()
        top = max(self.rowViewportPosition(first.row()), 0)
        bottom = min(self.rowViewportPosition(last.row()) + self.rowHeight(last.row()), height)
        if top < bottom:
            self.viewport().update(0, top, self.viewport().width(), bottom - top)

    def copy(self) -> None:
        """Put the selected rows on the clipboard, tabs between the columns."""
        columns = self._results.columns
        lines = ["\t".join(column.title for column in columns)]
        for row in self.selected_rows()[:MAX_COPIED_ROWS].tolist():
            cells = (column.cell_text(self._results.store, row) for column in columns)
            lines.append("\t".join(cells))
        QGuiApplication.clipboard().setText("\n".join(lines))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            self.selectAll()
        else:
            super().keyPressEvent(event)

    def columns_menu(self, parent: QWidget | None = None) -> QMenu:
        menu = QMenu(tr("Columns"), parent or self)
        for number, column in enumerate(self._results.columns):
            action = menu.addAction(tr(column.title))
            action.setCheckable(True)
            action.setChecked(not self.isColumnHidden(number))
            action.setEnabled(column.key != "index")
            action.toggled.connect(partial(self._show_column, number))
        return menu

    def _show_column(self, number: int, shown: bool) -> None:
        self.setColumnHidden(number, not shown)

    def show_names(self) -> None:
        """Show the column of the items' names as soon as they have any, but only once."""
        if not self._named and any(self._results.store.names):
            self._named = True
            self.setColumnHidden(self._results.position("name"), False)

    def _show_columns_menu(self, position: QPoint) -> None:
        menu = self.columns_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.horizontalHeader().mapToGlobal(position))

    def _set_up_look(self) -> None:
        self.setFrameShape(self.Shape.NoFrame)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setFont(theme.tabular(self.font()))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setItemDelegateForColumn(self._results.position("status"), _StatusDelegate(self))
        self.setItemDelegateForColumn(self._results.position("name"), _NameDelegate(self))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)

    def _set_up_headers(self) -> None:
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(self.fontMetrics().height() + 6)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(True)
        header.setSectionsMovable(True)
        header.setHighlightSections(False)
        self._set_widths()
        # Painting, a header asks whether each column is selected as a whole, which visits every
        # selected row: 57 s for a million. One that knows of no selection does not ask.
        header.setSelectionModel(QItemSelectionModel(self._results, header))
        header.setSectionsClickable(True)
        header.sectionClicked.connect(self._sort_by_section)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._show_columns_menu)

    def _set_widths(self) -> None:
        digit = self.fontMetrics().horizontalAdvance("0")
        for number, column in enumerate(self._results.columns):
            self.setColumnWidth(number, column.digits * digit + 2 * SPACE)
            self.setColumnHidden(number, column.hidden)
        words = max(self.fontMetrics().horizontalAdvance(tr(status)) for status in STATUSES)
        status = self._results.position("status")
        self.setColumnWidth(status, max(words + _ICON + 4 * SPACE, self.columnWidth(status)))

    def _sort_by_section(self, section: int) -> None:
        key = self._results.columns[section].key
        again = key == self._results.sort_key
        self._results.sort_by(key, again and not self._results.descending)

    def _keep_selection(self) -> None:
        self._kept_places = [bar.value() for bar in self._bars()]
        self._kept_rows = self.selected_rows()
        self._kept_current = self.current_row()

    def _restore_selection(self) -> None:
        rows, current = self._kept_rows, self._kept_current
        rows = rows[rows < len(self._results.store)]
        if 0 <= current < len(self._results.store):
            positions = self._results.positions_of(np.array([current]))
            if len(positions):
                index = self._results.index(int(positions[0]), 0)
                self.selectionModel().setCurrentIndex(index, _SELECT.NoUpdate)
                self.scrollTo(index)
        ranges = consecutive(self._results.positions_of(rows)) if len(rows) else []
        if 0 < len(ranges) <= MAX_RANGES:
            self._select(ranges)
        if self._results.sorting_again:  # nobody asked to be taken elsewhere
            for bar, place in zip(self._bars(), self._kept_places, strict=True):
                bar.setValue(place)
        self.chosen.emit(self.current_row())

    def _bars(self) -> tuple[QScrollBar, QScrollBar]:
        return self.verticalScrollBar(), self.horizontalScrollBar()

    def _select(self, ranges: list[tuple[int, int]]) -> None:
        last = len(self._results.columns) - 1
        selection = QItemSelection()
        for top, bottom in ranges:
            selection.select(self._results.index(top, 0), self._results.index(bottom, last))
        self.selectionModel().select(selection, _SELECT.ClearAndSelect)

    def _tell_current(self, *_: Any) -> None:
        self.chosen.emit(self.current_row())
