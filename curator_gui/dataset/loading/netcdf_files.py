"""Read NetCDF files, of those that several items share the part of one.

Such a file has its items along one dimension. It says which slots they had while it was written,
and of which index the first slot is; files of earlier versions do not say the latter.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from curator_gui.dataset.own_files import DatasetError, refuse_index

MASK = "written"
DIMENSION = "curator_slots"
NUMBERS = "curator_slot_numbers"
FIRST = "curator_first_index"
OWN = (DIMENSION, NUMBERS, FIRST)
"""Attributes by which a shared file is read."""

Beside = tuple[int, int]
"""How many of the items in a file have smaller indices, and how many there are at all."""


def read_netcdf(path: Path, index: int) -> dict[str, npt.NDArray[Any]]:
    """Read all variables of a file, of a shared one what the item of an index has.

    Raises
    ------
    DatasetError
        If a shared file does not have the item, or does not say where.
    """
    import netCDF4

    with netCDF4.Dataset(path) as file:
        file.set_auto_mask(False)
        file.set_auto_scale(True)
        place = _place_in(file, path, index, None)
        return {
            str(name): np.asarray(_part(variable, place))
            for name, variable in file.variables.items()
            if name != MASK
        }


def _part(variable: Any, place: tuple[str, int] | None) -> Any:
    is_stacked = place is not None and variable.dimensions[:1] == (place[0],)
    return variable[place[1]] if place is not None and is_stacked else variable[...]


def place_of(path: Path, index: int, beside: Beside | None = None) -> tuple[str, int] | None:
    """Return the dimension of a shared file and where on it an item stands; None of other files.

    `beside` tells it of files of earlier versions.

    Raises
    ------
    DatasetError
        If it does not have the item, does not say where, or is damaged.
    """
    import netCDF4

    try:
        with netCDF4.Dataset(path) as file:
            return _place_in(file, path, index, beside)
    except OSError as error:
        raise DatasetError("{path} cannot be read: {error}", path=path, error=error) from error


def _place_in(file: Any, path: Path, index: int, beside: Beside | None) -> tuple[str, int] | None:
    if DIMENSION not in file.ncattrs() or MASK not in file.variables:
        return None
    slots = _slots(file)
    if FIRST in file.ncattrs():
        slot = index - int(file.getncattr(FIRST))
    else:
        slot = _slot_by_rank(path, slots, beside)
    if slot not in slots:
        refuse_index(path, index)
    is_closed = NUMBERS in file.ncattrs()
    return str(file.getncattr(DIMENSION)), slots.index(slot) if is_closed else slot


def _slots(file: Any) -> list[int]:
    """Return the slots that hold an item, in the order of the file."""
    if NUMBERS in file.ncattrs():
        return [int(number) for number in np.atleast_1d(file.getncattr(NUMBERS))[1:]]
    return [int(slot) for slot in np.flatnonzero(np.ma.getdata(file.variables[MASK][:]))]


def _slot_by_rank(path: Path, slots: list[int], beside: Beside | None) -> int:
    if beside is None or len(slots) != beside[1]:
        raise DatasetError(
            "{path} holds several items and was written by an earlier version, which did not note "
            "which is which; run them again, or open it with xarray",
            path=path,
        )
    return sorted(slots)[beside[0]]
