"""The table of earlier runs."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from curator_gui.app.runs.history import COLUMNS, OUTCOME_ROLE, Outcome, RunHistoryModel
from curator_gui.run.record.tables.meta import RunSummary
from curator_gui.ui.common import icons, theme
from curator_gui.ui.common.text import tr
from curator_gui.ui.common.widgets import SPACE

OUTCOME_ICONS: dict[Outcome, tuple[str, str]] = {
    "running": ("circle-play", "running"),
    "finished": ("circle-check", "done"),
    "failures": ("circle-x", "failed"),
    "stopped": ("circle-stop", "warning"),
    "interrupted": ("triangle-alert", "warning"),
}
"""Icon and color role of each outcome; the shapes tell them apart without color."""

_DIGITS = (17, 24, 16, 10, 8, 8, 7, 8, 6)
_DOCUMENT = 1
_SELECT = QItemSelectionModel.SelectionFlag


class _OutcomeDelegate(QStyledItemDelegate):
    """Draws the outcome with its icon and in its color."""

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().initStyleOption(option, index)
        name, role = OUTCOME_ICONS[index.data(OUTCOME_ROLE)]
        option.icon = icons.icon(name, role)
        option.features |= QStyleOptionViewItem.ViewItemFeature.HasDecoration
        option.palette.setColor(option.palette.ColorRole.Text, theme.current().color(role))


class RunsTable(QTableView):
    """Rows of the history; several can be selected.

    Signals
    -------
    chosen()
        The selection is another one.
    """

    chosen = Signal()

    def __init__(self, model: RunHistoryModel) -> None:
        super().__init__()
        self._history = model
        self._kept: list[Path] = []
        self.setAccessibleName(tr("Earlier runs"))
        self.setModel(model)
        self._set_up()
        model.modelAboutToBeReset.connect(self._keep_selection)
        model.modelReset.connect(self._restore_selection)
        self.selectionModel().selectionChanged.connect(self.chosen)

    def selected_runs(self) -> list[RunSummary]:
        """Return the selected runs, as they stand in the table."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [self._history.run(row) for row in rows]

    def select_runs(self, paths: list[Path]) -> None:
        """Select the runs of these records, as far as they are shown."""
        selection = self.selectionModel()
        selection.clearSelection()
        rows = [row for row in map(self._history.row_of, paths) if row >= 0]
        for row in rows:
            index = self._history.index(row, 0)
            selection.select(index, _SELECT.Select | _SELECT.Rows)
        if rows:
            selection.setCurrentIndex(self._history.index(rows[0], 0), _SELECT.NoUpdate)
        self.chosen.emit()

    def _set_up(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setItemDelegateForColumn(0, _OutcomeDelegate(self))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setFont(theme.tabular(self.font()))
        self.verticalHeader().hide()
        height = self.fontMetrics().height() + SPACE
        self.verticalHeader().setDefaultSectionSize(height)
        self._set_up_header()

    def _set_up_header(self) -> None:
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        width = self.fontMetrics().horizontalAdvance("0")
        for column, digits in enumerate(_DIGITS[: len(COLUMNS)]):
            room = max(digits * width + 2 * SPACE, header.sectionSizeHint(column))
            self.setColumnWidth(column, room)
        header.setSectionResizeMode(_DOCUMENT, QHeaderView.ResizeMode.Stretch)
        header.setSectionsClickable(True)
        header.sectionClicked.connect(self._sort)

    def _sort(self, column: int) -> None:
        now, descending = self._history.sorted_by
        orders = Qt.SortOrder
        ascending = descending if column == now else True
        order = orders.AscendingOrder if ascending else orders.DescendingOrder
        self._history.sort(column, order)

    def _keep_selection(self) -> None:
        self._kept = [run.path for run in self.selected_runs()]

    def _restore_selection(self) -> None:
        self.select_runs(self._kept)
