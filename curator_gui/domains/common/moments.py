"""Count, mean and spread of numbers that can be merged exactly.

Each set of values is summed up about its own mean in float64; sets are then combined by the
pairwise update of T. F. Chan, G. H. Golub and R. J. LeVeque, "Updating formulae and a pairwise
algorithm for computing sample variances" (1979), which loses no digits where a sum of squares does.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Counts = NDArray[np.int64]


BLOCK = 1 << 17
"""Values that are summed up at once: one megabyte as float64."""


def combined(one: tuple[Any, Any, Any], other: tuple[Any, Any, Any]) -> tuple[Any, Any, Any]:
    """Return (count, mean, m2) of both sets together; numbers, or arrays of one shape.

    `m2` is the sum of squared deviations from the mean. An empty set has 0 for all three.
    """
    count, mean, m2 = one
    other_count, other_mean, other_m2 = other
    total = count + other_count
    share = other_count / (total + (total == 0))
    step = other_mean - mean
    return total, mean + step * share, m2 + other_m2 + step * step * (count * share)


@dataclass(frozen=True)
class Moments:
    """Count, mean, sum of squared deviations from the mean, smallest and largest of numbers."""

    count: int = 0
    mean: float = 0.0
    m2: float = 0.0
    minimum: float = math.inf
    maximum: float = -math.inf

    @classmethod
    def of(cls, values: Any) -> Moments:
        """Sum up an array of any shape; NaN and infinities are left out."""
        import numpy as np

        flat = np.asarray(values, dtype=np.float64).ravel()
        finite = np.isfinite(flat)
        flat = flat if finite.all() else flat[finite]
        if flat.size == 0:
            return cls()
        mean = float(flat.mean())
        distance = flat - mean
        m2 = float(np.square(distance, out=distance).sum())
        return cls(int(flat.size), mean, m2, float(flat.min()), float(flat.max()))

    def merged(self, other: Moments) -> Moments:
        """Return the moments of both sets of numbers together."""
        count, mean, m2 = combined(
            (self.count, self.mean, self.m2), (other.count, other.mean, other.m2)
        )
        low, high = min(self.minimum, other.minimum), max(self.maximum, other.maximum)
        return Moments(count, mean, m2, low, high)

    @property
    def std(self) -> float:
        """Standard deviation of the population (divided by the count); NaN if nothing counted."""
        return math.sqrt(self.m2 / self.count) if self.count else math.nan

    @property
    def rms(self) -> float:
        """Root of the mean square; NaN if nothing counted."""
        return math.hypot(self.mean, self.std) if self.count else math.nan

    def summary(self) -> dict[str, float | int | None]:
        """Return count, mean, std, min and max for JSON; None where there is no number."""
        numbers = (self.mean, self.std, self.minimum, self.maximum)
        found = numbers if self.count else (None,) * 4
        return dict(zip(("count", "mean", "std", "min", "max"), (self.count, *found), strict=True))


@dataclass(frozen=True)
class ArrayMoments:
    """Moments along some axes of arrays; each field has the shape of the axes that remain.

    Where `count` is 0, mean and m2 are 0, the minimum is inf and the maximum -inf.
    """

    count: Counts
    mean: Floats
    m2: Floats
    minimum: Floats
    maximum: Floats

    @classmethod
    def of(cls, values: Any, axes: tuple[int, ...]) -> ArrayMoments:
        """Sum an array up over these axes; NaN and infinities do not count.

        Large arrays are taken in blocks that fit into a processor's cache, so that no float64 copy
        of the whole is made.
        """
        import numpy as np

        data = np.asarray(values)
        if len(axes) == data.ndim:
            return cls._over_all(data.reshape(-1))
        if data.size <= BLOCK or not data.ndim:
            return cls._direct(data, axes)
        kept = [axis for axis in range(data.ndim) if axis not in axes]
        place = next((n for n, axis in enumerate(kept) if data.shape[axis] > 1), 0)
        return cls._by_pieces(np.moveaxis(data, kept[place], 0), _moved(axes, kept[place]), place)

    @classmethod
    def _by_pieces(cls, data: Any, axes: tuple[int, ...], place: int) -> ArrayMoments:
        """Sum up along axes behind the first; that one stays, number `place` of those that do."""
        import numpy as np

        step = BLOCK // max(1, data.size // len(data))
        if step > 1:
            starts = range(0, len(data), step)
            pieces = [cls._direct(data[start : start + step], axes) for start in starts]
            join: Any = np.concatenate
        else:
            rest = tuple(axis - 1 for axis in axes)
            pieces, join = [cls.of(row, rest) for row in data], np.stack
        names = ("count", "mean", "m2", "minimum", "maximum")
        joined = (join([getattr(piece, name) for piece in pieces]) for name in names)
        return cls(*(np.moveaxis(values, 0, place) for values in joined))

    @classmethod
    def _over_all(cls, flat: Any) -> ArrayMoments:
        if flat.size <= BLOCK:
            return cls._block(flat)
        blocks = (flat[start : start + BLOCK] for start in range(0, flat.size, BLOCK))
        return reduce(cls.merged, (cls._block(block) for block in blocks))

    @classmethod
    def _block(cls, flat: Any) -> ArrayMoments:
        """Sum up one block; if its sum is finite, nothing in it needs to be left out."""
        import numpy as np

        data = flat.astype("float64")
        total = data.sum() if data.size else np.nan
        if not np.isfinite(total):
            return cls._direct(flat, (0,))
        mean = total / data.size
        data -= mean
        rounding = data.sum()
        squares = np.square(data, out=data).sum()  # no BLAS: its threads cost more than they give
        m2 = max(float(squares) - rounding * rounding / data.size, 0.0)
        low, high = float(flat.min()), float(flat.max())
        numbers = (np.asarray(value, dtype="float64") for value in (mean, m2, low, high))
        return cls(np.asarray(data.size), *numbers)

    @classmethod
    def _direct(cls, values: Any, axes: tuple[int, ...]) -> ArrayMoments:
        import numpy as np

        data = np.asarray(values, dtype="float64")
        finite = np.isfinite(data)
        keep: Any = True if finite.all() else finite
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

    def merged(self, other: ArrayMoments) -> ArrayMoments:
        """Combine with the moments of further values."""
        import numpy as np

        count, mean, m2 = combined(
            (self.count, self.mean, self.m2), (other.count, other.mean, other.m2)
        )
        low, high = np.minimum(self.minimum, other.minimum), np.maximum(self.maximum, other.maximum)
        return ArrayMoments(count, mean, m2, low, high)

    @property
    def std(self) -> Floats:
        """Population standard deviation (divided by the count); NaN where nothing counted."""
        import numpy as np

        return np.where(self.count > 0, np.sqrt(self.m2 / np.maximum(self.count, 1)), np.nan)

    def finished(self) -> dict[str, Any]:
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


def _moved(axes: tuple[int, ...], axis: int) -> tuple[int, ...]:
    """Renumber axes for an array whose `axis` was moved to the front."""
    return tuple(other + 1 if other < axis else other for other in axes)
