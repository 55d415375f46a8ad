"""The caller's thread sleeps until a task is over, instead of looking every 10 ms."""

from __future__ import annotations

import threading
import time
from concurrent.futures import Future
from types import SimpleNamespace
from typing import Any

import joblib.parallel
import pytest

from curator_gui.run.engine.backends.joblib_backend import Ahead, run_tasks


class SlowSlots:
    """A supervisor that takes a while for each task."""

    size = 2

    def __init__(self, seconds: float, error: Exception | None = None) -> None:
        self.seconds, self.error = seconds, error
        self.seen: list[Any] = []

    def submit(self, indices: Any) -> Future[None]:
        self.seen.append(indices)
        future: Future[None] = Future()
        end = future.set_result if self.error is None else future.set_exception
        threading.Timer(self.seconds, end, (self.error,)).start()  # type: ignore[arg-type]
        return future


@pytest.fixture
def sleeps(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """What joblib sleeps."""
    found: list[float] = []

    def sleep(seconds: float) -> None:
        found.append(seconds)
        time.sleep(seconds)

    clock = SimpleNamespace(time=time.time, sleep=sleep)
    monkeypatch.setattr(joblib.parallel, "time", clock)
    return found


def run(slots: SlowSlots, tasks: int) -> list[None]:
    return list(
        run_tasks(
            slots,  # type: ignore[arg-type]
            ([index] for index in range(tasks)),
            ahead=Ahead(2),
            verbose=0,
            log=print,
        )
    )


def test_it_does_not_look_again_and_again(sleeps: list[float]) -> None:
    slots = SlowSlots(0.05)
    assert len(run(slots, 20)) == 20
    assert slots.seen == [[index] for index in range(20)]
    assert len(sleeps) < 20  # 80 if it looked every 10 ms; none where nobody else works


def test_a_failure_of_the_engine_arrives_too() -> None:
    with pytest.raises(ValueError, match="the engine"):
        run(SlowSlots(0.01, ValueError("the engine")), 5)
