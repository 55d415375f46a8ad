"""Say in words what changed between two descriptions of a pipeline."""

from __future__ import annotations

import inspect
import json
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from functools import cached_property
from typing import Any

from curator_gui.core.components import Pipeline
from curator_gui.core.fingerprint import describe_pipeline, describe_step, pipeline_fingerprint
from curator_gui.core.message import Message, joined, term
from curator_gui.run.planning.resuming.sinks_then import SinksThen
from curator_gui.run.record.tables.meta import RunMeta

_SHOWN = 60
_SHOWN_CHANGES = 3

Step = Mapping[str, Any]


def pipeline_changes(old: Sequence[Step], new: Sequence[Step]) -> list[str]:
    """List the differences of two pipelines, as described by `core.fingerprint.describe_pipeline`.

    >>> pipeline_changes([{"name": "Scale", "arguments": {"factor": 2}}],
    ...                  [{"name": "Scale", "arguments": {"factor": 3}}])
    ['Scale: factor changed from 2 to 3']
    """
    before, after = _as_json(old), _as_json(new)
    found: list[str] = []
    matcher = SequenceMatcher(None, list(map(_key, before)), list(map(_key, after)), autojunk=False)
    for action, i1, i2, j1, j2 in matcher.get_opcodes():
        if action == "equal":
            for one, other in zip(before[i1:i2], after[j1:j2], strict=True):
                found += _step_changes(one, other)
        else:
            found += _exchanged(before[i1:i2], after[j1:j2])
    return found


def _exchanged(gone: Sequence[Step], new: Sequence[Step]) -> Iterator[str]:
    for step in gone:
        yield Message("{name} is no longer part of the pipeline", name=_name(step))
    for step in new:
        yield Message("{name} is new in the pipeline", name=_name(step))


def _as_json(steps: Sequence[Step]) -> list[dict[str, Any]]:
    """Bring a description to the form that it has when it comes from a file."""
    plain: list[dict[str, Any]] = json.loads(json.dumps([dict(s) for s in steps], default=str))
    return plain


def _key(step: Step) -> str:
    return str(step.get("component", _name(step)))


def _name(step: Step) -> str:
    return term(str(step.get("name", "a step")))


def _step_changes(old: Step, new: Step) -> Iterator[str]:
    name = _name(new)
    if old.get("version") != new.get("version"):
        yield _other_version(name, old, new)
    yield from _other_code(name, old.get("code"), new.get("code"))
    before, after = old.get("arguments", {}), new.get("arguments", {})
    for argument in sorted(before.keys() | after.keys()):
        if argument not in after:
            yield Message("{name}: {argument} is no longer there", name=name, argument=argument)
        elif argument not in before:
            yield Message(
                "{name}: {argument} is new, {shown_value}",
                name=name,
                argument=argument,
                shown_value=shown_value(after[argument]),
            )
        elif before[argument] != after[argument]:
            yield _other_value(name, argument, before[argument], after[argument])


def _other_code(name: str, old: Any, new: Any) -> Iterator[Message]:
    if old and new and old != new:
        yield Message("the code of {name} changed", name=name)
    elif new and not old:
        yield Message(
            "{name}: the earlier run did not note its code, so it may be another one now", name=name
        )
    elif old and not new:
        yield Message("{name}: its code is that of an installed package now", name=name)


def _other_version(name: str, old: Step, new: Step) -> Message:
    return Message(
        "{name}: its version changed from {get} to {get2}",
        name=name,
        get=old.get("version"),
        get2=new.get("version"),
    )


def _other_value(name: str, argument: str, old: Any, new: Any) -> Message:
    return Message(
        "{name}: {argument} changed from {shown_value} to {shown_value2}",
        name=name,
        argument=argument,
        shown_value=shown_value(old),
        shown_value2=shown_value(new),
    )


def shown_value(value: Any) -> str:
    """Write a recorded argument in at most 60 characters."""
    if isinstance(value, dict) and "digest" in value:
        return _shown_digest(value)
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"


def _shown_digest(value: Mapping[str, Any]) -> str:
    """Show what is recorded as a digest only: an array, a long list, an object."""
    mark = str(value["digest"])[:8]
    if "array" in value:
        size = " x ".join(map(str, value["array"]))
        return Message(
            "an array of {size} {get} ({mark})", size=size, get=value.get("dtype", ""), mark=mark
        )
    if "entries" in value:
        return Message("{n} entries ({mark})", n=value["entries"], mark=mark)
    return f"{value.get('object', 'a value')} ({mark})"


class PresentPipeline:
    """A pipeline as it is now, described once and compared with those of many earlier runs."""

    def __init__(self, pipeline: Pipeline[Any]) -> None:
        self.pipeline = pipeline

    @cached_property
    def described(self) -> list[dict[str, Any]]:
        """Its steps, as `core.fingerprint.describe_pipeline` gives them."""
        return describe_pipeline(self.pipeline)

    @cached_property
    def fingerprint(self) -> str:
        """What changes whenever a result could."""
        return pipeline_fingerprint(self.pipeline)

    @cached_property
    def unknown(self) -> str:
        """A step of which it cannot be told whether it is the same, see `unknown_step`."""
        return unknown_step(self.pipeline)

    def sinks_then(self, meta: RunMeta) -> SinksThen:
        """Compare its sinks with those of an earlier run."""
        return SinksThen(meta.steps, self.described)

    def changes_since(self, meta: RunMeta) -> str:
        """Say what changed since an earlier run, or may have; "" if nothing did."""
        if self.unknown:
            return Message(
                "{step}: its arguments are not known, so they may have changed",
                step=term(self.unknown),
            )
        sinks = self.sinks_then(meta)
        if self.fingerprint == meta.fingerprint or sinks.all_known:
            return ""
        if sinks.new:
            names = sinks.new
            return joined(
                "; ",
                [Message("that run did not have the sink {sink}", sink=term(n)) for n in names],
            )
        return _in_short(pipeline_changes(meta.steps, self.described))


def _in_short(found: Sequence[str]) -> Message:
    if not found:
        return Message("the pipeline changed")
    more = len(found) - _SHOWN_CHANGES
    shown = joined("; ", found[:_SHOWN_CHANGES])
    return (
        Message("{shown}; and {more} more changes", shown=shown, more=more) if more > 0 else shown
    )


def unknown_step(pipeline: Pipeline[Any]) -> str:
    """Name a step of which it cannot be told whether it is the same as in another run, or "".

    A component of no base class of ours does not keep its arguments; and an argument may be an
    object that says nothing about itself. What is not known is never equal.
    """
    for step in pipeline.steps:
        kept = getattr(step, "arguments", None) is not None or not _takes_arguments(type(step))
        if not kept or _has_unknown(describe_step(step)["arguments"]):
            return str(getattr(step, "name", type(step).__name__))
    return ""


def _takes_arguments(cls: type[Any]) -> bool:
    try:
        return bool(inspect.signature(cls).parameters)
    except (TypeError, ValueError):
        return True


def _has_unknown(described: Any) -> bool:
    """Whether a description has an object in it of which only the class is known."""
    if isinstance(described, dict):
        if described.keys() == {"object"}:
            return True
        return any(map(_has_unknown, described.values()))
    return isinstance(described, list) and any(map(_has_unknown, described))
