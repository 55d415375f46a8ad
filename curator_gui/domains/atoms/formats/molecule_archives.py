"""Molecules of published archives as structures: their arrays in eV and Å."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NoReturn

import numpy as np

from curator_gui.core.message import Message
from curator_gui.core.notes import remark
from curator_gui.core.text.listing import listed_names
from curator_gui.domains.atoms.errors import StructureError, check_promise
from curator_gui.domains.atoms.filters.values.convert_units import factors
from curator_gui.domains.atoms.formats.archive_layouts import (
    Layout,
    arrays_in,
    member,
    text_of,
    unit_word,
)
from curator_gui.domains.atoms.properties import set_results

if TYPE_CHECKING:
    from ase import Atoms


@dataclass(frozen=True)
class Choice:
    """What is taken of a molecule: arrays by name, "" for those of the layout, and their units."""

    energy: str = ""
    forces: str = ""
    properties: tuple[str, ...] = ()
    energy_unit: str = ""
    length_unit: str = ""

    def names(self, layout: Layout) -> list[str]:
        """Return the arrays that are read, those first that each molecule must have."""
        own = [self.energy or layout.energy, self.forces or layout.forces]
        return list(dict.fromkeys([layout.numbers, layout.positions, *own, *self.properties]))


@dataclass(frozen=True)
class Molecule:
    """The arrays of a molecule, all its structures, and what is said of them."""

    name: str
    layout: Layout
    choice: Choice
    arrays: Mapping[str, Any]
    units: Mapping[str, Any]
    left_out: tuple[str, ...]

    @classmethod
    def read(cls, name: str, group: Any, layout: Layout, choice: Choice) -> Molecule:
        """Read what was chosen of a group.

        Raises
        ------
        StructureError
            If an array that was named is not there.
        """
        for wanted in filter(None, (choice.energy, choice.forces, *choice.properties)):
            if wanted not in group:
                names = ", ".join(sorted(map(str, arrays_in(group))))
                raise StructureError(
                    "has no array {name}; it has {names}", name=repr(wanted), names=names
                )
        there = [one for one in choice.names(layout) if one in group]
        nodes = {one: member(group, one) for one in there}
        for one, node in nodes.items():
            if hasattr(node, "id"):  # of HDF5
                check_promise(one, node.nbytes, node.id.get_storage_size())
        units = {one: getattr(node, "attrs", {}).get("units") for one, node in nodes.items()}
        units |= {key: member(group, key)[()] for key in _UNIT_ARRAYS if key in group}
        left = sorted(set(arrays_in(group)) - set(there) - set(_UNIT_ARRAYS))
        arrays = {one: np.asarray(node[()]) for one, node in nodes.items()}
        return cls(name, layout, choice, arrays, units, tuple(left))

    def structure(self, place: int) -> Atoms:
        """Return one of its structures, with results in eV and eV/Å.

        Raises
        ------
        StructureError
            If its arrays do not fit together or a unit is not known.
        """
        from ase import Atoms

        numbers = self._numbers(place)
        length = factors()[self._unit(self.layout.positions, "r_unit", self.choice.length_unit)]
        positions = self._of(self.layout.positions, place).astype(np.float64)
        if positions.shape != (len(numbers), 3) or not np.isfinite(positions).all():
            self._refuse(self.layout.positions, positions, len(numbers))
        atoms = Atoms(numbers=numbers, positions=positions * length)
        atoms.info |= {"molecule": self.name} if self.name else {}
        self._take_properties(atoms, place)
        set_results(atoms, self._results(place, len(numbers), length))
        if self.left_out:
            names = listed_names(self.left_out, 20)
            remark(Message("arrays of the archive that are left out: {names}", names=names))
        return atoms

    def _numbers(self, place: int) -> np.ndarray:
        from ase.data import atomic_numbers

        values = self.arrays[self.layout.numbers]
        values = values[place] if values.ndim == 2 else values
        if values.dtype.kind in "SOU":
            symbols = [one.decode() if isinstance(one, bytes) else str(one) for one in values]
            values = np.array([atomic_numbers.get(one, 0) for one in symbols])
        if values.ndim != 1 or values.dtype.kind not in "iu" or not _are_elements(values):
            raise StructureError("{name} holds no elements", name=repr(self.layout.numbers))
        return np.asarray(values)

    def _of(self, name: str, place: int) -> np.ndarray:
        """Return one structure's part of an array; of a molecule with one structure all of it."""
        values = self.arrays[name]
        if self.arrays[self.layout.positions].ndim == 2:
            return np.asarray(values)
        if not values.ndim or len(values) != len(self.arrays[self.layout.positions]):
            raise StructureError(
                "{name} has {count} entries, but there are {structures} structures",
                name=repr(name),
                count=len(values) if values.ndim else 1,
                structures=len(self.arrays[self.layout.positions]),
            )
        return np.asarray(values[place])

    def _refuse(self, name: str, values: np.ndarray, atoms: int) -> NoReturn:
        raise StructureError(
            "{name} has shape {shape} or NaN, not 3 numbers for each of {atoms} atoms",
            name=repr(name),
            shape=values.shape,
            atoms=atoms,
        )

    def _unit(self, name: str, own: str, given: str) -> str:
        """Return the unit of an array: the one given, that of the file or of the layout."""
        if given:
            return given
        said = self.units.get(own, self.units.get(name))
        if said is not None:
            return unit_word(said)
        is_length = own == "r_unit"
        return self.layout.length_unit if is_length else self.layout.energy_unit

    def _results(self, place: int, atoms: int, length: float) -> dict[str, Any]:
        energy, forces = (self.choice.energy or self.layout.energy,
                          self.choice.forces or self.layout.forces)  # fmt: skip
        unit = factors()[self._unit(energy, "e_unit", self.choice.energy_unit)]
        found: dict[str, Any] = {}
        if energy in self.arrays:
            values = self._of(energy, place).astype(np.float64)
            if values.size != 1:
                raise StructureError(
                    "{name} has {count} numbers for a structure, not one",
                    name=repr(energy),
                    count=values.size,
                )
            found["energy"] = float(values.reshape(())) * unit
        if forces in self.arrays:
            values = self._of(forces, place).astype(np.float64)
            if values.shape != (atoms, 3):
                self._refuse(forces, values, atoms)
            sign = -1.0 if self.layout.is_gradient and not self.choice.forces else 1.0
            found["forces"] = values * (sign * self._force_unit(forces, unit / length))
        return _without_nan(found)

    def _force_unit(self, name: str, otherwise: float) -> float:
        """Return what one of the forces is in eV/Å, if their own array says it: hartree/bohr."""
        said = self.units.get(name)
        if said is None or self.choice.energy_unit or self.choice.length_unit:
            return otherwise
        energy, _, length = text_of(said).rpartition("/")
        return factors()[unit_word(energy)] / factors()[unit_word(length)]

    def _take_properties(self, atoms: Atoms, place: int) -> None:
        for name in self.choice.properties:
            values = self.arrays[name]
            per_structure = (
                values.ndim
                and len(values) == len(self.arrays[self.layout.positions])
                and self.arrays[self.layout.positions].ndim == 3
            )
            own = np.asarray(values[place] if per_structure else values)
            if own.ndim and len(own) == len(atoms) and own.dtype.kind in "biuf":
                atoms.set_array(name, own)
            else:
                atoms.info[name] = _plain(own)


_UNIT_ARRAYS = ("e_unit", "r_unit")


def _are_elements(numbers: np.ndarray) -> bool:
    return bool(len(numbers) and numbers.min() > 0 and numbers.max() <= 118)


def _without_nan(results: dict[str, Any]) -> dict[str, Any]:
    """Leave out what was not computed for a structure, with a remark."""
    kept = {name: values for name, values in results.items() if np.isfinite(values).all()}
    gone = sorted(results.keys() - kept.keys())
    if gone:
        remark(Message("results that are NaN are left out: {names}", names=", ".join(gone)))
    return kept


def _plain(values: np.ndarray) -> Any:
    """Return a text or number as such, texts of HDF5 decoded."""
    if values.dtype.kind in "SO":
        values = np.array([v.decode() if isinstance(v, bytes) else str(v) for v in values.flat])
    return values.reshape(()).item() if values.size == 1 else values
