"""Workers on other machines: it is seen where, and no process of this one is taken for theirs."""

from __future__ import annotations

import os

from curator_gui.app.monitor.log import log_lines
from curator_gui.app.monitor.statistics import RunStatistics
from curator_gui.run.events import WorkerStarted
from curator_gui.ui.monitor.workers import WorkerTable

NOW, MEMORY, CPU = 1, 2, 3


def shown(qtbot, place: str) -> WorkerTable:
    statistics = RunStatistics()
    statistics.apply([WorkerStarted(1.0, 1, os.getpid(), place)])
    table = WorkerTable()
    qtbot.addWidget(table)
    table.show_statistics(statistics)
    return table


def test_a_worker_here_shows_the_memory_of_its_process(qtbot) -> None:
    table = shown(qtbot, "")
    assert table.item(0, 0).text() == "1"
    assert table.item(0, MEMORY).text()


def test_a_worker_elsewhere_shows_its_place_and_nothing_of_a_process_here(qtbot) -> None:
    table = shown(qtbot, "node07, job 4711")
    assert table.item(0, 0).text() == "1  node07, job 4711"
    assert (table.item(0, MEMORY).text(), table.item(0, CPU).text()) == ("", "")


def test_the_log_says_where_a_worker_started() -> None:
    (line,) = log_lines(WorkerStarted(1.0, 3, 99, "node07, job 4711"))
    assert line.text == "worker 3 started on node07, job 4711, process 99"
