"""The slots of a supervisor, their hub, and the run they work for."""

from __future__ import annotations

from curator_gui.run.engine.supervising.messages import Message
from curator_gui.run.engine.supervising.run_state import Run
from curator_gui.run.engine.supervising.slots import Roster, Slot
from curator_gui.run.wire.hub import Hub


class WorkerPool:
    """What the parts of a supervisor share; touched by its thread only.

    `size` is how many of the slots the run goes on with: closed ones keep their numbers.
    """

    def __init__(self, hub: Hub[Message], slots: list[Slot], roster: Roster) -> None:
        self.hub = hub
        self.slots = slots
        self.size = len(slots)
        self.roster = roster
        self.run: Run | None = None

    @property
    def quiet(self) -> bool:
        """Whether no worker holds a task."""
        return not self.roster.busy

    @property
    def idle(self) -> bool:
        """Whether no slot has a job, not even one that is held back by a pause."""
        return not (self.roster.occupied or self.roster.busy)

    def drain(self, slot: Slot) -> bool:
        """Read all that a slot's worker has sent; return whether it was heard since the last time.

        To be done before anybody is judged: with a slow listener a worker may be far ahead of what
        was read of it, and on a bad line what it sent comes piece by piece.
        """
        connection = slot.connection
        if connection is None:
            return False
        self.hub.drain(connection)
        news = connection.received > slot.heard
        slot.heard = connection.received
        return news

    def replace(self, slot: Slot, reason: str) -> None:
        """Let go of a slot's worker; the next task gets a new one."""
        if self.run is not None and slot.pid:
            self.run.reporter.worker_ended(slot.number, slot.pid, reason)
        self.read_log(slot, ended=True)
        if slot.connection is not None:
            self.hub.drop(slot.connection)
        slot.retire()

    def read_logs(self) -> None:
        for slot in self.slots:
            self.read_log(slot)

    def read_log(self, slot: Slot, *, ended: bool = False) -> None:
        if self.run is None:
            return
        for line in slot.host.last_lines() if ended else slot.host.new_lines():
            fatal = line.startswith("Fatal Python error")
            self.run.reporter.log(slot.number, "error" if fatal else "info", line)

    def check_quiet(self) -> None:
        """Tell the run when a pause has become true: no worker holds an index any more."""
        if self.run is not None and self.quiet:
            self.run.on_quiet()
