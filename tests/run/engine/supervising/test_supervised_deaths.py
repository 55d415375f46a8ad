"""How a worker died, and which index is to blame; the workers follow a script."""

from __future__ import annotations

import time

import pytest

from curator_gui.run.events import IndexRetried
from curator_gui.run.wire.frames import End
from tests.run.engine.supervising.scripted import World, ended, until


@pytest.mark.parametrize("attempts", [1, 2, 4])
def test_attempts_are_counted_to_the_limit_exactly(world: World, attempts: int) -> None:
    world.begin(max_attempts=attempts)
    job = world.submit(5, 6)
    for attempt in range(1, attempts + 1):
        given = world.task()
        assert (given.indices, given.task.attempt) == ([5, 6], attempt)
        given.begin()
        given.start(5, attempt)
        given.die()
    given = world.task()
    assert (given.indices, given.task.attempt) == ([6], 1)
    given.do()
    world.done(job)
    failure = world.failures()[5]
    tries = f" ({attempts} attempts)" if attempts > 1 else ""
    assert failure.message == f"item 5: its worker was killed by SIGSEGV{tries}"
    assert (failure.status, failure.cause, failure.error_type) == (
        "quarantined", "crash", "WorkerDied",
    )  # fmt: skip
    assert (failure.attempt, failure.traceback) == (attempts, "what it printed")
    assert [event.attempt for event in world.events.of(IndexRetried)] == list(range(1, attempts))
    assert world.finished() == [6]
    assert ended(world) == ["was killed by SIGSEGV"] * attempts


def test_a_later_success_forgets_the_attempts(world: World) -> None:
    run = world.begin(max_attempts=2)
    world.submit(5)
    given = world.task()
    given.begin()
    given.start(5)
    given.die()
    world.task().do()
    world.done(world.jobs[0])
    assert run.attempts == {}
    assert world.failures() == {}


def test_what_was_sent_before_the_death_counts(world: World) -> None:
    world.begin(max_attempts=1)
    job = world.submit(0, 1, 2)
    given = world.task()
    given.begin()
    given.run(0)
    given.start(1)
    given.die()
    rest = world.task()
    assert rest.indices == [2]
    rest.do()
    world.done(job)
    assert (world.finished(), list(world.failures())) == ([0, 2], [1])


def test_a_death_between_indices_is_nobodys_fault(world: World) -> None:
    world.begin(max_attempts=1)
    job = world.submit(0, 1)
    given = world.task()
    given.begin()
    given.run(0)
    given.die()
    rest = world.task()
    assert (rest.indices, rest.task.attempt) == ([1], 1)
    rest.do()
    world.done(job)
    assert world.failures() == {}
    assert any("died before an index" in line for line in world.events.lines())


def test_three_deaths_before_an_index_can_begin_give_it_up(world: World) -> None:
    world.begin()
    world.submit(9)
    world.task().do()  # so the pipeline can be loaded
    job = world.submit(0, 1)
    for _ in range(3):
        given = world.task()
        assert given.indices == [0, 1]
        given.die()
    world.task().do()
    world.done(job)
    failure = world.failures()[0]
    assert (failure.cause, failure.attempt, failure.status) == ("pipeline", 0, "failed")
    assert failure.message == ("workers died 3 times before it could begin: was killed by SIGSEGV")
    assert world.finished() == [1, 9]


def test_each_index_has_its_own_count_of_such_deaths(world: World) -> None:
    world.begin()
    world.submit(9)
    world.task().do()
    job = world.submit(0, 1)
    for expected in ([0, 1], [0, 1], [0, 1], [1], [1]):
        given = world.task()
        assert given.indices == expected
        given.die()
    world.task().do()
    world.done(job)
    assert (list(world.failures()), world.finished()) == ([0], [1, 9])


def test_a_cancelled_task_is_a_death(world: World) -> None:
    world.begin(max_attempts=1)
    job = world.submit(0, 1)
    given = world.task()
    given.begin()
    given.start(0)
    world.events.wait(lambda: world.events.started())
    given.worker.hang_up()
    assert given.future.cancel()
    world.task().do()
    world.done(job)
    assert list(world.failures()) == [0]


