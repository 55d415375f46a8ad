"""ASE databases in LMDB as a source."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from curator_gui.core.param import Param
from curator_gui.domains.atoms.errors import StructureError
from curator_gui.domains.atoms.formats.lmdb import decode_row, read_row, row_ids
from curator_gui.domains.atoms.sources.base import (
    FramesSource,
    frames_param,
    key_params,
    path_params,
)

if TYPE_CHECKING:
    from ase import Atoms


@dataclass(frozen=True)
class RowTable:
    """The keys of a file's rows (int64), or why there are none to be had."""

    ids: np.ndarray = field(default_factory=lambda: np.zeros(1, dtype=np.int64))
    damage: str = ""

    def __len__(self) -> int:
        return len(self.ids)


class ASELMDBSource(FramesSource):
    """Rows of `.aselmdb` files (ASE databases in LMDB, fairchem's format), one per index.

    Energy (eV), forces (eV/Å), stress (eV/Å³, Voigt) and the other results of a row are attached as
    a `SinglePointCalculator`; its key-value pairs and data become `Atoms.info`. A file that cannot
    be opened costs one index.

    Raises
    ------
    StructureError
        From an index whose row cannot be read, naming file, row and reason.
    """

    name = "ASE LMDB databases"
    description = (
        "Reads each row of one or many .aselmdb files (the format of OC20, OMat24, OMol25 and "
        "other fairchem data sets) as a structure."
    )

    @classmethod
    def params(cls) -> list[Param]:
        """Describe files, rows and names of energy, forces and stress."""
        files = path_params("*.aselmdb", "file in .aselmdb format", (".aselmdb",))
        return [*files, frames_param(), *key_params()]

    def __init__(
        self,
        path: Path,
        pattern: str = "*.aselmdb",
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
            return RowTable(row_ids(Path(path)))
        except StructureError as error:  # costs one index, which says so
            return RowTable(damage=str(error))

    def _read(self, path: str, table: RowTable, frame: int) -> Atoms:
        if table.damage:
            raise StructureError(table.damage)
        return decode_row(read_row(Path(path), int(table.ids[frame])))
