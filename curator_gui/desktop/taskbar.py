"""The progress of a run on the application's button in the task bar or dock.

Linux: the signal `com.canonical.Unity.LauncherEntry.Update`, which KDE's task manager, GNOME's
dock extensions and Unity show; what it says is made here, and sent by
`curator_gui.app.run.taskbar_progress`.
Windows: `ITaskbarList3` (shobjidl_core.h), called through its table of functions.
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

Mood = Literal["none", "normal", "paused", "failing"]
"""How the progress looks: not at all; as usual; held; with indices that failed."""

LAUNCHER_INTERFACE = "com.canonical.Unity.LauncherEntry"
STEPS = 1000


@dataclass(frozen=True)
class Progress:
    """What the task bar shows: how much of a run is over (0 to 1), and how it goes."""

    fraction: float = 0.0
    mood: Mood = "none"

    @classmethod
    def of(cls, finished: int, total: int, *, failed: int, state: str, active: bool) -> Progress:
        """Make the progress of a run from its counts and its state (`run.events.RunState`)."""
        if not active:
            return cls()
        if state == "starting":  # the counts are still those of the run before
            return cls(0.0, "normal")
        fraction = min(1.0, finished / total) if total else 0.0
        if state in ("paused", "pausing"):
            return cls(fraction, "paused")
        return cls(fraction, "failing" if failed else "normal")


def launcher_properties(progress: Progress) -> dict[str, Any]:
    """Return the properties of a launcher entry; failures ask for attention, as red does."""
    return {
        "progress": float(progress.fraction),
        "progress-visible": progress.mood != "none",
        "urgent": progress.mood == "failing",
    }


def launcher_address(desktop_file: str) -> tuple[str, str]:
    """Return the object path of a launcher entry and the address of the application it is for."""
    number = sum(ord(char) * 31**place for place, char in enumerate(desktop_file)) % 2**32
    path = f"/com/canonical/unity/launcherentry/{number}"
    return path, f"application://{desktop_file}.desktop"


# Windows ---------------------------------------------------------------------------------------

_CLSID_TASKBAR_LIST = "{56FDF344-FD6D-11D0-958A-006097C9A090}"
_IID_TASKBAR_LIST_3 = "{EA1AFB91-9E28-4B86-90E9-9E9F8A5EEFAF}"
_CLSCTX_INPROC_SERVER = 1
_FLAGS: dict[Mood, int] = {"none": 0, "normal": 2, "failing": 4, "paused": 8}
"""TBPFLAG: none, green, red, yellow."""

# Places in the table of functions: IUnknown has 3, ITaskbarList 5, ITaskbarList2 1, then these.
_RELEASE, _INIT, _SET_VALUE, _SET_STATE = 2, 3, 9, 10

_Function: Callable[..., Any] = getattr(ctypes, "WINFUNCTYPE", ctypes.CFUNCTYPE)


class TaskbarList:
    """The task bar's list of windows, through a pointer to its `ITaskbarList3` interface."""

    def __init__(self, pointer: ctypes.c_void_p) -> None:
        self._pointer = pointer
        self._call(_INIT)

    @classmethod
    def create(cls) -> TaskbarList | None:
        """Ask Windows for the interface; None on other systems, or where there is no task bar."""
        if sys.platform != "win32":
            return None
        ole = ctypes.windll.ole32
        pointer = ctypes.c_void_p()
        ole.CoInitialize(None)  # Qt has done so in this thread; saying it again does no harm
        failed = ole.CoCreateInstance(
            _guid(ole, _CLSID_TASKBAR_LIST),
            None,
            _CLSCTX_INPROC_SERVER,
            _guid(ole, _IID_TASKBAR_LIST_3),
            ctypes.byref(pointer),
        )
        return None if failed or not pointer.value else cls(pointer)

    def show(self, window: int, progress: Progress) -> None:
        """Show progress on the button of a window, given by its handle."""
        handle = ctypes.c_void_p(window)
        self._call(_SET_STATE, handle, ctypes.c_int(_FLAGS[progress.mood]))
        if progress.mood != "none":
            done = ctypes.c_ulonglong(round(progress.fraction * STEPS))
            self._call(_SET_VALUE, handle, done, ctypes.c_ulonglong(STEPS))

    def release(self) -> None:
        """Give the interface back; the object must not be used any more."""
        self._call(_RELEASE)

    def _call(self, place: int, *arguments: Any) -> int:
        table = ctypes.cast(self._pointer, ctypes.POINTER(ctypes.POINTER(ctypes.c_void_p)))
        kinds = [type(argument) for argument in arguments]
        function = _Function(ctypes.c_long, ctypes.c_void_p, *kinds)(table.contents[place])
        return int(function(self._pointer, *arguments))


def _guid(ole: Any, text: str) -> Any:
    value = ctypes.create_string_buffer(16)
    ole.CLSIDFromString(ctypes.c_wchar_p(text), value)
    return value
