"""An ASE database in SQLite as a sink."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from curator_gui.core.params.param import Param
from curator_gui.domains.atoms.formats.database import (
    PLACEHOLDER,
    encode,
    is_ours,
    read_by_index,
    write_database,
)
from curator_gui.domains.atoms.formats.staging import ProductRows, staging_folder
from curator_gui.domains.atoms.sinks.base import StagedSink

if TYPE_CHECKING:
    from ase import Atoms


class ASEDatabaseSink(StagedSink):
    """One `.db` file for all structures, built after the run from what the workers staged.

    Rows are in the order of the indices, with ids from 1 without gaps, and `ase.db.connect` opens
    them: results in their columns, single numbers and texts as key-value pairs where ASE allows
    their names, all else in the row's data (see `atoms.formats.database`). During the run the file
    is a text that ASE refuses. Real numbers of a pair are kept to the last bit.

    Raises
    ------
    StructureError
        If a structure has a property that is no data, or one called as rows call theirs.
    """

    name = "ASE database"
    description = (
        "Writes all structures to one ASE database (SQLite, .db): results in their columns, single "
        "values as key-value pairs that ase db selects by, in the order of the indices."
    )

    def __init__(
        self,
        path: Annotated[Path, Param("The file.", suffixes=(".db",), widget="output_file")],
    ) -> None:
        self.path = Path(path)
        self.staging = staging_folder(self.path)

    def encode(self, atoms: Atoms) -> bytes:
        return encode(atoms)

    def make_placeholder(self, path: Path) -> None:
        """Create a short text, which is no database."""
        path.write_bytes(PLACEHOLDER)

    def is_placeholder(self, path: Path) -> bool:
        """Whether a file is the text, whole or in part, or empty."""
        with path.open("rb") as file:
            return PLACEHOLDER.startswith(file.read(len(PLACEHOLDER) + 1))

    def is_ours(self, path: Path) -> bool:
        return is_ours(path)

    def read_product(self, path: Path) -> dict[int, list[bytes]]:
        """Return the structures of the database by index."""
        return read_by_index(path)

    def write_product(self, path: Path, rows: ProductRows) -> None:
        write_database(path, rows)
