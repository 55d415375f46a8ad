"""A worker that is killed between its journal and its word has finished its index all the same."""

from __future__ import annotations

import threading
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from curator_gui.core import Filter, Param
from curator_gui.run import RunConfig, RunResult, execute
from curator_gui.run.control import RunControl
from curator_gui.run.events import RunFinished
from curator_gui.run.record import RunRecord
from tests.run.observe import Recorder, until
from tests.run.toys import Names, Numbers

pytestmark = pytest.mark.fault


class Mute(Filter[int]):
    """From an index on, its worker writes outcomes down and can no longer say them."""

    name = "Mute"
    description = "Cuts the tongue."

    def __init__(self, index: int, folder: Path, how: str) -> None:
        self.index, self.folder, self.how = index, folder, how

    @classmethod
    def params(cls) -> list[Param]:
        return []

    def __call__(self, items: Any) -> Any:
        for item in items:
            if item == self.index:
                self.mute()
                if self.how == "raise":
                    raise ValueError("this is wrong")
            yield item

    def mute(self) -> None:
        import time

        from curator_gui.run.worker import loop

        def send(*frames: bytes) -> None:
            (self.folder / "muted").touch()
            time.sleep(3600)

        assert loop._worker is not None
        loop._worker.link.send = send  # type: ignore[method-assign]


def stopped(folder: Path, how: str, events: Recorder) -> RunResult:
    control, found = RunControl(), list[RunResult]()
    pipeline = Numbers(20).filter(Mute(7, folder, how)).write(Names())
    config = RunConfig(n_jobs=1, record=folder / "a.curator-run", control=control, on_event=events)
    thread = threading.Thread(target=lambda: found.append(execute(pipeline, config)))
    thread.start()
    try:
        until((folder / "muted").exists, "the outcome in the journal")
    finally:
        control.stop_now()
        thread.join()
    return found[0]


@pytest.mark.parametrize("how", ["finish", "raise"])
def test_result_events_and_record_agree(tmp_path: Path, how: str) -> None:
    events = Recorder()
    result = stopped(tmp_path, how, events)
    failed = int(how == "raise")
    assert (result.completed, len(result.failures)) == (8 - failed, failed)
    assert Counter(events.finished()) == Counter(range(8 - failed))
    assert sorted(events.failed()) == [7][:failed]
    (end,) = events.of(RunFinished)
    assert (end.completed, end.failed, end.unrun) == (8 - failed, failed, 12)
    with RunRecord.open(tmp_path / "a.curator-run") as record:
        counts = {status: n for status, n in record.counts().items() if n}
    assert counts.get("done", 0) == result.completed
    assert counts.get("failed", 0) == failed
