"""What is wrong with the open document, found in the background after every edit.

Two looks: `validate` sees the description and the paths and answers in milliseconds; the live look
constructs the components, counts the source's items and lets each component check itself. Both may
touch slow disks, so neither runs in the GUI thread.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from curator_gui.app.background import LatestCall
from curator_gui.app.document.session import Session
from curator_gui.core.components import Source
from curator_gui.core.document import PipelineDocument, Step
from curator_gui.core.documents.build import (
    InvalidDocumentError,
    assemble,
    build_step,
    enabled_steps,
)
from curator_gui.core.documents.validation import Issue, check_live, errors_of, validate
from curator_gui.core.errors import ParamError, error_words
from curator_gui.core.message import Message, without_place
from curator_gui.core.registration.registry import Registry
from curator_gui.run.planning.indices import parse_indices

QUICK_DELAY_MS = 40
LIVE_DELAY_MS = 250


@dataclass(frozen=True)
class Look:
    """What one look at a document found; `steps` are the steps as they were then.

    `size` is the number of items of the source and `chosen` how many of them the index expression
    takes, each None if it cannot be known; `label` names the first item.
    """

    issues: tuple[Issue, ...] = ()
    size: int | None = None
    chosen: int | None = None
    indices_problem: str = ""
    label: str = ""
    steps: dict[str, Step] = field(default_factory=dict)


@dataclass(frozen=True)
class Report:
    """Everything known about the document; `complete` once both looks are done."""

    issues: tuple[Issue, ...] = ()
    live: Look = Look()
    complete: bool = False

    @property
    def runnable(self) -> bool:
        """Whether nothing stops a run, as far as is known."""
        return not errors_of(list(self.issues)) and not self.live.indices_problem

    def for_step(self, step_id: str) -> list[Issue]:
        return [issue for issue in self.issues if issue.step_id == step_id]


Listed = tuple[Source[Any], int, str]
SourceKey = tuple[Step | None, Path | None]


class SourceCache:
    """Keeps the last source constructed: edits of other steps don't list its folder again."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._key: SourceKey | None = None
        self._listed: Listed | None = None
        self._listings: dict[threading.Event, SourceKey] = {}

    def get(self, step: Step, registry: Registry, base: Path | None) -> Listed:
        """Return the source of a step with its listing, its size and its first item's name.

        The helper process makes the listing: it may load heavy libraries or read damaged files.

        Raises
        ------
        CuratorError
            If it cannot be constructed, or its process died.
        Exception
            Whatever the source raises.
        """
        if (known := self._known(step, base)) is not None:
            return known
        source = build_step(step, registry, base)
        assert isinstance(source, Source)
        listed = self._list(source, (step, base))
        with self._lock:
            self._key, self._listed = (step, base), listed
        return listed

    def _known(self, step: Step, base: Path | None) -> Listed | None:
        with self._lock:
            return self._listed if self._key == (step, base) else None

    def give_up_others(self, step: Step | None, base: Path | None) -> None:
        """End the listings of sources other than this one: nobody waits for them any more."""
        with self._lock:
            others = [event for event, key in self._listings.items() if key != (step, base)]
        if others:  # in a thread, because it waits for the end of a process
            threading.Thread(target=_give_up, args=(others,)).start()

    def _list(self, source: Source[Any], key: SourceKey) -> Listed:
        from curator_gui.run.helper.process import (  # joblib: 0.2 s of the start-up
            HELPER,
            list_source,
        )

        given_up = threading.Event()
        with self._lock:
            self._listings[given_up] = key
        try:
            return HELPER.call(
                Message("listing the source"), list_source, source, given_up=given_up
            )
        finally:
            with self._lock:
                del self._listings[given_up]

    def listed(self, step: Step, base: Path | None) -> Source[Any] | None:
        """Return the source of a step with its listing, if it is the one that is kept."""
        known = self._known(step, base)
        return known[0] if known is not None else None

    def clear(self) -> None:
        """Forget it: the files may be others now."""
        with self._lock:
            self._key = self._listed = None


def _give_up(listings: list[threading.Event]) -> None:
    from curator_gui.run.helper.process import HELPER

    for given_up in listings:
        HELPER.give_up(given_up)


def look_quick(document: PipelineDocument, registry: Registry, base: Path | None) -> Look:
    """List what can be told without constructing anything."""
    issues = tuple(validate(document, registry, base))
    return Look(issues, steps={step.id: step for step in document.steps})


def look_live(
    document: PipelineDocument, registry: Registry, base: Path | None, cache: SourceCache
) -> Look:
    """Construct what can be, count the items and let the components check themselves."""
    errors = errors_of(validate(document, registry, base))
    source, look = _look_at_source(document, registry, base, cache, errors)
    if source is None or errors or look.issues:
        return look
    steps = enabled_steps(document)
    try:
        rest = [build_step(step, registry, base) for step in steps[1:]]
        pipeline = assemble([source, *rest])
        from curator_gui.run.helper.process import HELPER

        issues = HELPER.call(Message("checking the pipeline"), check_live, pipeline, steps)
    except InvalidDocumentError as error:
        issues = error.issues
    return replace(look, issues=tuple(issues))


