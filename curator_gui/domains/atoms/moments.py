"""Running moments that can be merged: count, mean, spread and range of numbers.

Merging follows T. F. Chan, G. H. Golub, R. J. LeVeque, "Updating formulae and a pairwise algorithm
for computing sample variances" (1979); it does not lose digits where the mean is large.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np


@dataclass
class Moments:
    """Count, mean, sum of squared deviations from the mean, smallest and largest value."""

    count: int = 0
    mean: float = 0.0
    m2: float = 0.0
    low: float = math.inf
    high: float = -math.inf

    @classmethod
    def of(cls, values: Any) -> Moments:
        """Return the moments of an array's numbers; NaN and infinity are left out."""
        flat = np.asarray(values, dtype=float).ravel()
        flat = flat[np.isfinite(flat)]
        if flat.size == 0:
            return cls()
        mean = float(flat.mean())
        m2 = float(((flat - mean) ** 2).sum())
        return cls(int(flat.size), mean, m2, float(flat.min()), float(flat.max()))

    def merge(self, other: Moments) -> None:
        if other.count == 0:
            return
        total = self.count + other.count
        step = other.mean - self.mean
        self.m2 += other.m2 + step * step * self.count * other.count / total
        self.mean += step * other.count / total
        self.count = total
        self.low, self.high = min(self.low, other.low), max(self.high, other.high)

    @property
    def std(self) -> float:
        """Standard deviation of the population (divided by the count)."""
        return math.sqrt(self.m2 / self.count) if self.count else math.nan

    @property
    def rms(self) -> float:
        return math.hypot(self.mean, self.std) if self.count else math.nan

    def as_list(self) -> list[float]:
        """Return the fields for JSON; an empty one is short, because infinities are no JSON."""
        return [self.count, self.mean, self.m2, self.low, self.high] if self.count else []

    @classmethod
    def from_list(cls, fields: list[float]) -> Moments:
        """Undo `as_list`."""
        return cls(int(fields[0]), *fields[1:]) if fields else cls()

    def summary(self) -> dict[str, float | int | None]:
        """Return count, mean, std, min and max for a report; None where there is no number."""
        if not self.count:
            return {"count": 0, "mean": None, "std": None, "min": None, "max": None}
        return {
            "count": self.count,
            "mean": self.mean,
            "std": self.std,
            "min": self.low,
            "max": self.high,
        }
