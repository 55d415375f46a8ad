"""Interpolation along one axis: which two points a target lies between, and how near."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

_ROUNDING = 1e-9  # of a step, or of a degree


@dataclass(frozen=True)
class AxisWeights:
    """Each target takes `1 - weight` of the point `left` and `weight` of the point `right`.

    Points are numbered as in the data. `outside` marks targets further than half a step beyond
    the first or last point; nearer ones take the value of that point.
    """

    left: np.ndarray
    right: np.ndarray
    weight: np.ndarray
    outside: np.ndarray

    def apply(self, values: np.ndarray, axis: int, *, nearest: bool) -> np.ndarray:
        """Return floating-point values at the targets; NaN outside.

        A missing neighbour makes the result missing, unless it has no weight.
        """
        import numpy as np

        shape = [1] * values.ndim
        shape[axis] = -1
        if nearest:
            result = values.take(np.where(self.weight > 0.5, self.right, self.left), axis)
        else:
            weight = self.weight.astype(values.dtype).reshape(shape)
            first, second = values.take(self.left, axis), values.take(self.right, axis)
            result = first * (1 - weight) + second * weight
        if self.outside.any():
            result = np.where(self.outside.reshape(shape), np.asarray(np.nan, result.dtype), result)
        return result


def axis_weights(points: np.ndarray, targets: np.ndarray) -> AxisWeights:
    """Return the weights on a straight axis; points may be in any order, but differ."""
    import numpy as np

    ordered, order = np.unique(points.astype("float64"), return_index=True)
    return _between(ordered, order, targets.astype("float64"))


def longitude_weights(points: np.ndarray, targets: np.ndarray) -> AxisWeights:
    """Return the weights around the globe, in degrees; both may follow any convention.

    If the points leave no gap they close a circle; else the axis begins behind the widest gap.
    """
    import numpy as np

    ordered, order = np.unique(points.astype("float64") % 360, return_index=True)
    gaps = np.diff(np.append(ordered, ordered[0] + 360))
    begin = (int(gaps.argmax()) + 1) % ordered.size
    base = ordered[begin]
    ordered, order = _turned(np.roll(ordered, -begin), base), np.roll(order, -begin)
    if ordered.size > 1 and gaps.max() <= 1.5 * np.median(gaps):
        ordered = np.concatenate([[ordered[-1] - 360], ordered, [ordered[0] + 360]])
        order = np.concatenate([order[-1:], order, order[:1]])
    elif ordered.size > 1:
        reach = np.diff(ordered)[0] / 2  # that far before the first point is still near it
        ordered, base = ordered + reach, base - reach
    return _between(ordered, order, _turned(targets.astype("float64"), base))


def _turned(degrees: np.ndarray, base: float) -> np.ndarray:
    """Degrees east of `base`, from 0 to 360; rounding never turns 0 into 360."""
    turned: np.ndarray = (degrees - base + _ROUNDING) % 360 - _ROUNDING
    return turned


def _between(ordered: np.ndarray, order: np.ndarray, targets: np.ndarray) -> AxisWeights:
    import numpy as np

    if ordered.size == 1:
        same = np.zeros(targets.size, dtype="int64")
        far = np.abs(targets - ordered[0]) > _ROUNDING
        return AxisWeights(order[same], order[same], same.astype("float64"), far)
    right = np.clip(np.searchsorted(ordered, targets), 1, ordered.size - 1)
    steps = np.diff(ordered)
    weight = (targets - ordered[right - 1]) / steps[right - 1]
    outside = (weight < -0.5 - _ROUNDING) | (weight > 1.5 + _ROUNDING)
    weight = np.clip(weight, 0.0, 1.0)
    weight[weight < _ROUNDING] = 0.0
    weight[weight > 1 - _ROUNDING] = 1.0
    # A neighbour without weight must not count, not even if it is missing.
    left = np.where(weight == 1.0, right, right - 1)
    right = np.where(weight == 0.0, left, right)
    return AxisWeights(order[left], order[right], weight, outside)
