"""From looks at single items to facts about all of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np

from curator_gui.core.measuring.inspection import AXIS_BINS, Axis, FieldSummary, ItemSummary, Part
from curator_gui.core.survey.facts import (
    FieldFacts,
    ItemLook,
    StepFacts,
)


def steps_of(looks: Sequence[ItemLook]) -> tuple[StepFacts, ...]:
    """Put together what leaves each step, over all items looked at."""
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
        fields=tuple(fields_of(pairs)),
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


def fields_of(pairs: Sequence[Pair]) -> Iterable[FieldFacts]:
    """Put together each field of all items, in the order of their first appearance."""
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
        magnitude=first.magnitude,
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
    low, high = min(lows, default=None), max(highs, default=None)
    return replace(
        first,
        size=max(axis.size for axis in axes),
        last=axes[-1].last if first.size == 1 else first.last,
        minimum=low,
        maximum=high,
        values=tuple(values) if all(axis.values for axis in axes) else (),
        order=next((a.order for a in axes if a.order == "unordered"), first.order),
        repeated=max(axis.repeated for axis in axes),
        gaps=max(axis.gaps for axis in axes),
        counts=_counts_along(axes, low, high),
    )


def _counts_along(axes: Sequence[Axis], low: float | None, high: float | None) -> tuple[int, ...]:
    """Join distributions over different ranges: each bin goes to where its middle lies."""
    middles, counts = [], []
    for axis in axes:
        if axis.counts and axis.minimum is not None and axis.maximum is not None:
            edges = np.linspace(axis.minimum, axis.maximum, len(axis.counts) + 1)
            middles.append((edges[1:] + edges[:-1]) / 2)
            counts.append(axis.counts)
    if not middles or low is None or high is None:
        return ()
    weights = np.concatenate(counts)
    joined, _ = np.histogram(np.concatenate(middles), AXIS_BINS, (low, high), weights=weights)
    return tuple(int(n) for n in joined)


def _parts(items: Sequence[ItemSummary]) -> tuple[Part, ...]:
    found: dict[tuple[str, str], Part] = {}
    for part in (part for item in items for part in item.parts):
        known = found.get((part.kind, part.name))
        count = part.count + (known.count if known else 0)
        found[part.kind, part.name] = replace(part, count=count)
    return tuple(found.values())
