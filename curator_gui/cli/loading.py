"""From a file on the disk to a pipeline that can run, or to the list of what is wrong."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from curator_gui.cli.printing import complain
from curator_gui.cli.problems import ProblemsError, say_problems
from curator_gui.core.components import Pipeline
from curator_gui.core.document import PipelineDocument, Step
from curator_gui.core.documents.build import InvalidDocumentError, build_pipeline, enabled_steps
from curator_gui.core.documents.document_io import read_any_document
from curator_gui.core.documents.from_data import unknown_keys
from curator_gui.core.documents.validation import Issue, check_live, errors_of
from curator_gui.core.message import Message
from curator_gui.core.registration.registry import REGISTRY, Registry
from curator_gui.core.storage.folders import component_folder
from curator_gui.domains import physicsnemo, register_all
from curator_gui.run.helper.process import HELPER, HelperError, survey


@dataclass(frozen=True)
class LoadedPipeline:
    """A document that was read, and the pipeline that it describes."""

    path: Path
    document: PipelineDocument
    pipeline: Pipeline[Any]


def filled_registry() -> Registry:
    """Return the registry with all components; an add-on that fails is named on stderr."""
    with stdout_kept_clean():
        register_all(REGISTRY, component_folder())
    say_problems(f"not loaded: {place}: {why}" for place, why in REGISTRY.failures.items())
    return REGISTRY


def load_pipeline(path: Path, known_as: Path | None = None) -> LoadedPipeline:
    """Read a document and construct its pipeline; no item is read yet.

    `known_as` is the file of which it is a copy with absolute paths: its code stands beside that.

    Raises
    ------
    DocumentError
        If the file is no document.
    ProblemsError
        If the pipeline cannot run: every reason that was found.
    """
    path, registry = path.absolute(), filled_registry()
    document = read_given(path, registry)
    try:
        pipeline = build_pipeline(document, registry, (known_as or path).parent)
    except InvalidDocumentError as error:
        raise _problems(path, error.issues) from None
    pipeline, found = _checked(path, pipeline, enabled_steps(document))
    if issues := errors_of(found):
        raise _problems(path, issues)
    return LoadedPipeline(path, document, pipeline)


def read_given(path: Path, registry: Registry) -> PipelineDocument:
    """Read a document, and say on stderr what in it is not known.

    Of one of physicsnemo-curator it is said how it was taken over.

    Raises
    ------
    DocumentError
        If the file is no document.
    """
    document, own = read_any_document(path, registry.foreign())
    if not own:
        complain(f"{path.name}: {document.description}{_other_way(registry)}")
    for words in unknown_keys(document):
        complain(f"{path.name}: {words}")
    return document


def _other_way(registry: Registry) -> str:
    """Say how it would be taken over the other way, where that can be."""
    command = "curator-gui components {word} physicsnemo-curator"
    if physicsnemo.is_on(registry):
        return f" With Curator's components instead: {command.format(word='remove')}"
    if physicsnemo.is_installed():
        return f" With its own classes instead: {command.format(word='add')}"
    return ""


def _checked(
    path: Path, pipeline: Pipeline[Any], steps: list[Step]
) -> tuple[Pipeline[Any], list[Issue]]:
    """Let the components check themselves and a source list its items.

    One that could end or fill its process does so in another one; its list is kept.

    Raises
    ------
    ProblemsError
        If that process died.
    """
    if not getattr(pipeline.source, "counting_may_crash", False):
        return pipeline, check_live(pipeline, steps)
    name = getattr(pipeline.source, "name", type(pipeline.source).__name__)
    try:
        what = Message("counting the items of {name}", name=name)
        known = HELPER.call(what, survey, pipeline, steps)
    except HelperError as error:
        words = "if it happens again, one of its files may be damaged: leave it out or make it anew"
        raise ProblemsError([f"{path.name}: {error}; {words}"]) from error
    finally:
        HELPER.kill()  # it has nothing else to do
    found: Pipeline[Any] = Pipeline(known.pipeline.source)
    for step in pipeline.filters:
        found = found.filter(step)  # each is told of its source, which has the list
    return (found.write(*pipeline.sinks) if pipeline.sinks else found), known.issues


def _problems(path: Path, issues: list[Issue]) -> ProblemsError:
    return ProblemsError(f"{path.name}: {issue}" for issue in issues)


@contextlib.contextmanager
def stdout_kept_clean() -> Iterator[None]:
    """Send what components print to stderr: stdout is for the result, above all for JSON."""
    with contextlib.redirect_stdout(sys.stderr):
        yield
