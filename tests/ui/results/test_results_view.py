from __future__ import annotations

import sys
from types import SimpleNamespace

import pyarrow.parquet as pq
import pytest
from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QMessageBox, QPushButton, QStyleOptionViewItem

from curator_gui.app.results import model as results_model
from curator_gui.app.results.model import ResultsModel
from curator_gui.core.storage.installed import to_add
from curator_gui.run.events import LogLine
from curator_gui.ui.results import table as table_module
from curator_gui.ui.results.exporting import ExportDialog
from curator_gui.ui.results.table import ResultsTable
from curator_gui.ui.results.view import ResultsView
from tests.app.fake_engine import failed, finished, make_document, run_all, started
from tests.ui.run_scripts import half_way, mixed


@pytest.fixture
def view(run_script, show, qtbot) -> ResultsView:
    view = show(ResultsView(run_script(mixed)))
    qtbot.waitUntil(lambda: view.retry_button.isVisible())
    return view


def shown(view: ResultsView) -> list[int]:
    return view.model.store.indices_of(view.model.visible_rows.tolist())


def selected(view: ResultsView) -> list[int]:
    return view.model.store.indices_of(view.table.selected_rows().tolist())


def search(view: ResultsView, text: str, qtbot) -> None:
    view.search.setText(text)
    qtbot.keyClick(view.search, Qt.Key.Key_Return)


def test_before_a_run_the_view_says_what_will_be_there(make_controller, show, qtbot):
    view = show(ResultsView(make_controller(mixed)))
    qtbot.wait(1)
    assert view._empty.isVisible()
    assert not view.table.isVisible()


def test_counters_filter_on_click(view, qtbot):
    failed = view.counters._buttons["failed"]
    assert failed.text() == "2 failed"
    failed.click()
    assert shown(view) == [3, 7]
    assert view.shown.text() == "2 of 10 shown"
    view.counters._buttons["quarantined"].click()
    assert shown(view) == [3, 5, 7]
    failed.click()
    view.counters._buttons["quarantined"].click()
    assert len(shown(view)) == 10
    assert not view.counters._buttons["running"].isVisible()


def test_search_line_and_its_mistakes(view, qtbot):
    search(view, "case_7", qtbot)
    assert shown(view) == [7]
    search(view, "status:nonsense", qtbot)
    assert "status:nonsense" in view.problem.text
    assert shown(view) == [7]
    search(view, "", qtbot)
    assert view.problem.text == ""
    assert len(shown(view)) == 10


def test_typing_searches_by_itself(view, qtbot):
    qtbot.keyClicks(view.search, "#4")
    qtbot.waitUntil(lambda: shown(view) == [4])


def test_clicking_a_header_sorts_and_clicking_again_reverses(view):
    header = view.table.horizontalHeader()
    header.sectionClicked.emit(view.model.position("duration"))
    assert shown(view)[0] == 0
    header.sectionClicked.emit(view.model.position("duration"))
    assert shown(view)[0] == 9
    titles = [view.model.headerData(c, Qt.Orientation.Horizontal) for c in range(10)]
    assert titles[view.model.position("duration")] == "Duration  \u25bc"


def test_the_selection_survives_sorting_and_filtering(view):
    view.table.show_row(7)
    view.table.selectionModel().select(
        view.model.index(9, 0),
        QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows,
    )
    assert selected(view) == [7, 9]
    view.model.sort_by("index", descending=True)
    assert selected(view) == [7, 9]
    assert view.table.current_row() == 7
    view.counters.choose("failed")
    assert selected(view) == [7]


def test_a_selection_in_too_many_pieces_is_given_up(view, monkeypatch):
    monkeypatch.setattr(table_module, "MAX_RANGES", 1)
    view.table.show_row(0)
    view.table.selectionModel().select(
        view.model.index(5, 0),
        QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows,
    )
    view.model.sort_by("index", descending=True)
    assert selected(view) == []


