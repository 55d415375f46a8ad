"""The time axis of an item as numbers, and what filters along it share."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from curator_gui.core import remark
from curator_gui.core.message import Message
from curator_gui.core.text.listing import listed_names
from curator_gui.domains.grid.coordinates import origin, require_axis
from curator_gui.domains.grid.errors import GridError
from curator_gui.domains.grid.roles import role, without_references
from curator_gui.domains.grid.units import in_unit, without_range

if TYPE_CHECKING:
    import numpy as np
    import xarray as xr


def time_dimension(item: xr.Dataset) -> tuple[str, str]:
    """Return the names of the time coordinate and of the dimension that it runs along.

    Raises
    ------
    GridError
        If there is no time, or only one for the whole item.
    """
    name = require_axis(item, "time")
    if item[name].ndim != 1:
        raise GridError(
            "{origin}time {name} is no axis of the item; this step works along the times within "
            "an item, so let the source give whole files",
            origin=origin(item),
            name=repr(name),
        )
    return name, str(item[name].dims[0])


def microseconds(item: xr.Dataset, name: str) -> np.ndarray:
    """Return the times of an item since its first one, int64 (n,) microseconds.

    Raises
    ------
    GridError
        If a time is missing (NaT) or the axis holds no times.
    """
    import numpy as np

    values = item[name].values
    if values.dtype.kind == "M":
        if np.isnat(values).any():
            raise GridError("{origin}a time is missing (NaT)", origin=origin(item))
        return np.asarray((values - values[:1]).astype("timedelta64[us]").astype(np.int64))
    if values.dtype.kind == "O" and all(hasattr(value, "calendar") for value in values):
        one = datetime.timedelta(microseconds=1)
        return np.array([(value - values[0]) // one for value in values], np.int64)
    if values.dtype.kind == "m":
        return np.asarray((values - values[:1]).astype("timedelta64[us]").astype(np.int64))
    raise GridError(
        "{origin}the axis {name} holds no times but numbers of type {dtype}",
        origin=origin(item),
        name=repr(name),
        dtype=values.dtype,
    )


def require_rising(item: xr.Dataset, name: str) -> np.ndarray:
    """Return the times as `microseconds` does.

    Raises
    ------
    GridError
        If they do not rise all along.
    """
    import numpy as np

    times = microseconds(item, name)
    if (np.diff(times) <= 0).any():
        raise GridError(
            "{origin}times do not rise all along; put Time axis before this step",
            origin=origin(item),
        )
    return times


def require_regular(item: xr.Dataset, name: str) -> int:
    """Return the step between the times in microseconds.

    Raises
    ------
    GridError
        If there is only one time, or steps differ.
    """
    import numpy as np

    steps = np.unique(np.diff(require_rising(item, name)))
    if len(steps) != 1:
        raise GridError(
            "{origin}times are not evenly spaced ({steps}); put Time axis before this step",
            origin=origin(item),
            steps=listed_names(step_text(int(step)) for step in steps) if len(steps) else "1",
        )
    return int(steps[0])


def step_text(step: int) -> str:
    """Write a number of microseconds as a duration."""
    return str(datetime.timedelta(microseconds=step))


def along(item: xr.Dataset, dimension: str, names: Iterable[str]) -> list[str]:
    """Return those of the variables that run along a dimension."""
    return [name for name in names if dimension in item[name].dims]


def without_others(item: xr.Dataset, dimension: str, kept: Iterable[str]) -> xr.Dataset:
    """Return the item without the variables along a dimension that are not to be kept.

    What is no field (bounds, texts, times) goes silently, a field with a remark.
    """
    chosen = set(kept)
    names = [str(n) for n in item.variables if dimension in item.variables[n].dims]
    lost = [name for name in names if name not in chosen]
    told = [n for n in lost if n in item.data_vars and role(item, n) != "bounds"]
    if told:
        remark(
            Message("variables along the time that are left out: {names}", names=", ".join(told))
        )
    return without_references(item.drop_vars(lost), set(lost))


def with_values(
    item: xr.Dataset, name: str, values: Any, attributes: dict[str, Any] | None = None
) -> Any:
    """Return a variable like another one, with other values, in its own type of real numbers."""
    import xarray as xr

    variable = item.variables[name]
    kept = variable.dtype if variable.dtype.kind == "f" else "float64"
    about = without_range(variable.attrs)
    if attributes and "units" in attributes:
        about = in_unit(about, attributes["units"])
    about |= attributes or {}
    return xr.Variable(variable.dims, values.astype(kept, copy=False), about)
