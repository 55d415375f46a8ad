"""The layout of stores that hold many items side by side along one dimension.

Every data variable and every scalar coordinate of an item becomes an array with the item dimension
in front, in which each item owns one slot; coordinates with dimensions of their own (latitude,
level) are stored once and must be the same for all items.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NoReturn

from curator_gui.core.text.listing import listed_names
from curator_gui.core.text.stored_names import too_long
from curator_gui.domains.grid.coordinates import origin
from curator_gui.domains.grid.errors import GridError
from curator_gui.domains.grid.formats.encoding import NOT_A_TIME, encode

if TYPE_CHECKING:
    import numpy as np
    import xarray as xr

LASTING = "curator_lasting"
"""Key of a variable's encoding: it is the same in all items, such as a land mask in their file."""

MASK = "written"
"""Name of the array that says which slots hold an item, apart from fill values."""

ZARR_MARKER = "curator_items"
"""Attribute of our Zarr stores: {"dimension": name, "count": slots, "unit": items per file}.

A flat store has "layout": "flat" as well, and "coordinates": the names of those in both groups.
"""

FLAT_COORDINATES = "coordinates"
"""Group of a flat store with the arrays that are the same for all items, such as latitudes."""

NETCDF_MARKER = "curator_slots"
"""Global attribute of our NetCDF files of several items: the name of the item dimension."""

NETCDF_SLOTS = "curator_slot_numbers"
"""Global attribute of such files without empty slots: how many there were, then those kept."""

NETCDF_FIRST = "curator_first_index"
"""Global attribute of files of several items: the index whose slot is the first one."""

ENCODING = ("units", "calendar", "_FillValue", "coordinates")
"""Attributes of stored arrays that belong to the encoding or have to agree anyhow."""


@dataclass(frozen=True)
class StoredArray:
    """One array of a store: `dims` and `shape` are those of one item, without the item dimension.

    `dtype` is numpy's name, or "string"; `values` are those of a static coordinate.
    """

    name: str
    dims: tuple[str, ...]
    shape: tuple[int, ...]
    dtype: str
    attributes: Mapping[str, Any]
    static: bool = False
    values: Any = None

    @property
    def fill(self) -> Any:
        """The value of a slot that was never written."""
        if self.dtype == "string":
            return ""
        if self.attributes.get("_FillValue") == NOT_A_TIME:
            return NOT_A_TIME
        return float("nan") if self.dtype.startswith("float") else 0


def stacked_dimension(dataset: xr.Dataset) -> str | None:
    """Return the item dimension of a store that one of our sinks wrote, or None."""
    if MASK not in dataset.variables:
        return None
    marker = dataset.attrs.get(ZARR_MARKER)
    found = marker.get("dimension") if isinstance(marker, Mapping) else None
    return found or dataset.attrs.get(NETCDF_MARKER)


def without_mask(
    dataset: xr.Dataset, path: str, dimension: str | None, position: int | None
) -> xr.Dataset:
    """Return the data of one of our stores as they were written; other data as they are.

    The mask stays if the whole store is read and some of its items are missing.

    Raises
    ------
    GridError
        If the slot at this position was never written.
    """
    stacked = stacked_dimension(dataset)
    if stacked is None:
        return dataset
    written = dataset[MASK].values
    if position is not None and stacked == dimension and not written[position]:
        _refuse_position(path, position)
    keep_mask = position is None and not written.all()
    return _plain_dataset(dataset, keep_mask)


def _plain_dataset(dataset: xr.Dataset, keep_mask: bool) -> xr.Dataset:
    plain = dataset if keep_mask else dataset.drop_vars(MASK)
    markers = (ZARR_MARKER, NETCDF_MARKER, NETCDF_SLOTS, NETCDF_FIRST)
    plain = plain.copy(deep=False)
    plain.attrs = {key: value for key, value in dataset.attrs.items() if key not in markers}
    return plain


def _refuse_position(path: str, position: int) -> NoReturn:
    raise GridError(
        "{path}: item {position} was never written; complete the run that made the store",
        path=path,
        position=position,
    )


