"""After Open and New the window shows nothing of the other document's run."""

from __future__ import annotations

import pytest

from curator_gui.core import PipelineDocument, make_step
from curator_gui.core.document_io import write_document

pytestmark = pytest.mark.workers


@pytest.fixture
def documents(tmp_path, texts):
    paths = []
    for name in ("first", "second"):
        path = tmp_path / f"{name}.curator.yaml"
        document = PipelineDocument(
            name=name,
            source=make_step("source", "text.Files", {"folder": "texts"}),
            sink=make_step("sink", "text.Write", {"folder": f"out-{name}"}),
        )
        write_document(document.with_run(n_jobs=1, backend="sequential"), path)
        paths.append(path)
    return paths


def test_open_and_new_show_nothing_of_another_run(qtbot, window, documents):
    first, second = documents
    bench = window.bench
    window.open(first)
    qtbot.waitUntil(lambda: bench.checker.report.complete, timeout=30_000)
    with qtbot.waitSignal(bench.running.controller.finished, timeout=60_000):
        bench.commands["run"].trigger()
    bench.show_view("results")
    results = bench.running.results
    results.search.setText("part3")
    assert results.model.rowCount() > 0
    window.open(second)
    assert results.model.rowCount() == 0
    assert results.search.text() == ""
    assert bench.running.controller.state == "idle"
    bench.commands["new"].trigger()
    assert bench.running.controller.state == "idle"
    assert bench.running.controller.results.rowCount() == 0
