"""Hosts on a dask cluster: each slot is pinned to one dask worker process.

A slot takes a worker that no other slot has, whatever its number of threads, so that a crash
touches one index. A worker that dies is replaced by its nanny under a new address; until then the
slot has no place and its job waits or goes to another slot.
"""

from __future__ import annotations

import logging
import socket
import threading
from collections import deque
from concurrent.futures import Future, InvalidStateError
from typing import Any

from curator_gui.core.message import Message
from curator_gui.run.errors import EngineError
from curator_gui.run.hosts.dask_worker import run_dask_task
from curator_gui.run.hosts.loky import WorkerGoneError, kill_tree
from curator_gui.run.wire.frames import Task

logger = logging.getLogger(__name__)

RESTART_SECONDS = 30


class DaskWorkers:
    """The workers of a cluster as its scheduler tells of them, and which of them are taken.

    The scheduler's events are followed: asking it takes milliseconds with many workers, and for
    ever when it cannot be reached.
    """

    def __init__(self, client: Any) -> None:
        self.client = client
        self._lock = threading.Lock()
        self._alive: dict[str, None] = {}  # in the order in which they came
        self._gone: set[str] = set()
        self._hosts: dict[str, DaskHost] = {}
        client.subscribe_topic("all", self._on_event)
        for address in client.scheduler_info(n_workers=-1)["workers"]:
            self._came(address)

    def known(self) -> list[str]:
        """Return the addresses of the workers that live.

        Raises
        ------
        EngineError
            If the scheduler is gone.
        """
        if self.client.status in ("closing", "closed", "newly-created"):
            raise EngineError(
                "the dask scheduler is gone; what had finished is kept: start the cluster again "
                "and resume the run"
            )
        with self._lock:
            return list(self._alive)

    def take(self, host: DaskHost) -> str | None:
        """Take a worker that nobody has; None if there is none at the moment."""
        for address in self.known():
            with self._lock:
                if address not in self._hosts and address in self._alive:
                    self._hosts[address] = host
                    return address
        return None

    def give_back(self, address: str, *, dead: bool) -> None:
        """Leave a worker to others; a dead one's address is never used again."""
        with self._lock:
            self._hosts.pop(address, None)
            if dead:
                self._gone.add(address)
                self._alive.pop(address, None)

    def _on_event(self, event: tuple[float, Any]) -> None:
        """Follow the scheduler; called in the client's own thread."""
        message = event[1]
        action = message.get("action") if isinstance(message, dict) else None
        if action == "add-worker":
            self._came(message["worker"])
        elif action == "remove-worker":
            self._went(message["worker"])

    def _came(self, address: str) -> None:
        with self._lock:
            if address not in self._gone:
                self._alive[address] = None

    def _went(self, address: str) -> None:
        with self._lock:
            self._alive.pop(address, None)
            self._gone.add(address)
            host = self._hosts.get(address)
        if host is not None:
            host.lost(address)


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
        self._done: Future[Any] | None = None
        self._threads: deque[threading.Thread] = deque()

    @property
    def open(self) -> bool:
        """Whether a dask worker is taken."""
        return self._worker is not None

    def start(self, worker_number: int, generation: int) -> bool:
        """Take a free dask worker; False if there is none now."""
        self._slot = (worker_number, generation)
        self._killed, self._pid = False, 0
        self._worker = self._workers.take(self)
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
        self._done = done
        future.add_done_callback(lambda finished: _copy_outcome(finished, done))
        return done

    def lost(self, worker: str) -> None:
        """Note that the scheduler has lost a worker: its task would be pending for ever."""
        if worker == self._worker and self._done is not None:
            error = WorkerGoneError(Message("the dask worker {worker} is gone", worker=worker))
            _settle(self._done, error)

    def connected(self, pid: int) -> None:
        self._pid = pid

    def kill(self) -> None:
        """Kill the worker's process: at once if it is on this machine, else through its nanny."""
        worker = self._worker
        if worker is None or self._killed:
            return
        self._killed = True
        if self._pid and _is_local(worker):
            kill_tree(self._pid)
            return
        thread = threading.Thread(
            target=_restart,
            args=(self._workers.client, worker),
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
        self._worker = self._future = self._done = None
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
        # What the client keeps up to date by itself: asking would hold the supervisor up.
        info = getattr(self._workers.client, "_scheduler_identity", {}).get("workers", {})
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


def _restart(client: Any, worker: str) -> None:
    """Let a worker's nanny kill it; one that has none is given up by the supervisor in time."""
    try:
        client.restart_workers([worker], timeout=RESTART_SECONDS, raise_for_error=False)
    except Exception as error:  # noqa: BLE001 - whatever dask says, the worker is given up
        logger.warning("the dask worker %s cannot be restarted: %s", worker, error)


def _copy_outcome(finished: Any, done: Future[Any]) -> None:
    if finished.status == "cancelled":
        _settle(done, WorkerGoneError(Message("the task was cancelled")))
    else:
        _settle(done, finished.exception())


def _settle(done: Future[Any], error: BaseException | None) -> None:
    """Tell what came of a task; whoever comes second has nothing more to tell."""
    try:
        if error is None:
            done.set_result(None)
        else:
            done.set_exception(error)
    except InvalidStateError:
        logger.debug("a task ended twice: %r", error)


def _is_local(worker: str) -> bool:
    """Whether a worker address such as tcp://127.0.0.1:40123 is on this machine."""
    host = worker.rpartition("//")[2].rpartition(":")[0].strip("[]")
    if host in ("127.0.0.1", "::1", "localhost"):
        return True
    try:
        return host in {info[4][0] for info in socket.getaddrinfo(socket.gethostname(), None)}
    except OSError:
        return False
