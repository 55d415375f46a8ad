"""How many workers one supervisor can hear: fake ones speak the wire protocol to the real one.

    python tests/bench/bench_supervisor.py [--workers 64,2000] [--rate 10000] [--seconds 8]
                                           [--rounds 1] [--timeout SECONDS] [--profile]

Two processes hold the sockets of all workers; each worker "works" workers / rate seconds at an
index, so that `rate` is what all of them offer together. The parent is the product's own:
supervisor, joblib, reporter and record. Given are the indices per second that came through, their
share of what was offered, processor time per index of the parent's threads and of the workers'
processes, and how long a finished
index took from its worker to the listener (median and 99th percentile; one machine has one clock).
A run begins with one index a worker and ends with the last tasks of some workers only, which counts
the more the shorter it is; so the share is also given for the time from the first tenth of the
indices to the last ("amid"). The aim: 2,000 workers at 10,000 indices/s, 95 % delivered, 99 % of
them within 200 ms.

The workers share the processor with the parent. What that allows stands in the lines "bare
sockets": the same workers, frames and tasks with a parent that reads, decodes and hands out the
next task only. With `--rounds` both are measured in turn, so that what else the machine does
meets both.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # as a script, too

from curator_gui.run import RunConfig, execute, register_backend
from curator_gui.run.engine.backends.base import RunnableBackend
from curator_gui.run.engine.planned import PlannedRun
from curator_gui.run.events import Event, IndexFinished
from curator_gui.run.planning.options import DASK_OPTIONS
from curator_gui.run.wire.frames import Task
from tests.bench.bare_sockets import CONNECT_SECONDS, BareSockets
from tests.bench.engine_work import Nothing, Numbers
from tests.bench.talking_workers import Farm, allow_files

SHARE, LATENCY = 0.95, 0.2


class FakeHost:
    """A host without a process of its own."""

    remote = False
    place = ""
    farm: Farm

    def __init__(self, number: int) -> None:
        self.number, self.open, self.killed = number, True, False

    def start(self, worker_number: int, generation: int) -> bool:
        return True

    def submit(self, task: Task) -> Future[Any]:
        return self.farm.submit(self.number, task)

    def kill(self) -> None:
        raise RuntimeError(f"worker {self.number} was killed: an innocent one")

    def is_death(self, error: BaseException) -> bool:
        return False

    is_loss = is_death

    def exit_words(self, error: BaseException) -> str:
        return ""

    def new_lines(self) -> list[str]:
        return []

    last_lines = new_lines

    def ended(self) -> bool:
        return False

    def held(self, limit: int) -> int:
        return self.rss()

    def rss(self) -> int:
        return 0

    def nothing(self, *_: Any) -> None:
        """Do nothing: there is no process."""

    connected = disconnected = task_begun = task_ended = mark = retire = join = nothing


@dataclass
class Heard:
    """What the listener was told, and when."""

    offered: float
    latencies: list[float] = field(default_factory=list)
    times: list[float] = field(default_factory=list)
    began: float = 0.0
    ended: float = 0.0
    cpu: float = 0.0
    workers_cpu: float = 0.0

    def listen(self, event: Event) -> None:
        if isinstance(event, IndexFinished):
            now = time.time()
            self.times.append(now)
            self.latencies.append(now - event.time)

    def amid(self) -> float:
        """The rate between the first tenth of the indices and the last."""
        tenth = len(self.times) // 10
        return (len(self.times) - 2 * tenth) / (self.times[-tenth - 1] - self.times[tenth])

    def told(self) -> str:
        middle = sorted(self.latencies[len(self.latencies) // 10 :])  # when all are at work
        rate = len(self.latencies) / (self.ended - self.began)
        half, most = middle[len(middle) // 2], middle[int(0.99 * len(middle))]
        good = rate >= SHARE * self.offered and most <= LATENCY
        cpu, share = self.cpu / len(self.latencies), rate / self.offered
        shares = f"{100 * share:5.0f} % {100 * self.amid() / self.offered:5.0f} %"
        theirs = self.workers_cpu / len(self.latencies)
        figures = f"{rate:9,.0f}/s {shares} {cpu * 1e6:8.0f} us {theirs * 1e6:8.0f} us"
        return f"{figures} {half * 1e3:8.0f} ms {most * 1e3:8.0f} ms  {'ok' if good else 'MISSED'}"


class FakeBackend(RunnableBackend):
    """The engine with workers that only talk."""

    name: ClassVar[str] = "fake"
    description: ClassVar[str] = "Workers that only talk."
    heard: ClassVar[Heard]
    each: ClassVar[float]

    @classmethod
    def options(cls) -> Any:
        return DASK_OPTIONS

    def execute(self, planned: PlannedRun) -> None:
        from curator_gui.run.engine.backends.joblib_backend import make_run, serve

        with tempfile.TemporaryDirectory(prefix="b") as name:
            run = make_run(planned, Path(name))
            with a_farm(planned.workers, self.each, Path(name)) as supervisor:
                self.heard.began, cpu = time.time(), time.process_time()
                serve(planned, supervisor, run)
                self.heard.ended, self.heard.cpu = time.time(), time.process_time() - cpu
            self.heard.workers_cpu = FakeHost.farm.cpu


@contextmanager
def a_farm(workers: int, each: float, folder: Path) -> Iterator[Any]:
    """Give a supervisor all of whose workers have connected."""
    from curator_gui.run.engine.supervising.supervisor import Supervisor

    hosts = [FakeHost(number) for number in range(1, workers + 1)]
    supervisor = Supervisor(folder, lambda address, token: hosts)  # type: ignore[arg-type]
    for slot in supervisor.slots:
        slot.generation = 1
    hub = supervisor._hub
    FakeHost.farm = farm = Farm(workers, each, hub.address, hub.token)
    deadline = time.time() + CONNECT_SECONDS
    while any(slot.connection is None for slot in supervisor.slots):
        if time.time() > deadline:
            raise SystemExit("the workers have not connected")
        time.sleep(0.02)
    try:
        with farm.at_work():
            yield supervisor
    finally:
        supervisor.close()


def measure(workers: int, rate: float, seconds: float, timeout: float | None) -> Heard:
    heard = FakeBackend.heard = Heard(rate)
    FakeBackend.each = workers / rate
    total = int(rate * seconds)
    with tempfile.TemporaryDirectory() as name:
        config = RunConfig(
            backend="fake",
            n_jobs=workers,
            options={"timeout": timeout},
            on_event=heard.listen,
            collect=False,
            record=Path(name, "r.curator-run"),
        )
        result = execute(Numbers(total).write(Nothing()), config)
    if result.completed != total:
        raise SystemExit(f"{result.completed} of {total} indices came through: {result.problem}")
    return heard


def measure_bare(workers: int, rate: float, seconds: float) -> Heard:
    """Measure the same without supervisor, joblib, reporter and record."""
    heard = Heard(rate)
    bare = BareSockets(workers, int(rate * seconds), workers / rate, heard.listen)
    heard.began, heard.ended, heard.cpu, heard.workers_cpu = bare.run()
    return heard


@contextmanager
def profiled(wanted: bool) -> Iterator[None]:
    """Print what takes the supervisor's time, if that is wanted."""
    from curator_gui.run.engine.supervising.supervisor import Supervisor

    profile, main = cProfile.Profile(), Supervisor._main
    if wanted:
        Supervisor._main = lambda self: profile.runcall(main, self)  # type: ignore[method-assign]
    yield
    if wanted:
        pstats.Stats(profile).sort_stats("tottime").print_stats(20)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--workers", default="64,2000")
    parser.add_argument("--rate", type=float, default=10_000)
    parser.add_argument("--seconds", type=float, default=8)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--timeout", type=float)
    parser.add_argument("--profile", action="store_true")
    options = parser.parse_args()
    allow_files()
    register_backend(FakeBackend, replace=True)
    columns = f"{'':12}{'workers':>8}{'offered':>10}{'heard':>12}{'share':>8}{'amid':>8}"
    print(f"{columns}{'CPU':>12}{'workers':>12}{'median':>12}{'99 %':>12}")
    for workers in options.rounds * list(map(int, options.workers.split(","))):
        bare = measure_bare(workers, options.rate, options.seconds)
        print(f"bare sockets{workers:8,}{options.rate:9,.0f} {bare.told()}", flush=True)
        with profiled(options.profile):
            heard = measure(workers, options.rate, options.seconds, options.timeout)
        print(f"{'supervisor':12}{workers:8,}{options.rate:9,.0f} {heard.told()}", flush=True)


if __name__ == "__main__":
    main()
