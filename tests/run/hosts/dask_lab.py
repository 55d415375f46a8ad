"""A dask cluster on loopback whose scheduler and workers can be ended one by one."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil

from curator_gui.run import RunConfig, RunControl
from curator_gui.run.events import Event
from tests.run.hosts.lab import Lab
from tests.run.observe import PATIENCE, Recorder

ROOT = Path(__file__).parents[3]


class DaskLab(Lab):
    """One scheduler and some workers; a worker's process is its nanny if it has one."""

    def __init__(
        self, folder: Path, workers: int = 2, *, nanny: bool = True, tls: Path | None = None
    ) -> None:
        self.folder = folder
        self.nanny = nanny
        self._tls = [] if tls is None else [f"--tls-{n}={tls}" for n in ("ca-file", "cert", "key")]
        protocol = "tcp" if tls is None else "tls"
        self.address = f"{protocol}://127.0.0.1:{free_port()}"
        self.scheduler = self._start(
            "scheduler",
            *("--host", self.address.rpartition(":")[0], "--port", self.address.rpartition(":")[2]),
        )
        self.workers = [self._worker() for _ in range(workers)]

    def begin(self) -> None:
        self.wait_for_workers(len(self.workers))

    def end(self) -> None:
        for process in [*self.workers, self.scheduler]:
            end(process)

    def add_worker(self, *words: str, **environment: str) -> subprocess.Popen[bytes]:
        self.workers.append(self._worker(*words, **environment))
        return self.workers[-1]

    def _worker(self, *words: str, **environment: str) -> subprocess.Popen[bytes]:
        nanny = "--nanny" if self.nanny else "--no-nanny"
        common = (self.address, "--nthreads", "1", "--host", "127.0.0.1", nanny)
        return self._start("worker", *common, *words, **environment)

    def _start(self, *words: str, **environment: str) -> subprocess.Popen[bytes]:
        with (self.folder / f"{words[0]}.log").open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "-m", "dask", *words, "--no-dashboard", *self._tls],
                cwd=self.folder,
                env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    def wait_for_workers(self, count: int) -> None:
        wait_until(lambda: self._count() == count, f"{count} workers")

    def _count(self) -> int:
        from distributed import Client

        with contextlib.suppress(OSError), Client(self.address, set_as_default=False) as client:
            return len(client.scheduler_info(n_workers=-1)["workers"])
        return -1

    def options(self, **options: Any) -> dict[str, Any]:
        return {"scheduler": self.address, "batch_size": 1, "worker_timeout": 60, **options}


def run_config(
    lab: DaskLab, events: Recorder | Callable[[Event], None], n_jobs: int = 2, **options: Any
) -> RunConfig:
    control = options.pop("control", None) or RunControl()
    record = options.pop("record", None)
    return RunConfig(
        backend="dask",
        n_jobs=n_jobs,
        options=lab.options(**options),
        on_event=events,
        control=control,
        record=record,
    )


def family(process: subprocess.Popen[bytes]) -> list[psutil.Process]:
    """Return a process and all below it, the lowest last."""
    top = psutil.Process(process.pid)
    return [top, *top.children(recursive=True)]


def kill_family(process: subprocess.Popen[bytes]) -> None:
    """Let a job end without a word, as when its machine dies."""
    signal_family(process, signal.SIGKILL)
    process.wait()


def signal_family(process: subprocess.Popen[bytes], number: signal.Signals) -> None:
    for member in family(process):
        with contextlib.suppress(psutil.NoSuchProcess):
            member.send_signal(number)


def end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        kill_family(process)


@contextlib.contextmanager
def stopped(process: subprocess.Popen[bytes]) -> Iterator[None]:
    """Freeze a process and all below it meanwhile."""
    signal_family(process, signal.SIGSTOP)
    try:
        yield
    finally:
        if process.poll() is None:
            signal_family(process, signal.SIGCONT)


def wait_until(condition: Callable[[], object], what: str, seconds: float = PATIENCE) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"waited {seconds} s in vain for {what}"
        time.sleep(0.05)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def started(folder: Path) -> Counter[int]:
    """Count how often each index was begun, as the workers themselves noted it."""
    path = folder / "starts.txt"
    lines = path.read_text().splitlines() if path.exists() else []
    return Counter(int(line.split()[0]) for line in lines)
