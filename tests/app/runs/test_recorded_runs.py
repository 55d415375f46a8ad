from __future__ import annotations

import threading

import numpy as np
import pytest

from curator_gui.app.document.session import Session
from curator_gui.app.monitor.statistics import RunStatistics
from curator_gui.app.results.store import ResultsStore
from curator_gui.app.run.controller import RunController
from curator_gui.app.runs.recorded_document import read_recorded_document, reopen
from curator_gui.app.runs.recorded_run import load_details, load_record, show_details
from curator_gui.core.documents.build import build_pipeline
from curator_gui.core.errors import CuratorError
from curator_gui.run import RunConfig, execute
from curator_gui.run.events import (
    IndexFailed,
    IndexFinished,
    IndexRetried,
    IndexSkipped,
    IndexStarted,
    LogLine,
    RunFinished,
    RunStarted,
    WorkerEnded,
    WorkerStarted,
)
from curator_gui.run.record import RecordError, RecordWriter, RunMeta
from curator_gui.run.record.library import delete_run
from tests.app.runs.toys import make_document, make_registry, record_run

T0 = 1_700_000_000.0


def complete(path):
    run = load_record(path)
    show_details(run, load_details(path, run.store.indices))
    return run


def events():
    """What a run with two workers may tell: retries, failures, a skip, a worker that died."""
    yield RunStarted(T0, "r1", 40, 2, ("Read", "Write"))
    for worker in (1, 2):
        yield WorkerStarted(T0, worker, 100 + worker)
    yield IndexSkipped(T0 + 0.1, 39, "done by an earlier run", ("/out/39.vtu",))
    for n in range(36):
        begin = T0 + 0.5 * (n + 1)
        yield IndexStarted(begin, n, 1 + n % 2, 1)
        stages = (0.1, 0.2)
        outputs = (f"/out/{n}.vtu", f"/out/{n}.json")
        yield IndexFinished(begin + 0.4, n, 1 + n % 2, 1, 0.4, outputs, 900, stages, 5_000_000)
    yield IndexStarted(T0 + 20, 36, 1, 1)
    yield IndexRetried(T0 + 21, 36, 1, 1, "crash", "killed by SIGSEGV")
    yield WorkerEnded(T0 + 21, 1, 101, "killed by SIGSEGV")
    yield WorkerStarted(T0 + 21.5, 1, 103)
    yield IndexStarted(T0 + 22, 36, 1, 2)
    yield IndexFailed(T0 + 23, 36, 1, 2, 1.0, "quarantined", "crash", "", "killed by SIGSEGV", "",
                      "Read")  # fmt: skip
    trace = "Traceback\nKeyError: no field p"
    yield IndexStarted(T0 + 24, 37, 2, 1)
    yield IndexFailed(T0 + 25, 37, 2, 1, 1.0, "failed", "error", "KeyError", "no field p", trace,
                      "Write")  # fmt: skip
    yield LogLine(T0 + 26, 2, "warning", "disk nearly full")
    yield RunFinished(T0 + 30, "stopped", 36, 2, 1, 1, 30.0)


@pytest.fixture
def recorded(tmp_path):
    path = tmp_path / "events.curator-run"
    steps = [{"name": "Read"}, {"name": "Write"}]
    meta = RunMeta("r1", "", {}, steps, "f", 40, range(40), name="events", created=T0)
    writer = RecordWriter.create(path, meta)
    for event in events():
        writer.write(event)
    writer.close()
    return path


def test_store_from_record_equals_store_fed_with_the_events(recorded):
    live = ResultsStore()
    live.reset(range(40), ("Read", "Write"))
    live.apply(events())
    store = complete(recorded).store
    assert store.counts == live.counts
    assert store.groups == live.groups
    for row in range(40):
        expected, found = live.result(row), store.result(row)
        assert found.outputs == expected.outputs or found.status == "skipped"
        for name in ("status", "attempts", "failure", "message", "traceback", "retries", "worker"):
            assert getattr(found, name) == getattr(expected, name), (row, name)
        assert found.stages == pytest.approx(expected.stages)
        assert found.output_bytes == expected.output_bytes
        np.testing.assert_allclose(found.duration, expected.duration)
        if found.status in ("done", "failed", "quarantined"):
            assert found.started == pytest.approx(expected.started, abs=1e-3)


