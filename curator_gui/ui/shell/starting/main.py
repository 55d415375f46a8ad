"""Start of the application with its window."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from curator_gui import __version__
from curator_gui.app.document.lock import is_open_elsewhere, show_other
from curator_gui.app.language.translators import Language, chosen_language
from curator_gui.app.settings.preferences import Settings
from curator_gui.app.settings.responsiveness import favour_window
from curator_gui.core.registration.registry import REGISTRY
from curator_gui.core.storage.folders import component_folder
from curator_gui.desktop.crash import CrashRecorder, take_reports
from curator_gui.domains import register_all
from curator_gui.ui.common import icons
from curator_gui.ui.shell.appearance import apply_preferred
from curator_gui.ui.shell.main_window import MainWindow
from curator_gui.ui.shell.reloading import Reloading
from curator_gui.ui.shell.starting.crash_offer import offer_reports
from curator_gui.ui.shell.starting.error_dialog import ErrorReporter
from curator_gui.ui.shell.starting.signals import SignalWatcher
from curator_gui.ui.shell.starting.update_offer import UpdateOffer
from curator_gui.ui.shell.starting.warming import warm_up


def make_application() -> QApplication:
    """Return the one QApplication, with its name for settings, task bar and dialogs."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(sys.argv[:1])
    app.setApplicationName("curator")
    app.setApplicationDisplayName("")  # else Qt adds it to every window title
    app.setApplicationVersion(__version__)
    app.setOrganizationName("curator")
    app.setDesktopFileName("curator-gui")
    return app


def run_window(path: Path | None) -> int:
    """Open the window with a document (or the welcome page) and return the exit code.

    If another window has the document, that one is shown, and this process has nothing more to do.

    Parameters
    ----------
    path
        The document to open, or data to read; None for none.
    """
    app = make_application()
    if path is not None and path.is_file() and is_open_elsewhere(path) and show_other(path):
        return 0
    settings = Settings()
    apply_preferred(app, settings.preferences)
    Language(chosen_language(settings.preferences.language), app)
    app.setWindowIcon(application_icon())
    crashes = CrashRecorder()
    reports = take_reports()
    crashes.start()
    reporter = ErrorReporter(app, crashes.write)
    reporter.install()
    try:
        REGISTRY.deferring = True  # the window must not wait for what others import
        window = MainWindow(register_all(REGISTRY, component_folder()), settings)
        window.bench.left.connect(app.quit)  # a hidden window is none whose end ends the program
        Reloading(window.bench, component_folder())
        signals = SignalWatcher(window.end_now, window)
        offer_reports(window.bench.notices, reports, crashes.problem)
        UpdateOffer(window.bench.notices, settings.preferences.updates_from)
        window.show()
        favour_window()
        warm_up(window)
        if path is None and not settings.preferences.toured:
            QTimer.singleShot(0, window, window.bench.tour.start)
        if path is not None:
            QTimer.singleShot(0, window, lambda: window.give(path))
        code = app.exec()
        signals.stop()
        return code
    finally:
        _end_helper()
        reporter.remove()
        crashes.stop()


def _end_helper() -> None:
    """End it before the interpreter winds up (see `curator_gui.run.helper.process`)."""
    from curator_gui.run.helper.process import HELPER  # joblib: not while the window opens

    HELPER.close()


def application_icon() -> QIcon:
    return icons.icon("workflow", "accent")
