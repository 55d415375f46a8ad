"""What filters that change one item at a time share."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

from curator_gui.core import Filter, Param
from curator_gui.core.text.listing import listed_names
from curator_gui.domains.grid.coordinates import origin
from curator_gui.domains.grid.errors import GridError
from curator_gui.domains.grid.roles import field_names

if TYPE_CHECKING:
    import numpy as np
    import xarray as xr


NumberVariables = Annotated[
    list[str] | None,
    Param(
        "Names of the variables to change; * and ? are wildcards. Not set: all that hold numbers.",
        role="variable",
    ),
]

VerticalDimension = Annotated[
    str | None,
    Param(
        "Name of the vertical coordinate. Not set: found by its attributes or name.",
        role="dimension",
    ),
]


class ItemFilter(Filter["xr.Dataset"]):
    """Turns each item into another one, or drops it; remembers which file it came from."""

    @abstractmethod
    def apply(self, item: xr.Dataset) -> xr.Dataset | None:
        """Return the new item, sharing unchanged arrays with the old one; None drops it."""

    def __call__(self, items: Iterator[xr.Dataset]) -> Iterator[xr.Dataset]:
        for item in items:
            result = self.apply(item)
            if result is None:
                continue
            if "source" in item.encoding:
                result.encoding["source"] = item.encoding["source"]
            yield result


def renewed(
    variable: xr.Variable, values: np.ndarray, attributes: Mapping[str, Any] | None = None
) -> xr.Variable:
    """Return a variable with other values on the same dimensions, and other attributes if given."""
    import xarray as xr

    kept = variable.attrs if attributes is None else attributes
    return xr.Variable(variable.dims, values, dict(kept))


def match_variables(
    item: xr.Dataset, patterns: Iterable[str], *, ignore_missing: bool = False
) -> list[str]:
    """Return the data variables whose names fit one of the globs, in the item's order.

    Raises
    ------
    GridError
        If a glob fits nothing, naming what there is.
    """
    names = [str(name) for name in item.data_vars]
    found: set[str] = set()
    for pattern in patterns:
        fitting = [name for name in names if fnmatchcase(name, pattern)]
        if not fitting and not ignore_missing:
            _refuse_pattern(item, pattern, names)
        found.update(fitting)
    return [name for name in names if name in found]


def _refuse_pattern(item: xr.Dataset, pattern: str, names: list[str]) -> NoReturn:
    have = listed_names(names)
    raise GridError(
        "{origin}no variable fits {pattern}; there are {have}",
        origin=origin(item),
        pattern=repr(pattern),
        have=have,
    )


def chosen_variables(item: xr.Dataset, patterns: Iterable[str] | None, kinds: str) -> list[str]:
    """Return the variables that a filter works on: those that fit, or all fields of these kinds.

    Raises
    ------
    GridError
        As `match_variables`, or if a chosen variable is of another kind.
    """
    if not patterns:
        return field_names(item, kinds)
    names = match_variables(item, patterns)
    for name in names:
        if item[name].dtype.kind not in kinds:
            _refuse_kind(item, name)
    return names


def _refuse_kind(item: xr.Dataset, name: str) -> NoReturn:
    raise GridError(
        "{origin}variable {name} has type {dtype}, which this filter cannot work on; leave it out",
        origin=origin(item),
        name=repr(name),
        dtype=item[name].dtype,
    )


def require_dimensions(item: xr.Dataset, dimensions: Iterable[str]) -> None:
    """Insist that the item has dimensions.

    Raises
    ------
    GridError
        Naming the missing one and those that there are.
    """
    for dimension in dimensions:
        if dimension not in item.sizes:
            have = listed_names(item.sizes)
            raise GridError(
                "{origin}there is no dimension {dimension}; there are {have}",
                origin=origin(item),
                dimension=repr(dimension),
                have=have,
            )
