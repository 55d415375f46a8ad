"""A cluster or job system that a test starts, and runs whose workers are its jobs."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

import pytest

from curator_gui.run import RunConfig, RunControl, RunResult, execute
from tests.run.hosts.jobs.queue_stand_in import needs_job_queue
from tests.run.observe import Recorder

L = TypeVar("L", bound="Lab")


class Lab(ABC):
    """Is started on entering, and ended on leaving or where it does not start."""

    @abstractmethod
    def begin(self) -> None:
        """Start it and wait until it can be used."""

    @abstractmethod
    def end(self) -> None:
        """End what was started."""

    def __enter__(self) -> Self:
        try:
            self.begin()
        except BaseException:
            self.end()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.end()


def job_lab(make: Callable[[], L], why_not: Callable[[], str]) -> Iterator[L]:
    """Give a job system to the tests of a module, or skip them where it is not installed."""
    needs_job_queue()
    if reason := why_not():
        pytest.skip(reason)
    with make() as lab:
        yield lab


def run_as_jobs(
    folder: Path, n: int, seconds: float, events: Recorder, **options: Any
) -> RunResult:
    """Run `n` indices that take so many seconds each; `options` may have `n_jobs` and `control`."""
    from tests.run import toys

    table = dict.fromkeys(range(n), f"sleep {seconds}")
    asked = {"address": "127.0.0.1", "memory_per_job": "500M", **options}
    n_jobs, control = asked.pop("n_jobs", 2), asked.pop("control", RunControl())
    config = RunConfig(
        backend="dask", n_jobs=n_jobs, on_event=events, options=asked, control=control
    )
    return execute(toys.numbers(n, table, folder), config)
