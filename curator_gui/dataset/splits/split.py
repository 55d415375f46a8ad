"""Parts of a data set for training, validation and test, without leakage and without moving.

What was placed once stays where it is: an assignment is stored, and only new items are placed, each
by the hash of a seed and its own key. So counts are exact and nothing moves when items are added
(a hash alone leaves a test part of 10 % of 20 items empty for 14 % of seeds). Items of one group,
and copies of one another, are placed together.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from curator_gui.core.message import Message, plural
from curator_gui.core.sidecars.parts_file import FOLD
from curator_gui.dataset.items.table import Items, Mask, Rows, Texts, axis_of, coded, groups_of
from curator_gui.dataset.proposals.same import copies
from curator_gui.dataset.splits.groups import TIME_BLOCKS, blocks, gap_rows, joined
from curator_gui.dataset.splits.parts import TEST, TRAIN, VALIDATION, Part, SplitError, fold_parts
from curator_gui.dataset.splits.placing import NOWHERE, Codes, greedy, group_remarks, slices

STRATA = 10
FEWEST_GROUPS = 3
"""Fewer groups than this in a part say nothing about how groups differ."""


@dataclass(frozen=True)
class SplitPlan:
    """How to split.

    Parameters
    ----------
    parts
        The parts; shares are of what counts leave, and need not add up to 1.
    seed
        Another one places the items otherwise.
    together
        Key of a column: items with the same value are in one part. `TIME_BLOCKS` makes blocks of
        `block` steps along the axis.
    even_in
        Key of a measure whose values are to be spread alike over the parts.
    gap
        Steps between two blocks of different parts that belong to no part.
    join_copies
        Whether the groups of exact copies are joined, so that no copy is in two parts.
    """

    parts: tuple[Part, ...] = (Part(TRAIN, 0.7), Part(VALIDATION, 0.15), Part(TEST, 0.15))
    seed: int = 0
    together: str = ""
    even_in: str = ""
    block: int = 10
    gap: int = 0
    join_copies: bool = True

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the parts, in their order."""
        return tuple(part.name for part in self.parts)

    @property
    def folds(self) -> int:
        """How many folds these are; 0 for parts of another kind."""
        return len(self.parts) if all(name.startswith(FOLD) for name in self.names) else 0


@dataclass(frozen=True)
class Split:
    """Which part each item is in.

    Parameters
    ----------
    codes
        Number of the part in `plan.parts`, `NOWHERE` for items that are in none.
    groups
        Number of the group each item was placed with.
    placed
        How many items were placed now; the others were before.
    remarks
        What was not as asked.
    """

    plan: SplitPlan
    codes: Codes
    groups: Rows
    placed: int = 0
    remarks: tuple[Message, ...] = field(default=())

    def rows(self, name: str) -> Rows:
        """Return the items of a part."""
        return np.flatnonzero(np.asarray(self.codes == self.plan.names.index(name)))

    @property
    def outside(self) -> int:
        """How many items are in no part."""
        return int((self.codes == NOWHERE).sum())

    def counts(self) -> dict[str, int]:
        """Count the items of each part."""
        found = np.bincount(self.codes[self.codes >= 0], minlength=len(self.plan.parts))
        return dict(zip(self.plan.names, map(int, found), strict=True))

    def group_counts(self) -> dict[str, int]:
        """Count the groups of each part."""
        return {
            name: len(np.unique(self.groups[self.codes == code]))
            for code, name in enumerate(self.plan.names)
        }

    def words(self) -> Texts:
        """Return the name of each item's part, "" for none."""
        names = np.array([*self.plan.names, ""], np.object_)
        result: Texts = names[self.codes]
        return result


def place(key: str, seed: int = 0) -> float:
    """Return a number in [0, 1) for a key, the same in every process and on every machine."""
    digest = hashlib.blake2b(
        f"{seed}\0{key}".encode(errors="surrogatepass"), digest_size=8
    ).digest()
    return int.from_bytes(digest, "big") / 2**64


def item_keys(items: Items) -> list[str]:
    """Return what each item is placed by: its source, with its index where several share one."""
    if items.named:
        return [str(key) for key in items.keys]
    return [f"{key}\0{index}" for key, index in zip(items.keys, items.index, strict=True)]


