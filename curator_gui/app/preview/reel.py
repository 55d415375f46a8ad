"""The reel of a film: frames made ahead of it, in a process of their own.

What is looked at comes first, then what will be looked at next. A process of its own, because the
one of the preview keeps the item that is shown, and must not die of the next one.
"""

from __future__ import annotations

import time
from collections import OrderedDict
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

MAX_BYTES = 96 * 2**20
"""Memory for frames; those looked at longest ago go first."""


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
        self._frames: OrderedDict[int, Frame] = OrderedDict()
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
        found = self._frames.get(number)
        if found is not None:
            self._frames.move_to_end(number)
        return found

    def failed(self, number: int) -> bool:
        """Whether no frame could be made of this number; a preview of it says why."""
        return number in self._failed

    def nearest(self, number: int) -> Frame | None:
        """Return the ready frame whose number is nearest to this one."""
        if not self._frames:
            return None
        return self._frames[min(self._frames, key=lambda ready: abs(ready - number))]

    def forget(self) -> None:
        """Keep no frame: what they show has changed."""
        if self.busy:
            self._giving_way.give_way()
        self._call.cancel()
        self._scene, self._making = None, None
        self._frames.clear()
        self._failed.clear()

    def stop(self) -> None:
        """End for good: the window closes."""
        self._giving_way.stop()
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
        assert self._scene is not None
        ahead = 1 if self._seconds > SLOW_S else AHEAD
        wanted = [self._at + self._by * n for n in range(ahead + 1)]
        wanted.append(self._at - self._by)
        known = self._frames.keys() | self._failed
        return [n for n in wanted if 0 <= n < self._scene.size and n not in known]

    def _answered(self, frame: Any) -> None:
        self._giving_way.stop()
        number, self._making = self._making, None
        assert number is not None
        self._seconds = time.monotonic() - self._began
        self._frames[number] = frame
        self._drop_oldest()
        self._make_next()
        self.arrived.emit(number)

    def _lost(self, _: BaseException) -> None:
        """Note that there is no frame; the preview of this number meets the same, and says it."""
        self._giving_way.stop()
        number, self._making = self._making, None
        assert number is not None
        self._failed.add(number)
        self.arrived.emit(number)

    def _drop_oldest(self) -> None:
        total = sum(frame.nbytes for frame in self._frames.values())
        while total > MAX_BYTES and len(self._frames) > 2:
            _, oldest = self._frames.popitem(last=False)
            total -= oldest.nbytes
