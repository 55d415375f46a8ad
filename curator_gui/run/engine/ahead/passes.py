"""The passes before the run proper: filters gather from the training items and get their constants.

Each filter that waits for constants has a pass of its own, through the steps before it, on the same
backend with the same limits. Its parts are its record: a run that was killed goes on with those
that are missing. An index that fails there has failed, and the run proper leaves it out: so the
data set holds no training item that its constants do not know.
"""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import msgspec

from curator_gui.core.components import Pipeline
from curator_gui.core.errors import error_words
from curator_gui.core.filters.fitting import unfitted_steps
from curator_gui.core.message import Message, plural, recorded, term
from curator_gui.core.notes import NoteKind, noting
from curator_gui.core.sidecars.constants_file import FittedStep
from curator_gui.run.config import RunConfig, RunResult
from curator_gui.run.control import PassControl
from curator_gui.run.engine.planned import EngineBackend, PlannedRun
from curator_gui.run.engine.reporter import Reporter
from curator_gui.run.engine.scratch import make_folder, remove_folder
from curator_gui.run.errors import EngineError
from curator_gui.run.events import (
    Event,
    GatheringStarted,
    IndexFailed,
    IndexFinished,
    IndexGathered,
    IndexRetried,
    IndexStarted,
    LogLine,
    PassFinished,
    PassStarted,
    RunStateChanged,
    WorkerEnded,
    WorkersChanged,
    WorkerStarted,
)
from curator_gui.run.helper.process import call_component
from curator_gui.run.planning.partition import Groups, component_groups, intersect_partitions
from curator_gui.run.planning.passes import (
    Gathering,
    NothingToFitError,
    bound,
    fit_step,
    gathering_of,
    look_at,
)
from curator_gui.run.planning.training import Training, training_items

logger = logging.getLogger(__name__)

SHOWN_FAILURES = 20
"""Failures of a pass that the log names while it is under way."""


@dataclass
class PassesOutcome:
    """What the passes left: the pipeline with its constants, unless `complete` is False.

    `failures` are those of pass 1, by index; `fitted` the filters with new or kept constants.
    """

    pipeline: Pipeline[Any]
    complete: bool = True
    failures: dict[int, IndexFailed] = field(default_factory=dict)
    fitted: list[FittedStep] = field(default_factory=list)


@dataclass(frozen=True)
class _Run:
    """What all passes of a run share."""

    backend: EngineBackend
    planned: PlannedRun
    config: RunConfig
    scratch: Path
    of: int
    known: Mapping[int, str]

    @property
    def reporter(self) -> Reporter:
        return self.planned.reporter

    def call(self, what: str, function: Callable[..., Any], *args: Any) -> Any:
        _, found = call_component(self.config, what, function, *args)
        return found


def fit_pipeline(
    backend: EngineBackend, planned: PlannedRun, config: RunConfig, known: Mapping[int, str]
) -> PassesOutcome:
    """Give every filter of a planned run its constants, in as many passes as that takes.

    `known` has the digests of what an earlier run had learned, by the number of the filter.

    Raises
    ------
    CuratorError
        If a filter cannot make constants of what it gathered.
    """
    outcome = PassesOutcome(planned.pipeline)
    waiting = list(unfitted_steps(planned.pipeline))
    if not waiting:
        return outcome
    document = Path(config.document_path) if config.document_path else None
    with _scratch_folder() as scratch:
        run = _Run(backend, planned, config, scratch, len(waiting) + 1, known)
        training = _training(run, document)
        for words in training.words:
            planned.reporter.warn(words)
        for number, step in enumerate(waiting, start=1):
            if outcome.complete:
                _one_pass(run, number, step, training, outcome)
    return outcome


def _training(run: _Run, document: Path | None) -> Training:
    if run.config.learn_from is not None:
        return Training(list(run.config.learn_from), "", ())
    what = Message("choosing the training items")
    found: Training = run.call(what, training_items, run.planned.pipeline, document)
    return found


