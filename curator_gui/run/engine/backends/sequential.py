"""The sequential backend: one index after another in the calling process, for debugging."""

from __future__ import annotations

import queue
import time
from collections import deque
from collections.abc import Sequence
from typing import ClassVar

from curator_gui.core.message import Message
from curator_gui.run.config import SEQUENTIAL
from curator_gui.run.control import Command
from curator_gui.run.engine.backends.base import RunnableBackend
from curator_gui.run.engine.planned import PlannedRun
from curator_gui.run.engine.supervising.run_state import Room, paused_words
from curator_gui.run.events import IndexFailed, IndexFinished, IndexStarted
from curator_gui.run.worker.index_runner import IndexRunner
from curator_gui.run.worker.redirect import output_places

WORKER = 1
ROOM_POLL_SECONDS = 0.05
"""How often the disk is thought of while it is full."""


class SequentialBackend(RunnableBackend):
    """Runs everything in this process: a breakpoint works, a crash ends the program."""

    name: ClassVar[str] = SEQUENTIAL
    description: ClassVar[str] = "In this process, one index after another; for debugging."

    def execute(self, planned: PlannedRun) -> None:
        """Run the planned indices; outcomes go to the reporter."""
        commands: queue.SimpleQueue[Command] = queue.SimpleQueue()
        planned.control.attach(commands.put)
        try:
            _Loop(planned, commands).run()
        finally:
            planned.control.detach()


class _Loop:
    """One pass over the indices, with the commands that arrive meanwhile."""

    def __init__(self, planned: PlannedRun, commands: queue.SimpleQueue[Command]) -> None:
        self.reporter = planned.reporter
        self.on_error = planned.on_error
        self.commands = commands
        self.runner = IndexRunner(planned.pipeline, WORKER, self._warn, planned.options["measure"])
        self.waiting = deque(_in_group_order(planned))
        self.room = Room(output_places(planned.pipeline))
        self.stopped = False
        self.paused = False

    def run(self) -> None:
        """Run until all is done or a stop is asked for."""
        while True:
            self._obey()
            if self.stopped or not self.waiting:
                return
            self._run_one(self.waiting.popleft())

    def _run_one(self, index: int) -> None:
        self.reporter.state("running")
        self.reporter.started(IndexStarted(time.time(), index, WORKER, 1))
        outcome = self.runner.run(index, 1)
        if isinstance(outcome, IndexFinished):
            self.reporter.finished(outcome)
            return
        if outcome.no_room and not self.stopped:
            self._wait_for_room(outcome)
            return
        self.reporter.failed(outcome)
        if outcome.error_type == KeyboardInterrupt.__name__:
            raise KeyboardInterrupt  # in this process it is the user, not the item
        self.stopped = self.stopped or self.on_error != "continue"

    def _wait_for_room(self, outcome: IndexFailed) -> None:
        """Pause until the disk has room again; the index comes first then."""
        self.waiting.appendleft(outcome.index)
        self.reporter.retried(outcome.index, WORKER, outcome.attempt, "error", outcome.said())
        self.reporter.state("pausing")
        self.reporter.warn(paused_words(outcome))
        self.room.missed(time.monotonic())
        self.paused = True

    def _warn(self, text: str) -> None:
        self.reporter.log(WORKER, "warning", text)

    def _obey(self) -> None:
        while self.paused or not self.commands.empty():
            command = self._next_command()
            if command is None:
                self.paused = False
            elif command.action == "retry":
                self._retry(command.indices)
            elif command.action == "set_workers":
                self._keep_one(command)
            else:
                self.room.forget()  # what the user wants comes before what the disk allows
                self._follow(command)

    def _next_command(self) -> Command | None:
        """Wait for a command, or (None) for room on the disk if that is what the pause is for."""
        if self.paused:
            self.reporter.state("paused")
        while self.room.waits:
            try:
                return self.commands.get(timeout=ROOM_POLL_SECONDS)
            except queue.Empty:
                if self.room.is_back(time.monotonic()):
                    return None
        return self.commands.get()

    def _follow(self, command: Command) -> None:
        if command.action in ("pause", "resume"):
            self.paused = command.action == "pause"
        else:
            self.stopped, self.paused = True, False
            self.reporter.state("stopping")

    def _keep_one(self, command: Command) -> None:
        self.reporter.log(
            0,
            "warning",
            Message(
                "the sequential backend has one worker: the number {n} is not used",
                n=command.workers,
            ),
        )

    def _retry(self, indices: Sequence[int]) -> None:
        for index in self.reporter.retryable(indices):
            self.reporter.take_back(index)
            self.waiting.append(index)


def _in_group_order(planned: PlannedRun) -> Sequence[int]:
    if planned.groups is None:
        return planned.indices
    return [index for group in planned.groups for index in group]
