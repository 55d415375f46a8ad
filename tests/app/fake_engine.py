"""Engines that emit real events from a plain thread, and small makers of events."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from curator_gui.core import Param, Pipeline, Registry, Sink, Source, make_step
from curator_gui.core.document import PipelineDocument
from curator_gui.core.registration.registry import Domain
from curator_gui.run.config import RunConfig, RunResult
from curator_gui.run.control import Command
from curator_gui.run.events import (
    Event,
    IndexFailed,
    IndexFinished,
    IndexStarted,
    RunFinished,
    RunStarted,
    RunState,
    RunStateChanged,
)

T0 = 1_700_000_000.0
STEPS = ("Numbers", "Texts")


def started(index: int, *, worker: int = 1, attempt: int = 1, time: float = T0) -> IndexStarted:
    return IndexStarted(time, index, worker, attempt)


def finished(
    index: int,
    *,
    worker: int = 1,
    attempt: int = 1,
    time: float = T0,
    duration: float = 0.5,
    outputs: tuple[str, ...] | None = None,
    size: int = 1000,
) -> IndexFinished:
    paths = (f"/out/item_{index:05d}.txt",) if outputs is None else outputs
    stages = (duration / 2, duration / 2)
    return IndexFinished(time, index, worker, attempt, duration, paths, size, stages, 50_000_000)


def failed(
    index: int,
    message: str = "no field p",
    *,
    worker: int = 1,
    attempt: int = 1,
    time: float = T0,
    quarantined: bool = False,
    kind: str = "KeyError",
) -> IndexFailed:
    trace = f"Traceback (most recent call last):\n  File x\n{kind}: {message}\n"
    status = "quarantined" if quarantined else "failed"
    cause = "crash" if quarantined else "error"
    return IndexFailed(
        time, index, worker, attempt, 0.25, status, cause, kind, message, trace, "Numbers"
    )


class Numbers(Source[int]):
    name = "Numbers"
    description = "The numbers from 0."

    def __init__(self, n: int) -> None:
        self.n = n

    @classmethod
    def params(cls) -> list[Param]:
        return [Param("n", "How many", int)]

    def __len__(self) -> int:
        return self.n

    def __getitem__(self, index: int) -> Iterator[int]:
        yield index


class Texts(Sink[int]):
    name = "Texts"
    description = "Writes nothing, says where."
    outputs_later = True

    @classmethod
    def params(cls) -> list[Param]:
        return []

    def __call__(self, items: Iterator[int], index: int) -> list[str]:
        return [f"/out/item_{item:05d}.txt" for item in items]


def make_registry() -> Registry:
    registry = Registry()
    registry.add_domain(Domain("test", "Test", "int"))
    registry.add("test", Numbers)
    registry.add("test", Texts)
    return registry


def make_document(n: int, **run: Any) -> PipelineDocument:
    document = PipelineDocument(
        source=make_step("source", "test.Numbers", {"n": n}),
        sinks=(make_step("sink", "test.Texts"),),
    )
    return document.with_run(**run)


Script = Callable[["Stage"], None]


class Stage:
    """What a script plays on: emit events, wait for commands."""

    def __init__(self, config: RunConfig) -> None:
        assert config.on_event is not None
        self.emit: Callable[[Event], None] = config.on_event
        self.indices: Sequence[int] = config.indices or ()
        self.commands: queue.Queue[Command] = queue.Queue()
        self.result = RunResult(indices=self.indices)

    def state(self, state: RunState, time: float = T0) -> None:
        self.result.state = state
        self.emit(RunStateChanged(time, state))

    def begin(self) -> None:
        self.emit(RunStarted(T0, "r1", len(self.indices), 2, STEPS))
        self.state("running")

    def end(self, state: RunState = "finished", *, done: int = 0, failures: int = 0) -> None:
        self.state(state)
        unrun = len(self.indices) - done - failures
        self.emit(RunFinished(T0 + 10, state, done, failures, 0, unrun, 10.0))

    def command(self) -> Command:
        return self.commands.get(timeout=20)


class FakeEngine:
    """Plays a script in a plain thread of its own, as the supervisor does; keeps the config."""

    def __init__(self, script: Script) -> None:
        self.script = script
        self.configs: list[RunConfig] = []
        self.error: BaseException | None = None

    def __call__(self, pipeline: Pipeline[Any], config: RunConfig) -> RunResult:
        self.configs.append(config)
        stage = Stage(config)
        config.control.attach(stage.commands.put)
        thread = threading.Thread(target=self._play, args=(stage,))
        thread.start()
        thread.join()
        config.control.detach()
        if self.error is not None:
            raise self.error
        return stage.result

    def _play(self, stage: Stage) -> None:
        try:
            self.script(stage)
        except BaseException as error:
            self.error = error


def run_all(stage: Stage) -> None:
    """A script: every index is done by worker 1."""
    stage.begin()
    for index in stage.indices:
        stage.emit(started(index))
        stage.emit(finished(index))
    stage.end(done=len(stage.indices))
