"""ASE's SQLite databases as a source."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import numpy as np

from curator_gui.domains.atoms.formats.database import database_ids, read_rows
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
        (atoms,) = read_rows(path, [frame_id])
        return atoms
