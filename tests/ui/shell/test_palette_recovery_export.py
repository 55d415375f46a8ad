from __future__ import annotations

import json

import pytest
import yaml
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from curator_gui.app.document.edits import Edits
from curator_gui.app.document.recovery import recovery_folder
from curator_gui.core import PipelineDocument, Registry, make_step
from curator_gui.core.documents.document_io import write_document
from curator_gui.domains import register_all


@pytest.fixture
def saved(tmp_path, texts):
    path = tmp_path / "my work.curator.yaml"
    document = PipelineDocument(
        source=make_step("source", "text.Files", {"folder": "texts"}),
        sinks=(make_step("sink", "text.Write", {"folder": "out"}),),
    )
    write_document(document, path)
    return path


def use_palette(qtbot, window, words):
    window.bench.commands["palette"].trigger()
    qtbot.keyClicks(window.palette_dialog.words, words)
    qtbot.keyClick(window.palette_dialog.words, Qt.Key.Key_Return)
    assert not window.palette_dialog.isVisible()


def test_palette_carries_out_commands_and_adds_components(qtbot, window):
    use_palette(qtbot, window, "add repeat")
    assert [s.component for s in window.bench.session.document.steps] == ["text.Repeat"]
    use_palette(qtbot, window, "undo")
    assert window.bench.session.document.steps == ()


def test_palette_opens_recent_documents_and_shows_views(qtbot, window, saved):
    window.open(saved)
    window.bench.session.new()
    use_palette(qtbot, window, "open my work")
    assert window.bench.session.path == saved
    use_palette(qtbot, window, "show results")
    assert window.bench.views.current_id == "results"


def test_palette_offers_only_what_can_be_done_now(qtbot, window):
    texts = [entry.text for entry in window.palette_dialog.entries()]
    assert "Undo" not in texts
    assert "Stop now" not in texts
    assert "Run" in texts


def test_command_line_is_copied_after_saving(window, saved):
    window.open(saved)
    Edits(window.bench.session).set_run("n_jobs", 2)
    window.bench.commands["copy_command"].trigger()
    assert QGuiApplication.clipboard().text() == f"curator-gui run '{saved}'"
    assert not window.bench.session.dirty


def test_script_is_exported(window, answers, saved, tmp_path):
    window.open(saved)
    answers.path = str(tmp_path / "script")
    window.bench.commands["export_script"].trigger()
    assert ".write(Write(folder=" in (tmp_path / "script.py").read_text()
    assert "script.py" in window.bench.notices.notices[0].text


def test_the_pipeline_is_exported_for_others(make_window, answers, tmp_path):
    bench = make_window(register_all(Registry())).bench
    source = make_step("source", "mesh.SyntheticSource", {"count": 3})
    sink = make_step("sink", "mesh.VTUSink", {"folder": "out"})
    document = PipelineDocument(source=source, sinks=(sink,))
    bench.session.push(document.add(make_step("filter", "mesh.Quality")), "add")
    answers.path = str(tmp_path / "theirs")
    bench.commands["export_reference"].trigger()
    written = yaml.safe_load((tmp_path / "theirs.yaml").read_text())
    assert written["source"]["class"] == "RandomMeshSource"
    words = [notice.text for notice in bench.notices.notices]
    assert "mesh.Quality has no counterpart and is left out" in words


def test_script_of_an_incomplete_pipeline_is_refused_with_the_reason(window, answers):
    window.bench.commands["export_script"].trigger()
    assert "no source" in answers.complaints[0]


@pytest.fixture
def crashed(make_window, saved, answers, qtbot):
    """A recovery file as a killed session leaves it."""
    window = make_window()
    window.open(saved)
    Edits(window.bench.session).set_run("n_jobs", 77)
    window.bench.recovering.recovery.write()
    (file,) = recovery_folder().iterdir()
    content = json.loads(file.read_text())
    answers.answer = "discard"
    window.close()
    assert list(recovery_folder().iterdir()) == []
    content["process_started"] -= 1000
    file.write_text(json.dumps(content))
    answers.answer = "cancel"
    return file


def test_work_of_a_crashed_session_is_offered_and_taken(qtbot, make_window, crashed, saved):
    window = make_window()
    qtbot.waitUntil(lambda: bool(window.bench.notices.notices), timeout=5000)
    notice = window.bench.notices.notices[0]
    assert "my work.curator.yaml" in notice.text
    notice.buttons[0].click()
    assert window.bench.session.document.run.n_jobs == 77
    assert window.bench.session.path == saved
    assert window.bench.session.dirty
    assert not crashed.exists()
    assert len(list(recovery_folder().iterdir())) == 1


def test_offered_work_can_be_discarded_or_kept_for_later(qtbot, make_window, crashed):
    window = make_window()
    qtbot.waitUntil(lambda: bool(window.bench.notices.notices), timeout=5000)
    window.bench.notices.notices[0].buttons[-1].click()
    assert crashed.exists()
    again = make_window()
    qtbot.waitUntil(lambda: bool(again.bench.notices.notices), timeout=5000)
    again.bench.notices.notices[0].buttons[1].click()
    assert not crashed.exists()


def test_add_on_that_fails_is_said(qtbot, make_window, registry):
    registry.failures["mine.py"] = "SyntaxError: invalid syntax"
    window = make_window()
    qtbot.waitUntil(lambda: bool(window.bench.notices.notices), timeout=5000)
    assert "mine.py was not loaded: SyntaxError" in window.bench.notices.notices[0].text
