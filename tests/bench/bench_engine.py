"""Print what the engine costs beside raw `joblib.Parallel`, everything recorded on our side.

    python tests/bench/bench_engine.py [--quick] [--only WORD] [--folder DIR ...]

Each workload alternates between joblib and us; the medians of the rounds are compared. Times are
microseconds of wall time per index unless a unit is given.
"""

from __future__ import annotations

import argparse
import gc
import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

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


def ours(pipeline: Pipeline[int], place: Place, **config: Any) -> float:
    """Run and record; return the seconds."""
    record = place.fresh() / "run.curator-run"
    began = time.perf_counter()
    result = execute(pipeline, RunConfig(n_jobs=JOBS, record=record, **config))
    seconds = time.perf_counter() - began
    complete(result)
    return seconds


def complete(result: RunResult) -> None:
    if result.failures or result.unrun:
        raise SystemExit(f"a benchmark's run failed: {list(result.failures.values())[:1]}")


def raw(pipeline: Pipeline[int], group: int = 0) -> float:
    """Do the same with joblib alone; return the seconds."""
    n = len(pipeline)
    began = time.perf_counter()
    if group:
        parts = [list(range(at, min(n, at + group))) for at in range(0, n, group)]
        Parallel(n_jobs=JOBS)(delayed(run_group)(pipeline, part) for part in parts)
    else:
        Parallel(n_jobs=JOBS)(delayed(run_one)(pipeline, index) for index in range(n))
    return time.perf_counter() - began


def alternate(
    rounds: int, one: Callable[[], float], other: Callable[[], float]
) -> tuple[float, float]:
    """Return the medians of two measurements taken in turn, after one of each to warm up."""
    one(), other()
    pairs = [(one(), other()) for _ in range(rounds)]
    return statistics.median(p[0] for p in pairs), statistics.median(p[1] for p in pairs)


def report(name: str, joblib_us: float, our_us: float, bound: str, good: bool) -> None:
    ratio = our_us / joblib_us if joblib_us else float("nan")
    verdict = "ok" if good else "MISSED"
    line = f"{name:<38}{joblib_us:>12,.1f}{our_us:>12,.1f}{ratio:>9.3f}  {bound:<24}{verdict}"
    print(line, flush=True)


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
    one, other = alternate(rounds, lambda: raw(pipeline(), group), lambda: ours(pipeline(), place))
    a, b = one / n * 1e6, other / n * 1e6
    report(name, a, b, bound, reached(a, b))


def trivial(place: Place, quick: bool) -> None:
    n, rounds = (5_000, 3) if quick else (20_000, 5)
    for group in (0, 100):
        per_index(
            f"trivial, {f'groups of {group}' if group else 'ungrouped'}, {n:,}",
            lambda group=group: Numbers(n, group).write(Nothing()),
            place,
            rounds,
            "<= joblib + 100",
            lambda a, b: b <= a + 100,
            group,
        )


def numpy_and_file(place: Place, quick: bool) -> None:
    n = 120 if quick else 400
    per_index(
        f"5 ms of numpy + 100 KB file, {n}",
        lambda: Numbers(n).filter(Matrix()).write(File(place.fresh())),
        place,
        3 if quick else 7,
        "<= 1.03 x joblib",
        lambda a, b: b <= 1.03 * a,
    )


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

    def joblib_first(cold: bool) -> float:
        if cold:
            get_reusable_executor().shutdown(wait=True)
        began = time.perf_counter()
        results = Parallel(n_jobs=JOBS, return_as="generator_unordered")(
            delayed(run_one)(pipeline, index) for index in range(20)
        )
        next(results)
        seconds = time.perf_counter() - began
        list(results)
        return seconds

    def our_first(cold: bool) -> float:
        if cold:
            shutdown_workers()
        times: list[float] = []

        def listen(event: Event) -> None:
            if isinstance(event, IndexFinished) and not times:
                times.append(time.perf_counter())

        began = time.perf_counter()
        ours(pipeline, place, on_event=listen)
        return times[0] - began

    for cold, allowed in ((True, 0.2), (False, 0.03)):
        one, other = alternate(
            3 if quick else 7,
            lambda cold=cold: joblib_first(cold),
            lambda cold=cold: our_first(cold),
        )
        report(
            f"first finished index, {'cold' if cold else 'warm'} (ms)",
            one * 1e3,
            other * 1e3,
            f"<= joblib + {allowed:g} s",
            other <= one + allowed,
        )


def crash(place: Place, quick: bool) -> None:
    """A run of 40 indices of which one kills its worker, against the same without; in ms."""

    def run(index: int) -> float:
        marker = str(place.fresh() / "killed")
        steps = Numbers(40).filter(Matrix()).filter(KillOnce(index, marker))
        return ours(steps.write(Nothing()), place)

    without, with_one = alternate(3 if quick else 7, lambda: run(-1), lambda: run(20))
    report(
        "one index in 40 kills its worker (ms)",
        without * 1e3,
        with_one * 1e3,
        "<= 700 ms later",
        with_one <= without + 0.7,
    )


def parent_memory(place: Place, quick: bool) -> None:
    """How much the parent grows with the number of indices; bytes per index."""
    n = 100_000 if quick else 1_000_000
    ours(Numbers(1000).write(Nothing()), place, collect=False)
    gc.collect()
    process = psutil.Process()
    before, began = process.memory_info().rss, time.perf_counter()
    seen = [0]

    def listen(event: Event) -> None:
        if isinstance(event, IndexFinished) and event.index % 1000 == 0:
            seen[0] = max(seen[0], process.memory_info().rss)

    seconds = ours(Numbers(n).write(Nothing()), place, collect=False, on_event=listen)
    each = (max(seen[0], process.memory_info().rss) - before) / n
    good = each <= 200
    verdict = "ok" if good else "MISSED"
    name = f"parent memory, {n:,} (bytes per index)"
    print(f"{name:<38}{'':>12}{each:>12,.1f}{'':>9}  {'<= 200':<24}{verdict}", flush=True)
    name = f"  the same run, {seconds:.1f} s (us per index)"
    print(f"{name:<38}{'':>12}{(time.perf_counter() - began) / n * 1e6:>12,.1f}", flush=True)


WORKLOADS: dict[str, Callable[[Place, bool], None]] = {
    "trivial": trivial,
    "numpy": numpy_and_file,
    "heavy": heavy_pipelines,
    "allocation": allocation,
    "first": first_result,
    "crash": crash,
    "memory": parent_memory,
}
"""Those that depend on the disk are run in every folder, the others in the first."""

ON_DISK = {"trivial", "numpy", "memory"}


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
        print(f"\n{base!s:<38}{'joblib':>12}{'ours':>12}{'ratio':>9}  bound")
        with place_in(base) as place:
            for name, work in WORKLOADS.items():
                if options.only in ("", name) and (number == 0 or name in ON_DISK):
                    work(place, options.quick)
    shutdown_workers()
    get_reusable_executor().shutdown(wait=True)


if __name__ == "__main__":
    main()
