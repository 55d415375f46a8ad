"""What happens to an exception that nobody caught: a dialog, and the application goes on."""

from __future__ import annotations

import logging
import sys
import traceback
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import QObject, Qt, QThread, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMessageBox

from curator_gui.core.masking.texts import masked
from curator_gui.ui.common.messages.message_box import MessageBox
from curator_gui.ui.common.text import tr

Hook = Callable[[type[BaseException], BaseException, TracebackType | None], None]
_log = logging.getLogger(__name__)


class ErrorReporter(QObject):
    """Shows unexpected errors, one dialog at a time; each kind of error only once while it is open.

    An error that comes back with every repaint would otherwise bury the desktop under dialogs.

    Parameters
    ----------
    parent
        Its owner.
    write
        Writes an error down, so that it can be reported later.
    """

    def __init__(
        self, parent: QObject | None = None, write: Callable[[str], object] = lambda text: None
    ) -> None:
        super().__init__(parent)
        self._write = write
        self._open: QMessageBox | None = None
        self._previous: Hook = sys.excepthook

    def install(self) -> None:
        """Take over `sys.excepthook`."""
        self._previous = sys.excepthook
        sys.excepthook = self.report

    def remove(self) -> None:
        """Give `sys.excepthook` back."""
        sys.excepthook = self._previous

    def report(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """Log an error and show it; called in whatever thread it happened."""
        if issubclass(kind, KeyboardInterrupt):
            QTimer.singleShot(0, QApplication.quit)
            return
        text = masked("".join(traceback.format_exception(kind, error, trace)))
        _log.error("unexpected error\n%s", text)
        if self._open is None:
            self._write(text)
        if QThread.currentThread() is self.thread() and QApplication.instance() is not None:
            self._show(masked(f"{kind.__name__}: {error}"), text)

    def _show(self, summary: str, text: str) -> None:
        if self._open is not None:
            return
        words = tr("Something went wrong inside Curator. Your document is still open.")
        box = MessageBox("error", tr("Unexpected error"), words, QApplication.activeWindow())
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setInformativeText(summary)
        box.setDetailedText(text)
        copy = box.addButton(tr("Copy details"), QMessageBox.ButtonRole.ActionRole)
        copy.clicked.disconnect()
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(text))
        box.addButton(QMessageBox.StandardButton.Close)
        box.finished.connect(self._closed)
        self._open = box
        box.open()

    def _closed(self, result: int) -> None:
        self._open = None
