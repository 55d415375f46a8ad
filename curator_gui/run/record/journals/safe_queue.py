"""The queue before a record's thread: events pass it when what they tell of is on the disk."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence

from curator_gui.core.message import Message
from curator_gui.run.events import Event, IndexFinished
from curator_gui.run.record.journals.durability import SYNC_SECONDS, Durability
from curator_gui.run.record.journals.facts import Artifacts, TakenBack

Warn = Callable[[str], None]
Unsafe = Callable[[IndexFinished, OSError], None]
"""Takes an index whose output the disk refused when it was to be written down."""


class Mark:
    """Stands in the queue behind the events that somebody waits for."""

    def __init__(self) -> None:
        self.reached = threading.Event()


Item = Event | Artifacts | TakenBack | Mark


class SafeQueue:
    """Takes items from any thread and gives them, in order, to one.

    Parameters
    ----------
    durability
        Writes outputs down; None lets everything pass.
    warn, on_unsafe
        Told of outputs that the disk refused, by the thread that takes items.
    """

    def __init__(self, durability: Durability | None, warn: Warn, on_unsafe: Unsafe | None) -> None:
        self._durability = durability
        self._warn, self._on_unsafe = warn, on_unsafe
        self.queued: deque[Item] = deque()
        """Where any thread appends items: directly, because that is done for every event."""
        self._safe: deque[Item] = deque()
        self._next_sync = 0.0
        self._hurry = threading.Event()

    def __len__(self) -> int:
        return len(self.queued) + len(self._safe)

    @property
    def ready(self) -> bool:
        """Whether items that are safe are still to be taken."""
        return bool(self._safe)

    def hurry(self) -> None:
        """Let the next `secure` not wait for its time."""
        self._hurry.set()

    def take(self, most: int) -> list[Item]:
        """Return items that are safe, and remove them."""
        return [self._safe.popleft() for _ in range(min(most, len(self._safe)))]

    def secure(self) -> None:
        """Write down what queued items tell of, unless safe ones are still to be taken."""
        if self._safe or not self.queued:
            return
        if self._durability is None:
            self._safe.extend(self._all())
            return
        self._hurry.wait(max(0.0, self._next_sync - time.monotonic()))
        self._hurry.clear()
        items = self._all()
        refused = self._durability.secure(path for item in items for path in _outputs_of(item))
        self._next_sync = time.monotonic() + SYNC_SECONDS
        if refused:
            items = [item for item in items if not self._is_unsafe(item, refused)]
        self._safe.extend(items)

    def _all(self) -> list[Item]:
        return [self.queued.popleft() for _ in range(len(self.queued))]

    def _is_unsafe(self, item: Item, refused: Mapping[str, OSError]) -> bool:
        """Pass an index on whose output the disk refused; warn of what is no index's."""
        lost = [path for path in _outputs_of(item) if path in refused]
        if lost and isinstance(item, IndexFinished) and self._on_unsafe is not None:
            self._on_unsafe(item, refused[lost[0]])
            return True
        for path in lost:
            self._warn(refused_words(path, refused[path]))
        return False


def refused_words(path: str, error: OSError) -> Message:
    """Say that the disk did not take an output, although it had been written without an error."""
    return Message(
        "{path}: the disk reported an error when the file was written down: {error}",
        path=path,
        error=error.strerror or error,
    )


def _outputs_of(item: Item) -> Sequence[str]:
    if type(item) is IndexFinished:
        return (*item.outputs, *item.artifacts) if item.artifacts else item.outputs
    return item.paths if type(item) is Artifacts else ()
