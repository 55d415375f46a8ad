"""What is measured of every gridded item: sizes, coverage, time, and its variables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from curator_gui.core.measuring.collector import Collector
from curator_gui.core.measuring.measures import MeasureInfo
from curator_gui.core.message import Message
from curator_gui.core.notes import remark
from curator_gui.domains.grid.coordinates import AxisKind, find_axis

if TYPE_CHECKING:
    import xarray as xr

TIME = MeasureInfo("time", "time", "", "time")
LAST_TIME = MeasureInfo("time.last", "last time", "", "time")

_SPACES: tuple[AxisKind, ...] = ("latitude", "longitude", "level")


def measure_item(item: xr.Dataset, collector: Collector) -> None:
    """Measure an `xarray.Dataset` that is in memory."""
    for name, size in item.sizes.items():
        collector.add(MeasureInfo(f"{name}.size", f"size of {name}", "", "count"), int(size))
    axes = _axes(item)
    for kind in _SPACES:
        if kind in axes:
            _measure_extent(item.variables[axes[kind]], kind, collector)
    if "time" in axes:
        _measure_time(item.variables[axes["time"]], collector)
    for name in item.data_vars:
        _measure_variable(str(name), item.variables[name], collector)


_known: dict[tuple[Any, ...], dict[AxisKind, str]] = {}


def _axes(item: xr.Dataset) -> dict[AxisKind, str]:
    """Find the coordinates of each kind; looked for once where the coordinates are described alike.

    That takes a millisecond, and all items of a run have the same.
    """
    coords = item.coords.keys()
    key = (*item.sizes, *((name, _described(item.variables[name])) for name in coords))
    if key not in _known:
        if len(_known) > 100:
            _known.clear()
        found = {kind: find_axis(item, kind) for kind in (*_SPACES, "time")}
        _known[key] = {kind: name for kind, name in found.items() if name is not None}
    return _known[key]


def _described(variable: Any) -> tuple[str, ...]:
    said = variable.attrs
    return tuple(str(said.get(name, "")) for name in ("standard_name", "units", "axis"))


def _measure_extent(variable: Any, kind: str, collector: Collector) -> None:
    values = variable.values
    if values.dtype.kind not in "fiu" or not values.size:
        return
    unit = str(variable.attrs.get("units", ""))
    low, high = float(np.fmin.reduce(values, axis=None)), float(np.fmax.reduce(values, axis=None))
    collector.add(MeasureInfo(f"{kind}.min", f"min {kind}", unit), low, "min")
    collector.add(MeasureInfo(f"{kind}.max", f"max {kind}", unit), high, "max")


def _measure_time(variable: Any, collector: Collector) -> None:
    times = [_iso(value) for value in variable.values.ravel()[[0, -1]]] if variable.size else []
    if times and times[0]:
        collector.add(TIME, times[0], "min")
    if times and times[-1] and variable.size > 1:
        collector.add(LAST_TIME, times[-1], "max")


def _iso(value: Any) -> str:
    """Write a time in ISO 8601; "" for none and for what is no time."""
    if isinstance(value, np.datetime64):
        return "" if np.isnat(value) else str(np.datetime_as_string(value.astype("M8[s]")))
    return str(value.isoformat()) if hasattr(value, "isoformat") else ""


def _measure_variable(name: str, variable: Any, collector: Collector) -> None:
    if not isinstance(variable._data, np.ndarray):  # such as one of dask: not computed for this
        remark(Message("variable {name} is not in memory and was not measured", name=name))
        return
    unit = str(variable.attrs.get("units", ""))
    if variable.size == 1 and variable.dtype.kind in "fiu":
        collector.hash(variable.values)
        collector.add(MeasureInfo(name, name, unit), float(variable.values.ravel()[0]))
    else:
        collector.field(name, variable.values, unit)
