"""What each card shows: put together from the check, the look at the data and the last run."""

from __future__ import annotations

from collections.abc import Sequence

from curator_gui.app.document.checking import Checker, Report
from curator_gui.app.document.session import Session
from curator_gui.app.preview.survey import Surveyor
from curator_gui.app.run.controller import RunController
from curator_gui.app.run.recorded.step_runs import StepRun, step_runs
from curator_gui.core.document import Step
from curator_gui.core.documents.validation import Issue
from curator_gui.core.filters.fitting import FittedFilter
from curator_gui.core.filters.splitting import Split
from curator_gui.core.filters.stateful import is_stateful
from curator_gui.core.registration.registry import Entry
from curator_gui.core.survey import StepFacts, leaves
from curator_gui.ui.common.text import count, say, tr
from curator_gui.ui.pipeline.card import CardState
from curator_gui.ui.pipeline.run_line import idle_words


class CardStates:
    """Asks everybody who knows something about a step."""

    def __init__(
        self, session: Session, checker: Checker, surveyor: Surveyor, controller: RunController
    ) -> None:
        self._session, self._checker = session, checker
        self._surveyor, self._controller = surveyor, controller

    def all(self) -> dict[str, CardState]:
        """Return the state of every step's card, by the step's id."""
        document = self._session.document
        runs = step_runs(self._controller, document)
        return {
            step.id: self._state(step, number == 0, runs.get(step.id))
            for number, step in enumerate(document.steps)
        }

    def _state(self, step: Step, first: bool, run: StepRun | None) -> CardState:
        report, facts, state = self._checker.report, self._leaving(step), self._surveyor.state
        entry, issues = self._session.registry.find(step.component), report.for_step(step.id)
        unset = self._unset(step, issues)
        return CardState(
            step=step,
            entry=entry,
            issues=tuple(issue for issue in issues if issue not in unset),
            known=report.complete,
            tried=state.fresh and facts is not None and not facts.failures,
            count=_count(report) if step.kind == "source" else "",
            first=first and step.kind == "source",
            last=step.kind == "sink" and step.id == self._session.document.sinks[-1].id,
            leaving=say(leaves(facts)) if facts is not None else "",
            fresh=state.fresh or step.kind == "source",
            note=_needs(entry, unset) or idle_words(run) or self._note(step, facts),
            new=bool(unset),
            run=run,
        )

    def _unset(self, step: Step, issues: Sequence[Issue]) -> list[Issue]:
        """List what a step that was added just now still needs; it is no mistake yet."""
        if not self._session.is_new(step.id):
            return []
        return [issue for issue in issues if issue.param and issue.param not in step.values]

    def _leaving(self, step: Step) -> StepFacts | None:
        """Return what leaves a step; of the source the survey that knows most of it."""
        state = self._surveyor.state
        if step.kind == "source" and state.whole is not None:
            return state.whole.leaving(0)
        return state.leaving(step.id)

    def _note(self, step: Step, facts: StepFacts | None) -> str:
        entry = self._session.registry.find(step.component)
        gathers = entry is not None and is_stateful(entry.cls)
        if facts is None or not facts.unchanged or gathers:
            return ""
        if entry is not None and issubclass(entry.cls, FittedFilter):
            return tr("learns its constants in the first pass")
        if entry is not None and issubclass(entry.cls, Split):
            return ""
        looked = count(facts.reached, "item", "items")
        return tr("changes nothing in the {looked} looked at").format(looked=looked)


def _needs(entry: Entry | None, unset: Sequence[Issue]) -> str:
    if entry is None or not unset:
        return ""
    names = dict.fromkeys(issue.param for issue in unset)
    labels = [say(param.label) for param in entry.params if param.name in names]
    return tr("needs {names}").format(names=", ".join(labels))


def _count(report: Report) -> str:
    size = report.live.size
    return "" if size is None else count(size, "item", "items")
