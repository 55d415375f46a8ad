"""Data given to the window: dropped, pasted, chosen; one choice makes the source step."""

from __future__ import annotations

import shutil
import sqlite3
import warnings

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QLineEdit

from curator_gui.core import PipelineDocument, Registry, make_step
from curator_gui.core.documents.document_io import write_document
from curator_gui.core.storage.resources import resource_path
from curator_gui.domains import register_all
from tests.run.record.reference_databases import make_database

pytest.importorskip("pyvista")
DAM = resource_path("samples", "dam-break", "data")


@pytest.fixture
def registry():
    return register_all(Registry())


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "my results"
    folder.mkdir()
    for number in (1, 2, 3):
        shutil.copy(DAM / f"dambreak_00{number}.vtu", folder)
    return folder


@pytest.fixture
def two_kinds(folder):
    shutil.copy(resource_path("samples", "qm9", "data", "qm9_reduced_100.xyz"), folder / "a.xyz")
    (folder / "README.md").write_text("hello")
    return folder


def mime_of(*paths, text=""):
    mime = QMimeData()
    if paths:
        mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    if text:
        mime.setText(text)
    return mime


def drop(widget, mime):
    actions, button = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    with warnings.catch_warnings():  # Qt 6.12 has another constructor, which 6.11 does not know
        warnings.simplefilter("ignore", DeprecationWarning)
        entered = QDragEnterEvent(QPointF(5, 5).toPoint(), actions, mime, button, none)
    QGuiApplication.sendEvent(widget, entered)
    if entered.isAccepted():
        QGuiApplication.sendEvent(widget, QDropEvent(QPointF(5, 5), actions, mime, button, none))
    return entered.isAccepted()


def settle(qtbot, window):
    qtbot.waitUntil(lambda: not window.bench.giving.busy, timeout=20_000)


def source(window):
    step = window.bench.session.document.source
    return None if step is None else (step.component, dict(step.values))


def test_a_dropped_folder_becomes_the_source(qtbot, window, folder):
    assert drop(window, mime_of(folder))
    settle(qtbot, window)
    assert source(window) == ("mesh.VTKSource", {"folder": str(folder), "pattern": "*.vtu"})
    assert window.bench.views.current_id == "build"
    window.bench.session.undo_stack.undo()
    assert source(window) is None  # an edit like any other


@pytest.mark.parametrize("text", ["{}", '"{}"', "file://{}", " '{}' \n"])
def test_a_pasted_path_becomes_the_source(qtbot, window, folder, text):
    path = str(folder).replace(" ", "%20") if text.startswith("file") else str(folder)
    QGuiApplication.clipboard().setText(text.format(path))
    window.bench.commands["paste_path"].trigger()
    settle(qtbot, window)
    assert source(window)[0] == "mesh.VTKSource"


def test_pasting_what_is_no_path_says_so(window):
    QGuiApplication.clipboard().setText("some words")
    window.bench.commands["paste_path"].trigger()
    (notice,) = window.bench.notices.notices
    assert "no path on the clipboard" in notice.text


