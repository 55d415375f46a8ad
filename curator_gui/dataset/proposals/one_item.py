"""One item against all: its measures, how many lie lower, how they are spread."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from curator_gui.core.survey import Bars
from curator_gui.dataset.items.picturing import usual_range
from curator_gui.dataset.items.table import FOLDER, Column, Items, axis_of, groups_of
from curator_gui.dataset.proposals.far import spread_of

BINS = 24
AROUND = 2


@dataclass(frozen=True)
class MeasureFact:
    """One measure of an item: its value, spreads from the middle, the share of items below.

    `spreads` is NaN where all items are alike; `place` is where its value lies among the bars, from
    0 to 1, beyond them for values outside.
    """

    column: Column
    value: float
    spreads: float
    lower: float
    bars: Bars
    place: float


def facts(items: Items, row: int) -> list[MeasureFact]:
    """Compare each measure of an item with those of all."""
    return [_fact(column, row) for column in items.measures if np.isfinite(column.values[row])]


def _fact(column: Column, row: int) -> MeasureFact:
    known = column.values[column.defined].astype(np.float64)
    value, spread = float(column.values[row]), spread_of(known)
    spreads = (value - spread.middle) / spread.spread if spread.spread else float("nan")
    shown = bars_of(known)
    width = (shown.high - shown.low) or 1.0
    return MeasureFact(
        column, value, spreads, float((known < value).mean()), shown, (value - shown.low) / width
    )


def bars_of(known: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> Bars:
    """Count values in bins of their usual range, with what lies beyond."""
    low, high = usual_range(known)
    counts, _ = np.histogram(known, BINS, (low, high))
    below, above = int((known < low).sum()), int((known > high).sum())
    return Bars(low=low, high=high, counts=tuple(counts.tolist()), below=below, above=above)


def around(items: Items, row: int, count: int = AROUND) -> list[int]:
    """Return the items before and after one along the axis, in its folder, itself among them."""
    folders = groups_of(items, FOLDER)
    mates = np.flatnonzero(folders == folders[row])
    mates = mates[np.argsort(items[axis_of(items)].values[mates], kind="stable")]
    place = int(np.flatnonzero(mates == row)[0])
    begin = max(0, min(place - count, len(mates) - 2 * count - 1))
    return [int(mate) for mate in mates[begin : begin + 2 * count + 1]]
