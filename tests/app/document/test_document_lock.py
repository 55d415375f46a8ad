from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from curator_gui.app.document import lock as document_lock
from curator_gui.app.document.lock import DocumentLock, document_key, is_open_elsewhere, show_other

pytestmark = pytest.mark.workers

ROOT = Path(__file__).parents[3]
HOLDER = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication, QTimer
from curator_gui.app.document.lock import DocumentLock
app = QCoreApplication([])
held = DocumentLock()
assert held.claim(Path(sys.argv[1]))
def shown():
    print("shown", flush=True)
held.show_wanted.connect(shown)
print("claimed", flush=True)
app.exec()
"""
ASKER = """
import sys
from pathlib import Path
from curator_gui.app.document.lock import show_other
sys.exit(0 if show_other(Path(sys.argv[1])) else 1)
"""


@pytest.fixture(autouse=True)
def own_runtime_folder(monkeypatch):
    with tempfile.TemporaryDirectory() as folder:  # a socket's path must be short
        monkeypatch.setenv("XDG_RUNTIME_DIR", folder)
        yield


@pytest.fixture
def document(tmp_path) -> Path:
    path = tmp_path / "work.curator.yaml"
    path.write_text("x")
    return path


@pytest.fixture
def own(qapp):
    found = DocumentLock()
    yield found
    found.close()
    found.deleteLater()


@pytest.fixture
def holder():
    """Return a function that starts another process which has a document."""
    running = []

    def start(path: Path) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-c", HOLDER, str(path)],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            text=True,
        )
        running.append(process)
        assert process.stdout.readline() == "claimed\n"
        return process

    yield start
    for process in running:
        process.kill()
        process.wait()
        process.stdout.close()


def test_document_of_another_process_is_shown_there(own, holder, document):
    other = holder(document)
    assert is_open_elsewhere(document)
    assert not own.claim(document)
    assert show_other(document)
    assert other.stdout.readline() == "shown\n"
    assert show_other(document)  # as often as one likes
    assert other.stdout.readline() == "shown\n"


def test_two_documents_are_two_processes_matter(own, holder, document, tmp_path):
    holder(document)
    second = tmp_path / "second.curator.yaml"
    assert own.claim(second)
    own.keep_only(second)
    assert is_open_elsewhere(second)
    assert not is_open_elsewhere(tmp_path / "third.curator.yaml")


def test_killed_process_blocks_nobody(own, holder, document):
    other = holder(document)
    assert Path(document_lock.server_name(document)).exists()
    other.kill()
    other.wait()
    assert Path(document_lock.server_name(document)).exists()  # its socket is left
    assert not is_open_elsewhere(document)
    assert not show_other(document)
    assert own.claim(document)


def test_stale_socket_is_replaced_by_one_that_answers(qtbot, own, holder, document):
    other = holder(document)
    other.kill()
    other.wait()
    assert own.claim(document)
    with qtbot.waitSignal(own.show_wanted, timeout=10_000):
        asking = subprocess.Popen([sys.executable, "-c", ASKER, str(document)], cwd=ROOT)
    assert asking.wait(10) == 0


@pytest.mark.skipif(sys.platform == "win32", reason="SIGSTOP")
def test_hung_process_is_told_from_one_that_answers(own, holder, document, monkeypatch):
    import signal

    monkeypatch.setattr(document_lock, "PATIENCE_MS", 200)
    other = holder(document)
    other.send_signal(signal.SIGSTOP)
    assert not own.claim(document)
    assert not show_other(document)
    other.send_signal(signal.SIGCONT)
    monkeypatch.setattr(document_lock, "PATIENCE_MS", 5000)
    assert show_other(document)


def test_claims_follow_the_document(own, document, tmp_path):
    other = tmp_path / "other.curator.yaml"
    own.follow(document)
    assert own.claim(document)  # it is ours already
    assert is_open_elsewhere(document)  # for everybody else
    own.follow(other)
    assert not is_open_elsewhere(document)
    assert is_open_elsewhere(other)
    own.follow(None)
    assert not is_open_elsewhere(other)
    assert list(document_lock.runtime_folder().iterdir()) == []


def test_all_names_of_a_file_are_one_document(document, tmp_path):
    link = tmp_path / "link.yaml"
    link.symlink_to(document)
    (tmp_path / "sub").mkdir()
    roundabout = tmp_path / "sub" / ".." / document.name
    assert document_key(link) == document_key(document) == document_key(roundabout)
    assert document_key(tmp_path / "other") != document_key(document)


def test_without_a_runtime_folder_documents_open_all_the_same(own, document, monkeypatch):
    monkeypatch.setattr(document_lock, "runtime_folder", lambda: Path("/proc/no/such/folder"))
    assert own.claim(document)
    assert not is_open_elsewhere(document)


def test_nonsense_on_the_socket_harms_nobody(qtbot, own, document):
    import socket

    assert own.claim(document)
    shown = []
    own.show_wanted.connect(lambda: shown.append(True))
    with socket.socket(socket.AF_UNIX) as stranger:
        stranger.connect(document_lock.server_name(document))
        stranger.sendall(b"\xff\xfe delete everything\n")
        stranger.settimeout(0.01)

        def closed() -> bool:
            try:
                return stranger.recv(10) == b""
            except TimeoutError:
                return False

        qtbot.waitUntil(closed, timeout=5000)
    assert shown == []
