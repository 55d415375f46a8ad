"""The preview follows the document and the chosen card, without a button."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from tests.app.preview.strange_steps import make_document

pytestmark = pytest.mark.workers
WAIT_MS = 60_000


@pytest.fixture
def shown(qtbot, window):
    """The Preview view, opened on a pipeline of two steps that act as told."""
    window.bench.session.adopt(make_document("pass", "change"), None)
    window.bench.choose_view("preview")
    controller = window.bench.previewing.controller
    qtbot.waitUntil(lambda: controller.state.phase == "done", timeout=WAIT_MS)
    return window.bench


def titles(bench):
    return [panel.title.text() for panel in bench.previewing.view.comparison.panels]


def test_a_preview_is_made_when_the_view_is_shown(shown):
    assert shown.previewing.controller.state.opened.index == 0
    assert not shown.previewing.controller.stale


def test_an_edit_renews_it(qtbot, shown):
    controller = shown.previewing.controller
    step = shown.session.document.filters[1]
    shown.edits.set_value(step.id, "how", "pass")
    assert controller.stale
    qtbot.waitUntil(
        lambda: controller.state.phase == "done" and not controller.stale, timeout=WAIT_MS
    )
    assert [f.name for f in controller.state.steps[-1].items[0].fields] == ["value", "mask"]


def test_a_card_chooses_the_step_and_the_preview_stays(shown):
    first = shown.session.document.filters[0]
    shown.panel.card(first.id).chosen.emit(first.id)
    assert shown.views.current_id == "preview"
    assert titles(shown) == ["Before: Numbers", "After: Act"]
    source = shown.session.document.source
    shown.panel.card(source.id).chosen.emit(source.id)
    assert titles(shown)[-1] == "After: Numbers"


def test_a_double_click_on_a_card_leads_to_its_form(shown):
    first = shown.session.document.filters[0]
    shown.panel.card(first.id).activated.emit(first.id)
    assert shown.views.current_id == "build"


def test_the_slider_goes_through_the_items(qtbot, shown):
    controller, header = shown.previewing.controller, shown.previewing.view.header
    assert (header.slider.minimum(), header.slider.maximum()) == (0, 9)
    header.slider.setValue(7)
    assert header.index.value() == 7
    qtbot.waitUntil(
        lambda: controller.state.phase == "done" and controller.state.opened.index == 7,
        timeout=WAIT_MS,
    )
    assert header.slider.value() == 7


def test_what_was_shown_stays_until_something_newer_is_there(qtbot, shown):
    view, controller = shown.previewing.view, shown.previewing.controller
    assert view.pages.currentWidget() is view.comparison
    seen = []
    controller.changed.connect(lambda: seen.append(view.pages.currentWidget() is view.comparison))
    view.header.slider.setValue(3)
    qtbot.waitUntil(
        lambda: controller.state.phase == "done" and controller.state.opened.index == 3,
        timeout=WAIT_MS,
    )
    assert all(seen)


def test_the_film_plays_to_the_last_item_and_begins_again(qtbot, shown):
    controller, view = shown.previewing.controller, shown.previewing.view
    last = view.header.index.maximum()
    seen = []
    controller.changed.connect(
        lambda: seen.append(controller.state.opened.index) if controller.state.opened else None
    )
    qtbot.mouseClick(view.film.play, Qt.MouseButton.LeftButton)
    assert view.film.playing
    qtbot.waitUntil(lambda: not view.film.playing, timeout=WAIT_MS)
    assert sorted(set(seen)) == list(range(1, last + 1))
    qtbot.mouseClick(view.film.back, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: controller.state.phase == "done", timeout=WAIT_MS)
    assert controller.state.opened.index == last - 1
    view.film.step(1)
    view.film.step(1)  # there is none behind the last one
    assert view.header.index.value() == last
    view.film.toggle()
    assert view.header.index.value() == 0  # from the beginning
    view.film.toggle()
    assert not view.film.playing


def at_rest(view):
    return not view.busy and not view.film._rest.isActive() and not view.film.reel.busy


def test_a_frame_is_shown_at_once_and_the_item_itself_when_the_film_rests(qtbot, shown):
    controller, view = shown.previewing.controller, shown.previewing.view
    view.film.step(1)
    qtbot.waitUntil(lambda: at_rest(view) and view.film.reel.frame(5) is not None, timeout=WAIT_MS)
    seen = []
    controller.changed.connect(
        lambda: seen.append((controller.state.frame is not None, view.header.label.text()))
    )
    view.header.slider.setValue(5)  # no event loop in between
    assert seen == [(True, "numbers 5")]
    assert view.comparison.after.summary.fields[0].minimum == -20.0
    qtbot.waitUntil(lambda: at_rest(view), timeout=WAIT_MS)
    assert controller.state.frame is None
    assert controller.state.opened.index == 5
    assert {label for _, label in seen} == {"numbers 5"}  # nothing flickered


def test_the_nearest_frame_stands_in_and_says_so(qtbot, shown):
    view = shown.previewing.view
    view.film.step(1)
    qtbot.waitUntil(lambda: at_rest(view), timeout=WAIT_MS)
    view.film.reel._frames = {3: view.film.reel._frames[3]}
    view.header.slider.setValue(8)
    assert view.header.label.text() == "numbers 3, until index 8 is there"
    assert view.comparison.after.summary.fields[0].minimum == -16.0
    qtbot.waitUntil(lambda: at_rest(view), timeout=WAIT_MS)
    assert view.header.label.text() == "numbers 8"
    assert view.comparison.after.summary.fields[0].minimum == -26.0


def test_fast_scrubbing_ends_at_the_last_place(qtbot, qapp, shown):
    view, controller = shown.previewing.view, shown.previewing.controller
    for number in (3, 9, 1, 7, 2, 6):
        view.header.slider.setValue(number)
        qapp.processEvents()
    qtbot.waitUntil(lambda: at_rest(view), timeout=WAIT_MS)
    assert (view.header.index.value(), controller.state.opened.index) == (6, 6)
    assert view.comparison.after.summary.fields[0].minimum == -22.0


def test_an_edit_makes_the_frames_anew(qtbot, shown):
    view = shown.previewing.view
    view.film.step(1)
    qtbot.waitUntil(lambda: at_rest(view), timeout=WAIT_MS)
    shown.edits.set_value(shown.session.document.filters[1].id, "how", "pass")
    view.header.slider.setValue(4)
    assert "numbers 4" not in view.header.label.text()  # the frame was of the pipeline before
    qtbot.waitUntil(lambda: at_rest(view) and view.film.reel.frame(4) is not None, timeout=WAIT_MS)
    assert view.film.reel.frame(4).steps[-1].items[0].fields[0].minimum == 4.0


def test_a_film_of_items_that_are_not_counted_plays_nothing(qtbot, window):
    window.bench.choose_view("preview")
    view = window.bench.previewing.view
    view.film.toggle()
    qtbot.waitUntil(lambda: not view.film.playing, timeout=WAIT_MS)
    assert view.header.index.value() == 0


def test_another_document_ends_the_film_and_its_process(qtbot, shown):
    view = shown.previewing.view
    view.film.step(1)
    qtbot.waitUntil(lambda: at_rest(view) and view.film.reel.warm, timeout=WAIT_MS)
    process = next(iter(view.film.reel.process.helper._executor._processes.values()))
    shown.session.new()
    assert not view.film.reel.warm
    qtbot.waitUntil(lambda: not process.is_alive(), timeout=WAIT_MS)


def test_leaving_the_view_stops_the_film(qtbot, shown):
    view = shown.previewing.view
    view.film.toggle()
    assert view.film.playing
    shown.choose_view("build")
    assert not view.film.playing
