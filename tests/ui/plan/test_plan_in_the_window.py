from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel

from curator_gui.app.document.edits import Edits
from curator_gui.app.planning.planner import Planned
from curator_gui.core import PipelineDocument, RunOptions, make_step
from curator_gui.core.documents.document_io import write_document
from curator_gui.run.planning.plan import Plan
from curator_gui.run.record.library import list_runs
from curator_gui.ui.plan.picture import SharesPicture
from tests.run.planning.resuming.histories import set_day


@pytest.fixture
def saved(tmp_path, texts):
    path = tmp_path / "work.curator.yaml"
    document = PipelineDocument(
        source=make_step("source", "text.Files", {"folder": "texts"}),
        sinks=(make_step("sink", "text.Write", {"folder": "out"}),),
        run=RunOptions(backend="sequential", n_jobs=2, indices="0-2"),
    )
    write_document(document, path)
    return path


def shown_texts(view):
    return [label.text().replace("\u202f", " ") for label in view.findChildren(QLabel)]


def wait_plan(qtbot, window):
    view = window.bench.running.plan
    qtbot.waitUntil(lambda: view.state.isHidden(), timeout=10_000)
    return view


def run(qtbot, window, command="run"):
    with qtbot.waitSignal(window.bench.running.controller.finished, timeout=60_000) as finished:
        window.bench.commands[command].trigger()
    return finished.args[0]


@pytest.mark.workers
def test_plan_says_what_will_run_and_follows_edits(qtbot, window, saved):
    window.open(saved)
    window.bench.show_view("plan")
    view = wait_plan(qtbot, window)
    assert "3 items (0 to 2)" in shown_texts(view)
    assert not view.resume.isVisible()
    Edits(window.bench.session).set_run("indices", "4")
    view = wait_plan(qtbot, window)
    assert "1 item (4)" in shown_texts(view)
    Edits(window.bench.session).set_run("indices", "77")
    wait_plan(qtbot, window)
    assert "outside" in view.problem.text
    assert not view.content.isVisible()


def test_hidden_plan_costs_nothing_and_is_made_when_shown(qtbot, window, saved):
    window.open(saved)
    window.bench.show_view("plan")
    view = wait_plan(qtbot, window)
    window.bench.show_view("build")
    Edits(window.bench.session).set_run("indices", "1")
    assert not view.planner.busy
    window.bench.show_view("plan")
    wait_plan(qtbot, window)
    assert "1 item (1)" in shown_texts(view)


@pytest.mark.workers
def test_run_is_recorded_and_gone_on_with(qtbot, window, saved):
    window.open(saved)
    assert run(qtbot, window).completed == 3
    (record,) = list_runs()
    assert (record.document_path, record.counts["done"]) == (str(saved), 3)
    Edits(window.bench.session).set_run("indices", "all")
    window.bench.show_view("plan")
    view = wait_plan(qtbot, window)
    assert "3 of 3 done" in view.resume.text()
    view.resume.click()
    wait_plan(qtbot, window)
    assert "2 items (3 to 4)" in shown_texts(view)
    assert "3 skipped" in shown_texts(view)
    result = run(qtbot, window, "resume_run")
    assert (result.completed, len(result.skipped)) == (2, 3)


@pytest.mark.workers
def test_what_each_earlier_run_finished_is_left_out_and_named_with_its_day(qtbot, window, saved):
    window.open(saved)
    days = {"0-1": "2026-03-02", "1-2": "2026-03-03", "4": "2026-03-04"}
    for chosen, day in days.items():
        Edits(window.bench.session).set_run("indices", chosen)
        run(qtbot, window)
        set_day(max(list_runs(), key=lambda each: each.created).path, day)
    Edits(window.bench.session).set_run("indices", "all")
    window.bench.show_view("plan")
    view = wait_plan(qtbot, window)
    view.resume.click()
    wait_plan(qtbot, window)
    texts = shown_texts(view)
    assert "1 item (3)" in texts
    for day in days.values():
        assert any(text.startswith(f"finished by the run of {day}") for text in texts)
    result = run(qtbot, window, "resume_run")
    assert (result.completed, len(result.skipped)) == (1, 4)
    window.bench.show_view("results")
    store = window.bench.running.controller.results.store
    reasons = [store.message(row) for row in range(5)]
    told = [next((day for day in days.values() if day in why), "") for why in reasons]
    assert told == ["2026-03-02", "2026-03-03", "2026-03-03", "", "2026-03-04"]


def test_nothing_to_go_on_with_is_said(qtbot, window, saved):
    window.bench.commands["resume_run"].trigger()
    assert "never saved" in window.bench.running.message.informativeText()
    window.bench.running.message.close()
    assert window.bench.running.message is None
    window.open(saved)
    window.bench.commands["resume_run"].trigger()
    qtbot.waitUntil(lambda: window.bench.running.message is not None, timeout=10_000)
    assert "no record" in window.bench.running.message.informativeText()
    window.bench.running.message.close()


def test_plan_of_groups_shows_warnings_and_shares(qtbot, window, saved):
    window.open(saved)
    window.bench.show_view("plan")
    view = wait_plan(qtbot, window)
    plan = Plan(
        4, range(4), range(4), workers=3, groups=[[0, 1, 2], [3]], source_groups=[[0, 1, 2], [3]],
        leftovers=("/x/a.vtu",),
    )  # fmt: skip
    view.show_planned(Planned(plan))
    texts = shown_texts(view)
    assert "3, of which the groups keep 1.33 busy" in texts
    assert "2 (source), joined to 2 groups; the largest has 3 items" in texts
    assert any("exist already" in text for text in texts)
    assert "worker 1: 3" in view.picture.accessibleDescription()


@pytest.mark.parametrize("shares", [[], [[]], [[1] * 5000, [3]], [[2]] * 60])
def test_picture_can_be_painted_for_any_shares(qtbot, shares):
    picture = SharesPicture()
    qtbot.addWidget(picture)
    picture.show_shares(shares)
    picture.resize(500, max(picture.sizeHint().height(), 1))
    assert not picture.grab().isNull()


@pytest.mark.workers
def test_interrupted_run_is_offered_on_the_welcome_page(qtbot, window, saved):
    window.open(saved)
    run(qtbot, window)
    (record,) = list_runs()
    window.bench.welcome.show_interrupted([record])
    row = window.bench.welcome.interrupted.itemAt(0).widget()
    assert row.button.text() == "work.curator.yaml"
    window.bench.session.new()
    row.button.click()
    assert window.bench.session.path == saved
    view = wait_plan(qtbot, window)
    assert view.resume.isChecked()
