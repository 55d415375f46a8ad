"""joblib may take a task from the feed just before a stop and hand it in just after it."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest

from curator_gui.run import RunConfig, RunControl, RunResult, execute
from curator_gui.run.engine.supervising.tasks import TaskFeed
from curator_gui.run.events import Event, IndexStarted
from tests.run.toys import Files, Numbers

pytestmark = pytest.mark.workers

SIZE = 200


@pytest.mark.fault
@pytest.mark.parametrize("how", ["stop_now", "stop_after_current"])
def test_tasks_that_arrive_after_a_stop_are_not_run_and_do_not_block_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    monkeypatch.setattr(TaskFeed, "close", lambda self: None)  # so many tasks come too late
    control, results = RunControl(), list[RunResult]()

    def stop(event: Event) -> None:
        if isinstance(event, IndexStarted):
            getattr(control, how)()

    options: dict[str, Any] = {"batch_size": 1}
    config = RunConfig(n_jobs=2, options=options, on_event=stop, control=control)
    pipeline = Numbers(SIZE).write(Files(tmp_path))
    run = threading.Thread(target=lambda: results.append(execute(pipeline, config)), daemon=True)
    run.start()
    run.join(60)
    assert not run.is_alive()
    assert results[0].state == "stopped"
    assert results[0].completed + results[0].unrun == SIZE
