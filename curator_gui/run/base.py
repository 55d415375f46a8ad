"""RunBackend and the functions that every backend shares."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any, ClassVar

from curator_gui.core.components import Pipeline
from curator_gui.core.filters.stateful import is_stateful, output_of
from curator_gui.core.params.param import Param
from curator_gui.core.registration.foreign import as_pipeline
from curator_gui.run.config import RunConfig, RunFailedError, RunResult
from curator_gui.run.planning.partition import batch_groups, intersect_partitions
from curator_gui.run.worker.stage_clock import StageClock, run_stages

__all__ = [
    "RunBackend",
    "RunConfig",
    "RunFailedError",
    "RunResult",
    "batch_groups",
    "gather_pipeline",
    "intersect_partitions",
    "process_index_group",
    "process_single_index",
]


class RunBackend(ABC):
    """A way to run a pipeline; register one with `register_backend`."""

    name: ClassVar[str]
    description: ClassVar[str] = ""

    @classmethod
    def options(cls) -> tuple[Param, ...]:
        """Describe the backend's own options."""
        return ()

    @abstractmethod
    def run(self, pipeline: Pipeline[Any], config: RunConfig) -> list[list[str]]:
        """Run the indices of the configuration and return their outputs in order."""


def process_single_index(pipeline: Pipeline[Any], index: int) -> list[str]:
    """Run one index in this process and return its output paths.

    Raises
    ------
    Exception
        Whatever a component raises.
    """
    pipeline = as_pipeline(pipeline)
    clock = StageClock(len(pipeline.steps), len(pipeline.sinks))
    outputs = run_stages(pipeline, pipeline.wrap(index), clock)
    return [str(path) for path in outputs]


def process_index_group(pipeline: Pipeline[Any], indices: list[int]) -> dict[int, list[str]]:
    """Run a group of indices in this process, in order, and return their output paths.

    Raises
    ------
    Exception
        Whatever a component raises; the rest of the group is then not run.
    """
    return {index: process_single_index(pipeline, index) for index in indices}


def gather_pipeline(pipeline: Pipeline[Any]) -> list[str]:
    """Return the merged results of the stateful filters; a run has merged them when it ends.

    physicsnemo-curator merges only when this is called, so its scripts call it. A result that no
    run has written is not in the list.
    """
    outputs = (output_of(step) for step in as_pipeline(pipeline).filters if is_stateful(step))
    return [str(output) for output in outputs if output.exists()]
