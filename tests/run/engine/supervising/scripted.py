"""A supervisor whose workers do exactly what a test says: no processes, no waiting."""

from __future__ import annotations

import queue
import socket
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from curator_gui.run.config import EngineConfig, RunResult
from curator_gui.run.control import Command
from curator_gui.run.engine.reporter import Reporter
from curator_gui.run.engine.supervising.run_state import Limits, Run
from curator_gui.run.engine.supervising.supervisor import Supervisor
from curator_gui.run.engine.supervising.tasks import TaskFeed
from curator_gui.run.events import IndexFailed, IndexFinished, IndexStarted, WorkerEnded
from curator_gui.run.hosts.loky import WorkerGoneError
from curator_gui.run.wire.address import Endpoint
from curator_gui.run.wire.frames import (
    ANSWERS,
    Begin,
    End,
    FrameBuffer,
    Hello,
    Loaded,
    Said,
    Task,
    encode,
)
from tests.run.observe import Recorder

PATIENCE = 30.0


class DeathError(Exception):
    """What a host's future says of a worker that has died."""


class Worker:
    """The test's end of one worker process."""

    def __init__(self, address: Any, hello: Hello, *, mute: bool = False) -> None:
        family = socket.AF_UNIX if isinstance(address, str) else socket.AF_INET
        self.socket = socket.socket(family, socket.SOCK_STREAM)
        self.socket.connect(address)
        self.socket.settimeout(PATIENCE)
        self.pid = hello.pid
        self.number = hello.slot
        if not mute:
            self.say(hello)

    def say(self, *frames: Said) -> None:
        self.socket.sendall(b"".join(map(encode, frames)))

    def asked(self) -> list[int]:
        """Wait for a request to yield; return the leases that were named."""
        return [frame.lease for frame in FrameBuffer(ANSWERS).feed(self.socket.recv(4096))]

    def hang_up(self) -> None:
        self.socket.close()


@dataclass
class Given:
    """One task in the hands of a worker."""

    worker: Worker
    task: Task
    future: Future[Any] = field(default_factory=Future)

    @property
    def indices(self) -> list[int]:
        return list(self.task.indices)

    def begin(self) -> None:
        self.worker.say(Begin(self.task.lease), Loaded(self.task.lease))

    def start(self, index: int, attempt: int = 1) -> None:
        self.worker.say(IndexStarted(1.0, index, self.worker.number, attempt))

    def finish(self, index: int, attempt: int = 1, seconds: float = 0.001) -> None:
        out = (f"out-{index}",)
        number = self.worker.number
        self.worker.say(IndexFinished(2.0, index, number, attempt, seconds, out, 1, (0.001,), 1))

    def fail(self, index: int, *, no_room: bool = False) -> None:
        head = (2.0, index, self.worker.number, 1, 0.001)
        words = ("failed", "error", "E", f"no {index}", "", "Step")
        self.worker.say(IndexFailed(*head, *words, no_room=no_room))  # type: ignore[arg-type]

    def run(self, *indices: int) -> None:
        for index in indices:
            self.start(index)
            self.finish(index)

    def end(self, reason: Any = "ok", *words: str) -> None:
        self.worker.say(End(self.task.lease, reason, *words))
        self.future.set_result(self.task.lease)

    def do(self) -> None:
        """Do all of it, well."""
        self.begin()
        self.run(*self.indices)
        self.end()

    def die(self, words: str = "was killed by SIGSEGV") -> None:
        self.worker.hang_up()
        if not self.future.done():
            self.future.set_exception(DeathError(words))


