"""Workers that only talk: they speak the wire protocol of real ones, thousands in two processes."""

from __future__ import annotations

import heapq
import multiprocessing
import multiprocessing.connection
import resource
import socket
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from curator_gui.run.events import IndexFinished, IndexStarted
from curator_gui.run.wire.frames import Begin, End, Hello, Loaded, Task, encode

PROCESSES = 2


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
        self.idle_cpu = 0.0

    def connect(self, numbers: Sequence[int]) -> None:
        for number in numbers:
            sock = socket.socket(socket.AF_UNIX)
            while sock.connect_ex(self.address):  # the listener's queue is full
                time.sleep(0.01)
            sock.sendall(encode(Hello(self.token, number, 1, 10_000_000 + number)))
            self.links[number] = sock
        self.idle_cpu = time.process_time()

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
                self.pipe.send(time.process_time() - self.idle_cpu)
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
        self.cpu = 0.0
        """Processor seconds of the workers at their work; known at the end."""
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
                if isinstance(over, float):
                    self.cpu += over
                else:
                    self.complete(over)

    def complete(self, over: Sequence[tuple[int, int]]) -> None:
        for key in over:
            self.futures.pop(key).set_result(None)

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """Listen, and let the workers end in the end."""
        listener = threading.Thread(target=self.listen, daemon=True)
        listener.start()
        try:
            yield
        finally:
            for pipe in self.pipes:
                pipe.send(None)
            for process in self.processes:
                process.join()
            listener.join()
