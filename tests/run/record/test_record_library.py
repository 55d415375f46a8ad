from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from curator_gui.run.events import IndexFinished, RunFinished, RunStarted
from curator_gui.run.record import (
    RecordError,
    RecordWriter,
    RunMeta,
    RunRecord,
    delete_run,
    interrupted_runs,
    latest_run,
    list_runs,
    new_record_path,
    runs_folder,
    summarize,
)

Meta = Callable[..., RunMeta]
Done = Callable[..., IndexFinished]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CURATOR_RUNS", str(tmp_path / "runs"))
    return tmp_path / "runs"


@pytest.fixture
def make_run(make_meta: Meta, make_done: Done) -> Callable[..., Path]:
    def make(number: int, **changes: object) -> Path:
        path = new_record_path(f"id-{number}", "night")
        meta = make_meta(run_id=f"id-{number}", created=1e9 + number, **changes)
        with RecordWriter.create(path, meta) as writer:
            writer.write(RunStarted(1e9 + number, meta.run_id, 10, 1, ()))
            writer.write(make_done(3))
            writer.write(RunFinished(1e9 + number + 5, "stopped", 1, 0, 0, 9, 5.0))
        return path

    return make


def test_the_folder_can_be_chosen(folder: Path):
    assert runs_folder() == folder
    assert list_runs() == []


def test_the_default_folder_is_the_users(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("CURATOR_RUNS")
    assert runs_folder().parts[-2:] == ("curator", "runs")


def test_names_of_records(folder: Path):
    path = new_record_path("0123456789", "../dam break: é/ü")
    assert path.parent == folder
    assert path.name.endswith("-dam-break-01234567.curator-run")
    assert new_record_path("0123456789").name.endswith("-01234567.curator-run")


def test_runs_are_listed_newest_first(folder: Path, make_run: Callable[..., Path]):
    paths = [make_run(number, name=f"n{number}") for number in range(3)]
    (folder / "foreign.curator-run").write_text("not ours")
    (folder / "notes.txt").write_text("not ours")
    runs = list_runs()
    assert [run.path for run in runs] == paths[::-1]
    newest = runs[0]
    assert (newest.run_id, newest.name, newest.state) == ("id-2", "n2", "stopped")
    assert (newest.created, newest.finished, newest.elapsed) == (1e9 + 2, 1e9 + 7, 5.0)
    assert (newest.total, newest.counts["done"], newest.counts["waiting"]) == (10, 1, 9)
    assert newest.resumable


def test_running_and_killed_runs(
    folder: Path, make_run: Callable[..., Path], make_meta: Meta, make_done: Done
):
    finished = make_run(1)
    writer = RecordWriter.create(folder / "now.curator-run", make_meta())
    writer.write(RunStarted(1.0, "run-1", 10, 1, ()))
    assert writer.flush(60)
    assert summarize(writer.path).state == "running"
    assert not summarize(writer.path).resumable
    assert interrupted_runs() == []
    writer._lock.release(remove=False)  # what the end of the process does
    assert [run.path for run in interrupted_runs()] == [writer.path]
    writer.close()
    assert {run.path for run in list_runs()} == {finished, writer.path}


def test_the_latest_run_of_a_document(folder: Path, make_run: Callable[..., Path]):
    make_run(1, document_path="/a.yaml", fingerprint="1" * 32)
    make_run(2, document_path="/a.yaml", fingerprint="2" * 32)
    make_run(3, document_path="", fingerprint="3" * 32)
    for wanted, expected in [
        ({"document_path": "/a.yaml"}, "id-2"),
        ({"fingerprint": "1" * 32}, "id-1"),
        ({"document_path": "/a.yaml", "fingerprint": "3" * 32}, "id-3"),
    ]:
        found = latest_run(**wanted)
        assert found is not None
        assert found.run_id == expected
    assert latest_run(document_path="/b.yaml") is None
    assert latest_run() is None


def test_listing_leaves_no_files_behind(folder: Path, make_run: Callable[..., Path]):
    make_run(1)
    before = sorted(folder.iterdir())
    assert len(list_runs()) == 1
    with RunRecord.open(before[0]) as record:
        record.counts()
    assert sorted(folder.iterdir()) == before


def test_deleting_takes_the_record_and_its_journals_only(
    folder: Path, make_run: Callable[..., Path], make_meta: Meta
):
    kept = make_run(1)
    path = make_run(2)
    journals = path.with_name(f"{path.name}.journals")
    journals.mkdir()
    (journals / "worker-1.journal").touch()
    delete_run(path)
    assert list(folder.iterdir()) == [kept]


def test_what_must_not_be_deleted(folder: Path, make_meta: Meta):
    folder.mkdir()
    foreign = folder / "foreign.curator-run"
    foreign.write_text("precious")
    with pytest.raises(RecordError, match="not a run record"):
        delete_run(foreign)
    assert foreign.read_text() == "precious"
    with RecordWriter.create(folder / "now.curator-run", make_meta()) as writer:
        with pytest.raises(RecordError, match="still going on"):
            delete_run(writer.path)
        assert writer.path.exists()


def test_a_damaged_record_does_not_hide_the_others(folder: Path, make_run: Callable[..., Path]):
    good, bad = make_run(1), make_run(2)
    bad.write_bytes(bad.read_bytes()[:3000])
    assert [run.path for run in list_runs()] == [good]
    with pytest.raises(RecordError, match="cannot be read"):
        summarize(bad)


def test_a_record_is_opened_once_for_its_summary(
    folder: Path, make_run: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
):
    """Its head says already that it is no database of theirs: half of the time of a long list."""
    path, opened = make_run(1), []
    connect = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda *a, **k: opened.append(a) or connect(*a, **k))
    assert summarize(path).run_id == "id-1"
    assert len(opened) == 1


def test_a_thousand_records_are_listed_in_two_seconds(folder: Path, make_run: Callable[..., Path]):
    data = make_run(1).read_bytes()
    for number in range(1000):
        (folder / f"copy-{number}.curator-run").write_bytes(data)
    began = time.process_time()
    assert len(list_runs()) == 1001
    assert time.process_time() - began < 2.0
