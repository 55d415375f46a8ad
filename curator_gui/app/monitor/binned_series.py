"""Amounts over time in a fixed number of bins, which get coarser as time goes on."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.floating[Any]]

MAX_POINTS = 3600
FIRST_BIN = 0.25
"""Seconds covered by one point at first; doubled whenever the series is full (after 15 min)."""


class BinnedSeries:
    """Amounts per time bin from the start of the run: at most `MAX_POINTS` bins.

    When they are used up, neighbors are merged and each bin covers twice the time.
    """

    def __init__(self, channels: int) -> None:
        self.width = FIRST_BIN
        self.used = 0
        self._sums = np.zeros((channels, MAX_POINTS))

    def add(self, seconds: float, channel: int, amount: float) -> None:
        """Add an amount at a time (seconds from the start)."""
        position = int(max(0.0, seconds) / self.width)
        while position >= MAX_POINTS:
            self._merge()
            position = int(seconds / self.width)
        self._sums[channel, position] += amount
        self.used = max(self.used, position + 1)

    def add_many(self, seconds: Floats, channel: int, amounts: NDArray[Any]) -> None:
        """Add amounts at times (seconds from the start), one each."""
        if not len(seconds):
            return
        times = np.maximum(seconds, 0.0)
        while float(times.max()) / self.width >= MAX_POINTS:
            self._merge()
        positions = (times / self.width).astype(np.int64)
        self._sums[channel] += np.bincount(positions, amounts, minlength=MAX_POINTS)
        self.used = max(self.used, int(positions.max()) + 1)

    def rates(self, channel: int, until: float, smooth: int = 4) -> tuple[Floats, Floats]:
        """Return bin centers (s) and amounts per second, averaged over `smooth` bins.

        Only bins that are over at `until` (seconds from the start) are given.
        """
        complete = min(int(until / self.width), MAX_POINTS)
        if not complete:
            return np.empty(0), np.empty(0)
        window = np.minimum(np.arange(1, complete + 1), smooth)
        start = np.arange(complete) + 1 - window
        cumulative = np.concatenate([[0.0], np.cumsum(self._sums[channel, :complete])])
        moved: Floats = cumulative[1:] - cumulative[start]
        centers: Floats = (np.arange(1, complete + 1) - 0.5 * window) * self.width
        rates: Floats = np.divide(moved, window * self.width)
        return centers, rates

    def _merge(self) -> None:
        half = MAX_POINTS // 2
        self._sums[:, :half] = self._sums.reshape(len(self._sums), half, 2).sum(axis=2)
        self._sums[:, half:] = 0
        self.used = (self.used + 1) // 2
        self.width *= 2
