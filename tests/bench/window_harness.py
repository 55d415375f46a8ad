"""The views that follow a run, without a real engine, and the lines of the benchmarks' tables."""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

STEPS = ("VTK files", "Select fields", "VTU files")


@dataclass
class Figure:
    """One line of the table."""

    what: str
    value: float
    limit: float
    unit: str

    def __str__(self) -> str:
        mark = "" if self.value <= self.limit else "   OVER"
        return f"{self.what:<58}{self.value:>9.1f}{self.limit:>9.0f} {self.unit}{mark}"


def events(count: int, workers: int = 4) -> Iterator[Any]:
    """Yield started and finished events of `count` indices; one in 500 fails."""
    from curator_gui.run.events import IndexFailed, IndexFinished, IndexStarted

    durations = np.random.default_rng(0).lognormal(-6, 0.7, count).tolist()
    for index, duration in enumerate(durations):
        worker, now = index % workers + 1, time.time()
        yield IndexStarted(now, index, worker, 1)
        if index % 500 == 3:
            text = f"/data/case_{index:07d}.vtu has no cell field 'p'"
            trace = f"Traceback (most recent call last):\n  File x\nFieldError: {text}"
            yield IndexFailed(
                now, index, worker, 1, duration, "failed", "error", "FieldError", text, trace, "x"
            )
        else:
            path = (f"/data/output/run_7/step_{index:07d}.vtu",)
            parts = (duration / 2, duration / 4, duration / 4)
            yield IndexFinished(
                now, index, worker, 1, duration, path, 300_000 + index % 999, parts, 200_000_000
            )


def timed(repeat: int, call: Callable[[], object]) -> float:
    """Return the median of the milliseconds that a call takes."""
    samples = []
    for _ in range(repeat):
        begin = time.perf_counter()
        call()
        samples.append(1e3 * (time.perf_counter() - begin))
    return float(np.median(samples))


class Window:
    """All views that follow a run, side by side, fed by an engine of the caller."""

    def __init__(self, engine: Callable[..., Any], n: int) -> None:
        from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

        sys.path.insert(0, str(Path(__file__).parents[1] / "app"))
        from fake_engine import make_document, make_registry

        from curator_gui.app.run.controller import RunController
        from curator_gui.app.settings.responsiveness import favour_window
        from curator_gui.ui.common import theme
        from curator_gui.ui.log.view import LogView
        from curator_gui.ui.monitor.run_bar import RunBar
        from curator_gui.ui.monitor.status_line import RunStatusLine
        from curator_gui.ui.monitor.view import MonitorView
        from curator_gui.ui.results.view import ResultsView

        self.app = QApplication.instance() or QApplication([])
        theme.apply(self.app, "light")  # type: ignore[arg-type]
        self.controller = RunController(make_registry(), engine)
        self.document = make_document(n)
        self.results = ResultsView(self.controller)
        self.widget = QWidget()
        column, row = QVBoxLayout(self.widget), QHBoxLayout()
        column.addWidget(RunBar(self.controller))
        column.addLayout(row, 1)
        row.addWidget(MonitorView(self.controller))
        row.addWidget(self.results)
        column.addWidget(LogView(self.controller))
        column.addWidget(RunStatusLine(self.controller))
        self.widget.resize(1800, 1000)
        self.widget.show()
        self.settle()
        favour_window()

    def settle(self) -> None:
        for _ in range(20):
            self.app.processEvents()

    def run(self, watch: Callable[[], object] = lambda: None) -> None:
        """Run to the end, calling `watch` after each round of the event loop."""
        from PySide6.QtCore import QEventLoop

        self.controller.start(self.document, None)
        flags = QEventLoop.ProcessEventsFlag.WaitForMoreEvents
        while self.controller.active:
            self.app.processEvents(flags)
            watch()

    def close(self) -> None:
        self.controller.shut_down()
        self.widget.close()
        self.widget.deleteLater()
        self.settle()


def in_plain_thread(work: Callable[[Any, Any], None]) -> Callable[..., Any]:
    """Make an engine that emits what `work` emits, from a plain thread."""
    from curator_gui.run.config import RunResult
    from curator_gui.run.events import RunFinished, RunStarted, RunStateChanged

    def engine(_pipeline: Any, config: Any) -> Any:
        total, now = len(config.indices), time.time()
        config.on_event(RunStarted(now, "bench", total, 4, STEPS))
        config.on_event(RunStateChanged(now, "running"))
        thread = threading.Thread(target=work, args=(config, total))
        thread.start()
        thread.join()
        config.on_event(RunFinished(time.time(), "finished", total, 0, 0, 0, 1.0))
        return RunResult(indices=config.indices, state="finished")

    return engine


def wait_until(condition: Callable[[], bool], seconds: float = 60.0) -> None:
    """Let the window work until something is so.

    Raises
    ------
    TimeoutError
        If it is not so in time.
    """
    from PySide6.QtCore import QEventLoop
    from PySide6.QtWidgets import QApplication

    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError(f"waited {seconds} s in vain")
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 2)
        time.sleep(0.001)


def report(figures: list[Figure]) -> str:
    head = f"{os.cpu_count()} cores{'':<51}{'measured':>9}{'limit':>9}"
    return "\n".join([head, *map(str, figures)])
