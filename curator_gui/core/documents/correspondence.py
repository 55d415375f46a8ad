"""Pipelines that physicsnemo-curator has saved (its `core.serialization`, format version 1).

They name Python classes; nothing is imported here. A class becomes the component of ours that does
the same work (`resources/correspondences.yaml`); one without a counterpart stays as a step that is
not installed, with its parameters. What differs is said in the description of the document.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from curator_gui.core.document import Kind, PipelineDocument, Step, make_step
from curator_gui.core.documents.yaml_text import load_yaml
from curator_gui.core.errors import DocumentError
from curator_gui.core.frozen import freeze
from curator_gui.core.message import Message, at, quoted
from curator_gui.core.storage.resources import resource_path
from curator_gui.core.storage.secrets import masked_value

VERSION = 1
PREFIX, MODULE = "physicsnemo.", "module"
"""A class without a counterpart becomes a step of this name; its module is kept beside it."""
_MISSING = "<REQUIRED>"
"""What it writes for a parameter whose value it could not find out."""


@dataclass(frozen=True)
class Correspondence:
    """A class of theirs and a component of ours; see the head of `correspondences.yaml`."""

    cls: str
    component: str
    params: Mapping[str, str] = field(default_factory=dict)
    rewritten: Mapping[str, str] = field(default_factory=dict)
    defaults: Mapping[str, Any] = field(default_factory=dict)
    set: Mapping[str, Any] = field(default_factory=dict)
    ignored: Mapping[str, Any] = field(default_factory=dict)
    differs: str = ""


@cache
def correspondences() -> dict[str, Correspondence]:
    """Read the table, by the full name of their class."""
    text = resource_path("correspondences.yaml").read_text(encoding="utf-8")
    names = {"class": "cls", "as": "rewritten"}
    entries = [{names.get(key, key): v for key, v in entry.items()} for entry in load_yaml(text)]
    return {entry["cls"]: Correspondence(**entry) for entry in entries}


def is_reference(data: Any) -> bool:
    """Whether data are a pipeline of theirs: a version, no format, and steps with classes."""
    if not isinstance(data, Mapping) or "format" in data or "version" not in data:
        return False
    return isinstance(data.get("source"), Mapping) and "class" in data["source"]


def document_from_reference(data: Mapping[str, Any]) -> PipelineDocument:
    """Make a document of their data.

    Raises
    ------
    DocumentError
        For another version, or an entry that is no step.
    """
    if data["version"] != VERSION:
        raise DocumentError(
            "is a physicsnemo-curator pipeline of version {version}; version 1 can be opened",
            version=quoted(data["version"]),
        )
    said: list[str] = ["Taken over from a pipeline of physicsnemo-curator."]
    filters = data.get("filters") or []
    if not isinstance(filters, list):
        raise DocumentError(at("filters", Message("needs a list of steps")))
    sink = data.get("sink")
    document = PipelineDocument(
        source=_step("source", data["source"], said),
        filters=tuple(_step("filter", entry, said) for entry in filters),
        sinks=() if sink is None else (_step("sink", sink, said),),
    )
    return replace(document, description=" ".join(said))


def _step(kind: Kind, entry: Any, said: list[str]) -> Step:
    if not isinstance(entry, Mapping) or not isinstance(entry.get("class"), str):
        raise DocumentError(at(kind, Message("needs a class, a module and params")))
    params = entry.get("params") or {}
    if not isinstance(params, Mapping):
        raise DocumentError(at(kind, Message("params: needs a table of names and values")))
    name, module = entry["class"], str(entry.get("module", ""))
    values = {key: value for key, value in params.items() if value != _MISSING}
    found = correspondences().get(f"{module}.{name}")
    if found is None:
        said.append(f"{name} has no counterpart here.")
        step = make_step(kind, f"{PREFIX}{name}", values)
        return replace(step, extra=freeze({MODULE: module})) if module else step
    said += _differences(name, found, values)
    return make_step(kind, found.component, _rewritten(found, values))


def _rewritten(found: Correspondence, values: Mapping[str, Any]) -> dict[str, Any]:
    given = {**found.defaults, **{k: v for k, v in values.items() if v is not None}}
    ours = {found.params[name]: given[name] for name in found.params if name in given}
    for name, way in found.rewritten.items():
        if name in given:
            ours |= _converted(way, name, given[name])
    return {**ours, **found.set}


def _converted(way: str, name: str, value: Any) -> dict[str, Any]:
    try:
        return _WAYS[way](value)
    except (TypeError, ValueError, AttributeError):
        raise DocumentError(
            at(name, Message("{value} cannot be taken over", value=quoted(value)))
        ) from None


def _differences(name: str, found: Correspondence, values: Mapping[str, Any]) -> Iterator[str]:
    if found.differs:
        yield f"{name}: {found.differs}."
    pattern = str(values.get("file_pattern") or "")
    if "glob" in found.rewritten.values() and "/" in pattern and "**" not in pattern:
        yield f"{name}: in {pattern} a star fits deeper folders as well."
    known = {*found.params, *found.rewritten}
    for key, value in values.items():
        if key in known or value is None or found.ignored.get(key, _MISSING) == value:
            continue
        yield f"{name}: {key} = {masked_value(str(key), value)} is left out."


def _glob(pattern: str) -> dict[str, Any]:
    """Take a glob below a folder; `**/` in front is our `recursive` if a name alone follows."""
    name = pattern.removeprefix("**/")
    return {"pattern": pattern if "/" in name else name, "recursive": "/" in pattern}


def _fields(names: list[str]) -> dict[str, Any]:
    return {"cell_fields": names, "point_fields": names}


def _chunks(value: Any) -> dict[str, Any]:
    """Take sizes by dimension, or the text `time:1,lat:721`."""
    if isinstance(value, Mapping):
        return {"chunks": dict(value)}
    pairs = (pair.partition(":") for pair in str(value).split(",") if pair.strip())
    return {"chunks": {name.strip(): int(size) for name, _, size in pairs}}


_WAYS: dict[str, Callable[[Any], dict[str, Any]]] = {
    "glob": _glob,
    "fields": _fields,
    "chunks": _chunks,
    "dimension": lambda name: {"dimension": name},
    "vtu_name": lambda name: {"name": name if name.endswith(".vtu") else f"{name}.vtu"},
    "zarr_name": lambda name: {"name": name if name.endswith(".zarr") else f"{name}.zarr"},
}
