"""Wrap and center structures."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import numpy as np

from curator_gui.core.components import Filter
from curator_gui.core.message import Message
from curator_gui.core.notes import unchanged
from curator_gui.core.params.param import Param
from curator_gui.domains.atoms.errors import StructureError
from curator_gui.domains.atoms.finite import check_finite
from curator_gui.domains.atoms.graph import keep_graph, wrap_graph
from curator_gui.domains.atoms.properties import clone, results_of, set_results

if TYPE_CHECKING:
    from ase import Atoms


class Wrap(Filter["Atoms"]):
    """Move atoms into the cell, along periodic directions only (`ase.Atoms.wrap`).

    Energies, forces and stress belong to the periodic structure and stay as they are.

    Raises
    ------
    StructureError
        If a structure is periodic along a direction without cell vector, or its positions or cell
        are NaN or infinite.
    """

    name = "Wrap into cell"
    description = (
        "Moves atoms of periodic structures into the cell; molecules stay as they are. Energies "
        "and forces do not change."
    )

    def __init__(
        self,
        tolerance: Annotated[
            float,
            Param(
                "Atoms this far (as a fraction of the cell) below 0 stay there, so that atoms "
                "on a face do not jump to the opposite one.",
                minimum=0,
                maximum=0.5,
            ),
        ] = 1e-7,
    ) -> None:
        self.tolerance = tolerance

    def __call__(self, items: Iterator[Atoms]) -> Iterator[Atoms]:
        return (self._wrapped(atoms) for atoms in items)

    def _wrapped(self, atoms: Atoms) -> Atoms:
        check_finite(atoms)
        if not atoms.cell.any(axis=1)[atoms.pbc].all():
            raise StructureError(
                "{get_chemical_formula} is periodic along a direction without cell vector",
                get_chemical_formula=atoms.get_chemical_formula(),
            )
        copy = clone(atoms)
        if not atoms.pbc.any():
            unchanged(Message("is not periodic"))
            return copy
        copy.wrap(eps=self.tolerance)
        if np.allclose(copy.positions, atoms.positions, rtol=0, atol=1e-9):
            unchanged(Message("all atoms are in the cell"))
        set_results(copy, results_of(atoms))  # a calculator forgets them when atoms move
        wrap_graph(copy, atoms)
        return copy


class Center(Filter["Atoms"]):
    """Shift whole structures so that a point of theirs comes to rest where it is wanted.

    `origin` puts the center at (0, 0, 0), `cell` at the center of the cell. With `vacuum` the cell
    is made new: the box of the atoms plus so much on each side (`ase.Atoms.center`). A shift
    changes neither energy nor forces; a new cell does for periodic structures, which are refused.

    Raises
    ------
    StructureError
        If a structure has no cell to be centered in, is periodic and `vacuum` is set, or its
        positions or cell are NaN or infinite.
    """

    name = "Center"
    description = (
        "Moves structures so that their center of mass, or the center of their atoms, lies at the "
        "origin or in the middle of the cell; can put molecules into a box with vacuum. Only "
        "positions change."
    )

    def __init__(
        self,
        center: Annotated[
            str, Param("Which point of the structure.", choices=("mass", "atoms", "box"))
        ] = "mass",
        to: Annotated[str, Param("Where it goes.", choices=("origin", "cell"))] = "origin",
        vacuum: Annotated[
            float | None,
            Param(
                "Makes a new orthogonal cell with so much space on each side.", unit="Å", minimum=0
            ),
        ] = None,
    ) -> None:
        self.center = center
        self.to = to
        self.vacuum = vacuum

    def __call__(self, items: Iterator[Atoms]) -> Iterator[Atoms]:
        return (self._centered(atoms) for atoms in items)

    def _centered(self, atoms: Atoms) -> Atoms:
        check_finite(atoms)
        copy = clone(atoms)
        if len(atoms) == 0:
            unchanged(Message("has no atoms"))
            return copy
        if self.vacuum is not None:
            self._make_box(copy, self.vacuum)
        shift = self._target(copy) - self._point(copy)
        if self.vacuum is None and not np.any(np.abs(shift) > 1e-9):
            unchanged(Message("is centered already"))
        copy.positions += shift
        set_results(copy, results_of(atoms))
        keep_graph(copy, atoms)  # a new cell is given to molecules alone, whose shifts are zero
        return copy

    def _make_box(self, atoms: Atoms, vacuum: float) -> None:
        if atoms.pbc.any():
            raise StructureError(
                "{get_chemical_formula} is periodic: a new cell would make another "
                "material of it; use vacuum for molecules only",
                get_chemical_formula=atoms.get_chemical_formula(),
            )
        atoms.cell = np.diag(np.ptp(atoms.positions, axis=0) + 2 * vacuum)

    def _target(self, atoms: Atoms) -> np.ndarray:
        if self.to == "origin":
            return np.zeros(3)
        if atoms.cell.rank < 3:
            raise StructureError(
                "{get_chemical_formula} has no cell to be centered in; set vacuum",
                get_chemical_formula=atoms.get_chemical_formula(),
            )
        return np.asarray(atoms.cell.array.sum(axis=0) / 2)

    def _point(self, atoms: Atoms) -> np.ndarray:
        if self.center == "mass":
            return np.asarray(atoms.get_center_of_mass())
        if self.center == "atoms":
            return np.asarray(atoms.positions.mean(axis=0))
        return np.asarray((atoms.positions.min(axis=0) + atoms.positions.max(axis=0)) / 2)
