"""Time, memory and the number of indices of a worker; the workers follow a script."""

from __future__ import annotations

import pytest

from curator_gui.run.engine.supervising import memory_watch
from tests.run.engine.supervising.scripted import World, ended, until


def test_a_late_index_is_killed_and_named(world: World) -> None:
    world.begin(timeout=0.05, max_attempts=1)
    job = world.submit(0, 1)
    given = world.task()
    given.begin()
    given.start(0)
    rest = world.task()
    rest.do()
    world.done(job)
    failure = world.failures()[0]
    assert (failure.cause, failure.error_type) == ("timeout", "Timeout")
    assert failure.message == "item 0: took longer than 0.05 s (timeout)"
    assert failure.duration >= 0.05
    assert (world.killed, world.finished()) == ([(1, 1)], [1])


def test_what_is_in_time_is_left_alone(world: World) -> None:
    world.begin(timeout=3600)
    job = world.submit(0)
    given = world.task()
    given.begin()
    given.start(0)
    world.rest()
    given.finish(0)
    given.end()
    world.done(job)
    assert world.killed == []


def test_loading_has_a_limit_of_its_own(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("curator_gui.run.engine.supervising.run_state.Limits.load_timeout", 0.05)
    run = world.begin(timeout=3600)
    job = world.submit(0)
    from curator_gui.run.wire.frames import Begin

    for _ in range(3):
        given = world.task()
        given.worker.say(Begin(given.task.lease))
    world.done(job)
    assert run.broken is not None
    assert run.broken[0] == "WorkerDied: loading the pipeline took longer than 0.05 s"


def test_an_index_begun_since_the_kill_is_innocent(world: World) -> None:
    """The late one finished just before the signal came, and the next had begun."""
    world.begin(timeout=0.05, max_attempts=1)
    world.submit(0, 1, 2)
    given = world.task()
    world.hosts[0].deaf = True  # the signal takes its time
    given.begin()
    given.start(0)
    until(lambda: world.killed)
    given.finish(0)
    given.start(1)
    given.die("was killed by SIGKILL")
    rest = world.task()
    world.hosts[0].deaf = False
    assert rest.indices == [1, 2]
    rest.do()
    world.done(world.jobs[0])
    assert (world.failures(), world.finished()) == ({}, [0, 1, 2])


def test_too_much_memory_names_the_index(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory_watch, "INTERVAL", 0.01)
    world.begin(memory=1000, max_attempts=1)
    job = world.submit(0, 1)
    given = world.task()
    world.hosts[0].memory = 1000
    given.begin()
    given.run(0)
    given.start(1)
    until(lambda: world.hosts[0].looks >= 3)
    assert world.killed == []  # the limit itself may be reached
    world.hosts[0].memory = 1001
    world.done(job)
    failure = world.failures()[1]
    assert (failure.cause, failure.error_type) == ("memory", "MemoryLimit")
    assert "above the limit of" in failure.message


@pytest.mark.parametrize("limit", [3, 5])
def test_a_worker_is_recycled_after_its_budget_exactly(world: World, limit: int) -> None:
    world.begin(recycle_after=limit)
    job = world.submit(*range(limit - 1))
    given = world.task()
    assert given.task.budget == limit
    given.do()
    world.done(job)
    assert ended(world) == []
    job = world.submit(10, 11, 12)
    given = world.task()
    assert given.task.budget == 1  # what is left of it
    given.begin()
    given.run(10)
    given.end("yield")
    rest = world.task()
    assert (rest.indices, rest.task.budget, rest.worker.pid) == ([11, 12], limit, 1002)
    assert ended(world) == ["recycled"]
    rest.do()
    world.done(job)
