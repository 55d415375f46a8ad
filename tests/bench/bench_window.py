"""How the window copes with a million rows and a flood of events.

    python -m pytest tests/bench/bench_window.py -s      (a table)
    python tests/bench/bench_window.py                   (the same)

Figures to reach: sort 500 ms; filter, select all, scroll 50 ms; stall of the GUI thread at 20,000
events/s 16 ms (99th percentile), 60 ms (maximum); 300 MB for a run of a million indices; 1 s from
Stop now to workers gone (medians of 5).
"""

from __future__ import annotations

import json
import math
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import psutil
import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # as a script, too

from tests.bench.window_harness import (
    Figure,
    Window,
    events,
    in_plain_thread,
    report,
    timed,
    wait_until,
)

ROWS = 1_000_000
FLOOD_SECONDS = 8.0
EVENTS_PER_SECOND = 20_000
HEAVY = ("vtkmodules", "pyvista", "xarray", "netCDF4", "ase", "dask", "pyqtgraph", "joblib")


ACHIEVED: list[float] = []
"""Events per second that each flood has delivered."""


def flood(config: Any, total: int, rate: float = EVENTS_PER_SECOND) -> None:
    """Emit events at a steady rate, in portions of 5 ms as the engine's sockets give them."""
    begin, sent = time.perf_counter(), 0
    for event in events(total):
        config.on_event(event)
        sent += 1
        if sent % 100 == 0:
            ahead = sent / rate - (time.perf_counter() - begin)
            if ahead > 0:
                time.sleep(ahead)
    ACHIEVED.append(sent / (time.perf_counter() - begin))


def measure_flood() -> list[Figure]:
    """Watch the gaps between the rounds of the event loop while events pour in."""
    from PySide6.QtCore import Qt, QTimer

    window = Window(in_plain_thread(flood), int(EVENTS_PER_SECOND * FLOOD_SECONDS / 2))
    beats = [(time.perf_counter(), time.thread_time())]

    def tick() -> None:
        beats.append((time.perf_counter(), time.thread_time()))

    beat = QTimer(interval=1, timerType=Qt.TimerType.PreciseTimer)
    beat.timeout.connect(tick)
    beat.start()
    begin, used = time.perf_counter(), time.thread_time()
    window.run()
    seconds, used = time.perf_counter() - begin, time.thread_time() - used
    beat.stop()
    done = window.controller.statistics.finished
    window.close()
    stalls, work = 1e3 * np.diff(np.array(beats[5:]), axis=0).T
    stalls -= 1.0  # the beat itself comes every millisecond
    print(
        f"{2 * done:,} events delivered at {ACHIEVED[-1]:,.0f} per second and shown within "
        f"{seconds:.1f} s; {len(beats)} rounds of the event loop, "
        f"{1e6 * used / (2 * done):.1f} us of the window's thread per event; "
        f"load of the machine {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"
    )
    return [
        Figure("stall at 20,000 events/s, 99th percentile", np.percentile(stalls, 99), 16, "ms"),
        Figure("stall at 20,000 events/s, longest", float(stalls.max()), 60, "ms"),
        Figure(
            "  of this the window's own work, 99th percentile", np.percentile(work, 99), 16, "ms"
        ),
        Figure("  of this the window's own work, longest", float(work.max()), 60, "ms"),
    ]


