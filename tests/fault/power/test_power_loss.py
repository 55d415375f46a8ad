"""The power fails at 200 moments of a run: what the record says is done is there.

The disk is one that keeps nothing but what was synchronized; see `shim.c`.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from curator_gui.core import Pipeline
from curator_gui.run.config import RunConfig
from curator_gui.run.engine.runner import execute
from curator_gui.run.planning.resuming.resume import plan_resume
from curator_gui.run.record import RecordError, RunRecord
from tests.fault.power import run as power_run
from tests.fault.power.disk import Disk, lines_of, next_names
from tests.run.record.finished import finished_in

HERE = Path(__file__).parent
POINTS = 200
COMPLETED = 10
"""At so many of the points the run is also resumed, to its end."""

pytestmark = [
    pytest.mark.fault,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="LD_PRELOAD and statx(2)"),
    pytest.mark.skipif(
        shutil.which("cc") is None, reason="no C compiler for the disk that forgets"
    ),
]


@pytest.fixture(scope="module")
def shim(tmp_path_factory: pytest.TempPathFactory) -> Path:
    library = tmp_path_factory.mktemp("shim") / "shim.so"
    flags = ["-shared", "-fPIC", "-O1", "-o", str(library)]
    subprocess.run(["cc", *flags, str(HERE / "shim.c"), "-ldl", "-lpthread"], check=True)
    return library


def watch(shim: Path, folder: Path, durable: str) -> tuple[Path, Path]:
    """Run to the end, and return the folder of its files and that of the log."""
    root, log = folder / "root", folder / "log"
    root.mkdir()
    log.mkdir()
    env = {"LD_PRELOAD": str(shim), "POWER_ROOT": str(root), "POWER_LOG": str(log)}
    env["PYTHONPATH"] = str(HERE.parents[2])
    command = [sys.executable, str(HERE / "run.py"), str(root), durable]
    subprocess.run(command, check=True, env=os.environ | env, timeout=120)
    return root, log


def moments(count: int, lines: list[str], seed: int) -> list[int]:
    dice = random.Random(seed)
    return [*sorted(dice.choices(range(1, len(lines) + 1), k=count - 1)), len(lines)]


def after_the_failure(root: Path, log: Path, lines: list[str], moment: int) -> Path | None:
    """Put there what is left, on a machine that has been started again.

    Returns the record, if it had been begun: its first bytes are not waited for.
    """
    disk = Disk(log)
    disk.play(lines[:moment])
    disk.restore(root, next_names(log, lines[moment:]), random.Random(moment))
    for path in root.rglob("*"):
        if path.is_file():
            os.utime(path, (1e9, 1e9))
    record = root / "run.curator-run"
    begun = any(disk.durable.get(key) for key in disk.keys_of(str(root), record.name))
    return record if begun else None


def is_whole(root: Path, index: int) -> bool:
    path = root / "out" / f"{index}.txt"
    return path.exists() and path.read_text() == str(index)


def check_end(root: Path, record: Path, pipeline: Pipeline[int]) -> None:
    """Resume, and compare with what an undisturbed run leaves."""
    result = execute(pipeline, RunConfig(backend="sequential", resume=record))
    assert not result.failures
    assert not result.problem
    assert result.unrun == 0
    assert all(is_whole(root, index) for index in range(power_run.INDICES))
    assert json.loads((root / "sum.json").read_text()) == list(range(power_run.INDICES))


def test_what_is_done_survives(shim: Path, tmp_path: Path) -> None:
    root, log = watch(shim, tmp_path, "yes")
    lines = lines_of(log)
    pipeline = power_run.watched(root)
    most, resumed = 0, 0
    for count, moment in enumerate(moments(POINTS, lines, 1)):
        record = after_the_failure(root, log, lines, moment)
        if record is None:
            continue
        with RunRecord.open(record) as left:
            done = finished_in(left)
            plan = plan_resume(left, pipeline, range(power_run.INDICES))
        lost = {index: plan.rerun[index] for index in done if index not in plan.skip}
        assert not lost, f"moment {moment}"
        assert all(is_whole(root, index) for index in done), f"moment {moment}"
        most = max(most, len(done))
        if count % (POINTS // COMPLETED) == 0 or moment == len(lines):
            resumed += 1
            check_end(root, record, pipeline)
    assert most == power_run.INDICES
    assert resumed >= COMPLETED // 2


def test_without_it_nothing_that_is_damaged_is_believed(shim: Path, tmp_path: Path) -> None:
    root, log = watch(shim, tmp_path, "no")
    lines = lines_of(log)
    pipeline = power_run.watched(root)
    lost = 0
    for moment in moments(20, lines, 2):
        record = after_the_failure(root, log, lines, moment)
        if record is None:
            continue
        try:
            with RunRecord.open(record) as left:
                done = finished_in(left)
                plan = plan_resume(left, pipeline, range(power_run.INDICES))
        except RecordError:
            continue  # its own first bytes had not been written down
        assert all(is_whole(root, index) for index in plan.skip), f"moment {moment}"
        lost += len(set(done) - plan.skip.keys())
    assert lost  # or this disk keeps everything, and the test above tests nothing