@contextmanager
def _scratch_folder() -> Iterator[Path]:
    folder = make_folder(None)
    try:
        yield folder
    finally:
        remove_folder(folder)


def _one_pass(
    run: _Run, number: int, step: int, training: Training, outcome: PassesOutcome
) -> None:
    """Gather for one filter and bind its constants."""
    pipeline = outcome.pipeline
    found: Gathering = run.call(Message("planning a pass"), look_at, pipeline, step, training)
    if found.kept is not None:
        _bind(run, number, found.kept, outcome, found.words[0])
        return
    for words in found.words:
        run.reporter.warn(words)
    failures: dict[int, IndexFailed] = {}
    if found.todo:
        failures = _gather(run, number, found, outcome)
        _say_not_chosen(run, {i: failures[i] for i in failures.keys() - outcome.failures.keys()})
        outcome.failures |= failures
    if not outcome.complete:
        return
    what = Message("making the constants of {name}", name=term(found.name))
    try:
        fitted, said = run.call(what, fitted_and_said, pipeline, found, run.scratch, list(failures))
    except (Exception, SystemExit) as error:  # a component's own code
        logger.debug("no constants", exc_info=error)
        _refuse(run.reporter, found, error)
        outcome.complete = False
        return
    for words in said:
        run.reporter.warn(Message("{step}: {words}", step=term(found.name), words=words))
    _bind(run, number, fitted, outcome, _learnt(found, fitted, run.reporter))


def _say_not_chosen(run: _Run, failures: Mapping[int, IndexFailed]) -> None:
    """Say which training items failed that the run proper, and so its result, does not have."""
    outside = sorted(failures.keys() - set(run.planned.indices))
    if not outside:
        return
    first = failures[outside[0]]
    words = Message(
        "{n} training items that are not among the chosen indices failed, the first of them index "
        "{index}: {message}",
        n=f"{len(outside):,}",
        index=first.index,
        message=first.said(),
    )
    run.reporter.warn(words)
    run.reporter.first_failure = run.reporter.first_failure or first


def _refuse(reporter: Reporter, found: Gathering, error: BaseException) -> None:
    """Say why there are no constants, and thus no run."""
    if isinstance(error, NothingToFitError):
        words = error.args[0]
    else:
        words = Message(
            "{name} cannot make its constants: {error}. Nothing was written",
            name=term(found.name),
            error=error_words(error),
        )
    reporter.result.problem = words
    reporter.warn(words, "error")


def fitted_and_said(
    pipeline: Pipeline[Any], found: Gathering, scratch: Path, failed: Sequence[int]
) -> tuple[FittedStep, list[str]]:
    """Make constants, and return what the filter remarked about them."""
    said: list[str] = []

    def take(kind: NoteKind, words: str) -> None:
        said.append(words)

    with noting(take):
        return fit_step(pipeline, found, scratch, failed), said


def _learnt(found: Gathering, fitted: FittedStep, reporter: Reporter) -> Message:
    """Say over how many items constants are, and which are missing."""
    name, count = term(found.name), f"{fitted.items:,}"
    if not fitted.failed:
        return plural(
            fitted.items,
            "{name}: constants over one item",
            "{name}: constants over {n} items",
            name=name,
        )
    words = Message(
        "{name}: constants over {n} of {all} training items: the others failed in the first pass, "
        "do not count and are left out; once they are mended, the constants change and all items "
        "are run again",
        name=name,
        n=count,
        all=f"{len(found.training.indices):,}",
    )
    reporter.warn(words)
    return words


def _bind(
    run: _Run, number: int, fitted: FittedStep, outcome: PassesOutcome, words: Message
) -> None:
    outcome.pipeline = bound(outcome.pipeline, fitted.step, fitted.constants)
    outcome.fitted.append(fitted)
    run.reporter.result.passes.append(words)
    run.reporter.emit(
        PassFinished(
            time.time(), number, run.of, fitted.step, fitted.name, fitted.items,
            len(fitted.failed), fitted.digest, json.dumps(fitted.constants), words,
            run.known.get(fitted.step, fitted.digest) != fitted.digest,
        )
    )  # fmt: skip


