"""execute and run_pipeline: plan a run, carry it out, gather what the workers left."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from curator_gui.core.components import Pipeline
from curator_gui.core.errors import ParamError, error_words
from curator_gui.core.message import Fact, Message, announced, joined
from curator_gui.core.registration.foreign import as_pipeline
from curator_gui.core.sidecars.constants_file import read_constants, write_constants
from curator_gui.core.storage.files import remove_dead_parts
from curator_gui.run.config import (
    SEQUENTIAL,
    EngineConfig,
    OnError,
    RunConfig,
    RunFailedError,
    RunResult,
)
from curator_gui.run.control import RunControl
from curator_gui.run.engine.ahead.passes import fit_pipeline
from curator_gui.run.engine.ahead.plan import after_passes, plan_run, store_split
from curator_gui.run.engine.completing import finish, prepare
from curator_gui.run.engine.output_lock import locked_outputs
from curator_gui.run.engine.planned import EngineBackend, PlannedRun
from curator_gui.run.engine.recording import Recording, load_previous, open_recording
from curator_gui.run.engine.registry import checked_outputs, get_backend
from curator_gui.run.engine.reporter import Reporter
from curator_gui.run.engine.resumable import ResumablePipeline
from curator_gui.run.errors import EngineError
from curator_gui.run.events import Event, RunFinished, RunStarted, RunState
from curator_gui.run.helper.process import call_component
from curator_gui.run.planning.collisions import same_outputs
from curator_gui.run.planning.options import checked_options
from curator_gui.run.planning.passes import constants_paths
from curator_gui.run.planning.plan import Plan, refuse_collisions
from curator_gui.run.planning.resuming.curated import is_decision
from curator_gui.run.report.progress import ProgressBar
from curator_gui.run.worker.index_runner import index_label
from curator_gui.run.worker.stage_clock import step_names

logger = logging.getLogger(__name__)


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
    """Run a pipeline and return, for each index in the order given, the paths its sinks wrote.

    A failed index has an empty list, unless `on_error` is "raise"; failures, warnings and how many
    were not run are logged as a warning. A `ResumablePipeline` goes on from its own record.

    Raises
    ------
    ParamError
        For an unknown backend or option, or an index that the source does not have.
    RunFailedError
        Under the error policy "raise", for the first failure.
    CuratorError
        If a backend of one's own returns anything but a list of paths for each index.
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
    if isinstance(pipeline, ResumablePipeline):
        config = pipeline.recorded(config)
    given, runner = as_pipeline(pipeline), get_backend(backend)()
    outputs = runner.run(given, config)
    if isinstance(runner, EngineBackend):
        return outputs
    return checked_outputs(outputs, len(given) if indices is None else len(indices), backend)


def execute(pipeline: Pipeline[Any], config: RunConfig) -> RunResult:
    """Run a pipeline on one of the engine's backends and tell everything that came of it.

    Raises
    ------
    ParamError, PartitionError, CollisionError
        Before anything is started, if the configuration, a component's groups or its output names
        are wrong.
    OutputTakenError
        Before anything is started, if another run is writing into the same output.
    RecordError
        Before anything is started, if the record cannot be written.
    PipelineLoadError
        If no worker can load the pipeline.
    RunFailedError
        Under the error policy "raise".
    """
    pipeline = as_pipeline(pipeline)
    backend = get_backend(config.backend)()
    if not isinstance(backend, EngineBackend):
        raise ParamError(
            "the {backend} backend reports no events; use its run()", backend=config.backend
        )
    options = checked_options(config.options, backend.options(), backend.name, config.n_jobs)
    config.workers()  # a wrong number is refused before a record is touched
    with open_recording(config) as recording:
        pipeline = _with_previous(pipeline, config, recording)
        skipped, reasons = recording.skipped, recording.reasons
        pipeline, plan = plan_run(pipeline, config, skipped, reasons, recording.remarks)
        refuse_collisions(plan)
        alone = any(getattr(sink, "must_be_alone", False) for sink in pipeline.sinks)
        refuse = alone or options["taken_output"] == "refuse"
        with locked_outputs(pipeline, config.name or recording.run_id, refuse=refuse) as taken:
            recording.start(pipeline, config, plan, durable=options["durable"])
            reporter = _run_plan(backend, pipeline, plan, config, recording, options, taken)
    if config.on_error == "raise" and reporter.first_failure is not None:
        raise RunFailedError(reporter.first_failure)
    return reporter.result


