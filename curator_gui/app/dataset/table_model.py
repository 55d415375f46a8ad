"""The items as a table for Qt: what is shown, in any order; and as a gallery, several in a row."""

from __future__ import annotations

from typing import Any

import numpy as np
from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from curator_gui.app.dataset.data_set import DataSet, Rows
from curator_gui.app.dataset.formats import decision_word, value_text
from curator_gui.app.language.words import tr
from curator_gui.dataset.items.table import (
    DECISION,
    INDEX,
    PART,
    SOURCE,
    STEP,
    Column,
    different_first,
)

AnyIndex = QModelIndex | QPersistentModelIndex
ROW_ROLE = int(Qt.ItemDataRole.UserRole) + 1
"""The row of the data set at a place of the table or gallery; None where there is none."""

_NO_INDEX = QModelIndex()
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_ALIGNMENT = int(Qt.ItemDataRole.TextAlignmentRole)
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
FIRST_MEASURES = 4


class OrderedRows:
    """Which rows are shown, and in which order."""

    def __init__(self, data: DataSet) -> None:
        self._data = data
        self.key, self.descending = INDEX, False
        self.rows: Rows = np.empty(0, np.int64)
        self._order: Rows | None = None

    def renew(self, *, sort: bool = False) -> None:
        """Take the rows that are shown now; `sort` if the values are others."""
        if sort or self._order is None or len(self._order) != len(self._data.items):
            self._order = self._sorted()
        self.rows = self._order[self._data.shown[self._order]]

    def _sorted(self) -> Rows:
        items = self._data.items
        if self.key not in items or (self.key == INDEX and not self.descending):
            return np.arange(len(items))
        values = items[self.key].values
        plain = values.astype(str) if values.dtype.kind == "O" else values
        order = np.argsort(plain, kind="stable")
        if self.descending:
            known = (
                len(plain) - int(np.isnan(plain).sum()) if plain.dtype.kind == "f" else len(plain)
            )
            order = np.concatenate((order[:known][::-1], order[known:]))
        return order


