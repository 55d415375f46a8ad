"""What a few items of a source hold, and what leaves each step for them, put together.

The looks are taken one item at a time (`curator_gui.run.helper.survey`); here they become what a
person wants to know: which fields there are, in how many items, with which values, and what is odd.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from curator_gui.core.inspection import Axis, FieldSummary, ItemSummary, Part
from curator_gui.core.message import Message, joined

BINS = 24
SPARSE = 1e-300


@dataclass(frozen=True)
class StepLook:
    """What one step gave for one item of the source; `error` is what it raised, as (type, words).

    `complete` is False if there were more items than a look takes in.
    """

    name: str
    seconds: float
    items: tuple[ItemSummary, ...] = ()
    complete: bool = True
    error: tuple[str, str] | None = None


@dataclass(frozen=True)
class ItemLook:
    """One item of the source through the steps; steps behind an error are missing."""

    index: int
    label: str
    steps: tuple[StepLook, ...]


@dataclass(frozen=True)
class Sizes:
    """How large the files of a source are, in bytes, with the odd ones by index.

    `files` counts those whose size was asked for; `complete` is False if there are more, which
    would have taken too long.
    """

    files: int = 0
    smallest: int = 0
    largest: int = 0
    total: int = 0
    small: tuple[tuple[int, str, int], ...] = ()
    complete: bool = True


@dataclass(frozen=True)
class Bars:
    """A small histogram: counts of equal bins from `low` to `high`, and what lies beyond."""

    low: float
    high: float
    counts: tuple[int, ...]
    below: int = 0
    above: int = 0


@dataclass(frozen=True)
class FieldFacts:
    """One field over the items looked at; NaN and infinite values are counted in `undefined`.

    `present` counts the items that have it, of those looked at; `low` and `high` are the items
    (index, label) in which the smallest and the largest value were found.
    """

    name: str
    place: str
    dtypes: tuple[str, ...]
    components: int
    unit: str
    minimum: float | None
    maximum: float | None
    mean: float | None
    undefined: int
    values: int
    present: int
    quantiles: tuple[float, ...] = ()
    peaks: tuple[tuple[int, str, float, float], ...] = ()

    @cached_property
    def bars(self) -> Bars | None:
        """The distribution: from the 10th to the 90th percentile and twice that to each side."""
        if not self.quantiles:
            return None
        values = np.asarray(self.quantiles)
        low, high = np.percentile(values, [10, 90])
        reach = 2 * (high - low)
        low, high = max(low - reach, values.min()), min(high + reach, values.max())
        if not high > low:
            low, high = float(values.min()), float(values.max())
        if not high > low:
            return Bars(float(low), float(high), (int(values.size),))
        with np.errstate(over="ignore", invalid="ignore"):
            place = np.floor((values / 2 - low / 2) / (high / 2 - low / 2) * BINS)
        inside = (values >= low) & (values <= high)
        bins = np.clip(place[inside], 0, BINS - 1).astype(np.int64)
        counts = tuple(int(n) for n in np.bincount(bins, minlength=BINS))
        return Bars(
            float(low), float(high), counts, int((values < low).sum()), int((values > high).sum())
        )


@dataclass(frozen=True)
class StepFacts:
    """What left a step, over the items looked at.

    `reached` counts the items of the source that came to the step, `given` the items that left it;
    `counts` are ranges of sizes by what is counted, `failures` are (index, label, type, words).
    """

    name: str
    reached: int = 0
    given: int = 0
    kinds: tuple[str, ...] = ()
    counts: tuple[tuple[str, int, int], ...] = ()
    fields: tuple[FieldFacts, ...] = ()
    axes: tuple[Axis, ...] = ()
    parts: tuple[Part, ...] = ()
    failures: tuple[tuple[int, str, str, str], ...] = ()
    seconds: float = 0.0
    unchanged: bool = False

    def field(self, name: str, place: str = "") -> FieldFacts | None:
        """Find a field by name, and by its place if that is given."""
        found = (f for f in self.fields if f.name == name and place in ("", f.place))
        return next(found, None)


@dataclass(frozen=True)
class Odd:
    """Something that is not as one would expect, and the item that shows it (-1 for none)."""

    message: str
    index: int = -1


@dataclass(frozen=True)
class Survey:
    """What is known of a pipeline's data so far.

    `size` counts the source's items, `looked` those looked at, of `wanted`.
    """

    size: int = 0
    looked: int = 0
    wanted: int = 0
    looks: tuple[ItemLook, ...] = field(default=(), repr=False)
    sizes: Sizes = Sizes()
    steps: tuple[StepFacts, ...] = ()
    odd: tuple[Odd, ...] = ()

    def reaching(self, number: int) -> StepFacts | None:
        """Return what reaches a step: what left the one before; None for the source."""
        return self.steps[number - 1] if 0 < number <= len(self.steps) else None

    def leaving(self, number: int) -> StepFacts | None:
        """Return what leaves a step, None if nothing is known of it."""
        return self.steps[number] if 0 <= number < len(self.steps) else None


def gather(survey: Survey, look: ItemLook) -> Survey:
    """Return the survey with one more item in it."""
    looks = (*survey.looks, look)
    return replace(
        survey, looked=len(looks), looks=looks, steps=_steps(looks), odd=_odd(looks, survey.sizes)
    )


def _steps(looks: Sequence[ItemLook]) -> tuple[StepFacts, ...]:
    depth = max((len(look.steps) for look in looks), default=0)
    return tuple(_step(looks, number) for number in range(depth))


def _step(looks: Sequence[ItemLook], number: int) -> StepFacts:
    here = [(look, look.steps[number]) for look in looks if number < len(look.steps)]
    pairs = [(look, item) for look, step in here for item in step.items]
    items = [item for _, item in pairs]
    times = [step.seconds for _, step in here if step.error is None]
    return StepFacts(
        name=here[0][1].name,
        reached=len(here),
        given=len(items),
        kinds=tuple(dict.fromkeys(item.kind for item in items)),
        counts=_counts(items),
        fields=tuple(_fields(pairs)),
        axes=_axes(items),
        parts=_parts(items),
        failures=tuple(
            (look.index, look.label, *step.error) for look, step in here if step.error is not None
        ),
        seconds=float(np.median(times)) if times else 0.0,
        unchanged=number > 0 and bool(items) and all(_same(look, number) for look, _ in here),
    )


def _same(look: ItemLook, number: int) -> bool:
    """Whether a step left what came to it; only what a look sees can tell them apart."""
    return look.steps[number].error is None and look.steps[number].items == (
        look.steps[number - 1].items
    )


def _counts(items: Iterable[ItemSummary]) -> tuple[tuple[str, int, int], ...]:
    found: dict[str, list[int]] = {}
    for item in items:
        for name, count in item.counts:
            found.setdefault(name, []).append(count)
    return tuple((name, min(counts), max(counts)) for name, counts in found.items())


Pair = tuple[ItemLook, ItemSummary]


def _fields(pairs: Sequence[Pair]) -> Iterable[FieldFacts]:
    found: dict[tuple[str, str], list[tuple[ItemLook, FieldSummary]]] = {}
    for look, item in pairs:
        for each in item.fields:
            found.setdefault((each.place, each.name), []).append((look, each))
    return [_field(summaries) for summaries in found.values()]


def _field(summaries: Sequence[tuple[ItemLook, FieldSummary]]) -> FieldFacts:
    first = summaries[0][1]
    fields = [each for _, each in summaries]
    ranged = [
        (look.index, look.label, each.minimum, each.maximum)
        for look, each in summaries
        if each.minimum is not None and each.maximum is not None
    ]
    means = [each.mean for each in fields if each.mean is not None]
    pooled = np.sort(np.concatenate([np.asarray(each.quantiles) for each in fields]))
    return FieldFacts(
        name=first.name,
        place=first.place,
        dtypes=tuple(dict.fromkeys(each.dtype for each in fields)),
        components=_components(first),
        unit=next((each.unit for each in fields if each.unit), ""),
        minimum=min((low for *_, low, _ in ranged), default=None),
        maximum=max((high for *_, high in ranged), default=None),
        mean=float(np.mean(means)) if means else None,
        undefined=sum(each.undefined for each in fields),
        values=sum(int(np.prod(each.shape)) for each in fields),
        present=len({look.index for look, _ in summaries}),
        quantiles=tuple(float(value) for value in pooled),
        peaks=tuple(ranged),
    )


def _components(field: FieldSummary) -> int:
    if field.place not in ("point", "cell", "atom"):
        return 1
    return int(np.prod(field.shape[1:])) if len(field.shape) > 1 else 1


def _axes(items: Sequence[ItemSummary]) -> tuple[Axis, ...]:
    found: dict[str, list[Axis]] = {}
    for item in items:
        for axis in item.axes:
            found.setdefault(axis.name, []).append(axis)
    return tuple(_axis(axes) for axes in found.values())


def _axis(axes: Sequence[Axis]) -> Axis:
    """Join what several items say of one coordinate: the widest range, the worst order."""
    first = axes[0]
    values = dict.fromkeys(value for axis in axes for value in axis.values)
    lows = [axis.minimum for axis in axes if axis.minimum is not None]
    highs = [axis.maximum for axis in axes if axis.maximum is not None]
    return replace(
        first,
        size=max(axis.size for axis in axes),
        last=axes[-1].last if first.size == 1 else first.last,
        minimum=min(lows, default=None),
        maximum=max(highs, default=None),
        values=tuple(values) if all(axis.values for axis in axes) else (),
        order=next((a.order for a in axes if a.order == "unordered"), first.order),
        repeated=max(axis.repeated for axis in axes),
        gaps=max(axis.gaps for axis in axes),
    )


def _parts(items: Sequence[ItemSummary]) -> tuple[Part, ...]:
    found: dict[tuple[str, str], Part] = {}
    for part in (part for item in items for part in item.parts):
        known = found.get((part.kind, part.name))
        count = part.count + (known.count if known else 0)
        found[part.kind, part.name] = replace(part, count=count)
    return tuple(found.values())


# What is odd ------------------------------------------------------------------------------------

MANY = 4
"""So many items have to be there before one of them can stand out."""

FAR = 10.0
"""A value this many times the largest of all other items stands out."""


def _odd(looks: Sequence[ItemLook], sizes: Sizes) -> tuple[Odd, ...]:
    read = [(look, look.steps[0]) for look in looks if look.steps]
    failed = [(look, step.error) for look, step in read if step.error is not None]
    found = [*_odd_sizes(sizes)]
    found += [
        Odd(Message("{item} cannot be read: {why}", item=_name(look), why=error[1]), look.index)
        for look, error in failed
    ]
    pairs = [(look, item) for look, step in read for item in step.items]
    facts = list(_fields(pairs))
    items = len({look.index for look, _ in pairs})
    for field_facts in facts:
        found += _odd_field(field_facts, pairs, items)
    found += _zero_items(pairs)
    found += _odd_axes(pairs)
    return tuple(found)


def _name(look: ItemLook) -> str:
    return look.label or Message("index {index}", index=look.index)


def _odd_sizes(sizes: Sizes) -> Iterable[Odd]:
    if not sizes.small:
        return
    names = ", ".join(name for _, name, _ in sizes.small[:3])
    more = ", …" if len(sizes.small) > 3 else ""
    yield Odd(
        Message(
            "{n} of {files} files are much smaller than the others: {names}",
            n=len(sizes.small),
            files=sizes.files,
            names=names + more,
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


# In words ---------------------------------------------------------------------------------------

MAX_NAMES = 4
_PLACES = {"point": "points", "cell": "cells", "atom": "atoms"}


def leaves(facts: StepFacts) -> str:
    """Say in a line what leaves a step: "U, alpha.water on 4,746 points"."""
    if facts.failures and not facts.given:
        return Message("fails on every item looked at")
    if not facts.given:
        return Message("no item leaves it")
    return joined("; ", _lines(facts))


def _lines(facts: StepFacts) -> list[str]:
    counts = {name: (low, high) for name, low, high in facts.counts}
    lines: list[str] = []
    for place, counted in _PLACES.items():
        names = [f.name for f in facts.fields if f.place == place]
        if names and counted in counts:
            number = _between(*counts[counted])
            lines.append(
                Message("{names} on {count}", names=_names(names), count=_counted(counted, number))
            )
    variables = [f.name for f in facts.fields if f.place == "variable"]
    if variables:
        sizes = " × ".join(f"{_between(low, high)} {name}" for name, low, high in facts.counts)
        lines.append(f"{_names(variables)} · {sizes}" if sizes else _names(variables))
    if not lines and counts:
        lines = [", ".join(_counted(name, _between(*ends)) for name, ends in counts.items())]
    return lines or [", ".join(facts.kinds)]


def _counted(what: str, number: str) -> str:
    if what == "points":
        return Message("{number} points", number=number)
    if what == "cells":
        return Message("{number} cells", number=number)
    if what == "atoms":
        return Message("{number} atoms", number=number)
    return f"{number} {what}"


def _between(low: int, high: int) -> str:
    return f"{low:,}" if low == high else f"{low:,}…{high:,}"


def _names(names: Sequence[str]) -> str:
    if len(names) <= MAX_NAMES:
        return ", ".join(names)
    shown = ", ".join(names[: MAX_NAMES - 1])
    return Message("{names} and {n} more", names=shown, n=len(names) - MAX_NAMES + 1)
