"""The data set behind the window: one selection, filters, decisions that are kept, models."""

from __future__ import annotations

import threading

import numpy as np
import pytest
from PySide6.QtCore import QModelIndex, Qt

from curator_gui.app.dataset.data_set import DataSet
from curator_gui.app.dataset.formats import fixed_text, value_text
from curator_gui.app.dataset.splitting import Splitting, split_command
from curator_gui.app.dataset.table_model import ROW_ROLE, GalleryModel, ItemsModel
from curator_gui.dataset.items.expression import ExpressionError
from curator_gui.dataset.splits.file import SplitFileError, read_parts, read_plan
from curator_gui.dataset.splits.parts import Part, fold_parts
from curator_gui.dataset.splits.split import SplitPlan
from tests.dataset.tables import dam_break, random_items, table, write


@pytest.fixture
def data(qapp):
    made = DataSet()
    yield made
    made.stop()
    made.deleteLater()


@pytest.fixture
def opened(qtbot, data, tmp_path):
    folder = write(dam_break(3, 8), tmp_path / "out")
    with qtbot.waitSignal(data.opened, timeout=10_000):
        data.open(folder, tmp_path / "curation.csv")
    qtbot.waitUntil(lambda: not data.searching)
    return data


def test_a_folder_is_opened_with_its_proposals(opened):
    assert len(opened.items) == 24
    assert opened.there
    assert opened.proposals.plain >= 0


def test_a_folder_without_a_table_is_said(qtbot, data, tmp_path):
    with qtbot.waitSignal(data.failed, timeout=10_000) as said:
        data.open(tmp_path, None)
    assert "is no data set" in said.args[0]
    assert not data.there


def test_there_is_one_selection(opened, qtbot):
    opened.select([1, 2])
    opened.select([5], "add")
    opened.select([1], "toggle")
    assert opened.selected_rows.tolist() == [2, 5]
    opened.select([2], "remove")
    assert opened.selected_rows.tolist() == [5]
    opened.invert()
    assert len(opened.selected_rows) == 23
    with qtbot.assertNotEmitted(opened.selection_changed):
        opened.select(opened.selected.copy())


def test_what_a_filter_hides_is_deselected(opened):
    opened.select_all()
    opened.set_filter('step < 2 and folder == "tank_02"')
    assert opened.items["step"].values[opened.selected].tolist() == [0, 1]
    opened.invert()
    assert not opened.selected.any()


def test_a_wrong_filter_leaves_the_last_in_force(opened):
    opened.set_filter("step < 2")
    with pytest.raises(ExpressionError):
        opened.set_filter("stop < 3")
    assert opened.shown.sum() == 6
    opened.choose([0, 5, 9])
    assert np.flatnonzero(opened.shown).tolist() == [0, 9]
    opened.choose(None)
    opened.set_filter("")
    assert opened.shown.all()


def test_decisions_can_be_filtered_and_are_written_soon(opened, qtbot, tmp_path):
    opened.select([3, 4])
    assert opened.decide("leave out") == 2
    opened.tag("odd", [3])
    opened.set_filter('decision == "leave out" and "odd" in tag')
    assert np.flatnonzero(opened.shown).tolist() == [3]
    path = tmp_path / "curation.csv"
    qtbot.waitUntil(lambda: path.exists() and "odd" in path.read_text())
    assert opened.undo() == "tagged odd"
    opened.save()
    assert "odd" not in path.read_text()


def test_what_somebody_else_decides_is_seen(opened, qtbot, tmp_path):
    (tmp_path / "curation.csv").write_text("index,decision\n7,leave out\n")
    with qtbot.waitSignal(opened.decisions_changed):
        opened._look()
    assert opened.decisions.rows("leave out").tolist() == [7]


def test_what_both_decide_is_told_and_not_overwritten(opened, qtbot, tmp_path):
    path = tmp_path / "curation.csv"
    opened.decide("keep", [1])
    path.write_text("index,decision\n1,leave out\n")
    with qtbot.waitSignal(opened.trouble) as said:
        opened.save()
    assert "changed by somebody else" in said.args[0]
    assert "leave out" in path.read_text()
    with qtbot.waitSignal(opened.trouble) as said:
        opened.read_decisions()
    assert "for one item the decision in the file was taken" in said.args[0]
    assert opened.decisions.decision(1) == "leave out"


