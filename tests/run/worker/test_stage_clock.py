from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from curator_gui.core import Filter, Pipeline, Sink, Source, Written
from curator_gui.run.events import IndexFailed, IndexFinished
from curator_gui.run.worker.index_runner import IndexRunner
from curator_gui.run.worker.stage_clock import (
    ResultError,
    StageClock,
    checked_outputs,
    run_stages,
    step_names,
)
from tests.run.toys import Names, Numbers, asked


class Wait(Filter[int]):
    name = "Wait"
    description = "Sleeps before, between and after items."

    def __init__(self, seconds: float, repeat: int = 1) -> None:
        self.seconds = seconds
        self.repeat = repeat

    @classmethod
    def params(cls) -> list[Any]:
        return []

    def __call__(self, items: Iterator[int]) -> Iterator[int]:
        for item in items:
            for _ in range(self.repeat):
                time.sleep(self.seconds)
                yield item


class Broken(Filter[int]):
    name = "Broken"
    description = "Raises when called, at the first item, or at the end."

    def __init__(self, where: str) -> None:
        self.where = where

    @classmethod
    def params(cls) -> list[Any]:
        return []

    def __call__(self, items: Iterator[int]) -> Iterator[int]:
        if self.where == "call":
            raise ValueError("called")
        return self._pull(items)

    def _pull(self, items: Iterator[int]) -> Iterator[int]:
        if self.where == "first":
            raise ValueError("first")
        yield from items
        raise ValueError("last")


class Odd(Sink[int]):
    name = "Odd sink"
    description = "Returns whatever it is told to."

    def __init__(self, make: Any) -> None:
        self.make = make

    @classmethod
    def params(cls) -> list[Any]:
        return []

    def __call__(self, items: Iterator[int], index: int) -> Any:
        list(items)
        return self.make()


def run(pipeline: Pipeline[int], index: int = 0) -> tuple[list[str], StageClock]:
    clock = StageClock(len(pipeline.steps))
    return run_stages(pipeline, index, clock), clock


def test_each_step_gets_its_own_time() -> None:
    pipeline = Numbers(3).filter(Wait(0.02, repeat=2)).filter(Wait(0.01)).write(Names())
    outputs, clock = run(pipeline, 1)
    source, slow, quick, sink = clock.own_seconds()
    assert outputs == ["out-1", "out-1"]
    assert slow >= 0.04
    assert quick >= 0.02
    assert source < 0.02
    assert sink < 0.02
    assert sum(clock.own_seconds()) == pytest.approx(clock.inclusive[-1])


@pytest.mark.parametrize("where", ["call", "first", "last"])
def test_the_step_that_raised_is_blamed_and_not_those_behind_it(where: str) -> None:
    pipeline = Numbers(3).filter(Wait(0)).filter(Broken(where)).filter(Wait(0)).write(Names())
    clock = StageClock(len(pipeline.steps))
    with pytest.raises(ValueError, match=where):
        run_stages(pipeline, 0, clock)
    assert step_names(pipeline)[clock.failed] == "Broken"


class BadSource(Numbers):
    def __getitem__(self, index: int) -> Iterator[int]:
        raise KeyError(index)


def test_a_source_that_raises_is_blamed() -> None:
    clock = StageClock(2)
    with pytest.raises(KeyError):
        run_stages(BadSource(1).write(Names()), 0, clock)
    assert clock.failed == 0


def late() -> Iterator[str]:
    yield "a"
    raise OSError("disk is full")


@pytest.mark.parametrize(
    "make, error",
    [
        (lambda: 7, ResultError),
        (lambda: None, ResultError),
        (lambda: "out.txt", ResultError),
        (lambda: b"out.txt", ResultError),
        (lambda: lambda: None, ResultError),
        (late, OSError),
    ],
)
def test_a_sink_that_returns_no_paths_is_blamed(make: Any, error: type[Exception]) -> None:
    pipeline = Numbers(1).write(Odd(make))
    clock = StageClock(2)
    with pytest.raises(error):
        run_stages(pipeline, 0, clock)
    assert clock.failed == 1


def test_a_sink_may_return_any_iterable_of_paths() -> None:
    from pathlib import Path

    outputs, _ = run(Numbers(1).write(Odd(lambda: (Path("a"), "b"))))
    assert outputs == ["a", "b"]


