from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from curator_gui.app.document.edits import Edits
from curator_gui.app.planning.computer import Machine
from curator_gui.app.planning.known_costs import Known
from curator_gui.core import PipelineDocument, make_step
from curator_gui.run.planning.measured import Measured, Spread

GB = 1 << 30
MACHINE = Machine(cores=8, physical=4, free_memory=12 * GB)
EACH = Spread(20, 1.0, 0.1, 0.5, 1.5)


@pytest.fixture
def guidance(window, texts, tmp_path, qtbot):
    window.bench.session.adopt(
        PipelineDocument(
            source=make_step("source", "text.Files", {"folder": str(texts)}),
            sinks=(make_step("sink", "text.Write", {"folder": str(tmp_path / "out")}),),
        ),
        None,
    )
    window.bench.commands["options"].trigger()
    costs = window.bench.running.known_costs
    qtbot.waitUntil(lambda: costs.machine is not None, timeout=10_000)
    costs._answered(Known(MACHINE, Measured("run", 1.7e9, EACH, memory=2 * GB)))
    return window.bench.build.options.guidance


def choose(guidance, title):
    choice = guidance.presets.choice
    choice.setCurrentText(title)
    choice.activated.emit(choice.currentIndex())


def advice_texts(guidance) -> str:
    labels = guidance.advice.findChildren(QLabel)
    return " ".join(label.text() for label in labels if label.isVisibleTo(guidance))


def test_preset_is_one_edit_and_is_shown(window, guidance):
    choice = guidance.presets.choice
    assert choice.currentText() == "All cores"
    choose(guidance, "Gentle")
    run = window.bench.session.document.run
    assert (run.n_jobs, run.options["priority"]) == (2, "low")
    assert "low priority" in guidance.presets.words.text()
    assert window.bench.commands["undo"].text() == "&Undo choose preset Gentle"
    window.bench.session.undo_stack.undo()
    assert window.bench.session.document.run.n_jobs == -1
    assert choice.currentText() == "All cores"


def test_options_of_ones_own_are_custom(window, guidance):
    choice = guidance.presets.choice
    assert choice.findText("Custom") < 0
    Edits(window.bench.session).set_run("n_jobs", 3)
    assert choice.currentText() == "Custom"
    assert "of your own" in guidance.presets.words.text()
    choose(guidance, "Balanced")
    assert window.bench.session.document.run.n_jobs == -2
    assert choice.findText("Custom") < 0


def test_advice_is_applied_by_its_button_and_undone(qtbot, window, guidance):
    words = "8 workers × 2.00 GB = 16.0 GB of 12.0 GB"
    qtbot.waitUntil(lambda: words in advice_texts(guidance))
    (button,) = guidance.advice.findChildren(QPushButton)
    assert button.text() == "Use 5"
    button.click()
    assert window.bench.session.document.run.n_jobs == 5
    qtbot.waitUntil(lambda: "5 workers × 2.00 GB" in advice_texts(guidance))
    assert "use at most" not in advice_texts(guidance)
    window.bench.session.undo_stack.undo()
    assert window.bench.session.document.run.n_jobs == -1
    qtbot.waitUntil(lambda: words in advice_texts(guidance))


def test_backend_without_presets_has_none(window, guidance):
    Edits(window.bench.session).set_run("backend", "sequential")
    assert not guidance.presets.isVisible()
    assert not guidance.advice.isVisible()
