"""The thread of a run: builds the pipeline, calls the engine, says in messages how it went."""

from __future__ import annotations

import threading
import time
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QThread

from curator_gui.app.document.edits import step_title
from curator_gui.core.components import Pipeline
from curator_gui.core.document import PipelineDocument
from curator_gui.core.documents.build import InvalidDocumentError, build_pipeline, enabled_steps
from curator_gui.core.documents.document_io import document_text
from curator_gui.core.documents.validation import Issue, errors_of
from curator_gui.core.errors import CuratorError
from curator_gui.core.frozen import thaw
from curator_gui.core.masking.texts import masked
from curator_gui.core.message import Message, at, plural, quoted
from curator_gui.core.registration.registry import Registry
from curator_gui.run.config import RunConfig, RunFailedError, RunResult
from curator_gui.run.control import RunControl
from curator_gui.run.events import LogLine
from curator_gui.run.planning.indices import NamedIndices, parse_indices

Engine = Callable[[Pipeline[Any], RunConfig], RunResult]


@dataclass(frozen=True)
class RunRequest:
    """What to run; `indices` overrides the expression, `path` is the document's own file."""

    document: PipelineDocument
    base: Path | None
    registry: Registry
    indices: Sequence[int] | None = None
    named_indices: NamedIndices = field(default_factory=dict)
    resume: Path | None = None
    record: Path | None = None
    rerun: bool = False
    document_path: str = ""
    resume_all: bool = False


@dataclass(frozen=True)
class Prepared:
    """Message: the pipeline is built, and these indices will run."""

    indices: Sequence[int]


@dataclass(frozen=True)
class Rejected:
    """Message: the run was refused before it started; nothing was written."""

    reasons: list[Issue] | str


@dataclass(frozen=True)
class Failed:
    """Message: the run ended in an error that no index is to blame for."""

    message: str


@dataclass(frozen=True)
class Completed:
    """Message: the engine returned."""

    result: RunResult


class RunThread(QThread):
    """Runs one request; everything it has to say goes through `post`, no Qt signal is used."""

    def __init__(
        self,
        request: RunRequest,
        engine: Engine | None,
        control: RunControl,
        post: Callable[[Any], None],
    ) -> None:
        super().__init__()
        self._job = (request, engine or _own_engine(), control)
        self._post = post
        self._given_up = threading.Event()

    def run(self) -> None:
        """Do the work; called by Qt in the new thread."""
        perform(*self._job, self._post, self._given_up)

    def give_up_preparing(self) -> None:
        """End the listing of the source, which knows no other way to stop; later, do nothing."""
        from curator_gui.run.helper.process import HELPER

        HELPER.give_up(self._given_up)


def _own_engine() -> Engine:
    from curator_gui.run import execute  # joblib and loky cost 0.2 s of the start-up

    return execute


def perform(
    request: RunRequest,
    engine: Engine,
    control: RunControl,
    post: Callable[[Any], None],
    given_up: threading.Event,
) -> None:
    """Build, check and run; posts `Prepared`, events, and one of `Completed`, `Rejected`, `Failed`.

    Never raises: a thread has nobody to raise to. `given_up` is that of the listing (see
    `HelperProcess.call`).
    """
    started = False

    def on_event(event: Any) -> None:
        nonlocal started
        started = True
        post(event)

    try:
        pipeline, config = prepare(request, control, given_up)
        post(Prepared(config.indices or ()))
        config = replace(config, on_event=on_event)
        result = engine(pipeline, config)
        hand_over(pipeline, config, result, post)
    except InvalidDocumentError as error:
        post(Rejected(error.issues))
    except RunFailedError as error:  # the error policy "raise"
        post(Failed(masked(str(error))))
    except CuratorError as error:
        post(Failed(masked(str(error))) if started else Rejected(masked(str(error))))
    except BaseException:  # noqa: BLE001 - also SystemExit of a component must not go unseen
        post(Failed(masked(traceback.format_exc())))
    else:
        post(Completed(result))


def hand_over(
    pipeline: Pipeline[Any], config: RunConfig, result: RunResult, post: Callable[[Any], None]
) -> None:
    """Write the data set in the helper process, and say in the log what became of it."""
    from curator_gui.dataset.handing_over.writing import HandedOver, hand_over_result
    from curator_gui.run.helper.process import HELPER, on_pipeline

    def call(function: Any, pipeline: Any, record: Path) -> HandedOver:
        what = Message("writing the data set")
        found: HandedOver = HELPER.call(what, on_pipeline, function, pipeline, (record,))[1]
        return found

    try:
        hand_over_result(pipeline, config, result, call)
    except CuratorError as error:  # the helper process died: the run itself is over and well
        result.handed_over = [Message("the data set was not written: {error}", error=error)]
    for words in result.handed_over:
        post(LogLine(time.time(), 0, "info" if result.dataset else "warning", words))


def prepare(
    request: RunRequest, control: RunControl, given_up: threading.Event
) -> tuple[Pipeline[Any], RunConfig]:
    """Construct the pipeline, let it check itself and find the indices.

    Raises
    ------
    InvalidDocumentError
        If a step is wrong; `issues` tells which.
    ParamError
        If the index expression cannot be read or chooses nothing.
    HelperError
        If the listing of the source was given up, or its process died.
    """
    from curator_gui.run.helper.process import HELPER, survey  # joblib: 0.2 s of the start-up

    document = request.document
    pipeline = build_pipeline(document, request.registry, request.base)
    steps = enabled_steps(document)
    found = HELPER.call(Message("listing the source"), survey, pipeline, steps, given_up=given_up)
    errors = errors_of(found.issues)
    if errors or found.size is None:
        raise InvalidDocumentError(errors)
    return found.pipeline, _config(request, control, _indices(request, found.size))


def _indices(request: RunRequest, size: int) -> Sequence[int]:
    """Return the indices to run: those asked for, else what the document's expression means."""
    expression, indices = request.document.run.indices, request.indices
    if indices is None:
        indices = parse_indices(expression, size, request.named_indices)
    if not indices:
        message = plural(
            size,
            "{indices} does not choose the only item",
            "{indices} chooses none of the {n} items",
            indices=quoted(expression),
        )
        raise InvalidDocumentError([Issue(at("indices", message))])
    return indices


def _name_of(request: RunRequest) -> str:
    """Name a run as its document or its file is; without both by what it reads and writes."""
    document = request.document
    if document.name or request.document_path:
        return document.name or Path(request.document_path).stem
    ends = [step for step in (document.source, *document.enabled_sinks) if step is not None]
    return " - ".join(step_title(step, request.registry) for step in ends)


def _config(request: RunRequest, control: RunControl, indices: Sequence[int]) -> RunConfig:
    document = request.document
    return RunConfig(
        backend=document.run.backend,
        n_jobs=document.run.n_jobs,
        indices=indices,
        on_error=document.run.on_error,
        options=thaw(document.run.options),
        control=control,
        collect=False,  # the table keeps the output paths
        helper=True,
        document=document_text(document),
        document_path=request.document_path,
        name=_name_of(request),
        record=request.record,
        resume=request.resume,
        rerun=request.rerun,
        resume_all=request.resume_all,
    )
