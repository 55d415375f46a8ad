"""Run one index in this process and tell its outcome; the same on every backend."""

from __future__ import annotations

import logging
import os
import stat
import sys
import traceback
from collections.abc import Callable, Sequence
from itertools import chain
from pathlib import Path
from time import perf_counter, time  # bound here: a component may put others in their place
from typing import Any

from curator_gui.core.errors import error_words
from curator_gui.core.masking.texts import masked
from curator_gui.core.measuring.collector import Collector
from curator_gui.core.measuring.measures import Measurer, measurer_of
from curator_gui.core.message import Message, at, joined, recorded, term
from curator_gui.core.storage.outputs import Written
from curator_gui.run.events import IndexFailed, IndexFinished, Measures
from curator_gui.run.record.tables.inputs import InputReader
from curator_gui.run.wire.frames import Settled
from curator_gui.run.worker.artifacts import FilterArtifacts
from curator_gui.run.worker.no_room import error_chain, is_no_room
from curator_gui.run.worker.process.memory import MemoryReader
from curator_gui.run.worker.redirect import output_places
from curator_gui.run.worker.stage_clock import (
    ResultError,
    StageClock,
    checked_size,
    run_stages,
    step_names,
)
from curator_gui.run.worker.stateful_parts import StatefulSteps, parts_folder, stateful_outputs

logger = logging.getLogger(__name__)

MAX_TEXT = 32_000
_PACKAGE = Path(__file__).resolve().parents[2]
_ENGINE = (_PACKAGE / "run", _PACKAGE / "core" / "flow")
_FORKED = 92
"""Exit code of a process that a component forked and let run into the engine."""
_MOST_SKEW = 3600.0
"""Seconds by which a file server's clock may be ahead; what is later than that is no clock."""


