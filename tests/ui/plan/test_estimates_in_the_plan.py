from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel

from curator_gui.app.document.edits import Edits
from curator_gui.app.planning.forecast import Room
from curator_gui.app.planning.planner import Planned
from curator_gui.core import Filter, Param, PipelineDocument, RunOptions, make_step
from curator_gui.core.documents.document_io import write_document
from curator_gui.run import shutdown_workers
from curator_gui.run.planning.measured import Measured, Spread
from curator_gui.run.planning.plan import Plan
from tests.app.document.components import make_registry

pytestmark = pytest.mark.workers


class Deadly(Filter[str]):
    """Ends or holds the process that runs it, for some texts."""

    name = "Deadly"
    description = "Ends the process, or waits for a file."

    def __init__(self, ends: str = "", waits_for: str = "") -> None:
        self.ends, self.waits_for = ends, waits_for

    @classmethod
    def params(cls) -> list[Param]:
        return [Param("ends", "For which text.", str, ""), Param("waits_for", "File.", str, "")]

    def __call__(self, items: Iterator[str]) -> Iterator[str]:
        import time

        for item in items:
            if self.ends and self.ends in item:
                os._exit(9)
            while self.waits_for and not Path(self.waits_for).exists():
                time.sleep(0.01)
            yield item


@pytest.fixture
def registry():
    registry = make_registry()
    registry.add("text", Deadly)
    return registry


@pytest.fixture(autouse=True)
def no_warm_workers():
    yield
    shutdown_workers()


@pytest.fixture
def shown(window, tmp_path, texts, qtbot):
    """Return a function that opens a document, with a Deadly step, in the Plan view."""

    def show(**values: str):
        path = tmp_path / "work.curator.yaml"
        document = PipelineDocument(
            source=make_step("source", "text.Files", {"folder": "texts"}),
            filters=(make_step("filter", "text.Deadly", values),),
            sinks=(make_step("sink", "text.Write", {"folder": "out"}),),
            run=RunOptions(n_jobs=2),
        )
        write_document(document, path)
        window.open(path)
        window.bench.show_view("plan")
        return wait_plan(qtbot, window)

    return show


def wait_plan(qtbot, window):
    view = window.bench.running.plan
    qtbot.waitUntil(lambda: view.state.isHidden(), timeout=20_000)
    return view


def facts(view) -> dict[str, str]:
    texts = [
        [view.facts.itemAtPosition(row, column).widget().text() for column in (0, 1)]
        for row in range(view.facts.rowCount())
        if view.facts.itemAtPosition(row, 0) is not None
    ]
    return dict(texts)


def warnings(view) -> list[str]:
    return [
        line.text().replace("\u202f", " ")
        for number in range(view.warnings.count())
        for line in view.warnings.itemAt(number).widget().findChildren(QLabel)
        if line.text()
    ]


def test_sample_gives_time_and_disk_space(qtbot, window, shown, tmp_path):
    view = shown()
    assert facts(view)["Estimated time"] == "not known yet"
    assert "have not been run" in facts(view)["Estimated from"]
    view.sample.click()
    assert view.sample.text() == "Stop measuring"
    assert "being measured" in facts(view)["Estimated from"]
    qtbot.waitUntil(lambda: not view.sampler.busy, timeout=60_000)
    assert view.sample.text() == "Measure a sample"
    assert "a sample of 4 indices" in facts(view)["Estimated from"]
    assert " s" in facts(view)["Estimated time"]
    assert facts(view)["Disk space"].startswith("about 35 B; ")
    assert str(tmp_path) in facts(view)["Disk space"]
    assert not (tmp_path / "out").exists()


def test_command_measures_from_any_view(qtbot, window, shown):
    view = shown()
    window.bench.show_view("build")
    Edits(window.bench.session).set_run("indices", "0-2")
    window.bench.commands["measure_sample"].trigger()
    assert window.bench.views.current_id == "plan"
    assert not view.sampler.busy  # the plan comes first
    qtbot.waitUntil(lambda: view.sampler.busy, timeout=20_000)
    qtbot.waitUntil(lambda: not view.sampler.busy, timeout=60_000)
    assert "a sample of 3 indices" in facts(view)["Estimated from"]
    Edits(window.bench.session).remove_step(window.bench.session.document.sinks[0].id)
    window.bench.commands["measure_sample"].trigger()
    qtbot.waitUntil(lambda: "no sink" in view.problem.text, timeout=20_000)
    assert not view.sampler.busy


def test_crash_in_the_sample_is_told_and_harms_nobody(qtbot, window, shown):
    view = shown(ends="text 1")
    view.sample.click()
    qtbot.waitUntil(lambda: not view.sampler.busy, timeout=60_000)
    assert "a sample of 3 indices" in facts(view)["Estimated from"]
    assert any("index 1" in words and "code 9" in words for words in warnings(view))


def test_sample_is_given_up_by_button_edit_or_run(qtbot, window, shown, tmp_path):
    view = shown(waits_for=str(tmp_path / "go"))
    view.sample.click()
    assert view.sampler.busy
    view.sample.click()
    assert not view.sampler.busy
    assert facts(view)["Estimated time"] == "not known yet"
    view.sample.click()
    edits, step = Edits(window.bench.session), window.bench.session.document.filters[0]
    edits.set_run("indices", "0-1")  # other indices cost the same
    assert view.sampler.busy
    edits.set_value(step.id, "ends", "nothing")
    assert not view.sampler.busy
    wait_plan(qtbot, window)
    view.sample.click()
    assert view.sampler.busy
    (tmp_path / "go").touch()
    with qtbot.waitSignal(window.bench.running.controller.finished, timeout=60_000):
        window.bench.commands["run"].trigger()
    assert not view.sampler.busy


def test_run_that_has_ended_is_what_the_next_estimate_rests_on(qtbot, window, shown):
    view = shown()
    with qtbot.waitSignal(window.bench.running.controller.finished, timeout=60_000):
        window.bench.commands["run"].trigger()
    window.bench.show_view("plan")
    wait_plan(qtbot, window)
    assert "5 indices finished by the run of" in facts(view)["Estimated from"]


def test_sample_of_other_steps_is_forgotten_and_comes_back_by_undo(qtbot, window, shown):
    view = shown()
    view.sample.click()
    qtbot.waitUntil(lambda: not view.sampler.busy, timeout=60_000)
    step = window.bench.session.document.filters[0]
    Edits(window.bench.session).set_enabled(step.id, False)
    wait_plan(qtbot, window)
    assert "have not been run" in facts(view)["Estimated from"]
    window.bench.session.undo_stack.undo()
    wait_plan(qtbot, window)
    assert "a sample of 4 indices" in facts(view)["Estimated from"]


def test_sample_that_cannot_begin_says_why(qtbot, window, shown, monkeypatch):
    view = shown()

    def refuse(*args, **options):
        raise OSError("no space left")

    monkeypatch.setattr("curator_gui.run.engine.sample.take_sample", refuse)
    view.sample.click()
    qtbot.waitUntil(lambda: not view.sampler.busy, timeout=20_000)
    assert "The sample could not be measured: OSError: no space left" in warnings(view)


def test_outputs_that_do_not_fit_are_a_warning(window, shown):
    view = shown()
    each = Spread(10, 1e9, 0.0, 1e9, 1e9)
    measured = Measured("run", 1.7e9, Spread(10, 1.0, 0.0, 1.0, 1.0), each)
    plan = Plan(5, range(5), range(5), workers=1)
    view.show_planned(Planned(plan, measured=measured, room=Room(Path("/data"), 10**9)))
    assert any("do not fit" in words and "/data" in words for words in warnings(view))