def require_variables(item: xr.Dataset) -> None:
    """Insist that an item has data: a file or slot without any looks finished and holds nothing.

    Raises
    ------
    GridError
        If it has only coordinates.
    """
    if not item.data_vars:
        have = listed_names(item.coords)
        raise GridError(
            "{origin}the item has no variables, only the coordinates {have}",
            origin=origin(item),
            have=have,
        )


def only_item(items: Iterator[xr.Dataset], index: int, dimension: str) -> xr.Dataset | None:
    """Return the one item of an index, or None if filters dropped it.

    Raises
    ------
    GridError
        If the index gave several items, or one of several positions along the item dimension.
    """
    item = next(items, None)
    if item is None:
        return None
    if next(items, None) is not None:
        raise GridError(
            "index {index} gave several items, but the store has one slot for it", index=index
        )
    if dimension in item.dims:
        return _squeezed(item, index, dimension)
    return item


def _squeezed(item: xr.Dataset, index: int, dimension: str) -> xr.Dataset:
    size = item.sizes[dimension]
    if size != 1:
        raise GridError(
            "{origin}the item of index {index} has {size} positions along "
            "{dimension}, but its slot has room for one; let the source take its "
            "items along {dimension2}",
            origin=origin(item),
            index=index,
            size=size,
            dimension=repr(dimension),
            dimension2=repr(dimension),
        )
    return item.isel({dimension: 0})


def describe_item(item: xr.Dataset) -> dict[str, StoredArray]:
    """Return the arrays that a store of items like this one has, by name.

    Raises
    ------
    GridError
        If a variable has a type or name that cannot be stored.
    """
    require_variables(item)
    refuse_names(item, (MASK,))
    refuse_unstorable(item)
    return {str(name): _describe(str(name), item) for name in item.variables}


def refuse_unstorable(item: xr.Dataset) -> None:
    """Refuse variables with names that neither NetCDF nor Zarr has room for.

    Raises
    ------
    GridError
        Naming the first of them.
    """
    for name in map(str, item.variables):
        if "/" in name:
            raise GridError(
                "{origin}a variable is named {name}; rename it: no '/'",
                origin=origin(item),
                name=repr(name),
            )
        words = too_long(name, name)
        if words:
            raise GridError("{origin}{words}", origin=origin(item), words=words)


def refuse_names(item: xr.Dataset, names: Iterable[str]) -> None:
    """Refuse variables with names that a store needs for itself.

    Raises
    ------
    GridError
        Naming the first of them.
    """
    for name in names:
        if name in item.variables:
            raise GridError(
                "{origin}a variable is named {mask}, which the store itself needs",
                origin=origin(item),
                mask=repr(name),
            )


def _describe(name: str, item: xr.Dataset) -> StoredArray:
    variable = item.variables[name]
    lasting = bool(variable.encoding.get(LASTING)) and variable.ndim > 0
    static = lasting or (name in item.coords and variable.ndim > 0)
    values, attributes = encode(variable, name)
    dtype = "string" if values.dtype.kind in "OUT" else values.dtype.name
    dims = tuple(str(dim) for dim in variable.dims)
    kept = values if static else None
    return StoredArray(name, dims, values.shape, dtype, attributes, static, kept)


def _in_unit_of(
    values: np.ndarray, attributes: dict[str, Any], array: StoredArray
) -> tuple[np.ndarray, dict[str, Any]]:
    """Bring counts of micro- or nanoseconds into the unit of the store, where they are whole."""
    import numpy as np

    ours, theirs = (str(a.get("units", "")).partition(" ") for a in (attributes, array.attributes))
    if ours == theirs or ours[1:] != theirs[1:] or array.attributes.get("_FillValue") != NOT_A_TIME:
        return values, attributes
    known = {"nanoseconds": 1, "microseconds": 10**3, "milliseconds": 10**6, "seconds": 10**9}
    if ours[0] not in known or theirs[0] not in known:
        return values, attributes
    missing = values == NOT_A_TIME
    factor = known[ours[0]] / known[theirs[0]]
    if factor >= 1:
        limit = np.iinfo("int64").max // int(factor)
        if (np.abs(values[~missing]) > limit).any():
            return values, attributes
        scaled = values * int(factor)
    else:
        divisor = round(1 / factor)
        if (values[~missing] % divisor).any():
            return values, attributes
        scaled = values // divisor
    return np.where(missing, NOT_A_TIME, scaled), {
        **attributes,
        "units": array.attributes["units"],
    }


