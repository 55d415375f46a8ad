"""Find out which Qt platform a window would use, without opening one."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QLibraryInfo, qVersion
from PySide6.QtGui import QFontDatabase, QGuiApplication


def describe_platform() -> str:
    """Start Qt and describe version, platform and screen; aborts the process where Qt cannot run.

    Sizes are in device-independent pixels.
    """
    application = QGuiApplication([])
    screen = application.primaryScreen()
    size = f"{screen.size().width()} x {screen.size().height()}" if screen else "no screen"
    ratio = f", scale {screen.devicePixelRatio():g}" if screen else ""
    return f"Qt {qVersion()}, {application.platformName()}, {size}{ratio}"


def plugin_folder() -> Path:
    """Return the folder of Qt's plugins; nothing is started."""
    return Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath))


def describe_fonts() -> tuple[int, str]:
    """Start Qt and return how many families of fonts there are, and that in words."""
    application = QGuiApplication([])
    count = len(QFontDatabase.families())
    return count, f"{count} families; text is shown in {application.font().family()}"
