"""After Open and New the window shows nothing of the other document's run."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from curator_gui.app.run.recorded.item_names import Named
from curator_gui.core import PipelineDocument, make_step
from curator_gui.core.documents.document_io import write_document
from curator_gui.core.message import Message
from curator_gui.ui.monitor.run_bar import RunBar

pytestmark = pytest.mark.workers


@pytest.fixture
def documents(tmp_path, texts):
    paths = []
    for name in ("first", "second"):
        path = tmp_path / f"{name}.curator.yaml"
        document = PipelineDocument(
            name=name,
            source=make_step("source", "text.Files", {"folder": "texts"}),
            sinks=(make_step("sink", "text.Write", {"folder": f"out-{name}"}),),
        )
        write_document(document.with_run(n_jobs=1, backend="sequential"), path)
        paths.append(path)
    return paths


def test_open_and_new_show_nothing_of_another_run(qtbot, window, documents):
    first, second = documents
    bench = window.bench
    window.open(first)
    qtbot.waitUntil(lambda: bench.checker.report.complete, timeout=30_000)
    with qtbot.waitSignal(bench.running.controller.finished, timeout=60_000):
        bench.commands["run"].trigger()
    bench.show_view("results")
    results = bench.running.results
    results.search.setText("part3")
    assert results.model.rowCount() > 0
    window.open(second)
    assert results.model.rowCount() == 0
    assert results.search.text() == ""
    assert bench.running.controller.state == "idle"
    bench.commands["new"].trigger()
    assert bench.running.controller.state == "idle"
    assert bench.running.controller.results.rowCount() == 0
    window.open(first)  # its last run comes back, and says that it is one of before
    qtbot.waitUntil(lambda: results.model.rowCount() == 5, timeout=30_000)
    controller = bench.running.controller
    assert controller.state == "finished"
    assert controller.title.startswith("last run, ")
    qtbot.waitUntil(lambda: not controller._loader.busy, timeout=30_000)
    cards = bench.panel.cards
    qtbot.waitUntil(lambda: all(not card.run_line.isHidden() for card in cards), timeout=5000)
    assert cards[0].state.condition == "works"
    bench.edits.set_value(cards[0].step_id, "pattern", "part1*")
    assert cards[0].run_line.numbers.text() == "before the last change"
    bench.session.undo_stack.undo()
    another_run_is_shown_on_purpose(qtbot, bench, controller)


def another_run_is_shown_on_purpose(qtbot, bench, controller):
    """It says so, the cards are not its own, and there is a way back."""
    record = controller.record
    with qtbot.waitSignal(controller.record_shown, timeout=30_000):
        controller.show_record(record)
    bar = bench.panel.window().findChild(RunBar)
    assert controller.title.startswith("earlier run of first, ")
    qtbot.waitUntil(bar.back.isVisible, timeout=5000)
    qtbot.waitUntil(bench.panel.cards[0].run_line.isHidden, timeout=5000)
    with qtbot.waitSignal(controller.record_shown, timeout=30_000):
        bar.back.click()
    assert controller.title.startswith("last run, ")


def test_what_failed_here_leads_to_results_and_on_to_the_step(qtbot, window, documents, texts):
    first, _ = documents
    (texts / "part3.txt").write_bytes(b"\xff\xfe\xff")  # no text: the source fails on it
    bench = window.bench
    window.open(first)
    qtbot.waitUntil(lambda: bench.checker.report.complete, timeout=30_000)
    with qtbot.waitSignal(bench.running.controller.finished, timeout=60_000):
        bench.commands["run"].trigger()
    link = bench.panel.cards[0].run_line.failed
    qtbot.waitUntil(link.isVisible, timeout=5000)
    assert link.text() == "1 failed here"
    qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    results = bench.running.results
    assert bench.views.current_id == "results"
    assert results.model.rowCount() == 1
    assert results.detail.result.index == 3
    bench.session.select(bench.panel.cards[-1].step_id)
    bench.show_view("results")
    results.preview_wanted.emit(3)
    assert bench.views.current_id == "preview"
    assert bench.session.selected == bench.panel.cards[0].step_id


def test_doubts_about_the_names_of_an_earlier_run_are_shown(window):
    names = window.bench.running.names
    reason = Message("there is no component {key}", key="lab.Gone")
    names.doubted.emit(Named(["a"], unchecked=reason))
    names.doubted.emit(Named(["a", ""], withheld=1))
    unchecked, withheld = (notice.text for notice in window.bench.notices.notices)
    assert "held against no record: there is no component lab.Gone" in unchecked
    assert withheld.startswith("1 item without a name")
