"""The process aside: answers, deaths, time limits, and the end of the application."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

from curator_gui.run.helper.process import Aside, AsideError

pytestmark = pytest.mark.fault

ENDING = """
import os, sys, threading
from curator_gui.run.helper.process import ASIDE, AsideError

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


class Waiting(threading.Thread):
    """Makes a call, and keeps what came of it."""

    def __init__(self, aside: Aside, *call: Any) -> None:
        super().__init__()
        self.given_up = threading.Event()
        self.aside, self.arguments, self.came = aside, call, None
        self.start()
        until(lambda: self.given_up in aside._turns)

    def run(self) -> None:
        try:
            self.came = self.aside.call(*self.arguments, given_up=self.given_up)
        except AsideError as error:
            self.came = error

    def result(self) -> Any:
        self.join(60)
        return self.came


def until(true: Callable[[], Any]) -> None:
    """Wait until something is true; the time limit of the test ends it."""
    begin = time.monotonic()
    while not true():
        assert time.monotonic() < begin + 60
        time.sleep(0.001)


def test_giving_up_the_running_call_hurts_no_waiting_one(aside: Aside) -> None:
    pid = aside.call("asking", os.getpid)
    first = Waiting(aside, "sleeping", time.sleep, 600)
    others = [Waiting(aside, "asking", os.getpid) for _ in range(3)]
    aside.give_up(first.given_up)
    assert str(first.result()) == "sleeping was given up"
    pids = [other.result() for other in others]
    assert len(set(pids)) == 1
    assert pids[0] != pid
    assert not psutil.pid_exists(pid)


def test_giving_up_a_waiting_call_leaves_the_running_one_alone(aside: Aside) -> None:
    first = Waiting(aside, "sleeping", time.sleep, 600)
    second = Waiting(aside, "asking", os.getpid)
    aside.give_up(second.given_up)
    assert str(second.result()) == "asking was given up"
    assert first.is_alive()
    aside.give_up(first.given_up)
    assert str(first.result()) == "sleeping was given up"


def test_a_call_that_was_given_up_before_it_came_does_nothing(aside: Aside) -> None:
    given_up = threading.Event()
    aside.give_up(given_up)
    with pytest.raises(AsideError, match="sleeping was given up"):
        aside.call("sleeping", time.sleep, 600, given_up=given_up)
    assert aside.call("asking", os.getpid) != os.getpid()


def test_closing_it_ends_every_waiting_call(aside: Aside) -> None:
    waiting = [Waiting(aside, "sleeping", time.sleep, 600) for _ in range(3)]
    aside.close()
    assert all(isinstance(each.result(), AsideError) for each in waiting)


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
