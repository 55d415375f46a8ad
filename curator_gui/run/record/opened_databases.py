"""The run databases of physicsnemo-curator that were opened here, so that they stay in the history.

One path a line in a file of the runs folder. The databases stay where they are, as they are; one
that is gone for a while, such as on a disk that is not connected, stays on the list.
"""

from __future__ import annotations

from pathlib import Path

from curator_gui.core.storage.files import atomic_write_text
from curator_gui.core.storage.strangers import read_stranger
from curator_gui.run.record.tables.schema import explain

LIST = "opened-databases.txt"
MOST = 200
"""Databases that are kept in mind; the oldest are forgotten."""
_MAX_BYTES = 1 << 20


def opened_databases(folder: Path) -> list[Path]:
    """List the databases that were opened, in their order; none if the list cannot be read."""
    try:
        text = read_stranger(folder / LIST, _MAX_BYTES)
    except (OSError, ValueError):
        return []
    return [Path(line) for line in text.splitlines() if line and Path(line).is_absolute()]


def remember_database(path: Path, folder: Path) -> None:
    """Keep a database in the history.

    Raises
    ------
    RecordError
        If the list cannot be written.
    """
    path = path.absolute()
    if "\n" in str(path):  # no list of lines could hold it
        return
    known = [other for other in opened_databases(folder) if other != path]
    _write(folder, [*known, path][-MOST:])


def forget_database(path: Path, folder: Path) -> bool:
    """Take a database off the list; return whether it was there. Its file stays.

    Raises
    ------
    RecordError
        If the list cannot be written.
    """
    known = opened_databases(folder)
    left = [other for other in known if other != path.absolute()]
    if len(left) < len(known):
        _write(folder, left)
    return len(left) < len(known)


def _write(folder: Path, paths: list[Path]) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        text = "".join(f"{path}\n" for path in paths)
        atomic_write_text(folder / LIST, text.encode("utf-8", "surrogateescape").decode())
    except (OSError, UnicodeDecodeError) as error:
        raise explain(folder / LIST, "written", error) from error
