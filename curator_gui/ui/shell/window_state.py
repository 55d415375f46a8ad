"""Size, place and docks of the window, remembered between sessions."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings
from PySide6.QtWidgets import QMainWindow

VERSION = 1
"""Raise it when docks or tool bars get other names: an older layout is then left aside."""


class WindowState:
    """Keeps the layout in an INI file; a damaged one is ignored."""

    def __init__(self, path: Path) -> None:
        self._settings = QSettings(str(path), QSettings.Format.IniFormat)

    def save(self, window: QMainWindow) -> None:
        self._settings.setValue("geometry", window.saveGeometry())
        self._settings.setValue("state", window.saveState(VERSION))
        self._settings.sync()

    def restore(self, window: QMainWindow) -> bool:
        """Give the window its remembered layout; False if there is none that fits."""
        geometry, state = (
            self._settings.value(key, QByteArray(), type=QByteArray)
            for key in ("geometry", "state")
        )
        placed = bool(geometry) and window.restoreGeometry(geometry)  # type: ignore[arg-type]
        return placed and bool(state) and window.restoreState(state, VERSION)  # type: ignore[arg-type]

    def forget(self) -> None:
        """Start with the default layout next time."""
        self._settings.clear()
