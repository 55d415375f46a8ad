"""Runs under way and ended, their troubles, and earlier runs."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from tests.ui.pictures.photographer import Photographer, Scene

LONG_NAME = "station-07_pressure-and-velocity_interpolated-to-the-measurement-plane_{index}.csv"
MANY = 10_000


def running(person: Photographer) -> Scene:
    """Show the monitor during and after runs of the samples."""
    window = person.window
    for sample in ("era5", "qm9", "dam-break"):
        person.open_sample(sample)
        person.run()
        for view in ("monitor", "results"):
            window.bench.show_view(view)
            yield f"{view}-{sample}"
    window.bench.running.results.table.selectRow(3)
    yield "results-dam-break-detail"


def troubles(person: Photographer) -> Scene:
    """Show a run with failures of several causes, under way and ended."""
    window, controller = person.window, person.window.bench.running.controller
    person.open_troubled("night", n=400, every=10, deadly=41, seconds=0.02, template=LONG_NAME)
    person.run(until=lambda: controller.results.store.count("done") > 120)
    yield "monitor-running"
    window.bench.show_view("results")
    yield "results-running"
    window.bench.commands["pause"].trigger()
    person.wait(lambda: controller.state == "paused")
    window.bench.show_view("monitor")
    yield "monitor-paused"
    window.bench.commands["pause"].trigger()
    person.wait(lambda: not controller.active)
    yield "monitor-failures"
    window.bench.show_view("results")
    window.bench.running.results.causes_button.setChecked(True)
    window.bench.running.results.show_index(41)
    yield "results-causes"
    window.bench.running.results.show_index(8)
    window.findChild(QWidget, "log").show()
    yield "results-failure-log"
    window.findChild(QWidget, "log").hide()
    window.bench.running.results.causes_button.setChecked(False)
    person.open_troubled("many", n=MANY, every=97)
    person.run()
    for view in ("monitor", "results"):
        window.bench.show_view(view)
        yield f"{view}-many"
    window.bench.show_view("build")


def history(person: Photographer) -> Scene:
    """Show the history, an interrupted run, and what can be asked and answered there."""
    window, controller = person.window, person.window.bench.running.controller
    person.open_troubled("interrupted", n=300, every=50, seconds=0.02)
    person.run(until=lambda: controller.results.store.count("done") > 30)
    window.bench.commands["stop_now"].trigger()
    person.wait(lambda: not controller.active)
    window.bench.running.start()
    person.wait(lambda: window.bench.running.resuming.question is not None)
    yield "question-resume"
    window.bench.running.resuming.question.reject()
    window.bench.show_view("plan")
    person.wait(lambda: not window.bench.running.plan.planner.busy)
    yield "plan-resume"
    window.bench.show_view("runs")
    person.wait(lambda: not window.bench.runs.busy and window.bench.runs.model.rowCount())
    yield "runs"
    rows = [
        window.bench.runs.model.run(row).path for row in range(window.bench.runs.model.rowCount())
    ]
    window.bench.runs.table.select_runs(rows[:2])
    window.bench.runs.actions_by_id["compare"].trigger()
    person.wait(lambda: window.bench.runs.commands.comparison is not None)
    yield "runs-compare"
    window.bench.runs.commands.comparison.reject()
    window.bench.runs.actions_by_id["delete"].trigger()
    yield "runs-delete"
    window.bench.runs.commands.question.reject()
