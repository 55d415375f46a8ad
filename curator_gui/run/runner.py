"""execute and run_pipeline: plan a run, carry it out, gather what the workers left."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Mapping, Sequence
from operator import index as as_index
from typing import Any

from curator_gui.core.errors import ParamError
from curator_gui.core.pipeline import Pipeline
from curator_gui.run.backends import get_backend
from curator_gui.run.config import OnError, RunConfig, RunFailedError, RunResult
from curator_gui.run.control import RunControl
from curator_gui.run.engine import EngineBackend, PlannedRun
from curator_gui.run.events import Event, RunFinished, RunStarted, RunState
from curator_gui.run.options import coerce_options
from curator_gui.run.outcome import index_label
from curator_gui.run.partition import Groups, check_groups, intersect_partitions
from curator_gui.run.parts import gather
from curator_gui.run.progress import ProgressBar
from curator_gui.run.reporter import Reporter
from curator_gui.run.stages import step_names


def run_pipeline(
    pipeline: Pipeline[Any],
    *,
    n_jobs: int = -1,
    backend: str = "loky",
    indices: Sequence[int] | None = None,
    on_error: OnError = "continue",
    on_event: Callable[[Event], None] | None = None,
    control: RunControl | None = None,
    progress: bool = False,
    **backend_options: Any,
) -> list[list[str]]:
    """Run a pipeline and return, for each index in the order given, the paths its sink wrote.

    A failed index has an empty list, unless `on_error` is "raise".

    Raises
    ------
    ParamError
        For an unknown backend or option, or an index that the source does not have.
    RunFailedError
        Under the error policy "raise", for the first failure.
    """
    config = RunConfig(
        backend=backend,
        n_jobs=n_jobs,
        indices=indices,
        on_error=on_error,
        options=backend_options,
        on_event=on_event,
        control=control or RunControl(),
        progress=progress,
    )
    chosen = get_backend(backend)
    return chosen().run(pipeline, config)


def execute(pipeline: Pipeline[Any], config: RunConfig) -> RunResult:
    """Run a pipeline on one of the engine's backends and tell everything that came of it.

    Raises
    ------
    ParamError, PartitionError
        Before anything is started, if the configuration or a component's groups are wrong.
    PipelineLoadError
        If no worker can load the pipeline.
    RunFailedError
        Under the error policy "raise".
    """
    backend = get_backend(config.backend)()
    if not isinstance(backend, EngineBackend):
        raise ParamError(f"the {config.backend} backend reports no events; use its run()")
    options = coerce_options(config.options, backend.options(), backend.name)
    workers = config.workers()
    if pipeline.sink is None:
        raise ParamError("the pipeline has no sink: end it with .write(sink)")
    indices = resolve_indices(config.indices, len(pipeline))
    result = RunResult(indices=indices, run_id=uuid.uuid4().hex)
    with ProgressBar(len(indices), config.on_event, enabled=config.progress) as bar:
        reporter = Reporter(config, result, None, listener=bar.listener)
        return _carry_out(pipeline, config, backend, options, workers, reporter)


def _carry_out(
    pipeline: Pipeline[Any],
    config: RunConfig,
    backend: EngineBackend,
    options: Mapping[str, Any],
    workers: int,
    reporter: Reporter,
) -> RunResult:
    result, began = reporter.result, time.monotonic()
    todo = unique(result.indices)
    groups = plan_groups(pipeline, todo)
    names = step_names(pipeline)
    reporter.emit(RunStarted(time.time(), result.run_id, len(todo), workers, names))
    reporter.state("starting")
    prepare(pipeline, todo)
    planned = PlannedRun(
        run_id=result.run_id,
        pipeline=pipeline,
        indices=todo,
        groups=groups,
        workers=workers,
        options=options,
        on_error=config.on_error,
        control=config.control,
        reporter=reporter,
        label=lambda index: index_label(pipeline, index),
    )
    try:
        if todo:
            backend.execute(planned)
        result.artifacts = finish(pipeline, result)
    finally:
        _close(reporter, len(todo), time.monotonic() - began)
    if config.on_error == "raise" and reporter.first_failure is not None:
        raise RunFailedError(reporter.first_failure)
    return result


def _close(reporter: Reporter, total: int, elapsed: float) -> None:
    result = reporter.result
    result.elapsed = elapsed
    done, failed, skipped = reporter.done_count, reporter.failed_count, len(result.skipped)
    unrun = total - done - failed - skipped
    state: RunState = "stopped" if unrun else "finished"
    reporter.state(state)
    reporter.emit(RunFinished(time.time(), state, done, failed, skipped, unrun, elapsed))


def resolve_indices(indices: Sequence[int] | None, size: int) -> Sequence[int]:
    """Return non-negative indices; negative ones count from the end.

    Raises
    ------
    ParamError
        If the source has no such index.
    """
    if indices is None:
        return range(size)
    if isinstance(indices, range) and indices and 0 <= min(indices) <= max(indices) < size:
        return indices
    resolved = [as_index(index) for index in indices]
    for index in resolved:
        if not -size <= index < size:
            raise ParamError(f"indices: {index} is outside: the source has {size} items")
    return [index % size for index in resolved]


def unique(indices: Sequence[int]) -> Sequence[int]:
    """Drop repetitions, keeping the order."""
    return indices if isinstance(indices, range) else list(dict.fromkeys(indices))


def plan_groups(pipeline: Pipeline[Any], indices: Sequence[int]) -> Groups | None:
    """Ask source and sink for their partition groups and join them.

    Raises
    ------
    PartitionError
        If a component's groups are malformed.
    """
    wanted = []
    for component in (pipeline.source, pipeline.sink):
        ask = getattr(component, "partition_indices", None)
        groups = ask(indices) if ask is not None else None
        if groups is not None:
            groups = [list(group) for group in groups]
            check_groups(groups, indices, getattr(component, "name", type(component).__name__))
        wanted.append(groups)
    return intersect_partitions(*wanted)


def prepare(pipeline: Pipeline[Any], indices: Sequence[int]) -> None:
    """Let the sink create its shared stores."""
    sink_prepare = getattr(pipeline.sink, "prepare", None)
    if sink_prepare is not None:
        sink_prepare(indices)


def finish(pipeline: Pipeline[Any], result: RunResult) -> list[str]:
    """Merge stateful filters' parts and let the sink complete its stores; return paths written."""
    finished = sorted(result.outputs)
    written = gather(pipeline, finished)
    sink_finish = getattr(pipeline.sink, "finish", None)
    if sink_finish is not None and finished:
        written += sink_finish(finished)
    return written
