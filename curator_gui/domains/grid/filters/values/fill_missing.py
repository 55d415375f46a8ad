"""The filter that replaces missing values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, NoReturn

from curator_gui.core import Param, ParamError, unchanged
from curator_gui.core.message import Message, at
from curator_gui.core.text.listing import listed_names
from curator_gui.domains.grid.coordinates import origin
from curator_gui.domains.grid.errors import GridError
from curator_gui.domains.grid.filters.base import (
    ItemFilter,
    NumberVariables,
    chosen_variables,
    renewed,
)
from curator_gui.domains.grid.units import without_range

if TYPE_CHECKING:
    import numpy as np
    import xarray as xr


class FillMissing(ItemFilter):
    """Replace missing values (NaN) by a constant, the mean of the field, or linear interpolation.

    Interpolation goes along one dimension and by its coordinate; outside the first and last value
    of a line the nearest one is taken. A line or field without any value stays missing.
    """

    name = "Fill missing values"
    description = "Replaces NaN by a value, the field's mean or interpolation along a dimension."

    def __init__(
        self,
        method: Annotated[
            str,
            Param(
                "value: a constant; mean: the mean of the field; linear: interpolation along a "
                "dimension.",
                choices=("value", "mean", "linear"),
            ),
        ] = "value",
        value: Annotated[float, Param("The constant, for the method value.")] = 0.0,
        dimension: Annotated[
            str | None,
            Param("Dimension to interpolate along, for the method linear.", role="dimension"),
        ] = None,
        variables: NumberVariables = None,
    ) -> None:
        if method == "linear" and not dimension:
            raise ParamError(
                at("dimension", Message("linear interpolation needs the dimension to go along"))
            )
        self._method, self._value = method, value
        self._dimension = dimension or ""
        self._patterns = list(variables or ())

    def apply(self, item: xr.Dataset) -> xr.Dataset:
        """Return the item without the missing values."""
        import numpy as np

        filled = {}
        for name in chosen_variables(item, self._patterns, "f"):
            variable = item.variables[name]
            missing, about = np.isnan(variable.values), variable.attrs
            if self._method == "value":  # which may be beyond them
                about = without_range(about)
            if missing.any() and not missing.all():
                filled[name] = renewed(variable, self._filled(item, name, missing), about)
            elif missing.any() and self._method == "value":
                filled[name] = renewed(variable, np.full_like(variable.values, self._value), about)
        if not filled:
            unchanged(Message("has no missing values"))
        return item.assign(filled)

    def _filled(self, item: xr.Dataset, name: str, missing: np.ndarray) -> np.ndarray:
        import numpy as np

        variable = item.variables[name]
        values = variable.values.copy()
        if self._method == "value":
            values[missing] = self._value
        elif self._method == "mean":
            values[missing] = np.mean(values, where=~missing, dtype="float64")
        elif self._dimension in variable.dims:
            axis = variable.dims.index(self._dimension)
            lines = np.moveaxis(values, axis, -1)
            _interpolate(lines, np.moveaxis(missing, axis, -1), self._positions(item))
        else:
            self._refuse(item, name, variable)
        return values

    def _refuse(self, item: xr.Dataset, name: str, variable: xr.Variable) -> NoReturn:
        raise GridError(
            "{origin}variable {name} has no dimension {dimension}; it has {names_text}",
            origin=origin(item),
            name=repr(name),
            dimension=repr(self._dimension),
            names_text=listed_names(variable.dims),
        )

    def _positions(self, item: xr.Dataset) -> np.ndarray:
        import numpy as np

        values: Any = item[self._dimension].values
        if values.dtype.kind in "mM":
            values = values.astype("int64")
        if values.dtype.kind not in "iuf" or not _monotonic(values):
            values = np.arange(item.sizes[self._dimension])
        numbers: np.ndarray = values.astype("float64")
        return numbers if numbers.size < 2 or numbers[0] < numbers[-1] else -numbers


def _monotonic(values: np.ndarray) -> bool:
    import numpy as np

    steps = np.diff(values.astype("float64"))
    return bool((steps > 0).all() or (steps < 0).all())


def _interpolate(lines: np.ndarray, missing: np.ndarray, positions: np.ndarray) -> None:
    """Fill the lines along the last axis in place, those that have a gap and a value."""
    import numpy as np

    if lines.ndim == 1:
        lines, missing = lines[None], missing[None]
    gaps = missing.any(axis=-1) & ~missing.all(axis=-1)
    for where in zip(*np.nonzero(gaps), strict=True):
        line, gap = lines[where], missing[where]
        line[gap] = np.interp(positions[gap], positions[~gap], line[~gap])
