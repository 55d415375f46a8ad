"""Structures whose geometry is no number: what is computed from it would be wrong in silence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from curator_gui.domains.atoms.errors import StructureError

if TYPE_CHECKING:
    from ase import Atoms


def check_finite(atoms: Atoms) -> None:
    """Refuse a structure whose positions or cell are NaN or infinite.

    ASE hands such values on, and puts more of them where there were none; spglib dies of them.

    Raises
    ------
    StructureError
        Saying so.
    """
    if not (np.isfinite(atoms.positions).all() and np.isfinite(atoms.cell.array).all()):
        raise StructureError(
            "{formula} has positions or a cell that are no finite numbers",
            formula=atoms.get_chemical_formula(),
        )