def test_on_a_bad_line_the_last_frames_are_waited_for(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    for place in ("supervisor", "task_outcome"):
        monkeypatch.setattr(f"curator_gui.run.engine.supervising.{place}.DRAIN_SECONDS", 0.4)
    world.begin(max_attempts=1)
    job = world.submit(*range(5))
    given = world.task()
    given.begin()
    given.future.set_result(given.task.lease)
    for index in range(5):
        time.sleep(0.2)  # the line is slow; all of it takes longer than the patience
        given.run(index)
    given.worker.say(End(given.task.lease, "ok"))
    world.done(job)
    assert (world.finished(), world.failures(), world.killed) == (list(range(5)), {}, [])


def test_an_index_that_begins_ends_the_count_of_such_deaths(world: World) -> None:
    world.begin(max_attempts=9)
    world.submit(9)
    world.task().do()
    job = world.submit(0, 1)
    for begins in (False, False, True, False, False):
        given = world.task()
        given.begin()
        if begins:
            given.start(0)
        given.die()
    world.task().do()
    world.done(job)
    assert world.failures() == {}


def test_workers_that_die_while_loading_end_the_run(world: World) -> None:
    run = world.begin()
    job = world.submit(0)
    for _ in range(3):
        world.task().die()
    world.done(job)
    assert run.broken == ("WorkerDied: was killed by SIGSEGV", "what it printed")
    assert run.mode == "stop_now"
    assert world.failures() == {}


def test_a_pipeline_that_cannot_be_loaded_ends_the_run(pair: World) -> None:
    run = pair.begin()
    jobs = [pair.submit(0), pair.submit(1), pair.submit(2)]
    first, second = pair.task(), pair.task()
    first.end("load", "ImportError: no such module", "the traceback")
    for job in jobs:
        pair.done(job)
    assert run.broken == ("ImportError: no such module", "the traceback")
    until(lambda: pair.killed)
    assert (second.worker.number, 1) in pair.killed


def test_a_worker_that_served_before_may_fail_to_load_without_harm(world: World) -> None:
    """What an earlier index did to its process is not the pipeline's fault."""
    run = world.begin()
    world.submit(0)
    world.task().do()
    job = world.submit(1)
    world.task().end("load", "ImportError: sys.modules was emptied", "")
    again = world.task()
    assert (again.indices, again.worker.pid) == ([1], 1002)
    again.do()
    world.done(job)
    assert run.broken is None
    assert ended(world) == ["could not load the pipeline (ImportError: sys.modules was emptied)"]


def test_what_escapes_before_the_pipeline_is_loaded_ends_the_run(world: World) -> None:
    run = world.begin()
    job = world.submit(0)
    world.task().future.set_exception(AttributeError("no such module in the worker"))
    world.done(job)
    assert run.broken == ("AttributeError: no such module in the worker", "")


def test_what_escapes_later_is_a_death_of_one_worker(world: World) -> None:
    run = world.begin(max_attempts=1)
    job = world.submit(0, 1, 2)
    given = world.task()
    given.begin()
    given.run(0)
    given.start(1)
    given.future.set_exception(OSError(9, "Bad file descriptor"))
    again = world.task()
    assert (again.indices, world.killed) == ([2], [(1, 1)])
    again.do()
    world.done(job)
    words = "its worker lost its task (OSError: [Errno 9] Bad file descriptor)"
    assert world.failures()[1].message == f"item 1: {words}"
    assert run.broken is None


def test_a_death_while_idle_is_nobodys_fault(world: World) -> None:
    world.begin(max_attempts=1)
    world.submit(0)
    world.task().do()
    world.done(world.jobs[0])
    world.hosts[0].gone = True
    world.submit(1)
    given = world.task()
    assert given.worker.pid == 1002
    given.do()
    world.done(world.jobs[1])
    assert (ended(world), world.failures()) == (["ended while idle"], {})


def test_a_lost_connection_of_an_idle_worker_is_noticed(world: World) -> None:
    world.begin()
    world.submit(0)
    first = world.task()
    first.do()
    world.done(world.jobs[0])
    first.worker.hang_up()
    world.rest()
    world.submit(1)
    given = world.task()
    assert given.worker.pid == 1002
    given.do()
    world.done(world.jobs[1])


def test_an_unsound_worker_is_replaced_and_nobody_blamed(world: World) -> None:
    world.begin(max_attempts=1)
    job = world.submit(0, 1)
    given = world.task()
    given.begin()
    given.run(0)
    given.end("unsound", "index 0 closed a descriptor that belongs to the engine")
    rest = world.task()
    assert (rest.indices, rest.worker.pid) == ([1], 1002)
    rest.do()
    world.done(job)
    assert (world.failures(), world.killed) == ({}, [(1, 1)])
    assert ended(world) == ["index 0 closed a descriptor that belongs to the engine"]
