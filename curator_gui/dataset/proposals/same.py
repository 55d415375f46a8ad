"""Items that are there twice: exact copies by the hash of their arrays, near ones by measures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
import numpy.typing as npt

from curator_gui.core.message import Message
from curator_gui.dataset.items.table import FOLDER, Column, Items, Rows, groups_of
from curator_gui.dataset.proposals.far import telling
from curator_gui.dataset.proposals.words import Proposal, title_of_rows

NEAR = 1e-3
"""Measures that differ by no more than this share count as the same."""

MIN_MEASURES = 3
ALL_PAIRS = 20_000
"""Up to so many items each is compared with all that could be alike; above with the next few."""

FEW = 4
MANY = 64
MAX_BUNDLE = 5


def copies(items: Items) -> list[tuple[int, ...]]:
    """Return the groups of items that are exact copies, by the hash of their arrays."""
    if items.content is None:
        return []
    rows_of: dict[str, list[int]] = {}
    for row, value in enumerate(items.content.values.tolist()):
        if value:
            rows_of.setdefault(str(value), []).append(row)
    return [tuple(rows) for rows in rows_of.values() if len(rows) > 1]


def exact(items: Items) -> list[Proposal]:
    """Propose the later ones of exact copies; those of one folder of another are told together."""
    folders = groups_of(items, FOLDER)
    several = FOLDER in items
    found: dict[tuple[int, ...], list[tuple[int, int]]] = {}
    for first, *rest in copies(items):
        for row in rest:
            key = (int(folders[first]), int(folders[row])) if several else (first,)
            found.setdefault(key, []).append((first, row))
    return [_copy_proposal(items, pairs) for pairs in found.values()]


def _copy_proposal(items: Items, pairs: Sequence[tuple[int, int]]) -> Proposal:
    rows = tuple(sorted(row for _, row in pairs))
    firsts = tuple(dict.fromkeys(first for first, _ in sorted(pairs, key=lambda pair: pair[1])))
    words = Message("The same arrays as in {firsts}.", firsts=title_of_rows(items, firsts))
    return Proposal("exact", rows, title_of_rows(items, rows), words, others=firsts)


def near(items: Items) -> tuple[list[Proposal], list[Message]]:
    """Propose items in which no measure differs by more than `NEAR` from another item's."""
    columns = _compared(items)
    if len(columns) < MIN_MEASURES or len(items) < 2:
        few = Message("near duplicates were not looked for: there are too few measures")
        return [], [few]
    first, second, complete = _near_pairs(columns, len(items))
    known = {pair for group in copies(items) for pair in _pairs_of(group)}
    pairs = [p for p in zip(first.tolist(), second.tolist(), strict=True) if p not in known]
    found = [_near_proposal(items, group) for group in _joined(pairs)]
    said = Message("near duplicates were looked for only among items with the most alike measures")
    return found, [] if complete else [said]


def near_pairs(items: Items) -> list[tuple[int, int]]:
    """Return the pairs of items that are nearly the same, exact copies included."""
    columns = _compared(items)
    if len(columns) < MIN_MEASURES or len(items) < 2:
        return []
    first, second, _ = _near_pairs(columns, len(items))
    return list(zip(first.tolist(), second.tolist(), strict=True))


def _compared(items: Items) -> list[Column]:
    """Return the measures that have to be alike, those constant within each group included."""
    measures, constant = telling(items)
    return [*measures, *constant]


def _pairs_of(group: Sequence[int]) -> Iterator[tuple[int, int]]:
    for place, one in enumerate(group):
        yield from ((one, other) for other in group[place + 1 :])


def _near_pairs(columns: Sequence[Column], size: int) -> tuple[Rows, Rows, bool]:
    """Compare each item with those that follow it in the order of the most telling measure."""
    values = np.column_stack([c.values for c in columns]).astype(np.float32)
    np.nan_to_num(values, copy=False, nan=-1e30, posinf=1e30, neginf=-1e30)
    lead = values[:, _most_telling(values)]
    order = np.argsort(lead, kind="stable")
    values, lead = values[order], lead[order]
    found: list[npt.NDArray[np.int64]] = []
    last = MANY if size <= ALL_PAIRS else FEW
    within = np.zeros(0, np.bool_)
    for step in range(1, min(last, size - 1) + 1):
        within = _alike(lead[:-step], lead[step:])
        if not within.any():
            break
        begins = np.flatnonzero(within)
        same = _alike(values[begins], values[begins + step]).all(axis=1)
        found.append(np.column_stack((begins[same], begins[same] + step)))
    pairs = np.sort(order[np.concatenate([*found, np.empty((0, 2), np.int64)])], axis=1)
    return pairs[:, 0], pairs[:, 1], not within.any()


def _most_telling(values: npt.NDArray[np.float32]) -> int:
    """Return the measure with the most different values, judged by a sample."""
    sample = values[:: max(1, len(values) // 2000)]
    return int(np.argmax([len(np.unique(sample[:, k])) for k in range(values.shape[1])]))


def _alike(one: npt.NDArray[np.float32], other: npt.NDArray[np.float32]) -> npt.NDArray[np.bool_]:
    same: npt.NDArray[np.bool_]
    same = np.abs(one - other) <= NEAR * np.maximum(np.abs(one), np.abs(other))
    return same


def _joined(pairs: Iterable[tuple[int, int]]) -> list[tuple[int, ...]]:
    """Join pairs to groups, each in the order of its rows."""
    leader: dict[int, int] = {}

    def lead(row: int) -> int:
        while leader.setdefault(row, row) != row:
            row = leader[row]
        return row

    for one, other in pairs:
        first, second = sorted((lead(one), lead(other)))
        leader[second] = first
    groups: dict[int, list[int]] = {}
    for row in sorted(leader):
        groups.setdefault(lead(row), []).append(row)
    return [tuple(rows) for rows in groups.values()]


def _near_proposal(items: Items, group: tuple[int, ...]) -> Proposal:
    first, rest = group[0], group[1:]
    words = Message(
        "Nearly {first}: no measure differs by more than {share} %.",
        first=items.name(first),
        share=f"{100 * NEAR:g}",
    )
    hint = (
        Message("so many alike are rather a state that does not change")
        if len(rest) >= MAX_BUNDLE
        else ""
    )
    return Proposal("near", rest, title_of_rows(items, rest), words, hint, others=(first,))
