"""The reel of a film: frames made ahead of it, in a process of their own.

What is looked at comes first, then what will be looked at next. A process of its own, because the
one of the preview keeps the item that is shown, and must not die of the next one.
"""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from curator_gui.app.background import LatestCall
from curator_gui.app.preview.process import GivingWay, PreviewProcess

if TYPE_CHECKING:
    from curator_gui.app.preview.scenes import Scene
    from curator_gui.run.helper.film import Frame

AHEAD = 8
"""Frames made ahead in the direction of the film; behind it one."""

SLOW_S = 1.0
"""Where a frame takes longer, only the next one is made ahead."""

LEAST = 3
"""Frames that are kept whatever their size: one, the next and the one before."""

MAX_BYTES = 96 * 2**20
"""Memory for frames; those farthest away go first."""


class Reel(QObject):
    """Keeps the frames of one scene, and makes those that are likely to be wanted.

    Signals
    -------
    arrived(int)
        The frame of this number is there, or cannot be made (`failed`).
    """

    arrived = Signal(int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.process = PreviewProcess()
        self._scene: Scene | None = None
        self._frames: dict[int, Frame] = {}
        self._failed: set[int] = set()
        self._at, self._by = 0, 1
        self._making: int | None = None
        self._began = self._seconds = 0.0
        self._call = LatestCall("film", self)
        self._call.answered.connect(self._answered)
        self._call.failed.connect(self._lost)
        self._giving_way = GivingWay(self._call, self.process)

    @property
    def busy(self) -> bool:
        """Whether a frame is being made."""
        return self._making is not None

    @property
    def warm(self) -> bool:
        """Whether frames of this scene have come: the process runs, its libraries are loaded."""
        return bool(self._frames)

    def aim(self, scene: Scene, at: int, by: int = 1) -> None:
        """Look at a frame of a scene, on the way forward (1) or back (-1); others come after it."""
        if self._scene is None or self._scene.subject != scene.subject:
            self.forget()
            self._scene = scene
        self._at, self._by = at, by
        self._make_next()

    def frame(self, number: int) -> Frame | None:
        """Return a frame if it is ready."""
        return self._frames.get(number)

    def failed(self, number: int) -> bool:
        """Whether no frame could be made of this number; a preview of it says why."""
        return number in self._failed

    def nearest(self, number: int) -> tuple[int, Frame] | None:
        """Return the ready frame whose number is nearest to this one, with its number."""
        if not self._frames:
            return None
        found = min(self._frames, key=lambda ready: abs(ready - number))
        return found, self._frames[found]

    def forget(self) -> None:
        """Keep no frame: what they show has changed."""
        if self.busy:
            self._giving_way.give_way()
        self._call.cancel()
        self._scene, self._making = None, None
        self._frames.clear()
        self._failed.clear()

    def close(self) -> None:
        """Keep nothing and end the process; the next film starts another."""
        self.forget()
        self._giving_way.stop()
        self.process.end()

    def _make_next(self) -> None:
        number = None if self.busy else next(iter(self._missing()), None)
        if number is None or self._scene is None:
            return
        self._making, self._began = number, time.monotonic()
        self._giving_way.begun()
        self._call.submit(partial(self._scene.make, self.process.helper, number))

    def _missing(self) -> list[int]:
        """List what is wanted and not there, most wanted first."""
        known = self._frames.keys() | self._failed
        return [n for n in self._wanted() if n not in known]

    def _wanted(self) -> list[int]:
        assert self._scene is not None
        ahead = 1 if self._seconds > SLOW_S else min(AHEAD, self._room() - 2)
        wanted = [self._at + self._by * n for n in range(ahead + 1)]
        wanted.append(self._at - self._by)
        return [n for n in wanted if 0 <= n < self._scene.size]

    def _answered(self, frame: Any) -> None:
        self._giving_way.stop()
        number, self._making = self._making, None
        assert number is not None
        self._seconds = time.monotonic() - self._began
        self._frames[number] = frame
        self._make_room()
        self._make_next()
        self.arrived.emit(number)

    def _lost(self, _: BaseException) -> None:
        """Note that there is no frame; the preview of this number meets the same, and says it."""
        self._giving_way.stop()
        number, self._making = self._making, None
        assert number is not None
        self._failed.add(number)
        self.arrived.emit(number)

    def _room(self) -> int:
        """Return how many frames may be kept; never fewer than those that are always wanted."""
        largest = max((frame.nbytes for frame in self._frames.values()), default=0)
        return max(LEAST, MAX_BYTES // max(largest, 1))

    def _make_room(self) -> None:
        """Drop what is not wanted, farthest first: what is wanted would be made again."""
        wanted = set(self._wanted())
        for _ in range(len(self._frames) - self._room()):
            del self._frames[max(self._frames, key=lambda n: (n not in wanted, abs(n - self._at)))]
