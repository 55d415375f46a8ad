"""Write folders so that a killed process never leaves one that looks finished.

Until then they have a hidden temporary name, see `core.storage.files`.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from curator_gui.core.storage.files import part_path


@contextmanager
def atomic_folder(path: Path) -> Iterator[Path]:
    """Give a new, hidden folder beside `path`; it gets that name when the block ends well.

    A folder (or file) that has the name already is removed then. On Linux both change their names
    in one step; elsewhere the old one is moved aside first, because a system cannot rename a folder
    onto another that has content.
    """
    with staging_folder(path.parent) as part:
        yield part
        put_in_place(part, path)


@contextmanager
def staging_folder(folder: Path) -> Iterator[Path]:
    """Give a new, hidden folder within a folder; what is left of it in the end is removed."""
    folder.mkdir(parents=True, exist_ok=True)
    part = part_path(folder / "outputs")
    part.mkdir()
    try:
        yield part
    finally:
        _remove(part)


def put_in_place(new: Path, path: Path) -> None:
    """Give a file or folder its name; what had that before is removed."""
    if not path.exists() or not (new.is_dir() or path.is_dir()):
        new.replace(path)
        return
    if swapped(new, path):
        _remove(new)
        return
    old = part_path(path)
    path.replace(old)
    try:
        new.replace(path)
    except OSError:
        old.replace(path)
        raise
    _remove(old)


_HERE, _EXCHANGE = -100, 2
"""AT_FDCWD and RENAME_EXCHANGE of `renameat2` (Linux 3.15), which Python does not have."""


def swapped(one: Path, other: Path) -> bool:
    """Let two files or folders change their names in one step; False where nobody can do that."""
    if sys.platform != "linux":
        return False
    rename = getattr(ctypes.CDLL(None), "renameat2", None)
    names = (os.fsencode(one), os.fsencode(other))
    # A file system that cannot is no fault: the caller has another way.
    return rename is not None and rename(_HERE, names[0], _HERE, names[1], _EXCHANGE) == 0


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
