"""Earlier runs, as the window asks for them; each call reads the head of every record."""

from __future__ import annotations

from pathlib import Path

from curator_gui.run.record.library import latest_run, list_runs
from curator_gui.run.record.meta import RunSummary

MAX_INTERRUPTED = 5


def last_run_of(path: Path) -> RunSummary | None:
    """Return the newest run of a document on this computer, or None."""
    return latest_run(document_path=str(path))


def known_interrupted_runs() -> list[RunSummary]:
    """List interrupted runs whose document is still there and which were not gone on with since."""
    latest: dict[str, RunSummary] = {}
    for run in list_runs():  # the newest first
        latest.setdefault(run.document_path, run)
    interrupted = [run for run in latest.values() if run.state == "interrupted"]
    known = [run for run in interrupted if run.document_path and Path(run.document_path).is_file()]
    return known[:MAX_INTERRUPTED]
