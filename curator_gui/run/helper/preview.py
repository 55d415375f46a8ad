"""Preview: one index through the steps of a pipeline, without writing; for the helper process.

The items of every step are kept there until the next preview, so that another field or another
point of view costs only the drawing. The window asks for one step after the other
(`open_preview`, `preview_step`): if the process dies, it knows in which step.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any, Literal

from curator_gui.core.components import Pipeline
from curator_gui.core.errors import CuratorError
from curator_gui.core.flow.at_hand import Held
from curator_gui.core.flow.given import stream_of
from curator_gui.core.masking.texts import masked
from curator_gui.core.measuring.inspection import (
    Contents,
    Inspector,
    ItemSummary,
    Picture,
    Raster,
    View,
)
from curator_gui.core.message import Message
from curator_gui.core.notes import Note, noting
from curator_gui.run.worker.index_runner import error_kind, error_text, error_trace, index_label
from curator_gui.run.worker.stage_clock import step_names

MAX_ITEMS = 64
"""Items that a step may give in a preview; more are left out and said so."""

Shelf = Literal["steps", "output"]
"""What is kept side by side: the items of a pipeline's steps, and those of an output file."""

GONE = Message("the previewed item is gone; preview the index again")


@dataclass(frozen=True)
class PreviewError:
    """What a step raised."""

    kind: str
    message: str
    traceback: str


@dataclass(frozen=True)
class StepPreview:
    """What one step gave: its items in summary, its own seconds, or its error.

    `complete` is False if there were more than `MAX_ITEMS` items; `notes` are what the step said
    of the item, each once, in order.
    """

    name: str
    seconds: float
    items: tuple[ItemSummary, ...] = ()
    complete: bool = True
    error: PreviewError | None = None
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True)
class Preview:
    """What became of one index, step by step; steps behind an error are missing."""

    index: int
    label: str
    steps: tuple[StepPreview, ...]


@dataclass(frozen=True)
class Opened:
    """An index whose steps can be previewed: its number from 0, its name, the source's size."""

    index: int
    label: str
    size: int
    names: tuple[str, ...]


@dataclass(frozen=True)
class NoPicture:
    """Why an item could not be drawn."""

    reason: str


@dataclass(frozen=True)
class OutputPreview:
    """What an output file holds, or the error of reading it; `note` says what was left out."""

    items: tuple[ItemSummary, ...] = ()
    complete: bool = True
    note: str = ""
    error: PreviewError | None = None


@dataclass
class _Kept:
    """What the process remembers: the pipeline being previewed and the items shown."""

    pipeline: Pipeline[Any] | None = None
    index: int = 0
    inspectors: dict[Shelf, Inspector] = field(default_factory=dict)
    items: dict[Shelf, list[list[Any]]] = field(default_factory=dict)
    flowing: Held = field(default_factory=Held)


_kept = _Kept()


def open_preview(pipeline: Pipeline[Any], index: int, inspector: Inspector) -> Opened:
    """Begin to preview an index; the items of the preview before are forgotten.

    Raises
    ------
    IndexError
        If the source has no such index.
    """
    _kept.pipeline, _kept.items["steps"], _kept.flowing = None, [], Held()
    inspector.prepare()
    position = pipeline.wrap(index)
    names = step_names(pipeline)[: 1 + len(pipeline.filters)]
    opened = Opened(position, index_label(pipeline, position), len(pipeline), names)
    _kept.pipeline, _kept.index = pipeline, position
    _kept.inspectors["steps"] = inspector
    return opened


def preview_step(number: int) -> StepPreview:
    """Run the next step of the opened preview to its end and summarise what it gave.

    Raises
    ------
    CuratorError
        If this is not the step whose turn it is, because the process was replaced in between.
    """
    if _kept.pipeline is None or number != len(_kept.items["steps"]):
        raise CuratorError(GONE)
    inspector = _kept.inspectors["steps"]
    step, _kept.flowing = run_step(_kept.pipeline, number, _kept.index, _kept.flowing, inspector)
    if step.error is None:
        keep_items(_kept.flowing)
    return step


def forget_steps(inspector: Inspector) -> None:
    """Forget the items of the steps; those of another index are to be kept (`keep_items`)."""
    _kept.items["steps"], _kept.inspectors["steps"] = [], inspector


def keep_items(items: list[Any]) -> None:
    """Keep copies of what the next step gave, to be drawn."""
    _kept.items["steps"].append(copies(items))


def preview(pipeline: Pipeline[Any], index: int, inspector: Inspector) -> Preview:
    """Run source and filters for one index, each step to its end before the next begins.

    Each step is summarised before the next one sees its items: a filter may change them in place.

    Raises
    ------
    IndexError
        If the source has no such index.
    """
    opened = open_preview(pipeline, index, inspector)
    steps: list[StepPreview] = []
    for number in range(len(opened.names)):
        steps.append(preview_step(number))
        if steps[-1].error is not None:
            break
    return Preview(opened.index, opened.label, tuple(steps))


def preview_output(read: Callable[..., Contents], *arguments: Any) -> OutputPreview:
    """Read and summarise the items of an output file; `read` runs in this process."""
    _kept.items["output"] = []
    found, items, inspector = look_into(read, *arguments)
    if inspector is not None:
        _kept.items["output"], _kept.inspectors["output"] = [items], inspector
    return found


