"""Copies of remote files for libraries that read from this computer alone, kept for a while.

They lie in the folder of caches, in one folder for each version of an object, shared by all workers
and runs. Those used last stay, up to `CURATOR_COPIES` bytes (20G if it is not set).
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from curator_gui.core.remote.addresses import FRESH_SECONDS, file_system, told_of
from curator_gui.core.remote.remote_errors import AddressError, asking
from curator_gui.core.storage.places import cache_folder
from curator_gui.core.text.quantities import bytes_text, parse_size

SIZE_VARIABLE = "CURATOR_COPIES"
DEFAULT_SIZE = "20G"
_IN_USE_SECONDS = 120.0
"""A copy asked for so lately may be about to be opened by another worker."""


def copies_folder() -> Path:
    """Return the folder of the copies."""
    return cache_folder() / "remote"


def most_bytes() -> int:
    """Return how many bytes of copies are kept.

    Raises
    ------
    ParamError
        If the environment variable is no size.
    """
    return parse_size(os.environ.get(SIZE_VARIABLE) or DEFAULT_SIZE) or 0


def local_copy(address: str) -> str:
    """Return the path of a copy of a remote file; fetched if there is none of its present version.

    An object that nothing identifies is fetched each time.

    Raises
    ------
    AddressError
        If it cannot be fetched, or changes meanwhile.
    OSError
        If there is no such object, or the copy cannot be written.
    """
    with asking(address):
        told = told_of(address, older_than=FRESH_SECONDS)
        name = address.rstrip("/").rpartition("/")[2].partition("?")[0] or "file"
        mark = hashlib.blake2b(f"{address}\0{told.identity}".encode(), digest_size=16).hexdigest()
        copy = copies_folder() / mark / name
        if not told.identity or not _is_whole(copy, told.size):
            _fetch(address, copy, told.size if told.identity else None)
            _make_room(copy.parent)
        return str(copy)


def _is_whole(copy: Path, size: int) -> bool:
    try:
        whole = copy.stat().st_size == size
        if whole:
            os.utime(copy.parent)  # it was used now
    except OSError:
        return False
    return whole


def _fetch(address: str, copy: Path, size: int | None) -> None:
    copies_folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    system, path = file_system(address)
    work = Path(tempfile.mkdtemp(prefix=".fetching-", dir=copies_folder()))
    try:
        system.get_file(path, str(work / copy.name))
        found = (work / copy.name).stat().st_size
        if size is not None and found != size:
            raise AddressError(
                "{address} cannot be read: {found} arrived, but it has {size}; it was cut off or "
                "changed meanwhile",
                address=address,
                found=bytes_text(found),
                size=bytes_text(size),
            )
        copy.parent.mkdir(mode=0o700, exist_ok=True)
        (work / copy.name).replace(copy)
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _make_room(keep: Path) -> None:
    """Remove the copies used longest ago, and what fetchers that were killed have left."""
    found = []
    for folder in copies_folder().iterdir():
        with suppress(OSError):  # another worker has removed it
            size = sum(file.stat().st_size for file in folder.iterdir())
            found.append((folder.stat().st_mtime, size, folder))
    total, most = sum(size for _, size, _ in found), most_bytes()
    for used, size, folder in sorted(found):
        is_idle = time.time() - used > _IN_USE_SECONDS
        if total > most and folder != keep and is_idle:
            shutil.rmtree(folder, ignore_errors=True)
            total -= size
