"""A step that learns from the data set, through the real window: plan, passes, log, preview."""

from __future__ import annotations

import json

import numpy as np
import pytest
from PySide6.QtWidgets import QLabel

from curator_gui.core import PipelineDocument, Registry, RunOptions, make_step
from curator_gui.core.documents.document_io import write_document
from curator_gui.domains import register_all

pytestmark = pytest.mark.workers


@pytest.fixture
def registry():
    pytest.importorskip("pyvista")
    return register_all(Registry())


@pytest.fixture
def saved(tmp_path):
    path = tmp_path / "work.curator.yaml"
    document = PipelineDocument(
        source=make_step("source", "mesh.SyntheticSource", {"count": 6, "resolution": 4}),
        filters=(
            make_step("filter", "mesh.Split", {"parts": "50%,50%"}),
            make_step("filter", "mesh.Standardize"),
        ),
        sinks=(make_step("sink", "mesh.NPZSink", {"folder": "out"}),),
        run=RunOptions(n_jobs=1),
    )
    write_document(document, path)
    return path


def plan_texts(qtbot, window) -> list[str]:
    window.bench.show_view("plan")
    view = window.bench.running.plan
    qtbot.waitUntil(lambda: view.state.isHidden() and not view._stale, timeout=20_000)
    return [label.text().replace("\u202f", " ") for label in view.findChildren(QLabel)]


def test_both_passes_are_planned_run_and_told(qtbot, window, saved, tmp_path):
    window.open(saved)
    bench = window.bench
    said = plan_texts(qtbot, window)
    assert "Pass 1 of 2" in said
    assert "Standardize gathers from 3 of 3 items, then the constants are known" in said
    with qtbot.waitSignal(bench.running.controller.finished, timeout=60_000) as finished:
        bench.commands["run"].trigger()
    result = finished.args[0]
    assert (result.state, len(result.failures)) == ("finished", 0)
    assert result.passes == ["Standardize: constants over 3 items"]
    assert "the 3 items of the part train are learned from" in result.warnings
    lines = [line.text for line in bench.running.controller.log.lines]
    assert "pass 1 of 2: Standardize gathers from 3 items" in lines
    [step] = json.loads((tmp_path / "out" / "constants.json").read_text())["steps"]
    assert (step["items"], step["part"]) == (3, "train")
    assert len(list((tmp_path / "out").glob("*.npz"))) == 6
    said = plan_texts(qtbot, window)
    assert "Standardize keeps the constants over 3 items" in said


def test_the_card_says_when_its_constants_are_known(qtbot, window, saved):
    window.open(saved)
    bench = window.bench
    qtbot.waitUntil(lambda: bench.surveyor.state.phase == "done", timeout=60_000)
    step = bench.session.document.filters[1]
    before = bench.surveyor.state.leaving(step.id)
    assert before is not None
    assert before.unchanged
    assert not before.failures
    card = next(card for card in bench.panel.cards if card.title.text() == "Standardize")
    texts = [label.text() for label in card.findChildren(QLabel)]
    assert "learns its constants in the first pass" in texts
    with qtbot.waitSignal(bench.running.controller.finished, timeout=60_000):
        bench.commands["run"].trigger()

    def scaled() -> bool:
        facts = bench.surveyor.state.leaving(step.id)
        return bench.surveyor.state.phase == "done" and facts is not None and not facts.unchanged

    qtbot.waitUntil(scaled, timeout=60_000)
    fields = bench.surveyor.state.leaving(step.id).fields
    lowest = [field.minimum for field in fields if field.minimum is not None]
    assert np.min(lowest) < 0
