"""Failures grouped by cause: ten thousand messages that differ in a number are one problem."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from curator_gui.app.results.store import ResultsStore

_QUOTED_PATH = re.compile(r"""(["'])[^"'\n]*[/\\][^"'\n]*\1""")
_PATH = re.compile(r"(?:[A-Za-z]:[\\/]|\.{0,2}/|[\w.~-]+[\\/])[^\s:;,()\"']*")
_NUMBER = re.compile(r"0x[0-9a-fA-F]+|(?<![A-Za-z])[-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?")


class GroupKey(NamedTuple):
    """What failures of one cause share; in `message` numbers and paths are folded."""

    cause: str
    error_type: str
    stage: str
    message: str


@dataclass(frozen=True)
class FailureGroup:
    """Failed rows of one cause: how many, and the full message of the first of them."""

    key: GroupKey
    count: int
    example: str


@lru_cache(maxsize=4096)
def fold_message(message: str) -> str:
    """Replace paths by "…/" and numbers by "#", so that messages of one cause become equal."""
    folded = _QUOTED_PATH.sub("…/", message)
    folded = _PATH.sub("…/", folded)
    return _NUMBER.sub("#", folded)


def group_failures(store: ResultsStore, limit: int | None = None) -> list[FailureGroup]:
    """Group all failed and quarantined rows; return the `limit` largest groups, largest first."""
    rows = store.rows_with("failed", "quarantined")
    numbers = store.group[rows]
    counts = np.bincount(numbers, minlength=len(store.groups))
    first = np.full(len(store.groups), len(store))
    np.minimum.at(first, numbers, rows)
    found = np.flatnonzero(counts)
    return [
        FailureGroup(store.groups[n], int(counts[n]), store.messages.get(int(first[n])))
        for n in found[np.argsort(-counts[found], kind="stable")][:limit].tolist()
    ]


def group_rows(store: ResultsStore, key: GroupKey) -> NDArray[np.int64]:
    rows = store.rows_with("failed", "quarantined")
    chosen: NDArray[np.int64] = rows[store.group[rows] == store.group_number(key)]
    return chosen