def test_a_pipeline_without_a_sink_says_what_to_do() -> None:
    with pytest.raises(RuntimeError, match=r"end it with \.write\(sink\)"):
        run(Numbers(1).filter(Wait(0)))


class Foreign:
    """A source as the reference system has it: no base class, no label."""

    def __len__(self) -> int:
        return 2

    def __getitem__(self, index: int) -> Iterator[int]:
        yield index * 10


def test_components_of_no_known_base_class_run() -> None:
    pipeline: Pipeline[int] = Pipeline(Foreign(), (), Names())  # type: ignore[arg-type]
    outcome = IndexRunner(pipeline, 4).run(1, 1)
    assert isinstance(outcome, IndexFinished)
    assert outcome.outputs == ("out-10",)
    assert step_names(pipeline) == ("Foreign", "Names")


class HostileError(Exception):
    def __str__(self) -> str:
        raise RuntimeError("no text for you")

    __repr__ = __str__


class SilentError(Exception):
    def __str__(self) -> str:
        return ""


class Raises(Source[int]):
    name = "Raises"
    description = "Raises what it was given."

    def __init__(self, error: BaseException) -> None:
        self.error = error

    @classmethod
    def params(cls) -> list[Any]:
        return []

    def __len__(self) -> int:
        return 1

    def __getitem__(self, index: int) -> Iterator[int]:
        raise self.error


@pytest.mark.parametrize(
    "error, kind, words",
    [
        (ValueError("a plain one"), "ValueError", "a plain one"),
        (HostileError(), "HostileError", "its message cannot be shown"),
        (SilentError(), "SilentError", "SilentError()"),
        (SystemExit(4), "SystemExit", "4"),
        (KeyboardInterrupt(), "KeyboardInterrupt", "KeyboardInterrupt()"),
        (ValueError("x" * 100_000), "ValueError", "x" * 1000),
        (ValueError("\ud800 lone surrogate"), "ValueError", "lone surrogate"),
    ],
)
def test_whatever_is_raised_becomes_an_event(error: BaseException, kind: str, words: str) -> None:
    failure = IndexRunner(Raises(error).write(Names()), 2).run(0, 1)
    assert isinstance(failure, IndexFailed)
    assert (failure.index, failure.attempt, failure.worker) == (0, 1, 2)
    assert (failure.cause, failure.error_type, failure.stage) == ("error", kind, "Raises")
    assert words in failure.message
    assert len(failure.message) <= 32_000
    assert len(failure.traceback) <= 32_010


def test_a_traceback_begins_in_the_component() -> None:
    failure = IndexRunner(Raises(ValueError("here")).write(Names()), 1).run(0, 1)
    assert isinstance(failure, IndexFailed)
    trace = failure.traceback
    assert "test_stage_clock.py" in trace.splitlines()[1]
    assert trace.endswith("ValueError: here\n")


def test_the_item_is_named_once_in_the_message() -> None:
    from tests.run.toys import numbers

    failure = IndexRunner(numbers(8, {7: "raise"}), 1).run(7, 1)
    assert isinstance(failure, IndexFailed)
    assert failure.message == "number 7: this is what went wrong"


@pytest.mark.skipif(sys.platform != "linux", reason="only there a peak can be forgotten")
def test_the_memory_of_an_index_is_its_peak_and_not_that_of_others() -> None:
    def hold(megabytes: int) -> int:
        block = bytearray(megabytes << 20)
        block[:: 1 << 12] = b"x" * len(block[:: 1 << 12])
        return len(block)

    sizes = [10, 300, 10, 200, 10]
    runner = IndexRunner(asked(lambda index: hold(sizes[index]), len(sizes)), 1)
    peaks = [runner.run(index, 1).rss >> 20 for index in range(len(sizes))]  # type: ignore[union-attr]
    base = peaks[0]
    assert peaks[1] >= base + 250
    assert peaks[2] <= base + 50
    assert base + 150 <= peaks[3] <= base + 250
    assert peaks[4] <= base + 50


@pytest.mark.parametrize("path", [b"out/2.txt", None, 7, "out/a\0b.txt", ["x"]])
def test_what_is_no_path_fails_the_index(path):
    with pytest.raises(ResultError, match="among its paths; a path is a text"):
        checked_outputs(["fine.txt", path], Names())


def test_texts_and_paths_are_paths():
    assert checked_outputs(["a", Path("b"), Written("c", 3)], Names()) == ["a", "b", "c"]
