"""What the run that is shown says of each step of the open document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from curator_gui.app.monitor.step_counts import StepCount
from curator_gui.app.run.controller import IDLE, RunController
from curator_gui.core.document import PipelineDocument, Step
from curator_gui.core.documents.build import enabled_steps


@dataclass(frozen=True)
class StepRun:
    """A step in a run: its numbers, of how many indices in all, whether the run goes on.

    `skipped` counts the indices that needed no run.
    `same` tells whether the step, and all before it, are still as they were in the run.
    """

    count: StepCount
    total: int
    skipped: int
    active: bool
    same: bool

    @property
    def passed(self) -> bool:
        """Whether this version of the step has run without a failure."""
        return self.same and self.count.left > 0 and not self.count.failed


def step_runs(controller: RunController, document: PipelineDocument) -> dict[str, StepRun]:
    """Return for the steps of a document what the run that is shown did in them, by their ids."""
    ran, counts = controller.document, controller.statistics.by_step
    if ran is None or controller.shown.elsewhere or controller.state == IDLE:
        return {}
    old, new = enabled_steps(ran), enabled_steps(document)
    if len(old) != len(counts):  # the run has not said yet what its steps are
        return {}
    same, numbers = _unchanged_until(old, new), controller.statistics

    def run_of(here: int, there: int) -> StepRun:
        alike = there < same or _same_sink(here, there, old, new, same)
        return StepRun(counts[here], numbers.total, numbers.skipped, controller.active, same=alike)

    return {new[there].id: run_of(here, there) for here, there in _pairs(old, new)}


def _same_sink(here: int, there: int, old: Sequence[Step], new: Sequence[Step], same: int) -> bool:
    """Whether a sink is as it was and gets what it got: other sinks do not matter to it."""
    if new[there].kind != "sink" or _key(old[here]) != _key(new[there]):
        return False
    before = [sum(step.kind != "sink" for step in steps) for steps in (old, new)]
    return before[0] == before[1] <= same


def _unchanged_until(old: Sequence[Step], new: Sequence[Step]) -> int:
    """Count the first steps that are equal; notes and what other programs wrote do not matter."""
    pairs = enumerate(zip(old, new, strict=False))
    return next((n for n, (a, b) in pairs if _key(a) != _key(b)), min(len(old), len(new)))


def _key(step: Step) -> object:
    return step.component, step.values


def _pairs(old: Sequence[Step], new: Sequence[Step]) -> list[tuple[int, int]]:
    """Pair the steps of a run with those of the document: by identity, else by their order."""
    known = {step.id: n for n, step in enumerate(new)}
    if any(step.id in known for step in old):
        return [(n, known[step.id]) for n, step in enumerate(old) if step.id in known]
    names = ([s.component for s in old], [s.component for s in new])
    blocks = SequenceMatcher(None, *names, autojunk=False).get_matching_blocks()
    return [(b.a + n, b.b + n) for b in blocks for n in range(b.size)]
