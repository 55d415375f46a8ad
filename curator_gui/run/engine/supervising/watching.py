"""Watching: what is late, what has been printed, and when to look at the memory."""

from __future__ import annotations

import heapq

from curator_gui.core.message import Message
from curator_gui.run.engine.supervising.memory_watch import MemoryWatch
from curator_gui.run.engine.supervising.slots import Doubt, Slot
from curator_gui.run.engine.supervising.worker_pool import WorkerPool

LOG_INTERVAL = 0.25

DOUBT_INTERVAL = 0.2

ANSWER_SECONDS = 5.0
"""How long a worker may take to answer that can be reached: its index may hold Python's lock."""


NAP_SECONDS = 0.04
"""How long workers that are well under way are left alone between two readings of their frames."""

_FEW = 64
"""Workers of which none should be kept waiting for a nap; of more there is always one between two
tasks."""


class Watching:
    """Looks after the workers of a pool at the times when that is due."""

    def __init__(self, pool: WorkerPool) -> None:
        self._pool = pool
        self._memory = MemoryWatch(pool)
        self._next_log = 0.0
        self._deadlines: list[tuple[float, int]] = []

    def due(self) -> list[float]:
        """Return the times (monotonic clock) at which something has to be looked at."""
        due = [slot.settle_by for slot in self._pool.roster.settling if slot.settle_by is not None]
        due += [when for when, _ in self._deadlines[:1]]
        if self._pool.run is not None:
            due.append(self._next_log)
            if self._pool.run.room.due is not None:
                due.append(self._pool.run.room.due)
            if self._pool.run.limits.memory is not None:
                due.append(self._memory.due)
        return due

    def look(self, now: float) -> None:
        """Read logs and memory if it is time for that."""
        run = self._pool.run
        if run is not None and now >= self._next_log:
            self._next_log = now + LOG_INTERVAL
            self._pool.read_logs()
            self._drop_ended(now)
        if run is not None and run.limits.memory and now >= self._memory.due:
            self._memory.look(now, run.limits.memory)

    def _drop_ended(self, now: float) -> None:
        """Close the connections of workers that have ended and left a process holding them."""
        for slot in self._pool.slots:
            if slot.connection is None or not slot.host.ended():
                continue
            self._pool.hub.catch_up()
            if slot.connection is not None:
                self._pool.hub.drop(slot.connection)
                slot.connection = None
            if slot.busy and slot.settle_by is None:
                slot.settle_at(now)

    def nap(self, patience: float | None) -> float:
        """Return for how many seconds frames may wait.

        Only those of indices under way may, where a failure asks for nothing: the end of a task
        or of a worker comes with its future, which is a message, as all commands are.
        """
        run = self._pool.run
        if run is None or run.mode != "run" or run.on_error != "continue":
            return 0.0
        busy = self._pool.roster.busy
        if len(busy) <= _FEW and any(slot.unsettled for slot in busy):
            return 0.0
        return NAP_SECONDS if patience is None else min(NAP_SECONDS, patience)

    def _deadline(self, slot: Slot) -> float | None:
        limits = self._pool.run.limits if self._pool.run else None
        if limits is None or limits.timeout is None:
            return None
        if slot.killed_for is not None or slot.settle_by is not None:
            return None
        if slot.doubt is not None:
            return slot.doubt.due
        if slot.current is not None:
            return slot.current.since + limits.timeout
        if slot.loading_since is not None and limits.load_timeout is not None:
            return slot.loading_since + limits.load_timeout
        return None

    def expect(self, slot: Slot) -> None:
        """Note when a worker has to be looked at; to be called when that may have become earlier.

        What has become later is found out then.
        """
        due = self._deadline(slot) if slot.busy else None
        if due is not None and (slot.watched is None or due < slot.watched):
            slot.watched = due
            heapq.heappush(self._deadlines, (due, slot.number))

    def watch_times(self, now: float) -> None:
        """Look at the workers whose time may have come."""
        for slot in self._overdue(now):
            if slot.busy and slot.settle_by is None:
                self.watch_time(slot, now)
            self.expect(slot)

    def _overdue(self, now: float) -> list[Slot]:
        found = []
        while self._deadlines and self._deadlines[0][0] <= now:
            due, number = heapq.heappop(self._deadlines)
            slot = self._pool.slots[number - 1]
            if slot.watched == due:  # no earlier time has taken its place
                slot.watched = None
                found.append(slot)
        return found

    def watch_time(self, slot: Slot, now: float) -> None:
        """Kill a worker whose index, or whose loading of the pipeline, takes too long."""
        due = self._deadline(slot)
        if due is None or now < due or self._pool.run is None:
            return
        if self._pool.drain(slot):
            # This thread was held up (a slow listener, a suspended machine): what the worker had
            # said meanwhile comes before any judgment, and so may more of it.
            return
        if slot.host.remote and slot.connection is not None and not self._is_late(slot, now):
            return
        self._kill_late(slot)

    def _is_late(self, slot: Slot, now: float) -> bool:
        """Whether a worker of another machine is to blame, and not the network between.

        What it said in time may not have come: it is asked, and its answer comes behind all that.
        Without an answer it is late when it could have given one.
        """
        if slot.doubt is None:
            slot.doubt = Doubt(now, now + DOUBT_INTERVAL)
            slot.connection.ask_how_long(slot.lease)  # type: ignore[union-attr]
            return False
        doubt = slot.doubt
        doubt.due = now + DOUBT_INTERVAL
        if slot.connection.is_unheard():  # type: ignore[union-attr]
            doubt.reachable = None
            return False
        doubt.reachable = doubt.reachable or now
        # After a cut, the other side repeats what it had said only after as long again.
        patience = max(ANSWER_SECONDS, doubt.reachable - doubt.asked)
        return now - doubt.reachable >= patience

    def answered(self, slot: Slot, seconds: float, now: float) -> None:
        """Judge by the worker's own clock."""
        limits = self._pool.run.limits if self._pool.run else None
        if slot.doubt is None or slot.killed_for or limits is None or limits.timeout is None:
            return
        slot.doubt = None
        if slot.current is not None:
            slot.current.since = now - seconds
            late = seconds >= limits.timeout
        else:
            late = seconds >= (limits.load_timeout or seconds + 1.0)
            slot.loading_since = slot.loading_since and now - seconds
        if late:
            self._kill_late(slot)
        self.expect(slot)

    def _kill_late(self, slot: Slot) -> None:
        if self._pool.run is None:
            return
        if slot.current is not None:
            limit = self._pool.run.limits.timeout
            slot.kill(
                "timeout", Message("took longer than {limit} s (timeout)", limit=f"{limit:g}")
            )
        else:
            limit = self._pool.run.limits.load_timeout
            slot.kill(
                "timeout",
                Message("loading the pipeline took longer than {limit} s", limit=f"{limit:g}"),
            )
