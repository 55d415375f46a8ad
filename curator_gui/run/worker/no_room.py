"""Whether a disk, or somebody's share of it, is full: in whatever words a library says so."""

from __future__ import annotations

import errno
import os
import re
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

CODES = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}
_WINDOWS_CODES = {39, 112}
"""ERROR_HANDLE_DISK_FULL and ERROR_DISK_FULL."""

_WORDS = re.compile(
    r"no space left|disk (is |may be |was )?full|(out of|not enough|insufficient) (free )?"
    r"(disk )?(space|room)\b|disk quota|quota exceeded|\bENOSPC\b|\bEDQUOT\b|errno ?[=:]? ?28\b",
    re.IGNORECASE,
)
_PERHAPS = re.compile(
    r"\d+ requested and \d+ written|short write|(write|writing|flush\w*|clos\w+)\b.*\b(fail|error)"
    r"|(fail\w*|error|unable|cannot|can't|could not)\b.*\b(write|writing|flush|close)\b"
    r"|NetCDF: HDF error",
    re.IGNORECASE,
)
"""What libraries say of a write that was cut short, which has other causes, too."""

_LITTLE = 1 << 20
"""Free bytes below which a disk counts as full where an error leaves its cause open."""

_LOOKED_AT = 10_000


def is_no_room(error: BaseException, places: Sequence[Path]) -> bool:
    """Whether an error, or what led to it, is that the disk or the quota is full.

    `places` are where the sinks write: where the words are not plain, those disks are looked at.
    """
    chain = list(error_chain(error))
    if any(_says_so(each) for each in chain):
        return True
    return any(_may_be(each) for each in chain) and any(map(is_full, places))


def is_full(place: Path) -> bool:
    """Whether next to nothing is free where a path is, or will be."""
    folder = place
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    try:
        return shutil.disk_usage(folder).free < _LITTLE
    except OSError:
        return False


def error_chain(error: BaseException) -> Iterator[BaseException]:
    """Yield an exception and those that led to it."""
    seen = set[int]()
    waiting: list[BaseException | None] = [error]
    while waiting:
        each = waiting.pop()
        if each is not None and id(each) not in seen:
            seen.add(id(each))
            yield each
            waiting += (each.__cause__, each.__context__)


def _says_so(error: BaseException) -> bool:
    if isinstance(error, OSError):
        windows = os.name == "nt" and getattr(error, "winerror", None) in _WINDOWS_CODES
        if error.errno in CODES or windows:
            return True
    return _WORDS.search(_words(error)) is not None


def _may_be(error: BaseException) -> bool:
    return _PERHAPS.search(_words(error)) is not None


def _words(error: BaseException) -> str:
    try:
        return str(error)[:_LOOKED_AT]
    except Exception:  # noqa: BLE001 - foreign code
        return ""
