"""Times that were stored as floating-point numbers, rounded to what these can tell apart.

A float32 number of days tells 10 seconds apart three years from its epoch: 01:00 is stored as
00:59:56. Decoded as it stands and cut to hours, it counts as midnight.
"""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    import xarray as xr

_SECONDS = {"day": 86400.0, "hour": 3600.0, "minute": 60.0, "second": 1.0, "millisecond": 1e-3,
            "microsecond": 1e-6, "nanosecond": 1e-9}  # fmt: skip
_STEPS_US = (1, 1000, 1_000_000, 60_000_000, 3_600_000_000)
"""Steps that times are rounded to, in microseconds: the finest that is above the resolution."""


def with_rounded_times(dataset: xr.Dataset) -> xr.Dataset:
    """Round the times of a dataset just opened that were decoded from floating-point numbers."""
    changed = {}
    for name, variable in dataset.variables.items():
        step = rounding_step(variable)
        if step:
            changed[name] = (variable.dims, _rounded(variable.values, step), variable.attrs)
    if not changed:
        return dataset
    rounded = dataset.assign_coords({n: v for n, v in changed.items() if n in dataset.coords})
    rounded = rounded.assign({n: v for n, v in changed.items() if n not in dataset.coords})
    for name in changed:
        rounded[name].encoding = dataset[name].encoding
    rounded.set_close(dataset.close)
    return rounded


def rounding_step(variable: xr.Variable) -> int:
    """Return the step in microseconds that decoded times are to be rounded to; 0 for none."""
    import numpy as np

    encoding = variable.encoding
    kind, units = np.dtype(encoding.get("dtype", "i8")), str(encoding.get("units", ""))
    if kind.kind != "f" or " since " not in units or variable.dtype.kind not in "MO":
        return 0
    seconds = unit_seconds(units)
    if not variable.size or not seconds:
        return 0
    return step_for(np.spacing(kind.type(_largest(variable, units, seconds))) * seconds)


def unit_seconds(units: str) -> float:
    """Return how many seconds one unit of CF times has; 0 for months, years and unknown ones."""
    word = units.partition(" since ")[0].strip().lower()
    short = {"d": "day", "h": "hour", "hr": "hour", "min": "minute", "s": "second", "sec": "second"}
    return _SECONDS.get(short.get(word.removesuffix("s"), word.removesuffix("s")), 0.0)


def step_for(resolution: float) -> int:
    """Return the finest step in microseconds above a resolution in seconds; 0 if none is."""
    found = [step for step in _STEPS_US if step * 1e-6 > resolution]
    return found[0] if found and found[0] > 1 else 0


def _largest(variable: xr.Variable, units: str, seconds: float) -> float:
    """Return the largest stored number, from the decoded times."""
    import cftime
    import numpy as np

    values = variable.values.ravel()
    if variable.dtype.kind == "M":
        since = np.datetime64(units.partition(" since ")[2].strip()[:10].strip(), "s")
        distance = np.abs((values.astype("datetime64[s]") - since).astype("f8"))
        return float(np.nanmax(distance)) / seconds
    calendar = str(variable.encoding.get("calendar", "standard"))
    numbers = np.abs(np.asarray(cftime.date2num(values, units, calendar), dtype="f8"))
    return float(np.nanmax(numbers))


def _rounded(values: np.ndarray, step: int) -> np.ndarray:
    import numpy as np

    if values.dtype.kind == "M":
        fine = values.astype("datetime64[us]")
        numbers = fine.astype("int64")
        whole = ((numbers + step // 2) // step * step).astype("datetime64[us]")
        whole[np.isnat(fine)] = np.datetime64("NaT", "us")
        return whole.astype(values.dtype)
    flat = [round_time(value, step) for value in values.ravel()]
    return np.array(flat, dtype=object).reshape(values.shape)


def round_time(value: Any, step: int) -> Any:
    """Round a cftime or datetime to a step in microseconds."""
    clock = (value.hour * 60 + value.minute) * 60 + value.second
    now = clock * 1_000_000 + value.microsecond
    return value + datetime.timedelta(microseconds=(now + step // 2) // step * step - now)
