"""Commands that open the window."""

from __future__ import annotations

import os
import sys
from importlib.util import find_spec
from pathlib import Path

from curator_gui.cli.problems import ProblemsError
from curator_gui.core.storage.installed import to_add

LIBRARIES = ("PySide6", "pyqtgraph")
"""What the extra `gui` brings."""


def open_window(path: Path | None) -> int:
    """Open the window and return its exit code when it is closed.

    Raises
    ------
    ProblemsError
        If file or folder do not exist, Qt is not installed, or there is no screen: Qt would abort
        the process.
    """
    if path is not None and not path.exists():
        raise ProblemsError([f"{path}: there is no such file or folder"])
    if missing := what_the_window_lacks():
        raise ProblemsError([missing])
    if not has_screen():
        raise ProblemsError(
            ["there is no screen (neither DISPLAY nor WAYLAND_DISPLAY is set); `run` needs none"]
        )
    from curator_gui.ui.shell.starting.main import run_window

    return run_window(path)


def what_the_window_lacks() -> str:
    """Say in one sentence what the window lacks and how to install it; "" if nothing."""
    missing = [name for name in LIBRARIES if find_spec(name) is None]
    if not missing:
        return ""
    names = " and ".join(missing)
    return f"the window needs {names}: {to_add('gui')} (`run` and the other words need no window)"


def has_screen() -> bool:
    """Whether a window could be shown, or Qt was told to do without a screen."""
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return not sys.platform.startswith("linux") or any(os.environ.get(name) for name in names)
