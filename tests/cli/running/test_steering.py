"""A run without a window gets other numbers of workers from the command line."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from curator_gui.run.remote_control import is_heard
from tests.run.observe import until

pytestmark = pytest.mark.workers

Program = Callable[..., "subprocess.CompletedProcess[str]"]


def changes(path: Path) -> list[dict[str, Any]]:
    events = map(json.loads, path.read_text().splitlines() if path.exists() else [])
    return [event for event in events if event["event"] == "workers_changed"]


def test_workers_of_a_run_that_goes_on(
    document: Callable[..., Path], started: Callable[..., Any], program: Program, tmp_path: Path
) -> None:
    record, events = tmp_path / "a.curator-run", tmp_path / "events.jsonl"
    path = document(size=400, seconds=0.1)
    options = ("-q", "-j", "1", "--record", record, "--events", events)
    running = started("run", path, *options)
    until(lambda: is_heard(record), "the run to listen")
    told = program("runs", record, "--workers", "3")
    assert told.returncode == 0, told.stderr
    assert told.stdout.startswith("asked for 3 workers")
    until(lambda: changes(events), "the change")
    (change,) = changes(events)
    assert (change["before"], change["workers"]) == (1, 3)
    assert "@" in change["by"]
    running.terminate()
    running.communicate(timeout=60)
    late = program("runs", record, "--workers", "3")
    assert late.returncode == 2
    assert "no run to steer: it is stopped" in late.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--workers", "3"], "--workers needs the RECORD"),
        (["a.curator-run", "--workers", "0"], "workers: needs a whole number of at least 1"),
        (["a.curator-run", "--workers", "3"], "there is no such run record"),
    ],
)
def test_wrong_words(program: Program, words: list[str], said: str) -> None:
    done = program("runs", *words)
    assert done.returncode == 2
    assert said in done.stderr
