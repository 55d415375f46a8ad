"""Runs code in the Pythons of the consumers: `packaging/run.py test --consumers` makes them."""

from __future__ import annotations

import os
import subprocess
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FOLDER = Path(__file__).resolve().parent


def consumer(name: str) -> Path:
    """Return the Python of a consumer; a test of one that was not asked for is skipped."""
    known = os.environ["CURATOR_CONSUMERS"].split(os.pathsep)
    pythons = {key: Path(path) for key, _, path in (pair.partition("=") for pair in known)}
    if name not in pythons:
        pytest.skip(f"--consumers={name} was not asked for")
    return pythons[name]


@pytest.fixture
def consume(tmp_path: Path) -> Callable[..., str]:
    """Run Python code there with words as `sys.argv[1:]`; return what it printed.

    `where` names the environment; the main one can import Curator, too.
    """

    def run(code: str, *words: object, where: str = "main") -> str:
        script = tmp_path / "consumer.py"
        script.write_text(textwrap.dedent(code), encoding="utf-8")
        done = subprocess.run(
            [consumer(where), "-W", "ignore", str(script), *map(str, words)],
            env={**os.environ, "PYTHONPATH": str(ROOT if where == "main" else FOLDER)},
            capture_output=True,
            text=True,
            timeout=300,
        )
        assert done.returncode == 0, done.stderr[-4000:]
        return done.stdout

    return run
