"""A process of the fast tests leaves out what nobody misses, and nothing else."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from tests import brevity

ROOT = Path(__file__).resolve().parents[2]

CONFTEST = """
from tests.brevity import say_less

def pytest_configure(config):
    say_less(config)

def pytest_runtest_logreport(report):
    if hasattr(report, "node"):  # in the process that counts
        print("HEARD", report.when, report.outcome)
"""

TESTS = """
import os, pytest

def test_that_passes(): pass

def test_that_fails(): print("what it printed"); assert 1 == 2

@pytest.mark.skip(reason="not today")
def test_that_is_skipped(): pass

@pytest.mark.xfail(strict=True)
def test_that_is_expected_to_fail(): assert False

@pytest.fixture
def broken_before(): raise ValueError("broken before")

@pytest.fixture
def broken_after():
    yield
    raise ValueError("broken after")

def test_with_broken_setup(broken_before): pass

def test_with_broken_teardown(broken_after): pass

def test_that_ends_its_process(): os._exit(3)
"""


def output_of(folder: Path, *words: str) -> str:
    (folder / "conftest.py").write_text(CONFTEST)
    (folder / "test_all.py").write_text(TESTS)
    command = [sys.executable, "-m", "pytest", "-p", "no:zarr", "-n", "1", *words, str(folder)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "200"}
    for name in [name for name in environment if name.startswith("PYTEST_")]:
        del environment[name]
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 1, done.stdout + done.stderr
    return done.stdout


@pytest.mark.workers
def test_what_fails_is_skipped_or_crashes_is_reported(tmp_path: Path) -> None:
    said = output_of(tmp_path, "-rs")
    assert "2 failed, 2 passed, 1 skipped, 1 xfailed, 2 errors" in said
    for words in ("what it printed", "broken before", "broken after", "not today"):
        assert words in said
    assert "crashed while running 'test_all.py::test_that_ends_its_process'" in said
    assert said.count("HEARD setup passed") == said.count("HEARD teardown passed") == 0


@pytest.mark.workers
@pytest.mark.parametrize("words", [["-v"], ["--durations=3"], ["-rP"], ["--junitxml=all.xml"]])
def test_all_is_reported_where_it_is_asked_for(tmp_path: Path, words: list[str]) -> None:
    said = output_of(tmp_path, *words)
    assert said.count("HEARD setup passed") == 5
    assert said.count("HEARD teardown passed") == 5


def test_an_event_loop_calls_what_it_would_hand_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asyncio, "to_thread", asyncio.to_thread)
    brevity.hand_nothing_over()

    async def ask() -> tuple[int, int]:
        return threading.get_ident(), await asyncio.to_thread(threading.get_ident)

    here, there = asyncio.run(ask())
    assert here == there
