"""NetCDF files that hold several neighbouring items, stacked along a dimension in front.

Writing an item copies the group's file, fills the slot in the copy and renames it. So the file
under the final name is always whole and holds every item reported as finished, whatever happens
to the worker; the copy costs about as much as the system's cache is slow, since it was just
written.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from curator_gui.core.files import atomic_path
from curator_gui.domains.grid.errors import READ_ERRORS, GridError, unreadable
from curator_gui.domains.grid.formats.encoding import json_attributes
from curator_gui.domains.grid.formats.layout import (
    MASK,
    NETCDF_MARKER,
    StoredArray,
    describe_item,
    slot_values,
)
from curator_gui.domains.grid.formats.opening import LIBRARY_LOCK

if TYPE_CHECKING:
    import netCDF4
    import numpy as np
    import xarray as xr


def write_slot(
    path: Path, item: xr.Dataset, slot: int, size: int, dimension: str, compression: int
) -> None:
    """Put an item into one of the `size` slots of a file, which is made if there is none.

    Raises
    ------
    GridError
        If the file is not ours, or the item does not fit to those in it.
    """
    with LIBRARY_LOCK, atomic_path(path) as part:
        if path.is_file():
            shutil.copyfile(path, part)
        else:
            _create(part, item, size, dimension, compression)
        with _opened(part, path) as file:
            stored = _stored_arrays(file, dimension)
            _check_slots(file, dimension, size, path)
            _fill_slot(file, slot, slot_values(item, stored))


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
    with LIBRARY_LOCK, atomic_path(path) as part:
        shutil.copyfile(path, part)
        with _opened(part, path) as file:
            mask = file.variables[MASK]
            mask[list(slots)] = 0
            kept = bool(mask[:].any())
            if kept:
                _check_slots(file, dimension, size, path)
    if not kept:
        path.unlink()


def _opened(part: Path, path: Path) -> netCDF4.Dataset:
    import netCDF4

    try:
        file = netCDF4.Dataset(part, "r+")
    except READ_ERRORS as error:
        unreadable(str(path), error)
    if MASK not in file.variables or NETCDF_MARKER not in file.ncattrs():
        file.close()
        raise GridError(
            "{path} was not written by this sink; choose another folder or name", path=path
        )
    file.set_auto_maskandscale(False)
    return file


def _check_slots(file: netCDF4.Dataset, dimension: str, size: int, path: Path) -> None:
    found, count = file.getncattr(NETCDF_MARKER), file.variables[MASK].shape[0]
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


def _create(part: Path, item: xr.Dataset, size: int, dimension: str, compression: int) -> None:
    import netCDF4

    arrays = describe_item(item)
    extra = sorted(str(name) for name in item.coords if name not in item.dims)
    with netCDF4.Dataset(part, "w", format="NETCDF4") as file:
        file.set_auto_maskandscale(False)
        file.setncatts({**netcdf_attributes(json_attributes(item.attrs)), NETCDF_MARKER: dimension})
        for name, length in {dimension: size, **item.sizes}.items():
            file.createDimension(str(name), length)
        for array in arrays.values():
            _create_variable(file, array, dimension, compression, extra)
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
    attributes = netcdf_attributes(array.attributes)
    fill = attributes.pop("_FillValue", None)
    number = array.dtype != "string"
    dims = array.dims if array.static else (dimension, *array.dims)
    packed = compression > 0 and number and bool(array.dims)
    kind: Any = {"string": str, "bool": "i1"}.get(array.dtype, array.dtype)
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


def netcdf_attributes(attributes: Mapping[str, Any]) -> dict[str, Any]:
    """Return JSON attributes as NetCDF can hold them: Booleans as 0 and 1, null as empty text."""
    return {
        key: int(value) if isinstance(value, bool) else "" if value is None else value
        for key, value in attributes.items()
    }


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
