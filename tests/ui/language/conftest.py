from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from curator_gui.app.language import Language
from curator_gui.app.settings import Settings
from curator_gui.core.registry import Registry
from curator_gui.core.resources import resource_path
from curator_gui.domains import register_all
from curator_gui.run import shutdown_workers
from curator_gui.ui import theme
from curator_gui.ui.main_window import MainWindow


@pytest.fixture
def german(qapp):
    """Speak German during the test."""
    language = Language("de", qapp)
    yield
    language.remove()


@pytest.fixture
def project(tmp_path) -> Path:
    """The document of the sample project, in a folder of its own."""
    folder = shutil.copytree(resource_path("samples", "dam-break"), tmp_path / "dam-break")
    return Path(folder) / "dam-break.curator.yaml"


@pytest.fixture
def make_window(qtbot, qapp, tmp_path):
    windows = []

    def make() -> MainWindow:
        theme.apply(qapp, "light")
        window = MainWindow(register_all(Registry()), Settings(tmp_path / "preferences.json"))
        windows.append(window)
        window.resize(1280, 800)
        window.show()
        qtbot.waitExposed(window)
        return window

    yield make
    for window in windows:
        window.session.undo_stack.setClean()
        window.close()
        window.deleteLater()
    qapp.processEvents()


@pytest.fixture(scope="module")
def workers():
    yield
    shutdown_workers()
