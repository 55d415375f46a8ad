"""ASE's SQLite databases as a source."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from curator_gui.core.param import Param
from curator_gui.domains.atoms.errors import StructureError, os_reason
from curator_gui.domains.atoms.formats.lmdb import structure_of_row
from curator_gui.domains.atoms.sources.base import (
    FramesSource,
    frames_param,
    key_params,
    path_params,
)
from curator_gui.domains.atoms.sources.lmdb import RowTable

if TYPE_CHECKING:
    from ase import Atoms


class ASEDatabaseSource(FramesSource):
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

    @classmethod
    def params(cls) -> list[Param]:
        """Describe files, rows and names of energy, forces and stress."""
        files = path_params("*.db", "database of ASE in SQLite", (".db",))
        return [*files, frames_param(), *key_params()]

    def __init__(
        self,
        path: Path,
        pattern: str = "*.db",
        recursive: bool = False,
        frames: str = "all",
        energy_key: str | None = None,
        forces_key: str | None = None,
        stress_key: str | None = None,
    ) -> None:
        keys = {"energy": energy_key, "forces": forces_key, "stress": stress_key}
        super().__init__(path, pattern, recursive, frames, keys)

    def _open_table(self, path: str) -> RowTable:
        try:
            ids = database_ids(Path(path))
        except StructureError as error:  # costs one index, which says so
            return RowTable(damage=str(error))
        return RowTable(ids) if len(ids) else RowTable(damage="has no rows")

    def _read(self, path: str, table: RowTable, frame: int) -> Atoms:
        from ase.db import connect

        if table.damage:
            raise StructureError(table.damage)
        row_id = int(table.ids[frame])
        check_readable(Path(path))  # ASE would create a file that is gone
        try:
            # As a context manager: ASE closes its connection only then.
            with connect(path, type="db", create_indices=False, use_lock_file=False) as database:
                row = database.get(id=row_id)
        except KeyError as error:
            raise StructureError(f"has no row {row_id} any more") from error
        except (sqlite3.Error, ValueError, TypeError, AssertionError) as error:
            raise StructureError(f"row {row_id} is damaged: {error}") from error
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
        raise StructureError(f"cannot be read: {os_reason(error)}") from error


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
        raise StructureError(f"is no database of ASE or damaged: {error}") from error
    return np.array([row[0] for row in rows], dtype=np.int64)