def _gather(
    run: _Run, number: int, found: Gathering, outcome: PassesOutcome
) -> dict[int, IndexFailed]:
    """Walk over the items that have to be gathered from; return those that failed."""
    planned, control = run.planned, PassControl(run.planned.control)
    reporter = PassReporter(run.config, planned.reporter, number, run.of)
    run.reporter.emit(PassStarted(time.time(), number, run.of, found.name, len(found.todo)))
    one = replace(
        planned,
        run_id=f"{planned.run_id}-{number}",
        pipeline=gathering_of(outcome.pipeline, found, run.scratch),
        indices=found.todo,
        groups=_groups(outcome.pipeline, found.todo),
        options={**planned.options, "measure": "off"},
        workers=planned.control.workers or planned.workers,
        control=control,
        reporter=reporter,
        record="",
    )
    try:
        run.backend.execute(one)
    except EngineError as error:  # no worker is left, or there is no room for one
        run.reporter.result.problem, run.reporter.result.error = str(error), error
        run.reporter.warn(str(error), "error")
    settled = reporter.result.outputs.keys() | reporter.result.failures.keys()
    stopped = control.stopped or len(settled) < len(found.todo)
    on_error_ends = bool(reporter.result.failures) and run.config.on_error != "continue"
    outcome.complete = not stopped and not on_error_ends
    return reporter.result.failures


def _groups(pipeline: Pipeline[Any], indices: Sequence[int]) -> Groups | None:
    asking = (pipeline.source, *pipeline.filters)
    return intersect_partitions(*(component_groups(step, indices) for step in asking))


class PassReporter(Reporter):
    """Tells of one pass through the reporter of the run: its indices are not those of the run."""

    def __init__(self, config: RunConfig, run: Reporter, number: int, of: int) -> None:
        super().__init__(config, RunResult(indices=()), None, listener=_nobody)
        self._run = run
        self._place = Message("pass {number} of {of}", number=number, of=of)

    def emit(self, event: Event) -> None:
        """Pass on what concerns the run: its workers, its state, its log, how far the pass is."""
        match event:
            case IndexFinished():
                self._gathered(event, failed=False)
            case IndexFailed():
                self._failed(event)
            case IndexRetried():
                self._say("info", event.index, event.message)
            case RunStateChanged():
                self._run.state(event.state)
            case WorkerStarted():
                self._run.emit(event)
            case WorkerEnded():
                self._run.worker_ended(event.worker, event.pid, event.reason)
            case LogLine() | WorkersChanged():
                self._run.emit(event)
            case _:
                assert isinstance(event, IndexStarted)
                self._run.emit(
                    GatheringStarted(event.time, event.index, event.worker, event.attempt)
                )

    def _gathered(self, event: IndexFinished | IndexFailed, *, failed: bool) -> None:
        self._run.emit(
            IndexGathered(time.time(), event.index, event.worker, event.duration, failed)
        )

    def _failed(self, event: IndexFailed) -> None:
        message = Message("{message} ({place})", message=event.said(), place=self._place)
        named = msgspec.structs.replace(event, message=message, parts=recorded(message))
        self.result.failures[event.index] = named
        self._gathered(event, failed=True)
        if len(self.result.failures) <= SHOWN_FAILURES:
            self._say("warning", event.index, event.said())

    def _say(self, level: Any, index: int, words: str) -> None:
        text = Message(
            "{place}: index {index}: {words}", place=self._place, index=index, words=words
        )
        self._run.log(0, level, text)


def _nobody(event: Event) -> None:
    """Listen to nothing: the run's own reporter is told."""


def changed_constants(fitted: Sequence[FittedStep], before: Mapping[int, str]) -> Message | None:
    """Say which filter has other constants than an earlier run; None if none has."""
    for step in fitted:
        known = before.get(step.step)
        if known is not None and known != step.digest:
            return plural(
                step.items,
                "{name}: its constants changed; they are over one item now",
                "{name}: its constants changed; they are over {n} items now",
                name=term(step.name),
            )
    return None
