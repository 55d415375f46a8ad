"""Differences between times, values of before, and amounts of what was accumulated."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

from curator_gui.core import Param, remark
from curator_gui.core.message import Message
from curator_gui.domains.grid.coordinates import origin
from curator_gui.domains.grid.errors import GridError
from curator_gui.domains.grid.filters.base import (
    ItemFilter,
    NumberVariables,
    chosen_variables,
    require_dimensions,
)
from curator_gui.domains.grid.temporal.steps import (
    along,
    microseconds,
    require_regular,
    require_rising,
    time_dimension,
    with_values,
)
from curator_gui.domains.grid.units import of_difference

if TYPE_CHECKING:
    import numpy as np
    import xarray as xr

_DAY = 86_400_000_000


class LaggedFields(ItemFilter):
    """Add the values of earlier times, or the differences to them, as variables of their own.

    `t_lag1` holds at each time what `t` was one time before, `t_diff1` how much it changed since.
    The first times, which have no such past within the item, are dropped.

    Raises
    ------
    GridError
        If the item has no evenly spaced time axis, no more times than the largest lag, or a
        variable of such a name.
    """

    name = "Lags and differences"
    description = "Adds values of earlier times, or the changes since then, as new variables."
    version = "1"

    def __init__(
        self,
        lags: Annotated[list[int], Param("How many times before: 1, 2, 4.", minimum=1)],
        kind: Annotated[
            str,
            Param(
                "`lag` adds the earlier value, `difference` the change since then.",
                choices=("lag", "difference"),
            ),
        ] = "lag",
        variables: NumberVariables = None,
    ) -> None:
        self._lags = sorted(set(lags))
        self._kind = kind
        self._patterns = list(variables or ())

    def problems(self) -> Iterator[tuple[str, str]]:
        """Report that no lag is given."""
        if not self._lags:
            yield "lags", Message("needs at least one number")

    def apply(self, item: xr.Dataset) -> xr.Dataset:
        """Return the times that have a past, with the new variables."""
        name, dimension = time_dimension(item)
        require_regular(item, name)
        count, longest = item.sizes[dimension], self._lags[-1]
        if count <= longest:
            raise GridError(
                "{origin}has {count} times, so none is {lag} after another",
                origin=origin(item),
                count=count,
                lag=longest,
            )
        names = along(item, dimension, chosen_variables(item, self._patterns, "fiu"))
        result = item.isel({dimension: slice(longest, None)})
        added: dict[str, Any] = {}
        for lag in self._lags:
            past = item.isel({dimension: slice(longest - lag, count - lag)})
            for each in names:
                added |= self._added(result, past, each, lag)
        for each in added:
            if each in item.variables:
                raise GridError(
                    "{origin}there is a variable {name} already; rename it first",
                    origin=origin(item),
                    name=repr(each),
                )
        return result.assign(added)

    def _added(self, now: xr.Dataset, past: xr.Dataset, name: str, lag: int) -> dict[str, Any]:
        import numpy as np

        if self._kind == "lag":
            variable = past.variables[name].copy(deep=False)
            return {f"{name}_lag{lag}": variable}
        values = now[name].values.astype(np.float64) - past[name].values.astype(np.float64)
        about = {key: now[name].attrs[key] for key in ("units",) if key in now[name].attrs}
        difference = with_values(now, name, values)
        difference.attrs = of_difference(about)
        return {f"{name}_diff{lag}": difference}


class Deaccumulate(ItemFilter):
    """Turn what was summed up since a start into the amount of each step.

    A step's amount is the difference to the time before, and after a reset the value itself. With
    `midnight` the sum begins anew after each 00:00, as in ERA5-Land; with `fall` wherever it falls
    in any place by more than the tolerance, as in a chain of forecasts; `never` allows none. A sum
    that `may_fall` by nature, such as that of net radiation, gives amounts below 0. The
    first time of an item has no time before it and is dropped, unless the sum began there.

    Raises
    ------
    GridError
        If a sum falls where there is no reset, naming the time and by how much; times do not rise;
        or, with `midnight`, a midnight lies within a step.
    """

    name = "Deaccumulate"
    description = (
        "Turns accumulated precipitation or radiation into the amount or rate of each step, and "
        "checks the resets."
    )
    version = "1"
    added = {"may_fall": False}

    def __init__(
        self,
        variables: Annotated[
            list[str],
            Param("Accumulated variables, by name; * and ? are wildcards.", role="variable"),
        ],
        resets: Annotated[
            str,
            Param(
                "Where the sum begins anew: after each `midnight` (ERA5-Land), where it can be "
                "seen to `fall`, or `never`.",
                choices=("midnight", "fall", "never"),
            ),
        ] = "fall",
        from_start: Annotated[
            bool,
            Param("The sum began one step before the first time, so that its value is an amount."),
        ] = False,
        rate: Annotated[
            bool, Param("Divide by the length of the step in seconds; the unit gets s-1.")
        ] = False,
        tolerance: Annotated[
            float,
            Param(
                "Falls up to this share of the largest value are rounding of packed data: the "
                "amount is 0 there.",
                minimum=0.0,
                maximum=0.1,
            ),
        ] = 1e-4,
        dimension: Annotated[
            str | None,
            Param("Dimension of the steps. Not set: that of the time.", role="dimension"),
        ] = None,
        may_fall: Annotated[
            bool,
            Param(
                "The sum itself may fall, as that of net radiation or of a heat flux does: amounts "
                "below 0 are kept. Resets cannot be seen then; they are at midnight or never."
            ),
        ] = False,
    ) -> None:
        self._may_fall = may_fall
        self._patterns = list(variables)
        self._resets = resets
        self._from_start = from_start
        self._rate = rate
        self._tolerance = tolerance
        self._dimension = dimension or None

    def problems(self) -> Iterator[tuple[str, str]]:
        """Report that no variable is given."""
        if not self._patterns:
            yield "variables", Message("choose at least one variable")
        if self._may_fall and self._resets == "fall":
            yield (
                "resets",
                Message("a reset cannot be told from a sum that falls: take midnight or never"),
            )

    def apply(self, item: xr.Dataset) -> xr.Dataset:
        """Return the item with amounts in place of the sums."""
        name, dimension = self._axis(item)
        times = require_rising(item, name)
        if len(times) < 2:
            raise GridError("{origin}has one time only, so no step", origin=origin(item))
        names = along(item, dimension, chosen_variables(item, self._patterns, "fiu"))
        first = self._begins(item, name, times)
        kept = item if first[0] else item.isel({dimension: slice(1, None)})
        amounts = {n: self._amounts(item, n, dimension, name, times, first) for n in names}
        return kept.assign(amounts)

    def _axis(self, item: xr.Dataset) -> tuple[str, str]:
        if self._dimension is None:
            return time_dimension(item)
        require_dimensions(item, [self._dimension])
        if self._dimension not in item.coords:
            raise GridError(
                "{origin}the dimension {name} has no times",
                origin=origin(item),
                name=repr(self._dimension),
            )
        return self._dimension, self._dimension

    def _begins(self, item: xr.Dataset, name: str, times: np.ndarray) -> np.ndarray:
        """Return at which times a sum is sure to have begun anew, bool (n,)."""
        import numpy as np

        begins = np.zeros(len(times), bool)
        begins[0] = self._from_start
        if self._resets == "midnight":
            clock = _time_of_day(item, name)
            steps = np.diff(times, prepend=times[0] - (times[1] - times[0]))
            begins |= (clock - steps) % _DAY == 0
            self._check_midnights(item, name, clock, steps)
        return begins

    def _check_midnights(self, item: xr.Dataset, name: str, clock: Any, steps: Any) -> None:
        """Refuse a step that a midnight lies within: what fell before it is in neither sum."""
        import numpy as np

        since_midnight = (clock - 1) % _DAY + 1
        within = steps > since_midnight
        within[0] &= self._from_start
        if within.any():
            raise GridError(
                "{origin}the step to {time} has a midnight within it, so its amount is not known; "
                "put Time axis before this step",
                origin=origin(item),
                time=item[name].values[int(np.argmax(within))],
            )

    def _amounts(
        self, item: xr.Dataset, name: str, dimension: str, axis: str, times: Any, first: Any
    ) -> Any:
        import numpy as np

        place = item.variables[name].dims.index(dimension)
        sums = np.moveaxis(item[name].values.astype(np.float64), place, 0)
        amounts = np.diff(sums, axis=0, prepend=0)
        rounding = self._tolerance * np.nanmax(np.abs(sums), initial=0.0)
        falls = np.nanmin(amounts.reshape(len(times), -1), axis=1, initial=0.0) < -rounding
        begins = first | (falls if self._resets == "fall" else False)
        amounts[begins] = sums[begins]
        if self._may_fall:
            kept = np.moveaxis(amounts if first[0] else amounts[1:], 0, place)
            return self._as_variable(item, name, kept, times, place, first[0])
        self._check(item, name, axis, amounts, rounding, begins)
        amounts = amounts if first[0] else amounts[1:]
        if ((amounts < 0) & np.isfinite(amounts)).any():
            remark(Message("sums that fall by their rounding give an amount of 0"))
            amounts = np.where(amounts < 0, 0.0, amounts)
        return self._as_variable(item, name, np.moveaxis(amounts, 0, place), times, place, first[0])

    def _check(
        self, item: xr.Dataset, name: str, axis: str, amounts: Any, rounding: float, begins: Any
    ) -> None:
        import numpy as np

        least = np.nanmin(amounts.reshape(len(amounts), -1), axis=1, initial=0.0)
        least[0] = least[0] if begins[0] else 0.0
        if (least < -rounding).any():
            worst = int(np.argmin(least))
            raise GridError(
                "{origin}variable {name} falls by {amount} at {time}, where its sum does not begin "
                "anew; if it may fall by nature (net radiation), say so in may_fall",
                origin=origin(item),
                name=repr(name),
                amount=f"{-least[worst]:g}",
                time=item[axis].values[worst],
            )

    def _as_variable(
        self, item: xr.Dataset, name: str, values: Any, times: Any, place: int, whole: bool
    ) -> Any:
        import numpy as np

        about: dict[str, Any] = {"cell_methods": "time: sum (interval: step)"}
        if self._rate:
            seconds = np.diff(times, prepend=2 * times[0] - times[1]) / 1e6
            shape = [-1 if axis == place else 1 for axis in range(values.ndim)]
            values = values / (seconds if whole else seconds[1:]).reshape(shape)
            units = item[name].attrs.get("units", "")
            about = {"units": f"{units} s-1".strip(), "cell_methods": "time: mean"}
        return with_values(item, name, values, about)


def _time_of_day(item: xr.Dataset, name: str) -> np.ndarray:
    """Return the time of day in microseconds, int64 (n,).

    Raises
    ------
    GridError
        If the axis holds durations, which have no time of day.
    """
    import numpy as np

    values = item[name].values
    if values.dtype.kind == "M":
        day = values.astype("datetime64[D]")
        return np.asarray((values - day).astype("timedelta64[us]").astype(np.int64))
    if values.dtype.kind != "O":
        raise GridError("{origin}{name} has no time of day", origin=origin(item), name=repr(name))
    first = values[0]
    start = ((first.hour * 60 + first.minute) * 60 + first.second) * 1_000_000 + first.microsecond
    return np.asarray((start + microseconds(item, name)) % _DAY)
