"""A preview of a document whose code has changed since is not that of now."""

from __future__ import annotations

from pathlib import Path

import yaml

from curator_gui.app.document.session import Session
from curator_gui.app.preview.controller import PreviewController, PreviewState
from curator_gui.app.settings.preferences import Settings
from curator_gui.core import Registry
from curator_gui.core.document_code.reading import read_code
from curator_gui.core.document_code.trust import keep_trust
from curator_gui.domains import register_all


def test_other_code_makes_a_preview_stale(qapp, tmp_path: Path) -> None:
    code = tmp_path / "steps.py"
    code.write_text("import near\ndef f(mesh): return mesh\n")
    (tmp_path / "near.py").write_text("x = 1\n")
    steps = [
        {"source": "mesh.SyntheticSource"},
        {"filter": "mesh.PythonStep", "params": {"file": "steps.py", "function": "f"}},
    ]
    data = {"format": "curator-pipeline", "version": 1, "name": "a", "steps": steps}
    document = tmp_path / "a.curator.yaml"
    document.write_text(yaml.safe_dump(data))
    session = Session(register_all(Registry()))
    session.open(document)
    controller = PreviewController(session, Settings(tmp_path / "preferences.json"))
    controller.state = PreviewState("shown", controller.request(0))
    told: list[bool] = []
    controller.changed.connect(lambda: told.append(controller.stale))
    assert not controller.stale

    for text in ("x = 2\n", "x = 1\n"):
        (tmp_path / "near.py").write_text(text)
        session.document_changed.emit(session.document)  # as the window does of changed code
    keep_trust(read_code(code))
    session.document_changed.emit(session.document)
    assert told == [True, False, True]
    controller.stop()
