"""Items far from the rest: alone in a measure, or unlike their neighbors along the axis."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from curator_gui.core.message import Message, joined
from curator_gui.dataset.items.table import (
    BYTES,
    FOLDER,
    INDEX,
    Column,
    Items,
    Mask,
    Numbers,
    Rows,
    axis_of,
    field_of,
    groups_of,
)
from curator_gui.dataset.proposals.words import (
    PLAIN_LIMIT,
    Proposal,
    merged,
    number,
    with_unit,
)

NORMAL = 1.4826
"""Times the median distance from the median: the standard deviation, if values were normal."""

MIN_ITEMS = 5
ALONE = 1.0
"""A gap stands alone if it is as wide as all between the middle and the next item."""

MAX_SHARE = 0.1
MOST_GROUPS = 0.8
"""Of the groups that a measure has to be constant in: a copied file may be in a wrong one."""

_SAME_FACTOR = 0.1
_OTHER_UNIT = 2.0


@dataclass(frozen=True)
class Spread:
    """The middle of values and their usual spread: median and scaled median distance from it."""

    middle: float
    spread: float


def spread_of(values: Numbers) -> Spread:
    """Measure the middle and the usual spread of finite values; the spread may be 0."""
    middle = float(np.median(values))
    return Spread(middle, NORMAL * float(np.median(np.abs(values - middle))))


def far(items: Items, limit: float | None) -> tuple[list[Proposal], list[Message]]:
    """Propose items far from the rest; notes name the measures that were left out."""
    measures, constant = telling(items)
    if len(items) < MIN_ITEMS:
        return [], [Message("with {n} items nothing can be called usual", n=len(items))]
    found: list[Proposal] = []
    for column in measures:
        found += _alone(items, column) if limit is None else _beyond(items, column, limit)
    if limit is None:
        found += _not_beside(list(_among_neighbors(items, measures)), found)
    notes = [_left_out_words(constant)] if constant else []
    return merged(_bundled(items, found)), notes


def _left_out_words(columns: Sequence[Column]) -> Message:
    names = ", ".join(column.name for column in columns)
    return Message("not compared, because the same within each group: {names}", names=names)


def telling(items: Items) -> tuple[list[Column], list[Column]]:
    """Part the measures into those that can be compared, and those constant within each group."""
    measures = [c for c in items.measures if c.key != BYTES and not c.key.endswith("_share")]
    measures = [c for c in measures if c.role != "time"]
    groups = groups_of(items, FOLDER)
    grouped = 1 < groups.max(initial=0) + 1 < len(items) / 2
    constant = [c for c in measures if grouped and _constant_within(c, groups)]
    return [c for c in measures if c not in constant and _varies(c)], constant


def zero_everywhere(items: Items, field: str) -> Mask:
    """Return in which items a field has only zeros, which is a reason of its own."""
    low, high = (items.columns.get(f"{field}.{end}") for end in ("min", "max"))
    if field and low is not None and high is not None:
        return np.asarray((low.values == 0) & (high.values == 0), np.bool_)
    share = items.columns.get(f"{field}.zero_share") if field else None
    return np.zeros(len(items), np.bool_) if share is None else np.asarray(share.values == 1)


def _varies(column: Column) -> bool:
    limits = column.limits
    return limits is not None and limits[0] < limits[1]


def _constant_within(column: Column, groups: Rows) -> bool:
    """Whether groups differ in a measure, and the items of each don't."""
    known = column.defined
    size = int(groups.max()) + 1
    low, high = np.full(size, np.inf), np.full(size, -np.inf)
    np.minimum.at(low, groups[known], column.values[known])
    np.maximum.at(high, groups[known], column.values[known])
    return bool(np.mean(high <= low) >= MOST_GROUPS) and _varies(column)


# Alone in one measure ----------------------------------------------------------------------------


def _alone(items: Items, column: Column) -> Iterator[Proposal]:
    rows = np.flatnonzero(column.defined & ~zero_everywhere(items, field_of(column.key)))
    values = column.values[rows].astype(np.float64)
    if len(values) < MIN_ITEMS:
        return
    spread = spread_of(values)
    if spread.spread == 0:
        yield from _unlike_all_others(items, column, rows, values, spread.middle)
        return
    order = np.argsort(values, kind="stable")
    for sign in (1, -1):
        inner = order if sign > 0 else order[::-1]
        begin = _gap(values[inner] * sign, spread.middle * sign, spread.spread)
        if begin is not None:
            yield from _outside(items, column, rows[inner], begin, spread)


def _gap(rising: Numbers, middle: float, spread: float) -> int | None:
    """Return where the items begin that stand alone at the upper end, None if none do."""
    size = len(rising)
    first = max(1, size - max(1, int(size * MAX_SHARE)))
    gaps = np.diff(rising)[first - 1 :]
    reach = np.maximum(rising[first - 1 : -1] - middle, spread)
    alone = (gaps >= ALONE * reach) & (gaps >= PLAIN_LIMIT * spread)
    found = np.flatnonzero(alone)
    return int(found[0]) + first if len(found) else None


