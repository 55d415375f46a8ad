"""Sinks prepared before a run, and completed with the stateful filters after it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from curator_gui.core.components import Pipeline, Sink
from curator_gui.core.errors import CuratorError, error_words
from curator_gui.core.message import joined
from curator_gui.core.notes import NoteKind, Taker, noting
from curator_gui.run.worker.stateful_parts import gather


def _taker(said: list[str]) -> Taker:
    def take(kind: NoteKind, words: str) -> None:
        if kind == "remark":
            said.append(words)

    return take


def prepare(pipeline: Pipeline[Any], indices: Sequence[int]) -> list[str]:
    """Let the sinks create their shared stores; return their remarks.

    Of several all look first, so that none has cleared its places when another one refuses.
    """
    said: list[str] = []
    steps = ("check_place", "prepare") if pipeline.further_sinks else ("prepare",)
    with noting(_taker(said)):
        for step in steps:
            for sink in pipeline.sinks:
                getattr(sink, step, _nothing)(indices)
    return said


def _nothing(indices: Sequence[int]) -> None:
    """Stand for what a sink of others does not have."""


def finish(pipeline: Pipeline[Any], finished: Sequence[int]) -> tuple[list[str], list[str]]:
    """Merge stateful filters' parts and let the sinks complete their stores.

    Return the paths written, and the remarks made meanwhile. Doing it again with the same indices
    changes nothing.

    Raises
    ------
    Exception
        If something cannot be completed, once all the rest is: that error, or one of all of them.
    """
    said: list[str] = []
    written: list[str] = []
    errors: list[Exception] = []
    with noting(_taker(said)):
        merge: Complete = partial(gather, pipeline)
        for complete in (merge, *_finishers(pipeline, finished)):
            try:
                written += complete(finished)
            except Exception as error:  # noqa: BLE001 - raised below
                errors.append(error)
    if len(errors) > 1:
        raise CuratorError(joined("; ", map(error_words, errors))) from errors[0]
    if errors:
        raise errors[0]
    return written, said


Complete = Callable[[Sequence[int]], list[str]]


def _finishers(pipeline: Pipeline[Any], finished: Sequence[int]) -> list[Complete]:
    """Return what completes the stores; of no index only those that were made beforehand."""
    sinks = [sink for sink in pipeline.sinks if finished or _prepares(sink)]
    found = (getattr(sink, "finish", None) for sink in sinks)
    return [complete for complete in found if complete is not None]


def _prepares(sink: Any) -> bool:
    return getattr(type(sink), "prepare", Sink.prepare) is not Sink.prepare