class ItemsModel(QAbstractTableModel):
    """The shown items, one a row."""

    def __init__(self, data: DataSet, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._set, self.order = data, OrderedRows(data)
        self.columns: list[Column] = []
        data.opened.connect(self._opened)
        data.shown_changed.connect(self.renew)
        data.decisions_changed.connect(self._repaint)
        data.split_changed.connect(self._repaint)
        self._opened()

    @property
    def rows(self) -> Rows:
        return self.order.rows

    def available(self) -> list[str]:
        """Return the keys of all columns that can be shown."""
        return list(self._set.items.columns)

    def show_columns(self, keys: list[str]) -> None:
        """Show these columns."""
        self.beginResetModel()
        self.columns = [self._set.items[key] for key in keys if key in self._set.items]
        self.endResetModel()

    def sort_by(self, key: str, descending: bool) -> None:
        """Sort all rows; equal ones stay in the order of their index."""
        self.order.key, self.order.descending = key, descending
        self.renew(sort=True)

    def renew(self, *, sort: bool = False) -> None:
        """Show other rows, or the same in another order."""
        self.beginResetModel()
        self.order.renew(sort=sort)
        self.endResetModel()

    def place_of(self, row: int) -> int:
        """Return at which place a row of the data set stands; -1 if it is not shown."""
        found = np.flatnonzero(self.rows == row)
        return int(found[0]) if len(found) else -1

    def rowCount(self, parent: AnyIndex = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: AnyIndex = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        if orientation != Qt.Orientation.Horizontal or section >= len(self.columns):
            return None
        column = self.columns[section]
        if role == _DISPLAY:
            return heading(column)
        if role == int(Qt.ItemDataRole.ToolTipRole):
            return column.label
        return int(_RIGHT if column.kind == "number" else _LEFT) if role == _ALIGNMENT else None

    def data(self, index: AnyIndex, role: int = _DISPLAY) -> Any:
        if not index.isValid():
            return None
        row, column = int(self.rows[index.row()]), self.columns[index.column()]
        if role == _DISPLAY:
            return self._text(column, row)
        if role == ROW_ROLE:
            return row
        return int(_RIGHT if column.kind == "number" else _LEFT) if role == _ALIGNMENT else None

    def _text(self, column: Column, row: int) -> str:
        if column.key == SOURCE:
            return self._set.items.name(row)
        if column.key == DECISION:
            return decision_word(self._set.decisions.decision(row))
        return value_text(self._set.items[column.key], row)

    def _opened(self) -> None:
        self.beginResetModel()
        self.order.key, self.order.descending = INDEX, False
        self.order.renew(sort=True)
        self.columns = [self._set.items[key] for key in first_columns(self._set)]
        self.endResetModel()

    def _repaint(self) -> None:
        if len(self.rows) and self.columns:
            last = self.index(len(self.rows) - 1, len(self.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last, [_DISPLAY])


def first_columns(data: DataSet) -> list[str]:
    """Return what is shown of an item at first: what it is, its decision, a few measures."""
    items = data.items
    plain = [key for key in (INDEX, SOURCE, DECISION, STEP) if key in items]
    keys = [column.key for column in different_first(items.measures)]
    measures = [key for key in keys if key.endswith((".max", ".mean"))]
    others = [key for key in keys if key not in measures]
    return [*plain, *[*measures, *others][:FIRST_MEASURES]]


def heading(column: Column) -> str:
    """Return a column's title for people."""
    words = {
        INDEX: tr("Index"),
        SOURCE: tr("Item"),
        DECISION: tr("Decision"),
        PART: tr("Part"),
        STEP: tr("Step"),
    }
    return words.get(column.key, column.name)


class GalleryModel(QAbstractTableModel):
    """The shown items as tiles, as many in a row as fit; a million open at once."""

    def __init__(self, table: ItemsModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._table, self._columns = table, 1
        self._only: Rows | None = None
        self.rows: Rows = table.rows
        table.modelReset.connect(self._renew)

    def show_columns(self, number: int) -> None:
        """Put so many tiles into a row."""
        if number != self._columns:
            self.beginResetModel()
            self._columns = max(1, number)
            self.endResetModel()

    def show_rows(self, only: Rows | None) -> None:
        """Show only these rows of those in the table; None shows all."""
        self._only = only
        self._renew()

    def _renew(self) -> None:
        self.beginResetModel()
        rows = self._table.rows
        self.rows = rows if self._only is None else rows[np.isin(rows, self._only)]
        self.endResetModel()

    def index_of(self, place: int) -> QModelIndex:
        """Return the model's index of a place."""
        return self.index(place // self._columns, place % self._columns)

    def place_of(self, row: int) -> int:
        """Return at which place a row of the data set stands; -1 if it is not shown."""
        found = np.flatnonzero(self.rows == row)
        return int(found[0]) if len(found) else -1

    def place_at(self, index: AnyIndex) -> int:
        """Return the place of an index; -1 beyond the last tile."""
        place = index.row() * self._columns + index.column() if index.isValid() else -1
        return place if place < len(self.rows) else -1

    def rowCount(self, parent: AnyIndex = _NO_INDEX) -> int:
        return 0 if parent.isValid() else -(-len(self.rows) // self._columns)

    def columnCount(self, parent: AnyIndex = _NO_INDEX) -> int:
        return 0 if parent.isValid() else self._columns

    def data(self, index: AnyIndex, role: int = _DISPLAY) -> Any:
        place = self.place_at(index)
        if place < 0:
            return None
        row = int(self.rows[place])
        if role == ROW_ROLE:
            return row
        if role in (_DISPLAY, int(Qt.ItemDataRole.AccessibleTextRole)):
            return self._table._set.items.name(row)
        return None

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        return super().flags(index) if self.place_at(index) >= 0 else Qt.ItemFlag.NoItemFlags
