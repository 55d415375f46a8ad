"""ASE's SQLite databases as a source."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import numpy as np

from curator_gui.domains.atoms.errors import StructureError, os_reason
from curator_gui.domains.atoms.formats.lmdb import structure_of_row
from curator_gui.domains.atoms.sources.base import (
    Pattern,
    TableSource,
    path_param,
)

if TYPE_CHECKING:
    from ase import Atoms


class ASEDatabaseSource(TableSource):
    """Rows of ASE's SQLite databases (`.db`), one per index, in the order of their ids.

    Results (eV, eV/Å, eV/Å³ in Voigt order) come with each structure; key-value pairs and data
    become `Atoms.info`. Databases are opened for reading only.

    Raises
    ------
    StructureError
        From an index whose row cannot be read, naming file, row and reason.
    """

    name = "ASE databases"
    description = "Reads each row of one or many ASE databases (SQLite, .db) as a structure."

    counting_may_crash = True  # a view of SQLite need not end

    def __init__(
        self,
        path: Annotated[Path, path_param("database of ASE in SQLite", (".db",))],
        pattern: Pattern = "*.db",
        **frames: Any,
    ) -> None:
        super().__init__(path, pattern, **frames)

    def frame_ids(self, path: Path) -> np.ndarray:
        return database_ids(path)

    def read_frame(self, path: Path, frame_id: int) -> Atoms:
        from ase.db import connect

        check_readable(path)  # ASE would create a file that is gone
        try:
            # As a context manager: ASE closes its connection only then.
            with connect(
                str(path), type="db", create_indices=False, use_lock_file=False
            ) as database:
                row = database.get(id=frame_id)
        except KeyError as error:
            raise StructureError("has no row {frame_id} any more", frame_id=frame_id) from error
        except (sqlite3.Error, ValueError, TypeError, AssertionError) as error:
            raise StructureError(
                "row {frame_id} is damaged: {error}", frame_id=frame_id, error=error
            ) from error
        return structure_of_row(row)


def check_readable(path: Path) -> None:
    """Insist that a file can be opened.

    Raises
    ------
    StructureError
        Saying why not.
    """
    try:
        with path.open("rb"):
            pass
    except OSError as error:
        raise StructureError("cannot be read: {os_reason}", os_reason=os_reason(error)) from error


def database_ids(path: Path) -> np.ndarray:
    """Return the ids of all rows, ascending, as an int64 array.

    Raises
    ------
    StructureError
        If the file cannot be read or is no database of ASE.
    """
    check_readable(path)
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as database:
            rows = database.execute("SELECT id FROM systems ORDER BY id").fetchall()
    except sqlite3.Error as error:
        raise StructureError("is no database of ASE or damaged: {error}", error=error) from error
    return np.array([row[0] for row in rows], dtype=np.int64)
