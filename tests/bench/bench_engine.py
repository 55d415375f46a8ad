"""Print what the engine costs beside raw `joblib.Parallel`, everything recorded on our side.

    python tests/bench/bench_engine.py [--quick] [--only WORD] [--folder DIR ...]

Each workload alternates between joblib and us; the medians of the rounds are compared. Times are
microseconds of wall time per index unless a unit is given; behind them stands the processor time
that parent and workers took, which means something on a busy machine too. The amount of numpy work
is chosen at the start so that it takes 5 ms alone (median in one process, told in the table).
"""

from __future__ import annotations

import argparse
import contextlib
import gc
import multiprocessing
import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.queues import SimpleQueue
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # as a script, too

import numpy as np
import psutil
from joblib import Parallel, delayed
from joblib.externals.loky import get_reusable_executor

from curator_gui.core import Pipeline
from curator_gui.run import RunConfig, RunResult, execute, shutdown_workers
from curator_gui.run.events import Event, IndexFinished
from tests.bench.engine_work import (
    Allocate,
    File,
    KillOnce,
    Matrix,
    Nothing,
    Numbers,
    calibrate,
    run_group,
    run_one,
)

JOBS = 2


@dataclass
class Place:
    """A folder for outputs and records, emptied between rounds."""

    folder: Path
    count: int = 0

    def fresh(self) -> Path:
        self.count += 1
        path = self.folder / str(self.count)
        path.mkdir()
        return path


class Cost(NamedTuple):
    """Seconds of wall time, and of processor time in this process and its workers."""

    wall: float
    cpu: float


class Clock:
    """Measures both from its construction on."""

    def __init__(self) -> None:
        self._cpu = self._processor_time()
        self._wall = time.perf_counter()

    def read(self) -> Cost:
        wall = time.perf_counter() - self._wall
        return Cost(wall, self._processor_time() - self._cpu)

    @staticmethod
    def _processor_time() -> float:
        total = time.process_time()
        for child in psutil.Process().children():
            with contextlib.suppress(psutil.Error):
                times = child.cpu_times()
                total += times.user + times.system
        return total


def ours(pipeline: Pipeline[int], place: Place, recorded: bool = True, **config: Any) -> Cost:
    """Run and record."""
    record = place.fresh() / "run.curator-run" if recorded else None
    clock = Clock()
    result = execute(pipeline, RunConfig(n_jobs=JOBS, record=record, **config))
    cost = clock.read()
    complete(result)
    return cost


def complete(result: RunResult) -> None:
    if result.failures or result.unrun:
        raise SystemExit(f"a benchmark's run failed: {list(result.failures.values())[:1]}")


def raw(pipeline: Pipeline[int], group: int = 0) -> Cost:
    """Do the same with joblib alone."""
    n = len(pipeline)
    clock = Clock()
    if group:
        parts = [list(range(at, min(n, at + group))) for at in range(0, n, group)]
        Parallel(n_jobs=JOBS)(delayed(run_group)(pipeline, part) for part in parts)
    else:
        Parallel(n_jobs=JOBS)(delayed(run_one)(pipeline, index) for index in range(n))
    return clock.read()


def alternate(rounds: int, one: Callable[[], Cost], other: Callable[[], Cost]) -> tuple[Cost, Cost]:
    """Return the medians of two measurements taken in turn, after one of each to warm up."""
    one(), other()
    pairs = [(one(), other()) for _ in range(rounds)]
    return _median([p[0] for p in pairs]), _median([p[1] for p in pairs])


def _median(costs: list[Cost]) -> Cost:
    return Cost(statistics.median(c.wall for c in costs), statistics.median(c.cpu for c in costs))


def report(name: str, one: Cost, other: Cost, bound: str, good: bool) -> None:
    """Print a line of the table; the costs are in the unit that the name tells."""
    wall = f"{one.wall:>12,.1f}{other.wall:>12,.1f}{other.wall / one.wall:>9.3f}"
    cpu = f"{one.cpu:>12,.1f}{other.cpu:>12,.1f}" if one.cpu else " " * 24
    print(f"{name:<42}{wall}{cpu}  {bound:<22}{'ok' if good else 'MISSED'}", flush=True)


def per_index(
    name: str,
    pipeline: Callable[[], Pipeline[int]],
    place: Place,
    rounds: int,
    bound: str,
    reached: Callable[[float, float], bool],
    group: int = 0,
) -> None:
    """Measure one workload; the pipelines of both sides are equal, and made outside the clock."""
    n = len(pipeline())
    costs = alternate(rounds, lambda: raw(pipeline(), group), lambda: ours(pipeline(), place))
    one, other = (Cost(cost.wall / n * 1e6, cost.cpu / n * 1e6) for cost in costs)
    report(name, one, other, bound, reached(one.wall, other.wall))


