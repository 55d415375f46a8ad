"""Locked, read-only, full, damaged and foreign: nothing is ever changed, nothing is lost."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from curator_gui.run.events import IndexFinished, LogLine
from curator_gui.run.record import (
    JournalWriter,
    RecordError,
    RecordWriter,
    RunMeta,
    RunRecord,
    is_record,
    opening,
    reading,
    writer,
)
from curator_gui.run.record.journals.recover import is_being_written, needs_recovery
from curator_gui.run.wire.frames import encode
from tests.run.record.finished import finished_in

Done = Callable[..., IndexFinished]
Meta = Callable[..., RunMeta]

ROOT = Path(__file__).parents[3]


@pytest.fixture
def finished(record_path: Path, make_meta: Meta, make_done: Done) -> Path:
    with RecordWriter.create(record_path, make_meta()) as made:
        for index in range(5):
            made.write(make_done(index))
    return record_path


def snapshot_of(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


@pytest.mark.parametrize("content", [b"", b"not a database", b"SQLite format 3\0" + bytes(200)])
def test_a_file_that_is_not_ours_is_left_alone(tmp_path: Path, make_meta: Meta, content: bytes):
    path = tmp_path / "foreign.curator-run"
    path.write_bytes(content)
    before = snapshot_of(tmp_path)
    with pytest.raises(RecordError, match="not a run record of Curator"):
        RunRecord.open(path)
    with pytest.raises(RecordError, match="not a run record of Curator"):
        RecordWriter.open_existing(path, make_meta())
    with pytest.raises(RecordError, match="exists already"):
        RecordWriter.create(path, make_meta())
    assert snapshot_of(tmp_path) == before


def test_a_database_of_another_program_is_left_alone(tmp_path: Path, make_meta: Meta):
    path = tmp_path / "other.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE run (id)")
    connection.commit()
    connection.close()
    before = snapshot_of(tmp_path)
    for action in (RunRecord.open, RecordWriter.open_existing):
        with pytest.raises(RecordError, match="not a run record of Curator"):
            action(path)
    assert snapshot_of(tmp_path) == before


def test_a_missing_record(record_path: Path):
    for action in (RunRecord.open, RecordWriter.open_existing):
        with pytest.raises(RecordError, match="there is no such run record"):
            action(record_path)


def test_a_finished_record_is_never_overwritten(finished: Path, make_meta: Meta):
    before = finished.read_bytes()
    with pytest.raises(RecordError, match="exists already"):
        RecordWriter.create(finished, make_meta())
    assert finished.read_bytes() == before


def test_a_newer_format_is_refused(finished: Path):
    data = bytearray(finished.read_bytes())
    data[60:64] = (99).to_bytes(4, "big")
    finished.write_bytes(data)
    with pytest.raises(RecordError, match=r"has format 99.*newer version"):
        RunRecord.open(finished)


def read_everything(path: Path) -> None:
    with RunRecord.open(path) as record:
        record.counts()
        record.rows()
        record.failures_by_cause()
        list(record.all_outputs())


@pytest.mark.parametrize("keep", [100, 1000, 4096, 5000, 20_000])
def test_a_truncated_record_is_refused_and_kept(finished: Path, keep: int):
    data = finished.read_bytes()[:keep]
    finished.write_bytes(data)
    with pytest.raises(RecordError, match=r"damaged|malformed|cannot be read"):
        read_everything(finished)
    with pytest.raises(RecordError):
        RecordWriter.open_existing(finished)
    assert finished.read_bytes()[:keep] == data


def test_two_writers_at_once(writer: RecordWriter, make_meta: Meta, make_done: Done):
    with pytest.raises(RecordError, match="another run is writing"):
        RecordWriter.open_existing(writer.path, make_meta())
    writer.write(make_done(1))
    assert writer.close()
    with RunRecord.open(writer.path) as record:
        assert finished_in(record) == [1]


def test_another_pipeline_needs_its_own_record(finished: Path, make_meta: Meta):
    with pytest.raises(RecordError, match="another pipeline"):
        RecordWriter.open_existing(finished, make_meta(fingerprint="0" * 32))
    assert not finished.with_name(f"{finished.name}.journals").exists()


def test_a_folder_that_cannot_be_made(tmp_path: Path, make_meta: Meta):
    (tmp_path / "runs").write_text("a file in the way")
    with pytest.raises(RecordError, match="cannot be created"):
        RecordWriter.create(tmp_path / "runs" / "a.curator-run", make_meta())


def test_a_lock_of_another_program_at_the_start(
    finished: Path, make_meta: Meta, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(opening, "BUSY_SECONDS", 0.05)
    other = sqlite3.connect(finished, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(RecordError, match="another program has locked the file"):
        RecordWriter.open_existing(finished, make_meta())
    other.execute("ROLLBACK")
    other.close()
    RecordWriter.open_existing(finished, make_meta()).close()


def test_a_lock_of_another_program_during_the_run(
    record_path: Path, make_meta: Meta, make_done: Done, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(opening, "BUSY_SECONDS", 0.05)
    monkeypatch.setattr(writer, "LOCKED_SECONDS", 0.0)
    monkeypatch.setattr(writer, "RETRY_SECONDS", 0.01)
    seen: list[str] = []
    warned = threading.Event()

    def on_warning(text: str) -> None:
        seen.append(text)
        warned.set()

    with RecordWriter.create(record_path, make_meta(), on_warning=on_warning) as record:
        other = sqlite3.connect(record_path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        record.write(make_done(1))
        assert warned.wait(60)
        record.write(make_done(2))
        other.execute("ROLLBACK")
        other.close()
        assert record.flush(60)
    assert len(seen) == 2
    assert "another program has locked the file" in seen[0]
    assert "nothing was lost" in seen[1]
    with RunRecord.open(record_path) as reader:
        assert finished_in(reader) == [1, 2]


def test_a_value_that_cannot_be_stored_costs_only_its_own_event(
    writer: RecordWriter, make_done: Done, warnings_seen: list[str]
):
    writer.write(make_done(1))
    writer.write(make_done(2, output_bytes=1 << 70))
    writer.write(make_done(3, outputs=(object(),)))
    writer.write(LogLine(1.0, 1, "info", ["no", "text"]))  # type: ignore[arg-type]
    writer.write("no event")  # type: ignore[arg-type]
    writer.write(make_done(4))
    assert writer.flush(60)
    assert len(warnings_seen) == 4
    assert all("cannot be recorded" in text for text in warnings_seen)
    with RunRecord.open(writer.path) as record:
        assert finished_in(record) == [1, 4]


FULL_DISK = """
import resource, sys, threading
from pathlib import Path
from curator_gui.run.record import *
from curator_gui.run.events import IndexFinished
from curator_gui.run.wire.frames import encode

