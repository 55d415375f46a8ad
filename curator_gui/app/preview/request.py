"""What a preview runs: the enabled steps of a document before its sinks, while they are ready."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from curator_gui.core.components import Component, Pipeline, Sink, Source
from curator_gui.core.document import PipelineDocument, Step
from curator_gui.core.document_code.trust import is_trusted
from curator_gui.core.documents.build import assemble, build_step, enabled_steps
from curator_gui.core.documents.code_files import code_of_steps
from curator_gui.core.documents.servers import servers_to_ask_for
from curator_gui.core.documents.validation import errors_of, not_connected, validate
from curator_gui.core.errors import CuratorError
from curator_gui.core.filters.fitting import unfitted_steps
from curator_gui.core.message import Message, at, without_place
from curator_gui.core.registration.registry import Registry

Revision = tuple[Any, ...]

if TYPE_CHECKING:
    from curator_gui.run.helper.preview import Opened
    from curator_gui.run.helper.process import HelperProcess


class NotReadyError(CuratorError):
    """The pipeline cannot be previewed; the message says which step is not ready, and why."""


class NotConnectedError(NotReadyError):
    """It cannot be previewed before the person lets the servers be contacted that it names."""


@dataclass(frozen=True)
class Request:
    """One index of a document to be previewed; `base` is where relative paths start.

    `revision` tells which components there were when it was made, and which code beside it.
    """

    document: PipelineDocument
    registry: Registry
    base: Path | None
    index: int
    revision: Revision = field(init=False)

    def __post_init__(self) -> None:
        now = revision_of(self.document, self.registry, self.base)
        object.__setattr__(self, "revision", now)

    @property
    def essence(self) -> tuple[Any, ...]:
        """What the answer depends on, besides the index; equal for equal pipelines."""
        return essence(self.document, self.base, self.revision)


@dataclass(frozen=True)
class Blocked:
    """A step that cannot be previewed, nor those behind it, and why."""

    name: str
    reason: str


@dataclass(frozen=True)
class Opening:
    """The steps that will be run, and the one that is in the way of the others, if any."""

    opened: Opened
    blocked: Blocked | None = None


def essence(document: PipelineDocument, base: Path | None, revision: Revision) -> tuple[Any, ...]:
    """Return what a preview of a document depends on: its enabled steps without the sinks.

    Other code gives other items: `revision` is what `revision_of` returned then.
    """
    return base, tuple(preview_steps(document)), revision


def essence_now(
    document: PipelineDocument, registry: Registry, base: Path | None
) -> tuple[Any, ...]:
    """Return what a preview of a document would depend on that is made now."""
    return essence(document, base, revision_of(document, registry, base))


def revision_of(document: PipelineDocument, registry: Registry, base: Path | None) -> Revision:
    """Tell the components of now, and the code beside a document that its steps run."""
    found = code_of_steps(document, registry, base)
    codes = [(s.code.digest, is_trusted(s.code)) if s.code else (s.problem, False) for s in found]
    return registry.revision, *codes, *servers_to_ask_for(document)


def preview_steps(document: PipelineDocument) -> list[Step]:
    """List the enabled steps without the sinks."""
    return [step for step in enabled_steps(document) if step.kind != "sink"]


def open_request(request: Request, helper: HelperProcess, timeout: float) -> Opening:
    """Construct the steps and open the preview in the helper process; waits.

    Raises
    ------
    NotReadyError
        If there is no source, or it is not ready.
    HelperError
        If the process died or the time was up.
    IndexError
        If the source has no such index.
    """
    from curator_gui.domains.common.inspectors import inspector
    from curator_gui.run.helper.preview import open_preview

    pipeline, blocked = build_ready(request)
    what = Message("opening index {index}", index=request.index)
    find = inspector(request.document.domain, request.registry)
    opened = helper.call(what, open_preview, pipeline, request.index, find, timeout=timeout)
    return Opening(opened, blocked)


def build_ready(request: Request) -> tuple[Pipeline[Any], Blocked | None]:
    """Construct the steps up to the first that is not ready.

    Raises
    ------
    NotReadyError
        If the source is missing or not ready.
    """
    ready, blocked = _build_each(request)
    if not ready and blocked is not None:
        if any(not_connected(preview_steps(request.document)[0])):
            raise NotConnectedError(without_place(blocked.reason))
        raise NotReadyError(at(blocked.name, blocked.reason))
    if not ready or not isinstance(ready[0], Source):
        raise NotReadyError("the pipeline has no enabled source: a preview starts there")
    return _with_constants(request, assemble(ready)), blocked


def _with_constants(request: Request, pipeline: Pipeline[Any]) -> Pipeline[Any]:
    """Give filters that learn from the data set what the last run has learned, if there was one."""
    if not any(unfitted_steps(pipeline)):
        return pipeline
    from curator_gui.run.planning.passes import to_be_shown

    built = [_build(step, request) for step in request.document.enabled_sinks]
    sinks = [each for each in built if isinstance(each, Sink)]  # it may not say yet where it writes
    return to_be_shown(pipeline.ending_in(*sinks)).ending_in()


def _build_each(request: Request) -> tuple[list[Component], Blocked | None]:
    ready: list[Component] = []
    for step in preview_steps(request.document):
        built = _build(step, request)
        if isinstance(built, Blocked):
            return ready, built
        ready.append(built)
    return ready, None


def _build(step: Step, request: Request) -> Component | Blocked:
    reason = _reason(step, request)
    if not reason:
        try:
            return build_step(step, request.registry, request.base)
        except CuratorError as error:
            reason = str(error)
    entry = request.registry.find(step.component)
    return Blocked(entry.title if entry else step.component, reason)


def _reason(step: Step, request: Request) -> str:
    """Say what the description alone shows to be wrong with a step; "" for nothing."""
    issues = errors_of(validate(request.document, request.registry, request.base))
    own = (issue for issue in issues if issue.step_id == step.id)
    return next((at(i.param, i.message) if i.param else i.message for i in own), "")
