"""The calls of a survey into its process: each runs in a thread, and waits."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from curator_gui.app.preview.request import Blocked, Request, build_ready
from curator_gui.core.components import Source
from curator_gui.core.document import Step
from curator_gui.core.documents.build import build_step
from curator_gui.core.message import Message
from curator_gui.core.registration.registry import Registry
from curator_gui.core.survey import ItemLook, Sizes, StepFacts, Survey, gather

if TYPE_CHECKING:
    from curator_gui.run.helper.process import HelperProcess
    from curator_gui.run.helper.survey import SurveyPlan


@dataclass(frozen=True)
class Opened:
    """A survey that was opened: its plan, what was looked at at once, where it cannot go on."""

    plan: SurveyPlan
    survey: Survey
    blocked: Blocked | None


def without_choices(step: Step, registry: Registry) -> Step:
    """Leave out what chooses among the fields of a file: all of them are to be seen."""
    entry = registry.find(step.component)
    for param in entry.params if entry else ():
        choosing = param.role not in ("", "dimension") and not param.required
        if choosing and param.name in step.values:
            step = step.without_value(param.name)
    return step


def open_survey(
    request: Request,
    helper: HelperProcess,
    seconds: float,
    known: bool,
    renew: bool,
    listed: Source[Any] | None,
) -> Opened:
    """Open a survey; a source that is known already is looked at at once."""
    from curator_gui.domains.common.inspectors import inspector
    from curator_gui.run.helper.survey import file_sizes, forget_listing, open_and_look

    pipeline, blocked = build_ready(request)
    if listed is not None and not known:
        pipeline = replace(pipeline, source=listed)  # the check has listed its files
        renew = True  # what a survey before has listed may be older
    find = inspector(request.document.domain, request.registry)
    what = Message("looking at the data")
    if renew:
        helper.call(what, forget_listing, timeout=seconds)
    plan, look = helper.call(what, open_and_look, pipeline, find, known, timeout=seconds)
    sizes = Sizes() if known else helper.call(what, file_sizes, timeout=seconds)
    survey = Survey(plan.size, 0, len(plan.indices), sizes=sizes)
    return Opened(plan, gather(survey, look) if look is not None else survey, blocked)


def look(helper: HelperProcess, survey: Survey, index: int, seconds: float) -> Survey:
    from curator_gui.run.helper.survey import look_at

    what = Message("looking at index {index}", index=index)
    keep = not survey.looks
    look: ItemLook = helper.call(what, partial(look_at, keep=keep), index, timeout=seconds)
    return gather(survey, look)


def look_bare(
    helper: HelperProcess,
    seconds: float,
    indices: tuple[int, ...],
    step: Step,
    registry: Registry,
    base: Path | None,
    domain: str,
) -> StepFacts:
    from curator_gui.domains.common.inspectors import inspector
    from curator_gui.run.helper.survey import look_into_source

    source = build_step(step, registry, base)
    assert isinstance(source, Source)
    what = Message("looking at what the files hold")
    arguments = (source, inspector(domain, registry), indices)
    looks = helper.call(what, look_into_source, *arguments, timeout=seconds)
    survey = Survey(len(looks))
    for look in looks:
        survey = gather(survey, look)
    return survey.steps[0]
