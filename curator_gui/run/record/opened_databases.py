"""The run databases of physicsnemo-curator that were opened here, so that they stay in the history.

One path a line in a file of the runs folder. The databases stay where they are, as they are; one
that is gone for a while, such as on a disk that is not connected, stays on the list.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from curator_gui.core.message import Message
from curator_gui.core.storage.files import atomic_write_text
from curator_gui.core.storage.locks import FileLock
from curator_gui.core.trust.strangers import read_stranger
from curator_gui.run.record.tables.schema import RecordError

LIST = "opened-databases.txt"
MOST = 200
"""Databases that are kept in mind; the oldest are forgotten."""
_MAX_BYTES = 1 << 20
_PATIENCE = 5.0
"""Seconds in which another window has written the list."""


def opened_databases(folder: Path) -> list[Path]:
    """List the databases that were opened, in their order; none if the list cannot be read."""
    try:
        return _read(folder / LIST)
    except (OSError, ValueError):
        return []


def remember_database(path: Path, folder: Path) -> None:
    """Keep a database in the history.

    Raises
    ------
    RecordError
        If the path has a line break in it, or the list cannot be read or written.
    """
    path = path.absolute()
    if "\n" in str(path):
        raise RecordError(
            "{path}: is not kept in the history, because its path has a line break", path=str(path)
        )
    with _changing(folder) as known:
        if path in known:
            known.remove(path)
        known.append(path)
        del known[:-MOST]


def forget_database(path: Path, folder: Path) -> bool:
    """Take a database off the list; return whether it was there. Its file stays.

    Raises
    ------
    RecordError
        If the list cannot be read or written.
    """
    path = path.absolute()
    with _changing(folder) as known:
        found = path in known
        if found:
            known.remove(path)
    return found


@contextmanager
def _changing(folder: Path) -> Iterator[list[Path]]:
    """Give the list to be changed, to one at a time; what cannot be read is not written over."""
    path = folder / LIST
    lock = FileLock(path.with_suffix(".lock"))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not lock.acquire(_PATIENCE):
            raise TimeoutError(Message("another program is writing it"))
        before = _read(path)
        yield (after := list(before))
        if after != before:
            atomic_write_text(path, "".join(f"{each}\n" for each in after))
    except (OSError, ValueError) as error:
        raise _unchanged(path, error) from error
    finally:
        lock.release(remove=True)


def _read(path: Path) -> list[Path]:
    try:
        text = read_stranger(path, _MAX_BYTES)
    except FileNotFoundError:
        return []
    return [Path(line) for line in text.split("\n") if line and Path(line).is_absolute()]


def _unchanged(path: Path, error: Exception) -> RecordError:
    reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
    return RecordError(
        "{path}: the list of opened run databases cannot be changed: {reason}. Mend or remove "
        "this file.",
        path=path,
        reason=reason,
    )
