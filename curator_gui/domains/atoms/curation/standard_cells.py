"""Primitive and conventional standardized cells, with what belongs to them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

import numpy as np

from curator_gui.core.components import Filter
from curator_gui.core.message import Message
from curator_gui.core.notes import remark, unchanged
from curator_gui.core.params.param import Param
from curator_gui.domains.atoms.curation.rotations import rotated
from curator_gui.domains.atoms.errors import StructureError
from curator_gui.domains.atoms.filters.shape.supercell import grow, grows
from curator_gui.domains.atoms.finite import check_finite
from curator_gui.domains.atoms.graph import drop_graph
from curator_gui.domains.atoms.properties import (
    GEOMETRY,
    RESULTS_OF_ATOMS,
    results_of,
    set_results,
    warn_of_origin,
)

if TYPE_CHECKING:
    from ase import Atoms

_SAME = 1e-3
"""Largest difference between values of atoms that stand for each other, in their own unit."""


@dataclass(frozen=True)
class Standard:
    """A standardized cell, and which atom of the given one each of its atoms is.

    Parameters
    ----------
    lattice
        Cell vectors as rows (3, 3), Å.
    positions
        Positions (n, 3), Å.
    rows
        Number of an atom of the given structure for each atom (n,).
    alike
        For each given atom the number of its kind under translations: (m,).
    turn
        Rotation (3, 3) from the given axes to those of the cell.
    """

    lattice: np.ndarray
    positions: np.ndarray
    rows: np.ndarray
    alike: np.ndarray
    turn: np.ndarray


class StandardCell(Filter["Atoms"]):
    """Replace each periodic structure by its primitive or conventional standardized cell.

    Cell, positions and their order are those of `spglib.standardize_cell` (A. Togo, K. Shinohara
    and I. Tanaka, 2024). If idealized, the cell is turned to standard axes, and everything with a
    direction turns with it, as in *Random rotation*. Energies, virials and the total magnetic
    moment grow with the number of atoms, as in *Supercell*; each atom keeps the properties of the
    atom that it is. A structure that is not periodic in three directions stays as it is.

    Raises
    ------
    StructureError
        If spglib finds no symmetry, atoms that would become one have different properties, the
        structure has constraints, or a property that `extensive` names is no number.
    """

    name = "Standard cell"
    description = (
        "Replaces each crystal by its primitive or conventional standardized cell (spglib); "
        "energies, forces, stress and properties of atoms go along."
    )
    version = "1"

    def __init__(
        self,
        cell: Annotated[
            str,
            Param("The cell that structures get.", choices=("primitive", "conventional")),
        ] = "primitive",
        precision: Annotated[
            float,
            Param(
                "How far atoms may be from where symmetry wants them: 1e-5 for exact structures, "
                "0.01 for relaxed ones.",
                minimum=1e-8,
                maximum=1.0,
                unit="Å",
            ),
        ] = 1e-3,
        idealize: Annotated[
            bool,
            Param(
                "Move atoms and cell to where symmetry wants them and turn the cell to standard "
                "axes; otherwise positions and axes stay those of the structure."
            ),
        ] = True,
        properties: Annotated[
            list[str] | None,
            Param(
                "More properties that turn with the cell: vectors of 3, tensors of 9 numbers.",
                role="property",
            ),
        ] = None,
        extensive: Annotated[
            list[str] | None,
            Param(
                "More properties that grow with the number of atoms, names or globs: U0, charge. "
                "Energies and virials are known by their names.",
                role="property",
            ),
        ] = None,
    ) -> None:
        self.cell = cell
        self.precision = precision
        self.idealize = idealize
        self.properties = list(properties or ())
        self.extensive = list(extensive or ())

    def __call__(self, items: Iterator[Atoms]) -> Iterator[Atoms]:
        """Standardize the structures as they come."""
        return (self._standardized(atoms) for atoms in items)

    def _standardized(self, atoms: Atoms) -> Atoms:
        if not atoms.pbc.all() or not len(atoms):
            unchanged(Message("it is not periodic in three directions"))
            return atoms
        check_finite(atoms)
        if atoms.constraints:
            kinds = ", ".join(dict.fromkeys(type(c).__name__ for c in atoms.constraints))
            raise StructureError(
                "the constraints {kinds} have no place in another cell", kinds=kinds
            )
        standard = standardize(atoms, self.cell == "primitive", self.precision, self.idealize)
        if _is_same(atoms, standard):
            unchanged(Message("it is this cell already"))
            return atoms
        _check_alike(atoms, standard)
        return self._made(atoms, standard)

    def _made(self, atoms: Atoms, standard: Standard) -> Atoms:
        warn_of_origin(atoms)
        turns = not np.allclose(standard.turn, np.eye(3), rtol=0, atol=1e-12)
        turned = rotated(atoms, standard.turn, self.properties) if turns else atoms
        found = turned[standard.rows]
        found.set_celldisp(np.zeros(3))
        found.info = dict(turned.info)
        found.set_cell(standard.lattice, scale_atoms=False)
        found.positions = standard.positions
        set_results(found, {})
        factor = len(found) / len(atoms)
        grow(found, turned, factor, standard.rows, self.extensive)
        _tell_growth(atoms, len(found), self.extensive)
        drop_graph(found)
        return found


def _tell_growth(atoms: Atoms, count: int, extensive: list[str]) -> None:
    names = [name for name in results_of(atoms) if name in ("energy", "free_energy", "magmom")]
    names += [str(name) for name in atoms.info if grows(str(name)) or str(name) in extensive]
    if names and count != len(atoms):
        words = ", ".join(dict.fromkeys(names))
        remark(Message("{names} became that of the new number of atoms", names=words))


def standardize(atoms: Atoms, primitive: bool, precision: float, idealize: bool) -> Standard:
    """Ask spglib for the standardized cell, and find the atoms of the given one in it.

    Raises
    ------
    StructureError
        If spglib finds no symmetry, or an atom of the new cell is at no atom of the structure.
    """
    given = (atoms.cell.array, atoms.get_scaled_positions(wrap=False), atoms.numbers)
    data, (lattice, places, numbers) = _asked(given, primitive, precision, idealize)
    if idealize:  # turned, and with another origin: x_standard = P x + p
        standard = places @ lattice @ np.linalg.inv(data.std_lattice)
        within = (standard - data.origin_shift) @ np.linalg.inv(data.transformation_matrix).T
    else:  # the atoms are where they were, or a vector of the lattice away
        within = places @ lattice @ np.linalg.inv(atoms.cell.array)
    rows = _rows(atoms, within, numbers, precision)
    turn = _nearest_rotation(data.std_rotation_matrix) if idealize else np.eye(3)
    return Standard(lattice, places @ lattice, rows, data.mapping_to_primitive, turn)


def _nearest_rotation(matrix: np.ndarray) -> np.ndarray:
    """Return the rotation nearest to a matrix (3, 3): a distorted cell is also sheared a little."""
    left, _, right = np.linalg.svd(matrix)
    return np.asarray(left @ right)


def _asked(given: Any, primitive: bool, precision: float, idealize: bool) -> tuple[Any, Any]:
    import spglib
    import spglib.error

    # Errors are raised then, which is the only way from version 3 on.
    spglib.error.OLD_ERROR_HANDLING = False
    try:
        data = spglib.get_symmetry_dataset(given, symprec=precision)
        cell = spglib.standardize_cell(given, primitive, not idealize, symprec=precision)
    except spglib.SpglibError as error:
        raise _no_symmetry(precision, str(error)) from error
    if data is None or cell is None:
        raise _no_symmetry(precision, "-")
    return data, cell


def _no_symmetry(precision: float, reason: str) -> StructureError:
    return StructureError(
        "spglib finds no symmetry within {precision} Å ({reason}); atoms may be too close to one "
        "another, or take another precision",
        precision=f"{precision:g}",
        reason=reason,
    )


def _rows(atoms: Atoms, within: np.ndarray, numbers: Any, precision: float) -> np.ndarray:
    """Return the atom at each place of the given cell (n, 3), which is a fraction of its vectors.

    Raises
    ------
    StructureError
        If there is none of the element.
    """
    own = atoms.get_scaled_positions(wrap=False)
    rows = np.empty(len(within), dtype=int)
    for number, place in enumerate(within):
        apart = own - place
        lengths = np.linalg.norm((apart - np.round(apart)) @ atoms.cell.array, axis=1)
        lengths[atoms.numbers != numbers[number]] = np.inf
        rows[number] = lengths.argmin()
        if lengths[rows[number]] > 3 * precision + 1e-6:
            raise StructureError(
                "atom {number} of the standardized cell is {apart} Å from any atom of the "
                "structure; take a smaller precision",
                number=number,
                apart=f"{lengths.min():.3g}",
            )
    return rows


def _is_same(atoms: Atoms, standard: Standard) -> bool:
    if len(standard.rows) != len(atoms) or (standard.rows != np.arange(len(atoms))).any():
        return False
    cell = np.allclose(atoms.cell.array, standard.lattice, rtol=0, atol=1e-9)
    return cell and np.allclose(atoms.positions, standard.positions, rtol=0, atol=1e-9)


def _check_alike(atoms: Atoms, standard: Standard) -> None:
    """Insist that atoms which become one have the same properties.

    Raises
    ------
    StructureError
        Naming the property and two of the atoms.
    """
    times = np.bincount(standard.rows, minlength=len(atoms))
    if (times == times[0]).all():
        return
    first = {kind: number for number, kind in reversed(list(enumerate(standard.alike.tolist())))}
    others = np.array([first[kind] for kind in standard.alike.tolist()])
    for name, values in _of_atoms(atoms).items():
        unlike = np.flatnonzero(_differ(values, values[others]))
        if len(unlike):
            raise StructureError(
                "atoms {one} and {other} would become one, but differ in {name}; drop it before "
                "(Select properties) or take a smaller precision",
                one=int(others[unlike[0]]),
                other=int(unlike[0]),
                name=repr(name),
            )


def _of_atoms(atoms: Atoms) -> dict[str, np.ndarray]:
    results = {n: np.asarray(v) for n, v in results_of(atoms).items() if n in RESULTS_OF_ATOMS}
    return results | {n: v for n, v in atoms.arrays.items() if n not in GEOMETRY}


def _differ(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Tell for each atom whether its values are others, (n,) bool; NaN is the same as NaN."""
    if one.dtype.kind == "f":
        same = np.isclose(one, other, rtol=_SAME, atol=_SAME, equal_nan=True)
    else:
        same = one == other
    return np.asarray(~same.reshape(len(one), -1).all(axis=1))
