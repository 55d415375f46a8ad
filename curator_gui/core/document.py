"""The pipeline document: the frozen description that is edited, saved, hashed and run.

Every edit returns a new document; undo is keeping the old one. Values are kept as they were typed
(plain JSON data), valid or not, so that a form can show a wrong value beside its error.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from curator_gui.core.errors import DocumentError
from curator_gui.core.frozen import FrozenMap, freeze
from curator_gui.core.message import term

Kind = Literal["source", "filter", "sink"]
OnError = Literal["continue", "stop", "raise"]

EMPTY = FrozenMap()


def new_step_id() -> str:
    """Make an identity for a step; it lives as long as the document is open and is not saved."""
    return uuid.uuid4().hex[:12]


@dataclass(frozen=True)
class Step:
    """One component with its parameter values.

    `values` holds only what differs from the defaults or was set on purpose; `extra` holds what a
    newer version or another program wrote and we do not know.
    """

    kind: Kind
    component: str
    values: FrozenMap = EMPTY
    enabled: bool = True
    note: str = ""
    extra: FrozenMap = EMPTY
    id: str = field(default_factory=new_step_id, compare=False)

    @property
    def domain(self) -> str:
        """The domain part of the component's key."""
        return self.component.partition(".")[0]

    def with_value(self, name: str, value: Any) -> Step:
        """Return the step with one parameter set."""
        return replace(self, values=self.values.with_item(name, value))

    def without_value(self, name: str) -> Step:
        """Return the step with one parameter back at its default."""
        return replace(self, values=self.values.without(name))


def make_step(kind: Kind, component: str, values: Mapping[str, Any] | None = None) -> Step:
    """Make an enabled step from plain values."""
    return Step(kind=kind, component=component, values=freeze(values or {}))


@dataclass(frozen=True)
class RunOptions:
    """How to run a document; `options` are the backend's own (timeout, batch_size, ...).

    `n_jobs` counts workers; -1 means all cores. `indices` is an index expression (see
    `curator_gui.run.planning.indices`).
    """

    backend: str = "loky"
    n_jobs: int = -1
    indices: str = "all"
    on_error: OnError = "continue"
    options: FrozenMap = EMPTY
    extra: FrozenMap = EMPTY

    def with_option(self, name: str, value: Any) -> RunOptions:
        """Return the options with one backend option set."""
        return replace(self, options=self.options.with_item(name, value))

    def without_option(self, name: str) -> RunOptions:
        """Return the options with one backend option at its default."""
        return replace(self, options=self.options.without(name))


@dataclass(frozen=True)
class PipelineDocument:
    """A named pipeline: at most one source, filters and sinks in their order, run options."""

    name: str = ""
    description: str = ""
    source: Step | None = None
    filters: tuple[Step, ...] = ()
    sinks: tuple[Step, ...] = ()
    run: RunOptions = field(default_factory=RunOptions)
    extra: FrozenMap = EMPTY

    @property
    def steps(self) -> tuple[Step, ...]:
        """All steps in the order in which data passes them."""
        head = (self.source,) if self.source else ()
        return (*head, *self.filters, *self.sinks)

    @property
    def enabled_sinks(self) -> tuple[Step, ...]:
        """The sinks that take part in a run."""
        return tuple(step for step in self.sinks if step.enabled)

    @property
    def domain(self) -> str:
        """The domain of the first step, or "" for an empty document."""
        return self.steps[0].domain if self.steps else ""

    def step(self, step_id: str) -> Step:
        """Find a step by its identity.

        Raises
        ------
        DocumentError
            If the document has no such step.
        """
        for step in self.steps:
            if step.id == step_id:
                return step
        raise DocumentError("the document has no step {step_id}", step_id=step_id)

    def has_step(self, step_id: str) -> bool:
        """Whether the document has a step of this identity."""
        return any(step.id == step_id for step in self.steps)

    def add(self, step: Step, position: int | None = None) -> PipelineDocument:
        """Return the document with a step more; a source takes the place of the old one.

        `position` counts among the steps of its kind; None appends.
        """
        if step.kind == "source":
            return replace(self, source=step)
        row = list(self.row(step.kind))
        row.insert(len(row) if position is None else position, step)
        return self._with_row(step.kind, row)

    def row(self, kind: Kind) -> tuple[Step, ...]:
        """Return the steps of a kind, in their order."""
        return tuple(step for step in self.steps if step.kind == kind)

    def _with_row(self, kind: Kind, row: Iterable[Step]) -> PipelineDocument:
        """Return the document with other filters, or other sinks."""
        if kind == "filter":
            return replace(self, filters=tuple(row))
        return replace(self, sinks=tuple(row))

    def remove(self, step_id: str) -> PipelineDocument:
        """Return the document without a step."""
        step = self.step(step_id)
        if step.kind == "source":
            return replace(self, source=None)
        return self._with_row(step.kind, (s for s in self.row(step.kind) if s.id != step_id))

    def replace_step(self, step: Step) -> PipelineDocument:
        """Return the document with the step of the same identity exchanged.

        Raises
        ------
        DocumentError
            If there is no such step, or it is of another kind.
        """
        if (old := self.step(step.id)).kind != step.kind:
            raise DocumentError(
                "a {kind} cannot become a {kind2}", kind=term(old.kind), kind2=term(step.kind)
            )
        if step.kind == "source":
            return replace(self, source=step)
        row = (step if s.id == step.id else s for s in self.row(step.kind))
        return self._with_row(step.kind, row)

    def move(self, step_id: str, position: int) -> PipelineDocument:
        """Return the document with a step at another place among those of its kind (clamped).

        Raises
        ------
        DocumentError
            If the step is a source: its place is fixed.
        """
        step = self.step(step_id)
        if step.kind == "source":
            raise DocumentError(
                "a {kind} cannot be moved: its place is fixed", kind=term(step.kind)
            )
        rest = [s for s in self.row(step.kind) if s.id != step_id]
        rest.insert(max(0, min(position, len(rest))), step)
        return self._with_row(step.kind, rest)

    def duplicate(self, step_id: str) -> PipelineDocument:
        """Return the document with a copy of a filter or sink behind it."""
        step = self.step(step_id)
        if step.kind == "source":
            raise DocumentError("a pipeline has only one {kind}", kind=term(step.kind))
        copy = replace(step, id=new_step_id())
        position = [s.id for s in self.row(step.kind)].index(step_id)
        return self.add(copy, position + 1)

    def set_value(self, step_id: str, name: str, value: Any) -> PipelineDocument:
        """Return the document with one parameter of one step set."""
        return self.replace_step(self.step(step_id).with_value(name, value))

    def reset_value(self, step_id: str, name: str) -> PipelineDocument:
        """Return the document with one parameter of one step back at its default."""
        return self.replace_step(self.step(step_id).without_value(name))

    def set_enabled(self, step_id: str, enabled: bool) -> PipelineDocument:
        """Return the document with a step switched on or off."""
        return self.replace_step(replace(self.step(step_id), enabled=enabled))

    def with_run(self, **changes: Any) -> PipelineDocument:
        """Return the document with some run options changed."""
        return replace(self, run=replace(self.run, **changes))
