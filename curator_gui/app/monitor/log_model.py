"""The log for Qt: the lines that pass a filter, growing at the end, cut off at the front."""

from __future__ import annotations

from collections import deque
from itertools import islice
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from curator_gui.app.language.quantities import clock_text
from curator_gui.app.language.words import mark, tr
from curator_gui.app.monitor.log import Level, LogFilter, RunLog, said
from curator_gui.core.text.plain_text import tip_text
from curator_gui.run.events import LogLine

AnyIndex = QModelIndex | QPersistentModelIndex

LEVEL_ROLE = Qt.ItemDataRole.UserRole + 1
"""The level of a line, for colors and icons."""

TITLES = (mark("Time"), mark("Worker"), mark("Level"), mark("Text"))
ENGINE = mark("engine")
LEVEL_NAMES: dict[Level, str] = {
    "debug": mark("debug"),
    "info": mark("info"),
    "warning": mark("warning"),
    "error": mark("error"),
}
MAX_NEW_LINES = 2000
"""Lines taken in per update; a flood is caught up with over several updates."""

_NO_INDEX = QModelIndex()


class RunLogModel(QAbstractTableModel):
    """Shows a `RunLog`; `update` takes in what has been added to it."""

    def __init__(self, log: RunLog, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._log = log
        self.filter = LogFilter()
        self._lines: deque[tuple[int, LogLine]] = deque()
        self._next = 0

    def set_filter(self, wanted: LogFilter) -> None:
        """Show only the lines that pass, among all that are kept."""
        self.beginResetModel()
        self.filter = wanted
        self._next = self._log.end
        kept = enumerate(self._log.lines, start=self._log.first)
        passes = wanted.test()
        self._lines = deque((number, line) for number, line in kept if passes(line))
        self.endResetModel()

    def update(self) -> bool:
        """Take in new lines; return whether there are more to take in."""
        self._drop_old()
        lines = self._log.since(self._next)[:MAX_NEW_LINES]
        first = max(self._next, self._log.first)
        passes = self.filter.test()
        wanted = [(first + n, line) for n, line in enumerate(lines) if passes(line)]
        self._next = first + len(lines)
        if wanted:
            end = len(self._lines)
            self.beginInsertRows(_NO_INDEX, end, end + len(wanted) - 1)
            self._lines.extend(wanted)
            self.endInsertRows()
        return self._next < self._log.end

    def line(self, row: int) -> LogLine:
        return self._lines[row][1]

    def text(self, first: int = 0, last: int | None = None) -> str:
        """Return the rows from `first` to `last` as plain text, tabs between the columns."""
        end = None if last is None else last + 1
        return "\n".join("\t".join(_cells(line)) for _, line in islice(self._lines, first, end))

    def rowCount(self, parent: AnyIndex = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: AnyIndex = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(TITLES)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        horizontal = orientation == Qt.Orientation.Horizontal
        if horizontal and role == Qt.ItemDataRole.DisplayRole and 0 <= section < len(TITLES):
            return tr(TITLES[section])
        return None

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the text of a cell and the level of its line."""
        if not index.isValid():
            return None
        line = self.line(index.row())
        if role == Qt.ItemDataRole.DisplayRole:
            return _cells(line)[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == 3:
            return tip_text(said(line))
        return line.level if role == LEVEL_ROLE else None

    def _drop_old(self) -> None:
        """Forget the lines that the log has dropped, or all after it was emptied."""
        gone = 0
        for number, _ in self._lines:
            if number >= self._log.first:
                break
            gone += 1
        if gone:
            self.beginRemoveRows(_NO_INDEX, 0, gone - 1)
            for _ in range(gone):
                self._lines.popleft()
            self.endRemoveRows()


def _cells(line: LogLine) -> tuple[str, str, str, str]:
    worker = str(line.worker) if line.worker else tr(ENGINE)
    return clock_text(line.time), worker, tr(LEVEL_NAMES[line.level]), said(line)
