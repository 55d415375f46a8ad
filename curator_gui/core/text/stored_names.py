"""Names that a format cannot have: what they become in a file is said, or they are refused.

File systems count bytes, not letters: most take 255 of them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from curator_gui.core.message import Message, quoted
from curator_gui.core.notes import remark
from curator_gui.core.text.listing import listed_names

MAX_NAME = 255
"""Bytes of a name on every usual file system."""
_MOST_SUFFIX = 32
"""Bytes of the suffixes that a temporary name keeps: what comes before them takes less than 50."""


def say_changed(form: str, written: Mapping[str, str], *, kept: bool) -> None:
    """Say under which other names a file has what it cannot have under its own.

    Parameters
    ----------
    form
        What the format is called.
    written
        What each name is in the file.
    kept
        Whether the file tells the names as they were, so that readers of ours have them again.
    """
    changed = [
        Message("{name} as {stored}", name=name, stored=stored)
        for name, stored in written.items()
        if name != stored
    ]
    if changed and kept:
        remark(
            Message(
                "{form} cannot have all names; written, and read back by Curator as they were: "
                "{names}",
                form=form,
                names=listed_names(changed),
            )
        )
    elif changed:
        remark(
            Message(
                "{form} cannot have all names; written, and read back under the new name: {names}",
                form=form,
                names=listed_names(changed),
            )
        )


def too_long(name: str, stored: str, most: int = MAX_NAME) -> Message | None:
    """Say that a name is longer, as it stands in a file, than there is room for; None if not."""
    size = len(stored.encode("utf-8", "surrogatepass"))
    if size <= most:
        return None
    return Message(
        "the name {name} takes {size} bytes there, and there is room for {most}: rename it",
        name=quoted(name),
        size=size,
        most=most,
    )


def last_suffixes(path: Path) -> str:
    """Return the last two suffixes of a path, or one or none if they are long: `.tar.gz`."""
    for count in (2, 1):
        found = "".join(path.suffixes[-count:])
        if len(found.encode("utf-8", "surrogatepass")) <= _MOST_SUFFIX:
            return found
    return ""


def beside(path: Path, ending: str) -> Path:
    """Return the hidden name beside an output for what belongs to it: `.NAME.ending`.

    A name that would be too long with that is shortened, always in the same way.
    """
    name = f".{path.name}{ending}"
    if len(name.encode("utf-8", "surrogatepass")) <= MAX_NAME:
        return path.with_name(name)
    whole = path.name.encode("utf-8", "surrogatepass")
    return path.with_name(f".{hashlib.blake2s(whole, digest_size=16).hexdigest()}{ending}")
