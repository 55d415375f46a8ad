"""Say what is wrong with a document, and on which step and parameter.

`validate` looks at the description and at the existence of paths: fast enough for every edit.
`check_live` asks the constructed components (which may list folders): for a background thread and
for the last moment before a run.
"""

from __future__ import annotations

import os
from collections.abc import Container, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Literal

from curator_gui.core.components import Pipeline
from curator_gui.core.document import Kind, PipelineDocument, Step
from curator_gui.core.documents.paths import code_path, resolve_path
from curator_gui.core.errors import ParamError
from curator_gui.core.frozen import thaw
from curator_gui.core.masking.texts import masked
from curator_gui.core.message import Message, at, quoted, term
from curator_gui.core.params.param import Param
from curator_gui.core.registration.registry import Entry, Registry
from curator_gui.core.text.naming import check_template
from curator_gui.core.trust.secrets import is_secret, secret_words
from curator_gui.core.trust.servers import why_not_connected

Severity = Literal["error", "warning"]


@dataclass(frozen=True)
class Issue:
    """One thing that is wrong: on a parameter, on a step, or (both empty) on the document."""

    message: str
    step_id: str = ""
    param: str = ""
    component: str = ""
    severity: Severity = "error"

    def __str__(self) -> str:
        place = ": ".join(part for part in (self.component, self.param) if part)
        return at(place, self.message) if place else self.message


def errors_of(issues: list[Issue]) -> list[Issue]:
    """Keep what stops a run."""
    return [issue for issue in issues if issue.severity == "error"]


def validate(document: PipelineDocument, registry: Registry, base: Path | None) -> list[Issue]:
    """List everything wrong that can be seen without constructing a component.

    `base` is the folder that relative paths start from (the document's own).
    """
    issues = list(_structure(document))
    for step in document.steps:
        if step.enabled:
            issues += _step_issues(step, document, registry, base)
    return issues


def check_live(pipeline: Pipeline[Any], steps: list[Step]) -> list[Issue]:
    """List what the constructed components find wrong with themselves, and an empty source.

    `steps` are the enabled steps of the document, in the order of `pipeline.steps`.
    """
    issues: list[Issue] = []
    for step, component in zip(steps, pipeline.steps, strict=True):
        issues += _component_problems(step, component)
    if not issues and len(pipeline) == 0:
        message = Message("the source is empty: there is nothing to run")
        issues.append(Issue(message, steps[0].id, "", steps[0].component))
    return issues


def _unknown(name: str, entry: Entry) -> Message:
    near = get_close_matches(name, [param.name for param in entry.params], n=1, cutoff=0.6)
    if near:
        return Message(
            "has no parameter {name}; did you mean {near}?",
            name=quoted(name),
            near=quoted(near[0]),
        )
    known = ", ".join(param.name for param in entry.params)
    if known:
        return Message("has no parameter {name}; it has {known}", name=quoted(name), known=known)
    return Message("has no parameter {name}; it has none", name=quoted(name))


def _component_problems(step: Step, component: Any) -> Iterator[Issue]:
    find = getattr(component, "problems", None)
    if find is None:  # written for the reference system
        return
    try:
        for param, message in find():
            yield Issue(masked(message), step.id, param, step.component)
    except Exception as error:  # noqa: BLE001 - a component may fail in any way
        message = Message(
            "cannot check itself: {type}: {error}", type=type(error).__name__, error=error
        )
        yield Issue(message, step.id, "", step.component)


def _structure(document: PipelineDocument) -> Iterator[Issue]:
    kinds: tuple[Kind, ...] = ("source", "sink")
    for kind in kinds:
        steps = document.row(kind)
        if not steps:
            yield Issue(Message("the pipeline has no {kind}: add one", kind=term(kind)))
        elif not any(step.enabled for step in steps):
            first = steps[0]
            yield Issue(_disabled(kind, len(steps)), first.id, "", first.component)


def _disabled(kind: Kind, count: int) -> Message:
    if count == 1:
        return Message("the {kind} is disabled, but a run needs it", kind=term(kind))
    return Message("all sinks are disabled, but a run needs one")


