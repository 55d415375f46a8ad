"""Hosts on a dask cluster: each slot is pinned to one dask worker process.

A slot takes a worker that no other slot has, whatever its number of threads, so that a crash
touches one index. A worker that dies is replaced by its nanny under a new address; until then the
slot has no place and its job waits or goes to another slot.
"""

from __future__ import annotations

import socket
import threading
from collections import deque
from concurrent.futures import Future
from typing import Any

from curator_gui.core.message import Message
from curator_gui.run.hosts.dask_worker import run_dask_task
from curator_gui.run.hosts.loky import WorkerGoneError, kill_tree
from curator_gui.run.wire.frames import Task

RESTART_SECONDS = 30


class DaskWorkers:
    """The workers of a cluster, and which of them are taken."""

    def __init__(self, client: Any) -> None:
        self.client = client
        self._taken: set[str] = set()
        self._gone: set[str] = set()

    def known(self) -> list[str]:
        """Return the addresses of all workers the scheduler knows now."""
        return list(self.client.scheduler_info(n_workers=-1)["workers"])

    def take(self) -> str | None:
        """Take a worker that nobody has; None if there is none at the moment."""
        for address in self.known():
            if address not in self._taken and address not in self._gone:
                self._taken.add(address)
                return address
        return None

    def give_back(self, address: str, *, dead: bool) -> None:
        """Leave a worker to others; a dead one's address is never used again."""
        self._taken.discard(address)
        if dead:
            self._gone.add(address)


class DaskHost:
    """One dask worker process as the home of a slot."""

    def __init__(self, workers: DaskWorkers, address: Any, token: str) -> None:
        self._workers = workers
        self._address, self._token = address, token
        self._worker: str | None = None
        self._slot = (0, 0)
        self._pid = 0
        self._killed = False
        self._future: Any = None
        self._threads: deque[threading.Thread] = deque()

    @property
    def open(self) -> bool:
        """Whether a dask worker is taken."""
        return self._worker is not None

    def start(self, worker_number: int, generation: int) -> bool:
        """Take a free dask worker; False if there is none now."""
        self._slot = (worker_number, generation)
        self._killed, self._pid = False, 0
        self._worker = self._workers.take()
        return self._worker is not None

    def submit(self, task: Task) -> Future[Any]:
        """Hand a task to the worker (see `WorkerHost.submit`)."""
        if self._worker not in self._workers.known():
            raise WorkerGoneError(Message("the dask worker {worker} is gone", worker=self._worker))
        future = self._workers.client.submit(
            run_dask_task,
            task,
            self._address,
            self._token,
            *self._slot,
            key=f"curator-{task.run_id}-{task.lease}",
            workers=[self._worker],
            allow_other_workers=False,
            retries=0,
            pure=False,
        )
        self._future = future
        done: Future[Any] = Future()
        future.add_done_callback(lambda finished: _copy_outcome(finished, done))
        return done

    def connected(self, pid: int) -> None:
        self._pid = pid

    def kill(self) -> None:
        """Kill the worker's process: at once if it is on this machine, else through its nanny."""
        self._killed = True
        worker = self._worker
        if worker is None:
            return
        if self._pid and _is_local(worker):
            kill_tree(self._pid)
            return
        thread = threading.Thread(
            target=self._workers.client.restart_workers,
            args=([worker],),
            kwargs={"timeout": RESTART_SECONDS, "raise_for_error": False},
            daemon=True,
            name="curator-dask-restart",
        )
        thread.start()
        self._threads.append(thread)

    def retire(self) -> None:
        if self._future is not None and not self._future.done():
            self._future.cancel(reason=Message("its worker is gone"), force=True)
            self._killed = True
        if self._worker is not None:
            self._workers.give_back(self._worker, dead=self._killed)
        self._worker = self._future = None
        self._pid = 0

    def join(self, timeout: float) -> None:
        """Wait until killed workers have been given up by their nannies."""
        for thread in self._threads:
            thread.join(timeout)

    def ended(self) -> bool:
        """Leave that to dask: each worker has a nanny which waits for it."""
        return False

    def is_death(self, error: BaseException) -> bool:
        """Whether dask tells of a worker's end; any other error was raised by the worker."""
        from distributed.scheduler import KilledWorker

        return isinstance(error, (KilledWorker, WorkerGoneError))

    def exit_words(self, error: BaseException) -> str:
        """Say how the worker died; dask does not tell the exit code."""
        self._killed = True
        return Message("on {worker} died", worker=self._worker)

    def rss(self) -> int:
        """Return the bytes of memory that the worker last reported to its scheduler."""
        info = self._workers.client.scheduler_info(n_workers=-1)["workers"]
        metrics = info.get(self._worker, {}).get("metrics", {})
        return int(metrics.get("memory", 0))

    def new_lines(self) -> list[str]:
        """Return nothing: dask workers keep their own logs."""
        return []

    def mark(self) -> None:
        """Do nothing: there is no log here."""

    def since_mark(self, limit: int) -> str:
        """Return nothing: dask workers keep their own logs."""
        return ""


def _copy_outcome(finished: Any, done: Future[Any]) -> None:
    if done.done():
        return
    error = finished.exception() if finished.status != "cancelled" else None
    if finished.status == "cancelled":
        done.set_exception(WorkerGoneError(Message("the task was cancelled")))
    elif error is not None:
        done.set_exception(error)
    else:
        done.set_result(None)


def _is_local(worker: str) -> bool:
    """Whether a worker address such as tcp://127.0.0.1:40123 is on this machine."""
    host = worker.rpartition("//")[2].rpartition(":")[0].strip("[]")
    if host in ("127.0.0.1", "::1", "localhost"):
        return True
    try:
        return host in {info[4][0] for info in socket.getaddrinfo(socket.gethostname(), None)}
    except OSError:
        return False
