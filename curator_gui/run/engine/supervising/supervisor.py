"""The supervisor: one thread that owns the slots and all state of a run.

        joblib.Parallel                 supervisor thread                   worker processes
     (the caller's thread)                                              (one loky executor each)

     tasks --submit()--> SlotBackend --post--> [pending jobs]
                                                    |  assign
                                                    v
                                               +---------+   run_task (loky)    +-----------+
                                               | slot 1  | -------------------> | worker    |
                                               |         | <---- frames ------- |  index i  |
                                               +---------+      (socket)        +-----------+
                                               +---------+                      +-----------+
                                               | slot 2  | <------------------> | worker    |
                                               +---------+                      +-----------+
     generator <-- future.set_result --------------'  '--> events -> record, listener

Every other thread only posts messages: joblib's (new jobs), loky's managers' (a future is done),
the user's (pause, stop). So no state needs a lock, and events have one order.

The parts: `assignment` (who works on what), `watching` (what is late or too big), `task_outcome`
(how tasks and workers ended), and here the thread, its messages and the workers' frames.
"""

from __future__ import annotations

import contextlib
import logging
import ssl
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Any

from curator_gui.core.errors import CuratorError, error_words
from curator_gui.core.message import from_record
from curator_gui.run.control import Command
from curator_gui.run.engine.supervising.assignment import WORKER_INTERVAL, Assignment
from curator_gui.run.engine.supervising.messages import (
    BeginRun,
    Close,
    FinishRun,
    GiveUp,
    Message,
    Obey,
    Say,
    Submit,
    TaskDone,
    awaited,
)
from curator_gui.run.engine.supervising.run_state import Run
from curator_gui.run.engine.supervising.scaling import Scaling
from curator_gui.run.engine.supervising.slots import DRAIN_SECONDS, Job, Roster, Running, Slot
from curator_gui.run.engine.supervising.task_outcome import TaskOutcomes
from curator_gui.run.engine.supervising.watching import Watching
from curator_gui.run.engine.supervising.worker_pool import WorkerPool
from curator_gui.run.errors import EngineError
from curator_gui.run.events import IndexFailed, IndexFinished, IndexStarted
from curator_gui.run.hosts.loky import WorkerHost
from curator_gui.run.wire.address import Endpoint
from curator_gui.run.wire.frames import Begin, End, Hello, Loaded, Log, Pong, Said
from curator_gui.run.wire.hub import Connection, Hub

logger = logging.getLogger(__name__)

REMOTE_SECONDS = 20.0
"""How long a host may take to find out why a worker of another machine was cut off."""

JOIN_SECONDS = 5.0

CLOSE_SECONDS = 30.0
"""How long the end of a run waits for the thread: it may wait for a listener or a library."""

MakeHosts = Callable[[Any, str], list[WorkerHost]]
"""Makes the hosts, given the address and the token that their workers connect with."""


