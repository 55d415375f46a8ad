"""Find what stands beside the outputs of a data set and belongs to none of its items.

An item that fails after one of its outputs was written, or in another sink of the same pipeline,
leaves that output; so do earlier runs with other names. Who takes all files of a folder takes them.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path, PurePosixPath

from curator_gui.core.message import Message, plural
from curator_gui.dataset.own_files import OWN_NAMES


def unlisted_outputs(folder: Path, outputs: Iterable[str], others: Collection[str]) -> list[str]:
    """Return the files and stores of the outputs' kinds that are no outputs, in order of names.

    Parameters
    ----------
    folder
        The folder of the data set; all paths are relative to it, with "/".
    outputs
        The outputs of all items; what is of their kind has their suffix and stands beside one.
    others
        Results of the run as a whole, which belong there.
    """
    listed: dict[str, set[str]] = defaultdict(set)
    kinds: dict[str, set[str]] = defaultdict(set)
    for output in outputs:
        path = PurePosixPath(output)
        listed[str(path.parent)].add(path.name)
        kinds[str(path.parent)].add(path.suffix)
    for other in others:
        path = PurePosixPath(other)
        listed[str(path.parent)].add(path.name)
    listed["."] |= OWN_NAMES
    found = (
        (PurePosixPath(place) / name).as_posix()
        for place, suffixes in kinds.items()
        for name in _names(folder / place, suffixes - {""})
        if name not in listed[place]
    )
    return sorted(found)


def unlisted_words(paths: Sequence[str]) -> Message:
    """Say that there are such files."""
    return plural(
        len(paths),
        "{path} stands beside the outputs and is of no item of the data set: it may be of an "
        "item that failed, or of an earlier run",
        "{n} files beside the outputs are of no item of the data set, such as {path}: they may "
        "be of items that failed, or of earlier runs",
        path=paths[0],
    )


def _names(folder: Path, suffixes: Collection[str]) -> list[str]:
    """Return what has one of the suffixes; nothing of a folder that is gone or cannot be read."""
    try:
        names = os.listdir(folder)  # noqa: PTH208 - a folder may have 100,000 entries
    except OSError:
        return []
    return [n for n in names if n[:1] != "." and os.path.splitext(n)[1] in suffixes]  # noqa: PTH122
