"""Read one item out of a file or store that many items share, to draw it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from curator_gui.core.measuring.inspection import Contents
from curator_gui.core.storage.containers.tar_samples import Arrays
from curator_gui.domains.grid.errors import READ_ERRORS, unreadable
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


def sample_contents(arrays: Arrays, about: dict[str, Any]) -> Contents:
    """Return what a sample of a shard holds, of its arrays and its JSON."""
    return Contents([dataset_of(arrays, about)], INSPECTOR)
