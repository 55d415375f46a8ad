"""A person builds, arranges and edits a pipeline through the widgets."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit, QToolButton

from curator_gui.core.storage.installed import to_add
from curator_gui.run.planning.options import COMMON_OPTIONS
from curator_gui.ui.pipeline.card import STEP_MIME
from curator_gui.ui.pipeline.catalogue import COMPONENT_MIME


def add(qtbot, window, words):
    """Open the catalogue, type and press Enter."""
    window.bench.commands["add_step"].trigger()
    qtbot.keyClicks(window.bench.catalogue.words, words)
    qtbot.keyClick(window.bench.catalogue.words, Qt.Key.Key_Return)
    assert not window.bench.catalogue.isVisible()


def field(window, name):
    return window.bench.build.page.form.rows[name].editor.input


def type_into(qtbot, widget, text):
    """Paste all but the last character, for each key is an edit of the document, and type that."""
    widget.setFocus()
    widget.selectAll()
    widget.insert(text[:-1])
    qtbot.keyClicks(widget, text[-1:])


def keys(window):
    return [step.component for step in window.bench.session.document.steps]


def titles(window):
    return [card.title.text() for card in window.bench.panel.cards]


def drop(target, mime, place):
    event = QDropEvent(
        QPointF(place),
        Qt.DropAction.MoveAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    target.dropEvent(event)


@pytest.fixture
def built(qtbot, window, texts, tmp_path):
    """The window with a pipeline of four steps; of each folder only the last key is typed."""
    folders = {"text.Files": texts, "text.Write": tmp_path / "out"}
    for key in ("text.Files", "text.Repeat", "text.Plain", "text.Write"):
        window.bench.add_component(window.bench.session.registry.find(key))
        if key in folders:
            field(window, "folder").setText(str(folders[key])[:-1])
            qtbot.keyClicks(field(window, "folder"), str(folders[key])[-1])
    qtbot.waitUntil(lambda: window.bench.checker.report.complete, timeout=30_000)
    return window


@pytest.fixture
def built_by_hand(qtbot, window, texts, tmp_path):
    """The same with the catalogue and the keyboard."""
    add(qtbot, window, "text files")
    type_into(qtbot, field(window, "folder"), str(texts))
    add(qtbot, window, "repeat")
    add(qtbot, window, "plain")
    add(qtbot, window, "text folder")
    type_into(qtbot, field(window, "folder"), str(tmp_path / "out"))
    qtbot.waitUntil(lambda: window.bench.checker.report.complete, timeout=30_000)
    return window


@pytest.mark.workers
def test_pipeline_is_built_through_catalogue_and_forms(qtbot, built_by_hand, texts):
    built = built_by_hand
    assert keys(built) == ["text.Files", "text.Repeat", "text.Plain", "text.Write"]
    assert titles(built) == ["Text files", "Repeat", "Plain", "Text folder"]
    assert built.bench.session.document.source.values["folder"] == str(texts)
    assert built.bench.checker.report.runnable
    assert "5\u202fitems" in built.bench.panel.cards[0].count.text().replace(" ", "\u202f")
    conditions = [card.state.condition for card in built.bench.panel.cards]
    assert set(conditions[:-1]) <= {"ready", "works"}  # tried on some items, or about to be
    assert conditions[-1] == "ready"  # never in a run


def test_first_window_is_the_welcome_page_until_there_is_a_step(qtbot, window):
    assert window.bench.views.current_id == "welcome"
    assert window.bench.panel.empty_source.isVisible()
    add(qtbot, window, "text files")
    assert window.bench.views.current_id == "build"
    assert not window.bench.panel.empty_source.isVisible()
    assert window.bench.panel.empty_sink.isVisible()


def test_empty_places_open_the_catalogue_for_their_kind(qtbot, window):
    qtbot.mouseClick(window.bench.panel.empty_sink, Qt.MouseButton.LeftButton)
    assert window.bench.catalogue.isVisible()
    assert {offer.entry.kind for offer in window.bench.catalogue.model.offers} == {"sink"}
    window.bench.catalogue.reject()


def test_what_cannot_be_added_says_why_and_is_not_added(qtbot, window):
    window.bench.commands["add_step"].trigger()
    qtbot.keyClicks(window.bench.catalogue.words, "lost")
    assert to_add("lost") in window.bench.catalogue.detail.text()
    qtbot.keyClick(window.bench.catalogue.words, Qt.Key.Key_Return)
    assert window.bench.catalogue.isVisible()
    assert keys(window) == []
    window.bench.catalogue.reject()


def test_search_without_a_hit_says_so(qtbot, window):
    window.bench.commands["add_step"].trigger()
    qtbot.keyClicks(window.bench.catalogue.words, "zzz")
    assert "No component" in window.bench.catalogue.detail.text()
    window.bench.catalogue.reject()


def test_arrow_keys_choose_in_the_catalogue_while_typing(qtbot, window):
    window.bench.commands["add_step"].trigger()
    first = window.bench.catalogue.list.currentIndex().row()
    qtbot.keyClick(window.bench.catalogue.words, Qt.Key.Key_Down)
    assert window.bench.catalogue.list.currentIndex().row() == first + 1
    window.bench.catalogue.reject()


def test_error_stands_beside_the_field_and_on_the_card(qtbot, built):
    built.bench.session.select(built.bench.session.document.filters[0].id)
    row = built.bench.build.page.form.rows["times"]
    type_into(qtbot, row.editor.input, "500")
    assert "from 1 to 100" in row.message.text
    assert row.message.isVisible()
    qtbot.waitUntil(
        lambda: "from 1 to 100" in built.bench.panel.cards[1].message.text, timeout=5000
    )
    assert built.bench.panel.cards[1].state.condition == "incomplete"
    type_into(qtbot, row.editor.input, "7")
    assert row.message.text == ""
    fine = ("ready", "works")
    qtbot.waitUntil(lambda: built.bench.panel.cards[1].state.condition in fine, timeout=5000)


def test_wrong_text_stays_as_it_was_typed(qtbot, built):
    built.bench.session.select(built.bench.session.document.filters[0].id)
    type_into(qtbot, field(built, "times"), "3x")
    assert field(built, "times").text() == "3x"
    assert built.bench.session.document.filters[0].values["times"] == "3x"


def test_missing_folder_stands_beside_its_field(qtbot, built):
    built.bench.session.select(built.bench.session.document.source.id)
    row = built.bench.build.page.form.rows["folder"]
    type_into(qtbot, row.editor.input, "/no/such/place")
    qtbot.waitUntil(lambda: "does not exist" in row.message.text, timeout=5000)


def test_undo_and_redo_go_through_the_form(qtbot, built):
    built.bench.session.select(built.bench.session.document.filters[0].id)
    line = field(built, "times")
    type_into(qtbot, line, "42")
    assert built.bench.commands["undo"].text() == "&Undo change times of Repeat"
    built.bench.commands["undo"].trigger()
    assert line.text() == "2"
    built.bench.commands["redo"].trigger()
    assert line.text() == "42"


def test_undo_key_in_a_field_undoes_the_document(qtbot, built):
    built.activateWindow()
    built.bench.session.select(built.bench.session.document.filters[0].id)
    line = field(built, "times")
    type_into(qtbot, line, "42")
    event_taken_by_line = QTest.keyClick(line, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert event_taken_by_line is None
    assert line.text() in ("2", "42")
    if line.text() == "42":  # no window manager: the shortcut needs the active window
        built.bench.commands["undo"].trigger()
    assert built.bench.session.document.filters[0].values.get("times") is None


def test_reset_button_brings_the_default_back_and_hides(qtbot, built):
    built.bench.session.select(built.bench.session.document.filters[0].id)
    row = built.bench.build.page.form.rows["times"]
    assert not row.button.isVisible()
    type_into(qtbot, row.editor.input, "9")
    assert row.button.isVisible()
    qtbot.mouseClick(row.button, Qt.MouseButton.LeftButton)
    assert row.editor.input.text() == "2"
    assert "times" not in built.bench.session.document.filters[0].values


def test_typing_the_default_sets_nothing(qtbot, built):
    built.bench.session.select(built.bench.session.document.filters[0].id)
    type_into(qtbot, field(built, "times"), "9")
    type_into(qtbot, field(built, "times"), "2")
    assert "times" not in built.bench.session.document.filters[0].values


def test_every_kind_of_field_reaches_the_document(qtbot, built):
    step = built.bench.session.document.filters[0].id
    built.bench.session.select(step)
    rows = built.bench.build.page.form.rows
    type_into(qtbot, rows["gap"].editor.input, "1.5")
    type_into(qtbot, rows["words"].editor.input, 'one, "two, three"')
    combo = rows["mode"].editor.input
    assert isinstance(combo, QComboBox)
    combo.setCurrentIndex(1)
    combo.activated.emit(1)
    rows["upper"].editor.input.click()
    rows["parts"].editor.boxes[2].click()
    rows["parts"].editor.boxes[0].click()
    table = rows["table"].editor.table
    table.item(0, 0).setText("iron")
    table.item(0, 1).setText("7.87")
    assert dict(built.bench.session.document.step(step).values) == {
        "gap": 1.5,
        "words": ("one", "two, three"),
        "mode": "words",
        "upper": True,
        "parts": ("head", "foot"),
        "table": {"iron": 7.87},
    }


def test_arrow_keys_count_within_the_range(qtbot, built):
    built.bench.session.select(built.bench.session.document.filters[0].id)
    line = field(built, "times")
    type_into(qtbot, line, "99")
    for _ in range(3):
        qtbot.keyClick(line, Qt.Key.Key_Up)
    assert line.text() == "100"
    qtbot.keyClick(line, Qt.Key.Key_Down)
    assert built.bench.session.document.filters[0].values["times"] == 99


def test_naming_template_shows_an_example_with_a_real_name(qtbot, built):
    built.bench.session.select(built.bench.session.document.sinks[0].id)
    editor = built.bench.build.page.form.rows["name"].editor
    type_into(qtbot, editor.line, "{{stem}}_{{index:03d}}.txt".format())
    assert editor.example.text() == "for example part0_007.txt"
    type_into(qtbot, editor.line, "fixed.txt")
    row = built.bench.build.page.form.rows["name"]
    qtbot.waitUntil(lambda: "same name" in row.message.text, timeout=5000)


def test_picked_and_dropped_paths_are_relative_to_the_document(qtbot, built, texts, tmp_path):
    built.bench.session.save(tmp_path / "doc.curator.yaml")
    built.bench.session.select(built.bench.session.document.source.id)
    editor = built.bench.build.page.form.rows["folder"].editor
    editor.context.pick = lambda parent, param, start: str(texts)
    qtbot.mouseClick(editor.button, Qt.MouseButton.LeftButton)
    assert built.bench.session.document.source.values["folder"] == "texts"
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(texts / "part1.txt"))])
    editor.take("/")
    drop(editor.line, mime, QPoint(2, 2))
    assert built.bench.session.document.source.values["folder"] == "texts"


def test_cards_are_reordered_by_command_and_by_drag(qtbot, built):
    repeat, plain = (step.id for step in built.bench.session.document.filters)
    built.bench.session.select(plain)
    built.bench.commands["move_up"].trigger()
    assert titles(built) == ["Text files", "Plain", "Repeat", "Text folder"]
    assert not built.bench.commands["move_up"].isEnabled()
    mime = QMimeData()
    mime.setData(STEP_MIME, plain.encode())
    card = built.bench.panel.card(repeat)
    drop(built.bench.panel.list, mime, QPoint(10, card.geometry().bottom()))
    assert titles(built) == ["Text files", "Repeat", "Plain", "Text folder"]
    built.bench.session.undo_stack.undo()
    assert titles(built) == ["Text files", "Plain", "Repeat", "Text folder"]


def test_component_is_dropped_at_its_place(qtbot, built):
    mime = QMimeData()
    mime.setData(COMPONENT_MIME, b"text.Plain")
    drop(built.bench.panel.list, mime, QPoint(10, built.bench.panel.cards[1].y() + 1))
    assert titles(built) == ["Text files", "Plain", "Repeat", "Plain", "Text folder"]


def test_card_is_dragged_unless_it_is_the_source(built):
    assert [card.draggable for card in built.bench.panel.cards] == [False, True, True, True]


def test_duplicate_disable_and_delete(qtbot, built):
    first = built.bench.session.document.filters[0].id
    built.bench.session.select(first)
    built.bench.commands["duplicate"].trigger()
    assert titles(built).count("Repeat") == 2
    assert built.bench.session.selected != first
    built.bench.commands["toggle_step"].trigger()
    assert not built.bench.session.document.step(built.bench.session.selected).enabled
    assert built.bench.commands["toggle_step"].text() == "E&nable step"
    built.bench.commands["delete"].trigger()
    assert titles(built).count("Repeat") == 1


def test_cards_are_chosen_and_edited_with_the_keyboard(qtbot, built):
    built.activateWindow()
    built.bench.session.select(built.bench.session.document.source.id)
    qtbot.keyClick(built.bench.panel, Qt.Key.Key_Down)
    assert built.bench.session.selected == built.bench.session.document.filters[0].id
    qtbot.keyClick(built.bench.panel, Qt.Key.Key_Space)
    assert not built.bench.session.document.filters[0].enabled
    for _ in range(9):
        qtbot.keyClick(built.bench.panel, Qt.Key.Key_Down)
    assert built.bench.session.selected == built.bench.session.document.sinks[0].id
    qtbot.keyClick(built.bench.panel, Qt.Key.Key_Return)
    assert built.bench.build.page.step_id == built.bench.session.document.sinks[0].id


def test_step_without_parameters_says_so(qtbot, built):
    built.bench.session.select(built.bench.session.document.filters[1].id)
    assert not built.bench.build.page.form.rows


def test_unknown_component_is_greyed_and_says_what_is_missing(qtbot, window, tmp_path):
    path = tmp_path / "x.curator.yaml"
    path.write_text(
        "format: curator-pipeline\nversion: 1\nsteps:\n- source: alien.Thing\n  params: {a: 1}\n"
    )
    assert window.open(path)
    card = window.bench.panel.cards[0]
    assert card.title.text() == "alien.Thing"
    qtbot.waitUntil(lambda: "not installed" in card.message.text, timeout=5000)
    assert card.state.condition == "missing"
    assert "not installed here" in window.bench.build.page._description()


def test_options_are_edited_in_the_panel_and_on_the_page(qtbot, built):
    built.bench.commands["options"].trigger()
    panel, page = built.bench.options, built.bench.build.options
    type_into(qtbot, panel.general.rows["n_jobs"].editor.input, "3")
    assert built.bench.session.document.run.n_jobs == 3
    assert page.general.rows["n_jobs"].editor.input.text() == "3"
    built.bench.commands["options"].trigger()
    assert page.isVisible()
    rows = page.options.rows
    type_into(qtbot, rows["batch_size"].editor.input, "16")
    assert built.bench.session.document.run.options["batch_size"] == 16
    type_into(qtbot, rows["max_nbytes"].editor.input, "lots")
    assert "needs a size" in rows["max_nbytes"].message.text
    type_into(qtbot, panel.often.rows["timeout"].editor.input, "30")
    assert rows["timeout"].editor.input.text() == "30"


def test_index_expression_has_a_live_count(qtbot, built):
    row = built.bench.options.general.rows["indices"]
    qtbot.waitUntil(lambda: row.note.text() == "5 of 5 items", timeout=5000)
    type_into(qtbot, row.editor.input, "0-1")
    qtbot.waitUntil(lambda: row.note.text() == "2 of 5 items", timeout=5000)
    type_into(qtbot, row.editor.input, "0-9")
    qtbot.waitUntil(lambda: "outside" in row.message.text, timeout=5000)
    assert not row.note.isVisible()


def test_sequential_backend_has_no_loky_options(qtbot, built):
    built.bench.commands["options"].trigger()
    from curator_gui.app.document.edits import Edits

    Edits(built.bench.session).set_run("backend", "sequential")
    assert set(built.bench.build.options.options.rows) == {p.name for p in COMMON_OPTIONS}
    assert not built.bench.options.often.isVisible()
    built.bench.commands["undo"].trigger()
    assert "timeout" in built.bench.build.options.options.rows


def test_every_field_has_a_name_for_screen_readers(built):
    built.bench.commands["options"].trigger()
    for line in built.findChildren(QLineEdit):
        inside_combo = isinstance(line.parent(), QComboBox)
        assert line.accessibleName() or inside_combo, line.parent()


def test_number_of_workers_that_is_none_never_reaches_the_document(qtbot, built):
    row = built.bench.options.general.rows["n_jobs"]
    type_into(qtbot, row.editor.input, "3")
    type_into(qtbot, row.editor.input, "3x")
    assert "3 stays in use" in row.message.text
    assert row.editor.input.text() == "3x"
    assert built.bench.session.document.run.n_jobs == 3
    type_into(qtbot, row.editor.input, "4")
    assert row.message.text == ""
    assert built.bench.session.document.run.n_jobs == 4


def test_negative_number_of_workers_is_explained(qtbot, built):
    row = built.bench.options.general.rows["n_jobs"]
    qtbot.waitUntil(lambda: "worker" in row.note.text(), timeout=10_000)
    type_into(qtbot, row.editor.input, "1")
    qtbot.waitUntil(lambda: row.note.text() == "", timeout=10_000)


def test_what_a_new_step_lacks_is_red_only_after_a_visit_or_on_run(qtbot, window):
    add(qtbot, window, "text files")
    bench = window.bench
    qtbot.waitUntil(lambda: bool(bench.checker.report.issues), timeout=5000)
    row, card = bench.build.page.form.rows["folder"], bench.panel.cards[0]
    assert row.message.text == ""
    assert card.message.text == ""
    assert card.state.condition == "to be set"
    assert card.note.text() == "needs Folder"
    row.editor.finished.emit()  # somebody has been in the field and left it empty
    assert row.message.text
    add(qtbot, window, "text folder")
    row = bench.build.page.form.rows["folder"]
    qtbot.waitUntil(lambda: len(bench.checker.report.issues) == 2, timeout=5000)
    assert row.message.text == ""
    with qtbot.waitSignal(bench.running.controller.rejected, timeout=20_000):
        bench.commands["run"].trigger()
    bench.running.message.done(0)
    assert all(card.state.condition == "incomplete" for card in bench.panel.cards)
    assert all(card.message.text for card in bench.panel.cards)


def test_tab_goes_from_field_to_field_and_not_to_the_buttons_between(qtbot, window, texts):
    add(qtbot, window, "text files")
    form = window.bench.build.page.form
    type_into(qtbot, field(window, "pattern"), "part*")
    assert form.rows["pattern"].button.isVisible()
    field(window, "pattern").setFocus()
    qtbot.keyClick(field(window, "pattern"), Qt.Key.Key_Tab)
    focused = window.focusWidget()
    assert form.rows["limit"].editor.isAncestorOf(focused)
    assert not isinstance(focused, QToolButton)
