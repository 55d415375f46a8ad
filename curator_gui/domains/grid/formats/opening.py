"""Open NetCDF files and Zarr stores as `xarray.Dataset`, with errors that name the file.

Times are decoded by the CF conventions. Some climate files have units that no calendar knows
("hour since 0000-01-01"): those are opened with the numbers as stored, and a warning. Durations
("hours") stay numbers too.
"""

from __future__ import annotations

import json
import os
import threading
import warnings
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from curator_gui.core.message import Message
from curator_gui.core.remote.addresses import (
    FRESH_SECONDS,
    file_system,
    is_address,
    told_of,
)
from curator_gui.core.remote.copies import local_copy
from curator_gui.core.remote.remote_errors import asking
from curator_gui.core.storage.containers.bounded_zarr import bound_zarr
from curator_gui.core.storage.containers.hdf5_links import check_links
from curator_gui.core.storage.containers.hdf5_packing import PackingError
from curator_gui.core.storage.containers.stray_links import StrayLinkError
from curator_gui.core.trust.secrets import expanded
from curator_gui.domains.common.classic_netcdf import missing_bytes
from curator_gui.domains.grid.errors import READ_ERRORS, GridError, unreadable
from curator_gui.domains.grid.formats.encoding import with_ranges_unpacked
from curator_gui.domains.grid.formats.layout import FLAT_COORDINATES, ZARR_MARKER
from curator_gui.domains.grid.formats.netcdf_types import (
    LEFT_OUT,
    is_ragged,
    left_out,
    opened_with_skipped,
    quietly,
)
from curator_gui.domains.grid.formats.references.zarr_references import (
    is_references,
    references_store,
)
from curator_gui.domains.grid.listing import Axis
from curator_gui.domains.grid.times import with_rounded_times

if TYPE_CHECKING:
    import netCDF4
    import xarray as xr

MAX_POSITIONS = 200_000_000
"""Positions of one file that can be listed: their values take 8 bytes each."""

LIBRARY_LOCK = threading.RLock()
"""Held around every call into netCDF4.

The C library is not thread-safe and netCDF4 lets other threads run meanwhile: in the parent, the
check of a document must not open a file while a run counts its items. xarray's own locks cover
reading values, but not headers.
"""


def open_netcdf(path: str, group: str | None = None) -> xr.Dataset:
    """Open a local NetCDF file or the copy of a remote one, or a group in it.

    Raises
    ------
    GridError
        If it is missing, empty, damaged or no NetCDF file.
    """
    import xarray as xr

    def open_it(*, decode_times: bool) -> xr.Dataset:
        target = netcdf_target(path)
        unusable = _looked_at(target, group)
        with quietly():
            opened: xr.Dataset = xr.open_dataset(
                target,
                engine="netcdf4",
                decode_times=decode_times,
                decode_timedelta=False,
                cache=False,
                group=group,
                drop_variables=list(unusable),
            )
        opened.encoding[LEFT_OUT] = unusable
        return _with_meanings(opened)

    with LIBRARY_LOCK:
        return _open_decoded(path, open_it)


def _looked_at(target: str, group: str | None) -> dict[str, Message]:
    """Name the variables of types that no array has, each with its type.

    A file is refused whose coordinates, which xarray reads at once, promise more than can be held.

    Raises
    ------
    GridError
        Saying how many values that would be.
    """
    with opened_with_skipped(target) as (file, skipped):
        node = file[group] if group else file
        believed_size(sum(v.size for name, v in node.variables.items() if v.dimensions == (name,)))
        return left_out(node, skipped)


def _refuse_endless_arrays(path: str, group: str | None) -> None:
    """Do the same for the arrays of a Zarr store that have one dimension."""
    import zarr

    place = zarr.open_group(zarr_target(path), path=group or "", mode="r")
    arrays = [array for _, array in place.arrays() if array.ndim == 1]
    names = [_dimensions(array) for array in arrays]
    axes = (a for a, own in zip(arrays, names, strict=True) if own in ((), (a.basename,)))
    believed_size(sum(array.size for array in axes))


def _dimensions(array: Any) -> tuple[str, ...]:
    """Return the names of an array's dimensions as either format has them; () if it has none."""
    own = getattr(array.metadata, "dimension_names", None)
    return tuple(own or array.attrs.get("_ARRAY_DIMENSIONS", ()))


