"""The filter that puts a time axis in order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

from curator_gui.core import Param, remark, unchanged
from curator_gui.core.message import Message
from curator_gui.domains.grid.coordinates import origin
from curator_gui.domains.grid.errors import GridError
from curator_gui.domains.grid.filters.base import ItemFilter
from curator_gui.domains.grid.temporal.steps import microseconds, step_text, time_dimension

if TYPE_CHECKING:
    import numpy as np
    import xarray as xr

_HOUR = 3_600_000_000
_BESIDE = "curator_beside_time"


class TimeAxis(ItemFilter):
    """Sort the times of an item, drop those that come twice, and check that none is missing.

    The step is the most frequent difference between two times unless it is given. Filled times are
    NaN in all variables; whole numbers become real ones, and texts are empty there. Months and
    years have no fixed step: for them gaps can only be ignored.

    Raises
    ------
    GridError
        If the item has no time axis, or has duplicates or gaps that are to be errors, or times
        between the steps of an axis that is to be filled.
    """

    name = "Time axis"
    description = "Sorts times, drops duplicates, and finds or fills gaps in the time axis."
    version = "1"

    def __init__(
        self,
        duplicates: Annotated[
            str,
            Param(
                "What to do with a time that comes more than once: `error`, or keep the `first` "
                "or `last` one.",
                choices=("error", "first", "last"),
            ),
        ] = "error",
        gaps: Annotated[
            str,
            Param(
                "What to do where a time is missing: `error`, `fill` it with NaN, or `ignore` it.",
                choices=("error", "fill", "ignore"),
            ),
        ] = "error",
        step: Annotated[
            float | None,
            Param(
                "Time between two steps. Not set: the most frequent difference.",
                unit="h",
                minimum=0.0,
            ),
        ] = None,
    ) -> None:
        self._duplicates = duplicates
        self._gaps = gaps
        self._step = step

    def problems(self) -> Iterator[tuple[str, str]]:
        """Report a step of nothing."""
        if self._step == 0:
            yield "step", Message("needs to be above 0")

    def apply(self, item: xr.Dataset) -> xr.Dataset:
        """Return the item with its times in order."""
        name, dimension = time_dimension(item)
        ordered = self._unique(_sorted(item, name, dimension), name, dimension)
        result = ordered if self._gaps == "ignore" else self._checked(ordered, name, dimension)
        if result is item:
            unchanged(Message("its times are in order"))
        return result

    def _unique(self, item: xr.Dataset, name: str, dimension: str) -> xr.Dataset:
        import numpy as np

        times = microseconds(item, name)
        again = np.diff(times) == 0
        if not again.any():
            return item
        if self._duplicates == "error":
            raise GridError(
                "{origin}{time} comes more than once ({count} times too many)",
                origin=origin(item),
                time=item[name].values[int(np.argmax(again))],
                count=int(again.sum()),
            )
        remark(Message("times that come more than once were dropped"))
        first = self._duplicates == "first"
        kept = np.concatenate([[True], ~again] if first else [~again, [True]])
        return item.isel({dimension: np.flatnonzero(kept)})

    def _checked(self, item: xr.Dataset, name: str, dimension: str) -> xr.Dataset:
        import numpy as np

        times = microseconds(item, name)
        differences = np.diff(times)
        if not len(differences):
            return item
        step = self._step_of(differences)
        wrong = differences != step
        if not wrong.any():
            return item
        if self._gaps == "error":
            raise GridError(
                "{origin}after {time} come {gap} without a time, but the step is {step}",
                origin=origin(item),
                time=item[name].values[int(np.argmax(wrong))],
                gap=step_text(int(differences[np.argmax(wrong)])),
                step=step_text(step),
            )
        return self._filled(item, name, dimension, times, step)

    def _step_of(self, differences: np.ndarray) -> int:
        import numpy as np

        if self._step is not None:
            return round(self._step * _HOUR)
        values, counts = np.unique(differences, return_counts=True)
        return int(values[counts.argmax()])

    def _filled(
        self, item: xr.Dataset, name: str, dimension: str, times: np.ndarray, step: int
    ) -> xr.Dataset:
        import numpy as np

        if (times % step).any():
            raise GridError(
                "{origin}{time} lies between the steps of {step}, so gaps cannot be filled",
                origin=origin(item),
                time=item[name].values[int(np.argmax(times % step != 0))],
                step=step_text(step),
            )
        places = times // step
        full = np.full(int(places[-1]) + 1, -1)
        full[places] = np.arange(len(places))
        remark(Message("times that were missing are filled with NaN"))
        return _spread(item, name, dimension, full, step)


def _sorted(item: xr.Dataset, name: str, dimension: str) -> xr.Dataset:
    import numpy as np

    order = np.argsort(microseconds(item, name), kind="stable")
    if (np.diff(order) == 1).all():
        return item
    remark(Message("times were sorted"))
    return item.isel({dimension: order})


def _spread(item: xr.Dataset, name: str, dimension: str, full: np.ndarray, step: int) -> xr.Dataset:
    """Return the item on all times: `full` has the old place of each new one, -1 for none."""
    import datetime

    import numpy as np

    first, count = item[name].values[0], len(full)
    if item[name].dtype.kind in "mM":
        new: Any = first + np.arange(count) * np.timedelta64(step, "us")
        new = new.astype(item[name].dtype)
    else:
        one = datetime.timedelta(microseconds=step)
        new = np.array([first + n * one for n in range(count)], dtype=object)
    positions = item.drop_vars(name)
    beside = dimension in positions.variables  # as the steps of a forecast beside its times
    if beside:
        positions = positions.assign({_BESIDE: (dimension, positions[dimension].values)})
    positions = positions.assign_coords({dimension: np.arange(item.sizes[dimension])})
    wanted = np.where(full < 0, np.iinfo(np.int64).max, full)
    result: xr.Dataset = positions.reindex({dimension: wanted}).drop_vars(dimension)
    if beside:
        values = result[_BESIDE].values
        result = result.drop_vars(_BESIDE).assign_coords({dimension: (dimension, values)})
    result = result.assign_coords({name: (dimension, new, item[name].attrs)})
    for key in result.variables:
        if key in item.variables:
            result[key].attrs = dict(item[key].attrs)
    return _with_texts(result, item)


def _with_texts(result: xr.Dataset, item: xr.Dataset) -> xr.Dataset:
    """Return the item with empty texts where they are missing: NaN is none."""
    import numpy as np

    texts = {}
    for key in item.variables:
        if item[key].dtype.kind in "US" and result[key].dtype.kind == "O":
            values = result[key].values
            there = np.array([isinstance(v, (str, bytes)) for v in values.ravel()], bool)
            filled = np.where(there.reshape(values.shape), values, item[key].dtype.type())
            texts[key] = (result[key].dims, filled.astype(item[key].dtype), result[key].attrs)
    return result.assign(texts)