def _look_at_source(
    document: PipelineDocument,
    registry: Registry,
    base: Path | None,
    cache: SourceCache,
    errors: list[Issue],
) -> tuple[Source[Any] | None, Look]:
    step = document.source
    look = Look(steps={each.id: each for each in document.steps})
    if step is None or not step.enabled or any(e.step_id == step.id for e in errors):
        return None, look
    try:
        source, size, label = cache.get(step, registry, base)
    except InvalidDocumentError as error:
        return None, replace(look, issues=tuple(error.issues))
    except Exception as error:  # noqa: BLE001 - a component may fail in any way
        return None, replace(look, issues=(_source_issue(step, error),))
    return source, _count(replace(look, size=size, label=label), document.run.indices, size)


def _source_issue(step: Step, error: Exception) -> Issue:
    return Issue(error_words(error), step.id, "", step.component)


def _count(look: Look, expression: str, size: int) -> Look:
    try:
        return replace(look, chosen=len(parse_indices(expression, size)))
    except ParamError as error:
        return replace(look, indices_problem=without_place(str(error)))


class Checker(QObject):
    """Follows a session and keeps `report` true; `report_changed(object)` tells of a new one."""

    report_changed = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._cache = SourceCache()
        self._quick = Look()
        self._quick_done = False
        self._live = Look()
        self._found = Look()
        self.report = Report()
        self._validation = LatestCall("validation", self)
        self._validation.answered.connect(self._validated)
        self._look = LatestCall("live check", self)
        self._look.answered.connect(self._looked)
        for call in (self._validation, self._look):
            call.failed.connect(self._failed)
        self._quick_delay = self._timer(QUICK_DELAY_MS, self._start_validation)
        self._delay = self._timer(LIVE_DELAY_MS, self._start_look)
        session.replaced.connect(self._cache.clear)  # files may have come since it was listed
        session.document_changed.connect(self.check)
        session.file_changed.connect(self.check)

    def check(self, *_: object) -> None:
        """Look at the document again."""
        self._quick_done = False
        self._validation.cancel()
        self._look.cancel()
        self._quick_delay.start()
        self._delay.start()
        self._publish()  # what was wrong with a step that has been edited may be right now

    def show_found(self, issues: tuple[Issue, ...], document: PipelineDocument) -> None:
        """Take in what the data say of the document, such as words that they do not know."""
        if issues != self._found.issues:
            self._found = Look(issues, steps={step.id: step for step in document.steps})
            self._publish()

    def listed_source(self) -> Source[Any] | None:
        """Return the source of the document with its listing, if that was made by now."""
        step = self._session.document.source
        return None if step is None else self._cache.listed(step, self._session.base)

    def refresh(self) -> None:
        """Look again and list the source's files anew."""
        self._cache.clear()
        self.check()

    def stop(self) -> None:
        """Expect no answers any more; call before the session goes away."""
        self._quick_delay.stop()
        self._delay.stop()
        self._validation.cancel()
        self._look.cancel()
        self._cache.give_up_others(None, None)

    def _timer(self, interval: int, slot: Callable[[], None]) -> QTimer:
        """Make a timer that waits for a pause in the typing."""
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(interval)
        timer.timeout.connect(slot)
        return timer

    def _start_validation(self) -> None:
        session, document = self._session, self._session.document
        registry, base = session.registry, session.base
        self._validation.submit(lambda: look_quick(document, registry, base))

    def _start_look(self) -> None:
        session, document = self._session, self._session.document
        registry, base, cache = session.registry, session.base, self._cache
        cache.give_up_others(document.source, base)
        self._look.submit(lambda: look_live(document, registry, base, cache))

    def _validated(self, look: Look) -> None:
        self._quick, self._quick_done = look, True
        self._publish()

    def _looked(self, look: Look) -> None:
        self._live = look
        self._publish()

    def _failed(self, error: BaseException) -> None:
        raise error

    def _publish(self) -> None:
        complete = self._quick_done and not self._delay.isActive() and not self._look.busy
        document = self._session.document
        looks = (self._quick, self._live, self._found)
        issues = dict.fromkeys(issue for look in looks for issue in _kept(look, document))
        live = self._live if _same_source(self._live, document) else Look()
        self.report = Report(tuple(issues), live, complete)
        self.report_changed.emit(self.report)


def _kept(look: Look, document: PipelineDocument) -> list[Issue]:
    """Keep the issues of steps that have not been edited since; others may be right by now."""
    current = {step.id: step for step in document.steps}
    unchanged = {key for key, step in look.steps.items() if current.get(key) == step}
    general = current.keys() == look.steps.keys()
    return [i for i in look.issues if i.step_id in unchanged or (not i.step_id and general)]


def _same_source(look: Look, document: PipelineDocument) -> bool:
    step = document.source
    return step is not None and look.steps.get(step.id) == step
