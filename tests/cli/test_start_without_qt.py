"""The commands without a window load neither Qt nor the libraries of the domains."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


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
