"""Who this user is, and whether somebody else could have put code where it would be run from."""

from __future__ import annotations

import getpass
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from curator_gui.core.message import Message

_ROOT = 0


def login_name() -> str:
    """Return the name of this user; "" where there is none, as in some containers."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


def why_untrusted(path: Path) -> Message | None:
    """Say who else could have written a file, or put another in its place; None if nobody.

    Looks at the file that a link leads to and at its folder, for owners other than this user and
    root and for permissions of others to write; and at each link on the way there, because who may
    set a link chooses which of this user's files it leads to. A group is no other if this user is
    alone in it.
    On Windows, where the folders of a user are that user's by default, it says nothing.
    """
    if os.name != "posix":
        return None
    real = path.resolve()
    return _why(real) or _why(real.parent) or _why_of_links(path)


def _why_of_links(path: Path) -> Message | None:
    for link in _links(path):
        if (owner := link.lstat().st_uid) not in (_ROOT, os.geteuid()):
            return _owner_words(link, owner)
        if why := _why(link.parent):
            return why
    return None


def _links(path: Path) -> Iterator[Path]:
    """Yield the links on the way to a file, also those that other links lead to."""
    seen: set[Path] = set()
    waiting = [path.absolute()]
    while waiting:
        place = waiting.pop()
        for step in (*reversed(place.parents), place):
            if step.is_symlink() and step not in seen:
                seen.add(step)
                waiting.append(step.parent / step.readlink())
                yield step


def _why(path: Path) -> Message | None:
    status = path.stat()
    if status.st_uid not in (_ROOT, os.geteuid()):
        return _owner_words(path, status.st_uid)
    sticky = stat.S_ISDIR(status.st_mode) and status.st_mode & stat.S_ISVTX
    shared = stat.S_IWGRP if not _is_alone_in(status.st_gid) else 0
    if status.st_mode & (stat.S_IWOTH | shared) and not sticky:
        return Message(
            "others may write to {path}: take that permission away (chmod go-w) if you trust it",
            path=path,
        )
    return None


def _owner_words(path: Path, uid: int) -> Message:
    return Message(
        "{path} belongs to {owner}, not to you: copy it if you trust it",
        path=path,
        owner=_user_name(uid),
    )


def _user_name(uid: int) -> str:
    import pwd  # there is none on Windows

    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)


def _is_alone_in(gid: int) -> bool:
    """Whether a group is the private one that many systems make for each user."""
    import grp
    import pwd

    try:
        own = pwd.getpwuid(os.geteuid())
        group = grp.getgrgid(gid)
    except KeyError:
        return False
    return group.gr_gid == own.pw_gid and set(group.gr_mem) <= {own.pw_name}
