"""What a data set extends along: its coordinates and dimensions, and whether a time is in order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from curator_gui.core.measuring.inspection import Axis, AxisKind, Order, counted_along
from curator_gui.domains.grid.coordinates import AxisKind as CoordinateKind
from curator_gui.domains.grid.coordinates import find_axis

if TYPE_CHECKING:
    import xarray as xr

MAX_VALUES = 400
"""Coordinates with more values are offered by their ends only."""

GAP = 1.5
"""A step this many times the usual one is a gap: a calendar's months differ by less."""

_KINDS: tuple[CoordinateKind, ...] = ("longitude", "latitude", "level", "time")


def axes_of(item: xr.Dataset) -> tuple[Axis, ...]:
    """List the coordinates of a data set, then the dimensions that have none."""
    kinds: dict[str | None, AxisKind] = {}
    for kind in _KINDS:
        kinds.setdefault(find_axis(item, kind), kind)
    known = [_axis(str(name), item, kinds.get(str(name), "")) for name in item.coords]
    bare = [
        Axis(str(name), size=int(size), first="0", last=str(size - 1))
        for name, size in item.sizes.items()
        if name not in item.coords
    ]
    return (*known, *bare)


def word(value: Any) -> str:
    """Write one value of a coordinate: a time in ISO 8601, a number in six digits."""
    if isinstance(value, np.datetime64):
        return str(np.datetime_as_string(value, unit="auto"))
    return f"{value:.6g}" if isinstance(value, (float, np.floating)) else str(value)


def _axis(name: str, item: xr.Dataset, kind: AxisKind) -> Axis:
    coordinate = item.coords[name]
    values = coordinate.values.ravel()
    if values.size == 0:
        return Axis(name, kind, 0, dimension=name in item.sizes)
    order, repeated, gaps = _regularity(values, kind) if coordinate.ndim == 1 else ("rising", 0, 0)
    low, high = _ends(values)
    return Axis(
        name,
        kind,
        int(values.size),
        str(coordinate.attrs.get("units", "")),
        word(values[0]),
        word(values[-1]),
        low,
        high,
        tuple(word(value) for value in values) if values.size <= MAX_VALUES else (),
        order,
        repeated,
        gaps,
        name in item.sizes,
        counted_along(values, low, high),
    )


def _ends(values: Any) -> tuple[float | None, float | None]:
    if values.dtype.kind not in "fiu":
        return None, None
    numbers = values.astype(np.float64)
    defined = numbers[np.isfinite(numbers)]
    return (float(defined.min()), float(defined.max())) if defined.size else (None, None)


def _regularity(values: Any, kind: AxisKind) -> tuple[Order, int, int]:
    """Return order, number of repeated values and, for a time, of gaps."""
    if values.dtype.kind == "M":
        values = values.astype("datetime64[s]").astype(np.int64)
    if values.dtype.kind not in "fiu" or values.size < 2:
        return "rising", 0, 0
    steps = np.diff(values.astype(np.float64))
    repeated = int(values.size - np.unique(values).size)
    order: Order = "rising" if (steps >= 0).all() else "falling"
    if order == "falling" and not (steps <= 0).all():
        return "unordered", repeated, 0
    sizes = np.abs(steps[steps != 0])
    usual = float(np.median(sizes)) if sizes.size else 0.0
    gaps = int((sizes > GAP * usual).sum()) if kind == "time" and usual else 0
    return order, repeated, gaps
