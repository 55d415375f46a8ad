"""What a preview shows of an item: plain numbers and pictures, so that it can leave its process.

Each domain has an `Inspector` for its items (`domains/*/inspection.py`); it runs in the helper
process, where the domain's libraries may be loaded.
"""

from __future__ import annotations

import math
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from curator_gui.core.errors import CuratorError

HISTOGRAM_BINS = 48
QUANTILES = 65
"""Values that stand for the distribution of a field: those at equal distances in its order."""

MAX_RANKED = 20_000
"""A field with more values is ranked by evenly spaced ones; its ends are always its own."""

FloatArray = npt.NDArray[np.float64]


@dataclass(frozen=True)
class FieldSummary:
    """Statistics of one field, NaN and infinite values left out but counted in `undefined`.

    `place` says where the values are ("point", "cell", "variable", "atom", "info", "array"). The
    histogram has `HISTOGRAM_BINS` equal bins from `minimum` to `maximum`; it is empty for fields
    that are not numbers or have no defined value. `quantiles` are `QUANTILES` values in ascending
    order, from the smallest to the largest, at equal distances in the order of all. `digest` tells
    values apart that have the same statistics, such as a field whose points changed places.

    With `magnitude` all statistics are those of the lengths of the vectors in its rows (of
    tensors, the Frobenius norm), as pictures show them.
    """

    name: str
    place: str
    dtype: str
    shape: tuple[int, ...]
    minimum: float | None = None
    maximum: float | None = None
    mean: float | None = None
    std: float | None = None
    undefined: int = 0
    histogram: tuple[int, ...] = ()
    unit: str = ""
    quantiles: tuple[float, ...] = ()
    digest: int = 0
    magnitude: bool = False

    @property
    def measured(self) -> str:
        """What the statistics are of: the field's name, "|U|" for the lengths of vectors."""
        return magnitude_name(self.name) if self.magnitude else self.name


AxisKind = Literal["x", "y", "z", "longitude", "latitude", "level", "time", ""]
Order = Literal["rising", "falling", "unordered"]


@dataclass(frozen=True)
class Axis:
    """What an item extends along: a coordinate, a dimension without one, or a direction in space.

    `minimum` and `maximum` are numbers in `unit`, None for times and texts; `first` and `last` are
    words. `values` are all of them in words if they are few, else empty. `repeated` counts values
    that occurred before, `gaps` steps longer than the usual one of a regular time axis.
    `dimension` tells coordinates along a dimension from single values and directions in space.
    `counts` says how what lies along it is distributed, in equal bins from `minimum` to `maximum`;
    empty where that is not known.
    """

    name: str
    kind: AxisKind = ""
    size: int = 1
    unit: str = ""
    first: str = ""
    last: str = ""
    minimum: float | None = None
    maximum: float | None = None
    values: tuple[str, ...] = ()
    order: Order = "rising"
    repeated: int = 0
    gaps: int = 0
    dimension: bool = True
    counts: tuple[int, ...] = ()


AXIS_BINS = 48
MAX_COUNTED = 200_000
"""Of more values along an axis evenly chosen ones are counted."""


