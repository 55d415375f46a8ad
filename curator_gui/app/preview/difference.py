"""What a step did to the fields of an item."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np

from curator_gui.core.measuring.inspection import FieldSummary, ItemSummary

Change = Literal["added", "removed", "changed", "same"]
Aspect = Literal["dtype", "shape", "range", "values"]


@dataclass(frozen=True)
class FieldChange:
    """One field before and after a step; None where it does not exist.

    `aspects` says in what the two differ: type, shape, range (minimum or maximum), or in the
    values alone (mean, deviation, distribution, undefined values). What another type rounds is no
    difference.
    """

    name: str
    place: str
    before: FieldSummary | None
    after: FieldSummary | None
    change: Change
    aspects: tuple[Aspect, ...] = ()

    @property
    def shown(self) -> FieldSummary:
        """The field after the step, or before it if it was removed."""
        field = self.after or self.before
        assert field is not None
        return field


def difference(before: ItemSummary | None, after: ItemSummary | None) -> tuple[FieldChange, ...]:
    """Compare the fields of two items: those of `after` in their order, then what was removed.

    Without an item before (a source) nothing counts as changed; without one after (the item was
    dropped) everything counts as removed. Fields are the same if name and place agree.
    """
    old = {(field.place, field.name): field for field in (before.fields if before else ())}
    new = {(field.place, field.name): field for field in (after.fields if after else ())}
    rows = [_compare(old.get(key), field, before is not None) for key, field in new.items()]
    rows += [
        FieldChange(field.name, field.place, field, None, "removed")
        for key, field in old.items()
        if key not in new
    ]
    return tuple(rows)


def _compare(before: FieldSummary | None, after: FieldSummary, compared: bool) -> FieldChange:
    if before is None:
        change: Change = "added" if compared else "same"
        return FieldChange(after.name, after.place, None, after, change)
    aspects = _aspects(before, after)
    change = "changed" if aspects else "same"
    return FieldChange(after.name, after.place, before, after, change, aspects)


def _aspects(before: FieldSummary, after: FieldSummary) -> tuple[Aspect, ...]:
    rounding = _rounding(before, after)
    differs: dict[Aspect, bool] = {
        "dtype": before.dtype != after.dtype,
        "shape": before.shape != after.shape,
        "range": not (
            _alike(before.minimum, after.minimum, rounding)
            and _alike(before.maximum, after.maximum, rounding)
        ),
    }
    found = tuple(aspect for aspect, yes in differs.items() if yes)
    if "range" not in found and not _spread_alike(before, after, rounding):
        return (*found, "values")
    if not found and before.digest != after.digest:  # another order, or other texts
        return ("values",)
    return found


def _rounding(before: FieldSummary, after: FieldSummary) -> float:
    """Return the relative error of the coarser type; numbers of one type are compared exactly."""
    if before.dtype == after.dtype:
        return 0.0
    return max(_PRECISION.get(field.dtype, 0.0) for field in (before, after))


_PRECISION = {name: float(np.finfo(name).eps) for name in ("float16", "float32", "float64")}


def _alike(one: float | None, other: float | None, rounding: float) -> bool:
    if one is None or other is None:
        return one is other
    return math.isclose(one, other, rel_tol=rounding, abs_tol=0.0)


def _spread_alike(before: FieldSummary, after: FieldSummary, rounding: float) -> bool:
    if before.undefined != after.undefined:
        return False
    if rounding:  # rounding moves values from one bin to the next, and the mean by a little
        size = max(abs(value) for value in (before.minimum or 0.0, before.maximum or 0.0))
        pairs = ((before.mean, after.mean), (before.std, after.std))
        return all(abs((one or 0.0) - (other or 0.0)) <= rounding * size for one, other in pairs)
    return (before.mean, before.std, before.histogram) == (after.mean, after.std, after.histogram)