def _with_meanings(dataset: xr.Dataset) -> xr.Dataset:
    """Tell the meanings of enumerated values as CF does; the type that has them gets lost."""
    for variable in dataset.variables.values():
        kind = variable.encoding.get("dtype")
        meanings = (getattr(kind, "metadata", None) or {}).get("enum")
        if meanings and "flag_values" not in variable.attrs:
            values = _array(list(meanings.values()), kind)
            names = " ".join(str(name).replace(" ", "_") for name in meanings)
            variable.attrs |= {"flag_values": values, "flag_meanings": names}
    return dataset


def _array(values: list[int], kind: Any) -> Any:
    import numpy as np

    return np.array(values, dtype=np.dtype(kind).str)


def open_zarr(path: str, group: str | None = None) -> xr.Dataset:
    """Open a local or remote Zarr store of format 2 or 3, or a group in it.

    Raises
    ------
    GridError
        If there is no store or its metadata cannot be read.
    """
    import xarray as xr

    def open_it(*, decode_times: bool) -> xr.Dataset:
        _refuse_endless_arrays(path, group)
        opened: xr.Dataset = xr.open_zarr(
            zarr_target(path),
            chunks=None,
            consolidated=_is_consolidated(path),
            decode_times=decode_times,
            decode_timedelta=False,
            group=group,
        )
        marker = opened.attrs.get(ZARR_MARKER)
        if group is None and isinstance(marker, Mapping) and marker.get("layout") == "flat":
            lasting = xr.open_zarr(
                zarr_target(path),
                chunks=None,
                consolidated=_is_consolidated(path),
                decode_times=decode_times,
                decode_timedelta=False,
                group=FLAT_COORDINATES,
            )
            names = [name for name in marker["coordinates"] if name in {*opened, *lasting}]
            opened = opened.merge(lasting).set_coords(names)
        return opened

    return _open_decoded(path, open_it)


def _open_decoded(path: str, open_it: Callable[..., xr.Dataset]) -> xr.Dataset:
    try:
        return with_ranges_unpacked(with_rounded_times(open_it(decode_times=True)))
    except READ_ERRORS as error:
        # xarray: ValueError "unable to decode time units"; pandas and cftime raise OverflowError.
        if "decode time" not in str(error):
            unreadable(path, error)
        cause = str(error).split(". ")[0]
    try:
        dataset = open_it(decode_times=False)
    except READ_ERRORS as error:
        unreadable(path, error)
    dataset = with_ranges_unpacked(dataset)
    warnings.warn(f"{path}: times are kept as stored numbers: {cause}", UserWarning, stacklevel=3)
    return dataset


def has_texts(dataset: xr.Dataset) -> bool:
    """Whether a file has texts: kept open, it ends the process when it is opened once more.

    HDF5 reads memory that was freed then (netCDF4 1.7.5).
    """
    kinds = ((v.dtype.kind, v.encoding.get("dtype")) for v in dataset.variables.values())
    return any(kind in "UT" or (kind == "O" and stored is str) for kind, stored in kinds)


def netcdf_target(path: str) -> str:
    """Return what the netCDF4 library can open: a local path, of a remote file that of its copy.

    Raises
    ------
    GridError
        If the file is empty, missing, shorter than its header says, or would read from others.
    """
    local = local_copy(path) if is_address(path) else path
    if os.stat(local).st_size == 0:  # noqa: PTH116 - once per item
        raise GridError("{path} cannot be read: the file is empty", path=path)
    missing = missing_bytes(local)
    if missing:
        raise GridError(
            "{path} is cut off: at least {missing} bytes are not there",
            path=path,
            missing=f"{missing:,}",
        )
    _check_links(path, local)
    return local


def _check_links(path: str, local: str) -> None:
    try:
        check_links(path, local if is_address(path) else None)
    except (StrayLinkError, PackingError) as error:
        raise GridError("{error}", error=error) from error


def zarr_target(path: str) -> Any:
    """Return what zarr can open: a local path, or a store over fsspec.

    Raises
    ------
    GridError
        If there is no such folder, or references lead elsewhere or nowhere.
    """
    bound_zarr()
    if not is_address(path) and is_references(path):
        return references_store(path)
    if not is_address(path):
        if not os.path.isdir(path):  # noqa: PTH112
            raise GridError("{path} cannot be read: there is no such folder", path=path)
        return path
    from zarr.storage import FsspecStore

    with asking(path):
        told_of(path, older_than=FRESH_SECONDS)  # before it is read: what changes later is newer
    return FsspecStore.from_url(expanded(path), read_only=True)


