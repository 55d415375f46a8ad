"""Make the live pipeline that a document describes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from curator_gui.core.components import Component, Filter, Pipeline, Sink, Source
from curator_gui.core.document import PipelineDocument, Step
from curator_gui.core.documents.paths import resolve_value
from curator_gui.core.documents.validation import Issue, errors_of, not_connected, validate
from curator_gui.core.errors import DocumentError, ParamError, error_words
from curator_gui.core.frozen import thaw
from curator_gui.core.masking.texts import masked
from curator_gui.core.message import joined
from curator_gui.core.registration.registry import Registry


class InvalidDocumentError(DocumentError):
    """A document that cannot run; `issues` has every reason with its step."""

    def __init__(self, issues: list[Issue]) -> None:
        super().__init__(joined("\n", map(str, issues)))
        self.issues = issues


def enabled_steps(document: PipelineDocument) -> list[Step]:
    """List the steps that take part in a run."""
    return [step for step in document.steps if step.enabled]


def step_arguments(step: Step, registry: Registry, base: Path | None) -> dict[str, Any]:
    """Return the constructor arguments of a step: values coerced, paths absolute.

    Raises
    ------
    RegistryError
        If the component is unknown or cannot run here.
    ParamError
        If a value does not fit.
    """
    entry = registry.get(step.component)
    arguments = {}
    for param in entry.params:
        if param.name in step.values:
            arguments[param.name] = resolve_value(param, thaw(step.values[param.name]), base)
        elif param.required:
            raise ParamError(
                "{name}: needs a value: {accepts}", name=param.name, accepts=param.accepts()
            )
    return arguments


def build_step(step: Step, registry: Registry, base: Path | None) -> Component:
    """Construct the component of a step.

    Raises
    ------
    InvalidDocumentError
        If it names a server that the person has not agreed to contact yet, or its constructor
        refuses the arguments; the issue names the step.
    """
    if held := list(not_connected(step)):
        raise InvalidDocumentError(held)
    arguments = step_arguments(step, registry, base)
    try:
        return registry.get(step.component).cls(**arguments)
    except Exception as error:
        words = masked(str(error)) if isinstance(error, ValueError) else error_words(error)
        raise InvalidDocumentError([Issue(words, step.id, "", step.component)]) from error


def build_pipeline(
    document: PipelineDocument, registry: Registry, base: Path | None
) -> Pipeline[Any]:
    """Construct all enabled steps.

    Raises
    ------
    InvalidDocumentError
        If `validate` finds errors, or a constructor refuses its arguments.
    """
    errors = errors_of(validate(document, registry, base))
    if errors:
        raise InvalidDocumentError(errors)
    return assemble([build_step(step, registry, base) for step in enabled_steps(document)])


def assemble(components: list[Component]) -> Pipeline[Any]:
    """Chain constructed components; the first is the source."""
    source, *rest = components
    if not isinstance(source, Source):
        raise DocumentError("the first step has to be a source")
    pipeline: Pipeline[Any] = Pipeline(source)
    for component in rest:
        if isinstance(component, Filter):
            pipeline = pipeline.filter(component)
        elif isinstance(component, Sink):
            pipeline = pipeline.write(component)
    return pipeline
