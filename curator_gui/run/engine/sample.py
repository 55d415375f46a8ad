"""Measure a sample: run a few indices for real, writing into a temporary folder.

One worker of the engine runs them, so a crash, a hang or an error harms nobody and is told by
index. The first index is run once beforehand: what it takes longer then (imports, caches) belongs
to the start of a run, and not to every index.
"""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from curator_gui.core.components import Pipeline
from curator_gui.run.base import RunConfig
from curator_gui.run.control import RunControl
from curator_gui.run.engine.runner import execute
from curator_gui.run.engine.scratch import make_folder, remove_folder
from curator_gui.run.events import Event, IndexFailed, IndexFinished, IndexStarted, RunStarted
from curator_gui.run.planning.measured import Measured, Spread, tree_size
from curator_gui.run.planning.options import TEMP_FOLDER
from curator_gui.run.planning.passes import with_stored_constants
from curator_gui.run.worker.redirect import redirected

SAMPLE_SIZE = 4
BUDGET = 30.0
"""Seconds after which a sample begins no further index."""

OWN_FILES = 0.9
"""Part of what was written that the indices' own files must make up to stand for all of it."""

SHARED_SIZE = 1 << 16
"""Below this, the pages and heads of a store hide what an index of its own adds to it: the mean
then says no more than a single measurement would."""

_OPTIONS = ("timeout", "memory_limit", "max_nbytes", "mmap_mode", "temp_folder", "priority")
"""Options of the run that also hold for its sample."""


def spread_indices(indices: Sequence[int], count: int) -> list[int]:
    """Choose up to `count` of the indices, evenly spread, each from the middle of its part."""
    count = min(count, len(indices))
    return [indices[int((n + 0.5) * len(indices) / count)] for n in range(count)]


def sample_options(options: Mapping[str, Any], workers: int) -> dict[str, Any]:
    """Return the loky options of a sample: the run's limits, and as many threads per worker."""
    import joblib

    chosen = {name: options[name] for name in _OPTIONS if name in options}
    threads = options.get("inner_max_num_threads") or max(1, joblib.cpu_count() // workers)
    return {**chosen, "inner_max_num_threads": int(threads), "max_attempts": 1}


class SampleStop:
    """Ends a sample from another thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._control: RunControl | None = None
        self.stopped = False

    def stop_now(self) -> None:
        """Kill the worker and begin nothing more; before the start it begins nothing at all."""
        with self._lock:
            self.stopped = True
            if self._control is not None:
                self._control.stop_now()

    def attach(self, control: RunControl) -> None:
        with self._lock:
            self._control = control
            if self.stopped:
                control.stop_now()


def take_sample(
    pipeline: Pipeline[Any],
    indices: Sequence[int],
    options: Mapping[str, Any],
    *,
    stop: SampleStop | None = None,
    helper: bool = False,
    budget: float = BUDGET,
) -> Measured:
    """Run `indices` in one worker, write into a folder that is then removed, and measure.

    The folder is made in the option `temp_folder`, by default where the system has such folders.
    `options` are those of `sample_options`; `helper` as in `RunConfig`. Waits for the end.

    Raises
    ------
    CuratorError
        If the sample cannot be run at all.
    """
    stop = stop or SampleStop()
    pipeline = with_stored_constants(pipeline)
    folder = make_folder(TEMP_FOLDER.coerce(options.get("temp_folder") or None))
    try:
        warm_up, written = redirected(pipeline, folder / "first")
        first = _Part(folder / "first", budget)
        first.run(warm_up, indices[:1], options, stop, helper)
        if first.over or stop.stopped or len(indices) == 1:
            return _measured([first], written)
        moved, _ = redirected(pipeline, folder / "rest")
        rest = _Part(folder / "rest", budget - first.seconds)
        rest.run(moved, indices, options, stop, helper)
        return _measured([first, rest], written)
    finally:
        remove_folder(folder)


@dataclass
class _Part:
    """One of the two runs of a sample: what it reports and what it leaves in its folder."""

    folder: Path
    budget: float
    control: RunControl = field(default_factory=RunControl)
    begun: float = 0.0
    started: float = math.nan
    finished: list[IndexFinished] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    over: bool = False
    size: int | None = None
    """Bytes of all that was written, stores and merged files included."""

    def run(
        self,
        pipeline: Pipeline[Any],
        indices: Sequence[int],
        options: Mapping[str, Any],
        stop: SampleStop,
        helper: bool,
    ) -> None:
        stop.attach(self.control)
        execute(pipeline, self._config(indices, options, helper))
        self.size = tree_size(self.folder)

    def _config(
        self, indices: Sequence[int], options: Mapping[str, Any], helper: bool
    ) -> RunConfig:
        return RunConfig(
            backend="loky",
            n_jobs=1,
            indices=indices,
            options=options,
            on_event=self._take,
            control=self.control,
            collect=False,
            helper=helper,
            learn_from=indices,
        )

    @property
    def seconds(self) -> float:
        return sum(event.duration for event in self.finished)

    @property
    def named_size(self) -> int:
        """Bytes of the files that the sink named; the content of folders is not among them."""
        paths = {path for event in self.finished for path in event.outputs}
        return sum(Path(path).stat().st_size for path in paths if Path(path).is_file())

    def _take(self, event: Event) -> None:
        if isinstance(event, RunStarted):
            self.begun = event.time
        elif isinstance(event, IndexStarted) and math.isnan(self.started):
            self.started = event.time
        elif isinstance(event, IndexFinished):
            self.finished.append(event)
        elif isinstance(event, IndexFailed):
            self.failures.append(f"index {event.index}: {event.error_type}: {event.message}")
        if isinstance(event, (IndexFinished, IndexFailed)) and self._late(event.time):
            self.over = True
            self.control.stop_after_current()

    def _late(self, now: float) -> bool:
        return now - self.begun > self.budget


def _measured(parts: list[_Part], written: bool) -> Measured:
    steady = parts[-1]
    fixed, sizes = _sizes(parts) if written else (0.0, None)
    return Measured(
        origin="sample",
        when=time.time(),
        seconds=Spread.of([event.duration for event in steady.finished]),
        sizes=sizes,
        fixed_size=fixed,
        memory=max((event.rss for event in steady.finished), default=0),
        startup=_startup(parts),
        written=written,
        failures=tuple(steady.failures),
    )


def _sizes(parts: list[_Part]) -> tuple[float, Spread | None]:
    """Return the bytes that any run writes, and those per index.

    Where the files of each index are all there is, those; where indices share a store, what more
    indices have added to it.
    """
    first, steady = parts[0], parts[-1]
    total, count = steady.size, len(steady.finished)
    if total is None or not count:
        return 0.0, None
    own = [float(event.output_bytes) for event in steady.finished]
    if sum(own) >= OWN_FILES * total and steady.named_size >= OWN_FILES * total:
        return 0.0, Spread.of(own)
    each, fixed = total / count, 0.0
    if count > len(first.finished) == 1 and first.size:
        added = (total - first.size) / (count - 1)
        each, fixed = (added, first.size - added) if 0 < added < first.size else (each, 0.0)
    if each < SHARED_SIZE:
        return fixed, Spread.of([each])
    return fixed, Spread(count, each, 0.0, each, each)


def _startup(parts: list[_Part]) -> float:
    """Return what comes before the steady work: the worker's start and the slower first index."""
    first, steady = parts[0], parts[-1]
    wait = first.started - first.begun
    again = next((event.duration for event in steady.finished), math.nan)
    slower = first.seconds - again if first.finished else math.nan
    return sum(max(0.0, seconds) for seconds in (wait, slower) if math.isfinite(seconds))
