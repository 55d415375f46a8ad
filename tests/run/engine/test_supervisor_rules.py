"""What the supervisor makes of what workers say and how they end; the workers follow a script."""

from __future__ import annotations

import time
from collections import namedtuple
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest

from curator_gui.run.control import Command
from curator_gui.run.engine.supervising import run_state, slots, watching
from curator_gui.run.engine.supervising.assignment import Assignment
from curator_gui.run.errors import EngineError
from curator_gui.run.events import IndexRetried, IndexStarted, WorkerEnded, WorkerStarted
from curator_gui.run.wire.frames import End, Hello, Log
from tests.run.engine.scripted import PATIENCE, Given, Worker, World, a_world

shutil_usage = namedtuple("shutil_usage", "total used free")


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with a_world(tmp_path) as made:
        yield made


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[World]:
    with a_world(tmp_path, 2) as made:
        yield made


def ended(world: World) -> list[str]:
    return [event.reason for event in world.events.of(WorkerEnded)]


def until(reached: Callable[[], Any]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not reached():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.002)


# ---- a task that goes well -----------------------------------------------------------------


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


# ---- deaths ----------------------------------------------------------------------------------


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


# ---- limits ----------------------------------------------------------------------------------


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
    monkeypatch.setattr(watching, "MEMORY_INTERVAL", 0.01)
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


# ---- pause, stop, retry ----------------------------------------------------------------------


def order(world: World, action: Any, *indices: int) -> None:
    world.supervisor.command(Command(action, indices))


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


# ---- a full disk -----------------------------------------------------------------------------


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    """The room that there is, in bytes."""
    room = {"free": 1000}
    monkeypatch.setattr(run_state, "ROOM_INTERVAL", 0.01)
    monkeypatch.setattr(
        run_state.shutil, "disk_usage", lambda folder: shutil_usage(0, 0, room["free"])
    )
    return room


def test_a_full_disk_pauses_the_run_until_there_is_room(world: World, disk: dict[str, int]) -> None:
    world.begin(max_attempts=1)
    job = world.submit(0, 1)
    given = world.task()
    given.begin()
    given.start(0)
    given.fail(0, no_room=True)
    assert given.worker.asked() == [given.task.lease]
    given.end("yield")
    world.events.wait_state("paused")
    assert (world.failures(), world.events.retried()) == ({}, [0])
    (warning,) = world.result.warnings
    assert warning == "no 0; the run is paused and goes on by itself when there is room"
    disk["free"] += run_state.MORE_ROOM - 1  # what others delete and write all the time
    world.rest()
    world.rest()
    assert world.tasks.empty()
    disk["free"] += 1
    rest = world.task()
    assert rest.indices == [0, 1]
    rest.do()
    world.done(job)


def test_a_disk_whose_room_cannot_be_seen_is_tried_again(
    world: World, disk: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run_state, "ROOM_PATIENCE", 0.05)
    world.begin()
    world.submit(0, 1)
    given = world.task()
    given.begin()
    given.start(0)
    given.fail(0, no_room=True)
    given.end("yield")
    world.task().do()
    world.done(world.jobs[0])
    assert world.events.states() == ["running", "pausing", "paused", "running"]


def test_a_pause_of_the_users_is_not_ended_by_room(world: World, disk: dict[str, int]) -> None:
    world.begin()
    world.submit(0, 1)
    given = world.task()
    given.begin()
    given.start(0)
    given.fail(0, no_room=True)
    given.end("yield")
    world.events.wait_state("paused")
    order(world, "pause")
    world.rest()
    disk["free"] += 1 << 30
    time.sleep(0.05)  # nothing tells that nothing happens
    world.rest()
    assert world.tasks.empty()
    order(world, "resume")
    world.task().do()


def test_in_a_run_that_ends_a_full_disk_is_a_failure(world: World, disk: dict[str, int]) -> None:
    world.begin()
    job = world.submit(0, 1)
    given = world.task()
    given.begin()
    given.start(0)
    world.events.wait(lambda: world.events.started())
    order(world, "stop_after_current")
    world.rest()
    given.fail(0, no_room=True)
    given.end("yield")
    world.done(job)
    assert list(world.failures()) == [0]


# ---- strangers and late comers ---------------------------------------------------------------


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
    from curator_gui.run.wire.frames import Hello
    from tests.run.engine.scripted import Worker

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


# ---- slow listeners --------------------------------------------------------------------------


@pytest.mark.parametrize("tcp", [False, True])
def test_nobody_is_judged_before_everything_was_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tcp: bool
) -> None:
    """A listener that is slow leaves much unread; the worker has done it all in time."""
    monkeypatch.setattr("curator_gui.run.wire.hub._CHUNK", 1000)  # some ten frames at a time
    for place in ("supervisor", "task_outcome"):
        monkeypatch.setattr(f"curator_gui.run.engine.supervising.{place}.DRAIN_SECONDS", 0.02)
    with a_world(tmp_path, tcp=tcp) as world:
        slow: Callable[[Any], None] = world.events

        def listen(event: Any) -> None:
            if isinstance(event, IndexStarted):
                time.sleep(0.002)  # not a synchronization: the listener is slow
            slow(event)

        monkeypatch.setattr(world, "events", listen)
        world.begin(timeout=0.004, max_attempts=1)
        job = world.submit(*range(400))
        given = world.task()
        given.do()
        world.done(job)
        assert (world.failures(), world.killed) == ({}, [])
        assert len(world.finished()) == 400
        monkeypatch.undo()
