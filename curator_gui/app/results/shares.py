"""How many outputs of each row are of which sink, where a pipeline has several."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

Counts = tuple[int, ...]


class Shares:
    """Counts of outputs for each row, one for each sink; nearly all rows have the same ones."""

    def __init__(self, rows: int) -> None:
        self._codes = np.zeros(rows, np.uint16)
        self._known: list[Counts] = [()]
        self._numbers: dict[Counts, int] = {(): 0}

    def __getitem__(self, row: int) -> Counts:
        return self._known[int(self._codes[row])]

    def __setitem__(self, row: int, counts: Counts) -> None:
        number = self._numbers.get(counts)
        if number is None:
            if len(self._known) > np.iinfo(np.uint16).max:  # one that is not kept is not named
                counts, number = (), 0
            else:
                number = self._numbers[counts] = len(self._known)
                self._known.append(counts)
        self._codes[row] = number

    def named(self, sinks: Sequence[str], row: int) -> list[str]:
        """Name the sink of each output of a row."""
        counts = zip(sinks, self[row], strict=False)
        return [name for name, count in counts for _ in range(count)]

    def mask(self, fits: Callable[[Counts], bool]) -> NDArray[np.bool_]:
        """Mark the rows whose counts fit."""
        found: NDArray[np.bool_] = np.asarray([fits(counts) for counts in self._known])[self._codes]
        return found
