"""Shows the progress of runs on the application's button in the task bar, where there is one."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QGuiApplication

from curator_gui.app.run.controller import RunController
from curator_gui.desktop.taskbar import (
    LAUNCHER_INTERFACE,
    Progress,
    TaskbarList,
    launcher_address,
    launcher_properties,
)

if TYPE_CHECKING:
    from PySide6.QtDBus import QDBusConnection

INTERVAL = 0.5
"""Seconds between two updates: a task bar is looked at from the corner of the eye."""


class Taskbar(Protocol):
    """Something that shows progress."""

    def show(self, progress: Progress) -> None:
        """Show this from now on."""


class LauncherEntry:
    """Sends progress to Linux desktops; nobody answers, so nobody can keep it waiting."""

    def __init__(self, bus: QDBusConnection, desktop_file: str) -> None:
        self._bus = bus
        self._path, self._address = launcher_address(desktop_file)

    def show(self, progress: Progress) -> None:
        """Send the signal `Update`."""
        from PySide6.QtDBus import QDBusMessage

        message = QDBusMessage.createSignal(self._path, LAUNCHER_INTERFACE, "Update")
        message.setArguments([self._address, launcher_properties(progress)])
        self._bus.send(message)


class WindowsButton:
    """Shows progress on the window's button in the task bar of Windows."""

    def __init__(self, taskbar: TaskbarList, window: Callable[[], int]) -> None:
        self._taskbar, self._window = taskbar, window

    def show(self, progress: Progress) -> None:
        """Show it on the window as it is now: Qt may have made it anew."""
        self._taskbar.show(self._window(), progress)


class Badge:
    """Shows the percentage done as the badge of the icon in the dock of macOS.

    `NSDockTile` could draw a bar, but only through calls into Objective-C in which a wrong
    argument ends the process, and with it the run. Qt's own badge cannot do that.
    """

    def show(self, progress: Progress) -> None:
        """Show the percentage; 0, as before the start and after the end, shows none."""
        shown = 0 if progress.mood == "none" else round(100 * progress.fraction)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.setBadgeNumber(shown)


def find_taskbar(window: Callable[[], int]) -> Taskbar | None:
    """Return this desktop's task bar; None if it has none that shows progress.

    `window` returns the handle of the window, which only Windows wants to know.
    """
    if sys.platform == "win32":
        taskbar = TaskbarList.create()
        return WindowsButton(taskbar, window) if taskbar else None
    if sys.platform == "darwin":
        return Badge()
    return _find_launcher()


def _find_launcher() -> Taskbar | None:
    if not has_session_bus():
        return None
    from PySide6.QtDBus import QDBusConnection  # 10 ms, not needed before the first run

    bus = QDBusConnection.sessionBus()
    name = QGuiApplication.desktopFileName() or "curator-gui"
    return LauncherEntry(bus, name) if bus.isConnected() else None


def has_session_bus() -> bool:
    """Whether a session bus is there already: asking for one that is not would start it."""
    if os.environ.get("DBUS_SESSION_BUS_ADDRESS"):
        return True
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    return bool(runtime) and Path(runtime, "bus").exists()


class TaskbarProgress(QObject):
    """Follows the runs of a controller.

    Parameters
    ----------
    find
        Returns the task bar when the first run begins.
    """

    def __init__(
        self,
        controller: RunController,
        find: Callable[[], Taskbar | None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._controller = controller
        self._find: Callable[[], Taskbar | None] | None = find
        self._taskbar: Taskbar | None = None
        self._shown = Progress()
        self._due = 0.0
        controller.state_changed.connect(self._state_changed)
        controller.events.connect(self._events)
        for ended in (controller.finished, controller.failed, controller.rejected):
            ended.connect(self.clear)

    @Slot()
    def clear(self) -> None:
        """Show no progress any more; also for the end of the application."""
        self._show(Progress())

    @Slot(str)
    def _state_changed(self, state: str) -> None:
        self._show(self._progress())

    @Slot(list)
    def _events(self, events: list[object]) -> None:
        if time.monotonic() >= self._due:
            self._show(self._progress())

    def _progress(self) -> Progress:
        controller, numbers = self._controller, self._controller.statistics
        return Progress.of(
            *numbers.progress,
            failed=numbers.failed + numbers.quarantined,
            state=controller.state,
            active=controller.active,
        )

    def _show(self, progress: Progress) -> None:
        if progress == self._shown:
            return
        if self._find is not None:
            self._taskbar, self._find = self._find(), None
        self._shown = progress
        self._due = time.monotonic() + INTERVAL
        if self._taskbar is not None:
            self._taskbar.show(progress)
