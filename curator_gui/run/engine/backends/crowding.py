"""What is to be said about more workers on this machine: its cores and its memory."""

from __future__ import annotations

from collections.abc import Iterable

import joblib
import psutil

from curator_gui.core.message import Message, plural
from curator_gui.core.text.quantities import bytes_text
from curator_gui.run.engine.supervising.slots import Slot


def crowding(slots: Iterable[Slot], more: int, workers: int) -> list[Message]:
    """Say what `more` workers, which make `workers`, will lack here, if it is anything."""
    if more <= 0:
        return []
    found, cores = [], int(joblib.cpu_count())
    if workers > cores:
        found.append(
            Message(
                "{workers} workers are more than the {cores} cores of this machine: seldom faster",
                workers=workers,
                cores=cores,
            )
        )
    needed = more * max((slot.host.rss() for slot in slots), default=0)
    free = psutil.virtual_memory().available
    if needed > free:
        found.append(
            plural(
                more,
                "one more worker of the size of the largest would need {needed}, but {free} of "
                "memory are free: set memory_limit, or take fewer",
                "{n} more workers of the size of the largest would need {needed}, but {free} of "
                "memory are free: set memory_limit, or take fewer",
                needed=bytes_text(needed),
                free=bytes_text(free),
            )
        )
    return found
