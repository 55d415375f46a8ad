"""Failures grouped by cause."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from curator_gui.app.results.causes import GroupKey
from curator_gui.app.results.store import ResultsStore


@dataclass(frozen=True)
class FailureGroup:
    """Failed rows of one cause: how many, and the full message of the first of them."""

    key: GroupKey
    count: int
    example: str


def group_failures(store: ResultsStore, limit: int | None = None) -> list[FailureGroup]:
    """Group all failed and quarantined rows; return the `limit` largest groups, largest first."""
    rows = store.rows_with("failed", "quarantined")
    numbers = store.group[rows]
    counts = np.bincount(numbers, minlength=len(store.groups))
    first = np.full(len(store.groups), len(store))
    np.minimum.at(first, numbers, rows)
    found = np.flatnonzero(counts)
    return [
        FailureGroup(store.groups[n], int(counts[n]), store.message(int(first[n])))
        for n in found[np.argsort(-counts[found], kind="stable")][:limit].tolist()
    ]


def group_rows(store: ResultsStore, key: GroupKey) -> NDArray[np.int64]:
    rows = store.rows_with("failed", "quarantined")
    chosen: NDArray[np.int64] = rows[store.group[rows] == store.group_number(key)]
    return chosen
