from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from curator_gui.app.document import lock as document_lock
from curator_gui.app.document.edits import Edits
from curator_gui.app.document.lock import is_open_elsewhere, show_other
from curator_gui.app.runs.recorded_document import RecordedDocument
from curator_gui.core import PipelineDocument, make_step
from curator_gui.core.documents.document_io import read_document, write_document
from curator_gui.ui.runs.commands import RunCommands

pytestmark = pytest.mark.workers

ROOT = Path(__file__).parents[3]


@pytest.fixture(autouse=True)
def own_runtime_folder(monkeypatch):
    with tempfile.TemporaryDirectory() as folder:  # a socket's path must be short
        monkeypatch.setenv("XDG_RUNTIME_DIR", folder)
        yield


@pytest.fixture
def saved(tmp_path, texts):
    """Return a function that writes a document."""

    def save(name: str) -> Path:
        path = tmp_path / f"{name}.curator.yaml"
        source = make_step("source", "text.Files", {"folder": str(texts)})
        write_document(PipelineDocument(name=name, source=source), path)
        return path

    return save


@pytest.fixture
def program():
    """Return a function that starts the application with a document, in a process of its own."""
    running = []

    def start(path: Path, *, wait: bool = True) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            [sys.executable, "-m", "curator_gui", str(path)],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        running.append(process)
        deadline = time.monotonic() + 60
        while wait and not is_open_elsewhere(path):
            assert process.poll() is None
            assert time.monotonic() < deadline, "the window did not open its document"
            time.sleep(0.02)
        return process

    yield start
    for process in running:
        process.kill()
        process.wait()


def test_second_start_shows_the_first_window_and_ends(program, saved):
    path = saved("work")
    first = program(path)
    second = program(path, wait=False)
    assert second.wait(60) == 0
    assert first.poll() is None
    other = program(saved("other"))
    assert other.poll() is None
    first.send_signal(signal.SIGTERM)
    first.wait(60)
    assert not is_open_elsewhere(path)


def test_killed_window_does_not_keep_its_document(program, saved, window):
    path = saved("work")
    first = program(path)
    first.kill()
    first.wait()
    assert window.open(path)
    assert is_open_elsewhere(path)  # for all others


def test_document_of_another_window_is_not_opened_here(program, saved, window, answers):
    path, own = saved("work"), saved("own")
    window.open(own)
    Edits(window.bench.session).add_step(window.bench.session.registry.get("text.Plain"))
    program(path)
    assert not window.open(path)
    assert window.bench.session.path == own
    assert (answers.asked, answers.complaints) == ([], [])  # not even about unsaved changes
    answers.path, answers.answer = str(path), "discard"
    window.bench.commands["open"].trigger()
    assert window.bench.session.path == own


def test_run_of_a_document_of_another_window_is_not_reopened_here(program, saved, window, answers):
    path, own = saved("work"), saved("own")
    window.open(own)
    recorded = RecordedDocument(Path("x"), read_document(path), path, same=True)
    commands = RunCommands(window.bench.session, window.bench.files, window)
    program(path)
    assert not commands._reopen(recorded)
    assert window.bench.session.path == own
    edited = RecordedDocument(Path("x"), PipelineDocument(name="before"), path, same=False)
    assert commands._reopen(edited)  # what the other window has is another version
    assert not window.bench.files.save()
    assert "open in another window" in answers.complaints[0]


def test_saving_onto_a_document_of_another_window_is_refused(program, saved, window, answers):
    path, own = saved("work"), saved("own")
    before = path.read_bytes()
    program(path)
    window.open(own)
    answers.path = str(path)
    window.bench.commands["save_as"].trigger()
    assert f"{path} is open in another window" in answers.complaints[0]
    assert path.read_bytes() == before
    assert window.bench.session.path == own


@pytest.mark.skipif(sys.platform == "win32", reason="SIGSTOP")
def test_hung_window_can_be_passed_over_but_not_overwritten(
    program, saved, window, answers, monkeypatch
):
    monkeypatch.setattr(document_lock, "PATIENCE_MS", 200)
    path = saved("work")
    hung = program(path)
    hung.send_signal(signal.SIGSTOP)
    assert not window.open(path)
    assert answers.asked == ["open anyway work.curator.yaml"]
    answers.anyway = True
    assert window.open(path)
    Edits(window.bench.session).add_step(window.bench.session.registry.get("text.Plain"))
    assert not window.bench.files.save()
    assert "open in another window" in answers.complaints[0]
    hung.kill()
    hung.wait()
    assert window.bench.files.save()
    assert is_open_elsewhere(path)


def test_claim_goes_with_the_document_of_the_window(saved, window, answers, tmp_path):
    first, second = saved("first"), saved("second")
    window.open(first)
    assert is_open_elsewhere(first)
    window.open(second)
    assert not is_open_elsewhere(first)
    answers.path = str(tmp_path / "third.curator.yaml")
    window.bench.commands["save_as"].trigger()
    assert not is_open_elsewhere(second)
    assert is_open_elsewhere(Path(answers.path))
    window.bench.files.new()
    assert not is_open_elsewhere(Path(answers.path))
    assert not window.open(tmp_path / "missing.curator.yaml")
    assert list(document_lock.runtime_folder().iterdir()) == []


def test_refusal_to_leave_keeps_the_old_claim(saved, window, answers):
    first, second = saved("first"), saved("second")
    window.open(first)
    Edits(window.bench.session).add_step(window.bench.session.registry.get("text.Plain"))
    assert not window.open(second)
    assert is_open_elsewhere(first)
    assert not is_open_elsewhere(second)


def test_window_that_is_asked_for_comes_to_the_front(qtbot, saved, window):
    path = saved("work")
    window.open(path)
    window.setWindowState(Qt.WindowState.WindowMinimized | Qt.WindowState.WindowMaximized)
    code = (
        "import sys; from pathlib import Path; "
        "from curator_gui.app.document.lock import show_other; "
        "sys.exit(0 if show_other(Path(sys.argv[1])) else 1)"
    )
    asking = subprocess.Popen([sys.executable, "-c", code, str(path)], cwd=ROOT)
    qtbot.waitUntil(lambda: asking.poll() is not None, timeout=30_000)
    assert asking.returncode == 0
    assert not window.isMinimized()
    assert window.isMaximized()
    assert not window.isHidden()


def test_asking_a_document_that_nobody_has_is_answered_by_nobody(saved):
    assert not show_other(saved("work"))
