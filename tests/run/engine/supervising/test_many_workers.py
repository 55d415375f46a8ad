"""With many workers, what happens to one costs no work for the others, and nobody is forgotten."""

from __future__ import annotations

from pathlib import Path

import pytest

from curator_gui.run.engine.supervising.slots import Slot
from tests.run.engine.supervising.scripted import a_world


def test_a_task_costs_no_look_at_every_worker(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks = [0]

    def look(slot: Slot) -> bool:
        looks[0] += 1
        return slot.lease != 0

    monkeypatch.setattr(Slot, "busy", property(look))
    tasks, workers = 30, 300
    with a_world(tmp_path, slots=workers) as world:
        world.begin(timeout=3600)
        for index in range(tasks):
            job = world.submit(index)
            world.task().do()
            world.done(job)
        assert len(world.finished()) == tasks
    assert looks[0] < tasks * workers / 2


def test_the_worker_that_has_one_comes_before_those_without(tmp_path: Path) -> None:
    with a_world(tmp_path, slots=5) as world:
        world.begin()
        for index in range(4):
            job = world.submit(index)
            world.task().do()
            world.done(job)
        assert len(world.started) == 1


def test_one_that_has_lost_its_worker_meanwhile_keeps_no_other_waiting(tmp_path: Path) -> None:
    with a_world(tmp_path, slots=2) as world:
        world.begin()
        jobs = [world.submit(0), world.submit(1)]
        for given in [world.task() for _ in jobs]:
            given.do()
        for job in jobs:
            world.done(job)
        world.hosts[0].open, world.places = False, 1  # somebody else has its place now
        last = world.submit(2)
        given = world.task()
        assert given.worker.number == 2
        given.do()
        world.done(last)


def test_each_is_late_in_its_own_time(tmp_path: Path) -> None:
    """The earliest deadline is looked at first, whoever has it, and none is lost behind it."""
    with a_world(tmp_path, slots=4) as world:
        world.begin(timeout=0.2, max_attempts=1)
        jobs = [world.submit(index, 10 + index) for index in range(4)]
        given = [world.task() for _ in jobs]
        for each in given:
            each.begin()
        for place in (2, 0, 3, 1):
            given[place].run(given[place].indices[0])
            given[place].start(given[place].indices[1])
            world.events.wait_started(given[place].indices[1])
        for job in jobs:
            world.done(job)
        slots = [given[place].worker.number for place in (2, 0, 3, 1)]
        assert [number for number, _ in world.killed] == slots
        assert sorted(world.failures()) == [10, 11, 12, 13]
        assert {failure.cause for failure in world.failures().values()} == {"timeout"}


def test_a_shorter_limit_of_the_next_run_counts(tmp_path: Path) -> None:
    with a_world(tmp_path) as world:
        world.begin(timeout=3600)
        first = world.submit(0)
        world.task().do()
        world.done(first)
        world.supervisor.end()
        world.begin(timeout=0.05, max_attempts=1)
        second = world.submit(1)
        given = world.task()
        given.begin()
        given.start(1)
        world.done(second)
        assert world.failures()[1].cause == "timeout"
