"""Repeat periodic structures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import numpy as np

from curator_gui.core.components import Filter
from curator_gui.core.errors import ParamError
from curator_gui.core.message import Message, at
from curator_gui.core.notes import remark, unchanged
from curator_gui.core.params.param import Param
from curator_gui.domains.atoms.errors import StructureError
from curator_gui.domains.atoms.finite import check_finite
from curator_gui.domains.atoms.graph import repeat_graph
from curator_gui.domains.atoms.properties import as_array, match_names, results_of, set_results

if TYPE_CHECKING:
    from ase import Atoms

_TOTAL = ("energy", "free_energy", "magmom")
_PER_ATOM = ("forces", "energies", "stresses", "charges", "magmoms")
_GROWING = re.compile(r"energy|energies|virials?")
"""A word of the name of what grows with the structure ..."""
_OTHER = re.compile(
    r"per|peratom|atomic|fermi|gap|hull|cutoff|threshold|tolerance|convergence|weights?|unit|std|"
    r"variance|error|scale|shift|mean|level"
)
"""... unless one of these is a word of it, too."""
_OF_THE_CELL = (
    "charge",
    "total_charge",
    "spin",
    "multiplicity",
    "dipole",
    "magmom",
    "polarization",
)


def grows(name: str) -> bool:
    """Whether a property of this name belongs to the whole structure: `REF_energy`, `virials`."""
    words = re.findall(r"[a-z]+", re.sub(r"([a-z])([A-Z])", r"\1_\2", name).lower())
    return any(map(_GROWING.fullmatch, words)) and not any(map(_OTHER.fullmatch, words))


class Supercell(Filter["Atoms"]):
    """Repeat structures along their cell vectors (`ase.Atoms.repeat`), results included.

    Energies and the total magnetic moment are multiplied by the number of copies, per-atom results
    and properties are repeated, the stress stays; other results (the dipole) have no meaning for
    the supercell and are dropped, which is said. Among the other properties of the whole structure
    those called an energy or a virial (REF_energy, virials; not energy_per_atom or fermi_energy)
    are multiplied, too, or repeated if they have a row per atom; and those that `extensive` names.

    Raises
    ------
    ParamError
        If there are not three numbers of at least 1.
    StructureError
        If a structure is not periodic along a direction that is repeated, its positions or cell are
        NaN or infinite, a constraint cannot be repeated, or a property that `extensive` names is no
        number.
    """

    name = "Supercell"
    description = (
        "Repeats periodic structures along their cell vectors; energies, virials, forces and all "
        "properties of atoms grow with them."
    )

    def __init__(
        self,
        repeat: Annotated[
            list[int],
            Param("Copies along the first, second and third cell vector: 2, 2, 1.", minimum=1),
        ] = [2, 2, 2],  # noqa: B006 - the list is copied
        extensive: Annotated[
            list[str] | None,
            Param(
                "More properties that grow with the number of copies, names or globs: U0, charge. "
                "Energies and virials are known by their names.",
                role="property",
            ),
        ] = None,
    ) -> None:
        self.repeat = list(repeat)
        self.extensive = list(extensive or ())
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
        check_finite(atoms)
        if any(n > 1 and not flag for n, flag in zip(self.repeat, atoms.pbc, strict=True)):
            raise StructureError(
                "{get_chemical_formula} is periodic along {value} and cannot be "
                "repeated {repeat} times",
                get_chemical_formula=atoms.get_chemical_formula(),
                value=[bool(flag) for flag in atoms.pbc],
                repeat=self.repeat,
            )
        copies = int(np.prod(self.repeat))
        if copies == 1:
            unchanged(Message("1 x 1 x 1 cells are the structure itself"))
            return atoms
        found = _repeated(atoms, self.repeat)
        grow(found, atoms, copies, np.tile(np.arange(len(atoms)), copies), self.extensive)
        repeat_graph(found, atoms, self.repeat)
        return found


def _repeated(atoms: Atoms, repeat: list[int]) -> Atoms:
    try:
        found: Atoms = atoms.repeat(repeat)
    except (AttributeError, NotImplementedError) as error:
        kinds = ", ".join(dict.fromkeys(type(c).__name__ for c in atoms.constraints))
        raise StructureError(
            "the constraints {kinds} cannot be repeated with the cell", kinds=kinds
        ) from error
    return found


def grow(
    found: Atoms, atoms: Atoms, factor: float, rows: np.ndarray, extensive: Sequence[str]
) -> None:
    """Give a structure the results and information of another one, of whose atoms it is made.

    Parameters
    ----------
    found
        The new structure; changed in place.
    atoms
        The structure whose values these are.
    factor
        How many times it is in the new one.
    rows
        For each atom of the new structure the number of the old one: (n,) int.
    extensive
        Names and globs of more properties that grow with the structure.

    Raises
    ------
    StructureError
        If a property that `extensive` names is no number.
    """
    set_results(found, _scaled(results_of(atoms), factor, rows))
    named = set(match_names(map(str, atoms.info), extensive))
    for name in [name for name in atoms.info if str(name) in named or grows(str(name))]:
        found.info[name] = _grown(name, atoms, factor, rows, must=str(name) in named)
    _warn_of_cell_values(atoms.info, named)


def _grown(name: str, atoms: Atoms, factor: float, rows: np.ndarray, must: bool) -> Any:
    """Return a property of the new structure: multiplied, or its rows if it has one per atom."""
    value = atoms.info[name]
    array = as_array(value)
    if array.dtype.kind not in "iuf":
        if must:
            raise StructureError(
                "property {name} is {value}, not a number that grows with the structure",
                name=repr(name),
                value=f"{value!r:.60}",
            )
        return value
    if "virial" not in name.lower() and array.ndim and array.size > 1 and len(array) == len(atoms):
        return array[rows]
    return array * factor if array.ndim else array.item() * factor


def _warn_of_cell_values(info: dict[Any, Any], named: set[str]) -> None:
    kept = [n for n in _OF_THE_CELL if n not in named and _is_something(info.get(n, 0))]
    if kept:
        remark(
            Message(
                "{kept} is still that of one cell: name it as extensive, or drop it",
                kept=", ".join(kept),
            )
        )


def _is_something(value: Any) -> bool:
    array = as_array(value)
    return array.dtype.kind in "iuf" and bool(array.any())


def _scaled(results: dict[str, Any], factor: float, rows: np.ndarray) -> dict[str, Any]:
    found = {name: results[name] * factor for name in _TOTAL if name in results}
    found |= {name: np.asarray(results[name])[rows] for name in _PER_ATOM if name in results}
    found |= {name: results[name] for name in ("stress",) if name in results}
    dropped = [name for name in results if name not in found]
    if dropped:
        remark(Message("{dropped} has no meaning here and is left out", dropped=", ".join(dropped)))
    return found
