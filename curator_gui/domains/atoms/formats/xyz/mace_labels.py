"""The names under which MACE looks for what it learns: `REF_energy`, `REF_forces`, `REF_stress`.

ASE takes `energy` and `forces` of an extended XYZ file for results of a calculator; MACE (0.3)
looks for its own names among the plain properties, so that nobody trains on results by mistake.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from curator_gui.core.message import Message
from curator_gui.core.notes import remark
from curator_gui.domains.atoms.errors import StructureError
from curator_gui.domains.atoms.properties import clone, results_of, set_results

if TYPE_CHECKING:
    from ase import Atoms

_PER_ATOM = ("forces", "charges")
_LABELS = ("energy", "forces", "stress", "virials", "dipole", "charges")
CONFIG_TYPE, ISOLATED = "config_type", "IsolatedAtom"


def mace_labelled(atoms: Atoms) -> Atoms:
    """Return a copy with results under MACE's names; a single atom in a vacuum is marked as such.

    MACE takes the energies of atoms marked so (`config_type=IsolatedAtom`) as the zero of its own.

    Raises
    ------
    StructureError
        If the structure has a property of such a name already.
    """
    labelled = clone(atoms)
    results = results_of(labelled)
    for name in _LABELS:
        value = _taken(labelled, results, name)
        if value is not None:
            _put(labelled, name, value)
    set_results(labelled, results)
    if f"REF_{_LABELS[0]}" not in labelled.info:
        remark(Message("has no energy, so MACE learns nothing from it"))
    if len(labelled) == 1 and not labelled.pbc.any():
        labelled.info.setdefault(CONFIG_TYPE, ISOLATED)
    return labelled


def _taken(atoms: Atoms, results: dict[str, Any], name: str) -> Any:
    """Take a property away from where it is; of several places the first one counts, as always."""
    places = (results, atoms.arrays, atoms.info)
    found = [place.pop(name) for place in places if name in place]
    return found[0] if found else None


def _put(atoms: Atoms, name: str, value: Any) -> None:
    target = f"REF_{name}"
    if target in atoms.info or target in atoms.arrays:
        raise StructureError(
            "has both {name} and {target}, and MACE reads only one: drop one of them",
            name=repr(name),
            target=repr(target),
        )
    if name in _PER_ATOM:
        atoms.arrays[target] = np.asarray(value)
    elif name == "stress" and np.shape(value) == (6,):
        from ase.stress import voigt_6_to_full_3x3_stress

        atoms.info[target] = voigt_6_to_full_3x3_stress(value)
    else:
        atoms.info[target] = value
