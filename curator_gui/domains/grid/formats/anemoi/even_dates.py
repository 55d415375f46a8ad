"""Dates at even steps, and those of them at which no item stands."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from curator_gui.core.message import Message
from curator_gui.core.notes import remark
from curator_gui.domains.grid.errors import names_text

if TYPE_CHECKING:
    import numpy as np


def even_dates(dates_of: Sequence[str]) -> tuple[np.ndarray, list[int], int]:
    """Return all dates at even steps, where these (rising) stand on them, and the step in seconds.

    A step of 0 says that there is none: then all dates are these.
    """
    import numpy as np

    dates = np.array(dates_of, "datetime64[s]")
    seconds = dates.astype(np.int64)
    step = math.gcd(*np.diff(seconds).tolist())
    count = (int(seconds[-1]) - int(seconds[0])) // step + 1 if step else len(dates)
    if not step or count > 2 * len(dates):
        return dates, list(range(len(dates))), 0
    every = seconds[0] + step * np.arange(count)
    return every.astype("datetime64[s]"), ((seconds - seconds[0]) // step).tolist(), step


def tell_axis(dates: np.ndarray, places: Sequence[int], step: int) -> None:
    """Remark that there is no even step, and which dates are missing."""
    if len(dates) == 1:
        remark(Message("the store has one date, so it names no frequency"))
    elif not step:
        remark(Message("the dates are not at even steps, so the store names no frequency"))
    missing = missing_dates(dates, places)
    if len(missing) == 1:
        remark(Message("one date is missing and has no values: {date}", date=missing[0]))
    elif missing:
        remark(
            Message(
                "{count} dates are missing and have no values: {names}",
                count=len(missing),
                names=names_text(missing),
            )
        )


def missing_dates(dates: np.ndarray, places: Sequence[int]) -> list[str]:
    """Return the dates at which no item stands, in ISO 8601."""
    filled = set(places)
    return [str(date) for place, date in enumerate(dates) if place not in filled]
