"""Pipelines of physicsnemo-curator, taken for what they offer (its `core.base`, Apache-2.0)."""

from __future__ import annotations

import warnings
from typing import Any

from curator_gui.core.components import Component, Pipeline, Sink
from curator_gui.core.errors import ParamError, misplaced
from curator_gui.core.filters.stateful import check_stateful
from curator_gui.core.registration.adapted import Adapted, offered_kind

_STEPS = ("source", "filters", "sink")


def as_pipeline(given: Any) -> Pipeline[Any]:
    """Return a pipeline of ours with the steps of any that has a source, filters and a sink.

    A database that theirs keeps (`resume`, `track_metrics`) is not used: a record of ours is what
    a run is resumed from. A `UserWarning` says so where `resume` is set.

    Raises
    ------
    ParamError
        If it is no pipeline, a step stands in the place of another kind, or a filter gathers
        something that could not be put together.
    """
    found = given if isinstance(given, Pipeline) else _taken_over(given)
    for step in found.filters:
        check_stateful(step)
    _check_kinds(found)
    return found


def _check_kinds(pipeline: Pipeline[Any]) -> None:
    """Refuse a step of others in the place of another kind; ours were looked at when it was made.

    Raises
    ------
    ParamError
        Naming it and where it belongs.
    """
    sinks = ((sink, "sink") for sink in pipeline.sinks)
    filters = ((step, "filter") for step in pipeline.filters)
    for step, wanted in ((pipeline.source, "source"), *filters, *sinks):
        found = None if isinstance(step, Component) else offered_kind(type(step))
        if found is not None and found != wanted:
            raise misplaced(step, found, wanted)


def appends(sink: Any) -> bool:
    """Whether a sink of others puts all items into one store by appending to it.

    Those of physicsnemo-curator say along which dimension (`append_dim`), or that they neither name
    a store for each index (`naming_template`) nor have made room for all (`parallel`). Ours never
    append: they make room before the run.
    """
    if isinstance(sink, Sink) and not isinstance(sink, Adapted):
        return False
    if isinstance(getattr(sink, "append_dim", None), str):
        return True
    unnamed = getattr(sink, "naming_template", "") is None
    return unnamed and getattr(sink, "parallel", None) is False


def _taken_over(given: Any) -> Pipeline[Any]:
    if not all(hasattr(given, name) for name in _STEPS):
        raise ParamError(
            "{given} is no pipeline: it needs a source, filters and a sink",
            given=type(given).__name__,
        )
    if getattr(given, "resume", False):
        warnings.warn(
            "the pipeline's own database is not used; to resume, give "
            "RunConfig(record=..., resume=...) to curator_gui.run.execute",
            UserWarning,
            stacklevel=3,
        )
    found = Pipeline(given.source, tuple(given.filters or ()), given.sink)
    for step in found.steps:
        if not callable(getattr(step, "params", None)):
            raise ParamError(
                "{name} has no params, so it is no source, filter or sink",
                name=type(step).__name__,
            )
    return found
