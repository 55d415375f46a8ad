"""RunsView: the history of runs on this computer, and what can be done with them."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPushButton,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from curator_gui.app.background import LatestCall
from curator_gui.app.language.quantities import count_text
from curator_gui.app.run.controller import RunController
from curator_gui.app.runs.history import RunHistoryModel
from curator_gui.run.record.library import list_runs
from curator_gui.run.record.tables.meta import RunSummary
from curator_gui.ui.common import icons, theme
from curator_gui.ui.common.messages.empty_view import EmptyState
from curator_gui.ui.common.table_menus import sort_menu
from curator_gui.ui.common.text import count, mark, tr
from curator_gui.ui.common.widgets import HALF, SPACE, ElidedLabel, MessageLine, label, tool_button
from curator_gui.ui.results.detail import open_file
from curator_gui.ui.runs.commands import RunCommands
from curator_gui.ui.runs.table import RunsTable

_ACTIONS = (
    ("show", mark("Show results"), "table-2", "Return",
     mark("Fill Monitor and Results from this run")),
    ("reopen", mark("Reopen"), "folder-open", "",
     mark("Open the document as it was when this run started")),
    ("resume", mark("Go on"), "play", "", mark("Run what this run has not finished")),
    ("report", mark("Report..."), "file-output", "", mark("Write a report as one HTML file")),
    ("code", mark("Code..."), "code-xml", "",
     mark("Show the code beside the document that this run ran, as it was then")),
    ("compare", mark("Compare"), "git-compare", "", mark("Compare two runs: select both")),
    ("delete", mark("Delete..."), "trash-2", "Del",
     mark("Delete the records of the selected runs")),
)  # fmt: skip


class RunsView(QWidget):
    """Lists the runs whenever it is shown and when a run ends.

    Signals
    -------
    view_wanted(str)
        Something is best seen in this view.
    """

    view_wanted = Signal(str)

    def __init__(self, controller: RunController, commands: RunCommands, run: QAction) -> None:
        super().__init__()
        self._controller, self.commands = controller, commands
        self.setAccessibleName(tr("Runs"))
        self.model = RunHistoryModel(self)
        self.table = RunsTable(self.model)
        self.search = QLineEdit(clearButtonEnabled=True)
        self.search.setPlaceholderText(tr("Search (Ctrl+F): document, date, outcome"))
        self.search.setAccessibleName(tr("Search in the runs"))
        self.problem = MessageLine()
        self.said = ElidedLabel("", "muted")
        self.open_report = QPushButton(tr("Open the report"))
        self.open_report.setProperty("role", "link")
        self._report = Path()
        self.open_report.clicked.connect(lambda: open_file(str(self._report), self))
        self.shown = label("", "muted")
        self.facts = ElidedLabel("", "muted")
        self.actions_by_id = {spec[0]: self._action(*spec) for spec in _ACTIONS}
        self._empty = _no_runs(run)
        self._stack = self._lay_out()
        self._search_runs = LatestCall("history", self)
        self._connect()
        self._draw()
        self._show_choice()

    @property
    def busy(self) -> bool:
        """Whether the list is being made."""
        return self._search_runs.busy

    def reload(self) -> None:
        """List the runs anew, in the background."""
        self._search_runs.submit(list_runs)

    def stop(self) -> None:
        """Drop what is under way: the window closes."""
        self._search_runs.cancel()
        self.commands.stop()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.reload()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._search_runs.cancel()

    def _show_runs(self, runs: list[RunSummary]) -> None:
        self.model.show_runs(runs)
        self._stack.setCurrentIndex(1 if runs else 0)
        self._show_choice()

    def _show_choice(self) -> None:
        runs = self.table.selected_runs()
        one, free = len(runs) == 1, not self._controller.active
        possible = {
            "show": one and free,
            "reopen": one,
            "resume": one and free and runs[0].resumable,
            "report": one,
            "code": one and not runs[0].foreign,
            "compare": len(runs) == 2,
            "delete": bool(runs),
        }
        for name, action in self.actions_by_id.items():
            action.setEnabled(possible[name])
        total, shown = self.model.total, self.model.rowCount()
        words = tr("{n} of {total}") if shown < total else "{total}"
        self.shown.setText(words.format(n=count_text(shown), total=count(total, "run", "runs")))
        self.facts.setText(_place(runs[0]) if one else "")

    def _do(self, what: str) -> None:
        runs = self.table.selected_runs()
        self._say("")
        if what == "show":
            self._controller.show_record(runs[0].path)
        elif what == "compare":
            self.commands.compare(runs[0], runs[1])
        elif what == "delete":
            self.commands.delete(runs)
        else:
            getattr(self.commands, what)(runs[0])

    def _show_default(self) -> None:
        if self.actions_by_id["show"].isEnabled():
            self._do("show")

    def _say(self, words: str) -> None:
        self.problem.show_message("")
        self.said.setText(words)
        self.said.setVisible(bool(words))
        self.open_report.hide()

    def _offer_report(self, path: Path) -> None:
        """Let the report that has just been written be opened."""
        self._report = path
        self.open_report.show()

    def _complain(self, words: str) -> None:
        self._say("")
        self.problem.show_message(words)

    def _complain_error(self, error: BaseException) -> None:
        self._complain(str(error))

    def _search(self, text: str) -> None:
        self.model.search(text)
        self._show_choice()

    def _shown(self, path: Path) -> None:
        """Go to the results of a run that was asked for here."""
        if self.isVisible():
            self.view_wanted.emit("results")

    def _show_document(self) -> None:
        self.view_wanted.emit("build")

    def _run_changed(self) -> None:
        self._show_choice()
        if self.isVisible():
            self.reload()

    def _action(self, name: str, text: str, icon: str, key: str, tip: str) -> QAction:
        action = QAction(tr(text), self)
        keys = QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
        action.setToolTip(tr(tip) + (f" ({keys})" if keys else ""))
        action.setProperty("icon_name", icon)
        action.triggered.connect(lambda: self._do(name))
        if key:
            action.setShortcut(QKeySequence(key))
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            self.table.addAction(action)
        return action

    def _draw(self) -> None:
        for action in self.actions_by_id.values():
            action.setIcon(icons.icon(action.property("icon_name")))
        self.table.viewport().update()

    def _lay_out(self) -> QStackedLayout:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(SPACE, SPACE, SPACE, SPACE)
        column.setSpacing(HALF)
        column.addLayout(self._bar())
        line = QHBoxLayout()
        line.setSpacing(SPACE)
        line.addWidget(self.said, 1)
        line.addWidget(self.open_report)
        self.open_report.hide()
        column.addWidget(self.problem)
        column.addLayout(line)
        self.said.hide()
        column.addWidget(self.table, 1)
        foot = QHBoxLayout()
        foot.setSpacing(2 * SPACE)
        foot.addWidget(self.shown)
        foot.addWidget(self.facts, 1)
        column.addLayout(foot)
        stack = QStackedLayout(self)
        stack.addWidget(self._empty)
        stack.addWidget(page)
        return stack

    def _bar(self) -> QHBoxLayout:
        bar = QHBoxLayout()
        bar.setSpacing(HALF)
        bar.addWidget(self.search, 1)
        for action in self.actions_by_id.values():
            bar.addWidget(tool_button(action, text=True))
        return bar

    def _connect(self) -> None:
        self._search_runs.answered.connect(self._show_runs)
        self._search_runs.failed.connect(self._complain_error)
        self.search.textChanged.connect(self._search)
        self.table.chosen.connect(self._show_choice)
        self.table.doubleClicked.connect(self._show_default)
        self.table.customContextMenuRequested.connect(self._show_menu)
        self.commands.said.connect(self._say)
        self.commands.reported.connect(self._offer_report)
        self.commands.failed.connect(self._complain)
        self.commands.deleted.connect(self.reload)
        self.commands.reopened.connect(self._show_document)
        self._controller.record_shown.connect(self._shown)
        self._controller.record_failed.connect(self._complain)
        self._controller.state_changed.connect(self._show_choice)
        self._controller.finished.connect(self._run_changed)
        theme.notifier().changed.connect(self._draw)
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        find.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        find.activated.connect(self.search.setFocus)

    def _show_menu(self, position: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addActions(list(self.actions_by_id.values()))
        menu.addSeparator()
        menu.addMenu(sort_menu(self.table, menu))
        menu.popup(self.table.viewport().mapToGlobal(position))


def _place(run: RunSummary) -> str:
    if run.foreign:
        words = tr("Run database of physicsnemo-curator, only read: {path}")
        return words.format(path=run.path)
    words = tr("Record: {record}").format(record=run.path)
    document = tr("Document: {path}").format(path=run.document_path) if run.document_path else ""
    return "   ".join(part for part in (document, words) if part)


def _no_runs(run: QAction) -> EmptyState:
    return EmptyState(
        "history",
        tr("No runs yet"),
        tr("Every run on this computer is recorded and listed here, also after a crash."),
        run,
    )
