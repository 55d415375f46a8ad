"""A run goes on with more workers, or with fewer, and nothing in hand is lost or blamed."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from curator_gui.core.errors import ParamError
from curator_gui.core.message import Message
from curator_gui.run.control import MAX_WORKERS, Command, PassControl, RunControl
from curator_gui.run.engine.supervising.scaling import closing_order
from curator_gui.run.engine.supervising.slots import Roster, Slot
from curator_gui.run.events import LogLine, WorkersChanged
from tests.run.engine.supervising.scripted import World, a_world, ended, order

LET_GO = "was let go, because fewer workers are wanted"


def changes(world: World) -> list[tuple[int, int, str]]:
    return [(e.before, e.workers, e.by) for e in world.events.of(WorkersChanged)]


def test_waiting_tasks_go_to_the_new_workers(world: World) -> None:
    world.begin()
    jobs = [world.submit(index) for index in range(3)]
    first = world.task()
    world.scale(3)
    others = [world.task(), world.task()]
    assert [given.worker.number for given in (first, *others)] == [1, 2, 3]
    for given in (first, *others):
        given.do()
    for job in jobs:
        world.done(job)
    assert changes(world) == [(1, 3, "test")]
    assert world.finished() == [0, 1, 2]


def test_what_is_in_hand_is_ended_and_the_rest_goes_on_elsewhere(pair: World) -> None:
    pair.begin(max_attempts=1)
    jobs = [pair.submit(0, 1), pair.submit(10, 11, 12)]
    one, two = pair.task(), pair.task()
    for given in (one, two):
        given.begin()
        given.start(given.indices[0])
    pair.rest()
    pair.scale(1)
    assert two.worker.asked() == [two.task.lease]
    two.finish(10)
    two.end("yield")
    pair.rest()
    assert ended(pair) == [LET_GO]
    one.finish(0)
    one.run(1)
    one.end()
    pair.done(jobs[0])
    rest = pair.task()
    assert (rest.worker.number, rest.indices) == (1, [11, 12])
    rest.do()
    pair.done(jobs[1])
    assert pair.finished() == [0, 1, 10, 11, 12]
    assert pair.events.started() == [0, 10, 1, 11, 12]
    assert not pair.failures()


def test_a_worker_that_was_asked_too_early_is_asked_again(pair: World) -> None:
    pair.begin()
    jobs = [pair.submit(0, 1), pair.submit(10, 11)]
    one, two = pair.task(), pair.task()
    pair.scale(1)  # neither has begun, and one that has not cannot hear
    two.begin()
    pair.rest()
    assert set(two.worker.asked()) == {two.task.lease}
    two.end("yield")
    one.do()
    pair.done(jobs[0])
    rest = pair.task()
    assert rest.worker.number == 1
    rest.do()
    pair.done(jobs[1])


def test_an_index_whose_worker_dies_on_the_way_out_is_charged_and_goes_on(pair: World) -> None:
    pair.begin(max_attempts=2)
    jobs = [pair.submit(0), pair.submit(10, 11)]
    one, two = pair.task(), pair.task()
    two.begin()
    two.start(10)
    pair.rest()
    pair.scale(1)
    two.die()
    pair.events.wait(lambda: pair.events.retried() == [10])
    one.do()
    pair.done(jobs[0])
    rest = pair.task()
    assert (rest.worker.number, rest.task.attempt, rest.indices) == (1, 2, [10, 11])
    rest.begin()
    rest.start(10, 2)
    rest.finish(10, 2)
    rest.run(11)
    rest.end()
    pair.done(jobs[1])
    assert not pair.failures()


def test_idle_workers_end_at_once_and_come_back_under_their_numbers(pair: World) -> None:
    pair.begin()
    jobs = [pair.submit(0), pair.submit(1)]
    for given in [pair.task(), pair.task()]:
        given.do()
    for job in jobs:
        pair.done(job)
    pair.scale(1)
    assert ended(pair) == [LET_GO]
    pair.scale(3)
    jobs = [pair.submit(index) for index in (2, 3, 4)]
    given = [pair.task() for _ in jobs]
    assert sorted(each.worker.number for each in given) == [1, 2, 3]
    assert sorted(pair.started) == [(1, 1), (2, 1), (2, 2), (3, 1)]
    for each in given:
        each.do()
    for job in jobs:
        pair.done(job)


def test_one_that_was_about_to_end_may_stay(pair: World) -> None:
    pair.begin()
    jobs = [pair.submit(0), pair.submit(10, 11)]
    one, two = pair.task(), pair.task()
    two.begin()
    pair.rest()
    pair.scale(1)
    pair.scale(2)
    two.end("yield")
    again = pair.task()
    assert (again.worker.number, again.indices) == (2, [10, 11])
    for given in (one, again):
        given.do()
    for job in jobs:
        pair.done(job)
    assert ended(pair) == []
    assert changes(pair) == [(2, 1, "test"), (1, 2, "test")]


def test_while_paused(pair: World) -> None:
    pair.begin()
    jobs = [pair.submit(0, 1), pair.submit(10, 11)]
    one, two = pair.task(), pair.task()
    order(pair, "pause")
    pair.rest()
    for given in (one, two):
        given.begin()
        given.start(given.indices[0])
        given.finish(given.indices[0])
        given.end("yield")
    pair.events.wait_state("paused")
    pair.scale(1)
    assert ended(pair) == [LET_GO]
    order(pair, "resume")
    left = pair.task()
    assert (left.worker.number, left.indices) == (1, [1])
    left.do()
    other = pair.task()
    assert (other.worker.number, other.indices) == (1, [11])
    other.do()
    for job in jobs:
        pair.done(job)


def test_one_that_ends_keeps_its_workers(pair: World) -> None:
    pair.begin()
    job = pair.submit(0)
    given = pair.task()
    order(pair, "stop_after_current")
    pair.scale(5)
    assert "the run ends, so the number of workers stays 2" in pair.events.lines()
    given.do()
    pair.done(job)
    assert changes(pair) == []


def test_stop_now_while_one_is_about_to_end(pair: World) -> None:
    pair.begin()
    jobs = [pair.submit(0), pair.submit(10, 11)]
    for given in [pair.task(), pair.task()]:
        given.begin()
        given.start(given.indices[0])
    pair.rest()
    pair.scale(1)
    order(pair, "stop_now")
    for job in jobs:
        pair.done(job)
    assert pair.finished() == []
    assert not pair.failures()


def test_the_next_run_has_as_many(pair: World) -> None:
    pair.begin()
    pair.scale(1)
    pair.supervisor.end()
    assert pair.supervisor.size == 1
    pair.begin()
    jobs = [pair.submit(0), pair.submit(1)]
    for job in jobs:
        given = pair.task()
        assert given.worker.number == 1
        given.do()
        pair.done(job)


def test_the_same_number_is_said_and_nothing_else(pair: World) -> None:
    pair.begin()
    pair.scale(2)
    assert "the number of workers is 2 already" in pair.events.lines()
    assert changes(pair) == []


def test_what_the_backend_refuses_is_said(world: World) -> None:
    def refuse(workers: int) -> Iterable[Message]:
        raise ParamError("there is no place")

    world.begin().resize = refuse
    world.scale(2)
    (line,) = [e for e in world.events.of(LogLine) if "no place" in e.text]
    assert line.level == "warning"
    assert line.text == "the number of workers stays 1 and does not become 2: there is no place"
    assert world.supervisor.size == 1


@pytest.mark.parametrize("number", [0, -1, 2.5, "3", None, True, MAX_WORKERS + 1])
def test_numbers_that_no_run_can_have_are_refused(number: Any) -> None:
    with pytest.raises(ParamError, match="workers: "):
        RunControl().set_workers(number)


def test_the_next_pass_begins_with_as_many_and_does_not_count_as_stopped() -> None:
    control, heard = RunControl(), list[Command]()
    one = PassControl(control)
    one.attach(heard.append)
    control.set_workers(5, "somebody")
    one.detach()
    assert heard == [Command("set_workers", workers=5, by="somebody")]
    assert control.workers == 5
    assert not one.stopped


def test_many_up_and_down(tmp_path: Path) -> None:
    with a_world(tmp_path, 1) as world:
        world.begin()
        for number in (50, 7, 20, 1, 3):
            world.scale(number)
            assert world.supervisor.size == number
        jobs = [world.submit(index) for index in range(3)]
        given = [world.task() for _ in jobs]
        assert len({each.worker.number for each in given}) == 3
        for each in given:
            each.do()
        for job in jobs:
            world.done(job)


def slots_at(*places: str) -> list[Slot]:
    """Slots whose workers are at these places; "-" has none."""
    roster = Roster()
    hosts: list[Any] = [SimpleNamespace(open=place != "-", place=place) for place in places]
    return [Slot(number, host, roster) for number, host in enumerate(hosts, start=1)]


def test_jobs_are_emptied_one_after_another() -> None:
    slots = slots_at("job 1", "job 2", "-", "job 1", "job 2", "job 3")
    slots[0].closing = True
    assert [slot.number for slot in closing_order(slots)] == [3, 6, 4, 5, 2]
