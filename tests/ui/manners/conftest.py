from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from curator_gui.app.settings.preferences import Settings
from curator_gui.core.documents.document_io import write_document
from curator_gui.core.registration.registry import Registry
from curator_gui.run import shutdown_workers
from curator_gui.ui.common import theme
from curator_gui.ui.shell.main_window import MainWindow
from tests.ui.editing import PreparedAnswers
from tests.ui.troubled import add_components, make_document

RUN_MS = 60_000
SIZE = (1280, 800)


@pytest.fixture(scope="module", autouse=True)
def _workers() -> Iterator[None]:
    yield
    shutdown_workers()


@pytest.fixture
def answers() -> PreparedAnswers:
    return PreparedAnswers(answer="discard")


@pytest.fixture
def make_window(qtbot: Any, qapp: Any, tmp_path: Path, answers: PreparedAnswers) -> Any:
    """Make windows over the troubled components; they are closed at the end."""
    windows = []

    def make(settings: Path | None = None) -> MainWindow:
        theme.apply(qapp, "light")
        where = settings or tmp_path / "config" / "preferences.json"
        window = MainWindow(add_components(Registry()), Settings(where), answers)
        windows.append(window)
        window.resize(*SIZE)
        window.show()
        window.activateWindow()
        qtbot.waitExposed(window)
        return window

    yield make
    answers.answer = "discard"
    for window in windows:
        window.bench.running.controller.stop_now()
        qtbot.waitUntil(lambda: not window.bench.running.active, timeout=RUN_MS)  # noqa: B023
        window.close()
        window.deleteLater()
    qapp.processEvents()


@pytest.fixture
def window(make_window: Callable[..., MainWindow]) -> MainWindow:
    return make_window()


@pytest.fixture
def open_frames(qtbot: Any, tmp_path: Path) -> Callable[..., Path]:
    """Save a document over so many frames and open it."""

    def open_document(window: MainWindow, name: str = "night", **values: Any) -> Path:
        path = tmp_path / f"{name}.curator.yaml"
        write_document(make_document(name, **values), path)
        assert window.open(path)
        qtbot.waitUntil(lambda: window.bench.checker.report.complete, timeout=RUN_MS)
        return path

    return open_document


@pytest.fixture
def run(qtbot: Any) -> Callable[[MainWindow], Any]:
    """Press Run and wait for the end; returns the result."""

    def press(window: MainWindow) -> Any:
        with qtbot.waitSignal(window.bench.running.controller.finished, timeout=RUN_MS) as ended:
            window.bench.commands["run"].trigger()
        return ended.args[0]

    return press


@pytest.fixture
def used_window(window: MainWindow, open_frames: Any, run: Any) -> MainWindow:
    """A window after a run of 12 frames of which 3 have failed."""
    open_frames(window, n=12, every=4)
    result = run(window)
    assert (result.completed, len(result.failures)) == (9, 3)
    return window
