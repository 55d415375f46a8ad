"""LogView: the lines of workers and engine, by level and worker, searchable, following the run."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QFontDatabase, QGuiApplication, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QStackedLayout,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from curator_gui.app.monitor.log import LEVELS, LogFilter
from curator_gui.app.monitor.log_model import LEVEL_ROLE, RunLogModel
from curator_gui.app.run.controller import RunController
from curator_gui.ui.common import icons, theme
from curator_gui.ui.common.messages.empty_view import EmptyState
from curator_gui.ui.common.refresher import Refresher
from curator_gui.ui.common.text import count, mark, tr
from curator_gui.ui.common.widgets import HALF, SPACE, label

_LEVEL_COLORS = {"error": "error", "warning": "warning", "debug": "muted"}
_LEVEL_WORDS = {
    "debug": mark("All levels"),
    "info": mark("Info and above"),
    "warning": mark("Warnings and errors"),
    "error": mark("Errors"),
}
_LEVEL_ICONS = {"error": "circle-alert", "warning": "triangle-alert"}


class _LevelDelegate(QStyledItemDelegate):
    """Writes errors and warnings in their colors, with their icon in the column of the level."""

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().initStyleOption(option, index)
        level = index.data(LEVEL_ROLE)
        if level in _LEVEL_COLORS:
            role = _LEVEL_COLORS[level]
            option.palette.setColor(option.palette.ColorRole.Text, theme.current().color(role))
            if index.column() == 2 and level in _LEVEL_ICONS:
                option.icon = icons.icon(_LEVEL_ICONS[level], role)
                option.features |= QStyleOptionViewItem.ViewItemFeature.HasDecoration


class _LogTable(QTableView):
    def __init__(self, model: RunLogModel) -> None:
        super().__init__()
        self._log = model
        self.setModel(model)
        self.setAccessibleName(tr("Log lines"))
        self.setFrameShape(self.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.setItemDelegate(_LevelDelegate(self))
        self._set_up_headers()

    def _set_up_headers(self) -> None:
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(self.fontMetrics().height() + 4)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setStretchLastSection(True)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        digit = self.fontMetrics().horizontalAdvance("0")
        for column, digits in enumerate((10, 9, 12)):
            self.setColumnWidth(column, digits * digit + SPACE)

    def keyPressEvent(self, event: Any) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            super().keyPressEvent(event)

    def copy(self) -> None:
        """Put the selected lines on the clipboard; all of them if none is selected."""
        ranges = list(self.selectionModel().selection())  # type: ignore[call-overload]
        first, last = (ranges[0].top(), ranges[0].bottom()) if ranges else (0, None)
        QGuiApplication.clipboard().setText(self._log.text(first, last))


class LogView(QWidget):
    """The log of the run, newest line at the end."""

    def __init__(self, controller: RunController, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Log"))
        self._controller = controller
        self.model = RunLogModel(controller.log, self)
        self.table = _LogTable(self.model)
        self._level, self._worker = _box(tr("Least level")), _box(tr("Worker"))
        self._search = QLineEdit(placeholderText=tr("Search"), clearButtonEnabled=True)
        self._search.setAccessibleName(tr("Search in the log"))
        self._follow = QCheckBox(tr("Follow"))
        self._follow.setToolTip(tr("Keep the newest line in sight"))
        self._follow.setChecked(True)
        self._copy = QToolButton(autoRaise=True)
        self._copy.setToolTip(tr("Copy the selected lines, or all"))
        self._copy.setAccessibleName(tr("Copy lines"))
        self._dropped = label("", "muted")
        self._pages = self._lay_out()
        self._fill()
        self._connect()
        self._refresher = Refresher(self, controller, self.refresh)

    def refresh(self) -> None:
        self._copy.setIcon(icons.icon("copy"))
        workers = self._controller.statistics.workers
        if self._worker.count() != workers + 2:
            self._fill_workers(workers)
        self.model.update()
        dropped = self._controller.log.dropped
        words = count(dropped, "earlier line is not kept", "earlier lines are not kept")
        self._dropped.setText(words if dropped else "")
        self._pages.setCurrentIndex(0 if self._controller.log.lines else 1)
        if self._follow.isChecked():
            self.table.scrollToBottom()

    def _lay_out(self) -> QStackedLayout:
        bar = QHBoxLayout()
        bar.setContentsMargins(SPACE, HALF, SPACE, HALF)
        bar.addWidget(self._search, 1)
        bar.addWidget(self._dropped)
        for widget in (self._level, self._worker, self._follow, self._copy):
            bar.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(bar)
        pages = QStackedLayout()
        column.addLayout(pages, 1)  # first: without a parent, the first page opens as a window
        pages.addWidget(self.table)
        hint = tr("What the workers print, and what happens to them, appears here.")
        pages.addWidget(EmptyState("scroll-text", tr("Nothing logged yet"), hint))
        return pages

    def _fill(self) -> None:
        for level in LEVELS:
            self._level.addItem(tr(_LEVEL_WORDS[level]), level)
        self._level.setCurrentIndex(LEVELS.index("info"))
        self._fill_workers(0)
        self._filter()

    def _fill_workers(self, workers: int) -> None:
        chosen = self._worker.currentData()
        self._worker.blockSignals(True)
        self._worker.clear()
        self._worker.addItem(tr("All workers"), None)
        self._worker.addItem(tr("Engine"), 0)
        for worker in range(1, workers + 1):
            self._worker.addItem(tr("Worker {n}").format(n=worker), worker)
        self._worker.setCurrentIndex(max(0, self._worker.findData(chosen)))
        self._worker.blockSignals(False)

    def _connect(self) -> None:
        self._search.textChanged.connect(self._filter)
        self._level.currentIndexChanged.connect(self._filter)
        self._worker.currentIndexChanged.connect(self._filter)
        self._follow.toggled.connect(self.refresh)
        self._copy.clicked.connect(self.table.copy)

    def _forget(self) -> None:
        """Lift the filter: it was for the log of another document's run."""
        self._search.clear()
        self._level.setCurrentIndex(LEVELS.index("info"))
        self._worker.setCurrentIndex(0)
        self.refresh()

    def _filter(self) -> None:
        self.model.set_filter(
            LogFilter(
                level=self._level.currentData(),
                worker=self._worker.currentData(),
                text=self._search.text(),
            )
        )
        if self._follow.isChecked():
            self.table.scrollToBottom()


def _box(name: str) -> QComboBox:
    result = QComboBox()
    result.setAccessibleName(name)
    result.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    return result
