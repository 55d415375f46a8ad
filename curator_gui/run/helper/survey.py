"""The survey: a few items of a source through the steps of a pipeline, for the helper process.

The window asks for one item after the other: if the process dies, it knows at which one, and an
edit ends the survey between two items without ending the process.
"""

from __future__ import annotations

import os
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from curator_gui.core.components import Pipeline, Source
from curator_gui.core.errors import CuratorError
from curator_gui.core.flow.at_hand import Held
from curator_gui.core.measuring.inspection import Inspector
from curator_gui.core.message import Message, at
from curator_gui.core.survey import ItemLook, Sizes, StepLook, Survey, gather
from curator_gui.run.helper.preview import StepPreview, forget_steps, keep_items, run_step
from curator_gui.run.worker.index_runner import index_label
from curator_gui.run.worker.stage_clock import step_names

SAMPLE = 12
"""Items that a survey looks at: one in the middle, the first, the last, others at random.

The one in the middle comes first: it is drawn, and says most. Many series begin with zeros.
"""

SECONDS = 3.0
"""After this time a survey counts as slow; it goes on in the background."""

BOUND = 60.0
"""A survey ends after so many seconds, with what it has seen; it says how many that are."""

LISTING_SECONDS = 1.0
"""How long the sizes of files are asked for: on a slow disk the rest stays unknown."""

SMALL = 0.5
FEW = 0.1
"""Files below `SMALL` of the middle size are odd, if they are at most `FEW` of all."""


@dataclass(frozen=True)
class SurveyPlan:
    """What a survey will look at: the size of the source and the indices, in their order."""

    size: int
    indices: tuple[int, ...]
    names: tuple[str, ...]


@dataclass
class _Open:
    pipeline: Pipeline[Any] | None = None
    inspector: Inspector | None = None


_open = _Open()


def sample_indices(size: int, count: int = SAMPLE) -> tuple[int, ...]:
    """Choose a middle index, the first, the last, and others at random but the same each time."""
    middle = size // 3
    if size <= count:
        return (middle, *(n for n in range(size) if n != middle)) if size else ()
    others = [n for n in range(1, size - 1) if n != middle]
    return (middle, 0, size - 1, *random.Random(size).sample(others, count - 3))


def open_survey(pipeline: Pipeline[Any], inspector: Inspector) -> SurveyPlan:
    """Begin to look at the items of a pipeline; it replaces the one before."""
    inspector.prepare()
    pipeline = _with_known_listing(pipeline)
    size = len(pipeline)
    _open.pipeline, _open.inspector = pipeline, inspector
    names = step_names(pipeline)[: 1 + len(pipeline.filters)]
    return SurveyPlan(size, sample_indices(size), names)


def _with_known_listing(pipeline: Pipeline[Any]) -> Pipeline[Any]:
    """Take over the source of the survey before if it is the same: it has listed its files."""
    known = _open.pipeline.source if _open.pipeline is not None else None
    if type(known) is not type(pipeline.source) or not _arguments(known):
        return pipeline
    same = _arguments(known) == _arguments(pipeline.source)
    return replace(pipeline, source=known) if known is not None and same else pipeline


def _arguments(source: Any) -> dict[str, str]:
    return {name: repr(value) for name, value in getattr(source, "arguments", {}).items()}


def forget_listing() -> None:
    """List the files anew at the next survey: there may be others now."""
    _open.pipeline = None


def look_at(index: int, *, keep: bool = False) -> ItemLook:
    """Run one index through the steps of the opened survey, without writing.

    With `keep`, its items stay here to be drawn (`curator_gui.run.helper.preview.draw`).

    Raises
    ------
    CuratorError
        If no survey is open here, because the process was replaced in between.
    """
    pipeline, inspector = _open.pipeline, _open.inspector
    if pipeline is None or inspector is None:
        raise CuratorError(Message("the survey is gone; look at the data again"))
    if keep:
        forget_steps(inspector)
    steps: list[StepLook] = []
    items = Held()
    for number in range(1 + len(pipeline.filters)):
        step, items = run_step(pipeline, number, index, items, inspector)
        steps.append(_look(step))
        if keep and step.error is None:
            keep_items(items)
        if step.error is not None:
            break
    return ItemLook(index, index_label(pipeline, index), tuple(steps))


