"""Describe and draw items that no domain knows: arrays, tables of arrays, plain values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from curator_gui.core.errors import CuratorError
from curator_gui.core.measuring.inspection import (
    FieldSummary,
    Image,
    Inspector,
    ItemSummary,
    Picture,
    Place,
    View,
    summarise,
)

MAX_TEXT = 500
MAX_SIDE = 512
ARRAY: Place = "array"
_WHOLE = "values"


def describe(item: Any) -> ItemSummary:
    """Describe a value: an array by its statistics, a mapping by those of its entries."""
    if isinstance(item, np.ndarray):
        return ItemSummary("array", (), (summarise(_WHOLE, ARRAY, item),))
    if isinstance(item, Mapping):
        fields = tuple(_field(str(name), value) for name, value in item.items())
        return ItemSummary(type(item).__name__, (("entries", str(len(item))),), fields)
    return ItemSummary(type(item).__name__, (("value", repr(item)[:MAX_TEXT]),))


def _field(name: str, value: Any) -> FieldSummary:
    if isinstance(value, (np.ndarray, np.generic, int, float)):
        return summarise(name, ARRAY, value)
    return FieldSummary(name, ARRAY, type(value).__name__, ())


def draw(item: Any, view: View) -> Picture:
    """Draw an array of two or more dimensions as an image of its last two.

    Raises
    ------
    CuratorError
        If there is none, or the field wanted has fewer dimensions.
    """
    found = dict(_drawable(item))
    _check_choice(item, view.field, found)
    name = view.field if view.field in found else next(iter(found))
    array = found[name]
    plane = array[(0,) * (array.ndim - 2)]
    rows, columns = (-(-side // MAX_SIDE) for side in plane.shape)
    y, x = np.arange(0.0, plane.shape[0], rows), np.arange(0.0, plane.shape[1], columns)
    values = np.asarray(plane[::rows, ::columns], dtype=np.float64)
    return Image(values, x, y, "column", "row", name)


def _check_choice(item: Any, field: str | None, found: dict[str, Any]) -> None:
    if not found:
        raise CuratorError("an item of type {type} has no picture", type=type(item).__name__)
    if field and field not in found and field in _names(item):
        raise CuratorError(
            "{field} has less than two dimensions: there is no picture of it", field=field
        )


def _names(item: Any) -> list[str]:
    return [str(name) for name in item] if isinstance(item, Mapping) else [_WHOLE]


def _drawable(item: Any) -> Iterator[tuple[str, Any]]:
    entries = item.items() if isinstance(item, Mapping) else [(_WHOLE, item)]
    for name, value in entries:
        if isinstance(value, np.ndarray) and _is_plane(value):
            yield str(name), value


def _is_plane(value: np.ndarray[Any, Any]) -> bool:
    numeric = value.ndim >= 2 and value.dtype.kind in "fiub" and value.size > 0
    return numeric and min(value.shape[-2:]) > 1


INSPECTOR = Inspector(describe, draw)
