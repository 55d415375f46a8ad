"""The offer to go on with a run says what will really run, not only what is left."""

from __future__ import annotations

import time

import pytest

from curator_gui.app.planning.resume_offer import find_resume_offer
from curator_gui.core import PipelineDocument, make_step
from curator_gui.core.documents.build import build_pipeline
from curator_gui.core.documents.document_io import document_text
from curator_gui.core.fingerprint import describe_pipeline, pipeline_fingerprint
from curator_gui.run.events import IndexFinished, RunFinished
from curator_gui.run.record import RecordWriter, RunMeta
from curator_gui.run.record.library import new_record_path
from curator_gui.run.record.tables.inputs import InputReader
from curator_gui.ui.run.resuming import _explanation, _title
from tests.app.document.components import make_registry

pytestmark = pytest.mark.workers


@pytest.fixture
def stopped(tmp_path, monkeypatch):
    """A document of five texts whose run was stopped after three; its file and document."""
    monkeypatch.setenv("CURATOR_RUNS", str(tmp_path / "runs"))
    (tmp_path / "texts").mkdir()
    for number in range(5):
        (tmp_path / "texts" / f"part{number}.txt").write_text("text\n")
    document = PipelineDocument(
        source=make_step("source", "text.Files", {"folder": "texts"}),
        sinks=(make_step("sink", "text.Write", {"folder": "out"}),),
    )
    file = tmp_path / "a.curator.yaml"
    record(document, file, tmp_path)
    return file, document


def record(document, file, folder):
    pipeline = build_pipeline(document, make_registry(), folder)
    steps, fingerprint = describe_pipeline(pipeline), pipeline_fingerprint(pipeline)
    now = time.time()
    meta = RunMeta(
        "r", document_text(document), {}, steps, fingerprint, 5, range(5), {}, "a", str(file), now
    )
    (folder / "out").mkdir()
    with RecordWriter.create(new_record_path("r"), meta) as writer:
        for index in range(3):
            output = folder / "out" / f"{index}.txt"
            output.write_text("1234")
            read = InputReader(pipeline, print).identity(index, now + 60)
            writer.write(IndexFinished(now, index, 1, 1, 0.1, (str(output),), 4, (), 1, read))
        writer.write(RunFinished(now, "stopped", 3, 0, 0, 2, 1.0))


def test_only_what_is_left_runs_when_nothing_has_changed(stopped):
    offer = find_resume_offer(*stopped, make_registry())
    assert (offer.done, offer.left, offer.runs, offer.again) == (3, 2, 2, False)
    assert "finished 3 items; 2 are left" in _title(offer)
    assert _explanation(offer).endswith("Resuming will run 2 items.")


def test_a_changed_step_makes_all_of_them_run_and_that_is_said(stopped):
    file, document = stopped
    changed = document.set_value(document.source.id, "pattern", "part*")
    offer = find_resume_offer(file, changed, make_registry())
    assert (offer.left, offer.runs, offer.again) == (2, 5, True)
    words = _explanation(offer)
    assert "Resuming will run 5 items." in words
    assert "3 items: " in words
    assert "pattern" in words


def test_an_output_that_is_gone_runs_again(stopped):
    (stopped[0].parent / "out" / "1.txt").unlink()
    offer = find_resume_offer(*stopped, make_registry())
    assert offer.runs == 3
    assert "1 item: " in _explanation(offer)


def test_what_cannot_be_planned_is_offered_without_a_number(stopped):
    file, document = stopped
    broken = document.set_value(document.source.id, "folder", "nowhere")
    offer = find_resume_offer(file, broken, make_registry())
    assert (offer.runs, offer.again) == (None, False)
    assert "Resuming skips what is finished" in _explanation(offer)
