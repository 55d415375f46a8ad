"""The state of a run as a file that Prometheus' text file collector reads.

Names follow https://prometheus.io/docs/practices/naming/: base units, `_total` for what only grows.
What can fall again, such as how many indices are done, is a gauge.
"""

from __future__ import annotations

import threading
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, get_args

from curator_gui.core.errors import ParamError
from curator_gui.core.message import Message, at
from curator_gui.core.storage.files import part_path, remove_quietly
from curator_gui.core.storage.overwriting import why_kept
from curator_gui.run.events import (
    STATUSES,
    Event,
    IndexFailed,
    IndexFinished,
    IndexGathered,
    IndexRetried,
    IndexSkipped,
    IndexStarted,
    LogLine,
    PassFinished,
    RunFinished,
    RunStarted,
    RunState,
    RunStateChanged,
    Status,
    WorkerEnded,
    WorkerStarted,
)

SECONDS = 5.0
_BEGINNING = b"# HELP curator_"
"""How often the file is written anew while something happens."""

BUCKETS = (0.01, 0.1, 1.0, 10.0, 60.0, 600.0, 3600.0)
"""Upper bounds of the durations of indices that are counted together, in seconds."""

Samples = Iterable[tuple[Mapping[str, Any], float]]


class RunMetrics:
    """Counts what the events of one run say; `text` is what Prometheus reads."""

    def __init__(self) -> None:
        self._run = RunStarted(0.0, "", 0, 0, ())
        self._state: RunState = "starting"
        self._last = 0.0
        self._status: dict[int, Status] = {}
        self._alive: set[int] = set()
        self._memory: dict[int, int] = {}
        self._durations = [0] * (len(BUCKETS) + 1)
        self._sums: Counter[str] = Counter()
        self._duration_sum = 0.0
        self._steps: dict[int, float] = {}
        self._levels: Counter[str] = Counter()

    def add(self, event: Event) -> None:
        """Count one event; those that no figure depends on are only noted as a sign of life."""
        self._last = event.time
        take = _TAKERS.get(type(event))
        if take is not None:
            take(self, event)

    def _begin(self, event: RunStarted) -> None:
        self.__init__()  # type: ignore[misc]
        self._run, self._last = event, event.time

    def _change(self, event: RunStateChanged) -> None:
        self._state = event.state

    def _start_worker(self, event: WorkerStarted) -> None:
        self._alive.add(event.pid)

    def _end_worker(self, event: WorkerEnded) -> None:
        self._alive.discard(event.pid)
        self._memory.pop(event.worker, None)
        self._sums["ends"] += 1

    def _start(self, event: IndexStarted) -> None:
        self._status[event.index] = "running"

    def _finish(self, event: IndexFinished) -> None:
        self._status[event.index] = "done"
        self._durations[bisect_left(BUCKETS, event.duration)] += 1
        self._duration_sum += event.duration
        self._sums["bytes"] += event.output_bytes
        self._memory[event.worker] = event.rss
        for number, seconds in enumerate(event.stages):
            self._steps[number] = self._steps.get(number, 0.0) + seconds

    def _fail(self, event: IndexFailed) -> None:
        self._status[event.index] = event.status

    def _retry(self, event: IndexRetried) -> None:
        self._status.pop(event.index, None)
        self._sums["retries"] += 1

    def _skip(self, event: IndexSkipped) -> None:
        self._status[event.index] = "skipped"

    def _gather(self, event: IndexGathered) -> None:
        self._sums["gather failed" if event.failed else "gathered"] += 1

    def _finish_pass(self, event: PassFinished) -> None:
        self._sums["passes"] += 1

    def _log(self, event: LogLine) -> None:
        self._levels[event.level] += 1

    def _end(self, event: RunFinished) -> None:
        self._state = event.state
        self._alive.clear()
        self._status = {i: status for i, status in self._status.items() if status != "running"}

    def text(self) -> str:
        """Return the file's text."""
        families = (*self._of_the_run(), *self._of_the_indices(), *self._of_the_workers())
        return "".join(_family(*family) for family in families)

    def _of_the_run(self) -> Iterable[tuple[str, str, str, Samples]]:
        about = {"run_id": self._run.run_id, "record": self._run.record}
        states = [({"state": state}, float(state == self._state)) for state in get_args(RunState)]
        yield "run_info", "gauge", "Which run this is.", [(about, 1.0)]
        yield "run_state", "gauge", "1 for the state that the run is in.", states
        words = "When the run began, in seconds since 1970."
        yield "run_start_timestamp_seconds", "gauge", words, [({}, self._run.time)]
        words = "When the run was heard of last, in seconds since 1970."
        yield "run_last_event_timestamp_seconds", "gauge", words, [({}, self._last)]
        levels = [({"level": level}, float(n)) for level, n in sorted(self._levels.items())]
        yield "log_lines_total", "counter", "Lines of the log, by level.", levels
        passes: Samples = [({}, float(self._sums["passes"]))]
        yield "passes_total", "counter", "Passes in which a filter learned its constants.", passes
        gathered = [
            ({"result": "done"}, float(self._sums["gathered"])),
            ({"result": "failed"}, float(self._sums["gather failed"])),
        ]
        yield "gathered_indices_total", "counter", "Indices that filters learned from.", gathered

    def _of_the_indices(self) -> Iterable[tuple[str, str, str, Samples]]:
        counts = Counter(self._status.values())
        counts["waiting"] = max(0, self._run.total - len(self._status))
        statuses = [({"status": status}, float(counts[status])) for status in STATUSES]
        yield "indices", "gauge", "Indices of the run, by status.", statuses
        retries, size = float(self._sums["retries"]), float(self._sums["bytes"])
        yield "index_retries_total", "counter", "Attempts that were repeated.", [({}, retries)]
        yield "output_bytes_total", "counter", "Bytes of the outputs.", [({}, size)]
        words = "Seconds that finished indices took."
        yield "index_duration_seconds", "histogram", words, self._histogram()
        names = dict(enumerate(self._run.steps))
        steps = [
            ({"number": number, "step": names.get(number, "")}, seconds)
            for number, seconds in sorted(self._steps.items())
        ]
        yield "step_seconds_total", "counter", "Seconds spent in each step.", steps

    def _histogram(self) -> Samples:
        count = 0
        for bound, found in zip((*map(str, BUCKETS), "+Inf"), self._durations, strict=True):
            count += found
            yield {"": "bucket", "le": bound}, float(count)
        yield {"": "sum"}, self._duration_sum
        yield {"": "count"}, float(count)

    def _of_the_workers(self) -> Iterable[tuple[str, str, str, Samples]]:
        yield "workers", "gauge", "Workers that are alive.", [({}, float(len(self._alive)))]
        ends: Samples = [({}, float(self._sums["ends"]))]
        yield "worker_ends_total", "counter", "Workers that ended, for any reason.", ends
        memory = [({"worker": n}, float(rss)) for n, rss in sorted(self._memory.items())]
        words = "Memory that a worker held after its last index."
        yield "worker_resident_memory_bytes", "gauge", words, memory


