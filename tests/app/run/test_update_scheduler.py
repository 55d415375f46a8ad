from __future__ import annotations

from itertools import pairwise
from time import perf_counter

import pytest
import shiboken6

from curator_gui.app.run.update_scheduler import TICK_MS, UpdateScheduler


@pytest.fixture
def scheduler(qtbot):
    scheduler = UpdateScheduler()
    yield scheduler
    scheduler.deleteLater()


def test_one_piece_of_work_per_tick_the_longest_due_first(scheduler):
    done: list[str] = []
    for name in "abc":
        scheduler.ask(lambda name=name: done.append(name))
    scheduler._tick()
    assert done == ["a"]
    scheduler._tick()
    scheduler._tick()
    assert done == ["a", "b", "c"]
    assert not scheduler._timer.isActive()


def test_work_comes_again_after_the_time_it_wants(scheduler, qtbot):
    times: list[float] = []

    def work() -> float | None:
        times.append(perf_counter())
        return 5 * TICK_MS if len(times) < 3 else None

    scheduler.ask(work)
    qtbot.waitUntil(lambda: len(times) == 3 and not scheduler._timer.isActive())
    gaps = [after - before for before, after in pairwise(times)]
    assert min(gaps) >= 5e-3 * TICK_MS


def test_asking_again_makes_it_sooner_never_later(scheduler):
    done: list[int] = []
    work = lambda: done.append(1)  # noqa: E731
    scheduler.ask(work, 100_000)
    scheduler._tick()
    assert done == []
    scheduler.ask(work)
    scheduler.ask(work, 100_000)
    scheduler._tick()
    assert done == [1]
    assert not scheduler.waits(work)


def test_work_can_be_taken_back(scheduler):
    done: list[int] = []
    work = lambda: done.append(1)  # noqa: E731
    scheduler.ask(work)
    assert scheduler.waits(work)
    scheduler.drop(work)
    scheduler.drop(work)
    assert not scheduler.waits(work)
    assert not scheduler._timer.isActive()
    assert done == []


def test_work_that_fails_is_not_called_again(scheduler):
    def work() -> None:
        raise ValueError("once")

    scheduler.ask(work)
    with pytest.raises(ValueError, match="once"):
        scheduler._tick()
    assert not scheduler.waits(work)
    assert not scheduler._timer.isActive()


def test_a_dead_object_can_still_be_told_to_drop_work(scheduler):
    work = lambda: None  # noqa: E731
    scheduler.ask(work)
    shiboken6.delete(scheduler._timer)
    scheduler.drop(work)
    assert not scheduler.waits(work)
