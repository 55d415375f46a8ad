"""Pause, stop and retry; the workers follow a script."""

from __future__ import annotations

import pytest

from tests.run.engine.supervising.scripted import World, order


def test_a_pause_is_true_when_nobody_works_and_ends_where_it_began(world: World) -> None:
    world.begin()
    job = world.submit(0, 1)
    given = world.task()
    given.begin()
    given.start(0)
    order(world, "pause")
    assert given.worker.asked() == [given.task.lease]
    world.rest()
    assert world.events.states()[-1] == "pausing"
    given.finish(0)
    given.end("yield")
    world.events.wait_state("paused")
    world.rest()
    assert world.tasks.empty()
    order(world, "resume")
    rest = world.task()
    assert rest.indices == [1]
    rest.do()
    world.done(job)
    assert world.events.states()[-1] == "running"


def test_what_comes_during_a_pause_waits(world: World) -> None:
    world.begin()
    order(world, "pause")
    world.events.wait_state("paused")
    job = world.submit(0)
    world.rest()
    assert world.tasks.empty()
    order(world, "resume")
    world.task().do()
    world.done(job)


def test_a_worker_that_could_not_hear_is_asked_again(world: World) -> None:
    """The pause came between the task and the worker's first word."""
    world.begin()
    world.hosts[0].at_submit = lambda: order(world, "pause")
    world.submit(0)
    given = world.task()
    world.hosts[0].at_submit = lambda: None
    world.rest()
    given.begin()
    assert given.worker.asked() == [given.task.lease]
    given.end("yield")
    world.events.wait_state("paused")
    order(world, "stop_now")
    world.done(world.jobs[0])


def test_a_stop_lets_what_runs_finish_and_drops_the_rest(pair: World) -> None:
    pair.begin()
    jobs = [pair.submit(0, 1), pair.submit(2, 3), pair.submit(4)]
    one, other = pair.task(), pair.task()
    for given in (one, other):
        given.begin()
        given.start(given.indices[0])
    pair.events.wait(lambda: len(pair.events.started()) == 2)
    order(pair, "stop_after_current")
    for given in (one, other):
        assert given.worker.asked() == [given.task.lease]
        given.finish(given.indices[0])
        given.end("yield")
    for job in jobs:
        pair.done(job)
    assert (pair.finished(), pair.killed, pair.tasks.empty()) == ([0, 2], [], True)


def test_stopping_now_kills_and_blames_nobody(pair: World) -> None:
    pair.begin(max_attempts=1)
    jobs = [pair.submit(0, 1), pair.submit(2)]
    for given in (pair.task(), pair.task()):
        given.begin()
        given.start(given.indices[0])
    pair.events.wait(lambda: len(pair.events.started()) == 2)
    order(pair, "stop_now")
    for job in jobs:
        pair.done(job)
    assert sorted(pair.killed) == [(1, 1), (2, 1)]
    assert (pair.failures(), pair.finished()) == ({}, [])


def test_a_stop_is_not_softened(world: World) -> None:
    world.begin()
    order(world, "stop_after_current")
    order(world, "resume")
    order(world, "pause")
    job = world.submit(0)
    world.done(job)
    assert world.tasks.empty()
    assert world.events.states() == ["stopping"]


@pytest.mark.parametrize("policy, state", [("stop", "stopping"), ("raise", "stopping now")])
def test_the_error_policy_ends_the_run(world: World, policy: str, state: str) -> None:
    world.begin(on_error=policy)
    jobs = [world.submit(0, 1), world.submit(2)]
    given = world.task()
    given.begin()
    given.start(0)
    given.fail(0)
    if policy == "stop":
        assert given.worker.asked() == [given.task.lease]
        given.end("yield")
    for job in jobs:
        world.done(job)
    assert state in world.events.states()
    assert (list(world.failures()), world.finished()) == ([0], [])
    assert bool(world.killed) == (policy == "raise")


def test_a_failure_is_no_end_of_the_task(world: World) -> None:
    world.begin()
    job = world.submit(0, 1)
    given = world.task()
    given.begin()
    given.start(0)
    given.fail(0)
    given.run(1)
    given.end()
    world.done(job)
    assert (list(world.failures()), world.finished()) == ([0], [1])


def test_only_failed_indices_are_taken_back(world: World) -> None:
    world.begin()
    job = world.submit(0, 1)
    given = world.task()
    given.begin()
    given.start(0)
    given.fail(0)
    given.run(1)
    given.end()
    world.done(job)
    order(world, "retry", 0, 1, 7)
    world.rest()
    assert list(world.feed.take() or ()) == [0]
    assert world.failures() == {}
