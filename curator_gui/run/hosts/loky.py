"""Hosts: where the worker process of a slot lives, and how it is started and killed."""

from __future__ import annotations

import re
import tempfile
import time
from collections import deque
from concurrent.futures import Future
from pathlib import Path
from typing import Any, Protocol

import joblib  # noqa: F401 - the whole first: see `curator_gui.run.helper.process`
import psutil
from joblib.externals.loky import ProcessPoolExecutor
from joblib.externals.loky.process_executor import BrokenProcessPool, ShutdownExecutorError

from curator_gui.core.message import Message
from curator_gui.run.errors import EngineError
from curator_gui.run.hosts.exit_status import describe_exit
from curator_gui.run.hosts.held_memory import held_by
from curator_gui.run.hosts.worker_log import WorkerLog
from curator_gui.run.wire.frames import Task
from curator_gui.run.worker import loop
from curator_gui.run.worker.process.interrupts import interrupts_held_back

IDLE_SECONDS = 300
"""After this time without work a worker ends; the next run starts it anew."""

_EXIT_CODE = re.compile(r"\{(?:EXIT|SIG\w+)\((-?\d+)\)")


class WorkerGoneError(RuntimeError):
    """A task could not be handed over, because the worker died while it was idle."""


class WorkerLostError(WorkerGoneError):
    """A worker that is gone, or cannot be heard any more, through no fault of what it was at."""


class WorkerHost(Protocol):
    """The home of one slot's worker; used by the supervisor's thread only.

    A host is `open` from `start` to `retire`. Its worker may come into being with the first task.
    `remote` tells that it may live on another machine, where it can vanish without a word.
    """

    remote: bool

    @property
    def place(self) -> str:
        """Which machine the worker is on, and in which job; "" for this machine."""

    @property
    def open(self) -> bool:
        """Whether a worker exists or will with the next task."""

    def another(self) -> WorkerHost:
        """Return a home like this one for one more slot."""

    def start(self, worker_number: int, generation: int) -> bool:
        """Get ready for a task; False if no place for a worker is free just now."""

    def submit(self, task: Task) -> Future[Any]:
        """Hand a task to the worker.

        Raises
        ------
        WorkerGoneError
            If it died while it was idle.
        """

    def connected(self, pid: int) -> None:
        """Note the worker's process id."""

    def disconnected(self) -> None:
        """Note that the worker's connection has ended."""

    def task_begun(self) -> None:
        """Note that the worker has the task in its hands."""

    def task_ended(self) -> None:
        """Note that the worker says it is done with the task."""

    def kill(self) -> None:
        """Kill the worker and what it started, without waiting."""

    def retire(self) -> None:
        """Let go of the worker: an idle one ends or is free for others."""

    def join(self, timeout: float) -> None:
        """Wait until everything that was let go has ended."""

    def ended(self) -> bool:
        """Whether the worker's process has ended, although its connection may still be open."""

    def is_death(self, error: BaseException) -> bool:
        """Whether a task's error means that its worker died, and not that it refused the task."""

    def is_loss(self, error: BaseException) -> bool:
        """Whether a death has nothing to do with what the worker was at."""

    def exit_words(self, error: BaseException) -> str:
        """Say how the worker died."""

    def lack_words(self) -> str:
        """Say why there is no place for a worker."""

    def rss(self) -> int:
        """Return the bytes of memory the worker holds; 0 if that is not known."""

    def held(self, limit: int) -> int:
        """Return the bytes that count for a limit: also what processes of the worker hold."""

    def new_lines(self) -> list[str]:
        """Return what the worker printed since the last call."""

    def last_lines(self) -> list[str]:
        """Return all that is left of what a worker printed that is ending or has ended."""

    def mark(self) -> None:
        """Remember this place of the worker's log: an index begins."""

    def since_mark(self, limit: int) -> str:
        """Return the last `limit` characters printed since the mark."""


