"""Failures grouped by cause: ten thousand messages that differ in a number are one problem."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from curator_gui.app.results_store import ResultsStore

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
    """Failed rows of one cause; `example` is the full message of the first of them."""

    key: GroupKey
    example: str
    rows: NDArray[np.int64]


@lru_cache(maxsize=4096)
def fold_message(message: str) -> str:
    """Replace paths by "…/" and numbers by "#", so that messages of one cause become equal."""
    folded = _QUOTED_PATH.sub("…/", message)
    folded = _PATH.sub("…/", folded)
    return _NUMBER.sub("#", folded)


def group_failures(store: ResultsStore) -> list[FailureGroup]:
    """Group all failed and quarantined rows, the largest group first."""
    rows = store.rows_with("failed", "quarantined")
    numbers = store.group[rows]
    order = np.argsort(numbers, kind="stable")
    starts = np.flatnonzero(np.diff(numbers[order], prepend=-1))
    groups = [_group(store, members) for members in np.split(rows[order], starts[1:]) if len(rows)]
    return sorted(groups, key=lambda group: -len(group.rows))


def _group(store: ResultsStore, rows: NDArray[Any]) -> FailureGroup:
    first = int(rows[0])
    return FailureGroup(store.groups[store.group[first]], store.messages.get(first), rows)
