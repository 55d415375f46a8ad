"""What a controller asks its thread for: new runs, retries, and runs read from their records."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from time import time
from typing import TYPE_CHECKING

from curator_gui.app.monitor.statistics import RunStatistics
from curator_gui.app.run.thread import RunRequest
from curator_gui.core.document import PipelineDocument
from curator_gui.core.message import Message
from curator_gui.core.registration.registry import Registry
from curator_gui.run.events import RunFinished

if TYPE_CHECKING:
    from curator_gui.app.runs.recorded_run import RecordedRun

NO_DOCUMENT = Message(
    "this run was started by a script, so there is no pipeline document to "
    "run its indices again with; run the script again and let it resume "
    "the record"
)
STILL_READING = Message(
    "the outputs of the earlier run are still being read; try again in a moment"
)


@dataclass(frozen=True)
class Open:
    """The open document as it is now, where its relative paths start, and its file."""

    document: PipelineDocument
    base: Path | None = None
    path: Path | None = None


Present = Callable[[], Open]
"""Gives the open document."""


def new_record_path(document: PipelineDocument) -> Path:
    """Name the record of a new run of a document."""
    from curator_gui.run.record.library import new_record_path  # not needed before the first run

    return new_record_path(uuid.uuid4().hex, document.name)


def request_of(run: RecordedRun, registry: Registry) -> RunRequest | None:
    """Return the request by which indices of an earlier run can be run again, if any can."""
    if run.document is None:
        return None
    path = run.summary.document_path
    return RunRequest(
        run.document, Path(path).parent if path else None, registry, document_path=path
    )


def refusal(last: RunRequest | None, foreign: str, *, reading: bool) -> str:
    """Say why nothing of the run that is shown can be run again; "" if it can."""
    if last is None:
        return NO_DOCUMENT
    if reading:
        return STILL_READING
    if not foreign:
        return ""
    return Message(
        "this run belongs to {name}; open that document to run its indices again", name=foreign
    )


def changes_since(last: RunRequest, now: Open, registry: Registry) -> list[Message]:
    """List in what the open document differs from the one of a run.

    Nothing is said of another document, or of one that was saved elsewhere since: its relative
    paths are written in another way.
    """
    from curator_gui.app.run.pipeline_changes import pipeline_changes

    other = last.document_path and last.document_path != str(now.path or "")
    if other or now.base != last.base:
        return []
    return pipeline_changes(last.document, now.document, registry)


def again(
    last: RunRequest, indices: Sequence[int], record: Path | None, now: Open | None
) -> RunRequest:
    """Make the request that runs indices once more, with the document `now` if one is given.

    The same run goes on in its own record; the engine gives a changed pipeline one of its own.
    """
    request = replace(last, indices=sorted(indices), named_indices={})
    if now is not None:
        request = replace(request, document=now.document, base=now.base)
    if record is not None:
        request = replace(request, resume=record, record=None, rerun=True, resume_all=False)
    return request


def broken_off(statistics: RunStatistics) -> RunFinished:
    """Describe the end of a run whose engine raised before it could say so itself."""
    now = time()
    return RunFinished(
        time=now,
        state="stopped",
        completed=statistics.done,
        failed=statistics.failed + statistics.quarantined,
        skipped=statistics.skipped,
        unrun=max(0, statistics.total - statistics.finished),
        elapsed=statistics.elapsed(now),
    )
