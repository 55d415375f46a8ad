"""Which files a source has, and which index is which file and position.

Local folders are listed as everywhere (`domains.common.listing`), remote ones with fsspec.
"""

from __future__ import annotations

import os
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from curator_gui.core.masking.texts import masked
from curator_gui.core.message import Message
from curator_gui.core.remote.addresses import file_system, is_address, remember
from curator_gui.core.remote.remote_errors import remote_reason
from curator_gui.domains.common.listing import joined, natural_key, scan
from curator_gui.domains.grid.errors import READ_ERRORS, GridError, reason


@dataclass(frozen=True)
class Axis:
    """The positions of one file along the dimension that items are taken from.

    `values` are the raw numbers of the coordinate (or datetime64), if it has one; `units` and
    `calendar` are those of the CF conventions.
    """

    size: int
    values: Any = None
    units: str = ""
    calendar: str = "standard"

    def label(self, position: int) -> str:
        """Name one position: its coordinate value, a time in ISO 8601."""
        if self.values is None:
            return str(position)
        value = self.values[position]
        if self.values.dtype.kind == "M":
            return short_time(str(value.astype("datetime64[s]")))
        if " since " in self.units:
            return _decoded(value, self.units, self.calendar)
        return f"{value:g}" if self.values.dtype.kind in "iuf" else str(value)


def _decoded(value: Any, units: str, calendar: str) -> str:
    try:
        return short_time(time_at(value, units, calendar).isoformat())
    except (ValueError, OverflowError):  # undecodable times are shown as they are stored
        return f"{value:g} {units}"


def time_at(value: Any, units: str, calendar: str) -> Any:
    """Return the time (cftime) that a number stands for, rounded to what its type can tell.

    Raises
    ------
    ValueError, OverflowError
        If it cannot be decoded.
    """
    import cftime
    import numpy as np

    from curator_gui.domains.grid.times import round_time, step_for, unit_seconds

    step = 0
    if getattr(value, "dtype", None) is not None and value.dtype.kind == "f":
        step = step_for(float(np.spacing(abs(value))) * unit_seconds(units))
    time = cftime.num2date(value, units, calendar)
    return round_time(time, step) if step else time


def short_time(text: str) -> str:
    """Leave out a midnight and whole seconds: `2017-01-01T12:00`."""
    return text.removesuffix("T00:00:00").removesuffix(":00")


@dataclass(frozen=True)
class Listing:
    """The files of a source, in order; with `axes`, each file has as many indices as positions."""

    paths: tuple[str, ...]
    axes: tuple[Axis, ...] = ()
    starts: tuple[int, ...] = field(default=(0,))

    @classmethod
    def of(cls, paths: Sequence[str], axes: Sequence[Axis] = ()) -> Listing:
        """Number the indices; without axes there is one per file."""
        starts = [0]
        for axis in axes:
            starts.append(starts[-1] + axis.size)
        return cls(tuple(paths), tuple(axes), tuple(starts))

    def __len__(self) -> int:
        return self.starts[-1] if self.axes else len(self.paths)

    def locate(self, index: int) -> tuple[int, int]:
        """Return (number of the file, position in it).

        Raises
        ------
        IndexError
            If there is no such index.
        """
        if not 0 <= index < len(self):
            raise IndexError(f"index {index} is out of range: the source has {len(self)} items")
        if not self.axes:
            return index, 0
        number = bisect_right(self.starts, index) - 1
        return number, index - self.starts[number]


def list_files(folder: str, pattern: str, *, recursive: bool, folders: bool = False) -> list[str]:
    """List the files (or, with `folders`, the folders) whose name fits a glob, in natural order.

    Raises
    ------
    GridError
        If the folder cannot be listed.
    """
    with listing_errors(folder):
        if is_address(folder):
            return _list_remote(folder, pattern, recursive, folders)
        return _list_local(folder, pattern, recursive, folders)


@contextmanager
def listing_errors(folder: str) -> Iterator[None]:
    """Turn what libraries raise while a folder or address is looked at into an error that names it.

    Raises
    ------
    GridError
        Naming the folder, and what is wrong with it.
    """
    try:
        yield
    except GridError:
        raise
    except Exception as error:
        if not (isinstance(error, READ_ERRORS) or is_address(folder)):
            raise
        raise GridError(
            "{folder} cannot be listed: {listing_reason}",
            folder=folder,
            listing_reason=_listing_reason(error, folder),
        ) from error


def _listing_reason(error: BaseException, folder: str) -> str:
    remote = remote_reason(error) if is_address(folder) else None
    if remote is not None:
        return remote
    if isinstance(error, FileNotFoundError):
        return Message("there is no such folder")
    if isinstance(error, NotADirectoryError):
        return Message("it is a file, not a folder; give its folder, and its name as the pattern")
    return reason(error)


def _list_local(folder: str, pattern: str, recursive: bool, folders: bool) -> list[str]:
    def wanted(entry: os.DirEntry[str]) -> bool:
        return entry.is_dir() == folders and fnmatch(entry.name, pattern)

    names = scan(folder, recursive=recursive, wanted=wanted)
    return [joined(folder, name) for name in sorted(names, key=natural_key)]


def _list_remote(folder: str, pattern: str, recursive: bool, folders: bool) -> list[str]:
    system, root = file_system(folder)
    system.invalidate_cache()  # what a window that has been open since yesterday has seen
    # Not isdir, which says no also where the store does not answer.
    if system.info(root)["type"] != "directory":
        raise NotADirectoryError(folder)
    depth = None if recursive else 1
    wanted = "directory" if folders else "file"
    found = system.find(root, maxdepth=depth, withdirs=folders, detail=True)
    names = {
        masked(system.unstrip_protocol(path)): info
        for path, info in found.items()
        if info["type"] == wanted and fnmatch(base_name(path), pattern)
        if not base_name(path).startswith(".") and path.rstrip("/") != root.rstrip("/")
    }
    for name, info in names.items():
        if wanted == "file":
            remember(name, info)
    return sorted(names, key=natural_key)


def base_name(path: str) -> str:
    """Return the last part of a path or URL."""
    return path.rstrip("/").replace("\\", "/").rsplit("/", 1)[-1]


def relative_name(path: str, folder: str) -> str:
    """Return a path or URL below its folder, with forward slashes."""
    below = folder.rstrip("/\\") + ("/" if is_address(folder) else os.sep)
    if path.startswith(below):
        return path[len(below) :].replace(os.sep, "/")
    if path.rstrip("/") == folder.rstrip("/"):
        return base_name(path)
    if is_address(path):
        _, _, tail = path.partition(base_name(folder) + "/")
        return tail or base_name(path)
    return Path(os.path.relpath(path, folder)).as_posix()
