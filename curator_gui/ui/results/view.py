"""ResultsView: counters, search, the table, and the details of the current row."""

from __future__ import annotations

from dataclasses import replace
from time import time

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPushButton,
    QSplitter,
    QStackedLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from curator_gui.app.language.quantities import clock_text, count_text
from curator_gui.app.results.causes import GroupKey
from curator_gui.app.results.columns import facts
from curator_gui.app.results.failure_groups import group_rows
from curator_gui.app.results.order import ResultFilter, parse_query
from curator_gui.app.results.store import IndexResult
from curator_gui.app.run.controller import RunController
from curator_gui.app.run.recorded.run_outputs import RunOutputsReader
from curator_gui.core.errors import ParamError
from curator_gui.run.events import LogLine
from curator_gui.ui.common import icons
from curator_gui.ui.common.messages.empty_view import EmptyState
from curator_gui.ui.common.refresher import Refresher
from curator_gui.ui.common.table_menus import sort_menu
from curator_gui.ui.common.text import mark, tr
from curator_gui.ui.common.widgets import HALF, SPACE, MessageLine, label
from curator_gui.ui.monitor.run_bar import state_text
from curator_gui.ui.results.causes import CausesPanel
from curator_gui.ui.results.counters import StatusCounters
from curator_gui.ui.results.detail import DetailPane
from curator_gui.ui.results.exporting import ask_and_export
from curator_gui.ui.results.run_outputs import RunOutputsPanel
from curator_gui.ui.results.table import ResultsTable

_SEARCH_DELAY_MS = 200
_HELP = mark("""<p>Words are searched in outputs, messages and causes; a number finds its index.</p>
<p>Also: <b>status:failed</b> &nbsp; <b>worker:2</b> &nbsp; <b>duration&gt;1.5</b> &nbsp;
<b>attempts&gt;1</b> &nbsp; <b>cause:crash</b> &nbsp; <b>type:KeyError</b> &nbsp;
<b>step:"Cell to point"</b></p>""")


