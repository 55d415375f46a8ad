"""Real windows, closed at the end of the test; a controller with a scripted engine."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from curator_gui.app.run.controller import RunController
from curator_gui.app.settings.preferences import Settings
from curator_gui.core.registration.registry import Registry
from curator_gui.domains import register_all
from curator_gui.ui.common import theme
from curator_gui.ui.shell.main_window import MainWindow
from tests.app.fake_engine import FakeEngine, Script, make_document, make_registry


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


MakeController = Callable[[Script], RunController]


@pytest.fixture
def make_controller(qtbot) -> Iterator[MakeController]:
    """Make controllers that play a script; what still runs at the end is stopped."""
    made: list[RunController] = []

    def make(script: Script) -> RunController:
        made.append(RunController(make_registry(), FakeEngine(script)))
        return made[-1]

    yield make
    for controller in made:
        controller.shut_down()


@pytest.fixture
def run_script(qtbot, make_controller) -> Callable[[Script, int], RunController]:
    """Run a script on `n` indices to its end and return the controller."""

    def run(script: Script, n: int = 10) -> RunController:
        controller = make_controller(script)
        with qtbot.waitSignal(controller.finished, timeout=20_000):
            controller.start(make_document(n), None)
        return controller

    return run


@pytest.fixture
def show(qtbot):
    """Show a widget that is closed at the end."""

    def show(widget):
        qtbot.addWidget(widget)
        widget.resize(900, 600)
        widget.show()
        qtbot.waitExposed(widget)
        return widget

    return show
