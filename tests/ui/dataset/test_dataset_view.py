"""The Data set view through the real window: found, left out, split; linked selection; keys."""

from __future__ import annotations

import csv
import threading
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from curator_gui.app.dataset import thumbnails
from curator_gui.app.dataset.data_set import DataSet
from curator_gui.app.dataset.thumbnails import Thumbnails
from curator_gui.core.documents.document_io import write_document
from curator_gui.dataset.items.file import read_items
from curator_gui.dataset.proposals import forest
from curator_gui.dataset.proposals.forest import is_available
from curator_gui.run.planning.plan import make_plan
from curator_gui.ui.dataset.view import DatasetView
from tests.dataset.story import COPIES, OUTLIERS, STEPS, TANKS, make_story
from tests.dataset.tables import random_items

WAIT_MS = 60_000


@pytest.fixture(scope="module")
def story(tmp_path_factory):
    return make_story(tmp_path_factory.mktemp("story") / "output")


@pytest.fixture
def view(qtbot, make_window, story):
    """The view of the story; its small pictures stay undrawn, which takes a process and seconds."""
    window = make_window()
    window.bench.curating.pictures._begin = lambda: None
    window.bench.curating.open(story)
    view = window.bench.curating.view
    data = view.data
    qtbot.waitUntil(lambda: data.there and not data.busy and not data.searching, timeout=WAIT_MS)
    yield view
    view.stop()
    (story / "curation.csv").unlink(missing_ok=True)
    for name in ("split.csv", "split.json", "views.json"):
        (story / name).unlink(missing_ok=True)


def row(tank: int, step: int) -> int:
    return STEPS * tank + step


def done(view: DatasetView) -> bool:
    return not view.splitting.busy and view.splitting.judged is not None


