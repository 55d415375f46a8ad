"""Whether two items are the same, whatever they are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import cloudpickle
import numpy as np


def same(one: Any, other: Any) -> bool:
    """Compare arrays by value (NaN equals NaN), tables and lists entry by entry.

    Meshes, data sets and structures have a comparison of their own; what has none is compared by
    what it would be sent to a worker as.
    """
    if type(one) is not type(other):
        return False
    if isinstance(one, np.ndarray):
        return _same_arrays(one, other)
    if isinstance(one, Mapping):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, (list, tuple)):
        return len(one) == len(other) and all(map(same, one, other))
    for name in ("identical", "equals"):  # xarray and pandas
        if callable(getattr(one, name, None)):
            return bool(getattr(one, name)(other))
    return _equal(one, other) or cloudpickle.dumps(one) == cloudpickle.dumps(other)


def _same_arrays(one: np.ndarray[Any, Any], other: np.ndarray[Any, Any]) -> bool:
    if one.dtype != other.dtype or one.shape != other.shape:
        return False
    return bool(np.array_equal(one, other, equal_nan=one.dtype.kind in "fcmM"))


def _equal(one: Any, other: Any) -> bool:
    found = one == other  # of pyvista, ASE and plain values; others may give an array
    return found if isinstance(found, bool) else False
