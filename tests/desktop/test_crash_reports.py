"""A crash is written down, offered once, and nothing else is."""

from __future__ import annotations

import faulthandler
import os
import subprocess
import sys
from pathlib import Path

import pytest

from curator_gui.desktop import crash
from curator_gui.desktop.crash import CrashRecorder, take_reports

ROOT = Path(__file__).resolve().parents[2]
START = """
import sys
from pathlib import Path
from curator_gui.desktop.crash import CrashRecorder
recorder = CrashRecorder(Path(sys.argv[1]))
recorder.start()
print("started", flush=True)
"""


def process(folder: Path, words: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", START + words, str(folder)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )


@pytest.mark.workers
@pytest.mark.skipif(os.name == "nt", reason="other signals on Windows")
def test_a_fault_is_offered_once_with_its_stack(tmp_path: Path) -> None:
    code = "import faulthandler\ndef broken(): faulthandler._sigabrt()\nbroken()"
    with process(tmp_path, code) as child:
        child.communicate(timeout=60)
    assert child.returncode == -6
    (report,) = take_reports(tmp_path)
    text = report.read_text()
    assert "Fatal Python error: Aborted" in text
    assert "in broken" in text
    assert text.startswith("Curator ")
    assert report.stat().st_mode & 0o777 == 0o600
    assert take_reports(tmp_path) == []


@pytest.mark.workers
def test_a_running_process_and_a_killed_one_are_no_crashes(tmp_path: Path) -> None:
    with process(tmp_path, "sys.stdin.read()") as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "started\n"
        assert take_reports(tmp_path) == []
        assert len(list(tmp_path.glob("running-*"))) == 1
        child.kill()
        child.communicate(timeout=60)
    assert take_reports(tmp_path) == []
    assert list(tmp_path.glob("running-*")) == []


@pytest.mark.workers
def test_a_regular_end_leaves_nothing(tmp_path: Path) -> None:
    with process(tmp_path, "recorder.stop()") as child:
        child.communicate(timeout=60)
    assert child.returncode == 0
    assert list(tmp_path.iterdir()) == []


def test_an_exception_is_written_down(tmp_path: Path) -> None:
    path = CrashRecorder(tmp_path / "new").write("ValueError: no")
    assert path is not None
    (report,) = take_reports(tmp_path / "new")
    assert report.read_text().endswith("ValueError: no")


def test_a_folder_that_cannot_be_written_to_disturbs_nobody(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    recorder = CrashRecorder(tmp_path / "file" / "below")
    recorder.start()
    assert str(tmp_path / "file" / "below") in recorder.problem
    assert recorder.write("x") is None
    recorder.stop()
    assert take_reports(tmp_path / "file" / "below") == []


def test_the_handler_of_before_is_back(tmp_path: Path) -> None:
    before = faulthandler.is_enabled()
    recorder = CrashRecorder(tmp_path)
    recorder.start()
    assert faulthandler.is_enabled()
    recorder.stop()
    assert faulthandler.is_enabled() == before


def test_only_the_newest_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crash, "KEPT", 3)
    for number in range(5):
        path = tmp_path / f"crash-1-{number}.txt"
        path.write_text(str(number))
        os.utime(path, (number, number))
    assert [path.read_text() for path in take_reports(tmp_path)] == ["2", "3", "4"]


def test_files_of_others_stay(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    (tmp_path / "running-nonsense.txt").write_text("")
    assert take_reports(tmp_path) == []
    assert (tmp_path / "notes.txt").exists()