def _step_issues(
    step: Step, document: PipelineDocument, registry: Registry, base: Path | None
) -> Iterator[Issue]:
    entry = registry.find(step.component)
    if entry is None:
        message = Message("is not installed here: it is kept as it is, but the pipeline cannot run")
        yield Issue(message, step.id, "", step.component)
        return
    for unfit in _fit(entry, step, document, registry.domains):
        yield Issue(unfit, step.id, "", step.component)
    for name in step.values:
        if entry.param(name) is None:
            yield Issue(_unknown(name, entry), step.id, name, step.component)
    held = {issue.param: issue for issue in not_connected(step)}
    yield from held.values()
    for param in entry.params:
        if param.name in held:
            continue  # nor is it looked at: on Windows a path may lead to another computer
        problem = param_problem(param, step.values.get(param.name, param.default), base)
        if problem:
            yield Issue(problem, step.id, param.name, step.component)


def not_connected(step: Step) -> Iterator[Issue]:
    """Yield each value that names a server which the person has not agreed to contact yet."""
    for name, value in step.values.items():
        if words := why_not_connected(value):
            yield Issue(words, step.id, name, step.component)


def _fit(
    entry: Entry, step: Step, document: PipelineDocument, domains: Container[str]
) -> Iterator[str]:
    if entry.kind != step.kind:
        yield Message(
            "is a {kind}, but stands here as a {kind2}",
            kind=term(entry.kind),
            kind2=term(step.kind),
        )
    reason = entry.unavailable_reason()
    if reason:
        yield reason
    first = document.source or step
    if entry.domain.key != first.domain and first.domain in domains:
        yield Message(
            "works on {title} data, but the source gives {domain} data",
            title=term(entry.domain.title),
            domain=first.domain,
        )


def param_problem(param: Param, value: Any, base: Path | None) -> str:
    """Say what is wrong with one value, the file system included; "" if it can be used."""
    try:
        result = param.coerce(thaw(value))
        if is_secret(param.name, result):
            return secret_words()
        if param.widget in ("template", "shared_template") and result is not None:
            check_template(result, shared=param.widget == "shared_template")
        if not isinstance(result, (str, Path)) or "://" in str(result):
            return ""
        code = param.widget == "code"
        path = code_path(result, base) if code else resolve_path(result, base)
        return _path_problem(param.widget, path)
    except ParamError as error:
        return masked(str(error))


def _path_problem(widget: str, path: Path) -> str:
    check = {
        "folder": _folder_problem,
        "file": _file_problem,
        "code": _file_problem,
        "output_folder": _output_folder_problem,
        "output_file": _output_file_problem,
    }.get(widget)
    try:
        return check(path) if check else ""
    except (OSError, ValueError) as error:
        return Message("{path} cannot be looked at: {error}", path=path, error=error)


def _folder_problem(path: Path) -> str:
    if not path.exists():
        return Message("the folder {path} does not exist", path=path)
    if not path.is_dir():
        return Message("{path} is a file, not a folder", path=path)
    return (
        ""
        if os.access(path, os.R_OK | os.X_OK)
        else Message("the folder {path} may not be read", path=path)
    )


def _file_problem(path: Path) -> str:
    if not path.exists():
        return Message("the file {path} does not exist", path=path)
    if path.is_dir():
        return Message("{path} is a folder, not a file", path=path)
    return "" if os.access(path, os.R_OK) else Message("the file {path} may not be read", path=path)


def _output_folder_problem(path: Path) -> str:
    if path.exists() and not path.is_dir():
        return Message("{path} is a file, so nothing can be written into it", path=path)
    existing = next((p for p in (path, *path.parents) if p.exists()), None)
    if existing is None:
        return Message("{path}: there is no such drive", path=path)
    if not existing.is_dir():
        return Message(
            "{existing} is a file, so {path} cannot be created", existing=existing, path=path
        )
    if not os.access(existing, os.W_OK | os.X_OK):
        return Message("the folder {existing} may not be written to", existing=existing)
    return ""


def _output_file_problem(path: Path) -> str:
    if path.is_dir():
        return Message("{path} is a folder, not a file", path=path)
    return _output_folder_problem(path.parent)
