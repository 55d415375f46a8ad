"""Statistics over days, months and years, and over moving windows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from curator_gui.core import Param, remark, unchanged
from curator_gui.core.message import Message
from curator_gui.domains.grid.coordinates import origin
from curator_gui.domains.grid.errors import GridError
from curator_gui.domains.grid.filters.base import ItemFilter, NumberVariables, chosen_variables
from curator_gui.domains.grid.roles import bounds_of
from curator_gui.domains.grid.temporal.steps import (
    along,
    require_regular,
    require_rising,
    time_dimension,
    with_values,
    without_others,
)

if TYPE_CHECKING:
    import numpy as np
    import xarray as xr

STATISTICS = ("mean", "minimum", "maximum", "sum")
_CELL_METHODS = {"mean": "mean", "minimum": "minimum", "maximum": "maximum", "sum": "sum"}
_WIDTHS = {"day": 3, "month": 2, "year": 1}


class PeriodStatistics(ItemFilter):
    """Replace the times of an item by its days, months or years.

    NaN is left out; a period without any value is NaN. The new time is the first one that a period
    has in the item. Variables keep their type, whole numbers become float64. A period that begins
    or ends outside of the item is only part of one: `least_times` drops such.

    Raises
    ------
    GridError
        If the item has no time axis, times do not rise, or no period has enough times.
    """

    name = "Period statistics"
    description = "Makes daily, monthly or yearly means, minima, maxima or sums of each item."
    version = "1"

    def __init__(
        self,
        period: Annotated[str, Param("Period of one value.", choices=tuple(_WIDTHS))] = "day",
        statistic: Annotated[
            str, Param("What is taken of the values of a period.", choices=STATISTICS)
        ] = "mean",
        variables: NumberVariables = None,
        least_times: Annotated[
            int | None,
            Param(
                "Fewest times that a period needs; those with fewer are dropped, and that is said. "
                "24 keeps whole days of hourly fields, 4 those of 6-hourly ones. Not set: 1.",
                minimum=1,
            ),
        ] = None,
    ) -> None:
        self._period = period
        self._statistic = statistic
        self._patterns = list(variables or ())
        self._least = least_times or 1

    def apply(self, item: xr.Dataset) -> xr.Dataset:
        """Return the item with one time per period."""
        import numpy as np

        name, dimension = time_dimension(item)
        require_rising(item, name)
        names = along(item, dimension, chosen_variables(item, self._patterns, "fiu"))
        starts = _starts(item, name, self._period)
        counts = np.diff(np.append(starts, item.sizes[dimension]))
        enough = counts >= self._least
        if not enough.any():
            raise GridError(
                "{origin}no {period} has {least} times",
                origin=origin(item),
                period=self._period,
                least=self._least,
            )
        if not enough.all():
            remark(
                Message(
                    "{dropped} of {all} periods have fewer than {least} times and were dropped",
                    dropped=int((~enough).sum()),
                    all=int(enough.size),
                    least=self._least,
                )
            )
        plain = without_others(item, dimension, [*names, name])
        kept = {n: self._reduced(item, n, dimension, starts, enough) for n in names}
        return plain.isel({dimension: starts[enough]}).assign(kept)

    def _reduced(
        self, item: xr.Dataset, name: str, dimension: str, starts: np.ndarray, enough: np.ndarray
    ) -> Any:
        import numpy as np

        axis = item.variables[name].dims.index(dimension)
        values = item[name].values
        wide = values.astype(np.float64 if values.dtype.kind != "f" else values.dtype)
        found = _reduce(wide, starts, axis, self._statistic)
        before = str(item[name].attrs.get("cell_methods", ""))
        method = f"{before} {dimension}: {_CELL_METHODS[self._statistic]}".strip()
        return with_values(
            item, name, np.compress(enough, found, axis=axis), {"cell_methods": method}
        )


def _starts(item: xr.Dataset, name: str, period: str) -> np.ndarray:
    """Return the first position of each period of rising times."""
    import numpy as np

    width, values = _WIDTHS[period], item[name].values
    if values.dtype.kind == "M":
        keys = values.astype(f"datetime64[{'YMD'[width - 1]}]").astype(np.int64)[:, None]
    else:
        keys = np.array([(v.year, v.month, v.day)[:width] for v in values])
    changes = (np.diff(keys, axis=0) != 0).any(axis=1)
    return np.flatnonzero(np.concatenate([[True], changes]))


def _reduce(values: np.ndarray, starts: np.ndarray, axis: int, statistic: str) -> np.ndarray:
    import numpy as np

    if statistic == "minimum":
        return np.asarray(np.fmin.reduceat(values, starts, axis=axis))
    if statistic == "maximum":
        return np.asarray(np.fmax.reduceat(values, starts, axis=axis))
    whole = np.add.reduceat(values, starts, axis=axis, dtype=np.float64)
    if np.isfinite(whole).all():  # nothing is missing: the rest would be half of the time
        sizes = np.diff(np.append(starts, values.shape[axis]))
        shape = [-1 if n == axis else 1 for n in range(values.ndim)]
        return np.asarray(whole / sizes.reshape(shape) if statistic == "mean" else whole)
    there = ~np.isnan(values)
    sums = np.add.reduceat(np.where(there, values, 0), starts, axis=axis, dtype=np.float64)
    counts = np.add.reduceat(there, starts, axis=axis, dtype=np.int64)
    with np.errstate(invalid="ignore", divide="ignore"):
        result = sums / counts if statistic == "mean" else sums
    return np.where(counts > 0, result, np.nan)


class RollingWindow(ItemFilter):
    """Replace each value by a statistic of a window of times that ends at it, or lies around it.

    Times that have no whole window are dropped; bounds of the times become those of the windows.
    NaN within a window is left out; a window without
    any value is NaN.

    Raises
    ------
    GridError
        If the item has no evenly spaced time axis, or fewer times than a window.
    """

    name = "Rolling window"
    description = "Takes moving means, minima, maxima or sums over a number of times."
    version = "2"

    def __init__(
        self,
        window: Annotated[int, Param("Times in a window.", minimum=1)],
        statistic: Annotated[
            str, Param("What is taken of the values of a window.", choices=STATISTICS)
        ] = "mean",
        center: Annotated[
            bool, Param("The window lies around its time; otherwise it ends there.")
        ] = False,
        variables: NumberVariables = None,
    ) -> None:
        self._window = window
        self._statistic = statistic
        self._center = center
        self._patterns = list(variables or ())

    def apply(self, item: xr.Dataset) -> xr.Dataset:
        """Return the item with the times that have a whole window."""
        name, dimension = time_dimension(item)
        if self._window == 1:
            unchanged(Message("a window has one time"))
            return item
        require_regular(item, name)
        count = item.sizes[dimension]
        if count < self._window:
            raise GridError(
                "{origin}has {count} times, fewer than a window of {window}",
                origin=origin(item),
                count=count,
                window=self._window,
            )
        names = along(item, dimension, chosen_variables(item, self._patterns, "fiu"))
        first = (self._window - 1) // 2 if self._center else self._window - 1
        kept = slice(first, first + count - self._window + 1)
        reduced = {n: self._moved(item, n, dimension) for n in names}
        return item.isel({dimension: kept}).assign(reduced | self._bounds(item, name, dimension))

    def _bounds(self, item: xr.Dataset, name: str, dimension: str) -> dict[str, Any]:
        """Return the bounds of the times, if there are any: from a window's start to its end."""
        import numpy as np

        bounds = bounds_of(item).get(name)
        if bounds is None or item[bounds].ndim != 2 or item[bounds].dims[0] != dimension:
            return {}
        values, last = item[bounds].values, self._window - 1
        count = len(values) - last
        of_windows = np.stack([values[:count, 0], values[last:, 1]], axis=1)
        return {bounds: (item[bounds].dims, of_windows, item[bounds].attrs)}

    def _moved(self, item: xr.Dataset, name: str, dimension: str) -> Any:
        import numpy as np

        axis = item.variables[name].dims.index(dimension)
        values = item[name].values
        wide = values.astype(np.float64 if values.dtype.kind != "f" else values.dtype)
        windows = np.lib.stride_tricks.sliding_window_view(wide, self._window, axis=axis)
        return with_values(item, name, _of_windows(windows, self._statistic))


def _of_windows(windows: np.ndarray, statistic: str) -> np.ndarray:
    """Reduce the last axis, one time after another: no copy of all windows is made."""
    import numpy as np

    if statistic in ("minimum", "maximum"):
        take = np.fmin if statistic == "minimum" else np.fmax
        return np.asarray(take.reduce(windows, axis=-1))
    total = np.zeros(windows.shape[:-1], np.float64)
    counts = np.zeros(windows.shape[:-1], np.int64)
    for place in range(windows.shape[-1]):
        there = ~np.isnan(windows[..., place])
        total += np.where(there, windows[..., place], 0)
        counts += there
    with np.errstate(invalid="ignore", divide="ignore"):
        result = total / counts if statistic == "mean" else total
    return np.where(counts > 0, result, np.nan)
