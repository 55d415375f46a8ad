"""One proposal, and the words and numbers that proposals are made of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from curator_gui.core.message import Message
from curator_gui.dataset.items.table import FOLDER, STEP, Items, Mask, Rows, title_of

Topic = Literal["far", "exact", "near", "zero", "nan", "fields", "size", "forest"]
TOPICS: tuple[Topic, ...] = ("far", "exact", "near", "zero", "nan", "fields", "size", "forest")
PLAIN_LIMIT = 3.5
"""Spreads from the middle from which on a plain limit calls a value an outlier."""


@dataclass(frozen=True)
class Proposal:
    """Items that stand out for one reason.

    Parameters
    ----------
    topic
        What kind of reason it is.
    rows
        The items, and of copies those that could be left out.
    title
        Which items, in words.
    reason
        What is odd about them: what happened first, then the numbers.
    hint
        What it may come from, "" where nobody can say.
    measure
        Key of the measure that shows it, "" for none.
    score
        How many usual spreads it lies apart; those of one topic are ordered by it.
    others
        The rows that it is compared with: the copies' originals, the neighbors along the axis.
    """

    topic: Topic
    rows: tuple[int, ...]
    title: str
    reason: Message
    hint: Message | str = ""
    measure: str = ""
    score: float = 0.0
    others: tuple[int, ...] = ()


def title_of_rows(items: Items, rows: Sequence[int]) -> str:
    """Name one item, or two, or count them."""
    if len(rows) == 1:
        return items.name(rows[0])
    if len(rows) == 2:
        return Message("{one} and {other}", one=items.name(rows[0]), other=items.name(rows[1]))
    steps = items[STEP].values[list(rows)] if STEP in items and FOLDER in items else np.arange(2)
    if np.ptp(steps) == 0:
        return Message("{n} items of step {step}", n=len(rows), step=number(float(steps[0])))
    return Message("{n} items", n=len(rows))


def number(value: float) -> str:
    """Write a number with three significant digits."""
    if not np.isfinite(value):
        return str(value)
    if value == 0 or 1e-3 <= abs(value) < 1e5:
        return f"{value:.3g}" if abs(value) < 1000 else f"{value:.0f}"
    return f"{value:.2e}"


def with_unit(value: float, unit: str) -> str:
    """Write a number with its unit."""
    return f"{number(value)} {unit}" if unit not in ("", "1") else number(value)


def rows_of(mask: Mask) -> tuple[int, ...]:
    """Return the rows where a mask is true."""
    found: Rows = np.flatnonzero(mask)
    return tuple(found.tolist())


def merged(proposals: Iterable[Proposal]) -> list[Proposal]:
    """Keep for the same items the one that says most; its hint names the other measures."""
    best: dict[tuple[int, ...], list[Proposal]] = {}
    for proposal in proposals:
        best.setdefault(proposal.rows, []).append(proposal)
    # To stand alone among all says more than to be unlike its neighbors.
    return [_said_once(sorted(s, key=lambda p: (bool(p.others), -p.score))) for s in best.values()]


def _said_once(same: Sequence[Proposal]) -> Proposal:
    first, others = same[0], same[1:]
    hint = next((p.hint for p in same if p.hint), "")
    measures = dict.fromkeys(o.measure for o in others if o.measure != first.measure)
    names = ", ".join(title_of(key) for key in measures)
    if not hint and names:
        hint = Message("also far out: {names}", names=names)
    return replace(first, hint=hint, score=max(p.score for p in same))
