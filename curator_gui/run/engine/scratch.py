"""Folders that runs need while they last, and that nothing is left of.

A folder is removed by its owner; if that is killed, by loky's resource tracker, a process of its
own; and if the whole process group was killed or the power failed, by whoever makes the next one:
the owner holds a lock (flock(2)) on its folder, which ends with it.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import sys
import tempfile
import time
from pathlib import Path

import joblib  # noqa: F401 - the whole first: see `curator_gui.run.helper.process`
from joblib.externals.loky.backend import resource_tracker

from curator_gui.core.errors import ParamError

_PREFIX = "curator-run-"
_OURS = re.compile(_PREFIX + r"[a-z0-9_]{8}")
_SETTLED_SECONDS = 60.0
"""Younger folders are left alone: their owner may be about to take its lock."""

_locks: dict[Path, int] = {}


def default_temp_base() -> Path:
    """Return where shipped pipelines go: shared memory where the system has it, else temporary."""
    shared = Path("/dev/shm")
    if sys.platform.startswith("linux") and os.access(shared, os.W_OK | os.X_OK):
        if shutil.disk_usage(shared).free > 1 << 30:
            return shared
    return Path(tempfile.gettempdir())


def make_folder(base: Path | None) -> Path:
    """Make a private folder below `base`, by default the system's temporary folder.

    Raises
    ------
    ParamError
        If that is impossible; the message names the folder.
    """
    parent = base or Path(tempfile.gettempdir())
    folder = _new_folder(parent)
    resource_tracker.register(str(folder), "folder")
    lock = _lock(folder)
    if lock is not None:
        _locks[folder] = lock
        _sweep(parent)
    return folder


def _new_folder(parent: Path) -> Path:
    try:
        parent.mkdir(parents=True, exist_ok=True)
        return Path(tempfile.mkdtemp(prefix=_PREFIX, dir=parent))
    except OSError as error:
        raise ParamError(
            "no temporary files can be made in {parent}: {error}; choose another temp_folder",
            parent=parent,
            error=error,
        ) from error


def remove_folder(folder: Path) -> None:
    """Remove a folder of `make_folder`."""
    shutil.rmtree(folder, ignore_errors=True)  # what stays is removed by the tracker
    resource_tracker.unregister(str(folder), "folder")
    lock = _locks.pop(folder, None)
    if lock is not None:
        os.close(lock)


def _lock(folder: Path) -> int | None:
    """Lock a folder; None if somebody else has it, or the system cannot."""
    if sys.platform == "win32":
        return None
    import fcntl

    descriptor = -1
    try:
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        if descriptor >= 0:
            os.close(descriptor)
        return None
    return descriptor


def _sweep(parent: Path) -> None:
    """Remove folders of owners that are gone; those of other users are not ours to judge."""
    for folder in parent.glob(f"{_PREFIX}*"):
        if folder in _locks or not _OURS.fullmatch(folder.name) or not _is_settled(folder):
            continue
        lock = _lock(folder)
        if lock is not None:
            shutil.rmtree(folder, ignore_errors=True)
            os.close(lock)


def _is_settled(folder: Path) -> bool:
    with contextlib.suppress(OSError):  # it vanished just now
        status = folder.lstat()
        return status.st_uid == os.getuid() and time.time() - status.st_mtime > _SETTLED_SECONDS
    return False
