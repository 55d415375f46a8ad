from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path

import msgspec
import numpy as np
import pytest

from curator_gui.core.message import Message
from curator_gui.run.events import (
    STATUSES,
    IndexFailed,
    IndexFinished,
    IndexRetried,
    IndexSkipped,
    IndexStarted,
    LogLine,
    RunFinished,
    RunStarted,
    RunStateChanged,
    WorkerEnded,
    WorkerStarted,
)
from curator_gui.run.record import CODES, RecordWriter, RunMeta, RunRecord
from curator_gui.run.record.tables.rows import Attempt, Output
from tests.run.record.finished import finished_in

Done = Callable[..., IndexFinished]
Failed = Callable[..., IndexFailed]
Meta = Callable[..., RunMeta]


def open_record(writer: RecordWriter) -> RunRecord:
    assert writer.flush(60)
    return RunRecord.open(writer.path)


def test_the_run_is_described(writer: RecordWriter, make_meta: Meta):
    with open_record(writer) as record:
        assert np.array_equal(record.meta.indices, np.arange(10))
        expected = make_meta(created=record.meta.created, indices=record.meta.indices)
        assert record.meta == expected
        assert record.meta.created > 0


def test_a_run_from_start_to_end(writer: RecordWriter, make_done: Done):
    writer.write(RunStarted(1.0, "run-1", 10, 2, ("Numbers", "Save")))
    with open_record(writer) as record:
        assert record.summary().state == "running"
        assert record.counts()["waiting"] == 10
    writer.write(WorkerStarted(1.5, 1, 4711))
    for index in range(10):
        writer.write(IndexStarted(1.9, index, 1, 1))
        writer.write(make_done(index))
    writer.write(RunStateChanged(2.0, "stopping"))
    writer.write(WorkerEnded(3.0, 1, 4711, "finished"))
    writer.add_artifacts(["/out/stats.json"])
    writer.write(RunFinished(4.0, "finished", 10, 0, 0, 0, 3.0))
    assert writer.close()
    assert not writer.journals.exists()
    with RunRecord.open(writer.path) as record:
        summary = record.summary()
        assert (summary.state, summary.finished, summary.elapsed) == ("finished", 4.0, 3.0)
        assert summary.counts == {name: 10 if name == "done" else 0 for name in STATUSES}
        assert record.workers()[0].reason == "finished"
        assert record.artifacts() == ["/out/stats.json"]
        assert finished_in(record) == list(range(10))
        assert record.stage_seconds() == {"Numbers": 2.5, "Save": 1.25}


def test_all_about_one_finished_index(writer: RecordWriter, make_done: Done):
    event = make_done(3, outputs=("/out/3/b.vtu", "a.vtu", "/out/\udc80"), output_bytes=30)
    writer.write(LogLine(event.time - 0.1, event.worker, "info", "reading case 3"))
    writer.write(LogLine(event.time + 60, event.worker, "info", "reading case 4"))
    writer.write(event)
    with open_record(writer) as record:
        detail = record.row(3)
    assert detail.row.status == "done"
    assert (detail.row.duration, detail.row.bytes, detail.row.rss) == (0.5, 30, 1 << 20)
    assert detail.row.started == event.time - 0.5
    assert detail.outputs == tuple(Output(path, None) for path in event.outputs)
    assert detail.stages == {"Numbers": 0.25, "Save": 0.125}
    assert [line.text for line in detail.log] == ["reading case 3"]


def test_a_message_in_the_log_can_be_said_in_another_language(writer: RecordWriter):
    times = Message("{count} times were appended", count=4)
    step = Message("{step}: {words}", step="Zarr store", words=times)
    for text in ("printed by a worker", step, "\udc80 is no text"):
        writer.write(LogLine(1.0, 0, "warning", text))
    with open_record(writer) as record:
        lines = record.log()
        assert [line.text for line in record.log(2)] == [str(step), "\\udc80 is no text"]
    assert isinstance(lines[1].text, Message)
    assert lines[1].text == "Zarr store: 4 times were appended"
    assert isinstance(lines[1].text.values["words"], Message)
    assert not isinstance(lines[0].text, Message)


def test_a_single_output_keeps_its_size(writer: RecordWriter, make_done: Done):
    writer.write(make_done(2))
    with open_record(writer) as record:
        assert record.outputs(2) == [Output("/out/item_2.vtu", 1002)]


def test_many_indices_may_share_a_path(writer: RecordWriter, make_done: Done):
    for index in range(5):
        writer.write(make_done(index, outputs=("/out/all.zarr",)))
    with open_record(writer) as record:
        found = dict(record.all_outputs())
    assert list(found) == list(range(5))
    assert all([o.path for o in outputs] == ["/out/all.zarr"] for outputs in found.values())