def press(widget: Any, key: Any, modifier: Any = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(widget, key, modifier)


def test_the_view_is_empty_and_says_what_to_do(qtbot, make_window):
    window = make_window()
    window.bench.show_view("dataset")
    view = window.bench.curating.view
    assert view.nothing.isVisible()
    assert "Run the pipeline; its items appear here" in view.nothing.accessibleName()


def test_a_folder_that_is_no_data_set_is_said(qtbot, make_window, tmp_path):
    window = make_window()
    window.bench.curating.open(tmp_path)
    view = window.bench.curating.view
    qtbot.waitUntil(view.problem.isVisible)
    assert "is no data set" in view.problem._hint.text()


def test_outliers_and_copies_are_found_left_out_and_split_without_leak(qtbot, view, story):
    view.show_page("proposals")
    page = view.proposals
    named = {r for card in page.cards for r in card.proposal.rows}
    planted = {row(*place) for place in OUTLIERS}
    copies = {row(TANKS - 1, step) for _, step in COPIES}
    assert planted | copies <= named
    for wanted in [*planted, copies]:
        rows = wanted if isinstance(wanted, set) else {wanted}
        place = next(n for n, c in enumerate(page.cards) if set(c.proposal.rows) == rows)
        page.choose(place)
        page.buttons.buttons["X"].click()
    assert set(np.flatnonzero(view.data.decisions.left_out)) == planted | copies
    qtbot.waitUntil(lambda: (story / "curation.csv").exists())
    with (story / "curation.csv").open(newline="") as file:
        assert {line["decision"] for line in csv.DictReader(file)} == {"leave out"}
    view.show_page("split")
    qtbot.waitUntil(lambda: done(view), timeout=WAIT_MS)
    with qtbot.waitSignal(view.splitting.applied, timeout=WAIT_MS):
        view.split.apply.click()
    words = view.data.parts
    assert (words == "").sum() == len(planted | copies)
    folders = view.data.items["folder"].values
    placed = {(f, w) for f, w in zip(folders, words, strict=True) if w}
    assert len(placed) == TANKS
    with (story / "items.csv").open(newline="") as file:
        written = [line["split"] for line in csv.DictReader(file)]
    assert written == words.tolist()


def test_folds_instead_of_parts(qtbot, view, story):
    view.show_page("split")
    qtbot.waitUntil(lambda: done(view), timeout=WAIT_MS)
    page = view.split
    assert page.parts.isVisible()
    assert not page.folds.isVisible()
    page.kind.setCurrentIndex(1)
    page.folds.setValue(3)
    qtbot.waitUntil(
        lambda: done(view) and view.splitting.judged.split.plan.folds == 3, timeout=WAIT_MS
    )
    assert page.folds.isVisible()
    assert not page.parts.isVisible()
    with qtbot.waitSignal(view.splitting.applied, timeout=WAIT_MS):
        page.apply.click()
    assert set(view.data.parts) == {"fold 1", "fold 2", "fold 3"}
    assert "--folds 3" in page.command.text()


def test_copies_in_two_parts_are_a_leak_with_a_remedy(qtbot, view):
    view.show_page("split")
    qtbot.waitUntil(lambda: done(view), timeout=WAIT_MS)
    last, first = row(TANKS - 1, 0), row(0, 0)
    for start, part in ((first, "train"), (last, "test")):
        split = view.splitting.judged.split
        split.groups[:] = view.data.items["folder"].values.searchsorted(
            view.data.items["folder"].values
        )
        view.splitting.move(list(range(start, start + STEPS)), part)
        qtbot.waitUntil(lambda: not view.splitting.busy)
    assert any("exact copies" in leak.words for leak in view.splitting.judged.leaks)
    boxes = view.split.warnings.boxes()
    out = next(b for box in boxes for b in box.findChildren(type(view.split.apply))
               if b.text() == "Leave out the copies")  # fmt: skip
    out.click()
    qtbot.waitUntil(lambda: not view.splitting.busy and not view.split._later.isActive())
    assert view.data.decisions.left_out.sum() == len(COPIES)
    assert not any("exact copies" in leak.words for leak in view.splitting.judged.leaks)


def test_a_selection_anywhere_is_the_selection_everywhere(qtbot, view):
    items, plots = view.items, view.items.plots
    corners = np.array([[-1e9, 20], [1e9, 20], [1e9, 1e9], [-1e9, 1e9]])
    plots.scatter.select_inside(corners, "replace")
    assert view.data.selected_rows.tolist() == [row(*OUTLIERS[0])]
    assert items.bar.number.text() == "1 selected"
    assert (
        plots.histogram.shown.of(view.data.selected).sum() + sum(plots.histogram.shown.beyond) >= 1
    )
    items.only.click()
    assert items.gallery_model.rows.tolist() == [row(*OUTLIERS[0])]
    plots.parallel.select_between(0, 0, 1e4, "replace")
    assert view.data.selected.all()
    items.all.click()
    press(items.table, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    table = items.table
    place = table.visualRect(table.items_model.index(2, 1)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert view.data.selected_rows.tolist() == [2]
    place = table.visualRect(table.items_model.index(4, 1)).center()
    shift = Qt.KeyboardModifier.ShiftModifier
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, shift, place)
    assert view.data.selected_rows.tolist() == [2, 3, 4]


def test_a_drag_in_the_histogram_selects_a_range(qtbot, view):
    histogram = view.items.plots.histogram
    values = histogram.column.values
    corners = np.array([[5, 0], [8, 0], [8, 1], [5, 1]])
    histogram.box.traced.emit(corners, "replace", True)
    assert view.data.selected.tolist() == ((values >= 5) & (values <= 8)).tolist()


def test_keys_decide_and_ctrl_z_undoes_without_touching_the_pipeline(qtbot, view):
    gallery = view.items.gallery
    gallery.setFocus()
    view.data.select([3, 4])
    press(gallery, Qt.Key.Key_X)
    assert view.data.decisions.left_out.sum() == 2
    assert view.items.bar.undo.isVisible()
    press(gallery, Qt.Key.Key_C)
    assert view.data.decisions.counts()["check later"] == 2
    press(gallery, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert view.data.decisions.left_out.sum() == 2
    press(gallery, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert view.data.selected.all()
    press(gallery, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    assert not view.data.selected.any()


def test_letters_in_the_filter_decide_nothing(qtbot, view):
    view.data.select([3])
    line = view.items.filter.line
    view.items.filter.completer.complete = lambda: None  # offscreen cannot grab the keyboard
    line.setFocus()
    QTest.keyClicks(line, "max(U) > 4 and step < 9")
    view.items.filter.apply()
    assert view.data.decisions.counts()["leave out"] == 0
    expected = (view.data.items["U.max"].values > 4) & (view.data.items["step"].values < 9)
    assert view.data.shown.tolist() == expected.tolist()
    line.setText("max(V) > 6")
    view.items.filter.apply()
    assert "V: there is no such field" in view.items.filter.message.text
    assert "stays in force" in view.items.filter.message.text
    assert view.data.shown.tolist() == expected.tolist()


def test_a_filter_that_fits_nothing_offers_to_be_cleared(qtbot, view):
    view.items.filter.line.setText("max(U) > 1e9")
    view.items.filter.apply()
    assert view.items.empty.isVisible()
    view.items.clear_filter.click()
    assert not view.items.empty.isVisible()
    assert view.data.shown.all()


def test_escape_goes_back_one_level_at_a_time(qtbot, view):
    view.items.filter.line.setText("step < 9")
    view.items.filter.apply()
    view.data.select([1, 2])
    view.open_item(1)
    assert view.item.isVisible()
    assert view.item.among == [1, 2]
    view.item.buttons.buttons["K"].setFocus()
    press(view, Qt.Key.Key_Escape)
    assert view.items.isVisible()
    assert view.data.selected.sum() == 2
    press(view, Qt.Key.Key_Escape)
    assert not view.data.selected.any()
    press(view, Qt.Key.Key_Escape)
    assert view.data.shown.all()


def test_an_item_shows_its_measures_steps_and_the_most_alike(qtbot, view):
    view.open_item(row(*OUTLIERS[2]))
    page = view.item
    qtbot.waitUntil(lambda: bool(page.like.rows), timeout=WAIT_MS)
    cells = {page.table.item(k, 0).text(): k for k in range(page.table.rowCount())}
    line = cells["mean U"]
    assert float(page.table.item(line, 3).text().replace("\N{MINUS SIGN}", "-")) > 3.5
    assert row(*OUTLIERS[2]) in page.steps.rows
    assert page.facts["source"].text() == "tank_04/dambreak_005.vtu"
    assert not page.show_source.isEnabled()
    assert "does not say" in page.show_source.toolTip()
    page.among = [0, 1, 2]
    page.show_row(0)
    page.after.click()
    assert page.row == 1


def test_a_view_is_saved_and_shown_again(qtbot, view, story):
    line = view.items.filter
    line.line.setText("step == 5")
    line.apply()
    line.save_view("Fifth")
    line.clear()
    assert (story / "views.json").exists()
    next(a for a in line.menu.actions() if a.text() == "Fifth").trigger()
    assert view.data.shown.sum() == TANKS


def test_counts_at_the_left_are_links_to_their_items(qtbot, view):
    view.data.decide("check later", [5, 6])
    view.side.choose("decision", "check later")
    assert np.flatnonzero(view.data.shown).tolist() == [5, 6]
    view.side.choose("all")
    assert view.data.shown.all()
    view.show_page("proposals")
    view.side.choose("topic", "exact")
    assert {card.proposal.topic for card in view.proposals.cards} == {"exact"}


def test_the_docks_make_room_and_come_back(qtbot, view):
    window = view.window()
    pipeline = next(d for d in window.docks if d.objectName() == "pipeline")
    assert not pipeline.isVisible()
    window.bench.show_view("build")
    assert pipeline.isVisible()


def obstacle(image):
    """Return a pixel of the step in the tank, where there is no mesh."""
    return image.width() // 2, image.height() - 3


@pytest.mark.workers
def test_small_pictures_are_drawn_once_and_kept(qtbot, story):
    data = DataSet()
    pictures = Thumbnails(data)
    data.show_items(read_items(story))
    pictures.domain = "mesh"
    assert pictures.image(0) is None
    qtbot.waitUntil(lambda: not pictures.busy, timeout=WAIT_MS)
    image = pictures.image(0)
    assert image is not None
    assert max(image.width(), image.height()) == 160
    pictures.forget()
    pictures.process.end()
    assert pictures.image(0) is None  # asked for again: it is kept in a file now
    qtbot.waitUntil(lambda: not pictures.busy, timeout=WAIT_MS)
    kept = pictures.image(0)
    assert kept.convertToFormat(image.format()) == image
    assert kept.pixelColor(*obstacle(kept)).getRgb()[:3] == (255, 255, 255)
    pictures.show_on((24, 27, 31))
    assert pictures.image(0) is None
    qtbot.waitUntil(lambda: not pictures.busy, timeout=WAIT_MS)
    dark = pictures.image(0)
    assert dark.pixelColor(*obstacle(dark)).getRgb()[:3] == (24, 27, 31)
    pictures.stop()
    data.stop()


def test_items_of_a_shared_file_are_counted_beside_the_window(qtbot, monkeypatch):
    threads, look_up = [], thumbnails.wanted

    def seen(items, row):
        threads.append(threading.current_thread())
        return look_up(items, row)

    monkeypatch.setattr(thumbnails, "wanted", seen)
    data = DataSet()
    pictures = Thumbnails(data)
    data.show_items(random_items(60))
    pictures.image(1)
    qtbot.waitUntil(lambda: not pictures.busy, timeout=WAIT_MS)
    assert pictures.failed(1)
    assert threads
    assert threading.main_thread() not in threads
    pictures.stop()
    data.stop()


def test_many_items_are_counted_per_pixel_and_none_vanishes(qtbot, view):
    size = 60_000
    view.data.show_items(random_items(size))
    scatter = view.items.plots.scatter
    qtbot.waitUntil(lambda: scatter.counted is not None)
    inside = (scatter.counted.pixels >= 0).sum()
    assert scatter.counted.counts.sum() == inside
    assert "further out" in scatter.beyond.toPlainText()
    values = view.data.items["U.max"].values
    view.data.select(values > 3)
    assert view.items.bar.number.text().endswith("selected")
    qtbot.waitUntil(lambda: not view.data.searching, timeout=WAIT_MS)


def test_what_is_left_out_beside_a_document_is_not_run(qtbot, make_window, tmp_path):
    from curator_gui.core.documents.build import build_pipeline
    from tests.app.fake_engine import make_document, make_registry

    document, registry = make_document(4), make_registry()
    path = tmp_path / "doc.curator.yaml"
    write_document(document, path)
    (tmp_path / "curation.csv").write_text("index,decision\n2,leave out\n")
    plan = make_plan(build_pipeline(document, registry, tmp_path), None, 1, document=path)
    assert list(plan.to_run) == [0, 1, 3]


def test_the_map_and_the_parallel_coordinates_are_shown(qtbot, view: DatasetView):
    plots = view.items.plots
    plots.kind.setCurrentIndex(1)
    qtbot.waitUntil(lambda: plots.map is not None, timeout=WAIT_MS)
    assert "of the variance" in plots.scatter.across.label
    assert plots.told.text().startswith("across: ")
    plots.kind.setCurrentIndex(2)
    assert plots.parallel.isVisible()
    begin = QPoint(int(plots.parallel.axis_x(0)), plots.parallel.height() // 2)
    QTest.mousePress(plots.parallel, Qt.MouseButton.LeftButton, pos=begin)
    QTest.mouseMove(plots.parallel, begin + QPoint(0, 60))
    QTest.mouseRelease(plots.parallel, Qt.MouseButton.LeftButton, pos=begin + QPoint(0, 60))
    assert view.data.selected.sum() < len(view.data.items)


@pytest.mark.skipif(not is_available(), reason="needs scikit-learn")
def test_a_second_opinion_is_asked_for_and_stands_among_the_proposals(qtbot, view: DatasetView):
    view.show_page("proposals")
    page, data = view.proposals, view.data
    before = len(data.proposals.found)
    page.second.click()
    assert data.asking
    assert not page.second.isEnabled()
    qtbot.waitUntil(lambda: not data.asking, timeout=WAIT_MS)
    assert data.proposals.count("forest") > 0
    assert len(data.proposals.found) == before + data.proposals.count("forest")
    assert "Second opinion" in [entry.title for entry in view.side.entries()]
    view.show_page("proposals")
    page.show_topic("forest")
    assert "random cuts leave it alone" in page.why.text()
    data.search(6.0)  # another limit keeps the second opinion
    qtbot.waitUntil(lambda: not data.searching, timeout=WAIT_MS)
    assert data.proposals.count("forest") > 0


def test_without_scikit_learn_the_page_says_how_to_get_it(qtbot, view: DatasetView, monkeypatch):
    monkeypatch.setattr(forest, "find_spec", lambda name: None)
    view.proposals.fill()
    assert not view.proposals.second.isEnabled()
    assert "scikit-learn" in view.proposals.needs.text()
    assert "outliers" in view.proposals.needs.text()
