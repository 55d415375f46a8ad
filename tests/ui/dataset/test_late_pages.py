"""Pages of the Data set view that are made after the data set was read show it all the same."""

from __future__ import annotations

import pytest

from curator_gui.core.sidecars.curation import FILE_NAME
from curator_gui.dataset.items.file import read_items
from tests.dataset.story import make_story

WAIT_MS = 60_000


@pytest.fixture(scope="module")
def story(tmp_path_factory):
    return make_story(tmp_path_factory.mktemp("story") / "output")


@pytest.fixture
def late_view(qtbot, make_window, story):
    """The view, shown for the first time when everything about the data set is known."""
    curation = story / FILE_NAME
    curation.write_text("index,item,decision,tag,note,who,when\n9999,none,keep,,,,\n")
    curating = make_window().bench.curating
    curating.pictures._begin = lambda: None
    data = curating.data
    data.show_items(read_items(story), curation)
    qtbot.waitUntil(lambda: not data.searching, timeout=WAIT_MS)
    curating._window.bench.show_view("dataset")
    yield curating.view
    curating.view.stop()
    curation.unlink(missing_ok=True)


def test_the_items_are_there_with_axes_gallery_and_example(late_view):
    items = late_view.items
    assert items.isVisible()
    assert items.plots.x_axis.count() > 1
    assert items.gallery.delegate.measure
    assert items.gallery.proposed
    assert "max(U) > 6" in items.filter.line.placeholderText()
    assert items.fields.findText("U") >= 0
    assert "names an item that is not there" in late_view.trouble.text


def test_no_other_page_is_made_before_it_is_seen(late_view):
    assert {"items", "proposals", "split", "card", "item"} & set(vars(late_view)) == {"items"}


def test_the_other_pages_are_filled_when_they_are_first_seen(qtbot, late_view):
    late_view.show_page("proposals")
    assert late_view.proposals.cards
    late_view.show_page("split")
    assert late_view.split.together.count() > 1
    done = lambda: not late_view.splitting.busy and late_view.splitting.judged  # noqa: E731
    qtbot.waitUntil(lambda: bool(done()), timeout=WAIT_MS)
    late_view.show_page("card")
    assert late_view.card.facts["items"].text() == str(len(late_view.data.items))
    late_view.open_item(3)
    assert late_view.item.table.rowCount() > 0
