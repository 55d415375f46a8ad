"""Files that name others which they read from: allowed in their folder, refused elsewhere.

Symbolic links may lead anywhere, as in a folder of links to the large disk, as long as what they
lead to has to be of a format. Where bytes of any file would be taken for numbers, links count for
what they lead to: a folder of a stranger could bring a link to a secret along.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path
from typing import NoReturn

from curator_gui.core.errors import CuratorError

_DRIVE = re.compile(r"[A-Za-z]:")


class StrayLinkError(CuratorError):
    """A file that reads from another one outside of its folder; the message names both."""


def strays(name: str) -> bool:
    """Whether a name in a file leads out of that file's folder."""
    plain = os.path.normpath(name.replace("\\", "/")).replace(os.sep, "/")
    return plain.startswith(("/", "../")) or plain == ".." or bool(_DRIVE.match(plain))


def refuse_stray(path: str | Path, name: str) -> NoReturn:
    """Refuse a file for another one that it names, and that strays.

    Raises
    ------
    StrayLinkError
        Always.
    """
    raise StrayLinkError(
        "{path} reads from {name}, which lies outside of its folder; copy it there",
        path=path,
        name=name,
    )


def refuse_outside(path: Path, folder: Path, others: Iterable[Path]) -> None:
    """Refuse a file that reads from others outside of a folder.

    Raises
    ------
    StrayLinkError
        Naming the first such file.
    """
    for other in others:
        if strays(os.path.relpath(other, folder)):
            refuse_stray(path, str(other))


def refuse_linked(path: str | Path, others: Iterable[Path]) -> None:
    """Refuse a file that takes bytes of others to which links lead out of its folder.

    Where the file is a link itself, others may also lie in the folder that it leads to.

    Raises
    ------
    StrayLinkError
        Naming the first such file.
    """
    real = os.path.realpath(path)
    folders = {os.path.realpath(Path(path).parent), str(Path(real).parent)}
    for other in others:
        place = os.path.realpath(other)
        if all(strays(os.path.relpath(place, folder)) for folder in folders):
            raise StrayLinkError(
                "{path} reads from {name}, which is a link that leads out of its folder, or lies "
                "elsewhere; copy there what it needs",
                path=path,
                name=other,
            )
