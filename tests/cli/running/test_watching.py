"""`run --events` and `run --metrics`: what others see of a run, and that they cannot harm it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from prometheus_client.parser import text_string_to_metric_families

from tests.run.observe import until

ROOT = Path(__file__).resolve().parents[3]
pytestmark = pytest.mark.workers

Document = Callable[..., Path]
Program = Callable[..., "subprocess.CompletedProcess[str]"]


def lines_of(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def settled(lines: list[dict[str, Any]]) -> Counter[tuple[str, int]]:
    kinds = ("index_finished", "index_failed", "index_skipped")
    return Counter((line["event"], line["index"]) for line in lines if line["event"] in kinds)


def test_every_index_is_told_once(document: Document, program: Program, tmp_path: Path) -> None:
    path, metrics = tmp_path / "events.jsonl", tmp_path / "curator.prom"
    words = ("--events", path, "--metrics", metrics)
    done = program("run", document(at=2, how="exit"), "--json", "-q", *words)
    assert done.returncode == 3
    assert json.loads(done.stdout)["completed"] == 4
    lines = lines_of(path.read_text())
    finished = {("index_finished", n): 1 for n in (0, 1, 3, 4)}
    assert settled(lines) == {**finished, ("index_failed", 2): 1}
    assert (lines[0]["event"], lines[-1]["event"]) == ("run_started", "run_finished")
    assert {line["run"] for line in lines} == {lines[0]["run_id"]}
    found = {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(metrics.read_text())
        for sample in family.samples
    }
    assert found["curator_indices", "done"] == 4
    assert found["curator_indices", "quarantined"] == 1
    assert found["curator_index_retries_total",] == 1
    assert found["curator_run_state", "finished"] == 1


def test_standard_output_has_the_events_alone(document: Document, program: Program) -> None:
    done = program("run", document(), "--events", "-")
    assert done.returncode == 0
    lines = lines_of(done.stdout)
    assert settled(lines) == {("index_finished", n): 1 for n in range(5)}
    assert "5 done, 0 failed" in done.stderr
    refused = program("run", document(), "--events", "-", "--json")
    assert refused.returncode == 2
    assert "both write to standard output" in refused.stderr


@pytest.mark.skipif(os.name == "nt", reason="pipes end differently there")
def test_a_reader_that_has_seen_enough_does_not_end_the_run(
    document: Document, tmp_path: Path
) -> None:
    words = [sys.executable, "-m", "curator_gui", "run", str(document(size=300)), "-q"]
    process = subprocess.Popen(
        [*words, "--events", "-"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    assert json.loads(process.stdout.readline())["event"] == "run_started"
    process.stdout.close()
    with process.stderr as stream:
        said = stream.read()
    assert process.wait(60) == 0
    assert "300 done, 0 failed" in said
    assert "the events were not all written: -: Broken pipe" in said
    assert len(list((tmp_path / "out").iterdir())) >= 300


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes")
def test_a_named_pipe_without_a_reader_does_not_hold_up_the_run(
    document: Document, program: Program, tmp_path: Path
) -> None:
    os.mkfifo(tmp_path / "pipe")
    done = program("run", document(), "-q", "--events", tmp_path / "pipe")
    assert done.returncode == 0
    assert f"nobody reads {tmp_path / 'pipe'} yet: the run goes on" in done.stderr
    assert f"the events were not all written: nobody reads {tmp_path / 'pipe'}" in done.stderr
    assert "5 done, 0 failed" in done.stdout


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes")
def test_a_reader_that_comes_late_gets_everything(
    document: Document, started: Callable[..., Any], tmp_path: Path
) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    running = started("run", document(), "-q", "--events", pipe)
    until(lambda: (tmp_path / "out" / "4.txt").exists(), "the last output")
    lines = lines_of(pipe.read_text())
    _, errors = running.communicate(timeout=60)
    assert running.returncode == 0
    assert settled(lines) == {("index_finished", n): 1 for n in range(5)}
    assert "not all written" not in errors


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes")
def test_ctrl_c_ends_a_run_whose_events_nobody_reads(
    document: Document, started: Callable[..., Any], tmp_path: Path
) -> None:
    os.mkfifo(tmp_path / "pipe")
    path = document(size=400, seconds=0.1)
    running = started("run", path, "-q", "--events", tmp_path / "pipe")
    until(lambda: (tmp_path / "out" / "1.txt").exists(), "an output")
    running.send_signal(signal.SIGINT)
    _, errors = running.communicate(timeout=60)
    assert running.returncode == 130
    assert "Traceback" not in errors


def test_a_run_that_cannot_begin_leaves_no_event(
    document: Document, program: Program, tmp_path: Path
) -> None:
    path = tmp_path / "events.jsonl"
    done = program("run", document(at=1000), "--events", path)
    assert done.returncode == 2
    assert path.read_text() == ""
    done = program("run", document(), "--events", tmp_path / "none" / "x")
    assert done.returncode == 2
    assert "events: " in done.stderr


def test_events_of_several_documents_are_told_apart(
    document: Document, program: Program, tmp_path: Path
) -> None:
    path = tmp_path / "events.jsonl"
    one = document()
    two = one.with_name("two.curator.yaml")
    two.write_text(one.read_text().replace("folder: out", "folder: out2"))
    assert program("run", one, two, "-q", "--events", path).returncode == 0
    runs = [line["run"] for line in lines_of(path.read_text())]
    assert len(set(runs)) == 2
    assert sorted(runs, key=runs.index) == runs


@pytest.mark.parametrize("word", ["--events", "--metrics"])
def test_a_file_of_another_kind_is_left_as_it_is(
    word: str, document: Document, program: Program
) -> None:
    path = document()
    text = path.read_text()
    refused = program("run", path, "-q", word, path)
    assert refused.returncode == 2
    assert "is a file of another kind" in refused.stderr
    assert path.read_text() == text


def test_events_and_metrics_need_a_file_each(
    document: Document, program: Program, tmp_path: Path
) -> None:
    path = tmp_path / "both"
    refused = program("run", document(), "--events", path, "--metrics", path)
    assert (refused.returncode, "name the same file" in refused.stderr) == (2, True)


def test_what_a_killed_run_has_left_is_gone_on_with(
    document: Document, program: Program, tmp_path: Path
) -> None:
    events, metrics = tmp_path / "events.jsonl", tmp_path / "curator.prom"
    words = ("-q", "--events", events, "--metrics", metrics)
    assert program("run", document(), *words).returncode == 0
    events.write_text(events.read_text()[:-20])
    assert program("run", document(), *words).returncode == 0
