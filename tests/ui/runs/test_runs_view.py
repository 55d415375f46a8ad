"""The view of earlier runs, in the real window, on records that the real engine has made."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QMessageBox

from curator_gui.app.settings.preferences import Settings
from curator_gui.core.document_code.kept import KeptCode
from curator_gui.core.document_code.reading import Code
from curator_gui.run import shutdown_workers
from curator_gui.run.record import RecordWriter, RunMeta
from curator_gui.run.record.library import list_runs, runs_folder
from curator_gui.ui.files.code_view import CodeView
from curator_gui.ui.shell.main_window import MainWindow
from tests.app.runs.toys import make_document, make_registry, record_run
from tests.run.record.reference_databases import make_database

WAIT_MS = 20_000


class Answers:
    """Answers the questions of opening and saving."""

    def __init__(self) -> None:
        self.save_to = ""
        self.complaints: list[str] = []

    def open_path(self, folder: str) -> str:
        return ""

    def save_path(self, suggestion: str, filter: str = "") -> str:
        return self.save_to

    def unsaved(self, title: str) -> str:
        return "discard"

    def complain(self, title: str, message: str) -> None:
        self.complaints.append(message)


@pytest.fixture(scope="module", autouse=True)
def _workers() -> Any:
    yield
    shutdown_workers()


@pytest.fixture
def asker() -> Answers:
    return Answers()


@pytest.fixture
def window(qtbot: Any, tmp_path: Path, asker: Answers) -> Any:
    window = MainWindow(make_registry(), Settings(tmp_path / "settings.json"), asker)
    qtbot.addWidget(window, before_close_func=lambda w: w.bench.session.undo_stack.setClean())
    window.resize(1280, 800)
    window.show()
    qtbot.waitExposed(window)
    return window


def show_runs(qtbot: Any, window: MainWindow) -> Any:
    window.bench.show_view("runs")
    view = window.bench.runs
    qtbot.waitUntil(lambda: not view.busy, timeout=WAIT_MS)
    return view


def choose(view: Any, *rows: int) -> None:
    view.table.select_runs([view.model.run(row).path for row in rows])


def trigger(view: Any, action: str) -> None:
    assert view.actions_by_id[action].isEnabled(), action
    view.actions_by_id[action].trigger()


def enabled(view: Any) -> set[str]:
    return {name for name, action in view.actions_by_id.items() if action.isEnabled()}


def test_without_runs_it_says_what_will_be_here(qtbot: Any, window: MainWindow) -> None:
    view = show_runs(qtbot, window)
    assert view._empty.isVisible()
    assert not view.table.isVisible()


def test_actions_fit_the_selection(qtbot: Any, window: MainWindow, tmp_path: Path) -> None:
    record_run(tmp_path)
    record_run(tmp_path, refused=[1])
    view = show_runs(qtbot, window)
    assert view.model.rowCount() == 2
    assert enabled(view) == set()
    choose(view, 0)
    assert enabled(view) == {"show", "reopen", "resume", "report", "code", "delete"}
    choose(view, 1)
    assert enabled(view) == {"show", "reopen", "report", "code", "delete"}, "it is complete"
    choose(view, 0, 1)
    assert enabled(view) == {"compare", "delete"}


def test_results_of_an_earlier_run(qtbot: Any, window: MainWindow, tmp_path: Path) -> None:
    record_run(tmp_path, refused=[2])
    view = show_runs(qtbot, window)
    choose(view, 0)
    controller = window.bench.running.controller
    view.table.setFocus()
    with qtbot.waitSignal(controller.record_shown, timeout=WAIT_MS):
        qtbot.keyClick(view.table, Qt.Key.Key_Return)
    assert window.bench.views.current_id == "results"
    results = window.bench.running.results
    assert results.model.rowCount() == 6
    qtbot.waitUntil(lambda: bool(controller.results.store.result(0).outputs), timeout=WAIT_MS)
    results.show_index(2)
    qtbot.waitUntil(lambda: "the number 2 is refused" in _texts(results.detail))
    window.bench.show_view("monitor")
    qtbot.waitUntil(lambda: "5 done" in _texts(window.statusBar()))


def _texts(widget: Any) -> str:
    from PySide6.QtWidgets import QLabel, QPlainTextEdit

    labels = [child.text() for child in widget.findChildren(QLabel)]
    return "\n".join(labels + [c.toPlainText() for c in widget.findChildren(QPlainTextEdit)])


def test_reopen_as_it_was(qtbot: Any, window: MainWindow, tmp_path: Path) -> None:
    record_run(tmp_path, refused=[2])
    record_run(tmp_path, refused=[3])
    view = show_runs(qtbot, window)
    choose(view, 1)
    trigger(view, "reopen")
    qtbot.waitUntil(lambda: not window.bench.session.empty, timeout=WAIT_MS)
    assert window.bench.session.document == make_document(tmp_path, refused=[2])
    assert window.bench.views.current_id == "build"
    assert window.bench.session.dirty


@pytest.mark.workers
def test_go_on_with_an_earlier_run(qtbot: Any, window: MainWindow, tmp_path: Path) -> None:
    path = interrupted_record(tmp_path)
    view = show_runs(qtbot, window)
    assert view.model.data(view.model.index(0, 0)) == "Interrupted"
    choose(view, 0)
    with qtbot.waitSignal(window.bench.running.controller.finished, timeout=WAIT_MS):
        trigger(view, "resume")
    result = window.bench.running.controller.result
    assert (result.completed, len(result.skipped)) == (4, 2)
    window.bench.show_view("runs")
    qtbot.waitUntil(lambda: view.model.data(view.model.index(0, 0)) == "Finished")
    assert [run.path for run in list_runs()] == [path]


def interrupted_record(folder: Path) -> Path:
    """Make the record of a run that was killed after two of its six indices."""
    path = record_run(folder, indices=[0, 1])
    with closing(sqlite3.connect(path)) as connection, connection:
        indices = _packed(6)
        connection.execute("UPDATE run SET finished = NULL, chosen = 6, indices = ?", (indices,))
        connection.execute("DELETE FROM snapshot")
    connection.close()
    return path


def _packed(n: int) -> bytes:
    from curator_gui.run.record.tables.meta import index_array, pack_indices

    return pack_indices(index_array(range(n)))


def test_report(qtbot: Any, window: MainWindow, tmp_path: Path, asker: Answers) -> None:
    record_run(tmp_path, refused=[2])
    view = show_runs(qtbot, window)
    choose(view, 0)
    asker.save_to = str(tmp_path / "night")
    with qtbot.waitSignal(view.commands.said, timeout=WAIT_MS):
        trigger(view, "report")
    page = (tmp_path / "night.html").read_text()
    assert "the number 2 is refused" in page
    assert str(tmp_path / "night.html") in view.said.text()


def test_report_that_cannot_be_written(
    qtbot: Any, window: MainWindow, tmp_path: Path, asker: Answers
) -> None:
    record_run(tmp_path)
    view = show_runs(qtbot, window)
    choose(view, 0)
    asker.save_to = str(tmp_path / "toys.curator.yaml" / "night.html")  # below a file
    with qtbot.waitSignal(view.commands.failed, timeout=WAIT_MS):
        trigger(view, "report")
    assert "night.html" in view.problem.text


def test_compare(qtbot: Any, window: MainWindow, tmp_path: Path) -> None:
    record_run(tmp_path, refused=[1, 2])
    record_run(tmp_path, refused=[2, 3])
    view = show_runs(qtbot, window)
    choose(view, 0, 1)
    trigger(view, "compare")
    qtbot.waitUntil(lambda: view.commands.comparison is not None, timeout=WAIT_MS)
    dialog = view.commands.comparison
    words = _texts(dialog)
    assert "1 index failed in the first run and done in the second: 1" in words
    assert "1 index done in the first run and failed in the second: 3" in words
    assert "1 index failed in both: 2" in words
    assert "Refuse: numbers" in words
    assert "[1, 2]" in words
    dialog.reject()
    qtbot.waitUntil(lambda: view.commands.comparison is None)


@pytest.mark.parametrize("sure", [True, False])
def test_delete_asks_first(qtbot: Any, window: MainWindow, tmp_path: Path, sure: bool) -> None:
    kept = record_run(tmp_path, name="kept")
    gone = record_run(tmp_path, name="gone")
    view = show_runs(qtbot, window)
    view.search.setText("gone")
    assert view.model.rowCount() == 1
    choose(view, 0)
    trigger(view, "delete")
    box = view.commands.question
    assert "run of gone from" in box.text()
    wanted = QMessageBox.ButtonRole.DestructiveRole if sure else QMessageBox.ButtonRole.RejectRole
    button = next(b for b in box.buttons() if box.buttonRole(b) == wanted)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: view.commands.question is None and not view.commands.busy)
    qtbot.waitUntil(lambda: not view.busy)
    assert gone.exists() is not sure
    assert kept.exists()
    assert view.model.total == (1 if sure else 2)
    assert (tmp_path / "out" / "number_0.txt").exists(), "outputs stay"


def test_search_and_order(qtbot: Any, window: MainWindow, tmp_path: Path) -> None:
    record_run(tmp_path, n=3, name="alpha")
    record_run(tmp_path, n=9, name="beta", refused=[1])
    view = show_runs(qtbot, window)
    names = lambda: [view.model.run(row).name for row in range(view.model.rowCount())]  # noqa: E731
    assert names() == ["beta", "alpha"]
    view.table.horizontalHeader().sectionClicked.emit(1)
    assert names() == ["alpha", "beta"]
    choose(view, 1)
    view.table.horizontalHeader().sectionClicked.emit(1)
    assert names() == ["beta", "alpha"]
    assert [run.name for run in view.table.selected_runs()] == ["beta"]
    view.search.setText("failures")
    assert names() == ["beta"]
    assert view.shown.text() == "1 of 2 runs"


def test_a_record_that_vanished_is_words(qtbot: Any, window: MainWindow, tmp_path: Path) -> None:
    path = record_run(tmp_path)
    view = show_runs(qtbot, window)
    choose(view, 0)
    path.unlink()
    with qtbot.waitSignal(window.bench.running.controller.record_failed, timeout=WAIT_MS):
        trigger(view, "show")
    assert str(path) in view.problem.text
    assert window.bench.views.current_id == "runs"


def test_a_thousand_runs_open_in_time(qtbot: Any, window: MainWindow) -> None:
    runs_folder().mkdir(parents=True)
    first = runs_folder() / "run-0.curator-run"
    meta = RunMeta("r", "", {}, [{"name": "A"}], "f", 10, range(10), name="n", created=1.7e9)
    RecordWriter.create(first, meta).close()
    data = first.read_bytes()
    for number in range(1, 1000):
        (runs_folder() / f"run-{number}.curator-run").write_bytes(data)
    begin = time.perf_counter()
    window.bench.show_view("runs")
    view = window.bench.runs
    # An event loop of its own: waitUntil would keep the interpreter from the thread that reads.
    with qtbot.waitSignal(view._search_runs.answered, timeout=WAIT_MS):
        pass
    seconds = time.perf_counter() - begin
    assert view.model.total == 1000
    assert seconds < 10, "2 s on an idle machine"


def test_a_run_database_of_physicsnemo_curator_is_listed_and_only_read(
    qtbot: Any, window: MainWindow, tmp_path: Path
) -> None:
    path = make_database(tmp_path / "theirs.db")
    content = path.read_bytes()
    window.bench.giving.give([path])
    qtbot.waitUntil(lambda: window.bench.views.current_id == "results", timeout=WAIT_MS)
    view = show_runs(qtbot, window)
    assert [view.model.run(row).path for row in range(view.model.rowCount())] == [path]
    choose(view, 0)
    assert "only read" in view.facts.text()
    assert not view.actions_by_id["resume"].isEnabled()
    trigger(view, "show")
    qtbot.waitUntil(lambda: window.bench.views.current_id == "results", timeout=WAIT_MS)
    view = show_runs(qtbot, window)
    choose(view, 0)
    trigger(view, "delete")
    box = view.commands.question
    assert "stay where they are" in box.informativeText()
    button = next(b for b in box.buttons() if b.text() == "&Delete")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not view.commands.busy and not view.busy, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: view.model.total == 0, timeout=WAIT_MS)
    assert path.read_bytes() == content


def test_the_code_of_a_run_is_shown_as_it_was_then(qtbot, window, tmp_path):
    steps, mark = tmp_path / "steps.py", tmp_path / "ran"
    text = f"import near\nopen({str(mark)!r}, 'w')\ndef f(item): return item\n"
    code = Code(steps, (("steps", text), ("near", "x = 1\n")))
    step = {"name": "Python step", "code": code.digest}
    step |= {"arguments": {"file": str(steps), "function": "f"}}
    steps.write_text("other = 1\n")
    kept = KeptCode(code.digest, "steps.py", code.texts)
    for number, found in enumerate(((kept,), ())):
        record = runs_folder() / f"{number}.curator-run"
        meta = RunMeta(f"r{number}", "", {}, [step], "f", 1, [0], created=number + 1.0, code=found)
        RecordWriter.create(record, meta).close()
    meta = RunMeta("r2", "", {}, [{"name": "A"}], "f", 1, [0], created=9.0)
    RecordWriter.create(runs_folder() / "2.curator-run", meta).close()
    view = show_runs(qtbot, window)

    def shown(row):
        choose(view, row)
        trigger(view, "code")
        qtbot.waitUntil(lambda: not view.commands.busy, timeout=WAIT_MS)
        return view.commands.code_dialog

    assert shown(0) is None
    assert "no step of this run had code of its own" in view.problem.text
    dialog = shown(1)
    assert "it was not kept then" in " ".join(one.text() for one in dialog.findChildren(QLabel))
    dialog.reject()
    assert view.commands.code_dialog is None
    dialog = shown(2)
    texts = [one.toPlainText() for one in dialog.findChildren(CodeView)]
    assert sorted(len(found.splitlines()) for found in texts) == [2, 4]
    assert any("def f(item): return item" in found for found in texts)
    words = " ".join(one.text() for one in dialog.findChildren(QLabel))
    assert f"the code of {steps} is another one now" in words
    assert code.digest in words
    dialog.reject()
    assert not mark.exists()
