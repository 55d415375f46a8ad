"""The File menu lists recent documents and the samples."""

from __future__ import annotations

from pathlib import Path

from curator_gui.core import PipelineDocument, make_step
from curator_gui.core.documents.document_io import write_document
from curator_gui.ui.shell.file_menus import recent_entries


def texts(menu):
    return [action.text() for action in menu.actions()]


def test_recent_documents_open_from_the_menu(window, tmp_path):
    window.recent.aboutToShow.emit()
    assert texts(window.recent) == ["No document was opened yet"]
    assert not window.recent.actions()[0].isEnabled()
    paths = [tmp_path / "a & b.curator.yaml", tmp_path / "c.curator.yaml"]
    for path in paths:
        write_document(PipelineDocument(source=make_step("source", "text.Files")), path)
        assert window.open(path)
    window.recent.aboutToShow.emit()
    assert texts(window.recent) == ["c.curator.yaml", "a && b.curator.yaml"]
    window.recent.actions()[1].trigger()
    assert window.bench.session.path == paths[0]


def test_equal_names_are_told_apart_by_their_folders():
    one, other = str(Path("/a/x.curator.yaml")), str(Path("/b/x.curator.yaml"))
    assert [words for words, _, _ in recent_entries([one, other])] == [one, other]


def test_samples_stand_in_the_menu(window):
    assert "Dam break" in texts(window.samples)
    titles = [action.menu().title() for action in window.menuBar().actions()[0].menu().actions()
              if action.menu()]  # fmt: skip
    assert titles == ["Open &recent", "Sa&mples"]
