"""Scaling: a run goes on with more workers, or with fewer."""

from __future__ import annotations

from collections import Counter

from curator_gui.core.errors import CuratorError
from curator_gui.core.message import Message
from curator_gui.run.engine.supervising.assignment import Assignment
from curator_gui.run.engine.supervising.run_state import Run
from curator_gui.run.engine.supervising.slots import Slot
from curator_gui.run.engine.supervising.worker_pool import WorkerPool


class Scaling:
    """Opens and closes slots; touched by the supervisor's thread only.

    A closed slot stays in the list, so that the number of a slot is always its place there. It is
    the first to be opened again.
    """

    def __init__(self, pool: WorkerPool, assignment: Assignment) -> None:
        self._pool = pool
        self._assignment = assignment

    def set_workers(self, number: int, by: str) -> None:
        """Go on with `number` slots, or say why that cannot be."""
        run, before = self._pool.run, self._pool.size
        if run is None:
            return
        refused = self._refusal(run, number)
        if refused is not None:
            run.reporter.log(0, "warning" if number != before else "info", refused)
            return
        self._pool.size = number
        run.reporter.workers_changed(number, before, by)
        if number > before:
            self._open(number - before)
        else:
            self._close(before - number)
        run.feed.set_workers(number)
        run.widen(number)
        self._assignment.assign()

    def _refusal(self, run: Run, number: int) -> Message | None:
        """Prepare for so many workers; return why that cannot be."""
        size = self._pool.size
        if run.mode in ("stop", "stop_now"):
            return Message("the run ends, so the number of workers stays {n}", n=size)
        if number == size:
            return Message("the number of workers is {n} already", n=size)
        try:
            remarks = list(run.resize(number))
        except CuratorError as error:
            return Message(
                "the number of workers stays {n} and does not become {wanted}: {error}",
                n=size,
                wanted=number,
                error=error,
            )
        for words in remarks:
            run.reporter.log(0, "info", words)
        return None

    def _open(self, more: int) -> None:
        closed = [slot for slot in self._pool.slots if slot.closing]
        closed.sort(key=lambda slot: (slot.job is None, slot.number))  # those that still work first
        for slot in closed[:more]:
            slot.reopen()
        first, count = self._pool.slots[0], len(self._pool.slots)
        for number in range(count + 1, count + 1 + more - len(closed[:more])):
            self._pool.slots.append(Slot(number, first.host.another(), first.roster))

    def _close(self, fewer: int) -> None:
        for slot in closing_order(self._pool.slots)[:fewer]:
            slot.close()
            if not slot.busy:
                self._assignment.vacate(slot)
            elif slot.connection is not None:
                slot.connection.ask_to_yield(slot.lease)


def closing_order(slots: list[Slot]) -> list[Slot]:
    """Return the open slots, those first that a run loses least with.

    Those without a worker come first. Then come machines and jobs as a whole, the one with the
    fewest slots first: a job ends only when none of its workers is needed.
    """
    open_slots = [slot for slot in slots if not slot.closing]
    places = {slot.number: slot.host.place if slot.host.open else "" for slot in open_slots}
    shared = Counter(places.values())
    last = {place: number for number, place in places.items()}

    def order(slot: Slot) -> tuple[bool, int, int, int]:
        place = places[slot.number]
        return slot.host.open, shared[place], -last[place], -slot.number

    return sorted(open_slots, key=order)
