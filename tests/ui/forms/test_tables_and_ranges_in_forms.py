"""Tables whose names are in the data, and handles between the data's bounds."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QComboBox

from curator_gui.core.measuring.inspection import Axis
from curator_gui.core.params.param import Param
from curator_gui.core.registration.registry import Registry
from curator_gui.core.survey import FieldFacts, StepFacts
from curator_gui.domains import register_all
from curator_gui.ui.common import theme
from curator_gui.ui.forms.axis_range import axis_pairs
from curator_gui.ui.forms.context import FormContext
from curator_gui.ui.forms.param_form import ParamForm
from curator_gui.ui.forms.range_slider import HIGH, LOW, RADIUS, RangeSlider, round_step

SPREAD = tuple(float(n) for n in range(65))
P = FieldFacts("p", "cell", ("float32",), 1, "Pa", -3.0, 64.0, 32, 0, 9, 3, SPREAD)
U = replace(P, name="U", components=3, unit="m/s", minimum=0.0, maximum=5.0, magnitude=True)
AXES = (
    Axis("longitude", "longitude", 120, "degrees", minimum=-180.0, maximum=177.0),
    Axis("latitude", "latitude", 61, "degrees", minimum=-90.0, maximum=90.0),
)
FACTS = StepFacts("Read", reached=3, given=3, fields=(P, U), axes=AXES)

RENAMED = Param("names", "Old and new.", dict[str, str], role="field")
LIMITS = Param("limits", "From and to.", dict[str, list[float]] | None, None, role="field")
SOUTH = Param("south", "", float, axis="latitude")
NORTH = Param("north", "", float, axis="latitude")
WEST = Param("west", "", float | None, None, axis="longitude")
EAST = Param("east", "", float | None, None, axis="longitude")


@pytest.fixture
def make_form(qtbot, qapp):
    def make(*params, facts=FACTS, values=(), **options):
        theme.apply(qapp, "light")
        form = ParamForm(params, FormContext(facts=facts, size=9), help_beside=False, **options)
        form.values = dict(values)

        def keep(name, value):
            form.values = {**form.values, name: value}
            form.show_values(form.values)

        def drop(name):
            form.values = {k: v for k, v in form.values.items() if k != name}
            form.show_values(form.values)

        form.changed.connect(keep)
        form.reset.connect(drop)
        form.show_values(form.values)
        qtbot.addWidget(form)
        form.resize(700, 500)
        form.show()
        form.activateWindow()
        qtbot.waitUntil(form.isActiveWindow)
        form.setFocus()
        return form

    return make


def test_a_table_of_names_lists_what_is_there_and_a_click_adds_its_row(make_form):
    form = make_form(LIMITS)
    editor = form.rows["limits"].editor
    assert not editor.offered.isVisible()
    editor.table.setFocus()
    assert editor.offered.table.names == ["p", "U"]
    editor.offered.table.toggled.emit("p")
    assert form.values == {"limits": {"p": [-3.0, 64.0]}}  # the data's range, not to be typed
    editor.offered.table.toggled.emit("U")
    assert form.values["limits"]["U"] == [-5.0, 5.0]  # holds every component of the vectors
    editor.offered.table.toggled.emit("p")
    assert list(form.values["limits"]) == ["U"]
    editor.offered.table.toggled.emit("U")
    assert form.values == {}


def test_a_new_row_waits_for_its_value_and_an_unknown_name_is_red_at_once(make_form):
    form = make_form(RENAMED)
    editor = form.rows["names"].editor
    editor.table.setFocus()
    editor.offered.table.toggled.emit("p")
    assert editor.table.state() == editor.table.State.EditingState
    assert (editor.table.currentRow(), editor.table.currentColumn()) == (0, 1)
    form.show_values({"names": {"pp": "pressure", "U": "velocity"}})
    wrong, good = (editor.table.item(row, 0) for row in (0, 1))
    assert wrong.foreground().color() == theme.current().color("error")
    assert "pp" in wrong.toolTip()
    assert good.foreground().color() == theme.current().color("text")
    assert "no such field" in form.rows["names"].message.text


def test_the_list_of_a_table_folds_when_the_keyboard_leaves(qtbot, make_form):
    form = make_form(RENAMED, WEST)
    editor = form.rows["names"].editor
    editor.table.setFocus()
    assert editor.offered.isVisible()
    form.rows["west"].editor.line.setFocus()
    qtbot.waitUntil(lambda: not editor.offered.isVisible())


def test_handles_stand_between_the_bounds_of_the_data(make_form):
    form = make_form(SOUTH, NORTH, WEST, EAST, values={"south": 33.0, "north": 72.0})
    latitude, longitude = form.ranges
    assert latitude.isVisible()
    assert (latitude.slider.minimum, latitude.slider.maximum) == (-90.0, 90.0)
    assert latitude.slider.ends == [33.0, 72.0]
    assert latitude.words.text() == "there are \u221290 to 90 degrees"
    assert longitude.slider.ends == [-180.0, 177.0]  # not set: all that is there
    longitude.slider.move(HIGH, 42.3)
    assert form.values["east"] == 42.0 == float(form.rows["east"].editor.line.text())
    form.rows["south"].editor.line.setText("40")
    form.rows["south"].editor.line.textEdited.emit("40")
    assert latitude.slider.ends == [40.0, 72.0]


def test_handles_appear_only_when_the_data_are_known(make_form):
    form = make_form(SOUTH, NORTH, facts=None)
    (latitude,) = form.ranges
    assert not latitude.isVisible()
    form._context.facts = FACTS
    form.refresh_offers()
    assert latitude.isVisible()


def test_handles_are_put_away_with_their_fields(make_form):
    form = make_form(RENAMED, WEST, EAST, fold_after=1)
    (longitude,) = form.ranges
    assert not longitude.isVisible()
    form.more.click()
    assert longitude.isVisible()


def test_pairs_are_neighbors_along_one_axis_and_no_times():
    start, end = (Param(n, "", str | None, None, axis="time") for n in ("start", "end"))
    assert axis_pairs([SOUTH, NORTH, WEST, EAST, start, end]) == [(SOUTH, NORTH), (WEST, EAST)]
    assert axis_pairs([SOUTH, WEST, NORTH]) == []


def test_the_distribution_of_the_data_stands_above_the_handles(make_form):
    axes = (replace(AXES[1], counts=(0, 4, 16, 4)), replace(AXES[0], counts=(5, 5, 4, 5)))
    form = make_form(SOUTH, NORTH, WEST, EAST, facts=replace(FACTS, axes=axes))
    latitude, longitude = form.ranges
    assert latitude.slider.counts == (0, 4, 16, 4)
    assert longitude.slider.counts == ()  # the same everywhere: it would say nothing
    assert latitude.slider.height() > longitude.slider.height()
    latitude.slider.move(HIGH, 40.0)
    image = latitude.slider.grab().toImage()
    accent, faint = (theme.current().color(role).rgb() for role in ("accent", "border"))
    assert [bar_color(image, n) for n in (1, 2, 3)] == [accent, accent, faint]


def bar_color(image, number):
    """The color at the foot of one of four bars, beside its antialiased edges."""
    ratio = image.devicePixelRatio()
    wide = (image.width() / ratio - 2 * RADIUS) / 4
    foot = image.height() / ratio - 2 * RADIUS - 6
    return image.pixel(int((RADIUS + (number + 0.5) * wide) * ratio), int(foot * ratio))


@pytest.fixture
def slider(qtbot, qapp):
    slider = RangeSlider()
    slider.set_bounds(0.0, 100.0)
    slider.set_ends(20.0, 80.0)
    qtbot.addWidget(slider)
    slider.resize(400, 20)
    slider.show()
    qtbot.waitExposed(slider)
    slider.told = []
    slider.moved.connect(lambda handle, value: slider.told.append((handle, value)))
    return slider


def test_the_mouse_takes_the_nearer_handle_and_never_beyond_the_other(qtbot, slider):
    at = lambda value: QPoint(round(slider._x(value)), 10)  # noqa: E731
    with qtbot.waitSignal(slider.released):
        qtbot.mousePress(slider, Qt.MouseButton.LeftButton, pos=at(30))
        qtbot.mouseMove(slider, at(95))
        qtbot.mouseRelease(slider, Qt.MouseButton.LeftButton, pos=at(95))
    assert slider.ends == [80.0, 80.0]
    assert {handle for handle, _ in slider.told} == {LOW}
    qtbot.mouseClick(slider, Qt.MouseButton.LeftButton, pos=at(100))
    assert slider.ends == [80.0, 100.0]


def test_the_keyboard_moves_one_handle_and_changes_between_them(qtbot, slider):
    slider.setFocus()
    step = round_step(100.0)
    qtbot.keyClick(slider, Qt.Key.Key_Right)
    qtbot.keyClick(slider, Qt.Key.Key_Up)
    qtbot.keyClick(slider, Qt.Key.Key_Left)
    assert slider.told == [(LOW, 20.0 + step), (HIGH, 80.0 - step)]


def test_longitudes_may_go_around(qapp):
    slider = RangeSlider(cyclic=True)
    slider.set_bounds(0.0, 360.0)
    slider.set_ends(10.0, 20.0)
    slider.move(LOW, 350.0)
    assert slider.ends == [350.0, 20.0]
    slider.deleteLater()


@given(st.floats(1e-6, 1e9), st.floats(-1e6, 1e6), st.floats(-0.5, 1.5))
def test_a_handle_stays_within_the_data_and_ends_are_exact(span, low, share):
    slider = RangeSlider()
    slider.set_bounds(low, low + span)
    slider.set_ends(low, low + span)
    slider.move(HIGH, low + share * span)
    assert low <= slider.ends[HIGH] <= low + span
    slider.move(HIGH, low + 2 * span)
    assert slider.ends[HIGH] == low + span
    slider.deleteLater()


def test_units_that_do_not_convert_are_not_offered(make_form):
    entry = register_all(Registry()).get("atoms.ConvertUnits")
    form = make_form(*entry.params, facts=None)
    form._context.entry = entry
    form.show_values({"properties": ["forces"]})
    units = [form.rows[name].editor for name in ("from_unit", "to_unit")]
    assert all("eV/Å" in editor.choices and "eV" not in editor.choices for editor in units)
    form.show_values({"properties": ["mine"], "from_unit": "GPa"})
    assert "eV" in units[0].choices  # nobody knows what "mine" measures
    assert "kbar" in units[1].choices
    assert "eV" not in units[1].choices
    form.show_values({"properties": ["mine"], "from_unit": "GPa", "to_unit": "eV"})
    assert "eV" in units[1].combo.currentText()  # what the document says stays, marked
    assert "not offered" in units[1].combo.currentText()


def test_the_value_of_a_variable_offers_units_into_which_the_surveyed_one_converts(make_form):
    entry = register_all(Registry()).get("grid.ConvertUnits")
    facts = replace(FACTS, fields=(replace(P, name="t", place="variable", unit="K"),))
    form = make_form(*entry.params, facts=facts)
    form._context.entry = entry
    editor = form.rows["units"].editor
    editor.table.setFocus()
    editor.offered.table.toggled.emit("t")
    assert form.values == {"units": {"t": "K"}}
    box = editor.table.findChild(QComboBox)
    assert [box.itemText(n) for n in range(box.count())] == ["K", "degC", "degF"]
    box.setCurrentIndex(1)
    box.activated.emit(1)
    assert form.values == {"units": {"t": "degC"}}
    form.show_values({"units": {"t": "degC"}, "stated": {"t": "Pa"}})
    assert "hPa" in editor.fitting_values(0)