class Supervisor:
    """Owns n slots; serves one run at a time (`begin` ... `end`), and many one after another."""

    def __init__(
        self,
        folder: Path,
        make_hosts: MakeHosts,
        endpoint: Endpoint | None = None,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self.error: BaseException | None = None
        self._closing = False
        self._finishing: Future[None] | None = None
        self._hub: Hub[Message] = Hub(
            folder, self._on_hello, self._on_frame, self._on_end, endpoint=endpoint, tls=tls
        )
        try:
            hosts = make_hosts(self._hub.address, self._hub.token)
        except BaseException:
            self._hub.close()
            raise
        roster = Roster()
        self.slots = [Slot(number, host, roster) for number, host in enumerate(hosts, start=1)]
        self._pool = WorkerPool(self._hub, self.slots, roster)
        self._watching = Watching(self._pool)
        self._assignment = Assignment(self._pool)
        self._scaling = Scaling(self._pool, self._assignment)
        self._outcomes = TaskOutcomes(self._pool, self._assignment)
        self._thread = threading.Thread(target=self._main, daemon=True, name="curator-supervisor")
        self._thread.start()

    # ---- from any thread -------------------------------------------------------------------

    def submit(self, indices: Any) -> Future[None]:
        """Queue the indices of a task; the future is done when all of them are settled."""
        job = Job(indices, Future())
        self._hub.post(Submit(job))
        return job.future

    def command(self, command: Command) -> None:
        self._hub.post(Obey(command))

    def say(self, text: str) -> None:
        """Queue a line for the log: events come from the supervisor's thread only."""
        self._hub.post(Say(text))

    def give_up(self, text: str) -> None:
        """Queue the news that nothing can run any more: the run ends and says why."""
        self._hub.post(GiveUp(text))

    def begin(self, run: Run) -> None:
        self._ask(BeginRun(run))

    def end(self) -> None:
        """End the run: wait until no worker holds an index of it."""
        self._ask(FinishRun())

    def close(self) -> None:
        """End the thread and let the workers go; say so if it does not end in time."""
        if self._thread.is_alive():
            self._hub.post(Close())
            self._thread.join(CLOSE_SECONDS)
        if self._thread.is_alive():
            for slot in self.slots:  # it is a daemon, but they would outlive the program
                slot.host.kill()
            logger.warning(
                "the engine's thread did not end within %.0f s; its workers were killed",
                CLOSE_SECONDS,
            )

    @property
    def size(self) -> int:
        """How many slots are open."""
        return self._pool.size

    def healthy(self) -> bool:
        """Whether the supervisor can serve another run."""
        return self._thread.is_alive() and self.error is None

    def _ask(self, message: BeginRun | FinishRun) -> None:
        answer = message.answer
        self._hub.post(message)
        while self._thread.is_alive():
            with contextlib.suppress(TimeoutError):
                return answer.result(timeout=1.0)
        if answer.done():
            return answer.result()
        raise self._problem()

    def _problem(self) -> EngineError:
        """Say why the thread has ended: what came first, and not that it is gone."""
        cause = self.error
        if isinstance(cause, CuratorError):
            problem = EngineError(str(cause))
        elif cause is None:
            problem = EngineError("the supervisor has ended")
        else:
            problem = EngineError("the supervisor failed: {error}", error=error_words(cause))
        problem.__cause__ = cause
        return problem

    # ---- the thread ------------------------------------------------------------------------

    def _main(self) -> None:
        try:
            while not self._closing:
                patience = self._patience()
                for message in self._hub.wait(patience, self._watching.nap(patience)):
                    self._take(message)
                self._tick()
        except BaseException as error:  # noqa: BLE001 - handed to the caller's thread
            self.error = error
        finally:
            self._shut_down()

    def _shut_down(self) -> None:
        try:
            self._let_workers_go()
        finally:
            self._hub.close()  # first: what workers still say could fail once more
            self._refuse_all(self._problem())

    def _let_workers_go(self) -> None:
        for slot in self.slots:
            if slot.busy or self.error is not None:
                slot.kill()
            slot.retire()
        deadline = time.monotonic() + JOIN_SECONDS
        for slot in self.slots:
            slot.host.join(max(0.0, deadline - time.monotonic()))

    def _refuse_all(self, problem: EngineError) -> None:
        """Tell whoever waits that nothing more will come."""
        held = [slot.job for slot in self.slots if slot.job is not None]
        for job in [*self._assignment.pending, *held]:
            if not job.future.done():
                job.future.set_exception(problem)
        waiting = [awaited(message) for message in self._hub.messages()]
        for future in (*waiting, self._finishing):
            if future is not None and not future.done():
                future.set_exception(problem)

    def _patience(self) -> float | None:
        """Return the seconds until something has to be looked at; None for ever."""
        now = time.monotonic()
        due = self._watching.due()
        if self._assignment.without_worker():
            due.append(now + WORKER_INTERVAL)
        return max(0.0, min(due) - now) if due else None

    # ---- messages --------------------------------------------------------------------------

    def _take(self, message: Message) -> None:
        match message:
            case Submit(job):
                self._submitted(job)
            case TaskDone(slot, lease, future):
                self._task_done(slot, lease, future)
            case Obey(command):
                self._obey(command)
            case Say(text):
                if self._pool.run is not None:
                    self._pool.run.reporter.log(0, "info", text)
            case GiveUp(text):
                self._assignment.give_up(text)
            case BeginRun(run, answer):
                self._begin(run)
                answer.set_result(None)
            case FinishRun(answer):
                self._finish(answer)
            case Close():
                self._closing = True

    def _begin(self, run: Run) -> None:
        self._pool.run = run
        for slot in self.slots:
            if slot.connection is not None:
                run.reporter.worker_started(slot.number, slot.pid, slot.host.place)

    def _finish(self, answer: Future[None]) -> None:
        self._finishing = answer
        run = self._pool.run
        if run is not None and (self._assignment.pending or not self._pool.idle):
            # The caller gave up (Ctrl-C): nothing of this run may reach the next one.
            run.on_command("stop_now")
            self._assignment.apply_mode()

    def _finish_if_quiet(self) -> None:
        answer = self._finishing
        if answer is not None and self._pool.idle:
            self._pool.read_logs()
            self._pool.run = self._finishing = None
            answer.set_result(None)

    def _submitted(self, job: Job) -> None:
        run = self._pool.run
        if run is None or run.mode in ("stop", "stop_now"):
            job.future.set_result(None)  # joblib had taken it from the feed just before the stop
            return
        self._assignment.pending.append(job)
        self._assignment.assign()

    def _task_done(self, slot: Slot, lease: int, future: Future[Any]) -> None:
        if slot.lease == lease:
            slot.future = future
            slot.settle_within(DRAIN_SECONDS)

    def _obey(self, command: Command) -> None:
        run = self._pool.run
        if run is None:
            return
        if command.action == "retry":
            run.retry(command.indices)
        elif command.action == "set_workers":
            self._scaling.set_workers(command.workers, command.by)
        elif run.on_command(command.action):
            self._assignment.apply_mode()

    # ---- frames ----------------------------------------------------------------------------

    def _on_hello(self, connection: Connection, hello: Hello) -> bool:
        if not 1 <= hello.slot <= len(self.slots):
            return False
        slot = self.slots[hello.slot - 1]
        if slot.generation != hello.generation:
            return False
        connection.owner = slot
        slot.connected(connection, hello.pid)
        if self._pool.run is not None:
            self._pool.run.reporter.worker_started(slot.number, hello.pid, slot.host.place)
        return True

    def _on_frame(self, connection: Connection, frame: Said) -> None:
        slot: Slot = connection.owner
        run = self._pool.run
        if slot.connection is not connection or slot.job is None or run is None:
            return
        if isinstance(frame, IndexStarted):
            self._on_started(slot, slot.job, run, frame)
        elif isinstance(frame, IndexFinished):
            self._outcomes.settle_index(slot)
            run.on_done(frame)
        else:
            self._on_rare_frame(connection, slot, run, frame)

    def _on_rare_frame(self, connection: Connection, slot: Slot, run: Run, frame: Said) -> None:
        match frame:
            case IndexFailed():
                self._outcomes.settle_failure(slot, frame)
            case Pong(lease, seconds):
                if lease == slot.lease:
                    self._watching.answered(slot, seconds, time.monotonic())
            case Begin() | Loaded() | End():
                self._on_task_frame(connection, slot, run, frame)
            case Log():
                run.reporter.log(slot.number, frame.level, from_record(frame.text, frame.parts))

    def _on_task_frame(
        self, connection: Connection, slot: Slot, run: Run, frame: Begin | Loaded | End
    ) -> None:
        match frame:
            case Begin():
                slot.loading_since = time.monotonic()
                self._watching.expect(slot)
                slot.host.task_begun()
                if run.mode != "run" or slot.closing:  # it was asked before the worker could hear
                    connection.ask_to_yield(slot.lease)
            case Loaded():
                slot.loading_since = None
                run.loaded = True
            case End():
                slot.ended = frame
                slot.host.task_ended()

    def _on_started(self, slot: Slot, job: Job, run: Run, event: IndexStarted) -> None:
        slot.loading_since = None
        job.deaths = 0
        slot.doubt = None
        slot.current = Running(event.index, event.attempt, time.monotonic())
        slot.used = True
        slot.host.mark()
        if run.limits.timeout is not None:
            self._watching.expect(slot)
        run.on_start(event)

    def _on_end(self, connection: Connection) -> None:
        slot: Slot = connection.owner
        if slot.connection is connection:
            slot.connection = None
            slot.host.disconnected()
            if slot.busy:  # its future should follow soon
                slot.settle_within(REMOTE_SECONDS if slot.host.remote else DRAIN_SECONDS)

    # ---- what is due -----------------------------------------------------------------------

    def _tick(self) -> None:
        now = time.monotonic()
        for slot in sorted(self._pool.roster.settling, key=lambda slot: slot.number):
            if slot.settle_by is not None:  # not for one before it
                self._outcomes.settle_task(slot, slot.settle_by, now)
        self._watching.watch_times(now)
        if self._assignment.without_worker():
            self._assignment.assign()
        self._watching.look(now)
        if self._pool.run is not None and self._pool.run.on_room(now):
            self._assignment.apply_mode()
        self._finish_if_quiet()
