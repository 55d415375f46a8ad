"""A worker of another machine is late by its own clock only: an outage of the network is none."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from curator_gui.run.engine.supervising import watching
from curator_gui.run.engine.supervising.task_outcome import MAX_DEATHS_ELSEWHERE
from curator_gui.run.wire.frames import Pong
from curator_gui.run.wire.hub import Connection
from tests.run.engine.supervising.scripted import Given, World, a_world

TIMEOUT = 0.05


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    monkeypatch.setattr(watching, "DOUBT_INTERVAL", 0.01)
    monkeypatch.setattr(watching, "ANSWER_SECONDS", 0.05)
    with a_world(tmp_path, tcp=True) as made:
        made.hosts[0].remote = True
        made.begin(timeout=TIMEOUT, max_attempts=1)
        yield made


@pytest.fixture
def outage(monkeypatch: pytest.MonkeyPatch) -> Callable[[bool], None]:
    """Let the other machine confirm nothing, or all."""
    state = {"cut": False}
    monkeypatch.setattr(Connection, "is_unheard", lambda _: state["cut"])
    return lambda cut: state.update(cut=cut)


def test_workers_that_others_kill_before_they_are_heard_of_cost_no_index(world: World) -> None:
    """On a shared cluster a task waits behind those of others, and may go down with them."""
    world.submit(9)
    world.task().do()  # so the pipeline can be loaded
    job = world.submit(0)
    given, world.hosts[0].mute = world.task(), True
    for _ in range(10):
        given.die()
        given = world.task()
    world.hosts[0].mute = False
    given.die()
    world.task().do()
    world.done(job)
    assert (world.finished(), world.failures()) == ([0, 9], {})


def test_workers_that_others_kill_before_they_begin_cost_no_index(world: World) -> None:
    """They were heard of; but the pipeline has been loaded here, so that is not what kills."""
    world.submit(9)
    world.task().do()
    job = world.submit(0)
    for _ in range(MAX_DEATHS_ELSEWHERE - 1):
        given = world.task()
        given.begin()
        given.die()
    world.task().do()
    world.done(job)
    assert (world.finished(), world.failures()) == ([0, 9], {})


def test_what_cannot_be_loaded_there_is_not_tried_without_an_end(world: World) -> None:
    job = world.submit(0)
    for _ in range(3):
        world.task().die()
    world.done(job)
    assert (world.finished(), world.tasks.empty()) == ([], True)


def late(world: World) -> Given:
    """Begin an index and wait until the supervisor asks after it."""
    given = world.task()
    given.begin()
    given.start(0)
    assert given.worker.asked() == [given.task.lease]
    return given


def answer(given: Given, seconds: float) -> None:
    given.worker.say(Pong(given.task.lease, seconds))


def test_what_it_had_said_in_time_counts(world: World) -> None:
    job = world.submit(0)
    given = late(world)
    given.finish(0)
    answer(given, 9.0)  # for how long it has been idle
    given.end()
    world.done(job)
    assert (world.finished(), world.failures(), world.killed) == ([0], {}, [])


def test_its_own_clock_decides(world: World) -> None:
    job = world.submit(0)
    given = late(world)
    answer(given, 0.01)  # it had begun only then
    assert given.worker.asked() == [given.task.lease]  # and is asked again
    assert world.killed == []
    answer(given, TIMEOUT + 0.01)
    world.done(job)
    (failure,) = world.failures().values()
    assert (failure.index, failure.cause, failure.status) == (0, "timeout", "quarantined")
    assert world.killed == [(1, 1)]


def test_one_that_can_be_reached_and_does_not_answer_is_late(world: World) -> None:
    job = world.submit(0)
    late(world)
    world.done(job)
    assert world.failures()[0].cause == "timeout"


def test_an_outage_blames_nobody(world: World, outage: Callable[[bool], None]) -> None:
    outage(True)
    job = world.submit(0)
    given = late(world)
    for _ in range(40):  # the supervisor looks after it many times meanwhile
        world.rest()
    assert (world.killed, world.failures()) == ([], {})
    given.finish(0)
    given.end()
    world.done(job)
    assert (world.finished(), world.failures(), world.killed) == ([0], {}, [])


def test_after_an_outage_it_is_judged_again(world: World, outage: Callable[[bool], None]) -> None:
    outage(True)
    job = world.submit(0)
    late(world)
    world.rest()
    assert world.killed == []
    outage(False)
    world.done(job)
    assert world.failures()[0].cause == "timeout"


def test_a_worker_of_this_machine_is_not_asked(tmp_path: Path) -> None:
    with a_world(tmp_path) as world:
        world.begin(timeout=TIMEOUT, max_attempts=1)
        job = world.submit(0)
        given = world.task()
        given.begin()
        given.start(0)
        world.done(job)
        assert world.failures()[0].cause == "timeout"
