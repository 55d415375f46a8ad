from __future__ import annotations

import stat
import sys
import time

import psutil
import pytest

from curator_gui.desktop.notify import notify, notify_command
from curator_gui.desktop.sleep import SleepInhibitor, inhibit_command

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Linux tools")


def wait_until(condition, patience=10.0):
    deadline = time.monotonic() + patience
    while not condition():
        assert time.monotonic() < deadline, "not in time"
        time.sleep(0.01)


@pytest.fixture
def tools(tmp_path, monkeypatch):
    """A folder of tools that comes first in the search path; each writes its arguments down."""
    folder = tmp_path / "tools"
    folder.mkdir()
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")

    def make(name: str, then: str = ""):
        log = tmp_path / f"{name}.log"
        path = folder / name
        path.write_text(
            f'#!/bin/sh\nprintf "%s\\n" "$@" > {log}.part\nmv {log}.part {log}\n{then}\n'
        )
        path.chmod(path.stat().st_mode | stat.S_IXUSR)
        return log

    return make


def test_computer_is_held_awake_until_stopped(tools):
    log = tools("systemd-inhibit", 'exec "cat"')
    inhibitor = SleepInhibitor("a pipeline is running")
    assert inhibitor.start()
    wait_until(log.exists)
    assert "--why=a pipeline is running" in log.read_text().splitlines()
    assert inhibitor.active
    inhibitor.stop()
    assert not inhibitor.active


def test_starting_twice_holds_once(tools):
    tools("systemd-inhibit", "exec cat")
    inhibitor = SleepInhibitor("x")
    assert inhibitor.start()
    holders = len(psutil.Process().children())
    assert inhibitor.start()
    assert len(psutil.Process().children()) == holders
    inhibitor.stop()
    inhibitor.stop()


@pytest.mark.workers
def test_tool_that_ignores_the_end_of_its_input_is_killed(tools, monkeypatch):
    monkeypatch.setattr("curator_gui.desktop.sleep.PATIENCE", 0.1)
    tools("systemd-inhibit", "exec sleep 100")
    inhibitor = SleepInhibitor("x")
    inhibitor.start()
    inhibitor.stop()
    assert not inhibitor.active


def test_without_a_tool_nothing_is_held(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert inhibit_command("x") == []
    inhibitor = SleepInhibitor("x")
    assert not inhibitor.start()
    assert not inhibitor.active
    inhibitor.stop()
    assert notify_command("a", "b") == []
    assert not notify("a", "b")


def test_notification_has_title_and_message_whatever_they_begin_with(tools):
    log = tools("notify-send")
    assert notify("--Run finished", "20 indices done, 1 failed")
    wait_until(log.exists)
    assert log.read_text().splitlines()[1:] == [
        "--",
        "--Run finished",
        "20 indices done, 1 failed",
    ]
