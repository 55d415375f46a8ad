"""Opening, saving, leaving, remembering."""

from __future__ import annotations

import sys

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QCloseEvent, QDropEvent
from PySide6.QtWidgets import QMessageBox

from curator_gui.app.document.edits import Edits
from curator_gui.core import PipelineDocument, make_step
from curator_gui.core.documents.document_io import read_document, write_document
from curator_gui.ui.common import theme
from curator_gui.ui.shell.starting.error_dialog import ErrorReporter


@pytest.fixture
def saved(tmp_path, texts):
    path = tmp_path / "work.curator.yaml"
    document = PipelineDocument(
        name="work",
        source=make_step("source", "text.Files", {"folder": "texts"}),
        sinks=(make_step("sink", "text.Write", {"folder": "out"}),),
    )
    write_document(document, path)
    return path


def edit(window):
    Edits(window.bench.session).set_run("n_jobs", window.bench.session.document.run.n_jobs + 5)


def test_open_shows_the_document_and_remembers_it(window, answers, saved):
    answers.path = str(saved)
    window.bench.commands["open"].trigger()
    assert [card.title.text() for card in window.bench.panel.cards] == ["Text files", "Text folder"]
    assert window.windowTitle() == "work.curator.yaml[*] - Curator"
    assert not window.isWindowModified()
    assert window.bench.settings.preferences.recent == (str(saved),)
    assert window.bench.welcome.recent.itemAt(0).widget().button.text() == "work.curator.yaml"


def test_keys_that_nothing_reads_are_said_until_another_document_is_open(window, saved):
    saved.write_text(saved.read_text() + "enabld: true\n")
    window.open(saved)
    [said] = [notice.text for notice in window.bench.notices.notices]
    assert "keys that are not known here: 'enabld'" in said
    window.bench.commands["new"].trigger()
    assert window.bench.notices.notices == []


def test_edit_marks_the_title_and_saving_unmarks_it(window, saved):
    window.open(saved)
    edit(window)
    assert window.isWindowModified()
    window.bench.commands["save"].trigger()
    assert not window.isWindowModified()
    assert read_document(saved).run.n_jobs == 4


def test_new_document_asks_where_and_completes_the_suffix(window, answers, registry, tmp_path):
    Edits(window.bench.session).add_step(registry.get("text.Files"))
    answers.path = str(tmp_path / "fresh")
    window.bench.commands["save"].trigger()
    assert answers.asked == ["save pipeline.curator.yaml"]
    assert window.bench.session.path == tmp_path / "fresh.curator.yaml"
    assert window.bench.session.path.is_file()


def test_giving_up_the_save_dialog_saves_nothing(window, answers, registry):
    Edits(window.bench.session).add_step(registry.get("text.Files"))
    window.bench.commands["save"].trigger()
    assert window.bench.session.path is None
    assert window.bench.session.dirty


@pytest.mark.parametrize(
    "answer, left, kept", [("cancel", False, False), ("discard", True, False), ("save", True, True)]
)
def test_unsaved_changes_are_asked_about(window, answers, saved, answer, left, kept):
    window.open(saved)
    edit(window)
    answers.answer = answer
    window.bench.commands["new"].trigger()
    assert answers.asked == ["unsaved work.curator.yaml"]
    assert window.bench.session.empty == left
    assert (read_document(saved).run.n_jobs == 4) == kept


def test_closing_asks_as_well(window, answers, saved):
    window.open(saved)
    edit(window)
    event = QCloseEvent()
    window.closeEvent(event)
    assert not event.isAccepted()


def test_damaged_document_is_said_and_the_old_one_stays(window, answers, saved, tmp_path):
    window.open(saved)
    bad = tmp_path / "bad.curator.yaml"
    bad.write_text("format: curator-pipeline\nversion: 99\n")
    assert not window.open(bad)
    assert "update Curator" in answers.complaints[0]
    assert window.bench.session.path == saved


def test_recent_file_that_is_gone_leaves_the_list(window, answers, saved):
    window.open(saved)
    window.bench.session.new()
    saved.unlink()
    window.bench.welcome.recent.itemAt(0).widget().button.click()
    assert "cannot be read" in answers.complaints[0]
    assert window.bench.settings.preferences.recent == ()


def test_document_dropped_on_the_window_is_opened(window, saved):
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(saved))])
    window.dropEvent(
        QDropEvent(
            QPointF(5, 5),
            Qt.DropAction.CopyAction,
            mime,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )
    assert window.bench.session.path == saved


def test_sample_is_opened_as_a_copy(window, user_folders):
    row = window.bench.welcome.samples.itemAt(0).widget()
    row.button.click()
    assert window.bench.session.path.is_relative_to(user_folders["CURATOR_SAMPLES"])
    assert window.bench.views.current_id == "build"


def test_theme_is_changed_and_remembered(window, qapp):
    window.bench.commands["theme_dark"].trigger()
    assert theme.current() is theme.DARK
    assert window.bench.settings.preferences.theme == "dark"
    assert window.bench.commands["theme_dark"].isChecked()
    theme.apply(qapp, "light")


def test_layout_is_remembered_and_can_be_reset(make_window, window):
    window.docks[1].hide()
    window.close()
    again = make_window()
    assert not again.docks[1].isVisible()
    again.bench.commands["reset_layout"].trigger()
    assert again.docks[1].isVisible()


def test_damaged_layout_file_is_harmless(make_window, tmp_path):
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "window.ini").write_bytes(b"[General]\ngeometry=@ByteArray(zzz)\n\xff")
    assert make_window().docks[0].isVisible()


def test_shortcuts_are_unique(window):
    actions = [action for action in window.bench.commands.all() if not action.shortcut().isEmpty()]
    keys = [action.shortcut().toString() for action in actions]
    keys += [button.shortcut().toString() for button in window.bench.view_bar.buttons.values()]
    assert len(keys) == len(set(keys))


def test_unexpected_error_is_shown_once_and_the_window_lives(qtbot, qapp, window):
    reporter = ErrorReporter(window)
    for number in range(3):
        try:
            raise RuntimeError(f"broken {number}")
        except RuntimeError:
            reporter.report(*sys.exc_info())
    boxes = [w for w in qapp.topLevelWidgets() if isinstance(w, QMessageBox) and w.isVisible()]
    assert len(boxes) == 1
    assert "broken 0" in boxes[0].informativeText()
    assert "test_unexpected_error" in boxes[0].detailedText()
    boxes[0].close()
    qtbot.waitUntil(lambda: reporter._open is None, timeout=2000)
    assert window.isVisible()


def test_hook_is_installed_and_given_back():
    reporter = ErrorReporter()
    before = sys.excepthook
    reporter.install()
    assert sys.excepthook == reporter.report
    reporter.remove()
    assert sys.excepthook is before
