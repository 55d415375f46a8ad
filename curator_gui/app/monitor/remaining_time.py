"""How much longer a run takes: a range that means something, or nothing.

The active time (pauses left out) is noted at every so many completions. The gaps between these
notes are a sample of "seconds per chunk of items"; the remaining items are a number of further
chunks. Their sum has the spread of the chunks themselves and that of the estimated mean; the range
covers 1.645 standard deviations to both sides (90 % if gaps are independent). Because runs drift
(the second half of a data set may hold larger files), the range is the union of what all notes and
what the latest quarter of them say.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

MIN_CHUNKS = 6
MAX_CHUNKS = 128
_SIGMAS = 1.645


class RemainingTime(NamedTuple):
    """Seconds of work that are left: the likely least and most."""

    low: float
    high: float


class RemainingTimeEstimator:
    """Collects completions; call `go` and `hold` when work begins and rests."""

    def __init__(self) -> None:
        self._active = 0.0
        self._going_since: float | None = None
        self._notes = [0.0]
        self._chunk = 1
        self._rest = 0

    def go(self, now: float) -> None:
        """Start the clock of active time; it may run already."""
        if self._going_since is None:
            self._going_since = now

    def hold(self, now: float) -> None:
        self._active = self.active_seconds(now)
        self._going_since = None

    def active_seconds(self, now: float) -> float:
        """Return the seconds of work so far."""
        if self._going_since is None:
            return self._active
        return self._active + max(0.0, now - self._going_since)

    def finish(self, now: float) -> None:
        """Note that one more item needs no work."""
        self._rest += 1
        if self._rest < self._chunk:
            return
        self._rest = 0
        self._notes.append(max(self._notes[-1], self.active_seconds(now)))
        if len(self._notes) > MAX_CHUNKS:
            self._notes = self._notes[::2]
            self._chunk *= 2

    def estimate(self, remaining: int, now: float) -> RemainingTime | None:
        """Return the range of seconds for `remaining` more items; None before there is a sample."""
        gaps = np.diff(self._notes)
        if len(gaps) < MIN_CHUNKS:
            return None
        if remaining <= 0:
            return RemainingTime(0.0, 0.0)
        chunks = remaining / self._chunk
        recent = gaps[-max(MIN_CHUNKS, len(gaps) // 4) :]
        ranges = [_range(gaps, chunks), _range(recent, chunks)]
        low, high = min(r.low for r in ranges), max(r.high for r in ranges)
        spent = self.active_seconds(now) - self._notes[-1]  # on the chunk that is under way
        return RemainingTime(max(0.0, low - spent), max(0.0, high - spent))


def _range(gaps: NDArray[np.float64], chunks: float) -> RemainingTime:
    mean, spread = float(gaps.mean()), float(gaps.std(ddof=1))
    deviation = spread * math.sqrt(chunks + chunks * chunks / len(gaps))
    return RemainingTime(
        max(0.0, mean * chunks - _SIGMAS * deviation), mean * chunks + _SIGMAS * deviation
    )
