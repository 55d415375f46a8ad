"""A controller with a scripted engine, for the widgets that follow a run."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[2] / "app")]

from fake_engine import FakeEngine, Script, make_document, make_registry  # noqa: E402

from curator_gui.app.run.controller import RunController  # noqa: E402

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
