"""In what a pipeline differs from the one that a run was made with, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Any

from curator_gui.app.document.edits import step_title
from curator_gui.app.document.param_values import value_text
from curator_gui.core.document import PipelineDocument, Step
from curator_gui.core.message import Message
from curator_gui.core.registration.registry import Registry


def pipeline_changes(
    before: PipelineDocument, after: PipelineDocument, registry: Registry
) -> list[Message]:
    """List what was changed in the steps: what is off, added, removed, set otherwise, moved."""
    old, new = before.steps, after.steps
    match = SequenceMatcher(None, _keys(old), _keys(new), autojunk=False)
    found: list[Message] = []
    for tag, i1, i2, j1, j2 in match.get_opcodes():
        if tag == "equal":
            for one, other in zip(old[i1:i2], new[j1:j2], strict=True):
                found += _changed(one, other, registry)
            continue
        titles = [step_title(step, registry) for step in old[i1:i2]]
        found += [Message("{step} was removed", step=title) for title in titles]
        titles = [step_title(step, registry) for step in new[j1:j2]]
        found += [Message("{step} was added", step=title) for title in titles]
    return found


def _keys(steps: Sequence[Step]) -> list[str]:
    return [step.component for step in steps]


def _changed(before: Step, after: Step, registry: Registry) -> Iterator[Message]:
    title = step_title(after, registry)
    if before.enabled != after.enabled:
        if after.enabled:
            yield Message("{step} is on now", step=title)
        else:
            yield Message("{step} is off now", step=title)
    for name in dict.fromkeys((*before.values, *after.values)):
        old, new = before.values.get(name), after.values.get(name)
        if old != new:
            yield Message(
                "{step}: {name} is {new}, it was {old}",
                step=title,
                name=name.replace("_", " "),
                new=_said(new),
                old=_said(old),
            )


def _said(value: Any) -> str:
    if isinstance(value, bool):
        return Message("yes") if value else Message("no")
    return value_text(value) or Message("not set")