def test_all_about_one_failed_index(writer: RecordWriter, make_failure: Failed):
    writer.write(IndexStarted(1.0, 4, 1, 1))
    writer.write(IndexRetried(2.0, 4, 1, 1, "crash", "killed by SIGSEGV"))
    event = make_failure(4, attempt=2, time=3.0, message="é\udc80", traceback="Traceback: ü")
    writer.write(event)
    with open_record(writer) as record:
        detail = record.row(4)
    assert detail.row.failure is not None
    assert detail.row.failure.message == "é\\udc80"
    assert detail.row.failure.traceback == "Traceback: ü"
    assert detail.row.failure.stage == "Save"
    assert detail.attempts == (
        Attempt(1, 2.0, 1, "crash", "killed by SIGSEGV"),
        Attempt(2, 3.0, 1, "error", "é\\udc80"),
    )


def test_failures_are_grouped_without_numbers_and_paths(writer: RecordWriter, make_failure: Failed):
    for index in range(6):
        writer.write(make_failure(index))
    writer.write(make_failure(7, cause="timeout", error_type="", status="quarantined"))
    with open_record(writer) as record:
        groups = record.failures_by_cause()
        assert [(g.count, g.cause, g.message) for g in groups] == [
            (6, "error", "…: # values missing"),
            (1, "timeout", "…: # values missing"),
        ]
        assert groups[0].example == "/data/case_0/U: 0 values missing"
        assert record.failure_indices(groups[0].id).tolist() == list(range(6))
        assert record.counts()["quarantined"] == 1


def test_a_traceback_is_stored_once(writer: RecordWriter, make_failure: Failed):
    for index in range(10):
        writer.write(make_failure(index, traceback="T" * 50_000))
    assert writer.close()
    assert writer.path.stat().st_size < 300_000


def test_success_after_failure_clears_the_failure(
    writer: RecordWriter, make_failure: Failed, make_done: Done
):
    writer.write(make_failure(1))
    assert writer.flush(60)
    writer.write(make_done(1, attempt=2, time=1_800_000_000.0))
    with open_record(writer) as record:
        assert record.failures_by_cause() == []
        assert record.row(1).row.failure is None
        assert record.counts()["failed"] == 0
        assert len(record.row(1).attempts) == 1


def test_failure_after_success_forgets_the_outputs(
    writer: RecordWriter, make_failure: Failed, make_done: Done
):
    writer.write(make_done(1))
    assert writer.flush(60)
    writer.write(make_failure(1, time=1_800_000_000.0))
    with open_record(writer) as record:
        assert record.outputs(1) == []
        assert record.row(1).row.status == "failed"


def test_a_skipped_index_keeps_what_its_run_measured(writer: RecordWriter, make_done: Done):
    writer.write(make_done(1))
    writer.write(IndexSkipped(5.0, 1, "finished before", ("/out/item_1.vtu",)))
    writer.write(IndexSkipped(5.0, 2, "finished by run 0", ("/out/item_2.vtu",)))
    with open_record(writer) as record:
        assert record.row(1).row.status == "done"
        assert record.outputs(1) == [Output("/out/item_1.vtu", 1001)]
        assert record.row(2).row.status == "skipped"
        assert record.row(2).row.reason == "finished by run 0"
        assert record.outputs(2) == [Output("/out/item_2.vtu", None)]
        assert finished_in(record) == [1, 2]


def test_columns_agree_with_rows(writer: RecordWriter, make_done: Done, make_failure: Failed):
    writer.write(make_done(3))
    writer.write(make_failure(5))
    writer.write(IndexStarted(9.0, 6, 2, 1))
    with open_record(writer) as record:
        columns = record.columns()
        rows = record.rows(limit=100)
    assert columns["index"].tolist() == [row.index for row in rows] == list(range(10))
    assert [STATUSES[code] for code in columns["status"]] == [row.status for row in rows]
    for name in ("started", "finished", "duration"):
        values = [getattr(row, name) for row in rows]
        expected = [np.nan if value is None else value for value in values]
        np.testing.assert_allclose(columns[name], expected)
    assert columns["bytes"].tolist() == [-1 if row.bytes is None else row.bytes for row in rows]


