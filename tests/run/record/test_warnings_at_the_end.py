"""What goes wrong when a run is over: its record cannot be completed, or its results not merged."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from curator_gui.run import RunConfig, RunResult, execute, run_pipeline
from curator_gui.run.config import MergeFailedError
from curator_gui.run.events import Event, IndexFinished, LogLine, RunFinished
from curator_gui.run.record import RecordWriter, RunRecord
from tests.run.observe import Recorder
from tests.run.toys import Files, Names, Numbers, Total

SIZE = 5


@pytest.fixture
def record(tmp_path: Path) -> Path:
    return tmp_path / "night.curator-run"


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(RecordWriter.close, "__defaults__", (0.3,))


def carried_out(record: Path, at: Any = None, **steps: Any) -> tuple[RunResult, Recorder]:
    """Run with a listener that calls `at` with the third finished index."""
    events = Recorder()

    def listen(event: Event) -> None:
        events(event)
        if isinstance(event, IndexFinished) and event.index == 2 and at is not None:
            at()

    source = Numbers(SIZE)
    pipeline = steps.get("pipeline") or source.write(Names())
    config = RunConfig(backend="sequential", record=record, on_event=listen)
    return execute(pipeline, config), events


def told_before_the_end(events: Recorder, words: str) -> bool:
    *before, last = events.events
    assert isinstance(last, RunFinished)
    return any(isinstance(event, LogLine) and words in event.text for event in before)


@pytest.mark.fault
@pytest.mark.usefixtures("impatient")
def test_a_record_that_is_locked_to_the_end_is_told(record: Path) -> None:
    holder: list[sqlite3.Connection] = []

    def lock() -> None:
        holder.append(sqlite3.connect(record, isolation_level=None))
        holder[0].execute("BEGIN IMMEDIATE")

    result, events = carried_out(record, lock)
    holder[0].close()
    assert (result.completed, result.failures) == (SIZE, {})
    words = "could not be written to the run record"
    assert any(words in text for text in result.warnings), result.warnings
    assert told_before_the_end(events, words)


def test_a_record_that_was_removed_is_told(record: Path) -> None:
    result, events = carried_out(record, record.unlink)
    assert result.completed == SIZE
    words = "was removed while the run went on"
    assert any(words in text for text in result.warnings), result.warnings
    assert told_before_the_end(events, words)


def test_a_record_in_order_says_nothing_and_is_complete_at_the_end(record: Path) -> None:
    states: list[str] = []

    def look(event: Event) -> None:
        if isinstance(event, RunFinished):
            with RunRecord.open(record) as opened:
                states.append(opened.summary().state)

    config = RunConfig(backend="sequential", record=record, on_event=look)
    assert execute(Numbers(SIZE).write(Names()), config).warnings == []
    assert states == ["finished"]


class Unmergeable(Total):
    """Cannot be merged until a file says so."""

    @classmethod
    def merge(cls, parts: Sequence[Path], output: Path) -> None:
        if not output.with_name("allowed").exists():
            raise OSError(28, "No space left on device")
        super().merge(parts, output)


class Unfinishable(Names):
    def finish(self, indices: Sequence[int]) -> list[str]:
        raise SystemExit("the store cannot be closed")


@pytest.fixture
def unmergeable(tmp_path: Path) -> Any:
    (tmp_path / "out").mkdir()
    total = Unmergeable(tmp_path / "total.json")
    return Numbers(SIZE).filter(total).write(Files(tmp_path / "out"))


def test_a_merge_that_fails_loses_nothing_and_can_be_repeated_alone(
    record: Path, tmp_path: Path, unmergeable: Any
) -> None:
    result, events = carried_out(record, pipeline=unmergeable)
    assert (result.completed, result.failures, result.state) == (SIZE, {}, "finished")
    assert result.in_order() == [[str(tmp_path / "out" / f"{i}.txt")] for i in range(SIZE)]
    assert "OSError: [Errno 28] No space left on device" in result.problem
    assert f"resume the run from {record}" in result.problem
    assert result.warnings == [result.problem]
    assert told_before_the_end(events, "merging the results failed")
    (tmp_path / "allowed").touch()
    begun = Recorder()
    again = RunConfig(backend="sequential", resume=record, on_event=begun)
    repeated = execute(unmergeable, again)
    assert (repeated.problem, len(repeated.skipped), begun.started()) == ("", SIZE, [])
    assert repeated.artifacts == [str(tmp_path / "total.json")]
    assert json.loads((tmp_path / "total.json").read_text()) == list(range(SIZE))


def test_a_sink_that_cannot_finish_is_told_the_same_way(record: Path) -> None:
    result, _ = carried_out(record, pipeline=Numbers(SIZE).write(Unfinishable()))
    assert "the store cannot be closed" in result.problem
    assert result.completed == SIZE


def test_a_script_hears_of_it_and_gets_the_result(unmergeable: Any) -> None:
    with pytest.raises(MergeFailedError, match="run them again") as caught:
        run_pipeline(unmergeable, backend="sequential")
    assert caught.value.result.completed == SIZE


@pytest.fixture(autouse=True)
def _no_descriptor_is_left(recwarn: pytest.WarningsRecorder) -> Iterator[None]:
    yield
    assert [str(warning.message) for warning in recwarn] == []
