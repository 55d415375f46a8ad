"""The identity of the files that an index read, and the size of those that it wrote."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Sequence

from curator_gui.core.fingerprint import input_fingerprint

Inputs = Callable[[int], Sequence[str]]
"""`Source.inputs`: the files that an index reads."""

NO_FILES = b""
UNSETTLED = b"?"
"""An input was changed after the index had begun: what it read cannot be known."""


def recorded_identity(paths: Sequence[str], began: float | None) -> bytes:
    """Return the fingerprint of input files as it is stored with an index that read them.

    `began` is when the index began, in seconds since the epoch; a file that was changed, replaced
    or removed later gives `UNSETTLED`, so that a resumed run does not trust the result.
    """
    if not paths:
        return NO_FILES
    if began is not None and any(_changed_since(path, began) for path in paths):
        return UNSETTLED
    return bytes.fromhex(input_fingerprint(paths))


def _changed_since(path: str, began: float) -> bool:
    try:
        status = os.stat(path)  # noqa: PTH116 - half the cost of Path.stat, once per index
    except OSError:
        return True
    # A replaced file may carry an old modification time; its change time is that of the exchange.
    return max(status.st_mtime, status.st_ctime) > began


def file_size(path: str) -> int | None:
    """Return the bytes in a regular file; None for a folder, a URL, or what is not there."""
    try:
        status = os.stat(path)  # noqa: PTH116
    except (OSError, ValueError):
        return None
    return status.st_size if stat.S_ISREG(status.st_mode) else None
