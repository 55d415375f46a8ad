"""The results table for Qt: a view on the columns of a `ResultsStore`, in any order, filtered.

A QSortFilterProxyModel needs minutes to sort a million rows; here the order and the filter are two
numpy arrays. While a run goes on, changed cells are announced a few times per second as one
range, and rows that enter or leave a filter are inserted and removed one by one as long as they
are few. A column that changes is sorted again every two seconds, as long as nobody notices the time
that it takes, and at the end: see `order_waits`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from time import perf_counter, time
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
    Slot,
)

from curator_gui.app.language.words import tr
from curator_gui.app.results.columns import Column, table_columns
from curator_gui.app.results.order import ResultFilter, filter_mask, sorted_rows
from curator_gui.app.results.store import ResultsStore
from curator_gui.run.events import STATUSES

AnyIndex = QModelIndex | QPersistentModelIndex
Rows = NDArray[np.int32]

STATUS_ROLE = int(Qt.ItemDataRole.UserRole) + 1
"""The status word of the row, for delegates that draw its icon."""

_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_TOOL_TIP = int(Qt.ItemDataRole.ToolTipRole)
_ALIGNMENT = int(Qt.ItemDataRole.TextAlignmentRole)
_ROLES = frozenset((_DISPLAY, _TOOL_TIP, _ALIGNMENT, int(STATUS_ROLE)))
_NO_INDEX = QModelIndex()
_FEW_MOVES = 64
_FEW_ROWS = 200_000
_RESORT_S = 2.0
_MANY_ROWS = 100_000
_LONG_SORT_S = 0.1
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class ResultsModel(QAbstractTableModel):
    """Rows of a run; `rows_changed` is emitted after any change of which rows are shown."""

    rows_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.store = ResultsStore()
        self.columns: list[Column] = table_columns()
        self.filter = ResultFilter()
        self.sort_key = "index"
        self.descending = False
        self._order: Rows = np.empty(0, np.int32)
        self._visible: Rows = self._order
        self._filtered_version = 0
        self._sorted_version = 0
        self._next_filter = 0.0
        self.sorting_again = False
        self.sorted_at = 0.0
        self._next_sort = 0.0
        self._sort_cost = 0.0

    def reset(self, indices: Sequence[int], steps: Sequence[str] = ()) -> None:
        """Begin a new run with a waiting row for each index; order and filter stay."""
        self.beginResetModel()
        self.store.reset(indices, steps)
        self._order = self._sorted()
        self._visible = self._filtered()
        self.endResetModel()
        self.rows_changed.emit()

    def show_store(self, store: ResultsStore) -> None:
        """Show the rows of another store, such as an earlier run; order and filter stay."""
        store.version += self.store.version + 1  # whoever compares versions sees the change
        self.beginResetModel()
        self.store = store
        self._order = self._sorted()
        self._visible = self._filtered()
        self.endResetModel()
        self.rows_changed.emit()

    def expect(self, indices: Iterable[int]) -> None:
        """Set rows back to waiting: they will run again."""
        self.store.expect(indices)
        self.flush()

    def set_filter(self, wanted: ResultFilter) -> None:
        """Show only the rows that pass."""
        self.filter = wanted
        self._show(self._filtered())

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if 0 <= column < len(self.columns):
            self.sort_by(self.columns[column].key, order == Qt.SortOrder.DescendingOrder)

    def sort_by(self, key: str, descending: bool = False) -> None:
        """Sort all rows; equal ones stay in the order of their index."""
        self.sort_key, self.descending = key, descending
        self._reorder()

    def sort_again(self) -> None:
        """Sort by the same column again; `sorting_again` asks views to stay where they are."""
        self.sorting_again = True
        try:
            self._reorder()
        finally:
            self.sorting_again = False

    @property
    def stale_order(self) -> bool:
        """Whether rows have changed since they were sorted, so that sorting again may help."""
        return self.sort_key != "index" and self._sorted_version != self.store.version

    @property
    def order_waits(self) -> bool:
        """Whether the order is out of date and stays so for now, because sorting is noticed.

        It is that of `sorted_at` (seconds since the epoch) until `sort_again` or the run's end.
        """
        return self.stale_order and self._sorts_slowly

    @property
    def visible_rows(self) -> Rows:
        """The rows of the store that are shown, in their order."""
        return self._visible

    def positions_of(self, rows: NDArray[Any]) -> NDArray[np.int64]:
        """Return where rows of the store are shown, ascending; hidden ones are left out."""
        wanted = np.zeros(len(self.store), np.bool_)
        wanted[rows] = True
        return np.flatnonzero(wanted[self._visible])

    @Slot()
    def flush(self, *, at_once: bool = False) -> None:
        """Announce what events have changed since the last time.

        The filter and the order may lag behind while events pour in, unless they are wanted
        `at_once`.
        """
        changed = self.store.take_changed()
        if self.stale_order and (at_once or self._may_sort()):
            self.sort_again()
        self._filter_again(at_once)
        if changed is None or not len(self._visible):
            return
        first, last = self._changed_positions(*changed)
        if first <= last:
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.columns) - 1))

    def rowCount(self, parent: AnyIndex = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._visible)

    def columnCount(self, parent: AnyIndex = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        if orientation == Qt.Orientation.Vertical or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            mark = ("  \u25bc" if self.descending else "  \u25b2") * (column.key == self.sort_key)
            return tr(column.title) + mark
        if role == Qt.ItemDataRole.ToolTipRole:
            return tr(column.help)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column.kind.numeric else _LEFT
        return None

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the text of a cell, its alignment, its full text as tool tip, its status."""
        if role not in _ROLES or not index.isValid():  # most calls of a paint end here
            return None
        column = self.columns[index.column()]
        if role == _ALIGNMENT:
            return _RIGHT if column.kind.numeric else _LEFT
        row = int(self._visible[index.row()])
        if role == _DISPLAY:
            return column.shown_text(self.store, row)
        if role == STATUS_ROLE:
            return STATUSES[self.store.status[row]]
        return column.tool_tip(self.store, row)

    def position(self, key: str) -> int:
        """Return the position of a column of the table.

        Raises
        ------
        ValueError
            If the table does not have it.
        """
        return [column.key for column in self.columns].index(key)

    @property
    def _sorts_slowly(self) -> bool:
        return len(self.store) > _MANY_ROWS and self._sort_cost > _LONG_SORT_S

    def _may_sort(self) -> bool:
        return perf_counter() >= self._next_sort and not self._sorts_slowly

    def _reorder(self) -> None:
        """Sort and filter; views hear of it only if that moves a row."""
        begin = perf_counter()
        order = self._sorted()
        moved = not np.array_equal(order, self._order)
        if moved or not self.sorting_again:
            self.beginResetModel()
            self._order = order
            self._visible = self._filtered()
            self.endResetModel()
        self._sort_cost = perf_counter() - begin
        self._next_sort = begin + max(_RESORT_S, 20 * self._sort_cost)
        self.rows_changed.emit()

    def _sorted(self) -> Rows:
        self._sorted_version, self.sorted_at = self.store.version, time()
        return sorted_rows(self.store, self.sort_key, self.descending)

    def _filtered(self) -> Rows:
        self._filtered_version = self.store.version
        mask = filter_mask(self.store, self.filter)
        return self._order if mask is None else self._order[mask[self._order]]

    def _filter_again(self, at_once: bool) -> None:
        """Filter again after events, but spend at most a twentieth of the time on it."""
        now = perf_counter()
        stale = self._filtered_version != self.store.version
        if not (self.filter.active and stale) or (now < self._next_filter and not at_once):
            return
        self._show(self._filtered())
        self._next_filter = now + 20 * (perf_counter() - now)

    def _changed_positions(self, first: int, last: int) -> tuple[int, int]:
        """Translate a range of changed rows into a range of shown positions."""
        if self.sort_key == "index" and not self.descending:
            begin = int(np.searchsorted(self._visible, first))
            return begin, int(np.searchsorted(self._visible, last, side="right")) - 1
        return 0, len(self._visible) - 1

    def _show(self, visible: Rows) -> None:
        """Change which rows are shown: in steps if they are few, else all at once."""
        old = self._visible
        if len(old) == len(visible) and np.array_equal(old, visible):
            return
        if max(len(old), len(visible)) > _FEW_ROWS or not self._show_in_steps(old, visible):
            self.beginResetModel()
            self._visible = visible
            self.endResetModel()
        self.rows_changed.emit()

    def _show_in_steps(self, old: Rows, new: Rows) -> bool:
        in_old = np.zeros(len(self.store), np.bool_)
        in_new = in_old.copy()
        in_old[old], in_new[new] = True, True
        leaving = np.flatnonzero(~in_new[old])
        entering = np.flatnonzero(~in_old[new])
        moves = [*consecutive(leaving)[::-1]], consecutive(entering)
        if len(moves[0]) + len(moves[1]) > _FEW_MOVES:
            return False
        for first, last in moves[0]:
            self.beginRemoveRows(_NO_INDEX, first, last)
            self._visible = np.delete(self._visible, slice(first, last + 1))
            self.endRemoveRows()
        for first, last in moves[1]:
            self.beginInsertRows(_NO_INDEX, first, last)
            self._visible = np.insert(self._visible, first, new[first : last + 1])
            self.endInsertRows()
        return True


def consecutive(positions: NDArray[np.int64]) -> list[tuple[int, int]]:
    """Join ascending positions to (first, last) pairs of consecutive ones."""
    if not len(positions):
        return []
    breaks = np.flatnonzero(np.diff(positions) > 1)
    firsts = positions[np.append(0, breaks + 1)]
    lasts = positions[np.append(breaks, len(positions) - 1)]
    return list(zip(firsts.tolist(), lasts.tolist(), strict=True))
