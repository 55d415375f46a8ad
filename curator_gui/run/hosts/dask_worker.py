"""What runs inside a dask worker: the same loop as in a loky worker, on a link of its own.

A dask worker process belongs to its cluster, not to us: losing the supervisor ends the task, not
the process.
"""

from __future__ import annotations

import os
import socket
from pathlib import Path
from typing import Any

from curator_gui.core.message import Message
from curator_gui.run.wire.frames import Hello, Task
from curator_gui.run.worker.loop import Link, Worker, serve

_workers: dict[tuple[str, int, int], Worker] = {}


def run_dask_task(
    task: Task, address: Any, token: str, slot: int, generation: int
) -> int:  # pragma: no cover - runs in a dask worker process
    """Run the indices of a task for the supervisor at `address`; return its lease.

    Raises
    ------
    FileNotFoundError
        If this machine does not see the folder with the shipped pipeline.
    """
    if not Path(task.pipeline).exists():
        raise FileNotFoundError(
            Message(
                "the dask worker on {gethostname} does not see {pipeline}; set the "
                "option temp_folder to a folder that all workers share",
                gethostname=socket.gethostname(),
                pipeline=task.pipeline,
            )
        )
    return serve(_worker_for(address, token, slot, generation), task)


def _worker_for(address: Any, token: str, slot: int, generation: int) -> Worker:
    key = (token, slot, generation)
    worker = _workers.get(key)
    if worker is None:
        hello = Hello(token, slot, generation, os.getpid())
        worker = Worker(Link(address, hello, lambda: _drop(key)), owned=False)
        _workers[key] = worker
    return worker


def _drop(key: tuple[str, int, int]) -> None:
    """Let go of a supervisor that has ended, and of its pipeline."""
    worker = _workers.pop(key, None)
    if worker is not None:
        worker.forget()
        worker.link.socket.close()
