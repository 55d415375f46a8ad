"""What the sockets alone allow: a hub that hears workers and hands out tasks, and nothing else."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from curator_gui.run.engine.supervising.tasks import TaskFeed
from curator_gui.run.engine.supervising.watching import NAP_SECONDS
from curator_gui.run.events import Event, IndexFinished
from curator_gui.run.wire.frames import End, Hello, Said, Task
from curator_gui.run.wire.hub import Connection, Hub
from tests.bench.talking_workers import Farm

CONNECT_SECONDS = 60.0


class BareSockets:
    """Reads the frames of all workers in one thread, and answers an `end` with the next task."""

    def __init__(
        self, workers: int, total: int, each: float, tell: Callable[[Event], None]
    ) -> None:
        self.workers, self.total, self.each, self.tell = workers, total, each, tell
        self.feed = TaskFeed(range(total), None, "auto", workers)
        self.connected = self.heard = self.lease = 0
        self.farm: Farm

    def run(self) -> tuple[float, float, float, float]:
        """Return when it began and ended, and the processor seconds of the hub and the workers."""
        with tempfile.TemporaryDirectory(prefix="b") as name:
            hub: Hub[None] = Hub(Path(name), self.welcome, self.take, self.lose)
            self.farm = Farm(self.workers, self.each, hub.address, hub.token)
            self.wait_for(hub, lambda: self.connected == self.workers, CONNECT_SECONDS)
            with self.farm.at_work():
                began, cpu = time.time(), time.process_time()
                for number in range(1, self.workers + 1):
                    self.hand_to(number)
                self.wait_for(
                    hub,
                    lambda: self.heard == self.total,
                    20 * self.total * self.each / self.workers,
                )
                ended, cpu = time.time(), time.process_time() - cpu
            hub.close()
        return began, ended, cpu, self.farm.cpu

    def wait_for(self, hub: Hub[None], done: Callable[[], bool], seconds: float) -> None:
        deadline = time.monotonic() + seconds
        while not done():
            hub.wait(1.0, NAP_SECONDS)
            if time.monotonic() > deadline:
                raise SystemExit("the workers have fallen silent")

    def welcome(self, connection: Connection, hello: Hello) -> bool:
        connection.owner = hello.slot
        self.connected += 1
        return True

    def take(self, connection: Connection, frame: Said) -> None:
        if isinstance(frame, IndexFinished):
            self.heard += 1
            self.feed.measured(1, frame.duration)
            self.tell(frame)
        elif isinstance(frame, End):
            self.hand_to(connection.owner)

    def lose(self, connection: Any) -> None:
        raise SystemExit(f"worker {connection.owner} has gone")

    def hand_to(self, number: int) -> None:
        indices = self.feed.take()
        if indices is not None:
            self.lease += 1
            self.farm.submit(number, Task("", self.lease, "", "r", indices))
