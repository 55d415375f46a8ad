"""Count, mean and spread of fields, merged exactly: the mathematics of the field statistics.

Single passes use numpy's pairwise sums about the mean; parts are merged with the update formulas
of T. F. Chan, G. H. Golub and R. J. LeVeque, "Updating Formulae and a Pairwise Algorithm for
Computing Sample Variances", COMPSTAT 1982, the generalisation of B. P. Welford, Technometrics 4
(1962). Everything is float64.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from curator_gui.domains.mesh.errors import MeshError


@dataclass(frozen=True)
class Histogram:
    """Counts in equal bins from `low` to `high`; the last bin includes `high`."""

    low: float
    high: float
    counts: list[int]
    below: int = 0
    above: int = 0

    @classmethod
    def of(cls, values: Any, low: float, high: float, bins: int) -> Histogram:
        import numpy as np

        counts, _ = np.histogram(values, bins=bins, range=(low, high))
        below, above = int((values < low).sum()), int((values > high).sum())
        return cls(low, high, counts.tolist(), below, above)

    def merged(self, other: Histogram) -> Histogram:
        """Add the counts of both.

        Raises
        ------
        MeshError
            If the bins differ.
        """
        same = (self.low, self.high, len(self.counts)) == (other.low, other.high, len(other.counts))
        if not same:
            raise MeshError("histograms with different bins cannot be added")
        counts = [a + b for a, b in zip(self.counts, other.counts, strict=True)]
        return Histogram(
            self.low, self.high, counts, self.below + other.below, self.above + other.above
        )


@dataclass(frozen=True)
class Moments:
    """Statistics of one component of a field; `m2` is the sum of squared distances to the mean.

    `invalid` counts NaN and infinite values, which take part in nothing else.
    """

    count: int
    invalid: int
    mean: float
    m2: float
    minimum: float | None
    maximum: float | None
    histogram: Histogram | None = None

    @classmethod
    def of(cls, values: Any, histogram: tuple[float, float, int] | None = None) -> Moments:
        """Reduce the values of one mesh, shape (n,); `histogram` gives low, high and bins."""
        import numpy as np

        numbers = np.asarray(values, dtype=np.float64)
        valid = np.isfinite(numbers)
        invalid = int(numbers.size - valid.sum())
        numbers = numbers[valid] if invalid else numbers
        bins = Histogram.of(numbers, *histogram) if histogram else None
        if numbers.size == 0:
            return cls(0, invalid, 0.0, 0.0, None, None, bins)
        mean = float(numbers.mean())
        distance = numbers - mean
        m2 = float(distance @ distance)
        low, high = float(numbers.min()), float(numbers.max())
        return cls(int(numbers.size), invalid, mean, m2, low, high, bins)

    def merged(self, other: Moments) -> Moments:
        """Return the statistics of both sets of values together."""
        count = self.count + other.count
        bins = _merged_bins(self.histogram, other.histogram)
        invalid = self.invalid + other.invalid
        if not self.count or not other.count:
            kept = self if self.count else other
            ends = kept.minimum, kept.maximum
            return Moments(count, invalid, kept.mean, kept.m2, *ends, bins)
        delta = other.mean - self.mean
        mean = self.mean + delta * (other.count / count)
        m2 = self.m2 + other.m2 + delta * delta * (self.count * (other.count / count))
        low = min(_number(self.minimum), _number(other.minimum))
        high = max(_number(self.maximum), _number(other.maximum))
        return Moments(count, invalid, mean, m2, low, high, bins)

    @property
    def std(self) -> float:
        """Standard deviation of the values themselves (divided by n, not n - 1)."""
        return float((self.m2 / self.count) ** 0.5) if self.count else 0.0

    def to_data(self) -> dict[str, Any]:
        """Return JSON data; floats keep all their digits."""
        data: dict[str, Any] = {
            "count": self.count,
            "invalid": self.invalid,
            "mean": self.mean if self.count else None,
            "std": self.std if self.count else None,
            "min": self.minimum,
            "max": self.maximum,
            "m2": self.m2,
        }
        if self.histogram is not None:
            data["histogram"] = dict(vars(self.histogram))
        return data

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> Moments:
        """Build from what `to_data` gave.

        Raises
        ------
        KeyError, TypeError, ValueError
            If the data have another shape.
        """
        bins = Histogram(**data["histogram"]) if "histogram" in data else None
        mean = 0.0 if data["mean"] is None else float(data["mean"])
        ends = data["min"], data["max"]
        return cls(int(data["count"]), int(data["invalid"]), mean, float(data["m2"]), *ends, bins)


def _merged_bins(one: Histogram | None, other: Histogram | None) -> Histogram | None:
    if one is None or other is None:
        return one or other
    return one.merged(other)


def _number(value: float | None) -> float:
    if value is None:
        raise ValueError("a minimum or maximum is missing")
    return value
