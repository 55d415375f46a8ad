"""Synthetic crystals as a source, for trying things out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import numpy as np

from curator_gui.core.components import Source
from curator_gui.core.errors import ParamError
from curator_gui.core.message import Message, at
from curator_gui.core.params.param import Param
from curator_gui.domains.atoms.origin import announced

if TYPE_CHECKING:
    from ase import Atoms

METALS = ("Ag", "Al", "Au", "Cu", "Ni", "Pd", "Pt")
"""The face-centred cubic metals of ASE's effective medium potential."""


class SyntheticCrystals(Source["Atoms"]):
    """Strained and shaken supercells of an fcc metal with energy, forces and stress.

    Item i depends on seed and i only. The cubic cell (lattice constant of `ase.data`) is repeated,
    strained by a random symmetric tensor, atoms are taken out and the others displaced, all
    uniformly or normally distributed. Results in eV, eV/Å and eV/Å³ are those of `ase.calculators.
    emt.EMT` (K. W. Jacobsen, P. Stoltze, J. K. Nørskov, Surf. Sci. 366, 394 (1996)).

    Raises
    ------
    ParamError
        If the supercell would lose all its atoms.
    """

    measurer = "curator_gui.domains.atoms.measures:measure_item"

    name = "Synthetic crystals"
    description = (
        "Makes random metal crystals with energies, forces and stresses of a simple potential, to "
        "try a pipeline without data."
    )

    def __init__(
        self,
        count: Annotated[int, Param("How many crystals.", minimum=1, maximum=10_000_000)] = 100,
        element: Annotated[str, Param("The metal.", choices=METALS)] = "Cu",
        repeat: Annotated[
            int, Param("Cubic cells of 4 atoms along each edge.", minimum=1, maximum=20)
        ] = 2,
        displacement: Annotated[
            float, Param("Standard deviation of each coordinate.", unit="Å", minimum=0, maximum=1)
        ] = 0.05,
        strain: Annotated[
            float, Param("Largest component of the random strain.", minimum=0, maximum=0.3)
        ] = 0.02,
        vacancies: Annotated[
            float, Param("Fraction of atoms taken out, rounded down.", minimum=0, maximum=0.9)
        ] = 0.0,
        seed: Annotated[int, Param("Another seed gives other crystals.", minimum=0)] = 0,
    ) -> None:
        if element not in METALS:
            raise ParamError(
                at(
                    "element",
                    Message(
                        "{element} is none of {metals}",
                        element=repr(element),
                        metals=", ".join(METALS),
                    ),
                )
            )
        if not 0 <= vacancies < 1:
            raise ParamError(
                at(
                    "vacancies",
                    Message("{vacancies} would leave no atom", vacancies=f"{vacancies:g}"),
                )
            )
        self.count = count
        self.element = element
        self.repeat = repeat
        self.displacement = displacement
        self.strain = strain
        self.vacancies = vacancies
        self.seed = seed

    def __len__(self) -> int:
        return self.count

    def __getitem__(self, index: int) -> Iterator[Atoms]:
        return announced(index, self._items(index))

    def _items(self, index: int) -> Iterator[Atoms]:
        from ase.calculators.emt import EMT

        from curator_gui.domains.atoms.properties import clone

        if not 0 <= index < self.count:
            raise IndexError(f"index {index} is out of range: the source has {self.count} items")
        atoms = self._crystal(np.random.default_rng([self.seed, index]))
        atoms.calc = EMT()
        results = {
            "energy": float(atoms.get_potential_energy()),
            "forces": atoms.get_forces(),
            "stress": atoms.get_stress(),
        }
        yield clone(atoms, results)

    def _crystal(self, random: np.random.Generator) -> Atoms:
        from ase.build import bulk

        atoms: Atoms = bulk(self.element, cubic=True).repeat(self.repeat)
        tensor = random.uniform(-self.strain, self.strain, (3, 3))
        atoms.set_cell(atoms.cell.array @ (np.eye(3) + (tensor + tensor.T) / 2), scale_atoms=True)
        gone = random.permutation(len(atoms))[: int(self.vacancies * len(atoms))]
        del atoms[gone.tolist()]
        atoms.positions += random.normal(scale=self.displacement, size=(len(atoms), 3))
        return atoms

    def label(self, index: int) -> str:
        return f"{self.element} crystal {index}"
