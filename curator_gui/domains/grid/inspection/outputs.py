"""Read gridded data sets that were written, for the preview of an output."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from curator_gui.core.measuring.inspection import Contents, ForeignFileError
from curator_gui.core.storage.containers.tar_samples import Arrays, iterate
from curator_gui.domains.grid.errors import READ_ERRORS, unreadable
from curator_gui.domains.grid.formats.opening import open_netcdf, open_zarr
from curator_gui.domains.grid.inspection.describe import INSPECTOR

if TYPE_CHECKING:
    import xarray as xr

MAX_BYTES = 128 << 20
"""Larger data sets are shown at one place of their leading dimensions."""

WRITTEN = "written"


def read_netcdf(path: Path) -> Contents:
    """Read a NetCDF file, one place of it if it is large.

    Raises
    ------
    GridError
        If it is damaged.
    """
    return _contents(open_netcdf(str(path)), path)


def read_store(path: Path) -> Contents:
    """Read a Zarr store, one place of it if it is large.

    Raises
    ------
    ForeignFileError
        If its arrays have no named dimensions, so that it is no gridded data set.
    GridError
        If it is damaged.
    """
    try:
        dataset = open_zarr(str(path))
    except Exception as error:
        if "dimension" in str(error):  # xarray: neither dimension_names nor _ARRAY_DIMENSIONS
            raise ForeignFileError("{path} is no gridded data set", path=path) from error
        raise
    if not dataset.data_vars:
        dataset.close()
        raise ForeignFileError("{path} is no gridded data set", path=path)
    return _contents(dataset, path)


def read_shard(path: Path) -> Contents:
    """Read the items of a shard that `WebDatasetSink` wrote, one by one.

    Raises
    ------
    ForeignFileError
        If its samples are of another kind.
    """
    _, about = next(iterate(path), ({}, {}))
    if "dimensions" not in about:
        raise ForeignFileError("{path} is no gridded data set", path=path)
    return Contents((dataset_of(*sample) for sample in iterate(path)), INSPECTOR)


def dataset_of(arrays: Arrays, about: dict[str, Any]) -> xr.Dataset:
    """Make the data set of a sample, of its arrays by name and what its JSON says of them."""
    import xarray as xr

    dims, attributes = about["dimensions"], about["attributes"]
    variables = {n: (dims[n], values, attributes[n]) for n, values in arrays.items()}
    plain = xr.Dataset(variables, attrs=about["global_attributes"])
    return xr.decode_cf(plain.set_coords(about["coordinates"]))


def _contents(dataset: xr.Dataset, path: Path) -> Contents:
    try:
        with dataset:
            place = _place(dataset)
            return Contents([dataset.isel(place).load()], INSPECTOR, _words(place, dataset))
    except READ_ERRORS as error:
        unreadable(str(path), error)


def _place(dataset: xr.Dataset) -> dict[str, int]:
    """Choose the first place of leading dimensions until the rest is small enough to be read."""
    place: dict[str, int] = {}
    size = dataset.nbytes
    largest = max(dataset.data_vars.values(), key=lambda variable: variable.nbytes, default=None)
    for dim in map(str, largest.dims[:-2] if largest is not None else ()):
        if size <= MAX_BYTES:
            break
        place[dim] = _first_written(dataset, dim)
        size = dataset.isel(place).nbytes
    return place


def _first_written(dataset: xr.Dataset, dim: str) -> int:
    """Return the first slot that holds an item (`GridZarrSink`), else 0."""
    marks = dataset.get(WRITTEN)
    if marks is None or marks.dims != (dim,):
        return 0
    return int(np.argmax(marks.values))


def _words(place: dict[str, int], dataset: xr.Dataset) -> str:
    if not place:
        return ""
    where = ", ".join(f"{dim} {n} of {dataset.sizes[dim]}" for dim, n in place.items())
    return f"It is large; only one part is shown: {where}."


READERS: dict[str, Callable[[Path], Contents]] = {
    ".nc": read_netcdf,
    ".nc4": read_netcdf,
    ".cdf": read_netcdf,
    ".zarr": read_store,
    ".tar": read_shard,
}
