"""Count, mean, variance, minimum and maximum that can be merged exactly.

Each item is summed up in two passes in float64; items are then combined by the pairwise update of
Chan, Golub and LeVeque, "Updating formulae and a pairwise algorithm for computing sample
variances" (1979), which loses no digits where the sum of squares does.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np


@dataclass(frozen=True)
class Moments:
    """Moments of finite values; arrays over the dimensions that were not summed over.

    `m2` is the sum of squared deviations from the mean. Where `count` is 0, mean and m2 are 0,
    the minimum is inf and the maximum -inf.
    """

    count: np.ndarray
    mean: np.ndarray
    m2: np.ndarray
    minimum: np.ndarray
    maximum: np.ndarray

    @classmethod
    def of(cls, values: np.ndarray, axes: tuple[int, ...]) -> Moments:
        """Sum an array up over these axes; NaN and infinities do not count."""
        import numpy as np

        data = np.asarray(values, dtype="float64")
        finite = np.isfinite(data)
        keep = True if finite.all() else finite
        count = finite.sum(axis=axes, dtype="int64")
        safe = np.maximum(count, 1)
        mean = data.sum(axis=axes, where=keep) / safe
        deviation = data - np.expand_dims(mean, axes)
        rounding = deviation.sum(axis=axes, where=keep)  # zero in exact arithmetic
        squares = np.square(deviation, out=deviation).sum(axis=axes, where=keep)
        m2 = np.maximum(squares - rounding**2 / safe, 0.0)
        return cls(
            count=count,
            mean=np.asarray(mean),
            m2=m2,
            minimum=np.min(data, axis=axes, where=keep, initial=np.inf),
            maximum=np.max(data, axis=axes, where=keep, initial=-np.inf),
        )

    def merged(self, other: Moments) -> Moments:
        """Combine with the moments of further values."""
        import numpy as np

        count = self.count + other.count
        share = other.count / np.maximum(count, 1)
        delta = other.mean - self.mean
        return Moments(
            count=count,
            mean=self.mean + delta * share,
            m2=self.m2 + other.m2 + delta**2 * self.count * share,
            minimum=np.minimum(self.minimum, other.minimum),
            maximum=np.maximum(self.maximum, other.maximum),
        )

    @property
    def std(self) -> np.ndarray:
        """Population standard deviation (divided by the count); NaN where nothing counted."""
        import numpy as np

        return np.where(self.count > 0, np.sqrt(self.m2 / np.maximum(self.count, 1)), np.nan)

    def finished(self) -> dict[str, np.ndarray]:
        """Return mean, std, min, max and count, with NaN where nothing counted."""
        import numpy as np

        some = self.count > 0
        return {
            "mean": np.where(some, self.mean, np.nan),
            "std": self.std,
            "min": np.where(some, self.minimum, np.nan),
            "max": np.where(some, self.maximum, np.nan),
            "count": np.asarray(self.count),
        }