class IndexRunner:
    """Runs indices of one pipeline for one worker number; `say` takes warnings for the log.

    `measure` says how much is measured of each: "off", "basic" or "full".
    """

    def __init__(
        self,
        pipeline: Any,
        worker: int,
        say: Callable[[str], None] = logger.warning,
        measure: str = "off",
    ) -> None:
        self.pipeline = pipeline
        self.worker = worker
        self._steps = step_names(pipeline)
        self._stateful = StatefulSteps(pipeline, worker)
        self._artifacts = FilterArtifacts(pipeline)
        self._inputs = InputReader(pipeline, say)
        self._memory = MemoryReader()
        self._measure = measure
        self._measurer = _measurer(pipeline, say) if measure != "off" else None
        self._taken = Collector(measure) if measure != "off" else None
        self._pid = os.getpid()
        self._folder = os.getcwd()  # noqa: PTH109 - a text, to be joined for every output
        self._places = output_places(pipeline)
        self._later = [getattr(sink, "outputs_later", False) for sink in pipeline.sinks]
        self._first_sink = len(self._steps) - len(self._later)
        self._last_change = 0.0
        self.broken = ""
        """Why no other index may run here; "" while nothing is wrong."""

    @property
    def part_folders(self) -> list[Path]:
        """Where stateful filters leave their parts."""
        return [parts_folder(output) for output in stateful_outputs(self.pipeline)]

    def run(self, index: int, attempt: int) -> Settled:
        """Run an index and tell what came of it.

        Never raises for what a component does, `SystemExit` and `KeyboardInterrupt` included.
        """
        clock = StageClock(len(self._steps), len(self._later))
        taken = self._taken
        if taken is not None and not taken.is_empty:
            taken = self._taken = Collector(self._measure)
        began, start = time(), perf_counter()
        self._last_change = 0.0
        try:
            outputs = run_stages(self.pipeline, index, clock, self._measurer, taken)
            sizes = self._sized(outputs, clock) if outputs else ()
            self._stateful.flush(index, clock)
            artifacts = self._artifacts.named(clock) if self._artifacts else ()
            self._stateful.after_flush()
            self._end_if_forked()
            measures = _packed(taken, clock) if taken is not None and not taken.is_empty else None
            duration = perf_counter() - start
            return self._finished(
                index, attempt, began, duration, outputs, sizes, clock, measures, artifacts
            )
        except BaseException as error:  # noqa: BLE001 - a component may raise anything
            self._end_if_forked()
            duration = perf_counter() - start
            self._reset(index)
            return self._failed(index, attempt, duration, error, clock)

    def _finished(
        self,
        index: int,
        attempt: int,
        began: float,
        duration: float,
        outputs: Sequence[str],
        sizes: tuple[int | None, ...],
        clock: StageClock,
        measures: Measures | None,
        artifacts: tuple[str, ...],
    ) -> IndexFinished:
        return IndexFinished(
            time=self._now(),
            index=index,
            worker=self.worker,
            attempt=attempt,
            duration=duration,
            outputs=tuple([str(path) for path in outputs]),
            output_bytes=self._written(outputs, sizes) if outputs else 0,
            sizes=() if len(sizes) == 1 and sizes[0] is not None else sizes,
            stages=clock.own_seconds(),
            rss=self._memory.peak(),
            inputs=self._inputs.identity(index, began),
            items=clock.counts(),
            notes=clock.noted(),
            measures=measures,
            sink_outputs=clock.output_counts() if clock.written else (),
            sink_bytes=_bytes_of_each(clock) if clock.written else (),
            artifacts=artifacts,
            note_parts=clock.note_parts(),
        )

    def _sized(self, outputs: Sequence[str], clock: StageClock) -> tuple[int | None, ...]:
        """Return the bytes in each output's file; None where that says nothing.

        Raises
        ------
        ResultError
            If one that should be there is not: it was never written, or somewhere else.
        """
        if not clock.written:
            return self._sizes_of(outputs, 0, clock)
        each = (self._sizes_of(clock.written[n], n, clock) for n in range(len(clock.written)))
        return tuple(chain.from_iterable(each))

    def _sizes_of(
        self, outputs: Sequence[str], sink: int, clock: StageClock
    ) -> tuple[int | None, ...]:
        try:
            return tuple([self._size(path, sink) for path in outputs])
        except ResultError:
            clock.blame(self._first_sink + sink)
            raise

    def _size(self, path: str, sink: int) -> int | None:
        if "://" in path:
            return None
        try:
            # From the run's own folder: a component may have left it.
            status = os.stat(os.path.join(self._folder, path))  # noqa: PTH116, PTH118 - speed
        except (OSError, ValueError) as error:
            if self._later[sink]:
                return None
            raise ResultError(
                Message(
                    "{name} named {path} among its outputs, but it is not there: {error}",
                    name=self._steps[self._first_sink + sink],
                    path=path,
                    error=error_words(error),
                )
            ) from None
        is_own = stat.S_ISREG(status.st_mode) and not isinstance(path, Written)
        self._last_change = max(self._last_change, status.st_mtime)
        return status.st_size if is_own else None

    def _now(self) -> float:
        """Return the time, never before that of an output: a file server may have another clock.

        A resumed run takes an output that is younger than its index for one that was changed.
        """
        now = time()
        return max(now, self._last_change) if self._last_change < now + _MOST_SKEW else now

    def _written(self, outputs: Sequence[str], sizes: Sequence[int | None]) -> int:
        each = [
            path.size if isinstance(path, Written) else size or 0
            for path, size in zip(outputs, sizes, strict=True)
        ]
        return checked_size(sum(each), self._steps[-1])

    def _failed(
        self, index: int, attempt: int, duration: float, error: BaseException, clock: StageClock
    ) -> IndexFailed:
        message = error_text(error)
        if clock.written:
            message = self._beside(message, clock)
        label = index_label(self.pipeline, index)
        if label and label not in message:
            message = at(label, message)
        return IndexFailed(
            time=time(),
            index=index,
            worker=self.worker,
            attempt=attempt,
            duration=duration,
            status="failed",
            cause="result" if isinstance(error, ResultError) else "error",
            error_type=error_kind(error),
            message=message if len(message) <= MAX_TEXT else message[:MAX_TEXT],
            traceback=error_trace(error),
            stage=self._steps[clock.failed] if clock.failed >= 0 else "",
            parts=recorded(message) if len(message) <= MAX_TEXT else "",
            no_room=is_no_room(error, self._places),
        )

    def _beside(self, message: str, clock: StageClock) -> Message:
        """Say also what other sinks had written when the index failed: it stays where it is."""
        named = [
            Message("{sink}: {path}", sink=self._steps[self._first_sink + number], path=paths[0])
            for number, paths in sorted(clock.written.items())
            if paths
        ]
        if not named:
            return term(message)
        return Message(
            "{message} (written already, but not counted, and replaced when the index is run "
            "again: {outputs})",
            message=message,
            outputs=joined("; ", named),
        )

    def _reset(self, index: int) -> None:
        try:
            self._stateful.reset()
            self._artifacts.forget()
        except BaseException as error:  # noqa: BLE001 - a component may raise anything
            self.broken = Message(
                "after index {index} a filter could not be reset: {error}",
                index=index,
                error=error_text(error),
            )

    def unsendable(self, outcome: Settled, error: Exception) -> IndexFailed:
        """Tell of an index whose outcome cannot be told or kept: by a frame, or on the disk."""
        return IndexFailed(
            time(), outcome.index, self.worker, outcome.attempt, outcome.duration, "failed",
            "result", error_kind(error), error_text(error), "",
            self._steps[-1] if len(self._later) == 1 else "",
        )  # fmt: skip

    def _end_if_forked(self) -> None:
        """End a child that a component forked: only its parent may speak for the worker."""
        if os.getpid() != self._pid:
            traceback.print_exc(file=sys.stderr)
            os._exit(_FORKED)


