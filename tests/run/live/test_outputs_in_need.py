"""The place of the outputs: its disk is full for a while, or another run writes there."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from pathlib import Path

import pytest

from curator_gui.core import Param
from curator_gui.run import RunConfig, execute
from curator_gui.run.engine import run_state
from curator_gui.run.events import Event, IndexStarted, RunStateChanged
from tests.run.observe import BackgroundRun, Recorder
from tests.run.toys import Files, Misbehave, Numbers

pytestmark = pytest.mark.fault

SIZE = 12


class Full(Files):
    """Finds the disk full while a file says so; a library of its own words hides the cause."""

    @classmethod
    def params(cls) -> list[Param]:
        return [Param("folder", "Where", Path, widget="output_folder")]

    def __call__(self, items: Iterator[int], index: int) -> list[str]:
        if index >= 4 and self.folder.with_name("full").exists():
            try:
                raise OSError(errno.ENOSPC, "No space left on device")
            except OSError as error:
                raise RuntimeError("the library could not write") from error
        return super().__call__(items, index)


def test_a_disk_that_is_full_for_a_while_fails_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run_state, "ROOM_INTERVAL", 0.05)
    monkeypatch.setattr(run_state, "ROOM_PATIENCE", 0.1)
    full = tmp_path / "full"
    full.touch()
    (tmp_path / "out").mkdir()
    events = Recorder()
    pauses: list[int] = []

    def listen(event: Event) -> None:
        events(event)
        if isinstance(event, RunStateChanged) and event.state == "paused":
            pauses.append(len(events.finished()))
            if len(pauses) == 2:
                full.unlink()

    pipeline = Numbers(SIZE).write(Full(tmp_path / "out"))
    result = execute(pipeline, RunConfig(n_jobs=2, on_event=listen))
    assert (result.failures, result.completed, result.state) == ({}, SIZE, "finished")
    assert len(pauses) == 2
    assert len(events.retried()) <= 2 * len(pauses)
    assert all("goes on by itself when there is room" in text for text in result.warnings)
    assert sorted(int(path.stem) for path in (tmp_path / "out").iterdir()) == list(range(SIZE))


def test_two_runs_into_one_folder_are_noticed(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    hold = Misbehave({0: "hold"}, str(tmp_path))
    first = Numbers(2).filter(hold).write(Full(tmp_path / "out"))
    second = Numbers(4).write(Full(tmp_path / "out"))
    with BackgroundRun(first) as run:
        run.events.wait(lambda: run.events.of(IndexStarted))
        (warning,) = execute(second, RunConfig(backend="sequential")).warnings
        (tmp_path / "go").touch()
        assert run.result().warnings == []
    assert warning.startswith(f"another run is writing into {tmp_path / 'out'} now (")
    assert execute(second, RunConfig(backend="sequential")).warnings == []
    assert sorted(path.name for path in tmp_path.iterdir()) == ["go", "out", "starts.txt"]