def test_outputs_that_were_moved_are_told_beside_what_else_there_is(qtbot, data, tmp_path):
    folder = write(dam_break(1, 6), tmp_path / "out")
    for path in folder.rglob("*.npz"):
        path.unlink()
    path = tmp_path / "curation.csv"
    path.write_text("index,decision\n1,perhaps\n")
    with qtbot.waitSignal(data.trouble, timeout=10_000) as said:
        data.open(folder, path)
    assert "line 2: 'perhaps' is no decision" in said.args[0]
    assert "were the outputs moved?" in said.args[0]


def test_unreadable_decisions_are_locked_and_untouched(qtbot, data, tmp_path):
    folder = write(dam_break(1, 6), tmp_path / "out")
    path = tmp_path / "curation.csv"
    path.write_text("index,decision\n1,perhaps\n")
    with qtbot.waitSignal(data.trouble, timeout=10_000) as said:
        data.open(folder, path)
    assert "line 2: 'perhaps' is no decision" in said.args[0]
    assert data.decide("keep", [0]) == 0
    data.save()
    assert path.read_text() == "index,decision\n1,perhaps\n"


def test_the_table_sorts_filters_and_passes_qts_checks(opened, qtmodeltester):
    model = ItemsModel(opened)
    qtmodeltester.check(model)
    model.sort_by("U.max", True)
    values = opened.items["U.max"].values
    assert (np.diff(values[model.rows]) <= 0).all()
    opened.set_filter("step == 3")
    assert model.rowCount() == 3
    assert model.headerData(0, Qt.Orientation.Horizontal) == "Index"
    row = model.index(0, 0).data(ROW_ROLE)
    assert model.place_of(row) == 0
    assert model.place_of(0) == -1


def test_unknown_values_sort_last_in_both_directions(data):
    data.show_items(table({"a": [2.0, np.nan, 1.0], "text": ["b", "", "a"]}))
    model = ItemsModel(data)
    model.sort_by("a", True)
    assert model.rows.tolist() == [0, 2, 1]
    model.sort_by("a", False)
    assert model.rows.tolist() == [2, 0, 1]
    model.sort_by("text", False)
    assert model.rows.tolist() == [1, 2, 0]


def test_the_gallery_has_as_many_in_a_row_as_fit(opened, qtmodeltester):
    gallery = GalleryModel(ItemsModel(opened))
    gallery.show_columns(5)
    qtmodeltester.check(gallery)
    assert (gallery.rowCount(), gallery.columnCount()) == (5, 5)
    assert gallery.place_at(gallery.index(4, 4)) == -1
    assert gallery.flags(gallery.index(4, 4)) == Qt.ItemFlag.NoItemFlags
    gallery.show_rows(np.array([3, 9]))
    assert gallery.rows.tolist() == [3, 9]
    assert gallery.data(QModelIndex()) is None


@pytest.mark.parametrize(
    ("value", "words"),
    [(0.984, "0.984"), (8.3, "8.30"), (1375.0, "1375"), (-92.24, "\u221292.2"), (0.0, "0"),
     (1.23e-7, "1.23e\u221207"), (float("inf"), "inf"), (98_100.0, "98100")],
)  # fmt: skip
def test_numbers_have_three_digits(value, words):
    assert fixed_text(value) == words


def test_values_in_words(data):
    items = table({"source": ["a"], "bytes": [2048.0], "a": [np.nan], "step": [3.0]})
    assert [value_text(items[k], 0) for k in ("source", "bytes", "a", "step", "index")] == [
        "a", "2.00 KB", "", "3", "0",
    ]  # fmt: skip


# Splits ----------------------------------------------------------------------------------------


@pytest.fixture
def splitting(opened):
    made = Splitting(opened)
    yield made
    made.stop()


