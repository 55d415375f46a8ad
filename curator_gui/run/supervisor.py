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

A task is over when its future is done and its `end` frame has been read: the future can overtake
the socket. After a death the socket is drained to its end first, because what the worker had sent
counts. An attempt is charged only to an index whose start was seen.
"""

from __future__ import annotations

import contextlib
import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Any

from curator_gui.core.errors import CuratorError
from curator_gui.run.control import Command
from curator_gui.run.events import IndexFailed
from curator_gui.run.hosts import WorkerGoneError, WorkerHost
from curator_gui.run.hub import Connection, Hub
from curator_gui.run.limits import format_bytes
from curator_gui.run.outcome import MAX_TEXT
from curator_gui.run.reporter import failed_event
from curator_gui.run.runstate import Run
from curator_gui.run.slots import Doom, Job, Running, Slot
from curator_gui.run.tasks import Task

DRAIN_SECONDS = 1.0
"""How long to wait for the end of a dead worker's socket: a process it started may hold it open."""

JOIN_SECONDS = 5.0
HOMELESS_SECONDS = 60.0
HOMELESS_INTERVAL = 0.1
MEMORY_INTERVAL = 0.2
LOG_INTERVAL = 0.25
MAX_DEATHS_WITHOUT_BLAME = 3


MakeHosts = Callable[[Any, str], list[WorkerHost]]
"""Makes the hosts, given the address and the token that their workers connect with."""


class EngineError(CuratorError, RuntimeError):
    """The engine itself failed; the message says where."""


