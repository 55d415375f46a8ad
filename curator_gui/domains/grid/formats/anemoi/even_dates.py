"""Dates at even steps, and those of them at which no item stands."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from curator_gui.core.message import Message
from curator_gui.core.notes import remark
from curator_gui.core.text.listing import listed_names

if TYPE_CHECKING:
    import numpy as np


MOST_DATES = 1_000_000
"""Dates of a store: those without values are listed in its attributes, which readers hold."""


def even_dates(
    dates_of: Sequence[str], *, sparse: bool = False
) -> tuple[np.ndarray, list[int], int]:
    """Return all dates at even steps, where these (rising) stand on them, and the step in seconds.

    A step of 0 says that there is none: then all dates are these. Where more than half of all would
    be missing, as of a few dates at odd steps, that is so unless `sparse` says that they may.
    """
    import numpy as np

    dates = np.array(dates_of, "datetime64[s]")
    seconds = dates.astype(np.int64)
    step = common_step(seconds)
    count = (int(seconds[-1]) - int(seconds[0])) // step + 1 if step else len(dates)
    if not step or count > (MOST_DATES if sparse else 2 * len(dates)):
        return dates, list(range(len(dates))), 0
    every = seconds[0] + step * np.arange(count)
    return every.astype("datetime64[s]"), ((seconds - seconds[0]) // step).tolist(), step


def common_step(seconds: np.ndarray) -> int:
    """Return the longest step at whose multiples all of these stand, from the first; 0 for one."""
    import numpy as np

    return math.gcd(*np.diff(seconds).tolist())


def tell_axis(dates: np.ndarray, places: Sequence[int], step: int) -> None:
    """Remark that there is no even step, or a rare one, and which dates are missing."""
    if len(dates) == 1:
        remark(Message("the store has one date, so it names no frequency"))
    elif not step:
        remark(
            Message(
                "the dates are at no even steps, or at less than half of them, so the store names "
                "no frequency"
            )
        )
    missing = missing_dates(dates, places)
    if len(missing) == 1:
        remark(Message("one date is missing and has no values: {date}", date=missing[0]))
    elif missing:
        remark(
            Message(
                "{count} dates are missing and have no values: {names}",
                count=len(missing),
                names=listed_names(missing),
            )
        )


def missing_dates(dates: np.ndarray, places: Sequence[int]) -> list[str]:
    """Return the dates at which no item stands, in ISO 8601."""
    filled = set(places)
    return [str(date) for place, date in enumerate(dates) if place not in filled]
