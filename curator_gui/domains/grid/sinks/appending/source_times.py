"""The times of a source's indices, from headers, before anything is run."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from curator_gui.domains.grid.errors import READ_ERRORS
from curator_gui.domains.grid.formats.encoding import encode
from curator_gui.domains.grid.listing import Axis, time_at
from curator_gui.domains.grid.sinks.appending.time_steps import UNITS
from curator_gui.domains.grid.sources.base import DatasetSource

if TYPE_CHECKING:
    import xarray as xr


def source_times(source: Any, dimension: str, indices: Sequence[int]) -> dict[int, int]:
    """Return the time of each index, int64 microseconds since 1970-01-01 in its own calendar.

    Indices whose time the headers do not tell are left out.
    """
    if not isinstance(source, DatasetSource):
        return {}
    axes = source.axes_along(dimension)
    found = {}
    for index in indices:
        number, position = source.listing().locate(index)
        axis = axes.get(number)
        time = _microseconds(axis, position) if axis is not None else None
        if time is not None:
            found[index] = time
    return found


def _microseconds(axis: Axis, position: int) -> int | None:
    import cftime

    if axis.values is None:
        return None
    value = axis.values[position]
    if axis.values.dtype.kind == "M":
        return int(value.astype("datetime64[us]").astype("int64"))
    if " since " not in axis.units:
        return None
    try:
        time = time_at(value, axis.units, axis.calendar)
        return int(cftime.date2num(time, UNITS, axis.calendar))
    except READ_ERRORS:
        return None  # reading the item says why


def item_time(item: xr.Dataset, dimension: str) -> int | None:
    """Return the time of an item as it will be stored; None if it has none."""
    if dimension not in item.variables or item.variables[dimension].ndim:
        return None
    values, attributes = encode(item.variables[dimension], dimension)
    return int(values) if attributes.get("units") == UNITS else None
