"""Carry out a planned run under a supervisor: what the loky and the dask backend share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

import cloudpickle
import joblib
from joblib.parallel import ParallelBackendBase

from curator_gui.core.errors import CuratorError
from curator_gui.core.pipeline import Pipeline
from curator_gui.run.engine import PlannedRun
from curator_gui.run.limits import Limits
from curator_gui.run.options import parse_pre_dispatch, parse_size
from curator_gui.run.parallel import run_tasks
from curator_gui.run.pools import borrowed_supervisor
from curator_gui.run.priority import priority_environment
from curator_gui.run.runstate import Run
from curator_gui.run.scratch import default_temp_base, make_folder, remove_folder
from curator_gui.run.shipping import ship
from curator_gui.run.stages import step_names
from curator_gui.run.supervisor import Supervisor
from curator_gui.run.tasks import TaskFeed


def run_on_loky(planned: PlannedRun) -> None:
    """Run the planned indices in worker processes of this machine.

    Raises
    ------
    PipelineLoadError
        If no worker can load the pipeline.
    """
    options, workers = planned.options, planned.workers
    folder = make_folder(options["temp_folder"] or default_temp_base())
    try:
        run = make_run(planned, folder)
        with borrowed_supervisor(workers, worker_environment(options, workers)) as supervisor:
            serve(planned, supervisor, run)
    finally:
        remove_folder(folder)
    stop_if_broken(run)


def make_run(planned: PlannedRun, folder: Path) -> Run:
    """Ship the pipeline into `folder` and set up what the supervisor has to know."""
    options = planned.options
    shipped = _ship(planned.pipeline, folder, parse_size(options["max_nbytes"]))
    mode: Literal["c", "r"] = options["mmap_mode"]
    batch_size = options["batch_size"]
    return Run(
        run_id=planned.run_id,
        pipeline=str(shipped),
        map_mode=mode,
        limits=Limits.from_options(options),
        on_error=planned.on_error,
        feed=TaskFeed(planned.indices, planned.groups, batch_size, planned.workers),
        reporter=planned.reporter,
        label=planned.label,
        record=planned.record,
    )


def _ship(pipeline: Pipeline[Any], folder: Path, max_nbytes: int | None) -> Path:
    try:
        return ship(pipeline, folder, max_nbytes)
    except OSError as error:
        raise CuratorError(
            f"the pipeline cannot be written to {folder} for the workers: {error}; make room there "
            "or choose another temp_folder"
        ) from error
    except Exception as error:
        raise PipelineLoadError(
            f"{_unsendable(pipeline)} cannot be sent to worker processes, so nothing was run: "
            f"{type(error).__qualname__}: {error}; open such things when they are first used, "
            "or use the sequential backend"
        ) from error


def _unsendable(pipeline: Pipeline[Any]) -> str:
    """Name the first step that cannot be pickled."""
    for name, step in zip(step_names(pipeline), pipeline.steps, strict=True):
        try:
            cloudpickle.dumps(step, protocol=5)
        except Exception:  # noqa: BLE001 - foreign code, whatever it raises
            return f"the step {name}"
    return "the pipeline"


def serve(planned: PlannedRun, supervisor: Supervisor, run: Run) -> None:
    """Let a supervisor carry out a run, with the user's commands."""
    options = planned.options
    if options.get("prefer") == "threads":
        planned.reporter.log(
            0, "warning", "threads were preferred, but the loky backend uses processes"
        )
    supervisor.begin(run)
    planned.control.attach(supervisor.command)
    try:
        while (
            not run.feed.close_if_empty()
        ):  # once more if failed indices were taken back at the very end
            tasks = run_tasks(
                supervisor,
                _tasks(run.feed),
                pre_dispatch=parse_pre_dispatch(options["pre_dispatch"], planned.workers),
                verbose=options["verbose"],
                log=supervisor.say,
            )
            for _ in tasks:
                pass
    finally:
        planned.control.detach()
        supervisor.end()


def _tasks(feed: TaskFeed) -> Iterator[Sequence[int]]:
    while (indices := feed.take()) is not None:
        yield indices


def stop_if_broken(run: Run) -> None:
    """Tell the caller that no worker could load the pipeline.

    Raises
    ------
    PipelineLoadError
        With the workers' error and traceback.
    """
    if run.broken is None:
        return
    words, trace = run.broken
    raise PipelineLoadError(
        "the pipeline cannot be loaded in a worker process, so nothing was run: "
        f"{words}\n{trace}".rstrip()
    )


class PipelineLoadError(CuratorError, RuntimeError):
    """Workers cannot load the pipeline; the message has their error and traceback."""


def worker_environment(options: Mapping[str, Any], workers: int) -> dict[str, str]:
    """Return the variables that bound each worker's numerical threads and set its priority."""
    threads = options["inner_max_num_threads"] or max(1, int(joblib.cpu_count()) // workers)
    names: list[str] = ParallelBackendBase.MAX_NUM_THREADS_VARS
    return dict.fromkeys(names, str(threads)) | priority_environment(options["priority"])
