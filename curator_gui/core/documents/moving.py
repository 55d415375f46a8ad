"""Move a document to another folder: its relative paths, and the code that stands beside it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from curator_gui.core.document import PipelineDocument, Step
from curator_gui.core.document_code.reading import Code, CodeError, code_text, read_code
from curator_gui.core.document_code.roles import asked_params, used_callees
from curator_gui.core.documents.code_files import StepCode
from curator_gui.core.documents.paths import (
    code_path,
    is_path_param,
    portable_path,
    resolve_path,
)
from curator_gui.core.errors import CuratorError, ParamError
from curator_gui.core.frozen import freeze
from curator_gui.core.message import Message
from curator_gui.core.params.param import Param
from curator_gui.core.registration.registry import Entry, Registry


def rebase(
    document: PipelineDocument, registry: Registry, old: Path | None, new: Path | None
) -> PipelineDocument:
    """Rewrite relative paths for a document that moves to another folder (save as).

    Without a new folder they become absolute. Those of code stay: it stands in the same folder; but
    the files that its arguments name are the same as before.

    Steps that the registry does not know are left as they are: which of their values are paths
    cannot be known.
    """
    if old == new:
        return document
    for step in document.steps:
        document = document.replace_step(_rebase_step(step, registry, old, new))
    return document


def _rebase_step(step: Step, registry: Registry, old: Path | None, new: Path | None) -> Step:
    entry = registry.find(step.component)
    for param in entry.params if entry else ():
        value = step.values.get(param.name)
        if param.widget == "code":  # in the new folder it has to be put there: it says so
            continue
        if isinstance(value, str) and value and is_path_param(param) and "://" not in value:
            moved = portable_path(Path(os.path.normpath(resolve_path(value, old))), new)
            step = step.with_value(param.name, freeze(moved))
    return _rebase_arguments(step, entry, old, new) if entry and old and new else step


def _rebase_arguments(step: Step, entry: Entry, old: Path, new: Path) -> Step:
    """Let the paths that code is given mean the same files: they start from its own folder."""
    names = {param.widget: param.name for param in entry.params}
    given = step.values.get(names.get("code_arguments", ""))
    file = step.values.get(names.get("code", ""))
    if not isinstance(given, Mapping) or not isinstance(file, str):
        return step
    try:
        path = code_path(file, old)
        found = used_callees(read_code(path), entry.kind, step.values)
    except CuratorError:  # what its arguments are cannot be known
        return step
    params = {param.name: param for param in asked_params(found)}
    folders = path.parent, (new / file).parent
    moved = {name: _moved(params.get(name), value, *folders) for name, value in given.items()}
    return step.with_value(names["code_arguments"], freeze(moved))


def _moved(param: Param | None, value: Any, old: Path, new: Path) -> Any:
    try:
        return _moved_value(value, param.coerce(value), old, new) if param else value
    except ParamError:  # it is said where it stands
        return value


def _moved_value(value: Any, meant: Any, old: Path, new: Path) -> Any:
    if isinstance(meant, Path):
        return portable_path(Path(os.path.normpath(resolve_path(meant, old))), new)
    if isinstance(meant, (list, tuple)) and isinstance(value, (list, tuple)):
        return [_moved_value(v, m, old, new) for v, m in zip(value, meant, strict=False)]
    if isinstance(meant, Mapping) and isinstance(value, Mapping):
        return {n: _moved_value(v, meant.get(n), old, new) for n, v in value.items()}
    return value


@dataclass(frozen=True)
class CodeCopy:
    """A code that a document needs in the folder to which it moves.

    Parameters
    ----------
    code
        As it is now.
    folder
        Where it has to be.
    """

    code: Code
    folder: Path

    def _texts(self) -> Iterator[tuple[Path, str]]:
        for file, (_, text) in zip(self.code.files, self.code.texts, strict=True):
            yield self.folder / file.name, text

    @property
    def missing(self) -> list[Path]:
        """The files that are not there."""
        return [path for path, _ in self._texts() if not os.path.lexists(path)]

    @property
    def other(self) -> list[Path]:
        """The files that are others there."""
        there = (path for path, _ in self._texts() if os.path.lexists(path))
        texts = dict(self._texts())
        return [path for path in there if _text(path) != texts[path]]

    def copy(self) -> list[Path]:
        """Write what is missing; whatever is there stays. Returns what was written.

        Raises
        ------
        OSError
            If a file cannot be written, or has come there meanwhile.
        """
        missing = self.missing
        texts = dict(self._texts())
        for path in missing:
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("x", encoding="utf-8", newline="\n") as file:
                file.write(texts[path])
        return missing


def _text(path: Path) -> str | None:
    """Return the text of a file as code is compared; None if it is none."""
    try:
        return code_text(path)
    except CodeError:
        return None


def code_copies(found: Iterable[StepCode], old: Path, new: Path) -> list[CodeCopy]:
    """List the code of a document, each once, as it is needed in another folder."""
    copies = [
        CodeCopy(each.code, new / each.code.path.parent.relative_to(old))
        for each in found
        if each.code is not None
    ]
    return list({(copy.code.digest, copy.folder): copy for copy in copies}.values())


def not_copied(copy: CodeCopy) -> Message:
    """Say that code stays behind, because another file is in its place."""
    return Message(
        "{path} is another file than that of {folder}, and stays as it is: the code was not copied",
        path=copy.other[0],
        folder=copy.code.path.parent,
    )
