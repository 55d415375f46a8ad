"""The survey of the open document's data: renewed while it is edited, item by item, in a process.

An edit is looked at after a pause in the typing. What was known stays until something newer is
known; an item that takes long when the next edit comes is ended with its process.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any, Literal

from PySide6.QtCore import QObject, QTimer, Signal

from curator_gui.app.background import LatestCall
from curator_gui.app.document.checking import Checker, Report
from curator_gui.app.document.session import Session
from curator_gui.app.preview.process import START_SECONDS, GivingWay, PreviewProcess
from curator_gui.app.preview.request import (
    Blocked,
    NotConnectedError,
    NotReadyError,
    Request,
    essence_now,
    preview_steps,
)
from curator_gui.app.preview.survey_calls import (
    Opened,
    look,
    look_bare,
    open_survey,
    without_choices,
)
from curator_gui.app.settings.preferences import Settings
from curator_gui.core.document import PipelineDocument, Step
from curator_gui.core.documents.validation import Issue
from curator_gui.core.errors import error_words
from curator_gui.core.filters.fitting import FittedFilter
from curator_gui.core.survey import StepFacts, Survey
from curator_gui.core.survey.offers import problem

if TYPE_CHECKING:
    pass

DELAY_MS = 150
"""The pause in the typing after which an edit is looked at."""

BARE_ITEMS = 3
"""Items that are looked at without the choices of a source: the first may lack what others have."""

Phase = Literal["empty", "opening", "looking", "done", "stopped", "failed"]


@dataclass(frozen=True)
class SurveyState:
    """How far the survey has come.

    `survey` is what is known, by `ids` (the steps, in order, that it went through). `whole` is the
    survey that has looked at most items of the same source: what a source holds does not change
    with the steps behind it. `bare` is what the source holds without its own choices. `fresh` is
    False while what is shown belongs to an earlier edit; `waiting` lists indices not looked at.
    """

    phase: Phase = "empty"
    survey: Survey | None = None
    ids: tuple[str, ...] = ()
    whole: Survey | None = None
    bare: StepFacts | None = None
    blocked: Blocked | None = None
    problem: str = ""
    fresh: bool = False
    waiting: tuple[int, ...] = ()
    began: float = 0.0
    seconds: float = 0.0

    @property
    def busy(self) -> bool:
        """Whether an answer is still expected."""
        return self.phase in ("opening", "looking")

    @property
    def slow(self) -> bool:
        """Whether looking takes longer than a person should wait for."""
        from curator_gui.run.helper.survey import SECONDS

        return self.busy and self.seconds > SECONDS

    def number(self, step_id: str) -> int:
        """Return the place of a step among those looked through; -1 if it is none of them."""
        return self.ids.index(step_id) if step_id in self.ids else -1

    def leaving(self, step_id: str) -> StepFacts | None:
        """Return what leaves a step, as far as it is known."""
        return self.survey.leaving(self.number(step_id)) if self.survey else None


class Surveyor(QObject):
    """Looks at the data of the session's document.

    Signals
    -------
    changed()
        `state` is another one.
    found(object, object)
        Words in the document that the data do not know: a tuple of issues, and the document.
    """

    changed = Signal()
    found = Signal(object, object)

    def __init__(
        self,
        session: Session,
        settings: Settings,
        parent: QObject | None = None,
        checker: Checker | None = None,
    ) -> None:
        super().__init__(parent)
        self._checker, self._waits = checker, False
        self._session, self._settings = session, settings
        self.process = PreviewProcess()
        self.state = SurveyState()
        self._document = PipelineDocument()
        self._essence: tuple[Any, ...] = ()
        self._source: tuple[Any, ...] = ()
        self._renew = False
        self._call = LatestCall("survey", self)
        self._call.answered.connect(self._answered)
        self._call.failed.connect(self._failed)
        self._giving_way = GivingWay(self._call, self.process)
        self._delay = QTimer(self)
        self._delay.setSingleShot(True)
        self._delay.setInterval(DELAY_MS)
        self._delay.timeout.connect(self._start)
        if checker is not None:
            checker.report_changed.connect(self._go_on)
        session.replaced.connect(self._forget)
        session.document_changed.connect(self._follow)
        session.file_changed.connect(self._follow)

    def reaching(self, step_id: str) -> StepFacts | None:
        """Return what reaches a step; for the source, what its files hold without its choices.

        A step that is not ready yet, or is disabled, or the sink, is reached by what leaves the
        last step before it that was looked through.
        """
        survey, state = self.state.survey, self.state
        document = self._session.document
        if survey is None or not document.has_step(step_id):
            return None
        if document.step(step_id).kind == "source":
            facts = state.bare or (state.whole.leaving(0) if state.whole else survey.leaving(0))
            return facts and facts.with_dimensions(self._item_dimensions(), survey.size)
        ids = [step.id for step in document.steps]
        before = [s for s in ids[: ids.index(step_id)] if state.number(s) >= 0]
        return state.leaving(before[-1]) if before else None

    def _item_dimensions(self) -> list[str]:
        """List the dimensions along which the source that was looked at made its items.

        They are in its files, or it could not have been opened; no item has them any more.
        """
        step = self._document.source
        entry = self._session.registry.find(step.component) if step else None
        if step is None or entry is None:
            return []
        given = [step.values.get(p.name) for p in entry.params if p.role == "dimension"]
        return [name for name in given if isinstance(name, str)]

    def stop(self) -> None:
        """Look no further; what is known stays."""
        self._giving_way.stop()
        self._waits = False
        self._delay.stop()
        self._call.cancel()
        if self.state.busy:
            self.process.end()
            self._show(replace(self.state, phase="stopped"))

    def again(self) -> None:
        """Look anew, also at the list of files."""
        self._source = ()
        self._renew = True
        self._follow(renew=True)

    def run_ended(self) -> None:
        """Look through the steps again if one of them learns from the data set: it has, now."""
        entries = [self._session.registry.find(s.component) for s in self._session.document.steps]
        if any(entry is not None and issubclass(entry.cls, FittedFilter) for entry in entries):
            self._follow(renew=True)

    def shut_down(self) -> None:
        """End for good: the window closes."""
        self._giving_way.stop()
        self._waits = False
        self._delay.stop()
        self._call.cancel()
        self.process.end()

    def _forget(self) -> None:
        """Look anew at a source of another document, also if it is given alike."""
        self._source = self._essence = ()

    def _follow(self, *_: object, renew: bool = False) -> None:
        session = self._session
        now = essence_now(session.document, session.registry, session.base)
        if now == self._essence and not renew:
            self._tell_found()  # a step that is not looked through, such as a sink, may name words
            return
        self._essence = now
        if self.state.busy:
            self._giving_way.give_way()
        self._call.cancel()
        if _source_key(session) != self._source:
            self._source = _source_key(session)
            # The check lists the source first: two processes that start at once start slowly.
            self._waits = self._checker is not None
            self._show(SurveyState(phase="opening" if preview_steps(session.document) else "empty"))
        else:
            self._show(replace(self.state, fresh=False))
        if not self._waits:
            self._delay.start()

    def _go_on(self, report: Report) -> None:
        if self._waits and (report.complete or report.live.size is not None):
            self._waits = False
            self._start()

    def _start(self) -> None:
        session = self._session
        self._document = session.document
        if not preview_steps(session.document):
            self._show(SurveyState())
            return
        request = Request(session.document, session.registry, session.base, 0)
        known, renew = self.state.whole is not None, self._renew
        self._renew = False
        listed = self._checker.listed_source() if self._checker and not renew else None
        arguments = (request, self.process.helper, self._seconds(), known, renew, listed)
        self._submit(partial(open_survey, *arguments))
        began = time.monotonic()
        self._show(replace(self.state, phase="opening", began=began, problem=""))

    def _answered(self, answer: Any) -> None:
        self._giving_way.stop()
        if isinstance(answer, Opened):
            self._opened(answer)
        elif isinstance(answer, Survey):
            self._looked(answer)
        elif isinstance(answer, StepFacts):
            self._show(replace(self.state, bare=answer))
            self._tell_found()
            self._next()

    def _opened(self, answer: Opened) -> None:
        steps = preview_steps(self._document)[: len(answer.plan.names)]
        looked = {look.index for look in answer.survey.looks}
        waiting = tuple(index for index in answer.plan.indices if index not in looked)
        state = replace(
            self.state,
            phase="looking",
            survey=answer.survey,
            ids=tuple(step.id for step in steps),
            blocked=answer.blocked,
            waiting=waiting,
            fresh=True,
        )
        self._take(state)
        if not self._look_bare():
            self._next()

    def _looked(self, survey: Survey) -> None:
        self._take(replace(self.state, survey=survey, waiting=self.state.waiting[1:]))
        self._next()

    def _take(self, state: SurveyState) -> None:
        """Show a survey that has grown, and keep it if nobody knows more of the source."""
        survey, whole = state.survey, state.whole
        assert survey is not None
        if whole is None or survey.looked >= whole.looked or whole.size != survey.size:
            whole = survey
        if not survey.sizes.files:
            survey = replace(survey, sizes=whole.sizes)
        seconds = time.monotonic() - state.began
        self._show(replace(state, survey=survey, whole=whole, seconds=seconds))
        self._tell_found()

    def _next(self) -> None:
        from curator_gui.run.helper.survey import BOUND

        state = self.state
        if not state.waiting or state.seconds > BOUND:
            self._show(replace(state, phase="done"))
            return
        assert state.survey is not None
        arguments = (self.process.helper, state.survey, state.waiting[0], self._seconds())
        self._submit(partial(look, *arguments))

    def _look_bare(self) -> bool:
        """Look at the source without its choices, if it has any; False if there is no need."""
        step = self._document.source
        if step is None or self.state.bare is not None:
            return False
        bare = without_choices(step, self._session.registry)
        if bare == step:
            return False
        indices = self.state.waiting[:BARE_ITEMS] or (0,)
        source = (bare, self._session.registry, self._session.base, self._document.domain)
        self._submit(partial(look_bare, self.process.helper, self._seconds(), indices, *source))
        return True

    def _failed(self, error: BaseException) -> None:
        self._giving_way.stop()
        words = error_words(error)
        quiet = isinstance(error, NotReadyError) and not isinstance(error, NotConnectedError)
        if quiet:  # the card and the form say what is missing
            words = ""
        self._show(replace(self.state, phase="failed", problem=words, waiting=()))

    def _show(self, state: SurveyState) -> None:
        self.state = state
        self.changed.emit()

    def _submit(self, call: Any) -> None:
        self._giving_way.begun()
        self._call.submit(call)

    def _seconds(self) -> float:
        return max(1, self._settings.preferences.preview_timeout) + START_SECONDS

    def _tell_found(self) -> None:
        document = self._session.document
        issues = tuple(
            issue for step in document.steps if step.enabled for issue in self._unknown(step)
        )
        self.found.emit(issues, document)

    def _unknown(self, step: Step) -> list[Issue]:
        entry = self._session.registry.find(step.component)
        facts = self.reaching(step.id)
        if entry is None or facts is None:
            return []
        grave = step.values.get("missing") != "ignore"
        issues = []
        for param in entry.params:
            words = problem(param, step.values.get(param.name), facts)
            if words and step.values.get("method") != "nearest":
                severity: Literal["error", "warning"] = "error" if grave else "warning"
                issues.append(Issue(words, step.id, param.name, step.component, severity))
        return issues


def _source_key(session: Session) -> tuple[Any, ...]:
    return session.document.source, session.base
