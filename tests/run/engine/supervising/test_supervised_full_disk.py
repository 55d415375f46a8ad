"""A disk that is full for a while; the workers follow a script."""

from __future__ import annotations

import time
from collections import namedtuple

import pytest

from curator_gui.run.engine.supervising import run_state
from tests.run.engine.supervising.scripted import World, order

shutil_usage = namedtuple("shutil_usage", "total used free")


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