def test_select_all_is_one_range_and_can_be_copied(view, qtbot):
    qtbot.keyClick(view.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert len(view.table.selectionModel().selection()) == 1
    assert view.table.selected_count() == 10
    assert view.shown.text() == "10 selected"
    qtbot.keyClick(view.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert len(lines) == 11
    assert lines[0].split("\t")[:3] == ["Index", "Item", "Status"]
    assert "item_00009.txt" in lines[10]


_NO_INDEX = QModelIndex()


class CountingModel(ResultsModel):
    """Counts how often the view asks how many rows there are: once per cell it looks at."""

    calls = 0

    def rowCount(self, parent: QModelIndex = _NO_INDEX) -> int:
        CountingModel.calls += 1
        return super().rowCount(parent)


def test_painting_a_selection_does_not_visit_every_selected_row(show):
    model = CountingModel()
    model.reset(range(50_000))
    table = show(ResultsTable(model))
    table.selectAll()
    CountingModel.calls = 0
    table.horizontalHeader().viewport().repaint()
    table.viewport().repaint()
    assert CountingModel.calls < 10_000


def test_the_detail_of_a_failure(view):
    view.table.show_row(3)
    detail = view.detail
    assert detail._title.text() == "#3  failed"
    assert detail._message.text() == "case_3.vtu has no field p\nKeyError"
    assert detail.traceback.toPlainText().endswith("KeyError: /data/case_3.vtu has no field p")
    assert not detail.outputs.isVisible()
    detail.copy()
    text = QGuiApplication.clipboard().text()
    assert text.startswith("#3 failed\nKeyError: /data/case_3.vtu has no field p\nStep: Numbers")


def test_the_detail_has_the_lines_that_the_worker_printed_meanwhile(view):
    log = view._controller.log
    begin = view.model.store.result(6).started
    log.apply([LogLine(begin + 0.3, 1, "info", "mesh is odd"), LogLine(begin, 2, "info", "other")])
    view.table.show_row(6)
    assert "mesh is odd" in view.detail.log.toPlainText()
    assert "other" not in view.detail.log.toPlainText()
    assert view.detail.log.isVisible()


def test_the_detail_of_a_quarantined_index_tells_every_attempt(view):
    view.table.show_row(5)
    rows = view.detail._facts
    texts = [
        rows.itemAt(r, rows.ItemRole.FieldRole).widget().text() for r in range(rows.rowCount())
    ]
    assert "its worker died" in texts
    assert "2\n1: killed by SIGSEGV" in texts


def test_the_detail_of_outputs_can_be_copied_and_says_when_a_file_is_gone(view, qtbot):
    view.table.show_row(2)
    outputs = view.detail.outputs
    assert outputs.isVisible()
    assert not view.detail.traceback.isVisible()
    outputs.copy()
    assert QGuiApplication.clipboard().text() == "/out/item_00002.txt"
    outputs.open()
    (message,) = outputs.findChildren(QMessageBox)
    assert "/out/item_00002.txt is no longer there" in message.text()
    message.close()


def test_the_context_menu_offers_what_is_possible(view):
    view.table.show_row(2)
    actions = {a.text(): a.isEnabled() for a in view.make_menu().actions() if a.text()}
    assert actions == {
        "Run again (1)": True,
        "Copy rows (1)": True,
        "Preview this index": True,
        "Preview output": True,
        "Open output": True,
        "Show output in its folder": True,
        "Copy output path": True,
        "Sort by": True,
        "Columns": True,
    }
    view.table.show_row(3)
    actions = {a.text(): a.isEnabled() for a in view.make_menu().actions() if a.text()}
    assert actions["Open output"] is False


def test_retry_of_failed_and_of_a_selection(view, qtbot):
    controller = view._controller
    controller._engine.script = run_all
    with qtbot.waitSignal(controller.finished, timeout=20_000):
        view.retry_button.click()
    assert list(controller._engine.configs[-1].indices) == [3, 5, 7]
    assert view.model.store.count("done") == 10
    qtbot.waitUntil(lambda: not view.retry_button.isVisible())
    view.table.show_row(4)
    with qtbot.waitSignal(controller.finished, timeout=20_000):
        view.retry_selection()
    assert list(controller._engine.configs[-1].indices) == [4]


def test_during_a_run_only_what_failed_can_be_run_again(make_controller, show, qtbot):
    asked = []

    def fail_one(stage):
        stage.begin()
        stage.emit(failed(1))
        stage.emit(started(2))
        asked.append(stage.command())
        stage.end("stopped", failures=1)

    controller = make_controller(fail_one)
    view = show(ResultsView(controller))
    controller.start(make_document(5), None)
    qtbot.waitUntil(lambda: view.model.store.count("running") == 1)
    view.table.selectAll()
    assert "Run again (1)" in [action.text() for action in view.make_menu().actions()]
    with qtbot.waitSignal(controller.finished, timeout=20_000):
        view.retry_selection()
    assert (asked[0].action, asked[0].indices) == ("retry", (1,))


def test_causes_group_filter_and_retry(view, qtbot):
    view.causes_button.click()
    tree = view.causes.tree
    texts = [[tree.topLevelItem(r).text(c) for c in range(4)] for r in range(2)]
    assert texts == [
        ["2", "KeyError", "Numbers", "case_3.vtu has no field p (and the like)"],
        ["1", "WorkerDied", "Numbers", "killed by SIGSEGV"],
    ]
    tree.setCurrentItem(tree.topLevelItem(0))
    assert shown(view) == [3, 7]
    view._controller._engine.script = run_all
    with qtbot.waitSignal(view._controller.finished, timeout=20_000):
        view.causes.retry_button.click()
    assert list(view._controller._engine.configs[-1].indices) == [3, 7]
    view.causes_button.click()
    assert len(shown(view)) == 10


def test_show_index_lifts_a_filter_that_hides_it(view):
    view.counters.choose("failed")
    view.show_index(2)
    assert view.table.current_row() == 2
    assert len(shown(view)) == 10


def test_another_view_can_ask_for_an_index(view, qtbot):
    view.counters.choose("failed")
    view._controller.ask_for(4)
    assert view.table.current_row() == 4
    assert view.detail._title.text() == "#4  done"
    view.hide()
    view._controller.ask_for(5)
    assert view.table.current_row() == 4
    view.show()
    qtbot.waitUntil(lambda: view.table.current_row() == 5)


def test_columns_can_be_shown_and_hidden(view):
    (attempts,) = [a for a in view.table.columns_menu().actions() if a.text() == "Attempts"]
    assert view.table.isColumnHidden(view.model.position("attempts"))
    attempts.trigger()
    assert not view.table.isColumnHidden(view.model.position("attempts"))


def test_sorting_again_keeps_selection_and_place(make_controller, show, qtbot):
    controller = make_controller(half_way)
    view = show(ResultsView(controller))
    controller.start(make_document(500), None)
    qtbot.waitUntil(lambda: view.counters._buttons["running"].text() == "1 running")
    view.model.sort_by("duration", descending=True)
    view.table.show_row(120)
    view.table.verticalScrollBar().setValue(60)
    controller.results.store.apply([finished(n, duration=9.0 + n) for n in range(400, 500)])
    view.model._next_sort = 0.0
    qtbot.waitUntil(lambda: shown(view)[:2] == [499, 498])
    assert selected(view) == [120]
    assert view.table.current_row() == 120
    assert view.table.verticalScrollBar().value() == 60


def test_the_order_is_right_at_the_end(make_controller, show, qtbot, monkeypatch):
    monkeypatch.setattr(results_model, "_MANY_ROWS", 0)
    monkeypatch.setattr(results_model, "_LONG_SORT_S", 0.0)
    controller = make_controller(half_way)
    view = show(ResultsView(controller))
    controller.start(make_document(10), None)
    qtbot.waitUntil(lambda: view.counters._buttons["running"].text() == "1 running")
    view.model.sort_by("status")
    controller.results.store.apply([finished(9), finished(5)])
    with qtbot.waitSignal(controller.finished, timeout=20_000):
        controller.stop_now()
    assert shown(view) == [6, 7, 8, 0, 1, 2, 3, 4, 5, 9]
    qtbot.waitUntil(lambda: not view.sort_button.isVisible())


def test_before_a_row_is_chosen_the_detail_says_what_will_be_there(view):
    assert view.table.current_row() == -1
    assert view.detail._hint.isVisible()
    assert not view.detail._title.isVisible()
    view.show_index(3)
    assert not view.detail._hint.isVisible()
    assert view.detail._title.isVisible()


def test_the_view_follows_a_run_and_offers_to_sort_again(make_controller, show, qtbot, monkeypatch):
    monkeypatch.setattr(results_model, "_MANY_ROWS", 0)
    monkeypatch.setattr(results_model, "_LONG_SORT_S", 0.0)
    controller = make_controller(half_way)
    view = show(ResultsView(controller))
    controller.start(make_document(10), None)
    qtbot.waitUntil(lambda: view.counters._buttons["running"].text() == "1 running")
    view.model.sort_by("duration")
    assert not view.sort_button.isVisible()
    controller.results.store.apply([finished(5), started(6)])
    view.refresh()
    assert view.sort_button.isVisible()
    assert "sorted at " in view.shown.text()
    view.sort_button.click()
    assert "sorted at " not in view.shown.text()
    assert not view.sort_button.isVisible()


def test_the_rows_shown_are_exported(view, qtbot, tmp_path, monkeypatch):
    path = tmp_path / "failed"
    answer = (str(path), "")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *args: answer)
    view.counters.choose("failed")
    view.export_button.click()
    written = path.with_suffix(".csv")
    qtbot.waitUntil(written.exists)
    lines = written.read_text(encoding="utf-8-sig").splitlines()
    assert [line.split(",")[0] for line in lines] == ["index", "3", "7"]


def test_the_rows_shown_are_exported_as_parquet(view, qtbot, tmp_path, monkeypatch):
    path = tmp_path / "failed"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *args: (str(path), ""))
    view.counters.choose("failed")
    view.export_button.menu().actions()[1].trigger()
    written = path.with_suffix(".parquet")
    qtbot.waitUntil(written.exists)
    assert pq.read_table(written)["index"].to_pylist() == [3, 7]


