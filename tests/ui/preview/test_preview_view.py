"""The Preview view, driven through the real window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from curator_gui.app.preview.difference import difference
from curator_gui.core.measuring.inspection import ItemSummary, summarise
from curator_gui.ui.common import theme
from curator_gui.ui.preview.fields import field_model
from curator_gui.ui.preview.fields.field_model import FieldModel
from tests.app.preview.strange_steps import make_document

pytestmark = pytest.mark.workers


def cells(view, column):
    model = view.comparison.table.fields
    return [model.index(row, column).data() for row in range(model.rowCount())]


def step_texts(view):
    return [view.steps.item(row).text() for row in range(view.steps.count())]


def test_shortcut_previews_the_index_that_is_set(qtbot, window, wait_preview):
    window.bench.session.adopt(make_document("change"), None)
    qtbot.waitUntil(lambda: window.bench.checker.report.live.size == 10, timeout=20_000)
    window.bench.show_view("preview")
    view = window.bench.previewing.view
    assert view.empty.isVisible()
    view.header.index.setValue(4)
    window.bench.commands["preview"].trigger()
    wait_preview(window)
    assert view.header.label.text() == "numbers 4"
    assert view.header.index.maximum() == 9
    assert not view.empty.isVisible()
    assert [text.split("\n")[0] for text in step_texts(view)] == ["Numbers", "Act"]
    assert view.comparison.before.title.text() == "Before: Numbers"
    assert view.comparison.after.title.text() == "After: Act"


def test_fields_say_what_changed_and_what_they_were(window, preview):
    view = preview(window, "change", index=2)
    words = cells(view, field_model.FIELD)
    assert words[0] == "value (changed: range · array)"
    assert words[1] == "new (added · array)"
    assert words[2] == "mask (removed · array)"
    assert cells(view, field_model.MINIMUM)[0] == "−14 (was 2)"  # noqa: RUF001
    assert cells(view, field_model.TYPE)[2] == "uint8"


@pytest.mark.parametrize(
    ("how", "words"),
    [("idle", "Act does nothing here: has no such field"), ("remark", "two units are mixed")],
)
def test_what_a_step_says_of_the_item_stands_above_it(window, preview, how, words):
    view = preview(window, how)
    assert view.message.text == words
    assert view.message.isVisible()
    view.steps.setCurrentRow(0)
    assert view.message.text == ""


def test_steps_show_multiplied_and_dropped_items(window, preview):
    view = preview(window, "triple", "drop")
    assert "1 → 3 items" in step_texts(view)[1]
    assert "3 → 0, dropped" in step_texts(view)[2]
    assert "dropped the item" in view.comparison.after.picture.message.text()
    view.steps.setCurrentRow(1)
    panel = view.comparison.after
    assert (panel.item.maximum(), panel.item.isVisible()) == (3, True)
    panel.item.setValue(3)
    assert panel.place == (1, 2)
    assert view.comparison.before.place == (0, 0)


def test_source_stands_alone(window, preview):
    view = preview(window, "pass")
    view.steps.setCurrentRow(0)
    assert not view.comparison.before.isVisible()
    assert cells(view, field_model.FIELD) == ["value (array)", "mask (array)"]


def test_step_that_raises_shows_its_traceback(window, preview):
    view = preview(window, "pass", "raise", "pass")
    assert view.failure.isVisible()
    assert "“Act” failed on index 2: ValueError" in view.failure.message.text
    assert "strange_steps.py" in view.failure.traceback.toPlainText()
    assert "failed: ValueError" in step_texts(view)[2]
    assert "not reached" in step_texts(view)[3]
    view.steps.setCurrentRow(1)
    assert view.comparison.isVisible()


def test_crash_is_told_with_step_and_index_and_the_window_lives(window, preview):
    view = preview(window, "pass", "crash", "pass")
    assert "index 2" in view.message.text
    assert "“Act”" in view.message.text
    assert "exited with code 7" in view.message.text
    assert "try another index" in view.message.text
    assert "ended the preview" in step_texts(view)[2]
    assert "process ended" in view.comparison.after.picture.message.text()
    view = preview(window, "pass")
    assert view.message.text == ""
    assert len(step_texts(view)) == 2


def test_stop_button_ends_a_step_that_hangs(qtbot, window, wait_preview):
    window.bench.session.adopt(make_document("hang"), None)
    window.bench.previewing.preview_index(0)
    view = window.bench.previewing.view
    qtbot.waitUntil(lambda: len(step_texts(view)) == 2, timeout=30_000)
    qtbot.waitUntil(lambda: "running" in step_texts(view)[1], timeout=30_000)
    assert view.header.button.text() == "Stop"
    qtbot.mouseClick(view.header.button, Qt.MouseButton.LeftButton)
    assert view.header.button.text() == "Preview"
    assert "stopped in the step “Act”" in view.message.text


def test_closing_the_window_ends_a_preview_that_hangs(qtbot, window):
    window.bench.session.adopt(make_document("hang"), None)
    window.bench.session.undo_stack.setClean()
    window.bench.previewing.preview_index(0)
    controller = window.bench.previewing.controller
    qtbot.waitUntil(lambda: len(controller.state.steps) == 1, timeout=30_000)
    process = next(iter(controller.process.helper._executor._processes.values()))
    window.close()
    qtbot.waitUntil(lambda: not process.is_alive(), timeout=20_000)


def test_edit_marks_the_answer_as_stale(window, preview):
    view = preview(window, "pass")
    step = window.bench.session.document.filters[0].id
    window.bench.session.push(window.bench.session.document.set_value(step, "how", "drop"), "edit")
    assert "has changed since: preview again (Ctrl+R)" in view.message.text
    window.bench.session.undo_stack.undo()
    assert view.message.text == ""


def test_random_index_is_previewed(qtbot, window, preview, wait_preview):
    view = preview(window, "pass", index=0)
    qtbot.waitUntil(lambda: view.header.random.isEnabled(), timeout=20_000)
    qtbot.mouseClick(view.header.random, Qt.MouseButton.LeftButton)
    wait_preview(window)
    index = window.bench.previewing.controller.state.opened.index
    assert 0 < index < 10
    assert view.header.index.value() == index


def test_step_not_ready_is_listed_with_its_reason(window, wait_preview):
    document = make_document("pass")
    from curator_gui.core.document import make_step

    document = document.add(make_step("filter", "odd.Other", {"number": 3}))
    window.bench.session.adopt(document, None)
    window.bench.previewing.preview_index(1)
    view = wait_preview(window)
    assert "not ready: " in step_texts(view)[2]
    assert "never suits" in step_texts(view)[2]
    assert not view.steps.item(2).flags() & Qt.ItemFlag.ItemIsSelectable


def test_statistics_of_the_chosen_field_stand_side_by_side(qtbot, window, preview):
    view = preview(window, "change")
    comparison = view.comparison
    assert comparison.table.choose("array", "value")
    comparison.statistics_button.click()
    for panel in comparison.panels:
        assert panel.stack.currentWidget() is panel.statistics
        assert panel.statistics.plot.isVisible()
    comparison.table.choose("array", "new")
    assert not comparison.before.statistics.plot.isVisible()
    comparison.picture_button.click()
    assert comparison.after.stack.currentWidget() is comparison.after.picture


def test_field_model_keeps_qts_rules(qtmodeltester):
    import numpy as np

    before = ItemSummary("x", (), (summarise("a", "point", np.arange(3)),))
    after = ItemSummary("x", (), (summarise("a", "point", np.arange(4.0)),))
    model = FieldModel()
    qtmodeltester.check(model)
    model.show_changes(difference(before, after))
    qtmodeltester.check(model)
    assert model.index(0, field_model.TYPE).data() == "float64 (was int64)"
    assert model.index(0, field_model.SHAPE).data() == "4 (was 3)"
    assert model.row_of("point", "a") == 0
    assert model.row_of("cell", "a") == -1


@pytest.mark.parametrize("name", ["light", "dark", "high-contrast"])
def test_every_theme_paints_the_view(qapp, window, preview, name):
    view = preview(window, "change")
    theme.apply(qapp, name)
    image = view.grab().toImage()
    base = theme.current().color("base").rgb()
    corner = image.pixelColor(view.steps.geometry().center().x(), image.height() - 6)
    assert corner.rgb() == base
    theme.apply(qapp, "light")
    assert QGuiApplication.instance() is qapp


def test_results_ask_for_the_preview_of_an_index(qtbot, window, wait_preview):
    """The table's menu leads to the preview of the row's index."""
    window.bench.session.adopt(make_document("pass"), None)
    window.bench.show_view("results")
    window.bench.running.results.preview_wanted.emit(6)
    assert window.bench.views.current_id == "preview"
    view = wait_preview(window)
    assert view.header.label.text() == "numbers 6"
