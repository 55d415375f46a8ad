"""Frames of a film: an item is run, described and drawn in one call, roughly and fast.

Nothing but the pipeline is kept from frame to frame: an item at which the film stops is previewed
anew (`curator_gui.run.helper.preview`), and that one can be turned and drawn again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from curator_gui.core.components import Pipeline
from curator_gui.core.flow.at_hand import Held
from curator_gui.core.measuring.inspection import (
    AtomsPicture,
    Contents,
    Image,
    Inspector,
    ItemSummary,
    Picture,
    Raster,
    Text,
    View,
)
from curator_gui.run.helper.preview import (
    NoPicture,
    Opened,
    OutputPreview,
    StepPreview,
    alike,
    copies,
    draw_item,
    look_into,
    run_step,
)
from curator_gui.run.worker.index_runner import index_label
from curator_gui.run.worker.stage_clock import step_names

Place = tuple[int, int]
Drawn = Picture | NoPicture
LAST = -1
MAX_FRAME_SIDE = 256
"""Values of a gridded field along a side in a frame; a still picture has more."""


@dataclass(frozen=True)
class Take:
    """How frames are made: of which step (`LAST` for the last) and item there, and how drawn."""

    view: View
    step: int = LAST
    item: int = 0
    same_range: bool = True


@dataclass(frozen=True)
class Frame:
    """One picture of a film: what was found, and the pictures by place (step, item).

    `view` is how they were drawn: where an item lacks the field that is wanted, by its first one.
    A frame of a pipeline has `opened` and `steps`, one of an output file has `output`.
    """

    view: View
    pictures: dict[Place, Drawn] = field(default_factory=dict)
    opened: Opened | None = None
    steps: tuple[StepPreview, ...] = ()
    output: OutputPreview | None = None

    @property
    def nbytes(self) -> int:
        """The memory that its pictures take, in bytes."""
        return sum(_nbytes(picture) for picture in self.pictures.values())


@dataclass
class _Loaded:
    """The pipeline of the newest film in this process, by the film's key."""

    key: str = ""
    pipeline: Pipeline[Any] | None = None
    inspector: Inspector | None = None


_loaded = _Loaded()


def load_film(key: str, pipeline: Pipeline[Any], inspector: Inspector) -> None:
    """Keep the pipeline of a film, with its listing; the one before is forgotten."""
    inspector.prepare()
    _loaded.key, _loaded.pipeline, _loaded.inspector = key, pipeline, inspector


def make_frame(key: str, index: int, take: Take) -> Frame | None:
    """Run, describe and draw one item; None if this process does not know the film.

    Raises
    ------
    IndexError
        If the source has no such index.
    """
    pipeline, inspector = _loaded.pipeline, _loaded.inspector
    if _loaded.key != key or pipeline is None or inspector is None:
        return None
    position = pipeline.wrap(index)
    names = step_names(pipeline)[: 1 + len(pipeline.filters)]
    opened = Opened(position, index_label(pipeline, position), len(pipeline), names)
    wanted = min(take.step, len(names) - 1) if take.step != LAST else len(names) - 1
    steps, kept = _run(pipeline, position, inspector, wanted)
    view = fitting(take.view, _summary(steps, wanted, take.item))
    return Frame(view, _pictures(kept, inspector, view, take), opened, steps)


def output_frame(read: Callable[..., Contents], take: Take, *arguments: Any) -> Frame:
    """Read, describe and draw the first item of an output file; `read` runs in this process."""
    output, items, inspector = look_into(read, *arguments)
    if inspector is None:
        return Frame(take.view, output=output)
    view = fitting(take.view, output.items[0] if output.items else None)
    kept = {(0, number): item for number, item in enumerate(items[:1])}
    return Frame(view, _pictures(kept, inspector, view, take), output=output)


def fitting(view: View, summary: ItemSummary | None) -> View:
    """Return how an item is drawn: by its first field of numbers if it lacks the one wanted."""
    fields = summary.fields if summary else ()
    if not view.field or any(f.name == view.field for f in fields):
        return view
    first = next((f for f in fields if f.histogram), None)
    return replace(view, field=first.name if first else "", place=first.place if first else "")


def _run(
    pipeline: Pipeline[Any], index: int, inspector: Inspector, wanted: int
) -> tuple[tuple[StepPreview, ...], dict[Place, Any]]:
    """Run the steps; keep the items of the one that is wanted and of the one before it."""
    steps: list[StepPreview] = []
    kept: dict[Place, Any] = {}
    items = Held()
    for number in range(1 + len(pipeline.filters)):
        step, items = run_step(pipeline, number, index, items, inspector)
        steps.append(step)
        if step.error is not None:
            break
        if number in (wanted - 1, wanted):
            shown = items if number == len(pipeline.filters) else copies(items)
            kept |= {(number, place): item for place, item in enumerate(shown)}
    return tuple(steps), kept


def _summary(steps: tuple[StepPreview, ...], wanted: int, item: int) -> ItemSummary | None:
    items = steps[wanted].items if wanted < len(steps) else ()
    return items[min(item, len(items) - 1)] if items else None


def _pictures(
    kept: dict[Place, Any], inspector: Inspector, view: View, take: Take
) -> dict[Place, Drawn]:
    """Draw the item that is looked at, after and before the step, as far as there are such."""
    steps = sorted({step for step, _ in kept})
    counts = {step: sum(place[0] == step for place in kept) for step in steps}
    places = [(step, min(take.item, counts[step] - 1)) for step in steps]

    def drawn(view: View) -> list[Drawn]:
        return [draw_item(inspector, kept[place], view) for place in places]

    pictures = alike(drawn, view) if take.same_range else drawn(view)
    return {place: _small(picture) for place, picture in zip(places, pictures, strict=True)}


def _small(picture: Drawn) -> Drawn:
    """Thin a gridded field: it is looked at for a moment, and sent to another process."""
    if not isinstance(picture, Image):
        return picture
    rows, columns = (-(-n // MAX_FRAME_SIDE) for n in picture.values.shape[:2])
    values = np.ascontiguousarray(picture.values[::rows, ::columns])
    return replace(picture, values=values, x=picture.x[::columns], y=picture.y[::rows])


def _nbytes(picture: Drawn) -> int:
    if isinstance(picture, Raster):
        return picture.pixels.nbytes
    if isinstance(picture, Image):
        return picture.values.nbytes
    if isinstance(picture, AtomsPicture):
        return picture.positions.nbytes + picture.radii.nbytes + picture.colors.nbytes
    return len(picture.text) if isinstance(picture, Text) else len(picture.reason)