def test_statistics_from_record_equal_statistics_fed_with_the_events(recorded):
    live = RunStatistics()
    live.apply(events())
    found = complete(recorded).statistics
    for name in ("total", "workers", "steps", "state", "started", "done", "failed", "quarantined",
                 "skipped", "output_bytes", "retried"):  # fmt: skip
        assert getattr(found, name) == getattr(live, name), name
    assert found.ended == live.ended
    assert [index for _, index in found.slowest()[:2]] == [37, 36]
    times = [seconds for seconds, _ in live.slowest()]
    assert [seconds for seconds, _ in found.slowest()] == pytest.approx(times)
    np.testing.assert_array_equal(found.histogram, live.histogram)
    for channel in range(3):
        expected = live.series.rates(channel, 60.0, smooth=1)
        np.testing.assert_allclose(found.series.rates(channel, 60.0, smooth=1), expected)
    assert found.stage_seconds == pytest.approx(live.stage_seconds, rel=1e-5)
    assert found.lanes.keys() == live.lanes.keys()
    for worker, lane in live.lanes.items():
        other = found.lanes[worker]
        assert (other.pid, other.finished, other.failed, other.restarts) == (
            lane.pid, lane.finished, lane.failed, lane.restarts,
        )  # fmt: skip
    assert sorted(mark.text for mark in found.marks) == sorted(mark.text for mark in live.marks)
    assert sum(segment.count for segment in found.segments) == 38


def test_log_comes_from_the_record(recorded):
    assert [line.text for line in load_record(recorded).log] == ["disk nearly full"]


def test_many_short_indices_join_on_the_lanes(tmp_path):
    path = tmp_path / "many.curator-run"
    n = 30_000
    meta = RunMeta("r1", "", {}, [{"name": "A"}], "f", n, range(n), created=T0)
    writer = RecordWriter.create(path, meta)
    for i in range(n):
        end = T0 + 0.01 * (i + 1)
        writer.write(IndexFinished(end, i, 1 + i % 2, 1, 0.009, (), 0, (0.009,), 1))
    writer.write(RunFinished(T0 + 301, "finished", n, 0, 0, 0, 301.0))
    writer.close()
    statistics = load_record(path).statistics
    assert 100 < len(statistics.segments) <= 4000
    assert sum(segment.count for segment in statistics.segments) == n
    assert all(segment.start < segment.end for segment in statistics.segments)


def test_record_of_chosen_indices_with_gaps(tmp_path):
    run = complete(record_run(tmp_path, n=20, indices=[2, 3, 7, 19], refused=[7]))
    assert list(run.store.indices) == [2, 3, 7, 19]
    assert [run.store.result(row).status for row in range(4)] == ["done", "done", "failed", "done"]
    assert run.store.result(3).outputs == [str(tmp_path / "out" / "number_19.txt")]
    assert run.store.result(2).message == "the number 7 is refused"
    assert run.store.result(2).failure.stage == "Refuse"


@pytest.mark.workers
def test_controller_shows_a_record_and_runs_its_failures_again(qtbot, tmp_path):
    path = record_run(tmp_path, refused=[1, 4])
    controller = RunController(make_registry(), execute_here)
    with qtbot.waitSignal(controller.record_shown):
        controller.show_record(path)
    assert controller.record == path
    assert controller.state == "finished"
    assert controller.document == make_document(tmp_path, refused=[1, 4])
    assert controller.results.store.count("failed") == 2
    row = controller.results.store.row_of(5)
    qtbot.waitUntil(lambda: bool(controller.results.store.result(row).outputs))
    with qtbot.waitSignal(controller.finished):
        controller.retry_failed()
    assert controller.result.state == "finished"
    assert controller.record == path
    assert controller.results.store.count("failed") == 2
    assert controller.results.store.count("done") == 4
    controller.shut_down()


def execute_here(pipeline, config):
    return execute(pipeline, config)


def test_run_of_a_script_is_shown_but_cannot_be_retried(qtbot, tmp_path):
    controller = RunController(make_registry(), execute_here)
    with qtbot.waitSignal(controller.record_shown):
        controller.show_record(record_run(tmp_path, refused=[1], script=True))
    with qtbot.waitSignal(controller.rejected) as rejected:
        controller.retry_failed()
    assert "started by a script" in rejected.args[0]
    controller.shut_down()