def test_columns_are_the_same_from_rows_and_from_the_snapshot(
    writer: RecordWriter, make_done: Done, make_failure: Failed
):
    for index in (1, 4, 8):
        writer.write(make_done(index))
    writer.write(make_failure(5))
    with open_record(writer) as record:
        live = record.columns()
    assert writer.close()
    with RunRecord.open(writer.path) as record:
        stored = record.columns()
    assert live.keys() == stored.keys()
    for name in live:
        assert live[name].dtype == stored[name].dtype
        np.testing.assert_array_equal(live[name], stored[name])


def test_columns_follow_a_run_that_goes_on(writer: RecordWriter, make_done: Done):
    with open_record(writer) as record:
        assert (record.columns()["status"] == CODES["done"]).sum() == 0
        writer.write(make_done(3))
        assert writer.flush(60)
        assert (record.columns()["status"] == CODES["done"]).sum() == 1


def test_pages_in_every_order(writer: RecordWriter, make_done: Done, make_failure: Failed):
    for index in range(8):
        writer.write(make_done(index, duration=float((index * 3) % 8)))
    writer.write(make_failure(8))
    with open_record(writer) as record:
        slowest = record.rows(0, 3, order="duration", descending=True)
        assert [row.duration for row in slowest] == [7.0, 6.0, 5.0]
        assert [row.index for row in record.rows(2, 3)] == [2, 3, 4]
        assert [row.index for row in record.rows(0, 2, descending=True)] == [9, 8]
        assert [row.index for row in record.rows(status=["failed", "waiting"])] == [8, 9]
        assert record.rows(0, 100, order="bytes")[-1].bytes is None
        with pytest.raises(ValueError, match="order must be one of"):
            record.rows(order="mood")  # type: ignore[arg-type]


def test_an_index_outside_the_run(writer: RecordWriter):
    with open_record(writer) as record:
        assert record.row(9).row.status == "waiting"
        with pytest.raises(KeyError, match="not part of this run"):
            record.row(10)


def test_the_record_is_readable_while_it_is_written(writer: RecordWriter, make_done: Done):
    stop = threading.Event()

    def write_all() -> None:
        for round_number in range(200):
            for index in range(10):
                writer.write(make_done(index, time=1e9 + round_number))
        stop.set()

    thread = threading.Thread(target=write_all)
    thread.start()
    try:
        with RunRecord.open(writer.path) as record:
            while not stop.is_set():
                counts = record.counts()
                assert counts["done"] + counts["waiting"] == 10
    finally:
        thread.join()


def test_the_run_is_continued_in_the_same_record(
    writer: RecordWriter, make_done: Done, make_failure: Failed, make_meta: Meta
):
    writer.write(make_done(1))
    writer.write(make_failure(2))
    writer.write(RunFinished(4.0, "stopped", 1, 1, 0, 8, 3.0))
    assert writer.close()
    meta = make_meta(12, indices=[10, 11, 3], options={"n_jobs": 4})
    with RecordWriter.open_existing(writer.path, meta) as again:
        again.write(RunStarted(5.0, "run-1", 3, 4, ("Numbers", "Save")))
        again.write(make_done(2, time=2e9))
        again.write(make_done(11))
        again.write(RunFinished(6.0, "finished", 2, 0, 0, 0, 2.0))
    with RunRecord.open(writer.path) as record:
        assert record.summary().state == "finished"
        assert record.summary().elapsed == 5.0
        assert finished_in(record) == [1, 2, 11]
        assert sorted(record.meta.indices) == list(range(12))
        assert record.columns()["index"].tolist() == list(range(12))
        assert record.meta.options == {"n_jobs": 4}


def test_a_run_without_an_end_is_stopped_when_closed(writer: RecordWriter):
    writer.write(RunStarted(1.0, "run-1", 10, 2, ("Numbers", "Save")))
    writer.write(IndexStarted(1.0, 1, 1, 1))
    assert writer.close()
    with RunRecord.open(writer.path) as record:
        assert record.summary().state == "stopped"
        assert record.summary().resumable
        assert record.counts()["running"] == 0
        assert record.row(1).row.status == "waiting"


def test_only_the_record_is_left_after_the_end(writer: RecordWriter, tmp_path: Path):
    assert writer.close()
    assert list(tmp_path.iterdir()) == [writer.path]


def test_the_file_is_plain_sqlite(writer: RecordWriter, make_done: Done):
    writer.write(msgspec.structs.replace(make_done(3), outputs=("/out/a.vtu",)))
    assert writer.close()
    connection = sqlite3.connect(writer.path)
    query = "SELECT t.text || o.name FROM outputs o JOIN texts t ON t.id = o.folder"
    assert connection.execute(query).fetchall() == [("/out/a.vtu",)]
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()
