"""Open an output file, or show it in the file manager."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QMessageBox, QWidget

from curator_gui.ui.text import tr


def open_file(path: str, parent: QWidget) -> None:
    """Open a file with the program that the system has for it; say so if that fails."""
    if not Path(path).exists():
        _tell(parent, tr("{path} is no longer there.").format(path=path))
    elif not QDesktopServices.openUrl(QUrl.fromLocalFile(path)):
        _tell(parent, tr("The system has no program to open {path}.").format(path=path))


def reveal_file(path: str, parent: QWidget) -> None:
    """Show a file in the file manager: itself where the system can, else its folder."""
    target = Path(path)
    folder = next((p for p in (target.parent, *target.parents) if p.exists()), None)
    if folder is None:
        _tell(parent, tr("The folder of {path} is no longer there.").format(path=path))
    elif sys.platform == "win32" and target.exists():
        subprocess.Popen(["explorer", "/select,", str(target)])
    elif sys.platform == "darwin" and target.exists():
        subprocess.Popen(["open", "-R", str(target)])
    elif not QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
        _tell(parent, tr("The system has no program to show {path}.").format(path=folder))


def _tell(parent: QWidget, message: str) -> None:
    box = QMessageBox(QMessageBox.Icon.Warning, tr("Output file"), message, parent=parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.open()