def test_without_pyarrow_the_entry_says_what_to_install(view, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    view.export_button.menu().actions()[1].trigger()
    (message,) = view.findChildren(QMessageBox)
    assert to_add("parquet") in message.text()
    message.close()


def test_an_export_can_be_cancelled_and_says_when_it_fails(view, qtbot, tmp_path):
    dialog = ExportDialog(view.model, tmp_path / "results.csv", view)
    dialog.start()
    dialog.findChild(QPushButton).click()
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "file").write_text("")
    ExportDialog(view.model, tmp_path / "file" / "results.csv", view).start()
    (message,) = view.findChildren(QMessageBox)
    assert "could not be written" in message.text()
    message.close()


def test_only_changed_rows_in_sight_are_painted(run_script, show, qtbot, monkeypatch):
    view = show(ResultsView(run_script(mixed, 500)))
    qtbot.waitUntil(lambda: view.table.viewport().height() > 100)
    table, model = view.table, view.model
    asked: list[tuple[int, ...]] = []
    monkeypatch.setattr(table.viewport(), "update", lambda *area: asked.append(area))
    model.dataChanged.emit(model.index(400, 0), model.index(450, 9))
    assert asked == []
    model.dataChanged.emit(model.index(2, 0), model.index(3, 9))
    height = table.rowHeight(0)
    assert asked == [(0, 2 * height, table.viewport().width(), 2 * height)]
    model.dataChanged.emit(model.index(0, 0), model.index(499, 9))
    assert asked[-1] == (0, 0, table.viewport().width(), table.viewport().height())