def trivial(place: Place, quick: bool) -> None:
    n, rounds = (5_000, 3) if quick else (20_000, 5)
    for group in (0, 100):
        per_index(
            f"trivial, {f'groups of {group}' if group else 'ungrouped'}, {n:,}",
            lambda group=group: Numbers(n, group).write(Nothing()),
            place,
            rounds,
            "<= joblib + 25",
            lambda a, b: b <= a + 25,
            group,
        )


def numpy_and_file(place: Place, quick: bool) -> None:
    n = 120 if quick else 400
    matrix, seconds = calibrate(0.005)
    per_index(
        f"{seconds * 1e3:.2f} ms of numpy + 100 KB file, {n}",
        lambda: Numbers(n).filter(matrix).write(File(place.fresh())),
        place,
        3 if quick else 7,
        "<= 1.03 x joblib",
        lambda a, b: b <= 1.03 * a,
    )


def durability(place: Place, quick: bool) -> None:
    """The same with `durable` as without it: "joblib" stands for without."""
    n = 120 if quick else 400
    matrix, seconds = calibrate(0.005)
    works: dict[str, tuple[int, Callable[[int], Pipeline[int]]]] = {
        "trivial": (20_000, lambda n: Numbers(n).write(Nothing())),
        f"{seconds * 1e3:.2f} ms of numpy + 100 KB file": (
            n,
            lambda n: Numbers(n).filter(matrix).write(File(place.fresh())),
        ),
        "100 KB file": (10 * n, lambda n: Numbers(n).write(File(place.fresh()))),
    }
    for name, (count, pipeline) in works.items():

        def run(durable: bool, count: int = count, pipeline: Any = pipeline) -> Cost:
            cost = ours(pipeline(count), place, options={"durable": durable})
            return Cost(cost.wall / count * 1e6, cost.cpu / count * 1e6)

        costs = alternate(3 if quick else 7, lambda: run(False), lambda: run(True))
        bound = "<= 1.03 x without"
        report(f"durable: {name}, {count:,}", *costs, bound, costs[1].wall <= 1.03 * costs[0].wall)


def heavy_pipelines(place: Place, quick: bool) -> None:
    arrays = [np.full(65_536, float(k)) for k in range(40)]  # 512 KiB each
    strings = [f"/some/where/case-{k:07}/result.vtu" for k in range(250_000)]
    n = 12 if quick else 60
    for name, load in (("40 arrays of 512 KB", arrays), ("250,000 strings", strings)):
        per_index(
            f"a pipeline holding {name}, {n}",
            lambda load=load: Numbers(n, 0, load).write(Nothing()),
            place,
            2 if quick else 3,
            "at least 5 x faster",
            lambda a, b: a >= 5 * b,
        )


def allocation(place: Place, quick: bool) -> None:
    n = 100 if quick else 300
    per_index(
        f"allocation-heavy Python, {n}",
        lambda: Numbers(n).filter(Allocate()).write(Nothing()),
        place,
        3 if quick else 7,
        "<= 1.05 x joblib",
        lambda a, b: b <= 1.05 * a,
    )


def first_result(place: Place, quick: bool) -> None:
    """From the call to the first finished index, in milliseconds."""
    pipeline = Numbers(20).write(Nothing())

    def joblib_first(cold: bool) -> Cost:
        if cold:
            get_reusable_executor().shutdown(wait=True)
        began = time.perf_counter()
        results = Parallel(n_jobs=JOBS, return_as="generator_unordered")(
            delayed(run_one)(pipeline, index) for index in range(20)
        )
        next(results)
        seconds = time.perf_counter() - began
        list(results)
        return Cost(seconds * 1e3, 0.0)

    def our_first(cold: bool) -> Cost:
        if cold:
            shutdown_workers()
        times: list[float] = []

        def listen(event: Event) -> None:
            if isinstance(event, IndexFinished) and not times:
                times.append(time.perf_counter())

        began = time.perf_counter()
        ours(pipeline, place, on_event=listen)
        return Cost((times[0] - began) * 1e3, 0.0)

    for cold, allowed in ((True, 0.2), (False, 0.03)):
        one, other = alternate(
            3 if quick else 7,
            lambda cold=cold: joblib_first(cold),
            lambda cold=cold: our_first(cold),
        )
        report(
            f"first finished index, {'cold' if cold else 'warm'} (ms)",
            one,
            other,
            f"<= joblib + {allowed:g} s",
            other.wall <= one.wall + allowed * 1e3,
        )


