"""What came of a run in a few lines of plain text: for the command line, and for scripts' logs."""

from __future__ import annotations

from collections.abc import Iterator

from curator_gui.core.message import Fact
from curator_gui.core.text.quantities import duration_text
from curator_gui.run.config import RunResult

SHOWN_FAILURES = 20


def failure_lines(result: RunResult) -> Iterator[str]:
    """Name the first failed indices with their step and reason, and count the others."""
    for index, failure in sorted(result.failures.items())[:SHOWN_FAILURES]:
        place = f" in {failure.stage}" if failure.stage else ""
        yield f"index {index} failed{place}: {' '.join(failure.message.split())}"
    if len(result.failures) > SHOWN_FAILURES:
        yield f"... and {len(result.failures) - SHOWN_FAILURES} more failed"


def warning_lines(result: RunResult) -> Iterator[str]:
    """Repeat the warnings; what is only a fact is not called one."""
    for warning in result.warnings:
        yield warning if isinstance(warning, Fact) else f"warning: {warning}"


def counts_line(result: RunResult) -> str:
    """Count what was done, failed, skipped, not run and left out, and say how long it took."""
    counts = f"{result.completed} done, {len(result.failures)} failed"
    if result.skipped:
        counts += f", {len(result.skipped)} skipped"
    if result.unrun:
        counts += f", {result.unrun} not run"
    for step, count in result.dropped.items():
        items = "one item" if count == 1 else f"{count:,} items"
        counts += f", {items} left out by {step}"
    return f"{counts} in {duration_text(result.elapsed)}"