def test_nothing_is_retried_while_outputs_are_being_read(qtbot, tmp_path, monkeypatch):
    go_on = threading.Event()

    def slowly(path, indices):
        assert go_on.wait(20)
        return load_details(path, indices)

    monkeypatch.setattr("curator_gui.app.runs.recorded_run.load_details", slowly)
    controller = RunController(make_registry(), execute_here)
    with qtbot.waitSignal(controller.record_shown):
        controller.show_record(record_run(tmp_path, refused=[1]))
    with qtbot.waitSignal(controller.rejected) as rejected:
        controller.retry_failed()
    assert "still being read" in rejected.args[0]
    assert not controller.active
    go_on.set()
    qtbot.waitUntil(lambda: bool(controller.results.store.result(0).outputs))
    controller.shut_down()


def test_missing_record_is_words(qtbot, tmp_path):
    controller = RunController(make_registry(), execute_here)
    with qtbot.waitSignal(controller.record_failed) as failed:
        controller.show_record(tmp_path / "gone.curator-run")
    assert "gone.curator-run" in failed.args[0]
    assert controller.state == "idle"
    controller.shut_down()


def test_no_record_is_shown_during_a_run(qtbot, tmp_path):
    path = record_run(tmp_path)
    controller = RunController(make_registry(), execute_here)
    with qtbot.waitSignal(controller.finished):
        controller.start(make_document(tmp_path), tmp_path)
        with pytest.raises(CuratorError, match="under way"):
            controller.show_record(path)
    controller.shut_down()


def test_new_run_takes_the_place_of_a_record_that_is_being_read(qtbot, tmp_path):
    path = record_run(tmp_path, n=3)
    controller = RunController(make_registry(), execute_here)
    shown = []
    controller.record_shown.connect(shown.append)
    controller.show_record(path)
    with qtbot.waitSignal(controller.finished):
        controller.start(make_document(tmp_path, n=5), tmp_path)
    assert len(controller.results.store) == 5
    assert shown == []
    controller.shut_down()


def test_document_is_reopened_as_it_was(qapp, tmp_path):
    path = record_run(tmp_path, refused=[2])
    session = Session(make_registry())
    reopen(session, read_recorded_document(path))
    assert session.document == make_document(tmp_path, refused=[2])
    assert session.path == tmp_path / "toys.curator.yaml"
    assert not session.dirty
    later = record_run(tmp_path, refused=[3])
    reopen(session, read_recorded_document(path))
    assert session.document.filters[0].values["numbers"] == (2,)
    assert session.dirty, "the file says something else by now"
    assert read_recorded_document(later).same


def test_script_has_no_document_to_reopen(tmp_path):
    with pytest.raises(CuratorError, match="started by a script"):
        read_recorded_document(record_run(tmp_path, script=True))


def test_deleted_record_cannot_be_loaded(tmp_path):
    path = record_run(tmp_path)
    delete_run(path)
    with pytest.raises(RecordError):
        load_record(path)


def test_pipelines_of_the_toys_are_real(tmp_path):
    pipeline = build_pipeline(make_document(tmp_path), make_registry(), tmp_path)
    result = execute(pipeline, RunConfig(backend="sequential", indices=[0]))
    assert result.completed == 1


def test_lanes_of_a_long_run_with_many_failures_keep_every_worker(tmp_path):
    path, count = tmp_path / "run.curator-run", 6_000
    writer = RecordWriter.create(
        path, RunMeta("r", "", {}, [{"name": "Read"}], "f", count, range(count))
    )
    for index in range(count):
        now, worker = T0 + index / 100, 1 + index % 8
        writer.write(IndexStarted(now, index, worker, 1))
        if index % 3:
            writer.write(IndexFinished(now + 0.05, index, worker, 1, 0.05, (), 0, (0.05,), 1))
        else:
            cause = ("failed", "error", "ValueError", "bad", "", "Read")
            writer.write(IndexFailed(now + 0.05, index, worker, 1, 0.05, *cause))
    writer.close()
    segments = load_record(path).statistics.segments
    assert {segment.worker for segment in segments} == set(range(1, 9))
    assert sum(segment.count for segment in segments) == count
    assert {segment.status for segment in segments} <= {"done", "failed"}
    assert min(segment.start for segment in segments) == pytest.approx(T0)
