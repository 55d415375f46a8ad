"""A pipeline of another program is shown as a new document; its file is never written over."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from curator_gui.app.document.session import Session
from curator_gui.core.registration.registry import Registry
from curator_gui.domains import register_all


def test_it_is_opened_as_new_and_said(qtbot, tmp_path: Path) -> None:
    path = tmp_path / "theirs.json"
    source = {
        "class": "VTKSource",
        "module": "physicsnemo_curator.domains.mesh.sources.vtk",
        "params": {"input_path": "data"},
    }
    text = json.dumps({"version": 1, "source": source, "filters": [], "sink": None})
    path.write_text(text)
    session = Session(Registry())
    with qtbot.waitSignal(session.taken_over) as said:
        session.open(path)
    taken = said.args[0]
    assert "Taken over from a pipeline of physicsnemo-curator" in taken.words
    assert "theirs.json stays as it is" in taken.words
    assert (taken.path, taken.theirs, taken.wanted) == (path, False, True)
    assert session.path is None
    assert session.document.source.component == "mesh.VTKSource"
    with pytest.raises(ValueError, match="needs a path"):
        session.save()
    session.save(tmp_path / "ours.curator.yaml")
    assert path.read_text() == text


def test_its_relative_paths_begin_at_its_folder(qtbot, tmp_path: Path) -> None:
    path = tmp_path / "there" / "theirs.json"
    path.parent.mkdir()
    source = {
        "class": "VTKSource",
        "module": "physicsnemo_curator.domains.mesh.sources.vtk",
        "params": {"input_path": "data"},
    }
    path.write_text(json.dumps({"version": 1, "source": source, "filters": [], "sink": None}))
    session = Session(register_all(Registry()))
    session.open(path)
    assert session.document.source.values["folder"] == (path.parent / "data").as_posix()
    session.save(path.parent / "ours.curator.yaml")
    assert session.document.source.values["folder"] == "data"
