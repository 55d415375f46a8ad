"""Slots: each holds one loky executor with one worker, so that a death touches nobody else.

A plain loky pool is broken as a whole when one worker dies: all its running tasks are lost with it
(measured: up to 16 innocent indices restarted per crash). With an executor per slot, a crash, a
timeout, a memory limit or a planned recycling replaces exactly one process.
"""

from __future__ import annotations

import os
import re
import time
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil
from joblib.externals.loky import ProcessPoolExecutor

from curator_gui.run import worker
from curator_gui.run.deaths import describe_exit
from curator_gui.run.events import Cause
from curator_gui.run.hub import Connection
from curator_gui.run.tasks import Task

IDLE_SECONDS = 300
"""After this time without work a worker ends; the next run starts it anew."""

_EXIT_CODE = re.compile(r"\{(?:EXIT|SIG\w+)\((-?\d+)\)")


@dataclass
class Job:
    """One task on its way through the slots, across retries and replacements of its worker."""

    indices: Sequence[int]
    future: Future[None]
    position: int = 0
    deaths: int = 0

    @property
    def remaining(self) -> Sequence[int]:
        """The indices that are neither finished nor given up."""
        return self.indices[self.position :]


@dataclass
class Running:
    """The index that a worker has begun."""

    index: int
    attempt: int
    since: float


@dataclass
class Slot:
    """One place for a worker; the supervisor's thread is the only one that touches it."""

    number: int
    executor: Any = None
    process: Any = None
    connection: Connection | None = None
    generation: int = 0
    pid: int = 0
    log: Path | None = None
    log_offset: int = 0
    index_log_offset: int = 0
    count: int = 0
    job: Job | None = None
    lease: int = 0
    ended: list[Any] | None = None
    current: Running | None = None
    loading_since: float | None = None
    doomed: tuple[Cause, str] | None = None
    future: Future[Any] | None = None
    drain_until: float = 0.0
    retired: deque[Any] = field(default_factory=deque)

    @property
    def busy(self) -> bool:
        """Whether a task is in the worker's hands."""
        return self.lease != 0

    @property
    def lost(self) -> bool:
        """Whether a worker that had connected is gone."""
        return self.executor is not None and self.pid != 0 and self.connection is None

    def connected(self, connection: Connection, pid: int) -> None:
        """Note the worker's connection; after an idle time-out loky starts another process."""
        self.connection, self.pid = connection, pid
        if self.executor is not None:
            self.process = self.executor._processes.get(pid, self.process)

    def start(self, address: Any, token: str, folder: Path, env: dict[str, str]) -> None:
        """Make an executor if there is none; its process starts with the first task."""
        if self.executor is not None:
            return
        self.generation += 1
        self.count = self.pid = 0
        self.connection = self.process = None
        self.log = folder / f"worker-{self.number}-{self.generation}.log"
        self.log_offset = self.index_log_offset = 0
        self.executor = ProcessPoolExecutor(
            max_workers=1,
            timeout=IDLE_SECONDS,
            initializer=worker.initialize,
            initargs=(address, token, self.number, self.generation, str(self.log)),
            env=env,
        )

    def submit(self, function: Callable[..., Any], *args: Any) -> Future[Any]:
        """Hand the worker something to do."""
        future: Future[Any] = self.executor.submit(function, *args)
        if self.process is None:
            self.process = next(iter(self.executor._processes.values()), None)
        return future

    def give(self, task: Task, on_done: Callable[[Future[Any]], None]) -> None:
        """Hand a task to the worker."""
        self.lease = task.lease
        self.ended = self.current = self.doomed = self.future = None
        self.loading_since = None
        self.submit(worker.run_task, task).add_done_callback(on_done)

    def kill(self, cause: Cause | None = None, words: str = "") -> None:
        """Kill the worker and whatever it started, at once."""
        if cause is not None and self.doomed is None:
            self.doomed = (cause, words)
        pid = self.pid or (self.process.pid if self.process is not None else 0)
        if pid:
            kill_tree(pid)

    def retire(self) -> None:
        """Let go of the executor; an idle worker ends by itself, a dead one is cleaned up."""
        if self.executor is not None:
            executor, self.executor = self.executor, None
            manager = executor._executor_manager_thread
            executor.shutdown(wait=False)
            if manager is not None:
                self.retired.append(manager)
        while self.retired and not self.retired[0].is_alive():
            self.retired.popleft()
        self.process = self.connection = None
        self.pid = 0

    def join(self, timeout: float) -> None:
        """Wait until everything that was let go has ended."""
        deadline = time.monotonic() + timeout
        for manager in self.retired:
            manager.join(max(0.0, deadline - time.monotonic()))

    def exit_words(self, error: BaseException) -> str:
        """Say how the worker died; loky's error is asked only if the process does not tell."""
        code = self._exit_code()
        if code is None:
            match = _EXIT_CODE.search(str(error))
            code = int(match[1]) if match else None
        return describe_exit(code)

    def _exit_code(self) -> int | None:
        # loky's manager thread reaps the process too, and whoever comes second has to wait until
        # the first one has stored the code.
        deadline = time.monotonic() + 0.2
        while self.process is not None and time.monotonic() < deadline:
            code = self.process.exitcode
            if code is not None:
                return int(code)
            time.sleep(0.001)
        return None

    def log_since_index(self, limit: int) -> str:
        """Return the last `limit` characters printed since the current index was begun."""
        if self.log is None or not self.log.exists():
            return ""
        with self.log.open("rb") as file:
            size = file.seek(0, os.SEEK_END)
            file.seek(max(self.index_log_offset, size - limit))
            return file.read(limit).decode("utf-8", "replace")

    def read_log(self) -> str:
        """Return what the worker printed since the last call, whole lines only while it lives."""
        if self.log is None:
            return ""
        try:
            with self.log.open("rb") as file:
                file.seek(self.log_offset)
                data = file.read(1 << 20)
        except FileNotFoundError:
            return ""  # the process has not come so far as to open it
        whole = data.rfind(b"\n") + 1
        data = data[: whole or (len(data) if len(data) == 1 << 20 else 0)]
        self.log_offset += len(data)
        return data.decode("utf-8", "replace")


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


def is_alive(pid: int) -> bool:
    """Whether a process exists and is no zombie."""
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.Error:
        return False
