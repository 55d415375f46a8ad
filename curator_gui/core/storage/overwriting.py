"""A file of another kind is never written over because a name on the command line was wrong."""

from __future__ import annotations

import stat
from pathlib import Path

from curator_gui.core.message import Message


def why_kept(path: Path, beginning: bytes) -> Message | None:
    """Say why a file cannot be replaced or appended to; None if it can, or is not there.

    Parameters
    ----------
    path
        The file that shall be written.
    beginning
        How each earlier file of this kind begins. An empty file is of every kind, and one that a
        killed process has cut may have less of it.

    Raises
    ------
    OSError
        If it cannot be read.
    """
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        return None
    if stat.S_ISDIR(mode):
        return Message("{path}: Is a directory", path=path)
    if not stat.S_ISREG(mode):
        return Message("{path}: is no ordinary file", path=path)
    with path.open("rb") as file:
        found = file.read(len(beginning))
    if beginning.startswith(found):
        return None
    return Message(
        "{path}: is a file of another kind and was left as it is; choose another name", path=path
    )


def wrong_kind(path: Path, *, folder: bool) -> Message | None:
    """Say that a file stands where a folder is to be, or the other way; None if neither does."""
    if folder and path.exists() and not path.is_dir():
        return Message("{path} is a file, not a folder", path=path)
    if not folder and path.is_dir():
        return Message("{path} is a folder, not a file", path=path)
    return None
