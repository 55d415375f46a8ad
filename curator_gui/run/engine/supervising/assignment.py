"""Assignment: which slot works on which job, and how a pause or a stop reaches it."""

from __future__ import annotations

import time
from collections import deque

from curator_gui.core.message import Message
from curator_gui.run.engine.supervising.messages import TaskDone
from curator_gui.run.engine.supervising.run_state import Run
from curator_gui.run.engine.supervising.slots import Job, Slot
from curator_gui.run.engine.supervising.worker_pool import WorkerPool
from curator_gui.run.hosts.loky import WorkerGoneError
from curator_gui.run.wire.frames import Task

WORKER_INTERVAL = 0.1


class Assignment:
    """Hands jobs to slots, lease by lease; touched by the supervisor's thread only."""

    def __init__(self, pool: WorkerPool) -> None:
        self._pool = pool
        self._lease = 0
        self._without_since: float | None = None
        self.pending: deque[Job] = deque()

    def assign(self) -> None:
        run, roster = self._pool.run, self._pool.roster
        while self.pending and roster.has_free and run is not None and run.mode == "run":
            slot = roster.take_free()
            slot.take(self.pending.popleft())
            self.proceed(slot)
            if slot.job is None and not slot.host.open and not roster.has_ready:
                break  # nor is there a place for any other
        self._pool.check_quiet()
        self._check_places()

    def proceed(self, slot: Slot) -> None:
        """Go on with the slot's job: next lease, or done, or held while the run is paused."""
        job, run = slot.job, self._pool.run
        if job is None or run is None:
            return
        if slot.closing:
            self.vacate(slot)
        elif job.position >= len(job.indices) or run.mode in ("stop", "stop_now"):
            self.finish_job(slot)
        elif run.mode == "run":
            self._lend(slot, job, run)
        else:
            self._pool.check_quiet()

    def _lend(self, slot: Slot, job: Job, run: Run) -> None:
        if slot.lost:
            self._pool.replace(slot, "ended while idle")
        while True:
            try:
                return self._give(slot, job, run)
            except WorkerGoneError:  # just now
                self._pool.replace(slot, "ended while idle")

    def _give(self, slot: Slot, job: Job, run: Run) -> None:
        if not slot.start():
            slot.drop_job()  # there is no place for a worker now: any other slot may have it
            self.pending.appendleft(job)
            return
        self._without_since = None
        self._lease += 1
        lease = self._lease
        task = self._task(slot, job, run)
        slot.give(task, lambda future: self._pool.hub.post(TaskDone(slot, lease, future)))

    def _task(self, slot: Slot, job: Job, run: Run) -> Task:
        remaining = job.remaining
        limit = run.limits.recycle_after
        return Task(
            run_id=run.run_id,
            lease=self._lease,
            pipeline=run.pipeline,
            map_mode=run.map_mode,
            indices=remaining,
            attempt=run.attempts.get(remaining[0], 1),
            budget=None if limit is None else max(1, limit - slot.count),
            record=run.record,
            durable=run.durable and slot.host.remote,
            measure=run.measure,
        )

    def without_worker(self) -> bool:
        """Whether work waits for a worker although a slot is free: its host has no place yet."""
        run = self._pool.run
        waits = bool(self.pending) and self._pool.roster.has_free
        return waits and run is not None and run.mode == "run"

    def _check_places(self) -> None:
        """End the run if nobody has worked for long and no place for a worker comes."""
        run = self._pool.run
        if run is None or not self.without_worker() or not self._pool.quiet:
            self._without_since = None
            return
        now = time.monotonic()
        self._without_since = self._without_since or now
        if now - self._without_since > run.limits.worker_timeout:
            self.give_up(
                Message(
                    "no worker could be had for {seconds} s, so the run was ended: {why}",
                    seconds=f"{run.limits.worker_timeout:g}",
                    why=self._pool.slots[0].host.lack_words(),
                )
            )

    def give_up(self, text: str) -> None:
        """End the run, because nothing can run any more."""
        if self._pool.run is not None:
            self._pool.run.cut_short(text)
            self.apply_mode()

    def finish_job(self, slot: Slot) -> None:
        """Tell joblib that a job is over, whatever came of its indices."""
        job = slot.drop_job()
        if slot.closing:
            self._let_go(slot)
        if job is not None:
            job.future.set_result(None)
        self.assign()

    def vacate(self, slot: Slot) -> None:
        """Go on without a slot whose worker has nothing in hand; another one takes its job."""
        job, run = slot.drop_job(), self._pool.run
        self._let_go(slot)
        if job is not None and run is not None:
            if job.position < len(job.indices) and run.mode in ("run", "pause"):
                self.pending.appendleft(job)
            else:
                job.future.set_result(None)
        self.assign()

    def _let_go(self, slot: Slot) -> None:
        self._pool.replace(slot, Message("was let go, because fewer workers are wanted"))

    def apply_mode(self) -> None:
        """Make the slots follow a mode that has just changed."""
        run = self._pool.run
        if run is None:
            return
        if run.mode == "run":
            for slot in self._pool.slots:
                if slot.job is not None and not slot.busy:
                    self.proceed(slot)
            self.assign()
            return
        if run.mode in ("stop", "stop_now"):
            self.drop_waiting()
        for slot in self._pool.slots:
            if slot.busy and run.mode == "stop_now":
                slot.kill()
            elif slot.busy and slot.connection is not None:
                slot.connection.ask_to_yield(slot.lease)
        self._pool.check_quiet()

    def drop_waiting(self) -> None:
        """Settle jobs that nobody will begin any more."""
        jobs = list(self.pending)
        self.pending.clear()
        idle = [slot for slot in self._pool.slots if not slot.busy]
        jobs += [job for slot in idle if (job := slot.drop_job()) is not None]
        for job in jobs:
            job.future.set_result(None)
