"""The environment in which others load our data sets: torch, PyTorch Geometric, mlcroissant.

It is apart from Curator's own, because nobody who runs Curator needs 2 GB of torch.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
REQUIREMENTS = ROOT / "tests" / "consumers" / "requirements.txt"
VENV = Path(os.environ.get("CURATOR_CONSUMERS_VENV") or ROOT / ".venv-consumers").absolute()
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
VARIABLE = "CURATOR_CONSUMERS"
"""Tells the tests which Python that is."""


def make_environment() -> Path:
    """Install what is required, unless that was done; return the environment's Python.

    Raises
    ------
    subprocess.CalledProcessError
        If pip fails; its own message stands above.
    """
    stamp, wanted = VENV / ".curator-consumers", hashlib.sha256(REQUIREMENTS.read_bytes())
    if PYTHON.exists() and stamp.is_file() and stamp.read_text() == wanted.hexdigest():
        return PYTHON
    print(f"Making {VENV} for the consumers of data sets (2 GB, once)", file=sys.stderr, flush=True)
    venv.create(str(VENV), clear=True, with_pip=True, symlinks=os.name != "nt")
    lines = REQUIREMENTS.read_text(encoding="utf-8").splitlines()
    names = [line for line in lines if line and not line.startswith("#")]
    pip = [str(PYTHON), "-m", "pip", "install", "-q", "--disable-pip-version-check"]
    subprocess.run([*pip, names[0]], check=True)
    subprocess.run([*pip, *names], check=True)
    stamp.write_text(wanted.hexdigest())
    return PYTHON
