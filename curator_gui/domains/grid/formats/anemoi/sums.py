"""Count, mean, squares, least and largest of values, and how those of many items are joined."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np


def sums_of(plane: np.ndarray) -> list[float]:
    """Return count, mean, sum of squared differences from it, least and largest value, without NaN.

    The latter four are NaN where there is no value.
    """
    import numpy as np

    values = plane[~np.isnan(plane)].astype(np.float64)
    if not values.size:
        return [0.0, math.nan, math.nan, math.nan, math.nan]
    mean = float(values.mean())
    squares = float(np.square(values - mean).sum())
    return [float(values.size), mean, squares, float(values.min()), float(values.max())]


def joined_sums(all_sums: Sequence[list[list[float]]]) -> dict[str, np.ndarray]:
    """Join the sums of items, shape (variables,), as if their values had been one list."""
    import numpy as np

    sums = np.array(all_sums)
    count, mean, squares = sums[..., 0], np.nan_to_num(sums[..., 1]), np.nan_to_num(sums[..., 2])
    total = count.sum(0)
    with np.errstate(invalid="ignore", divide="ignore"):
        middle = (count * mean).sum(0) / total
        spread = (squares.sum(0) + (count * np.square(mean - middle)).sum(0)) / total
    return {
        "mean": middle,
        "stdev": np.sqrt(spread),
        "minimum": np.fmin.reduce(sums[..., 3]),
        "maximum": np.fmax.reduce(sums[..., 4]),
    }
