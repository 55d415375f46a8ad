"""Write the files of a data set without losing what somebody else wrote there.

`statistics.json` lists the SHA-256 of each file that was written with it. A file that is there and
is not on the list, or has changed since, is somebody's: it stays.
"""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, NoReturn

from curator_gui.core.errors import CuratorError
from curator_gui.core.message import Message
from curator_gui.core.sidecars.constants_file import CONSTANTS
from curator_gui.core.sidecars.parts_file import PARTS, PLAN
from curator_gui.core.storage.files import atomic_path
from curator_gui.dataset.hashing import file_sha256
from curator_gui.dataset.layout import (
    CARD,
    CODE,
    DECISIONS,
    DESCRIPTION,
    DISTRIBUTION_PICTURES,
    DOCUMENT,
    ITEM_PICTURES,
    ITEMS,
    ITEMS_PARQUET,
    OTHER_STATISTICS,
    OWN_CARD,
    SKIPPED,
    STATISTICS,
    VERSION,
)

MADE_BY = "curator"
_CODE_FOLDER = re.compile("[0-9a-f]{12}")
_CODE_FILE = re.compile(rf"{CODE}/{_CODE_FOLDER.pattern}/[^/\\]+")

OWN_NAMES = frozenset(
    {
        CARD, CONSTANTS, DECISIONS, DESCRIPTION, DISTRIBUTION_PICTURES, DOCUMENT, ITEMS,
        ITEMS_PARQUET, ITEM_PICTURES, OTHER_STATISTICS, OWN_CARD, PARTS, PLAN, SKIPPED,
        STATISTICS, "views.json",
    }
)  # fmt: skip
"""Names that files of a data set have besides its outputs."""

CHANGING = threading.RLock()
"""Held from reading the files of a data set until they are written anew.

The window writes decisions, splits and what is told of a data set from threads of their own: two
at once would undo each other's changes.
"""


class DatasetError(CuratorError):
    """A data set that cannot be written, read or found; the message names the folder or file."""


def refuse_index(path: object, index: int) -> NoReturn:
    """Refuse to read an item that an output does not have.

    Raises
    ------
    DatasetError
        Always.
    """
    raise DatasetError("{path} has no item of index {index}", path=path, index=index)


def statistics_path(folder: Path) -> Path | None:
    """Return the statistics of the data set in a folder; None if it holds none."""
    names = (folder / STATISTICS, folder / OTHER_STATISTICS)
    return next((path for path in names if _is_ours(path)), None)


def _is_ours(path: Path) -> bool:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return False
    return isinstance(found, dict) and found.get("made_by") == MADE_BY


def is_code_folder(folder: Path) -> bool:
    """Whether a folder is the one in which data sets keep the code that made them.

    One of the same name with anything else in it is somebody's.
    """
    if folder.name != CODE or folder.is_symlink() or not folder.is_dir():
        return False
    return all(_CODE_FOLDER.fullmatch(entry.name) for entry in [*folder.iterdir()])


def check_folder(folder: Path) -> None:
    """Insist that there is a folder at all.

    Raises
    ------
    DatasetError
        If there is none, or a file instead.
    """
    if folder.is_dir():
        return
    if folder.exists():
        raise DatasetError("{folder} is a file: name the folder of the data set", folder=folder)
    raise DatasetError("there is no folder {folder}", folder=folder)


def read_statistics(folder: Path) -> dict[str, Any]:
    """Return the statistics of a data set.

    Raises
    ------
    DatasetError
        If there are none, or another version wrote them.
    """
    check_folder(folder)
    path = statistics_path(folder)
    if path is None:
        raise DatasetError(
            "{folder} is no data set of Curator: it has no {name} that Curator wrote",
            folder=folder,
            name=STATISTICS,
        )
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    if found.get("layout") != VERSION:
        raise DatasetError(
            "{path} has layout {found}, but this version of Curator reads layout {known}; open the "
            "data set with the version that wrote it, or run the pipeline again",
            path=path,
            found=found.get("layout"),
            known=VERSION,
        )
    return found


class OwnFiles:
    """The files of one data set: which are ours, and the ones to be written now.

    Parameters
    ----------
    folder
        The folder of the data set.

    Raises
    ------
    DatasetError
        If another version wrote what is there.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.written: dict[str, str] = {}
        self._before: Mapping[str, str] = {}
        if statistics_path(folder) is not None:
            self._before = read_statistics(folder).get("files", {})

    def is_free(self, name: str) -> bool:
        """Whether a name is not taken, or by a file that was written here and is unchanged."""
        path = self.folder / name
        if not path.exists() and not path.is_symlink():
            return True
        try:
            return path.is_file() and self._before.get(name) == file_sha256(path)
        except OSError:
            return False

    def insist(self, *names: str) -> None:
        """Refuse to go on if one of these names is taken by somebody's file.

        Raises
        ------
        DatasetError
            Naming the file.
        """
        for name in names:
            if not self.is_free(name):
                raise DatasetError(
                    "{path} was not written by Curator, or was changed since; it is left as it is, "
                    "and no data set was written. Move it away, or choose another output folder",
                    path=self.folder / name,
                )

    def statistics_name(self) -> str:
        """Return the name of the statistics: another one where the usual one is somebody's."""
        path = self.folder / STATISTICS
        return OTHER_STATISTICS if path.exists() and not _is_ours(path) else STATISTICS

    def card_name(self) -> str:
        """Return the name of the card: another one where the usual one is somebody's; "" if both.

        A card that was written here before under the other name keeps it.
        """
        return next((name for name in (CARD, OWN_CARD) if self.is_free(name)), "")

    def write(self, name: str, data: bytes) -> None:
        """Write a file atomically; one that has these bytes already is not touched."""
        path = self.folder / name
        if not (path.is_file() and path.read_bytes() == data):
            with atomic_path(path) as part:
                part.write_bytes(data)
        self.written[name] = file_sha256(path)

    def remove_stale(self) -> list[str]:
        """Remove what was written here before and is no part of the data set now; name it."""
        stale = sorted(self._before.keys() - self.written.keys())
        here = [name for name in stale if self._is_ours(name)]  # whatever the statistics say
        removed = [name for name in here if (self.folder / name).is_file() and self.is_free(name)]
        for name in removed:
            (self.folder / name).unlink()
            for folder in (self.folder / name).parents[: name.count("/")]:
                with suppress(OSError):  # something else is in it
                    folder.rmdir()
        return removed

    def _is_ours(self, name: str) -> bool:
        """Whether a name may be one of a data set, within its folder."""
        if Path(name).name == name:
            return True
        return _CODE_FILE.fullmatch(name) is not None and self.has_room(CODE)

    def has_room(self, name: str) -> bool:
        """Whether there is a folder of this name here, or can be one: no file, and no link."""
        path = self.folder / name
        return not path.is_symlink() and (path.is_dir() or not path.exists())

    def problem_of(self, name: str) -> Message | None:
        """Say what is wrong with a file of a data set: changed or missing; None if nothing is."""
        path = self.folder / name
        if not path.exists():
            return Message("{name} is missing", name=name)
        if not self.is_free(name):
            return Message("{name} was changed since it was written", name=name)
        return None

    @property
    def known(self) -> list[str]:
        """The files that were written here before."""
        return sorted(self._before)

    @property
    def has_items(self) -> bool:
        """Whether a table of items was written here before."""
        return ITEMS in self._before
