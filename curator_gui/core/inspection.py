"""What a preview shows of an item: plain numbers and pictures, so that it can leave its process.

Each domain has an `Inspector` for its items (`domains/*/inspect_items.py`); it runs in the process
aside, where the domain's libraries may be loaded.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

HISTOGRAM_BINS = 48

FloatArray = npt.NDArray[np.float64]


@dataclass(frozen=True)
class FieldSummary:
    """Statistics of one field, NaN and infinite values left out but counted in `undefined`.

    `place` says where the values are ("point", "cell", "variable", "atom", "info"). The histogram
    has `HISTOGRAM_BINS` equal bins from `minimum` to `maximum`; it is empty for fields that are not
    numbers or have no defined value.
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


@dataclass(frozen=True)
class ItemSummary:
    """One item: what it is, its key facts as (name, value) in words, and its fields."""

    kind: str
    facts: tuple[tuple[str, str], ...] = ()
    fields: tuple[FieldSummary, ...] = ()


@dataclass(frozen=True)
class View:
    """What a picture is to show: a field by name ("" for none), seen from where (degrees)."""

    field: str = ""
    width: int = 640
    height: int = 480
    azimuth: float = 30.0
    elevation: float = 20.0
    zoom: float = 1.0
    background: tuple[int, int, int] = (255, 255, 255)
    foreground: tuple[int, int, int] = (0, 0, 0)


@dataclass(frozen=True)
class Raster:
    """A picture that is drawn already: RGB bytes, shape (height, width, 3).

    `minimum` and `maximum` are the ends of the colour bar, in the field's unit.
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
class Balls:
    """Atoms to be drawn: positions (n, 3) and radii (n,) in Å, RGB colours (n, 3) from 0 to 255."""

    positions: FloatArray
    radii: FloatArray
    colors: npt.NDArray[np.uint8]
    cell: FloatArray = field(default_factory=lambda: np.zeros((0, 3)))
    caption: str = ""


Picture = Raster | Image | Balls
Describe = Callable[[Any], ItemSummary]
Draw = Callable[[Any, View], Picture]


@dataclass(frozen=True)
class Inspector:
    """How a domain describes and draws its items."""

    describe: Describe
    draw: Draw


Inspectors = Callable[[str], Inspector]
"""Finds the inspector of a domain by its key; `curator_gui.domains.inspector` is one."""

Place = Literal["point", "cell", "variable", "coordinate", "atom", "info", "global"]


def summarise(name: str, place: Place, values: Any) -> FieldSummary:
    """Summarise an array of any type and shape."""
    array = np.asarray(values)
    plain = FieldSummary(name, place, str(array.dtype), tuple(int(n) for n in array.shape))
    if array.dtype.kind not in "fiub" or array.size == 0:
        return plain
    numbers = array.astype(np.float64, copy=False).ravel()
    defined = numbers[np.isfinite(numbers)]
    undefined = int(numbers.size - defined.size)
    if defined.size == 0:
        return replace(plain, undefined=undefined)
    low, high = float(defined.min()), float(defined.max())
    span = (low, high) if high > low else (low - 0.5, high + 0.5)
    counts, _ = np.histogram(defined, bins=HISTOGRAM_BINS, range=span)
    return replace(
        plain,
        minimum=low,
        maximum=high,
        mean=float(defined.mean()),
        std=float(defined.std()),
        undefined=undefined,
        histogram=tuple(int(n) for n in counts),
    )