def _measurer(pipeline: Any, say: Callable[[str], None]) -> Measurer | None:
    """Find what measures the items; without it the run goes on, and says so."""
    try:
        return measurer_of(pipeline.steps)
    except Exception as error:  # noqa: BLE001 - importing a component's own module
        words = error_words(error)
        say(Message("the items are not measured, because of an error: {error}", error=words))
        return None


def _packed(taken: Collector, clock: StageClock) -> Measures | None:
    if taken.left_out:
        words = Message("{count} measures were left out: too many", count=taken.left_out)
        clock.current = len(clock.items) - 1
        clock.take_note("remark", words)
    found = taken.packed()
    return None if found is None else Measures(found.layout, found.numbers, found.words)


def index_label(pipeline: Any, index: int) -> str:
    """Return the source's name for an index; a source written for the reference has none."""
    name = getattr(pipeline.source, "label", None)
    try:
        return masked(str(name(index))) if callable(name) else ""
    except Exception:  # noqa: BLE001 - only words for a message about another error
        return ""


def error_kind(error: BaseException) -> str:
    """Name an exception's type; of one that its library keeps private, what it derives from.

    numpy's `_ArrayMemoryError` is a MemoryError to everybody.
    """
    # numpy gives it the name of its base, but leaves the qualified one.
    public = (one for one in type(error).__mro__ if not one.__qualname__.startswith("_"))
    return next(public).__qualname__


def error_text(error: BaseException) -> str:
    """Return an exception's message of at most 32,000 characters, whatever its `__str__` does."""
    try:
        text = masked(str(error) or repr(error))
    except Exception:  # noqa: BLE001 - foreign code
        return Message("(its message cannot be shown: {type})", type=type(error).__qualname__)
    return text if len(text) <= MAX_TEXT else text[:MAX_TEXT]


def error_trace(error: BaseException) -> str:
    """Format a traceback without the engine's own frames at its head, at most 32,000 characters."""
    try:
        frames = error.__traceback__
        while frames and frames.tb_next and _is_engine(frames.tb_frame.f_code.co_filename):
            frames = frames.tb_next
        if any(_is_long(each) for each in error_chain(error)):  # it would be copied several times
            lines = [
                *traceback.format_tb(frames),
                f"{type(error).__qualname__}: ",
                error_text(error),
            ]
        else:
            lines = traceback.format_exception(type(error), error, frames)
        text = masked("".join(lines))
    except Exception:  # noqa: BLE001 - foreign __str__ and __repr__
        return Message("(no traceback: {type} cannot be shown)", type=type(error).__qualname__)
    half = MAX_TEXT // 2
    return text if len(text) <= MAX_TEXT else f"{text[:half]}\n...\n{text[-half:]}"


def _bytes_of_each(clock: StageClock) -> tuple[int, ...]:
    """Return what each of several sinks wrote into outputs without a size of their own."""
    of_each = (clock.written[number] for number in range(len(clock.written)))
    found = tuple(sum(p.size for p in paths if isinstance(p, Written)) for paths in of_each)
    return found if any(found) else ()


def _is_long(error: BaseException) -> bool:
    texts = (str(error), *getattr(error, "__notes__", ()))
    return sum(len(text) for text in texts) > MAX_TEXT


def _is_engine(filename: str) -> bool:
    parents = Path(filename).parents
    return any(folder in parents for folder in _ENGINE)
