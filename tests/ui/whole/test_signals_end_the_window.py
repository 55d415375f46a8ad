"""SIGTERM ends the window like a person would: run stopped, record complete, nothing left."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from curator_gui.core.storage.resources import resource_path

pytest.importorskip("pyvista")
pytestmark = [
    pytest.mark.fault,
    pytest.mark.skipif(os.name == "nt", reason="POSIX signals"),
]
START = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from curator_gui.ui.shell import main_window

class Ready(main_window.MainWindow):
    def give(self, path):
        super().give(path)
        Path(sys.argv[2]).touch()

main_window.MainWindow = Ready
import curator_gui.ui.shell.starting.main as start
start.MainWindow = Ready
sys.exit(start.run_window(Path(sys.argv[1])))
"""


def wait_for(condition: Callable[[], bool], seconds: float = 60.0) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.02)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_the_window_ends_and_leaves_nothing(tmp_path: Path, number: int) -> None:
    project = Path(shutil.copytree(resource_path("samples", "dam-break"), tmp_path / "dam-break"))
    ready = tmp_path / "ready"
    process = subprocess.Popen(
        [sys.executable, "-c", START, str(project / "dam-break.curator.yaml"), str(ready)],
        stderr=subprocess.PIPE,
        cwd=Path(__file__).parents[3],
        text=True,
    )
    wait_for(ready.exists)
    family = psutil.Process(process.pid)
    wait_for(lambda: len(family.children(recursive=True)) > 0)  # the helper process lists the files
    children = family.children(recursive=True)
    process.send_signal(number)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 128 + number, errors
    assert "leaked" not in errors
    assert "Traceback" not in errors
    wait_for(lambda: not any(child.is_running() for child in children))
