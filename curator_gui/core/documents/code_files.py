"""The code that a document's steps run from its own folder."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from curator_gui.core.document import PipelineDocument, Step
from curator_gui.core.document_code.reading import Code, read_code
from curator_gui.core.document_code.trust import is_trusted
from curator_gui.core.documents.paths import resolve_value
from curator_gui.core.errors import CuratorError
from curator_gui.core.registration.registry import Registry


@dataclass(frozen=True)
class StepCode:
    """The code of one step, or why it cannot be read."""

    step: Step
    code: Code | None
    problem: str = ""


def code_of_steps(
    document: PipelineDocument, registry: Registry, base: Path | None
) -> Iterator[StepCode]:
    """Yield the code of each step that names some; nothing of it is run."""
    for step in document.steps:
        entry = registry.find(step.component)
        for param in entry.params if entry else ():
            value = step.values.get(param.name)
            if param.widget == "code" and value:
                try:
                    yield StepCode(step, read_code(resolve_value(param, value, base)))
                except CuratorError as error:
                    yield StepCode(step, None, str(error))


def code_to_ask_for(found: Iterable[StepCode]) -> list[StepCode]:
    """List those of found code that the person has not agreed to, each once."""
    codes = {each.code.digest: each for each in found if each.code}
    return [each for each in codes.values() if each.code and not is_trusted(each.code)]
