"""Ctrl-C reaches all processes of a terminal; only the program itself has something to say."""

from __future__ import annotations

import csv
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from curator_gui.run.record import RunRecord
from curator_gui.run.worker.process.interrupts import interrupts_held_back
from tests.run.observe import until

pytestmark = [
    pytest.mark.workers,
    pytest.mark.skipif(os.name == "nt", reason="there are no process groups like these"),
]


def told(path: Path, word: str) -> bool:
    return path.exists() and word in path.read_text()


@pytest.mark.parametrize("delay", [0.0, 0.15, 0.4, 0.8])
def test_workers_that_are_just_starting_say_nothing(
    document: Callable[..., Path], started: Callable[..., Any], tmp_path: Path, delay: float
) -> None:
    """Where in its start a worker is cannot be seen from here, so several moments are tried."""
    events = tmp_path / "events.jsonl"
    running = started("run", document(size=5000, seconds=0.01), "-q", "--events", events)
    until(lambda: told(events, "run_started"), "the start")
    time.sleep(delay)
    os.killpg(running.pid, signal.SIGINT)
    said, errors = running.communicate(timeout=60)
    assert running.returncode == 130
    assert "Traceback" not in errors
    assert "not run" in said


def test_all_counts_agree(
    document: Callable[..., Path], started: Callable[..., Any], tmp_path: Path
) -> None:
    events, record = tmp_path / "events.jsonl", tmp_path / "a.curator-run"
    words = ("-q", "--events", events, "--record", record)
    running = started("run", document(size=20_000), *words)
    until(lambda: told(events, "index_finished"), "an index")
    os.killpg(running.pid, signal.SIGINT)
    said, _ = running.communicate(timeout=60)
    match = re.match(r"(\d+) done, 0 failed, (\d+) not run", said)
    assert match is not None, said
    done = int(match[1])
    lines = map(json.loads, events.read_text().splitlines())
    finished = [line["index"] for line in lines if line["event"] == "index_finished"]
    assert len(finished) == len(set(finished)) == done
    with RunRecord.open(record) as kept:
        assert kept.counts()["done"] == done
    with (tmp_path / "out" / "items.csv").open(newline="") as file:
        assert len(list(csv.DictReader(file))) == done


@pytest.mark.skipif(not hasattr(signal, "pthread_sigmask"), reason="signals cannot be held back")
def test_processes_begin_with_it_held_back() -> None:
    command = "import signal; print(signal.pthread_sigmask(signal.SIG_BLOCK, []))"
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [])
    with interrupts_held_back():
        done = subprocess.run(
            [sys.executable, "-c", command], capture_output=True, text=True, check=True
        )
    assert "SIGINT" in done.stdout
    assert signal.pthread_sigmask(signal.SIG_BLOCK, []) == before
