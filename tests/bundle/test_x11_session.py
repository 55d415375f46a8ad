"""Run the tests of the window marked x11 in a process of their own, on a real X server."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.workers
@pytest.mark.skipif(
    shutil.which("Xvfb") is None or os.environ["QT_QPA_PLATFORM"] == "xcb",
    reason="needs Xvfb (Debian: apt-get install xvfb); pointless inside itself",
)
def test_the_x11_tests_pass_on_a_real_x_server() -> None:
    environment = {**os.environ, "QT_QPA_PLATFORM": "xcb"}
    environment.pop("DISPLAY", None)  # pytest-xvfb starts a server of its own
    options = ["-q", "-m", "x11", "-p", "no:cacheprovider"]
    command = [sys.executable, "-m", "pytest", *options, "tests/ui"]
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=900
    )
    assert done.returncode == 0, done.stdout + done.stderr
