"""A task that goes well, and what counts as its end; the workers follow a script."""

from __future__ import annotations

import time
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest

from curator_gui.run.engine.supervising import slots
from curator_gui.run.events import IndexStarted
from curator_gui.run.wire.frames import End, Hello, Log
from tests.run.engine.supervising.scripted import Given, Worker, World, a_world, ended, until


def test_a_task_is_over_when_all_of_it_was_told(world: World) -> None:
    world.begin()
    job = world.submit(3, 4)
    given = world.task()
    assert (given.indices, given.task.attempt, given.task.budget) == ([3, 4], 1, None)
    given.do()
    world.done(job)
    assert world.finished() == [3, 4]
    assert world.events.finished() == world.events.started() == [3, 4]
    assert (ended(world), world.killed) == ([], [])


def test_two_slots_take_two_tasks_and_a_third_waits(pair: World) -> None:
    pair.begin()
    jobs = [pair.submit(index) for index in range(3)]
    first, second = pair.task(), pair.task()
    assert {first.worker.number, second.worker.number} == {1, 2}
    pair.rest()
    assert pair.tasks.empty()
    second.do()
    third = pair.task()
    assert (third.indices, third.worker) == ([2], second.worker)
    first.do()
    third.do()
    for job in jobs:
        pair.done(job)


def test_tasks_are_taken_in_the_order_in_which_they_came(world: World) -> None:
    world.begin()
    jobs = [world.submit(index) for index in range(4)]
    order_taken = []
    for _ in jobs:
        given = world.task()
        order_taken += given.indices
        given.do()
    assert order_taken == [0, 1, 2, 3]


def test_a_worker_that_hangs_up_and_whose_task_never_ends_is_dead(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    for place in ("supervisor", "task_outcome"):
        monkeypatch.setattr(f"curator_gui.run.engine.supervising.{place}.DRAIN_SECONDS", 0.05)
    world.begin(max_attempts=1)
    job = world.submit(0, 1)
    given = world.task()
    given.begin()
    given.start(0)
    given.worker.hang_up()
    rest = world.task()
    assert rest.indices == [1]
    rest.do()
    world.done(job)
    assert list(world.failures()) == [0]


def test_an_end_without_its_future_is_no_death(world: World) -> None:
    """All was told, and the host has yet to say that the task is over."""
    world.begin()
    job = world.submit(0)
    given = world.task()
    given.begin()
    given.run(0)
    given.worker.say(End(given.task.lease, "ok"))
    given.worker.hang_up()
    world.rest()
    assert not job.done()
    given.future.set_result(given.task.lease)
    world.done(job)
    assert (world.finished(), world.failures(), world.killed) == ([0], {}, [])


def test_a_death_is_settled_at_once(world: World) -> None:
    world.begin(max_attempts=1)
    world.submit(0, 1)
    given = world.task()
    given.begin()
    given.start(0)
    world.events.wait(lambda: world.events.started())
    began = time.monotonic()
    given.die()
    world.task().do()
    assert time.monotonic() - began < slots.DRAIN_SECONDS / 2


def test_an_error_that_overtakes_the_socket_waits_for_what_was_sent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("curator_gui.run.wire.hub._CHUNK", 100)
    with a_world(tmp_path) as world:
        world.begin(max_attempts=1)
        job = world.submit(*range(50))
        given = world.task()
        given.begin()
        world.rest()
        given.run(*range(20))
        given.start(20)
        given.future.set_exception(OSError(9, "Bad file descriptor"))
        rest = world.task()
        assert rest.indices == list(range(21, 50))
        rest.do()
        world.done(job)
        assert list(world.failures()) == [20]
        monkeypatch.undo()


def test_a_process_that_took_over_is_heard_and_the_former_is_not(world: World) -> None:
    """Loky starts another process after an idle time, and that one says hello in its turn."""
    world.begin()
    job = world.submit(0)
    given = world.task()
    former = given.worker
    given.worker = Worker(world.hosts[0].address, Hello(world.hosts[0].token, 1, 1, 77))
    until(lambda: 77 in world.connected)
    former.say(IndexStarted(1.0, 0, 1, 1), Log("info", "of the former"))
    world.rest()
    given.do()
    world.done(job)
    assert world.events.started() == [0]
    assert "of the former" not in world.events.lines()
    given.worker.hang_up()


def test_a_future_that_overtakes_the_socket_waits_for_it(world: World) -> None:
    world.begin()
    job = world.submit(0)
    given = world.task()
    given.begin()
    given.future.set_result(given.task.lease)
    world.rest()
    assert not job.done()
    given.run(0)
    given.worker.say(End(given.task.lease, "ok"))
    world.done(job)
    assert (world.finished(), ended(world)) == ([0], [])


def test_the_last_frame_waits_for_the_future(world: World) -> None:
    world.begin()
    job = world.submit(0)
    given = world.task()
    given.begin()
    given.run(0)
    given.worker.say(End(given.task.lease, "ok"))
    world.rest()
    assert not job.done()
    given.future.set_result(given.task.lease)
    world.done(job)


def test_a_task_whose_end_is_never_told_is_a_death(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    for place in ("supervisor", "task_outcome"):
        monkeypatch.setattr(f"curator_gui.run.engine.supervising.{place}.DRAIN_SECONDS", 0.05)
    world.begin(max_attempts=1)
    job = world.submit(0, 1)
    given = world.task()
    given.begin()
    given.start(0)
    given.future.set_result(given.task.lease)
    again = world.task()
    assert again.indices == [1]
    assert world.killed == [(1, 1)]
    assert world.failures()[0].message == "item 0: its worker its connection was lost"
    again.do()
    world.done(job)


def test_an_old_lease_says_nothing_about_the_new_one(world: World) -> None:
    world.begin(recycle_after=1)
    world.submit(0, 1)
    first = world.task()
    first.begin()
    first.run(0)
    first.end("yield")
    second = world.task()
    assert second.task.lease != first.task.lease
    world.supervisor._hub.post(  # a callback that comes late
        slots_message(world, first)
    )
    world.rest()
    assert ended(world) == ["recycled"]
    second.do()
    world.done(world.jobs[0])


def slots_message(world: World, given: Given) -> Any:
    from curator_gui.run.engine.supervising.messages import TaskDone

    failed: Future[Any] = Future()
    failed.set_exception(RuntimeError("of the old task"))
    return TaskDone(world.supervisor.slots[0], given.task.lease, failed)