path, seen, warned = Path(sys.argv[1]), [], threading.Event()
def on_warning(text):
    seen.append(text)
    warned.set()
meta = RunMeta("r", "", {}, [{"name": "A"}], "f", 5000, range(5000))
record = RecordWriter.create(path, meta, on_warning=on_warning)
journal = JournalWriter(record.new_journal_path(1))
assert record.flush(60)
limit = path.stat().st_size + 150_000
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
for index in range(5000):
    outputs = (f"/a/long/folder/name/{index}/of/output_{index:020d}.vtu",)
    event = IndexFinished(1.0 + index, index, 1, 1, 0.5, outputs, 9, (0.5,), 1)
    journal.append(encode(event))
    record.write(event)
assert warned.wait(60), "the limit was not reached"
assert len(seen) == 1 and "cannot be written" in seen[0], seen
{ending}
"""

HEALED = """
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
assert record.flush(60)
assert record.close()
assert len(seen) == 2 and "nothing was lost" in seen[1], seen
"""

STILL_FULL = """
assert not record.close(timeout=1)
assert "last" in seen[1] and "merged when it is opened" in seen[1], seen
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
journal.close()
print(sum(1 for event in read_journal(journal.path)))
"""


def run_script(script: str, path: Path) -> str:
    command = [sys.executable, "-c", script, str(path)]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    return subprocess.run(
        command, check=True, timeout=100, env=environment, text=True, stdout=subprocess.PIPE
    ).stdout


@pytest.mark.workers
@pytest.mark.skipif(sys.platform == "win32", reason="file size limits are POSIX")
def test_a_disk_that_is_full_for_a_while(record_path: Path):
    run_script(FULL_DISK.replace("{ending}", HEALED), record_path)
    with RunRecord.open(record_path) as record:
        assert record.counts()["done"] == 5000


@pytest.mark.workers
@pytest.mark.skipif(sys.platform == "win32", reason="file size limits are POSIX")
def test_a_disk_that_stays_full_to_the_end(record_path: Path):
    # The journal is on the same disk: what it could not take either was never safe anywhere.
    in_journal = int(run_script(FULL_DISK.replace("{ending}", STILL_FULL), record_path))
    assert in_journal > 500
    with RunRecord.open(record_path) as record:
        assert record.counts()["done"] == in_journal
        assert record.summary().state == "interrupted"


def as_ordinary_user(action: Callable[[], None]) -> int:
    """Run an action in a child that file permissions apply to; 0 if it went well."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    code = 1
    try:
        if os.getuid() == 0:
            os.setgid(65534)
            os.setuid(65534)
        action()
        code = 0
    except BaseException as error:
        os.write(2, f"{type(error).__name__}: {error}\n".encode())
    finally:
        os._exit(code)


