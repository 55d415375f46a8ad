"""The log of a worker is read while it grows, stays bounded, and says what it leaves out."""

from __future__ import annotations

import subprocess
import sys

import pytest

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
