"""The process aside: answers, deaths, time limits, and the end of the application."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from curator_gui.run.aside import Aside, AsideError

pytestmark = pytest.mark.fault

ENDING = """
import os, sys, threading
from curator_gui.run.aside import ASIDE, AsideError

answers, refused = [], threading.Event()

def ask():
    try:
        while True:
            answers.append(ASIDE.call("counting", os.getpid))
            ASIDE.kill()  # the next call starts a process again
    except AsideError as error:
        print(error)
        refused.set()

for _ in range(2):
    threading.Thread(target=ask, daemon=True).start()
while not answers and not refused.is_set():
    pass
ASIDE.close()
"""


@pytest.fixture
def aside() -> Iterator[Aside]:
    aside = Aside()
    yield aside
    aside.close()


def test_a_function_runs_in_one_other_process(aside: Aside) -> None:
    first = aside.call("asking", os.getpid)
    assert first != os.getpid()
    assert aside.call("asking", os.getpid) == first


def test_its_exceptions_come_back(aside: Aside) -> None:
    with pytest.raises(ValueError, match="invalid literal"):
        aside.call("reading a number", int, "seven")


def test_its_death_is_told_in_words_and_another_takes_its_place(aside: Aside) -> None:
    first = aside.call("asking", os.getpid)
    with pytest.raises(AsideError, match="the process that was dying exited with code 3"):
        aside.call("dying", os._exit, 3)
    with pytest.raises(AsideError, match="the process that was failing was killed by SIGKILL"):
        aside.call("failing", signal.raise_signal, signal.SIGKILL)
    assert aside.call("asking", os.getpid) != first


def test_what_takes_too_long_is_ended(aside: Aside) -> None:
    pid = aside.call("asking", os.getpid)
    with pytest.raises(AsideError, match=r"sleeping took longer than 0\.3 s and was stopped"):
        aside.call("sleeping", time.sleep, 600, timeout=0.3)
    assert not psutil.pid_exists(pid)


def test_killing_it_wakes_whoever_waits(aside: Aside) -> None:
    caught: list[BaseException] = []

    def wait() -> None:
        try:
            aside.call("sleeping", time.sleep, 600)
        except AsideError as error:
            caught.append(error)

    aside.call("asking", os.getpid)
    waiting = threading.Thread(target=wait)
    waiting.start()
    while waiting.is_alive():  # before the call was taken there is nothing to wake
        aside.kill()
        waiting.join(0.05)
    assert len(caught) == 1


def test_once_closed_it_starts_nothing(aside: Aside) -> None:
    pid = aside.call("asking", os.getpid)
    aside.close()
    assert not psutil.pid_exists(pid)
    with pytest.raises(AsideError, match="the application is ending"):
        aside.call("asking", os.getpid)


def test_an_application_that_ends_meanwhile_prints_no_traceback() -> None:
    done = subprocess.run(
        [sys.executable, "-c", ENDING],
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[3],
        timeout=120,
        check=False,
    )
    assert done.returncode == 0
    assert "Traceback" not in done.stderr, done.stderr
