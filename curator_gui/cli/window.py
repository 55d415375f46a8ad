"""Commands that open the window."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from curator_gui.cli.problems import ProblemsError


def open_window(path: Path | None) -> int:
    """Open the window and return its exit code when it is closed.

    Raises
    ------
    ProblemsError
        If file or folder do not exist, or there is no screen: Qt would abort the process.
    """
    if path is not None and not path.exists():
        raise ProblemsError([f"{path}: there is no such file or folder"])
    if not has_screen():
        raise ProblemsError(
            ["there is no screen (neither DISPLAY nor WAYLAND_DISPLAY is set); `run` needs none"]
        )
    from curator_gui.ui.shell.starting.main import run_window

    return run_window(path)


def has_screen() -> bool:
    """Whether a window could be shown, or Qt was told to do without a screen."""
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return not sys.platform.startswith("linux") or any(os.environ.get(name) for name in names)
