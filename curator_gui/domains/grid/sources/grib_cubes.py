"""Open one hypercube of a GRIB file as an `xarray.Dataset`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from curator_gui.core.remote.addresses import is_address
from curator_gui.core.remote.copies import local_copy
from curator_gui.core.text.listing import listed_names
from curator_gui.domains.grid.errors import READ_ERRORS, GridError, unreadable
from curator_gui.domains.grid.formats.opening import LIBRARY_LOCK
from curator_gui.domains.grid.listing import Axis
from curator_gui.domains.grid.sources.grib_fields import CubeFields
from curator_gui.domains.grid.sources.grib_messages import (
    GribFile,
    Hypercube,
    chosen,
    hypercubes,
    read_messages,
)

if TYPE_CHECKING:
    import xarray as xr


def local_file(path: str) -> str:
    """Return a path on this computer: of a remote file that of its copy."""
    return local_copy(path) if is_address(path) else path


VALID_TIME = "valid_time"
_HEADER_DIMENSIONS = ("number", "time", "step", VALID_TIME)


def grib_file(path: str, leave_out_damaged: bool) -> GribFile:
    """Read what messages a file has; a remote one is copied here first.

    Raises
    ------
    GridError
        If it cannot be read, has no message, or has damaged ones that may not be left out.
    """
    try:
        with LIBRARY_LOCK:
            found = read_messages(local_file(path))
    except READ_ERRORS as error:
        unreadable(path, error)
    if found.damage and not (leave_out_damaged and found.fields):
        raise GridError("{path} is damaged: {damage}", path=path, damage=damage_text(found))
    if not found.fields:
        raise GridError("{path} holds no GRIB message", path=path)
    return found


def damage_text(found: GribFile) -> str:
    """List the damage of a file for a message, the first three."""
    return listed_names(found.damage, 3, "; ")


def grib_cubes(path: str, by_valid_time: bool, leave_out_damaged: bool) -> list[Hypercube]:
    """List the hypercubes of a file.

    Raises
    ------
    GridError
        As `grib_file`, or if two fields stand at the same position.
    """
    fields = grib_file(path, leave_out_damaged).fields
    return hypercubes(path, fields, by_valid_time)


def open_grib(
    path: str, name: str | None, dimension: str | None, leave_out_damaged: bool
) -> xr.Dataset:
    """Open a hypercube; an empty dataset if none is named and there are several.

    The dimension that items are taken along stays one, also where it has one position.

    Raises
    ------
    GridError
        If the file cannot be read, or has no hypercube of this name.
    """
    import xarray as xr

    by_valid_time = dimension == VALID_TIME
    cubes = grib_cubes(path, by_valid_time, leave_out_damaged)
    cube = chosen(cubes, name)
    if cube is None and name is None:
        return xr.Dataset()
    if cube is None:
        have = listed_names(cube.name for cube in cubes)
        raise GridError(
            "{path} has no group {name}; it has {have}", path=path, name=repr(name), have=have
        )
    return _without_single(_opened(path, cube, by_valid_time), cube, dimension)


def _opened(path: str, cube: Hypercube, by_valid_time: bool) -> xr.Dataset:
    import xarray as xr
    from cfgrib import DatasetBuildError
    from eccodes import CodesInternalError

    options = {
        "time_dims": (VALID_TIME,) if by_valid_time else ("time", "step"),
        "errors": "raise",
        "squeeze": False,
    }
    try:
        with LIBRARY_LOCK:
            # A mapping of messages: cfgrib makes no index file for it.
            dataset: xr.Dataset = xr.open_dataset(
                CubeFields(local_file(path), cube),  # type: ignore[arg-type]
                engine="cfgrib",
                cache=False,
                decode_timedelta=False,
                backend_kwargs=options,
            )
    except (*READ_ERRORS, DatasetBuildError, CodesInternalError, EOFError) as error:
        unreadable(path, error)
    # It tells when the file was opened, which would make each reading different.
    dataset.attrs.pop("history", None)
    return dataset


def _without_single(dataset: xr.Dataset, cube: Hypercube, dimension: str | None) -> xr.Dataset:
    names = (*_HEADER_DIMENSIONS, next(cube.fields).level_type)
    single = [name for name in names if dataset.sizes.get(name) == 1 and name != dimension]
    return dataset.squeeze(single)


def grib_axis(dataset: xr.Dataset, dimension: str) -> Axis:
    """Return the positions of a hypercube along a dimension; raises KeyError without it."""
    size = dataset.sizes[dimension]
    found = dataset.coords.get(dimension)
    if found is None:
        return Axis(size)
    return Axis(size, found.values, str(found.attrs.get("units", "")))
