"""Parts of stateful filters: one per index, written by the worker, merged after the run.

The parts of an output `statistics.json` stand in `.statistics.json.parts/` beside it, in packs (see
`curator_gui.run.worker.part_packs`). A retry replaces its own part; a failed index leaves none that
counts, because only parts of finished indices are merged. Merging in ascending order gives the same
result for any number of workers and any history of crashes.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from curator_gui.core.filters.stateful import (
    Fresh,
    flush_to,
    is_stateful,
    merge_parts,
    output_of,
    point_to,
)
from curator_gui.core.storage.files import remove_quietly
from curator_gui.run.worker.part_packs import KeptParts, keep_part, own_path, scratch_path
from curator_gui.run.worker.stage_clock import StageClock


def parts_folder(output: Path) -> Path:
    """Return the folder of the parts of an output file."""
    return output.with_name(f".{output.name}.parts")


def part_path(output: Path, index: int) -> Path:
    """Name the part of an index as a file of its own, as it was kept by version 0.1."""
    return own_path(parts_folder(output), index, output.suffix)


def kept_parts(output: Path) -> KeptParts:
    """Find the parts that there are of an output file."""
    return KeptParts(parts_folder(output), output.suffix)


class StatefulSteps:
    """The stateful filters of a worker's pipeline, each with its final output path."""

    def __init__(self, pipeline: Any, worker: int) -> None:
        self._worker = worker
        self._steps = [
            (number, step, output_of(step), Fresh(step))
            for number, step in enumerate(pipeline.filters, start=1)
            if is_stateful(step)
        ]

    def __bool__(self) -> bool:
        return bool(self._steps)

    def flush(self, index: int, clock: StageClock) -> None:
        """Keep the part of a finished index; a failure is blamed on its step."""
        for number, step, output, _ in self._steps:
            folder = parts_folder(output)
            scratch = scratch_path(folder, output.suffix)
            point_to(step, scratch)
            try:
                folder.mkdir(parents=True, exist_ok=True)
                flush_to(step, scratch)
                keep_part(folder, index, self._worker, scratch)
            except BaseException:
                clock.blame(number)
                remove_quietly(scratch)
                raise
            finally:
                point_to(step, output)  # in the sequential backend it is the caller's own filter

    def after_flush(self) -> None:
        """Begin the next index anew, once the filters have said what they wrote."""
        for *_, fresh in self._steps:
            fresh.after_flush()

    def reset(self) -> None:
        """Forget what a failed index had gathered."""
        for *_, fresh in self._steps:
            fresh.after_failure()


def stateful_outputs(pipeline: Any) -> list[Path]:
    """Return the outputs of the pipeline's stateful filters."""
    return [output_of(step) for step in pipeline.filters if is_stateful(step)]


def missing_parts(pipeline: Any, index: int) -> list[Path]:
    """Return the parts that a finished index should have left and that are gone or damaged."""
    outputs = stateful_outputs(pipeline)
    return [part_path(output, index) for output in outputs if index not in kept_parts(output)]


def gather(pipeline: Any, finished: Iterable[int]) -> list[str]:
    """Merge the parts of finished indices into the outputs; return the paths written.

    Doing it twice gives the same files. Parts are kept, in one file: a resumed run needs them.

    Raises
    ------
    OSError
        If a part is missing or an output cannot be written.
    """
    written: list[str] = []
    indices = sorted(finished)
    for step in pipeline.filters:
        if is_stateful(step) and indices:
            output = output_of(step)
            kept = kept_parts(output)
            with kept.as_files(indices) as parts:
                if merge_parts(step, parts, output):
                    written.append(str(output))
            kept.fold()
    return written
