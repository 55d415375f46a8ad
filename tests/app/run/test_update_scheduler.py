from __future__ import annotations

from itertools import pairwise
from time import perf_counter

import pytest
import shiboken6

from curator_gui.app.run.update_scheduler import TICK_MS, Turns


@pytest.fixture
def turns(qtbot):
    turns = Turns()
    yield turns
    turns.deleteLater()


def test_one_piece_of_work_per_tick_the_longest_due_first(turns):
    done: list[str] = []
    for name in "abc":
        turns.ask(lambda name=name: done.append(name))
    turns._tick()
    assert done == ["a"]
    turns._tick()
    turns._tick()
    assert done == ["a", "b", "c"]
    assert not turns._timer.isActive()


def test_work_comes_again_after_the_time_it_wants(turns, qtbot):
    times: list[float] = []

    def work() -> float | None:
        times.append(perf_counter())
        return 5 * TICK_MS if len(times) < 3 else None

    turns.ask(work)
    qtbot.waitUntil(lambda: len(times) == 3 and not turns._timer.isActive())
    gaps = [after - before for before, after in pairwise(times)]
    assert min(gaps) >= 5e-3 * TICK_MS


def test_asking_again_makes_it_sooner_never_later(turns):
    done: list[int] = []
    work = lambda: done.append(1)  # noqa: E731
    turns.ask(work, 100_000)
    turns._tick()
    assert done == []
    turns.ask(work)
    turns.ask(work, 100_000)
    turns._tick()
    assert done == [1]
    assert not turns.waits(work)


def test_work_can_be_taken_back(turns):
    done: list[int] = []
    work = lambda: done.append(1)  # noqa: E731
    turns.ask(work)
    assert turns.waits(work)
    turns.drop(work)
    turns.drop(work)
    assert not turns.waits(work)
    assert not turns._timer.isActive()
    assert done == []


def test_work_that_fails_is_not_called_again(turns):
    def work() -> None:
        raise ValueError("once")

    turns.ask(work)
    with pytest.raises(ValueError, match="once"):
        turns._tick()
    assert not turns.waits(work)
    assert not turns._timer.isActive()


def test_a_dead_object_can_still_be_told_to_drop_work(turns):
    work = lambda: None  # noqa: E731
    turns.ask(work)
    shiboken6.delete(turns._timer)
    turns.drop(work)
    assert not turns.waits(work)
