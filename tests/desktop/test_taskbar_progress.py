from __future__ import annotations

import ctypes
import sys

import pytest

from curator_gui.desktop import taskbar
from curator_gui.desktop.foreground import allow_foreground, startup_token, use_startup_token
from curator_gui.desktop.taskbar import (
    Progress,
    TaskbarList,
    launcher_address,
    launcher_properties,
)


@pytest.mark.parametrize(
    "counts, expected",
    [
        ({"state": "running"}, Progress(0.25, "normal")),
        ({"state": "running", "failed": 1}, Progress(0.25, "failing")),
        ({"state": "pausing"}, Progress(0.25, "paused")),
        ({"state": "paused", "failed": 3}, Progress(0.25, "paused")),
        ({"state": "stopping now"}, Progress(0.25, "normal")),
        ({"state": "starting", "failed": 3}, Progress(0.0, "normal")),
        ({"state": "finished", "active": False}, Progress(0.0, "none")),
        ({"state": "running", "total": 0}, Progress(0.0, "normal")),
        ({"state": "running", "finished": 200}, Progress(1.0, "normal")),
    ],
)
def test_progress_of_a_run(counts, expected):
    values = {"finished": 25, "total": 100, "failed": 0, "active": True} | counts
    finished, total = values.pop("finished"), values.pop("total")
    assert Progress.of(finished, total, **values) == expected


@pytest.mark.parametrize(
    "mood, visible, urgent",
    [
        ("none", False, False),
        ("normal", True, False),
        ("paused", True, False),
        ("failing", True, True),
    ],
)
def test_launcher_entry_says_what_is_seen(mood, visible, urgent):
    found = launcher_properties(Progress(0.5, mood))
    assert found == {"progress": 0.5, "progress-visible": visible, "urgent": urgent}
    assert isinstance(launcher_properties(Progress(1, mood))["progress"], float)  # D-Bus type "d"


def test_launcher_address_belongs_to_the_desktop_file():
    path, address = launcher_address("curator-gui")
    assert address == "application://curator-gui.desktop"
    assert path.startswith("/com/canonical/unity/launcherentry/")
    assert path.rpartition("/")[2].isdecimal()
    assert launcher_address("other")[0] != path


class FakeInterface:
    """An object of COM in memory: a pointer to a table of functions that note their calls."""

    PLACES = 21

    def __init__(self) -> None:
        self.calls: list[tuple] = []
        self._functions = [self._function(place) for place in range(self.PLACES)]
        pointers = [ctypes.cast(function, ctypes.c_void_p).value for function in self._functions]
        self._table = (ctypes.c_void_p * self.PLACES)(*pointers)
        self._object = ctypes.pointer(self._table)
        self.pointer = ctypes.cast(ctypes.pointer(self._object), ctypes.c_void_p)

    def _function(self, place):
        kinds = {
            9: (ctypes.c_void_p, ctypes.c_ulonglong, ctypes.c_ulonglong),
            10: (ctypes.c_void_p, ctypes.c_int),
        }.get(place, ())

        def called(this, *arguments):
            assert this == self.pointer.value
            self.calls.append((place, *arguments))
            return 0

        return taskbar._Function(ctypes.c_long, ctypes.c_void_p, *kinds)(called)


def test_windows_interface_is_called_by_its_table():
    interface = FakeInterface()
    buttons = TaskbarList(interface.pointer)
    window = 0x12345678_9ABC  # a handle has 64 bits
    for progress in (
        Progress(0.25, "normal"),
        Progress(0.5, "failing"),
        Progress(0.75, "paused"),
        Progress(),
    ):
        buttons.show(window, progress)
    buttons.release()
    assert interface.calls == [
        (3,),
        (10, window, 2),
        (9, window, 250, 1000),
        (10, window, 4),
        (9, window, 500, 1000),
        (10, window, 8),
        (9, window, 750, 1000),
        (10, window, 0),
        (2,),
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="not for Windows")
def test_other_systems_have_no_such_interface():
    assert TaskbarList.create() is None
    assert not allow_foreground()


def test_token_of_the_desktop_is_handed_on(monkeypatch):
    for name in ("XDG_ACTIVATION_TOKEN", "DESKTOP_STARTUP_ID"):
        monkeypatch.delenv(name, raising=False)
    assert startup_token() == ""
    monkeypatch.setenv("DESKTOP_STARTUP_ID", "id-7")
    assert startup_token() == "id-7"
    use_startup_token("")
    assert startup_token() == "id-7"
    monkeypatch.setenv("XDG_ACTIVATION_TOKEN", "old")
    use_startup_token("token-8")
    assert startup_token() == "token-8"
