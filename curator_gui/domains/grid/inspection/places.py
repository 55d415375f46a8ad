"""Read one item out of a file or store that many items share, to draw it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from curator_gui.core.measuring.inspection import Contents
from curator_gui.core.storage.containers.tar_samples import Arrays
from curator_gui.domains.grid.errors import READ_ERRORS, GridError, unreadable
from curator_gui.domains.grid.formats.layout import NETCDF_SLOTS
from curator_gui.domains.grid.formats.opening import open_netcdf, open_zarr
from curator_gui.domains.grid.inspection.describe import INSPECTOR
from curator_gui.domains.grid.inspection.outputs import WRITTEN, dataset_of


def read_place(path: Path, place: Mapping[str, int]) -> Contents:
    """Read a data set at one position of some of its dimensions.

    Raises
    ------
    GridError
        If it is damaged.
    """
    is_store = path.suffix.lower() == ".zarr"
    try:
        with open_zarr(str(path)) if is_store else open_netcdf(str(path)) as dataset:
            found = dataset.drop_vars(WRITTEN, errors="ignore").isel(place).load()
    except READ_ERRORS as error:
        unreadable(str(path), error)
    return Contents([found], INSPECTOR)


def place_in_file(path: Path, rank: int, count: int) -> dict[str, int]:
    """Return where a NetCDF file of a group has its item of a rank; nothing if it is no such file.

    Parameters
    ----------
    path
        The file. Its items have slots in the order of their indices; closing it sorts them.
    rank, count
        How many items with smaller indices, and how many at all, are in it.

    Raises
    ------
    GridError
        If the file has another number of items.
    """
    import numpy as np

    with open_netcdf(str(path)) as dataset:
        marks = dataset.get(WRITTEN)
        if marks is None or marks.ndim != 1:
            return {}
        closed = dataset.attrs.get(NETCDF_SLOTS)
        slots = np.flatnonzero(marks.values) if closed is None else np.atleast_1d(closed)[1:]
        if len(slots) != count:
            raise GridError("{path} does not tell which of its items is which", path=path)
        slot = np.sort(slots)[rank]
        place = slot if closed is None else np.flatnonzero(slots == slot)[0]
        return {str(marks.dims[0]): int(place)}


def sample_contents(arrays: Arrays, about: dict[str, Any]) -> Contents:
    """Return what a sample of a shard holds, of its arrays and its JSON."""
    return Contents([dataset_of(arrays, about)], INSPECTOR)
