"""Real windows, closed at the end of the test."""

from __future__ import annotations

import pytest

from curator_gui.app.settings.preferences import Settings
from curator_gui.core.registry import Registry
from curator_gui.domains import register_all
from curator_gui.ui.common import theme
from curator_gui.ui.shell.main_window import MainWindow


@pytest.fixture
def make_window(qtbot, qapp, tmp_path):
    """Make windows over a registry, by default that of all components."""
    windows = []

    def make(registry: Registry | None = None) -> MainWindow:
        theme.apply(qapp, "light")
        chosen = register_all(Registry()) if registry is None else registry
        window = MainWindow(chosen, Settings(tmp_path / "preferences.json"))
        windows.append(window)
        window.resize(1280, 800)
        window.show()
        qtbot.waitExposed(window)
        return window

    yield make
    for window in windows:
        window.bench.session.undo_stack.setClean()
        window.close()
        window.deleteLater()
    qapp.processEvents()
