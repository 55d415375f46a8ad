"""Pipelines that physicsnemo-curator has saved (its `core.serialization`, format version 1).

They name Python classes; nothing is imported here. Where all of them are registered (see
`curator_gui.domains.physicsnemo`), the steps are these classes. Otherwise a class becomes the
component of ours that does the same work (`resources/correspondences.yaml`); one without a
counterpart stays as a step that is not installed, with its parameters. Which it was, and what
differs, is said in the description of the document.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from types import MappingProxyType
from typing import Any

from curator_gui.core.document import Kind, PipelineDocument, Step, make_step
from curator_gui.core.documents.yaml_text import load_yaml
from curator_gui.core.errors import DocumentError
from curator_gui.core.frozen import freeze
from curator_gui.core.message import Message, at, quoted
from curator_gui.core.params.param import Param
from curator_gui.core.registration.entry import Entry
from curator_gui.core.storage.resources import resource_path
from curator_gui.core.trust.secrets import masked_value

VERSION = 1
PREFIX, MODULE = "physicsnemo.", "module"
"""A class without a counterpart becomes a step of this name; its module is kept beside it."""
_TORCH_TYPE = re.compile(r"torch\.(?:(?:b?float|complex|u?int)\d+|bool)")
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


Classes = Mapping[str, Entry]
"""Registered components that are classes of others, by the full names of these."""


def document_from_reference(
    data: Mapping[str, Any], registered: Classes = MappingProxyType({})
) -> PipelineDocument:
    """Make a document of their data: of their classes where `registered` has them all, or of ours.

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
    named = [_named(kind, entry) for kind, entry in _entries(data)]
    lacking = [each.cls for each in named if each.full not in registered]
    said = [_how(lacking, bool(registered)), *_unknown_keys(data)]
    if lacking:
        steps = [_ours(each, said) for each in named]
    else:
        steps = [_theirs(each, registered[each.full], said) for each in named]
    by_kind = {kind: [step for step in steps if step.kind == kind] for kind in _KINDS}
    document = PipelineDocument(
        source=by_kind["source"][0],
        filters=tuple(by_kind["filter"]),
        sinks=tuple(by_kind["sink"]),
    )
    return replace(document, description=" ".join(said))


_KEYS = ("version", "source", "filters", "sink")
_STEP_KEYS = ("class", "module", "params")


def _unknown_keys(data: Mapping[str, Any]) -> Iterator[str]:
    """Name what no pipeline of theirs has, and what is therefore not taken over."""
    yield from (f"{key} is left out." for key in data if key not in _KEYS)
    for _, entry in _entries(data):
        more = (key for key in entry if key not in _STEP_KEYS)
        yield from (f"{entry['class']}: {key} is left out." for key in more)


def _how(lacking: list[str], some: bool) -> str:
    begin = "Taken over from a pipeline of physicsnemo-curator"
    if not lacking:
        return f"{begin}, with its own classes."
    why = f" ({', '.join(dict.fromkeys(lacking))} cannot be had)" if some else ""
    return f"{begin}, with components of Curator{why}."


_KINDS: tuple[Kind, ...] = ("source", "filter", "sink")


def _entries(data: Mapping[str, Any]) -> Iterator[tuple[Kind, Any]]:
    filters = data.get("filters") or []
    if not isinstance(filters, list):
        raise DocumentError(at("filters", Message("needs a list of steps")))
    yield "source", data["source"]
    yield from (("filter", entry) for entry in filters)
    if data.get("sink") is not None:
        yield "sink", data["sink"]


@dataclass(frozen=True)
class _Named:
    """A step of theirs: its class, the module of that, and the values that it could find out."""

    kind: Kind
    cls: str
    module: str
    values: Mapping[str, Any]

    @property
    def full(self) -> str:
        """The full name of the class."""
        return f"{self.module}.{self.cls}"


def _named(kind: Kind, entry: Any) -> _Named:
    if not isinstance(entry, Mapping) or not isinstance(entry.get("class"), str):
        raise DocumentError(at(kind, Message("needs a class, a module and params")))
    params = entry.get("params") or {}
    if not isinstance(params, Mapping):
        raise DocumentError(at(kind, Message("params: needs a table of names and values")))
    values = {key: _read(value) for key, value in params.items() if value != _MISSING}
    return _Named(kind, entry["class"], str(entry.get("module", "")), values)


def _read(value: Any) -> Any:
    """Return a value; of a type as torch shows it (`torch.float32`) the name alone."""
    shown = isinstance(value, str) and _TORCH_TYPE.fullmatch(value)
    return value.removeprefix("torch.") if shown else value


def _ours(step: _Named, said: list[str]) -> Step:
    found = correspondences().get(step.full)
    if found is None:
        said.append(f"{step.cls} has no counterpart here.")
        kept = make_step(step.kind, f"{PREFIX}{step.cls}", step.values)
        return replace(kept, extra=freeze({MODULE: step.module})) if step.module else kept
    said += _differences(step.cls, found, step.values)
    return make_step(step.kind, found.component, _rewritten(found, step.values))


def _theirs(step: _Named, entry: Entry, said: list[str]) -> Step:
    values = {}
    for name, value in step.values.items():
        param = entry.param(name)
        if param is not None and _is_choice(param, value):
            values[name] = _joined(value) if param.type is str else value
        elif value is not None:
            said.append(f"{step.cls}: {name} = {masked_value(str(name), value)} is left out.")
    return make_step(step.kind, entry.key, values)


def _is_choice(param: Param, value: Any) -> bool:
    """Whether a value is one of the choices, if there are any: it may have been saved as others."""
    choices = list(map(str, param.choices or ()))
    return not choices or value is None or str(value) in choices


def _joined(value: Any) -> Any:
    """Return what a class was given that has split a text at its commas, and was saved so."""
    texts = isinstance(value, (list, tuple)) and all(isinstance(item, str) for item in value)
    return ",".join(value) if texts else value


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
