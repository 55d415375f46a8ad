"""What is to be said about another number of workers of a run that is under way."""

from __future__ import annotations

from curator_gui.app.monitor.statistics import RunStatistics
from curator_gui.app.planning.computer import Machine, runs_elsewhere
from curator_gui.app.planning.option_advice import Advice, advise
from curator_gui.core.document import PipelineDocument
from curator_gui.run.config import SEQUENTIAL

STEERED = ("starting", "running", "pausing", "paused")
"""States in which a run follows a number of workers."""


def may_change(document: PipelineDocument | None, state: str) -> bool:
    """Whether a run of a document, in this state, can have another number of workers."""
    return state in STEERED and (document is None or document.run.backend != SEQUENTIAL)


def advice(
    document: PipelineDocument | None, workers: int, statistics: RunStatistics, machine: Machine
) -> list[Advice]:
    """Say what so many workers mean here, from what those of the run hold now.

    Free memory already lacks what is held, so that much is counted as free.
    """
    if document is None or runs_elsewhere(document.run):
        return []
    held = [lane.rss for lane in statistics.lanes.values()]
    free = Machine(machine.cores, machine.physical, machine.free_memory + sum(held))
    found = advise(document.with_run(n_jobs=workers).run, free, max(held, default=0))
    return [one for one in found if one.warning]
