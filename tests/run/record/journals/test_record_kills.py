from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from curator_gui.run.events import IndexFailed, IndexFinished, IndexStarted, RunStarted
from curator_gui.run.record import (
    JournalWriter,
    RecordWriter,
    RunMeta,
    RunRecord,
    journal_folder,
)
from curator_gui.run.record.journals.recover import is_being_written, recover
from curator_gui.run.wire.frames import encode
from tests.run.record.finished import finished_in

pytestmark = [
    pytest.mark.fault,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="children are forked, for speed"),
]

Done = Callable[..., IndexFinished]
Meta = Callable[..., RunMeta]

ROOT = Path(__file__).parents[4]


def killed_runs(folder: Path, first: int, last: int) -> Iterator[dict[str, Any]]:
    command = [sys.executable, Path(__file__).with_name("killed_runs.py"), folder]
    done = subprocess.run(
        [*map(str, command), str(first), str(last)],
        stdout=subprocess.PIPE,
        check=True,
        timeout=200,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    yield from map(json.loads, done.stdout.splitlines())


@pytest.mark.workers
def test_sigkill_at_any_moment_loses_nothing_that_was_reported(tmp_path: Path):
    runs = list(killed_runs(tmp_path, 0, 60))
    assert len(runs) == 60
    assert sum(len(run["reported"]) for run in runs) > 1_000
    for run in runs:
        check_killed_run(Path(run["path"]), dict(run["reported"]))


def check_killed_run(path: Path, reported: dict[int, str]) -> None:
    with RunRecord.open(path) as record:
        assert record.summary().state == "interrupted"
        assert record.summary().resumable
        assert record.counts()["running"] == 0
        rows = {row.index: row for row in record.rows(limit=10_000)}
        for index, tag in reported.items():
            assert rows[index].status == ("done" if tag == "done" else "failed")
        # The child may have journaled a few more than it had the time to report.
        settled = [row for row in rows.values() if row.status in ("done", "failed")]
        assert len(reported) <= len(settled) <= len(reported) + 2
        assert sum(record.counts().values()) == 2_000
        failed = sum(tag == "fail" for tag in reported.values())
        assert sum(group.count for group in record.failures_by_cause()) in (failed, failed + 1)
    assert not journal_folder(path).exists()
    with RecordWriter.open_existing(path) as again:
        assert not again.journals.joinpath("x").exists()
    with RunRecord.open(path) as record:
        assert len(finished_in(record)) >= len(reported) - failed


def abandon(record: RecordWriter) -> None:
    """Leave a record as a killed process does: its lock free, its file and journals unfinished."""
    assert record.flush(60)
    record._closing.set()
    record._some.set()
    record._many.set()
    assert record._thread is not None
    record._thread.join()
    record._thread = None
    record._connection.close()
    record._lock.release(remove=False)


def test_a_worker_that_outlives_the_application_loses_nothing(
    record_path: Path, make_meta: Meta, make_done: Done
):
    writer = RecordWriter.create(record_path, make_meta())
    journal = JournalWriter(writer.new_journal_path(1))
    journal.append(encode(make_done(1)))
    abandon(writer)
    with RunRecord.open(record_path) as record:
        assert finished_in(record) == [1]
    journal.append(encode(make_done(2)))
    journal.close()
    with RunRecord.open(record_path) as record:
        assert finished_in(record) == [1, 2]
    assert not writer.journals.exists()


def test_recovering_twice_changes_nothing(record_path: Path, make_meta: Meta, make_done: Done):
    writer = RecordWriter.create(record_path, make_meta())
    journal = JournalWriter(writer.new_journal_path(1))
    journal.append(encode(make_done(1)))
    abandon(writer)
    assert recover(record_path)
    with RunRecord.open(record_path) as record:
        first = record.rows()
    journal.close()
    assert recover(record_path)
    with RunRecord.open(record_path) as record:
        assert record.rows() == first


def test_a_record_in_use_is_not_recovered(writer: RecordWriter, make_done: Done):
    journal = JournalWriter(writer.new_journal_path(1))
    journal.append(encode(make_done(1)))
    assert is_being_written(writer.path)
    assert not recover(writer.path)
    with RunRecord.open(writer.path) as record:
        assert record.summary().state == "starting"
    journal.close()
    assert writer.close()
    with RunRecord.open(writer.path) as record:
        assert finished_in(record) == [1]


def test_an_old_failure_does_not_undo_a_later_success(
    record_path: Path, make_meta: Meta, make_done: Done, make_failure: Callable[..., IndexFailed]
):
    writer = RecordWriter.create(record_path, make_meta())
    old = JournalWriter(writer.new_journal_path(1))
    old.append(encode(make_failure(1, time=10.0)))
    old.close()
    writer.write(make_done(1, time=20.0))
    writer.write(IndexStarted(30.0, 2, 1, 1))
    assert writer.close()
    with RunRecord.open(record_path) as record:
        assert record.row(1).row.status == "done"
        assert record.failures_by_cause() == []


def test_a_fast_index_whose_start_was_noted_late_is_done(
    record_path: Path, make_meta: Meta, make_done: Done
):
    writer = RecordWriter.create(record_path, make_meta())
    journal = JournalWriter(writer.new_journal_path(1))
    journal.append(encode(make_done(1, time=10.0)))
    journal.close()
    writer.write(IndexStarted(10.5, 1, 1, 1))
    abandon(writer)
    with RunRecord.open(record_path) as record:
        assert record.row(1).row.status == "done"


def test_a_frame_of_another_version_is_passed_over(
    record_path: Path, make_meta: Meta, make_done: Done, caplog: pytest.LogCaptureFixture
):
    writer = RecordWriter.create(record_path, make_meta())
    journal = JournalWriter(writer.new_journal_path(1))
    journal.append(b"\x09\0\0\0" + msgspec.msgpack.encode(["dreamt", 1]))
    journal.append(encode(make_done(2)))
    journal.close()
    assert writer.close()
    assert "dreamt" in caplog.text
    with RunRecord.open(record_path) as record:
        assert finished_in(record) == [2]


@pytest.mark.workers
def test_sigkill_between_create_and_first_event(record_path: Path, make_meta: Meta):
    child = os.fork()
    if child == 0:
        RecordWriter.create(record_path, make_meta())
        os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(child, 0)
    with RunRecord.open(record_path) as record:
        assert record.summary().state == "interrupted"
        assert record.counts()["waiting"] == 10
    with RecordWriter.open_existing(record_path) as writer:
        writer.write(RunStarted(1.0, "run-1", 10, 1, ()))
