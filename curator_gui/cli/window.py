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
        If the file does not exist, or there is no screen: Qt would abort the process.
    """
    if path is not None and not path.is_file():
        raise ProblemsError([f"{path}: there is no such file"])
    _check_screen()
    from curator_gui.ui.main import run_window

    return run_window(path)


def _check_screen() -> None:
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    if sys.platform.startswith("linux") and not any(os.environ.get(name) for name in names):
        raise ProblemsError(
            ["there is no screen (neither DISPLAY nor WAYLAND_DISPLAY is set); `run` needs none"]
        )
