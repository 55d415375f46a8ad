"""What an earlier run of the open document left to do, found in the background."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class ResumeOffer:
    """An earlier run that was not completed.

    `done` counts the indices it finished (or skipped because they were), `left` the others.
    """

    record: Path
    state: str
    created: float
    done: int
    left: int


def find_resume_offer(document: Path) -> ResumeOffer | None:
    """Return the last run of a document if it finished some of its indices but not all.

    Reads one line of every record of this user: for a background thread.
    """
    from curator_gui.run.record.library import latest_run  # sqlite is not needed at start-up

    summary = latest_run(document_path=str(document))
    if summary is None or not summary.resumable:
        return None
    done = summary.counts.get("done", 0) + summary.counts.get("skipped", 0)
    if not done:
        return None
    return ResumeOffer(summary.path, summary.state, summary.created, done, summary.total - done)