def _run_plan(
    backend: EngineBackend,
    pipeline: Pipeline[Any],
    plan: Plan,
    config: RunConfig,
    recording: Recording,
    options: Mapping[str, Any],
    warnings: Sequence[str],
) -> Reporter:
    """Run what was planned, and return who knows what came of it."""
    result = RunResult(indices=_as_given(config, plan), run_id=recording.run_id)
    result.record = recording.path
    result.sinks = step_names(pipeline)[-len(pipeline.sinks) :]
    with ProgressBar(len(plan.indices), config.on_event, enabled=config.progress) as bar:
        reporter = Reporter(config, result, recording, listener=bar.listener)
        warnings = (*warnings, *_unused(config))
        planned = PlannedRun(
            run_id=recording.run_id,
            pipeline=pipeline,
            indices=plan.to_run,
            groups=plan.groups,
            workers=config.workers(),
            options=options,
            on_error=config.on_error,
            control=config.control,
            reporter=reporter,
            label=lambda index: index_label(pipeline, index),
            record=str(recording.path or ""),
        )
        _carry_out(backend, planned, plan, recording, config, warnings)
    return reporter


def _unused(config: EngineConfig) -> Sequence[str]:
    """Say what was asked for and is not used."""
    if config.backend != SEQUENTIAL or config.n_jobs in (1, -1):
        return ()
    return (
        Message("the sequential backend has one worker: n_jobs {n} is not used", n=config.n_jobs),
    )


def _with_previous(
    pipeline: Pipeline[Any], config: RunConfig, recording: Recording
) -> Pipeline[Any]:
    """Let the recording know of the earlier run; return the pipeline with what it learned."""
    if config.resume is None:
        return pipeline
    what = Message("comparing the files with the earlier run")
    pipeline, previous = call_component(
        config,
        what,
        load_previous,
        pipeline,
        config.indices,
        config.resume,
        config.resume_all,
    )
    recording.continue_from(previous, config)
    return pipeline


def _as_given(config: EngineConfig, plan: Plan) -> Sequence[int]:
    """Return the indices in the caller's order, repetitions included."""
    if config.indices is None:
        return plan.indices
    return [index % plan.size for index in config.indices]


def _carry_out(
    backend: EngineBackend,
    planned: PlannedRun,
    plan: Plan,
    recording: Recording,
    config: RunConfig,
    warnings: Sequence[str],
) -> None:
    reporter = planned.reporter
    began = time.monotonic()
    _announce(planned, plan, recording)
    for warning in warnings:
        reporter.warn(warning)
    try:
        remove_dead_parts(plan.folders)  # of an earlier run that was killed
        store_split(planned.pipeline, config)
        outcome = fit_pipeline(backend, planned, config, recording.constants)
        planned, plan = after_passes(planned, plan, outcome, recording, config)
        _skip(planned, plan, recording)
        if outcome.complete:
            _run_proper(backend, planned, plan, recording, config)
    finally:
        idle_is_error = planned.options["idle_step"] == "error"
        names, sinks = step_names(planned.pipeline), len(planned.pipeline.sinks)
        reporter.sum_up(names, sinks, idle_is_error=idle_is_error)
        _close(reporter, len(plan.indices), time.monotonic() - began)


def _run_proper(
    backend: EngineBackend,
    planned: PlannedRun,
    plan: Plan,
    recording: Recording,
    config: RunConfig,
) -> None:
    """Prepare the outputs, run the indices and merge what is shared."""
    pipeline = planned.pipeline
    if planned.indices:
        recording.take_back(pipeline, plan.to_run)
        pipeline, said = call_component(
            config, Message("preparing the outputs"), prepare, pipeline, plan.to_run
        )
        _warn(planned.reporter, said)
        workers = planned.control.workers or planned.workers  # a pass before may have changed it
        seen = planned.reporter.same_outputs = same_outputs(pipeline, plan.to_run)
        _execute(backend, replace(planned, pipeline=pipeline, workers=workers), plan)
        planned.reporter.hear(recording.unheard(planned.reporter.result))
        _warn(planned.reporter, seen.words() if seen is not None else [])
    _merge(config, pipeline, planned.reporter, recording)
    _name_constants(pipeline, planned.reporter.result, recording)
    planned.reporter.name_artifacts()