class LokyHost:
    """A loky executor with one worker, so that a death touches nobody else.

    `env` may be changed later: it then holds for the processes that are started from then on.

    A plain loky pool is broken as a whole when one worker dies: all its running tasks are lost
    with it (measured: up to 16 innocent indices restarted per crash).
    """

    remote = False
    place = ""

    def __init__(self, address: Any, token: str, folder: Path, env: dict[str, str]) -> None:
        self._address, self._token = address, token
        self._folder, self._env = folder, env
        self._executor: Any = None
        self._process: Any = None
        self._pid = 0
        self._log = WorkerLog(None)
        self._retired: deque[Any] = deque()

    @property
    def open(self) -> bool:
        """Whether a worker exists or will with the next task."""
        return self._executor is not None

    def another(self) -> WorkerHost:
        """Return a home like this one for one more slot."""
        return LokyHost(self._address, self._token, self._folder, self._env)

    def start(self, worker_number: int, generation: int) -> bool:
        """Make an executor; its process starts with the first task."""
        if self._executor is None:
            path = self._folder / f"worker-{worker_number}-{generation}.log"
            self._log = WorkerLog(path)
            self._process, self._pid = None, 0
            try:
                self._executor = ProcessPoolExecutor(
                    max_workers=1,
                    timeout=IDLE_SECONDS,
                    initializer=loop.initialize,
                    initargs=(self._address, self._token, worker_number, generation, str(path)),
                    env=dict(self._env),
                )
            except OSError as error:
                raise _not_started(error) from error
        return True

    def submit(self, task: Task) -> Future[Any]:
        """Hand a task to the worker (see `WorkerHost.submit`)."""
        try:
            with interrupts_held_back():
                future: Future[Any] = self._executor.submit(loop.run_task, task)
        except (BrokenProcessPool, ShutdownExecutorError) as error:
            raise WorkerGoneError(str(error)) from error
        except OSError as error:
            raise _not_started(error) from error
        if self._process is None:
            self._process = next(iter(self._executor._processes.values()), None)
        return future

    def adopt(self, process: Any) -> None:
        """Speak about a process that was started elsewhere."""
        self._process = process

    def connected(self, pid: int) -> None:
        """Note the process: after an idle time-out loky has started another one."""
        self._pid = pid
        if self._executor is not None:
            self._process = self._executor._processes.get(pid, self._process)

    def disconnected(self) -> None:
        """Do nothing: loky tells of a worker's end, too."""

    def task_begun(self) -> None:
        """Do nothing: loky keeps a task until it is done."""

    def task_ended(self) -> None:
        """Do nothing: loky says it as well."""

    def kill(self) -> None:
        pid = self._pid or (self._process.pid if self._process is not None else 0)
        if pid:
            kill_tree(pid)

    def retire(self) -> None:
        """Let go of the executor; an idle worker ends by itself, a dead one is cleaned up."""
        if self._executor is not None:
            dead = self.ended()
            executor, self._executor = self._executor, None
            manager = executor._executor_manager_thread
            # Otherwise loky waits until all that inherited a dead worker's pipes have ended, too.
            executor.shutdown(wait=False, kill_workers=dead)
            if manager is not None:
                self._retired.append(manager)
        while self._retired and not self._retired[0].is_alive():
            self._retired.popleft()
        self._process, self._pid = None, 0

    def join(self, timeout: float) -> None:
        """Wait until everything that was let go has ended."""
        deadline = time.monotonic() + timeout
        for manager in self._retired:
            manager.join(max(0.0, deadline - time.monotonic()))

    def ended(self) -> bool:
        """Whether the process has ended.

        loky learns it from a pipe that the processes which the worker has forked hold open.
        """
        return self._process is not None and self._process.exitcode is not None

    def is_death(self, error: BaseException) -> bool:
        """Whether loky tells of the end of its process."""
        return isinstance(error, (BrokenProcessPool, ShutdownExecutorError))

    def is_loss(self, error: BaseException) -> bool:
        """Return False: here nothing but its index ends a worker."""
        return False

    def lack_words(self) -> str:
        """Return nothing: a place can always be had."""
        return ""

    def exit_words(self, error: BaseException) -> str:
        """Say how the worker died; loky's error is asked only if the process does not tell."""
        code = self._exit_code()
        if code is None:
            match = _EXIT_CODE.search(str(error))
            code = int(match[1]) if match else None
        if code is None:
            return Message(
                "lost its task ({type}: {error})", type=type(error).__name__, error=error
            )
        return describe_exit(code)

    def _exit_code(self) -> int | None:
        # loky's manager thread reaps the process too, and whoever comes second has to wait until
        # the first one has stored the code.
        deadline = time.monotonic() + 0.2
        while self._process is not None and time.monotonic() < deadline:
            code = self._process.exitcode
            if code is not None:
                return int(code)
            time.sleep(0.001)
        return None

    def rss(self) -> int:
        """Return the bytes of memory the worker holds; 0 if it is gone."""
        try:
            return int(psutil.Process(self._pid).memory_info().rss) if self._pid else 0
        except psutil.Error:
            return 0

    def held(self, limit: int) -> int:
        """Return the bytes that the worker and the processes it has started hold."""
        return held_by(self._pid, limit) if self._pid else 0

    def new_lines(self) -> list[str]:
        """Return what the worker printed since the last call."""
        return self._log.new_lines()

    def last_lines(self) -> list[str]:
        """Return all that is left of what the worker printed; it is ending or has ended."""
        return self._log.last_lines()

    def mark(self) -> None:
        """Remember this place of the worker's log."""
        self._log.mark()

    def since_mark(self, limit: int) -> str:
        """Return the last `limit` characters printed since the mark."""
        return self._log.since_mark(limit)


def _not_started(error: OSError) -> EngineError:
    return EngineError(
        "no worker process could be started: {error}; shared memory (/dev/shm) or the temporary "
        "folder ({folder}) may be full or read-only, or the system allows no more processes",
        error=error,
        folder=tempfile.gettempdir(),
    )


def kill_tree(pid: int) -> None:
    """Kill a process and its descendants; those already gone are fine."""
    try:
        root = psutil.Process(pid)
        family = [root, *root.children(recursive=True)]
    except psutil.Error:
        return
    for process in family:
        try:
            process.kill()
        except psutil.NoSuchProcess:
            continue
