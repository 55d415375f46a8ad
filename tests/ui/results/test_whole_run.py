"""What a run made as a whole has its place in Results: files to open, and warnings."""

from __future__ import annotations

import time

import pytest

from curator_gui.app.run.controller import RunController
from curator_gui.app.run.recorded.run_outputs import outermost, read_run_outputs
from curator_gui.core.message import Fact, Message, fact
from curator_gui.run.events import IndexFinished, LogLine, RunFinished, RunStateChanged
from curator_gui.run.record import RecordWriter, RunMeta
from curator_gui.ui.results.view import ResultsView
from tests.app.fake_engine import FakeEngine, make_registry, run_all


def write_record(path, store="", artifacts=(), warnings=()):
    steps = [{"name": "Numbers"}, {"name": "Texts"}]
    meta = RunMeta("r1", "", {}, steps, "f", 3, range(3), created=time.time())
    with RecordWriter.create(path, meta) as writer:
        writer.write(RunStateChanged(time.time(), "running"))
        for index in range(3):
            outputs = (store or f"/out/{index}.txt",)
            writer.write(IndexFinished(time.time(), index, 1, 1, 0.1, outputs, 1, (0.05, 0.05), 1))
        for words in warnings:
            level = "info" if isinstance(words, Message) else "warning"
            writer.write(LogLine(time.time(), 0, level, words))
        writer.write(LogLine(time.time(), 1, "warning", "printed by a worker"))
        writer.add_artifacts(artifacts)
        writer.write(RunFinished(time.time(), "finished", 3, 0, 0, 0, 0.3))
    return path


def test_gathered_files_shared_stores_and_warnings_are_found(tmp_path):
    record = write_record(
        tmp_path / "one.curator-run",
        "/out/all.zarr",
        ["/out/statistics.json"],
        ["Clean did nothing"],
    )
    found = read_run_outputs(record)
    assert found.paths == ("/out/statistics.json", "/out/all.zarr")
    assert found.warnings == ("Clean did nothing",)
    assert len(found) == 3
    assert len(read_run_outputs(write_record(tmp_path / "two.curator-run"))) == 0


APPENDED = Message("{n} times were appended", n=4)


def test_of_what_the_engine_said_facts_are_found_again(tmp_path):
    said = [fact(APPENDED), Message("2 jobs were asked for"), "Clean did nothing"]
    found = read_run_outputs(write_record(tmp_path / "one.curator-run", warnings=said))
    assert found.warnings == ("4 times were appended", "Clean did nothing")
    assert [isinstance(words, Fact) for words in found.warnings] == [True, False]


@pytest.fixture
def view(qtbot, show):
    controller = RunController(make_registry(), FakeEngine(run_all))
    yield show(ResultsView(controller))
    controller.shut_down()


def shown(qtbot, view, record):
    with qtbot.waitSignal(view._controller.record_shown, timeout=20_000):
        view._controller.show_record(record)
    qtbot.waitUntil(lambda: not view._whole_reader.busy, timeout=20_000)
    view.refresh()


def test_they_stand_above_the_table_and_can_be_put_away(qtbot, view, tmp_path):
    warnings = [f"warning {n}" for n in range(6)]
    record = write_record(tmp_path / "a.curator-run", "", [str(tmp_path / "s <1>.json")], warnings)
    shown(qtbot, view, record)
    assert view.whole.isVisible()
    assert view.whole_button.text() == "Whole run (7)"
    assert view.whole.outputs.list.count() == 1
    view.whole_button.click()
    assert not view.whole.isVisible()
    assert view.whole_button.isVisible()
    with qtbot.waitSignal(view.whole.outputs.preview_wanted) as wanted:
        view.whole.outputs.preview()
    assert wanted.args == [str(tmp_path / "s <1>.json")]


def test_a_fact_does_not_look_like_a_warning(qtbot, view, tmp_path):
    record = write_record(tmp_path / "f.curator-run", warnings=[fact(APPENDED), "Clean"])
    shown(qtbot, view, record)
    layout = view.whole._lines
    lines = [layout.itemAt(n).widget() for n in range(2)]
    assert [line.text for line in lines] == ["4 times were appended", "Clean"]
    assert [line._label.property("role") for line in lines] == ["muted", "warning"]


def test_a_run_without_any_takes_no_room(qtbot, view, tmp_path):
    shown(qtbot, view, write_record(tmp_path / "b.curator-run"))
    assert not view.whole.isVisible()
    assert not view.whole_button.isVisible()


def test_a_record_that_is_gone_says_so(qtbot, view, tmp_path):
    record = write_record(tmp_path / "c.curator-run")
    shown(qtbot, view, record)
    record.unlink()
    view._whole_reader.read()
    qtbot.waitUntil(lambda: not view._whole_reader.busy, timeout=20_000)
    assert "no such run record" in view._whole_reader.outputs.problem
    assert view.whole.isVisible()
    view._controller.leave("other")
    assert not view.whole.isVisible()


def test_what_lies_in_a_store_is_part_of_it():
    paths = {"/out/all.zarr/written/id-1", "/out/all.zarr", "/out/all.zarr.json", "/out/b/c"}
    assert outermost(paths) == ["/out/all.zarr", "/out/all.zarr.json", "/out/b/c"]
