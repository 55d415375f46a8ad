"""The priority that a worker takes."""

from __future__ import annotations

import subprocess
import sys

import pytest

from curator_gui.run.worker.process.priority import NICENESS, priority_environment

CODE = """
import os, sys
from curator_gui.run.worker.process.priority import apply_priority
os.setpriority(os.PRIO_PROCESS, 0, int(sys.argv[1]))
apply_priority()
print(os.getpriority(os.PRIO_PROCESS, 0))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="niceness is of POSIX systems")
@pytest.mark.parametrize("own", [NICENESS + 5, 19])
def test_a_priority_that_is_lower_already_stays(own: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """As of a program that was started with `nice`: only root could take a higher one."""
    for name, value in priority_environment("low").items():
        monkeypatch.setenv(name, value)
    done = subprocess.run(
        [sys.executable, "-c", CODE, str(own)], capture_output=True, text=True, check=True
    )
    assert int(done.stdout) == own