def crash(place: Place, quick: bool) -> None:
    """A run of 40 indices of which one kills its worker, against the same without; in ms."""

    def run(index: int) -> Cost:
        marker = str(place.fresh() / "killed")
        steps = Numbers(40).filter(Matrix()).filter(KillOnce(index, marker))
        return Cost(ours(steps.write(Nothing()), place).wall * 1e3, 0.0)

    without, with_one = alternate(3 if quick else 7, lambda: run(-1), lambda: run(20))
    report(
        "one index in 40 kills its worker (ms)",
        without,
        with_one,
        "<= 700 ms later",
        with_one.wall <= without.wall + 700,
    )


def parent_memory(place: Place, quick: bool) -> None:
    """How much the parent grows with the number of indices; bytes per index.

    Each run has a process of its own, because what one leaves free the next would use.
    """
    n = 100_000 if quick else 1_000_000
    spawn = multiprocessing.get_context("spawn")
    for recorded in (True, False):
        told = spawn.SimpleQueue()
        arguments = (place.fresh(), n, recorded, told)
        process = spawn.Process(target=measure_memory, args=arguments)
        process.start()
        process.join()
        if process.exitcode:
            raise SystemExit(f"measuring the memory ended with exit code {process.exitcode}")
        each, cost = told.get()
        name, verdict = "recorded" if recorded else "no record", "ok" if each <= 200 else "MISSED"
        name = f"parent memory, {n:,}, {name} (bytes)"
        print(f"{name:<42}{'':>9}{each:>12,.1f}{'':>33}  {'<= 200':<22}{verdict}", flush=True)
        name, (wall, cpu) = "  the same run", (cost.wall / n * 1e6, cost.cpu / n * 1e6)
        print(f"{name:<42}{'':>12}{wall:>12,.1f}{'':>21}{cpu:>12,.1f}", flush=True)


def measure_memory(folder: Path, n: int, recorded: bool, told: SimpleQueue[Any]) -> None:
    """Tell the bytes per index that a run of n indices needs here at most, and what it cost."""
    place = Place(folder)
    ours(Numbers(1000).write(Nothing()), place, recorded, collect=False)
    gc.collect()
    process = psutil.Process()
    before = process.memory_info().rss
    seen = [0]

    def listen(event: Event) -> None:
        if isinstance(event, IndexFinished) and event.index % 1000 == 0:
            seen[0] = max(seen[0], process.memory_info().rss)

    pipeline = Numbers(n).write(Nothing())
    cost = ours(pipeline, place, recorded, collect=False, on_event=listen)
    told.put(((max(seen[0], process.memory_info().rss) - before) / n, cost))
    shutdown_workers()


WORKLOADS: dict[str, Callable[[Place, bool], None]] = {
    "trivial": trivial,
    "numpy": numpy_and_file,
    "durable": durability,
    "heavy": heavy_pipelines,
    "allocation": allocation,
    "first": first_result,
    "crash": crash,
    "memory": parent_memory,
}
"""Those that depend on the disk are run in every folder, the others in the first."""

ON_DISK = {"trivial", "numpy", "durable", "memory"}


@contextmanager
def place_in(base: Path) -> Iterator[Place]:
    folder = Path(tempfile.mkdtemp(prefix="curator-bench-", dir=base))
    try:
        yield Place(folder)
    finally:
        shutil.rmtree(folder)


def default_folders() -> list[Path]:
    shared = Path("/dev/shm")
    return [*([shared] if shared.is_dir() else []), Path.cwd()]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="smaller numbers, fewer rounds")
    parser.add_argument("--only", default="", help=f"one of {', '.join(WORKLOADS)}")
    parser.add_argument("--folder", type=Path, action="append", help="where to write")
    options = parser.parse_args()
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else float("nan")
    print(
        f"{os.cpu_count()} cores, load {load:.1f}, {JOBS} workers, Python {sys.version.split()[0]}"
    )
    for number, base in enumerate(options.folder or default_folders()):
        columns = "".join(f"{word:>12}" for word in ("joblib", "ours"))
        print(f"\n{base!s:<42}{columns}{'ratio':>9}{'cpu':>12}{'cpu ours':>12}  bound")
        with place_in(base) as place:
            for name, work in WORKLOADS.items():
                if options.only in ("", name) and (number == 0 or name in ON_DISK):
                    work(place, options.quick)
    shutdown_workers()
    get_reusable_executor().shutdown(wait=True)


if __name__ == "__main__":
    main()
