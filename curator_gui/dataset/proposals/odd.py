"""Items that differ in kind: zero or NaN, other fields, types or units, too small files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import numpy as np

from curator_gui.core.message import Message
from curator_gui.core.text.listing import listed_names
from curator_gui.core.text.quantities import bytes_text
from curator_gui.dataset.items.table import BYTES, FOLDER, Column, Items, Mask, field_of
from curator_gui.dataset.proposals.far import zero_everywhere
from curator_gui.dataset.proposals.words import Proposal, rows_of, title_of_rows

MANY = 0.5
"""What more than this share of the items has is no exception."""

MOST = 0.9
"""A text that so many items share is the usual one."""

CUT = 0.5
"""A file smaller than this share of the usual size, and of the next smaller one, may be cut."""


def odd(items: Items) -> list[Proposal]:
    """Propose all items that differ in kind."""
    found: list[Proposal] = []
    for search in (_zero, _nan, _fields, _texts, _size):
        found += search(items)
    return found


def _zero(items: Items) -> Iterator[Proposal]:
    masks = {field: zero_everywhere(items, field) for field in items.fields}
    few = {field: mask for field, mask in masks.items() if mask.sum() <= MANY * len(items)}
    for rows, fields in _by_rows(few):
        if len(fields) == 1:
            words = Message("{field} is 0 everywhere.", field=fields[0])
        else:
            words = Message("{fields} are 0 everywhere.", fields=", ".join(fields))
        key = f"{fields[0]}.max" if f"{fields[0]}.max" in items else ""
        yield Proposal("zero", rows, title_of_rows(items, rows), words, "", key, len(rows))


def _by_rows(masks: Mapping[str, Mask]) -> Iterable[tuple[tuple[int, ...], list[str]]]:
    """Gather what is the matter with the same items."""
    found: dict[tuple[int, ...], list[str]] = {}
    for field, mask in masks.items():
        if mask.any():
            found.setdefault(rows_of(mask), []).append(field)
    return found.items()


def _nan(items: Items) -> Iterator[Proposal]:
    for field in items.fields:
        share = items.columns.get(f"{field}.nan_share")
        if share is None:
            continue
        everywhere, some = share.values == 1, (share.values > 0) & (share.values < 1)
        words = Message("{field} is NaN everywhere.", field=field)
        yield from _if_any(items, share, everywhere, words)
        if some.any():
            yield from _if_any(items, share, some, _some_nan(field, share, some))


def _some_nan(field: str, share: Column, some: Mask) -> Message:
    found = share.values[some]
    return Message(
        "{share} % of {field} are NaN.", field=field, share=f"{100 * float(found.max()):.2g}"
    )


def _if_any(items: Items, share: Column, mask: Mask, words: Message) -> Iterator[Proposal]:
    rows = rows_of(mask)
    if rows:
        yield Proposal("nan", rows, title_of_rows(items, rows), words, "", share.key, len(rows))


def _fields(items: Items) -> Iterator[Proposal]:
    there = {field: _has(items, field) for field in items.fields}
    usual = {field: mask.sum() >= MANY * len(items) for field, mask in there.items()}
    missing = {field: ~mask for field, mask in there.items() if usual[field]}
    extra = {field: mask for field, mask in there.items() if not usual[field]}
    for rows, fields in _by_rows(missing):
        words = Message("Without {fields}, which the others have.", fields=", ".join(fields))
        yield Proposal("fields", rows, title_of_rows(items, rows), words, "", "", len(rows))
    for rows, fields in _by_rows(extra):
        words = Message("With {fields}, which the others don't have.", fields=", ".join(fields))
        yield Proposal("fields", rows, title_of_rows(items, rows), words, "", "", len(rows))


def _has(items: Items, field: str) -> Mask:
    """Return which items have a field: one measure of it at least."""
    there = np.zeros(len(items), np.bool_)
    for column in items.columns.values():
        if field_of(column.key) == field:
            there |= column.defined if column.kind == "text" else ~np.isnan(column.values)
    return there


def _texts(items: Items) -> Iterator[Proposal]:
    """Propose items with another type, unit or kind than nearly all others."""
    for column in items.texts:
        if column.key == FOLDER or not len(items):
            continue
        values, counts = np.unique(column.values.astype(str), return_counts=True)
        if len(values) > 1 and counts.max() >= MOST * len(items):
            yield _other_text(items, column, str(values[counts.argmax()]))


def _other_text(items: Items, column: Column, usual: str) -> Proposal:
    rows = rows_of(column.values != usual)
    seen = listed_names(sorted({str(column.values[row]) or "-" for row in rows}), 4)
    words = Message(
        "{column} is {seen}; the other {n} items have {usual}.",
        column=column.name,
        seen=seen,
        n=len(items) - len(rows),
        usual=usual or "-",
    )
    return Proposal("fields", rows, title_of_rows(items, rows), words, "", column.key, len(rows))


def _size(items: Items) -> Iterator[Proposal]:
    """Propose files much smaller than all others: they may have been cut."""
    if BYTES not in items or not items[BYTES].defined.any():
        return
    sizes = np.where(items[BYTES].defined, items[BYTES].values, np.inf)
    usual = float(np.median(sizes[np.isfinite(sizes)]))
    small = sizes < CUT * usual
    rest = sizes[~small]
    if not small.any() or small.sum() > 0.1 * len(items) or not len(rest):
        return
    alone = small & (sizes < CUT * float(rest.min()))
    for row in rows_of(alone):
        yield _small(items, row, float(sizes[row]), usual)


def _small(items: Items, row: int, size: float, usual: float) -> Proposal:
    words = Message(
        "Its files have {size}, those of the others about {usual}.",
        size=bytes_text(size),
        usual=bytes_text(usual),
    )
    hint = Message("cut short, or much less in it")
    return Proposal("size", (row,), items.name(row), words, hint, BYTES, usual / max(size, 1.0))
