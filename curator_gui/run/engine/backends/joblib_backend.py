"""Carry out a planned run under a supervisor, through joblib's Parallel: for loky and dask."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from functools import partial
from pathlib import Path
from typing import Any, Literal

import cloudpickle
import joblib
from joblib import Parallel, delayed, parallel_config, register_parallel_backend
from joblib.parallel import ParallelBackendBase

from curator_gui.core.components import Pipeline
from curator_gui.core.errors import CuratorError
from curator_gui.core.message import Message, joined
from curator_gui.core.text.quantities import parse_size
from curator_gui.run.engine.backends.crowding import crowding
from curator_gui.run.engine.backends.warm_workers import LentSupervisor, borrowed_supervisor
from curator_gui.run.engine.planned import PlannedRun
from curator_gui.run.engine.scratch import default_temp_base, make_folder, remove_folder
from curator_gui.run.engine.supervising.run_state import Limits, Run
from curator_gui.run.engine.supervising.supervisor import Supervisor
from curator_gui.run.engine.supervising.tasks import TaskFeed
from curator_gui.run.planning.options import parse_pre_dispatch
from curator_gui.run.worker.process.priority import priority_environment
from curator_gui.run.worker.redirect import output_places
from curator_gui.run.worker.shipping import ship
from curator_gui.run.worker.stage_clock import step_names

BACKEND = "curator-loky"

_ATTENTION = 0.1
"""Seconds after which the waiting thread looks up: on Windows no Ctrl-C ends a wait."""


def lease(indices: Sequence[int]) -> None:
    """Stand for a task in joblib's eyes; the slot backend takes the indices from the call."""
    raise RuntimeError("a lease runs in a worker of the supervisor")


class SlotBackend(ParallelBackendBase):  # type: ignore[misc]
    """Hands joblib's tasks to a supervisor (see joblib's `register_parallel_backend`)."""

    supports_retrieve_callback = True
    supports_inner_max_num_threads = True
    uses_threads = False
    supports_sharedmem = False
    default_n_jobs = -1

    def __init__(
        self,
        supervisor: Supervisor | None = None,
        settled: threading.Event | None = None,
        **options: Any,
    ) -> None:
        super().__init__(**options)
        self.supervisor = supervisor
        self.settled = settled or threading.Event()

    def effective_n_jobs(self, n_jobs: int) -> int:
        """Return the number of slots, but at least 2: with 1 joblib would run in this process."""
        return max(2, self.supervisor.size if self.supervisor else 2)

    def submit(
        self, func: Any, callback: Callable[[Future[None]], None] | None = None
    ) -> Future[None]:
        """Queue one task; `func` is joblib's batch of (here always one) delayed calls."""
        if self.supervisor is None:
            raise RuntimeError(f"the {BACKEND} backend needs a supervisor")
        ((_, (indices,), _),) = func.items
        future = self.supervisor.submit(indices)
        if callback is not None:
            future.add_done_callback(callback)
        future.add_done_callback(lambda _: self.settled.set())  # when joblib has the result
        return future

    def retrieve_result_callback(self, future: Future[None]) -> list[None]:
        """Return the results of joblib's batch (one), or raise the engine's own failure."""
        return [future.result()]


register_parallel_backend(BACKEND, SlotBackend)


class LoggedParallel(Parallel):  # type: ignore[misc]
    """joblib's Parallel, whose lines go to `log` instead of the terminal.

    It waits for `settled` between tasks. joblib itself (1.6) looks every 10 ms whether one is over:
    that takes time from the workers, and the run ends 5 ms late.
    """

    def __init__(
        self, log: Callable[[str], None], settled: threading.Event, **options: Any
    ) -> None:
        super().__init__(**options)
        self._log = log
        self._settled = settled

    def _wait_retrieval(self) -> bool:
        more = bool(super()._wait_retrieval())
        if more and not self._jobs and not self._aborting:
            self._settled.wait(_ATTENTION)
            self._settled.clear()
        return more

    def dispatch_more(self, count: int) -> None:
        """Hand out so many more tasks than before; from any thread, as far as there are any."""
        with self._lock:  # as joblib's own callbacks do
            for _ in range(count):
                if self._original_iterator is not None:
                    self.dispatch_next()

    def _print(self, msg: str) -> None:
        if self.verbose:
            self._log(msg)


class Ahead:
    """How many tasks joblib holds ahead of the workers (option `pre_dispatch`), by their number.

    Fewer workers find more tasks waiting than they need, until those are done.
    """

    def __init__(self, pre_dispatch: Any) -> None:
        self._pre_dispatch = pre_dispatch
        self._lock = threading.Lock()
        self._parallel: LoggedParallel | None = None
        self._allowed = 0

    def amount(self, workers: int) -> int | None:
        """Return how many tasks so many workers get ahead; None for all."""
        return parse_pre_dispatch(self._pre_dispatch, workers)

    def follow(self, parallel: LoggedParallel, amount: int | None) -> None:
        """Note who hands out tasks, and how many it has handed out."""
        with self._lock:
            self._parallel, self._allowed = parallel, amount or 0

    def widen(self, workers: int) -> None:
        """Let more tasks be handed out, if so many workers get more."""
        with self._lock:
            amount = self.amount(workers)
            if self._parallel is None or amount is None or amount <= self._allowed:
                return
            more, self._allowed = amount - self._allowed, amount
            self._parallel.dispatch_more(more)


