"""What is wrong with a document, in the words of the window: titles rather than keys."""

from __future__ import annotations

from curator_gui.app.language.words import say
from curator_gui.core.documents.build import InvalidDocumentError
from curator_gui.core.documents.validation import Issue
from curator_gui.core.errors import CuratorError
from curator_gui.core.registration.registry import Registry


def param_words(name: str) -> str:
    """Name a parameter at the beginning of a line: `cell_fields` reads "Cell fields"."""
    return say(name.replace("_", " ").capitalize())


def on_step(issue: Issue) -> str:
    """Say an issue where its step is in sight."""
    place = f"{param_words(issue.param)}: " if issue.param else ""
    return place + say(issue.message)


def on_document(issue: Issue, registry: Registry) -> str:
    """Say an issue where no step is in sight; one that is not installed is named by its key."""
    entry = registry.find(issue.component) if issue.component else None
    title = say(entry.title) if entry else issue.component
    return f"{title}: {on_step(issue)}" if title else on_step(issue)


def refusal_words(error: CuratorError, registry: Registry) -> str:
    """Say an error; a document that cannot run has a line for each reason, with its step."""
    if isinstance(error, InvalidDocumentError):
        return "\n".join(on_document(issue, registry) for issue in error.issues)
    return say(str(error))
