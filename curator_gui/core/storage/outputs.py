"""What a sink returns: paths, and where a file's size does not tell it, the bytes written there."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable

from curator_gui.core.message import Message


class Written(str):
    """The path of an output of which the index wrote only a part, or that is a folder.

    Such as a store with a slot for every index: its size says nothing about this one.

    Parameters
    ----------
    path
        The path or URL, as a sink returns it.
    size
        Bytes that this index wrote there: of values before compression if others share the files.
    """

    size: int

    def __new__(cls, path: object, size: int) -> Written:
        """Make a path that knows its bytes.

        Raises
        ------
        TypeError
            If the path is neither text nor a `pathlib.Path`.
        """
        if not isinstance(path, (str, os.PathLike)):
            raise TypeError(Message("a path is a text or a Path, not {path}", path=f"{path!r:.80}"))
        made = super().__new__(cls, os.fspath(path))
        made.size = size
        return made

    def __getnewargs__(self) -> tuple[str, int]:  # type: ignore[override]
        """Let it be pickled."""
        return str(self), self.size


def written_size(outputs: Iterable[str]) -> int:
    """Add up the bytes of outputs.

    A plain path counts with the size of its file; a folder, a URL and what is gone count nothing.
    """
    return sum(path.size if isinstance(path, Written) else _file_size(path) for path in outputs)


def folder_size(folder: str | os.PathLike[str]) -> int:
    """Add up the bytes of all files below a folder."""
    return sum(
        _file_size(os.path.join(place, name))  # noqa: PTH118 - for every file of an output
        for place, _, names in os.walk(folder)
        for name in names
    )


def _file_size(path: str) -> int:
    try:
        status = os.stat(path)  # noqa: PTH116 - once per index, half the cost
    except (OSError, ValueError):
        return 0
    return status.st_size if stat.S_ISREG(status.st_mode) else 0