def run_tasks(
    supervisor: Supervisor,
    tasks: Iterable[Sequence[int]],
    *,
    ahead: Ahead,
    verbose: int,
    log: Callable[[str], None],
) -> Iterator[None]:
    """Run tasks through joblib, yielding once for each that is over."""
    settled, amount = threading.Event(), ahead.amount(supervisor.size)
    call = delayed(lease)
    with parallel_config(backend=BACKEND, supervisor=supervisor, settled=settled):
        parallel = LoggedParallel(
            log,
            settled,
            n_jobs=supervisor.size,
            return_as="generator_unordered",
            batch_size=1,
            pre_dispatch="all" if amount is None else amount,
            verbose=verbose,
        )
        over = parallel(call(indices) for indices in tasks)
        ahead.follow(parallel, amount)
        ahead.widen(supervisor.size)  # it may have changed meanwhile
        yield from over


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
        with borrowed_supervisor(workers, worker_environment(options, workers)) as lent:
            run.resize = partial(_resize, lent, options)
            serve(planned, lent.supervisor, run)
    finally:
        remove_folder(folder)
    stop_if_broken(run)


def _resize(lent: LentSupervisor, options: Mapping[str, Any], workers: int) -> list[Message]:
    """Prepare for another number of workers on this machine; return what there is to say."""
    remarks = crowding(lent.supervisor.slots, workers - lent.supervisor.size, workers)
    if lent.set_environment(worker_environment(options, workers)):
        remarks.append(
            Message(
                "worker processes that are started from now on use {n} threads each",
                n=threads_each(options, workers),
            )
        )
    return remarks


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
        places=output_places(planned.pipeline),
        durable=options["durable"],
        measure=options["measure"],
    )


def _ship(pipeline: Pipeline[Any], folder: Path, max_nbytes: int | None) -> Path:
    try:
        return ship(pipeline, folder, max_nbytes)
    except OSError as error:
        raise CuratorError(
            "the pipeline cannot be written to {folder} for the workers: {error}; "
            "make room there or choose another temp_folder",
            folder=folder,
            error=error,
        ) from error
    except Exception as error:
        raise _cannot_send(pipeline, error) from error


def _cannot_send(pipeline: Pipeline[Any], error: Exception) -> PipelineLoadError:
    return PipelineLoadError(
        Message(
            "{unsendable} cannot be sent to worker processes, so nothing was run: "
            "{type}: {error}; open such things when they are first used, or use "
            "the sequential backend",
            unsendable=_unsendable(pipeline),
            type=type(error).__qualname__,
            error=error,
        )
    )


def _unsendable(pipeline: Pipeline[Any]) -> str:
    """Name the first step that cannot be pickled."""
    for name, step in zip(step_names(pipeline), pipeline.steps, strict=True):
        try:
            cloudpickle.dumps(step, protocol=5)
        except Exception:  # noqa: BLE001 - foreign code, whatever it raises
            return Message("the step {name}", name=name)
    return Message("the pipeline")


def serve(planned: PlannedRun, supervisor: Supervisor, run: Run) -> None:
    """Let a supervisor carry out a run, with the user's commands."""
    if planned.options.get("prefer") == "threads":
        planned.reporter.log(
            0, "warning", Message("threads were preferred, but the loky backend uses processes")
        )
    supervisor.begin(run)
    planned.control.attach(supervisor.command)
    try:
        while (
            not run.feed.close_if_empty()
        ):  # once more if failed indices were taken back at the very end
            _run_through(planned, supervisor, run)
    finally:
        planned.control.detach()
        supervisor.end()


def _run_through(planned: PlannedRun, supervisor: Supervisor, run: Run) -> None:
    options = planned.options
    ahead = Ahead(options["pre_dispatch"])
    run.widen = ahead.widen
    tasks = run_tasks(
        supervisor,
        _tasks(run.feed),
        ahead=ahead,
        verbose=options["verbose"],
        log=supervisor.say,
    )
    for _ in tasks:
        pass


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
    message = Message(
        "the pipeline cannot be loaded in a worker process, so nothing was run: {words}",
        words=words,
    )
    raise PipelineLoadError(joined("\n", [message, trace]) if trace else message)


class PipelineLoadError(CuratorError, RuntimeError):
    """Workers cannot load the pipeline; the message has their error and traceback."""


def threads_each(options: Mapping[str, Any], workers: int) -> int:
    """Return how many numerical threads each worker has: by default the cores are divided."""
    return int(options["inner_max_num_threads"] or max(1, int(joblib.cpu_count()) // workers))


def worker_environment(options: Mapping[str, Any], workers: int) -> dict[str, str]:
    """Return the variables that bound each worker's numerical threads and set its priority."""
    threads = threads_each(options, workers)
    names: list[str] = ParallelBackendBase.MAX_NUM_THREADS_VARS
    return dict.fromkeys(names, str(threads)) | priority_environment(options["priority"])
