"""A pipeline of another program is shown as a new document; its file is never written over."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from curator_gui.app.document.session import Session
from curator_gui.core.registry import Registry


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
