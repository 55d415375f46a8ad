"""Running from the window: the controller, its commands, and the views that follow a run."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtWidgets import QDockWidget, QMessageBox, QWidget

from curator_gui.app.background import LatestCall
from curator_gui.app.document.checking import Checker, Report
from curator_gui.app.document.session import Session
from curator_gui.app.language.issues import on_document
from curator_gui.app.planning.background_sample import Sampler
from curator_gui.app.planning.known_costs import KnownCosts
from curator_gui.app.preview.item_contents import ItemOutput
from curator_gui.app.results.alike import Alike, outputs_alike
from curator_gui.app.run.controller import RunController
from curator_gui.app.run.recorded.following import Following
from curator_gui.app.run.recorded.item_names import ItemNames, Named
from curator_gui.app.run.recorded.last_run import LastRun
from curator_gui.app.run.recorded.step_runs import step_runs
from curator_gui.app.run.requests import Open
from curator_gui.app.runs.history import last_run_of
from curator_gui.core.documents.validation import Issue
from curator_gui.core.errors import CuratorError
from curator_gui.core.text.plain_text import tip_text
from curator_gui.run.record.tables.meta import RunSummary
from curator_gui.ui.common.actions import Actions
from curator_gui.ui.common.messages.message_box import MessageBox
from curator_gui.ui.common.messages.question import Choice, ask
from curator_gui.ui.common.text import count, say, tr
from curator_gui.ui.common.view_bar import LateView, ViewSpec
from curator_gui.ui.common.widgets import make_dock
from curator_gui.ui.log.view import LogView
from curator_gui.ui.monitor.run_bar import RunBar
from curator_gui.ui.monitor.status_line import RunStatusLine
from curator_gui.ui.results.view import ResultsView
from curator_gui.ui.run.attention import Attention
from curator_gui.ui.run.resuming import Resuming

if TYPE_CHECKING:
    from curator_gui.ui.plan.view import PlanView
    from curator_gui.ui.run.closing import Answer

MAX_WARNINGS = 3
MAX_CHANGES = 8
LOG_SIZE = QSize(488, 224)
"""What the log asks for; it is made when its dock is first shown."""
RUN_COMMANDS = ("run", "pause", "stop_after", "stop_now")


class Running(QObject):
    """Starts and steers runs of the session's document.

    Signals
    -------
    view_wanted(str)
        Something happened that is best seen in this view.
    preview_wanted(object)
        The person wants to preview this index.
    output_preview_wanted(object, str)
        The person wants to look into this `ItemOutput`, written by a pipeline of this domain; the
        tuple of them is what a film of it goes through.
    warned(object)
        The person should know this message about the run that has ended.
    """

    view_wanted = Signal(str)
    preview_wanted = Signal(object)
    output_preview_wanted = Signal(object, str)
    warned = Signal(object)  # a message would lose its values as a text of Qt

    def __init__(
        self, session: Session, checker: Checker, actions: Actions, window: QWidget
    ) -> None:
        super().__init__(window)
        self._session, self._checker, self._actions = session, checker, actions
        self._window = window
        self.message: QMessageBox | None = None
        self.results: ResultsView | None = None
        self.plan: PlanView | None = None
        self.bar: RunBar | None = None
        self.idle_steps: Callable[[], Sequence[str]] = tuple
        self.controller = RunController(session.registry, parent=self)
        self.sampler = Sampler(session, self)
        self.known_costs = KnownCosts(session, self.sampler, self)
        self.resuming = Resuming(window, self._start)
        self.attention = Attention(self.controller, window)
        self._search = LatestCall("last run", self)
        self._search.answered.connect(self._go_on_with)
        actions.connect_all(
            {
                "run": self.start,
                "resume_run": self.go_on,
                "measure_sample": self.measure,
                "pause": self._pause_or_resume,
                "stop_after": self.controller.stop_after_current,
                "stop_now": self.controller.stop_now,
            }
        )
        self.controller.state_changed.connect(self._show_state)
        self.controller.present = lambda: Open(session.document, session.base, session.path)
        self.controller.choice_wanted.connect(self._ask_which_pipeline)
        self.names = ItemNames(session, checker, self.controller, self)
        self.names.doubted.connect(self._tell_doubts)
        self.following = Following(self.controller, self)
        self.last_run = LastRun(session, self.controller, self)
        self.controller.index_wanted.connect(self._show_index)
        self.controller.finished.connect(self._ended)
        self.controller.rejected.connect(self._rejected)
        self.controller.failed.connect(self._failed)
        self._given: Path | None = None
        self.controller.record_shown.connect(self._given_shown)
        self.controller.record_failed.connect(self._given_failed)
        self._show_state(self.controller.state)

    @property
    def active(self) -> bool:
        """Whether a run is under way."""
        return self.controller.active

    def start(self) -> None:
        """Run the document as it stands in the window, saved or not."""
        if not self._actions["run"].isEnabled():
            return  # one goes on, here or without the window
        if not self.active and not self.resuming.busy:
            self.resuming.begin(self._session)

    def show_given(self, path: Path) -> None:
        """Show the run of a record that the person has given, in Results once it is read."""
        try:
            self.controller.show_record(path)
        except CuratorError as error:
            self.warned.emit(str(error))
        else:
            self._given = path.absolute()

    def _given_shown(self, path: Path) -> None:
        if path == self._given:
            self.view_wanted.emit("results")
        self._given = None

    def _given_failed(self, words: str) -> None:
        if self._given is not None:
            self.warned.emit(words)
        self._given = None

    def go_on(self) -> None:
        """Run what no run of the document finished, once the last one is found."""
        path = self._session.path
        if path is None:
            self._tell(tr("There is nothing to go on with"), tr("This document was never saved."))
        elif not self.active:
            self._search.submit(partial(last_run_of, path))

    def measure(self) -> None:
        """Measure a sample and show what it says of the whole run."""
        self.view_wanted.emit("plan")
        if self.plan is not None:
            self.plan.measure()

    def resume_record(self, record: Path) -> None:
        """Go on with the run of a record, and with this one alone; its document is open."""
        self._start(record, others=False)

    def _go_on_with(self, earlier: RunSummary | None) -> None:
        if earlier is not None:
            self._start(earlier.path)
            return
        words = tr("There is no record of a run of {name} on this computer.")
        title = tr("There is nothing to go on with")
        self._tell(title, words.format(name=self._session.title))

    def _start(self, resume: Path | None, *, others: bool = True) -> None:
        if self.active:
            return
        self.sampler.stop()
        session = self._session
        path, resume_all = session.path, resume is not None and others
        self.controller.start(
            session.document, session.base, path=path, resume=resume, resume_all=resume_all
        )
        self.view_wanted.emit("monitor")

    def ask_closing(self) -> Answer | None:
        """Ask what becomes of the run when the window closes; None if nothing runs."""
        if not self.active:
            return None
        from curator_gui.ui.run.closing import ClosingDialog

        dialog = ClosingDialog(self.controller.statistics, self._window)
        dialog.exec()
        return dialog.answer

    def shut_down(self) -> None:
        """End the run, if there is one, and wait for its thread."""
        self.resuming.stop()
        self._search.cancel()
        self.last_run.stop()
        self.following.stop()
        self.names.stop()
        self.sampler.stop()
        self.known_costs.stop()
        if self.plan is not None:
            self.plan.planner.stop()
        self.controller.shut_down()
        self.attention.stop()

    def show_report(self, report: Report) -> None:
        """Say what stands against a run where the pointer asks for it."""
        errors = [issue for issue in report.issues if issue.severity == "error"]
        first = self._said(errors[0]) if errors else ""
        why = tr("Not ready: {why}").format(why=first) if first else ""
        self._actions["run"].setToolTip("\n".join(filter(None, (tr("Run the pipeline (F5)"), why))))
        if self.bar is not None:
            self.bar.show_obstacle("" if self._session.empty else why)

    def view_specs(self) -> list[ViewSpec]:
        return [
            ViewSpec("plan", "Plan", "list-checks", self._make_plan),
            ViewSpec("monitor", "Monitor", "activity", self._make_monitor),
            ViewSpec("results", "Results", "table-2", self._make_results),
        ]

    def docks(self) -> list[tuple[QDockWidget, QWidget]]:
        """Make the docks that follow a run, each with the widget that it will hold."""
        log = make_dock("log", tr("Log"), self._window)
        return [(log, LateView(partial(LogView, self.controller), LOG_SIZE))]

    def bars(self) -> list[tuple[str, str, QWidget]]:
        """Make the tool bars of a run: name, title, widget."""
        buttons = [self._actions[name] for name in RUN_COMMANDS]
        self.bar = RunBar(self.controller, buttons)
        self.bar.back_wanted.connect(self.last_run.show)
        return [("run", tr("Run"), self.bar)]

    def status_widgets(self, parent: QWidget) -> list[QWidget]:
        return [RunStatusLine(self.controller, parent)]

    def show_resume(self) -> None:
        """Show the plan of going on with the last run."""
        self.view_wanted.emit("plan")
        if self.plan is not None:
            self.plan.resume.setChecked(True)
            self.plan.plan_again()

    def _make_plan(self) -> QWidget:
        from curator_gui.ui.plan.view import PlanView  # joblib, through the plan's functions

        self.plan = PlanView(self._session, self._actions, self.sampler)
        self.plan.idle_steps = self.idle_steps
        return self.plan

    def _make_monitor(self) -> QWidget:
        from curator_gui.ui.monitor.view import MonitorView  # pyqtgraph takes its time to load

        return MonitorView(self.controller, self._actions["run"])

    def _make_results(self) -> QWidget:
        self.results = ResultsView(self.controller, self._actions["run"])
        self.results.preview_wanted.connect(self.preview_wanted)
        self.names.changed.connect(self.results.refresh)
        for outputs in (self.results.detail.outputs, self.results.whole.outputs):
            outputs.preview_wanted.connect(self._preview_output)
        return self.results

    def _preview_output(self, path: str) -> None:
        document = self.controller.document
        found = Alike(ItemOutput(path), (ItemOutput(path),))
        shown = self.results.detail.result if self.results is not None else None
        if shown is not None:
            found = outputs_alike(self.controller.results.store, shown.index, path)
        self.output_preview_wanted.emit(found, document.domain if document else "")

    def _show_index(self, index: int) -> None:
        self.view_wanted.emit("results")
        if self.results is not None:
            self.results.show_index(index)

    def failed_step(self, index: int) -> str:
        """Return the step of the open document in which an index failed; "" if it did not."""
        store = self.controller.results.store
        if index not in store.indices:
            return ""
        stage = store.failures[store.failure[store.row_of(index)]].stage
        runs = step_runs(self.controller, self._session.document)
        return next((step for step, run in runs.items() if stage and run.count.name == stage), "")

    def show_failures(self, step: str) -> None:
        """Show in Results what failed in a step."""
        self.view_wanted.emit("results")
        if self.results is not None:
            self.results.show_failures(step)

    def _pause_or_resume(self) -> None:
        if self.controller.state in ("paused", "pausing"):
            self.controller.resume()
        else:
            self.controller.pause()

    def _show_state(self, state: str) -> None:
        active = self.active or self.controller.following
        paused = state in ("paused", "pausing")
        for name in ("run", "resume_run", "measure_sample"):
            self._actions[name].setEnabled(not active)
        self._actions["pause"].setEnabled(active and (paused or state == "running"))
        words, icon = (tr("&Continue"), "play") if paused else (tr("&Pause"), "pause")
        self._actions.rename("pause", words, icon)
        self._actions["stop_after"].setEnabled(active and not state.startswith("stopping"))
        self._actions["stop_now"].setEnabled(active and state != "stopping now")

    def _ask_which_pipeline(self, indices: list[int], changes: list[str]) -> None:
        """Ask whether indices are run again as the pipeline is now, or as it was in the run."""
        lines = [say(change) for change in changes[:MAX_CHANGES]]
        if len(changes) > MAX_CHANGES:
            lines.append(count(len(changes) - MAX_CHANGES, "more change", "more changes"))
        retry = self.controller.retry
        now = Choice(tr("Retry as it is &now"), lambda: retry(indices, as_recorded=False))
        then = Choice(tr("Retry as it &was"), lambda: retry(indices, as_recorded=True))
        text, details = tr("The pipeline has changed."), tip_text("\n".join(lines))
        self.message = ask(
            self._window, tr("Retry"), text, details, (now, then), self._forget_message
        )

    def _ended(self, result: object) -> None:
        """Enable Run again: the state "finished" is told while the thread still ends."""
        self._show_state(self.controller.state)
        self._tell_warnings(getattr(result, "warnings", ()))

    def _tell_doubts(self, named: Named) -> None:
        """Say whose names are missing, or why they may be those of other files."""
        if named.unchecked:
            text = tr("The names are those of today's files, held against no record: {reason}")
            self.warned.emit(text.format(reason=say(named.unchecked)))
            return
        items = count(named.withheld, "item", "items")
        text = tr("{items} without a name: the files are others than those that this run has read")
        self.warned.emit(text.format(items=items))

    def _tell_warnings(self, warnings: Sequence[str]) -> None:
        """Show what the person should know of a run that is over; all of it is in the log."""
        for warning in warnings[:MAX_WARNINGS]:
            self.warned.emit(warning)
        left = len(warnings) - MAX_WARNINGS
        if left > 0:
            more = count(left, "more warning", "more warnings")
            self.warned.emit(tr("{more} of the run: see the log").format(more=more))

    def _rejected(self, reasons: Any) -> None:
        """Show why nothing was run; what belongs to a step also stands on its card."""
        self._checker.refresh()
        self._session.settle()
        issues = reasons if isinstance(reasons, list) else [reasons]
        steps = [i.step_id for i in issues if isinstance(i, Issue) and i.step_id]
        if steps:
            self._session.select(steps[0])
        self.view_wanted.emit("build")
        shown = "\n".join(self._said(issue) for issue in issues[:10])
        if len(issues) > 10:
            shown += "\n" + tr("and {more}").format(more=count(len(issues) - 10, "more", "more"))
        self._tell(tr("The pipeline cannot run yet"), shown)

    def _said(self, issue: object) -> str:
        if isinstance(issue, Issue):
            return on_document(issue, self._session.registry)
        return say(str(issue))

    def _failed(self, message: str) -> None:
        self._tell(tr("The run ended in an error"), message)

    def _tell(self, title: str, message: str) -> None:
        first, _, rest = message.partition("\n\n")
        box = MessageBox("warning", title, title, self._window)
        box.setInformativeText(tip_text(say(first)))
        if rest:
            box.setDetailedText(message)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.message = box
        box.finished.connect(self._forget_message)
        box.open()

    def _forget_message(self) -> None:
        self.message = None  # Qt deletes it now
