"""ASE databases in LMDB as a sink."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from curator_gui.core.errors import ParamError
from curator_gui.core.message import Message, at
from curator_gui.core.params.param import Param
from curator_gui.core.text.naming import output_path
from curator_gui.domains.atoms.errors import StructureError
from curator_gui.domains.atoms.formats.lmdb import (
    encode_row,
    is_ours,
    read_by_index,
    write_lmdb,
)
from curator_gui.domains.atoms.formats.lmdb_sizes import write_sizes
from curator_gui.domains.atoms.formats.staging import ProductRows, staging_folder
from curator_gui.domains.atoms.sinks.base import StagedSink

if TYPE_CHECKING:
    from ase import Atoms


class ASELMDBSink(StagedSink):
    """One `.aselmdb` file per block of indices, built after the run from what the workers staged.

    Rows are in the order of the indices, numbered from 1 without gaps, readable by ase-db-backends
    and fairchem. During the run the files are empty, and readers refuse them. Numbers are stored
    to the last bit.

    Raises
    ------
    StructureError
        If a structure has a property that is no data (an object).
    """

    name = "ASE LMDB database"
    description = (
        "Writes all structures to .aselmdb files, the format that fairchem trains from, "
        "in the order of the indices."
    )

    place = "stem"

    def __init__(
        self,
        folder: Annotated[Path, Param("Where the files go.", widget="output_folder")],
        stem: Annotated[
            str,
            Param(
                "Beginning of the files' names: data gives data_0000.aselmdb, data_0001.aselmdb."
            ),
        ] = "data",
        indices_per_file: Annotated[
            int, Param("How many indices share a file.", minimum=1)
        ] = 100_000,
    ) -> None:
        self.folder = Path(folder)
        self.stem = stem
        self.indices_per_file = indices_per_file
        if indices_per_file < 1:
            raise ParamError(at("indices_per_file", Message("needs at least 1")))
        self.product_of(0)  # refuses a stem that is no file name
        self.staging = staging_folder(self.folder / stem)

    def product_of(self, index: int) -> Path:
        return _file_path(self.folder, self.stem, index // self.indices_per_file)

    def encode(self, atoms: Atoms) -> bytes:
        """Return the compressed row of a structure."""
        return encode_row(atoms)

    def is_ours(self, path: Path) -> bool:
        return is_ours(path)

    def foreign(self, path: Path) -> Message:
        return Message(
            "{path} was not written by this sink, or is damaged: choose another name or folder",
            path=path,
        )

    def read_product(self, path: Path) -> dict[int, list[bytes]]:
        """Return the rows of a file by index."""
        try:
            return read_by_index(path)
        except StructureError as error:
            raise StructureError("{path} {error}", path=path, error=error) from error

    def write_product(self, path: Path, rows: ProductRows) -> None:
        write_lmdb(path, rows)

    def finish(self, indices: Sequence[int]) -> list[str]:
        """Build the files, and `metadata.npz` beside them: the number of atoms of every row.

        fairchem asks it for sizes instead of reading all rows. A file of this name that has other
        content is left alone, and so is a folder with databases of others; a remark says so.
        """
        outputs = super().finish(indices)
        return [*outputs, *write_sizes(self.folder, [Path(path) for path in outputs])]


@lru_cache(maxsize=4096)
def _file_path(folder: Path, stem: str, number: int) -> Path:
    return output_path(folder, "{stem}_{index:04d}.aselmdb", stem=stem, index=number)