def _look(step: StepPreview) -> StepLook:
    error = None if step.error is None else (step.error.kind, step.error.message)
    return StepLook(step.name, step.seconds, step.items, step.complete, error, step.notes)


def file_sizes() -> Sizes:
    """Ask for the sizes of the files that the source of the opened survey reads."""
    source = _open.pipeline.source if _open.pipeline is not None else None
    found: list[tuple[int, int]] = []
    complete = True
    began = time.monotonic()
    seen: set[str] = set()
    for index in range(len(source) if source is not None else 0):
        if time.monotonic() - began > LISTING_SECONDS:
            complete = False
            break
        for path in _inputs(source, index):
            if path not in seen and (size := _size(path)) is not None:
                found.append((index, size))
            seen.add(path)
    return _sizes(source, found, complete)


def _inputs(source: Any, index: int) -> tuple[str, ...]:
    try:  # a source written for the reference has none
        return tuple(getattr(source, "inputs", lambda _: ())(index))
    except Exception:  # noqa: BLE001 - the look at the item itself will say what is wrong
        return ()


def _size(path: str) -> int | None:
    try:
        return os.stat(path).st_size  # noqa: PTH116 - for ten thousand files
    except OSError:
        return None


def _sizes(source: Any, found: list[tuple[int, int]], complete: bool) -> Sizes:
    if not found:
        return Sizes(complete=complete)
    ranked = sorted(size for _, size in found)
    limit = SMALL * ranked[len(ranked) // 2]
    small = [(index, size) for index, size in found if size < limit]
    if len(small) > FEW * len(found):
        small = [(index, size) for index, size in small if size == 0]
    named = tuple((i, index_label(Pipeline(source), i) or str(i), size) for i, size in small[:100])
    return Sizes(len(found), ranked[0], ranked[-1], sum(ranked), named, complete)


def survey_pipeline(pipeline: Pipeline[Any], inspector: Inspector) -> Survey:
    """Look at the sampled items at once, until the time is up; for the command line.

    Raises
    ------
    CuratorError
        If the source cannot be listed.
    """
    *_, last = survey_steps(pipeline, inspector)
    return last


def survey_steps(pipeline: Pipeline[Any], inspector: Inspector) -> Iterator[Survey]:
    """Yield the survey as it grows, item by item."""
    plan = open_survey(pipeline, inspector)
    survey = Survey(plan.size, 0, len(plan.indices), sizes=file_sizes())
    yield survey
    began = time.monotonic()
    for index in plan.indices:
        if time.monotonic() - began > BOUND:
            return
        survey = gather(survey, look_at(index))
        yield survey


def problem_words(kind: str, message: str) -> str:
    """Say what a step raised: errors written for people need no type before them."""
    return message if kind.endswith("Error") and message else at(kind, message)


def open_and_look(
    pipeline: Pipeline[Any], inspector: Inspector, at_once: bool
) -> tuple[SurveyPlan, ItemLook | None]:
    """Open a survey; with `at_once` look at its first item in the same call, for an edit."""
    plan = open_survey(pipeline, inspector)
    return plan, look_at(plan.indices[0], keep=True) if at_once and plan.indices else None


def look_into_source(
    source: Source[Any], inspector: Inspector, indices: Sequence[int]
) -> list[ItemLook]:
    """Look at what a source gives without any steps; the opened survey stays."""
    looks = []
    for index in indices:
        step, _ = run_step(Pipeline(source), 0, index, Held(), inspector)
        looks.append(ItemLook(index, index_label(Pipeline(source), index), (_look(step),)))
    return looks
