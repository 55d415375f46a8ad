"""What going on with a document's last run would really run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from curator_gui.core.document import PipelineDocument
from curator_gui.core.documents.build import build_pipeline
from curator_gui.core.message import Message
from curator_gui.core.registration.registry import Registry

MAX_REASONS = 3


@dataclass(frozen=True)
class ResumeOffer:
    """An earlier run that was not completed.

    `done` counts the indices it finished (or skipped because they were), `left` the others. `runs`
    is how many would run now, and `reasons` why, with counts, the most frequent first; None and
    empty if that cannot be told.
    """

    record: Path
    state: str
    created: float
    done: int
    left: int
    runs: int | None = None
    reasons: Sequence[tuple[str, int]] = ()

    @property
    def again(self) -> bool:
        """Whether indices that were finished would run once more."""
        return self.runs is not None and self.runs > self.left


def find_resume_offer(
    file: Path, document: PipelineDocument, registry: Registry
) -> ResumeOffer | None:
    """Return the last run of a document if it finished some of its indices but not all.

    Reads one line of every record of this user, lists the source and compares what was read and
    written: for a background thread.
    """
    from curator_gui.run.record.library import latest_run  # sqlite is not needed at start-up

    summary = latest_run(document_path=str(file))
    if summary is None or not summary.resumable:
        return None
    done = summary.counts.get("done", 0) + summary.counts.get("skipped", 0)
    if not done:
        return None
    left = summary.total - done
    runs, reasons = _planned(summary.path, file, document, registry)
    return ResumeOffer(summary.path, summary.state, summary.created, done, left, runs, reasons)


def _planned(
    record: Path, file: Path, document: PipelineDocument, registry: Registry
) -> tuple[int | None, Sequence[tuple[str, int]]]:
    from curator_gui.app.planning.planner import grouped_reasons
    from curator_gui.run.helper.process import HELPER
    from curator_gui.run.planning.plan import plan_ahead

    what = Message("looking at the earlier run")
    try:
        pipeline = build_pipeline(document, registry, file.parent)
        arguments = (pipeline, document.run.indices, 1, record, None, True)
        plan = HELPER.call(what, plan_ahead, *arguments)
    except Exception:  # noqa: BLE001 - the run itself will say what is wrong, in its own words
        return None, ()
    return len(plan.to_run), grouped_reasons(plan.reasons.values())[:MAX_REASONS]
