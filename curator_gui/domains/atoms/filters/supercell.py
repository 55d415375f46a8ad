"""Repeat periodic structures."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

import numpy as np

from curator_gui.core.components import Filter
from curator_gui.core.errors import ParamError
from curator_gui.core.message import Message, at
from curator_gui.core.notes import unchanged
from curator_gui.core.param import Param
from curator_gui.domains.atoms.errors import StructureError
from curator_gui.domains.atoms.properties import results_of, set_results

if TYPE_CHECKING:
    from ase import Atoms

_TOTAL = ("energy", "free_energy", "magmom")
_PER_ATOM = ("forces", "energies", "stresses", "charges", "magmoms")


class Supercell(Filter["Atoms"]):
    """Repeat structures along their cell vectors (`ase.Atoms.repeat`), results included.

    Energies and the total magnetic moment are multiplied by the number of copies, per-atom results
    and properties are repeated, the stress stays; other results (the dipole) have no meaning for
    the supercell and are dropped. Energies and virials outside the calculator (`REF_energy`) grow
    likewise; other properties of the whole structure stay as they are.

    Raises
    ------
    ParamError
        If there are not three numbers of at least 1.
    StructureError
        If a structure is not periodic along a direction that is repeated.
    """

    name = "Supercell"
    description = (
        "Repeats periodic structures along their cell vectors and scales energies, forces and "
        "stress with them."
    )

    def __init__(
        self,
        repeat: Annotated[
            list[int],
            Param("Copies along the first, second and third cell vector: 2, 2, 1.", minimum=1),
        ] = [2, 2, 2],  # noqa: B006 - the list is copied
    ) -> None:
        self.repeat = list(repeat)
        if len(self.repeat) != 3 or min(self.repeat) < 1:
            raise ParamError(
                at(
                    "repeat",
                    Message("needs three numbers of at least 1, not {repeat}", repeat=self.repeat),
                )
            )

    def __call__(self, items: Iterator[Atoms]) -> Iterator[Atoms]:
        return (self._repeated(atoms) for atoms in items)

    def _repeated(self, atoms: Atoms) -> Atoms:
        if any(n > 1 and not flag for n, flag in zip(self.repeat, atoms.pbc, strict=True)):
            raise StructureError(
                "{get_chemical_formula} is periodic along {value} and cannot be "
                "repeated {repeat} times",
                get_chemical_formula=atoms.get_chemical_formula(),
                value=[bool(flag) for flag in atoms.pbc],
                repeat=self.repeat,
            )
        found: Atoms = atoms.repeat(self.repeat)
        copies = int(np.prod(self.repeat))
        set_results(found, _scaled(results_of(atoms), copies))
        for name, value in found.info.items():
            if _is_extensive(str(name), value):
                found.info[name] = np.multiply(value, copies) if np.ndim(value) else value * copies
        if copies == 1:
            unchanged("is repeated once in each direction")
        return found


def _is_extensive(name: str, value: Any) -> bool:
    """Whether a property outside the calculator grows with the cell: energies and virials."""
    words = name.lower()
    named = "energy" in words or "virial" in words or words in ("free_energy", "enthalpy")
    per_atom = "per_atom" in words or "peratom" in words or words.endswith("_pa")
    return named and not per_atom and np.asarray(value).dtype.kind in "iuf"


def _scaled(results: dict[str, Any], copies: int) -> dict[str, Any]:
    found = {name: results[name] * copies for name in _TOTAL if name in results}
    for name in _PER_ATOM:
        if name in results:
            array = np.asarray(results[name])
            found[name] = np.tile(array, (copies, *[1] * (array.ndim - 1)))
    return found | {name: results[name] for name in ("stress",) if name in results}
