"""All views of the window, one after the other, each in the state in which it has most to offer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import Qt

from curator_gui.ui.shell.main_window import MainWindow

WAIT_MS = 30_000


def scenes(qtbot: Any, window: MainWindow) -> Iterator[str]:
    """Show each view of a window in which a run has ended; yields its name."""
    for scene in (_welcome, *_steps(window), _options, _preview, _plan, _monitor, _results, _runs):
        yield scene(qtbot, window)
    dock = next(d for d in window.findChildren(type(window.docks[0])) if _is_log(d))
    dock.show()
    qtbot.waitUntil(dock.isVisible)
    yield "log"
    dock.hide()


def _is_log(dock: Any) -> bool:
    return dock.objectName() == "log"


def _welcome(_qtbot: Any, window: MainWindow) -> str:
    window.bench.show_view("welcome")
    return "welcome"


def _steps(window: MainWindow) -> Iterator[Any]:
    for step in window.bench.session.document.steps:

        def show(_qtbot: Any, window: MainWindow, step_id: str = step.id) -> str:
            window.bench.session.select(step_id)
            window.bench.choose_view("build")
            return f"build {step_id}"

        yield show


def _options(_qtbot: Any, window: MainWindow) -> str:
    window.bench.commands["options"].trigger()
    return "options"


def _preview(qtbot: Any, window: MainWindow) -> str:
    window.bench.previewing.preview_index(0)
    view = window.bench.views.view("preview")
    qtbot.waitUntil(lambda: any(_filled(steps) for steps in _step_lists(view)), timeout=WAIT_MS)
    return "preview"


def _step_lists(view: Any) -> list[Any]:
    from curator_gui.ui.preview.steps import StepList

    return view.findChildren(StepList)


def _filled(steps: Any) -> bool:
    return steps.isVisible() and steps.count() > 0


def _plan(qtbot: Any, window: MainWindow) -> str:
    window.bench.show_view("plan")
    qtbot.waitUntil(lambda: window.bench.running.plan.resume.isVisible(), timeout=WAIT_MS)
    return "plan"


def _monitor(qtbot: Any, window: MainWindow) -> str:
    from curator_gui.ui.monitor.figures import SlowestLine

    window.bench.show_view("monitor")
    view = window.bench.views.view("monitor")
    qtbot.waitUntil(lambda: any("href" in w.text() for w in view.findChildren(SlowestLine)))
    return "monitor"


def _results(qtbot: Any, window: MainWindow) -> str:
    window.bench.show_view("results")
    view = window.bench.running.results
    qtbot.waitUntil(view.causes_button.isVisible)
    view.causes_button.setChecked(True)
    view.show_index(3)
    qtbot.waitUntil(view.causes.isVisible)
    return "results"


def _runs(qtbot: Any, window: MainWindow) -> str:
    window.bench.show_view("runs")
    qtbot.waitUntil(lambda: not window.bench.runs.busy and window.bench.runs.model.rowCount() > 0)
    window.bench.runs.table.setFocus()
    qtbot.keyClick(window.bench.runs.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.bench.runs.actions_by_id["delete"].isEnabled())
    return "runs"
