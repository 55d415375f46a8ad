"""What a run has done step by step: items in and out, time, failures, items left as they were."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from curator_gui.app.results.store import ResultsStore
from curator_gui.run.events import IndexFinished


@dataclass
class StepCount:
    """The numbers of one step.

    `came` and `left` count items, `seconds` is the time spent in indices that were finished,
    `failed` counts indices that failed here, `unchanged` items that the step left as they were.
    `exact` is False where only indices are known: a record does not keep what came out of a step.
    `sink` tells whether the step writes: no other step is behind it.
    """

    name: str = ""
    came: int = 0
    left: int = 0
    seconds: float = 0.0
    failed: int = 0
    unchanged: int = 0
    exact: bool = True
    sink: bool = False

    @property
    def idle(self) -> bool:
        """Whether the step did nothing for any item."""
        return self.came > 0 and self.unchanged >= self.came

    @property
    def each(self) -> float:
        """Seconds per item that went in; 0 before the first."""
        return self.seconds / self.came if self.came else 0.0


def steps_named(names: Sequence[str], sinks: int = 1) -> list[StepCount]:
    """Make the counts of steps, of which the last `sinks` write."""
    first = len(names) - sinks
    return [StepCount(name, sink=number >= first) for number, name in enumerate(names)]


def count_finished(steps: Sequence[StepCount], event: IndexFinished) -> None:
    """Count an index that went through all steps; the sink's number of outputs is not its items."""
    came = event.items[0] if event.items else 1
    for number, step in enumerate(steps):
        step.came += came
        came = event.items[number] if number < len(event.items) else came
        step.left += came
        step.seconds += event.stages[number] if number < len(event.stages) else 0.0
    for number, kind, _, n in event.notes:
        if kind == "unchanged" and number < len(steps):
            steps[number].unchanged += n


def count_failed(steps: Sequence[StepCount], stage: str, by: int = 1) -> None:
    """Count an index that failed in a step; -1 takes it back, because it is tried again.

    It has gone through those before as at least one item. A step that is there twice cannot be
    told from its name: the first is taken.
    """
    number = next((n for n, step in enumerate(steps) if step.name == stage), None)
    if number is None:  # it died, or ran out of time, where nobody could tell
        return
    before = [step for step in steps[:number] if not (step.sink and steps[number].sink)]
    for step in before:  # of other sinks none was done with it
        step.came += by
        step.left += by
    steps[number].came += by
    steps[number].failed += by


def counts_from(store: ResultsStore) -> list[StepCount]:
    """Count what a record tells of each step: indices, failures, items left as they were."""
    done = store.count("done")
    steps = steps_named(store.steps, store.sinks)
    for step in steps:
        step.came, step.left, step.exact = done, done, False
    for row in store.rows_with("failed", "quarantined").tolist():
        count_failed(steps, store.failures[store.failure[row]].stage)
    for row in np.flatnonzero(store.unchanged).tolist():
        for number, kind, _, n in store.notes(row):
            if kind == "unchanged" and number < len(steps):
                steps[number].unchanged += n
    return steps