def _outside(
    items: Items, column: Column, order: Rows, begin: int, spread: Spread
) -> Iterator[Proposal]:
    following = float(column.values[order[begin - 1]])
    for row in order[begin:].tolist():
        yield _far_proposal(items, column, row, spread, following)


def _far_proposal(
    items: Items, column: Column, row: int, spread: Spread, following: float | None
) -> Proposal:
    value = float(column.values[row])
    times = abs(value - spread.middle) / spread.spread
    shown = {
        "measure": column.name,
        "value": with_unit(value, column.unit),
        "times": number(times),
        "middle": number(spread.middle),
        "next": number(following) if following is not None else "",
    }
    score = times if following is None else abs(value - following) / spread.spread
    return Proposal(
        "far",
        (row,),
        items.name(row),
        _far_words(value > spread.middle, shown),
        "",
        column.key,
        score,
    )


def _far_words(above: bool, shown: dict[str, str]) -> Message:
    if above:
        first = Message(
            "{measure} {value} is {times} times the usual spread above the middle ({middle}).",
            **shown,
        )
    else:
        first = Message(
            "{measure} {value} is {times} times the usual spread below the middle ({middle}).",
            **shown,
        )
    if not shown["next"]:
        return first
    return joined(" ", [first, Message("The next item is at {next}.", next=shown["next"])])


def _unlike_all_others(
    items: Items, column: Column, rows: Rows, values: Numbers, middle: float
) -> Iterator[Proposal]:
    """Propose the few that differ where all others are the same: no spread to divide by."""
    other = np.flatnonzero(values != middle)
    if not 0 < len(other) <= max(1, int(len(values) * MAX_SHARE)):
        return
    for place in other.tolist():
        row = int(rows[place])
        words = Message(
            "{measure} is {value}; the other {n} items have {middle}.",
            measure=column.name,
            value=with_unit(float(values[place]), column.unit),
            n=len(values) - len(other),
            middle=number(middle),
        )
        yield Proposal("far", (row,), items.name(row), words, "", column.key, PLAIN_LIMIT)


def _beyond(items: Items, column: Column, limit: float) -> Iterator[Proposal]:
    known = column.defined
    spread = spread_of(column.values[known].astype(np.float64)) if known.any() else Spread(0, 0)
    if spread.spread == 0:
        return
    far_out = known & (np.abs(column.values - spread.middle) > limit * spread.spread)
    for row in np.flatnonzero(far_out).tolist():
        yield _far_proposal(items, column, row, spread, None)


def plain_count(items: Items, limit: float = PLAIN_LIMIT) -> int:
    """Count the items that a plain limit on any measure would name."""
    named: Mask = np.zeros(len(items), np.bool_)
    for column in telling(items)[0] if len(items) else ():
        values = column.values[column.defined].astype(np.float64)
        spread = spread_of(values)
        if spread.spread > 0:
            with np.errstate(invalid="ignore"):
                named |= np.abs(column.values - spread.middle) > limit * spread.spread
    return int(named.sum())


# Among the neighbors along the axis --------------------------------------------------------------


def _among_neighbors(items: Items, measures: Sequence[Column]) -> Iterator[Proposal]:
    """Propose what jumps out of its run and back: a factor or a distance from both sides."""
    before, after = neighbors(items)
    both = (before >= 0) & (after >= 0)
    if both.sum() < MIN_ITEMS:
        return
    rows = np.flatnonzero(both)
    for column in measures:
        yield from _jumps(items, column, rows, before[rows], after[rows])


def _not_beside(jumps: Sequence[Proposal], alone: Sequence[Proposal]) -> Iterator[Proposal]:
    """Leave out jumps that come from a neighbor that is farther out: that one is the odd one."""
    far_out = {(row, field_of(p.measure)): p.score for p in jumps for row in p.rows}
    stands = {(row, field_of(p.measure)) for p in alone for row in p.rows}
    for jump in jumps:
        field = field_of(jump.measure)
        beside = [(row, field) for row in jump.others]
        if not any(key in stands or far_out.get(key, 0.0) > jump.score for key in beside):
            yield jump


def neighbors(items: Items) -> tuple[Rows, Rows]:
    """Return for each item the rows before and after it in its folder, -1 where there is none."""
    axis = axis_of(items)
    groups = groups_of(items, FOLDER)
    before, after = (np.full(len(items), -1, np.int64) for _ in range(2))
    if axis == INDEX and FOLDER not in items:
        return before, after  # the order of a listing says nothing
    order = np.lexsort((items[axis].values, groups))
    same = groups[order[1:]] == groups[order[:-1]]
    before[order[1:][same]] = order[:-1][same]
    after[order[:-1][same]] = order[1:][same]
    return before, after