def assign(
    items: Items,
    plan: SplitPlan,
    stored: Texts | None = None,
    left_out: Mask | None = None,
) -> Split:
    """Split the items.

    Parameters
    ----------
    items
        All items, with the columns that the plan names.
    plan
        How.
    stored
        The parts by name that the items are in already, "" for those that are new.
    left_out
        Items that are in no part.

    Raises
    ------
    SplitError
        If a part would be empty, counts do not fit, or there is no such column.
    """
    _check(items, plan)
    taken = np.ones(len(items), np.bool_) if left_out is None else ~left_out
    groups = _groups(items, plan)
    codes = _stored_codes(plan, stored, taken)
    targets = _targets(plan, int(taken.sum()))
    remarks: list[Message] = []
    codes = _with_their_groups(codes, groups, taken, remarks)
    fresh = taken & (codes == NOWHERE)
    _place_new(items, plan, codes, groups, fresh, targets)
    sizes = np.bincount(coded(groups[taken]))
    if fresh.any() and sizes.max(initial=0) > 1:
        counts = np.bincount(codes[codes >= 0], minlength=len(plan.parts))
        remarks += group_remarks(plan.names, targets, counts, sizes)
    if plan.gap and plan.together == TIME_BLOCKS:
        codes[gap_rows(items, codes, plan.gap)] = NOWHERE
    split = Split(plan, codes, groups, int(fresh.sum()), tuple(remarks))
    _check_filled(split, targets)
    return split


def _check(items: Items, plan: SplitPlan) -> None:
    if len(set(plan.names)) < len(plan.parts) or not all(plan.names):
        raise SplitError("each part needs a name of its own")
    for part in plan.parts:
        if part.share < 0 or not np.isfinite(part.share) or (part.count or 0) < 0:
            raise SplitError("{part}: a share or count cannot be negative", part=part.name)
    for key in (plan.together, plan.even_in):
        if key and key != TIME_BLOCKS and key not in items:
            raise SplitError("there is no measure {key} to split by", key=key)
    if plan.even_in and items[plan.even_in].kind == "number" and items[plan.even_in].limits is None:
        raise SplitError("{key} is NaN everywhere: nothing can be even in it", key=plan.even_in)


def _targets(plan: SplitPlan, size: int) -> npt.NDArray[np.int64]:
    """Return how many items each part is to have, adding up to `size` exactly.

    Raises
    ------
    SplitError
        If the counts ask for more items than there are, or nobody is to get the rest.
    """
    counted = sum(part.count or 0 for part in plan.parts)
    if counted > size:
        raise SplitError("the parts ask for {n} items; there are {size}", n=counted, size=size)
    shares = np.array([0.0 if part.count is not None else part.share for part in plan.parts])
    if shares.sum() == 0 and counted < size:
        raise SplitError("{n} items are left over: give one part a share", n=size - counted)
    wanted = shares / (shares.sum() or 1.0) * (size - counted)
    exact = np.floor(wanted).astype(np.int64)
    for code in np.argsort(exact - wanted, kind="stable")[: size - counted - int(exact.sum())]:
        exact[code] += 1
    counts: Rows = exact + np.array([part.count or 0 for part in plan.parts])
    return counts


def _groups(items: Items, plan: SplitPlan) -> Rows:
    """Number the groups; exact copies belong to one, unless the plan says otherwise."""
    if plan.together == TIME_BLOCKS:
        groups = blocks(items, plan.block)
    else:
        groups = groups_of(items, plan.together) if plan.together else np.arange(len(items))
    if not plan.join_copies:
        return groups
    pairs = [(group[0], other) for group in copies(items) for other in group[1:]]
    return joined(groups, pairs)


def _stored_codes(plan: SplitPlan, stored: Texts | None, taken: Mask) -> Codes:
    codes = np.full(len(taken), NOWHERE, np.int16)
    if stored is not None:
        for code, name in enumerate(plan.names):
            codes[np.asarray(stored == name, np.bool_)] = code
    codes[~taken] = NOWHERE
    return codes