_TAKERS: dict[type, Callable[[RunMetrics, Any], None]] = {
    RunStarted: RunMetrics._begin,
    RunStateChanged: RunMetrics._change,
    WorkerStarted: RunMetrics._start_worker,
    WorkerEnded: RunMetrics._end_worker,
    IndexStarted: RunMetrics._start,
    IndexFinished: RunMetrics._finish,
    IndexFailed: RunMetrics._fail,
    IndexRetried: RunMetrics._retry,
    IndexSkipped: RunMetrics._skip,
    IndexGathered: RunMetrics._gather,
    PassFinished: RunMetrics._finish_pass,
    LogLine: RunMetrics._log,
    RunFinished: RunMetrics._end,
}


def _family(name: str, kind: str, words: str, samples: Samples) -> str:
    """Return one metric: what it is, its kind and its samples.

    A label without a name is the end of the sample's own name, as histograms have them.
    """
    name = f"curator_{name}"
    lines = [f"# HELP {name} {words}", f"# TYPE {name} {kind}"]
    for labels, value in samples:
        ending = f"_{labels['']}" if "" in labels else ""
        inner = ",".join(f'{key}="{_escaped(text)}"' for key, text in labels.items() if key)
        lines.append(f"{name}{ending}{f'{{{inner}}}' if inner else ''} {value!r}")
    return "\n".join(lines) + "\n"


def _escaped(text: Any) -> str:
    plain = str(text).encode("utf-8", "backslashreplace").decode("utf-8")
    return plain.replace("\\", "\\\\").replace("\n", "\\n").replace('"', '\\"')


class MetricsFile:
    """Keeps a file for Prometheus; hand it over as `on_event`, then close it.

    The file is replaced as a whole, at most every `SECONDS`, by a thread of its own. One that can
    no longer be written is no fault of the run: `problem` says so then.

    Raises
    ------
    ParamError
        If the file cannot be written.
    """

    def __init__(self, path: str | Path, seconds: float = SECONDS) -> None:
        self.problem: Message | None = None
        self._path = Path(path)
        self._seconds = seconds
        self._metrics = RunMetrics()
        self._lock = threading.Lock()
        self._news = self._end = False
        self._wake = threading.Condition(self._lock)
        try:
            if words := why_kept(self._path, _BEGINNING):
                raise ParamError(at("metrics", words))
            self._write(self._metrics.text())
        except OSError as error:
            raise ParamError(at("metrics", self._words(error))) from error
        self._thread = threading.Thread(target=self._keep, name="metrics", daemon=True)
        self._thread.start()

    def __call__(self, event: Event) -> None:
        """Take one event, from any thread."""
        with self._lock:
            self._metrics.add(event)
            self._news = True

    def close(self) -> None:
        """Write the last state."""
        with self._wake:
            self._end = True
            self._wake.notify()
        self._thread.join()

    def _keep(self) -> None:
        end = False
        while not end:
            with self._wake:
                self._wake.wait_for(lambda: self._end, self._seconds)
                end, news, self._news = self._end, self._news, False
                text = self._metrics.text() if news else ""
            if news:
                self._try(text)

    def _try(self, text: str) -> None:
        try:
            self._write(text)
            self.problem = None
        except OSError as error:
            self.problem = Message("the metrics are old: {words}", words=self._words(error))

    def _write(self, text: str) -> None:
        # Without the suffix: collectors take every file that ends with it.
        part = part_path(self._path)
        try:
            part.write_text(text, encoding="utf-8", newline="\n")
            part.replace(self._path)
        except BaseException:
            remove_quietly(part)
            raise

    def _words(self, error: OSError) -> Message:
        return Message("{path}: {error}", path=self._path, error=error.strerror or error)
