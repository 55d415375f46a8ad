"""Write a document as a pipeline of physicsnemo-curator (format version 1): the table backwards.

What has no counterpart there is said, not dropped in silence.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from curator_gui.core.document import PipelineDocument, Step
from curator_gui.core.documents.build import step_arguments
from curator_gui.core.documents.correspondence import (
    MODULE,
    PREFIX,
    VERSION,
    Correspondence,
    correspondences,
)
from curator_gui.core.errors import DocumentError
from curator_gui.core.fingerprint import plain
from curator_gui.core.frozen import thaw
from curator_gui.core.message import Message
from curator_gui.core.params.param import REQUIRED
from curator_gui.core.registration.adapted import Adapted
from curator_gui.core.registration.registry import Entry, Registry
from curator_gui.core.trust.secrets import masked_value

Written = tuple[dict[str, Any], list[Message]]


def reference_text(
    document: PipelineDocument, registry: Registry, base: Path | None, *, as_json: bool
) -> tuple[str, list[Message]]:
    """Return the text of a document in their format, and what had to be left out of it.

    Raises
    ------
    DocumentError
        If the source has no counterpart there, so that nothing would be left to run.
    ParamError
        If a value does not fit.
    """
    data, said = reference_data(document, registry, base)
    if as_json:
        return json.dumps(data, indent=2) + "\n", said
    # Not by our own rules: theirs are those of YAML 1.1, where `no` has to be quoted.
    return yaml.safe_dump(data, sort_keys=False, allow_unicode=True), said


def reference_data(document: PipelineDocument, registry: Registry, base: Path | None) -> Written:
    """Return a document as data in their format, and what had to be left out of it.

    Raises
    ------
    DocumentError, ParamError
        As `reference_text` does.
    """
    said: list[Message] = []
    entries: dict[str, dict[str, Any] | None] = {}
    for step in document.steps:
        written = _written(step, registry, base, said)
        entries[step.id] = written
    if document.source is None or entries[document.source.id] is None:
        raise DocumentError("the source has no counterpart in physicsnemo-curator")
    filters = [entries[step.id] for step in document.filters]
    sinks = [step for step in document.sinks if entries[step.id] is not None]
    for step in sinks[1:]:
        words = Message("{component} is left out: there, a pipeline has one sink",
                        component=step.component)  # fmt: skip
        said.append(words)
    return {
        "source": entries[document.source.id],
        "filters": [entry for entry in filters if entry is not None],
        "sink": entries[sinks[0].id] if sinks else None,
        "version": VERSION,
    }, said


def _written(
    step: Step, registry: Registry, base: Path | None, said: list[Message]
) -> dict[str, Any] | None:
    """Return one step; None, with a word about it, if there is nothing to write."""
    if not step.enabled:
        said.append(Message("{component} is disabled and left out", component=step.component))
        return None
    if step.component.startswith(PREFIX) and MODULE in step.extra:
        name = step.component.removeprefix(PREFIX)
        return _entry(f"{step.extra[MODULE]}.{name}", dict(thaw(step.values)))
    entry = registry.get(step.component)
    if issubclass(entry.cls, Adapted):
        foreign = entry.cls.foreign
        name = f"{foreign.__module__}.{foreign.__qualname__}"
        return _entry(name, step_arguments(step, registry, base))
    found = next((c for c in correspondences().values() if c.component == entry.key), None)
    if found is None:
        words = Message("{component} has no counterpart and is left out", component=entry.key)
        said.append(words)
        return None
    arguments = step_arguments(step, registry, base)
    said += _said(found, entry, arguments)
    return _entry(found.cls, _params(found, entry, arguments))


def _entry(cls: str, params: Mapping[str, Any]) -> dict[str, Any]:
    module, _, name = cls.rpartition(".")
    return {"class": name, "module": module, "params": plain(params)}


def _effective(entry: Entry, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """Return the value that each parameter of ours has, those at their defaults included."""
    defaults = {p.name: p.default for p in entry.params if p.default is not REQUIRED}
    return {**defaults, **arguments}


def _params(found: Correspondence, entry: Entry, arguments: Mapping[str, Any]) -> dict[str, Any]:
    values = _effective(entry, arguments)
    params = {theirs: values.get(ours) for theirs, ours in found.params.items()}
    for theirs, way in found.rewritten.items():
        params[theirs] = _WAYS[way](values)
    return {name: value for name, value in params.items() if value is not None}


def _said(found: Correspondence, entry: Entry, arguments: Mapping[str, Any]) -> Iterator[Message]:
    if found.differs:
        words = Message("{component} and theirs differ: {differs}", component=entry.key,
                        differs=found.differs)  # fmt: skip
        yield words
    taken = {*found.params.values(), *(n for way in found.rewritten.values() for n in _TAKES[way])}
    values, defaults = _effective(entry, arguments), _effective(entry, {})
    for name, value in values.items():
        usual = found.set.get(name, defaults.get(name))
        if name not in taken and plain(value) != plain(usual):
            yield Message(
                "{component}: {name} = {value} has no counterpart and is left out",
                component=entry.key,
                name=name,
                value=masked_value(name, value),
            )
    if "fields" in found.rewritten.values():
        yield from _unequal_fields(entry.key, values)


def _unequal_fields(key: str, values: Mapping[str, Any]) -> Iterator[Message]:
    cells, points = values.get("cell_fields"), values.get("point_fields")
    if (cells or []) != (points or []):
        yield Message("{component}: there, fields are chosen for points and cells alike",
                      component=key)  # fmt: skip


def _glob(values: Mapping[str, Any]) -> str:
    pattern = str(values["pattern"])
    return f"**/{pattern}" if values["recursive"] and "/" not in pattern else pattern


def _fields(values: Mapping[str, Any]) -> list[str] | None:
    both = [*(values.get("cell_fields") or ()), *(values.get("point_fields") or ())]
    return list(dict.fromkeys(both)) or None


_WAYS: dict[str, Callable[[Mapping[str, Any]], Any]] = {
    "glob": _glob,
    "fields": _fields,
    "chunks": lambda values: values.get("chunks") or None,
    "dimension": lambda values: values.get("dimension"),
    "vtu_name": lambda values: str(values["name"]).removesuffix(".vtu"),
    "zarr_name": lambda values: str(values["name"]).removesuffix(".zarr"),
}
_TAKES = {
    "glob": ("pattern", "recursive"),
    "fields": ("cell_fields", "point_fields"),
    "chunks": ("chunks",),
    "dimension": ("dimension",),
    "vtu_name": ("name",),
    "zarr_name": ("name",),
}
"""The parameters of ours that each way reads."""
