"""A listener that is slow makes the supervisor late, and nobody may be killed for that."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from curator_gui.run import RunConfig, execute, shutdown_workers
from curator_gui.run.events import Event, WorkerEnded
from tests.run.observe import Recorder
from tests.run.toys import numbers

pytestmark = pytest.mark.fault

SIZE = 600


@pytest.fixture(params=["file", "tcp"])
def link(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    shutdown_workers()
    if request.param == "tcp":  # as on Windows, on clusters, below a long temporary folder
        monkeypatch.setattr("curator_gui.run.wire.hub._LONGEST_NAME", 0)
    yield
    shutdown_workers()


@pytest.mark.usefixtures("link")
def test_innocents_are_not_killed_for_what_was_not_read_yet() -> None:
    events = Recorder()

    def listen(event: Event) -> None:
        time.sleep(0.003)  # not a synchronization: the listener is slow
        events(event)

    options = {"batch_size": SIZE, "max_attempts": 1, "timeout": 0.5}
    result = execute(numbers(SIZE), RunConfig(n_jobs=2, on_event=listen, options=options))
    assert (result.failures, result.completed) == ({}, SIZE)
    assert events.of(WorkerEnded) == []