def counted_along(values: Any, minimum: float | None, maximum: float | None) -> tuple[int, ...]:
    """Count values in `AXIS_BINS` equal bins from `minimum` to `maximum`; empty without a range."""
    if minimum is None or maximum is None or not 0 < maximum - minimum < math.inf:
        return ()
    chosen = values[:: len(values) // MAX_COUNTED + 1]
    counts, _ = np.histogram(chosen, AXIS_BINS, (minimum, maximum))
    return tuple(int(n) for n in counts)


@dataclass(frozen=True)
class Part:
    """Something that an item consists of by name: a type of cell, an element, a block, a patch."""

    kind: Literal["cell type", "element", "block", "patch"]
    name: str
    count: int


@dataclass(frozen=True)
class ItemSummary:
    """One item: what it is, its key facts as (name, value) in words, and its fields.

    `counts` are its sizes by what is counted ("points", "cells", "atoms"); `digest` tells shapes
    apart that `facts` do not: coordinates and connectivity.
    """

    kind: str
    facts: tuple[tuple[str, str], ...] = ()
    fields: tuple[FieldSummary, ...] = ()
    counts: tuple[tuple[str, int], ...] = ()
    axes: tuple[Axis, ...] = ()
    parts: tuple[Part, ...] = ()
    digest: int = 0


@dataclass(frozen=True)
class View:
    """What a picture is to show: a field by name ("" for none), seen from where.

    `place` tells fields of the same name apart ("point" or "cell"; "" for the first one found).
    `azimuth` and `elevation` (degrees) turn away from the domain's own best view of an item.
    `limits` are the ends of the color bar; None for the field's own. A `quick` picture may be
    rough: the next one of a film follows at once.
    """

    field: str = ""
    place: str = ""
    width: int = 640
    height: int = 480
    azimuth: float = 0.0
    elevation: float = 0.0
    zoom: float = 1.0
    limits: tuple[float, float] | None = None
    background: tuple[int, int, int] = (255, 255, 255)
    foreground: tuple[int, int, int] = (0, 0, 0)
    quick: bool = False


@dataclass(frozen=True)
class Raster:
    """A picture that is drawn already: RGB bytes, shape (height, width, 3).

    `minimum` and `maximum` are the ends of the color bar, in the field's unit.
    """

    pixels: npt.NDArray[np.uint8]
    caption: str = ""
    minimum: float | None = None
    maximum: float | None = None


@dataclass(frozen=True)
class Image:
    """A gridded field to be drawn with axes: values of shape (rows, columns).

    `x` and `y` are the coordinates of columns and rows, with their names and units.
    """

    values: FloatArray
    x: FloatArray
    y: FloatArray
    x_label: str
    y_label: str
    caption: str = ""
    unit: str = ""


@dataclass(frozen=True)
class AtomsPicture:
    """Atoms to be drawn: positions (n, 3) and radii (n,) in Å, RGB colors (n, 3) from 0 to 255."""

    positions: FloatArray
    radii: FloatArray
    colors: npt.NDArray[np.uint8]
    cell: FloatArray = field(default_factory=lambda: np.zeros((0, 3)))
    caption: str = ""


@dataclass(frozen=True)
class Text:
    """Words in the place of a picture, such as the beginning of a text file."""

    text: str
    caption: str = ""


Picture = Raster | Image | AtomsPicture | Text
Describe = Callable[[Any], ItemSummary]
Draw = Callable[[Any, View], Picture]


def _nothing() -> None:
    """Prepare nothing."""


@dataclass(frozen=True)
class Inspector:
    """How a domain describes and draws its items.

    `prepare` loads the libraries that this takes, so that no step is blamed for the time.
    """

    describe: Describe
    draw: Draw
    prepare: Callable[[], None] = _nothing


@dataclass(frozen=True)
class Contents:
    """What was read of a file: its items and who can describe them; `note` says what was left out.

    `items` may be an iterator that reads each when it is asked for.
    """

    items: Iterable[Any]
    inspector: Inspector
    note: str = ""


class ForeignFileError(CuratorError):
    """A file of a known suffix has another layout; other readers may know it."""


Inspectors = Callable[[str], Inspector]
"""Finds the inspector of a domain by its key; `curator_gui.domains.inspector` is one."""

Place = Literal["point", "cell", "variable", "coordinate", "atom", "info", "global", "array"]


def digest(*arrays: Any) -> int:
    """Return a checksum of the values of arrays; texts and objects count by their `repr`."""
    found = 0
    for values in arrays:
        array = np.ascontiguousarray(values)
        plain = array.dtype.kind in "fiubmM"
        data = array.view(np.uint8).data if plain and array.size else repr(array.tolist()).encode()
        found = zlib.crc32(data, found)
    return found


def magnitude_name(name: str) -> str:
    """Name the length of the vectors in a field: "|U|"."""
    return f"|{name}|"


def magnitudes(values: Any) -> FloatArray:
    """Return the lengths (n,) of the vectors or tensors in the rows of an array (n, ...)."""
    flat = np.asarray(values, dtype=np.float64).reshape(len(values), -1)
    return flat[:, 0] if flat.shape[1] == 1 else np.linalg.norm(flat, axis=1)


def summarise(
    name: str, place: Place, values: Any, unit: str = "", *, magnitude: bool = False
) -> FieldSummary:
    """Summarise an array of any type and shape; by the lengths of its rows if they are vectors."""
    array = np.asarray(values)
    shape = tuple(int(n) for n in array.shape)
    plain = FieldSummary(name, place, str(array.dtype), shape, unit=unit, digest=digest(array))
    if array.dtype.kind not in "fiub" or array.size == 0:
        return plain
    numbers = array.astype(np.float64, copy=False).ravel()
    defined = numbers[np.isfinite(numbers)]
    plain = replace(plain, undefined=int(numbers.size - defined.size))
    if magnitude and array.ndim > 1 and array.size > len(array):
        plain, lengths = replace(plain, magnitude=True), magnitudes(array)
        defined = lengths[np.isfinite(lengths)]
    return _with_statistics(plain, defined) if defined.size else plain


def _with_statistics(plain: FieldSummary, defined: npt.NDArray[np.float64]) -> FieldSummary:
    low, high = float(defined.min()), float(defined.max())
    with np.errstate(over="ignore", invalid="ignore"):  # the largest numbers have no finite sum
        mean, std = float(defined.mean()), float(defined.std())
    return replace(
        plain,
        minimum=low,
        maximum=high,
        mean=mean if math.isfinite(mean) else None,
        std=std if math.isfinite(std) else None,
        histogram=_histogram(defined, low, high),
        quantiles=_quantiles(defined, low, high),
    )


def _quantiles(values: FloatArray, low: float, high: float) -> tuple[float, ...]:
    ranked = np.sort(values[:: max(1, -(-values.size // MAX_RANKED))])
    places = np.linspace(0, ranked.size - 1, QUANTILES).round().astype(np.int64)
    inner = ranked[places][1:-1]
    return (low, *(float(value) for value in inner), high)


def _histogram(values: FloatArray, low: float, high: float) -> tuple[int, ...]:
    """Count values in equal bins; `numpy.histogram` refuses very narrow and very wide ranges."""
    half = high / 2 - low / 2
    if half > 0:
        place = (values / 2 - low / 2) / half * HISTOGRAM_BINS
    else:
        place = np.full(values.shape, HISTOGRAM_BINS / 2)
    bins = np.minimum(place.astype(np.int64), HISTOGRAM_BINS - 1)
    return tuple(int(n) for n in np.bincount(bins, minlength=HISTOGRAM_BINS))
