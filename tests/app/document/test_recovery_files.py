from __future__ import annotations

import json
import os

import psutil
import pytest

from curator_gui.app.document import recovery
from curator_gui.app.document.recovery import Recovery, discard


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "recovery"


def only_file(folder):
    (file,) = folder.iterdir()
    return file


def pretend_crash(file):
    """Make a file look like that of a process that is gone."""
    data = json.loads(file.read_text())
    data["process_started"] -= 1000
    file.write_text(json.dumps(data))


def test_edit_is_written_soon_and_removed_when_saved(
    qtbot, session, edits, document, folder, tmp_path, monkeypatch
):
    monkeypatch.setattr(recovery, "DELAY_MS", 20)
    Recovery(session, folder)
    session.adopt(document, None)
    qtbot.waitUntil(lambda: folder.is_dir() and any(folder.iterdir()), timeout=5000)
    session.save(tmp_path / "a.curator.yaml")
    qtbot.waitUntil(lambda: not any(folder.iterdir()), timeout=5000)


def test_work_of_a_crashed_session_is_found_whole(session, edits, document, folder, tmp_path):
    session.adopt(document, tmp_path / "a.curator.yaml")
    edits.set_value(document.filters[0].id, "words", ["a", "b, c"])
    Recovery(session, folder).write()
    pretend_crash(only_file(folder))
    (found,) = Recovery(session, folder).found()
    assert found.document == session.document
    assert found.path == tmp_path / "a.curator.yaml"
    assert found.name == "a.curator.yaml"
    discard(found)
    assert Recovery(session, folder).found() == []


def test_work_of_a_running_session_is_left_alone(session, document, folder):
    session.adopt(document, None)
    Recovery(session, folder).write()
    assert json.loads(only_file(folder).read_text())["pid"] == os.getpid()
    assert Recovery(session, folder).found() == []


def test_process_number_used_again_does_not_hide_the_work(session, document, folder):
    session.adopt(document, None)
    Recovery(session, folder).write()
    file = only_file(folder)
    data = json.loads(file.read_text())
    parent = psutil.Process().ppid()
    file.write_text(json.dumps(data | {"pid": parent, "process_started": 1.0}))
    assert len(Recovery(session, folder).found()) == 1


@pytest.mark.parametrize("content", ["", "{", "[]", '{"pid": 1}', '{"pid": "x"}', "\x00"])
def test_damaged_file_is_left_alone(session, folder, content):
    folder.mkdir()
    (folder / "x.recovery.json").write_text(content)
    assert Recovery(session, folder).found() == []
    assert (folder / "x.recovery.json").read_text() == content


def test_folder_that_cannot_be_written_is_said(session, document, tmp_path):
    blocker = tmp_path / "file"
    blocker.write_text("")
    recovery = Recovery(session, blocker / "folder")
    session.adopt(document, None)
    recovery.write()
    assert "cannot be written" in recovery.problem
    recovery.stop()


def test_leaving_on_purpose_removes_the_file(session, document, folder):
    recovery = Recovery(session, folder)
    session.adopt(document, None)
    recovery.write()
    recovery.stop()
    assert list(folder.iterdir()) == []