def look_into(
    read: Callable[..., Contents], *arguments: Any
) -> tuple[OutputPreview, list[Any], Inspector | None]:
    """Return a summary of an output file, its items and what describes them; None on an error."""
    try:
        contents = read(*arguments)
        contents.inspector.prepare()
        found = list(islice(contents.items, MAX_ITEMS + 1))
        items = found[:MAX_ITEMS]
        summaries = tuple(contents.inspector.describe(item) for item in items)
    except BaseException as error:  # noqa: BLE001 - a file may be damaged in any way
        return OutputPreview(error=problem_of(error)), [], None
    output = OutputPreview(summaries, len(found) <= MAX_ITEMS, contents.note)
    return output, items, contents.inspector


def draw_output(read: Callable[..., Contents], view: View, *arguments: Any) -> Picture | NoPicture:
    """Draw the first item of an output file; nothing is kept.

    A field that the item does not have gives way to the first one that it has.
    """
    try:
        contents = read(*arguments)
        contents.inspector.prepare()
        item = next(iter(contents.items))
        fields = [field.name for field in contents.inspector.describe(item).fields]
        if view.field not in fields:
            view = replace(view, field=fields[0] if fields else "")
        return contents.inspector.draw(item, view)
    except Exception as error:  # noqa: BLE001 - a file may be damaged in any way
        return NoPicture(error_text(error))


def draw(shelf: Shelf, places: Sequence[tuple[int, int]], view: View) -> list[Picture | NoPicture]:
    """Draw items of the last preview, each given by its step and its number there.

    An item that cannot be drawn gives the reason instead.
    """
    return [_draw_one(shelf, step, item, view) for step, item in places]


def draw_alike(
    shelf: Shelf, places: Sequence[tuple[int, int]], view: View
) -> list[Picture | NoPicture]:
    """Draw items with one range for all, given by `view.limits` or covering those of all."""
    return alike(lambda view: draw(shelf, places, view), view)


def alike(drawn: Callable[[View], list[Picture | NoPicture]], view: View) -> list[Any]:
    """Return the pictures that `drawn` gives; those of unlike ranges are drawn again with one."""
    pictures = drawn(view)
    limits = common_limits(pictures) if view.limits is None else None
    return pictures if limits is None else drawn(replace(view, limits=limits))


def common_limits(pictures: Iterable[Any]) -> tuple[float, float] | None:
    """Return the range that covers those of all drawn pictures; None if they have one already."""
    found = {
        (picture.minimum, picture.maximum)
        for picture in pictures
        if isinstance(picture, Raster) and picture.minimum is not None
    }
    ranges = [(low, high) for low, high in found if low is not None and high is not None]
    if len(ranges) < 2:
        return None
    return min(low for low, _ in ranges), max(high for _, high in ranges)


def _draw_one(shelf: Shelf, step: int, item: int, view: View) -> Picture | NoPicture:
    try:
        shown = _kept.items[shelf][step][item]
    except (IndexError, KeyError):
        return NoPicture(GONE)
    return draw_item(_kept.inspectors[shelf], shown, view)


def draw_item(inspector: Inspector, item: Any, view: View) -> Picture | NoPicture:
    """Draw an item; one that cannot be drawn gives the reason instead."""
    try:
        return inspector.draw(item, view)
    except CuratorError as error:
        return NoPicture(error_text(error))
    except Exception as error:  # noqa: BLE001 - drawing libraries may raise anything
        return NoPicture(f"{error_kind(error)}: {error_text(error)}")


def run_step(
    pipeline: Pipeline[Any], number: int, index: int, items: Held, inspector: Inspector
) -> tuple[StepPreview, Held]:
    """Run one step to its end on what the step before gave; return its summary and its items."""
    name = step_names(pipeline)[number]
    notes: dict[Note, None] = {}
    began = time.perf_counter()
    try:
        with noting(lambda kind, words: notes.update({(kind, masked(words)): None})):
            found = Held(islice(_stream(pipeline, number, index, items), MAX_ITEMS + 1))
        seconds = time.perf_counter() - began
        shown = found.first(MAX_ITEMS)
        summaries = tuple(inspector.describe(item) for item in shown)
    except BaseException as error:  # noqa: BLE001 - a component may raise anything, even SystemExit
        seconds = time.perf_counter() - began
        return StepPreview(name, seconds, error=problem_of(error), notes=tuple(notes)), Held()
    complete = len(found) <= MAX_ITEMS
    return StepPreview(name, seconds, summaries, complete, notes=tuple(notes)), shown


def problem_of(error: BaseException) -> PreviewError:
    """Keep what was raised in plain words, so that it can leave its process."""
    return PreviewError(error_kind(error), error_text(error), error_trace(error))


def _stream(pipeline: Pipeline[Any], number: int, index: int, items: Held) -> Iterator[Any]:
    if number == 0:
        return stream_of(pipeline.source, pipeline.source[index])
    step = pipeline.filters[number - 1]
    return stream_of(step, step(items.handed_on()))


def copies(items: list[Any]) -> list[Any]:
    """Copy items with their data: the next filter may change them in place."""
    return [_copy(item) for item in items]


def _copy(item: Any) -> Any:
    """Copy an item with its data; one that cannot be copied is shown as the last step left it."""
    try:
        if hasattr(item, "copy_meta_from") or hasattr(item, "sizes"):
            return item.copy(deep=True)  # meshes and data sets
        return deepcopy(item)
    except Exception:  # noqa: BLE001 - items are foreign objects
        return item
