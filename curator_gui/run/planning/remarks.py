"""What a plan says about the items that will run, besides how they are divided."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from curator_gui.core.components import Pipeline
from curator_gui.core.errors import CuratorError, error_words
from curator_gui.core.filters.splitting import Split
from curator_gui.core.message import Fact, Message, at, fact, plural, term
from curator_gui.core.registration.foreign import appends
from curator_gui.run.planning.passes import PassPlan
from curator_gui.run.planning.training import place_items


def plan_remarks(
    pipeline: Pipeline[Any],
    indices: Sequence[int],
    document: Path | None,
    passes: Sequence[PassPlan],
    finished: int,
) -> Iterator[str]:
    """Give what is to be known about the `indices` that will run, beside `finished` items.

    Raises
    ------
    CuratorError
        If the step that splits cannot split these items, or a component refuses them.
    """
    yield from _split_words(pipeline, document)
    yield from _may_be_obsolete(passes, finished)
    yield from _step_remarks(pipeline, indices)


def _split_words(pipeline: Pipeline[Any], document: Path | None) -> Iterator[str]:
    """Say what the step that splits would do.

    Raises
    ------
    CuratorError
        If it cannot split these items.
    """
    placed = place_items(pipeline, document, write=False)
    for words in placed[1] if placed is not None else ():
        yield at(term(Split.name), words)


def _may_be_obsolete(passes: Sequence[PassPlan], finished: int) -> Iterator[str]:
    """Say how many finished items other constants would make run again."""
    if finished and any(each.left for each in passes):
        yield plural(
            finished,
            "one item is finished; it is run again too if the constants change, and not if they "
            "stay the same",
            "{n} items are finished; they are run again too if the constants change, and not if "
            "they stay the same",
        )


def _step_remarks(pipeline: Pipeline[Any], indices: Sequence[int]) -> Iterator[str]:
    words = Message(
        "appends to one store: all items go through one worker, in their order; what runs "
        "again is appended again"
    )
    yield from (at(step_title(sink), words) for sink in pipeline.sinks if appends(sink))
    for step in pipeline.steps:
        ask = getattr(step, "look_ahead", None)  # components of others may not have it
        name = step_title(step)
        try:
            for words in ask(pipeline, indices) if ask is not None and indices else ():
                placed = at(name, words)
                yield fact(placed) if isinstance(words, Fact) else placed
        except CuratorError:
            raise
        except Exception as error:  # noqa: BLE001 - a component may fail in any way
            yield at(name, Message("could not look ahead: {error}", error=error_words(error)))


def step_title(step: Any) -> Message:
    """Return the title of a step, which a window says in its own language."""
    return term(str(getattr(step, "name", type(step).__name__)))
