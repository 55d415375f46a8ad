"""How a task or a worker ended, and whom to blame.

A task is over when its future is done and its `end` frame has been read: the future can overtake
the socket. After a death the socket is drained to its end first, because what the worker had sent
counts. An attempt is charged only to an index whose start was seen.
"""

from __future__ import annotations

from concurrent.futures import Future
from typing import Any

from curator_gui.core.errors import error_words
from curator_gui.core.message import Message, at, from_record
from curator_gui.run.engine.supervising.assignment import Assignment
from curator_gui.run.engine.supervising.run_state import Run
from curator_gui.run.engine.supervising.slots import DRAIN_SECONDS, Job, KillReason, Running, Slot
from curator_gui.run.engine.supervising.worker_pool import WorkerPool
from curator_gui.run.errors import EngineError
from curator_gui.run.events import IndexFailed
from curator_gui.run.wire.frames import End
from curator_gui.run.worker.index_runner import MAX_TEXT

MAX_DEATHS_WITHOUT_BLAME = 3
MAX_DEATHS_ELSEWHERE = 20

MAX_LOSSES = 5
"""How often an index may lose its worker through no fault of its own: it might never fit into the
time that the cluster gives to a worker."""


class TaskOutcomes:
    """Draws the consequences of ends; touched by the supervisor's thread only."""

    def __init__(self, pool: WorkerPool, assignment: Assignment) -> None:
        self._pool = pool
        self._assignment = assignment

    def settle_task(self, slot: Slot, settle_by: float, now: float) -> None:
        """Find out how a task ended: well, with a planned end, or with the worker's death."""
        if now >= settle_by and self._pool.drain(slot):
            slot.settle_at(now + DRAIN_SECONDS)  # it still had something to say
            return
        future = slot.future
        self._hear_the_dead(slot)
        error = _error_of(future)
        if future is not None and error is None and slot.ended is not None:
            slot.end_lease()
            self._after_task(slot)
        elif error is not None and not slot.host.is_death(error):
            self._pool.drain(slot)
            slot.end_lease()
            self._after_escape(slot, error)
        elif (future is not None and slot.connection is None) or now >= settle_by:
            # A worker whose future is fine but whose `end` never came is as good as dead.
            slot.end_lease()
            self._after_death(slot, error or EngineError("its connection was lost"))

    def _after_escape(self, slot: Slot, error: BaseException) -> None:
        """Deal with an error that came out of the worker's loop instead of a frame.

        Before any worker has loaded the pipeline it means that none can. Later, something that a
        component did has broken the worker, and that is the end of this one only.
        """
        words = error_words(error)
        run = self._pool.run
        if run is None or not run.loaded:
            self._pipeline_failed(slot, words, "")
            return
        if slot.killed_for is None and not slot.host.is_loss(error):
            index = slot.current.index if slot.current else None
            slot.killed_for = KillReason(
                "crash", Message("lost its task ({error})", error=words), index
            )
        self._after_death(slot, error)

    def _after_task(self, slot: Slot) -> None:
        job, run, end = slot.job, self._pool.run, slot.ended
        if job is None or run is None or end is None:
            return
        if end.reason == "load":
            self._after_load_failure(slot, job, end)
        elif end.reason == "unsound":
            slot.kill()  # threads that a component left would keep it from ending
            self._pool.replace(slot, from_record(end.error, end.parts))
            self._assignment.proceed(slot)
        elif self._recycle_due(slot):
            self._pool.replace(slot, "recycled")
            self._assignment.proceed(slot)
        else:
            self._assignment.proceed(slot)

    def _after_load_failure(self, slot: Slot, job: Job, end: End) -> None:
        """Give up, unless the worker had served before: what it ran may have broken it."""
        if not slot.used:
            self._pipeline_failed(slot, end.error, end.traceback)
            return
        self._pool.replace(slot, Message("could not load the pipeline ({error})", error=end.error))
        self._assignment.proceed(slot)

    def _recycle_due(self, slot: Slot) -> bool:
        limit = self._pool.run.limits.recycle_after if self._pool.run else None
        return limit is not None and slot.count >= limit

    def _hear_the_dead(self, slot: Slot) -> None:
        if slot.future is not None and slot.pid == 0:
            # The news of its death overtook its connection: what it had sent counts all the same.
            self._pool.hub.catch_up()

    def _after_death(self, slot: Slot, error: BaseException) -> None:
        job, run = slot.job, self._pool.run
        lost = slot.killed_for is None and slot.host.is_loss(error)
        reason = slot.killed_for or KillReason("crash", slot.host.exit_words(error), None)
        if not lost and (slot.connection is not None or not slot.host.is_death(error)):
            slot.kill()  # it lost its task but not its life
        running = _take_blamed(slot, reason)
        most = _deaths_allowed(slot, run is not None and run.loaded)
        trace = self._crash_text(slot)
        self._pool.replace(slot, reason.words)
        if job is None or run is None:
            return
        if run.mode == "stop_now":
            self._assignment.finish_job(slot)
        elif lost:
            self._after_loss(slot, job, running, reason.words)
        elif running is not None:
            self._blame(slot, job, running, reason, trace)
            self._assignment.proceed(slot)
        else:
            self._death_without_blame(slot, job, reason.words, trace, most)

    def _after_loss(self, slot: Slot, job: Job, running: Running | None, words: str) -> None:
        """Let the job go on elsewhere; no attempt is charged."""
        run = self._pool.run
        if run is None:
            return
        run.reporter.log(slot.number, "warning", Message("the worker {words}", words=words))
        if running is not None and run.lose(running.index) >= MAX_LOSSES:
            job.position += 1
            text = Message(
                "lost its worker {n} times, which need not be its own fault: the last one {words}",
                n=MAX_LOSSES,
                words=words,
            )
            self.give_up(run.not_begun(slot.number, running.index, "WorkerLost", text))
        self._assignment.proceed(slot)

    def _crash_text(self, slot: Slot) -> str:
        """Return what the worker printed since it began the index: faulthandler's dump is there."""
        self._pool.read_log(slot, ended=True)
        return slot.host.since_mark(MAX_TEXT)

    def _blame(
        self, slot: Slot, job: Job, running: Running, reason: KillReason, trace: str
    ) -> None:
        run, cause, words = self._pool.run, reason.cause, reason.words
        if run is None or self._waits_for_room(slot, run, running, reason):
            return
        if running.attempt < run.limits.max_attempts:
            run.attempts[running.index] = running.attempt + 1
            run.reporter.retried(running.index, slot.number, running.attempt, cause, words)
            return
        job.position += 1
        run.attempts.pop(running.index, None)
        self.give_up(run.quarantine(slot.number, running, cause, words, trace))

    def _waits_for_room(self, slot: Slot, run: Run, running: Running, reason: KillReason) -> bool:
        """Pause if a worker died of a full disk: so it does where a file is mapped (SIGBUS)."""
        if reason.cause != "crash" or "SIGBUS" not in reason.words or not run.room.is_full():
            return False
        event = run.quarantine(slot.number, running, reason.cause, reason.words, "")
        if not run.on_no_room(event):
            return False
        self._assignment.apply_mode()
        return True

    def _death_without_blame(self, slot: Slot, job: Job, words: str, trace: str, most: int) -> None:
        run = self._pool.run
        if run is None:
            return
        job.deaths += 1
        run.reporter.log(
            slot.number, "warning", Message("the worker died before an index: {words}", words=words)
        )
        if job.deaths < most:
            self._assignment.proceed(slot)
        elif run.loaded:
            self._pass_over(slot, job, run, words, trace)
            self._assignment.proceed(slot)
        else:
            self._pipeline_failed(slot, at("WorkerDied", words), trace)

    def _pass_over(self, slot: Slot, job: Job, run: Run, words: str, trace: str) -> None:
        """Give up the next index of a job."""
        index = job.indices[job.position]
        text = Message(
            "workers died {max_deaths_without_blame} times before it could begin: {words}",
            max_deaths_without_blame=job.deaths,
            words=words,
        )
        job.position += 1
        job.deaths = 0
        self.give_up(run.not_begun(slot.number, index, "WorkerDied", text, trace))

    def _pipeline_failed(self, slot: Slot, words: str, trace: str) -> None:
        """Give the run up: a pipeline that cannot be loaded fails for every index alike."""
        if self._pool.run is not None:
            self._pool.run.pipeline_failed(words, trace)
            self._assignment.apply_mode()
        self._assignment.finish_job(slot)

    def settle_index(self, slot: Slot) -> None:
        """Note that the slot's current index is over, well or not."""
        slot.current = slot.doubt = None
        slot.count += 1
        if slot.job is not None:
            slot.job.position += 1

    def settle_failure(self, slot: Slot, event: IndexFailed) -> None:
        """Give an index up, or keep it in its place if only the disk was full."""
        self.settle_index(slot)
        run = self._pool.run
        if slot.job is not None and run is not None and event.no_room and run.on_no_room(event):
            slot.job.position -= 1  # in this slot: its group must stay together
            self._assignment.apply_mode()
        else:
            self.give_up(event)

    def give_up(self, event: IndexFailed) -> None:
        """Report an index that will not be tried again; the error policy may end the run."""
        run = self._pool.run
        if run is None:
            return
        if (event.no_room and run.on_no_room(event)) or run.on_failure(event):
            self._assignment.apply_mode()


def _deaths_allowed(slot: Slot, loaded: bool) -> int:
    """Return how often workers may die before an index begins.

    Elsewhere other people's tasks may have killed them: while ours waited, which we then never
    heard of, or beside it. Ours cannot have if the pipeline has been `loaded` before.
    """
    others = slot.host.remote and (slot.pid == 0 or loaded)
    return MAX_DEATHS_ELSEWHERE if others else MAX_DEATHS_WITHOUT_BLAME


def _take_blamed(slot: Slot, reason: KillReason) -> Running | None:
    """Take the running index from a slot whose worker has died; None if none is to blame."""
    running, slot.current = slot.current, None
    if slot.killed_for is not None and running is not None and running.index != reason.index:
        return None  # what we killed it for was settled just then; this one is innocent
    return running


def _error_of(future: Future[Any] | None) -> BaseException | None:
    if future is None or future.cancelled():
        return None
    return future.exception()
