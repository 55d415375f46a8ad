"""What each card shows: put together from the check, the look at the data and the last run."""

from __future__ import annotations

from curator_gui.app.document.checking import Checker, Report
from curator_gui.app.document.session import Session
from curator_gui.app.preview.survey import Surveyor
from curator_gui.app.run.controller import RunController
from curator_gui.app.run.step_runs import StepRun, step_runs
from curator_gui.core.components import StatefulFilter
from curator_gui.core.document import Step
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
        return CardState(
            step=step,
            entry=self._session.registry.find(step.component),
            issues=tuple(report.for_step(step.id)),
            known=report.complete,
            tried=state.fresh and facts is not None and not facts.failures,
            count=_count(report) if step.kind == "source" else "",
            first=first and step.kind == "source",
            last=step.kind == "sink",
            leaving=say(leaves(facts)) if facts is not None else "",
            fresh=state.fresh or step.kind == "source",
            note=idle_words(run) or self._note(step, facts),
            run=run,
        )

    def _leaving(self, step: Step) -> StepFacts | None:
        """Return what leaves a step; of the source the survey that knows most of it."""
        state = self._surveyor.state
        if step.kind == "source" and state.whole is not None:
            return state.whole.leaving(0)
        return state.leaving(step.id)

    def _note(self, step: Step, facts: StepFacts | None) -> str:
        entry = self._session.registry.find(step.component)
        gathers = entry is not None and issubclass(entry.cls, StatefulFilter)
        if facts is None or not facts.unchanged or gathers:
            return ""
        looked = count(facts.reached, "item", "items")
        return tr("changes nothing in the {looked} looked at").format(looked=looked)


def _count(report: Report) -> str:
    size = report.live.size
    return "" if size is None else count(size, "item", "items")
