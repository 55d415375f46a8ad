"""Run one index through a pipeline, timing each step and noting which one failed."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from operator import index as as_index
from time import perf_counter
from types import GeneratorType
from typing import Any

from curator_gui.core.components import Pipeline
from curator_gui.core.errors import error_words
from curator_gui.core.flow.given import stream_of
from curator_gui.core.flow.naming import told_apart
from curator_gui.core.flow.several_sinks import feed_all
from curator_gui.core.masking.texts import masked
from curator_gui.core.measuring.collector import Collector
from curator_gui.core.measuring.measures import Measurer, exchange_collector
from curator_gui.core.message import Message, recorded
from curator_gui.core.notes import NoteKind, exchange_taker, remark
from curator_gui.core.storage.outputs import Written

MAX_NOTE = 500
MAX_NOTES = 50
"""Different notes per index and characters of each that are kept."""


class ResultError(TypeError):
    """A sink returned something that is no list of paths."""


class StageClock:
    """Measures steps that pull items through each other.

    The time inside `next()` of step k includes that of all steps before it, so a step's own time
    is the difference to its predecessor's; of several sinks each has its own time from the start.
    `items` counts what came out of each step that is no sink, `notes` what each step said about its
    items (`core.notes`). The first step in which an exception appears is the one that raised it;
    the steps behind it only pass it on.
    """

    __slots__ = ("aside", "current", "failed", "inclusive", "items", "n_sinks", "notes", "written")

    def __init__(self, n_steps: int, n_sinks: int = 1) -> None:
        self.n_sinks = n_sinks
        self.inclusive = [0.0] * n_steps
        self.items = [0] * n_steps
        self.notes: dict[tuple[int, NoteKind, str], int] = {}
        self.failed = -1
        self.current = 0
        self.aside = 0.0
        """Seconds that were spent on measuring items while the sinks waited for them."""
        self.written: dict[int, list[str]] = {}
        """Of several sinks: what each that is over has written, by its number among them."""

    def own_seconds(self) -> tuple[float, ...]:
        """Return the seconds spent in each step itself."""
        earlier, own = 0.0, []
        chained = self.inclusive if self.n_sinks == 1 else self.inclusive[: -self.n_sinks]
        for seconds in chained:
            own.append(seconds - earlier if seconds > earlier else 0.0)
            earlier = seconds
        if self.n_sinks > 1:
            own += self.inclusive[-self.n_sinks :]
        elif self.aside:
            own[-1] = max(0.0, own[-1] - self.aside)
        return tuple(own)

    def blame(self, step: int) -> None:
        if self.failed < 0:
            self.failed = step

    def take_note(self, kind: NoteKind, words: str) -> None:
        """Count what the step that is at work says about its item."""
        text = masked(words)[:MAX_NOTE]
        key = (self.current, kind, words if text == words else text)  # a message remains one
        if key in self.notes or len(self.notes) < MAX_NOTES:
            self.notes[key] = self.notes.get(key, 0) + 1

    def counts(self) -> tuple[int, ...]:
        """Return what came out of the source and of each filter; () if it was one item each."""
        counts = self.items[: -self.n_sinks]
        return () if counts.count(1) == len(counts) else tuple(counts)

    def output_counts(self) -> tuple[int, ...]:
        """Return how many paths each of several sinks has written; () where there is one sink."""
        return tuple([len(self.written[number]) for number in range(len(self.written))])

    def noted(self) -> tuple[tuple[int, NoteKind, str, int], ...]:
        return tuple([(*key, count) for key, count in self.notes.items()]) if self.notes else ()

    def note_parts(self) -> tuple[str, ...]:
        """Return the template and the values of each note, in their order."""
        return tuple([recorded(words) for _, _, words in self.notes]) if self.notes else ()

    def call(self, step: int, function: Any, *args: Any) -> Any:
        """Call a step, adding its time and noting its failure."""
        before, self.current = self.current, step
        start = perf_counter()
        try:
            return function(*args)
        except BaseException:
            self.blame(step)
            raise
        finally:
            self.inclusive[step] += perf_counter() - start
            self.current = before

    def watch(self, step: int, component: Any, items: Any) -> Iterator[Any]:
        """Pass the items of a step on, adding the time until each one comes."""
        stream = (
            items if type(items) is GeneratorType else self.call(step, stream_of, component, items)
        )
        return _Watched(self, step, stream)


class _Watched(Iterator[Any]):
    """The items of one step under a clock.

    No generator, because that would hold each item while the steps behind it work: a mesh could
    then not be freed before the next one is read.
    """

    __slots__ = ("_clock", "_next", "_step")

    def __init__(self, clock: StageClock, step: int, stream: Iterator[Any]) -> None:
        self._clock, self._step, self._next = clock, step, stream.__next__

    def __next__(self) -> Any:
        clock, step = self._clock, self._step
        before, clock.current = clock.current, step
        start = perf_counter()
        try:
            item = self._next()
        except StopIteration:
            clock.inclusive[step] += perf_counter() - start
            clock.current = before
            raise
        except BaseException:
            clock.inclusive[step] += perf_counter() - start
            clock.current = before
            clock.blame(step)
            raise
        clock.inclusive[step] += perf_counter() - start
        clock.current = before
        clock.items[step] += 1
        return item


class Measured(Iterator[Any]):
    """The items on their way into the sink, each measured before it is handed over.

    What cannot be measured is said in a remark: it is no reason to lose the item.
    """

    __slots__ = ("_clock", "_collector", "_measurer", "_next")

    def __init__(self, clock: StageClock, items: Any, measurer: Measurer, taken: Collector) -> None:
        self._clock, self._measurer, self._collector = clock, measurer, taken
        self._next = iter(items).__next__

    def __next__(self) -> Any:
        item = self._next()
        start = perf_counter()
        try:
            self._measurer(item, self._collector)
        except Exception as error:  # noqa: BLE001 - an item may be anything
            remark(Message("was not measured completely: {error}", error=error_words(error)))
        self._clock.aside += perf_counter() - start
        return item


def run_stages(
    pipeline: Pipeline[Any],
    index: int,
    clock: StageClock,
    measurer: Measurer | None = None,
    taken: Collector | None = None,
) -> list[str]:
    """Run a non-negative index and return the output paths; times and blame go to `clock`.

    `taken` collects what steps and `measurer` measure of the items.

    Raises
    ------
    Exception
        Whatever a step raises.
    RuntimeError
        If the pipeline has no sink.
    """
    sink = pipeline.sink
    if sink is None:
        raise RuntimeError(Message("the pipeline has no sink: end it with .write(sink)"))
    before = exchange_taker(clock.take_note)
    outer = exchange_collector(taken)
    try:
        source = pipeline.source
        items = clock.watch(0, source, clock.call(0, source.__getitem__, index))
        for step, component in enumerate(pipeline.filters, start=1):
            items = clock.watch(step, component, clock.call(step, component, items))
        if measurer is not None and taken is not None:
            items = Measured(clock, items, measurer, taken)
        last = len(pipeline.filters) + 1
        if not pipeline.further_sinks:
            return clock.call(last, _write, sink, items, index)  # type: ignore[no-any-return]
        return _write_all(pipeline.sinks, items, index, clock)
    finally:
        exchange_taker(before)
        exchange_collector(outer)


def _write(sink: Any, items: Iterator[Any], index: int) -> list[str]:
    return checked_outputs(sink(items, index), sink)


def _write_all(sinks: Sequence[Any], items: Any, index: int, clock: StageClock) -> list[str]:
    """Let several sinks write the same items; return all paths, those of the first sink first."""
    first = len(clock.inclusive) - len(sinks)

    def call(number: int, function: Any, *args: Any) -> Any:
        return clock.call(first + number, function, *args)

    found = feed_all(sinks, iter(items), index, _write, call, clock.written)
    _refuse_same_paths(found, clock)
    return list(chain.from_iterable(found))


def _refuse_same_paths(found: Sequence[Sequence[str]], clock: StageClock) -> None:
    """Refuse what two sinks have written to one path: only the later one's is there.

    Raises
    ------
    ResultError
        Naming the path.
    """
    seen: set[str] = set()
    for number, paths in enumerate(found):
        for path in sorted(seen.intersection(paths)):
            clock.blame(len(clock.inclusive) - len(found) + number)
            raise ResultError(
                Message(
                    "two sinks have written {path}, so one of them has replaced what the other "
                    "wrote; give one of them another folder or another name",
                    path=path,
                )
            )
        seen.update(paths)


def checked_outputs(outputs: Any, sink: Any) -> list[str]:
    """Insist that a sink returned paths, and sizes that are numbers of bytes.

    Raises
    ------
    ResultError
        If it returned anything else.
    """
    if type(outputs) is list and not outputs:
        return outputs
    name = getattr(sink, "name", type(sink).__name__)
    if not may_be_paths(outputs):
        raise ResultError(
            Message(
                "{name} returned {outputs}, not a list of paths",
                name=name,
                outputs=f"{outputs!r:.80}",
            )
        )
    return [
        _checked(path, name) if isinstance(path, Written) else path_text(path, name)
        for path in outputs
    ]


def may_be_paths(given: Any) -> bool:
    """Whether a step gave something to go through: a text alone would give its letters."""
    return hasattr(given, "__iter__") and not isinstance(given, (str, bytes, Mapping))


def path_text(path: Any, name: str) -> str:
    """Return a path that the step `name` gave as a text.

    Raises
    ------
    ResultError
        If it is none.
    """
    text = path if type(path) is str else os.fspath(path) if hasattr(path, "__fspath__") else path
    if isinstance(text, str) and "\0" not in text:
        return str(text)
    raise ResultError(
        Message(
            "{name} returned {path} among its paths; a path is a text or a pathlib.Path",
            name=name,
            path=f"{path!r:.80}",
        )
    )


def _checked(path: Written, name: str) -> Written:
    return Written(path, checked_size(path.size, name))


def checked_size(size: Any, name: str) -> int:
    """Insist that a number of bytes is one that can be recorded.

    Raises
    ------
    ResultError
        If it is not whole, negative or of more than 63 bits.
    """
    try:
        whole = as_index(size)
    except TypeError:
        whole = -1
    if not 0 <= whole < 1 << 63:
        raise ResultError(
            Message(
                "{name} returned a size of {size} bytes; it must be 0 to 2**63-1",
                name=name,
                size=f"{size!r:.80}",
            )
        )
    return whole


def step_names(pipeline: Pipeline[Any]) -> tuple[str, ...]:
    """Return the names of the steps, for tables and messages."""
    names = [str(getattr(step, "name", type(step).__name__)) for step in pipeline.steps]
    return told_apart(names, len(pipeline.sinks))
