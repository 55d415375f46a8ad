"""Hosts on a dask cluster: each slot is pinned to one dask worker process.

A slot takes a worker that no other slot has, whatever its number of threads, so that a crash
touches one index. A worker that dies is replaced by its nanny under a new address; until then the
slot has no place and its job goes to another slot.

A task is over when the worker says so on its own connection, and lost when the cluster says that
the worker is: dask's future only tells what kept the task from being run.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, InvalidStateError
from contextlib import suppress
from functools import partial
from typing import Any

import psutil

from curator_gui.core.message import Message
from curator_gui.run.errors import EngineError
from curator_gui.run.hosts.dask_cluster import DaskCluster
from curator_gui.run.hosts.dask_worker import UnreachableError, run_dask_task
from curator_gui.run.hosts.dask_workers import DaskWorker
from curator_gui.run.hosts.loky import WorkerGoneError, WorkerHost, WorkerLostError, kill_tree
from curator_gui.run.wire.frames import Task

UNFIT = UnreachableError, FileNotFoundError
"""What `run_dask_task` raises where the worker can be of no use to this run."""

_WORKER_WORDS = ("dask", "distributed", "multiprocessing")


def make_hosts(cluster: DaskCluster, count: int) -> Callable[[Any, str], list[WorkerHost]]:
    """Return what makes hosts for a supervisor, given its address and token."""
    return lambda address, token: [DaskHost(cluster, address, token) for _ in range(count)]


class DaskHost:
    """One dask worker process as the home of a slot."""

    remote = True

    def __init__(self, cluster: DaskCluster, address: Any, token: str) -> None:
        self._cluster = cluster
        self._address, self._token = address, token
        self._worker: DaskWorker | None = None
        self._slot = (0, 0)
        self._pid = 0
        self._killed = self._begun = self.linked = False
        self._future: Any = None
        self._done: Future[Any] | None = None

    @property
    def place(self) -> str:
        """The machine of the dask worker, and its job (see `WorkerHost.place`)."""
        if self._worker is None:
            return ""
        job = self._cluster.job_of(self._worker.name)
        host = _host_of(self._worker.address)
        if job:
            return Message("{host}, job {job}", host=host, job=job)
        return "" if _is_local(self._worker.address) else host

    @property
    def open(self) -> bool:
        """Whether a dask worker is taken."""
        return self._worker is not None

    def another(self) -> WorkerHost:
        """Return a home like this one for one more slot."""
        return DaskHost(self._cluster, self._address, self._token)

    def start(self, worker_number: int, generation: int) -> bool:
        """Take a free dask worker; False if there is none now."""
        self._slot = (worker_number, generation)
        self._killed, self._pid = False, 0
        self._worker = self._cluster.take(self)
        return self._worker is not None

    def submit(self, task: Task) -> Future[Any]:
        """Hand a task to the worker (see `WorkerHost.submit`)."""
        worker = self._present_worker()
        self._begun = False
        self._done = done = Future[Any]()
        self._future = self._cluster.client.submit(
            run_dask_task,
            task,
            self._address,
            self._token,
            *self._slot,
            key=f"curator-{task.run_id}-{task.lease}",
            workers=[worker.address],
            allow_other_workers=False,
            retries=0,
            pure=False,
        )
        self._future.add_done_callback(partial(self._answered, worker, done))
        return done

    def _present_worker(self) -> DaskWorker:
        worker = self._worker
        if worker is None or worker.gone or worker.leaving:
            raise WorkerGoneError(Message("the dask worker is gone"))
        return worker

    def _answered(self, worker: DaskWorker, done: Future[Any], finished: Any) -> None:
        """Draw the consequences of a dask future; in a thread of the client's."""
        error = finished.exception() if finished.status == "error" else None
        if isinstance(error, UNFIT):
            self._cluster.refuse(worker, str(error))
        if finished.status == "cancelled" and not self._begun:
            error = WorkerLostError(Message("on {worker} lost its task", worker=worker.address))
        if error is not None:
            _settle(done, error)

    def connected(self, pid: int) -> None:
        self._pid, self.linked = pid, True

    def disconnected(self) -> None:
        """Learn why, unless it was killed for a reason that is known."""
        self.linked = False
        if self._worker is None or self._done is None:
            return
        if self._killed:
            _settle(self._done, WorkerGoneError(Message("was killed")))
        else:
            self._cluster.cut_off(self._worker)

    def evict(self, error: WorkerGoneError) -> None:
        if self._done is not None:
            _settle(self._done, error)

    def task_begun(self) -> None:
        self._begun = True

    def task_ended(self) -> None:
        if self._done is not None:
            _settle(self._done)

    def kill(self) -> None:
        """Kill the worker's process, if it does not end as it was asked to."""
        self._killed = True
        worker = self._worker
        if worker is None:
            return
        if self._pid and _is_local(worker.address) and _is_worker(self._pid):
            worker.leaving = True
            kill_tree(self._pid)
        else:
            self._cluster.restart(worker)

    def retire(self) -> None:
        if self._future is not None and self._done is not None and not self._done.done():
            self._cluster.cancel(self._future)
        if self._worker is not None:
            self._cluster.give_back(self._worker)
        self._worker = self._future = self._done = None
        self._pid, self.linked = 0, False

    def join(self, timeout: float) -> None:
        """Leave that to dask: nannies wait for their workers."""

    def ended(self) -> bool:
        """Leave that to the cluster, which evicts whoever has a worker that is gone."""
        return False

    def is_death(self, error: BaseException) -> bool:
        """Whether the worker is gone or cut off; any other error was raised by the worker."""
        from distributed.scheduler import KilledWorker

        return isinstance(error, (KilledWorker, WorkerGoneError, ConnectionError))

    def is_loss(self, error: BaseException) -> bool:
        """Whether a worker went for reasons of the cluster's or the network's."""
        return isinstance(error, (WorkerLostError, ConnectionError, EngineError, *UNFIT))

    def exit_words(self, error: BaseException) -> str:
        """Say how the worker died; dask does not tell the exit code."""
        if isinstance(error, (WorkerGoneError, EngineError, *UNFIT)):
            return str(error)
        name = self._worker.address if self._worker is not None else "?"
        return Message("on {worker} died: {error}", worker=name, error=error)

    def lack_words(self) -> str:
        return self._cluster.lack_words()

    def rss(self) -> int:
        """Return the bytes of memory that the worker last reported to its scheduler."""
        return self._worker.memory if self._worker is not None else 0

    def held(self, limit: int) -> int:
        """Return what the worker last reported: it is asked where it is by nobody else."""
        return self.rss()

    def new_lines(self) -> list[str]:
        """Return nothing: dask workers keep their own logs."""
        return []

    def last_lines(self) -> list[str]:
        """Return nothing: dask workers keep their own logs."""
        return []

    def mark(self) -> None:
        """Do nothing: there is no log here."""

    def since_mark(self, limit: int) -> str:
        """Return nothing: dask workers keep their own logs."""
        return ""


def _settle(done: Future[Any], error: BaseException | None = None) -> None:
    with suppress(InvalidStateError):  # another thread knew it first
        if error is None:
            done.set_result(None)
        else:
            done.set_exception(error)


def _is_local(worker: str) -> bool:
    """Whether a worker address such as tcp://127.0.0.1:40123 is on this machine."""
    host = _host_of(worker)
    own = psutil.net_if_addrs().values()  # no name is looked up: that can take long
    return host == "localhost" or any(host == a.address for card in own for a in card)


def _host_of(worker: str) -> str:
    return worker.rpartition("//")[2].rpartition(":")[0].strip("[]")


def _is_worker(pid: int) -> bool:
    """Whether a process looks like dask's: a container has process ids of its own."""
    with suppress(psutil.Error):
        words = " ".join(psutil.Process(pid).cmdline())
        return any(word in words for word in _WORKER_WORDS)
    return False
