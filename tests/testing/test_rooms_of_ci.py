"""What CI runs: a room of tests that does not pass fails it, whatever ends the room."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="CI is a script of bash")

SCRIPT = Path(__file__).parents[2] / ".ci" / "run"
FAKE = """#!/usr/bin/env bash
# Ends as asked where it is to test the room; anything else succeeds.
case "$*" in
  *"-m pytest"*" $ROOM") eval "$END" ;;
esac
echo "1 passed in 0.10s"
"""


def ci(folder: Path, room: str, end: str) -> subprocess.CompletedProcess[str]:
    """Run the script with programs that do nothing but end in some way in one room."""
    (folder / ".ci").mkdir()
    shutil.copy(SCRIPT, folder / ".ci" / "run")
    programs = folder / "bin"
    programs.mkdir()
    for name in ("python", "python3", "ruff", "mypy", "lint-imports"):
        (programs / name).write_text(FAKE)
        (programs / name).chmod(0o755)
    environment = {
        **os.environ,
        "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
        "CURATOR_VENV": str(folder),
        "ROOM": room,
        "END": end,
    }
    command = ["bash", str(folder / ".ci" / "run")]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60)


def test_ci_passes_where_every_room_does(tmp_path: Path) -> None:
    done = ci(tmp_path, "tests/domains", "true")
    assert done.returncode == 0, done.stderr
    assert "tests/domains: 1 passed" in done.stdout


@pytest.mark.parametrize("room", ["tests/run", "tests/domains"])
@pytest.mark.parametrize("end", ["exit 1", "exit 5", "kill -9 $$", "kill -9 $PPID"])
def test_a_room_that_does_not_pass_fails_ci_and_shows_what_it_said(
    tmp_path: Path, room: str, end: str
) -> None:
    done = ci(tmp_path, room, f"echo half of a test; {end}")
    assert done.returncode != 0
    assert f"== {room} failed\nhalf of a test" in done.stdout
    assert "tests/fault: 1 passed" in done.stdout
