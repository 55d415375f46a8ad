"""Documents of plain data: the shape is checked, the values are not.

What this version does not know, such as an additional key, is kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from curator_gui.core.document import Kind, PipelineDocument, RunOptions, Step
from curator_gui.core.documents.correspondence import (
    Classes,
    document_from_reference,
    is_reference,
)
from curator_gui.core.errors import DocumentError
from curator_gui.core.frozen import FrozenMap, freeze
from curator_gui.core.message import Message, at, quoted, term
from curator_gui.core.text.listing import listed_names

FORMAT = "curator-pipeline"
VERSION = 2
"""The newest format that is read: 2 has several sinks. What fits into 1 is written as that."""
KINDS: tuple[Kind, ...] = ("source", "filter", "sink")
_ON_ERROR = ("continue", "stop", "raise")


def document_from_data(data: Any, registered: Classes = MappingProxyType({})) -> PipelineDocument:
    """Build a document from plain data, checking its shape but not its values.

    In a pipeline of physicsnemo-curator, `registered` are the classes that can be had.

    Raises
    ------
    DocumentError
        If an entry has the wrong shape.
    """
    if is_reference(data):
        return document_from_reference(data, registered)
    top = _table(data, Message("the document"))
    _check_version(top)
    steps = [_step(entry, n + 1) for n, entry in enumerate(_entries(top.get("steps"), "steps"))]
    known = {"format", "version", "name", "description", "steps", "run"}
    return PipelineDocument(
        name=_text(top.get("name", ""), "name"),
        description=_text(top.get("description", ""), "description"),
        source=_only(steps, "source"),
        filters=tuple(step for step in steps if step.kind == "filter"),
        sinks=tuple(step for step in steps if step.kind == "sink"),
        run=_run_options(top.get("run")),
        extra=_rest(top, known),
    )


def _check_version(top: Mapping[str, Any]) -> None:
    if top.get("format") != FORMAT:
        raise DocumentError(
            "is not a pipeline document (no `format: {format}` line)", format=FORMAT
        )
    version = top.get("version")
    if isinstance(version, bool) or not isinstance(version, int) or version < 1:
        raise DocumentError(
            at("version", Message("needs a whole number, not {version}", version=quoted(version)))
        )
    if version > VERSION:
        raise DocumentError(
            "has format version {version}, but this Curator reads up to "
            "{version2}: update Curator to open it",
            version=version,
            version2=VERSION,
        )


def _step(entry: Any, number: int) -> Step:
    place = Message("step {number}", number=number)
    table = _table(entry, place)
    kind = _kind(table, place)
    enabled = _enabled(table, place)
    component = _text(table[kind], at(place, kind))
    if not component:
        raise DocumentError(at(at(place, kind), Message("needs the key of a component")))
    return Step(
        kind=kind,
        component=component,
        values=_values(
            table.get("params"),
            at(Message("{place} ({component})", place=place, component=component), "params"),
        ),
        enabled=enabled,
        note=_text(table.get("note", ""), at(place, "note")),
        extra=_rest(table, {kind, "params", "enabled", "note"}),
    )


def _kind(table: Mapping[str, Any], place: Message) -> Kind:
    kinds = [kind for kind in KINDS if kind in table]
    if len(kinds) != 1:
        raise DocumentError(at(place, Message("needs exactly one of source, filter, sink")))
    return kinds[0]


def _enabled(table: Mapping[str, Any], place: Message) -> bool:
    enabled = table.get("enabled", True)
    if not isinstance(enabled, bool):
        raise DocumentError(
            at(
                place,
                Message("enabled: needs true or false, not {enabled}", enabled=quoted(enabled)),
            )
        )
    return enabled


def _run_options(value: Any) -> RunOptions:
    table = _table(value if value is not None else {}, "run")
    defaults = RunOptions()
    n_jobs = table.get("n_jobs", defaults.n_jobs)
    if isinstance(n_jobs, bool) or not isinstance(n_jobs, int):
        raise DocumentError(
            at("run: n_jobs", Message("needs a whole number, not {n_jobs}", n_jobs=quoted(n_jobs)))
        )
    on_error = table.get("on_error", defaults.on_error)
    _check_on_error(on_error)
    known = {"backend", "n_jobs", "indices", "on_error", "options"}
    return RunOptions(
        backend=_text(table.get("backend", defaults.backend), "run: backend"),
        n_jobs=n_jobs,
        indices=str(table.get("indices", defaults.indices)),
        on_error=on_error,
        options=_values(table.get("options"), "run: options"),
        extra=_rest(table, known),
    )


def _check_on_error(on_error: Any) -> None:
    if on_error not in _ON_ERROR:
        raise DocumentError(
            at(
                "run: on_error",
                Message(
                    "needs one of {on_error}, not {on_error2}",
                    on_error=", ".join(_ON_ERROR),
                    on_error2=quoted(on_error),
                ),
            )
        )


def _only(steps: list[Step], kind: Kind) -> Step | None:
    found = [step for step in steps if step.kind == kind]
    if len(found) > 1:
        raise DocumentError(
            "has {n} {kind}s, but a pipeline has one", n=len(found), kind=term(kind)
        )
    return found[0] if found else None


def _table(value: Any, place: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise DocumentError(
            at(
                place,
                Message("needs a table of names and values, not {value}", value=quoted(value)),
            )
        )
    return {str(key): item for key, item in value.items()}


def _entries(value: Any, place: str) -> list[Any]:
    if value is None:
        return []
    if not isinstance(value, list):
        raise DocumentError(at(place, Message("needs a list, not {value}", value=quoted(value))))
    return value


def _values(value: Any, place: str) -> FrozenMap:
    table = _table(value if value is not None else {}, place)
    return FrozenMap({key: freeze(item) for key, item in table.items()})


def _text(value: Any, place: str) -> str:
    if not isinstance(value, str):
        raise DocumentError(at(place, Message("needs a text, not {value}", value=quoted(value))))
    return value


def _rest(table: Mapping[str, Any], known: set[str]) -> FrozenMap:
    return FrozenMap({key: freeze(item) for key, item in table.items() if key not in known})


_SPOKEN_FOR = frozenset({"recipe", "dataset", "module"})
"""Keys that the window or the card of a data set write and read, beside those of documents."""


def unknown_words(document: PipelineDocument, name: str) -> Message | None:
    """Say of the document `name` in one message which keys are not known; None if all are."""
    found = [quoted(f"{place}: {key}" if place else key) for place, key in _unknown(document)]
    if not found:
        return None
    return Message(
        "{name} has keys that are not known here: {keys}. They are kept, but change nothing.",
        name=name,
        keys=listed_names(found),
    )


def unknown_keys(document: PipelineDocument) -> list[Message]:
    """Name what a document holds that nothing here reads: it is kept when it is saved."""
    words = Message("is not known here: it is kept, but changes nothing")
    return [at(f"{place}: {key}" if place else key, words) for place, key in _unknown(document)]


def _unknown(document: PipelineDocument) -> Iterator[tuple[str, str]]:
    """Yield each such key behind its place: "" for the document itself."""
    places = [("", document.extra), ("run", document.run.extra)]
    places += [(step.component, step.extra) for step in document.steps]
    for place, extra in places:
        yield from ((place, key) for key in extra if key not in _SPOKEN_FOR)
