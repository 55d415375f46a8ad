"""Place new items or groups in the parts of a data set, by what each part still needs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from curator_gui.core.message import Message, joined
from curator_gui.dataset.items.table import Rows

Codes = npt.NDArray[np.int16]
NOWHERE = -1


def slices(hashes: npt.NDArray[np.float64], strata: Rows, left: Rows) -> Codes:
    """Place single items: each layer, in the order of the hashes, is cut as its share asks."""
    chosen = np.full(len(hashes), NOWHERE, np.int16)
    left = np.maximum(left, 0)
    for layer in np.unique(strata):
        members = np.flatnonzero(strata == layer)
        members = members[np.argsort(hashes[members], kind="stable")]
        counts = _layer_counts(len(members), left)
        chosen[members] = np.repeat(np.arange(len(left)), counts)
        left = left - counts
    return chosen


def _layer_counts(size: int, left: Rows) -> Rows:
    """Share out a layer in proportion to what the parts still need, in whole items."""
    wanted = left / max(int(left.sum()), 1) * size
    counts: Rows = np.minimum(np.floor(wanted).astype(np.int64), left)
    order = np.argsort(counts - wanted, kind="stable")
    while counts.sum() < size:
        open_parts = [code for code in order if counts[code] < left[code]]
        if not open_parts:
            counts[int(np.argmax(left))] += size - counts.sum()
            break
        for code in open_parts[: size - int(counts.sum())]:
            counts[code] += 1
    return counts


def greedy(sizes: Rows, hashes: npt.NDArray[np.float64], strata: Rows, left: Rows) -> Codes:
    """Place groups, the large ones first, each where most is missing."""
    chosen = np.full(len(sizes), NOWHERE, np.int16)
    missing = left.astype(np.float64).copy()
    weight = np.maximum(left, 1) / max(int(np.maximum(left, 0).sum()), 1)
    large = np.floor(np.log2(sizes)).astype(np.int64)
    for group in np.lexsort((hashes, strata, -large)).tolist():
        fits = missing >= sizes[group] * 0.5
        score = np.where(fits, missing / weight, -np.inf) if fits.any() else missing
        code = int(np.argmax(score))
        chosen[group] = code
        missing[code] -= sizes[group]
    return _none_empty(chosen, sizes, left)


def _none_empty(chosen: Codes, sizes: Rows, left: Rows) -> Codes:
    """Give a part that got no group the smallest one of the part with the most, if that has two."""
    for code in np.flatnonzero(left > 0).tolist():
        if (chosen == code).any():
            continue
        held = np.bincount(chosen, minlength=len(left))
        richest = int(held.argmax())
        if held[richest] > 1:
            groups = np.flatnonzero(chosen == richest)
            chosen[groups[np.argmin(sizes[groups])]] = code
    return chosen


def group_remarks(
    names: Sequence[str], targets: Rows, counts: Rows, sizes: Rows
) -> Iterator[Message]:
    """Say where whole groups keep parts from having as many items as asked.

    `targets` and `counts` are the items that each part was to have and has, `sizes` those of each
    group.
    """
    largest = int(sizes.max(initial=0))
    small = [n for n, target in zip(names, targets.tolist(), strict=True) if 0 < target < largest]
    if small:
        yield Message(
            "the largest group has {n} items, more than {parts} was to have: groups stay whole",
            n=f"{largest:,}",
            parts=", ".join(small),
        )
    rows = zip(names, targets.tolist(), counts.tolist(), strict=True)
    others = [
        Message("{name} {n} ({target})", name=name, n=f"{count:,}", target=f"{target:,}")
        for name, target, count in rows
        if count != target
    ]
    if others:
        yield Message(
            "groups stay whole, so parts have other numbers of items than asked (in brackets): "
            "{parts}",
            parts=joined(", ", others),
        )
