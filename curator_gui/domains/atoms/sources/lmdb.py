"""ASE databases in LMDB as a source."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import numpy as np

from curator_gui.domains.atoms.formats.lmdb import decode_row, read_row, row_ids
from curator_gui.domains.atoms.sources.base import (
    Pattern,
    TableSource,
    path_param,
)

if TYPE_CHECKING:
    from ase import Atoms


class ASELMDBSource(TableSource):
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
    counting_may_crash = True  # LMDB maps the file and believes what it says of its own pages
    description = (
        "Reads each row of one or many .aselmdb files (the format of OC20, OMat24, OMol25 and "
        "other fairchem data sets) as a structure."
    )

    def __init__(
        self,
        path: Annotated[Path, path_param("file in .aselmdb format", (".aselmdb",))],
        pattern: Pattern = "*.aselmdb",
        **frames: Any,
    ) -> None:
        super().__init__(path, pattern, **frames)

    def frame_ids(self, path: Path) -> np.ndarray:
        return row_ids(path)

    def read_frame(self, path: Path, frame_id: int) -> Atoms:
        return decode_row(read_row(path, frame_id))
