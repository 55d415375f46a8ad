"""Parts of stateful filters: one file per index, written by the worker, merged after the run.

The parts of an output `statistics.json` stand in `.statistics.json.parts/` beside it, named by
index. A retry replaces its own part; a failed index leaves none that counts, because only parts of
finished indices are merged. Merging in ascending order gives the same result for any number of
workers and any history of crashes.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from curator_gui.core.components import StatefulFilter
from curator_gui.run.worker.stage_clock import StageClock


def is_stateful(step: Any) -> bool:
    """Whether a filter gathers something that has to be merged."""
    return isinstance(step, StatefulFilter)


def parts_folder(output: Path) -> Path:
    """Return the folder of the parts of an output file."""
    return output.with_name(f".{output.name}.parts")


def part_path(output: Path, index: int) -> Path:
    return parts_folder(output) / f"{index:010d}{output.suffix}"


class StatefulSteps:
    """The stateful filters of a worker's pipeline, each with its final output path."""

    def __init__(self, pipeline: Any) -> None:
        self._steps = [
            (number, step, Path(step.output_path))
            for number, step in enumerate(pipeline.filters, start=1)
            if is_stateful(step)
        ]

    def __bool__(self) -> bool:
        return bool(self._steps)

    def flush(self, index: int, clock: StageClock) -> None:
        """Write the part of a finished index; a failure is blamed on its step."""
        for number, step, output in self._steps:
            step.output_path = part_path(output, index)
            try:
                step.output_path.parent.mkdir(parents=True, exist_ok=True)
                step.flush()
            except BaseException:
                clock.blame(number)
                raise
            finally:
                step.output_path = output  # in the sequential backend it is the caller's own filter

    def reset(self) -> None:
        """Forget what a failed index had gathered."""
        for _, step, _ in self._steps:
            step.reset()


def stateful_outputs(pipeline: Any) -> list[Path]:
    """Return the outputs of the pipeline's stateful filters."""
    return [Path(step.output_path) for step in pipeline.filters if is_stateful(step)]


def missing_parts(pipeline: Any, index: int) -> list[Path]:
    """Return the parts that a finished index should have left and that are gone."""
    wanted = [part_path(output, index) for output in stateful_outputs(pipeline)]
    return [path for path in wanted if not path.exists()]


def gather(pipeline: Any, finished: Iterable[int]) -> list[str]:
    """Merge the parts of finished indices into the outputs; return the paths written.

    Doing it twice gives the same files. Parts are kept: a resumed run needs them.

    Raises
    ------
    OSError
        If a part is missing or an output cannot be written.
    """
    written: list[str] = []
    indices = sorted(finished)
    for step in pipeline.filters:
        if is_stateful(step):
            output = Path(step.output_path)
            parts = [part_path(output, index) for index in indices]
            if parts:
                type(step).merge(parts, output)
                written.append(str(output))
    return written
