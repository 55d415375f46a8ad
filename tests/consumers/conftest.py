"""Runs code in the Python of the consumers: `packaging/run.py test --consumers` makes it."""

from __future__ import annotations

import os
import subprocess
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def consume(tmp_path: Path) -> Callable[..., str]:
    """Run Python code there with words as `sys.argv[1:]`; return what it printed."""

    def run(code: str, *words: object) -> str:
        python = os.environ["CURATOR_CONSUMERS"]
        script = tmp_path / "consumer.py"
        script.write_text(textwrap.dedent(code), encoding="utf-8")
        done = subprocess.run(
            [python, "-W", "ignore", str(script), *map(str, words)],
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            timeout=300,
        )
        assert done.returncode == 0, done.stderr[-4000:]
        return done.stdout

    return run
