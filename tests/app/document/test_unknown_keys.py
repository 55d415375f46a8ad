"""Keys of a document that nothing reads: said when it is opened, kept when it is saved."""

from __future__ import annotations

from pathlib import Path

import pytest

from curator_gui.app.document.session import Session
from curator_gui.core import Registry
from curator_gui.core.documents.from_data import unknown_keys

TEXT = """format: curator-pipeline
version: 1
owner: me
steps:
- source: a.A
  enabld: false
run:
  n_job: 3
"""
KEYS = ("owner", "enabld", "n_job")


@pytest.fixture
def opened(qtbot, tmp_path: Path) -> Session:
    path = tmp_path / "typed.curator.yaml"
    path.write_text(TEXT)
    session = Session(Registry())
    with qtbot.waitSignal(session.remarked) as said:
        session.open(path)
    assert said.args[0].startswith("typed.curator.yaml has keys that are not known here: ")
    assert all(key in said.args[0] for key in KEYS)
    return session


@pytest.mark.parametrize("name", ["typed.curator.yaml", "other.curator.yaml", "other.json"])
def test_they_are_kept_by_every_way_of_saving(opened: Session, tmp_path: Path, name: str) -> None:
    opened.push(opened.document.with_run(n_jobs=5), "n_jobs")
    opened.save(tmp_path / name)
    text = (tmp_path / name).read_text()
    assert all(key in text for key in KEYS)


def test_they_are_said_of_what_is_shown_without_its_file(qtbot, opened: Session) -> None:
    other = Session(Registry())
    with qtbot.waitSignal(other.remarked) as said:
        other.adopt(opened.document, None)
    assert all(key in said.args[0] for key in KEYS)


def test_a_document_without_such_says_nothing(qtbot, tmp_path: Path) -> None:
    path = tmp_path / "plain.curator.yaml"
    path.write_text("format: curator-pipeline\nversion: 1\nsteps:\n- source: a.A\n")
    session = Session(Registry())
    with qtbot.assertNotEmitted(session.remarked):
        session.open(path)
    assert unknown_keys(session.document) == []