@pytest.fixture
def read_only_folder() -> Iterator[Path]:
    """A folder that other users can enter, unlike those of pytest; tests take away its modes."""
    folder = Path(tempfile.mkdtemp(prefix="curator-media-"))
    folder.chmod(0o755)
    yield folder
    for path in (folder, *folder.glob("*.journals")):
        path.chmod(0o755)
    shutil.rmtree(folder)


@pytest.mark.workers
@pytest.mark.skipif(sys.platform == "win32", reason="uses POSIX permissions")
def test_a_read_only_record_can_be_read_but_not_continued(finished: Path, read_only_folder: Path):
    path = read_only_folder / finished.name
    shutil.copyfile(finished, path)  # and not its mode: a medium shows its files to everybody
    path.chmod(0o444)
    read_only_folder.chmod(0o555)

    def check() -> None:
        with RunRecord.open(path) as record:
            assert record.counts()["done"] == 5
            assert record.row(3).outputs[0].path == "/out/item_3.vtu"
        with pytest.raises(RecordError, match=r"cannot be continued.*(?i:permission|read-only)"):
            RecordWriter.open_existing(path)

    before = snapshot_of(read_only_folder)
    assert as_ordinary_user(check) == 0
    assert snapshot_of(read_only_folder) == before


@pytest.mark.workers
@pytest.mark.skipif(sys.platform == "win32", reason="uses POSIX permissions")
def test_a_read_only_file_in_a_writable_folder(finished: Path, read_only_folder: Path):
    path = read_only_folder / finished.name
    shutil.copyfile(finished, path)  # and not its mode: a medium shows its files to everybody
    path.chmod(0o444)
    read_only_folder.chmod(0o777)

    def check() -> None:
        with pytest.raises(RecordError, match=r"cannot be continued: .*read-only"):
            RecordWriter.open_existing(path)

    assert as_ordinary_user(check) == 0
    assert list(read_only_folder.iterdir()) == [path]