def _is_consolidated(path: str) -> bool:
    """Whether the metadata of all arrays is in one object; asking xarray to guess makes it warn.

    Raises
    ------
    GridError
        If these are references of kerchunk at an address: their chunks would all seem unwritten.
    """
    if not is_address(path) and is_references(path):
        return False
    found = _metadata(path, ".zmetadata")
    if b'"record_size"' in found and "record_size" in json.loads(found):
        raise GridError(
            "{path} holds references (kerchunk) in Parquet, which are read from local "
            "folders only: copy it, and what it refers to, into one folder",
            path=path,
        )
    text = _metadata(path, "zarr.json")
    return bool(found) or bool(json.loads(text or b"{}").get("consolidated_metadata"))


def _metadata(path: str, name: str) -> bytes:
    """Return a store's object of metadata; empty if it has none."""
    try:
        if not is_address(path):
            return Path(path, name).read_bytes()
        system, root = file_system(path)
        return bytes(system.cat_file(f"{root}/{name}"))
    except FileNotFoundError:
        return b""


def netcdf_groups(path: str) -> list[str]:
    """List the groups of a NetCDF file that hold variables, with `/` between the levels."""
    with LIBRARY_LOCK, opened_with_skipped(netcdf_target(path)) as (file, _):
        return list(_groups_with_variables(file, ""))


def _groups_with_variables(node: Any, prefix: str) -> Iterator[str]:
    for name, group in node.groups.items():
        if group.variables:
            yield f"{prefix}{name}"
        yield from _groups_with_variables(group, f"{prefix}{name}/")


def zarr_groups(path: str) -> list[str]:
    """List the groups of a Zarr store that hold arrays, with `/` between the levels."""
    import zarr

    from curator_gui.domains.common.plain_files import zarr_arrays

    root: Any = zarr.open_group(zarr_target(path), mode="r")
    names = {name.rpartition("/")[0] for name, _ in zarr_arrays(root)}
    return sorted(name for name in names if name)


def netcdf_axis(path: str, dimension: str, group: str | None = None) -> Axis:
    """Read the header of a NetCDF file: how many positions the dimension has, and their values.

    Raises
    ------
    Exception
        Whatever the library raises for a file that cannot be read, or has no such dimension.
    """
    with LIBRARY_LOCK, opened_with_skipped(netcdf_target(path)) as (file, _):
        return _file_axis(file[group] if group else file, dimension)


def believed_size(size: int) -> int:
    """Return how many positions a dimension has, unless that is more than could be listed.

    A header of a few bytes can promise any number, and its values would be read to be listed.

    Raises
    ------
    GridError
        If it promises too many.
    """
    if size > MAX_POSITIONS:
        raise GridError(
            "promises {n} positions, more than the {most} that one file may have",
            n=f"{size:,}",
            most=f"{MAX_POSITIONS:,}",
        )
    return size


def _file_axis(file: netCDF4.Dataset, dimension: str) -> Axis:
    node = file
    while dimension not in node.dimensions and node.parent is not None:
        node = node.parent  # a group sees the dimensions of those it is in
    size = believed_size(node.dimensions[dimension].size)
    variable = file.variables.get(dimension, node.variables.get(dimension))
    if variable is None or variable.dimensions != (dimension,) or is_ragged(variable):
        return Axis(size)
    return coordinate_axis(variable)


def coordinate_axis(variable: netCDF4.Variable[Any]) -> Axis:
    """Return the values of a coordinate as they are stored; a scalar is one position."""
    units, calendar = getattr(variable, "units", ""), getattr(variable, "calendar", "standard")
    values = _plain(variable[...]).reshape(-1)
    return Axis(len(values), values, str(units), calendar)


def zarr_axis(path: str, dimension: str, group: str | None = None) -> Axis:
    """Read the metadata of a Zarr store: positions of the dimension, as `netcdf_axis`."""
    believed_size(_stored_length(path, dimension, group))
    with open_zarr(path, group) as dataset:
        size = believed_size(dataset.sizes[dimension])
        found = dataset.coords.get(dimension)
        return Axis(size) if found is None else Axis(size, _plain(found.values))


def _stored_length(path: str, dimension: str, group: str | None) -> int:
    """Return the length of a coordinate from its metadata alone; 0 if there is none."""
    import zarr

    place = f"{group}/{dimension}" if group else dimension
    try:
        found = zarr.open_array(zarr_target(path), path=place, mode="r")
    except READ_ERRORS:
        return 0
    return max(found.shape, default=0)


def _plain(values: Any) -> Any:
    """Drop the mask of a coordinate; values of Python objects (cftime) become texts."""
    import numpy as np

    array = np.ma.getdata(values)
    if array.dtype.kind != "O":
        return array
    from curator_gui.domains.grid.listing import short_time

    return np.array([short_time(getattr(v, "isoformat", v.__str__)()) for v in array], dtype=str)
