"""Processes, files and sockets after the end of the parent, however it came."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

import curator_gui
from tests.run.observe import start_pids

pytestmark = pytest.mark.fault

ROOT = Path(curator_gui.__file__).parents[1]

# In the child's own temporary folder: /dev/shm also has those of other programs.
HANGING = """
import os, sys
from tests.run.toys import numbers
from curator_gui.run import run_pipeline
work, place = numbers(8, {0: sys.argv[1], 1: sys.argv[1]}, sys.argv[2]), os.environ["TMPDIR"]
run_pipeline(work, n_jobs=2, temp_folder=place)
"""

TIDY = """
import gc, logging, os, sys, threading, psutil
from tests.run.toys import numbers
from curator_gui.run import run_pipeline, shutdown_workers

logging.getLogger("curator_gui.run").setLevel(logging.ERROR)  # what fails here is to fail

def descriptors():
    gc.collect()  # loky closes the pipes of a dead worker when its object is collected
    return len(os.listdir("/proc/self/fd"))

threads = set(threading.enumerate())
counts = []
for cycle in range(3 if sys.argv[1] == "shutdown" else 1):
    for table in ({}, {3: "kill"}, {2: "raise"}):
        run_pipeline(numbers(8, table, sys.argv[2]), n_jobs=2)
    assert len(psutil.Process().children()) >= 2
    if sys.argv[1] == "shutdown":
        shutdown_workers()
        counts.append(descriptors())
        left = [" ".join(c.cmdline()) for c in psutil.Process().children()]
        left = [line for line in left if "resource_tracker" not in line]
        assert not left, left
        assert not [n for n in os.listdir(os.environ["TMPDIR"]) if n.startswith("curator-")]
        assert not [t for t in set(threading.enumerate()) - threads if t.is_alive()]
assert max(counts, default=0) <= min(counts, default=0) + 1, counts
print("fine")
"""


class Child:
    """A Python process with temporary folders and shared memory files of its own."""

    def __init__(self, script: str, tmp_path: Path, *arguments: str) -> None:
        self.temporary = tmp_path / "t"
        self.temporary.mkdir()
        self.mark = f"CURATOR_TEST_MARK={tmp_path}"
        name, _, value = self.mark.partition("=")
        environment = os.environ | {
            "TMPDIR": str(self.temporary),
            "PYTHONPATH": str(ROOT),
            name: value,
        }
        self.process = subprocess.Popen(
            [sys.executable, "-c", script, *arguments],
            env=environment,
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def family(self) -> list[psutil.Process]:
        """All processes that inherited the child's environment."""
        name, _, value = self.mark.partition("=")
        found = []
        for process in psutil.process_iter():
            try:
                inherited = process.environ().get(name) == value
                if inherited and process.status() != psutil.STATUS_ZOMBIE:
                    found.append(process)
            except psutil.Error:
                continue
        return found

    def shared(self) -> list[Path]:
        """Files in shared memory whose owner is this child (by the open or mapped pipelines)."""
        return [path for path in self.temporary.iterdir() if path.name.startswith("curator-")]


def eventually(what: Callable[[], object], seconds: float) -> float | None:
    """Wait until something is true; return the seconds it took, None if it never was."""
    began = time.monotonic()
    while time.monotonic() - began < seconds:
        if what():
            return time.monotonic() - began
        time.sleep(0.02)
    return None


@pytest.mark.parametrize("kind", ["hang", "spin"])
def test_workers_do_not_outlive_a_killed_parent(kind: str, tmp_path: Path) -> None:
    child = Child(HANGING, tmp_path, kind, str(tmp_path))
    file = tmp_path / "starts.txt"
    try:
        assert eventually(lambda: file.exists() and len(start_pids(tmp_path)) == 2, 60) is not None
        workers = [pids[0] for pids in start_pids(tmp_path).values()]
        assert len(child.shared()) >= 2  # the pipeline's folder and that of the logs
        child.process.kill()
        child.process.wait(10)
        gone = eventually(lambda: not any(map(alive, workers)), 30)
        assert gone is not None, "workers outlived their parent"
        assert gone < 3.0
        assert eventually(lambda: not child.family(), 30) is not None
        assert eventually(lambda: not child.shared(), 30) is not None
    finally:
        child.process.kill()
        child.process.communicate()


def alive(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.Error:
        return False


@pytest.mark.parametrize("how", ["shutdown", "exit"])
def test_a_tidy_end_leaves_nothing(how: str, tmp_path: Path) -> None:
    child = Child(TIDY, tmp_path, how, str(tmp_path))
    out, err = child.process.communicate(timeout=120)
    assert (child.process.returncode, out, err) == (0, "fine\n", "")
    assert eventually(lambda: not child.family(), 10) is not None
    assert child.shared() == []


def test_ctrl_c_ends_a_script(tmp_path: Path) -> None:
    child = Child(HANGING, tmp_path, "hang", str(tmp_path))
    file = tmp_path / "starts.txt"
    try:
        assert eventually(lambda: file.exists() and len(start_pids(tmp_path)) == 2, 60) is not None
        child.process.send_signal(signal.SIGINT)
        _, err = child.process.communicate(timeout=30)
        assert child.process.returncode == -signal.SIGINT
        assert "KeyboardInterrupt" in err
        assert eventually(lambda: not child.family(), 10) is not None
        assert child.shared() == []
    finally:
        child.process.kill()
        child.process.communicate()
