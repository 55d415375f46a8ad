"""The helper process: answers, deaths, time limits, and the end of the application."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import psutil
import pytest

from curator_gui.run.helper.process import HelperError, HelperProcess
from tests.run.reference_stand_ins import ThreadMeans

pytestmark = pytest.mark.fault

ENDING = """
import os, sys, threading
from curator_gui.run.helper.process import HELPER, HelperError

answers, refused = [], threading.Event()

def ask():
    try:
        while True:
            answers.append(HELPER.call("counting", os.getpid))
            HELPER.kill()  # the next call starts a process again
    except HelperError as error:
        print(error)
        refused.set()

for _ in range(2):
    threading.Thread(target=ask, daemon=True).start()
while not answers and not refused.is_set():
    pass
HELPER.close()
"""


ENDING_AT_ONCE = """
import os, time
from curator_gui.run.helper import process
helper = process.HelperProcess()
helper._submit("waiting", time.sleep, (600,), process.threading.Event())
print(next(iter(helper._executor._processes)), flush=True)
os._exit(1)
"""


@pytest.fixture
def helper() -> Iterator[HelperProcess]:
    helper = HelperProcess()
    yield helper
    helper.close()


@pytest.mark.skipif(sys.platform == "win32", reason="zombies are of POSIX")
def test_it_ends_with_a_parent_that_ended_before_it_was_ready() -> None:
    done = subprocess.run([sys.executable, "-c", ENDING_AT_ONCE], stdout=subprocess.PIPE, text=True)
    assert done.returncode == 1
    helper = psutil.Process(int(done.stdout))
    with suppress(psutil.TimeoutExpired, psutil.NoSuchProcess):
        helper.wait(20)
    assert not helper.is_running() or helper.status() == psutil.STATUS_ZOMBIE


def test_a_function_runs_in_one_other_process(helper: HelperProcess) -> None:
    first = helper.call("asking", os.getpid)
    assert first != os.getpid()
    assert helper.call("asking", os.getpid) == first


def test_its_exceptions_come_back(helper: HelperProcess) -> None:
    with pytest.raises(ValueError, match="invalid literal"):
        helper.call("reading a number", int, "seven")


def test_what_is_kept_for_each_thread_goes_there_and_comes_back(
    helper: HelperProcess, tmp_path: Path
) -> None:
    sent = ThreadMeans(str(tmp_path / "means.json"))
    assert helper.call("asking", _same, sent)._output_path == tmp_path / "means.json"


def _same(value: Any) -> Any:
    return value


def test_its_death_is_told_in_words_and_another_takes_its_place(helper: HelperProcess) -> None:
    first = helper.call("asking", os.getpid)
    with pytest.raises(HelperError, match="the process that was dying exited with code 3"):
        helper.call("dying", os._exit, 3)
    with pytest.raises(HelperError, match="the process that was failing was killed by SIGKILL"):
        helper.call("failing", signal.raise_signal, signal.SIGKILL)
    assert helper.call("asking", os.getpid) != first


def test_what_takes_too_long_is_ended(helper: HelperProcess) -> None:
    pid = helper.call("asking", os.getpid)
    with pytest.raises(HelperError, match=r"sleeping took longer than 0\.3 s and was stopped"):
        helper.call("sleeping", time.sleep, 600, timeout=0.3)
    assert not psutil.pid_exists(pid)


def test_killing_it_wakes_whoever_waits(helper: HelperProcess) -> None:
    caught: list[BaseException] = []

    def wait() -> None:
        try:
            helper.call("sleeping", time.sleep, 600)
        except HelperError as error:
            caught.append(error)

    helper.call("asking", os.getpid)
    waiting = threading.Thread(target=wait)
    waiting.start()
    while waiting.is_alive():  # before the call was taken there is nothing to wake
        helper.kill()
        waiting.join(0.05)
    assert len(caught) == 1


class Waiting(threading.Thread):
    """Makes a call, and keeps what came of it."""

    def __init__(self, helper: HelperProcess, *call: Any) -> None:
        super().__init__()
        self.given_up = threading.Event()
        self.helper, self.arguments, self.came = helper, call, None
        self.start()
        until(lambda: self.given_up in helper._turns)

    def run(self) -> None:
        try:
            self.came = self.helper.call(*self.arguments, given_up=self.given_up)
        except HelperError as error:
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


def test_giving_up_the_running_call_hurts_no_waiting_one(helper: HelperProcess) -> None:
    pid = helper.call("asking", os.getpid)
    first = Waiting(helper, "sleeping", time.sleep, 600)
    others = [Waiting(helper, "asking", os.getpid) for _ in range(3)]
    helper.give_up(first.given_up)
    assert str(first.result()) == "sleeping was given up"
    pids = [other.result() for other in others]
    assert len(set(pids)) == 1
    assert pids[0] != pid
    assert not psutil.pid_exists(pid)


def test_giving_up_a_waiting_call_leaves_the_running_one_alone(helper: HelperProcess) -> None:
    first = Waiting(helper, "sleeping", time.sleep, 600)
    second = Waiting(helper, "asking", os.getpid)
    helper.give_up(second.given_up)
    assert str(second.result()) == "asking was given up"
    assert first.is_alive()
    helper.give_up(first.given_up)
    assert str(first.result()) == "sleeping was given up"


def test_a_call_that_was_given_up_before_it_came_does_nothing(helper: HelperProcess) -> None:
    given_up = threading.Event()
    helper.give_up(given_up)
    with pytest.raises(HelperError, match="sleeping was given up"):
        helper.call("sleeping", time.sleep, 600, given_up=given_up)
    assert helper.call("asking", os.getpid) != os.getpid()


def test_closing_it_ends_every_waiting_call(helper: HelperProcess) -> None:
    waiting = [Waiting(helper, "sleeping", time.sleep, 600) for _ in range(3)]
    helper.close()
    assert all(isinstance(each.result(), HelperError) for each in waiting)


def test_once_closed_it_starts_nothing(helper: HelperProcess) -> None:
    pid = helper.call("asking", os.getpid)
    helper.close()
    assert not psutil.pid_exists(pid)
    with pytest.raises(HelperError, match="the application is ending"):
        helper.call("asking", os.getpid)


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