class Supervisor:
    """Owns n slots; serves one run at a time (`begin` ... `end`), and many one after another."""

    def __init__(self, folder: Path, make_hosts: MakeHosts, *, remote: bool = False) -> None:
        self.run: Run | None = None
        self.error: BaseException | None = None
        self._pending: deque[Job] = deque()
        self._lease = 0
        self._closing = False
        self._finishing: Future[None] | None = None
        self._next_memory = self._next_log = 0.0
        self._hub = Hub(folder, self._on_hello, self._on_frame, self._on_end, remote=remote)
        hosts = make_hosts(self._hub.address, self._hub.token)
        self.slots = [Slot(number, host) for number, host in enumerate(hosts, start=1)]
        self._thread = threading.Thread(target=self._main, daemon=True, name="curator-supervisor")
        self._thread.start()

    # ---- from any thread -------------------------------------------------------------------

    def submit(self, indices: Any) -> Future[None]:
        """Queue the indices of a task; the future is done when all of them are settled."""
        job = Job(indices, Future())
        self._hub.post(("submit", job))
        return job.future

    def command(self, command: Command) -> None:
        """Queue a command of the user."""
        self._hub.post(("command", command))

    def say(self, text: str) -> None:
        """Queue a line for the log: events come from the supervisor's thread only."""
        self._hub.post(("say", text))

    def begin(self, run: Run) -> None:
        """Serve this run from now on."""
        self._call("begin", run)

    def end(self) -> None:
        """End the run: wait until no worker holds an index of it."""
        self._call("finish", None)

    def close(self) -> None:
        """End all workers and the thread."""
        if self._thread.is_alive():
            self._hub.post(("close",))
            self._thread.join()

    def healthy(self) -> bool:
        """Whether the supervisor can serve another run."""
        return self._thread.is_alive() and self.error is None

    def _call(self, name: str, argument: Any) -> None:
        answer: Future[None] = Future()
        self._hub.post((name, argument, answer))
        while self._thread.is_alive():
            with contextlib.suppress(TimeoutError):
                return answer.result(timeout=1.0)
        raise EngineError("the supervisor has ended") from self.error

    # ---- the thread ------------------------------------------------------------------------

    def _main(self) -> None:
        try:
            while not self._closing:
                for message in self._hub.wait(self._patience()):
                    getattr(self, f"_do_{message[0]}")(*message[1:])
                self._tick()
        except BaseException as error:  # noqa: BLE001 - handed to the caller's thread
            self.error = error
        finally:
            self._shut_down()

    def _shut_down(self) -> None:
        for slot in self.slots:
            if slot.busy or self.error is not None:
                slot.kill()
            slot.retire()
        for slot in self.slots:
            slot.host.join(JOIN_SECONDS)
        problem = EngineError(f"the supervisor failed: {self.error!r}")
        problem.__cause__ = self.error
        held = [slot.job for slot in self.slots if slot.job is not None]
        for job in [*self._pending, *held]:
            if not job.future.done():
                job.future.set_exception(problem)
        for message in self._hub.wait(0):
            self._refuse(message, problem)
        self._refuse((self._finishing,), problem)
        self._hub.close()

    @staticmethod
    def _refuse(message: Any, problem: EngineError) -> None:
        for part in message:
            future = part.future if isinstance(part, Job) else part
            if isinstance(future, Future) and not future.done():
                future.set_exception(problem)

    def _patience(self) -> float | None:
        """Return the seconds until something has to be looked at; None for ever."""
        now = time.monotonic()
        deadlines = [self._deadline(slot) for slot in self.slots if slot.busy]
        due = [when for when in deadlines if when is not None]
        if self._homeless():
            due.append(now + HOMELESS_INTERVAL)
        if self.run is not None:
            due.append(self._next_log)
            if self.run.limits.memory is not None:
                due.append(self._next_memory)
        return max(0.0, min(due) - now) if due else None

    def _deadline(self, slot: Slot) -> float | None:
        if slot.settle_by is not None:
            return slot.settle_by
        limits = self.run.limits if self.run else None
        if limits is None or limits.timeout is None or slot.doomed:
            return None
        if slot.current is not None:
            return slot.current.since + limits.timeout
        if slot.loading_since is not None and limits.load_timeout is not None:
            return slot.loading_since + limits.load_timeout
        return None

    # ---- messages --------------------------------------------------------------------------

    def _do_begin(self, run: Run, answer: Future[None]) -> None:
        self.run = run
        for slot in self.slots:
            if slot.connection is not None:
                run.reporter.worker_started(slot.number, slot.pid)
        answer.set_result(None)

    def _do_finish(self, _: None, answer: Future[None]) -> None:
        self._finishing = answer
        if self.run is not None and (self._pending or any(slot.job for slot in self.slots)):
            # The caller gave up (Ctrl-C): nothing of this run may reach the next one.
            self.run.on_command("stop_now")
            self._apply_mode()

    def _finish_if_quiet(self) -> None:
        answer = self._finishing
        if answer is not None and not any(slot.job or slot.busy for slot in self.slots):
            self._read_logs()
            self.run = self._finishing = None
            answer.set_result(None)

    def _do_say(self, text: str) -> None:
        if self.run is not None:
            self.run.reporter.log(0, "info", text)

    def _do_close(self) -> None:
        self._closing = True

    def _do_submit(self, job: Job) -> None:
        if self.run is None or self.run.mode in ("stop", "stop_now"):
            job.future.set_result(None)  # it was under way when the stop came
            return
        self._pending.append(job)
        if self.run is not None and self.run.mode in ("stop", "stop_now"):
            self._drop_waiting()  # joblib had taken it from the feed just before the stop
        else:
            self._assign()

    def _do_future(self, slot: Slot, lease: int, future: Future[Any]) -> None:
        if slot.lease == lease:
            slot.future = future
            slot.settle_by = time.monotonic() + DRAIN_SECONDS

    def _do_command(self, command: Command) -> None:
        run = self.run
        if run is None:
            return
        if command.action == "retry":
            run.retry(command.indices)
        elif run.on_command(command.action):
            self._apply_mode()

    # ---- frames ----------------------------------------------------------------------------

    def _on_hello(self, connection: Connection, frame: list[Any]) -> bool:
        _, _, number, generation, pid = frame
        slot = next((s for s in self.slots if s.number == number), None)
        if slot is None or slot.generation != generation:
            return False
        connection.owner = slot
        slot.connected(connection, pid)
        if self.run is not None:
            self.run.reporter.worker_started(slot.number, pid)
        return True

    def _on_frame(self, connection: Connection, frame: list[Any]) -> None:
        slot: Slot = connection.owner
        if slot.connection is not connection or slot.job is None or self.run is None:
            return
        kind = frame[0]
        if kind == "start":
            slot.loading_since = None
            slot.job.deaths = 0
            slot.current = Running(frame[1], frame[2], time.monotonic())
            slot.host.mark()
            self.run.on_start(slot.number, frame)
        elif kind == "done":
            self._settle_index(slot)
            self.run.on_done(frame)
        elif kind == "fail":
            self._settle_index(slot)
            self._give_up(failed_event(frame))
        elif kind == "begin":
            slot.loading_since = time.monotonic()
            if self.run.mode != "run":  # it was asked before the worker could hear
                connection.ask_to_yield(slot.lease)
        elif kind == "loaded":
            slot.loading_since = None
            self.run.loaded = True
        elif kind == "end":
            slot.ended = frame
        elif kind == "log":
            self.run.reporter.log(slot.number, frame[1], frame[2])

    def _on_end(self, connection: Connection) -> None:
        slot: Slot = connection.owner
        if slot.connection is connection:
            slot.connection = None
            if slot.busy and slot.settle_by is None:  # its future should follow soon
                slot.settle_by = time.monotonic() + DRAIN_SECONDS

    def _settle_index(self, slot: Slot) -> None:
        slot.current = None
        slot.count += 1
        if slot.job is not None:
            slot.job.position += 1

    def _give_up(self, event: IndexFailed) -> None:
        run = self.run
        if run is not None and run.on_failure(event):
            self._apply_mode()

    # ---- what is due -----------------------------------------------------------------------

    def _tick(self) -> None:
        now = time.monotonic()
        for slot in self.slots:
            if slot.settle_by is not None:
                self._settle_task(slot, slot.settle_by, now)
            elif slot.busy:
                self._watch_time(slot, now)
            elif slot.homeless_since is not None:
                self._continue(slot)
        if self._pending and self._homeless():
            self._assign()
        if self.run is not None and now >= self._next_log:
            self._next_log = now + LOG_INTERVAL
            self._read_logs()
        if self.run is not None and self.run.limits.memory and now >= self._next_memory:
            self._next_memory = now + MEMORY_INTERVAL
            self._watch_memory(self.run.limits.memory)
        self._finish_if_quiet()

    def _watch_time(self, slot: Slot, now: float) -> None:
        due = self._deadline(slot)
        if due is None or now < due or self.run is None:
            return
        if slot.overdue != (slot.lease, due):
            # Frames may have come while this thread was held up (a slow listener, a suspended
            # machine): they are read before anybody is called late.
            slot.overdue = (slot.lease, due)
        elif slot.current is not None:
            limit = self.run.limits.timeout
            slot.kill("timeout", f"took longer than {limit:g} s (timeout)")
        else:
            limit = self.run.limits.load_timeout
            slot.kill("timeout", f"loading the pipeline took longer than {limit:g} s")

    def _watch_memory(self, limit: int) -> None:
        for slot in self.slots:
            if slot.current is None or slot.doomed:
                continue
            rss = slot.host.rss()
            if rss > limit:
                words = f"held {format_bytes(rss)}, above the limit of {format_bytes(limit)}"
                slot.kill("memory", words)

    def _read_logs(self) -> None:
        for slot in self.slots:
            self._read_log(slot)

    def _read_log(self, slot: Slot) -> None:
        if self.run is None:
            return
        for line in slot.host.new_lines():
            fatal = line.startswith("Fatal Python error")
            self.run.reporter.log(slot.number, "error" if fatal else "info", line)

    # ---- ends of tasks ---------------------------------------------------------------------

    def _settle_task(self, slot: Slot, settle_by: float, now: float) -> None:
        future = slot.future
        if future is not None and slot.pid == 0:
            # The news of its death overtook its connection: what it had sent counts all the same.
            self._hub.catch_up()
        error = _error_of(future)
        if future is not None and error is None and slot.ended is not None:
            self._end_lease(slot)
            self._after_task(slot)
        elif error is not None and not slot.host.is_death(error):
            self._end_lease(slot)
            self._pipeline_failed(slot, f"{type(error).__qualname__}: {error}", "")
        elif (future is not None and slot.connection is None) or now >= settle_by:
            # A worker whose future is fine but whose `end` never came is as good as dead.
            self._end_lease(slot)
            self._after_death(slot, error or EngineError("its connection was lost"))

    def _end_lease(self, slot: Slot) -> None:
        slot.lease = 0
        slot.future = slot.loading_since = slot.settle_by = None

    def _after_task(self, slot: Slot) -> None:
        job, run, reason = slot.job, self.run, slot.ended
        if job is None or run is None or reason is None:
            return
        if reason[2] == "load":
            self._pipeline_failed(slot, reason[3], reason[4])
        elif self._recycle_due(slot):
            self._replace(slot, "recycled")
            self._continue(slot)
        else:
            self._continue(slot)

    def _recycle_due(self, slot: Slot) -> bool:
        limit = self.run.limits.recycle_after if self.run else None
        return limit is not None and slot.count >= limit

    def _replace(self, slot: Slot, reason: str) -> None:
        if self.run is not None and slot.pid:
            self.run.reporter.worker_ended(slot.number, slot.pid, reason)
        self._read_log(slot)
        if slot.connection is not None:
            self._hub.drop(slot.connection)
        slot.retire()

    def _after_death(self, slot: Slot, error: BaseException) -> None:
        job, run = slot.job, self.run
        doom = slot.doomed or Doom("crash", slot.host.exit_words(error), None)
        if slot.connection is not None:
            slot.kill()  # it lost its task but not its life
        running, slot.current = slot.current, None
        if slot.doomed is not None and running is not None and running.index != doom.index:
            running = None  # what we killed it for was settled just then; this one is innocent
        trace = self._crash_text(slot)
        self._replace(slot, doom.words)
        if job is None or run is None:
            return
        if run.mode == "stop_now":
            self._finish_job(slot)
        elif running is not None:
            self._blame(slot, job, running, doom, trace)
            self._continue(slot)
        else:
            self._death_without_blame(slot, job, doom.words, trace)

    def _crash_text(self, slot: Slot) -> str:
        """Return what the worker printed since it began the index: faulthandler's dump is there."""
        self._read_log(slot)
        return slot.host.since_mark(MAX_TEXT)

    def _blame(self, slot: Slot, job: Job, running: Running, doom: Doom, trace: str) -> None:
        run, cause, words = self.run, doom.cause, doom.words
        if run is None:
            return
        if running.attempt < run.limits.max_attempts:
            run.attempts[running.index] = running.attempt + 1
            run.reporter.retried(running.index, slot.number, running.attempt, cause, words)
            return
        job.position += 1
        run.attempts.pop(running.index, None)
        self._give_up(run.quarantine(slot.number, running, cause, words, trace))

    def _death_without_blame(self, slot: Slot, job: Job, words: str, trace: str) -> None:
        run = self.run
        if run is None:
            return
        job.deaths += 1
        run.reporter.log(slot.number, "warning", f"the worker died before an index: {words}")
        if job.deaths < MAX_DEATHS_WITHOUT_BLAME:
            self._continue(slot)
        elif run.loaded:
            index = job.indices[job.position]
            job.position += 1
            job.deaths = 0
            text = f"workers died {MAX_DEATHS_WITHOUT_BLAME} times before it could begin: {words}"
            self._give_up(run.not_begun(slot.number, index, "WorkerDied", text, trace))
            self._continue(slot)
        else:
            self._pipeline_failed(slot, f"WorkerDied: {words}", trace)

    def _pipeline_failed(self, slot: Slot, words: str, trace: str) -> None:
        """Give the run up: a pipeline that cannot be loaded fails for every index alike."""
        if self.run is not None:
            self.run.pipeline_failed(words, trace)
            self._apply_mode()
        self._finish_job(slot)

    # ---- assignment ------------------------------------------------------------------------

    def _assign(self) -> None:
        for slot in self.slots:
            if not self._pending or self.run is None or self.run.mode != "run":
                break
            if slot.job is None:
                slot.job = self._pending.popleft()
                self._continue(slot)
        self._check_quiet()

    def _continue(self, slot: Slot) -> None:
        """Go on with the slot's job: next lease, or done, or held while the run is paused."""
        job, run = slot.job, self.run
        if job is None or run is None:
            return
        if job.position >= len(job.indices) or run.mode in ("stop", "stop_now"):
            self._finish_job(slot)
        elif run.mode == "run":
            self._lend(slot, job, run)
        else:
            self._check_quiet()

    def _lend(self, slot: Slot, job: Job, run: Run) -> None:
        self._lease += 1
        remaining = job.remaining
        limit = run.limits.recycle_after
        task = Task(
            run_id=run.run_id,
            lease=self._lease,
            pipeline=run.pipeline,
            map_mode=run.map_mode,
            indices=remaining,
            attempt=run.attempts.get(remaining[0], 1),
            budget=None if limit is None else max(1, limit - slot.count),
            record=run.record,
        )
        if slot.lost:
            self._replace(slot, "ended while idle")
        try:
            self._give(slot, job, task)
        except WorkerGoneError:  # just now
            self._replace(slot, "ended while idle")
            self._give(slot, job, task)

    def _give(self, slot: Slot, job: Job, task: Task) -> None:
        if not slot.start():
            self._wait_for_home(slot, job)
            return
        slot.homeless_since = None
        lease = task.lease
        slot.give(task, lambda future: self._hub.post(("future", slot, lease, future)))

    def _homeless(self) -> bool:
        """Whether work waits for a worker although a slot is free: its host has no place yet."""
        free = any(slot.job is None for slot in self.slots)
        waiting = bool(self._pending) and self.run is not None and self.run.mode == "run"
        return (free and waiting) or any(slot.homeless_since is not None for slot in self.slots)

    def _wait_for_home(self, slot: Slot, job: Job) -> None:
        """Keep the job for a worker that has yet to come; let another slot have it meanwhile."""
        now = time.monotonic()
        slot.homeless_since = slot.homeless_since or now
        if any(other.busy for other in self.slots):
            slot.job, slot.homeless_since = None, None
            self._pending.appendleft(job)
        elif now - slot.homeless_since > HOMELESS_SECONDS:
            raise EngineError(f"no worker could be had for {HOMELESS_SECONDS:g} s")

    def _finish_job(self, slot: Slot) -> None:
        job, slot.job = slot.job, None
        if job is not None:
            job.future.set_result(None)
        self._assign()

    # ---- pause and stop --------------------------------------------------------------------

    def _apply_mode(self) -> None:
        """Make the slots follow a mode that has just changed."""
        run = self.run
        if run is None:
            return
        if run.mode == "run":
            for slot in self.slots:
                if slot.job is not None and not slot.busy:
                    self._continue(slot)
            self._assign()
            return
        if run.mode in ("stop", "stop_now"):
            self._drop_waiting()
        for slot in self.slots:
            if slot.busy and run.mode == "stop_now":
                slot.kill()
            elif slot.busy and slot.connection is not None:
                slot.connection.ask_to_yield(slot.lease)
        self._check_quiet()

    def _drop_waiting(self) -> None:
        jobs = list(self._pending)
        self._pending.clear()
        for slot in self.slots:
            if slot.job is not None and not slot.busy:
                jobs.append(slot.job)
                slot.job = None
        for job in jobs:
            job.future.set_result(None)

    def _check_quiet(self) -> None:
        """Tell the run when a pause has become true: no worker holds an index any more."""
        if self.run is not None and not any(slot.busy for slot in self.slots):
            self.run.on_quiet()


def _error_of(future: Future[Any] | None) -> BaseException | None:
    if future is None or future.cancelled():
        return None
    return future.exception()
