"""The queue in the window: add, reorder, take out, run without the window, kept over restarts."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from curator_gui.app.run import queue
from curator_gui.app.run.queue import RunQueue
from curator_gui.core.documents.document_io import write_document
from curator_gui.core.storage.folders import CONFIG_VARIABLE
from curator_gui.run.record.library import list_runs
from curator_gui.run.run_queue import QueueFile
from curator_gui.ui.runs.queue_panel import QueuePanel
from tests.ui.troubled import make_document


@pytest.fixture
def panel(qapp, show, tmp_path, monkeypatch):
    monkeypatch.setattr(queue, "POLL_MS", 20)
    chosen = [str(tmp_path / f"{name}.curator.yaml") for name in "abc"]
    run_queue = RunQueue(qapp, QueueFile(tmp_path / "queue.json"))
    yield show(QueuePanel(run_queue, lambda: chosen, lambda: tmp_path / "open.curator.yaml"))
    run_queue.watch(False)
    run_queue.deleteLater()


def shown(panel) -> list[str]:
    texts = [panel.list.item(row).text() for row in range(panel.list.count())]
    return [text.replace(".curator.yaml", "") for text in texts]


def test_documents_are_added_reordered_and_taken_out(qtbot, panel):
    assert not panel.list.isVisible()
    assert not panel.start.isEnabled()
    qtbot.mouseClick(panel.add, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(panel.add_open, Qt.MouseButton.LeftButton)
    assert shown(panel) == ["a   waits", "b   waits", "c   waits", "open   waits"]
    panel.list.setCurrentRow(2)
    qtbot.mouseClick(panel.up, Qt.MouseButton.LeftButton)
    assert shown(panel)[:3] == ["a   waits", "c   waits", "b   waits"]
    assert panel.list.currentRow() == 1
    qtbot.keyClick(panel.list, Qt.Key.Key_Delete)
    assert shown(panel) == ["a   waits", "b   waits", "open   waits"]
    assert panel.start.isEnabled()
    assert [Path(e.path).name for e in QueueFile(panel.queue.file.path).load().entries] == [
        "a.curator.yaml", "b.curator.yaml", "open.curator.yaml",
    ]  # fmt: skip


def test_another_window_s_changes_appear_and_damage_is_said(qtbot, panel):
    QueueFile(panel.queue.file.path).edit(lambda q: q.add([Path("/else.curator.yaml")]))
    qtbot.waitUntil(lambda: shown(panel) == ["else   waits"], timeout=10_000)
    panel.queue.file.path.write_text("{")
    qtbot.waitUntil(lambda: "cannot be read" in panel.problem.text, timeout=10_000)


@pytest.mark.workers
def test_the_queue_runs_without_the_window(qtbot, panel, tmp_path, monkeypatch):
    monkeypatch.setenv(CONFIG_VARIABLE, str(tmp_path / "config"))
    monkeypatch.setenv("CURATOR_RUNS", str(tmp_path / "runs"))
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[3]))
    components = tmp_path / "config" / "components"
    components.mkdir(parents=True)
    source = "from tests.ui.troubled import add_components as register\n"
    (components / "frames.py").write_text(source)
    for name, every in (("a", 0), ("b", 3)):
        document = make_document(name, n=4, every=every).with_run(n_jobs=1, backend="sequential")
        write_document(document, tmp_path / f"{name}.curator.yaml")
    (tmp_path / "c.curator.yaml").write_text("nonsense: [")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    panel.queue.file = QueueFile(tmp_path / "state" / "curator" / "queue.json")
    qtbot.mouseClick(panel.add, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(panel.start, Qt.MouseButton.LeftButton)
    process = panel.queue.process
    assert process is not None
    assert process.wait(120) == 3
    qtbot.waitUntil(
        lambda: (
            shown(panel)
            == ["a   finished", "b   some items failed or were not run", "c   could not be run"]
        ),
        timeout=20_000,
    )
    runs = {Path(run.document_path).name: run for run in list_runs()}
    assert runs["a.curator.yaml"].counts["done"] == 4
    assert runs["b.curator.yaml"].counts["failed"] == 1
    assert len(runs) == 2
