"""Numbers behind plots of many items: ranges that far points do not stretch, counts per pixel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[Any]
Mask = npt.NDArray[np.bool_]
Range = tuple[float, float]

REACH = 2.0
"""An axis spans the 10th to 90th percentile and so many times that on either side."""

SAMPLE = 100_000
LONE = 3
"""Pixels with fewer items show each as a point, so that lone items never vanish."""

LOGARITHMIC = 100
"""Bars that differ by more than this factor are drawn on a logarithmic axis."""


def usual_range(values: Floats) -> Range:
    """Return the range of an axis: that of the values, without what lies far out.

    Percentiles are those of evenly spaced values where there are more than `SAMPLE`.
    """
    known = values[np.isfinite(values)]
    if not len(known):
        return 0.0, 1.0
    low, high = float(known.min()), float(known.max())
    first, last = np.percentile(known[:: max(1, len(known) // SAMPLE)], (10, 90))
    width = float(last - first)
    if width > 0:
        low, high = max(low, first - REACH * width), min(high, last + REACH * width)
    if high <= low:
        return low - 0.5, high + 0.5
    return float(low), float(high)


def range_around(values: Floats, all_values: Floats) -> Range:
    """Return a range with all of some values in it; of one value, a part of the usual range."""
    known = values[np.isfinite(values)]
    low, high = usual_range(all_values)
    if not len(known):
        return low, high
    least, most = float(known.min()), float(known.max())
    half = (high - low) / 20
    return padded((least, most), 0.1) if least < most else (least - half, most + half)


def padded(limits: Range, share: float = 0.04) -> Range:
    """Widen a range by a share of it on either side."""
    more = (limits[1] - limits[0]) * share
    return limits[0] - more, limits[1] + more


def outside(values: Floats, limits: Range) -> int:
    """Count the finite values beyond a range."""
    with np.errstate(invalid="ignore"):
        return int((np.isfinite(values) & ((values < limits[0]) | (values > limits[1]))).sum())


@dataclass(frozen=True)
class Density:
    """Items per pixel: `counts` of shape (width, height), and the pixel of each item, -1 beyond."""

    counts: npt.NDArray[np.int64]
    pixels: npt.NDArray[np.int32]

    @property
    def lone(self) -> int:
        """How many items are drawn as points of their own."""
        few = self.counts[(self.counts > 0) & (self.counts < LONE)]
        return int(few.sum())

    def of(self, mask: Mask) -> npt.NDArray[np.int64]:
        """Count only some of the items in each pixel."""
        chosen = self.pixels[mask]
        return _counted(chosen, self.counts.shape)


def density(x: Floats, y: Floats, box: tuple[Range, Range], size: tuple[int, int]) -> Density:
    """Count all items in pixels; one pass, no item is left out but those beyond the box."""
    across, inside = _bins(x, box[0], size[0])
    up, there = _bins(y, box[1], size[1])
    pixels = across * np.int32(size[1]) + up
    pixels[~(inside & there)] = -1
    return Density(_counted(pixels, size), pixels)


def _bins(values: Floats, limits: Range, count: int) -> tuple[npt.NDArray[np.int32], Mask]:
    numbers = values.astype(np.float32, copy=False)
    scale = np.float32(count / (limits[1] - limits[0]))
    with np.errstate(invalid="ignore", over="ignore"):
        places = (numbers - np.float32(limits[0])) * scale
        inside = (places >= 0) & (places < count)
    return np.where(inside, places, 0).astype(np.int32), np.asarray(inside, np.bool_)


def _counted(pixels: npt.NDArray[np.int32], size: Sequence[int]) -> npt.NDArray[np.int64]:
    counts = np.bincount(pixels[pixels >= 0], minlength=size[0] * size[1])
    return counts.reshape(size[0], size[1])


@dataclass(frozen=True)
class Bars:
    """Counts in bins of one width; `beyond` are those below and above the range.

    `places` is the bin of each item, -1 for what is not shown or beyond; so what is chosen can be
    counted again and again in no time.
    """

    edges: npt.NDArray[np.float64]
    counts: npt.NDArray[np.int64]
    places: npt.NDArray[np.int32]
    beyond: tuple[int, int]

    @property
    def logarithmic(self) -> bool:
        """Whether bars differ so much that the small ones would vanish."""
        some = self.counts[self.counts > 0]
        return len(some) > 1 and int(some.max()) >= LOGARITHMIC * int(some.min()) > 0

    def of(self, mask: Mask) -> npt.NDArray[np.int64]:
        """Count only some of the items in each bin."""
        places = self.places[mask]
        return np.bincount(places[places >= 0], minlength=len(self.counts))


def bars(values: Floats, shown: Mask, count: int = 48) -> Bars:
    """Count the shown values in bins over their usual range."""
    limits = usual_range(values[shown])
    top = limits[1] + 1e-6 * (limits[1] - limits[0])
    places, inside = _bins(values, (limits[0], top), count)
    places[~(inside & shown)] = -1
    every = np.bincount(places[places >= 0], minlength=count)
    with np.errstate(invalid="ignore"):
        below, above = int((values[shown] < limits[0]).sum()), int((values[shown] > top).sum())
    return Bars(np.linspace(*limits, count + 1), every, places, (below, above))


def inside_polygon(x: Floats, y: Floats, corners: Floats) -> Mask:
    """Return which points lie within a polygon of corners (n, 2), by crossings of a ray.

    Only points within its bounds are looked at, so that a lasso over a million takes a moment.
    """
    low, high = corners.min(axis=0), corners.max(axis=0)
    with np.errstate(invalid="ignore"):
        near = (x >= low[0]) & (x <= high[0]) & (y >= low[1]) & (y <= high[1])
    rows = np.flatnonzero(near)
    found = np.zeros(len(x), np.bool_)
    found[rows] = _crossed(x[rows].astype(np.float64), y[rows].astype(np.float64), corners)
    return found


def _crossed(x: Floats, y: Floats, corners: Floats) -> Mask:
    odd = np.zeros(len(x), np.bool_)
    for (x0, y0), (x1, y1) in zip(corners, np.roll(corners, -1, axis=0), strict=True):
        if y0 != y1:
            odd ^= ((y0 > y) != (y1 > y)) & (x < (x1 - x0) * (y - y0) / (y1 - y0) + x0)
    return odd
