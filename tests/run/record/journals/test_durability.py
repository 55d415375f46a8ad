from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from curator_gui.run import RunConfig, execute
from curator_gui.run.events import IndexFailed, IndexFinished
from curator_gui.run.record import JournalWriter, RecordWriter, RunMeta, RunRecord, new_journal_path
from curator_gui.run.record.journals import durability
from curator_gui.run.record.journals.durability import Durability
from curator_gui.run.wire.frames import encode
from tests.run.observe import Recorder
from tests.run.record.finished import finished_in
from tests.run.toys import Files, Numbers

Done = Callable[..., IndexFinished]
Meta = Callable[..., RunMeta]


@pytest.fixture
def synced(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Do without syncfs(2), and list the files and folders that are written down."""
    found: list[str] = []
    monkeypatch.setattr(durability, "_SYNCFS", None)
    monkeypatch.setattr(durability, "_sync_file", found.append)
    monkeypatch.setattr(durability, "sync_folder", found.append)
    return found


def test_files_stores_parts_and_their_folders_are_written_down(
    tmp_path: Path, synced: list[str]
) -> None:
    files = [tmp_path / name for name in ("a.txt", "s.zarr/zarr.json", "s.zarr/c/0", "parts/1")]
    for file in files:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()
    outputs = [str(files[0]), str(tmp_path / "s.zarr"), "s3://bucket/x", str(tmp_path / "gone")]
    assert Durability([tmp_path / "parts"]).secure(outputs) == {}
    assert set(map(str, files)) <= set(synced)
    assert {str(file.parent) for file in files} <= {name.rstrip("/") for name in synced}


def test_a_whole_file_system_is_written_down_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[int] = []
    monkeypatch.setattr(durability, "_SYNCFS", lambda descriptor: calls.append(descriptor) or 0)
    paths = [tmp_path / name / "a.txt" for name in "abc"]
    for path in paths:
        path.parent.mkdir()
        path.touch()
    assert Durability().secure(map(str, paths)) == {}
    assert len(calls) == 1


def fail_for(name: str, code: int) -> Callable[[str], None]:
    def sync(path: str) -> None:
        if path.endswith(name):
            raise OSError(code, os.strerror(code), path)

    return sync


def test_what_the_disk_refuses_has_failed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(durability, "_SYNCFS", None)
    monkeypatch.setattr(durability, "_sync_file", fail_for("/2.txt", errno.EIO))
    events, record = Recorder(), tmp_path / "run.curator-run"
    pipeline = Numbers(4).write(Files(tmp_path / "out"))
    config = RunConfig(backend="sequential", on_event=events, record=record)
    result = execute(pipeline, config)
    assert list(result.failures) == [2]
    assert "2.txt: the disk reported an error" in result.failures[2].message
    assert (result.completed, result.unrun) == (3, 0)
    assert [event.index for event in events.of(IndexFailed)] == [2]
    with RunRecord.open(record) as left:
        assert finished_in(left) == [0, 1, 3]


def test_without_the_option_nothing_is_written_down(tmp_path: Path, synced: list[str]) -> None:
    pipeline = Numbers(3).write(Files(tmp_path / "out"))
    for durable, count in (("no", 0), ("yes", 3)):
        record = tmp_path / f"{durable}.curator-run"
        execute(
            pipeline, RunConfig(backend="sequential", record=record, options={"durable": durable})
        )
        assert len([path for path in synced if path.endswith(".txt")]) == count
        with RunRecord.open(record) as left:
            assert left.meta.options["durable"] is (durable == "yes")


def test_without_a_record_the_end_of_the_run_writes_all_down(
    tmp_path: Path, synced: list[str]
) -> None:
    execute(Numbers(3).write(Files(tmp_path / "out")), RunConfig(backend="sequential"))
    assert {f"{n}.txt" for n in range(3)} <= {Path(path).name for path in synced}


@pytest.mark.parametrize("rebooted", [False, True])
def test_a_journal_of_before_a_reboot_is_not_believed(
    record_path: Path, make_meta: Meta, make_done: Done, make_failure: Done, rebooted: bool
) -> None:
    RecordWriter.create(record_path, make_meta()).close()
    journal = JournalWriter(new_journal_path(record_path, 1))
    for event in (make_done(1, outputs=()), make_failure(2)):
        assert journal.append(encode(event))
    journal.close()
    if rebooted:
        before = psutil.boot_time() - 10
        os.utime(journal.path, (before, before))
    with RunRecord.open(record_path) as record:
        assert finished_in(record) == ([] if rebooted else [1])
        assert list(record.failure_texts()) == [2]
        said = [line.text for line in record.log()]
    assert any("one index had finished" in text for text in said) is rebooted
