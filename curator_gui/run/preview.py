"""Preview: one index through the steps of a pipeline, without writing; for the process aside.

The items of every step are kept there until the next preview, so that another field or another
point of view costs only the drawing.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from curator_gui.core.errors import CuratorError
from curator_gui.core.inspection import Inspector, ItemSummary, Picture, View
from curator_gui.core.pipeline import Pipeline
from curator_gui.run.outcome import error_text, error_trace, index_label
from curator_gui.run.stages import step_names

MAX_ITEMS = 64
"""Items that a step may give in a preview; more are left out and said so."""


@dataclass(frozen=True)
class PreviewError:
    """What a step raised."""

    kind: str
    message: str
    traceback: str


@dataclass(frozen=True)
class StepPreview:
    """What one step gave: its items in summary, its own seconds, or its error.

    `complete` is False if there were more than `MAX_ITEMS` items.
    """

    name: str
    seconds: float
    items: tuple[ItemSummary, ...] = ()
    complete: bool = True
    error: PreviewError | None = None


@dataclass(frozen=True)
class Preview:
    """What became of one index, step by step; steps behind an error are missing."""

    index: int
    label: str
    steps: tuple[StepPreview, ...]


class _Kept:
    """The items of the last preview, by step."""

    def __init__(self) -> None:
        self.items: list[list[Any]] = []


_kept = _Kept()


def preview(pipeline: Pipeline[Any], index: int, inspector: Inspector) -> Preview:
    """Run source and filters for one index, each step to its end before the next begins.

    Each step is summarised before the next one sees its items: a filter may change them in place.

    Raises
    ------
    IndexError
        If the source has no such index.
    """
    position = pipeline.wrap(index)
    names = step_names(pipeline)
    _kept.items = []
    steps: list[StepPreview] = []
    items: list[Any] = []
    for number, name in enumerate(names[: 1 + len(pipeline.filters)]):
        step, items = _run_step(pipeline, number, name, position, items, inspector)
        steps.append(step)
        if step.error is not None:
            break
        _kept.items.append(_copies(items))
    return Preview(position, index_label(pipeline, position), tuple(steps))


def draw(step: int, item: int, view: View, inspector: Inspector) -> Picture:
    """Draw an item of the last preview.

    Raises
    ------
    CuratorError
        If it is gone, because the process was replaced in between.
    """
    try:
        shown = _kept.items[step][item]
    except IndexError:
        raise CuratorError("the previewed item is gone; preview the index again") from None
    return inspector.draw(shown, view)


def _run_step(
    pipeline: Pipeline[Any],
    number: int,
    name: str,
    index: int,
    items: list[Any],
    inspector: Inspector,
) -> tuple[StepPreview, list[Any]]:
    began = time.perf_counter()
    try:
        found = list(islice(_stream(pipeline, number, index, items), MAX_ITEMS + 1))
        seconds = time.perf_counter() - began
        shown = found[:MAX_ITEMS]
        summaries = tuple(inspector.describe(item) for item in shown)
    except Exception as error:  # noqa: BLE001 - a component may raise anything
        seconds = time.perf_counter() - began
        problem = PreviewError(type(error).__qualname__, error_text(error), error_trace(error))
        return StepPreview(name, seconds, error=problem), []
    return StepPreview(name, seconds, summaries, len(found) <= MAX_ITEMS), shown


def _stream(pipeline: Pipeline[Any], number: int, index: int, items: list[Any]) -> Iterator[Any]:
    if number == 0:
        return iter(pipeline.source[index])
    return iter(pipeline.filters[number - 1](iter(items)))


def _copies(items: list[Any]) -> list[Any]:
    """Copy items where they can be: the next filter may change them in place."""
    return [item.copy() if hasattr(item, "copy") else item for item in items]
