"""Leave empty slots out of the NetCDF files of a finished run, and give them back for another.

While a run writes, every index of a group has its slot. Closing keeps those that hold an item, in
the order of their label; the file says then which slots these were (`NETCDF_SLOTS`), so that
reopening can give every index its own again. Both write a new file and rename it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from curator_gui.core.storage.files import atomic_path
from curator_gui.domains.grid.errors import READ_ERRORS, GridError, unreadable
from curator_gui.domains.grid.formats.layout import MASK, NETCDF_MARKER, NETCDF_SLOTS
from curator_gui.domains.grid.formats.opening import LIBRARY_LOCK

if TYPE_CHECKING:
    import netCDF4
    import numpy as np

Describe = Callable[[int], str]


def close_file(path: Path, describe: Describe) -> int:
    """Keep only the slots that hold an item; return how many were left out.

    A file that is closed already, or has no empty slot and the order of its label, stays as it is.
    `describe` names a slot for messages.

    Raises
    ------
    GridError
        If two items have the same label, or the file is not ours.
    """
    import numpy as np

    with LIBRARY_LOCK, opened_file(path, "r") as file:
        if NETCDF_SLOTS in file.ncattrs():
            return 0
        written = np.ma.getdata(file.variables[MASK][:]).astype(bool)
        slots = _in_order(file, path, np.flatnonzero(written), describe)
        if slots.tolist() == list(range(len(written))):
            return 0
        marks = {NETCDF_SLOTS: np.array([len(written), *slots], dtype="i4")}
        _rewrite(path, file, slots.tolist(), list(range(len(slots))), len(slots), marks)
    return len(written) - len(slots)


def slots_written(path: Path, slots: Sequence[int]) -> list[int]:
    """Return those of these slots that hold an item; none of a closed file."""
    import numpy as np

    with LIBRARY_LOCK, opened_file(path, "r") as file:
        if NETCDF_SLOTS in file.ncattrs():
            return []
        written = np.ma.getdata(file.variables[MASK][:]).astype(bool)
        return [slot for slot in slots if slot < len(written) and written[slot]]


def reopen_file(path: Path) -> None:
    """Give every item of a closed file the slot of its index again."""
    with LIBRARY_LOCK, opened_file(path, "r") as file:
        if NETCDF_SLOTS not in file.ncattrs():
            return
        count, *slots = (int(number) for number in file.getncattr(NETCDF_SLOTS))
        _rewrite(path, file, list(range(len(slots))), slots, count, {})


@contextmanager
def opened_file(
    path: Path, mode: Literal["r", "r+"], named: Path | None = None
) -> Iterator[netCDF4.Dataset]:
    """Open a file of several items with its values as they are stored.

    Raises
    ------
    GridError
        If it was written by something else; the message has the name `named`.
    """
    import netCDF4

    try:
        file = netCDF4.Dataset(path, mode)
    except READ_ERRORS as error:
        unreadable(str(named or path), error)
    with file:
        if MASK not in file.variables or NETCDF_MARKER not in file.ncattrs():
            raise GridError(
                "{path} was not written by this sink; choose another folder or name",
                path=named or path,
            )
        file.set_auto_maskandscale(False)
        yield file


def _in_order(
    file: netCDF4.Dataset, path: Path, slots: np.ndarray, describe: Describe
) -> np.ndarray:
    """Return the slots in the order of their label, if they have one that can be ordered."""
    import numpy as np

    label = file.variables.get(file.getncattr(NETCDF_MARKER))
    if label is None or label.ndim != 1 or label.dtype.kind not in "iuf":
        return slots
    if "units" not in label.ncattrs():
        return slots
    labels = label[:][slots]
    order = np.argsort(labels, kind="stable")
    twice = np.flatnonzero(labels[order][1:] == labels[order][:-1])
    missing = getattr(label, "_FillValue", None)
    if twice.size and labels[order][twice[0]] != missing:
        first, second = (int(slots[order[twice[0] + n]]) for n in (0, 1))
        raise GridError(
            "{path}: {first} and {second} have the same {name}; leave one out, or stack along "
            "another dimension",
            path=path,
            first=describe(first),
            second=describe(second),
            name=label.name,
        )
    return slots[order]


def _rewrite(
    path: Path,
    old: netCDF4.Dataset,
    sources: Sequence[int],
    targets: Sequence[int],
    length: int,
    marks: Mapping[str, Any],
) -> None:
    """Write a file of `length` slots in the place of the old one, with these slots of it."""
    import netCDF4

    dimension = old.getncattr(NETCDF_MARKER)
    with atomic_path(path) as part, netCDF4.Dataset(part, "w", format="NETCDF4") as new:
        new.set_auto_maskandscale(False)
        kept = {key: old.getncattr(key) for key in old.ncattrs() if key != NETCDF_SLOTS}
        new.setncatts({**kept, **marks})
        for name, found in old.dimensions.items():
            new.createDimension(name, length if name == dimension else found.size)
        for name, variable in old.variables.items():
            copy = _empty_copy(new, name, variable)
            if variable.dimensions[:1] != (dimension,):
                copy[...] = variable[...]
                continue
            if name == MASK:
                copy[:] = 0
            for source, target in zip(sources, targets, strict=True):
                values = variable[source]
                copy[target] = values if getattr(values, "ndim", 0) else _scalar(values)


def _scalar(values: Any) -> Any:
    return values.item() if hasattr(values, "item") else values


def _empty_copy(new: netCDF4.Dataset, name: str, variable: Any) -> Any:
    text = variable.dtype is str
    filters = {} if text else variable.filters() or {}
    packed = bool(filters.get("zlib"))
    chunks = variable.chunking()
    attributes = {key: variable.getncattr(key) for key in variable.ncattrs()}
    copy = new.createVariable(
        name,
        variable.dtype,
        variable.dimensions,
        zlib=packed,
        complevel=filters.get("complevel") or 1,
        shuffle=bool(filters.get("shuffle")),
        chunksizes=chunks if packed and isinstance(chunks, list) else None,
        fill_value=attributes.pop("_FillValue", None),
    )
    copy.setncatts(attributes)
    return copy