def _with_their_groups(codes: Codes, groups: Rows, taken: Mask, remarks: list[Message]) -> Codes:
    """Put new items into the part where their group is already; say where a group is in several."""
    placed = np.flatnonzero(codes >= 0)
    part_of: dict[int, int] = {}
    torn: set[int] = set()
    for group, code in zip(groups[placed].tolist(), codes[placed].tolist(), strict=True):
        if part_of.setdefault(group, code) != code:
            torn.add(group)
    if torn:
        remarks.append(
            plural(
                len(torn),
                "one group was in several parts before, and stays so",
                "{n} groups were in several parts before, and stay so",
            )
        )
    for row in np.flatnonzero(taken & (codes < 0)).tolist() if part_of else ():
        codes[row] = part_of.get(int(groups[row]), NOWHERE)
    return codes


def _place_new(
    items: Items, plan: SplitPlan, codes: Codes, groups: Rows, fresh: Mask, targets: Rows
) -> None:
    rows = np.flatnonzero(fresh)
    if not len(rows):
        return
    left = targets - np.bincount(codes[codes >= 0], minlength=len(plan.parts))
    keys = item_keys(items)
    numbers = coded(groups[rows])
    sizes = np.bincount(numbers)
    first = np.full(len(sizes), len(items), np.int64)
    np.minimum.at(first, numbers, rows)
    hashes = np.array([place(_group_key(items, plan, keys, int(row)), plan.seed) for row in first])
    strata = _strata(items, plan, rows, numbers)
    if sizes.max() == 1:
        chosen = slices(hashes, strata, left)
    else:
        chosen = greedy(sizes, hashes, strata, left)
    codes[rows] = chosen[numbers]


def _group_key(items: Items, plan: SplitPlan, keys: Sequence[str], row: int) -> str:
    if plan.together and plan.together in items:
        return str(items[plan.together].values[row])
    return keys[row]


def _strata(items: Items, plan: SplitPlan, rows: Rows, numbers: Rows) -> Rows:
    """Number the layers of equal size that a measure's values fall into, one for each group."""
    size = int(numbers.max()) + 1
    if not plan.even_in:
        return np.zeros(size, np.int64)
    column = items[plan.even_in]
    if column.kind == "text":
        layer = np.zeros(size, np.int64)
        layer[numbers[::-1]] = coded(column.values[rows])[::-1]
        return layer
    values = np.nan_to_num(column.values[rows].astype(np.float64), nan=np.inf)
    with np.errstate(invalid="ignore"):
        means = np.bincount(numbers, values) / np.bincount(numbers)
    ranks = np.argsort(np.argsort(means, kind="stable"), kind="stable")
    return ranks * min(STRATA, size) // size


def _check_filled(split: Split, targets: Rows) -> None:
    """Refuse a split with an empty part.

    Raises
    ------
    SplitError
        Naming the part and why nothing is left for it.
    """
    counts = split.counts()
    groups = len(np.unique(split.groups[split.codes >= 0])) if (split.codes >= 0).any() else 0
    for (name, count), target in zip(counts.items(), targets.tolist(), strict=True):
        wanted = target > 0 or any(p.name == name and p.share > 0 for p in split.plan.parts)
        if count or not wanted:
            continue
        if groups <= len(counts) and split.plan.together:
            raise SplitError(
                plural(
                    groups,
                    "the {part} part would be empty: with copies joined there is one group",
                    "the {part} part would be empty: with copies joined there are {n} groups",
                    part=name,
                )
            )
        raise SplitError(
            plural(
                int((split.codes >= 0).sum()),
                "the {part} part would be empty: one item is too few for its share",
                "the {part} part would be empty: {n} items are too few for its share",
                part=name,
            )
        )


def move(split: Split, rows: Sequence[int], name: str) -> Split:
    """Put items into a part by hand, with their groups; "" takes them out of all parts."""
    code = split.plan.names.index(name) if name else NOWHERE
    codes = split.codes.copy()
    codes[np.isin(split.groups, split.groups[list(rows)]) & (codes >= 0)] = code
    codes[list(rows)] = code
    return Split(split.plan, codes, split.groups, split.placed, split.remarks)


def folds(items: Items, plan: SplitPlan, count: int, left_out: Mask | None = None) -> Split:
    """Split into so many folds of the same size, with the plan's groups and seed.

    Raises
    ------
    SplitError
        If there are fewer groups than folds, or fewer than two folds.
    """
    return assign(items, replace(plan, parts=fold_parts(count)), None, left_out)


__all__ = ["NOWHERE", "Part", "Split", "SplitPlan", "assign", "axis_of", "folds", "move", "place"]
