"""Properties of a structure by name, wherever `ase.Atoms` keeps them.

ASE has three places: the results of the attached calculator (energy, forces, stress, ...: the names
of `ase.calculators.calculator.all_properties`), `atoms.arrays` (one row per atom) and `atoms.info`
(anything per structure). A name is looked for in this order, so `energy` means the same to every
component whether a file gave it as a result or as a plain number.
"""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any

import numpy as np

from curator_gui.core.message import Message
from curator_gui.core.notes import remark
from curator_gui.core.text.listing import listed_names
from curator_gui.domains.atoms.errors import StructureError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ase import Atoms

GEOMETRY = ("numbers", "positions")
"""The arrays without which there is no structure: never selected, dropped or renamed."""

RESULTS_OF_ATOMS = ("forces", "stresses", "energies", "charges", "magmoms")
"""Results that have a row for each atom."""


def results_of(atoms: Atoms) -> dict[str, Any]:
    """Return the stored results of the attached calculator; empty if there is none."""
    found: dict[str, Any] = getattr(atoms.calc, "results", {}) if atoms.calc is not None else {}
    return {name: value for name, value in found.items() if value is not None}


def clone(atoms: Atoms, results: Mapping[str, Any] | None = None) -> Atoms:
    """Copy a structure with its results (`Atoms.copy` alone drops them), or with other results."""
    copy: Atoms = atoms.copy()
    set_results(copy, results_of(atoms) if results is None else results)
    return copy


def set_results(atoms: Atoms, results: Mapping[str, Any]) -> None:
    """Attach results, in ASE's units (eV, eV/Å, eV/Å³ in Voigt order), or detach them if empty.

    Raises
    ------
    StructureError
        If a name is none of ASE's calculator properties.
    """
    from ase.calculators.singlepoint import SinglePointCalculator

    if not results:
        atoms.calc = None
        return
    try:
        atoms.calc = SinglePointCalculator(atoms, **results)
    except (AssertionError, AttributeError, TypeError, ValueError) as error:
        raise StructureError(
            "cannot store {results} as results: {error}", results=", ".join(results), error=error
        ) from error


def is_result(name: str) -> bool:
    """Whether ASE keeps a property of this name with the calculator."""
    from ase.calculators.calculator import all_properties

    return name in all_properties


def property_names(atoms: Atoms) -> list[str]:
    """List all properties besides numbers and positions: results, arrays, information."""
    arrays = [name for name in atoms.arrays if name not in GEOMETRY]
    return list(dict.fromkeys([*results_of(atoms), *arrays, *atoms.info]))


def describe_names(atoms: Atoms) -> str:
    """Name the properties of a structure, for messages."""
    return listed_names(property_names(atoms), 20)


def find_property(atoms: Atoms, name: str) -> Any:
    """Return a property's value, or None if the structure has none of this name."""
    results = results_of(atoms)
    if name in results:
        return results[name]
    if name in atoms.arrays:
        return atoms.arrays[name]
    return atoms.info.get(name)


def get_property(atoms: Atoms, name: str) -> Any:
    """Return a property's value.

    Raises
    ------
    StructureError
        If the structure lacks it; the message lists those that it has.
    """
    value = find_property(atoms, name)
    if value is None:
        raise StructureError(missing_message(atoms, name))
    return value


def missing_message(atoms: Atoms, name: str) -> str:
    """Say that a structure lacks a property, and what it has."""
    formula = atoms.get_chemical_formula()
    return f"{formula} has no property {name!r}; it has {describe_names(atoms)}"


def get_number(atoms: Atoms, name: str) -> float:
    """Return a property that is one number per structure.

    Raises
    ------
    StructureError
        If the structure lacks it or it is no single number.
    """
    value = get_property(atoms, name)
    try:
        array = np.asarray(value, dtype=float)
    except (TypeError, ValueError):
        array = np.empty(0)
    if array.size != 1:
        raise StructureError(
            "property {name} is {value}, not one number",
            name=repr(name),
            value=f"{value!r:.60}",
        )
    return float(array.reshape(()))


def get_forces(atoms: Atoms, name: str = "forces") -> np.ndarray:
    """Return a property that is a vector per atom, as a float64 array of shape (n, 3).

    Raises
    ------
    StructureError
        If the structure lacks it or it has another shape.
    """
    forces = np.asarray(get_property(atoms, name))
    if forces.shape != (len(atoms), 3) or forces.dtype.kind not in "fiu":
        raise StructureError(
            "property {name} has shape {shape} and type {dtype}, but forces on {n} "
            "atoms need ({n2}, 3) numbers",
            name=repr(name),
            shape=forces.shape,
            dtype=forces.dtype,
            n=len(atoms),
            n2=len(atoms),
        )
    return forces.astype(float)


def remove_property(atoms: Atoms, name: str) -> Any:
    """Take a property out of the structure, in place, and return its value (None if not there)."""
    results = results_of(atoms)
    if name in results:
        value = results.pop(name)
        set_results(atoms, results)
        return value
    if name in atoms.arrays and name not in GEOMETRY:
        return atoms.arrays.pop(name)
    return atoms.info.pop(name, None)


def set_property(atoms: Atoms, name: str, value: Any) -> None:
    """Store a property, in place, where ASE would look for it.

    A standard name (`energy`, `forces`, `stress`, ...) becomes a result of the calculator; an array
    with one row per atom goes to `atoms.arrays` if `name` is there already or the value has two or
    more axes, or one axis in a structure of more than one atom; anything else to `atoms.info`.

    Raises
    ------
    StructureError
        If the value cannot be what the name says.
    """
    if name in GEOMETRY:
        raise StructureError("{name} is the geometry itself, not a property", name=repr(name))
    if is_result(name):
        set_results(atoms, {**results_of(atoms), name: checked_result(atoms, name, value)})
    elif name in atoms.arrays or _is_per_atom(atoms, value):
        atoms.arrays[name] = np.array(value)
    else:
        atoms.info[name] = value


