"""The place of the outputs: its disk is full for a while, or another run writes there."""

from __future__ import annotations

import errno
import os
import platform
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from curator_gui.core import Param
from curator_gui.run import RunConfig, RunControl, execute
from curator_gui.run.engine.output_lock import OutputTakenError
from curator_gui.run.engine.supervising import run_state
from curator_gui.run.events import Event, IndexStarted, RunStateChanged
from curator_gui.run.worker import no_room
from curator_gui.run.worker.no_room import is_no_room
from tests.run.observe import BackgroundRun, Recorder
from tests.run.toys import Files, Misbehave, Numbers, Total

pytestmark = pytest.mark.fault

SIZE = 12
WORDS = [
    "[Errno 28] No space left on device",
    "HDF5: unable to flush (errno = 28)",
    "There is not enough space on the disk",
    "database or disk is full",
    "Disk quota exceeded",
    "Ran out of disk space; deleting file(s) already written",
]


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
    states: list[str] = []

    def listen(event: Event) -> None:
        events(event)
        if isinstance(event, RunStateChanged):
            states.append(event.state)
            if states.count("paused") == 2:
                full.unlink(missing_ok=True)

    pipeline = Numbers(SIZE).write(Full(tmp_path / "out"))
    result = execute(pipeline, RunConfig(n_jobs=2, on_event=listen))
    assert (result.failures, result.completed, result.state) == ({}, SIZE, "finished")
    # A pause that ends before the other worker is through was begun, but never complete.
    assert states.count("pausing") >= states.count("paused") >= 2
    assert len(events.retried()) <= 2 * states.count("pausing")
    assert all("goes on by itself when there is room" in text for text in result.warnings)
    assert sorted(int(path.stem) for path in (tmp_path / "out").iterdir()) == list(range(SIZE))


@pytest.mark.parametrize("words", WORDS)
def test_words_are_enough(words: str, tmp_path: Path) -> None:
    assert is_no_room(RuntimeError(words), [tmp_path])
    assert not is_no_room(RuntimeError("index 28 is out of range: no such field"), [tmp_path])


@pytest.mark.parametrize("words", ["4000 requested and 1024 written", "Error writing the file"])
def test_a_short_write_on_a_full_disk_is_one(
    words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not is_no_room(OSError(words), [tmp_path / "out"])
    monkeypatch.setattr(no_room.shutil, "disk_usage", lambda folder: disk(folder, tmp_path))
    assert is_no_room(OSError(words), [tmp_path / "out"])
    assert not is_no_room(OSError(words), [])
    assert not is_no_room(ValueError("no field of that name"), [tmp_path / "out"])


def disk(folder: Path, wanted: Path) -> SimpleNamespace:
    assert folder == wanted
    return SimpleNamespace(free=4096)


@pytest.mark.parametrize("wanted", ["room", "stop", "retry"])
def test_the_sequential_backend_waits_for_room_too(
    wanted: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run_state, "ROOM_INTERVAL", 0.02)
    monkeypatch.setattr(run_state, "ROOM_PATIENCE", 0.05)
    full = tmp_path / "full"
    full.touch()
    (tmp_path / "out").mkdir()
    events, control = Recorder(), RunControl()
    pauses: list[int] = []

    def listen(event: Event) -> None:
        events(event)
        if isinstance(event, RunStateChanged) and event.state == "paused":
            pauses.append(len(events.finished()))
            if wanted == "stop":
                control.stop_after_current()
            elif len(pauses) == 2:
                control.retry([0])
                full.unlink()

    steps = Numbers(SIZE, [list(range(SIZE))]).write(Full(tmp_path / "out"))
    config = RunConfig(backend="sequential", on_event=listen, control=control)
    result = execute(steps, config)
    assert result.failures == {}
    assert set(pauses) == {4}
    assert "goes on by itself when there is room" in result.warnings[0]
    if wanted == "stop":
        assert (result.completed, result.unrun, result.state) == (4, SIZE - 4, "stopped")
    else:
        assert (result.completed, result.state) == (SIZE, "finished")
        assert events.finished() == list(range(SIZE))  # the order of its group


def test_two_runs_into_one_folder_are_noticed(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    hold = Misbehave({0: "hold"}, str(tmp_path))
    first = Numbers(2).filter(hold).write(Full(tmp_path / "out"))
    second = Numbers(4).write(Full(tmp_path / "out"))
    warn = RunConfig(backend="sequential", options={"taken_output": "warn"})
    with BackgroundRun(first) as run:
        run.events.wait(lambda: run.events.of(IndexStarted))
        with pytest.raises(OutputTakenError) as refused:
            execute(second, RunConfig(backend="sequential", record=tmp_path / "second.curator-run"))
        (warning,) = execute(second, warn).warnings
        (tmp_path / "go").touch()
        assert run.result().warnings == []
    for text in (warning, str(refused.value)):
        assert text.startswith(f"another run is writing into {tmp_path / 'out'} now (")
        assert f"process {os.getpid()} of " in text
        assert f"on {platform.node()}, since 20" in text
    assert "set the option taken_output to warn" in str(refused.value)
    assert execute(second, RunConfig(backend="sequential")).warnings == []
    assert sorted(path.name for path in tmp_path.iterdir()) == ["go", "out", "starts.txt"]


def test_what_filters_gather_is_locked_as_well(tmp_path: Path) -> None:
    pipelines = [
        Numbers(2)
        .filter(Misbehave({0: "hold"} if name == "a" else {}, str(tmp_path)))
        .filter(Total(tmp_path / "sum.json"))
        .write(Full(tmp_path / name))
        for name in "ab"
    ]
    with BackgroundRun(pipelines[0]) as run:
        run.events.wait(lambda: run.events.of(IndexStarted))
        with pytest.raises(OutputTakenError, match=r"sum\.json"):
            execute(pipelines[1], RunConfig(backend="sequential"))
        (tmp_path / "go").touch()
        assert run.result().failures == {}
    assert execute(pipelines[1], RunConfig(backend="sequential")).completed == 2
