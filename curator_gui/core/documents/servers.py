"""The servers that a document names in the values of its steps."""

from __future__ import annotations

from collections.abc import Iterable

from curator_gui.core.document import PipelineDocument, Step
from curator_gui.core.documents.validation import Issue
from curator_gui.core.trust.servers import not_agreed, servers_in, servers_said


def servers_of(steps: Iterable[Step]) -> list[str]:
    """List the servers that steps name, each once."""
    return list(dict.fromkeys(server for step in steps for server in servers_in(step.values)))


def servers_to_ask_for(document: PipelineDocument) -> list[str]:
    """List the servers of a document's enabled steps that are not to be contacted yet."""
    return not_agreed(servers_of(step for step in document.steps if step.enabled))


def servers_found(issues: Iterable[Issue]) -> list[str]:
    """List the servers that data of a document name, such as rows of a table, and hold it up."""
    return not_agreed(server for issue in issues for server in servers_said(issue.message))


def servers_named_anew(before: PipelineDocument, now: PipelineDocument) -> list[str]:
    """List the servers that an edit has brought into a document."""
    known = {id(step) for step in before.steps}
    old = set(servers_of(before.steps))
    edited = (step for step in now.steps if id(step) not in known)
    return [server for server in servers_of(edited) if server not in old]
