"""What a variable is, apart from a field of numbers: bounds, a class, text, times, a mapping.

By the attributes of the CF conventions (https://cfconventions.org): `bounds` and `climatology`
(chapter 7), `flag_values`, `flag_masks` and `flag_meanings` (3.5), `grid_mapping` (5.6).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import numpy as np
    import xarray as xr

Role = Literal[
    "field", "bounds", "class", "text", "time", "mapping", "complex", "structured", "object"
]

NO_FIELDS: tuple[Role, ...] = ("bounds", "text", "complex", "structured", "object")
"""What nothing can be interpolated of, and where a nearest value has no sense or no filter."""

_BOUNDS_ATTRIBUTES = ("bounds", "climatology")
_BOUNDS_ENDINGS = ("_bnds", "_bounds", "_bnd", "_vertices")


def role(item: xr.Dataset, name: str) -> Role:
    """Tell what a variable is; whatever holds plain numbers is a field."""
    variable = item.variables[name]
    if name in bounds_of(item).values() or _looks_like_bounds(item, name):
        return "bounds"
    if _is_mapping(item, name):
        return "mapping"
    kind = variable.dtype.kind
    if kind in "mM" or (
        kind == "O" and hasattr(next(iter(variable.values.flat), None), "calendar")
    ):
        return "time"
    if kind not in "biuf":
        return _without_order(variable)
    return "class" if kind == "b" or "flag_meanings" in variable.attrs else "field"


def _without_order(variable: xr.Variable) -> Role:
    """Tell what a variable is whose values are no numbers that stand in an order."""
    kind = variable.dtype.kind
    if kind != "O":
        return "complex" if kind == "c" else "structured" if kind == "V" else "text"
    first = next(iter(variable.values.flat), "")
    return "text" if isinstance(first, (str, bytes)) else "object"


def bounds_of(item: xr.Dataset) -> dict[str, str]:
    """Map coordinates to their variables of bounds, as the attributes say."""
    found = {}
    for name, variable in item.variables.items():
        for key in _BOUNDS_ATTRIBUTES:
            bounds = variable.attrs.get(key, variable.encoding.get(key))
            if isinstance(bounds, str) and bounds in item.variables:
                found[str(name)] = bounds
    return found


def _looks_like_bounds(item: xr.Dataset, name: str) -> bool:
    variable = item.variables[name]
    return (
        name.lower().endswith(_BOUNDS_ENDINGS)
        and variable.ndim >= 2
        and variable.shape[-1] in (2, 4)
        and variable.dims[-1] not in item.coords
    )


def _is_mapping(item: xr.Dataset, name: str) -> bool:
    if "grid_mapping_name" in item.variables[name].attrs:
        return True
    said = (v.attrs.get("grid_mapping", v.encoding.get("grid_mapping")) for v in item.values())
    return any(name in mapping_names(text) for text in said if isinstance(text, str))


def mapping_names(text: str) -> list[str]:
    """Return the variables that an attribute `grid_mapping` names (CF, 5.6).

    It is one name, or of its longer form the words before the colons: `crs: x y geo: lat lon`.
    """
    words = text.split()
    return [word[:-1] for word in words if word.endswith(":")] or words


def field_names(item: xr.Dataset, kinds: str) -> list[str]:
    """List the data variables of these numpy kinds that are neither bounds nor mappings."""
    return [
        str(name)
        for name, array in item.data_vars.items()
        if array.dtype.kind in kinds and role(item, str(name)) not in ("bounds", "mapping")
    ]


def without_references(item: xr.Dataset, names: set[str]) -> xr.Dataset:
    """Return the item without what its coordinates say about these bounds, which are gone."""
    plain = item.copy(deep=False)
    for name, bounds in _references(item):
        if bounds in names:
            attributes = item.variables[name].attrs
            plain[name].attrs = {k: v for k, v in attributes.items() if k not in _BOUNDS_ATTRIBUTES}
    return plain


def _references(item: xr.Dataset) -> list[tuple[str, str]]:
    return [
        (str(name), str(variable.attrs[key]))
        for name, variable in item.variables.items()
        for key in _BOUNDS_ATTRIBUTES
        if key in variable.attrs
    ]


def outer_bounds(values: np.ndarray, axis: int, factor: int, trim: bool) -> np.ndarray:
    """Return the bounds of blocks of cells: their outer edges.

    `values` has the two ends last; `axis` is that of the cells.
    """
    import numpy as np

    count = values.shape[axis]
    starts = np.arange(0, count, factor)
    if trim:
        starts = starts[starts + factor <= count]
    ends = np.minimum(starts + factor, count) - 1
    first, last = values.take(starts, axis), values.take(ends, axis)
    # The two ends of each cell need not go the way that the cells go.
    low = np.minimum(first.min(axis=-1), last.min(axis=-1))
    high = np.maximum(first.max(axis=-1), last.max(axis=-1))
    falls = first[..., 0] > first[..., 1]
    return np.stack([np.where(falls, high, low), np.where(falls, low, high)], axis=-1)
