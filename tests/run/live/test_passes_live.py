"""Passes on real workers: crashes, retries, and the application killed in each pass."""

from __future__ import annotations

import math
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import psutil
import pytest

from curator_gui.core.sidecars.constants_file import read_constants
from curator_gui.run.events import IndexGathered, PassFinished
from curator_gui.run.record import RunRecord
from tests.run.fitting import Centered, centering, is_centered, outputs, write_numbers
from tests.run.observe import BackgroundRun, observed

pytestmark = pytest.mark.fault

ROOT = Path(__file__).parents[3]
SCRIPT = Path(__file__).with_name("passes_to_kill.py")
NUMBERS = [float(n) for n in range(24)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_numbers(tmp_path / "in", NUMBERS)
    return tmp_path


@pytest.mark.parametrize("options", [{}, {"recycle_after": 3}, {"batch_size": 1}])
def test_constants_are_exact_under_crashes_and_retries(
    options: dict[str, int], folder: Path
) -> None:
    table = {3: "once kill", 5: "raise", 8: "once segv", 13: "exit"}
    result, events = observed(centering(folder, table), **options)
    left = {i: n for i, n in enumerate(NUMBERS) if i not in (5, 13)}
    is_centered(folder, left, list(left.values()))
    assert sorted(result.failures) == [5, 13]
    assert result.failures[5].stage == "Trouble"
    assert "(pass 1 of 2)" in result.failures[5].message
    assert "(pass 1 of 2)" in result.failures[13].message
    assert result.completed == 22
    [over] = events.of(PassFinished)
    assert (over.items, over.failed) == (22, 2)
    again, events = observed(centering(folder, table), **options)
    assert sorted(event.index for event in events.of(IndexGathered)) == [5, 13]
    is_centered(folder, left, list(left.values()))
    assert again.completed == 22


def test_constants_are_the_same_for_any_number_of_workers(tmp_path: Path) -> None:
    found = set()
    for workers in (1, 2, 3):
        folder = tmp_path / str(workers)
        folder.mkdir()
        write_numbers(folder / "in", [math.sin(n) for n in range(40)])
        observed(centering(folder), n_jobs=workers)
        [step] = read_constants(folder / "out" / "constants.json")
        found.add(step.digest)
    assert len(found) == 1


def test_stop_now_ends_a_hanging_first_pass_and_what_was_gathered_stays(folder: Path) -> None:
    with BackgroundRun(centering(folder, {10: "hang"}), n_jobs=1) as run:
        run.events.wait(lambda: len(run.events.of(IndexGathered)) >= 10)
        run.control.stop_now()
        result = run.result()
    assert (result.state, result.completed, result.unrun) == ("stopped", 0, 24)
    _, events = observed(centering(folder))
    assert sorted(event.index for event in events.of(IndexGathered)) == list(range(24))


def test_stopped_items_are_not_gathered_again(folder: Path) -> None:
    table = {10: "hold"}
    with BackgroundRun(centering(folder, table), n_jobs=1, batch_size=1) as run:
        run.events.wait(lambda: len(run.events.of(IndexGathered)) >= 10)
        run.control.stop_now()
        run.result()
    (folder / "go").touch()
    _, events = observed(centering(folder, table))
    assert sorted(event.index for event in events.of(IndexGathered)) == list(range(10, 24))
    is_centered(folder, dict(enumerate(NUMBERS)), NUMBERS)


def run_until(folder: Path, stop: str) -> list[str]:
    """Run the script; kill it (SIGKILL) when it has said a line; return all that it said."""
    said: list[str] = []
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    words = [sys.executable, str(SCRIPT), str(folder)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stdout is not None
        workers: list[psutil.Process] = []
        for line in process.stdout:
            said.append(line.strip())
            if stop and len([each for each in said if each.startswith(stop)]) == 8 and not workers:
                workers = psutil.Process(process.pid).children(recursive=True)
                process.kill()
    _, alive = psutil.wait_procs(workers, timeout=30)
    assert not alive
    return said


def test_a_run_killed_in_each_pass_is_finished_by_the_next(folder: Path) -> None:
    numbers = dict(enumerate(NUMBERS))
    first = run_until(folder, "gathered")
    assert "end finished" not in first
    second = run_until(folder, "gathered")  # in the first pass again, or already in the second
    third = run_until(folder, "done")
    assert "end finished" not in third
    last = run_until(folder, "")
    assert last[-1] == "end finished"
    told = Counter(
        line for run in (first, second, third, last) for line in run if "end" not in line
    )
    # Once each for two filters; again only what was under way when the application died.
    gathered = [n for line, n in told.items() if line.startswith("gathered")]
    assert len(gathered) == 24
    assert sum(gathered) <= 2 * 24 + 2 * 4
    assert max(gathered) <= 4
    assert not [line for line in last if line.startswith("gathered")]
    is_centered(folder, numbers, NUMBERS)
    with RunRecord.open(folder / "run.curator-run") as record:
        assert record.summary().counts["done"] == 24
        assert record.summary().state == "finished"
    assert len(outputs(folder)) == 24
    mean = read_constants(folder / "out" / "constants.json")[1].constants["mean"]
    assert math.isclose(mean, 0.0, abs_tol=1e-12)


def test_other_constants_after_a_kill_run_everything_again(folder: Path) -> None:
    run_until(folder, "done")
    (folder / "in" / "0000.num").write_text("240.0")
    last = run_until(folder, "")
    assert sorted(line for line in last if line.startswith("done")) == sorted(
        f"done {i}" for i in range(24)
    )
    now = [240.0, *NUMBERS[1:]]
    is_centered(folder, dict(enumerate(now)), now)


def test_two_fitting_filters_on_workers(folder: Path) -> None:
    result, events = observed(centering(folder, {}, Centered(), Centered(3.0)))
    assert [event.number for event in events.of(PassFinished)] == [1, 2]
    assert result.completed == 24
