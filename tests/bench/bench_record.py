"""How fast the run record is; prints a table.

    pytest -s -m bench tests/bench/bench_record.py
    python tests/bench/bench_record.py 1000000

The limits are those that the product promises on a workstation; they are checked with the full
million only, because smaller records are dominated by fixed costs.
"""

from __future__ import annotations

import random
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest

from curator_gui.run.events import Event, IndexFailed, IndexFinished, IndexStarted, RunFinished
from curator_gui.run.record import (
    JournalWriter,
    RecordWriter,
    RunMeta,
    RunRecord,
    list_runs,
)
from curator_gui.run.wire.frames import encode

FULL = 1_000_000


@dataclass
class Line:
    what: str
    value: float
    unit: str
    limit: float | None = None

    def __str__(self) -> str:
        limit = "" if self.limit is None else f"{self.limit:>10g}"
        return f"{self.what:<58}{self.value:>10.3g} {self.unit:<9}{limit}"


def seconds(action: Callable[[], object], repeat: int = 3) -> float:
    """Return the shortest time of a few calls."""
    best = float("inf")
    for _ in range(repeat):
        began = time.perf_counter()
        action()
        best = min(best, time.perf_counter() - began)
    return best


def make_events(count: int) -> Iterator[Event]:
    chance = random.Random(1)
    for index in range(count):
        now, worker, attempt = 1.7e9 + index * 1e-3, 1 + index % 8, 1
        yield IndexStarted(now, index, worker, attempt)
        if index % 100 == 7:
            yield IndexFailed(
                now, index, worker, attempt, 0.1, "failed", "error", f"Error{index % 20}",
                f"/data/case_{index:07}/U: value {index} is missing", f"Traceback {index % 50}",
                "Cell to point",
            )  # fmt: skip
        else:
            outputs = (f"/data/project/out/case_{index:07}.vtu",)
            stages = (0.1, 0.2, 0.3)
            yield IndexFinished(
                now, index, worker, attempt, chance.random(), outputs, 100_000, stages, 200 << 20
            )


def meta_of(count: int, run_id: str = "bench") -> RunMeta:
    steps = [{"name": name} for name in ("VTK files", "Cell to point", "VTU files")]
    return RunMeta(run_id, "", {}, steps, "f" * 32, count, range(count))


def bench_writing(path: Path, count: int) -> Iterator[Line]:
    process = psutil.Process()
    before, cpu = process.memory_info().rss, time.process_time()
    record = RecordWriter.create(path, meta_of(count))
    spent, peak, began = 0.0, 0, time.perf_counter()
    for number, event in enumerate(make_events(count)):
        call = time.perf_counter()
        record.write(event)
        spent += time.perf_counter() - call
        if number % 20_000 == 0:  # as fast as the disk takes them, not faster
            record.flush()
            peak = max(peak, process.memory_info().rss)
    record.flush()
    per_index = (time.perf_counter() - began) / count * 1e6
    processor = (time.process_time() - cpu) / count * 1e6
    record.write(RunFinished(1.0, "finished", count, 0, 0, 0, 1.0))
    closing = seconds(record.close, 1)
    yield Line("write an index (start and end), until it is in the file", per_index, "us/index")
    yield Line("  the same, processor time of all threads", processor, "us/index", 50)
    yield Line("  write(event), what the caller pays", spent / (2 * count) * 1e6, "us/call")
    yield Line("memory of the parent while writing", (peak - before) / count, "B/index", 200)
    yield Line("size of the file", path.stat().st_size / count, "B/index")
    yield Line("close", closing, "s")


def bench_journal(path: Path, count: int) -> Iterator[Line]:
    journal = JournalWriter(path)
    frames = [encode(e) for e in make_events(count) if not isinstance(e, IndexStarted)]
    taken = seconds(lambda: [journal.append(frame) for frame in frames], 1)
    journal.close()
    yield Line("append to a journal", taken / count * 1e6, "us/index")
    yield Line("size of the journals", path.stat().st_size / count, "B/index")


def bench_reading(path: Path, count: int) -> Iterator[Line]:
    def open_once() -> None:
        with RunRecord.open(path) as record:
            record.columns()

    yield Line("open, with the columns of all indices", seconds(open_once), "s", 2)
    with RunRecord.open(path) as record:
        yield Line("counts", seconds(record.counts), "s", 0.1)
        yield Line("failures by cause", seconds(record.failures_by_cause), "s", 0.1)
        group = record.failures_by_cause()[0].id
        yield Line("indices of one cause", seconds(lambda: record.failure_indices(group)), "s", 0.1)
        yield Line("a page of 100 rows", seconds(lambda: record.rows(0, 100)), "s", 0.1)
        middle = count // 2
        yield Line("  from the middle", seconds(lambda: record.rows(middle, 100)), "s", 0.1)
        failed = seconds(lambda: record.rows(0, 100, status=["failed"]))
        yield Line("  of the failed ones", failed, "s", 0.1)
        slow = seconds(lambda: record.rows(0, 100, order="duration", descending=True))
        yield Line("  the slowest first (sorts all)", slow, "s", 0.5)
        yield Line("everything about one index", seconds(lambda: record.row(middle)), "s", 0.1)


def bench_killed(folder: Path, count: int) -> Iterator[Line]:
    """A run that was killed before anything but its journals had reached the disk."""
    path = folder / "killed.curator-run"
    record = RecordWriter.create(path, meta_of(count))
    journal = JournalWriter(record.new_journal_path(1))
    for event in make_events(count):
        if not isinstance(event, IndexStarted):
            journal.append(encode(event))
    journal.close()
    shutil.copytree(folder, folder.with_name("killed"))
    record.close()
    copy = folder.with_name("killed") / path.name

    def open_once() -> None:
        with RunRecord.open(copy) as opened:
            assert sum(opened.counts()[status] for status in ("done", "failed")) == count

    yield Line("open a killed run, everything still in journals", seconds(open_once, 1), "s")
    yield Line("  open it again", seconds(open_once, 1), "s", 2)


def bench_library(folder: Path) -> Iterator[Line]:
    folder.mkdir()
    for number in range(1000):
        with RecordWriter.create(folder / f"{number}.curator-run", meta_of(10, str(number))):
            pass
    yield Line("list 1,000 runs", seconds(lambda: list_runs(folder)), "s", 2)


def bench(folder: Path, count: int) -> list[Line]:
    path = folder / "bench.curator-run"
    lines = list(bench_writing(path, count))
    lines += bench_journal(folder / "bench.journal", count)
    lines += bench_reading(path, count)
    (folder / "kill").mkdir()
    lines += bench_killed(folder / "kill", count)
    lines += bench_library(folder / "runs")
    return lines


@pytest.mark.bench
def test_the_record_keeps_its_promises(tmp_path: Path):
    lines = bench(tmp_path, FULL)
    print("\n" + "\n".join(map(str, lines)))
    slow = [str(line) for line in lines if line.limit is not None and line.value > line.limit]
    assert not slow, "\n".join(slow)


if __name__ == "__main__":
    number = int(sys.argv[1]) if len(sys.argv) > 1 else FULL
    with tempfile.TemporaryDirectory() as temporary:
        print(*bench(Path(temporary), number), sep="\n")
