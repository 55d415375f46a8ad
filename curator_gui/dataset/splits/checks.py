"""What is wrong with a split: copies in two parts, and parts that are not alike."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from curator_gui.core.message import Message, plural
from curator_gui.dataset.items.table import Column, Items
from curator_gui.dataset.proposals.same import copies, near_pairs
from curator_gui.dataset.splits.split import FEWEST_GROUPS, Split

SAMPLE = 50_000
APART = 0.3
"""Two-sample Kolmogorov-Smirnov distance from which on parts are called apart."""

CHANCE = 0.01


@dataclass(frozen=True)
class Leak:
    """Items of two parts that are copies, or of one group."""

    kind: str
    first: str
    second: str
    rows: tuple[int, ...]
    others: tuple[int, ...]
    words: Message


@dataclass(frozen=True)
class Shift:
    """How far a part lies from the first one in one measure.

    `distance` is the largest difference of the two cumulative distributions, 0 (alike) to 1
    (apart); `chance` its probability between two samples of one distribution. `verdict` is "alike",
    "apart", or "few groups" where the part has too few groups to tell.
    """

    measure: str
    part: str
    distance: float
    chance: float
    verdict: str
    groups: int


def leaks(items: Items, split: Split) -> list[Leak]:
    """Find what is in two parts and must not be."""
    exact = [(g[0], other) for g in copies(items) for other in g[1:]]
    seen = set(exact)
    near = [pair for pair in near_pairs(items) if pair not in seen]
    found = [*_leaking(items, split, exact, "exact"), *_leaking(items, split, near, "near")]
    return [*found, *_torn(split)]


def _leaking(
    items: Items, split: Split, pairs: Sequence[tuple[int, int]], kind: str
) -> Iterator[Leak]:
    by_parts: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for one, other in pairs:
        first, second = int(split.codes[one]), int(split.codes[other])
        if first != second and min(first, second) >= 0:
            key = (second, first) if first > second else (first, second)
            by_parts.setdefault(key, []).append((other, one) if first > second else (one, other))
    for (first, second), found in sorted(by_parts.items()):
        yield _leak(items, split.plan.names[first], split.plan.names[second], found, kind)


def _leak(
    items: Items, first: str, second: str, pairs: Sequence[tuple[int, int]], kind: str
) -> Leak:
    rows = tuple(sorted({one for one, _ in pairs}))
    others = tuple(sorted({other for _, other in pairs}))
    values = {"part": second, "first": items.name(others[0]), "of": first}
    if kind == "exact":
        words = plural(
            len(others),
            "{first} of {part} is an exact copy of an item of {of}.",
            "{n} items of {part}, such as {first}, are exact copies of items of {of}.",
            **values,
        )
    else:
        words = plural(
            len(others),
            "{first} of {part} is nearly an item of {of}.",
            "{n} items of {part}, such as {first}, are nearly items of {of}.",
            **values,
        )
    return Leak(kind, first, second, rows, others, words)


def _torn(split: Split) -> Iterator[Leak]:
    """Find groups that are in several parts, from an earlier split or by hand."""
    if not split.plan.together:
        return
    placed = np.flatnonzero(split.codes >= 0)
    pairs = np.unique(np.column_stack((split.groups[placed], split.codes[placed])), axis=0)
    numbers, counts = np.unique(pairs[:, 0], return_counts=True)
    torn = numbers[counts > 1]
    if len(torn):
        rows = tuple(np.flatnonzero(np.isin(split.groups, torn)).tolist())
        words = plural(
            len(torn),
            "One group is in more than one part.",
            "{n} groups are in more than one part.",
        )
        yield Leak("group", "", "", rows, (), words)


def shifts(items: Items, split: Split, measures: Sequence[Column], seed: int = 0) -> list[Shift]:
    """Compare the other parts with the first, measure by measure, on samples of `SAMPLE` items."""
    groups = split.group_counts() if split.plan.together else {}
    rows = {name: _sampled(split.rows(name), seed) for name in split.plan.names}
    first, *others = split.plan.names
    found: list[Shift] = []
    for column in measures:
        known = {name: _known(column, rows[name]) for name in split.plan.names}
        compared = [n for n in others if len(known[first]) and len(known[n])]
        found += [_shift(column.key, n, known[first], known[n], groups.get(n)) for n in compared]
    return found


def _sampled(rows: npt.NDArray[np.int64], seed: int) -> npt.NDArray[np.int64]:
    if len(rows) <= SAMPLE:
        return rows
    chosen = np.random.default_rng(seed).choice(len(rows), SAMPLE, replace=False)
    result: npt.NDArray[np.int64] = rows[np.sort(chosen)]
    return result


def _known(column: Column, rows: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
    values = column.values[rows].astype(np.float64)
    result: npt.NDArray[np.float64] = np.sort(values[np.isfinite(values)])
    return result


def _shift(
    measure: str,
    part: str,
    one: npt.NDArray[np.float64],
    other: npt.NDArray[np.float64],
    groups: int | None,
) -> Shift:
    distance = ks_distance(one, other)
    chance = ks_chance(distance, len(one), len(other))
    if distance < APART or chance > CHANCE:
        verdict = "alike"
    else:
        verdict = "apart"
    if groups is not None and groups < FEWEST_GROUPS and chance <= CHANCE and distance >= 0.5:
        verdict = "few groups"
    return Shift(measure, part, distance, chance, verdict, groups or 0)


def ks_distance(one: npt.NDArray[np.float64], other: npt.NDArray[np.float64]) -> float:
    """Return the two-sample Kolmogorov-Smirnov distance of two sorted samples, 0 to 1."""
    both = np.concatenate((one, other))
    first = np.searchsorted(one, both, "right") / len(one)
    second = np.searchsorted(other, both, "right") / len(other)
    return float(np.abs(first - second).max())


def ks_chance(distance: float, one: int, other: int) -> float:
    """Return the asymptotic probability of such a distance between samples of one distribution.

    Kolmogorov's series 2 sum (-1)^(k-1) exp(-2 k^2 x^2) with x = distance sqrt(n m / (n + m)).
    """
    x = distance * math.sqrt(one * other / (one + other))
    if x < 0.2:
        return 1.0  # the series converges slowly there, to 1 within 1e-12
    total: float = sum((-1.0) ** (k - 1) * math.exp(-2 * k * k * x * x) for k in range(1, 101))
    return min(1.0, max(0.0, 2 * total))
