"""How the measures of the items are distributed, for the card and its pictures."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from curator_gui.core.measuring.measures import is_number
from curator_gui.dataset.handing_over.gathered import Gathered
from curator_gui.run.record.queries.item_measures import MeasureColumn

BINS = 20


def telling_measures(found: Gathered) -> list[MeasureColumn]:
    """Return the measures that are numbers and differ between items."""
    return [column for column in found.measures if is_number(column.info) and _varies(column)]


def finite_values(column: MeasureColumn) -> npt.NDArray[np.float64]:
    """Return the values that there are and that are finite."""
    values = np.asarray(column.values, np.float64)[column.present]
    return values[np.isfinite(values)]


def bin_counts(column: MeasureColumn) -> npt.NDArray[np.int64]:
    """Count the finite values in `BINS` bins of one width, from the least to the largest."""
    values = finite_values(column)
    low, high = float(values.min()), float(values.max())
    width = high / 2 - low / 2  # halves, because the whole may be infinite
    place = ((values / 2 - low / 2) / width * BINS).astype(int) if width > 0 else values * 0
    return np.bincount(np.clip(place, 0, BINS - 1).astype(int), minlength=BINS)


def _varies(column: MeasureColumn) -> bool:
    values = finite_values(column)
    return bool(values.size) and float(values.min()) < float(values.max())
