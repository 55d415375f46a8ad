from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from PySide6.QtDBus import QDBusConnection

from curator_gui.app.run import taskbar_progress as taskbar
from curator_gui.app.run.controller import RunController
from curator_gui.app.run.taskbar_progress import (
    Badge,
    LauncherEntry,
    TaskbarProgress,
    WindowsButton,
    find_taskbar,
    has_session_bus,
)
from curator_gui.core.errors import ParamError
from curator_gui.desktop.taskbar import Progress
from tests.app.fake_engine import (
    FakeEngine,
    Stage,
    failed,
    finished,
    make_document,
    make_registry,
    run_all,
)

pytestmark = pytest.mark.workers


class Board:
    """A task bar that remembers what it was told."""

    def __init__(self) -> None:
        self.shown: list[Progress] = []

    def show(self, progress: Progress) -> None:
        self.shown.append(progress)


def follow(script) -> tuple[RunController, TaskbarProgress, Board]:
    controller = RunController(make_registry(), FakeEngine(script))
    board = Board()
    return controller, TaskbarProgress(controller, lambda: board, controller), board


def run(qtbot, controller, signal="finished"):
    with qtbot.waitSignal(getattr(controller, signal), timeout=20_000):
        controller.start(make_document(4), None)


def test_progress_is_cleared_at_the_end(qtbot):
    controller, _, board = follow(run_all)
    run(qtbot, controller)
    assert board.shown[0] == Progress(0.0, "normal")
    assert board.shown[-1] == Progress(0.0, "none")


def test_failures_and_pauses_are_seen(qtbot, monkeypatch):
    monkeypatch.setattr(taskbar, "INTERVAL", 0.0)

    def script(stage: Stage) -> None:
        stage.begin()
        stage.emit(finished(0))
        stage.emit(failed(1))
        stage.state("paused")
        assert stage.command().action == "resume"
        stage.state("running")
        assert stage.command().action == "stop_after_current"
        stage.end("stopped", done=1, failures=1)

    controller, _, board = follow(script)
    with qtbot.waitSignal(controller.finished, timeout=20_000):
        controller.start(make_document(4), None)
        qtbot.waitUntil(lambda: board.shown[-1:] == [Progress(0.5, "paused")], timeout=10_000)
        controller.resume()
        qtbot.waitUntil(lambda: board.shown[-1:] == [Progress(0.5, "failing")], timeout=10_000)
        controller.stop_after_current()
    assert board.shown[-1] == Progress()


@pytest.mark.parametrize(
    "error, signal", [(RuntimeError("engine broke"), "failed"), (ParamError("no"), "rejected")]
)
def test_run_that_ends_in_an_error_leaves_nothing(qtbot, error, signal):
    def script(stage: Stage) -> None:
        if signal == "failed":
            stage.begin()
        raise error

    controller, _, board = follow(script)
    run(qtbot, controller, signal)
    assert board.shown[0].mood == "normal"
    assert board.shown[-1] == Progress()


def test_many_events_are_few_updates(qtbot, monkeypatch):
    monkeypatch.setattr(taskbar, "INTERVAL", 1000.0)

    def script(stage: Stage) -> None:
        stage.begin()
        for index in range(4):
            stage.emit(finished(index))
        stage.end(done=4)

    controller, _, board = follow(script)
    run(qtbot, controller)
    assert 2 <= len(board.shown) <= 4


def test_desktop_without_a_task_bar_is_looked_for_once(qtbot):
    looks = []
    controller = RunController(make_registry(), FakeEngine(run_all))
    progress = TaskbarProgress(controller, lambda: looks.append(1), controller)
    run(qtbot, controller)
    run(qtbot, controller)
    progress.clear()
    assert looks == [1]


def test_windows_button_asks_for_the_handle_each_time():
    told, handles = [], iter([7, 8])

    class Buttons:
        def show(self, window: int, progress: Progress) -> None:
            told.append((window, progress))

    button = WindowsButton(Buttons(), lambda: next(handles))
    button.show(Progress(0.1, "normal"))
    button.show(Progress())
    assert told == [(7, Progress(0.1, "normal")), (8, Progress())]


def test_badge_is_the_percentage(qapp, monkeypatch):
    badges = []
    monkeypatch.setattr(type(qapp), "setBadgeNumber", lambda self, n: badges.append(n))
    for progress in (Progress(0.254, "normal"), Progress(1.0, "failing"), Progress()):
        Badge().show(progress)
    assert badges == [25, 100, 0]


def test_no_bus_is_started_for_a_picture(monkeypatch, tmp_path, qapp):
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    monkeypatch.setattr(taskbar.sys, "platform", "linux")
    assert not has_session_bus()
    assert find_taskbar(lambda: 1) is None
    (tmp_path / "bus").touch()
    assert has_session_bus()
    monkeypatch.delenv("XDG_RUNTIME_DIR")
    assert not has_session_bus()
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")
    assert has_session_bus()


@pytest.fixture
def bus(tmp_path):
    """Start a session bus and a listener; return the bus's address and the listener."""
    programs = [shutil.which(name) for name in ("dbus-daemon", "dbus-monitor")]
    if None in programs:
        pytest.skip("dbus-daemon or dbus-monitor is not installed")
    daemon = subprocess.Popen(
        [programs[0], "--session", "--nofork", "--print-address"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    address = daemon.stdout.readline().strip()
    rule = "type='signal',interface='com.canonical.Unity.LauncherEntry'"
    listener = subprocess.Popen(
        [programs[1], "--address", address, rule], stdout=subprocess.PIPE, text=True
    )
    for line in listener.stdout:  # it says when it listens
        if "NameLost" in line:
            break
    yield address, listener
    for process in (listener, daemon):
        process.kill()
        process.wait()
        process.stdout.close()


def received(listener) -> str:
    """Return the next signal that the listener got, without spaces at the ends of lines."""
    lines = []
    for line in listener.stdout:
        lines.append(line.strip())
        if line.rstrip() == "   ]":
            return "\n".join(lines)
    raise AssertionError("the listener ended")


def test_signal_reaches_the_desktop(qapp, bus):
    address, listener = bus
    connection = QDBusConnection.connectToBus(address, "taskbar-test")
    try:
        assert connection.isConnected()
        entry = LauncherEntry(connection, "curator-gui")
        entry.show(Progress(0.625, "failing"))
        first = received(listener)
        entry.show(Progress())
        second = received(listener)
    finally:
        QDBusConnection.disconnectFromBus("taskbar-test")
    assert "interface=com.canonical.Unity.LauncherEntry; member=Update" in first
    assert 'string "application://curator-gui.desktop"' in first
    assert 'string "progress"\nvariant             double 0.625' in first
    assert 'string "progress-visible"\nvariant             boolean true' in first
    assert 'string "urgent"\nvariant             boolean true' in first
    assert 'string "progress-visible"\nvariant             boolean false' in second


def test_address_is_that_of_the_desktop_file_that_is_installed():
    folder = Path(__file__).parents[3] / "packaging" / "linux"
    assert [path.stem for path in folder.glob("*.desktop")] == ["curator-gui"]
