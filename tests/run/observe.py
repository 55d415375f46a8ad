"""Watch a run: collect its events, wait for one, run it in the background."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any, TypeVar

from curator_gui.core import Pipeline
from curator_gui.run import RunConfig, RunControl, RunResult, execute
from curator_gui.run.events import (
    Event,
    IndexFailed,
    IndexFinished,
    IndexRetried,
    IndexStarted,
    LogLine,
    RunStateChanged,
)

PATIENCE = 60.0
"""Seconds after which a wait fails: far more than needed, because the machine may be busy."""

E = TypeVar("E")


class Recorder:
    """An `on_event` that keeps everything and lets other threads wait."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self.threads: set[int] = set()
        self._changed = threading.Condition()

    def __call__(self, event: Event) -> None:
        with self._changed:
            self.events.append(event)
            self.threads.add(threading.get_ident())
            self._changed.notify_all()

    def of(self, kind: type[E]) -> list[E]:
        with self._changed:
            return [event for event in self.events if isinstance(event, kind)]

    def wait(self, what: Callable[[], Any], timeout: float = PATIENCE) -> Any:
        """Wait until `what()` is true; fail with the last events if it never is."""
        with self._changed:
            reached = self._changed.wait_for(what, timeout)
            assert reached, f"waited {timeout} s in vain; last events: {self.events[-5:]}"
        return reached

    def wait_started(self, index: int) -> None:
        self.wait(lambda: index in self.started())

    def wait_state(self, state: str) -> None:
        self.wait(lambda: state in self.states())

    def started(self) -> list[int]:
        return [event.index for event in self.of(IndexStarted)]

    def finished(self) -> list[int]:
        return [event.index for event in self.of(IndexFinished)]

    def failed(self) -> dict[int, IndexFailed]:
        return {event.index: event for event in self.of(IndexFailed)}

    def retried(self) -> list[int]:
        return [event.index for event in self.of(IndexRetried)]

    def states(self) -> list[str]:
        return [event.state for event in self.of(RunStateChanged)]

    def lines(self) -> list[str]:
        return [event.text for event in self.of(LogLine)]


class BackgroundRun:
    """A run in a thread of its own, as the window has it; stopped at the end of the `with`."""

    def __init__(self, pipeline: Pipeline[Any], n_jobs: int = 2, **options: Any) -> None:
        self.control = RunControl()
        self.events = Recorder()
        self._result: RunResult | None = None
        self._error: BaseException | None = None
        config = {name: options.pop(name) for name in ("indices", "on_error") if name in options}
        self._config = RunConfig(
            n_jobs=n_jobs, options=options, on_event=self.events, control=self.control, **config
        )
        self._pipeline = pipeline
        self._thread = threading.Thread(target=self._main, name="background-run")

    def _main(self) -> None:
        try:
            self._result = execute(self._pipeline, self._config)
        except BaseException as error:
            self._error = error

    def __enter__(self) -> BackgroundRun:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.control.stop_now()
        self._thread.join(PATIENCE)
        assert not self._thread.is_alive(), "the run did not stop"

    def result(self) -> RunResult:
        """Wait for the end; raises what the run raised."""
        self._thread.join(PATIENCE)
        assert not self._thread.is_alive(), "the run does not end"
        if self._error is not None:
            raise self._error
        assert self._result is not None
        return self._result


def observed(pipeline: Pipeline[Any], **config: Any) -> tuple[RunResult, Recorder]:
    """Run in this thread and return the result with all events."""
    events = Recorder()
    names = ("indices", "on_error", "backend", "n_jobs", "control", "collect")
    fields = {"n_jobs": 2} | {name: config.pop(name) for name in names if name in config}
    result = execute(pipeline, RunConfig(options=config, on_event=events, **fields))
    return result, events


def until(condition: Callable[[], object], what: str) -> None:
    """Wait for a condition of another process; fail if it never comes true."""
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, f"waited in vain for {what}"
        time.sleep(0.01)


def starts(folder: Path) -> list[int]:
    """Return the indices that `toys.Misbehave` began in worker processes, in order."""
    file = folder / "starts.txt"
    return [int(line.split()[0]) for line in file.read_text().splitlines()] if file.exists() else []


def start_pids(folder: Path) -> dict[int, list[int]]:
    """Return the processes in which each index was begun."""
    found: dict[int, list[int]] = {}
    for line in (folder / "starts.txt").read_text().splitlines():
        index, pid = line.split()
        found.setdefault(int(index), []).append(int(pid))
    return found


def running_pid(folder: Path, index: int) -> int:
    """Wait until an index has noted its process, which is after its start was reported."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if (folder / "starts.txt").exists() and index in start_pids(folder):
            return start_pids(folder)[index][-1]
        time.sleep(0.005)
    raise AssertionError(f"index {index} never noted its start")