@pytest.mark.workers
@pytest.mark.skipif(sys.platform == "win32", reason="uses POSIX permissions")
def test_a_killed_run_on_read_only_media_shows_everything(
    record_path: Path, make_meta: Meta, make_done: Done, read_only_folder: Path
):
    made = RecordWriter.create(record_path, make_meta())
    made.write(make_done(1))
    assert made.flush(60)
    journal = JournalWriter(made.new_journal_path(1))
    journal.append(encode(make_done(2)))
    shutil.copytree(record_path.parent, read_only_folder, dirs_exist_ok=True)
    journal.close()
    assert made.close()
    for file in read_only_folder.rglob("*"):
        file.chmod(0o444)  # a medium shows its files to everybody
    for folder in (read_only_folder, *read_only_folder.glob("*.journals")):
        folder.chmod(0o555)
    before = snapshot_of(read_only_folder)
    path = read_only_folder / record_path.name

    def check() -> None:
        with RunRecord.open(path) as record:
            assert finished_in(record) == [1, 2]
            assert record.summary().state == "interrupted"

    assert as_ordinary_user(check) == 0
    assert snapshot_of(read_only_folder) == before


def test_looking_at_a_lock_does_not_keep_a_writer_out(finished: Path, make_meta: Meta):
    """The list of runs asks for locks all the time; a resumed run must start nevertheless."""
    stop = threading.Event()

    def look() -> None:
        while not stop.is_set():
            is_being_written(finished)

    watchers = [threading.Thread(target=look) for _ in range(2)]
    for watcher in watchers:
        watcher.start()
    try:
        for _ in range(5):
            assert RecordWriter.open_existing(finished, make_meta()).close()
    finally:
        stop.set()
        for watcher in watchers:
            watcher.join()


def test_a_refused_continuation_leaves_a_killed_run_as_it_was(
    record_path: Path, make_meta: Meta, tmp_path: Path
):
    made = RecordWriter.create(record_path, make_meta())
    copy = tmp_path / "killed" / record_path.name
    shutil.copytree(made.journals, copy.with_name(made.journals.name))
    shutil.copy(record_path, copy)
    assert made.close()
    with pytest.raises(RecordError, match="another pipeline"):
        RecordWriter.open_existing(copy, make_meta(fingerprint="0" * 32))
    assert needs_recovery(copy)
    with RunRecord.open(copy) as record:
        assert record.summary().state == "interrupted"


@pytest.mark.skipif(sys.platform == "win32", reason="uses POSIX permissions")
def test_a_record_and_all_beside_it_are_the_owners_alone(
    record_path: Path, make_meta: Meta, make_done: Done
):
    before = os.umask(0)
    try:
        with RecordWriter.create(record_path, make_meta()) as writer:
            journal = JournalWriter(writer.new_journal_path(1))
            journal.append(encode(make_done(1)))
            writer.write(make_done(1))
            assert writer.flush(60)
            folder = record_path.parent
            found = [path for path in folder.rglob("*") if path.name.startswith(record_path.name)]
            modes = {path.name: path.stat().st_mode & 0o077 for path in (*found, journal.path)}
            assert len(modes) >= 4  # the record, two side files, the folder and the journal
            assert set(modes.values()) == {0}, modes
            journal.close()
        assert record_path.stat().st_mode & 0o777 == 0o600
    finally:
        os.umask(before)


def test_a_damaged_record_leaves_no_connection_open(
    record_path: Path, make_meta: Meta, monkeypatch: pytest.MonkeyPatch
):
    RecordWriter.create(record_path, make_meta()).close()
    content = bytearray(record_path.read_bytes())
    content[100:] = b"\xff" * (len(content) - 100)
    record_path.write_bytes(content)
    opened: list[sqlite3.Connection] = []
    real = reading.connect_reading

    def connect(*args: object, **options: object) -> sqlite3.Connection:
        opened.append(real(*args, **options))  # type: ignore[arg-type]
        return opened[-1]

    monkeypatch.setattr(reading, "connect_reading", connect)
    with pytest.raises(RecordError):
        RunRecord.open(record_path)
    assert opened
    for connection in opened:
        with pytest.raises(sqlite3.ProgrammingError, match="closed"):
            connection.execute("SELECT 1")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes")
def test_a_pipe_is_no_record_and_nobody_waits_for_its_writer(tmp_path: Path) -> None:
    pipe = tmp_path / "x.curator-run"
    os.mkfifo(pipe)
    assert not is_record(pipe)
    with pytest.raises(RecordError, match="no file but a folder, a pipe or a device"):
        RunRecord.open(pipe)
