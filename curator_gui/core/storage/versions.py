"""Which version files in folders are, by their names, sizes and times; none of them is read."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

_generation = [0]


class Version(NamedTuple):
    """`text` differs where any file does; `changed` is when the last did, seconds since epoch."""

    text: str
    changed: float


SAME = Version("", 0.0)
"""Nothing that names, sizes and times of the files that are read would not tell."""


def look_again() -> None:
    """Look again at all files whose version is asked for from now on."""
    _generation[0] += 1


def generation() -> int:
    """Return what differs after `look_again`: what was kept under another number is old."""
    return _generation[0]


def version_of_files(root: str, names: Iterable[str]) -> Version:
    """Look at files below a folder; one that is not there has a version, too.

    It may have been taken away when its folder was changed last.
    """
    lines, latest = [], 0.0
    for name in names:
        found = _status(f"{root}/{name}")
        if found is None:
            lines.append(f"{name}\0missing")
            found = _nearest_status(f"{root}/{name}", root)
        else:
            lines.append(f"{name}\0{found.st_size}\0{found.st_mtime_ns}")
        latest = max(latest, found.st_mtime, found.st_ctime) if found is not None else latest
    return Version(_digest(lines), latest)


def _nearest_status(path: str, root: str) -> os.stat_result | None:
    """Look at the nearest folder above a path that is there."""
    found = None
    while found is None and len(path) > len(root):
        path = path.rpartition("/")[0]
        found = _status(path)
    return found


def version_of_folder(root: str, without: Collection[str] = ()) -> Version:
    """Look at all files in a folder and those below it, but for those of some names.

    The text does not tell of the latter, but `changed` does.
    """
    found = sorted(_files(root, "", set()))
    files = [each for each in found if each[1] >= 0 and each[0].rpartition("/")[2] not in without]
    lines = [f"{name}\0{size}\0{time}" for name, size, time, _ in files]
    return Version(_digest(lines), max((changed for *_, changed in found), default=0.0))


def joined_version(versions: Iterable[Version]) -> Version:
    """Return one version of several, in their order."""
    every = list(versions)
    return Version(
        _digest([each.text for each in every]), max((each.changed for each in every), default=0.0)
    )


def _files(folder: str, prefix: str, seen: set[tuple[int, int]]) -> Iterator[_File]:
    """Yield what is in a folder; a link back to a folder above it is not followed again."""
    own = _status(folder)
    if own is None or (own.st_dev, own.st_ino) in seen:
        return
    yield prefix, -1, 0, max(own.st_mtime, own.st_ctime)
    with os.scandir(folder) as entries:
        for entry in entries:
            name = f"{prefix}{entry.name}"
            found = _status(entry.path)
            if found is not None and stat.S_ISDIR(found.st_mode):
                yield from _files(entry.path, f"{name}/", seen | {(own.st_dev, own.st_ino)})
            elif found is not None:
                changed = max(found.st_mtime, found.st_ctime)
                yield name, found.st_size, found.st_mtime_ns, changed


_File = tuple[str, int, int, float]
"""Name below the folder, size (-1 of a folder itself), time in nanoseconds, and last change."""


def _status(path: str) -> os.stat_result | None:
    try:
        return os.stat(path)  # noqa: PTH116 - a third of the cost of Path.stat, for each chunk
    except (OSError, ValueError):
        return None


def _digest(lines: Iterable[str]) -> str:
    text = "\n".join(lines).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(text, digest_size=16).hexdigest()
