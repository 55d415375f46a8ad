"""The Plan view: what runs, what not and why, the workers' shares, warnings; start from here."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from curator_gui.app.document.session import Session
from curator_gui.app.planning.background_sample import Sampler
from curator_gui.app.planning.forecast import forecast, plan_warnings
from curator_gui.app.planning.planner import (
    Planned,
    Planner,
    grouped_reasons,
    span_text,
    worker_shares,
)
from curator_gui.core.message import place_of, term, without_place
from curator_gui.run.planning.plan import Plan
from curator_gui.ui.common.actions import Actions
from curator_gui.ui.common.text import count, say, tr
from curator_gui.ui.common.widgets import SPACE, MessageLine, clear_layout, label, line
from curator_gui.ui.plan.forecast import SampleButton, forecast_facts, sample_problems
from curator_gui.ui.plan.picture import SharesPicture

MAX_REASONS = 12
MAX_WARNINGS = 8


class PlanView(QWidget):
    """Plans the session's document whenever it is shown and has changed."""

    def __init__(self, session: Session, actions: Actions, sampler: Sampler) -> None:
        super().__init__()
        self._session, self._actions, self.sampler = session, actions, sampler
        self._planned = Planned()
        self.planner = Planner(session)
        self.planner.planned.connect(self.show_planned)
        self.resume = QCheckBox()
        self.resume.setToolTip(tr("What any earlier run finished and is unchanged is left out."))
        self.resume.clicked.connect(self.plan_again)
        self.resume.hide()
        self.facts = QGridLayout()
        self.picture = SharesPicture()
        self.state = label(tr("Looking at the pipeline..."), "muted", wrap=True)
        self.problem = MessageLine()
        self.warnings = QVBoxLayout()
        self.reasons = QGridLayout()
        self._stale = True
        self._measure_planned = False
        self.idle_steps: Callable[[], Sequence[str]] = tuple
        self._arrange()
        self._connect()

    def _connect(self) -> None:
        self._session.document_changed.connect(self._changed)
        self._session.file_changed.connect(self._changed)
        self._actions["run"].enabledChanged.connect(self._run_ended)
        self.sampler.changed.connect(self._show_again)

    @property
    def resuming(self) -> bool:
        """Whether the person wants to go on with the last run."""
        return self.resume.isChecked() and not self.resume.isHidden()

    def plan_again(self) -> None:
        self._stale = False
        self.state.setText(tr("Looking at the pipeline..."))
        self.state.show()
        self.planner.request(resume=self.resume.isChecked())

    def measure(self) -> None:
        """Measure a sample of what would run, as soon as that is known."""
        if self._stale or self.planner.busy:
            self._measure_planned = True
        else:
            self._measure()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.plan_again()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self.planner.busy:
            self.planner.stop()
            self._stale, self._measure_planned = True, False

    def show_planned(self, planned: Planned) -> None:
        """Show a plan, or why there is none."""
        self._planned = planned
        self.state.hide()
        self._show_earlier(planned)
        self.problem.show_message(planned.problem)
        for layout in (self.facts, self.reasons, self.warnings):
            clear_layout(layout)
        self.content.setVisible(planned.plan is not None)
        self.sample.setVisible(planned.plan is not None and bool(planned.plan.to_run))
        if planned.plan is not None:
            self._show_plan(planned.plan)
        if self._measure_planned:
            self._measure_planned = False
            self._measure()

    def _arrange(self) -> None:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        column.setSpacing(SPACE)
        column.addLayout(self._head())
        column.addWidget(self.resume)
        column.addWidget(line())
        column.addWidget(self.state)
        column.addWidget(self.problem)
        column.addWidget(self._content())
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inner)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area)

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        row.addWidget(label(tr("Plan"), "page-title"), 1)
        again = QPushButton(tr("Look again"))
        again.clicked.connect(self.plan_again)
        run = QPushButton(tr("Run"))
        run.setProperty("role", "primary")
        run.clicked.connect(self._run)
        self._actions["run"].enabledChanged.connect(run.setEnabled)
        self.sample = SampleButton(self.sampler)
        self.sample.wanted.connect(self._measure)
        self.sample.hide()
        self._actions["run"].enabledChanged.connect(self.sample.setEnabled)
        for button in (self.sample, again, run):
            row.addWidget(button)
        return row

    def _content(self) -> QWidget:
        self.content = QWidget()
        column = QVBoxLayout(self.content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        for grid in (self.facts, self.reasons):
            grid.setHorizontalSpacing(2 * SPACE)
            grid.setColumnStretch(1, 1)
        self.shares_heading = label(tr("Shares of the workers"), "heading")
        self.reasons_heading = label("", "heading")
        column.addLayout(self.facts)
        column.addLayout(self.warnings)
        column.addSpacing(SPACE)
        column.addWidget(self.shares_heading)
        column.addWidget(self.picture)
        column.addSpacing(SPACE)
        column.addWidget(self.reasons_heading)
        column.addLayout(self.reasons)
        self.content.hide()
        return self.content

    def _run(self) -> None:
        self._actions["resume_run" if self.resuming else "run"].trigger()

    def _measure(self) -> None:
        plan = self._planned.plan
        if plan is not None and plan.to_run:
            self.sampler.start(plan.to_run, plan.workers)

    def _run_ended(self, enabled: bool) -> None:
        """Plan anew when a run has ended: there are outputs now, and a record to estimate from."""
        if enabled:
            self._changed()

    def _show_again(self) -> None:
        if not self.planner.busy:
            self.show_planned(self._planned)

    def _changed(self, *_: object) -> None:
        self._stale = True
        if self.isVisible():
            self.plan_again()

    def _show_earlier(self, planned: Planned) -> None:
        earlier = planned.earlier
        self.resume.setVisible(earlier is not None)
        if earlier is None:
            self.resume.setChecked(False)
            return
        when = time.strftime("%Y-%m-%d %H:%M", time.localtime(earlier.created))
        done = earlier.counts.get("done", 0) + earlier.counts.get("skipped", 0)
        words = tr("Go on with the run of {when} ({state}, {done} of {total} done)")
        self.resume.setText(
            words.format(when=when, state=tr(earlier.state), done=done, total=earlier.total)
        )

    def _show_plan(self, plan: Plan) -> None:
        planned = self._planned
        measured = self.sampler.better(planned.measured)
        cores = planned.machine.physical if planned.machine else plan.workers
        found = forecast(plan, measured, planned.room, cores)
        facts = [*plan_facts(plan), *forecast_facts(found, self.sampler)]
        for row, (name, value) in enumerate(facts):
            self.facts.addWidget(label(name, "muted"), row, 0)
            self.facts.addWidget(label(value, wrap=True), row, 1)
        warnings = [
            *sample_problems(self.sampler),
            *plan_warnings(plan, found, planned.machine),
            *self.idle_steps(),
        ]
        for words in warnings[:MAX_WARNINGS]:
            self._warn(words)
        if len(warnings) > MAX_WARNINGS:
            self._warn(tr("and {n} more warnings").format(n=len(warnings) - MAX_WARNINGS))
        self.picture.show_shares(worker_shares(plan))
        self._show_reasons(plan)

    def _warn(self, words: str) -> None:
        message = MessageLine()
        message.show_message(words, "warning")
        self.warnings.addWidget(message)

    def _show_reasons(self, plan: Plan) -> None:
        found = [(tr("skipped"), *item) for item in grouped_reasons(plan.skipped.values())]
        found += [(tr("will run"), *item) for item in grouped_reasons(plan.reasons.values())]
        self.reasons_heading.setText(tr("Why indices are skipped or run again"))
        self.reasons_heading.setVisible(bool(found))
        for row, (what, reason, number) in enumerate(found[:MAX_REASONS]):
            self.reasons.addWidget(label(f"{number} {what}", "muted"), row, 0)
            self.reasons.addWidget(label(say(reason), wrap=True), row, 1)
        if len(found) > MAX_REASONS:
            more = tr("and {n} more reasons").format(n=len(found) - MAX_REASONS)
            self.reasons.addWidget(label(more, "muted"), MAX_REASONS, 1)


def plan_facts(plan: Plan) -> list[tuple[str, str]]:
    """Say in a few lines what a plan does."""
    span = span_text(plan.to_run)
    runs = _items(len(plan.to_run)) + (f" ({span})" if span else "")
    return [
        (tr("Source"), _items(plan.size)),
        (tr("Chosen"), _items(len(plan.indices))),
        *pass_facts(plan),
        (tr("Will run"), runs),
        (tr("Will be skipped"), _items(len(plan.skipped))),
        (tr("Workers"), _workers(plan)),
        (tr("Groups"), _groups(plan)),
        *((say(place_of(words)), say(without_place(words))) for words in plan.facts()),
    ]


def pass_facts(plan: Plan) -> list[tuple[str, str]]:
    """Say which passes come before the run proper."""
    words = tr("{name} gathers from {left} of {items}, then the constants are known")
    kept = tr("{name} keeps the constants over {items}")
    return [
        (
            tr("Pass {number} of {of}").format(number=number, of=len(plan.passes) + 1),
            (words if each.left else kept).format(
                name=say(term(each.name)), left=each.left, items=_items(each.items)
            ),
        )
        for number, each in enumerate(plan.passes, start=1)
    ]


def _workers(plan: Plan) -> str:
    if plan.groups is None:
        return str(plan.workers)
    words = tr("{workers}, of which the groups keep {busy} busy")
    busy = min(plan.parallelism, plan.workers)
    return words.format(workers=plan.workers, busy=f"{busy:.3g}")


def _groups(plan: Plan) -> str:
    if plan.groups is None:
        return tr("none asked for: every index stands alone, batches are formed while running")
    asked = [
        (plan.source_groups, tr("source")),
        (plan.filter_groups, tr("filter")),
        (plan.sink_groups, tr("sink")),
    ]
    parts = [f"{len(groups)} ({who})" for groups, who in asked if groups is not None]
    largest = max((len(group) for group in plan.groups), default=0)
    words = tr("{asked}, joined to {n}; the largest has {largest}")
    return words.format(
        asked=" + ".join(parts), n=count(len(plan.groups), "group", "groups"),
        largest=_items(largest),
    )  # fmt: skip


def _items(number: int) -> str:
    return count(number, "item", "items")
