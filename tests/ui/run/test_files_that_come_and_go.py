"""Counts and names are those of the files that are there, and of the run that is shown."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from curator_gui.core import PipelineDocument, make_step
from curator_gui.core.documents.document_io import write_document

pytestmark = pytest.mark.workers


@pytest.fixture
def documents(tmp_path, texts):
    paths = []
    for name in ("first", "second"):
        paths.append(tmp_path / f"{name}.curator.yaml")
        document = PipelineDocument(
            name=name,
            source=make_step("source", "text.Files", {"folder": "texts"}),
            sinks=(make_step("sink", "text.Write", {"folder": f"out-{name}"}),),
        )
        write_document(document.with_run(n_jobs=1, backend="sequential"), paths[-1])
    return paths


@pytest.fixture
def other_files(texts):
    """Return a function that replaces all files by fewer, of other names."""

    def replace() -> None:
        for path in texts.glob("*.txt"):
            path.unlink()
        for name in ("alpha", "beta"):
            (texts / f"{name}.txt").write_text(name)

    return replace


def opened(qtbot, bench, window, path):
    window.open(path)
    qtbot.waitUntil(lambda: bench.checker.report.complete, timeout=30_000)
    qtbot.waitUntil(lambda: not bench.surveyor.state.busy, timeout=30_000)


def ran(qtbot, bench):
    with qtbot.waitSignal(bench.running.controller.finished, timeout=60_000):
        bench.commands["run"].trigger()
    qtbot.waitUntil(lambda: bench.checker.report.complete, timeout=30_000)


def names(qtbot, bench):
    qtbot.waitUntil(lambda: not bench.running.names.busy, timeout=30_000)
    bench.show_view("results")
    table = bench.running.results.model
    return [
        table.index(row, 1).data(Qt.ItemDataRole.DisplayRole) for row in range(table.rowCount())
    ]


def test_a_run_names_the_files_that_it_reads(qtbot, window, documents, other_files):
    bench = window.bench
    opened(qtbot, bench, window, documents[0])
    ran(qtbot, bench)
    assert names(qtbot, bench) == [f"part{n}.txt" for n in range(5)]
    other_files()
    ran(qtbot, bench)
    assert names(qtbot, bench) == ["alpha.txt", "beta.txt"]
    assert bench.checker.report.live.size == 2


def test_another_document_counts_its_files_anew(qtbot, window, documents, other_files):
    bench = window.bench
    opened(qtbot, bench, window, documents[0])
    assert bench.checker.report.live.size == 5
    other_files()
    opened(qtbot, bench, window, documents[1])
    assert bench.checker.report.live.size == 2
    assert bench.surveyor.state.survey.size == 2
    assert "2" in bench.panel.cards[0].count.text()


def test_an_earlier_run_is_not_named_after_other_files(
    qtbot, window, documents, other_files, texts
):
    bench = window.bench
    opened(qtbot, bench, window, documents[0])
    ran(qtbot, bench)
    record = bench.running.controller.record
    (texts / "part3.txt").write_text("longer than before")
    opened(qtbot, bench, window, documents[1])
    opened(qtbot, bench, window, documents[0])
    told = []
    bench.running.warned.connect(told.append)
    bench.running.controller.show_record(record)
    qtbot.waitUntil(lambda: bool(told), timeout=30_000)
    assert names(qtbot, bench) == ["part0.txt", "part1.txt", "part2.txt", "", "part4.txt"]
    assert told == ["1 item without a name: the files are others than those that this run has read"]