def made(qtbot, splitting, plan):
    splitting.make(plan)
    qtbot.waitUntil(lambda: not splitting.busy, timeout=10_000)


def test_a_split_is_judged_applied_and_found_again(qtbot, opened, splitting, tmp_path):
    made(qtbot, splitting, SplitPlan(together="folder", seed=3))
    assert splitting.judged is not None
    assert splitting.judged.split.counts() == {"train": 8, "validation": 8, "test": 8}
    opened.decide("leave out", [0])
    made(qtbot, splitting, SplitPlan(together="folder", seed=3))
    with qtbot.waitSignal(splitting.applied, timeout=10_000):
        splitting.apply()
    assert opened.parts[0] == ""
    assert splitting.stored
    folder = tmp_path / "out"
    assert read_plan(folder) == splitting.plan
    assert read_parts(folder, opened.items).tolist() == opened.parts.tolist()
    header, first, second, *_ = (folder / "items.csv").read_text().splitlines()
    assert header.endswith("split,decision")
    assert first.endswith(",,leave out")
    assert second.split(",")[-2] in ("train", "validation", "test")


def test_folds_are_made_stored_and_said_as_a_command(qtbot, opened, splitting, tmp_path):
    made(qtbot, splitting, SplitPlan(fold_parts(3), together="folder", seed=1))
    assert splitting.judged.split.counts() == {"fold 1": 8, "fold 2": 8, "fold 3": 8}
    with qtbot.waitSignal(splitting.applied, timeout=10_000):
        splitting.apply()
    assert read_plan(tmp_path / "out").folds == 3
    assert splitting.command().endswith("--folds 3 --by folder --seed 1")


def test_a_split_that_cannot_be_written_is_said(qtbot, opened, splitting, tmp_path):
    made(qtbot, splitting, SplitPlan())
    (tmp_path / "out" / "split.csv").mkdir()
    splitting.apply()
    qtbot.waitUntil(lambda: bool(splitting.problem), timeout=10_000)
    assert "cannot be written" in splitting.problem
    assert not splitting.stored


def test_storing_a_split_does_not_hold_the_window_up(qtbot, opened, splitting, monkeypatch):
    made(qtbot, splitting, SplitPlan())
    threads = []
    monkeypatch.setattr(
        "curator_gui.app.dataset.splitting.store_in_turn",
        lambda *given: threads.append(threading.current_thread()),
    )
    with qtbot.waitSignal(splitting.applied, timeout=10_000):
        splitting.apply()
    assert threads[0] is not threading.main_thread()


def test_a_split_that_cannot_be_made_is_said(qtbot, splitting):
    made(qtbot, splitting, SplitPlan((Part("train", 0.5), Part("test", count=99))))
    assert splitting.judged is None
    assert "ask for 99 items; there are 24" in splitting.problem


def test_by_hand_the_selection_moves_with_its_group(qtbot, splitting):
    made(qtbot, splitting, SplitPlan(together="folder"))
    splitting.move([0], "test")
    qtbot.waitUntil(lambda: not splitting.busy)
    assert set(splitting.judged.split.words()[:8]) == {"test"}


def test_the_command_says_the_same(tmp_path):
    plan = SplitPlan((Part("train", 0.7), Part("test", count=40)), 28, "folder", "U.max")
    assert split_command(tmp_path / "my out", plan) == (
        "curator-gui dataset split 'my out' --parts 70%,40 --by folder --even-in U.max --seed 28"
    )


def test_a_damaged_split_is_named_and_kept(tmp_path, data):
    items = table({"source": ["a"]})
    (tmp_path / "split.csv").write_text("what\n")
    with pytest.raises(SplitFileError, match="does not hold a split"):
        read_parts(tmp_path, items)
    (tmp_path / "split.json").write_text('{"parts": 3}')
    with pytest.raises(SplitFileError, match="cannot be read"):
        read_plan(tmp_path)


def test_many_items_are_shown_without_files(data):
    data.show_items(random_items(2000))
    assert data.there
    data.select(data.items["U.max"].values > 20)
    assert 0 < len(data.selected_rows) < 20