def _name_constants(pipeline: Pipeline[Any], result: RunResult, recording: Recording) -> None:
    """Name the files of constants, one for each sink, among what the run wrote beside the items."""
    files = constants_paths(pipeline) if result.passes else []
    for file in files[1:]:
        write_constants(file, read_constants(files[0]))
    named = list(map(str, files))
    result.artifacts += named
    if named:
        recording.add_artifacts(named)


def _announce(planned: PlannedRun, plan: Plan, recording: Recording) -> None:
    """Tell that the run begins."""
    reporter = planned.reporter
    names, record = step_names(planned.pipeline), str(recording.path or "")
    total, sinks = len(plan.indices), len(planned.pipeline.sinks)
    started = RunStarted(time.time(), planned.run_id, total, planned.workers, names, record, sinks)
    reporter.emit(started)
    reporter.state("starting")
    for words in plan.remarks:
        if isinstance(words, Fact):  # the plan has said it, and nothing is wrong
            reporter.log(0, "info", announced(words))
        else:
            reporter.warn(words)


def _skip(planned: PlannedRun, plan: Plan, recording: Recording) -> None:
    """Tell which indices are left out, and why."""
    for skipped in recording.skipped_events(plan.skipped):
        planned.reporter.skipped(skipped)


def _merge(
    config: RunConfig, pipeline: Pipeline[Any], reporter: Reporter, recording: Recording
) -> None:
    """Complete the shared products; if that fails, all that was done before stays and counts."""
    result = reporter.result
    away = {index for index, why in result.skipped.items() if is_decision(why)}
    finished = sorted(result.outputs.keys() - away)
    try:
        _, (result.artifacts, said) = call_component(
            config, Message("merging the results"), finish, pipeline, finished
        )
        _warn(reporter, said)
    except (Exception, SystemExit) as error:
        problem = _merge_failed(error, recording.path)
        result.problem = result.problem or problem
        result.warnings.append(problem)
        reporter.log(0, "error", problem)
        logger.debug("merging the results failed", exc_info=error)
        return
    recording.add_artifacts(result.artifacts)


def _merge_failed(error: BaseException, record: Path | None) -> Message:
    words = Message(
        "merging the results failed: {error}. What the indices wrote is whole; ",
        error=error_words(error),
    )
    if record is None:
        again = Message("run them again to repeat it")
    else:
        again = Message(
            "to repeat only the merge, resume the run from {record}: finished indices are left out",
            record=record,
        )
    return joined("", [words, again])


def _execute(backend: EngineBackend, planned: PlannedRun, plan: Plan) -> None:
    try:
        backend.execute(planned)
    except EngineError as error:  # no worker is left, or there is no room for one
        result = planned.reporter.result
        result.problem, result.error = str(error), error
        result.warnings.append(result.problem)
        planned.reporter.log(0, "error", result.problem)
    finally:
        if planned.reporter.ended_workers:
            remove_dead_parts(plan.folders)


def _close(reporter: Reporter, total: int, elapsed: float) -> None:
    reporter.secure()  # first: the disk may refuse what indices have written
    result = reporter.result
    result.elapsed = elapsed
    done, failed, skipped = reporter.done_count, reporter.failed_count, len(result.skipped)
    unrun = total - done - failed - skipped
    state: RunState = "stopped" if unrun else "finished"
    reporter.state(state)
    reporter.close(RunFinished(time.time(), state, done, failed, skipped, unrun, elapsed))


def _warn(reporter: Reporter, words: Sequence[str]) -> None:
    for text in words:
        reporter.warn(text, "info" if isinstance(text, Fact) else "warning")