class ScriptedHost:
    """A host whose tasks are put into a queue, for the test to carry out."""

    remote = False
    place = ""

    def __init__(self, world: World, address: Any, token: str) -> None:
        self.world, self.address, self.token = world, address, token
        self.worker: Worker | None = None
        self.given: Given | None = None
        self.slot = (0, 0)
        self.open = False
        self.memory = 0
        self.looks = 0
        self.gone = False
        self.deaf = self.mute = False
        self.at_submit: Callable[[], None] = lambda: None

    def another(self) -> ScriptedHost:
        self.world.hosts.append(ScriptedHost(self.world, self.address, self.token))
        return self.world.hosts[-1]

    def start(self, worker_number: int, generation: int) -> bool:
        if sum(host.open for host in self.world.hosts) >= self.world.places:
            return False
        self.slot, self.open, self.worker, self.gone = (
            (worker_number, generation),
            True,
            None,
            False,
        )
        self.world.started.append(self.slot)
        return True

    def submit(self, task: Task) -> Future[Any]:
        if self.gone:
            raise WorkerGoneError("it ended while it was idle")
        if self.worker is None:
            pid = 1000 * self.slot[0] + self.slot[1]
            self.worker = Worker(self.address, Hello(self.token, *self.slot, pid), mute=self.mute)
        self.given = Given(self.worker, task)
        self.at_submit()
        self.world.tasks.put(self.given)
        return self.given.future

    def connected(self, pid: int) -> None:
        self.world.connected.append(pid)

    def disconnected(self) -> None:
        return

    def task_begun(self) -> None:
        return

    def task_ended(self) -> None:
        return

    def is_loss(self, error: BaseException) -> bool:
        return False

    def lack_words(self) -> str:
        return ""

    def kill(self) -> None:
        self.world.killed.append(self.slot)
        if self.given is not None and not self.deaf:
            self.given.die("was killed by SIGKILL")

    def retire(self) -> None:
        self.open = False
        if self.worker is not None:
            self.worker.hang_up()

    def join(self, timeout: float) -> None:
        return

    def ended(self) -> bool:
        return False

    def is_death(self, error: BaseException) -> bool:
        return isinstance(error, DeathError)

    def exit_words(self, error: BaseException) -> str:
        return str(error)

    def held(self, limit: int) -> int:
        return self.rss()

    def rss(self) -> int:
        self.looks += 1
        return self.memory

    def new_lines(self) -> list[str]:
        lines, self.world.lines = self.world.lines, []
        return lines

    last_lines = new_lines

    def mark(self) -> None:
        return

    def since_mark(self, limit: int) -> str:
        return "what it printed"


class World:
    """A supervisor with scripted hosts, and one run of it."""

    def __init__(self, folder: Path, slots: int, *, tcp: bool = False) -> None:
        self.folder = folder
        self.tasks: queue.Queue[Given] = queue.Queue()
        self.started: list[tuple[int, int]] = []
        self.killed: list[tuple[int, int]] = []
        self.connected: list[int] = []
        self.lines: list[str] = []
        self.places = slots  # for workers, whichever slot takes them
        self.hosts: list[ScriptedHost] = []
        self.events = Recorder()
        self.jobs: list[Future[None]] = []
        self.feed = TaskFeed([], None, "auto", slots)

        def make_hosts(address: Any, token: str) -> list[Any]:
            self.hosts = [ScriptedHost(self, address, token) for _ in range(slots)]
            return self.hosts

        self.supervisor = Supervisor(folder, make_hosts, Endpoint("127.0.0.1") if tcp else None)

    def begin(self, *, on_error: str = "continue", **limits: Any) -> Run:
        self.result = RunResult(range(1000))
        self.run = Run(
            run_id="r",
            pipeline="p",
            map_mode="c",
            limits=Limits(**limits),
            on_error=on_error,
            feed=self.feed,
            reporter=Reporter(EngineConfig(on_event=self.events), self.result, None),
            label=lambda index: f"item {index}",
            places=[self.folder],
        )
        self.supervisor.begin(self.run)
        return self.run

    def submit(self, *indices: int) -> Future[None]:
        self.jobs.append(self.supervisor.submit(indices))
        return self.jobs[-1]

    def task(self) -> Given:
        """Wait for the next task that a worker gets."""
        return self.tasks.get(timeout=PATIENCE)

    def rest(self) -> None:
        """Wait until the supervisor has dealt with all that was sent to it before."""
        for _ in range(2):  # the second answer comes after the first one's consequences
            word = f"rest {len(self.events.events)} {uuid.uuid4().hex}"
            self.supervisor.say(word)
            self.events.wait(lambda word=word: word in self.events.lines())

    def scale(self, workers: int, places: int | None = None) -> None:
        """Ask for so many workers, for which there is place, and wait for what follows."""
        self.places = workers if places is None else places
        self.supervisor.command(Command("set_workers", workers=workers, by="test"))
        self.rest()

    def done(self, job: Future[None]) -> None:
        job.result(timeout=PATIENCE)

    def failures(self) -> dict[int, IndexFailed]:
        return dict(self.result.failures)

    def finished(self) -> Sequence[int]:
        return sorted(self.result.outputs)


@contextmanager
def a_world(folder: Path, slots: int = 1, *, tcp: bool = False) -> Iterator[World]:
    world = World(folder, slots, tcp=tcp)
    try:
        yield world
    finally:
        world.supervisor.close()
        for host in world.hosts:
            if host.worker is not None:
                host.worker.hang_up()


def ended(world: World) -> list[str]:
    return [event.reason for event in world.events.of(WorkerEnded)]


def until(reached: Callable[[], Any]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not reached():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.002)


def order(world: World, action: Any, *indices: int) -> None:
    world.supervisor.command(Command(action, indices))
