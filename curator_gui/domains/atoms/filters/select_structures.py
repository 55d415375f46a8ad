"""Keep or drop whole structures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Annotated

import numpy as np

from curator_gui.core.components import Filter
from curator_gui.core.errors import ParamError
from curator_gui.core.message import Message, at
from curator_gui.core.notes import remark, unchanged
from curator_gui.core.params.param import Param
from curator_gui.domains.atoms.filters.shape.neighbors import neighbor_counts
from curator_gui.domains.atoms.properties import get_forces

if TYPE_CHECKING:
    from ase import Atoms


class SelectStructures(Filter["Atoms"]):
    """Pass on the structures that fulfill every condition that is set; drop the others.

    Elements are chemical symbols. An index all of whose structures are dropped ends well, without
    output.

    Raises
    ------
    ParamError
        If a symbol is no element, the smallest number of atoms or neighbors exceeds the largest,
        or neighbors have no cutoff.
    StructureError
        If `max_force` is set and a structure has no forces.
    """

    name = "Select structures"
    description = (
        "Keeps structures by the elements they contain, their number of atoms, their periodicity "
        "and their largest force; drops all others."
    )
    added = {"cutoff": None, "min_neighbors": None, "max_neighbors": None}

    def __init__(
        self,
        allowed: Annotated[
            list[str] | None, Param("Only these elements may occur: H, C, N, O.", role="element")
        ] = None,
        required: Annotated[
            list[str] | None, Param("Each of these elements has to occur.", role="element")
        ] = None,
        excluded: Annotated[
            list[str] | None, Param("None of these elements may occur.", role="element")
        ] = None,
        min_atoms: Annotated[int | None, Param("Smallest number of atoms.", minimum=0)] = None,
        max_atoms: Annotated[int | None, Param("Largest number of atoms.", minimum=0)] = None,
        periodicity: Annotated[
            str,
            Param(
                "Which structures: any, only those periodic in three directions, only those "
                "periodic in none.",
                choices=("any", "bulk", "molecule"),
            ),
        ] = "any",
        max_force: Annotated[
            float | None,
            Param(
                "Largest norm of the force on an atom; drops unconverged structures.",
                unit="eV/Å",
                minimum=0,
            ),
        ] = None,
        cutoff: Annotated[
            float | None,
            Param("Distance up to which neighbors are counted.", unit="Å", minimum=0.1, maximum=20),
        ] = None,
        min_neighbors: Annotated[
            int | None, Param("Fewest neighbors that an atom may have.", minimum=0)
        ] = None,
        max_neighbors: Annotated[
            int | None, Param("Most neighbors that an atom may have.", minimum=0)
        ] = None,
    ) -> None:
        self.allowed = element_numbers("allowed", allowed)
        self.required = element_numbers("required", required)
        self.excluded = element_numbers("excluded", excluded)
        self.min_atoms = 0 if min_atoms is None else min_atoms
        self.max_atoms = max_atoms
        if max_atoms is not None and max_atoms < self.min_atoms:
            raise ParamError(
                at(
                    "max_atoms",
                    Message(
                        "{max_atoms} is less than min_atoms, {min_atoms}",
                        max_atoms=max_atoms,
                        min_atoms=self.min_atoms,
                    ),
                )
            )
        self.periodicity = periodicity
        self.max_force = max_force
        self.cutoff, self.max_neighbors = cutoff, max_neighbors
        self.min_neighbors = 0 if min_neighbors is None else min_neighbors
        self._check_neighbors()

    @property
    def _counts(self) -> bool:
        return self.min_neighbors > 0 or self.max_neighbors is not None

    def _check_neighbors(self) -> None:
        if self._counts and self.cutoff is None:
            raise ParamError(
                at("cutoff", Message("neighbors are counted up to a distance; set it"))
            )
        if self.max_neighbors is not None and self.max_neighbors < self.min_neighbors:
            raise ParamError(
                at(
                    "max_neighbors",
                    Message(
                        "{most} is less than min_neighbors, {least}",
                        most=self.max_neighbors,
                        least=self.min_neighbors,
                    ),
                )
            )

    def __call__(self, items: Iterator[Atoms]) -> Iterator[Atoms]:
        """Yield the structures that fulfill the conditions."""
        for atoms in items:
            if not self._has_conditions:
                unchanged(Message("no condition is set"))
            if self.keeps(atoms):
                yield atoms

    @property
    def _has_conditions(self) -> bool:
        elements = self.allowed | self.required | self.excluded
        limits = self.min_atoms > 0 or self.max_atoms is not None or self.max_force is not None
        return bool(elements) or limits or self.periodicity != "any" or self._counts

    def keeps(self, atoms: Atoms) -> bool:
        """Whether a structure fulfils every condition."""
        return (
            self._size_fits(len(atoms))
            and self._elements_fit(set(atoms.numbers.tolist()))
            and self._periodicity_fits(atoms)
            and self._forces_fit(atoms)
            and self._neighbors_fit(atoms)
        )

    def _size_fits(self, size: int) -> bool:
        return size >= self.min_atoms and (self.max_atoms is None or size <= self.max_atoms)

    def _elements_fit(self, found: set[int]) -> bool:
        allowed = not self.allowed or found <= self.allowed
        return allowed and self.required <= found and not self.excluded & found

    def _periodicity_fits(self, atoms: Atoms) -> bool:
        if self.periodicity == "bulk":
            return bool(atoms.pbc.all())
        return self.periodicity == "any" or not atoms.pbc.any()

    def _neighbors_fit(self, atoms: Atoms) -> bool:
        if not self._counts or self.cutoff is None or not len(atoms):
            return True
        counts = neighbor_counts(atoms, self.cutoff)
        most = counts.max() if self.max_neighbors is None else self.max_neighbors
        return bool(counts.min() >= self.min_neighbors and counts.max() <= most)

    def _forces_fit(self, atoms: Atoms) -> bool:
        if self.max_force is None or len(atoms) == 0:
            return True
        largest = np.linalg.norm(get_forces(atoms), axis=1).max()
        if not np.isfinite(largest):  # and never small enough
            remark(Message("left out because a force is NaN or infinite"))
        return bool(largest <= self.max_force)


def element_numbers(param: str, symbols: Iterable[str] | None) -> frozenset[int]:
    """Return the atomic numbers of chemical symbols.

    Raises
    ------
    ParamError
        If a symbol is no element; `param` names the parameter.
    """
    return frozenset(_element_number(param, symbol) for symbol in symbols or ())


def _element_number(param: str, symbol: str) -> int:
    from ase.data import atomic_numbers

    number: int | None = atomic_numbers.get(str(symbol).strip())
    if not number:  # 0 is ASE's placeholder X
        raise ParamError(
            "{param}: {symbol} is no chemical symbol; write for example Fe",
            param=param,
            symbol=repr(symbol),
        )
    return number