def _jumps(
    items: Items, column: Column, rows: Rows, before: Rows, after: Rows
) -> Iterator[Proposal]:
    values = column.values.astype(np.float64)
    scaled = np.log(values) if bool((values[column.defined] > 0).all()) else values
    left, right, here = scaled[before], scaled[after], scaled[rows]
    # A jump is measured from the nearer neighbor, so that those beside a wrong item have none.
    jump = here - np.clip(here, np.fmin(left, right), np.fmax(left, right))
    known = np.isfinite(jump)
    if known.sum() < MIN_ITEMS:
        return
    width = _width(np.abs(jump[known]))
    for place in _alone_jumps(jump, known, width):
        near = (int(before[place]), int(after[place]))
        times = abs(float(jump[place])) / width
        yield _jump_proposal(items, column, int(rows[place]), near, times)


def _width(jumps: Numbers) -> float:
    """The usual size of a jump among those that are one; a tiny one if there are none."""
    some = jumps[jumps > 0]
    return NORMAL * float(np.median(some)) if len(some) else 1.0


def _alone_jumps(jump: Numbers, known: Mask, width: float) -> list[int]:
    places = np.flatnonzero(known)
    sizes = np.abs(jump[places])
    order = np.argsort(sizes, kind="stable")
    begin = _gap(sizes[order], 0.0, width)
    return [] if begin is None else places[order[begin:]].tolist()


def _jump_proposal(
    items: Items, column: Column, row: int, near: tuple[int, int], times: float
) -> Proposal:
    value = float(column.values[row])
    words = Message(
        "{measure} {value} is unlike its neighbors, which have {before} and {after}.",
        measure=column.name,
        value=with_unit(value, column.unit),
        before=number(float(column.values[near[0]])),
        after=number(float(column.values[near[1]])),
    )
    hint = _factor_hint(items, column, row, near)
    return Proposal("far", (row,), items.name(row), words, hint, column.key, times, near)


def _factor_hint(items: Items, column: Column, row: int, near: tuple[int, int]) -> Message | str:
    """Say by which factor all of a field is off, if it is one factor for all its measures."""
    field = field_of(column.key)
    keys = [key for key in (f"{field}.mean", f"{field}.std", f"{field}.max") if key in items]
    factors = np.array([_factor(items[key], row, near) for key in keys])
    if len(factors) < 2 or not np.isfinite(factors).all() or (factors <= 0).any():
        return ""
    middle = float(np.median(factors))
    if np.ptp(factors) > _SAME_FACTOR * middle or 1 / _OTHER_UNIT < middle < _OTHER_UNIT:
        return ""
    return Message(
        "all of {field} is {factor} times its neighbors: another unit?",
        field=field,
        factor=number(middle),
    )


def _factor(column: Column, row: int, near: tuple[int, int]) -> float:
    around = np.abs(column.values[list(near)].astype(np.float64)).mean()
    return float(abs(column.values[row]) / around) if around > 0 else float("nan")


# Bundles -----------------------------------------------------------------------------------------


def _bundled(items: Items, found: Sequence[Proposal]) -> Iterator[Proposal]:
    """Join what is far out in the same measure at the same step of several groups."""
    axis = axis_of(items)
    groups = groups_of(items, FOLDER)
    several = int(groups.max(initial=0)) + 1 > 1 and axis != INDEX
    by_step: dict[tuple[str, float], list[Proposal]] = {}
    for proposal in found:
        step = float(items[axis].values[proposal.rows[0]]) if several else float(len(by_step))
        by_step.setdefault((proposal.measure, step), []).append(proposal)
    for (_, step), same in by_step.items():
        if len(same) < 3:
            yield from same
        else:
            yield _bundle(items, same, step, groups)


def _bundle(items: Items, same: Sequence[Proposal], step: float, groups: Rows) -> Proposal:
    rows = tuple(sorted({row for proposal in same for row in proposal.rows}))
    words = _range_words(items[same[0].measure], rows)
    hint = Message(
        "in {n} of {all} folders: probably the flow itself",
        n=len(set(groups[list(rows)].tolist())),
        all=int(groups.max()) + 1,
    )
    title = Message("{n} items of step {step}", n=len(rows), step=number(step))
    score = float(np.median([proposal.score for proposal in same]))
    return replace(same[0], rows=rows, title=title, reason=words, hint=hint, score=score, others=())


def _range_words(column: Column, rows: Sequence[int]) -> Message:
    values = column.values[list(rows)]
    low, high = float(values.min()), float(values.max())
    if low == high:
        shown = with_unit(low, column.unit)
        return Message(
            "{measure} is {value}, far from all others.", measure=column.name, value=shown
        )
    return Message(
        "{measure} is {low} to {high}, far from all others.",
        measure=column.name,
        low=number(low),
        high=with_unit(high, column.unit),
    )
