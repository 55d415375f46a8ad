"""The statistics of the changes from each date to the next.

The sums of each change are kept in the store, under what the values of both dates are, so that a
store to which dates are appended reads its last date again, and none of those before. The result is
the same to the last bit, because the same sums are joined in the same order.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from curator_gui.core.message import Message
from curator_gui.core.notes import remark
from curator_gui.domains.grid.formats.anemoi.exchange import INDEX, TENDENCIES, new_place
from curator_gui.domains.grid.formats.anemoi.sums import joined_sums, sums_of

if TYPE_CHECKING:
    import numpy as np

_KEPT = "changes.npz"

Sums = list[list[float]]


def tendencies_of(
    store: Path, data: Any, digests: Sequence[str], places: Sequence[int], step: int
) -> dict[str, np.ndarray]:
    """Return the statistics of the change from each date to the next; {} where none follows.

    Named as `statistics_tendencies` of anemoi-datasets asks for them. `data` are the values by
    place, of items with these `digests` at `places`; the `step` is in seconds, 0 for none.
    """
    known, sums = _kept(store), {}
    row = _rows(data)
    for number in range(1, len(places)):
        before, now = places[number - 1], places[number]
        if step and now == before + 1:
            key = digests[number - 1] + digests[number] if all(digests[number - 1 :][:2]) else ""
            sums[before] = key, known.get(key) or _change(row, before, now)
    if not sums:
        remark(Message("no date follows another at an even step, so there are no tendencies"))
        return {}
    _keep(new_place(store), dict(sums.values()))
    statistics = joined_sums([found for _, found in sums.values()])
    return {f"{TENDENCIES}{step_name(step)}_{name}": each for name, each in statistics.items()}


def _rows(data: Any) -> Callable[[int], np.ndarray]:
    """Read dates in float64; the one that was read last is kept, as it is the next one's former."""
    import numpy as np

    @lru_cache(maxsize=2)
    def row(place: int) -> np.ndarray:
        return np.asarray(data[place], np.float64)

    return row


def _change(row: Callable[[int], np.ndarray], before: int, now: int) -> Sums:
    return [sums_of(plane) for plane in row(now) - row(before)]


def _kept(store: Path) -> Mapping[str, Sums]:
    import numpy as np

    path = store / INDEX / _KEPT
    if not path.is_file():
        return {}
    with np.load(path) as kept:
        return dict(zip(kept["keys"].tolist(), kept["sums"].tolist(), strict=True))


def _keep(part: Path, sums: Mapping[str, Sums]) -> None:
    import numpy as np

    (part / INDEX).mkdir(exist_ok=True)
    keys = [key for key in sums if key]
    with (part / INDEX / _KEPT).open("wb") as file:
        np.savez(file, keys=np.array(keys, "U"), sums=np.array([sums[key] for key in keys]))


def step_name(step: int) -> str:
    """Write a step of so many seconds as `anemoi.utils.dates.frequency_to_string` does."""
    day, hour, minute = 86400, 3600, 60
    for size, letter, below in ((day, "d", math.inf), (hour, "h", day), (minute, "m", hour)):
        if step % size == 0 and step < below:
            return f"{step // size}{letter}"
    return f"{step}s" if step > day or step < minute else str(timedelta(seconds=step))
