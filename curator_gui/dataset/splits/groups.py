"""What has to stay together when items are split: blocks along the axis, copies of one another."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from curator_gui.dataset.items.table import FOLDER, Items, Rows, axis_of, coded, groups_of

TIME_BLOCKS = "blocks along the axis"
"""In the place of a column's key: blocks of consecutive steps, in each folder."""


def blocks(items: Items, length: int) -> Rows:
    """Number blocks of so many different steps along the axis, anew in each folder."""
    folders = groups_of(items, FOLDER)
    steps = _step_ranks(items, folders)
    pairs = folders * (int(steps.max(initial=0)) + 1) + steps // max(length, 1)
    return coded(pairs)


def _step_ranks(items: Items, folders: Rows) -> Rows:
    """Number the steps of each folder from 0 on, in the order of the axis; equal ones alike."""
    axis = np.nan_to_num(items[axis_of(items)].values.astype(np.float64), nan=np.inf)
    order = np.lexsort((axis, folders))
    new_folder = np.diff(folders[order], prepend=-1) != 0
    new_step = (np.diff(axis[order], prepend=-np.inf) != 0) | new_folder
    ranks = np.cumsum(new_step) - 1
    begins = np.maximum.accumulate(np.where(new_folder, ranks, 0))
    found = np.empty(len(items), np.int64)
    found[order] = ranks - begins
    return found


def gap_rows(items: Items, codes: npt.NDArray[np.int16], gap: int) -> Rows:
    """Return the items within so many steps behind a border between two parts.

    The border's later side gives way, so that what is learned from is that far from what is asked.
    """
    folders = groups_of(items, FOLDER)
    steps = _step_ranks(items, folders)
    order = np.lexsort((steps, folders))
    found: list[int] = []
    border, last_code, last_folder = -1, -1, -1
    for row in order.tolist():
        code, folder, step = int(codes[row]), int(folders[row]), int(steps[row])
        if folder != last_folder:
            border = -1
        elif code != last_code and code >= 0 and last_code >= 0:
            border = step
        last_folder, last_code = folder, code if code >= 0 else last_code
        if border >= 0 and step < border + gap:
            found.append(row)
    return np.array(found, np.int64)


def joined(groups: Rows, pairs: Iterable[tuple[int, int]]) -> Rows:
    """Join the groups of items that belong together; returns the groups' new numbers."""
    leader = list(range(int(groups.max(initial=-1)) + 1))

    def lead(group: int) -> int:
        while leader[group] != group:
            leader[group] = leader[leader[group]]
            group = leader[group]
        return group

    for one, other in pairs:
        first, second = sorted((lead(int(groups[one])), lead(int(groups[other]))))
        leader[second] = first
    leaders = np.array([lead(group) for group in range(len(leader))], np.int64)
    return leaders[groups] if len(groups) else groups
