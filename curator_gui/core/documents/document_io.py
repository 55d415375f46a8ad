"""Read and write pipeline documents (`NAME.curator.yaml` or `.json`).

Reading parses plain data only (see `yaml_text`); it never imports or runs anything. What this
version does not know, such as an unknown component or an additional key, is kept and written back.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from curator_gui.core.document import PipelineDocument, Step
from curator_gui.core.documents.correspondence import Classes, is_reference
from curator_gui.core.documents.from_data import FORMAT, KINDS, document_from_data
from curator_gui.core.documents.yaml_text import dump_yaml, load_yaml
from curator_gui.core.errors import DocumentError
from curator_gui.core.frozen import thaw
from curator_gui.core.message import Message, at
from curator_gui.core.storage.files import atomic_write_text
from curator_gui.core.trust.strangers import parse_json, read_stranger

SUFFIX = ".curator.yaml"
MAX_EDITED_BYTES = 1 << 18
"""Up to this size a file is changed and not written anew: ruamel.yaml takes 12 s per megabyte."""

ORDERED_FROM = 4
"""Levels of a document at which the order of names says nothing: top, steps, step, parameters."""
_COMMENT = re.compile(r"(?:^|\s)#")
MAX_BYTES = 16 * 1024 * 1024


def read_document(path: Path, registered: Classes = MappingProxyType({})) -> PipelineDocument:
    """Read a document from a YAML or JSON file, also one that physicsnemo-curator has saved.

    Its steps are the classes of theirs that are `registered`, if all of them are.

    Raises
    ------
    DocumentError
        If the file cannot be read, is malformed or was written by a newer version.
    """
    return read_any_document(path, registered)[0]


def read_known_document(path: Path) -> PipelineDocument:
    """Read a document that many ask for, such as a recipe: again only when the file has changed.

    Raises
    ------
    DocumentError
        As `read_document`.
    """
    try:
        status = path.stat()
    except OSError:
        return read_document(path)  # which has the words for it
    return _read_once(path, status.st_mtime_ns, status.st_size)


@lru_cache(maxsize=256)
def _read_once(path: Path, changed: int, size: int) -> PipelineDocument:
    return read_document(path)


def read_any_document(
    path: Path, registered: Classes = MappingProxyType({})
) -> tuple[PipelineDocument, bool]:
    """Read a document as `read_document` does; return also whether the file is in our format."""
    data = _data_of(_read_text(path), str(path))
    return _document_of(data, str(path), registered), not is_reference(data)


def _read_text(path: Path) -> str:
    try:
        return read_stranger(path, MAX_BYTES)
    except OSError as error:
        raise DocumentError(
            "{path}: cannot be read: {error}", path=path, error=error.strerror or error
        ) from error
    except ValueError as error:
        raise DocumentError("{path}: {error}", path=path, error=error) from error


def parse_document(text: str, origin: str = "document") -> PipelineDocument:
    """Parse the text of a document; `origin` names it in errors.

    Raises
    ------
    DocumentError
        With the line of a syntax error, or the entry that is wrong.
    """
    return _document_of(_data_of(text, origin), origin)


def _document_of(
    data: Any, origin: str, registered: Classes = MappingProxyType({})
) -> PipelineDocument:
    try:
        return document_from_data(data, registered)
    except DocumentError as error:
        raise DocumentError(at(origin, error)) from None


def _data_of(text: str, origin: str) -> Any:
    try:
        return _parse_data(text)
    except (yaml.YAMLError, ValueError) as error:
        raise DocumentError(at(origin, _syntax_message(error))) from error


def document_to_data(document: PipelineDocument) -> dict[str, Any]:
    """Turn a document into plain dicts and lists, in the order in which they are written."""
    version = 1 if len(document.sinks) < 2 else 2
    data: dict[str, Any] = {"format": FORMAT, "version": version, "name": document.name}
    if document.description:
        data["description"] = document.description
    data["steps"] = [_step_data(step) for step in document.steps]
    run = document.run
    data["run"] = {
        "backend": run.backend,
        "n_jobs": run.n_jobs,
        "indices": run.indices,
        "on_error": run.on_error,
        "options": thaw(run.options),
        **thaw(run.extra),
    }
    return {**data, **thaw(document.extra)}


def document_text(document: PipelineDocument, *, as_json: bool = False) -> str:
    """Write a document as YAML (or JSON) text."""
    data = document_to_data(document)
    if as_json:
        return json.dumps(data, indent=2) + "\n"  # in ASCII: any file name can be written
    return dump_yaml(data)


def edited_text(document: PipelineDocument, before: str) -> str:
    """Return a text that says what a document says, with the comments of the one of before.

    Where that cannot be had, it is written anew.
    """
    kept = None if before.lstrip().startswith("{") else _text_like(document, before)
    return document_text(document) if kept is None else kept


def write_document(document: PipelineDocument, path: Path, like: Path | None = None) -> str:
    """Save atomically: a crash leaves either the old file or the new one, never half of it.

    A symbolic link stays one: the file that it points to is written. Comments, order and quotes of
    the file `like`, the one that was opened, are kept if it is YAML of up to 256 KiB. Returns what
    the person should know: that comments could not be kept; "" if nothing was lost.

    Raises
    ------
    DocumentError
        If the file cannot be written.
    """
    try:
        text, remark = _text_to_write(document, path, like)
        atomic_write_text(path.resolve(), text)
    except OSError as error:
        raise DocumentError(
            "{path}: cannot be saved: {error}", path=path, error=error.strerror or error
        ) from error
    return remark


def _text_to_write(document: PipelineDocument, path: Path, like: Path | None) -> tuple[str, str]:
    """Return the text of a document, and what gets lost by it."""
    if path.suffix == ".json":
        return document_text(document, as_json=True), ""
    before = _opened_text(like)
    kept = _text_like(document, before)
    if kept is not None:
        return kept, ""
    lost = _COMMENT.search(before) is not None
    remark = Message("{path}: its comments could not be kept", path=path) if lost else ""
    return document_text(document), remark


def _opened_text(path: Path | None) -> str:
    """Return what stands in the file that was opened; "" if there is none any more."""
    try:
        known = path is not None and path.suffix != ".json"
        return read_stranger(path, MAX_BYTES) if path and known else ""
    except (OSError, ValueError):
        return ""


def _text_like(document: PipelineDocument, before: str) -> str | None:
    """Change a text to say what the document says; None if that cannot be had.

    What comes out is read again: whatever the round trip does not get right is written anew.
    """
    if not before or len(before) > MAX_EDITED_BYTES:
        return None
    from curator_gui.core.documents.yaml_edit import edit_yaml

    after = document_to_data(document)
    try:
        known = document_to_data(parse_document(before, "the opened file"))
        if _meaning(known) == _meaning(after):
            return before
        text = edit_yaml(before, known, after, _step_signature, ORDERED_FROM)
        written = document_to_data(parse_document(text, "the new text"))
    except ValueError:  # such as the steps in another order, or what ruamel.yaml cannot do
        return None
    return text if _meaning(written) == _meaning(after) else None


def _meaning(data: Any, levels: int = ORDERED_FROM) -> Any:
    """Bring data to a form that is equal where they are: the order of parameters says nothing."""
    if levels and isinstance(data, dict):
        return {name: _meaning(value, levels - 1) for name, value in data.items()}
    if levels and isinstance(data, list):
        return [_meaning(entry, levels - 1) for entry in data]
    return repr(data)  # tells 1 from 1.0 and from true


def _step_signature(entry: Any) -> str:
    """Tell steps of a document by kind and component, other entries by what they are."""
    if isinstance(entry, Mapping):
        for kind in KINDS:
            if kind in entry:
                return f"{kind}: {entry[kind]}"
    return repr(entry)


def _parse_data(text: str) -> Any:
    """Read JSON if it is that, else YAML, which reads some numbers of JSON as texts."""
    if text.lstrip().startswith("{"):
        try:
            return parse_json(text)
        except json.JSONDecodeError:
            return load_yaml(text)  # `{` also begins a table of YAML
    return load_yaml(text)


def _syntax_message(error: Exception) -> str:
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or str(error)
    if mark is None:
        return Message("is not valid YAML: {problem}", problem=problem)
    return Message(
        "line {line}, column {column}: is not valid YAML: {problem}",
        line=mark.line + 1,
        column=mark.column + 1,
        problem=problem,
    )


def _step_data(step: Step) -> dict[str, Any]:
    data: dict[str, Any] = {step.kind: step.component}
    if step.values:
        data["params"] = thaw(step.values)
    if not step.enabled:
        data["enabled"] = False
    if step.note:
        data["note"] = step.note
    return {**data, **thaw(step.extra)}