def test_items_have_their_names_as_soon_as_they_are_known(view):
    column = view.model.position("name")
    assert view.table.isColumnHidden(column)  # nothing is known of them: no empty column
    view.model.store.set_names([f"tank {n}.vtu" for n in range(8)])
    view.model.flush(at_once=True)
    view.refresh()
    assert not view.table.isColumnHidden(column)
    assert view.model.index(7, column).data() == "tank 7.vtu"
    assert view.model.index(8, column).data() == ""  # more items than names
    view.search.setText("Tank 3")
    view._apply_filter()
    assert view.model.rowCount() == 1
    view.table.setColumnHidden(column, True)
    view.refresh()
    assert view.table.isColumnHidden(column)  # whoever hides it is not overruled


def test_counters_leave_their_words_away_where_there_is_no_room(view, qtbot):
    counters = view.counters
    store = SimpleNamespace(count=lambda status: 123_456)
    counters.show_counts(store)
    counters.setParent(None)
    qtbot.addWidget(counters)
    counters.show()
    counters.resize(counters.sizeHint())
    button = counters._buttons["quarantined"]
    assert button.text() == "123\u202f456 quarantined"
    wide, narrow = counters.sizeHint().width(), counters.minimumSizeHint().width()
    assert narrow < 0.7 * wide
    counters.resize(narrow, counters.height())
    assert button.text() == "123\u202f456"
    assert button.accessibleName() == "Show only: 123\u202f456 quarantined"
    assert button.toolTip().startswith("123\u202f456 quarantined. ")
    assert counters.sizeHint().width() == pytest.approx(wide, abs=12)  # text is placed by fractions
    assert counters.layout().totalMinimumSize().width() <= narrow + 12
    counters.resize(wide + 12, counters.height())
    assert button.text() == "123\u202f456 quarantined"


def test_names_are_cut_where_they_agree(view):
    """Frames of one file have names that differ in their last letters."""
    delegate = view.table.itemDelegateForColumn(view.model.position("name"))
    option = QStyleOptionViewItem()
    delegate.initStyleOption(option, view.model.index(0, view.model.position("name")))
    assert option.textElideMode == Qt.TextElideMode.ElideMiddle