def slot_values(
    item: xr.Dataset, stored: Mapping[str, StoredArray], *, widen: bool = False
) -> dict[str, np.ndarray]:
    """Return what one item puts into its slots, each array in the stored order of dimensions.

    With `widen` values may have a wider type than the store.

    Raises
    ------
    GridError
        If the item's variables, shapes, types or coordinates differ from the store's.
    """
    _check_names(item, stored)
    values = {}
    for name, array in stored.items():
        found = _fitting(item, array, widen)
        if not array.static:
            values[name] = found
    return values


def _check_names(item: xr.Dataset, stored: Mapping[str, StoredArray]) -> None:
    names = {str(name) for name in item.variables}
    if names != stored.keys():
        _refuse_names(item, names, stored)


def _refuse_names(item: xr.Dataset, names: set[str], stored: Mapping[str, StoredArray]) -> None:
    missing, new = stored.keys() - names, names - stored.keys()
    lacks = f"lacks {listed_names(sorted(missing))}" if missing else ""
    adds = f"has {listed_names(sorted(new))}, which the store lacks" if new else ""
    raise GridError(
        "{origin}the item {value}; all items of a store need the same "
        "variables: select them with a filter before",
        origin=origin(item),
        value=" and ".join(part for part in (lacks, adds) if part),
    )


def fits(values: np.ndarray, dtype: str) -> bool:
    """Whether values can be stored in this type without losing anything."""
    import numpy as np

    return dtype == "string" or np.can_cast(values.dtype, dtype, "safe")


def joined_type(types: Sequence[str]) -> str:
    """Return the type that holds the values of all these without losing any."""
    import numpy as np

    return str(np.result_type(*(np.dtype(name) for name in types)).name)


def with_types(
    arrays: Mapping[str, StoredArray], types: Mapping[str, str]
) -> dict[str, StoredArray]:
    """Return the arrays in types that hold the values of all items, where those are known."""
    return {
        name: replace(array, dtype=types.get(name, array.dtype)) for name, array in arrays.items()
    }


def _can_widen(values: np.ndarray, array: StoredArray) -> bool:
    plain = values.dtype.kind in "iuf" and array.dtype not in ("string", "bool")
    return plain and not array.static and "_FillValue" not in array.attributes


def _fitting(item: xr.Dataset, array: StoredArray, widen: bool = False) -> np.ndarray:

    variable = item.variables[array.name]
    place = f"{origin(item)}variable {array.name!r}"
    if set(variable.dims) != set(array.dims):
        raise GridError(
            "{place} has dimensions {dims}, but the store has {dims2}",
            place=place,
            dims=variable.dims,
            dims2=array.dims,
        )
    values, attributes = encode(variable.transpose(*array.dims), array.name)
    values, attributes = _in_unit_of(values, attributes, array)
    if values.shape != array.shape:
        raise GridError(
            "{place} has shape {shape}, but the store's is {shape2}",
            place=place,
            shape=values.shape,
            shape2=array.shape,
        )
    if not fits(values, array.dtype) and not (widen and _can_widen(values, array)):
        raise GridError(
            "{place} has type {dtype}, but the store {dtype2}, which would lose digits",
            place=place,
            dtype=values.dtype,
            dtype2=array.dtype,
        )
    for key in ("units", "calendar"):
        if attributes.get(key) != array.attributes.get(key):
            raise GridError(
                "{place} has {key} {get}, but the store {get2}",
                place=place,
                key=key,
                get=repr(attributes.get(key)),
                get2=repr(array.attributes.get(key)),
            )
    if array.static and not _same(values, array.values):
        raise GridError(
            "{place} differs from that of the items already stored; only items on "
            "the same coordinates fit into one store",
            place=place,
        )
    return values


def _same(left: np.ndarray, right: np.ndarray) -> bool:
    import numpy as np

    return bool(np.array_equal(left, right, equal_nan=left.dtype.kind == "f"))
