"""The joblib backend over the supervisor, and joblib's Parallel with its lines in the log."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future
from typing import Any

from joblib import Parallel, delayed, parallel_config, register_parallel_backend
from joblib.parallel import ParallelBackendBase

from curator_gui.run.supervisor import Supervisor

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
        return max(2, len(self.supervisor.slots) if self.supervisor else 2)

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

    def _print(self, msg: str) -> None:
        if self.verbose:
            self._log(msg)


def run_tasks(
    supervisor: Supervisor,
    tasks: Iterable[Sequence[int]],
    *,
    pre_dispatch: int | None,
    verbose: int,
    log: Callable[[str], None],
) -> Iterator[None]:
    """Run tasks through joblib, yielding once for each that is over."""
    settled = threading.Event()
    with parallel_config(backend=BACKEND, supervisor=supervisor, settled=settled):
        parallel = LoggedParallel(
            log,
            settled,
            n_jobs=len(supervisor.slots),
            return_as="generator_unordered",
            batch_size=1,
            pre_dispatch="all" if pre_dispatch is None else pre_dispatch,
            verbose=verbose,
        )
        yield from parallel(delayed(lease)(indices) for indices in tasks)
