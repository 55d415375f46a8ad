"""The fields of an item before and after a step, as rows of a table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from curator_gui.app.language.quantities import count_text
from curator_gui.app.preview.difference import FieldChange
from curator_gui.core.measuring.inspection import FieldSummary
from curator_gui.ui.common.text import tr
from curator_gui.ui.preview.fields.words import change_words, number_text, shape_text

Index = QModelIndex | QPersistentModelIndex
CHANGE_ROLE = Qt.ItemDataRole.UserRole + 1
LINES_ROLE = Qt.ItemDataRole.UserRole + 2
FIELD, TYPE, SHAPE, MINIMUM, MAXIMUM, MEAN, UNDEFINED, HISTOGRAM = range(8)
_NO_INDEX = QModelIndex()


@dataclass(frozen=True)
class Lines:
    """What a cell shows: its value now, and below what it was, or what else is to be said."""

    now: str
    below: str = ""


_VALUES: dict[int, Callable[[FieldSummary], str]] = {
    TYPE: lambda field: field.dtype,
    SHAPE: shape_text,
    MINIMUM: lambda field: number_text(field.minimum),
    MAXIMUM: lambda field: number_text(field.maximum),
    MEAN: lambda field: number_text(field.mean),
    UNDEFINED: lambda field: count_text(field.undefined) if field.undefined else "",
}


class FieldModel(QAbstractTableModel):
    """One row per field; a cell whose value has changed also says what it was."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[FieldChange, ...] = ()
        self._titles = (
            tr("Field"),
            tr("Type"),
            tr("Shape"),
            tr("Minimum"),
            tr("Maximum"),
            tr("Mean"),
            tr("NaN"),
            tr("Distribution"),
        )

    @property
    def changes(self) -> tuple[FieldChange, ...]:
        return self._rows

    def show_changes(self, rows: tuple[FieldChange, ...]) -> None:
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def row_of(self, place: str, name: str) -> int:
        """Return the row of a field; -1 if there is none."""
        keys = [(row.place, row.name) for row in self._rows]
        return keys.index((place, name)) if (place, name) in keys else -1

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._titles)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self._titles):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._titles[section]
        if role == Qt.ItemDataRole.ToolTipRole and section == UNDEFINED:
            return tr("Values that are not a number or infinite; they are left out elsewhere")
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return alignment(section)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], index.column()
        if role == CHANGE_ROLE:
            return row
        if role == LINES_ROLE:
            return lines(row, column)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            cell = lines(row, column)
            return f"{cell.now} ({cell.below})" if cell.below else cell.now
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return alignment(column)
        return None


def lines(row: FieldChange, column: int) -> Lines:
    if column == FIELD:
        return Lines(row.shown.measured, change_words(row))
    if column == HISTOGRAM:
        return Lines("")
    write = _VALUES[column]
    now = write(row.shown)
    if row.before is None or row.after is None:
        return Lines(now)
    earlier = write(row.before)
    return Lines(now, tr("was {value}").format(value=earlier or "0") if earlier != now else "")


def alignment(column: int) -> Qt.AlignmentFlag:
    """Return where a column's cells and its title stand: numbers at the right."""
    right = MINIMUM <= column <= UNDEFINED
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
