"""What is not as one would expect, each with the item that shows it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from curator_gui.core.measuring.inspection import Axis, ItemSummary
from curator_gui.core.message import Message
from curator_gui.core.notes import Note
from curator_gui.core.survey.facts import SPARSE, FieldFacts, ItemLook, Odd, Sizes
from curator_gui.core.survey.tables import Pair, fields_of
from curator_gui.core.text.listing import listed_names

MANY = 4
"""So many items have to be there before one of them can stand out."""

FAR = 10.0
"""A value this many times the largest of all other items stands out."""


def oddities_of(looks: Sequence[ItemLook], sizes: Sizes) -> tuple[Odd, ...]:
    """List what is odd about a source: files' sizes, what cannot be read, fields, axes."""
    read = [(look, look.steps[0]) for look in looks if look.steps]
    failed = [(look, step.error) for look, step in read if step.error is not None]
    found = [*_odd_sizes(sizes)]
    found += [
        Odd(Message("{item} cannot be read: {why}", item=_name(look), why=error[1]), look.index)
        for look, error in failed
    ]
    pairs = [(look, item) for look, step in read for item in step.items]
    facts = list(fields_of(pairs))
    items = len({look.index for look, _ in pairs})
    for field_facts in facts:
        found += _odd_field(field_facts, pairs, items)
    found += _zero_items(pairs)
    found += _odd_axes(pairs)
    return (*found, *_said(looks))


def _name(look: ItemLook) -> str:
    return look.label or Message("index {index}", index=look.index)


def _said(looks: Sequence[ItemLook]) -> Iterable[Odd]:
    """List what the steps said: every remark, and what does nothing to any item that reaches it."""
    heard: dict[tuple[str, Note], list[int]] = {}
    reached = Counter(step.name for look in looks for step in look.steps)
    for look in looks:
        for step in look.steps:
            for note in step.notes:
                heard.setdefault((step.name, note), []).append(look.index)
    for (name, note), indices in heard.items():
        if note[0] == "remark" or len(indices) == reached[name]:
            yield Odd(_note_words(name, note, len(indices), reached[name]), indices[0])


def _note_words(step: str, note: Note, n: int, items: int) -> Message:
    kind, words = note
    values = {"step": step, "words": words, "n": n, "items": items}
    if kind == "unchanged":
        return Message("{step} does nothing: {words} ({n} of {items} items)", **values)
    return Message("{step}: {words} ({n} of {items} items)", **values)


def _odd_sizes(sizes: Sizes) -> Iterable[Odd]:
    if not sizes.small:
        return
    names = listed_names((name for _, name, _ in sizes.small), 3)
    yield Odd(
        Message(
            "{n} of {files} files are much smaller than the others: {names}",
            n=len(sizes.small),
            files=sizes.files,
            names=names,
        ),
        sizes.small[0][0],
    )


def _odd_field(facts: FieldFacts, pairs: Sequence[Pair], items: int) -> Iterable[Odd]:
    if facts.present < items:
        lacking = next(look for look, item in pairs if not _has(item, facts))
        yield Odd(
            Message(
                "{field} is in {n} of {items} items; {item} lacks it",
                field=facts.name,
                n=facts.present,
                items=items,
                item=_name(lacking),
            ),
            lacking.index,
        )
    if len(facts.dtypes) > 1 and facts.place != "info":  # texts write 1 and 1.5 in one column
        types = ", ".join(facts.dtypes)
        yield Odd(Message("{field} has several types: {types}", field=facts.name, types=types))
    if facts.undefined:
        yield _undefined(facts, pairs)
    yield from _far_values(facts)


def _has(item: ItemSummary, facts: FieldFacts) -> bool:
    return any((f.name, f.place) == (facts.name, facts.place) for f in item.fields)


def _undefined(facts: FieldFacts, pairs: Sequence[Pair]) -> Odd:
    having = [
        look
        for look, item in pairs
        for f in item.fields
        if (f.name, f.place) == (facts.name, facts.place) and f.undefined
    ]
    share = 100 * facts.undefined / max(1, facts.values)
    values = {"field": facts.name, "n": f"{facts.undefined:,}", "share": f"{share:.3g}"}
    if len({look.index for look in having}) == 1:
        words = Message(
            "{field} has {n} values that are NaN or infinite ({share} %), all in {item}",
            **values,
            item=_name(having[0]),
        )
    else:
        words = Message(
            "{field} has {n} values that are NaN or infinite ({share} %), in {items} items",
            **values,
            items=len({look.index for look in having}),
        )
    return Odd(words, having[0].index)


def _far_values(facts: FieldFacts) -> Iterable[Odd]:
    """Name the one item whose largest value is far beyond that of every other."""
    if len(facts.peaks) < MANY:
        return
    sizes = sorted(((max(abs(low), abs(high)), i) for i, (*_, low, high) in enumerate(facts.peaks)))
    (largest, where), (second, _) = sizes[-1], sizes[-2]
    if second <= SPARSE or largest < FAR * second:
        return
    index, label, low, high = facts.peaks[where]
    value = high if abs(high) >= abs(low) else low
    yield Odd(
        Message(
            "{field} reaches {value} in {item}; in the other {n} items at most {most}",
            field=facts.name,
            value=f"{value:.4g}",
            item=label or index,
            n=len(facts.peaks) - 1,
            most=f"{second:.4g}",
        ),
        index,
    )


def _zero_items(pairs: Sequence[Pair]) -> Iterable[Odd]:
    """Name items in which every number of every field is zero."""
    if len(pairs) < 2:
        return
    zero = [look for look, item in pairs if _all_zero(item)]
    if zero and len(zero) < len(pairs):
        names = {"item": _name(zero[0]), "n": len(zero)}
        one = Message("{item}: all its fields are 0 everywhere", **names)
        several = Message("{n} items hold only zeros, {item} for one", **names)
        yield Odd(one if len(zero) == 1 else several, zero[0].index)


def _all_zero(item: ItemSummary) -> bool:
    ranged = [f for f in item.fields if f.minimum is not None and f.place != "global"]
    return bool(ranged) and all(f.minimum == f.maximum == 0 for f in ranged)


def _odd_axes(pairs: Sequence[Pair]) -> Iterable[Odd]:
    seen: set[tuple[str, str]] = set()
    for look, item in pairs:
        for axis in item.axes:
            for what, words in _axis_words(axis):
                if (axis.name, what) not in seen:
                    seen.add((axis.name, what))
                    yield Odd(Message("{item}: {what}", item=_name(look), what=words), look.index)


def _axis_words(axis: Axis) -> Iterable[tuple[str, Message]]:
    if axis.order == "unordered":
        yield "order", Message("{axis} is not in order", axis=axis.name)
    if axis.repeated and axis.dimension:
        words = Message("{axis} repeats {n} values", axis=axis.name, n=axis.repeated)
        yield "repeated", words
    if axis.gaps:
        yield "gaps", Message("{axis} has {n} gaps", axis=axis.name, n=axis.gaps)
