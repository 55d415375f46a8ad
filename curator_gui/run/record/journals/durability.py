"""Put what indices wrote on the disk before the record says that they are done.

What a program has written stands in the system's memory for up to half a minute (Linux); when the
power fails, files are missing, empty or cut that had their final names. "Done" in a record promises
more: outputs, parts of merged results and the record itself would be there. The record's thread
therefore asks the system, at most every 200 ms and for all workers together, to write down what the
indices of the next transaction have written, and only then commits it.

Linux does that for a whole file system at once (syncfs(2)): 100 files of 100 KB take 16 ms, one
after the other 208 ms (ext4). Elsewhere, and on FUSE, which does not pass it on, each file and its
folder is written down by itself. Files that other machines write (dask) are theirs to write down:
their workers do it before they report an index.
"""

from __future__ import annotations

import ctypes
import errno
import os
import stat
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from curator_gui.core.storage.files import sync_folder
from curator_gui.run.record.tables.texts import split_path

SYNC_SECONDS = 0.2
"""Seconds from one synchronization to the next: each costs milliseconds."""

_MOUNTS = Path("/proc/self/mountinfo")
_GONE = {errno.ENOENT, errno.ENOTDIR, errno.ESTALE}
_UNABLE = {errno.EINVAL, errno.ENOTSUP, errno.ENOSYS, errno.EACCES, errno.EPERM, errno.EROFS}
"""What a file system answers that cannot do it, or of a file that may only be read or written."""


class Durability:
    """Writes down what indices have written.

    Parameters
    ----------
    places
        Folders in which every index may leave something besides its outputs: parts.
    """

    def __init__(self, places: Iterable[Path] = ()) -> None:
        self._places = [str(place) for place in places]
        self._whole: dict[int, bool] = {}

    def secure(self, outputs: Iterable[str]) -> dict[str, OSError]:
        """Return when outputs are on the disk; those that the disk refused, each with its error.

        What is gone, and what has a URL, is passed over.
        """
        local = [path for path in outputs if "://" not in path]
        folders = {split_path(path)[0] or "." for path in local}
        alone = self._sync_systems([*folders, *self._places])
        if not alone:
            return {}
        files = [path for path in local if (split_path(path)[0] or ".") in alone]
        return _sync_each([*files, *(place for place in self._places if place in alone)])

    def _sync_systems(self, folders: Iterable[str]) -> set[str]:
        """Write whole file systems down; return the folders of which that could not be done."""
        systems: dict[int, list[str]] = {}
        for folder in folders:
            try:
                systems.setdefault(os.stat(folder).st_dev, []).append(folder)  # noqa: PTH116
            except OSError:
                continue  # it is gone: there is nothing to write down
        return {
            folder
            for device, below in systems.items()
            if not (self._is_whole(device) and _sync_system(below[0]))
            for folder in below
        }

    def _is_whole(self, device: int) -> bool:
        """Whether a file system can be written down at once."""
        if device not in self._whole:
            self._whole[device] = _SYNCFS is not None and not _is_fuse(device)
        return self._whole[device]


def _find_syncfs() -> Callable[[int], int] | None:
    if not sys.platform.startswith("linux"):
        return None
    found: Callable[[int], int] | None = getattr(ctypes.CDLL(None, use_errno=True), "syncfs", None)
    return found


_SYNCFS = _find_syncfs()


def _sync_system(folder: str) -> bool:
    """Write the file system of a folder down; False if each file has to be asked for."""
    if _SYNCFS is None:
        return False
    try:
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except OSError:
        return False
    try:
        return _SYNCFS(descriptor) == 0
    finally:
        os.close(descriptor)


def _is_fuse(device: int) -> bool:
    number = f"{os.major(device)}:{os.minor(device)}"
    try:
        lines = _MOUNTS.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return False
    words = [line.split() for line in lines]
    kinds = [each[each.index("-") + 1] for each in words if number in each[2:3] and "-" in each]
    return any(kind.startswith("fuse") for kind in kinds)


def _sync_each(paths: Iterable[str]) -> dict[str, OSError]:
    refused: dict[str, OSError] = {}
    folders = set[str]()
    for path in paths:
        try:
            for file in _files_of(path):
                _sync_file(file)
                folders.add(os.path.dirname(file) or ".")  # noqa: PTH120 - for each output
            folders.add(split_path(path)[0] or ".")
        except OSError as error:
            if error.errno not in _GONE:
                refused[path] = error
    for folder in folders:
        sync_folder(folder)
    return refused


def _files_of(path: str) -> Iterator[str]:
    """Yield a file, or all files below a folder."""
    if not stat.S_ISDIR(os.stat(path).st_mode):  # noqa: PTH116
        yield path
        return
    for place, _, names in os.walk(path):
        yield from (os.path.join(place, name) for name in names)  # noqa: PTH118


def _sync_file(path: str) -> None:
    flags = os.O_RDWR if sys.platform == "win32" else os.O_RDONLY
    try:
        descriptor = os.open(path, flags | getattr(os, "O_CLOEXEC", 0))
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except OSError as error:
        if error.errno not in _UNABLE:
            raise
