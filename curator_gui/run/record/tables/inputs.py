"""The identity of the files that an index read, and the size of those that it wrote."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Sequence
from typing import Any

from curator_gui.core.fingerprint import input_fingerprint
from curator_gui.core.inputs import inputs_of, part_of, version_of
from curator_gui.core.message import Message
from curator_gui.core.remote.addresses import is_address, known_identity
from curator_gui.core.storage.versions import SAME, Version
from curator_gui.core.trust.servers import share_problem

NO_FILES = b""
UNSETTLED = b"?"
"""An input was changed after the index had begun: what it read cannot be known."""


class InputReader:
    """Identifies the input files of a pipeline's indices, in the process that reads them.

    Parameters
    ----------
    pipeline
        Its source names the files by `inputs(index)`, and its filters by `further_inputs(index)`;
        of a source without that method none count.
    say
        Is told once, in words, if they cannot be named.
    """

    def __init__(self, pipeline: Any, say: Callable[[str], None]) -> None:
        self._source = pipeline.source
        self._inputs = inputs_of(pipeline.source, pipeline.filters)
        self._say = say
        self._said = False

    def identity(self, index: int, began: float) -> bytes | None:
        """Return what `recorded_identity` gives for an index; None if its files are not known."""
        if self._inputs is None:
            return None
        try:
            part, version = part_of(self._source, index), version_of(self._source, index)
            return recorded_identity(self._inputs(index), began, part, version)
        except Exception as error:  # noqa: BLE001 - the source's own code; the result still counts
            self._say_failed(index, error)
            return None

    def _say_failed(self, index: int, error: Exception) -> None:
        if not self._said:
            self._said = True
            self._say(
                Message(
                    "the source could not name the input files of index {index}: {type}: "
                    "{error}. A resumed run will run such indices again.",
                    index=index,
                    type=type(error).__name__,
                    error=error,
                )
            )


def recorded_identity(
    paths: Sequence[str], began: float, part: str = "", version: Version = SAME
) -> bytes:
    """Return the fingerprint of input files, or of a part, as stored with an index that read them.

    `began` is when the index began, in seconds since the epoch; a file that was changed, replaced
    or removed later gives `UNSETTLED`, so that a resumed run does not trust the result. So does a
    remote one whose version was not asked for before it was read, or that has none.
    """
    if not paths and not part:
        return NO_FILES
    if version.changed > began or any(_changed_since(path, began) for path in paths):
        return UNSETTLED
    return bytes.fromhex(input_fingerprint(paths, part, version.text))


def _changed_since(path: str, began: float) -> bool:
    if is_address(path):  # sources ask before they read: what was told then is what counts
        return not known_identity(path)
    try:
        status = os.stat(path)  # noqa: PTH116 - half the cost of Path.stat, once per index
    except OSError:
        return True
    # A replaced file may carry an old modification time; its change time is that of the exchange.
    return max(status.st_mtime, status.st_ctime) > began


def file_size(path: str) -> int | None:
    """Return the bytes in a regular file; None for a folder, a URL, or what is not there."""
    if share_problem(path):
        return None
    try:
        status = os.stat(path)  # noqa: PTH116
    except (OSError, ValueError):
        return None
    return status.st_size if stat.S_ISREG(status.st_mode) else None
