"""Random rotations, with everything that has a direction."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

import numpy as np

from curator_gui.core.components import Filter
from curator_gui.core.message import Message
from curator_gui.core.notes import remark
from curator_gui.core.params.param import Param
from curator_gui.domains.atoms.errors import StructureError
from curator_gui.domains.atoms.finite import check_finite
from curator_gui.domains.atoms.graph import turn_graph
from curator_gui.domains.atoms.origin import current_index
from curator_gui.domains.atoms.properties import (
    RESULTS_OF_ATOMS,
    as_array,
    clone,
    find_property,
    results_of,
    set_results,
)

if TYPE_CHECKING:
    from ase import Atoms

_VECTORS = ("forces", "dipole", "momenta", "velocities", "magmoms", "initial_magmoms")
_TENSORS = ("stress", "stresses", "virial", "polarizability", "born_effective_charges")


class RandomRotation(Filter["Atoms"]):
    """Turn each structure by a random rotation, uniform over all; with its cell.

    Forces, dipoles, velocities, magnetic moments and stresses turn with it by their names, other
    properties as listed. A property of 3, 6 or 9 numbers (per atom) that is not known stays as it
    is, with a remark.

    Raises
    ------
    StructureError
        If a listed property is missing or has neither 3, 6 nor 9 numbers, or positions or cell are
        NaN or infinite.
    """

    name = "Random rotation"
    description = "Turns each structure, its cell, forces and stress by a seeded random rotation."
    version = "1"

    def __init__(
        self,
        seed: Annotated[int, Param("Another seed gives other rotations.", minimum=0)] = 0,
        properties: Annotated[
            list[str] | None,
            Param(
                "More properties that turn: vectors of 3, tensors of 9 numbers.", role="property"
            ),
        ] = None,
    ) -> None:
        self.seed = seed
        self.properties = list(properties or ())

    def __call__(self, items: Iterator[Atoms]) -> Iterator[Atoms]:
        """Turn the structures as they come."""
        return (self._turned(atoms, number) for number, atoms in enumerate(items))

    def _turned(self, atoms: Atoms, number: int) -> Atoms:
        check_finite(atoms)
        random = np.random.default_rng([self.seed, current_index(), number])
        return rotated(atoms, random_matrix(random), self.properties)


def random_matrix(random: np.random.Generator) -> np.ndarray:
    """Return a rotation (3, 3) float64, uniform over all (K. Shoemake, 1992)."""
    w, x, y, z = (q := random.standard_normal(4)) / np.linalg.norm(q)
    return np.array(
        [
            [1 - 2 * (y * y + z * z), 2 * (x * y - z * w), 2 * (x * z + y * w)],
            [2 * (x * y + z * w), 1 - 2 * (x * x + z * z), 2 * (y * z - x * w)],
            [2 * (x * z - y * w), 2 * (y * z + x * w), 1 - 2 * (x * x + y * y)],
        ]
    )


def rotated(atoms: Atoms, matrix: np.ndarray, more: list[str]) -> Atoms:
    """Return a structure turned by a matrix, with what has a direction."""
    for name in more:
        if find_property(atoms, name) is None:
            raise StructureError("there is no property {name} to turn", name=repr(name))
    result = clone(atoms)
    results = {
        n: _turned(n, v, matrix, more, n in RESULTS_OF_ATOMS) for n, v in results_of(atoms).items()
    }
    result.set_cell(atoms.cell.array @ matrix.T, scale_atoms=False)
    result.positions = atoms.positions @ matrix.T
    for store in (result.arrays, result.info):
        for name in [n for n in store if n not in ("numbers", "positions")]:
            of_atoms = store is result.arrays
            store[name] = _turned(str(name), store[name], matrix, more, of_atoms)
    set_results(result, results)  # a calculator forgets them when atoms move
    turn_graph(result, atoms, matrix)
    return result


def _turned(name: str, value: Any, matrix: np.ndarray, more: list[str], of_atoms: bool) -> Any:
    array = as_array(value)
    width = _width(array.shape[1:] if of_atoms else array.shape)
    known = (name in _VECTORS and width == 3) or (name in _TENSORS and width != 3)
    if not known and name not in more:
        if width and array.dtype.kind == "f":
            words = Message(
                "a property that may have a direction stays as it is: {name}", name=name
            )
            remark(words)
        return value
    if not width or array.dtype.kind not in "fiu":
        if name in more:
            raise StructureError(
                "property {name} has neither 3, 6 nor 9 numbers to turn", name=repr(name)
            )
        return value
    if not np.isfinite(array).all():
        remark(Message("{name} is NaN or infinite, which a rotation spreads", name=name))
    with np.errstate(invalid="ignore"):
        return _turned_array(array, matrix, width)


def _turned_array(array: np.ndarray, matrix: np.ndarray, width: int) -> np.ndarray:
    if width == 3:
        return np.asarray(array @ matrix.T)
    return _turned_tensor(array, matrix, width)


def _width(shape: tuple[int, ...]) -> int:
    """Return 3, 6 or 9 for vectors, Voigt stresses and tensors, else 0; shape without the atoms."""
    if shape[-2:] == (3, 3):
        return 9
    return shape[-1] if shape and shape[-1] in (3, 6, 9) else 0


def _turned_tensor(array: np.ndarray, matrix: np.ndarray, width: int) -> np.ndarray:
    if width == 6:
        full = array[..., [[0, 5, 4], [5, 1, 3], [4, 3, 2]]]
        turned = matrix @ full @ matrix.T
        return np.asarray(turned[..., [0, 1, 2, 1, 0, 0], [0, 1, 2, 2, 2, 1]])
    return np.asarray((matrix @ array.reshape(-1, 3, 3) @ matrix.T).reshape(array.shape))
