"""The application is killed at a random moment; a resumed run does the rest and nothing twice."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import numpy as np
import psutil
import pytest

import curator_gui
from curator_gui.run import RunConfig, execute
from curator_gui.run.record import RunRecord
from curator_gui.run.record.queries.item_measures import measure_columns
from tests.run.observe import Recorder, starts
from tests.run.toys import Files, Misbehave, Numbers, Total

pytestmark = pytest.mark.fault

ROOT = Path(curator_gui.__file__).parents[1]
N = 60


def pipeline(folder: Path, table: dict[int, str]) -> object:
    """Write real files, because resuming looks for them."""
    source = Numbers(N, [list(range(k, N, 7)) for k in range(7)])
    steps = source.filter(Total(folder / "total.json")).filter(Misbehave(table, str(folder)))
    return steps.write(Files(folder / "out"))


def table_of(seed: int) -> dict[int, str]:
    chance = random.Random(seed)
    kinds = ["raise", "exit", "sysexit", "sleep 0.05"]
    table = dict.fromkeys(range(N), "sleep 0.004")
    for index in chance.sample(range(N), 6):
        table[index] = chance.choice(kinds)
    return table


CHILD = """
import os, sys
from pathlib import Path
from curator_gui.run import RunConfig, execute
from curator_gui.run.events import IndexFinished
from tests.fault.test_killed_parents import pipeline, table_of

def say(event):
    if isinstance(event, IndexFinished):
        os.write(1, f"done {event.index}\\n".encode())  # in one piece

folder, seed = Path(sys.argv[1]), int(sys.argv[2])
execute(
    pipeline(folder, table_of(seed)),
    RunConfig(n_jobs=2, on_event=say, record=folder / "run.curator-run",
              options={"max_attempts": 1, "batch_size": seed % 3 + 1}),
)
"""


def test_a_killed_run_is_resumed_exactly(kill_seed: int, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    reported = run_and_kill(kill_seed, tmp_path)
    wait_for_orphans(tmp_path)
    before = Counter(starts(tmp_path))
    table = table_of(kill_seed)
    failing = {i for i, what in table.items() if not what.startswith("sleep")}
    events = Recorder()
    result = execute(
        pipeline(tmp_path, table),  # type: ignore[arg-type]
        RunConfig(
            n_jobs=2,
            on_event=events,
            resume=tmp_path / "run.curator-run",
            options={"max_attempts": 1},
        ),
    )
    again = Counter(starts(tmp_path)) - before
    assert reported <= set(result.skipped)
    assert not reported & set(again)
    assert set(again) == set(range(N)) - set(result.skipped)
    assert set(result.failures) == failing
    assert sorted(result.outputs) == sorted(set(range(N)) - failing)
    assert json.loads((tmp_path / "total.json").read_text()) == sorted(result.outputs)
    for index in result.outputs:
        assert (tmp_path / "out" / f"{index}.txt").read_text() == str(index)
    with RunRecord.open(tmp_path / "run.curator-run") as record:
        (column,) = measure_columns(record, np.arange(N))
    measured = np.flatnonzero(column.present)
    assert measured.tolist() == sorted(result.outputs)
    assert np.array_equal(np.asarray(column.values)[measured], measured)


def run_and_kill(seed: int, folder: Path) -> set[int]:
    """Return the indices that the application had reported as finished before it was killed."""
    chance = random.Random(seed)
    wanted = chance.randint(0, N)
    process = subprocess.Popen(
        [sys.executable, "-c", CHILD, str(folder), str(seed)],
        env=os.environ | {"PYTHONPATH": str(ROOT), "CURATOR_TEST_FOLDER": str(folder)},
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    lines = []
    while len(lines) < wanted and (line := process.stdout.readline()):
        lines.append(line)
    time.sleep(chance.random() * 0.02)  # no synchronisation: the moment shall be random
    process.kill()
    rest, _ = process.communicate()
    whole = [line for line in [*lines, *rest.splitlines(keepends=True)] if line.endswith("\n")]
    # loky prints a traceback, blank lines first, if its parent dies while a worker starts.
    return {int(line.removeprefix("done ")) for line in whole if line.startswith("done ")}


def wait_for_orphans(folder: Path) -> None:
    """Workers end themselves; only then is what they have started final."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        if not any(_belongs(process, folder) for process in psutil.process_iter()):
            return
        time.sleep(0.02)
    raise AssertionError("workers outlived their parent")


def _belongs(process: psutil.Process, folder: Path) -> bool:
    try:
        inherited = process.environ().get("CURATOR_TEST_FOLDER") == str(folder)
        return inherited and process.status() != psutil.STATUS_ZOMBIE
    except psutil.Error:
        return False
