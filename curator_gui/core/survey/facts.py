"""What is known of a source and of what leaves each step, as plain facts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from curator_gui.core.measuring.inspection import Axis, ItemSummary, Part, magnitude_name
from curator_gui.core.notes import Note

BINS = 24
SPARSE = 1e-300


@dataclass(frozen=True)
class StepLook:
    """What one step gave for one item of the source; `error` is what it raised, as (type, words).

    `complete` is False if there were more items than a look takes in; `notes` are what the step
    said of the item.
    """

    name: str
    seconds: float
    items: tuple[ItemSummary, ...] = ()
    complete: bool = True
    error: tuple[str, str] | None = None
    notes: tuple[Note, ...] = ()


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
    magnitude: bool = False

    @property
    def measured(self) -> str:
        """What the range is of: the field's name, "|U|" for the lengths of vectors."""
        return magnitude_name(self.name) if self.magnitude else self.name

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

    def with_dimensions(self, names: Sequence[str], size: int) -> StepFacts:
        """Return the facts with dimensions of so many positions that no item has by itself."""
        known = {axis.name for axis in self.axes if axis.dimension}
        more = tuple(Axis(name, size=size) for name in names if name not in known)
        kept = tuple(a for a in self.axes if a.name not in {axis.name for axis in more})
        return replace(self, axes=(*more, *kept))


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
