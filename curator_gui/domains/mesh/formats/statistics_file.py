"""The file of field statistics: JSON, the same format for parts and results."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from curator_gui.core.message import Message
from curator_gui.core.storage.files import atomic_path
from curator_gui.domains.common.moments import Moments
from curator_gui.domains.mesh.errors import MeshError

FORMAT = "curator-field-statistics"
VERSION = 1


@dataclass(frozen=True)
class Histogram:
    """Counts in equal bins from `low` to `high`; the last bin includes `high`."""

    low: float
    high: float
    counts: list[int]
    below: int = 0
    above: int = 0

    @classmethod
    def of(cls, values: Any, low: float, high: float, bins: int) -> Histogram:
        import numpy as np

        counts, _ = np.histogram(values, bins=bins, range=(low, high))
        below, above = int((values < low).sum()), int((values > high).sum())
        return cls(low, high, counts.tolist(), below, above)

    def merged(self, other: Histogram) -> Histogram:
        """Add the counts of both.

        Raises
        ------
        MeshError
            If the bins differ.
        """
        same = (self.low, self.high, len(self.counts)) == (other.low, other.high, len(other.counts))
        if not same:
            raise MeshError("histograms with different bins cannot be added")
        counts = [a + b for a, b in zip(self.counts, other.counts, strict=True)]
        return Histogram(
            self.low, self.high, counts, self.below + other.below, self.above + other.above
        )


@dataclass(frozen=True)
class FieldMoments:
    """Statistics of one component of a field.

    `invalid` counts NaN and infinite values, which take part in nothing else.
    """

    moments: Moments
    invalid: int = 0
    histogram: Histogram | None = None

    @classmethod
    def of(cls, values: Any, histogram: tuple[float, float, int] | None = None) -> FieldMoments:
        """Reduce the values of one mesh, shape (n,); `histogram` gives low, high and bins."""
        import numpy as np

        numbers = np.asarray(values, dtype=np.float64)
        valid = np.isfinite(numbers)
        invalid = int(numbers.size - valid.sum())
        numbers = numbers[valid] if invalid else numbers
        bins = Histogram.of(numbers, *histogram) if histogram else None
        return cls(Moments.of(numbers), invalid, bins)

    def merged(self, other: FieldMoments) -> FieldMoments:
        """Return the statistics of both sets of values together."""
        bins = _merged_bins(self.histogram, other.histogram)
        moments = self.moments.merged(other.moments)
        return FieldMoments(moments, self.invalid + other.invalid, bins)

    def to_data(self) -> dict[str, Any]:
        """Return JSON data; floats keep all their digits."""
        numbers = self.moments.summary()
        head = {"count": numbers.pop("count"), "invalid": self.invalid}
        data: dict[str, Any] = {**head, **numbers, "m2": self.moments.m2}
        if self.histogram is not None:
            data["histogram"] = dict(vars(self.histogram))
        return data

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> FieldMoments:
        """Build from what `to_data` gave.

        Raises
        ------
        KeyError, TypeError, ValueError
            If the data have another shape.
        """
        bins = Histogram(**data["histogram"]) if "histogram" in data else None
        count, invalid, m2 = int(data["count"]), int(data["invalid"]), float(data["m2"])
        if not count:
            return cls(Moments(), invalid, bins)
        mean, low, high = (float(data[key]) for key in ("mean", "min", "max"))
        return cls(Moments(count, mean, m2, low, high), invalid, bins)


def _merged_bins(one: Histogram | None, other: Histogram | None) -> Histogram | None:
    if one is None or other is None:
        return one or other
    return one.merged(other)


Statistics = dict[str, dict[str, list[FieldMoments]]]
"""Association ("cell", "point") -> field -> one `FieldMoments` per component."""


def merge_into(total: Statistics, more: Statistics) -> None:
    """Merge statistics into `total`, field by field.

    Raises
    ------
    MeshError
        If a field has different numbers of components.
    """
    for association, fields in more.items():
        known = total.setdefault(association, {})
        for name, moments in fields.items():
            known[name] = merged(known[name], moments, name) if name in known else list(moments)


def merged(
    one: Sequence[FieldMoments], other: Sequence[FieldMoments], name: str
) -> list[FieldMoments]:
    """Merge component by component; `name` is the field's, for the error.

    Raises
    ------
    MeshError
        If the numbers of components differ.
    """
    if len(one) != len(other):
        raise MeshError(
            "{name} has {n} components here and {n2} in other meshes",
            name=name,
            n=len(other),
            n2=len(one),
        )
    return [a.merged(b) for a, b in zip(one, other, strict=True)]


def write_statistics(statistics: Statistics, path: Path) -> None:
    """Write atomically; not flushed to the disk, because parts are written for every index."""
    data = {
        "format": FORMAT,
        "version": VERSION,
        **{
            association: {name: [m.to_data() for m in moments] for name, moments in fields.items()}
            for association, fields in sorted(statistics.items())
        },
    }
    with atomic_path(path) as part:
        part.write_text(json.dumps(data, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def read_statistics(path: Path) -> Statistics:
    """Read what `write_statistics` wrote.

    Raises
    ------
    MeshError
        If the file cannot be read or is something else.
    """
    try:
        data: Any = json.loads(path.read_text(encoding="utf-8"))
        if data["format"] != FORMAT or data["version"] != VERSION:
            raise ValueError(
                Message(
                    "format {data}, version {data2}",
                    data=repr(data["format"]),
                    data2=repr(data["version"]),
                )
            )
        return {
            association: {
                name: [FieldMoments.from_data(entry) for entry in entries]
                for name, entries in data.get(association, {}).items()
            }
            for association in ("cell", "point")
        }
    except OSError as error:
        raise MeshError(
            "{path} cannot be read: {error}", path=path, error=error.strerror or error
        ) from error
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise MeshError(
            "{path} is no file of field statistics: {error}", path=path, error=error
        ) from error
