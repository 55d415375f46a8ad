"""Run one index in this process and put its outcome into a frame; the same on every backend."""

from __future__ import annotations

import time
import traceback
from pathlib import Path
from typing import Any

from curator_gui.core.outputs import written_size
from curator_gui.run.worker.memory import MemoryGauge
from curator_gui.run.worker.stage_clock import ResultError, StageClock, run_stages, step_names
from curator_gui.run.worker.stateful_parts import StatefulSteps

MAX_TEXT = 32_000
_ENGINE = Path(__file__).resolve().parents[1]


class IndexRunner:
    """Runs indices of one pipeline for one worker number."""

    def __init__(self, pipeline: Any, worker: int) -> None:
        self.pipeline = pipeline
        self.worker = worker
        self._steps = step_names(pipeline)
        self._stateful = StatefulSteps(pipeline)
        self._memory = MemoryGauge()

    def run(self, index: int, attempt: int) -> list[Any]:
        """Run an index; return the parts of a `done` or `fail` frame (`run.wire.frames`).

        Never raises for what a component does, `SystemExit` and `KeyboardInterrupt` included.
        """
        clock = StageClock(len(self._steps))
        began = time.perf_counter()
        try:
            outputs = run_stages(self.pipeline, index, clock)
            self._stateful.flush(index, clock)
        except BaseException as error:  # noqa: BLE001 - a component may raise anything
            duration = time.perf_counter() - began
            self._stateful.reset()
            return [
                "fail",
                index,
                attempt,
                time.time(),
                duration,
                *self._failure(index, error, clock),
            ]
        duration = time.perf_counter() - began
        size = written_size(outputs)
        paths = [str(path) for path in outputs]
        stages = clock.own_seconds()
        rss = self._memory.rss()
        now = time.time()
        return ["done", index, attempt, now, duration, paths, size, stages, rss, self.worker]

    def _failure(self, index: int, error: BaseException, clock: StageClock) -> list[Any]:
        message = error_text(error)
        label = index_label(self.pipeline, index)
        if label and label not in message:
            message = f"{label}: {message}"
        return [
            "result" if isinstance(error, ResultError) else "error",
            type(error).__qualname__,
            message[:MAX_TEXT],
            error_trace(error),
            self._steps[clock.failed] if clock.failed >= 0 else "",
            self.worker,
        ]


def index_label(pipeline: Any, index: int) -> str:
    """Return the source's name for an index; a source written for the reference has none."""
    name = getattr(pipeline.source, "label", None)
    try:
        return str(name(index)) if callable(name) else ""
    except Exception:  # noqa: BLE001 - only words for a message about another error
        return ""


def error_text(error: BaseException) -> str:
    """Return an exception's message, whatever its `__str__` does."""
    try:
        return str(error) or repr(error)[:MAX_TEXT]
    except Exception:  # noqa: BLE001 - foreign code
        return f"(its message cannot be shown: {type(error).__qualname__})"


def error_trace(error: BaseException) -> str:
    """Format a traceback without the engine's own frames at its head, at most 32,000 characters."""
    try:
        frames = error.__traceback__
        while frames and frames.tb_next and _is_engine(frames.tb_frame.f_code.co_filename):
            frames = frames.tb_next
        text = "".join(traceback.format_exception(type(error), error, frames))
    except Exception:  # noqa: BLE001 - foreign __str__ and __repr__
        return f"(no traceback: {type(error).__qualname__} cannot be shown)"
    half = MAX_TEXT // 2
    return text if len(text) <= MAX_TEXT else f"{text[:half]}\n...\n{text[-half:]}"


def _is_engine(filename: str) -> bool:
    return _ENGINE in Path(filename).parents
