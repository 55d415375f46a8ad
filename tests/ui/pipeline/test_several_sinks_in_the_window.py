"""A pipeline that ends in two sinks, from its cards to its results, through the real window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt

from curator_gui.app.results.columns import column_of
from curator_gui.core import PipelineDocument, RunOptions, make_step
from curator_gui.ui.pipeline.card import STEP_MIME
from curator_gui.ui.pipeline.catalogue import COMPONENT_MIME
from tests.ui.pipeline.test_building_in_the_window import add, drop, field, keys, type_into

pytestmark = pytest.mark.workers

WRITE = "text.Write"


@pytest.fixture
def opened(window, texts, tmp_path):
    """The window with a document of one source, one filter and two sinks."""
    folders = [str(tmp_path / name) for name in ("one", "two")]
    document = PipelineDocument(
        source=make_step("source", "text.Files", {"folder": str(texts)}),
        filters=(make_step("filter", "text.Plain"),),
        sinks=tuple(make_step("sink", WRITE, {"folder": folder}) for folder in folders),
        run=RunOptions(backend="sequential"),
    )
    window.bench.session.adopt(document, None)
    return window


def sink_folders(window):
    return [
        step.values.get("folder", "").rsplit("/")[-1]
        for step in window.bench.session.document.sinks
    ]


def dragged(kind, text):
    mime = QMimeData()
    mime.setData(kind, text.encode())
    return mime


def test_a_sink_that_is_added_stands_behind_the_others(qtbot, opened, tmp_path):
    add(qtbot, opened, "text folder")
    assert keys(opened)[-3:] == [WRITE] * 3
    type_into(qtbot, field(opened, "folder"), str(tmp_path / "three"))
    assert sink_folders(opened) == ["one", "two", "three"]
    opened.bench.commands["delete"].trigger()
    assert sink_folders(opened) == ["one", "two"]
    opened.bench.session.undo_stack.undo()
    assert sink_folders(opened) == ["one", "two", "three"]


def test_sinks_are_moved_duplicated_and_disabled_by_command(opened):
    session, commands = opened.bench.session, opened.bench.commands
    session.select(session.document.sinks[1].id)
    assert commands["move_up"].isEnabled()
    assert not commands["move_down"].isEnabled()
    commands["move_up"].trigger()
    assert sink_folders(opened) == ["two", "one"]
    commands["duplicate"].trigger()
    assert sink_folders(opened) == ["two", "two", "one"]
    commands["toggle_step"].trigger()
    assert [step.enabled for step in session.document.sinks] == [True, False, True]
    assert [card.state.condition == "disabled" for card in opened.bench.panel.cards[2:]] == [
        False,
        True,
        False,
    ]


def test_sinks_are_dragged_among_sinks_and_filters_among_filters(opened):
    panel, session = opened.bench.panel, opened.bench.session
    first = session.document.sinks[0]
    bottom = QPoint(10, panel.cards[-1].geometry().bottom())
    drop(panel.list, dragged(STEP_MIME, first.id), bottom)
    assert sink_folders(opened) == ["two", "one"]
    drop(panel.list, dragged(STEP_MIME, first.id), QPoint(10, 1))  # above the source, even
    assert sink_folders(opened) == ["one", "two"]
    drop(panel.list, dragged(COMPONENT_MIME, WRITE), QPoint(10, panel.cards[-1].y() + 1))
    assert sink_folders(opened) == ["one", "", "two"]
    drop(panel.list, dragged(COMPONENT_MIME, "text.Repeat"), bottom)
    assert keys(opened)[:3] == ["text.Files", "text.Plain", "text.Repeat"]


def test_the_line_of_the_data_ends_at_the_last_sink(opened):
    assert [card.state.last for card in opened.bench.panel.cards] == [False, False, False, True]


def test_a_pipeline_needs_one_sink_that_is_not_disabled(qtbot, opened):
    session, checker = opened.bench.session, opened.bench.checker
    for step in session.document.sinks:
        opened.bench.edits.set_enabled(step.id, False)
    qtbot.waitUntil(lambda: checker.report.complete, timeout=30_000)
    assert not checker.report.runnable
    assert "all sinks are disabled" in str(checker.report.issues[0])
    opened.bench.edits.set_enabled(session.document.sinks[1].id, True)
    qtbot.waitUntil(lambda: checker.report.complete and checker.report.runnable, timeout=30_000)


def test_a_run_shows_on_cards_and_in_results_what_each_sink_did(qtbot, opened, tmp_path):
    bench = opened.bench
    with qtbot.waitSignal(bench.running.controller.finished, timeout=60_000):
        bench.commands["run"].trigger()
    first, second = bench.panel.cards[2:]
    for card in (first, second):
        qtbot.waitUntil(lambda shown=card: shown.state.condition == "works", timeout=30_000)
        assert card.state.run.count.left == 5
    store = bench.running.controller.results.store
    assert store.sink_names == ("Text folder (3)", "Text folder (4)")
    assert column_of("sinks").shown_text(store, 0) == "Text folder (3): 1, Text folder (4): 1"
    bench.show_view("results")
    bench.running.results.show_index(0)
    shown = bench.running.results.detail.outputs.list
    assert [shown.item(n).text().split(":")[0] for n in range(shown.count())] == list(
        store.sink_names
    )
    paths = [shown.item(n).data(Qt.ItemDataRole.UserRole) for n in range(shown.count())]
    assert [path.rsplit("/")[-2] for path in paths] == ["one", "two"]


def test_a_step_of_one_sink_that_changes_leaves_the_other_as_it_was(qtbot, opened, tmp_path):
    bench = opened.bench
    with qtbot.waitSignal(bench.running.controller.finished, timeout=60_000):
        bench.commands["run"].trigger()
    session = bench.session
    bench.edits.set_value(session.document.sinks[0].id, "folder", str(tmp_path / "other"))
    states = [card.state.run.same for card in bench.panel.cards[2:]]
    assert states == [False, True]
