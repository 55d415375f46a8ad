"""What a step did to the fields of an item."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from curator_gui.core.inspection import FieldSummary, ItemSummary

Change = Literal["added", "removed", "changed", "same"]
Aspect = Literal["dtype", "shape", "range", "values"]


@dataclass(frozen=True)
class FieldChange:
    """One field before and after a step; None where it does not exist.

    `aspects` says in what the two differ: type, shape, range (minimum or maximum), or in the
    values alone (mean, deviation, distribution, undefined values).
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
    differs: dict[Aspect, bool] = {
        "dtype": before.dtype != after.dtype,
        "shape": before.shape != after.shape,
        "range": (before.minimum, before.maximum) != (after.minimum, after.maximum),
    }
    found = tuple(aspect for aspect, yes in differs.items() if yes)
    if "range" not in found and _spread(before) != _spread(after):
        return (*found, "values")
    return found


def _spread(field: FieldSummary) -> tuple[object, ...]:
    return field.mean, field.std, field.undefined, field.histogram
