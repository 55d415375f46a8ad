"""The Data set view of a document with two sinks: each has a data set, one is shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from curator_gui.core.document import PipelineDocument, make_step
from curator_gui.core.documents.document_io import document_text, write_document
from curator_gui.dataset.handing_over.writing import hand_over
from curator_gui.domains.mesh import NPZSink, VTUSink
from tests.dataset.made import meshes, run

WAIT_MS = 60_000


@pytest.fixture
def document(tmp_path: Path) -> Path:
    """A document whose two data sets of three boxes are there."""
    source = make_step("source", "mesh.SyntheticSource", {"count": 3, "resolution": 3})
    keys = {"vtu": "mesh.VTUSink", "npz": "mesh.NPZSink"}
    sinks = tuple(make_step("sink", key, {"folder": name}) for name, key in keys.items())
    made = PipelineDocument(name="Boxes", source=source, sinks=sinks)
    path = tmp_path / "boxes.curator.yaml"
    write_document(made, path)
    pipeline = meshes(3).write(VTUSink(tmp_path / "vtu"), NPZSink(tmp_path / "npz"))
    run(pipeline, tmp_path / "r.curator-run", document=document_text(made))
    assert len(hand_over(pipeline, tmp_path / "r.curator-run").folders) == 2
    return path


def test_the_other_sinks_data_set_is_one_choice_away(qtbot, make_window, document: Path) -> None:
    window = make_window()
    curating = window.bench.curating
    curating.pictures._begin = lambda: None
    window.bench.session.open(document)
    window.bench.show_view("dataset")
    view, data = curating.view, curating.data

    def shown(name: str) -> bool:
        there = data.there and not data.busy and not data.searching
        return there and data.folder == document.parent / name

    qtbot.waitUntil(lambda: shown("vtu"), timeout=WAIT_MS)
    choice = view.sinks
    assert choice.isVisible()
    assert [choice.itemText(n) for n in range(choice.count())] == ["vtu", "npz"]
    assert choice.currentText() == "vtu"
    choice.setCurrentIndex(1)
    choice.activated.emit(1)
    qtbot.waitUntil(lambda: shown("npz"), timeout=WAIT_MS)
    assert choice.currentText() == "npz"
    assert view.describing.own
    decided = data.curation
    assert decided.parent == document.parent
    view.stop()