def _is_per_atom(atoms: Atoms, value: Any) -> bool:
    if not isinstance(value, np.ndarray) or value.ndim == 0 or len(value) != len(atoms):
        return False
    return value.ndim > 1 or len(atoms) > 1


def checked_result(atoms: Atoms, name: str, value: Any) -> Any:
    """Bring a value into the shape that ASE wants for a result.

    Energies become one float; per-atom results keep n rows; a stress of 9 or 3 x 3 numbers becomes
    the 6 of Voigt order (xx, yy, zz, yz, xz, xy), its off-diagonal pairs averaged.

    Raises
    ------
    StructureError
        If it does not fit.
    """
    try:
        array = np.asarray(value, dtype=float)
    except (TypeError, ValueError):
        raise StructureError(
            "{name} is {value}, which is no number", name=name, value=f"{value!r:.60}"
        ) from None
    if name in ("energy", "free_energy", "magmom"):
        if array.size != 1:
            raise StructureError(
                "{name} has {size} values, but a structure has one", name=name, size=array.size
            )
        return float(array.reshape(()))
    if name == "stress":
        return _voigt(array)
    if name in RESULTS_OF_ATOMS and (array.ndim == 0 or len(array) != len(atoms)):
        raise StructureError(
            "{name} has shape {shape}, but there are {n} atoms",
            name=name,
            shape=array.shape,
            n=len(atoms),
        )
    return array


def _voigt(stress: np.ndarray) -> np.ndarray:
    if stress.shape == (6,):
        return stress
    if stress.size != 9:
        raise StructureError("stress has {size} values; it needs 6 (Voigt) or 9", size=stress.size)
    full = stress.reshape(3, 3)
    pairs = (full + full.T) / 2
    voigt: np.ndarray = pairs[[0, 1, 2, 1, 0, 0], [0, 1, 2, 2, 2, 1]]
    return voigt


def warn_of_replacing(atoms: Atoms, *names: str) -> None:
    """Say which of these properties a structure has already and is about to lose."""
    present = [name for name in names if find_property(atoms, name) is not None]
    if present:
        remark(Message("replaces {present}, which was there", present=", ".join(present)))


def as_array(value: Any) -> np.ndarray:
    """Return a value as an array; of kind O and no axis if it is none: unequal lists, a table."""
    try:
        return np.asarray(value)
    except ValueError:
        return np.empty((), dtype=object)


def warn_of_origin(atoms: Atoms) -> None:
    """Say that the place of the cell's corner is lost: no data set has a place for it."""
    if atoms.get_celldisp().any():
        remark(Message("the origin of the cell is not (0, 0, 0) and is not kept"))


def match_names(names: Iterable[str], patterns: Iterable[str]) -> list[str]:
    """Return the names that match one of the globs (case counts), in their own order."""
    globs = list(patterns)
    return [n for n in names if any(n == glob or fnmatchcase(str(n), glob) for glob in globs)]


@dataclass(frozen=True)
class StandardKeys:
    """Which names of a file stand for the energy, forces and stress.

    Parameters
    ----------
    names
        The file's own name of each standard property: `{"energy": "REF_energy"}`.
    virial
        The file's own name of the virial (eV), of which the stress is made; "" for none.
    missing
        When a structure lacks a named property: "error" refuses it, "ignore" goes on without, and
        "partial" goes on unless it lacks all of them.
    """

    names: Mapping[str, str]
    virial: str = ""
    missing: str = "partial"

    def map(self, atoms: Atoms) -> None:
        """Make the named properties results under their standard names, in place.

        Raises
        ------
        StructureError
            If one is missing that may not be, or cannot be what the standard name says.
        """
        wanted = [*self.names.values(), *([self.virial] if self.virial else [])]
        absent = [name for name in wanted if find_property(atoms, name) is None]
        strict = self.missing == "error" or (self.missing == "partial" and absent == wanted)
        if absent and strict:
            raise StructureError(missing_message(atoms, absent[0]))
        for name in absent:
            remark(Message("there is no property {name}, which was named", name=repr(name)))
        map_standard(atoms, {s: name for s, name in self.names.items() if name not in absent})
        if self.virial and self.virial not in absent:
            _stress_of_virial(atoms, self.virial)


def _stress_of_virial(atoms: Atoms, name: str) -> None:
    """Replace a virial by the stress that belongs to it, unless there is a stress already.

    The virial W (eV) is that of MACE, NequIP, GAP and VASP's "Total": stress = -W / volume.

    Raises
    ------
    StructureError
        If the structure has no volume or the virial not 6 or 9 numbers.
    """
    if find_property(atoms, "stress") is not None:
        return
    if atoms.cell.rank < 3:
        raise StructureError(
            "{formula} has a virial {name}, but no cell whose volume would make a stress of it",
            formula=atoms.get_chemical_formula(),
            name=repr(name),
        )
    virial = checked_result(atoms, "stress", get_property(atoms, name))
    remove_property(atoms, name)
    set_property(atoms, "stress", -virial / atoms.get_volume())


def map_standard(atoms: Atoms, keys: Mapping[str, str]) -> None:
    """Make properties results under their standard names, in place.

    `keys` says under which name the file has them, for example `{"energy": "REF_energy"}`. The
    property under its old name is taken out.

    Raises
    ------
    StructureError
        If one is missing or cannot be what the standard name says.
    """
    for standard, key in keys.items():
        if key and key != standard:
            get_property(atoms, key)
            set_property(atoms, standard, remove_property(atoms, key))
