"""Strangers, late comers and failures of the engine itself; the workers follow a script."""

from __future__ import annotations

import time

import pytest

from curator_gui.run.engine.supervising.assignment import Assignment
from curator_gui.run.errors import EngineError
from curator_gui.run.events import IndexStarted, WorkerStarted
from curator_gui.run.wire.frames import Hello
from tests.run.engine.supervising.scripted import PATIENCE, Worker, World, order


def test_the_next_run_gets_the_same_workers(world: World) -> None:
    world.begin()
    world.submit(0)
    world.task().do()
    world.done(world.jobs[0])
    world.supervisor.end()
    world.begin()
    world.events.wait(lambda: len(world.events.of(WorkerStarted)) == 2)
    world.submit(1)
    given = world.task()
    assert given.worker.pid == 1001
    given.do()
    world.done(world.jobs[1])
    assert {event.pid for event in world.events.of(WorkerStarted)} == {1001}


def test_ending_a_run_that_is_under_way_stops_it_now(world: World) -> None:
    world.begin(max_attempts=1)
    jobs = [world.submit(0), world.submit(1)]
    given = world.task()
    given.begin()
    given.start(0)
    world.events.wait(lambda: world.events.started())
    world.supervisor.end()
    assert all(job.done() for job in jobs)
    assert (world.killed, world.failures()) == ([(1, 1)], {})
    assert world.submit(2).result(timeout=PATIENCE) is None
    assert world.tasks.empty()


def test_ending_a_run_kills_what_is_under_way_though_nothing_waits(world: World) -> None:
    world.begin(max_attempts=1)
    job = world.submit(0)
    given = world.task()
    given.begin()
    given.start(0)
    world.events.wait(lambda: world.events.started())
    world.supervisor.end()
    assert (job.done(), world.killed) == (True, [(1, 1)])


def test_ending_a_run_drops_what_waits_though_nothing_is_under_way(world: World) -> None:
    world.places = 0
    world.begin()
    job = world.submit(0)
    world.rest()
    world.supervisor.end()
    assert (job.done(), world.tasks.empty()) == (True, True)


def test_a_worker_of_an_earlier_generation_is_not_believed(world: World) -> None:
    world.begin(max_attempts=9)
    world.submit(0)
    given = world.task()
    given.begin()
    given.start(0)
    given.die()
    rest = world.task()

    stranger = Worker(world.hosts[0].address, Hello(world.hosts[0].token, 1, 1, 4711))
    assert stranger.socket.recv(1) == b""
    stranger.hang_up()
    rest.do()
    world.done(world.jobs[0])
    assert 4711 not in world.connected


def test_a_slot_without_a_place_leaves_its_task_to_another(pair: World) -> None:
    pair.places = 1
    pair.begin()
    jobs = [pair.submit(index) for index in range(3)]
    for index in range(3):
        given = pair.task()
        assert (given.worker.number, given.indices) == (1, [index])
        given.do()
    for job in jobs:
        pair.done(job)


def test_what_finds_no_place_keeps_its_turn(pair: World) -> None:
    pair.places = 1
    pair.begin()
    order(pair, "pause")
    jobs = [pair.submit(index) for index in range(4)]
    pair.rest()
    order(pair, "resume")
    taken = []
    for _ in jobs:
        given = pair.task()
        taken += given.indices
        given.do()
    assert taken == [0, 1, 2, 3]


def test_what_a_slot_had_begun_goes_to_another_when_its_place_is_gone(pair: World) -> None:
    pair.begin(max_attempts=3)
    jobs = [pair.submit(0, 1), pair.submit(2)]
    one, other = sorted([pair.task(), pair.task()], key=lambda given: given.indices[0])
    one.begin()
    one.run(0)
    one.start(1)
    pair.places = 1
    one.die()
    pair.rest()
    other.do()
    again = pair.task()
    assert (again.indices, again.task.attempt, again.worker) == ([1], 2, other.worker)
    again.do()
    for job in jobs:
        pair.done(job)
    assert pair.finished() == [0, 1, 2]


def test_a_place_that_comes_later_is_taken(world: World) -> None:
    world.places = 0
    world.begin()
    job = world.submit(0)
    world.rest()
    assert world.tasks.empty()
    world.places = 1
    world.task().do()
    world.done(job)


def test_nobody_gives_up_while_another_works(pair: World, monkeypatch: pytest.MonkeyPatch) -> None:
    pair.places = 1
    pair.begin(worker_timeout=0.02)
    jobs = [pair.submit(0), pair.submit(1)]
    given = pair.task()
    time.sleep(0.3)  # so long that the patience would have ended
    pair.rest()
    given.do()
    pair.task().do()
    for job in jobs:
        pair.done(job)


def test_waiting_for_a_place_has_an_end(world: World) -> None:
    world.places = 0
    world.begin(worker_timeout=0.05)
    job = world.submit(0)
    world.done(job)
    (warning,) = world.result.warnings
    assert warning.startswith("no worker could be had for 0.05 s, so the run was ended")
    assert world.events.states() == ["stopping now"]
    assert world.supervisor.healthy()


def test_whoever_waits_is_told_of_the_engines_own_failure(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.begin()
    held, waiting = world.submit(0), world.submit(1)
    given = world.task()

    def broken(self: Assignment) -> None:
        raise ZeroDivisionError("a bug")

    monkeypatch.setattr(Assignment, "apply_mode", broken)
    order(world, "pause")
    for job in (held, waiting):
        with pytest.raises(EngineError, match="ZeroDivisionError"):
            job.result(timeout=PATIENCE)
    assert given.worker.number == 1
    assert world.killed == [(1, 1)]
    with pytest.raises(EngineError, match=r"ZeroDivisionError"):
        world.supervisor.end()


def test_what_workers_say_after_the_engines_own_failure_cannot_fail_it_again(
    pair: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = pair.begin()
    jobs = [pair.submit(0), pair.submit(1)]
    one, other = pair.task(), pair.task()

    def broken(event: IndexStarted) -> None:
        if event.index == 0:
            other.start(1)  # it lies in the socket when the supervisor winds up
        raise ZeroDivisionError("a bug")

    monkeypatch.setattr(run, "on_start", broken)
    one.begin()
    other.begin()
    one.start(0)
    for job in jobs:
        with pytest.raises(EngineError, match="ZeroDivisionError"):
            job.result(timeout=PATIENCE)
    supervisor = pair.supervisor
    supervisor.close()
    assert isinstance(supervisor.error, ZeroDivisionError)
    assert supervisor._hub._listener.fileno() == -1
