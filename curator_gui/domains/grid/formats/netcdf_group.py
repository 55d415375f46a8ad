"""NetCDF files that hold several neighboring items, stacked along a dimension in front.

Writing an item copies the group's file, fills the slot in the copy and renames it. So the file
under the final name is always whole and holds every item reported as finished, whatever happens
to the worker; the copy costs about as much as the system's cache is slow, since it was just
written.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from curator_gui.core.storage.files import atomic_path
from curator_gui.domains.grid.errors import GridError
from curator_gui.domains.grid.formats.encoding import json_attributes
from curator_gui.domains.grid.formats.layout import (
    ENCODING,
    MASK,
    NETCDF_FIRST,
    NETCDF_MARKER,
    NETCDF_SLOTS,
    StoredArray,
    describe_item,
    slot_values,
    with_types,
)
from curator_gui.domains.grid.formats.netcdf_closing import opened_file, reopen_file
from curator_gui.domains.grid.formats.opening import LIBRARY_LOCK

_OWN = (*ENCODING, NETCDF_MARKER, NETCDF_FIRST, "dtype")
"""Attributes that the file itself needs."""

if TYPE_CHECKING:
    import netCDF4
    import numpy as np
    import xarray as xr


@dataclass(frozen=True)
class SlotForm:
    """How a file of several items is made; `types` are those that hold the values of all.

    `first` is the index whose slot is the first one.
    """

    size: int
    dimension: str
    compression: int
    first: int = 0
    types: Mapping[str, str] = field(default_factory=dict)


def write_slot(path: Path, item: xr.Dataset, slot: int, form: SlotForm) -> None:
    """Put an item into one of the slots of a file, which is made if there is none.

    Raises
    ------
    GridError
        If the file is not ours, or the item does not fit to those in it.
    """
    with LIBRARY_LOCK, atomic_path(path) as part:
        if path.is_file():
            shutil.copyfile(path, part)
        else:
            _create(part, item, form)
        with opened_file(part, "r+", path) as file:
            stored = _stored_arrays(file, form.dimension)
            _check_slots(file, form.dimension, form.size, path)
            file.setncattr(NETCDF_FIRST, form.first)
            _fill_slot(file, slot, slot_values(item, stored))
            _drop_differing(file, item)


def _drop_differing(file: netCDF4.Dataset, item: xr.Dataset) -> None:
    """Remove the attributes in which an item differs from those before: whoever was first."""
    owners: list[tuple[Any, Any]] = [(file, item)]
    owners += [(v, item.variables[n]) for n, v in file.variables.items() if n in item.variables]
    for owner, found in owners:
        wanted = netcdf_attributes(json_attributes(found.attrs))
        ours = {key: owner.getncattr(key) for key in owner.ncattrs() if key not in _OWN}
        for key, value in json_attributes(ours).items():
            if key not in wanted or wanted[key] != value:
                owner.delncattr(key)


def _fill_slot(file: netCDF4.Dataset, slot: int, arrays: Mapping[str, np.ndarray]) -> None:
    for name, values in arrays.items():
        file.variables[name][slot] = values if values.ndim else values.item()
    file.variables[MASK][slot] = 1


def clear_slots(path: Path, slots: Iterable[int], dimension: str, size: int) -> None:
    """Mark slots of an existing file as not written; remove the file if nothing is left.

    Raises
    ------
    GridError
        If the file is not ours.
    """
    reopen_file(path)
    with LIBRARY_LOCK, atomic_path(path) as part:
        shutil.copyfile(path, part)
        with opened_file(part, "r+", path) as file:
            mask = file.variables[MASK]
            mask[list(slots)] = 0
            kept = bool(mask[:].any())
            if kept:
                _check_slots(file, dimension, size, path)
    if not kept:
        path.unlink()


def refuse_other_slots(path: Path, slots: Iterable[int], dimension: str, size: int) -> None:
    """Refuse a file of other slots if something is left in it without these.

    Raises
    ------
    GridError
        As well if the file is not ours.
    """
    import numpy as np

    with LIBRARY_LOCK, opened_file(path, "r") as file:
        if NETCDF_SLOTS in file.ncattrs():
            count, *there = (int(number) for number in file.getncattr(NETCDF_SLOTS))
        else:
            mask = np.asarray(file.variables[MASK][:], bool)
            count, there = len(mask), np.flatnonzero(mask).tolist()
        if not set(there).issubset(slots):
            _check_count(file, count, dimension, size, path)


def _check_slots(file: netCDF4.Dataset, dimension: str, size: int, path: Path) -> None:
    _check_count(file, file.variables[MASK].shape[0], dimension, size, path)


def _check_count(file: netCDF4.Dataset, count: int, dimension: str, size: int, path: Path) -> None:
    found = file.getncattr(NETCDF_MARKER)
    if (found, count) != (dimension, size):
        raise GridError(
            "{path} holds {count} items along {found} already, not {size} along "
            "{dimension}; remove it or choose another folder",
            path=path,
            count=count,
            found=repr(found),
            size=size,
            dimension=repr(dimension),
        )


def _create(part: Path, item: xr.Dataset, form: SlotForm) -> None:
    import netCDF4

    dimension = form.dimension
    arrays = with_types(describe_item(item), form.types)
    extra = sorted(str(name) for name in item.coords if name not in item.dims)
    with netCDF4.Dataset(part, "w", format="NETCDF4") as file:
        file.set_auto_maskandscale(False)
        file.setncatts({**netcdf_attributes(json_attributes(item.attrs)), NETCDF_MARKER: dimension})
        for name, length in {dimension: form.size, **item.sizes}.items():
            file.createDimension(str(name), length)
        for array in arrays.values():
            _create_variable(file, array, dimension, form.compression, extra)
        mask = file.createVariable(MASK, "i1", (dimension,), fill_value=False)
        mask[:] = 0
        mask.setncatts({"long_name": "whether the item was written", "dtype": "bool"})


def _create_variable(
    file: netCDF4.Dataset,
    array: StoredArray,
    dimension: str,
    compression: int,
    coordinates: Sequence[str],
) -> None:
    kind: Any = {"string": str, "bool": "i1"}.get(array.dtype, array.dtype)
    attributes = netcdf_attributes(array.attributes, None if kind is str else kind)
    fill = attributes.pop("_FillValue", None)
    number = array.dtype != "string"
    dims = array.dims if array.static else (dimension, *array.dims)
    packed = compression > 0 and number and bool(array.dims)
    level: Any = compression or 1
    variable = file.createVariable(
        array.name,
        kind,
        dims,
        zlib=packed,
        complevel=level,
        shuffle=packed,
        chunksizes=None if array.static or not packed else (1, *array.shape),
        fill_value=array.fill if fill is not None or array.dtype.startswith("float") else None,
    )
    if array.dtype == "bool":
        attributes["dtype"] = "bool"  # how xarray marks Boolean variables
    if coordinates and array.dims and array.name not in coordinates and not array.static:
        attributes["coordinates"] = " ".join(coordinates)
    variable.setncatts(attributes)
    if array.static:
        variable[...] = array.values


_TYPED = ("valid_min", "valid_max", "valid_range", "actual_range", "flag_values", "flag_masks")
"""Attributes that have the type of their variable, by the conventions: others are passed over."""


def netcdf_attributes(attributes: Mapping[str, Any], kind: Any = None) -> dict[str, Any]:
    """Return JSON attributes as NetCDF can hold them: Booleans as 0 and 1, null as empty text.

    `kind` is the type of the variable that they belong to.
    """
    plain = {
        key: int(value) if isinstance(value, bool) else "" if value is None else value
        for key, value in attributes.items()
    }
    return plain | {key: _typed(plain[key], kind) for key in _TYPED if key in plain and kind}


def _typed(value: Any, kind: Any) -> Any:
    """Return numbers in another type that holds them; others as they are."""
    import numpy as np

    wanted, own = np.dtype(kind), np.asarray(value)
    if not {wanted.kind, own.dtype.kind} <= set("iuf"):
        return value
    with np.errstate(over="ignore", invalid="ignore"):
        typed = own.astype(wanted)
    return typed[()] if (typed == own).all() else value


def _stored_arrays(file: netCDF4.Dataset, dimension: str) -> dict[str, StoredArray]:
    return {
        str(name): _stored(str(name), variable, dimension)
        for name, variable in file.variables.items()
        if name != MASK
    }


def _stored(name: str, variable: Any, dimension: str) -> StoredArray:
    slotted = variable.dimensions[:1] == (dimension,)
    start = 1 if slotted else 0
    attributes = {key: variable.getncattr(key) for key in variable.ncattrs()}
    dtype = "string" if variable.dtype is str else variable.dtype.name
    return StoredArray(
        name=name,
        dims=tuple(variable.dimensions[start:]),
        shape=tuple(variable.shape[start:]),
        dtype=dtype,
        attributes=json_attributes(attributes),
        static=not slotted,
        values=None if slotted else variable[...],
    )
