"""How many workers one supervisor can hear: fake ones speak the wire protocol to the real one.

    python tests/bench/bench_supervisor.py [--workers 64,2000] [--rate 10000] [--seconds 8]
                                           [--timeout SECONDS] [--profile]

Two processes hold the sockets of all workers; each worker "works" workers / rate seconds at an
index, so that `rate` is what all of them offer together. The parent is the product's own:
supervisor, joblib, reporter and record. Given are the indices per second that came through, their
share of what was offered, processor time per index of the parent's threads, and how long a finished
index took from its worker to the listener (median and 99th percentile; one machine has one clock).
A run begins with one index a worker and ends with the last tasks of some workers only, which counts
the more the shorter it is; so the share is also given for the time from the first tenth of the
indices to the last ("amid"). The aim: 2,000 workers at 10,000 indices/s, 95 % delivered, 99 % of
them within 200 ms.
"""

from __future__ import annotations

import argparse
import cProfile
import heapq
import multiprocessing
import multiprocessing.connection
import pstats
import resource
import socket
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # as a script, too

from curator_gui.run import RunConfig, execute, register_backend
from curator_gui.run.engine.backends.base import RunnableBackend
from curator_gui.run.engine.planned import PlannedRun
from curator_gui.run.events import Event, IndexFinished, IndexStarted
from curator_gui.run.planning.options import DASK_OPTIONS
from curator_gui.run.wire.frames import Begin, End, Hello, Loaded, Task, encode
from tests.bench.engine_work import Nothing, Numbers

PROCESSES = 2
SHARE, LATENCY = 0.95, 0.2
CONNECT_SECONDS = 60.0


@dataclass
class Held:
    """What a fake worker has in hand."""

    lease: int
    indices: Sequence[int]
    position: int = 0


class Crowd:
    """Some of the workers, in a process of their own."""

    def __init__(self, pipe: Any, address: Any, token: str, each: float) -> None:
        self.pipe, self.address, self.token, self.each = pipe, address, token, each
        self.links: dict[int, socket.socket] = {}
        self.held: dict[int, Held] = {}
        self.due: list[tuple[float, int]] = []
        self.over: list[tuple[int, int]] = []

    def connect(self, numbers: Sequence[int]) -> None:
        for number in numbers:
            sock = socket.socket(socket.AF_UNIX)
            while sock.connect_ex(self.address):  # the listener's queue is full
                time.sleep(0.01)
            sock.sendall(encode(Hello(self.token, number, 1, 10_000_000 + number)))
            self.links[number] = sock
        self.pipe.send(len(self.links))

    def work(self) -> None:
        while True:
            wait = max(0.0, min(0.002, self.due[0][0] - time.time())) if self.due else 0.2
            if self.pipe.poll(wait) and not self.take_tasks():
                return
            while self.due and self.due[0][0] <= time.time():
                self.finish(*heapq.heappop(self.due))
            if self.over:
                self.pipe.send(self.over)
                self.over = []

    def take_tasks(self) -> bool:
        """Begin the tasks that have come; False if there will be no more."""
        while self.pipe.poll(0):
            given = self.pipe.recv()
            if given is None:
                return False
            number, lease, indices = given
            self.held[number] = Held(lease, indices)
            now = time.time()
            started = IndexStarted(now, indices[0], number, 1)
            self.say(number, Begin(lease), Loaded(lease), started)
            heapq.heappush(self.due, (now + self.each, number))
        return True

    def finish(self, due: float, number: int) -> None:
        """Finish an index, and begin the next one of the task."""
        held, now = self.held[number], time.time()
        index = held.indices[held.position]
        done = IndexFinished(
            now, index, number, 1, self.each, (f"out/{index:07}.vtu",), 1000, (self.each, 0.0), 1
        )
        held.position += 1
        if held.position < len(held.indices):
            started = IndexStarted(now, held.indices[held.position], number, 1)
            self.say(number, done, started)
            heapq.heappush(self.due, (due + self.each, number))
        else:
            self.say(number, done, End(held.lease, "ok"))
            self.over.append((number, held.lease))

    def say(self, number: int, *frames: Any) -> None:
        self.links[number].sendall(b"".join(map(encode, frames)))


def be_workers(pipe: Any, address: Any, token: str, numbers: Sequence[int], each: float) -> None:
    allow_files()
    crowd = Crowd(pipe, address, token, each)
    crowd.connect(numbers)
    crowd.work()


def allow_files() -> None:
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


class Farm:
    """The workers' processes, from the parent's side."""

    def __init__(self, workers: int, each: float, address: Any, token: str) -> None:
        spawn = multiprocessing.get_context("spawn")
        self.futures: dict[tuple[int, int], Future[Any]] = {}
        self.pipes: list[Any] = []
        self.processes: list[Any] = []
        for first in range(1, PROCESSES + 1):
            mine, theirs = spawn.Pipe()
            numbers = range(first, workers + 1, PROCESSES)
            arguments = (theirs, address, token, numbers, each)
            self.processes.append(spawn.Process(target=be_workers, args=arguments, daemon=True))
            self.processes[-1].start()
            theirs.close()
            self.pipes.append(mine)

    def submit(self, number: int, task: Task) -> Future[Any]:
        future = self.futures[number, task.lease] = Future()
        self.pipes[(number - 1) % PROCESSES].send((number, task.lease, list(task.indices)))
        return future

    def listen(self) -> None:
        """Complete the futures of tasks that are over, as a client's own thread does."""
        left = list(self.pipes)
        while left:
            for pipe in multiprocessing.connection.wait(left):
                try:
                    over = pipe.recv()
                except (EOFError, OSError):
                    left.remove(pipe)
                    continue
                for key in over if isinstance(over, list) else ():
                    self.futures.pop(key).set_result(None)

    def end(self) -> None:
        for pipe in self.pipes:
            pipe.send(None)
        for process in self.processes:
            process.join()


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
        figures = f"{rate:9,.0f}/s {shares} {cpu * 1e6:8.0f} us"
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
    threading.Thread(target=farm.listen, daemon=True).start()
    try:
        yield supervisor
    finally:
        farm.end()
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
    parser.add_argument("--timeout", type=float)
    parser.add_argument("--profile", action="store_true")
    options = parser.parse_args()
    allow_files()
    register_backend(FakeBackend, replace=True)
    columns = f"{'workers':>8}{'offered':>10}{'heard':>12}{'share':>8}{'amid':>8}"
    print(f"{columns}{'CPU':>12}{'median':>12}{'99 %':>12}")
    for workers in map(int, options.workers.split(",")):
        with profiled(options.profile):
            heard = measure(workers, options.rate, options.seconds, options.timeout)
        print(f"{workers:8,}{options.rate:9,.0f} {heard.told()}", flush=True)


if __name__ == "__main__":
    main()
