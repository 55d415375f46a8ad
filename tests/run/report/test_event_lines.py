"""Events as lines of JSON: every class, exactly once, and no reader harms the run."""

from __future__ import annotations

import json
import os
import stat
import struct
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curator_gui.core.errors import ParamError
from curator_gui.core.storage.resources import resource_path
from curator_gui.run import events as ev
from curator_gui.run.report import event_lines
from curator_gui.run.report.event_lines import EventLines, event_data, event_name

Lines = Callable[[], list[dict[str, Any]]]

LAYOUT = json.dumps([["U.max", "", "m/s", "number"], ["hash", "", "", "text"]])
MEASURES = ev.Measures(LAYOUT, struct.pack("<d", float("nan")), ("ab",))
EXAMPLES: dict[type, ev.Event] = {
    type(event): event
    for event in (
        ev.RunStarted(1.0, "r", 2, 1, ("Source", "Sink"), "/r.sqlite"),
        ev.RunStateChanged(1.0, "running"),
        ev.WorkerStarted(1.0, 1, 77),
        ev.WorkerEnded(1.0, 1, 77, "killed by SIGSEGV"),
        ev.WorkersChanged(1.0, 4, 2, "somebody"),
        ev.IndexStarted(1.0, 0, 1, 1),
        ev.IndexFinished(
            1.0, 0, 1, 1, 0.5, ("a.vtu",), 9, (0.1, 0.4), 5, b"\x00", (1,), (), (9,), MEASURES
        ),
        ev.IndexFailed(1.0, 1, 1, 1, 0.5, "failed", "error", "ValueError", "no\n", "T", "Sink"),
        ev.IndexRetried(1.0, 1, 1, 1, "crash", "killed"),
        ev.IndexSkipped(1.0, 1, "as it was"),
        ev.PassStarted(1.0, 1, 2, "Scale", 2),
        ev.GatheringStarted(1.0, 0, 1, 1),
        ev.IndexGathered(1.0, 0, 1, 0.1),
        ev.PassFinished(1.0, 1, 2, 1, "Scale", 2, 0, "d", "{}", "from 2 items"),
        ev.LogLine(1.0, 0, "info", "said"),
        ev.RunFinished(1.0, "finished", 1, 1, 0, 0, 2.0),
    )
}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "events.jsonl"


def read(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("ascii").splitlines()]


def write(path: Path, events: Iterator[ev.Event]) -> None:
    lines = EventLines(path)
    for event in events:
        lines(event)
    lines.close()
    assert lines.problem is None


def test_every_class_of_events_has_its_line(path: Path) -> None:
    assert set(EXAMPLES) == set(get_args(ev.Event))
    write(path, iter(EXAMPLES.values()))
    found = read(path)
    assert [line["event"] for line in found] == [event_name(kind) for kind in EXAMPLES]
    assert {line["run"] for line in found} == {"r"}
    assert {line["schema"] for line in found} == {event_lines.SCHEMA}
    (finished,) = [line for line in found if line["event"] == "index_finished"]
    assert finished["measures"] == {"U.max": None, "hash": "ab"}
    assert "inputs" not in finished
    assert finished["outputs"] == ["a.vtu"]


@given(st.lists(st.text(st.characters()), max_size=30), st.floats())
def test_any_text_and_number_stays_one_line(texts: list[str], number: float) -> None:
    for text in texts:
        event = ev.IndexFailed(number, 1, 1, 1, number, "failed", "error", text, text, text, text)
        line = json.dumps(event_data(event, text), allow_nan=False)
        assert "\n" not in line
        assert json.loads(line)["message"] == text


def test_lines_are_appended_behind_one_that_was_cut(path: Path) -> None:
    write(path, iter([EXAMPLES[ev.LogLine]]))
    cut = path.read_text()[:-20]
    path.write_text(cut)
    write(path, iter([EXAMPLES[ev.LogLine]]))
    write(path, iter([EXAMPLES[ev.LogLine]]))
    first, *rest = path.read_text().splitlines()
    assert first == cut
    assert [json.loads(line)["text"] for line in rest] == ["said", "said"]


def test_many_events_stand_there_once_and_in_order(path: Path) -> None:
    write(path, (ev.LogLine(float(n), 0, "info", str(n)) for n in range(20_000)))
    assert [line["text"] for line in read(path)] == [str(n) for n in range(20_000)]


def test_a_file_that_cannot_be_written_is_said_before_the_run(tmp_path: Path) -> None:
    with pytest.raises(ParamError, match=r"events: .*none.*No such file"):
        EventLines(tmp_path / "none" / "events.jsonl")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no named pipes of this kind")
def test_a_reader_that_goes_away_is_a_problem_and_no_error(path: Path) -> None:
    os.mkfifo(path)
    reader = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    lines = EventLines(path)
    assert stat.S_ISFIFO(path.stat().st_mode)
    os.close(reader)
    for _ in range(3):
        lines(EXAMPLES[ev.LogLine])
    lines.close()
    assert lines.problem is not None
    assert "Broken pipe" in str(lines.problem)


def test_nothing_is_kept_for_a_reader_that_went_away(path: Path) -> None:
    """A run may go on for days after it."""
    os.mkfifo(path)
    reader = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    lines = EventLines(path)
    os.close(reader)
    for _ in range(3):
        lines(EXAMPLES[ev.LogLine])
    lines._thread.join()
    for _ in range(3):
        lines(EXAMPLES[ev.LogLine])
    assert lines._events.empty()
    lines.close()
    assert "the events were not all written" in str(lines.problem)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no named pipes of this kind")
def test_a_reader_that_reads_nothing_is_given_up(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(event_lines, "PATIENCE", 0.05)
    os.mkfifo(path)
    reader = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    lines = EventLines(path)
    for _ in range(5000):
        lines(EXAMPLES[ev.IndexFinished])
    lines.close()
    assert lines.problem is not None
    assert "nobody reads" in str(lines.problem)
    os.close(reader)


@pytest.mark.parametrize("language", ["en", "de"])
def test_the_manual_describes_the_schema(language: str) -> None:
    page = resource_path("manual", language, "watching.md").read_text("utf-8")
    rows = [line.split(" | ") for line in page.splitlines() if line.startswith("| `")]
    told = {row[0].strip("| `"): row[1].rstrip(" |").replace("`", "").split(", ") for row in rows}
    for kind, event in EXAMPLES.items():
        fields = list(event_data(event))
        assert fields[:3] == ["schema", "event", "run"]
        assert told[event_name(kind)] == fields[3:]
    assert f"`schema` ({event_lines.SCHEMA})" in page
