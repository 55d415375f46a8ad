"""What a night brings, through the real window and engine: kills, hangs, failures, damage."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import psutil
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from curator_gui.app.monitor import statistics as run_statistics
from curator_gui.run.record.library import list_runs
from curator_gui.ui.shell.main_window import MainWindow
from tests.ui.manners.conftest import RUN_MS

pytestmark = pytest.mark.fault
SLOWEST = 4  # links to the slowest indices
ROOT = Path(__file__).parents[3]


def words_of(widget: Any) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


@pytest.fixture
def killed_run(tmp_path: Path, qtbot: Any) -> Path:
    """The document of a run whose window was killed after some of its 60 indices."""
    from curator_gui.core.documents.document_io import write_document
    from tests.ui.troubled import make_document

    path = tmp_path / "killed.curator.yaml"
    write_document(make_document("killed", n=60, every=0, seconds=0.2), path)
    arguments = [str(path), str(tmp_path / "other.json")]
    window = subprocess.Popen(
        [sys.executable, "-m", "tests.ui.manners.window_to_kill", *arguments],
        cwd=ROOT,
        stderr=subprocess.DEVNULL,
    )
    # Outputs are there before the record knows of them, on a loaded machine by seconds.
    qtbot.waitUntil(lambda: any(run.counts["done"] >= 5 for run in list_runs()), timeout=RUN_MS)
    family = psutil.Process(window.pid).children(recursive=True)
    window.kill()
    window.wait()
    qtbot.waitUntil(lambda: not any(p.is_running() for p in family), timeout=RUN_MS)
    return path


@pytest.mark.skipif(os.name == "nt", reason="POSIX signals")
def test_a_run_whose_window_was_killed_is_gone_on_with(
    qtbot: Any, killed_run: Path, make_window: Any
) -> None:
    (before,) = list_runs()
    assert before.state == "interrupted"
    done = before.counts["done"]
    assert 0 < done < 60
    window: MainWindow = make_window()
    qtbot.waitUntil(lambda: window.bench.welcome.interrupted.count() == 1, timeout=RUN_MS)
    rest = f"{done} of 60 done; go on with the rest"
    qtbot.waitUntil(lambda: rest in words_of(window.bench.welcome))
    button = window.bench.welcome.interrupted.itemAt(0).widget().findChild(QPushButton)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert window.bench.session.path == killed_run
    assert window.bench.views.current_id == "plan"
    qtbot.waitUntil(lambda: window.bench.running.plan.resume.isChecked(), timeout=RUN_MS)
    with qtbot.waitSignal(window.bench.running.controller.finished, timeout=RUN_MS) as ended:
        window.bench.commands["resume_run"].trigger()
    result = ended.args[0]
    assert (result.completed + len(result.skipped), len(result.failures)) == (60, 0)
    assert len(result.skipped) >= done, "what was written last may not be counted yet"
    assert [run.path for run in list_runs()] == [before.path]
    assert len(list((killed_run.parent / "out-killed").glob("[0-9]*.csv"))) == 60


def test_a_stalled_worker_is_named_and_stopped(
    qtbot: Any, window: MainWindow, open_frames: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run_statistics, "STALL_SECONDS", 0.2)
    open_frames(window, "stalled", n=1, every=0, seconds=6000)
    controller = window.bench.running.controller
    window.bench.commands["run"].trigger()
    qtbot.waitUntil(
        lambda: "Stalled: " in words_of(window.bench.views.currentWidget()), timeout=RUN_MS
    )
    assert window.bench.views.current_id == "monitor"
    assert "Stalled: worker 1 has been busy with index 0 for" in words_of(window.bench.views)
    workers = [
        psutil.Process(lane.pid) for lane in controller.statistics.lanes.values() if lane.pid
    ]
    assert workers
    begin = time.monotonic()
    with qtbot.waitSignal(controller.finished, timeout=RUN_MS) as ended:
        window.bench.commands["stop_now"].trigger()
    assert time.monotonic() - begin < 5, "1 s on an idle machine"
    assert not any(worker.is_running() for worker in workers)
    assert (ended.args[0].completed, ended.args[0].unrun) == (0, 1)


def test_the_failures_of_one_cause_are_retried(
    qtbot: Any, window: MainWindow, open_frames: Any, run: Any
) -> None:
    open_frames(window, n=12, every=2)
    assert sorted(run(window).failures) == [1, 3, 5, 7, 9, 11]
    window.bench.show_view("results")
    view = window.bench.running.results
    qtbot.waitUntil(view.causes_button.isVisible)
    qtbot.mouseClick(view.causes_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: view.causes.tree.topLevelItemCount() == 3)
    tree = view.causes.tree
    row = next(n for n in range(3) if tree.topLevelItem(n).text(1) == "FileNotFoundError")
    tree.setCurrentItem(tree.topLevelItem(row))
    qtbot.waitUntil(lambda: view.model.rowCount() == 2)
    with qtbot.waitSignal(window.bench.running.controller.finished, timeout=RUN_MS) as ended:
        qtbot.mouseClick(view.causes.retry_button, Qt.MouseButton.LeftButton)
    assert sorted(ended.args[0].failures) == [5, 11]


def test_the_monitor_stays_after_the_run_and_comes_back_for_old_ones(
    qtbot: Any, used_window: MainWindow, make_window: Any
) -> None:
    used_window.bench.show_view("monitor")
    monitor = used_window.bench.views.view("monitor")
    qtbot.waitUntil(lambda: "#" in words_of(monitor))
    assert len(re.findall(r"#\d+", words_of(monitor))) == SLOWEST
    later: MainWindow = make_window()
    later.bench.show_view("runs")
    qtbot.waitUntil(lambda: later.bench.runs.model.rowCount() == 1)
    later.bench.runs.table.select_runs([later.bench.runs.model.run(0).path])
    with qtbot.waitSignal(later.bench.running.controller.record_shown, timeout=RUN_MS):
        later.bench.runs.actions_by_id["show"].trigger()
    later.bench.show_view("monitor")
    board = later.bench.views.view("monitor")
    qtbot.waitUntil(lambda: len(re.findall(r"#\d+", words_of(board))) == SLOWEST, timeout=RUN_MS)
    statistics = later.bench.running.controller.statistics
    assert (statistics.done, statistics.failed, statistics.ended > 0) == (9, 3, True)
    assert board._board.workers.rowCount() == 2
    assert "Time per step" in words_of(board)


def test_damaged_preferences_are_told_and_set_aside(
    qtbot: Any, make_window: Any, tmp_path: Path
) -> None:
    path = tmp_path / "damaged" / "preferences.json"
    path.parent.mkdir()
    path.write_text('{"theme": "dark", "recent": [')
    window: MainWindow = make_window(path)
    qtbot.waitUntil(lambda: bool(window.bench.notices.notices))
    assert "preferences.json: damaged, defaults are used" in window.bench.notices.notices[0].text
    assert path.with_name("preferences.json.damaged").read_text().startswith('{"theme": "dark"')
    window.bench.commands["theme_dark"].trigger()
    assert '"theme": "dark"' in path.read_text()


def test_nothing_is_left_of_a_window_closed_during_a_run(
    qtbot: Any, window: MainWindow, open_frames: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is left over is found by the fixture that every test has."""
    open_frames(window, "closed", n=400, every=0, seconds=0.05)
    for view in window.bench.view_bar.buttons:
        window.bench.show_view(view)
    window.bench.commands["run"].trigger()
    controller = window.bench.running.controller
    qtbot.waitUntil(lambda: controller.statistics.done > 2, timeout=RUN_MS)
    monkeypatch.setattr(window.bench.running, "ask_closing", lambda: "stop")
    assert window.close()
    assert not controller.active
    (left,) = list_runs()
    assert left.state == "stopped"
    assert left.counts["done"] >= 3
