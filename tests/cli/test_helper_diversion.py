"""A frozen application recognises loky's helper processes, and only those."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from curator_gui.__main__ import divert_helper_process, find_helper

ROOT = Path(__file__).resolve().parents[2]
LOKY = "joblib.externals.loky.backend"


@pytest.mark.parametrize(
    "words",
    [
        ["-m", f"{LOKY}.popen_loky_posix", "--process-name", "LokyProcess-1", "--pipe", "5"],
        ["-m", "loky.backend.popen_loky_posix", "--pipe", "5"],
        ["-c", f"from {LOKY}.resource_tracker import main; main(7, False)"],
        ["-B", "-s", "-c", "from loky.backend.resource_tracker import main; main(7, True)"],
        ["-X", "dev", "-c", f"from {LOKY}.resource_tracker import main; main(7, False)"],
        ["-c", "from multiprocessing.resource_tracker import main;main(7)"],
        ["--multiprocessing-fork", "1234", "99"],
    ],
)
def test_helpers_are_recognised(words: list[str]) -> None:
    assert find_helper(["curator-gui", *words]) is not None


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["run", "a.yaml"],
        ["-m", "http.server"],
        ["-m"],
        ["-c"],
        ["-c", "import os; os.remove('x')"],
        ["-c", f"from {LOKY}.resource_tracker import main; main(7, False); import os"],
        ["run", "popen_loky_posix"],
        ["--multiprocessing-fork", "tracker", "1"],
        ["--multiprocessing-fork", "1"],
        ["-m", f"{LOKY}.popen_loky_posix.evil"],
    ],
)
def test_nothing_else_is(words: list[str]) -> None:
    assert find_helper(["curator-gui", *words]) is None


def test_only_a_frozen_application_diverts(monkeypatch: pytest.MonkeyPatch) -> None:
    worker = ["curator-gui", "-m", f"{LOKY}.popen_loky_posix", "--pipe", "5"]
    monkeypatch.setattr(sys, "argv", worker)
    divert_helper_process()
    assert sys.argv == worker


FROZEN = """
import os, sys
from curator_gui.__main__ import divert_helper_process
sys.frozen = True
if not os.environ.get("HELPER_TEST_CHILD"):
    # What PyInstaller's bootloader does: whatever is started as sys.executable is this script.
    os.environ["HELPER_TEST_CHILD"] = "1"
    sys.executable = os.environ["HELPER_TEST_PROGRAM"]
    from joblib.externals.loky.backend import spawn
    spawn._python_exe = sys.executable
    from joblib.externals.loky import ProcessPoolExecutor
    with ProcessPoolExecutor(max_workers=1) as pool:
        child = pool.submit(os.getpid).result(timeout=60)
    print("worker", child != os.getpid())
    sys.exit()
divert_helper_process()
print("NOT DIVERTED", sys.argv, file=sys.stderr)
sys.exit(9)
"""


@pytest.mark.fault
@pytest.mark.skipif(os.name == "nt", reason="a shell script stands for the frozen program")
def test_loky_really_starts_through_the_diversion(tmp_path: Path) -> None:
    script, program = tmp_path / "frozen.py", tmp_path / "program"
    script.write_text(FROZEN)
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{script}" "$@"\n')
    program.chmod(0o755)
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "HELPER_TEST_PROGRAM": str(program),
    }
    done = subprocess.run(
        [sys.executable, script], env=environment, capture_output=True, text=True, timeout=120
    )
    assert done.stdout == "worker True\n", done.stderr
    assert "NOT DIVERTED" not in done.stderr
    assert done.returncode == 0


@pytest.mark.workers
def test_the_program_starts_without_qt() -> None:
    code = (
        "import sys; from curator_gui.__main__ import main\n"
        "assert main(['components']) == 0\n"
        "assert main(['run', 'none.yaml']) == 2\n"
        "heavy = {'PySide6', 'pyvista', 'xarray', 'ase', 'pyqtgraph'} & set(sys.modules)\n"
        "assert not heavy, heavy"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
