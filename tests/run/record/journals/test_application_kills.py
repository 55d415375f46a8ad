"""Kill the whole application during a run, resume, kill again, and finish: nothing is lost."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import psutil
import pytest

from curator_gui.run.record import RunRecord, journal_folder
from tests.run.record.finished import finished_in

pytestmark = pytest.mark.fault

ROOT = Path(__file__).parents[4]
SCRIPT = Path(__file__).with_name("killed_application.py")
INDICES = 240
BAD = {i for i in range(INDICES) if i % 40 == 7}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("in", "out"):
        (tmp_path / name).mkdir()
    for index in range(INDICES):
        (tmp_path / "in" / f"{index}.in").write_text("data")
    return tmp_path


def start(folder: Path, *words: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, str(SCRIPT), str(folder), *words],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )


def run_and_kill(folder: Path, after: int, delay: float, *words: str) -> dict[int, str]:
    """Kill the application when it has told of `after` indices; return all that it told."""
    told: dict[int, str] = {}
    with start(folder, *words) as process:
        assert process.stdout is not None
        workers: list[psutil.Process] = []
        for line in process.stdout:
            word, _, what = line.strip().partition(" ")
            assert word != "end", "the run was over before it could be killed"
            told[int(what)] = word
            if len(told) == after:
                workers = psutil.Process(process.pid).children(recursive=True)
                time.sleep(delay)  # not a synchronisation: the moment of the kill is random
                process.kill()
    assert workers
    check_record(folder, told)  # while workers may still be finishing their index
    _, alive = psutil.wait_procs(workers, timeout=30)
    assert not alive
    check_record(folder, told)
    return told


def check_record(folder: Path, told: dict[int, str]) -> None:
    with RunRecord.open(folder / "run.curator-run") as record:
        assert record.summary().state == "interrupted"
        rows = {row.index: row.status for row in record.rows(limit=INDICES)}
        for index, word in told.items():
            assert rows[index] == word
        for index in finished_in(record):
            assert (folder / "out" / f"{index}.txt").read_text() == str(index)


def finish(folder: Path) -> dict[int, str]:
    with start(folder) as process:
        assert process.stdout is not None
        lines = [line.split() for line in process.stdout]
    assert process.returncode == 0
    assert lines.pop() == ["end", "finished"]
    return {int(index): word for word, index in lines}


def starts(folder: Path) -> Counter[int]:
    return Counter(
        int(line.split()[0]) for line in (folder / "starts.txt").read_text().splitlines()
    )


@pytest.mark.parametrize("seed", range(3))
def test_killing_the_application_loses_nothing_and_resuming_repeats_nothing(
    folder: Path, seed: int
):
    chance = random.Random(seed)
    finished: set[int] = set()
    for _ in range(2):
        before = starts(folder) if finished else Counter[int]()
        told = run_and_kill(folder, chance.randrange(1, 60), chance.random() * 0.05)
        assert finished.isdisjoint(told)
        assert all(starts(folder)[index] == before[index] for index in finished)
        with RunRecord.open(folder / "run.curator-run") as record:
            finished |= set(finished_in(record))
        assert finished >= {index for index, word in told.items() if word == "done"}
    before = starts(folder)
    told = finish(folder)
    assert told.keys() == set(range(INDICES)) - finished
    assert all(starts(folder)[index] == before[index] for index in finished)
    with RunRecord.open(folder / "run.curator-run") as record:
        assert record.summary().state == "finished"
        assert set(finished_in(record)) == set(range(INDICES)) - BAD
        assert record.counts()["failed"] == len(BAD)
    assert not journal_folder(folder / "run.curator-run").exists()


def test_what_only_the_journals_know_is_not_repeated(folder: Path):
    """The record was locked all the time: not one event of the run reached it."""
    told = run_and_kill(folder, 60, 0.02, "locked")
    with RunRecord.open(folder / "run.curator-run") as record:
        finished = set(finished_in(record))
    assert finished >= {index for index, word in told.items() if word == "done"}
    before = starts(folder)
    (folder / "in" / f"{min(finished)}.in").write_text("changed since")
    told = finish(folder)
    assert told.keys() == set(range(INDICES)) - finished | {min(finished)}
    assert all(starts(folder)[index] == before[index] for index in finished - {min(finished)})
