"""What a dataset has to hold, so that an item can be made of it; what of it no item can hold."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from curator_gui.core.message import Message
from curator_gui.core.notes import remark
from curator_gui.core.text.listing import listed_names
from curator_gui.domains.grid.errors import GridError
from curator_gui.domains.grid.formats.netcdf_types import of_dataset
from curator_gui.domains.grid.formats.opening import believed_size

if TYPE_CHECKING:
    import xarray as xr


def say_left_out(dataset: xr.Dataset) -> None:
    """Say which variables are not there, because no array can hold them."""
    left = of_dataset(dataset)
    if left:
        names = listed_names(left.values())
        remark(Message("variables of types that no array has are left out: {names}", names=names))


def say_rounded(item: xr.Dataset) -> None:
    """Say which whole numbers lost digits: xarray makes float64 of those that may be missing."""
    names = [str(name) for name, variable in item.variables.items() if _is_rounded(variable)]
    if names:
        remark(
            Message(
                "{names} has whole numbers of more than 16 digits, which are rounded: as some "
                "values may be missing or are packed, they are float64",
                names=listed_names(names),
            )
        )


def _is_rounded(variable: xr.Variable) -> bool:
    import numpy as np

    packing = variable.encoding
    stored = np.dtype(packing.get("dtype") or variable.dtype)
    if stored.kind not in "iu" or stored.itemsize < 8 or variable.dtype.kind != "f":
        return False
    scale, shift = packing.get("scale_factor", 1.0), packing.get("add_offset", 0.0)
    numbers = np.abs((variable.values - shift) / scale)
    return bool(np.fmax.reduce(numbers, axis=None, initial=0.0) >= 2.0**_EXACT)


_EXACT = 53
"""Bits of the whole numbers that float64 has, all of them."""


def picked(dataset: xr.Dataset, path: str, names: Sequence[str]) -> xr.Dataset:
    """Return the dataset with these variables only; with all of them if none are named.

    Raises
    ------
    GridError
        If there is no such variable, or no array can hold it.
    """
    left = of_dataset(dataset)
    for name in names:
        if name in left:
            raise GridError(
                "{path}: no array can hold the variable {name}", path=path, name=left[name]
            )
        if name not in dataset.variables:
            raise GridError(
                "{path} has no variable {missing}; it has {have}",
                path=path,
                missing=repr(name),
                have=listed_names(dataset.data_vars),
            )
    return dataset[list(names)] if names else dataset


def check_contents(
    dataset: xr.Dataset, path: str, group: str | None, groups: Callable[[str], list[str]]
) -> None:
    """Insist on variables.

    Raises
    ------
    GridError
        If there are none, or none that an array can hold; naming groups that have some.
    """
    if dataset.data_vars:
        return
    place = f"the group {group!r} of {path}" if group else path
    left = of_dataset(dataset)
    if left:
        raise GridError(
            "{place} holds no variables but those of types that no array has: {names}",
            place=place,
            names=listed_names(left.values()),
        )
    found = groups(path)
    if found:
        raise GridError(
            "{place} holds no variables; its variables stand in groups: set the group to {groups}",
            place=place,
            groups=listed_names(found),
        )
    raise GridError("{place} holds no variables", place=place)


def check_dimension(dataset: xr.Dataset, path: str, dimension: str | None) -> None:
    """Insist on the dimension along which items are taken.

    Raises
    ------
    GridError
        If there is none of this name, or it promises more positions than can be listed.
    """
    if dimension in dataset.sizes:
        try:
            believed_size(dataset.sizes[dimension])
        except GridError as error:  # it was counted as one index
            raise GridError(
                "{path}: its dimension {dimension} {error}",
                path=path,
                dimension=dimension,
                error=error,
            ) from None
    elif dimension is not None:
        raise GridError(
            "{path} has no dimension {dimension}; it has {have}",
            path=path,
            dimension=repr(dimension),
            have=listed_names(dataset.sizes),
        )
