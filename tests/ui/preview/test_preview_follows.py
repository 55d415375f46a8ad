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
