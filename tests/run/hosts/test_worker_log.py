"""The log of a worker is read while it grows, stays bounded, and says what it leaves out."""

from __future__ import annotations

import subprocess
import sys

import pytest

from curator_gui.core.masking.texts import note_value
from curator_gui.run.hosts import worker_log
from curator_gui.run.hosts.worker_log import WorkerLog


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "worker.log"
    path.touch()
    return path


def append(path, text: str) -> None:
    with path.open("a") as file:
        file.write(text)


def test_whole_lines_come_once(path):
    log = WorkerLog(path)
    append(path, "one\n\ntwo\nthr")
    assert log.new_lines() == ["one", "two"]
    append(path, "ee\n")
    assert log.new_lines() == ["three"]
    assert log.new_lines() == []


def test_a_flood_is_left_out_and_said(path, monkeypatch):
    monkeypatch.setattr(worker_log, "MAX_WAITING", 1000)
    monkeypatch.setattr(worker_log, "_READ_BYTES", 100)
    log = WorkerLog(path)
    append(path, "x" * 49 + "\n")
    append(path, ("y" * 49 + "\n") * 40)
    lines = log.new_lines()
    assert lines[0] == "1.90 KB that it printed are left out: it prints too fast"
    assert lines[1:] == ["y" * 49] * 2


def test_a_large_file_is_emptied_when_it_is_read(path, monkeypatch):
    monkeypatch.setattr(worker_log, "MAX_LOG", 1000)
    log = WorkerLog(path)
    with path.open("ab", buffering=0) as worker:  # appends, as a worker's output does
        worker.write(b"a" * 1200 + b"\nunfinished")
        assert len(log.new_lines()) == 1
        assert path.stat().st_size > 1000, "what is not read yet stays"
        worker.write(b" line\n")
        assert log.new_lines() == ["unfinished line"]
        assert path.stat().st_size == 0
        log.mark()
        worker.write(b"goes on\n")
        assert log.since_mark(100) == "goes on\n"
        assert log.new_lines() == ["goes on"]


def test_no_line_is_endless(path, monkeypatch):
    append(path, "z" * 25_000 + "\n")
    [line] = WorkerLog(path).new_lines()
    assert line == "z" * 10_000 + "… (15000 more characters)"


def test_a_worker_that_has_not_begun_has_no_lines(tmp_path):
    log = WorkerLog(tmp_path / "none")
    assert log.new_lines() == []
    assert log.since_mark(10) == ""
    assert WorkerLog(None).new_lines() == []
    assert not (tmp_path / "none").exists()


PRINTING = """
import logging, os, sys
from curator_gui.run.worker.process.output import redirect_output
redirect_output(sys.argv[1])
print("reading", "s3://key:", end="", flush=False)
print("abcdef@bucket")
logging.getLogger("x").warning("options: {'secret': 'ghijkl'}")
sys.stderr.write("half: password=mnopqr")
sys.stderr.flush()
os.write(2, b"native words\\n")
os._exit(0)  # as a crash: nothing is written on the way out
"""

DYING = """
import ctypes, os, signal, sys
from curator_gui.core.masking.texts import note_value
from curator_gui.run.worker.process.output import redirect_output
redirect_output(sys.argv[1])
note_value("WORD", "horse-battery")
print("10 %", end="\\r")
print("reading a.cas,", "opened s3://key:abcdef@bucket with horse-bat", end="")
print("grid 3", end="", file=sys.stderr)
"""
DEATHS = {
    "exit": "os._exit(3)",
    "kill": "os.kill(os.getpid(), signal.SIGKILL)",
    "fault": "os.write(2, b'last words'); ctypes.string_at(0)",
    "flushed": "sys.stdout.flush(); os.kill(os.getpid(), signal.SIGKILL)",
}


@pytest.mark.workers
@pytest.mark.parametrize("death", DEATHS)
def test_the_last_words_of_a_process_arrive_without_secrets(path, death):
    subprocess.run([sys.executable, "-c", DYING + DEATHS[death], path], check=False)
    log = WorkerLog(path)
    log.mark()
    begun = "reading a.cas, opened s3://key:***@bucket with ${WORD}"
    note_value("WORD", "horse-battery")
    lines = log.last_lines()
    assert lines[0] == "10 %"
    assert begun in lines
    assert "grid 3" in lines
    if death == "fault":
        assert lines[1].startswith("last words")
    assert begun in log.since_mark(10_000)
    assert log.last_lines() == []
    assert list(path.parent.iterdir()) == [path], "what was kept for them is gone"
    assert b"abcdef" not in path.read_bytes()
    assert b"horse" not in path.read_bytes()


def test_all_that_a_dead_worker_wrote_is_read(path, monkeypatch):
    monkeypatch.setattr(worker_log, "_READ_BYTES", 100)
    append(path, "".join(f"line {n}\n" for n in range(100)) + "no end")
    assert WorkerLog(path).last_lines() == [*(f"line {n}" for n in range(100)), "no end"]


def test_a_line_without_an_end_is_parted_at_a_blank(path, monkeypatch):
    """Or the two halves of a secret that lies across the blocks are told."""
    monkeypatch.setattr(worker_log, "_READ_BYTES", 100)
    append(path, "x " * 45 + "s3://key:abcdefghijkl@bucket and more " + "y" * 200)
    lines = WorkerLog(path).last_lines()
    assert "".join(lines).replace(" ", "") == (
        "x" * 45 + "s3://key:***@bucket" + "andmore" + "y" * 200
    )


@pytest.mark.workers
def test_secrets_are_masked_before_they_are_on_the_disk(path):
    subprocess.run([sys.executable, "-c", PRINTING, path], check=True)
    assert path.read_text().splitlines() == [
        "reading s3://key:***@bucket",
        "options: {'secret': '***'}",
        "half: password=***native words",
    ]


def test_what_no_stream_of_python_has_seen_is_masked_in_the_file(path):
    """Compiled libraries and programs that a worker starts write past all streams."""
    log = WorkerLog(path)
    with path.open("ab", buffering=0) as worker:
        worker.write(b"first\nopening s3://key:abcdef@bucket\nsecret=ab\xff")
        assert log.new_lines() == ["first", "opening s3://key:***@bucket"]
        worker.write(b"cd\nlast\n")
        size = path.stat().st_size
        assert log.new_lines() == ["secret=***", "last"]
        assert path.stat().st_size == size, "what is not read yet stays where it is"
        assert path.read_bytes().splitlines() == [
            b"first", b"opening s3://key:***@bucket***", b"secret=*****", b"last"
        ]  # fmt: skip
        worker.write(b"more\n")
    assert log.new_lines() == ["more"]


def test_a_log_that_cannot_be_masked_is_read_all_the_same(path, monkeypatch, caplog):
    def refuses(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    append(path, "secret=abcdef\n" * 2)
    log = WorkerLog(path)
    monkeypatch.setattr(worker_log, "_write_over", refuses)
    assert log.new_lines() == ["secret=***"] * 2
    assert "Permission denied" in caplog.text
