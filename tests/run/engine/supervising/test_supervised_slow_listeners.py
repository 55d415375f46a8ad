"""Listeners that are slower than the workers; the workers follow a script."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from curator_gui.run.events import IndexStarted
from tests.run.engine.supervising.scripted import a_world


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
