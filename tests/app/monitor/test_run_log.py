from __future__ import annotations

import pytest

from curator_gui.app.language.words import speak, speak_english
from curator_gui.app.monitor import log as run_log
from curator_gui.app.monitor.log import LogFilter, RunLog
from curator_gui.app.monitor.log_model import RunLogModel
from curator_gui.run.events import (
    IndexRetried,
    LogLine,
    PassFinished,
    PassStarted,
    RunFinished,
    RunStarted,
    RunStateChanged,
    WorkerEnded,
    WorkerStarted,
)
from tests.app.fake_engine import STEPS, T0, failed, finished, started


def texts(log: RunLog) -> list[str]:
    return [line.text for line in log.lines]


def test_passes_are_in_the_log():
    log = RunLog()
    log.apply(
        [
            PassStarted(T0, 1, 2, "Standardize", 1200),
            PassFinished(T0, 1, 2, 3, "Standardize", 1200, 0, "d", "{}", "all is learned"),
        ]
    )
    assert texts(log) == ["pass 1 of 2: Standardize gathers from 1,200 items", "all is learned"]


def test_events_become_lines_in_words():
    log = RunLog()
    log.apply(
        [
            RunStarted(T0, "abc", 7, 2, STEPS),
            RunStateChanged(T0, "running"),
            WorkerStarted(T0, 1, 42),
            started(0),
            finished(0),
            failed(3, "no field p"),
            IndexRetried(T0, 4, 1, 1, "timeout", "took longer than 5 s"),
            WorkerEnded(T0, 1, 42, "killed by SIGSEGV"),
            LogLine(T0, 1, "info", "first\nsecond\n"),
            RunFinished(T0, "finished", 6, 1, 0, 0, 12.0),
        ]
    )
    assert texts(log) == [
        "run abc: 7 indices, 2 workers",
        "running",
        "worker 1 started, process 42",
        "#3 failed in Numbers: KeyError: no field p",
        "#4 is tried again (timeout): took longer than 5 s",
        "worker 1, process 42, ended: killed by SIGSEGV",
        "first",
        "second",
        "finished after 12.0 s: 6 done, 1 failed",
    ]


def test_old_lines_make_room_and_numbers_go_on(monkeypatch):
    monkeypatch.setattr(run_log, "MAX_LINES", 3)
    log = RunLog()
    log.lines = type(log.lines)(maxlen=3)
    log.apply(LogLine(T0, 1, "info", str(n)) for n in range(5))
    assert texts(log) == ["2", "3", "4"]
    assert (log.first, log.end) == (2, 5)
    assert [line.text for line in log.since(4)] == ["4"]
    assert [line.text for line in log.since(0)] == ["2", "3", "4"]
    log.reset()
    assert (log.first, log.end) == (5, 5)


def test_the_lines_of_one_index_are_those_of_its_worker_in_its_time():
    log = RunLog()
    log.apply(LogLine(T0 + n, 1 + n % 2, "info", str(n)) for n in range(10))
    assert [line.text for line in log.of_index(2, T0 + 3, T0 + 7)] == ["3", "5", "7"]
    assert [line.text for line in log.of_index(2, T0, T0 + 9, limit=2)] == ["7", "9"]
    assert log.of_index(3, T0, T0 + 9) == []


@pytest.mark.parametrize(
    ("wanted", "passes"),
    [
        (LogFilter(), True),
        (LogFilter(level="error"), False),
        (LogFilter(level="info"), True),
        (LogFilter(worker=2), True),
        (LogFilter(worker=1), False),
        (LogFilter(text="DISK"), True),
        (LogFilter(text="network"), False),
    ],
)
def test_filter(wanted, passes):
    assert wanted.passes(LogLine(T0, 2, "warning", "the disk is slow")) is passes


def test_lines_are_shown_and_found_in_the_language_of_the_window():
    log = RunLog()
    log.apply([failed(3, "no field p"), LogLine(T0, 1, "info", "failed"), started(0)])
    model = RunLogModel(log)
    german = {
        "#{index} {status} in {step}: {error}": "#{index} {status} bei {step}: {error}",
        "failed": "fehlgeschlagen",
        "error": "Fehler",
    }
    speak(lambda context, text, number: german.get(text, text))
    try:
        model.set_filter(LogFilter())
        shown = model.text().splitlines()
        assert shown[0].split("\t")[2:] == [
            "Fehler", "#3 fehlgeschlagen bei Numbers: KeyError: no field p",
        ]  # fmt: skip
        assert shown[1].endswith("failed")  # a worker printed it
        for text in ("fehlgeschlagen", "failed in"):
            model.set_filter(LogFilter(text=text))
            assert model.rowCount() == 1
    finally:
        speak_english()
