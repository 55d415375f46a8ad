"""Fields of a form that name what is in the data: chips, the list below, words that are unknown."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from curator_gui.core.params.param import Param
from curator_gui.core.survey import FieldFacts, StepFacts
from curator_gui.ui.common import theme
from curator_gui.ui.forms.context import FormContext
from curator_gui.ui.forms.param_form import ParamForm

NAMES = Param("fields", "Which.", list[str] | None, None, role="cell field")
ONE = Param("dimension", "Which.", str | None, None, role="field")


def field(name, present=3):
    spread = tuple(float(n) for n in range(65))
    return FieldFacts(name, "cell", ("float32",), 1, "m", 0, 64, 32, 0, 9, present, spread)


FACTS = StepFacts(
    "Read", reached=3, given=3, fields=(field("alpha"), field("p", 2), field("p_rgh"))
)


@pytest.fixture
def form(qtbot, qapp):
    theme.apply(qapp, "light")
    context = FormContext(facts=FACTS, size=9)
    form = ParamForm([NAMES, ONE], context, help_beside=False)
    form.told = []
    form.values = {}

    def keep(name, value):
        form.told.append((name, value))
        form.values = {**form.values, name: value}
        form.show_values(form.values)

    def drop(name):
        form.told.append((name, None))
        form.values = {k: v for k, v in form.values.items() if k != name}
        form.show_values(form.values)

    form.changed.connect(keep)
    form.reset.connect(drop)
    form.show_values({})
    qtbot.addWidget(form)
    form.resize(900, 500)
    form.show()
    qtbot.waitExposed(form)
    return form


@pytest.fixture
def editor(form):
    editor = form.rows["fields"].editor
    editor.line.setFocus()
    return editor


def chips(editor):
    return [(chip.name, chip.wrong) for chip in editor.chips]


def shown(editor):
    return editor.offered.table.names if editor.offered.isVisible() else None


def test_the_list_unfolds_with_the_keyboard_in_the_field_and_folds_after(form, editor, qtbot):
    assert shown(editor) == ["alpha", "p", "p_rgh"]
    form.rows["dimension"].editor.line.setFocus()
    assert shown(editor) is None


def test_typing_filters_and_offers_the_pattern(editor, qtbot):
    qtbot.keyClicks(editor.line, "p")
    assert shown(editor) == ["alpha", "p", "p_rgh", "p*"]
    assert editor.offered.table.item(3, 3).text() == "fits p, p_rgh"


def test_rows_are_taken_by_click_and_given_back(form, editor, qtbot):
    table = editor.offered.table
    table.cellClicked.emit(0, 1)
    table.cellClicked.emit(2, 1)
    assert form.values == {"fields": ["alpha", "p_rgh"]}
    table.cellClicked.emit(0, 1)
    assert form.values == {"fields": ["p_rgh"]}
    assert chips(editor) == [("p_rgh", False)]
    qtbot.mouseClick(editor.chips[0].button, Qt.MouseButton.LeftButton)
    assert form.values == {}  # back at "all that are there"


def test_rows_are_taken_with_the_keyboard_alone(form, editor, qtbot):
    qtbot.keyClick(editor.line, Qt.Key.Key_Down)
    qtbot.keyClick(editor.line, Qt.Key.Key_Space)
    assert form.values == {"fields": ["alpha"]}
    assert shown(editor) is not None
    qtbot.keyClick(editor.line, Qt.Key.Key_Down)
    qtbot.keyClick(editor.line, Qt.Key.Key_Return)
    assert form.values == {"fields": ["alpha", "p"]}
    assert shown(editor) is None
    qtbot.keyClick(editor.line, Qt.Key.Key_Backspace)
    assert form.values == {"fields": ["alpha"]}


def test_escape_folds_the_list_and_drops_what_was_typed(form, editor, qtbot):
    qtbot.keyClicks(editor.line, "p")
    qtbot.keyClick(editor.line, Qt.Key.Key_Escape)
    assert shown(editor) is None
    assert editor.line.text() == ""
    assert form.values == {}


def test_what_is_typed_counts_at_once_so_that_a_run_has_it(form, editor, qtbot):
    qtbot.keyClicks(editor.line, "al")
    assert form.values == {"fields": ["al"]}
    qtbot.keyClicks(editor.line, "pha, p")
    assert form.values == {"fields": ["alpha", "p"]}
    assert chips(editor) == [("alpha", False)]  # p is not finished


def test_a_pattern_is_a_name_like_any_other(form, editor, qtbot):
    qtbot.keyClicks(editor.line, "p*")
    qtbot.keyClick(editor.line, Qt.Key.Key_Return)
    assert form.values == {"fields": ["p*"]}
    assert chips(editor) == [("p*", False)]
    assert form.rows["fields"].message.text == ""


def test_an_unknown_word_is_red_and_said_beside_the_field_at_once(form, editor, qtbot):
    qtbot.keyClicks(editor.line, "tme,")
    assert chips(editor) == [("tme", True)]
    message = form.rows["fields"].message
    assert message.text == "tme: no such cell field; there are alpha, p, p_rgh"
    assert message.isVisible()


def test_the_list_says_in_how_many_items_a_field_is(editor):
    table = editor.offered.table
    assert [table.item(row, 6).text() for row in range(3)] == ["all", "2 of 3", "all"]


def test_where_nothing_is_known_names_are_typed_as_before(qtbot, qapp):
    form = ParamForm([NAMES], FormContext())
    form.show_values({"fields": ["U", "p"]})
    qtbot.addWidget(form)
    form.show()
    editor = form.rows["fields"].editor
    assert chips(editor) == [("U", False), ("p", False)]
    editor.line.setFocus()
    assert shown(editor) is None


def test_new_facts_mark_old_words(form, editor):
    form.show_values({"fields": ["alpha"]})
    form._context.facts = StepFacts("Read", reached=1, given=1, fields=(field("q"),))
    form.refresh_offers()
    assert chips(editor) == [("alpha", True)]
    assert form.rows["fields"].message.text == "alpha: no such cell field; there are q"


def test_a_single_name_is_chosen_from_its_list(form, qtbot):
    editor = form.rows["dimension"].editor
    editor.line.setFocus()
    assert shown(editor) == ["alpha", "p", "p_rgh"]
    qtbot.keyClick(editor.line, Qt.Key.Key_Down)
    qtbot.keyClick(editor.line, Qt.Key.Key_Return)
    assert form.values == {"dimension": "alpha"}
    assert shown(editor) is None
    qtbot.keyClicks(editor.line, "x")
    assert form.values == {"dimension": "alphax"}
    assert form.rows["dimension"].message.text == "alphax: no such field; there is alpha"


def test_chips_break_into_lines_and_the_field_grows(form, editor, qtbot):
    low = editor._box.height()
    form.show_values({"fields": [f"a_rather_long_name_{n}" for n in range(30)]})
    qtbot.waitUntil(lambda: editor._box.height() > 2 * low)
    right = editor._box.width()
    assert all(chip.geometry().right() <= right for chip in editor.chips)
