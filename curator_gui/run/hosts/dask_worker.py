"""What runs inside a dask worker: the same loop as in a loky worker, on a link of its own.

A dask worker process belongs to its cluster, not to us: losing the supervisor ends the task, not
the process.
"""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import ssl
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil

from curator_gui.core.message import Message
from curator_gui.run.wire.frames import Hello, Task
from curator_gui.run.worker.loop import Link, Worker, serve
from curator_gui.run.worker.process.job_output import mask_job_output


class UnreachableError(ConnectionError):
    """A worker cannot reach the supervisor: it is of no use, whatever it is given."""


_workers: dict[tuple[str, int, int], Worker] = {}


def run_dask_task(
    task: Task, address: Any, token: str, slot: int, generation: int
) -> int:  # pragma: no cover - runs in a dask worker process
    """Run the indices of a task for the supervisor at `address`; return its lease.

    Raises
    ------
    FileNotFoundError
        If this machine does not see the folder with the shipped pipeline.
    UnreachableError
        If the supervisor does not answer at its address.
    ConnectionError
        If it cannot be reached any more: it may have ended.
    """
    _check_shared(task)
    worker = _worker_for(address, token, slot, generation)
    try:
        return serve(worker, task)
    except OSError as error:  # components' own errors never come so far
        raise ConnectionError(str(error)) from error


def _check_shared(task: Task) -> None:  # pragma: no cover - runs in a dask worker process
    if not Path(task.pipeline).exists():
        raise FileNotFoundError(
            Message(
                "the dask worker on {gethostname} does not see {pipeline}; set the "
                "option temp_folder to a folder that all workers share",
                gethostname=socket.gethostname(),
                pipeline=task.pipeline,
            )
        )


def _worker_for(address: Any, token: str, slot: int, generation: int) -> Worker:
    key = (token, slot, generation)
    worker = _workers.get(key)
    if worker is None:
        mask_job_output()
        hello = Hello(token, slot, generation, os.getpid())
        worker = Worker(_connect(address, hello, lambda: _drop(key)), owned=False)
        _workers[key] = worker
    return worker


def _connect(address: Any, hello: Hello, on_lost: Callable[[], None]) -> Link:
    try:
        return Link(address, hello, on_lost, _quit, _tls())
    except OSError as error:
        raise UnreachableError(
            Message(
                "the dask worker on {machine} cannot reach this run at {address}: {error}; set the "
                "option address to one of this machine that the workers can reach",
                machine=socket.gethostname(),
                address=address if isinstance(address, str) else f"{address[0]}:{address[1]}",
                error=error,
            )
        ) from error


def _tls() -> ssl.SSLContext | None:
    """Return how this worker's own cluster encrypts; the supervisor does as its scheduler does."""
    from distributed import get_worker

    worker = get_worker()
    if not worker.address.startswith("tls://"):
        return None
    context: ssl.SSLContext = worker.security.get_connection_args("worker")["ssl_context"]
    return context


def _quit() -> None:  # pragma: no cover - ends the process
    """End this process and what it started; its nanny, if it has one, starts another."""
    for child in psutil.Process().children(recursive=True):
        with contextlib.suppress(psutil.NoSuchProcess):
            child.kill()
    os.kill(os.getpid(), signal.SIGTERM if sys.platform == "win32" else signal.SIGKILL)


def _drop(key: tuple[str, int, int]) -> None:
    """Let go of a supervisor that has ended, and of its pipeline."""
    worker = _workers.pop(key, None)
    if worker is not None:
        worker.forget()
        worker.link.socket.close()
