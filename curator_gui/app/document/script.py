"""The open pipeline outside of the window: as a Python script, and as a command line."""

from __future__ import annotations

import json
import math
import shlex
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from curator_gui import __version__
from curator_gui.core.document import PipelineDocument, RunOptions, Step
from curator_gui.core.document_code.trust import why_not_trusted
from curator_gui.core.documents.build import InvalidDocumentError, enabled_steps, step_arguments
from curator_gui.core.documents.code_files import code_of_steps
from curator_gui.core.documents.validation import errors_of, validate
from curator_gui.core.errors import DocumentError
from curator_gui.core.frozen import thaw
from curator_gui.core.message import at
from curator_gui.core.registration.adapted import Adapted, adapted
from curator_gui.core.registration.registry import Registry


def command_line(path: Path) -> str:
    """Return the command that runs a saved document without the window."""
    words = ["curator-gui", "run", str(path)]
    return subprocess.list2cmdline(words) if sys.platform == "win32" else shlex.join(words)


def python_script(document: PipelineDocument, registry: Registry, base: Path | None) -> str:
    """Write a script that builds and runs the pipeline; paths in it are absolute.

    Raises
    ------
    InvalidDocumentError
        If the pipeline could not run.
    DocumentError
        If a component comes from a file of the user's component folder, which a script cannot
        import, or the person has not agreed to the code of a step.
    """
    errors = errors_of(validate(document, registry, base))
    if errors:
        raise InvalidDocumentError(errors)
    steps = enabled_steps(document)
    calls = [_call(step, registry, base) for step in steps]
    agreed = [*_agreed_code(document, registry, base)]
    return _SCRIPT.format(
        title=_comment(document.name or "pipeline"),
        version=__version__,
        imports="\n".join(sorted([*_imports(steps, registry), *[_AGREE] * bool(agreed)])),
        agreed="".join(f"    {line}\n" for line in agreed),
        chain=_chain(steps, calls),
        indices=json.dumps(document.run.indices),
        arguments="".join(f"        {line},\n" for line in _arguments(document.run)),
    )


def _agreed_code(
    document: PipelineDocument, registry: Registry, base: Path | None
) -> Iterator[str]:
    """Yield the lines by which a script agrees to code: to exactly that of now."""
    for found in code_of_steps(document, registry, base):
        if found.code is None or not found.step.enabled:
            continue
        why = why_not_trusted(found.code)
        if why is not None:
            raise DocumentError(at(found.step.component, why))
        yield f"trust_code({_literal(found.code.path)}, {found.code.digest!r})"


def _imports(steps: Iterable[Step], registry: Registry) -> list[str]:
    lines = set()
    for step in steps:
        cls = registry.get(step.component).cls
        if cls.__module__.startswith("curator_user_components") or "." in cls.__qualname__:
            raise DocumentError(
                "{component} comes from a file of the component folder, which a script "
                "cannot import; install it as a package, or run the document instead",
                component=step.component,
            )
        lines.add(f"from {_public_home(cls)} import {cls.__qualname__}")
        if issubclass(cls, Adapted):
            lines.add(f"from {adapted.__module__} import {adapted.__name__}")
    return sorted(lines)


def _public_home(cls: type) -> str:
    """Return the shortest package that has a class: a domain's own, else its module."""
    package = ".".join(cls.__module__.split(".")[:3])
    has_it = getattr(sys.modules.get(package), cls.__name__, None) is cls
    return package if has_it else cls.__module__


def _call(step: Step, registry: Registry, base: Path | None) -> str:
    arguments = step_arguments(step, registry, base)
    written = ", ".join(f"{name}={_literal(value)}" for name, value in arguments.items())
    cls = registry.get(step.component).cls
    name = f"{adapted.__name__}({cls.__name__})" if issubclass(cls, Adapted) else cls.__name__
    return f"{name}({written})"


def _chain(steps: list[Step], calls: list[str]) -> str:
    lines = [f"        {calls[0]}"]
    for step, call in zip(steps[1:], calls[1:], strict=True):
        method = "write" if step.kind == "sink" else "filter"
        lines.append(f"        .{method}({call})")
    return "\n".join(lines)


def _arguments(run: RunOptions) -> list[str]:
    options = {"backend": run.backend, "n_jobs": run.n_jobs, "on_error": run.on_error}
    options |= thaw(run.options)
    return [f"{name}={_literal(value)}" for name, value in options.items()]


def _literal(value: Any) -> str:
    if isinstance(value, Path):
        return f"Path({str(value)!r})"
    if isinstance(value, Mapping):
        inner = ", ".join(f"{_literal(key)}: {_literal(item)}" for key, item in value.items())
        return "{" + inner + "}"
    if isinstance(value, (list, tuple)):
        inner = ", ".join(_literal(item) for item in value)
        if isinstance(value, list):
            return f"[{inner}]"
        return f"({inner},)" if value else "()"
    if isinstance(value, float) and not math.isfinite(value):
        return f"float('{value}')"
    return repr(value)


def _comment(text: str) -> str:
    """Make a text safe inside a docstring."""
    return text.replace("\\", "\\\\").replace('"', "'").replace("\n", " ")


_AGREE = "from curator_gui.core.document_code.trust import trust_code"

_SCRIPT = '''"""{title}: a pipeline written by Curator {version}."""

from pathlib import Path

{imports}
from curator_gui.run import parse_indices, run_pipeline


def main() -> None:
{agreed}    pipeline = (
{chain}
    )
    outputs = run_pipeline(
        pipeline,
        indices=parse_indices({indices}, len(pipeline)),
{arguments}    )
    written = sum(len(paths) for paths in outputs)
    empty = sum(not paths for paths in outputs)
    print(f"{{len(outputs)}} indices, {{written}} outputs, {{empty}} indices without output")
    if written:
        print(f"the first is {{Path(next(paths[0] for paths in outputs if paths))}}")


if __name__ == "__main__":  # worker processes import this file
    main()
'''
