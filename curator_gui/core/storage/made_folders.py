"""Which folders in an output folder a sink has made: it replaces no others.

Of each there is an empty file with a name made from that of the folder, hidden beside them all: so
nothing is put into the folders, and an output folder that is moved takes the files along.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

_NOTES = ".curator-made"


def note_made(folder: Path, place: Path) -> None:
    """Note that a folder within an output folder is about to get its place."""
    note = _note(folder, place)
    note.parent.mkdir(exist_ok=True)
    note.touch()


def is_strange(folder: Path, place: Path) -> bool:
    """Whether a folder has content and was made by somebody else."""
    return place.is_dir() and not _note(folder, place).exists() and any(place.iterdir())


def _note(folder: Path, place: Path) -> Path:
    name = place.relative_to(folder).as_posix()
    return folder / _NOTES / hashlib.sha256(name.encode("utf-8", "surrogateescape")).hexdigest()