def measure_start(repeat: int = 5) -> list[Figure]:
    """Start the application and end it when its window has been painted and nothing waits."""
    folder = tempfile.mkdtemp(prefix="curator-start-")
    home = {"XDG_CONFIG_HOME": folder, "CURATOR_RUNS": folder}
    samples = []
    for _ in range(repeat + 1):
        command = [sys.executable, __file__, "started", str(time.time())]
        done = subprocess.run(command, env={**os.environ, **home}, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        samples.append(json.loads(done.stdout.splitlines()[-1]))
    shutil.rmtree(folder)
    wall, cpu = np.median([(s["wall"], s["cpu"]) for s in samples[1:]], axis=0)
    print(f"imported at the start: {', '.join(samples[0]['heavy']) or 'nothing heavy'}")
    return [
        Figure("process start to usable window", 1e3 * wall, 1200, "ms"),
        Figure("  of this processor time", 1e3 * cpu, 1200, "ms"),
    ]


def start_and_tell(began: float) -> None:
    """Open the window as the command line does, and tell when it could be used."""
    from PySide6.QtCore import QEvent, QObject, QTimer
    from PySide6.QtWidgets import QApplication, QStackedWidget

    from curator_gui.__main__ import main

    class Watch(QObject):
        rounds = -1

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint and self.rounds < 0:
                self.rounds = 0
                QTimer.singleShot(0, self, self.idle)
            return False

        def idle(self) -> None:
            """After some rounds of the event loop all that was posted at the start is done."""
            self.rounds += 1
            if self.rounds < 10:
                QTimer.singleShot(0, self, self.idle)
                return
            figures = {"wall": time.time() - began, "cpu": time.process_time()}
            print(json.dumps({**figures, "heavy": [m for m in HEAVY if m in sys.modules]}))
            sys.stdout.flush()
            os._exit(0)

    run, watch = QApplication.exec, Watch()

    def watched(_app: QApplication) -> int:
        window = next(w for w in QApplication.topLevelWidgets() if w.isWindow() and w.isVisible())
        window.findChild(QStackedWidget).currentWidget().installEventFilter(watch)
        return run()

    QApplication.exec = watched  # type: ignore[method-assign]
    main([])


def emit_all(config: Any, total: int) -> None:
    """Emit everything at the highest rate that the engine reaches."""
    flood(config, total, EVENTS_PER_SECOND)


def measure_million() -> list[Figure]:
    """Run a million indices through the window, then use the table."""
    window = Window(in_plain_thread(emit_all), ROWS)
    process = psutil.Process()
    idle = process.memory_info().rss
    window.run()
    window.settle()
    memory = (process.memory_info().rss - idle) / 2**20
    figures = [Figure("memory of a run of 1,000,000 indices", memory, 300, "MB")]
    figures += list(table_figures(window))
    window.close()
    return figures


LOG_LINES, CAUSES = 1_000_000, 10_000


def measure_opening() -> list[Figure]:
    """Open the record of a run of a million indices as the Runs view does."""
    from PySide6.QtCore import QObject
    from PySide6.QtWidgets import QApplication

    from curator_gui.app.runs.record_loader import RecordLoader
    from tests.bench.bench_record import bench_writing

    folder = Path(tempfile.mkdtemp(prefix="curator-opening-"))
    path = folder / "run.curator-run"
    list(bench_writing(path, ROWS))
    app = QApplication.instance() or QApplication([])
    owner, marks = QObject(app), list[float]()
    loader = RecordLoader(owner)
    for signal in (loader.loaded, loader.completed):
        signal.connect(lambda *_: marks.append(time.perf_counter()))
    begin = time.perf_counter()
    loader.load(path)
    wait_until(lambda: len(marks) == 2)
    shutil.rmtree(folder)
    table, outputs = (1e3 * (mark - begin) for mark in marks)
    return [
        Figure("open a run of 1,000,000 indices: table, counts, plots", table, 2000, "ms"),
        Figure("  and then its outputs and step times, behind it", outputs, math.inf, "ms"),
    ]


def chatter(config: Any, total: int) -> None:
    """Print a million log lines, and let every index fail for a reason of its own."""
    from curator_gui.run.events import IndexFailed, IndexStarted, LogLine

    begin, lines = time.perf_counter(), LOG_LINES // total
    for index in range(total):
        now = time.time()
        config.on_event(IndexStarted(now, index, 1, 1))
        for line in range(lines):
            config.on_event(LogLine(now, 1, "info", f"index {index}: residual {line / lines:.4f}"))
        word = "".join(chr(97 + int(digit)) for digit in f"{index:05d}")
        text = f"field {word!r} is missing"
        trace = f"Traceback (most recent call last):\n  File x\nKeyError: {text}"
        config.on_event(
            IndexFailed(now, index, 1, 1, 0.1, "failed", "error", "KeyError", text, trace, word)
        )
        ahead = (index + 1) * (lines + 2) / EVENTS_PER_SECOND - (time.perf_counter() - begin)
        if ahead > 0:
            time.sleep(ahead)


def measure_texts() -> list[Figure]:
    """Watch the event loop while log lines and distinct causes pour in and are shown."""
    from PySide6.QtCore import Qt, QTimer

    window = Window(in_plain_thread(chatter), CAUSES)
    window.results.causes_button.setChecked(True)
    beats: list[float] = []
    beat = QTimer(interval=1, timerType=Qt.TimerType.PreciseTimer)
    beat.timeout.connect(lambda: beats.append(time.perf_counter()))
    beat.start()
    window.run()
    beat.stop()
    stalls = 1e3 * np.diff(np.array(beats[5:])) - 1.0
    window.results.refresh()
    figures = [
        Figure(
            "round with log lines and causes, 99th percentile", np.percentile(stalls, 99), 50, "ms"
        ),
        Figure("round with log lines and causes, longest", float(stalls.max()), 50, "ms"),
        Figure("group 10,000 causes", timed(3, lambda: _largest(window)), 50, "ms"),
        Figure("show the causes", timed(3, lambda: _show_causes(window)), 50, "ms"),
    ]
    window.close()
    return figures


def _largest(window: Window) -> Any:
    from curator_gui.app.results.failure_groups import group_failures
    from curator_gui.ui.results.causes import MAX_GROUPS

    return group_failures(window.results.model.store, MAX_GROUPS)


def _show_causes(window: Window) -> None:
    window.results.causes._show(_largest(window))


def table_figures(window: Window) -> Iterator[Figure]:
    """Sort, filter, select and scroll; each until the window has painted."""
    from PySide6.QtCore import QItemSelectionModel

    from curator_gui.app.results.order import ResultFilter, parse_query

    view, model = window.results, window.results.model

    def painted(call: Callable[[], object]) -> Callable[[], None]:
        def run() -> None:
            call()
            view.table.viewport().repaint()
            view.table.horizontalHeader().viewport().repaint()

        return run

    for key in ("index", "status", "duration", "size", "outputs", "message"):
        what = painted(lambda key=key: model.sort_by(key, not model.descending))
        yield Figure(f"sort by {key}", timed(3, what), 500, "ms")
    model.sort_by("duration")
    for name, query in {
        "status:failed": "status:failed",
        "status:done (998,000 rows)": "status:done",
        "duration>0.01": "duration>0.01",
        "text in one path": "step_0123456",
        "text in 11,000 paths": "step_01234 duration>0",
    }.items():
        call = painted(lambda query=query: model.set_filter(parse_query(query)))
        samples = []
        for _ in range(3):
            model.set_filter(ResultFilter())
            samples.append(timed(1, call))
        yield Figure(f"filter {name}", float(np.median(samples)), 50, "ms")
        yield Figure(
            "  and back to all",
            timed(1, painted(lambda: model.set_filter(ResultFilter()))),
            50,
            "ms",
        )
    yield Figure("select all", timed(3, painted(view.table.selectAll)), 50, "ms")
    yield Figure("rows of that selection", timed(3, view.table.selected_rows), 50, "ms")
    yield Figure(
        "sort with all selected", timed(3, painted(lambda: model.sort_by("size"))), 500, "ms"
    )
    view.table.selectionModel().select(
        model.index(5, 0),
        QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows,
    )
    yield Figure("scroll to end", timed(1, painted(view.table.scrollToBottom)), 50, "ms")
    yield Figure("scroll to top", timed(1, painted(view.table.scrollToTop)), 50, "ms")
    yield Figure("causes of 2,000 failures", timed(3, lambda: _group(view)), 50, "ms")


def _group(view: Any) -> None:
    from curator_gui.app.results.failure_groups import group_failures

    assert group_failures(view.model.store)


def measure_stop() -> list[Figure]:
    """Press Stop now in the whole window, at work and with workers that hang."""
    from curator_gui.run import shutdown_workers

    figures = []
    for what, seconds in (("at work", 0.05), ("all workers hung", 6000.0)):
        samples = [_stop_once(seconds) for _ in range(5)]
        print(f"stop now, {what}: " + ", ".join(f"{sample:.0f}" for sample in samples) + " ms")
        figures.append(Figure(f"stop now, {what}", float(np.median(samples)), 1000, "ms"))
    shutdown_workers()
    return figures


def _stop_once(seconds: float) -> float:
    """Return the milliseconds from pressing Stop now until no worker process is left."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(CURATOR_RUNS=f"{folder}/runs", XDG_STATE_HOME=f"{folder}/state")
        window = _open_frames(Path(folder), seconds)
        controller = window.bench.running.controller
        window.bench.commands["run"].trigger()
        wait_until(lambda: sum(n.index is not None for n in _lanes(controller)) == 2)
        workers = [psutil.Process(lane.pid) for lane in _lanes(controller)]
        begin = time.perf_counter()
        window.bench.commands["stop_now"].trigger()
        wait_until(lambda: not any(worker.is_running() for worker in workers))
        result = 1e3 * (time.perf_counter() - begin)
        wait_until(lambda: not controller.active)
        window.close()
        window.deleteLater()
    return result


def _open_frames(folder: Path, seconds: float) -> Any:
    """Open the whole window on a document whose indices take so long."""
    from PySide6.QtWidgets import QApplication

    from curator_gui.app.settings.preferences import Settings
    from curator_gui.core.documents.document_io import write_document
    from curator_gui.core.registration.registry import Registry
    from curator_gui.ui.common import theme
    from curator_gui.ui.shell.main_window import MainWindow
    from tests.ui.troubled import add_components, make_document

    app = QApplication.instance() or QApplication([])
    theme.apply(app, "light")  # type: ignore[arg-type]
    path = folder / "frames.curator.yaml"
    write_document(make_document("frames", n=2000, every=0, seconds=seconds), path)
    window = MainWindow(add_components(Registry()), Settings(folder / "preferences.json"))
    window.show()
    window.open(path)
    wait_until(lambda: window.bench.checker.report.complete)
    return window


def _lanes(controller: Any) -> list[Any]:
    return [lane for lane in controller.statistics.lanes.values() if lane.pid]


@pytest.mark.bench
@pytest.mark.parametrize("name", ["start", "flood", "million", "opening", "stop", "texts"])
def test_window_figures(name: str) -> None:
    """Each in a process of its own: memory is part of what is measured."""
    done = subprocess.run([sys.executable, __file__, name], capture_output=True, text=True)
    print("\n" + done.stdout)
    assert done.returncode == 0, done.stderr


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if sys.argv[1:2] == ["started"]:
        start_and_tell(float(sys.argv[2]))
    measures = {
        "start": measure_start,
        "flood": measure_flood,
        "million": measure_million,
        "opening": measure_opening,
        "stop": measure_stop,
        "texts": measure_texts,
    }
    found: list[Figure] = []
    for word in sys.argv[1:] or measures:
        found += measures[word]()
    print(report(found))