class ResultsView(QWidget):
    """What has become of every index; searchable, sortable, with retry of what failed.

    Signals
    -------
    preview_wanted(object)
        The person wants to see what the steps make of this index.
    """

    preview_wanted = Signal(object)

    def __init__(
        self,
        controller: RunController,
        action: QAction | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._controller = controller
        self.model = controller.results
        self.setAccessibleName(tr("Results"))
        self.counters = StatusCounters()
        self.search = _search_field()
        self.problem = MessageLine()
        self.shown = label("", "muted")
        self.retry_button = QPushButton(tr("Retry failed"))
        self.retry_button.setToolTip(tr("Run again what failed or was quarantined"))
        self.sort_button = QPushButton(tr("Sort again"))
        self.sort_button.setToolTip(tr("Rows have changed since they were sorted"))
        self.table = ResultsTable(self.model)
        self.detail = DetailPane()
        self._make_tools()
        self._search_timer = QTimer(self, singleShot=True, interval=_SEARCH_DELAY_MS)
        self._empty = EmptyState(
            "table-2",
            tr("No results yet"),
            tr("After Run there is a row for every index: its outputs, or why there are none."),
            action,
        )
        self._stack = self._lay_out()
        self._refresher = Refresher(self, controller, self.refresh)
        self._connect()
        controller.forgotten.connect(self._forget)

    def _make_tools(self) -> None:
        """Make what stands beside and above the table."""
        self.causes = CausesPanel()
        self.causes_button = QPushButton(tr("Causes"))
        self.causes_button.setCheckable(True)
        self.causes_button.setToolTip(tr("Group the failures by cause"))
        self.whole = RunOutputsPanel()
        self.whole_button = QPushButton()
        self.whole_button.setCheckable(True)
        self.whole_button.setChecked(True)
        self.whole_button.setToolTip(tr("Statistics, tables, merged stores and warnings"))
        self.export_button = QToolButton(autoRaise=True)
        self.export_button.setToolTip(tr("Export the rows shown as CSV or Parquet"))
        self.export_button.setAccessibleName(tr("Export the rows shown"))
        self.export_button.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
        self.export_button.setMenu(self._export_menu())
        self._whole_reader = RunOutputsReader(self._controller, self)

    def _forget(self) -> None:
        """Lift the filter: it was for the results of another document."""
        self.clear_filter()
        self.refresh()

    def refresh(self) -> None:
        """Show the present counts, and the current row as it is now."""
        store = self.model.store
        self._stack.setCurrentIndex(1 if len(store) else 0)
        active = self._controller.active
        self._empty.say(state_text(self._controller.state) if active else "")
        self.counters.show_counts(store)
        self.export_button.setIcon(icons.icon("download"))
        failed = store.count("failed", "quarantined")
        self.retry_button.setText(tr("Retry failed ({n})").format(n=count_text(failed)))
        self.retry_button.setVisible(failed > 0)
        self.causes_button.setVisible(failed > 0)
        self.causes.setVisible(failed > 0 and self.causes_button.isChecked())
        self.causes.refresh(store)
        self._show_whole()
        self.table.show_names()
        self._show_extent()
        self._show_wanted()
        self._show_detail()

    def show_index(self, index: int) -> None:
        """Make an index current, lifting the filter if it hides it."""
        row = self.model.store.row_of(index)
        if not self.table.show_row(row):
            self.clear_filter()
            self.table.show_row(row)
        self.table.setFocus()

    def _show_whole(self) -> None:
        outputs = self._whole_reader.outputs
        self.whole.show_outputs(outputs)
        self.whole_button.setText(tr("Whole run ({n})").format(n=len(outputs)))
        self.whole_button.setVisible(len(outputs) > 0)
        self.whole.setVisible(len(outputs) > 0 and self.whole_button.isChecked())

    def show_failures(self, step: str) -> None:
        """Show only what failed in a step, and the first of it in full."""
        self.causes_button.setChecked(False)
        self.search.setText('step:"{name}"'.format(name=step.replace('"', "")))
        self.counters.choose("failed", "quarantined")
        if self.model.rowCount():
            self.table.show_row(int(self.model.visible_rows[0]))
        self.table.setFocus()

    def clear_filter(self) -> None:
        """Show all rows again."""
        self.search.clear()
        self.causes_button.setChecked(False)
        self.counters.choose()

    def set_filter(self, wanted: ResultFilter) -> None:
        """Show the rows that pass, whatever the counters and the search line say."""
        self.model.set_filter(wanted)
        self._show_extent()

    def retry_selection(self) -> None:
        """Run the selected indices again; while a run goes on, those that failed in it."""
        rows = self._rows_to_retry().tolist()
        if rows:
            self._controller.retry(self.model.store.indices_of(rows))

    def _rows_to_retry(self) -> NDArray[np.int64]:
        rows = self.table.selected_rows()
        if not self._controller.active:
            return rows
        return np.intersect1d(
            rows, self.model.store.rows_with("failed", "quarantined"), assume_unique=True
        )

    def _search_soon(self, _text: str) -> None:
        self._search_timer.start()

    def _apply_filter(self) -> None:
        try:
            wanted = parse_query(self.search.text())
        except ParamError as error:
            self.problem.show_message(str(error))
            return
        self.problem.show_message("")
        statuses = wanted.statuses | self.counters.chosen
        self.set_filter(replace(wanted, statuses=statuses, group=self.causes.group))

    def _toggle_causes(self, shown: bool) -> None:
        if not shown:
            self.causes.choose(None)
        self.refresh()

    def _retry_group(self, key: GroupKey) -> None:
        store = self.model.store
        self._controller.retry(store.indices_of(group_rows(store, key).tolist()))

    def _show_extent(self) -> None:
        shown, total = self.model.rowCount(), len(self.model.store)
        parts = []
        if self.model.filter.active:
            parts.append(
                tr("{n} of {total} shown").format(n=count_text(shown), total=count_text(total))
            )
        if self.model.order_waits:
            parts.append(tr("sorted at {time}").format(time=clock_text(self.model.sorted_at)))
        selected = self.table.selected_count()
        if selected > 1:
            parts.append(tr("{n} selected").format(n=count_text(selected)))
        self.shown.setText("   ".join(parts))
        self.shown.setVisible(bool(parts))
        self.sort_button.setVisible(self.model.order_waits)

    def _show_wanted(self) -> None:
        """Go to the index that another view asked for."""
        index, self._controller.wanted_index = self._controller.wanted_index, None
        if index is not None:
            self.show_index(index)

    def _show_detail(self) -> None:
        row = self.table.current_row()
        if row < 0:
            self.detail.show_result(None)
            return
        result = self.model.store.result(row)
        known = facts(self.model.store, row)
        if not self.detail.shows(result, known) or result.status == "running":
            self.detail.show_result(result, known, self._log_of(result))

    def _log_of(self, result: IndexResult) -> list[LogLine]:
        if result.status in ("waiting", "skipped"):
            return []
        end = time() if result.status == "running" else result.started + result.duration + 0.5
        return self._controller.log.of_index(result.worker, result.started, end)

    def _lay_out(self) -> QStackedLayout:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(SPACE, SPACE, SPACE, 0)
        column.setSpacing(HALF)
        column.addLayout(self._bar())
        column.addWidget(self.problem)
        column.addWidget(self.whole)
        column.addWidget(self.causes)
        column.addWidget(self.shown)
        column.addWidget(self._splitter(), 1)
        stack = QStackedLayout(self)
        stack.addWidget(self._empty)
        stack.addWidget(page)
        return stack

    def _bar(self) -> QVBoxLayout:
        """Make two lines: what is there and what can be done, then the search."""
        line = QHBoxLayout()
        line.setSpacing(SPACE)
        line.addWidget(self.counters)
        line.addStretch(1)
        for button in (self.sort_button, self.whole_button, self.causes_button, self.retry_button):
            line.addWidget(button)
        second = QHBoxLayout()
        second.setSpacing(SPACE)
        second.addWidget(self.search, 1)
        second.addWidget(self.export_button)
        bar = QVBoxLayout()
        bar.setSpacing(HALF)
        bar.addLayout(line)
        bar.addLayout(second)
        return bar

    def _splitter(self) -> QSplitter:
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(self.table)
        splitter.addWidget(self.detail)
        splitter.setStretchFactor(0, 3)
        splitter.setStretchFactor(1, 1)
        splitter.setChildrenCollapsible(False)
        return splitter

    def _connect(self) -> None:
        self.search.textChanged.connect(self._search_soon)
        self.search.returnPressed.connect(self._apply_filter)
        self._search_timer.timeout.connect(self._apply_filter)
        self.counters.changed.connect(self._apply_filter)
        self._controller.index_wanted.connect(self._refresher.update_now)
        self.table.chosen.connect(self._show_detail)
        self.table.selectionModel().selectionChanged.connect(self._show_extent)
        self.table.customContextMenuRequested.connect(self._show_menu)
        self.model.rows_changed.connect(self._show_extent)
        self.retry_button.clicked.connect(self._controller.retry_failed)
        self._whole_reader.changed.connect(self._show_whole)
        self.whole_button.toggled.connect(lambda _: self._show_whole())
        self.causes_button.toggled.connect(self._toggle_causes)
        self.causes.chosen.connect(self._apply_filter)
        self.causes.retry_wanted.connect(self._retry_group)
        find = QShortcut(QKeySequence.StandardKey.Find, self)
        find.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        find.activated.connect(self.search.setFocus)
        self.sort_button.clicked.connect(self.model.sort_again)
        self.export_button.clicked.connect(lambda: self._export(".csv"))

    def _export_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.addAction(tr("Export as CSV..."), lambda: self._export(".csv"))
        menu.addAction(tr("Export as Parquet..."), lambda: self._export(".parquet"))
        return menu

    def _export(self, suffix: str) -> None:
        ask_and_export(self.model, self, suffix, self._controller.record)

    def _preview_current(self) -> None:
        row = self.table.current_row()
        if row >= 0:
            self.preview_wanted.emit(self.model.store.result(row).index)

    def _show_menu(self, position: QPoint) -> None:
        menu = self.make_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.table.viewport().mapToGlobal(position))

    def make_menu(self) -> QMenu:
        """Make the context menu for the present selection."""
        menu = QMenu(self)
        n = self.table.selected_count()
        again = len(self._rows_to_retry())
        words = tr("Run again ({n})").format(n=count_text(again))
        menu.addAction(words, self.retry_selection).setEnabled(again > 0)
        copy = menu.addAction(tr("Copy rows ({n})").format(n=count_text(n)), self.table.copy)
        copy.setEnabled(n > 0)
        preview = menu.addAction(tr("Preview this index"), self._preview_current)
        preview.setEnabled(self.table.current_row() >= 0)
        menu.addSeparator()
        self._add_output_actions(menu)
        menu.addSeparator()
        menu.addMenu(sort_menu(self.table, menu))
        menu.addMenu(self.table.columns_menu(menu))
        return menu

    def _add_output_actions(self, menu: QMenu) -> None:
        has_output = bool(self.detail.outputs.list.count())
        for words, slot in (
            (tr("Preview output"), self.detail.outputs.preview),
            (tr("Open output"), self.detail.outputs.open),
            (tr("Show output in its folder"), self.detail.outputs.reveal),
            (tr("Copy output path"), self.detail.outputs.copy),
        ):
            menu.addAction(words, slot).setEnabled(has_output)


def _search_field() -> QLineEdit:
    result = QLineEdit(clearButtonEnabled=True)
    result.setPlaceholderText(tr("Search (Ctrl+F): text, #index, status:failed, worker:2"))
    result.setToolTip(tr(_HELP))
    result.setAccessibleName(tr("Search in the results"))
    return result