def test_pasting_into_a_field_is_left_to_the_field(qtbot, window, folder):
    drop(window, mime_of(folder))
    settle(qtbot, window)
    line = window.bench.build.page.form.rows["pattern"].editor.line
    line.setFocus()
    line.selectAll()
    QGuiApplication.clipboard().setText("*_001.vtu")
    qtbot.keyClick(line, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert source(window)[1]["pattern"] == "*_001.vtu"


def test_a_folder_is_chosen_with_the_command(qtbot, window, answers, folder):
    answers.path = str(folder)
    window.bench.commands["open_data"].trigger()
    settle(qtbot, window)
    assert answers.asked == ["data folder"]
    assert source(window)[0] == "mesh.VTKSource"


def test_files_are_chosen_from_the_welcome_page(qtbot, window, answers, folder):
    answers.path = str(folder / "dambreak_002.vtu")
    qtbot.mouseClick(window.bench.welcome.choose_files, Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    assert source(window)[1] == {"folder": str(folder), "pattern": "dambreak_002.vtu"}


def test_the_only_reader_is_taken_and_hidden_files_are_said(qtbot, window, folder):
    (folder / "._x.vtu").write_bytes(b"\0\5")
    drop(window, mime_of(folder))
    settle(qtbot, window)
    (notice,) = window.bench.notices.notices
    assert "its name begins with a dot: ._x.vtu" in notice.text


def test_several_readers_are_offered_and_the_best_is_read_with_enter(qtbot, window, two_kinds):
    drop(window, mime_of(two_kinds))
    settle(qtbot, window)
    page = window.bench.giving.page
    assert window.bench.views.current_id == "given"
    assert [row.candidate.entry.key for row in page.rows] == [
        "mesh.VTKSource", "atoms.ExtXYZSource",
    ]  # fmt: skip
    assert page.candidate.entry.key == "mesh.VTKSource"
    assert page.read.text() == "Read 3 files"
    qtbot.keyClick(page, Qt.Key.Key_Return)
    assert source(window)[0] == "mesh.VTKSource"
    (notice,) = window.bench.notices.notices
    assert "Left aside: README.md, a.xyz" in notice.text  # nothing is dropped without a word


def test_another_reader_is_chosen_with_a_click(qtbot, window, two_kinds):
    drop(window, mime_of(two_kinds))
    settle(qtbot, window)
    page = window.bench.giving.page
    qtbot.mouseClick(page.rows[1], Qt.MouseButton.LeftButton)
    assert page.read.text() == "Read 1 file"
    qtbot.mouseClick(page.read, Qt.MouseButton.LeftButton)
    assert source(window)[0] == "atoms.ExtXYZSource"


def test_escape_goes_back_and_changes_nothing(qtbot, window, two_kinds):
    drop(window, mime_of(two_kinds))
    settle(qtbot, window)
    qtbot.keyClick(window.bench.giving.page, Qt.Key.Key_Escape)
    assert window.bench.views.current_id == "welcome"
    assert source(window) is None


def test_what_nobody_reads_is_said_with_its_suffixes(qtbot, window, tmp_path):
    (tmp_path / "notes.txt").write_text("x")
    drop(window, mime_of(tmp_path / "notes.txt"))
    settle(qtbot, window)
    page = window.bench.giving.page
    assert page.explanation.text() == "None of the sources reads such files: .txt."
    assert not page.read.isEnabled()


def test_a_path_that_is_gone_is_said(qtbot, window, answers, tmp_path):
    drop(window, mime_of(tmp_path / "none"))
    settle(qtbot, window)
    assert "there is no such file or folder" in answers.complaints[0]


def test_a_folder_with_a_pipeline_and_nothing_else_opens_it(qtbot, window, tmp_path):
    path = tmp_path / "work.curator.yaml"
    write_document(PipelineDocument(source=make_step("source", "mesh.VTKSource")), path)
    drop(window, mime_of(tmp_path))
    settle(qtbot, window)
    assert window.bench.session.path == path


def test_data_take_the_place_of_the_source_that_there_is(qtbot, window, folder):
    write_document(
        PipelineDocument(source=make_step("source", "grid.NetCDFSource", {"folder": "."})),
        folder / "work.curator.yaml",
    )
    window.open(folder / "work.curator.yaml")
    drop(window, mime_of(folder / "dambreak_001.vtu"))
    settle(qtbot, window)
    assert source(window) == ("mesh.VTKSource", {"folder": ".", "pattern": "dambreak_001.vtu"})
    (notice,) = window.bench.notices.notices
    assert "The source is another one now" in notice.text


def test_words_that_are_dropped_are_no_data(window):
    assert not drop(window, mime_of(text="some words"))


def test_a_file_dropped_on_a_folder_gives_the_pattern_too(qtbot, window, folder):
    window.bench.edits.add_step(window.bench.session.registry.get("mesh.VTKSource"))
    line = window.bench.build.page.form.rows["folder"].editor.line
    drop(line, mime_of(folder / "dambreak_003.vtu"))
    assert source(window)[1] == {"folder": str(folder), "pattern": "dambreak_003.vtu"}


def test_files_dropped_on_another_field_are_for_the_window(qtbot, window):
    window.bench.edits.add_step(window.bench.session.registry.get("mesh.VTKSource"))
    line: QLineEdit = window.bench.build.page.form.rows["pattern"].editor.line
    assert drop(line, mime_of(DAM))  # Qt hands it on to the window
    settle(qtbot, window)
    assert source(window)[1] == {"folder": str(DAM), "pattern": "*.vtu"}


def test_a_filter_begins_with_the_bounds_of_the_data(qtbot, window, tmp_path):
    shutil.copy(resource_path("samples", "era5", "data", "era5-levels-members.nc"), tmp_path)
    drop(window, mime_of(tmp_path))
    settle(qtbot, window)
    state = lambda: window.bench.surveyor.state  # noqa: E731
    qtbot.waitUntil(lambda: state().phase == "done", timeout=60_000)
    window.bench.add_component(window.bench.session.registry.get("grid.CropRegion"))
    (crop,) = window.bench.session.document.filters
    assert dict(crop.values) == {"south": -90.0, "north": 90.0, "west": 0.0, "east": 357.0}


def test_an_empty_clipboard_has_no_path_and_says_so(make_window, monkeypatch):
    window = make_window()
    monkeypatch.setattr(QGuiApplication, "clipboard", lambda: EmptyClipboard())
    window.bench.commands["paste_path"].trigger()
    assert any("no path on the clipboard" in n.text for n in window.bench.notices.notices)


class EmptyClipboard:
    def mimeData(self):
        return None  # as Qt does where nobody has copied anything


def test_a_run_database_of_others_is_shown_in_results(qtbot, make_window, registry, tmp_path):
    bench = make_window(registry).bench
    bench.giving.give([make_database(tmp_path / "run.db")])
    qtbot.waitUntil(lambda: bench.views.current_id == "results")
    assert len(bench.running.controller.results.store) == 4
    assert (tmp_path / "run.db").is_file()


def test_a_damaged_one_is_told(qtbot, make_window, registry, tmp_path):
    bench = make_window(registry).bench
    path = make_database(tmp_path / "run.db")
    connection = sqlite3.connect(path)
    connection.execute("UPDATE index_results SET completed_at = 'never'")
    connection.commit()
    connection.close()
    bench.giving.give([path])
    qtbot.waitUntil(lambda: any("run.db" in notice.text for notice in bench.notices.notices))
    assert bench.views.current_id != "results"
