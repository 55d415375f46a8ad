"""Split the items of a run before it, by their names: for the step Split."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np

from curator_gui.core.filters.splitting import Split as SplitStep
from curator_gui.core.message import Message, joined, plural
from curator_gui.core.sidecars.curation import ItemFinder, Line
from curator_gui.dataset.items.file import has_items, read_items
from curator_gui.dataset.items.table import (
    FOLDER,
    INDEX,
    SOURCE,
    Column,
    Items,
    as_texts,
    with_axes,
)
from curator_gui.dataset.splits.file import read_parts, read_plan, write_split
from curator_gui.dataset.splits.groups import TIME_BLOCKS
from curator_gui.dataset.splits.parts import SplitError, fold_parts, parse_parts
from curator_gui.dataset.splits.split import Split, SplitPlan, assign

GROUP = "group"
EVEN = "even"
"""The columns that patterns of the step find in the names; a data set has no such measures."""


def plan_of(step: SplitStep) -> SplitPlan:
    """Return how a step splits.

    Raises
    ------
    SplitError
        If its sizes are none.
    """
    together = {"folder": FOLDER, "blocks": TIME_BLOCKS, "pattern": GROUP}.get(step.together, "")
    return SplitPlan(
        parts=fold_parts(step.folds) if step.folds is not None else parse_parts(step.parts),
        seed=step.seed,
        together=together,
        even_in=EVEN if step.even_pattern else step.even_in or "",
        block=step.block,
        gap=step.gap,
    )


def place(
    step: SplitStep, folder: Path | None, names: Sequence[str], away: set[int], *, write: bool
) -> tuple[Mapping[int, str], Sequence[Message]]:
    """Return the part of each index, and what is to be said; see `Split.place`.

    Raises
    ------
    CuratorError
        If the split cannot be made, read or stored.
    """
    plan, items = plan_of(step), _items(step, names)
    items, lacking = _with_even(step, items, folder)
    stored = read_parts(folder, items) if folder is not None else None
    out = np.isin(items.index, sorted(away)) if away else None
    before = read_plan(folder) if folder is not None else None
    split = assign(items, plan, stored, out)
    words = [_counts(split.counts()), *_outside(split), *split.remarks]
    if lacking:
        words.append(
            plural(
                lacking,
                "one item has no {measure} yet: it is placed without regard to it",
                "{n} items have no {measure} yet: they are spread among themselves",
                measure=plan.even_in,
            )
        )
    if before is not None and before != plan and stored is not None:
        words += _kept(stored.tolist(), plan)
    if write and folder is not None:
        write_split(folder, items, split)
    if folder is None:
        words.append(Message("the split is not stored: the sink does not say where it writes"))
    parts = zip(items.index.tolist(), split.words().tolist(), strict=True)
    return {index: part for index, part in parts if part}, words


def _kept(stored: Sequence[str], plan: SplitPlan) -> Iterator[Message]:
    """Say what becomes of a split that was stored by another plan."""
    yield Message(
        "the stored split was made otherwise: what is in one of these parts stays there, and only "
        "the others follow the step"
    )
    gone = sum(bool(part) and part not in plan.names for part in stored)
    if gone:
        yield plural(
            gone,
            "one item was in a part that is no more, and is placed anew",
            "{n} items were in parts that are no more, and are placed anew",
        )


def _counts(counts: Mapping[str, int]) -> Message:
    each = [Message("{name} {n}", name=name, n=f"{count:,}") for name, count in counts.items()]
    return Message("items of each part: {counts}", counts=joined(", ", each))


def _outside(split: Split) -> Iterator[Message]:
    if split.outside:
        yield plural(split.outside, "one item is in no part", "{n} items are in no part")


def _items(step: SplitStep, names: Sequence[str]) -> Items:
    columns = {
        INDEX: Column(INDEX, np.arange(len(names), dtype=np.float64)),
        SOURCE: Column(SOURCE, as_texts(names)),
    }
    items = with_axes(Items(columns))
    if step.together == "pattern":
        return items.with_columns(Column(GROUP, as_texts(_groups(step.pattern or "", names))))
    if step.together == "folder" and FOLDER not in items:
        raise SplitError("the items do not lie in different folders: keep them together otherwise")
    return items


def _with_even(step: SplitStep, items: Items, folder: Path | None) -> tuple[Items, int]:
    """Add the column that the parts are to be even in; count the items that have no value of it.

    Raises
    ------
    SplitError
        If nobody knows it before the run.
    """
    if step.even_pattern:
        found = _groups(step.even_pattern, items.keys.tolist())
        numbers = [_number(text) for text in found]
        known = all(number is not None for number in numbers)
        values = np.array(numbers, np.float64) if known else as_texts(found)
        return items.with_columns(Column(EVEN, values)), 0
    key = step.even_in
    if not key or key in items:
        return items, 0
    if key == FOLDER:
        raise SplitError("the items do not lie in different folders: nothing can be even in them")
    column = _measured(key, items, folder)
    return items.with_columns(column), int((~column.defined).sum())


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _measured(key: str, items: Items, folder: Path | None) -> Column:
    """Return a measure of the data set that an earlier run left, for the items of this run."""
    known = read_items(folder) if folder is not None and has_items(folder) else None
    if known is None or key not in known:
        raise SplitError(
            "{key} is not known before the run: run once without this step, or be even in a folder "
            "or a pattern",
            key=key,
        )
    finder = ItemFinder(items.keys.tolist(), items.index.tolist())
    column = known[key]
    values = np.full(len(items), np.nan)
    texts = as_texts([""] * len(items))
    for index, name, value in zip(known.index, known.keys, column.values, strict=True):
        row = finder.row(Line(int(index), str(name)))
        if row is not None:
            (texts if column.kind == "text" else values)[row] = value
    return Column(key, texts if column.kind == "text" else values)


def _groups(pattern: str, names: Sequence[str]) -> list[str]:
    """Return the group of each name.

    Raises
    ------
    SplitError
        Naming the first name in which the pattern finds nothing.
    """
    found = [re.search(pattern, name) for name in names]
    for match, name in zip(found, names, strict=True):
        if match is None:
            raise SplitError(
                "the pattern {pattern} finds nothing in {name}", pattern=pattern, name=name
            )
    return ["/".join(m.groups(default="")) or m[0] for m in found if m is not None]
